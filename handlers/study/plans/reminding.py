"""What a branch has not held yet is told to its secretary, privately, some days before the period ends.

One message on a workday morning for all kinds, and once for each kind and period; nothing missing, nothing said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.rights import Role
from bot.settings import Office
from bot.store import journal, people
from bot.store.office_settings import value_of
from bot.store.people import Person
from bot.store.pushes import Recipient
from bot.store.timers import Timer, is_waiting, set_timer
from bot.store.units import Branch
from bot.turn import Turn
from handlers.study.plans import counting, frequency, undated, words
from handlers.study.plans.counting import Standing
from handlers.study.plans.settings import WARNED
from scheduler import stead
from scheduler.calendar import calendar_of
from scheduler.leads import moved

TIMER, TOLD = "study.frequency", "study.frequency_told"
MORNING = time(9)
LATE = timedelta(hours=8)  # what stood still longer waits for the next workday


def arm(connection: Connection, now: datetime, zone: ZoneInfo) -> None:
    """Set the next look where none is set; again and again changes nothing."""
    if not is_waiting(connection, TIMER):
        _set(connection, now, zone)


def _set(connection: Connection, now: datetime, zone: ZoneInfo) -> None:
    calendar, day = calendar_of(connection), now.astimezone(zone).date()
    while not (calendar.is_workday(day) and _morning(day, zone) > now):
        day += timedelta(days=1)
    set_timer(connection, TIMER, "", _morning(day, zone))


def _morning(day: date, zone: ZoneInfo) -> datetime:
    return moved(datetime.combine(day, MORNING, tzinfo=zone), f"{TIMER}|{day}")


def tell(turn: Turn, timer: Timer, office: Office) -> None:
    """Remind each secretary of what his branches lack."""
    zone = ZoneInfo(office.zone)
    _set(turn.connection, turn.now, zone)
    if turn.now - timer.due_at > LATE:
        return
    missing = _near_its_end(turn, zone)
    told = {one.subject for one in _told(turn, missing)}
    mine: Mapping[int, list[Standing]] = defaultdict(list)
    for one in missing:
        if one.mark not in told:
            for person in answerable(turn, one.branch):
                mine[person.id].append(one)
            turn.record(TOLD, one.mark, kind=one.line.kind)
    for person_id, his in mine.items():
        _remind(turn, person_id, his)
    undated.tell(turn, zone)


def _near_its_end(turn: Turn, zone: ZoneInfo) -> list[Standing]:
    """Return what will be missing in a period that ends within the days of the setting."""
    now, days = turn.now.astimezone(zone), value_of(turn.connection, WARNED)
    lines = [
        one
        for one in frequency.expected(turn.connection)
        if (frequency.last_day(one.period, now.date()) - now.date()).days <= days
    ]
    return [one for one in counting.standings(turn.connection, lines, now) if one.is_uncovered]


def _told(turn: Turn, missing: Iterable[Standing]) -> list[journal.Entry]:
    return [
        entry
        for one in missing
        for entry in journal.entries(turn.connection, kinds=(TOLD,), subject=one.mark, newest=1)
    ]


def answerable(turn: Turn, branch: Branch | None) -> list[Person]:
    """Return who answers for a branch: its own secretary, else who keeps its matters, else the office."""
    for role in (Role.BRANCH_SECRETARY, Role.BRANCH_ORGANISER):
        reach = [
            (len(held.branches), one)
            for one in people.people_with(turn.connection, role, turn.now)
            for held in one.held
            if branch is not None and held.role is role and branch.id in held.branches
        ]
        if reach:
            nearest = min(count for count, _ in reach)
            return [one for count, one in reach if count == nearest]
    for role in (Role.ORGANISER, Role.ADMIN):
        found = people.people_with(turn.connection, role, turn.now)
        if everywhere := [one for one in found if any(held.role is role and held.everywhere for held in one.held)]:
            return everywhere
    return []


def _remind(turn: Turn, person_id: int, his: Sequence[Standing]) -> None:
    person = people.person(turn.connection, person_id, turn.now)
    if person is None:
        return
    getting, _ = stead.recipient_for(turn.connection, person, turn.now)
    last = min(frequency.last_day(one.line.period, one.first) for one in his)
    lines = [
        words.REMINDED_LINE.format(
            name=one.name,
            kind=one.line.kind,
            said=one.line.said,
            source=one.line.basis,
            held=one.held,
            short=one.line.times - one.held,
        )
        for one in his
    ]
    head = words.REMINDED.format(until=f"{last.month}月{last.day}日", count=len(his))
    how = words.REMINDED_HOW.format(name=his[0].name, kind=his[0].line.kind)
    text = "\n".join([head, *lines, how])
    turn.push(Recipient(person_id=getting.id), text, audience="organiser", subject=TIMER)
