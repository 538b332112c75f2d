"""The ask slice: look up before the transaction, quote inside it, keep what was not answered."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.messages import Message
from bot.registry import Slice
from bot.router import Reading
from bot.situation import Situation
from bot.store import journal
from bot.store.people import Person
from bot.store.places import Place
from bot.turn import Turn
from handlers.ask import talk
from knowledge.answer import Answer
from knowledge.shelf import Shelf

REMEMBERED = timedelta(minutes=10)
LOOKED_THROUGH = 20  # a person's latest questions, among which the last of this conversation is
ANSWERED, UNANSWERED = "question.answered", "question.unanswered"


def slice_of(shelf: Shelf) -> Slice:
    """Build the slice over a shelf of documents."""

    def look_up(message: Message, reading: Reading, situation: Situation) -> Answer | None:
        del message
        question = reading.slots.get("question", "")
        return shelf.ask(question, public_only=not situation.hears_department_documents) if question else None

    def titles(message: Message, reading: Reading, situation: Situation) -> list[str]:
        del message, reading
        return shelf.titles(public_only=not situation.hears_department_documents)

    def quote(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
        answer: Answer = turn.prepared
        question = reading.slots["question"]
        text = talk.answer_text(answer, situation.office.department, situation.contact)
        turn.say(text if answer.answered else f"{text}{talk.KEPT}")
        if answer.answered:
            file = answer.document.file if answer.document else ""
            turn.record(ANSWERED, question=question, file=file, clause=answer.clause, chat=message.chat or "")
            return
        turn.record(UNANSWERED, question=question)
        shelf.keep_unanswered(turn.connection, question, turn.now)

    return Slice(
        name=talk.HANDLER,
        read=talk.read,
        acts={
            talk.POLICY: quote,
            talk.CLAUSE: quote,
            talk.FOLLOW_UP: quote,
            talk.SOURCE_OF: _say_source,
            talk.LIST: _list,
            talk.PRIVATE: _decline,
        },
        prepares={
            talk.POLICY: look_up,
            talk.CLAUSE: look_up,
            talk.FOLLOW_UP: look_up,
            talk.SOURCE_OF: look_up,
            talk.LIST: titles,
        },
        facts=_facts,
    )


def _say_source(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    del message, reading
    answer: Answer | None = turn.prepared
    if answer is None or not answer.answered:
        turn.say(talk.NOTHING_BEFORE)
        return
    turn.say(talk.clause_text(answer, situation.office.department))
    turn.record("question.source_shown")


def _list(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    del message, reading, situation
    turn.say(talk.titles_text(turn.prepared))


def _decline(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    del message, reading
    turn.say(talk.PRIVACY.format(contact=situation.contact))


def _facts(connection: Connection, message: Message, sender: Person | Place | None, now: datetime) -> talk.AskFacts:
    del sender
    since, here = now - REMEMBERED, message.chat or ""
    asked = journal.entries(
        connection, kinds=(ANSWERED,), account=message.order_key, since=since, newest=LOOKED_THROUGH
    )
    questions = [one.data["question"] for one in asked if one.data.get("chat", "") == here]
    return talk.AskFacts(questions[-1] if questions else "")  # a group does not follow up what was asked privately
