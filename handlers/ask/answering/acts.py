"""Quote what was found, its whole clause, the list of documents; keep what was not answered."""

from __future__ import annotations

from collections.abc import Mapping

from bot.messages import Message
from bot.registry import Act, Prepare
from bot.router import Reading
from bot.situation import Situation
from bot.turn import Turn
from handlers.ask import talk
from handlers.ask.answering import words
from knowledge.answer import Answer
from knowledge.shelf import Shelf


def acts_of(shelf: Shelf) -> Mapping[str, Act]:
    """Return the acts over a shelf of documents."""

    def quote(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
        answer: Answer = turn.prepared
        question = reading.slots["question"]
        day = situation.now.astimezone(situation.zone).date()
        text = words.answer_text(answer, situation.office.department, situation.contact, day)
        if answer.preface and not answer.answered:
            turn.say(answer.preface)
            turn.record(talk.ANSWERED, question=question, file="", clause="", chat=message.chat or "")
            return
        turn.say(text if answer.answered else f"{text}{words.KEPT}")
        if answer.answered:
            file = answer.document.file if answer.document else ""
            turn.record(talk.ANSWERED, question=question, file=file, clause=answer.clause, chat=message.chat or "")
            return
        turn.record(talk.UNANSWERED, question=question)
        shelf.keep_unanswered(turn.connection, question, turn.now)

    return {
        talk.POLICY: quote,
        talk.CLAUSE: quote,
        talk.FOLLOW_UP: quote,
        talk.SOURCE_OF: _say_source,
        talk.LIST: _list,
    }


def prepares_of(shelf: Shelf) -> Mapping[str, Prepare]:
    """Return what is looked up before the transaction."""

    def look_up(message: Message, reading: Reading, situation: Situation) -> Answer | None:
        del message
        question = reading.slots.get("question", "")
        if not question:
            return None
        day = situation.now.astimezone(situation.zone).date()
        return shelf.ask(question, public_only=not situation.hears_department_documents, day=day)

    def titles(message: Message, reading: Reading, situation: Situation) -> list[str]:
        del message, reading
        day = situation.now.astimezone(situation.zone).date()
        return shelf.titles(public_only=not situation.hears_department_documents, day=day)

    return {
        talk.POLICY: look_up,
        talk.CLAUSE: look_up,
        talk.FOLLOW_UP: look_up,
        talk.SOURCE_OF: look_up,
        talk.LIST: titles,
    }


def _say_source(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    del message, reading
    answer: Answer | None = turn.prepared
    if answer is None or not answer.answered:
        turn.say(words.NOTHING_BEFORE)
        return
    day = situation.now.astimezone(situation.zone).date()
    turn.say(words.clause_text(answer, situation.office.department, day))
    turn.record(talk.SOURCE_SHOWN)


def _list(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    del message, reading, situation
    turn.say(words.titles_text(turn.prepared))
