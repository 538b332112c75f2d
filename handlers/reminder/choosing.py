"""Which reminder is meant: by its number, by its words, the one that rang last, the only one; else it is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.store.people import Person
from bot.store.prompts import Option
from bot.turn import Turn
from handlers.reminder import rows, talk, words
from handlers.reminder.desk import Desk, desk_of
from handlers.reminder.putting import next_of
from handlers.reminder.rows import Reminder
from handlers.reminder.state import WAITING
from scheduler import owed

MOST_OPTIONS = 6
JUST_SET = timedelta(minutes=10)
LONGEST_LABEL = 40


def rung_of(turn: Turn, person_id: int) -> list[Reminder]:
    """Return the reminders that rang and are not done, the last first."""
    mine = [one for one in owed.open_of(turn.connection, person_id) if one.kind == talk.OWED]
    newest = sorted(mine, key=lambda one: (one.since, one.id), reverse=True)
    return rows.of_rows(turn.connection, [int(one.subject.split(":")[1]) for one in newest])


def standing(turn: Turn, message: Message, reading: Reading, situation: Situation) -> Reminder | None:
    """Return which standing reminder is meant; None where that had to be said or asked."""
    me, slots = situation.sender, reading.slots
    if not isinstance(me, Person):
        turn.say(words.ENROL_FIRST)
        return None
    desk = desk_of(turn, message, situation)
    mine = rows.open_of(turn.connection, me.id)
    if row := int(slots.get("row", 0)):
        return _by_row(turn, [*mine, *rung_of(turn, me.id)], row)
    found = [one for one in mine if _is_about(one, str(slots.get("about", "")), desk)]
    if not found:
        turn.say(words.NO_SUCH if mine else words.NONE)
        return None
    just_set = [one for one in found if turn.now - one.set_at <= JUST_SET]
    if len(found) == 1 or len(just_set) == 1:
        return found[0] if len(found) == 1 else just_set[0]
    ask(desk, reading.intent, slots, found)
    return None


def rung(turn: Turn, message: Message, reading: Reading, situation: Situation) -> Reminder | None:
    """Return which reminder that rang is meant; None where that had to be said or asked."""
    me, slots = situation.sender, reading.slots
    if not isinstance(me, Person):
        turn.say(words.ENROL_FIRST)
        return None
    mine = rung_of(turn, me.id)
    if row := int(slots.get("row", 0)):
        settled = rows.find(turn.connection, row)
        if settled and settled.owner_id == me.id and all(one.id != row for one in mine):
            turn.say(words.SETTLED.format(text=settled.short))
            return None
        return _by_row(turn, mine, row)
    if not mine:
        turn.say(words.NOTHING_RUNG)
        return None
    together = [one for one in mine if one.rung_at == mine[0].rung_at]
    if len(together) == 1:
        return mine[0]
    ask(desk_of(turn, message, situation), reading.intent, slots, together)
    return None


def ask(desk: Desk, intent: str, slots: Mapping[str, Any], found: Sequence[Reminder]) -> None:
    """Ask which one is meant."""
    options = [
        Option(f"{one.short}（{when_of(one, desk)}）"[:LONGEST_LABEL], talk.HANDLER, intent, {**slots, "row": one.id})
        for one in found[-MOST_OPTIONS:]
    ]
    desk.turn.ask(words.WHICH, options)


def when_of(one: Reminder, desk: Desk) -> str:
    """Say when a reminder rings: a moment, or its rule with the next time."""
    at = next_of(one, desk) if one.state == WAITING else one.rung_at
    when = desk.say(at) if at else words.NOT_YET
    return words.BY_RULE.format(said=one.said, when=when) if one.rule else when


def _by_row(turn: Turn, mine: Sequence[Reminder], row: int) -> Reminder | None:
    found = next((one for one in mine if one.id == row), None)
    if found is None:
        turn.say(words.NO_SUCH)
    return found


def _is_about(one: Reminder, about: str, desk: Desk) -> bool:
    """Whether the words somebody used fit a reminder: of its text, of its rule, of its day."""
    if not about:
        return True
    whole = f"{one.said}{one.text}{when_of(one, desk)}"
    return about in whole or one.text in about or bool(one.said and one.said in about)
