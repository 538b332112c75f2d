"""补学: what somebody studied later, said or sent. Pure."""

from __future__ import annotations

import re

from bot.router import Reading
from handlers.study import papers
from handlers.study.said.heard import Heard
from handlers.study.talk import HANDLER, MAKEUP
from scheduler.gathering import plain

SURE = 0.957
MOST_LOOKED_AT = 40
_LATER = re.compile(
    r"补学|补课了|(?:学习|课)[^。,，]{0,6}?(?:我)?(?:自己)?补(?:上|完|好)了|补(?:上|了|完|好)?(?:一?下)?(?:上次|那次|缺的|落下的|这次)?的?(?:学习|课程|培训|党课)(?:了|完|好|上)|"
    r"(?:缺|落下|落|漏|没参加|没去(?:成|上)?|没上|请假)[^。,，]{0,10}?(?:学习|课|培训|党课|会)[^。,，]{0,8}?(?:补上|补了|补完|补好|自学|自己学|补过)"
)
_NOT = re.compile(
    r"[?？]|怎么|如何|什么时候|啥时候|哪|吗|谁|多少|几[天个人]|规定|要求|期限|截止|退回|打回|不行|能不能|可以不|要不要|用不用|提醒|通知|安排|名单|情况"
)
_OTHERS = re.compile(r"^(?:请|让|通知|要求|提醒|大家|各|没参加的|缺席的|请假的|未到)")
_HEAD = re.compile(
    r"^(?:我|已经?|的|上次|那次|这次|请假|没去成?|参加|前天|昨天|今天|自己|交|上交|提交|发|报告?|一下|来|把|缺|落下|那次|课|学习|培训|[,，、\s呃嗯]){0,14}?补学(?:的?(?:笔记|材料|内容|心得|体会|情况|记录|报告))?(?:已经?|交|完成|完|好|了|过|啦|如下|是|为|上){0,4}[::,，。.;；\s]{0,6}"
)


def hear_made_up(heard: Heard, media: list[dict[str, object]]) -> Reading | None:
    """Read it. media: the files that came with it."""
    text = heard.text
    if not text and media and papers.LATER in str(media[0].get("name", "")):
        return Reading(HANDLER, MAKEUP, SURE, {"what": papers.LATER, "text": "", "media": media})
    head, found = text[:MOST_LOOKED_AT], _HEAD.match(text)
    if not _LATER.search(head) or _NOT.search(found[0] if found else head) or _OTHERS.match(text):
        return None
    is_cut = found is not None and text[: found.end()].rstrip().endswith((":", ",", "，", "。", "."))
    if found and not is_cut and _NOT.match(text, found.end()):
        return None  # 补学怎么补
    body = (text[found.end() :] if found else text).strip()
    slots = {"what": papers.LATER, "text": original(heard.message.text, body), "about": head}
    return Reading(HANDLER, MAKEUP, SURE, slots | ({"media": media} if media else {}))


def original(said: str, body: str) -> str:
    """Return the end of a text as it was typed which reads as `body`; where none does, `body`."""
    typed = said.strip()
    for length in range(len(body) + 2, max(len(body) - 24, 0), -1):
        end = typed[-length:].strip()
        if plain(end) == body:
            return end
    return body
