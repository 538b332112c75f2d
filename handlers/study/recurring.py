"""A study that comes again: a rule, by which each time is planned some workdays before it; on a holiday one is asked.

Nothing is told when it begins: each time is announced like any other study that was planned.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from bot.messages import Message
from bot.registry import Undo
from bot.router import Reading
from bot.situation import Situation
from bot.store.deeds import Deed
from bot.store.office_settings import value_of
from bot.store.people import Person
from bot.store.prompts import Option
from bot.turn import Turn
from bot.undoing import NotUndone
from handlers.study import words
from handlers.study.settings import AHEAD
from handlers.study.talk import HANDLER, SERIES_ENDED
from scheduler import series
from scheduler.confirming import confirm
from scheduler.gathering.clock import Clock
from scheduler.leads import moved, spoken
from scheduler.series import Series
from scheduler.when import recurrence_of

BEGUN, MARK = "study.series_begun", "studies:"
MORNING = time(9)
ONE_TIME = ("start", "end", "question", "guess", "day", "about")


def first_of(said: Mapping[str, Any], clock: Clock) -> datetime | None:
    """Return the first time of what recurs by the rule in some slots; None where it has none."""
    return recurrence_of(said["rule"]).next(clock.now, clock.calendar)


def confirm_line(turn: Turn, said: Mapping[str, Any], clock: Clock) -> str:
    """Say in a confirmation that a study comes again, and when each time is announced."""
    first = first_of(said, clock)
    told = spoken(first, turn.now, clock.zone, clock.calendar) if first else words.NO_FIRST
    days = value_of(turn.connection, AHEAD)
    return words.COMES_AGAIN.format(rule=said.get("rule_said", ""), first=told, days=days)


def begin(turn: Turn, said: Mapping[str, Any], title: str, me: Person, clock: Clock) -> None:
    """Let a study come again from now on. said: its slots, `rule` among them; title: what it is called."""
    rule, first = recurrence_of(said["rule"]), first_of(said, clock)
    if first is None:
        turn.say(words.NO_FIRST)
        return
    subject = f"{MARK}{secrets.token_hex(8)}"
    day = first.date() - timedelta(days=value_of(turn.connection, AHEAD))
    morning = datetime.combine(day, MORNING, tzinfo=first.tzinfo)
    ahead = max(first - moved(morning, f"{title}|{rule.text}"), timedelta())
    kept = {name: one for name, one in said.items() if name not in ONE_TIME}
    series.begin(
        turn,
        HANDLER,
        subject,
        rule,
        organiser_id=me.id,
        holidays="ask",
        ahead=ahead,
        data={"title": title, "said": kept},
    )
    turn.record(BEGUN, subject, rule=rule.text)
    turn.may_undo(BEGUN, subject)
    told = spoken(first, turn.now, clock.zone, clock.calendar)
    turn.say(words.SERIES_BEGUN.format(rule=said.get("rule_said", ""), title=title, first=told))


def end(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Ask whether a study is to come no more."""
    del message
    me = situation.sender
    if not isinstance(me, Person) or not situation.among_ourselves:
        turn.say(words.PRIVATELY if isinstance(me, Person) else words.ENROL_FIRST)
        return
    said = str(reading.slots.get("said", ""))
    mine = [one for one in series.of_organiser(turn.connection, me.id) if one.kind == HANDLER]
    named = [one for one in mine if one.title and one.title in said] or [
        one for one in mine if str(one.data["said"].get("kind", "")) in said
    ]
    if not named:
        turn.say(words.NO_SERIES)
    elif len(named) > 1:
        turn.ask(words.WHICH_SERIES, [_option(one) for one in named[:6]])
    else:
        confirm(turn, words.CONFIRM_END.format(title=named[0].title), _option(named[0]))


def _option(one: Series) -> Option:
    return Option(one.title[:26], HANDLER, SERIES_ENDED, {"series": one.subject})


def ended(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Do what was confirmed: from now on it comes no more; what was announced stands."""
    del message
    me, one = situation.sender, series.of_subject(turn.connection, str(reading.slots["series"]))
    if one is None or not isinstance(me, Person) or one.organiser_id != me.id or not series.end(turn, one.subject):
        turn.say(words.NO_SERIES)
        return
    turn.record(SERIES_ENDED, one.subject)
    turn.say(words.SERIES_OVER.format(title=one.title))


def take_back(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Take back that a study comes again."""
    del situation
    one = series.of_subject(turn.connection, deed.subject)
    if one is None or not series.end(turn, deed.subject):
        raise NotUndone(words.NO_SERIES)
    return words.SERIES_OVER.format(title=one.title)


UNDOS: dict[str, Undo] = {BEGUN: take_back}
