"""Numbers over a span: to whoever may see them; in a group totals only, what is of one person to himself alone."""

from __future__ import annotations

from collections.abc import Mapping

from bot.messages import Message
from bot.registry import Act, Prepare
from bot.router import Reading
from bot.situation import Situation
from bot.store.database import Database
from bot.store.people import Person
from bot.turn import Turn
from handlers.study import asking
from handlers.study.counted import counting, exporting, own, words
from handlers.study.counted.answers import Answer, answer, of_person
from handlers.study.counted.asked import period_of, scope_of
from handlers.study.counted.scope import PERSON, Scope, Whose
from handlers.study.talk import ABSENT, EXPORT, SELF, STATS

ASKED = "checkin.counted"
MANY = 20_000  # entries of rosters; fewer are counted in milliseconds


def stats(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Say the numbers of a span, how the study at hand stands, or the sender's own attendance."""
    if _is_own(reading):
        mine(turn, message, reading, situation)
        return
    if "text" not in reading.slots:
        asking.stats(turn, message, reading, situation)
        return
    found = _answer(turn, message, reading, situation)
    if found.said:
        turn.record(ASKED, what="stats", said=found.said)
    if found.is_total and situation.among_ourselves:
        turn.say(found.text)
    else:
        turn.whisper(found.text)


def absent(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Name who missed studies in a span, or several in a row; or who is missing at the study at hand."""
    if "text" not in reading.slots:
        asking.absent(turn, message, reading, situation)
        return
    found = _answer(turn, message, reading, situation)
    if found.said:
        turn.record(ASKED, what="absent", said=found.said)
    turn.whisper(found.text)


def mine(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Tell somebody his own attendance, to himself alone."""
    del message
    me = situation.sender
    if not isinstance(me, Person):
        turn.whisper(words.ENROL_FIRST)
        return
    if reading.slots.get("last"):
        turn.record(ASKED, what="mine", said="last")
        turn.whisper(own.last(turn.connection, me, reading, turn.now, situation.zone))
        return
    own_entries = Whose(PERSON, me.called, (me.id,))
    scope = Scope(period_of(reading, situation), situation.zone, tuple(reading.slots.get("kinds") or ()), own_entries)
    turn.record(ASKED, what="mine", said=scope.period.called)
    turn.whisper(of_person(turn.connection, scope, words.YOURS, words.NONE_YOURS))


def export(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Hand over the sheet of one study, or the ledger of a span."""
    me = situation.sender
    if not isinstance(me, Person):
        turn.whisper(words.ENROL_FIRST)
        return
    if exporting.is_of_one(reading):
        exporting.give_sheet(turn, reading, me, situation)
        return
    found = _answer(turn, message, reading, situation)
    if found.study is not None:
        exporting.give(turn, found.study, me, situation)
        return
    if found.document is not None:
        turn.give(found.document)
        exporting.noted(turn, me, "", found.detail)
    turn.whisper(found.text)


def preparing(database: Database | None, many: int = MANY) -> Mapping[str, Prepare]:
    """Return what makes the answers that take long before their turns. database: None: nothing does.

    many: how many entries of rosters take long.
    """

    def prepare(message: Message, reading: Reading, situation: Situation) -> Answer | None:
        if database is None or "text" not in reading.slots or _is_own(reading) or exporting.is_of_one(reading):
            return None
        with database.read() as connection:
            scope = scope_of(connection, message, reading, situation)
            is_long = isinstance(scope, Scope) and counting.size(connection, scope) > many
            return answer(connection, message, reading, situation) if is_long else None

    return dict.fromkeys((STATS, ABSENT, EXPORT), prepare)


def _answer(turn: Turn, message: Message, reading: Reading, situation: Situation) -> Answer:
    """Return the answer that was made before the turn, or make it."""
    if isinstance(turn.prepared, Answer):
        return turn.prepared
    return answer(turn.connection, message, reading, situation)


def _is_own(reading: Reading) -> bool:
    return reading.slots.get("who") == SELF["who"]


ACTS: dict[str, Act] = {STATS: stats, ABSENT: absent, EXPORT: export}
