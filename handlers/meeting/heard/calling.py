"""A meeting as somebody calls it, in whatever order he says it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from handlers.meeting.heard.title import read_title
from scheduler.audience import said_audience
from scheduler.calendar import Calendar
from scheduler.gathering.agenda import Collected, items_of, read_agenda, read_collected
from scheduler.gathering.moment import Moment, read_moment
from scheduler.gathering.place import read_place
from scheduler.gathering.plain import labelled

_TO_MEET = re.compile(r"(?:准时)?(?:参加|参会|出席|到会|列席)")
_TO_ALL = re.compile(r"@\s*(?:全体成员|全体|所有人)")
_TITLES = r"(?:主任|书记|部长|科长|师傅|老师|处长|经理)"
_INVITED = re.compile(
    rf"约(?:一下|上|下|请)?(?=[一-龥]{{2,12}}(?:{_TITLES}|开会|碰))|(?:跟|和|与)(?=各|全体|[那这]?几[个位]|[一-龥]{{2,12}}?{_TITLES}(?:们|他们)?(?:碰|开|商量|聊))"
)
_NAMED = re.compile(rf"(?<![一-龥])[一-龥]{{1,3}}{_TITLES}(?![一-龥])")
_MEETS = re.compile(r"(?:碰一?下|商量|聊一?[聊下]).{0,12}$|(?:一起)?(?:碰一下|碰个?头|开个?会|开一下会)$")
_NOBODY = re.compile(r"(?:准时|按时|务必|尽快|提前|会|开会|会议|例会|关于.*|.*会议?)?")
_ROOM = re.compile(r"(?:点|点半|刻|\d[::]\d\d)(?= \d{3,4}(?!\d))")  # 3点 306: the room is no minute
_BY_OFFICE = re.compile(r"^(?:让|请|由|叫)(?:综合)?办公室(?=通知|发|安排|组织|召集)")
_CLOSING = re.compile(r"[\n。;；]|[,，]?请?(?:准时|按时)")  # what follows who attends is no more of them
_EDGES = " \t\n,，。;；、:："


@dataclass(frozen=True, slots=True)
class Called:
    """A meeting as it was said. audience: the words for who attends."""

    title: str
    moment: Moment
    place: str
    agenda: tuple[str, ...]
    audience: str
    collected: Collected | None = None
    note: str = ""

    def slots(self) -> dict[str, Any]:
        """Return what was said as slots, JSON-able; nothing where nothing was said."""
        said = {
            "title": self.title,
            "place": self.place,
            "agenda": list(self.agenda),
            "audience": self.audience,
            "collect": self.collected.what if self.collected else "",
            "collect_by": self.collected.by if self.collected else "",
            "note": self.note,
            "question": self.moment.question,
            "rule_said": self.moment.matched if self.moment.rule else "",
        }
        return {name: one for name, one in said.items() if one} | self.moment.slots()


def hear(text: str, now: datetime, calendar: Calendar) -> Called:
    """Read a meeting out of a plain text. now: aware, local."""
    before, parts = labelled(_BY_OFFICE.sub("", text))
    collected, before = read_collected(before)
    agenda, before = read_agenda(before) if "agenda" not in parts else (items_of(parts["agenda"]), before)
    moment = read_moment(parts["time"] if "time" in parts else _ROOM.sub(r"\g<0>，", before), now, calendar)
    rest = before if "time" in parts else moment.rest
    place, rest = (parts["place"].upper(), rest) if parts.get("place") else read_place(rest)
    audience, left = _audience(parts, rest)
    title = parts.get("title") or read_title(left) or read_title(rest)
    return Called(title, moment, place, agenda, audience, collected, parts.get("note", ""))


def _audience(parts: dict[str, str], rest: str) -> tuple[str, str]:
    if parts.get("audience"):
        return _CLOSING.split(parts["audience"], maxsplit=1)[0].strip(_EDGES), rest
    if found := _TO_ALL.search(rest):
        return "全体", f"{rest[: found.start()]} {rest[found.end() :]}"
    audience, left = said_audience(_INVITED.sub("通知", rest, count=1))
    audience = _MEETS.sub("", audience)
    if _NOBODY.fullmatch(audience):
        audience, left = "", rest
    if not audience and (named := _NAMED.findall(left)):
        audience, left = "、".join(named), _NAMED.sub(" ", left)
    return audience or said_audience(read_title(left))[0], _TO_MEET.sub(" ", left)
