"""有用 and 没用: one verdict an answer and person, in words or by the platform's thumbs; a later one replaces it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, insert, select

from bot.messages import Message
from bot.registry import Act
from bot.router import Reading
from bot.situation import Situation
from bot.store import journal
from bot.store.deeds import Deed
from bot.store.journal import Entry
from bot.turn import Turn
from handlers.ask import talk
from handlers.ask.learning import groups, words
from handlers.ask.learning.rows import UNHELPFUL, answer_verdicts
from knowledge.unlisted import is_unlisted

GOOD, BAD, NONE = "good", "bad", ""
DEED = "answer.judged"
REMEMBERED = timedelta(minutes=10)
LOOKED_THROUGH = 20
#: What is written down beside an answer without anything having happened in between.
BESIDE = (
    "question.",
    "feedback.",
    "answer.",
    "chat.",
    "media.",
    "person.greeted",
    "deed.",
    "prompt.",
    "owed.",
)


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer that is judged. source: the turn that gave it; question: what was asked, empty where it is not kept."""

    source: str
    question: str


def last_answer(turn: Turn, message: Message) -> Judged | None:
    """Return the last answer of this conversation, where nothing else was done since; None where there is none."""
    lately = journal.entries(
        turn.connection, account=message.order_key, since=turn.now - REMEMBERED, newest=LOOKED_THROUGH
    )
    for one in reversed(lately):
        if one.kind in talk.ASKED and one.data.get("chat", "") == (message.chat or ""):
            return judged(one)
        if not one.kind.startswith(BESIDE):
            return None
    return None


def judged(entry: Entry) -> Judged:
    """Return the answer a journal entry tells of."""
    return Judged(entry.source, str(entry.data.get("question", "")))


def judge(turn: Turn, answer: Judged, verdict: str, asker: Message) -> str | None:
    """Write a verdict down; what was kept for an earlier one goes. asker: the message that asked, or that judges.

    Returns the verdict before, None where nothing changed.
    """
    v = answer_verdicts.c
    same = (v.answer == answer.source) & (v.account == asker.order_key)
    before = turn.connection.execute(select(v.verdict, v.question_id).where(same)).first()
    if (before.verdict if before else NONE) == verdict:
        return None
    if before is not None:
        turn.connection.execute(delete(answer_verdicts).where(same))
        if before.question_id:
            groups.take_back(turn.connection, before.question_id)
    if verdict:
        kept = None
        if verdict == BAD:
            kept = groups.keep(turn.connection, answer.question, UNHELPFUL, turn.now, asker, turn.person_id)
        row = {"answer": answer.source, "account": asker.order_key, "verdict": verdict, "question_id": kept}
        turn.connection.execute(insert(answer_verdicts).values(**row, at=turn.now))
    if verdict == BAD:
        turn.record(talk.UNHELPFUL, answer.source)
    elif verdict == GOOD:
        turn.record(talk.HELPFUL, answer.source)
    else:
        turn.record(talk.VERDICT_GONE, answer.source)
    return before.verdict if before else NONE


def _saying(verdict: str) -> Act:
    def act(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
        answer = last_answer(turn, message)
        if answer is None:
            _nothing_judged(turn, verdict, situation)
            return
        before = judge(turn, answer, verdict, message)
        if before is not None:
            turn.may_undo(DEED, answer.source, question=answer.question, before=before)
        turn.say(_word(answer, verdict, reading, situation))

    return act


def _nothing_judged(turn: Turn, verdict: str, situation: Situation) -> None:
    if verdict == GOOD:
        turn.record(talk.HELPFUL)
        turn.say(words.WELCOME)
        return
    turn.record(talk.UNHELPFUL)
    turn.say(words.SORRY_NOTHING.format(contact=situation.contact))


def _word(answer: Judged, verdict: str, reading: Reading, situation: Situation) -> str:
    if verdict == GOOD:
        return words.WELCOME if reading.slots.get("thanks") else words.GLAD
    if not answer.question or is_unlisted(answer.question):
        return words.SORRY_UNLISTED.format(contact=situation.contact)
    return words.SORRY.format(question=shortened(answer.question), contact=situation.contact)


def shortened(question: str, longest: int = 30) -> str:
    """Return a question on one line of at most `longest` characters."""
    line = " ".join(question.split()).rstrip("？?。")
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def _undo(turn: Turn, deed: Deed, situation: Situation) -> str:
    del situation
    message = turn.waiting.message if turn.waiting else None
    if message is not None:
        judge(turn, Judged(deed.subject, str(deed.data["question"])), str(deed.data["before"]), message)
    return words.VERDICT_TAKEN_BACK


ACTS = {talk.HELPFUL: _saying(GOOD), talk.UNHELPFUL: _saying(BAD)}
UNDOS = {DEED: _undo}
