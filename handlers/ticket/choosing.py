"""Which ticket is meant, and who says so: by its number, else the only one he has to do with, else he is asked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.messages import Channel, Message
from bot.router import Reading
from bot.situation import Situation
from bot.store.prompts import MOST_BUTTONS, Option
from bot.turn import Turn
from handlers.ticket import settings, state, tickets, words
from handlers.ticket.matter import Happening, Illegal, What
from handlers.ticket.parts import Part, parts_of
from handlers.ticket.reports import Report
from handlers.ticket.tickets import Ticket

HANDLER = "ticket"
WORKING = frozenset({Part.UNIT, Part.HEAD, Part.DUTY, Part.LEADER})
ANYBODY = frozenset(Part)
_PHONE = re.compile(r"(?<!\d)(?:1\d{10}|(?:0\d{2,3}-?)?[2-9]\d{6,7})(?!\d)")


@dataclass(frozen=True, slots=True)
class Doing:
    """Somebody about to record something of a ticket. parts: everything he is to it. at: when it was done."""

    ticket: Ticket
    parts: frozenset[Part]
    at: datetime


def doing(turn: Turn, reading: Reading, situation: Situation, allowed: Collection[Part]) -> Doing | None:
    """Return what is about to be recorded; None where he was asked back or told why not."""
    ticket = _chosen(turn, reading)
    if ticket is None:
        return None
    account = turn.waiting.message.order_key if turn.waiting else ""
    mine = parts_of(turn.connection, ticket, situation.sender, account, turn.now)
    if not mine & set(allowed):
        _refuse(turn, ticket, mine, allowed)
        return None
    return Doing(ticket, mine, turn.waiting.happened_at if turn.waiting else turn.now)


def step(turn: Turn, one: Doing, what: What, due_at: datetime | None = None, **changes: Any) -> Ticket | None:
    """Write what happened; None where it can't be, and he was told why."""
    try:
        rework_for = settings.rework_for(turn.connection)
        after = state.advance(one.ticket.state, Happening(what, one.at, due_at), rework_for)
    except Illegal as trouble:
        if turn.pressed:
            turn.shown = words.TOO_LATE
        said = words.REFUSED[trouble.why.value]
        turn.say(said.format(stage=words.status(one.ticket), number=words.number(one.ticket)))
        return None
    return tickets.moved(turn.connection, one.ticket, after, one.at, **changes)


def answer(turn: Turn, situation: Situation, ticket: Ticket, done: str, more: str = "") -> None:
    """Echo what was recorded: to himself in full, in a group number, place and status only."""
    if turn.waiting is not None and turn.waiting.message.channel is Channel.PRIVATE:
        turn.say(words.RECORDED.format(what=words.what(ticket), done=done, more=more, number=words.number(ticket)))
    elif situation.among_ourselves:
        turn.say(words.stands_here(ticket))
    else:
        turn.say(words.NOTED)


def report_of(turn: Turn, message: Message, *, is_report: bool, name: str = "", phone: str = "") -> Report:
    """Make what is kept of a message."""
    waiting = turn.waiting
    return Report(
        account=message.order_key,
        person_id=turn.person_id,
        text=message.text,
        at=waiting.happened_at if waiting else turn.now,
        name=name[: settings.LONGEST_NAME],
        phone=(phone or phone_in(message.text))[: settings.LONGEST_PHONE],
        inbox_id=waiting.id if waiting else None,
        is_report=is_report,
    )


def phone_in(text: str) -> str:
    """Return the telephone a text gives, empty where it gives none."""
    found = _PHONE.search(unicodedata.normalize("NFKC", text))
    return found.group() if found else ""


def _chosen(turn: Turn, reading: Reading) -> Ticket | None:
    wanted, number = reading.slots.get("ticket"), str(reading.slots.get("number") or "")
    if number:
        found = tickets.by_number(turn.connection, number)
        if found is None:
            turn.say(words.NO_SUCH.format(number=number))
        return found
    if wanted is not None:
        return tickets.load(turn.connection, int(wanted))
    known = [tickets.load(turn.connection, int(one)) for one in reading.slots.get("candidates") or ()]
    if not known:
        turn.say(words.NOTHING_OPEN)
        return None
    slots = {name: value for name, value in reading.slots.items() if name != "candidates"}
    options = [
        Option(f"{words.what(one)} {one.number}", HANDLER, reading.intent, {**slots, "ticket": one.id}, (one.number,))
        for one in known[:MOST_BUTTONS]
    ]
    turn.ask(words.WHICH_ONE, options)
    return None


def _refuse(turn: Turn, ticket: Ticket, mine: Collection[Part], allowed: Collection[Part]) -> None:
    """Say that it is not his to record; who has nothing to do with it learns nothing of it."""
    if turn.pressed:
        turn.shown = ""
    if not mine:
        turn.say(words.NO_SUCH.format(number=ticket.number))
    elif Part.REPORTER in allowed:
        turn.say(words.NOT_YOUR_REPORT.format(number=words.number(ticket)))
    else:
        turn.say(words.NOT_YOURS.format(number=words.number(ticket)))
