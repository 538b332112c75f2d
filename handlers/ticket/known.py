"""What the readings of tickets may know of one sender."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from bot.messages import Message
from bot.store.people import Person
from bot.store.places import Place
from handlers.ticket import reports, settings, tickets
from handlers.ticket.facts import Facts, Known
from handlers.ticket.parts import Part
from handlers.ticket.tickets import Ticket


def facts(connection: Connection, message: Message, sender: Person | Place | None, now: datetime) -> Facts:
    """Return the tickets a sender reported or was told of: open, or done in the days of a rework."""
    if not tickets.is_any(connection):
        return Facts()
    person_id = sender.id if isinstance(sender, Person) else None
    since = now - settings.rework_for(connection)
    found = tickets.concerning(connection, message.order_key, person_id, since)
    if isinstance(sender, Place) and sender.unit_id is not None:
        mine = {one.id for one in found}
        found += [one for one in tickets.open_of_units(connection, [sender.unit_id]) if one.id not in mine]
    ids = [one.id for one in found]
    reported = reports.reported_by(connection, message.order_key, ids)
    told = reports.told_as(connection, person_id, ids) if person_id is not None else {}
    return Facts(tuple(_known(one, sender, told.get(one.id, ""), is_reporter=one.id in reported) for one in found))


def _known(ticket: Ticket, sender: Person | Place | None, told: str, *, is_reporter: bool) -> Known:
    is_here = isinstance(sender, Place) and ticket.unit_id == sender.unit_id
    return Known(
        id=ticket.id,
        number=ticket.number,
        kind=ticket.kind,
        stage=ticket.state.stage,
        place=ticket.place or ticket.building,
        item=ticket.item,
        asked=ticket.asked if is_reporter else "",
        is_reporter=is_reporter,
        is_worker=is_here or told in (Part.UNIT, Part.DUTY),
        is_taker=isinstance(sender, Person) and ticket.taken_by == sender.id,
        is_line=told == Part.LINE,
    )
