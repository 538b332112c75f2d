"""What somebody wants called, while it is being asked for: slots, JSON-able, that grow with each answer. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handlers.meeting.heard import hear, plain, read_moment
from scheduler.audience import said_audience
from scheduler.gathering.agenda import read_agenda
from scheduler.gathering.changing import hear_change, new_start
from scheduler.gathering.clock import Clock
from scheduler.gathering.place import read_place

TIME, WHO, AMEND = "time", "who", "amend"
ASKED, ANSWER = "asked", "answer"
HARDLY = 3  # characters besides that are no other matter

_YES = re.compile(r"(?:是的?|对的?|嗯+|好的?|没错|就是|可以|行)[。.]?")
_ADD = re.compile(r"(?:再?加上?|还有|添上?|增加|再?叫上?|再通知)(?P<who>.{1,40}?)(?:参加|也来|吧|一起)?[。.]?")
_DROP = re.compile(r"(?:去掉|不要|不用叫|不用通知|除去|删掉|减掉|别叫|不含)(?P<who>.{1,30}?)(?:了|参加)?[。.]?")
_ONLY = re.compile(
    r"(?:改成?|改为|换成|只)?(?:通知|叫|给|发给|参加人员?(?:改[成为])?|参会人员?(?:改[成为])?)[::]?(?P<who>.{1,40}?)(?:就行|参加)?[。.]?"
)
_TITLE = re.compile(
    r"(?:名称|标题|会名|主题)(?:改[成为]|是|叫)?[::]?(?P<title>.{2,30})|(?:改叫|叫做?)(?P<called>.{2,30}会议?)"
)
_BY_DAY = re.compile(r"[今明后]天|[周号日]|星期|礼拜|月")


def answered(slots: Mapping[str, Any], clock: Clock) -> dict[str, Any]:
    """Return the slots with the answer that came back worked in; `unclear` where it says nothing."""
    said = {name: one for name, one in slots.items() if name not in (ASKED, ANSWER, "unclear")}
    if ANSWER not in slots:
        return said
    text, asked = plain(str(slots[ANSWER])), slots.get(ASKED, AMEND)
    if asked == TIME:
        return _timed(said, text, clock)
    if asked == WHO:
        return said | {"audience": _who(text)}
    return _amended(said, text, clock)


def _timed(said: dict[str, Any], text: str, clock: Clock) -> dict[str, Any]:
    """Work in when it is. An hour alone belongs to the day that was said before."""
    if "guess" in said and _YES.fullmatch(text):
        return _without(said, "question", "guess", "day") | {"start": said["guess"]}
    day = clock.local(said["day"]) if "day" in said else None
    with_day = f"{day:%Y年%m月%d日}{text}" if day and not _BY_DAY.search(text) else text
    heard = hear(with_day, clock.now, clock.calendar)
    rest = {
        name: one for name, one in heard.slots().items() if name not in said and name in ("place", "audience", "agenda")
    }
    moment = heard.moment
    if "rule" in said and moment.start and not moment.rule:
        return _ruled(_without(said, "question"), moment.start) | rest
    return (
        _without(said, "question", "guess", "day", "start", "end")
        | rest
        | {"question": moment.question}
        | moment.slots()
    )


def _ruled(said: dict[str, Any], start: datetime) -> dict[str, Any]:
    """Put the hour that was missing into a rule."""
    rule = f"{said['rule'].split(';BYHOUR')[0]};BYHOUR={start.hour};BYMINUTE={start.minute}"
    return said | {"rule": rule, "rule_said": f"{said.get('rule_said', '')}{start:%H:%M}"}


def _who(text: str) -> str:
    phrase, _ = said_audience(text)
    return phrase or re.sub(r"^(?:通知|叫|请|给|就)", "", text).strip(" 。.")


def _amended(said: dict[str, Any], text: str, clock: Clock) -> dict[str, Any]:
    """Work in what is said instead of 确认."""
    for work in (_titled, _people, _moved, _agenda, _placed, _anew):
        if (changed := work(said, text, clock)) is not None:
            return changed
    return said | {"unclear": True}


def _people(said: dict[str, Any], text: str, clock: Clock) -> dict[str, Any] | None:
    del clock
    before = said.get("audience", "")
    if found := _ADD.fullmatch(text):
        return said | {"audience": f"{before}、{found['who']}"}
    if found := _DROP.fullmatch(text):
        return said | {"audience": f"{before}（{found['who']}除外）"}
    if found := _ONLY.fullmatch(text):
        return said | {"audience": found["who"]}
    return None


def _moved(said: dict[str, Any], text: str, clock: Clock) -> dict[str, Any] | None:
    changed = hear_change(text, clock.now, clock.calendar)
    if changed is None:
        return None
    slots = changed.slots()
    start = clock.local(said["start"]) if "start" in said else None
    new = new_start(start, slots, clock) if start else None
    moved = _without(said, "end") if new else dict(said)
    moved |= {"start": f"{new:%Y-%m-%dT%H:%M}"} if new else {}
    return moved | ({"place": changed.place} if changed.place else {}) if new or changed.place else None


def _agenda(said: dict[str, Any], text: str, clock: Clock) -> dict[str, Any] | None:
    del clock
    items, _ = read_agenda(text)
    return said | {"agenda": list(items)} if items else None


def _placed(said: dict[str, Any], text: str, clock: Clock) -> dict[str, Any] | None:
    del clock
    found = re.fullmatch(r"(?:地点|会场|地址|在)[:：]?(?:改[成为到]|是|在)?(?P<place>\S{2,24})", text)
    place, rest = read_place(text)
    if found:
        return said | {"place": found["place"].upper()}
    return said | {"place": place} if place and len(rest) <= HARDLY else None


def _titled(said: dict[str, Any], text: str, clock: Clock) -> dict[str, Any] | None:
    del clock
    found = _TITLE.fullmatch(text)
    return said | {"title": found["title"] or found["called"]} if found else None


def _anew(said: dict[str, Any], text: str, clock: Clock) -> dict[str, Any] | None:
    """Read a time alone: 下午4点吧."""
    moment = read_moment(text, clock.now, clock.calendar)
    if not moment.matched or len(moment.rest) > HARDLY or "rule" in said:
        return None
    start = clock.local(said["start"]) if "start" in said else None
    if start is not None and moment.start is not None and not _BY_DAY.search(text):
        moment_start = start.replace(hour=moment.start.hour, minute=moment.start.minute)
        return _without(said, "end") | {"start": f"{moment_start:%Y-%m-%dT%H:%M}"}
    return _without(said, "start", "end", "day", "question") | {"question": moment.question} | moment.slots()


def _without(said: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: one for name, one in said.items() if name not in names}
