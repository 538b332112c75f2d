"""The document itself as a file, to whoever may read it."""

from __future__ import annotations

from collections.abc import Mapping

from bot.documents import Document as File
from bot.messages import Message
from bot.printed import Heading, Paragraph, Part, Printed, Title
from bot.registry import Act
from bot.router import Reading
from bot.situation import Situation
from bot.turn import Turn
from bot.word_file import document_of
from handlers.ask import talk
from handlers.ask.answering import words
from handlers.ask.answering.looking import day_of
from knowledge.texts import Text


def hand_over(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Give the file, privately; a group reads where it went."""
    del message
    text: Text | None = turn.prepared
    if text is None:
        asked = reading.slots.get("name") or reading.slots.get("question")
        turn.say(words.NO_SUCH_FILE.format(contact=situation.contact) if asked else words.NOTHING_BEFORE)
        return
    turn.give(paper_of(text, situation))
    turn.whisper(words.file_text(text.document, situation.office.department, day_of(situation)))


def paper_of(text: Text, situation: Situation) -> File:
    """Lay a document's text out as it stands, word for word."""
    parts: list[Part] = [Title(words.bare_title(text.document))]
    for clause in text.clauses:
        for line in clause.text.split("\n"):
            if line.strip():
                heads = line.strip() == clause.heading.rpartition(" ")[2]
                parts.append(Heading(line.strip()) if heads else Paragraph(line.strip()))
    at = situation.now.astimezone(situation.zone)
    return document_of(Printed(words.bare_title(text.document), parts, at, text.document.issuer or ""))


ACTS: Mapping[str, Act] = {talk.ORIGINAL: hand_over}
