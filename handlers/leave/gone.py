"""The daily check: what is still held by somebody who has left, or whose post or charge ended, is told once.

On workdays, to the admins and organisers; a hand-over stays open until he holds nothing any more.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from bot.rights import Role
from bot.settings import Office
from bot.store import people
from bot.store.dated import holds
from bot.store.office_settings import value_of
from bot.store.people import Person, persons
from bot.store.posts import charges, posts, role_rows
from bot.store.pushes import Recipient
from bot.store.timers import Timer, is_waiting, set_timer
from bot.turn import Turn
from handlers.leave import rows, talk
from handlers.leave.handing import Holdings, anybody, close_where_done, lines_of
from handlers.leave.settings import CHECK_AT
from scheduler.belongings import Held, counted, held_by
from scheduler.calendar import calendar_of
from scheduler.leads import moved

CHECK = "handover.check"
LOOKED_BACK = timedelta(days=10)  # of posts that ended; longer ago is history
#: What may end, what it is called, and by which columns a row that holds again is the same.
ENDED = (
    (posts, talk.POST, ("unit_id", "branch_id")),
    (charges, talk.CHARGE, ("unit_id", "line")),
    (role_rows, talk.ROLE, ("role",)),
)


def arm(connection: Connection, now: datetime, zone: ZoneInfo) -> None:
    """Set the next check where none is set; again and again changes nothing."""
    if not is_waiting(connection, CHECK):
        _set(connection, now, zone)


def check(turn: Turn, timer: Timer, office: Office, holdings: Holdings) -> None:
    """Tell of whoever has left, or moved on, and still holds something."""
    del timer
    _set(turn.connection, turn.now, ZoneInfo(office.zone))
    for one in rows.open_handovers(turn.connection):
        close_where_done(turn, holdings, one.giver_id)
    for person, what in _who_went(turn):
        held = held_by(turn.connection, holdings, person.id, turn.now)
        if held:
            _tell_once(turn, person, what, held)


def _who_went(turn: Turn) -> Iterator[tuple[Person, str]]:
    """Return who has left (with ""), and whose post, charge or role has ended lately (with its name)."""
    left = select(persons.c.id).where(persons.c.left_at.is_not(None), persons.c.left_at <= turn.now)
    gone = list(turn.connection.execute(left.order_by(persons.c.id)).scalars())
    for person_id in gone:
        if person := anybody(turn, person_id):
            yield person, ""
    for person_id, name in _ended(turn).items():
        person = people.person(turn.connection, person_id, turn.now)
        if person_id not in gone and person is not None:
            yield person, name


def _ended(turn: Turn) -> dict[int, str]:
    """Return whose post, charge or role ended lately without another of the same place, and what it was."""
    found: dict[int, str] = {}
    for table, name, same in ENDED:
        lately = (table.c.until <= turn.now) & (table.c.until > turn.now - LOOKED_BACK)
        ended = turn.connection.execute(select(table).where(lately)).mappings().all()
        still = turn.connection.execute(select(table).where(holds(table, turn.now))).mappings().all()
        kept = {(row["person_id"], *(row[column] for column in same)) for row in still}
        for row in ended:
            if (row["person_id"], *(row[column] for column in same)) not in kept:
                found.setdefault(row["person_id"], name)
    return found


def _tell_once(turn: Turn, person: Person, what: str, held: list[Held]) -> None:
    handover, is_new = rows.open_handover(turn.connection, person.id, turn.now)
    if not is_new:
        return
    turn.record("handover.opened", handover.subject, giver=person.id, count=len(held))
    template = talk.MOVED_ON if what else talk.GONE
    counts = counted([one.what for one in held])
    text = template.format(name=person.name, what=what, counts=counts, lines=lines_of(held))
    for one in _keepers(turn):
        turn.push(Recipient(person_id=one.id), text, audience="organiser", subject=handover.subject)


def _keepers(turn: Turn) -> list[Person]:
    found = {
        one for role in (Role.ORGANISER, Role.ADMIN) for one in people.people_with(turn.connection, role, turn.now)
    }
    return people.in_order(found)


def _set(connection: Connection, now: datetime, zone: ZoneInfo) -> None:
    """Set the next check: on the next workday's hour, some minutes before it."""
    at: time = value_of(connection, CHECK_AT)
    calendar, day = calendar_of(connection), now.astimezone(zone).date()
    while True:
        moment = moved(datetime.combine(day, at, tzinfo=zone), f"{CHECK}|{day}")
        if moment > now and calendar.is_workday(day):
            break
        day += timedelta(days=1)
    set_timer(connection, CHECK, "", moment)
