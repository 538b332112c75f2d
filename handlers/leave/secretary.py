"""代办: a secretary who says 收到 and the like for somebody, once the office has confirmed it; never 到场 or votes.

What is asked of the office is a row of `stand_ins` that holds at no moment until it is confirmed.
"""

from __future__ import annotations

import secrets
from datetime import datetime

from bot.messages import Button, Card, Message
from bot.rights import Act, Relation, Role, may
from bot.router import Reading
from bot.situation import Situation
from bot.store import people, stand_ins
from bot.store.deeds import Deed
from bot.store.people import Person
from bot.store.pushes import Recipient
from bot.store.stand_ins import SECRETARY, StandIn
from bot.turn import Turn
from handlers.leave import talk
from scheduler.audience import who_is


def name(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Ask the office whether somebody may speak for another; the office itself names one at once."""
    del message
    sender = situation.sender
    if not isinstance(sender, Person):
        turn.say(talk.ENROL_FIRST)
        return
    one = _one(turn, reading.slots["who"], sender) if reading.slots["who"] else sender
    secretary = _one(turn, reading.slots["name"], sender) if one else None
    if one is None or secretary is None:
        return
    said = {"name": one.called, "secretary": secretary.name}
    if one.id == secretary.id:
        turn.say(talk.SECRETARY_IS_SELF)
    elif one.id != sender.id and not _is_office(situation):
        turn.say(talk.ONLY_OFFICE.format(contact=situation.contact))
    elif one.id in stand_ins.secretary_of(turn.connection, secretary.id, turn.now):
        turn.say(talk.SPEAKS_ALREADY.format(**said))
    else:
        row = stand_ins.propose(turn.connection, one.id, secretary.id, turn.now)
        turn.record("secretary.asked", _subject(row), person=one.id, secretary=secretary.id)
        if _is_office(situation):
            _agree(turn, row, one, secretary, sender)
        else:
            _ask(turn, row, one, secretary)


def decide(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Take the office's word."""
    del message
    row_id, sender = reading.slots["row"], situation.sender
    row = stand_ins.find(turn.connection, row_id)
    both = _both(turn, row) if row and row.kind == SECRETARY else None
    turn.shown = "" if turn.pressed and not _is_office(situation) else turn.shown
    if not _is_office(situation) or not isinstance(sender, Person):
        turn.say(talk.ONLY_OFFICE.format(contact=situation.contact))
    elif row is None or both is None:
        turn.say(talk.NO_SUCH_ROW.format(row=row_id))
    elif row.until != row.since:
        turn.say(talk.DECIDED_ALREADY)
    elif reading.slots["agrees"]:
        _agree(turn, row_id, *both, sender)
    else:
        stand_ins.change(turn.connection, row_id, until=row.since, since=turn.now)
        turn.withdraw(_subject(row_id), "refused")
        turn.record("secretary.refused", _subject(row_id))
        text = talk.REFUSED_TELL.format(secretary=both[1].name, contact=situation.contact)
        turn.push(Recipient(person_id=both[0].id), text, audience="person", subject=_subject(row_id))
        turn.say(talk.REFUSED_TO)


def end(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Let a secretary speak for somebody no more; at once."""
    del message
    sender = situation.sender
    if not isinstance(sender, Person):
        turn.say(talk.ENROL_FIRST)
        return
    one = _one(turn, reading.slots["who"], sender) if reading.slots["who"] else sender
    secretary = _one(turn, reading.slots["name"], sender) if one else None
    if one is None or secretary is None:
        return
    if sender.id not in (one.id, secretary.id) and not _is_office(situation):
        turn.say(talk.ONLY_OFFICE.format(contact=situation.contact))
        return
    ended = stand_ins.speak_no_more(turn.connection, one.id, secretary.id, turn.now)
    if not ended:
        turn.say(talk.NONE_TO_END.format(name=one.called))
        return
    turn.record("secretary.ended", _subject(ended[0]), person=one.id, secretary=secretary.id)
    turn.may_undo(talk.SPEAKS_NO_MORE, _subject(ended[0]), rows=ended)
    said = {"name": one.called, "secretary": secretary.name}
    for other in (one, secretary):
        if other.id != sender.id:
            text = talk.ENDED_TELL.format(**said)
            turn.push(Recipient(person_id=other.id), text, audience="person", subject=_subject(ended[0]))
    turn.say(talk.ENDED.format(**said))


def undo_agreed(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Take back that the office agreed."""
    del situation
    return _set_until(turn, deed.data["rows"], turn.now, talk.SPEAKS_NOT)


def undo_ended(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Let a secretary speak again."""
    del situation
    return _set_until(turn, deed.data["rows"], None, talk.SPEAKS_AGAIN)


def _set_until(turn: Turn, rows: list[int], until: datetime | None, words: str) -> str:
    said = ""
    for row_id in rows:
        stand_ins.change(turn.connection, row_id, until=until)
        row = stand_ins.find(turn.connection, row_id)
        both = _both(turn, row) if row else None
        said = words.format(name=both[0].called, secretary=both[1].name) if both else said
    return said


def _ask(turn: Turn, row: int, one: Person, secretary: Person) -> None:
    office = _office(turn, one)
    said = {"name": one.called, "secretary": secretary.name, "row": row}
    buttons = (
        Button(talk.AGREE, talk.SAY_AGREE.format(row=row)),
        Button(talk.DECLINE_IT, talk.SAY_DECLINE.format(row=row)),
    )
    for person in office:
        card = Card(f"s-{secrets.token_hex(12)}", talk.SECRETARY_CARD.format(name=one.called), buttons)
        text = talk.ASK_OFFICE.format(**said)
        turn.push(Recipient(person_id=person.id), text, audience="organiser", subject=_subject(row), card=card)
    names = "、".join(person.called for person in office)
    turn.say(talk.ASKED_THE_OFFICE.format(office=names, secretary=secretary.name))


def _agree(turn: Turn, row: int, one: Person, secretary: Person, sender: Person) -> None:
    stand_ins.change(turn.connection, row, since=turn.now, until=None)
    turn.withdraw(_subject(row), "agreed")
    turn.record("secretary.named", _subject(row), person=one.id, secretary=secretary.id)
    turn.may_undo(talk.SPEAKS, _subject(row), rows=[row])
    said = {"name": one.called, "secretary": secretary.name}
    for person, text in ((one, talk.TO_THE_ONE), (secretary, talk.TO_SECRETARY)):
        if person.id != sender.id:
            recipient = Recipient(person_id=person.id)
            turn.push(recipient, text.format(**said), audience="person", subject=_subject(row))
    turn.say(talk.AGREED_TO.format(**said))


def _office(turn: Turn, one: Person) -> list[Person]:
    """Return who confirms: the organisers, else the admins; not the one himself."""
    for role in (Role.ORGANISER, Role.ADMIN):
        found = [person for person in people.people_with(turn.connection, role, turn.now) if person.id != one.id]
        if found:
            return found
    return []


def _is_office(situation: Situation) -> bool:
    return may(situation.roles, Act.HAND_OVER, Relation.ANYBODY)


def _one(turn: Turn, said: str, sender: Person) -> Person | None:
    found = who_is(turn.connection, said, turn.now, sender)
    if len(found) != 1:
        told = talk.WHICH_ONE.format(name=said, count=len(found)) if found else talk.WHO_IS_IT.format(name=said)
        turn.say(told)
        return None
    return found[0]


def _both(turn: Turn, row: StandIn) -> tuple[Person, Person] | None:
    known = {one.id: one for one in people.people(turn.connection, turn.now, [row.person_id, row.agent_id or 0])}
    one, secretary = known.get(row.person_id), known.get(row.agent_id or 0)
    return (one, secretary) if one and secretary else None


def _subject(row: int) -> str:
    return f"secretary:{row}"
