"""What somebody wants planned, while it is being asked for: slots, JSON-able, that grow with each answer. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from handlers.study.heard.calling import hear_plan
from handlers.study.heard.changing import ADD, DROP, SET, hear_changed
from scheduler.audience import said_audience
from scheduler.gathering import plain, read_moment, read_place
from scheduler.gathering.changing import new_start
from scheduler.gathering.clock import Clock

TIME, WHO, NAME, AMEND = "time", "who", "name", "amend"
ASKED, ANSWER, ABOUT = "asked", "answer", "asked_about"
HARDLY = 3  # characters besides that are no other matter
_YES = re.compile(r"(?:是的?|对的?|嗯+|好的?|没错|就是|可以|行)[。.]?")
_CALLED = re.compile(r"(?:名称|标题)(?:改[成为]|是|叫)?[::]?(?P<title>.{2,30})|改叫(?P<called>.{2,30})")
_AT = re.compile(r"(?:地点|会场|地址|在)[:：]?(?:改[成为到]|是|在)?(?P<place>\S{2,24})")
_BY_DAY = re.compile(r"[今明后]天|[周号日]|星期|礼拜|月")
_ONLY = re.compile(
    r"(?:改成?|改为|换成|只)?(?:通知|叫|参加人员?(?:改[成为])?|参会人员?(?:改[成为])?)[::]?(?P<who>.{1,40}?)(?:就行|参加)?[。.]?"
)


def answered(slots: Mapping[str, Any], clock: Clock) -> dict[str, Any]:
    """Return the slots with the answer that came back worked in; `unclear` where it says nothing."""
    said = {name: one for name, one in slots.items() if name not in (ASKED, ANSWER, ABOUT, "unclear")}
    if ANSWER not in slots:
        return said
    text, asked = plain(str(slots[ANSWER])), slots.get(ASKED, AMEND)
    if asked == TIME:
        return _timed(said, text, clock)
    if asked == WHO:
        phrase, _ = said_audience(text)
        return said | {"audience": phrase or re.sub(r"^(?:通知|叫|请|给|就|让)", "", text).strip(" 。.")}
    if asked == NAME:
        return renamed(said, str(slots.get(ABOUT, "")), text.strip(" 。."))
    return _amended(said, text, clock)


def renamed(said: Mapping[str, Any], old: str, new: str) -> dict[str, Any]:
    """Put one name for another wherever it stands."""
    parts = [one | ({"name": new} if one["name"] == old else {}) for one in said.get("parts", ())]
    apart = [[new if who == old else who, why] for who, why in said.get("apart", ())]
    texts = {
        name: re.sub(re.escape(old), new, said[name])
        for name in ("sits_in", "exempt", "audience", "more", "less")
        if said.get(name)
    }
    return dict(said) | texts | ({"parts": parts} if parts else {}) | ({"apart": apart} if apart else {})


def _timed(said: dict[str, Any], text: str, clock: Clock) -> dict[str, Any]:
    """Work in when it is. An hour alone belongs to the day that was said before."""
    if "guess" in said and _YES.fullmatch(text):
        return _without(said, "question", "guess", "day") | {"start": said["guess"]}
    day = clock.local(said["day"]) if "day" in said else None
    with_day = f"{day:%Y年%m月%d日}{text}" if day and not _BY_DAY.search(text) else text
    heard = hear_plan(with_day, clock)
    more = {
        name: one for name, one in heard.slots().items() if name not in said and name in ("place", "audience", "topic")
    }
    moment = heard.moment
    kept = _without(said, "question", "guess", "day", "start", "end", "rule")
    return kept | more | ({"question": moment.question} if moment.question else {}) | moment.slots()


def _amended(said: dict[str, Any], text: str, clock: Clock) -> dict[str, Any]:
    """Work in what is said instead of 确认."""
    changed = hear_changed(text, clock, runs_one=True)
    if changed is not None:
        return with_change(said, changed, clock)
    return _worded(said, text) or _besides(said, text, clock) or _retimed(said, text, clock) or said | {"unclear": True}


def _worded(said: dict[str, Any], text: str) -> dict[str, Any] | None:
    """Read who attends, what it is called, where it is."""
    if found := _ONLY.fullmatch(text):
        return said | {"audience": found["who"]}
    if found := _CALLED.fullmatch(text):
        return said | {"title": found["title"] or found["called"]}
    if found := _AT.fullmatch(text):
        return said | {"place": found["place"].upper()}
    place, rest = read_place(text)
    return said | {"place": place} if place and len(rest) <= HARDLY else None


def _besides(said: dict[str, Any], text: str, clock: Clock) -> dict[str, Any] | None:
    """Read what is handed in after it, and whether a code is needed."""
    slots = hear_plan(text, clock).slots()
    more = {name: slots[name] for name in ("wants", "wants_by", "needs_code") if name in slots}
    return said | more if more else None


def _retimed(said: dict[str, Any], text: str, clock: Clock) -> dict[str, Any] | None:
    """Read a time alone: 下午4点吧."""
    moment = read_moment(text, clock.now, clock.calendar)
    if not moment.matched or len(moment.rest) > HARDLY:
        return None
    start = clock.local(said["start"]) if "start" in said else None
    if start is not None and moment.start is not None and not _BY_DAY.search(text):
        same_day = start.replace(hour=moment.start.hour, minute=moment.start.minute)
        return _without(said, "end") | {"start": f"{same_day:%Y-%m-%dT%H:%M}"}
    asked = {"question": moment.question} if moment.question else {}
    return _without(said, "start", "end", "day", "question") | asked | moment.slots()


def with_change(said: dict[str, Any], changed: Mapping[str, Any], clock: Clock) -> dict[str, Any]:
    """Return what is wanted once a change was worked in."""
    wanted = dict(said)
    start = clock.local(said["start"]) if "start" in said else None
    if start and (new := new_start(start, changed, clock)):
        wanted = _without(wanted, "end") | {"start": f"{new:%Y-%m-%dT%H:%M}"}
    for name in ("place", "topic", "exempt"):
        wanted |= {name: changed[name]} if changed.get(name) else {}
    if changed.get("sits_in"):
        wanted["sits_in"] = "、".join(one for one in (said.get("sits_in", ""), changed["sits_in"]) if one)
    if changed.get("apart"):
        wanted["apart"] = [*said.get("apart", []), *changed["apart"]]
    if changed.get("add"):
        wanted["more"] = "、".join(one for one in (said.get("more", ""), changed["add"]) if one)
    if changed.get("drop"):
        wanted["less"] = "、".join(one for one in (said.get("less", ""), changed["drop"]) if one)
    if "role" in changed:
        wanted["parts"] = with_roles(said.get("parts", []), changed)
    return wanted


def with_roles(parts: list[dict[str, str]], changed: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return who does what once some were set, added or dropped."""
    new, how = list(changed["parts"]), changed["role"]
    kinds = {one["part"] for one in new}
    names = {one["name"] for one in new}
    if how == SET:
        return [*(one for one in parts if one["part"] not in kinds), *new]
    if how == ADD:
        return [*(one for one in parts if not (one["part"] in kinds and one["name"] in names)), *new]
    return [one for one in parts if not (how == DROP and one["part"] in kinds and one["name"] in names)]


def _without(said: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: one for name, one in said.items() if name not in names}
