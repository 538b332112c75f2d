"""转人工: a named person answers by a due time; the asker reads who and until when, and the answer with his name."""

from __future__ import annotations

from datetime import datetime, time

from bot.messages import Channel, Message
from bot.registry import Act
from bot.router import Reading
from bot.situation import Situation
from bot.store.deeds import Deed
from bot.store.office_settings import value_of
from bot.store.people import Person
from bot.store.prompts import Option
from bot.store.pushes import Recipient
from bot.turn import Turn
from bot.undoing import NotUndone
from handlers.ask import talk
from handlers.ask.learning import chasing, groups, handovers, persons, words
from handlers.ask.learning.handovers import OWED, Handover
from handlers.ask.learning.hours import after_hours
from handlers.ask.learning.rows import HANDED_ON
from handlers.ask.learning.settings import REPLY_HOURS
from handlers.ask.learning.verdicts import last_answer, shortened
from handlers.ask.said.learned import is_said_of_an_answer
from knowledge.reviewed import LONGEST_QUESTION
from knowledge.unlisted import is_unlisted
from scheduler import confirming, owed
from scheduler.calendar import calendar_of
from scheduler.leads import dated
from scheduler.todo import ANSWER, LINE, NUMBER

DEED = "question.handed_on"
MOST_A_DAY = 3
LONGEST_LINE = 30


def hand_on(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Pass the question at hand on to a person; where none is, ask for it."""
    last = last_answer(turn, message)
    said = str(reading.slots.get("answer", "") or reading.slots.get("question", ""))
    if reading.slots.get("answer") and is_said_of_an_answer(said):
        turn.say(words.NOTHING_PASSED_ON)
        return
    question = " ".join((said or (last.question if last else "")).split())[:LONGEST_QUESTION]
    if (last and not said and not question) or is_unlisted(question):
        turn.say(words.NOT_HERE.format(contact=situation.contact))
    elif not question:
        confirming.ask_for(turn, words.ASK_WHAT, Option("", talk.SYSTEM, talk.HAND_ON, {}))
    elif not _waits_already(turn, message, question, situation):
        _pass_on(turn, message, question, str(reading.slots.get("whom", "")), situation)


def _waits_already(turn: Turn, message: Message, question: str, situation: Situation) -> bool:
    """Say where a question stands that was passed on before, or that there were enough for today."""
    same = handovers.waiting(turn.connection, message.platform, message.account, question)
    today = datetime.combine(turn.now.astimezone(situation.zone), time(), tzinfo=situation.zone)
    count = handovers.since(turn.connection, message.platform, message.account, today)
    if same is not None:
        person = chasing.holder(turn, same)
        turn.whisper(_told(words.ALREADY, same, person, situation))
    elif count >= MOST_A_DAY:
        turn.say(words.TOO_MANY.format(count=count, contact=situation.contact))
    return same is not None or count >= MOST_A_DAY


def _pass_on(turn: Turn, message: Message, question: str, whom: str, situation: Situation) -> None:
    person = persons.answers(turn.connection, f"{whom} {question}", turn.person_id, turn.now)
    if person is None:
        turn.say(words.NOBODY.format(contact=situation.contact))
        return
    hours, calendar = value_of(turn.connection, REPLY_HOURS), calendar_of(turn.connection)
    one = handovers.open_one(
        turn.connection,
        question=question,
        question_id=groups.keep(turn.connection, question, HANDED_ON, turn.now, message, turn.person_id),
        asker_id=turn.person_id,
        platform=message.platform,
        account=message.account,
        asked_at=turn.now,
        due_at=after_hours(turn.now, hours, calendar, situation.zone),
    )
    line = words.LINE_OWED.format(question=shortened(question, LONGEST_LINE))
    data = {LINE: line, NUMBER: one.number, ANSWER: words.HOW_OWED.format(number=one.number)}
    owed.owe(turn, OWED, one.subject, person.id, due_at=one.due_at, data=data)
    asker = situation.sender.called if isinstance(situation.sender, Person) else words.SOMEBODY
    text = words.TO_ANSWER.format(
        number=one.number, asker=asker, question=question, when=dated(one.due_at, situation.zone, turn.now)
    )
    turn.push(Recipient(person_id=person.id), text, audience="answerer", subject=one.subject)
    chasing.arm(turn, one, situation.zone)
    turn.record("question.handed_on", one.subject, person=person.id)
    turn.may_undo(DEED, one.subject, id=one.id)
    if message.channel is Channel.PRIVATE:
        turn.say(_told(words.HANDED_ON, one, person, situation))
    else:
        turn.say(words.HANDED_ON_IN_GROUP)
        turn.whisper(_told(words.HANDED_ON, one, person, situation))


def _told(template: str, one: Handover, person: Person | None, situation: Situation) -> str:
    return template.format(
        who=person.called if person else situation.contact,
        number=one.number,
        question=shortened(one.question),
        when=dated(one.due_at, situation.zone, situation.now),
    )


def _undo(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Take a question back that waits for a person's word."""
    del situation
    one = handovers.find(turn.connection, int(deed.data["id"]))
    if one is None or one.state != handovers.OPEN:
        raise NotUndone(words.ALREADY_ANSWERED.format(number=handovers.called(int(deed.data["id"]))))
    handovers.change(turn.connection, one.id, state=handovers.VOID)
    owed.close_subject(turn, one.subject)
    chasing.stop(turn, one, "taken back")
    if one.question_id:
        groups.take_back(turn.connection, one.question_id)
    return words.HANDOVER_TAKEN_BACK.format(question=shortened(one.question), number=one.number)


ACTS: dict[str, Act] = {talk.HAND_ON: hand_on}
UNDOS = {DEED: _undo}
