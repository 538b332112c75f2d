"""A meeting as somebody calls it, in whatever order he says it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from handlers.meeting.heard.agenda import Collected, items_of, read_agenda, read_collected
from handlers.meeting.heard.moment import Moment, read_moment
from handlers.meeting.heard.place import read_place
from handlers.meeting.heard.plain import labelled
from handlers.meeting.heard.title import read_title
from scheduler.audience import said_audience
from scheduler.calendar import Calendar

_TO_MEET = re.compile(r"(?:准时)?(?:参加|参会|出席|到会|列席)")
_NOBODY = re.compile(r"(?:准时|按时|务必|尽快|提前|会|开会|会议|例会|关于.*|.*会议?)?")
_ROOM = re.compile(r"(?:点|点半|刻|\d[::]\d\d)(?= \d{3,4}(?!\d))")  # 3点 306: the room is no minute
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
        }
        return {name: one for name, one in said.items() if one} | self.moment.slots()


def hear(text: str, now: datetime, calendar: Calendar) -> Called:
    """Read a meeting out of a plain text. now: aware, local."""
    before, parts = labelled(text)
    collected, before = read_collected(before)
    agenda, before = read_agenda(before) if "agenda" not in parts else (items_of(parts["agenda"]), before)
    moment = read_moment(parts["time"] if "time" in parts else _ROOM.sub(r"\g<0>，", before), now, calendar)
    rest = before if "time" in parts else moment.rest
    place, rest = (parts["place"].upper(), rest) if parts.get("place") else read_place(rest)
    audience, rest = _audience(parts, rest)
    title = parts.get("title") or read_title(rest)
    return Called(title, moment, place, agenda, audience, collected, parts.get("note", ""))


def _audience(parts: dict[str, str], rest: str) -> tuple[str, str]:
    if parts.get("audience"):
        return parts["audience"].strip(_EDGES), rest
    audience, left = said_audience(rest)
    if _NOBODY.fullmatch(audience):
        audience, left = "", rest
    return audience or said_audience(read_title(left))[0], _TO_MEET.sub(" ", left)
