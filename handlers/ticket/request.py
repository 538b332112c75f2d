"""One message opens a ticket: whoever looks after the place is told, the reporter reads the number and what comes next.

What is missing is asked for afterwards, one thing at a time, and holds nothing up. The same fault at the same place
joins the ticket that is open.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.messages import Channel, Message
from bot.router import Reading
from bot.situation import Situation
from bot.store import in_charge, places
from bot.store.in_charge import Spot
from bot.store.office_settings import value_of
from bot.store.prompts import Option
from bot.turn import Turn
from handlers.ticket import rectify, reports, response, settings, telling, tickets, trades, words
from handlers.ticket.choosing import HANDLER, report_of
from handlers.ticket.matter import Kind
from handlers.ticket.parts import Part
from handlers.ticket.reports import Report
from handlers.ticket.tickets import Opening, Ticket

ADD = "ticket.add"
PLACE, CAMPUS, ROOM, PHONE = "place", "campus", "room", "phone"
AN_HOUR = timedelta(hours=1)
LEAST_SAID = 4  # signs beside the word 报修 that say something
NO_SYSTEM = "无"


@dataclass(frozen=True, slots=True)
class Matter:
    """What is to be opened, as it was heard. slots: as the readings of repairs and hazards have them."""

    kind: Kind
    slots: Mapping[str, Any]
    text: str
    platform: str = ""
    chat: str | None = None
    origin: str = ""

    @property
    def spot(self) -> Spot:
        """Where it is."""
        said = self.slots
        campus, building, unit = (str(said.get(name) or "") for name in ("campus", "building", "unit"))
        return Spot(campus, building, unit, tuple(said.get("campuses") or ()))


def repair(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Open a repair; where the school has its own system, say only where it is."""
    system = value_of(turn.connection, settings.SYSTEM)
    if system != NO_SYSTEM:
        turn.say(words.ELSEWHERE.format(where=system))
        turn.record("message.redirected", intent=reading.intent)
        return
    _report(turn, message, reading, situation, Kind.REPAIR)


def hazard(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Open a hazard."""
    _report(turn, message, reading, situation, Kind.HAZARD)


def _report(turn: Turn, message: Message, reading: Reading, situation: Situation, kind: Kind) -> None:
    matter = Matter(kind, reading.slots, message.text, message.platform, message.chat)
    name, phone = reading.slots.get("on_behalf") or ("", "")
    said = report_of(turn, message, is_report=True, name=name, phone=phone)
    if not _says_something(matter):
        turn.say(words.SAY_MORE if kind is Kind.REPAIR else words.SAY_HAZARD)
        return
    same = _same(turn, matter, said)
    if same is not None:
        _join(turn, same, said, situation)
        return
    if reports.times_reported(turn.connection, said.account, turn.now - AN_HOUR) >= value_of(
        turn.connection, settings.OFTEN
    ):
        turn.say(words.TOO_OFTEN.format(phone=situation.office.duty_phone))
        return
    ticket, told = opened(turn, matter, [said], situation.zone)
    _answer(turn, ticket, told, situation)
    ask_next(turn, ticket, situation)


def opened(turn: Turn, matter: Matter, said: list[Report], zone: ZoneInfo, more: str = "") -> tuple[Ticket, list[Part]]:
    """Open a ticket with what was said of it, tell the unit, set its times. Returns it, and as what who was told."""
    connection, at = turn.connection, said[0].at
    hours, urgent = settings.hours(connection), trades.is_urgent(matter.text)
    unit_id, system = unit_for(turn, matter.kind, matter.spot, str(matter.slots.get("item") or ""), matter.text)
    opening = replace(
        _opening(matter, at),
        respond_by=hours.respond_by(at, zone, urgent=urgent),
        system=system,
        unit_id=unit_id,
        is_urgent=urgent,
        due_at=settings.rectify_by(connection, at, zone) if matter.kind is Kind.HAZARD else None,
    )
    ticket = tickets.open_ticket(connection, opening, at)
    for one in said:
        reports.note(connection, ticket.id, one)
    _record(turn, ticket, at)
    told = telling.to_unit(turn, ticket, zone, more)
    response.arm(turn, ticket)
    if matter.kind is Kind.HAZARD:
        rectify.arm(turn, ticket)
    return ticket, told


def _record(turn: Turn, ticket: Ticket, at: datetime) -> None:
    if ticket.kind is Kind.REPAIR:
        turn.record("ticket.repair", ticket.subject, at=at, number=ticket.number, kind=ticket.item, place=ticket.where)
    else:
        turn.record("ticket.hazard", ticket.subject, at=at, number=ticket.number, kind=ticket.item, place=ticket.where)


def registered(turn: Turn, ticket: Ticket, told: list[Part], zone: ZoneInfo) -> str:
    """Word what its reporter reads: the number, who was told, until when somebody answers."""
    when, shape = words.moment(ticket.respond_by, turn.now, zone), words.REGISTERED
    if ticket.kind is Kind.HAZARD and ticket.state.due_at:
        when, shape = words.day(ticket.state.due_at, zone), words.REGISTERED_HAZARD
    who = _who(turn, ticket, told)
    return shape.format(number=words.number(ticket), what=words.what(ticket), who=who, when=when)


def unit_for(turn: Turn, kind: Kind, spot: Spot, item: str, text: str) -> tuple[int | None, str]:
    """Return the unit that looks after it, and the system of the building it concerns."""
    is_repair = kind is Kind.REPAIR
    trade = trades.trade_of(item, text) if is_repair else trades.guard_of(item, text)
    usual = value_of(turn.connection, settings.UNIT if is_repair else settings.HAZARD_UNIT)
    return in_charge.unit_of(turn.connection, spot, trade.system, spot.unit, trade.unit, usual), trade.system


def ask_next(turn: Turn, ticket: Ticket, situation: Situation) -> Ticket:
    """Ask the reporter for the next thing that is missing, privately. Returns the ticket as it is then."""
    asked = _missing(turn, ticket, situation)
    if asked != ticket.asked:
        ticket = tickets.moved(turn.connection, ticket, ticket.state, turn.now, asked=asked)
    if not asked:
        return ticket
    is_private = turn.waiting is not None and turn.waiting.message.channel is Channel.PRIVATE
    if asked == CAMPUS and is_private:
        choices = [Option(one, HANDLER, ADD, {"ticket": ticket.id, "campus": one}) for one in _campuses(turn, ticket)]
        turn.ask(words.ASK_CAMPUS, choices)
        return ticket
    question = {PLACE: words.ASK_PLACE, CAMPUS: words.ASK_CAMPUS, ROOM: words.ASK_ROOM, PHONE: words.ASK_PHONE}[asked]
    if is_private and turn.said:
        turn.said[-1] += f"\n{question}"
    else:
        turn.whisper(f"{words.number(ticket)}{question}")
    return ticket


def _opening(matter: Matter, at: datetime) -> Opening:
    slots = matter.slots
    place = str(slots.get("place") or "")
    return Opening(
        kind=matter.kind,
        item=str(slots.get("item") or ""),
        respond_by=at,
        place=place or matter.spot.building,
        campus=matter.spot.campus,
        building=matter.spot.building,
        platform=matter.platform,
        chat=matter.chat,
        origin=matter.origin,
    )


def _says_something(matter: Matter) -> bool:
    """Whether there is anything to go to: a thing, a place, or more words than the word itself."""
    rest = "".join(matter.text.split()).replace("我要", "").replace("报修", "").replace("隐患", "")
    return bool(matter.slots.get("item") or matter.slots.get("place")) or len(rest) >= LEAST_SAID


def _same(turn: Turn, matter: Matter, said: Report) -> Ticket | None:
    since = said.at - timedelta(hours=value_of(turn.connection, settings.JOINED))
    return tickets.alike(turn.connection, _opening(matter, said.at), said.account, since)


def _join(turn: Turn, ticket: Ticket, said: Report, situation: Situation) -> None:
    """Put a report to the ticket that is open: counted, and told when it is done; nobody is sent anew."""
    reports.note(turn.connection, ticket.id, said)
    count = sum(one.is_report for one in reports.of_ticket(turn.connection, ticket.id))
    turn.record("ticket.joined", ticket.subject, number=ticket.number, count=count)
    shape = words.JOINED if ticket.kind is Kind.REPAIR else words.JOINED_HAZARD
    text = shape.format(what=words.what(ticket), number=words.number(ticket))
    if situation.among_ourselves:
        turn.say(text)
    else:
        turn.say(words.TAKEN_HERE)
        turn.whisper(text)


def _answer(turn: Turn, ticket: Ticket, told: list[Part], situation: Situation) -> None:
    """Tell the reporter the number, who was told and until when; in a group number and place, elsewhere: taken."""
    who = _who(turn, ticket, told)
    text = registered(turn, ticket, told, situation.zone)
    phone = situation.office.duty_phone
    if ticket.is_urgent and phone:
        text += f"\n{words.IF_WORSE.format(phone=phone)}"
    if situation.chat is None:
        turn.say(text)
    elif situation.among_ourselves:
        where = ticket.where or words.NO_PLACE
        turn.say(words.REGISTERED_HERE.format(number=words.number(ticket), where=where, who=who))
    else:
        turn.say(words.TAKEN_HERE)
        turn.whisper(text)


def _who(turn: Turn, ticket: Ticket, told: list[Part]) -> str:
    names = {
        Part.UNIT: telling.unit_name(turn.connection, ticket),
        Part.DUTY: words.DUTY_OFFICER,
        Part.LINE: words.SAFETY,
    }
    return "、".join(dict.fromkeys(names[part] for part in told)) or words.SOMEBODY


def _missing(turn: Turn, ticket: Ticket, situation: Situation) -> str:
    """Return the first thing that is missing: where, in a dormitory the room, of a stranger his telephone."""
    if not ticket.place and not ticket.building:
        return PLACE
    if len(_campuses(turn, ticket)) > 1:
        return CAMPUS
    names = tuple(name for one in places.find_building(turn.connection, ticket.where) for name in one.names)
    if ticket.kind is Kind.REPAIR and trades.lacks_room(ticket.place, names):
        return ROOM
    mine = reports.reporters(turn.connection, ticket.id)[:1]
    return PHONE if situation.sender is None and mine and not mine[0].phone else ""


def _campuses(turn: Turn, ticket: Ticket) -> list[str]:
    """Return the campuses a ticket may be on, where that is not known."""
    if ticket.campus:
        return []
    return list(dict.fromkeys(one.campus for one in places.find_building(turn.connection, ticket.place)))


ACTS: Mapping[str, Callable[[Turn, Message, Reading, Situation], None]] = {
    "repair.request": repair,
    "hazard.report": hazard,
}
