"""The morning digest 早报: on workdays, to leaders and the office, at most eight lines; nothing needed, nothing sent.

One timer for the house comes every day; the journal's entry of the day keeps it once. What is late by more than an
hour and a half is not sent: by then the day has told them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
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
from bot.turn import Turn
from handlers.todo import rows, words
from handlers.todo.listing import held_by
from handlers.todo.settings import DIGEST, DIGEST_AT
from scheduler.agenda import Agenda, Line, Weight
from scheduler.calendar import calendar_of
from scheduler.calendar.value import GUARD
from scheduler.todo import Item, Registry

TIMER, SENT = "todo.digest", "digest.sent"
READERS = (Role.CHIEF, Role.IN_CHARGE, Role.HEAD, Role.ORGANISER)
MOST_LINES = 8  # the head among them
SPREAD = 4  # minutes before and after
ROUND = 30
LATE, STALE = timedelta(minutes=90), timedelta(hours=4)
INCIDENT = "incident."
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Sources:
    """Where a digest's lines come from: what each kind of owed is called, what slices say of a day."""

    registry: Registry
    agendas: Sequence[Agenda] = ()


def arm(connection: Connection, now: datetime, zone: ZoneInfo) -> None:
    """Set the timer of the next digest where none is set; again and again changes nothing."""
    if not is_waiting(connection, TIMER, now):
        _set(connection, now, zone)


def run(turn: Turn, timer: Timer, office: Office, sources: Sources) -> None:
    """Send today's digests, once, and set tomorrow's timer."""
    zone = ZoneInfo(office.zone)
    _set(turn.connection, turn.now, zone)
    now = turn.now.astimezone(zone)
    if turn.now - timer.due_at > LATE or not _is_day_of_it(turn.connection, now.date()):
        return
    sent = []
    for person in readers(turn.connection, turn.now):
        text = text_of(turn.connection, person, now, sources)
        if text:
            sent.append(person.id)
            turn.push(
                Recipient(person_id=person.id), text, audience="leader", subject=_subject(now), expires_at=now + STALE
            )
    if sent:
        turn.record(SENT, _subject(now), persons=sent)


def readers(connection: Connection, now: datetime) -> list[Person]:
    """Return who is sent the digest, in order: leaders, heads of units, the office; not who wants none."""
    found = {one for role in READERS for one in people.people_with(connection, role, now)}
    off = rows.switched_off(connection, [one.id for one in found])
    return [one for one in people.in_order(found) if one.id not in off]


def text_of(connection: Connection, person: Person, now: datetime, sources: Sources) -> str:
    """Write somebody's digest; empty where nothing needs him. now: in the office's zone."""
    found = [*_own(connection, person, now, sources.registry), *_period(connection, now.date())]
    found += [line for agenda in sources.agendas for line in agenda(connection, person, now)]
    if Role.CHIEF in person.roles:
        found = [one for one in found if one.weight <= Weight.TODAY]
    found.sort(key=lambda one: one.weight)
    if not found or found[0].weight is Weight.BESIDE:
        return ""
    needs_him = found[0].weight <= Weight.TODAY
    head = (words.DIGEST_HEAD if needs_him else words.TO_KNOW).format(day=words.day(now.date()))
    room = MOST_LINES - 1 if len(found) < MOST_LINES else MOST_LINES - 2
    numbered = [f"{number}. {one.text}" for number, one in enumerate(found, start=1)]
    return "\n".join([head, words.listed(numbered, room, words.DIGEST_MORE)])


def _own(connection: Connection, person: Person, now: datetime, registry: Registry) -> list[Line]:
    """Return what is due today or overdue of what somebody has to do, his incidents first."""
    held = held_by(connection, person, registry, now)
    calendar = calendar_of(connection)
    tomorrow = datetime.combine(now.date(), time(), tzinfo=now.tzinfo) + DAY
    found = []
    for item in held.items:
        weight = _weight(item, now, tomorrow)
        if weight is None:
            continue
        other = held.behalf.get(item.owed.id)
        behalf = words.BEHALF.format(who=other.called) if other else ""
        is_chief = Role.CHIEF in person.roles
        until = words.until(item, now, ZoneInfo(str(now.tzinfo)), calendar, count_days=not is_chief)
        found.append(Line(weight, f"{behalf}{item.what}{until}"))
    return found


def _weight(item: Item, now: datetime, tomorrow: datetime) -> Weight | None:
    due = item.owed.due_at
    if item.owed.kind.startswith(INCIDENT):
        return Weight.INCIDENT
    if due is None or due > tomorrow:  # midnight itself is today's end
        return None
    return Weight.OVERDUE if due < now else Weight.TODAY


def _period(connection: Connection, today: date) -> list[Line]:
    """Say that a 保障期 is running."""
    running = [one for one in calendar_of(connection).periods_on(today) if one.kind == GUARD]
    return [
        Line(
            Weight.BESIDE,
            words.PERIOD.format(kind=one.kind, name=one.name, last=f"{one.last.month}月{one.last.day}日"),
        )
        for one in running
    ]


def _is_day_of_it(connection: Connection, today: date) -> bool:
    if not value_of(connection, DIGEST) or not calendar_of(connection).is_workday(today):
        return False
    return not journal.entries(connection, kinds=(SENT,), subject=f"digest:{today}", newest=1)


def _subject(now: datetime) -> str:
    return f"digest:{now.date()}"


def _set(connection: Connection, now: datetime, zone: ZoneInfo) -> None:
    local, at = now.astimezone(zone), value_of(connection, DIGEST_AT)
    day = local.date()
    while _moment(day, at, zone) <= local:
        day += DAY
    set_timer(connection, TIMER, str(day), _moment(day, at, zone))


def _moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return when a day's digest is sent: near the hour set, never on :00 or :30, for one day always the same."""
    off = hashlib.sha256(f"digest|{day}".encode()).digest()[0] % (2 * SPREAD + 1) - SPREAD
    moment = datetime.combine(day, at, tzinfo=zone) + off * MINUTE
    return moment if moment.minute % ROUND else moment + MINUTE
