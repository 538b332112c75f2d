"""Tickets as rows: opened with a number, loaded, and moved by version.

`moved` writes what the state machine decided: of two who act at once one runs again and meets what the other did.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, insert, or_, select, update

from bot.errors import RowMoved
from bot.store.in_charge import Spot
from bot.store.names import fold, fold_place
from bot.store.serials import next_serial
from handlers.ticket.matter import OPEN, OVER, Kind, Stage, State
from handlers.ticket.rows import reports, tickets, told
from handlers.ticket.trades import LONGEST_ITEM

SERIES = {Kind.REPAIR: "BX", Kind.HAZARD: "YH"}
KINDS = {series: kind for kind, series in SERIES.items()}
LONGEST_PLACE, LONGEST_SERIAL = 80, 9
_OPEN = [stage.value for stage in OPEN]
_TIMES = ("responded_at", "arrived_at", "done_at", "due_at", "reworks")


@dataclass(frozen=True, slots=True)
class Opening:
    """What a new ticket is opened as. place: as said, with floor and room. origin: the incident it comes from."""

    kind: Kind
    item: str
    respond_by: datetime
    place: str = ""
    campus: str = ""
    building: str = ""
    system: str = ""
    is_urgent: bool = False
    unit_id: int | None = None
    platform: str = ""
    chat: str | None = None
    asked: str = ""
    due_at: datetime | None = None
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Ticket:
    """One ticket: its row, and what the state machine knows of it.

    asked: what its reporter was last asked for: place, campus, room, phone; empty: nothing.
    """

    id: int
    serial: int
    version: int
    item: str
    system: str
    is_urgent: bool
    place: str
    campus: str
    building: str
    unit_id: int | None
    platform: str
    chat: str | None
    asked: str
    opened_at: datetime
    respond_by: datetime
    ended_at: datetime | None
    taken_by: int | None
    done_by: int | None
    reason: str
    origin: str
    state: State

    @property
    def kind(self) -> Kind:
        """What it is about."""
        return self.state.kind

    @property
    def number(self) -> str:
        """The number as people write it: BX-0012, of a hazard YH-0005."""
        return f"{SERIES[self.kind]}-{self.serial:04d}"

    @property
    def subject(self) -> str:
        """What journal, timers, pushes and owed rows call it."""
        return f"ticket:{self.id}"

    @property
    def spot(self) -> Spot:
        """Where it is, to find who looks after it."""
        return Spot(self.campus, self.building)

    @property
    def where(self) -> str:
        """Return where it is, as said; the campus before a building that stands on several."""
        place = self.place or self.building
        return place if not self.campus or self.campus[:1] in place else f"{self.campus}{place}"


_PLAIN = tuple(one.name for one in fields(Ticket) if one.name != "state")


def open_ticket(connection: Connection, opening: Opening, now: datetime) -> Ticket:
    """Open a ticket with the next number of its series."""
    row = {one.name: getattr(opening, one.name) for one in fields(Opening)} | {
        "kind": opening.kind.value,
        "item": opening.item[:LONGEST_ITEM],
        "place": opening.place[:LONGEST_PLACE],
        "serial": next_serial(connection, SERIES[opening.kind]),
        "stage": Stage.WAITING.value,
        "opened_at": now,
    }
    return load(connection, int(connection.execute(insert(tickets).values(**row).returning(tickets.c.id)).scalar_one()))


def load(connection: Connection, ticket_id: int) -> Ticket:
    """Return a ticket by its row. Raises LookupError where there is none."""
    found = _tickets(connection, tickets.c.id == ticket_id)
    if not found:
        raise LookupError(f"no ticket {ticket_id}")
    return found[0]


def by_number(connection: Connection, number: str) -> Ticket | None:
    """Return the ticket called BX-0012 or YH-0005, whatever the case of its letters."""
    series, _, serial = number.upper().partition("-")
    if series not in KINDS or not (serial.isascii() and serial.isdecimal()) or len(serial) > LONGEST_SERIAL:
        return None
    is_it = (tickets.c.kind == KINDS[series].value) & (tickets.c.serial == int(serial))
    return next(iter(_tickets(connection, is_it)), None)


_any = select(tickets.c.id).limit(1)


def is_any(connection: Connection) -> bool:
    """Whether there is a ticket at all."""
    return connection.execute(_any).first() is not None


def open_of_units(connection: Connection, unit_ids: Collection[int]) -> list[Ticket]:
    """Return what these units have to do, the oldest first."""
    return _tickets(connection, tickets.c.stage.in_(_OPEN) & tickets.c.unit_id.in_(unit_ids))[::-1]


def every(connection: Connection, *, only_open: bool) -> list[Ticket]:
    """Return all tickets, or those with something still to be done or looked at, the oldest first."""
    is_over = tickets.c.stage.in_([stage.value for stage in OVER])
    return _tickets(connection, ~is_over if only_open else tickets.c.id > 0)[::-1]


def concerning(connection: Connection, account: str, person_id: int | None, since: datetime) -> list[Ticket]:
    """Return what an account reported or a person was told of: open, or changed for the last time since a moment."""
    his = select(reports.c.ticket_id).where(reports.c.account == account, reports.c.is_report)
    mine: ColumnElement[bool] = tickets.c.id.in_(his)
    if person_id is not None:
        mine = or_(mine, tickets.c.id.in_(select(told.c.ticket_id).where(told.c.person_id == person_id)))
    is_live = or_(
        tickets.c.stage.in_(_OPEN),
        (tickets.c.stage == Stage.DONE.value) & (tickets.c.kind == Kind.HAZARD.value),
        tickets.c.done_at >= since,
    )
    return _tickets(connection, mine & is_live)


def alike(connection: Connection, opening: Opening, account: str, since: datetime) -> Ticket | None:
    """Return the newest open ticket of the same fault at the same place opened since.

    Without a place it is the same only where the same account said so of the same thing.
    """
    if not opening.item:
        return None
    same = (tickets.c.kind == opening.kind.value) & (tickets.c.opened_at >= since) & tickets.c.stage.in_(_OPEN)
    his = select(reports.c.ticket_id).where(reports.c.account == account, reports.c.is_report)
    if not opening.place:
        same &= tickets.c.id.in_(his)
    place, item = fold_place(opening.place), fold(opening.item)
    for one in _tickets(connection, same):
        is_there = not place or (fold_place(one.place) == place and one.campus == opening.campus)
        if is_there and fold(one.item) == item:
            return one
    return None


def moved(connection: Connection, ticket: Ticket, state: State, at: datetime, **changes: Any) -> Ticket:
    """Write what the state machine decided, and other columns. Raises RowMoved where somebody else was faster.

    at: office time at which it was done.
    """
    values = {
        "stage": state.stage.value,
        "version": ticket.version + 1,
        "ended_at": (ticket.ended_at or at) if state.stage in OVER else None,
        **{name: getattr(state, name) for name in _TIMES},
        **changes,
    }
    same = (tickets.c.id == ticket.id) & (tickets.c.version == ticket.version)
    written = connection.execute(update(tickets).where(same).values(**values).returning(tickets.c.id)).first()
    if written is None:
        raise RowMoved(ticket.number)
    return load(connection, ticket.id)


def _tickets(connection: Connection, which: ColumnElement[bool]) -> list[Ticket]:
    rows = connection.execute(select(tickets).where(which).order_by(tickets.c.id.desc())).all()
    return [_ticket(row) for row in rows]


def _ticket(row: Row[Any]) -> Ticket:
    state = State(Kind(row.kind), Stage(row.stage), **{name: getattr(row, name) for name in _TIMES})
    return Ticket(**{name: getattr(row, name) for name in _PLAIN}, state=state)
