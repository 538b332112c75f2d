"""What the unit says: 收到, 到场, 修好, 挂起, 退回, 派人, 转突发. The reporter reads each step, without a name.

响应, 到场 and 修好 are three facts with three times; none is made of another.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.messages import Message
from bot.registry import Act
from bot.router import Reading
from bot.situation import Situation
from bot.store import people
from bot.store.office_settings import value_of
from bot.store.units import Unit, all_units, find_unit
from bot.turn import Turn
from handlers.ticket import rectify, reports, response, settings, telling, words
from handlers.ticket.choosing import WORKING, Doing, answer, doing, step
from handlers.ticket.matter import Kind, What
from handlers.ticket.parts import Part
from handlers.ticket.tickets import Ticket

#: Opens an incident of a sentence, as if it had been reported; given by who wires the slices.
Alarm = Callable[[Turn, Message, str, Situation], None]
SENDING = frozenset({Part.HEAD, Part.DUTY, Part.LEADER})


def taken(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """收到: somebody of the unit answers."""
    del message
    done = _step(turn, reading, situation, What.TAKEN, taken_by=turn.person_id)
    if done is None:
        return
    one, moved = done
    turn.record("ticket.taken", moved.subject, at=one.at, number=moved.number)
    answer(turn, situation, moved, words.RESPONDED)
    if one.ticket.state.responded_at is not None and one.ticket.state.is_open and one.ticket.taken_by is not None:
        return  # not news
    unit = telling.unit_name(turn.connection, moved)
    said = words.UNIT_ANSWERS.format(unit=unit)
    if moved.kind is Kind.HAZARD and moved.state.due_at:
        said = words.UNIT_RECTIFIES.format(unit=unit, when=words.day(moved.state.due_at, situation.zone))
    _news(turn, moved, said)


def arrived(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """到场: somebody is there."""
    del message
    done = _step(turn, reading, situation, What.ARRIVED)
    if done is None:
        return
    one, moved = done
    turn.record("ticket.arrived", moved.subject, at=one.at, number=moved.number)
    answer(turn, situation, moved, words.THERE)
    if one.ticket.state.arrived_at is None:
        _news(turn, moved, words.SOMEBODY_IS_THERE)


def mended(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """修好: the reporter is asked whether it is; of a hazard somebody else looks at it."""
    del message
    done = _step(turn, reading, situation, What.DONE, done_by=turn.person_id, reason="")
    if done is None:
        return
    one, moved = done
    turn.record("ticket.done", moved.subject, at=one.at, number=moved.number)
    answer(turn, situation, moved, words.status(moved))
    if moved.kind is Kind.HAZARD:
        rectify.ask_to_look(turn, moved)
        _news(turn, moved, words.status(moved))
        return
    days = value_of(turn.connection, settings.REWORK)
    text = words.IS_MENDED.format(what=words.what(moved), days=days, number=words.number(moved))
    telling.to_reporters(turn, moved, text, words.FOR_REPORTER)
    telling.to_group(turn, moved, words.MENDED)


def held(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """挂起: it waits for something, and the reporter reads for what."""
    reason = words.reason_in(message.text) or words.REASON
    done = _step(turn, reading, situation, What.HELD, reason=reason)
    if done is None:
        return
    one, moved = done
    turn.record("ticket.held", moved.subject, at=one.at, number=moved.number, reason=reason)
    answer(turn, situation, moved, words.status(moved))
    _news(turn, moved, words.HELD_FOR.format(reason=reason))


def returned(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """退回: it is another unit's, which is named and told at once."""
    one = doing(turn, reading, situation, WORKING)
    if one is None:
        return
    unit = _named(turn, message.text, one.ticket)
    if unit is None or unit.id == one.ticket.unit_id:
        turn.say(words.SAME_UNIT.format(unit=unit.name) if unit else words.WHICH_UNIT)
        return
    until = settings.hours(turn.connection).respond_by(one.at, situation.zone, urgent=one.ticket.is_urgent)
    reason = words.reason_in(message.text)
    moved = step(turn, one, What.MOVED, unit_id=unit.id, respond_by=until, taken_by=None, reason=reason)
    if moved is None:
        return
    response.calm(turn, moved, "moved")
    turn.record("ticket.moved", moved.subject, at=one.at, before=one.ticket.unit_id, unit=unit.id, reason=reason)
    telling.to_unit(turn, moved, situation.zone)
    response.arm(turn, moved)
    answer(turn, situation, moved, words.MOVED.format(unit=unit.name))
    _news(turn, moved, words.NOW_OF.format(unit=unit.name))


def sent(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """派冯师傅: somebody is sent there; he reads whom to call. It counts as answered."""
    del message
    one = doing(turn, reading, situation, SENDING)
    if one is None:
        return
    name = str(reading.slots.get("name") or "")
    found = people.by_name(turn.connection, name, turn.now) if name else []
    if len(found) != 1:
        turn.say(words.WHICH_PERSON.format(name=name))
        return
    moved = step(turn, one, What.TAKEN, taken_by=found[0].id)
    if moved is None:
        return
    response.calm(turn, moved, "answered")
    turn.record("ticket.sent", moved.subject, at=one.at, to=found[0].id)
    _tell_who_goes(turn, moved, found[0])
    answer(turn, situation, moved, words.SENT.format(who=found[0].called))
    if one.ticket.state.responded_at is None:
        said = words.UNIT_ANSWERS.format(unit=telling.unit_name(turn.connection, moved))
        _news(turn, moved, said)


def turning(alarm: Alarm) -> Act:
    """Return the act of 转突发: the ticket ends, and what was said of it is reported as an incident."""

    def turned(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
        one = doing(turn, reading, situation, WORKING | {Part.LINE})
        moved = step(turn, one, What.TURNED) if one else None
        if one is None or moved is None:
            return
        rectify.ended(turn, moved)
        turn.record("ticket.turned", moved.subject, at=one.at, number=moved.number)
        said = reports.of_ticket(turn.connection, moved.id)[0].text
        sentence = "，".join(filter(None, (f"{moved.where}{said}", words.reason_in(message.text))))
        alarm(turn, message, sentence, situation)
        _news(turn, moved, words.NOW_INCIDENT)

    return turned


def _step(
    turn: Turn, reading: Reading, situation: Situation, what: What, **changes: Any
) -> tuple[Doing, Ticket] | None:
    one = doing(turn, reading, situation, WORKING)
    moved = step(turn, one, what, **changes) if one else None
    if one is None or moved is None:
        return None
    response.calm(turn, moved, "answered")
    return one, moved


def _news(turn: Turn, ticket: Ticket, said: str) -> None:
    text = words.STATUS.format(what=words.what(ticket), status=said, number=words.number(ticket))
    telling.to_reporters(turn, ticket, text)


def _named(turn: Turn, text: str, ticket: Ticket) -> Unit | None:
    """Return the unit a text names; where it names two, the one that has not got it."""
    mine = next((one for one in all_units(turn.connection) if one.id == ticket.unit_id), None)
    for name in sorted(mine.names if mine else (), key=len, reverse=True):
        without = text.replace(name, "")
        if other := find_unit(turn.connection, without):
            return other
    return find_unit(turn.connection, text)


def _tell_who_goes(turn: Turn, ticket: Ticket, who: people.Person) -> None:
    mine = people.person(turn.connection, turn.person_id, turn.now) if turn.person_id else None
    said = reports.reporters(turn.connection, ticket.id)
    text = words.GO_THERE.format(
        head=words.head(ticket, words.TAKE_IT),
        by=mine.called if mine else words.DUTY_OFFICER,
        said=words.quoted(said[0].text) if said else "",
        who=telling.reporter(turn, ticket),
        number=words.number(ticket),
    )
    card = words.buttons(ticket, words.FOR_UNIT[ticket.kind])
    telling.to_person(turn, ticket, who, Part.UNIT, text, card=card, at_once=True)


ACTS = {
    "ticket.take": taken,
    "ticket.arrived": arrived,
    "ticket.done": mended,
    "ticket.hold": held,
    "ticket.move": returned,
    "ticket.send": sent,
}
