"""心得, 研究报告, 发言稿 handed in as words or a file. Pure."""

from __future__ import annotations

import re
from typing import Any

from bot.messages import Channel, Kind, Message
from bot.router import Reading
from handlers.study import papers
from handlers.study.said.heard import Heard
from handlers.study.said.made_up import original
from handlers.study.studies import CLOSED, OPEN
from handlers.study.talk import HANDLER, PAPER_CAME, PAPER_LOST, SUBMIT

SURE, LIKELY, OF_ITSELF = 0.955, 0.9, 0.88
LEAST_OF_ITSELF, LONGEST_HEAD = 20, 52
#: What the papers are called; slips of the keyboard and of dictation among them.
PAPER = (
    r"(?:(?:学习|读书|培训|专题|党课|听课|交流|个人|这次|本次|学习的){0,4}"
    r"(?:心得体会|[心新][得德的]体[会汇]|[心新][得德]|体会(?:文章|材料)?"
    r"|学习(?:感想|感悟|笔记|体会)|(?:读书|听课)笔记|感想)"
    r"|(?:研究|调研|学习|专题)报告|(?:主题|交流|研讨|大会|学习)?发言(?:稿|材料|提纲)|讲话稿)"
)
_ASKS = re.compile(
    r"[?？]|什么|啥|怎么|怎样|如何|咋|哪|多少字|几(?:点|号|天|篇|千|百)|吗|呢|能不能|可不可以|能否|可否|是否|要不要"
    r"|用不用|规定|要求(?!改|修改)|格式|模板|范文|帮我写|晚两天|晚几天|延期|缓交|之前交过"
)
_LEAD = (
    r"(?:那个|这个|呃|嗯|就是|我|我们|本人|来|现在|要|想|先|再|这就|一下|您好|老师|领导|把|这是|这里是"
    r"|附上|附件是|发您|给您|报告|收一?下|写好了|写完了|学完了|听完了|交作业|[,，、\s]){0,10}"
)
_GIVES = (
    r"(?:重新|补|上){0,2}(?:上交|提交|报送|交|报|发|传|送)?(?:一?下|上|来|一?篇|一份){0,3}"
    r"(?:我的?|本人的?|这次的?|本次的?|上次的?|中心组的?|支部的?|我们?的){0,3}"
)
_TAIL = (
    r"(?:啊|哈|吧|呀|已经?|我|写完|写好|重新|重|修改|改好|改|整理好|补|[一1]篇|[一1]份){0,4}(?:交|提交|补|报|发|传|送|写|完成|改)?"
    r"(?:上去|过来|给您|好|完|上来|上|一下|您|来){0,3}(?:了|啦|过)?"
    r"(?:哈|啊|请查收|请审阅|请收下|请您过目|如下|内容|发您|发给您|交给您|[,，、\s]){0,6}"
)
#: What others are to hand in.
_OF_OTHERS = re.compile(
    r"^(?:那个|[,，\s])*(?:请)?(?:让|叫|要求|通知|督促|催|各|大家|每人|每个|全体|请(?:各|大家|全体))"
)
_BODY = r"(?:[::。.,，;；\s]{1,6}(?P<text>\S.*))?$"
_HANDS = re.compile(rf"^{_LEAD}{_GIVES}(?P<what>(?P<about>[一-龥]{{0,12}}?){PAPER}){_TAIL}{_BODY}", re.DOTALL)
_SPOKEN = re.compile(
    rf"^{_LEAD}(?:上?交|提交|发|报)(?:一?下|一?篇|我的?|这次){{0,3}}(?P<what>{PAPER})(?:啊|吧|哈)?"
    r"(?P<text>(?:就?是|这次|我|通过).{10,})$",
    re.DOTALL,
)
_THIS_IS = re.compile(
    rf"^(?:这是|以下是|下面是|附上|附件是)(?:我的?|本人的?|我们?的){{0,2}}(?P<what>{PAPER})"
    r"[,，:：。\s]{0,6}(?P<text>\S.*)?$",
    re.DOTALL,
)
_OF_ITSELF = re.compile(
    r"^(?:通过|经过|参加|听了|听完|学完|学习了?|这次).{0,40}?(?:学习|党课|报告|培训|讲话|精神|会议)"
    r".{0,60}?(?:认识|体会|收获|感受|启发|触动|感到|明白|懂得|领会|感触)",
    re.DOTALL,
)
_IS_GIVEN = re.compile(r"交|报送|发您|附上|附件|写[好完]|如下|补上|重新|这是|发给")
_FILE_WORD = re.compile(PAPER)
_NOT_TAKEN = re.compile(r"评议|测评|谈话|考察材料|处分|考核(?:结果|等次)|诫勉")


def hear_papers(heard: Heard, media: list[dict[str, Any]]) -> Reading | None:
    """Read it. media: the files that came with it."""
    if heard.message.kind is Kind.RESULT:
        return Reading(HANDLER, PAPER_LOST, 0.9, {"paper": heard.facts.lost}) if heard.facts.lost else None
    if not heard.text:
        return _file_alone(heard, media) if media else None
    return _handed_in(heard, media)


def media_of(message: Message) -> list[dict[str, Any]]:
    """Return the pictures and files of a message: number, kind, name."""
    wanted = (Kind.FILE.value, Kind.IMAGE.value)
    found = [one for one in message.data.get("media") or () if isinstance(one, dict) and not one.get("lost")]
    return [
        {"number": int(one.get("number", place)), "kind": str(one.get("kind", "")), "name": str(one.get("name", ""))}
        for place, one in enumerate(found, start=1)
        if str(one.get("kind", "")) in wanted
    ]


def _file_alone(heard: Heard, media: list[dict[str, Any]]) -> Reading | None:
    """Read a file without a word: what was awaited, what its name says, or a question where something is owed."""
    facts, name = heard.facts, str(media[0]["name"])
    if heard.message.channel is not Channel.PRIVATE or _NOT_TAKEN.search(name):
        return None
    if facts.awaited is not None:
        study, kind, intent = facts.awaited
        return Reading(HANDLER, intent, 0.965, {"study": study, "kind": kind, "what": kind, "text": "", "media": media})
    if media[0]["kind"] != Kind.FILE.value:
        return None
    if _FILE_WORD.search(name) and (facts.owed or facts.of(OPEN, CLOSED)):
        kind = papers.kind_of(name) or papers.NOTES
        return Reading(HANDLER, SUBMIT, 0.957, {"kind": kind, "text": "", "about": name, "media": media})
    if facts.owed:
        kind = papers.kind_of(facts.owed) or papers.NOTES
        return Reading(HANDLER, PAPER_CAME, 0.953, {"kind": kind, "media": media})
    return None


def _handed_in(heard: Heard, media: list[dict[str, Any]]) -> Reading | None:
    """Read what somebody hands in himself."""
    text = heard.text
    found = _SPOKEN.match(text) or _THIS_IS.match(text) or _HANDS.match(text)
    if found is None:
        return _notes_of_themselves(heard)
    said = found.groupdict()
    body = (said["text"] or "").strip()
    head = (text[: len(text) - len(body)] if body else text)[:LONGEST_HEAD]
    if _ASKS.search(head) or _OF_OTHERS.match(text) or (not body and not media and not _is_said(head)):
        return None
    slots = {
        "kind": papers.kind_of(said["what"]) or papers.NOTES,
        "text": original(heard.message.text, body),
        "about": head,
    }
    return Reading(HANDLER, SUBMIT, SURE if body or media else LIKELY, slots | ({"media": media} if media else {}))


def _notes_of_themselves(heard: Heard) -> Reading | None:
    """Read notes that do not say that they are some, beside a study that is over."""
    knows = heard.facts.closed or heard.facts.open
    is_long = len(heard.text) >= LEAST_OF_ITSELF
    if not knows or not is_long or not _OF_ITSELF.match(heard.text) or _ASKS.search(heard.text[:LONGEST_HEAD]):
        return None
    slots = {"kind": papers.NOTES, "text": heard.message.text.strip(), "about": ""}
    return Reading(HANDLER, SUBMIT, OF_ITSELF, slots)


def _is_said(head: str) -> bool:
    """Whether it is said that something was, or is to be, handed in: the word alone says it too."""
    return bool(_IS_GIVEN.search(head)) or bool(re.fullmatch(PAPER, head.strip(" 。.,，")))
