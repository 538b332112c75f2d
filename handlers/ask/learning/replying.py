"""The answer to a question that was passed on: in one message, told to who asked with the name of who answers."""

from __future__ import annotations

from datetime import timedelta

from bot.messages import Message
from bot.registry import Act
from bot.rights import Act as Right
from bot.rights import may_concerning
from bot.router import Reading
from bot.situation import Situation
from bot.store.deeds import Deed
from bot.store.people import Person
from bot.turn import Turn
from handlers.ask import talk
from handlers.ask.learning import chasing, groups, handovers, reviewing, words
from handlers.ask.learning.handovers import ANSWERED, OPEN, OWED, Handover
from handlers.ask.learning.rights import ANYTHING
from handlers.ask.learning.telling import recipient
from handlers.ask.learning.verdicts import shortened
from knowledge.reviewed import LONGEST_ANSWER
from scheduler import owed, stead

DEED = "question.replied"
LATELY = timedelta(days=1)


def reply(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Pass an answer on to who asked."""
    del message
    one = _of_sender(turn, reading, situation)
    text = " ".join(str(reading.slots.get("text", "")).split())
    if one is None:
        return
    if one.state != OPEN:
        turn.say(words.ALREADY_ANSWERED.format(number=one.number))
    elif not text or len(text) > LONGEST_ANSWER:
        turn.say(words.TOO_LONG.format(longest=LONGEST_ANSWER) if text else words.HOW_OWED.format(number=one.number))
    else:
        _answer(turn, one, text, situation)


def _answer(turn: Turn, one: Handover, text: str, situation: Situation) -> None:
    sender = situation.sender
    assert isinstance(sender, Person)  # noqa: S101 — checked in `_of_sender`
    values = {"answer": text, "answered_by": sender.id, "answered_at": turn.now}
    handovers.change(turn.connection, one.id, state=ANSWERED, **values)
    owed.settle_all(turn, OWED, one.subject)
    chasing.stop(turn, one, "answered")
    group = groups.of_question(turn.connection, one.question_id) if one.question_id else None
    if group is not None:
        groups.forget_asker(turn.connection, group.id, one.platform, one.account)
    said = words.REPLY.format(question=shortened(one.question), who=sender.called, answer=text)
    turn.push(recipient(one.asker_id, one.platform, one.account), said, audience="asker", subject=one.subject)
    turn.record("question.replied", one.subject, person=sender.id)
    turn.may_undo(DEED, one.subject, id=one.id)
    turn.say(words.REPLIED)


def _of_sender(turn: Turn, reading: Reading, situation: Situation) -> Handover | None:
    """Return the question meant, where the sender owes its answer, speaks for who does, or is of the office."""
    number, sender = int(reading.slots["number"]), situation.sender
    one = handovers.find(turn.connection, number)
    if one is None or one.state == handovers.VOID or not isinstance(sender, Person):
        turn.say(words.NO_SUCH_HANDOVER.format(number=handovers.called(number)))
        return None
    if one.state == ANSWERED:
        return one
    person = chasing.holder(turn, one)
    theirs = {sender.id, *(other.id for other in stead.speaks_for(turn.connection, sender.id, turn.now))}
    is_of_the_office = may_concerning(sender.id, sender.held, Right.SEE_UNANSWERED, ANYTHING)
    if is_of_the_office or (person is not None and person.id in theirs):
        return one
    turn.say(words.NOT_YOURS.format(number=one.number, who=person.called if person else situation.contact))
    return None


def collect(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Turn an answer that was given into a reviewed pair: the same confirmation as for any."""
    sender = situation.sender
    number = int(reading.slots.get("number", 0) or 0)
    found = handovers.find(turn.connection, number) if number else None
    if not number and isinstance(sender, Person):
        found = next(iter(handovers.answered_by(turn.connection, sender.id, turn.now - LATELY)), None)
    if found is None or found.state != ANSWERED:
        turn.say(words.NOTHING_TO_COLLECT)
        return
    slots = {"handover": found.id, "text": found.answer, **_scope(reading)}
    reviewing.review(turn, message, Reading(talk.HANDLER, talk.REVIEW, 1.0, slots), situation)


def _scope(reading: Reading) -> dict[str, str]:
    return {"scope": str(reading.slots["scope"])} if reading.slots.get("scope") else {}


def _undo(turn: Turn, deed: Deed, situation: Situation) -> str:
    one = handovers.find(turn.connection, int(deed.data["id"]))
    if one is None:
        return ""
    values = {"answer": "", "answered_by": None, "answered_at": None}
    handovers.change(turn.connection, one.id, state=OPEN, **values)
    owed.take_back(turn, one.subject, deed.source)
    if one.due_at > turn.now:
        chasing.arm(turn, one, situation.zone)
    return words.REPLY_TAKEN_BACK.format(question=shortened(one.question))


ACTS: dict[str, Act] = {talk.REPLY: reply, talk.COLLECT: collect}
UNDOS = {DEED: _undo}
