"""What `explain` is told of meetings, made true; and how what was read of one is printed.

`meeting=M4 [tomorrow|today|date|title …]` one the sender called if he may, else one he is called to.
`last_meeting=M3 [title]` one that took place yesterday.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from bot.acts import Act, Role
from bot.context import Fact
from bot.messages import Message
from bot.rights import may_somewhere
from bot.router import Reading
from bot.situation import Situation
from bot.store import people
from bot.store.people import Person
from bot.turn import Turn
from handlers.meeting import announcing, meetings, numbers
from handlers.meeting.meetings import HELD, Meeting
from handlers.meeting.talk import CANCEL, CHANGE, CREATE
from scheduler.audience import Audience
from scheduler.audience.value import Group, Term
from scheduler.calendar import calendar_of
from scheduler.gathering.clock import Clock
from scheduler.when import read_time
from scheduler.when.recurrence import WEEKLY, Recurrence, recurrence_of

_WORDS = {"today": "今天", "tomorrow": "明天", "next_week": "下周一", "yesterday": "昨天"}
_DAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
DEFAULT_TITLE = "例会"
EVERYBODY = Audience((Term(Group.EVERYBODY, "大家"),))
Plant = Callable[[Turn, Fact, Message, Situation], None]


def suppose(turn: Turn, fact: Fact, message: Message, situation: Situation) -> None:
    """Call a meeting that is to come."""
    del message
    planted(turn, fact, situation)


def suppose_last(turn: Turn, fact: Fact, message: Message, situation: Situation) -> None:
    """Have a meeting that took place yesterday."""
    del message
    clock = _clock(turn, situation)
    start = datetime.combine(clock.now.date() - timedelta(days=1), time(9), tzinfo=clock.zone)
    meeting = _put(turn, fact, situation, start)
    number = numbers.give(turn.connection, meeting, clock.zone)
    meetings.moved(turn.connection, meeting, state=HELD, number=number)


def planted(turn: Turn, fact: Fact, situation: Situation) -> Meeting:
    """Call a meeting as a fact says; its notice is owed by everybody but its organiser."""
    clock = _clock(turn, situation)
    said = " ".join(_WORDS.get(word, word) for word in fact.words)
    when = read_time(said, clock.now, clock.calendar)
    day = when.start.date() if when.start else clock.now.date() + timedelta(days=1)
    at = when.start.timetz() if when.start and when.grain.value == "minute" else time(9, tzinfo=clock.zone)
    start = max(datetime.combine(day, at), clock.now + timedelta(hours=1))
    meeting = _put(turn, fact, situation, start)
    announcing.announce(turn, meeting, clock.zone, gives_calendar=False)
    return meeting


def _put(turn: Turn, fact: Fact, situation: Situation, start: datetime) -> Meeting:
    title = next((word for word in fact.words if re.search(r"会", word)), DEFAULT_TITLE)
    said = {"title": title, "place": fact.values.get("place", "")}
    return announcing.keep(turn, said, EVERYBODY, _organiser(turn, situation), start, _clock(turn, situation))


def _organiser(turn: Turn, situation: Situation) -> int:
    """Return who called it: the sender where he may call people, else the one who keeps the office's tables."""
    me = situation.sender
    if isinstance(me, Person) and may_somewhere(me.held, Act.NOTIFY):
        return me.id
    return people.people_with(turn.connection, Role.ORGANISER, turn.now)[0].id


def _clock(turn: Turn, situation: Situation) -> Clock:
    return Clock(turn.now.astimezone(situation.zone), calendar_of(turn.connection))


def printed(reading: Reading) -> Mapping[str, Any]:
    """Return the slots of a reading in the words all slices share."""
    said = {name: one for name, one in reading.slots.items() if one not in ("", None, [])}
    if reading.intent == CREATE:
        return _created(said)
    if reading.intent in (CHANGE, CANCEL):
        return _changed(said)
    return said


def _created(said: dict[str, Any]) -> dict[str, Any]:
    kept = {name: said[name] for name in ("title", "end", "place", "agenda", "audience", "collect") if name in said}
    if "rule" in said:
        return kept | {"recurrence": recurrence(recurrence_of(said["rule"]))}
    day = {"date": said["day"][:10]} if "day" in said else {}
    return kept | {"start": said.get("start")} | day


def _changed(said: dict[str, Any]) -> dict[str, Any]:
    names = {"name": "title", "to_start": "start", "by_min": "shift_min"}
    kept = {names.get(name, name): one for name, one in said.items() if name not in ("question", "hour_only", "kind")}
    if "to_day" in kept:
        kept["new_date"] = kept.pop("to_day")[:10]
    return kept


def recurrence(rule: Recurrence) -> str:
    """Write a rule as short as it can be: weekly:MON 09:00; where it is no plain week, its own text."""
    if rule.freq != WEEKLY or rule.interval != 1 or len(rule.times) != 1 or not rule.weekdays:
        return rule.text
    return f"weekly:{','.join(_DAYS[day] for _, day in rule.weekdays)} {rule.times[0]:%H:%M}"


PLANTS: Mapping[str, Plant] = {"meeting": suppose, "last_meeting": suppose_last}
PRINTS: Mapping[str, Callable[[Reading], Mapping[str, Any]]] = {"meeting": printed}
