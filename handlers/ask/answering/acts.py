"""Quote what was found; say honestly what was not, and whom to ask."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.messages import Message
from bot.registry import Act
from bot.router import Reading
from bot.situation import Situation
from bot.turn import Turn
from handlers.ask import known, talk
from handlers.ask.answering import alarming, handing, showing, words
from handlers.ask.answering.contact import contact_for
from handlers.ask.answering.looking import day_of
from handlers.ask.facts import facts_of
from handlers.ask.said.looked_up import is_question
from knowledge.alike import plain
from knowledge.answer import Answer
from knowledge.unlisted import is_unlisted

#: Opens an incident of a sentence, as if whoever says so had reported it.
Alarm = Callable[[Turn, Message, str, Situation], None]


def acts_of(alarm: Alarm) -> Mapping[str, Act]:
    """Return the acts over what was looked up. alarm: of the incidents."""

    def quote(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
        answer: Answer = turn.prepared
        question = _question(answer, reading)
        if answer.is_doubtful and not is_question(question):
            turn.say(words.NOTHING_ASKED)  # what only was said of things gets no rule held against it
            return
        if answer.answered:
            _quoted(turn, message, reading, situation)
        elif answer.preface:
            turn.say(answer.preface)
            kept, root = _kept(question, reading)
            turn.record(talk.ANSWERED, question=kept, root=root, file="", clause="", chat=message.chat or "")
        else:
            before = facts_of(situation)
            is_again = before.is_open and reading.intent != talk.FOLLOW_UP and is_alike(question, before.last_question)
            contact = contact_for(turn.connection, question, situation)
            turn.say(words.declined_text(answer, contact, is_again=is_again))
            kept, root = _kept(question, reading)
            turn.record(talk.UNANSWERED, question=kept, chat=message.chat or "", root=root)
        alarming.offer(turn, message, question, situation)

    def now(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
        alarm(turn, message, str(reading.slots["text"]), situation)

    return {
        talk.POLICY: quote,
        talk.CLAUSE: quote,
        talk.FOLLOW_UP: quote,
        talk.ALARM: now,
        talk.LIST: _list,
        **showing.ACTS,
        **handing.ACTS,
    }


def _quoted(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    answer: Answer = turn.prepared
    turn.say(words.answer_text(answer, situation.office.department, situation.contact, day_of(situation)))
    question, document = _question(answer, reading), answer.document
    file, title = (document.file, document.title) if document else ("", "")
    shown = known.written(file, title, answer.clause, answer.quote)
    kept, root = _kept(question, reading)
    turn.record(talk.ANSWERED, question=kept, root=root, chat=message.chat or "", **shown)


def is_alike(question: str, before: str) -> bool:
    """Say whether a question is the one before, said once more."""
    return bool(before) and plain(question).says_enough and plain(question) == plain(before)


def _question(answer: Answer, reading: Reading) -> str:
    """Return the question in full: of a fragment the way it was meant."""
    return answer.question if reading.intent == talk.FOLLOW_UP else str(reading.slots["question"])


def _kept(question: str, reading: Reading) -> tuple[str, str]:
    """Return what the journal keeps of a question: its words, and what it goes on from; nothing of a private one."""
    return ("", "") if is_unlisted(question) else (question, str(reading.slots.get("root") or question))


def _list(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    del message, reading, situation
    turn.say(words.titles_text(turn.prepared))
