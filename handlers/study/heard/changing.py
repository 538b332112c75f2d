"""What a planned study is changed to: when and where, who does what, who attends, who sits in. Pure."""

from __future__ import annotations

import re
from typing import Any

from handlers.study.heard.besides import read_besides
from handlers.study.heard.roles import Role, roles_of
from handlers.study.kinds import LESSON as A_LESSON
from handlers.study.parts import DISCUSSES, HOSTS, LEADS, LESSON, SPEAKS, SUMS_UP, TEACHES
from scheduler.gathering.changing import hear_change
from scheduler.gathering.clock import Clock
from scheduler.gathering.studied import plainly, speaks_of_study

SET, ADD, DROP = "set", "add", "drop"
_PARTS = {
    "领学": LEADS, "领读": LEADS, "主题发言": SPEAKS, "重点发言": SPEAKS, "交流发言": SPEAKS,
    "发言": SPEAKS, "主讲": TEACHES, "授课": TEACHES, "讲课": TEACHES, "讲党课": LESSON, "主持": HOSTS,
    "总结讲话": SUMS_UP, "总结": SUMS_UP, "研讨发言": DISCUSSES,
}  # fmt: skip
_PART = "(?P<part>" + "|".join(sorted(_PARTS, key=len, reverse=True)) + ")"
_WHO = r"(?P<who>[一-龥]{2,10}(?:[、和][一-龥]{2,10})*(?:\s*《[^》]+》)?(?:[、,，和]\s*[一-龥]{2,10}\s*《[^》]+》)*)"
_END = r"(?:吧|了|一下|即可)?[。.]?$"
_INTO = r"(?:改|换|调整|变更|更换|定)(?:成|为|到|由|给|请)?"
_ROLE = (
    (SET, re.compile(rf"{_PART}(?:的)?(?:人员|人|者|老师)?(?:就)?{_INTO}{_WHO}(?:来|领学|主讲|讲)?{_END}")),
    (SET, re.compile(rf"(?:改|换|更换)(?:成|为|由|请)?{_WHO}(?:来|去|负责)?{_PART}{_END}")),
    (SET, re.compile(rf"(?:由|让|请){_WHO}(?:来|去|负责|作|做)?{_PART}{_END}")),
    (ADD, re.compile(rf"{_PART}(?:的)?(?:人员|人|者)?(?:里|中)?(?:再|也)?(?:加上?|增加|添上?|补上?|补充){_WHO}{_END}")),
    (ADD, re.compile(rf"(?:再)?(?:加上?|增加|添上?|安排){_WHO}(?:作|做|来|也|的)*{_PART}{_END}")),
    (DROP, re.compile(rf"(?:去掉|取消|删掉|减去|不要){_WHO}(?:的)?{_PART}{_END}")),
    (DROP, re.compile(rf"(?:^|[,，\s]){_WHO}(?:这次|本次)?(?:不用|不再|不必|不)(?:作|做|来)?{_PART}{_END}")),
)  # fmt: skip
_TOPIC = re.compile(
    r"(?:专题|主题|题目|学习内容|内容|讲题|议题)(?:就)?(?:改|换|调整|变更|定)(?:成|为|到)?(?P<topic>[^,，。;；]{2,60})[。.]?$"
)
_ADDS = re.compile(
    r"(?:再|还|另外|也)?(?:加上|(?<!参)加|增加|添上|补上|叫上|请上|带上)(?:一下)?(?P<who>[一-龥、]{2,24}?)(?:也|一起|都)*(?:参加|来|学习)?(?:吧|了)?[。.]?$"
)
_JOINS = re.compile(
    r"(?:让|叫|请|通知)(?P<who>[一-龥、]{2,20}?)(?:也|一起|一块儿?|一并)+(?:来|去)?(?:参加|学|听|学习|听听|听课)?[一-龥]{0,8}?(?:学习|党课|培训|讲座|报告会|大会)?(?:吧|一下)?[。.]?$"
)
_DROPS = re.compile(
    r"(?:^|[,，\s]|习|训|会|课|日)(?P<who>[一-龥、]{2,16}?)(?:这次|本次|就|可以)*(?:不用|不必|无需|不需要|不用再|可不|免于)(?:来)?(?:参加|来|到|学)(?:.{0,16})$"
)
_TAKES = re.compile(r"(?:去掉|减去|划掉|删掉|不用叫|别叫|不要叫|不通知)(?P<who>[一-龥、]{2,16}?)(?:参加|了|吧)*[。.]?$")
_ME = re.compile(r"^(?:我|本人|我们|俺|咱)|^(?:还|大家|都|是否|要不|为什么|有|领导|谁|哪)")
_BEFORE_WHO = re.compile(r"^.*(?:学习|党课|培训|大会|支委会|小组会|生活会|党日|讲座|报告会|活动)(?:的)?(?:时候)?")
_ASKS = re.compile(r"[?？]|吗[。.]?$|么[。.]?$|什么|谁|哪|几点|能不能|可不可以|是不是|是否|怎么")
_NOT = re.compile(
    r"请.{0,2}假|迟到|晚[点到]|来不了|去不了|补签|签到人|代签|换班|值班|会后|再发|重发|转发|提醒我|发言题目"
)


def hear_changed(text: str, clock: Clock, *, runs_one: bool) -> dict[str, Any] | None:
    """Read a change, None where nothing is changed. runs_one: whether the sender has planned a study to come."""
    text = plainly(text)
    names_it = speaks_of_study(text)
    if _ASKS.search(text) or _NOT.search(text) or not (names_it or runs_one):
        return None
    found = _role(text) or _topic(text) or _belongs(text) or _moved(text, clock) or _people(text)
    if found is None:
        return None
    before = str(found.pop("before", text))
    is_sure = names_it or "role" in found
    return {**found, "before": before, "names": names_it, "sure": is_sure}


def _role(text: str) -> dict[str, Any] | None:
    for how, pattern in _ROLE:
        found = pattern.search(text)
        if found is None:
            continue
        roles = [_of_lesson(one, text) for one in roles_of(_PARTS[found["part"]], _who(found["who"]))]
        if roles:
            return {"role": how, "parts": [one.data() for one in roles], "before": text[: found.start()]}
    return None


def _of_lesson(one: Role, text: str) -> Role:
    return Role(LESSON, one.name, one.title) if one.part == TEACHES and A_LESSON in text else one


def _topic(text: str) -> dict[str, Any] | None:
    found = _TOPIC.search(text)
    return {"topic": found["topic"].strip('《》“”" '), "before": text[: found.start()]} if found else None


def _belongs(text: str) -> dict[str, Any] | None:
    """Read who sits in, need not sign, or is not counted."""
    said, _ = read_besides(text)
    found: dict[str, Any] = {
        "sits_in": _who(said.sits_in),
        "exempt": _who(said.exempt),
        "apart": [[_who(who), why] for who, why in said.apart if _who(who)],
    }
    kept = {name: one for name, one in found.items() if one}
    return kept or None


def _moved(text: str, clock: Clock) -> dict[str, Any] | None:
    changed = hear_change(text, clock.now, clock.calendar)
    if changed is None or changed.add or changed.drop:
        return None
    return {**changed.slots(), "before": changed.before}


def _people(text: str) -> dict[str, Any] | None:
    for name, pattern in (("add", _ADDS), ("add", _JOINS), ("drop", _TAKES), ("drop", _DROPS)):
        found = pattern.search(text)
        if found is None:
            continue
        who = _who(found["who"])
        if len(who) > 1 and not _ME.match(who) and not speaks_of_study(who):
            return {name: who, "before": text.replace(found["who"], " ", 1)}
    return None


def _who(said: str) -> str:
    """Return a name without what was said of the study before it."""
    return _BEFORE_WHO.sub("", said).strip(" ,，、。的")
