"""Around what was quoted: the whole clause, the one before or behind, another answer."""

from __future__ import annotations

from collections.abc import Mapping

from bot.messages import Message
from bot.registry import Act
from bot.router import Reading
from bot.situation import Situation
from bot.turn import Turn
from handlers.ask import known, talk
from handlers.ask.answering import words
from handlers.ask.answering.looking import Found, day_of
from knowledge.answer import Alternative


def source(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Show the whole clause."""
    del message, reading
    found: Found | None = turn.prepared
    if found is None or found.clause is None:
        turn.say(words.NOTHING_BEFORE)
        return
    turn.say(words.clause_text(found.document, found.clause, situation.office.department, day_of(situation)))
    turn.record(talk.SOURCE_SHOWN)


def beside(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Show the clause before or behind the one shown last."""
    found: Found | None = turn.prepared
    if found is None:
        turn.say(words.NOTHING_BEFORE)
    elif found.clause is None:
        turn.say(words.LAST_CLAUSE if reading.slots["step"] > 0 else words.FIRST_CLAUSE)
    else:
        document, clause = found.document, found.clause
        turn.say(words.clause_text(document, clause, situation.office.department, day_of(situation)))
        shown = known.written(document.file, document.title, clause.label, clause.text)
        turn.record(talk.CLAUSE_SHOWN, chat=message.chat or "", **shown)


def more(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Show the next best answer."""
    found: Alternative | None = turn.prepared
    if not reading.slots["question"]:
        turn.say(words.NOTHING_BEFORE)
    elif found is None:
        turn.say(words.NO_MORE.format(contact=situation.contact))
    else:
        document, passage = found.document, found.passage
        quote = found.quote or passage.text
        turn.say(words.quoted(quote, document, passage.clause, situation.office.department, day_of(situation)))
        shown = known.written(document.file, document.title, passage.clause, quote)
        turn.record(talk.MORE_SHOWN, chat=message.chat or "", **shown)


ACTS: Mapping[str, Act] = {talk.SOURCE_OF: source, talk.NEXT: beside, talk.MORE: more}
