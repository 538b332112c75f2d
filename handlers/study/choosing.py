"""Which study is meant: by its number, its code, the group it was said in, and who is on which roster."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.store.office_settings import value_of
from bot.store.people import Person
from bot.store.prompts import Option
from bot.turn import Turn
from handlers.study import codes, organising, roster, settings, studies, words
from handlers.study.named import named
from handlers.study.roster import APART, ATTENDS, Entry
from handlers.study.studies import CLOSED, OPEN, Study
from handlers.study.window import Moment

LONGEST_LABEL = 26


@dataclass(frozen=True, slots=True)
class Place:
    """A study and where somebody stands in it; None: he is not on its roster."""

    study: Study
    entry: Entry | None


def to_sign(turn: Turn, reading: Reading, person: Person, situation: Situation, at: datetime) -> Place | None:
    """Return the study somebody signs in to at a moment; None where that had to be said or asked."""
    near = studies.near(turn.connection, at)
    his = roster.of_person(turn.connection, person.id, [one.id for one in near])
    if "study" in reading.slots:
        chosen = [one for one in near if one.id == int(reading.slots["study"])]
        return Place(chosen[0], his.get(chosen[0].id)) if chosen else None
    here = situation.chat.id if situation.chat else None
    during = (Moment.IN_TIME, Moment.LATE)  # by the window alone: what opens it may not have been done yet
    open_now = [one for one in near if one.window.place(one.judged(at, turn.now)) in during]
    concerned = [one for one in open_now if _is_on(his.get(one.id))] or [
        one for one in open_now if here is not None and one.chat_id == here
    ]
    concerned = _by_code(turn, reading, concerned or open_now, at) if reading.slots.get("code") else concerned
    unsigned = [one for one in concerned if one.id not in his or not his[one.id].is_there]
    unsigned = [one for one in unsigned if one.id in his and his[one.id].belongs == ATTENDS] or unsigned
    mine = unsigned or concerned
    in_this_group = [one for one in mine if here is not None and one.chat_id == here]
    mine = in_this_group or mine
    if len(mine) > 1:
        _ask(turn, reading, mine)
        return None
    return Place(mine[0], his.get(mine[0].id)) if mine else None


def _is_on(entry: Entry | None) -> bool:
    return entry is not None and entry.belongs != APART


def _by_code(turn: Turn, reading: Reading, given: Sequence[Study], at: datetime) -> list[Study]:
    """Return those whose code was said; those that need none stay where no code fits."""
    minutes = value_of(turn.connection, settings.CODE_MIN)
    fitting = [one for one in given if codes.holds(one.secret, str(reading.slots["code"]), at, minutes)]
    return fitting or list(given)


def _ask(turn: Turn, reading: Reading, several: Sequence[Study]) -> None:
    options = [
        Option(f"{one.title}"[:LONGEST_LABEL], reading.handler, reading.intent, {**reading.slots, "study": one.id})
        for one in several
    ]
    turn.ask(words.WHICH_STUDY, options)


def to_run(turn: Turn, message: Message, reading: Reading, situation: Situation, *states: str) -> Study | None:
    """Return the study the sender runs and means; None where that had to be said or asked. states: only of these."""
    me = situation.sender
    if not isinstance(me, Person):
        turn.whisper(words.ENROL_FIRST)
        return None
    runs = organising.runs(turn.connection, me, turn.now)
    if "study" in reading.slots:
        found = studies.find(turn.connection, int(reading.slots["study"]))
        if found is not None and not runs(found):
            turn.whisper(_not_yours(turn, [found], me, situation))
            return None
        return found
    near = [one for one in studies.near(turn.connection, turn.now) if one.state in (states or (OPEN, CLOSED))]
    meant = named(turn.connection, message.text, reading.intent, near)
    near = near if meant is None else [one for one in meant if one.state in (OPEN, CLOSED)]
    mine = [one for one in near if runs(one)]
    here = [one for one in mine if situation.chat is not None and one.chat_id == situation.chat.id]
    mine = here or mine
    still_open = [one for one in mine if one.state == OPEN]
    mine = still_open or mine[-1:]
    if len(mine) > 1:
        own = [one for one in mine if one.organiser_id == me.id]
        mine = own if len(own) == 1 else mine
    if len(mine) > 1:
        _ask(turn, reading, mine)
        return None
    if not mine:
        turn.whisper(_not_yours(turn, near, me, situation))
        return None
    return mine[0]


def _not_yours(turn: Turn, given: Sequence[Study], me: Person, situation: Situation) -> str:
    """Say who runs the last study the asker has to do with, and where he stands in it; of others he hears nothing."""
    his = roster.of_person(turn.connection, me.id, [one.id for one in given])
    here = situation.chat.id if situation.chat else None
    concerned = [one for one in given if one.id in his or (here is not None and one.chat_id == here)]
    if not concerned:
        return words.NOT_RUNNING
    study = concerned[-1]
    said = words.NOT_YOURS.format(title=study.title, who=organiser(turn, study))
    entry = his.get(study.id)
    return said + words.OWN_STATE.format(status=entry.status or words.NOT_SIGNED) if entry else said


def organiser(turn: Turn, study: Study) -> str:
    """Return how who answers for a study is called."""
    return organising.called(turn.connection, study, turn.now)
