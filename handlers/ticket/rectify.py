"""Hazards: until when they are put right, who looks at it, and what is said when the day has passed.

Whoever put it right does not sign it off himself: 销号 is a second person's.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import IntEnum
from zoneinfo import ZoneInfo

from bot.messages import Message
from bot.router import Reading
from bot.settings import Office
from bot.situation import Situation
from bot.store.office_settings import value_of
from bot.store.timers import Timer
from bot.turn import Turn
from handlers.ticket import deadline, parts, reports, response, settings, telling, tickets, words
from handlers.ticket.choosing import answer, doing, step
from handlers.ticket.matter import Kind, What
from handlers.ticket.parts import Part
from handlers.ticket.tickets import Ticket
from scheduler import owed

OVERDUE, RECTIFY = "ticket.overdue", "ticket.rectify"
SETTING = frozenset({Part.HEAD, Part.LINE, Part.LEADER})
LOOKING = frozenset({Part.LINE, Part.LEADER})


class Rung(IntEnum):
    """The rungs, in their order."""

    HEADS = 1
    LEADERS = 2


def arm(turn: Turn, ticket: Ticket) -> None:
    """Set the day: who was told to see to it owes it, and is reminded when it has come."""
    turn.cancel(OVERDUE, ticket.subject, "set anew")
    due_at = ticket.state.due_at or ticket.respond_by
    turn.later(OVERDUE, ticket.subject, due_at, step=Rung.HEADS, data={"ticket": ticket.id})
    for person_id, part in reports.told_of(turn.connection, ticket.id).items():
        if part == Part.UNIT:
            owed.owe(turn, RECTIFY, ticket.subject, person_id, due_at=due_at)


def set_due(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """三天内整改: the head sets the day, or another one."""
    one = doing(turn, reading, situation, SETTING)
    if one is None:
        return
    day = deadline.day_in(message.text, turn.now.astimezone(situation.zone).date())
    if day is None or one.ticket.kind is Kind.REPAIR:
        turn.say(words.WHICH_DAY)
        return
    due_at = datetime.combine(day, value_of(turn.connection, settings.DAY_UNTIL), tzinfo=situation.zone)
    moved = step(turn, one, What.DUE, due_at)
    if moved is None:
        return
    response.calm(turn, moved, "answered")
    turn.record("ticket.due", moved.subject, at=one.at, due=due_at.isoformat())
    arm(turn, moved)
    answer(turn, situation, moved, words.DUE_SET.format(when=words.day(due_at, situation.zone)))
    said = words.UNIT_RECTIFIES.format(
        unit=telling.unit_name(turn.connection, moved), when=words.day(due_at, situation.zone)
    )
    text = words.STATUS.format(what=words.what(moved), status=said, number=words.number(moved))
    telling.to_told(turn, moved, text, (Part.LINE,))
    telling.to_reporters(turn, moved, text)


def looked_at(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """销号: somebody else than who put it right has looked, and it is."""
    del message
    one = doing(turn, reading, situation, LOOKING)
    if one is None:
        return
    if one.ticket.done_by is not None and one.ticket.done_by == turn.person_id:
        turn.say(words.NOT_BY_HIMSELF.format(number=words.number(one.ticket)))
        return
    moved = step(turn, one, What.CONFIRMED)
    if moved is None:
        return
    ended(turn, moved)
    turn.record("ticket.closed", moved.subject, at=one.at)
    _tell(turn, moved, situation, words.CLOSED)


def refused(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """不合格: it goes back to who must put it right."""
    del message
    one = doing(turn, reading, situation, LOOKING)
    moved = step(turn, one, What.REOPENED, done_by=None) if one else None
    if one is None or moved is None:
        return
    turn.record("ticket.reopened", moved.subject, at=one.at, times=moved.state.reworks)
    arm(turn, moved)
    _tell(turn, moved, situation, words.NOT_ACCEPTED)


def ask_to_look(turn: Turn, ticket: Ticket) -> None:
    """Ask whoever is in charge of the line to look at what was put right."""
    turn.cancel(OVERDUE, ticket.subject, "done")
    _settle(turn, ticket)
    unit = telling.unit_name(turn.connection, ticket)
    head = words.head(ticket, words.LOOK)
    text = words.LOOK_AT_IT.format(head=head, who=unit, number=words.number(ticket))
    for one in parts.lines_of(turn.connection, ticket, turn.now) or parts.leaders_of(turn.connection, ticket, turn.now):
        card = words.buttons(ticket, words.FOR_LINE)
        telling.to_person(turn, ticket, one, Part.LINE, text, card=card)


def ended(turn: Turn, ticket: Ticket) -> None:
    """Stop what is armed and settle what is owed."""
    response.calm(turn, ticket, "ended")
    turn.cancel(OVERDUE, ticket.subject, "ended")
    owed.close_subject(turn, ticket.subject)


def run(turn: Turn, timer: Timer, office: Office) -> None:
    """Remind the heads on the day, and tell the leaders once some days later."""
    ticket, zone = tickets.load(turn.connection, timer.data["ticket"]), ZoneInfo(office.zone)
    due_at = ticket.state.due_at
    if not ticket.state.is_open or due_at is None:
        return
    upwards_at = due_at + timedelta(days=value_of(turn.connection, settings.OVERDUE))
    turn.record("ticket.overdue", ticket.subject, rung=timer.step)
    words_of = {"when": words.day(due_at, zone), "number": words.number(ticket)}
    if timer.step == Rung.LEADERS or turn.now >= upwards_at:
        unit = telling.unit_name(turn.connection, ticket)
        text = words.OVERDUE_UP.format(head=words.head(ticket, words.KNOW), unit=unit, **words_of)
        lines = parts.lines_of(turn.connection, ticket, turn.now)
        for one in {*lines, *parts.leaders_of(turn.connection, ticket, turn.now)}:
            telling.to_person(turn, ticket, one, Part.LEADER, text)
        return
    text = words.OVERDUE.format(head=words.head(ticket, words.PUT_RIGHT), **words_of)
    for one in parts.heads_of(turn.connection, ticket, turn.now):
        card = words.buttons(ticket, words.FOR_UNIT[ticket.kind])
        telling.to_person(turn, ticket, one, Part.UNIT, text, card=card)
    turn.later(OVERDUE, ticket.subject, upwards_at, step=Rung.LEADERS, data={"ticket": ticket.id})


def _tell(turn: Turn, ticket: Ticket, situation: Situation, said: str) -> None:
    answer(turn, situation, ticket, said)
    text = words.STATUS.format(what=words.what(ticket), status=said, number=words.number(ticket))
    telling.to_told(turn, ticket, text, (Part.UNIT,))
    telling.to_reporters(turn, ticket, text)
    telling.to_group(turn, ticket, said)


def _settle(turn: Turn, ticket: Ticket) -> None:
    for row in owed.on_subject(turn.connection, ticket.subject):
        if row.kind == RECTIFY and row.settled_at is None:
            how = owed.DONE if row.person_id == turn.person_id else owed.EXCUSED
            owed.settle(turn, RECTIFY, ticket.subject, row.person_id, how)


ACTS = {"ticket.due": set_due, "ticket.close": looked_at, "ticket.refuse": refused}
