"""转给 and 委派: responsibility moves when the other says 收到, and not before; who is only sent there takes none."""

from __future__ import annotations

from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.store import people
from bot.turn import Turn
from handlers.incident import cases, telling, witnesses, words
from handlers.incident.cases import Case
from handlers.incident.choosing import answer, doing
from handlers.incident.leaders import Part
from handlers.incident.taking_back import may_take_back
from scheduler import owed

TAKE = "incident.take_over"
HANDING = frozenset({Part.LEADER, Part.DEPUTY})


def delegated(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Hand the incident to somebody, or send somebody to the scene."""
    del message
    one = doing(turn, reading, situation, HANDING)
    if one is None:
        return
    name = str(reading.slots.get("to") or "")
    found = people.by_name(turn.connection, name, turn.now) if name else []
    if len(found) != 1:
        turn.say(words.WHO_IS_THAT.format(name=name))
        return
    to, is_sent = found[0], reading.slots.get("what") == "scene"
    mine = people.person(turn.connection, turn.person_id, turn.now) if turn.person_id else None
    said = {"head": words.head(one.case), "by": mine.called if mine else "", "number": words.number(one.case)}
    turn.record("incident.delegated", one.case.subject, at=one.at, to=to.id, scene=is_sent, **one.marks)
    if is_sent:
        telling.tell(turn, one.case, to, Part.HEAD, words.GO_THERE.format(**said), words.buttons(one.case))
        answer(turn, situation, one.case, words.SENT.format(who=to.called))
        return
    owed.owe(turn, TAKE, one.case.subject, to.id)
    telling.tell(turn, one.case, to, Part.DEPUTY, words.TAKE_OVER.format(**said), words.buttons(one.case))
    witnesses.asked_anew(turn.connection, one.case.id, to.id)
    answer(turn, situation, one.case, words.HANDED.format(who=to.called))


def taken_over(turn: Turn, case: Case) -> Case:
    """Make who was asked to take it over, and says so now, its leader in charge; of anybody else nothing changes."""
    mine = turn.person_id
    if mine is None or mine == case.leader_id or not owed.settle(turn, TAKE, case.subject, mine):
        return case
    moved = cases.moved(turn.connection, case, case.state, turn.now, leader_id=mine)
    for row in owed.on_subject(turn.connection, case.subject):
        if row.person_id == case.leader_id and row.settled_at is None:
            owed.settle(turn, row.kind, case.subject, row.person_id, owed.HANDED_OVER)
            owed.owe(turn, row.kind, case.subject, mine, due_at=row.due_at)
    may_take_back(turn, case, moved, words.TAKEN_OVER)
    him = people.person(turn.connection, mine, turn.now)
    said = words.HAS_TAKEN.format(what=words.what(moved), who=him.called if him else "", number=words.number(moved))
    telling.tell_told(turn, moved, said, (Part.LEADER, Part.DEPUTY, Part.HEAD, Part.DUTY))
    turn.record("incident.taken_over", case.subject, before=case.leader_id)
    return moved
