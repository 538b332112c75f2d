"""What the reporter says: 补充, 催办, 取消, 满意, 不满意. What he adds reaches who mends it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.store import in_charge, journal, places
from bot.turn import Turn
from handlers.ticket import parts, rectify, reports, request, response, settings, telling, tickets, trades, words
from handlers.ticket.choosing import ANYBODY, Doing, answer, doing, phone_in, report_of, step
from handlers.ticket.matter import Kind, Stage, What
from handlers.ticket.parts import Part
from handlers.ticket.request import CAMPUS, PHONE, PLACE, ROOM
from handlers.ticket.tickets import LONGEST_PLACE, Ticket

REPORTING = frozenset({Part.REPORTER})
URGED = "ticket.urged"


def added(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Keep what somebody adds; what was asked for is filled in, and where it is decides whose it is."""
    one = doing(turn, reading, situation, ANYBODY)
    if one is None:
        return
    is_answer = Part.REPORTER in one.parts and one.ticket.state.is_open
    changes = _answered(turn, one.ticket, message, reading) if is_answer else {}
    reports.note(turn.connection, one.ticket.id, report_of(turn, message, is_report=False))
    if changes.pop("phone", ""):
        reports.note_phone(turn.connection, one.ticket.id, message.order_key, phone_in(message.text))
    before = one.ticket
    ticket = tickets.moved(turn.connection, before, before.state, one.at, **changes) if changes else before
    turn.record("ticket.added", ticket.subject, at=one.at, changed=sorted(changes))
    answer(turn, situation, ticket, words.ADDED)
    _tell_more(turn, before, ticket, message, situation)
    if is_answer and ticket.asked:
        request.ask_next(turn, ticket, situation)


def urged(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """催办: the heads read it, at most once an hour."""
    del message
    one = doing(turn, reading, situation, REPORTING)
    if one is None:
        return
    ticket, status = one.ticket, words.stands(one.ticket)
    if not ticket.state.is_open:
        turn.say(status)
        return
    unit = telling.unit_name(turn.connection, ticket)
    if journal.entries(turn.connection, kinds=(URGED,), subject=ticket.subject, since=turn.now - timedelta(hours=1)):
        turn.say(words.URGED_BEFORE.format(unit=unit, status=status))
        return
    turn.record(URGED, ticket.subject, at=one.at)
    since = words.moment(ticket.opened_at, turn.now, situation.zone)
    said = {"since": since, "stage": words.status(ticket), "number": words.number(ticket)}
    text = words.URGE.format(head=words.head(ticket, words.ASSIGN), **said)
    at_once = telling.presses(turn, ticket, situation.zone)
    for person in parts.heads_of(turn.connection, ticket, turn.now):
        telling.to_person(turn, ticket, person, Part.UNIT, text, at_once=at_once)
    turn.say(words.URGED.format(unit=unit, status=status))


def cancelled(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """取消: nobody need come. Of what is mended already 好了 means that it is."""
    one = doing(turn, reading, situation, REPORTING)
    if one is None:
        return
    if one.ticket.state.stage is Stage.DONE and one.ticket.kind is Kind.REPAIR:
        _satisfied(turn, one, situation)
        return
    moved = step(turn, one, What.CANCELLED, reason=words.quoted(message.text))
    if moved is None:
        return
    rectify.ended(turn, moved)
    turn.record("ticket.cancelled", moved.subject, at=one.at)
    answer(turn, situation, moved, words.CANCELLED)
    text = words.STATUS.format(what=words.what(moved), status=words.BY_REPORTER, number=words.number(moved))
    telling.to_told(turn, moved, text, (Part.UNIT, Part.DUTY))


def satisfied(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """满意: it is mended."""
    del message
    one = doing(turn, reading, situation, REPORTING)
    if one is not None:
        _satisfied(turn, one, situation)


def again(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """不满意, 又坏了: within the days it is opened again, and waits anew."""
    one = doing(turn, reading, situation, REPORTING)
    if one is None:
        return
    if one.ticket.state.is_open:
        urged(turn, message, reading, situation)
        return
    until = settings.hours(turn.connection).respond_by(one.at, situation.zone, urgent=one.ticket.is_urgent)
    moved = step(turn, one, What.REOPENED, respond_by=until, taken_by=None, done_by=None)
    if moved is None:
        return
    reports.note(turn.connection, moved.id, report_of(turn, message, is_report=False))
    turn.record("ticket.reopened", moved.subject, at=one.at, times=moved.state.reworks)
    more = words.MEND_AGAIN.format(times=moved.state.reworks)
    telling.to_unit(turn, moved, situation.zone, f"{more}：{words.quoted(message.text)}。")
    response.arm(turn, moved)
    answer(turn, situation, moved, words.REOPENED)


def _satisfied(turn: Turn, one: Doing, situation: Situation) -> None:
    moved = step(turn, one, What.CONFIRMED)
    if moved is None:
        return
    rectify.ended(turn, moved)
    turn.record("ticket.satisfied", moved.subject, at=one.at)
    answer(turn, situation, moved, words.SATISFIED)


def _answered(turn: Turn, ticket: Ticket, message: Message, reading: Reading) -> dict[str, Any]:
    """Return the columns an answer changes, by what was asked."""
    text = " ".join(message.text.split())[:LONGEST_PLACE]
    campus = str(reading.slots.get("campus") or "")
    if not text and not campus:
        return {}
    if phone_in(text) and ticket.asked in (PHONE, ""):
        return {"phone": True}
    if campus or (ticket.asked == CAMPUS and (campus := places.find_campus(turn.connection, text) or "")):
        return _belongs(turn, ticket, {"campus": campus})
    if ticket.asked == ROOM and trades.has_room(text):
        return {"place": f"{ticket.place}{text}"[:LONGEST_PLACE]}
    if ticket.asked != PLACE or reading.slots.get("is_other"):
        return {}
    found = places.find_building(turn.connection, text)
    names, campuses = {one.name for one in found}, {one.campus for one in found}
    said = {"place": text, "building": found[0].name if len(names) == 1 else ""}
    return _belongs(turn, ticket, said | ({"campus": found[0].campus} if len(campuses) == 1 else {}))


def _belongs(turn: Turn, ticket: Ticket, changes: dict[str, Any]) -> dict[str, Any]:
    """Add the unit of the new place, unless one has answered already."""
    if ticket.state.stage is not Stage.WAITING:
        return changes
    known = {"campus": ticket.campus, "building": ticket.building} | changes
    spot = in_charge.Spot(known["campus"], known["building"])
    unit_id, system = request.unit_for(turn, ticket.kind, spot, ticket.item, ticket.item)
    return changes | {"unit_id": unit_id, "system": system}


def _tell_more(turn: Turn, before: Ticket, ticket: Ticket, message: Message, situation: Situation) -> None:
    """Tell the unit what is new; where it is another unit's now, tell that one everything."""
    if ticket.unit_id != before.unit_id:
        response.calm(turn, ticket, "another unit's")
        telling.to_unit(turn, ticket, situation.zone)
        response.arm(turn, ticket)
        return
    text = words.MORE.format(what=words.what(ticket), text=words.quoted(message.text), number=words.number(ticket))
    if ticket.state.is_open:
        telling.to_told(turn, ticket, text, (Part.UNIT, Part.DUTY))


ACTS = {
    request.ADD: added,
    "ticket.urge": urged,
    "ticket.cancel": cancelled,
    "ticket.satisfied": satisfied,
    "ticket.rework": again,
}
