"""Lists: one's own tickets, and for whoever runs a unit what it has not done yet. Nobody's telephone stands in them."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.messages import Channel, Message
from bot.rights import Role
from bot.router import Reading
from bot.situation import Situation
from bot.store import in_charge
from bot.store.people import Person
from bot.store.places import Place
from bot.turn import Turn
from handlers.ticket import reports, settings, telling, tickets, words
from handlers.ticket.choosing import ANYBODY, doing
from handlers.ticket.parts import Part
from handlers.ticket.tickets import Ticket

MOST = 8
SEEING_PHONES = frozenset({Part.UNIT, Part.HEAD, Part.DUTY})
SEEING_ALL = frozenset({Role.CHIEF, Role.ADMIN, Role.DUTY})


def listed(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """List the sender's own tickets, or those his unit has not done."""
    if message.channel is not Channel.PRIVATE:
        turn.say(words.PRIVATELY)
        return
    of_unit = _of_unit(turn, situation) if not reading.slots.get("mine") else None
    found = _own(turn, message) if of_unit is None else of_unit
    if not found:
        turn.say(words.NONE_OF_YOURS if of_unit is None else words.NOTHING_LEFT)
        return
    head = words.MINE if of_unit is None else words.OF_UNIT.format(count=len(found))
    more = [words.ANOTHER.format(count=len(found) - MOST)] if len(found) > MOST else []
    turn.say("\n".join([head, *(_line(turn, one, situation.zone) for one in found[:MOST]), *more]))


def queried(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Say how a ticket stands; privately the unit reads whom to call as well."""
    one = doing(turn, reading, situation, ANYBODY)
    if one is None:
        return
    if message.channel is Channel.PRIVATE:
        whom = telling.reporter(turn, one.ticket) if one.parts & SEEING_PHONES else ""
        turn.say("\n".join(filter(None, (words.stands(one.ticket), whom))))
    elif situation.among_ourselves:
        turn.say(words.stands_here(one.ticket))
    else:
        turn.say(words.TAKEN_HERE)
        turn.whisper(words.stands(one.ticket))


def _of_unit(turn: Turn, situation: Situation) -> list[Ticket] | None:
    """Return what the sender's units have not done, the oldest first; None where he runs none."""
    sender = situation.sender
    if isinstance(sender, Place):
        return tickets.open_of_units(turn.connection, [sender.unit_id]) if sender.unit_id else None
    if not isinstance(sender, Person):
        return None
    if SEEING_ALL & sender.roles:
        return tickets.every(turn.connection, only_open=True)
    running = [one for one in sender.held if one.role in in_charge.RUNNING and not one.everywhere]
    mine = [*running, *(one for one in sender.held if one.role is Role.IN_CHARGE)]
    units = frozenset(unit for one in mine for unit in one.units)
    return tickets.open_of_units(turn.connection, units) if units else None


def _own(turn: Turn, message: Message) -> list[Ticket]:
    since = turn.now - settings.rework_for(turn.connection)
    found = tickets.concerning(turn.connection, message.order_key, None, since)
    mine = reports.reported_by(turn.connection, message.order_key, [one.id for one in found])
    return [one for one in found if one.id in mine]


def _line(turn: Turn, ticket: Ticket, zone: ZoneInfo) -> str:
    since = words.SINCE.format(since=words.moment(ticket.opened_at, turn.now, zone))
    return words.LINE.format(
        number=words.number(ticket), what=words.what(ticket), status=words.status(ticket), since=since
    )


ACTS = {"ticket.list": listed, "ticket.query": queried}
