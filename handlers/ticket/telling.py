"""Who is told what of a ticket: what can wait is said with the courtesy of the house, what is to be answered at once.

The unit reads the reporter's telephone, nobody else does. What is urgent at night goes to the duty officer at once and
to the unit in the morning, unless nobody answers.
"""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from bot.messages import Card
from bot.store import chats, people
from bot.store.people import Person
from bot.store.pushes import Recipient, Severity
from bot.store.quiet_hours import free_in_the_house
from bot.store.units import units
from bot.turn import Turn
from handlers.ticket import parts, reports, settings, words
from handlers.ticket.matter import Kind
from handlers.ticket.parts import Part
from handlers.ticket.tickets import Ticket

PHONE = re.compile(r"\d{7,}")


def to_person(  # noqa: PLR0913 — one push
    turn: Turn,
    ticket: Ticket,
    person: Person,
    part: Part,
    text: str,
    *,
    card: Card | None = None,
    at_once: bool = False,
) -> None:
    """Say something of a ticket to somebody, who from now on is among those who were told; not to who says it himself.

    at_once: it can't wait for the morning.
    """
    reports.tell(turn.connection, ticket.id, person.id, part.value, turn.now)
    if person.id == turn.person_id:
        return
    turn.push(
        Recipient(person_id=person.id),
        text,
        audience=part.value,
        subject=ticket.subject,
        severity=Severity.URGENT if at_once else Severity.NORMAL,
        card=card,
    )


def to_unit(turn: Turn, ticket: Ticket, zone: ZoneInfo, more: str = "") -> list[Part]:
    """Tell who is to see to a ticket. Returns as what they were told."""
    hours = settings.hours(turn.connection)
    is_night = ticket.is_urgent and not hours.is_served(turn.now, zone)
    told = []
    duty = parts.duty_of(turn.connection, ticket, turn.now) if is_night else []
    for one in duty:
        to_person(
            turn,
            ticket,
            one,
            Part.DUTY,
            job(turn, ticket, zone, words.VERIFY, more),
            card=_card(ticket),
            at_once=True,
        )
        told.append(Part.DUTY)
    todo = words.TAKE_IT if ticket.kind is Kind.REPAIR else words.PUT_RIGHT
    is_quiet = free_in_the_house(turn.connection, turn.now, zone) > turn.now
    for one in parts.heads_of(turn.connection, ticket, turn.now):
        if one in duty:
            continue
        text = job(turn, ticket, zone, todo, more)
        at_once = presses(turn, ticket, zone) and not is_quiet
        to_person(turn, ticket, one, Part.UNIT, text, card=_card(ticket), at_once=at_once)
        told.append(Part.UNIT)
    for one in parts.lines_of(turn.connection, ticket, turn.now):
        text = job(turn, ticket, zone, words.KNOW, more, is_unit=False)
        to_person(turn, ticket, one, Part.LINE, text)
        told.append(Part.LINE)
    return told


def to_told(turn: Turn, ticket: Ticket, text: str, only: tuple[Part, ...] = (), card: Card | None = None) -> None:
    """Tell those who were told before (of some parts only)."""
    found = reports.told_of(turn.connection, ticket.id)
    for one in people.people(turn.connection, turn.now, found):
        part = Part(found[one.id])
        if not only or part in only:
            to_person(turn, ticket, one, part, text, card=card, at_once=ticket.is_urgent)


def to_reporters(turn: Turn, ticket: Ticket, text: str, labels: tuple[str, ...] = ()) -> None:
    """Tell whoever reported it, but for who says it himself."""
    own = turn.waiting.message.order_key if turn.waiting else ""
    for one in reports.reporters(turn.connection, ticket.id):
        if one.account == own:
            continue
        platform, _, account = one.account.partition("/")
        turn.push(
            Recipient(platform=platform, account=account),
            text,
            audience=Part.REPORTER.value,
            subject=ticket.subject,
            severity=Severity.URGENT if ticket.is_urgent else Severity.NORMAL,
            card=words.buttons(ticket, labels) if labels else None,
        )


def to_group(turn: Turn, ticket: Ticket, said: str) -> None:
    """Say in the group where it was reported how it stands: number, place, status, among ourselves only."""
    if ticket.chat is None or (turn.waiting is not None and turn.waiting.message.chat == ticket.chat):
        return
    chat = chats.find(turn.connection, ticket.platform, ticket.chat)
    if chat is not None and chat.is_internal:
        group, text = Recipient(platform=ticket.platform, chat=ticket.chat), words.stands_here(ticket, said)
        turn.push(group, text, audience=Part.GROUP.value, subject=ticket.subject)


def job(turn: Turn, ticket: Ticket, zone: ZoneInfo, todo: str, more: str = "", *, is_unit: bool = True) -> str:
    """Word what is to be done: what and where, what was said, whom to call (the unit only), how to answer."""
    said = reports.reporters(turn.connection, ticket.id)
    is_repair = ticket.kind is Kind.REPAIR
    until = words.RESPOND_BY if is_repair else words.PUT_RIGHT_BY
    when = ticket.respond_by if is_repair else ticket.state.due_at or ticket.respond_by
    shown = words.moment(when, turn.now, zone) if is_repair else words.day(when, zone)
    lines = [
        words.head(ticket, todo),
        f"{more}{words.quoted(said[0].text if is_unit else PHONE.sub('…', said[0].text)) if said else ''}",
        reporter(turn, ticket) if is_unit else "",
        (words.HOW_REPAIR if is_repair else words.HOW_HAZARD) if is_unit else "",
        f"{until.format(when=shown)}{words.number(ticket)}",
    ]
    return "\n".join(filter(None, lines))


def reporter(turn: Turn, ticket: Ticket) -> str:
    """Say who reported it and his telephone: for the unit only."""
    shape = words.WHO if ticket.kind is Kind.REPAIR else words.FOUND_BY
    for said in reports.reporters(turn.connection, ticket.id)[:1]:
        person = people.person(turn.connection, said.person_id, turn.now) if said.person_id else None
        name = said.name or (person.name if person else words.UNENROLLED)
        phone = said.phone or (person.phone if person and not said.name else "")
        return shape.format(who=name, phone=f" {phone}" if phone else "")
    return ""


def unit_name(connection: Connection, ticket: Ticket) -> str:
    """Return what the unit is called."""
    name = connection.execute(select(units.c.name).where(units.c.id == ticket.unit_id)).scalar()
    return str(name) if name else words.SOMEBODY


def presses(turn: Turn, ticket: Ticket, zone: ZoneInfo) -> bool:
    """Say whether somebody is to answer within minutes: what is urgent always, all else while the units are at work."""
    return ticket.is_urgent or settings.hours(turn.connection).is_served(turn.now, zone)


def _card(ticket: Ticket) -> Card:
    return words.buttons(ticket, words.FOR_UNIT[ticket.kind])
