"""What is put to a meeting: items before it, minutes and decisions after it. Pure."""

from __future__ import annotations

import re
from typing import Any

from handlers.meeting.facts import Facts
from handlers.meeting.heard.title import read_title
from handlers.meeting.kinds import kind_named
from handlers.meeting.talk import COLLECT, DECIDE, HAND_OUT, ITEM, MINUTES
from scheduler.gathering.agenda import items_of

LONGEST, LONGEST_TITLE = 5000, 80
SURE, LIKELY, DOUBTFUL = 0.95, 0.92, 0.6
Heard = tuple[str, float, dict[str, Any]]  # intent, confidence, slots
_NAME = r"(?:(?:今天|昨天|上午|下午|这次|本次|上次|上周|本周|第?\d+次)的?)?(?:[一-龥]{0,12}?会议?)?(?:的)?"

_ITEM = re.compile(
    rf"(?:我|我们|本单位)?(?:要)?(?:申)?(?:报|提交?|上报|增加|补充|加|申报)(?:一个|一下|个|两个|几个)?{_NAME}(?:上会)?议题\s*[:：,，\s]\s*(?P<text>\S.*)",
    re.DOTALL,
)
_AT_IT = re.compile(
    r"(?:我|我们|本单位)?(?:在|这次|本次|下次|明天|今天|周.)*(?:[一-龥]{0,8}?会议?)上?(?:我|我们|本单位)?(?:要|想|准备)?(?:上?报|汇报|讲|说|提)(?:的|一下|的是|的事|的内容|的事项|的议题|的是这个|这个)*\s*[:：]\s*(?P<text>\S.*)",
    re.DOTALL,
)
_ITEM_ALONE = re.compile(r"(?:我的)?议题[:：]\s*(?P<text>\S.*)", re.DOTALL)
_PROGRESS = re.compile(
    rf"(?P<verb>(?:上?报|汇报)(?:一下)?)?{_NAME}(?:工作)?(?P<what>进展|情况|材料|小结|总结)(?:情况)?\s*[:：]\s*(?P<text>\S.*)",
    re.DOTALL,
)
_MINUTES = re.compile(
    rf"(?:发布?|上传|保存|存一?下|提交|记)?(?P<name>{_NAME})(?:会议)?纪要(?:发一下|发布一下|整理好了|出来了|请?存一?下|整理如下|报上)?\s*(?:[:：]\s*(?P<text>\S.*)|(?:在?附件|见附件|已上传|如下)?)",
    re.DOTALL,
)
_HAND_OUT = re.compile(
    rf"(?:请)?(?:把|将)?(?P<name>{_NAME})(?:会议)?(?:纪要)?(?:发布?|印发|下发|分发|发给|发送)(?:一下)?(?P<back>{_NAME})(?:会议)?(?:纪要)?(?:给|发给|到)?(?:大家|参会人员?|与会人员?|所有人|各单位|全体)?[。.]?"
)
_DECIDE = re.compile(
    rf"(?P<name>{_NAME}|(?:刚才|刚刚|今天)?(?:在)?会上|经研究)(?:集体|研究|讨论)?(?:决定|议定|明确|确定|定了|决议)(?:事项|如下|了)?\s*[:：,，\s]\s*(?P<text>\S.*)",
    re.DOTALL,
)
_FIRST = re.compile(r"\s*(?:[(（]?1[)）、.．](?!\d)|[(（]?一[)）、]|①)")
_COLLECT_FROM = re.compile(
    r"(?:请|通知|让|要求)?(?P<who>各[^\s,，\d]{1,8}?|大家)(?:于|在)?(?P<by>(?:下|本|这|周|星期|礼拜|明|后天|今|月|\d|[一二三四五六七八九十])[^\s,，。]{0,8}?(?:之前|以前|前))(?:上?报|交|提交)(?:一下)?"
    r"(?P<name>[一-龥]{0,10}?会)?(?:的)?(?P<what>议题|进展)[。.]?"
)
_COLLECT = re.compile(
    r"(?:收集|征集|汇总|看看?|发我|给我)?(?:一下)?(?P<name>[一-龥]{0,10}?会?)(?:的)?(?:议题|进展)(?:汇总|清单|列表)?(?:[,，\s]*(?P<by>[^,，。\s]{1,12}(?:之前|以前|前)))?(?:报(?:给?我|上来)?|提交)?[。.]?"
)
_DOES = r"(?:牵头|负责|承办|落实|主责)"
_OWNERS = (
    re.compile(rf"(?:由|请|交由?)(?P<who>[^\s,，。;；由请]{{2,14}}?)(?:{_DOES}|办理|完成)"),
    re.compile(r"(?:责任人|负责人|承办人?|责任单位|牵头单位)[:：是为]?(?P<who>[^\s,，。;；]{2,14})"),
    re.compile(rf"(?P<who>[^\s,，。;；:：]{{2,14}}?){_DOES}(?!的)"),
)
_DUE = re.compile(
    r"(?P<due>[^\s,，。;；由请]{0,12}?[\d日号天月周一二三四五六七末年节底期](?:之前|以前|前|底前?|内))(?:完成|办结|落实|报|交|拿出|整改到位|上报)?"
    r"|(?:时限|期限|完成时间)[:：]?(?P<named>[^\s,，。;；]{2,14})"
)


def hear_paper(text: str, facts: Facts) -> Heard | None:
    """Read an item, minutes or a decision; None where it is none."""
    return _item(text, facts) or _decision(text) or (_minutes(text) if "纪要" in text else _collection(text))


def _item(text: str, facts: Facts) -> Heard | None:
    if found := _ITEM.fullmatch(text) or _AT_IT.fullmatch(text):
        return ITEM, SURE, {"text": found["text"].strip()[:LONGEST], "kind": _kind_before(text, found)}
    if facts.concerned and (found := _ITEM_ALONE.fullmatch(text)):
        return ITEM, LIKELY, {"text": found["text"].strip()[:LONGEST], "kind": ""}
    found = _PROGRESS.fullmatch(text)
    if found is None or not (found["verb"] or facts.collecting):
        return None
    confidence = LIKELY if facts.collecting else DOUBTFUL
    said = {"text": found["text"].strip()[:LONGEST], "kind": _kind_before(text, found), "what": found["what"]}
    return ITEM, confidence, said


def _kind_before(text: str, found: re.Match[str]) -> str:
    return kind_named(text[: found.start("text")])


def _minutes(text: str) -> Heard | None:
    if _HAND_OUT.fullmatch(text):
        return HAND_OUT, SURE, {"kind": kind_named(text)}
    found = _MINUTES.fullmatch(text)
    if found is None:
        return None
    name = found["name"] or ""
    said = {"name": read_title(name), "kind": kind_named(name), "text": (found["text"] or "").strip()[:LONGEST]}
    return MINUTES, SURE, said


def _collection(text: str) -> Heard | None:
    if found := _COLLECT_FROM.fullmatch(text):
        return COLLECT, SURE, {"kind": kind_named(found["name"] or ""), "by": found["by"], "what": found["what"]}
    found = _COLLECT.fullmatch(text)
    if found is None or ("汇总" not in text and "清单" not in text and not found["by"]):
        return None
    return (
        COLLECT,
        LIKELY,
        {
            "kind": kind_named(found["name"]),
            "by": found["by"] or "",
            "show": not found["by"],
            "what": "议题" if "议题" in text else "进展",
        },
    )


def _decisions(text: str) -> tuple[str, ...]:
    """Cut several decisions, numbered, into their parts, each without its number; one is one part."""
    return items_of(text) if _FIRST.match(text) else (text,)


def _decision(text: str) -> Heard | None:
    """Read a decision: what, who, until when. Without any owner it is kept and nobody is told."""
    found = _DECIDE.fullmatch(text)
    if found is None or not found["name"]:
        return None
    first, *more = _decisions(" ".join(found["text"].split()))
    said = first[:LONGEST]
    owner, due = next(filter(None, (one.search(said) for one in _OWNERS)), None), _DUE.search(said)
    who = owner["who"] if owner else ""
    until = (due["due"] or due["named"]) if due else ""
    title = said
    for part in (owner[0] if owner else "", due[0] if due else ""):
        title = title.replace(part, " ") if part else title
    pieces = [one for one in re.split(r"[\s,，。;；]+", title) if one]
    what = (pieces[0] if pieces else said)[:LONGEST_TITLE]
    slots = {"kind": kind_named(found["name"]), "title": what, "owner": who, "due": until, "text": said}
    slots |= {"more": [one[:LONGEST] for one in more]} if more else {}
    return DECIDE, SURE, slots
