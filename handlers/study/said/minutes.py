"""学习记录, 学习纪要: wanted as a draft, or handed back. Pure; 纪要 of meetings is heard elsewhere."""

from __future__ import annotations

import re
from typing import Any

from bot.messages import Channel
from bot.router import Reading
from handlers.study.said.heard import Heard
from handlers.study.said.made_up import original
from handlers.study.talk import HANDLER, MINUTES

SURE = 0.96
LONGEST = 40
_STUDY = r"(?:学习|中心组|支部|党员大?会|支委会|党小组|党课|主题党日|组织生活会|民主生活会|培训|专题报告|报告会)"
_PAPER = r"(?:会议)?(?:记录|纪要)(?:稿|表)?"
_NAMED = re.compile(rf"{_STUDY}[^,，。:：]{{0,10}}?{_PAPER}")
_MAKES = r"(?:出|生成|起草|草拟|拟|整理|导出|做|写|打印|下载|给我?|发我?|要)"
_ANY = re.compile(
    rf"^(?:帮我?|给我|请|把|麻烦)*(?:生成|起草|草拟|拟|出)(?:一?[份个下]|一下)?(?:会议|这次的?|本次的?)*{_PAPER}(?:草稿)?[。.]?$"
)
_NOT = re.compile(
    r"[?？]|怎么|如何|保存|存放|几年|多久|规定|要求|什么|哪|谁|吗|交给|上交|格式|模板|检查|应当|必须|规范|制度"
)
_SMALL = re.compile(
    rf"(?:帮|我|给|请|把|将|麻烦|这次|本次|上次|昨天|今天|刚才|的|一份|一个|一下|草稿|出来|整理|发|一版|版|下|吧|呢|出|个|份|好|要|打印|{_MAKES}|\s)+"
)
_FINAL = re.compile(
    rf"^(?:这是|上传|提交|发您|存|附件是?|附上)?(?:[一-龥]{{0,12}}?){_PAPER}(?:定稿|终稿|改好了|已改好|修改稿|整理好了|存档|如下)+[::,，。\s]*(?P<text>.*)$",
    re.DOTALL,
)


def hear_minutes(heard: Heard, media: list[dict[str, Any]]) -> Reading | None:
    """Read it. media: the files that came with it."""
    text, facts = heard.text, heard.facts
    runs = any(one.is_mine for one in facts.studies)
    if not text:
        return _file(heard, media) if media and runs else None
    about = text[:LONGEST]
    found = _FINAL.match(text)
    if found is not None and (_NAMED.search(about) or runs) and (found["text"] or media or "定稿" in about):
        body = original(heard.message.text, found["text"].strip()) if found["text"] else ""
        slots = {"text": body, "about": about} | ({"media": media} if media else {})
        return Reading(HANDLER, MINUTES, SURE, slots)
    if len(text) > LONGEST or _NOT.search(text):
        return None
    named = _NAMED.search(text)
    if (named and not _left(text, named)) or (runs and _ANY.match(text)):
        return Reading(HANDLER, MINUTES, SURE, {"about": about} | ({"media": media} if media else {}))
    return None


def _left(text: str, named: re.Match[str]) -> str:
    """Return what is said beside the paper and the wish for it; something means it is about something else."""
    rest = f"{text[: named.start()]} {text[named.end() :]}"
    rest = re.sub(r"[一-龥]{2,8}(?=支部)|党支部|维修|水电|机关", " ", rest)
    return _SMALL.sub("", rest).strip(" 。.,，")


def _file(heard: Heard, media: list[dict[str, Any]]) -> Reading | None:
    name = str(media[0]["name"])
    if heard.message.channel is not Channel.PRIVATE or not _NAMED.search(name) or "谈话" in name:
        return None
    return Reading(HANDLER, MINUTES, SURE, {"about": name, "text": "", "media": media})
