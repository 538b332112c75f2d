"""Which planned study is meant: by day, kind and title among those the sender runs; several are asked about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from bot.router import Reading
from bot.store.people import Person
from bot.store.prompts import Option
from bot.turn import Turn
from handlers.study import roster, studies
from handlers.study.planning import words, writing
from handlers.study.rights import may_run
from handlers.study.studies import OPEN, PLANNED, Study
from handlers.study.talk import HANDLER
from scheduler.gathering.clock import Clock
from scheduler.gathering.span import is_within
from scheduler.leads import dated

BACK, AHEAD = timedelta(hours=12), timedelta(days=370)
MOST = 6


def choose(turn: Turn, reading: Reading, me: Person, clock: Clock, *states: str) -> Study | None:
    """Return the study that is meant; None where that had to be said or asked. states: also those besides planned."""
    slots = reading.slots
    if "study" in slots:
        found = studies.find(turn.connection, int(slots["study"]))
        return _ready(turn, found, me, states)
    coming = studies.between(turn.connection, turn.now - BACK, turn.now + AHEAD, (PLANNED, OPEN))
    fitting = matching(coming, slots, clock)
    mine = [one for one in fitting if may_run(me, one)]
    planned = [one for one in mine if one.state == PLANNED] or mine
    own = [one for one in planned if one.organiser_id == me.id]
    chosen = own if len(own) == 1 else planned
    if len(chosen) > 1:
        _ask(turn, reading, chosen, clock)
        return None
    if not chosen:
        his = roster.of_person(turn.connection, me.id, [one.id for one in fitting]) if _is_named(slots) else {}
        who = next((writing.organiser(turn, one) for one in fitting if one.id in his), "")
        turn.say(words.NOT_YOURS.format(who=who) if who else words.NO_STUDY)
        return None
    return _ready(turn, chosen[0], me, states)


def _is_named(slots: Mapping[str, Any]) -> bool:
    return any(name in slots for name in ("name", "of_kind", "date"))


def _ready(turn: Turn, found: Study | None, me: Person, states: Sequence[str]) -> Study | None:
    if found is None or not may_run(me, found):
        turn.say(words.NO_STUDY)
        return None
    if found.state not in (PLANNED, *states):
        turn.say(words.HAS_BEGUN.format(title=found.title) if found.state == OPEN else words.NO_STUDY)
        return None
    return found


def matching(given: Sequence[Study], slots: Mapping[str, Any], clock: Clock) -> list[Study]:
    """Return those that fit what was said of which one is meant."""
    return [one for one in given if _fits(one, slots, clock)]


def _fits(one: Study, slots: Mapping[str, Any], clock: Clock) -> bool:
    day = one.starts_at.astimezone(clock.zone).date()
    if "date" in slots and day != date.fromisoformat(slots["date"]):
        return False
    if "during" in slots and not is_within(day, slots["during"], clock):
        return False
    name, kind = slots.get("name", ""), slots.get("of_kind", "")
    if not name:
        return True
    return name in one.title or one.title in name or (bool(kind) and kind == one.kind)


def _ask(turn: Turn, reading: Reading, several: Sequence[Study], clock: Clock) -> None:
    options = [
        Option(
            words.CHOICE.format(when=dated(one.starts_at, clock.zone), title=one.title)[:26],
            HANDLER,
            reading.intent,
            {**reading.slots, "study": one.id},
        )
        for one in several[:MOST]
    ]
    turn.ask(words.WHICH, options)
