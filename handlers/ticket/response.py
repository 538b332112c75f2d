"""Nobody has answered: the heads are told again, then the leader in charge once, in neutral words.

One chain a ticket, one timer armed at a time; after a standstill only the highest rung is told.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import IntEnum
from zoneinfo import ZoneInfo

from bot.settings import Office
from bot.store.office_settings import value_of
from bot.store.timers import Timer
from bot.turn import Turn
from handlers.ticket import parts, reports, settings, telling, tickets, words
from handlers.ticket.matter import Stage
from handlers.ticket.parts import Part
from handlers.ticket.tickets import Ticket
from scheduler import owed

UNANSWERED = "ticket.unanswered"
RESPOND = "ticket.respond"


class Rung(IntEnum):
    """The rungs, in their order."""

    HEADS = 1
    LEADER = 2


def arm(turn: Turn, ticket: Ticket) -> None:
    """Start a ticket's chain; who was told to see to it owes an answer."""
    turn.later(UNANSWERED, ticket.subject, ticket.respond_by, step=Rung.HEADS, data={"ticket": ticket.id})
    for person_id, part in reports.told_of(turn.connection, ticket.id).items():
        if part == Part.UNIT:
            owed.owe(turn, RESPOND, ticket.subject, person_id, due_at=ticket.respond_by)


def calm(turn: Turn, ticket: Ticket, reason: str) -> None:
    """End the chain: somebody has answered, or nobody need any more. What was still to be said of it is not said."""
    turn.cancel(UNANSWERED, ticket.subject, reason)
    turn.withdraw(ticket.subject, reason)
    for row in owed.on_subject(turn.connection, ticket.subject):
        if row.kind == RESPOND and row.settled_at is None:
            how = owed.DONE if row.person_id == turn.person_id else owed.EXCUSED
            owed.settle(turn, RESPOND, ticket.subject, row.person_id, how)


def run(turn: Turn, timer: Timer, office: Office) -> None:
    """Tell the highest rung that is due, and arm the next."""
    ticket, zone = tickets.load(turn.connection, timer.data["ticket"]), ZoneInfo(office.zone)
    if ticket.state.stage is not Stage.WAITING:
        return
    upwards_at = _upwards_at(turn, ticket, zone)
    turn.record("ticket.unanswered", ticket.subject, rung=timer.step)
    if timer.step == Rung.LEADER or turn.now >= upwards_at:
        _tell_leaders(turn, ticket, zone)
        return
    text = words.UNANSWERED.format(head=words.head(ticket, words.ASSIGN), **_moments(turn, ticket, zone))
    at_once = telling.presses(turn, ticket, zone)
    for one in parts.heads_of(turn.connection, ticket, turn.now):
        card = words.buttons(ticket, words.FOR_UNIT[ticket.kind])
        telling.to_person(turn, ticket, one, Part.UNIT, text, card=card, at_once=at_once)
    turn.later(UNANSWERED, ticket.subject, upwards_at, step=Rung.LEADER, data={"ticket": ticket.id})


def _upwards_at(turn: Turn, ticket: Ticket, zone: ZoneInfo) -> datetime:
    """Return when the leader is told; of what can wait never outside the hours in which units are at work."""
    at = ticket.respond_by + timedelta(minutes=value_of(turn.connection, settings.AGAIN))
    hours = settings.hours(turn.connection)
    if ticket.is_urgent or hours.is_served(at, zone):
        return at
    return hours.respond_by(at, zone, urgent=False)


def _tell_leaders(turn: Turn, ticket: Ticket, zone: ZoneInfo) -> None:
    unit = telling.unit_name(turn.connection, ticket)
    head = words.head(ticket, words.KNOW)
    text = words.UNANSWERED_UP.format(head=head, unit=unit, **_moments(turn, ticket, zone))
    for one in parts.leaders_of(turn.connection, ticket, turn.now):
        telling.to_person(turn, ticket, one, Part.LEADER, text, at_once=telling.presses(turn, ticket, zone))


def _moments(turn: Turn, ticket: Ticket, zone: ZoneInfo) -> dict[str, str]:
    return {
        "since": words.moment(ticket.opened_at, turn.now, zone),
        "now": words.moment(turn.now, turn.now, zone),
        "number": words.number(ticket),
    }
