"""What is looked up before the transaction: an answer, a clause, the next best, a document's text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.messages import Message
from bot.registry import Prepare
from bot.router import Reading
from bot.situation import Situation
from handlers.ask import talk
from handlers.ask.answering import words
from knowledge.answer import Alternative, Answer
from knowledge.document import Clause, Document, Passage
from knowledge.following import chosen, ways
from knowledge.library import Library
from knowledge.life import Force
from knowledge.naming import named
from knowledge.shelf import Shelf
from knowledge.texts import Text, text_of, texts_named

LEAST = 0.4  # share of the best's score below which nothing more is to the point


@dataclass(frozen=True, slots=True)
class Found:
    """A clause of a document, or what of it is asked for. clause: None where there is none that way."""

    document: Document
    clause: Clause | None


def prepares_of(shelf: Shelf) -> Mapping[str, Prepare]:
    """Return what is looked up before the transaction, by intent."""

    def look_up(message: Message, reading: Reading, situation: Situation) -> Answer | None:
        del message
        question = reading.slots.get("question", "")
        return _ask(shelf, question, situation) if question else None

    def go_on(message: Message, reading: Reading, situation: Situation) -> Answer | None:
        del message
        return _gone_on(shelf, reading, situation)

    def whole(message: Message, reading: Reading, situation: Situation) -> Found | None:
        del message
        return _clause(shelf, reading, situation, int(reading.slots.get("step", 0)))

    def more(message: Message, reading: Reading, situation: Situation) -> Alternative | None:
        del message
        return _more(shelf, reading, situation)

    def file(message: Message, reading: Reading, situation: Situation) -> Text | None:
        del message
        return _text(shelf, reading, situation)

    def titles(message: Message, reading: Reading, situation: Situation) -> list[str]:
        del message, reading
        return shelf.titles(public_only=_public_only(situation), day=day_of(situation))

    return {
        talk.POLICY: look_up,
        talk.CLAUSE: look_up,
        talk.FOLLOW_UP: go_on,
        talk.SOURCE_OF: whole,
        talk.NEXT: whole,
        talk.MORE: more,
        talk.ORIGINAL: file,
        talk.LIST: titles,
    }


def day_of(situation: Situation) -> date:
    """Return the office's day."""
    return situation.now.astimezone(situation.zone).date()


def _public_only(situation: Situation) -> bool:
    return not situation.hears_department_documents


def _ask(shelf: Shelf, question: str, situation: Situation) -> Answer:
    return shelf.ask(question, public_only=_public_only(situation), day=day_of(situation))


def _library(shelf: Shelf, situation: Situation) -> Library:
    return shelf.standing(public_only=_public_only(situation))


def _holding(text: Text | None, situation: Situation) -> Text | None:
    """Return a text that may be shown: what is withdrawn is not, whatever was shown of it before."""
    is_gone = text is not None and text.document.standing.force(day_of(situation)) is Force.WITHDRAWN
    return None if is_gone else text


def _gone_on(shelf: Shelf, reading: Reading, situation: Situation) -> Answer:
    before, rest = reading.slots["before"], reading.slots["rest"]
    if reading.slots.get("why"):
        return _why(shelf, reading, situation)
    file, clause = reading.slots["file"], reading.slots["clause"]
    if not file:
        first = _ask(shelf, before[0], situation)
        file, clause = first.document.file if first.document else "", first.clause
    answers = [_ask(shelf, way, situation) for way in ways(before, rest)]
    return chosen(answers, rest, file, clause, thesaurus=_library(shelf, situation).thesaurus)


def _why(shelf: Shelf, reading: Reading, situation: Situation) -> Answer:
    """Answer 为什么 by what the document says it is for, or say that it gives no reason."""
    question = str(reading.slots["before"][0])
    text = _text(shelf, Reading(reading.handler, reading.intent, 1.0, {"question": question}), situation)
    why = text.why() if text else None
    if text is None or why is None:
        name = named(text.document.title) if text else words.THE_DOCUMENTS
        return Answer(question, answered=False, quote="", passage=None, document=None, confidence=0.0,
                      alternatives=(), reason=words.NO_REASON.format(title=name))  # fmt: skip
    said, clause = why
    passage = Passage(0, clause.label, clause.heading, clause.text)
    return Answer(question, answered=True, quote=said, passage=passage, document=text.document, confidence=1.0,
                  alternatives=(), reason="")  # fmt: skip


def _clause(shelf: Shelf, reading: Reading, situation: Situation, step: int) -> Found | None:
    """Return the clause shown last, or one that stands `step` clauses from it; None where nothing was asked."""
    shown, question = reading.slots["shown"], reading.slots["question"]
    library = _library(shelf, situation)
    text = _holding(text_of(library, shown["file"], shown["title"]), situation) if shown["file"] else None
    label, head = shown["clause"], shown["head"]
    if text is None and question:
        answer = _ask(shelf, question, situation)
        if answer.document is None or answer.passage is None:
            return None
        text, label, head = text_of(library, answer.document.file, answer.document.title), answer.clause, answer.quote
    place = text.place_of(label, head) if text else None
    if text is None or place is None:
        return None
    wanted = place + step
    return Found(text.document, text.clauses[wanted] if 0 <= wanted < len(text.clauses) else None)


def _more(shelf: Shelf, reading: Reading, situation: Situation) -> Alternative | None:
    """Return the next best passage after those shown; None where nothing more is to the point."""
    question = reading.slots["question"]
    if not question:
        return None
    answer = _ask(shelf, question, situation)
    said = [answer.passage, *(one.passage for one in (*answer.parts, *answer.others))]
    left = [one for one in answer.alternatives if one.passage not in said]
    best = answer.alternatives[0].score if answer.alternatives else 0.0
    at = int(reading.slots["more"])
    return left[at] if at < len(left) and left[at].score >= LEAST * best else None


def _text(shelf: Shelf, reading: Reading, situation: Situation) -> Text | None:
    """Return the text of the document a message names, or of the one shown last."""
    library, slots = _library(shelf, situation), reading.slots
    if name := slots.get("name"):
        return next((one for one in texts_named(library, name) if _holding(one, situation)), None)
    shown = slots.get("shown") or {}
    if shown.get("file"):
        return _holding(text_of(library, shown["file"], shown["title"]), situation)
    document = _ask(shelf, slots["question"], situation).document if slots["question"] else None
    return text_of(library, document.file, document.title) if document else None
