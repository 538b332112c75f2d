"""Calling a meeting: what is missing is asked for one at a time, then everything is confirmed once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.acts import Act
from bot.messages import Message
from bot.rights import may_somewhere
from bot.router import Reading
from bot.situation import Situation
from bot.store.office_settings import value_of
from bot.store.people import Person
from bot.store.prompts import Option
from bot.turn import Turn
from handlers.meeting import clashes, settings, words, writing
from handlers.meeting.talk import CREATE, HANDLER, SEND
from handlers.meeting.wish import AMEND, ASKED, TIME, WHO, answered
from scheduler.audience import Found, may_not_tell, people_in, read_audience
from scheduler.calendar import calendar_of
from scheduler.confirming import ask_for, confirm
from scheduler.gathering.clock import Clock
from scheduler.gathering.leads import interval
from scheduler.gathering.moment import WHEN
from scheduler.leads import spoken
from scheduler.notices import is_soon
from scheduler.resting import resting
from scheduler.when import recurrence_of

MOST_NAMED, MOST_CHOICES = 5, 6


def create(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Ask for what is missing, else for the one confirmation."""
    del message
    me = caller(turn, situation)
    if me is None:
        return
    if not may_somewhere(me.held, Act.NOTIFY):
        turn.say(words.MAY_NOT_CALL.format(contact=situation.contact))
        return
    clock = clock_of(turn, situation)
    said = answered(reading.slots, clock)
    if said.get("unclear"):
        ask_for(turn, words.NOT_UNDERSTOOD, _draft(said, AMEND), [_yes(said)])
        return
    if "start" not in said:
        _ask_when(turn, said)
        return
    found = read_audience(turn.connection, said.get("audience", ""), turn.now, me)
    if not _ask_who(turn, said, found):
        _confirm(turn, said, found, me, clock, situation)


def caller(turn: Turn, situation: Situation) -> Person | None:
    """Return who calls a meeting; None where he was told why he can't."""
    if not situation.among_ourselves:
        turn.say(words.PRIVATELY)
        return None
    if not isinstance(situation.sender, Person):
        turn.say(words.ENROL_FIRST)
        return None
    return situation.sender


def clock_of(turn: Turn, situation: Situation) -> Clock:
    """Return local now and the office's calendar."""
    return Clock(situation.now.astimezone(situation.zone), calendar_of(turn.connection))


def _ask_when(turn: Turn, said: dict[str, Any]) -> None:
    guess = said.get("guess")
    question = said.get("question") or WHEN
    ready = [Option("是的", HANDLER, CREATE, {**_settled(said), "start": guess}, ("是", "对", "对的"))] if guess else []
    ask_for(turn, question, _draft(said, TIME), ready)


def _ask_who(turn: Turn, said: dict[str, Any], found: Found) -> bool:
    """Ask who attends, where that is not clear. Returns whether it was asked."""
    if found.ambiguous:
        word, several = found.ambiguous[0]
        ask_for(turn, words.WHICH_ONE.format(said=word), _draft(said, WHO), _choices(said, word, several))
    elif found.unknown:
        ask_for(turn, words.UNKNOWN.format(said=found.unknown[0]), _draft(said, WHO))
    elif not found.audience:
        ask_for(turn, words.WHO_ATTENDS, _draft(said, WHO))
    elif not people_in(turn.connection, found.audience, turn.now):
        ask_for(turn, words.NOBODY_THERE.format(audience=found.audience.named), _draft(said, WHO))
    else:
        return False
    return True


def _choices(said: dict[str, Any], word: str, several: Sequence[Person]) -> list[Option]:
    return [
        Option(
            words.PERSON.format(name=one.name, number=one.number),
            HANDLER,
            CREATE,
            said | {"audience": re.sub(re.escape(word), one.number, said["audience"], count=1)},
        )
        for one in several[:MOST_CHOICES]
    ]


def _confirm(turn: Turn, said: dict[str, Any], found: Found, me: Person, clock: Clock, situation: Situation) -> None:
    told = people_in(turn.connection, found.audience, turn.now)
    if refused := refusal(turn, me, told, situation):
        turn.say(refused)
        return
    start = clock.local(said["start"])
    lines = [
        words.PLACE.format(place=said["place"]) if said.get("place") else words.NO_PLACE,
        *writing.agenda_lines(tuple(said.get("agenda", ()))),
        words.NOTE.format(note=said["note"]) if said.get("note") else "",
        _collects(said),
    ]
    audience = found.audience.named
    if "rule" in said:
        text = _series_text(turn, said, lines, audience, len(told), clock)
    else:
        day = spoken(start, turn.now, clock.zone, clock.calendar)
        head = words.HEAD.format(when=day, title=said.get("title") or words.UNTITLED)
        text = words.CONFIRM.format(text=_joined([head, *lines]), audience=audience, count=len(told))
        waits = "" if is_soon(start, turn.now) else resting(turn.connection, told, turn.now, clock.zone)
        text = _joined([text, *clashes.noted(turn, said, start, told, clock), _leads(turn, start), waits])
    confirm(turn, text, _yes(said), _draft(said, AMEND))


def refusal(turn: Turn, me: Person, told: Sequence[Person], situation: Situation) -> str:
    """Say kindly whom somebody may not call, empty where he may call all."""
    others = may_not_tell(turn.connection, me, told, turn.now)
    if not others:
        return ""
    names = "、".join(one.called for one in others[:MOST_NAMED]) + ("等" if len(others) > MOST_NAMED else "")
    return words.MAY_NOT.format(names=names, contact=situation.contact)


def _series_text(
    turn: Turn, said: dict[str, Any], lines: Sequence[str], audience: str, count: int, clock: Clock
) -> str:
    first = first_time(said, clock)
    return words.CONFIRM_SERIES.format(
        rule=said.get("rule_said") or "",
        title=said.get("title") or words.UNTITLED,
        text=_joined(lines),
        audience=audience,
        count=count,
        first=spoken(first, turn.now, clock.zone, clock.calendar) if first else words.NO_FIRST,
        ahead=value_of(turn.connection, settings.AHEAD),
    )


def first_time(said: dict[str, Any], clock: Clock) -> datetime | None:
    """Return the first time of what recurs."""
    return recurrence_of(said["rule"]).next(clock.now, clock.calendar)


def _leads(turn: Turn, start: datetime) -> str:
    coming = [one for one in writing.leads(turn.connection) if start - one > turn.now]
    return words.LEADS.format(leads="、".join(interval(one) for one in coming)) if coming else ""


def _collects(said: dict[str, Any]) -> str:
    if not said.get("collect"):
        return ""
    by = said.get("collect_by", "").removesuffix("前").removesuffix("之").removesuffix("以")
    what = said["collect"]
    return words.COLLECTS.format(what=what, by=by) if by else words.COLLECTS_SOON.format(what=what)


def _settled(said: dict[str, Any]) -> dict[str, Any]:
    return {name: one for name, one in said.items() if name not in ("question", "guess", "day")}


def _draft(said: dict[str, Any], asked: str) -> Option:
    return Option("", HANDLER, CREATE, said | {ASKED: asked})


def _yes(said: dict[str, Any]) -> Option:
    return Option("确认", HANDLER, SEND, _settled(said))


def _joined(lines: Sequence[str]) -> str:
    return "\n".join(line for line in lines if line)
