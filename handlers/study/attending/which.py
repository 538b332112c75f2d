"""Which study somebody can't or will hardly attend: the open one, the next, the one of the day he names; and who."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.router import Reading
from bot.situation import Situation
from bot.store.office_settings import value_of
from bot.store.people import Person
from bot.store.prompts import Option
from bot.turn import Turn
from handlers.study import roster, settings, studies
from handlers.study.attending import asking, words
from handlers.study.roster import APART
from handlers.study.studies import CLOSED, OPEN, PLANNED, Study
from scheduler.audience import people_in, who_is

MOST, LONGEST_LABEL = 5, 26


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be meant. found: the studies in order of time; was_asked: whether the sender was asked which."""

    found: tuple[Study, ...] = ()
    was_asked: bool = False

    @property
    def one(self) -> Study | None:
        """Return the study that is meant, where it is one."""
        return self.found[0] if len(self.found) == 1 and not self.was_asked else None


def study_of(turn: Turn, reading: Reading, person: Person, situation: Situation, states: Sequence[str]) -> Choice:
    """Return the study of a person that is meant; several are asked about.

    states: which count, the first that has any. Slots: `study` its row id, `on` a local day.
    """
    near = studies.near(turn.connection, turn.now)
    if "study" in reading.slots:
        return Choice(tuple(one for one in near if one.id == int(reading.slots["study"])))
    mine = _his(turn, near, person)
    days = value_of(turn.connection, settings.MAKE_UP)
    mine = [one for one in mine if one.state != CLOSED or turn.now - one.closes_at <= timedelta(days=days)]
    on = reading.slots.get("on")
    if on:
        of_day = [one for one in mine if _day(one, situation) == date.fromisoformat(on)]
        mine = of_day or mine
    title = str(reading.slots.get("title") or "")
    mine = [one for one in mine if title and (title in one.title or title == one.kind)] or mine
    found = next((those for state in states if (those := [one for one in mine if one.state == state])), [])
    here = [one for one in found if situation.chat is not None and one.chat_id == situation.chat.id]
    found = here or found
    if found and found[0].state == CLOSED:
        found = found[-1:]
    if len(found) > 1:
        asking.ask(turn, words.WHICH_STUDY, [option_of(one, reading, situation) for one in found[:MOST]])
        return Choice(tuple(found), was_asked=True)
    return Choice(tuple(found))


def option_of(study: Study, reading: Reading, situation: Situation) -> Option:
    """Return the option of one study among several."""
    starts = study.starts_at.astimezone(situation.zone)
    label = f"{study.title} {starts.month}月{starts.day}日{starts:%H:%M}"[:LONGEST_LABEL]
    return Option(label, reading.handler, reading.intent, {**reading.slots, "study": study.id})


def somebody(turn: Turn, reading: Reading, name: str, me: Person, slot: str = "person") -> Person | None:
    """Return who is meant by a name; None where that was asked or said. slot: where a number goes that is chosen."""
    found = who_is(turn.connection, name, turn.now, me)
    if len(found) == 1:
        return found[0]
    if not found:
        turn.whisper(words.NOBODY_CALLED.format(name=name))
        return None
    options = [
        Option(f"{one.called} {one.number}", reading.handler, reading.intent, {**reading.slots, slot: one.number})
        for one in found[:MOST]
    ]
    asking.ask(turn, words.WHICH_PERSON.format(name=name), options)
    return None


def asks_again(reading: Reading, **slots: Any) -> Option:
    """Return what an answer to a question stands for: the same once more with what was missing."""
    return Option("", reading.handler, reading.intent, {**reading.slots, **slots})


def _his(turn: Turn, near: Sequence[Study], person: Person) -> list[Study]:
    """Return those a person is to attend; who runs one may be named on any roster."""
    entries = roster.of_person(turn.connection, person.id, [one.id for one in near])
    found = []
    for one in near:
        entry = entries.get(one.id)
        is_meant = entry is not None and entry.belongs != APART
        if entry is None and one.state == PLANNED:
            is_meant = person.id in {each.id for each in people_in(turn.connection, one.audience, turn.now)}
        if is_meant:
            found.append(one)
    return found


def _day(study: Study, situation: Situation) -> date:
    return study.starts_at.astimezone(situation.zone).date()


TO_COME = (OPEN, PLANNED)
AT_ALL = (OPEN, PLANNED, CLOSED)
