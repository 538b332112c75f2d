"""An answer is offered to a model: the plain reply is stored and waits four seconds, and the model is asked meanwhile.

The reply leaves by itself when they are over, so nothing that fails, stalls, restarts or comes late costs the asker
more than that. Only the question and the passage go out. A model that failed three times running rests for a while.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection

from bot.messages import Message
from bot.platforms.phrasing import SOURCE, request_of
from bot.registry import Act
from bot.router import Reading
from bot.situation import Situation
from bot.store import calls, journal
from bot.store.journal import Entry
from bot.store.office_settings import value_of
from bot.turn import Turn
from handlers.ask import talk
from handlers.ask.phrasing.settings import IN_OTHER_WORDS
from knowledge.answer import Answer
from knowledge.marked import is_marked_internal
from knowledge.phrasing.asking import messages
from knowledge.phrasing.given import Given
from knowledge.phrasing.sparing import Texts, spared

PATIENCE = timedelta(seconds=4)
RESTS = timedelta(minutes=10)
ENOUGH = 3  # failures running, after which it rests
LONGEST_QUESTION = 300
ASKED = "prompt.asked"  # an answer that asks something itself, such as whether to raise an alarm, is not kept waiting


def offering(act: Act, documents: str) -> Act:
    """Return an act that answers as `act` does and offers what it quoted. documents: as `[language_model]` has it."""

    def answer(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
        act(turn, message, reading, situation)
        found = turn.prepared
        if isinstance(found, Answer) and talk.ANSWERED in turn.effects and ASKED not in turn.effects:
            _offer(turn, found.question, found, department=documents == "department")

    return answer if documents else act


def _offer(turn: Turn, question: str, answer: Answer, *, department: bool) -> None:
    texts = _texts(question, answer, department=department)
    if texts is None or spared(texts) is not None or not _may(turn):
        return
    if is_marked_internal(turn.connection, texts.document.file):
        return
    given = Given(1, texts.passage.text, f"{texts.document.title} {texts.passage.heading}".strip())
    subject = f"phrasing:{turn.source.removeprefix('inbox:')}"
    about = {"text": given.text, "about": given.about, "quote": answer.quote}
    request = request_of(subject, turn.machine + PATIENCE, messages(question, [given]), about)
    calls.ask(turn.connection, SOURCE, request, at=turn.machine)
    turn.hold(subject, turn.now + PATIENCE)
    turn.record(talk.OFFERED, subject)


def _texts(question: str, answer: Answer, *, department: bool) -> Texts | None:
    """Return what may be offered: one passage that answers alone, to a question of ordinary length."""
    if answer.passage is None or answer.document is None or not answer.answered or len(question) > LONGEST_QUESTION:
        return None
    if answer.preface or answer.others or answer.parts or answer.about:
        return None
    return Texts(question, answer.document, answer.passage, department)


def _may(turn: Turn) -> bool:
    return bool(value_of(turn.connection, IN_OTHER_WORDS)) and not _rests(turn.connection, turn)


def _rests(connection: Connection, turn: Turn) -> bool:
    """Whether the last answers of the model were none: nobody waits for it then."""
    since = turn.now - RESTS
    last = journal.entries(connection, kinds=(talk.REWORDED, talk.NOT_REWORDED), since=since, newest=ENOUGH)
    return len(last) == ENOUGH and all(map(_is_lost, last))


def _is_lost(entry: Entry) -> bool:
    return entry.kind == talk.NOT_REWORDED and bool(entry.data.get("lost"))
