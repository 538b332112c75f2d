"""Changing a planned study 改期: confirmed once with old and new; who heard of it hears what is new."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.store.people import Person
from bot.store.prompts import Option
from bot.turn import Turn
from handlers.study import settings
from handlers.study.heard.changing import hear_changed
from handlers.study.planning import clashes, creating, moving, wanted, words
from handlers.study.planning.choosing import choose
from handlers.study.planning.wanted import Wanted
from handlers.study.planning.wish import ABOUT, ANSWER, renamed
from handlers.study.studies import OPEN, Study
from handlers.study.talk import CHANGE, HANDLER, MOVE
from handlers.study.window import around
from scheduler.audience import people_in
from scheduler.confirming import ask_for, confirm
from scheduler.gathering import plain
from scheduler.gathering.changing import hear_change, new_start
from scheduler.gathering.clock import Clock

_TIMED = ("to_start", "to_day", "by_min", "to_end", "to_guess")
_WHILE_OPEN = frozenset({"exempt", "apart", "sits_in"})


def change(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Find out which study is meant and what changes, then ask for the one confirmation."""
    del message
    me = creating.caller(turn, situation)
    if me is None:
        return
    clock = creating.clock_of(turn, situation)
    slots = _with_answer(reading.slots, clock)
    reading = Reading(reading.handler, reading.intent, reading.confidence, slots)
    states = (OPEN,) if _WHILE_OPEN & slots.keys() else ()
    study = choose(turn, reading, me, clock, *states)
    if study is not None and slots.get("apart") and situation.chat is not None:
        turn.whisper(words.APART_PRIVATELY)
    elif study is not None:
        _confirm(turn, study, dict(slots), me, situation)


def _with_answer(slots: Mapping[str, Any], clock: Clock) -> dict[str, Any]:
    """Work in the answer to what was asked."""
    said = {name: one for name, one in slots.items() if name not in (ANSWER, ABOUT, "question")}
    if ANSWER not in slots:
        return dict(slots)
    text = plain(str(slots[ANSWER]))
    if slots.get(ABOUT):
        new = renamed(said, str(slots[ABOUT]), text.strip(" 。."))
        return new | {name: text for name in ("add", "drop") if said.get(name) == slots[ABOUT]}
    found = hear_changed(text, clock, runs_one=True)
    if found is not None:
        kept = {name: one for name, one in found.items() if name not in ("before", "names", "sure")}
        return said | kept
    moved = hear_change(f"改到{text}", clock.now, clock.calendar)
    return said | (moved.slots() if moved else {})


def _confirm(turn: Turn, study: Study, slots: dict[str, Any], me: Person, situation: Situation) -> None:
    clock = creating.clock_of(turn, situation)
    slots |= {"study": study.id}
    start = study.starts_at.astimezone(clock.zone)
    new = new_start(start, slots, clock)
    if (new is not None and new <= clock.now) or (new is None and _asks_when(slots)):
        question = str(slots.get("question") or words.TO_WHAT).replace("开会", "学习")
        ask_for(turn, question, Option("", HANDLER, CHANGE, _but(slots, *_TIMED, "question", "hour_only")))
        return
    one = wanted.look_up(turn, study, slots, new, me)
    if _ask_name(turn, slots, one):
        return
    lines = wanted.lines_of(turn, study, one, clock)
    if not lines:
        turn.say(words.NOTHING_CHANGES)
        return
    joining = wanted.between(turn, study, one.audience)[0] if one.audience is not None else []
    if refused := creating.refusal(turn, me, joining, situation):
        turn.say(refused)
        return
    _ask(turn, study, one, [*lines, *_besides(turn, study, one, new, clock)], slots, new)


def _asks_when(slots: Mapping[str, Any]) -> bool:
    """Whether nothing was said but that it changes."""
    said = ("place", "topic", "add", "drop", "role", "sits_in", "exempt", "apart")
    return not any(slots.get(name) for name in said)


def _ask(turn: Turn, study: Study, one: Wanted, lines: list[str], slots: dict[str, Any], new: datetime | None) -> None:
    audience = one.audience or study.audience
    count = len(people_in(turn.connection, audience, turn.now))
    told = words.TELLS.format(count=count) if one.concerns_all else words.TELLS_THEM
    text = words.CONFIRM_CHANGE.format(title=study.title, told=told, lines="\n".join(lines))
    kept = _but(slots, *_TIMED, "question", "hour_only", "date", "during", "name", "of_kind")
    chosen = kept | {"study": study.id, "version": study.version} | ({"start": f"{new:%Y-%m-%dT%H:%M}"} if new else {})
    confirm(turn, text, Option("", HANDLER, MOVE, chosen), Option("", HANDLER, CHANGE, {"study": study.id}))


def _besides(turn: Turn, study: Study, one: Wanted, new: datetime | None, clock: Clock) -> list[str]:
    """Say when signing in is open then, how many are expected then, and what speaks against the time."""
    lines = []
    if one.start is not None and new is not None:
        window = around(new, *settings.margins(turn.connection))
        opens, closes = (at.astimezone(clock.zone) for at in (window.opens_at, window.closes_at))
        lines.append(words.NEW_WINDOW.format(opens=f"{opens:%H:%M}", closes=f"{closes:%H:%M}"))
    if one.audience is not None or one.belonging():
        lines.append(words.NOW_COUNT.format(count=moving.expected_then(turn, study, one)))
    if one.start is not None or one.place:
        told = people_in(turn.connection, one.audience or study.audience, turn.now)
        start = new or study.starts_at.astimezone(clock.zone)
        place = one.place or study.place
        lines += clashes.noted(turn, study.title, place, start, told, clock, besides=study.id)
    return lines


def _ask_name(turn: Turn, slots: dict[str, Any], one: Wanted) -> bool:
    """Ask who somebody is that was named."""
    unknown = one.meant.found.unknown or tuple(word for word, _ in one.meant.found.ambiguous)
    if unknown:
        ask_for(turn, words.NOT_FOUND.format(said=unknown[0]), Option("", HANDLER, CHANGE, slots | {ABOUT: unknown[0]}))
        return True
    who = one.meant.unclear
    if who is None:
        return False
    draft = Option("", HANDLER, CHANGE, slots | {ABOUT: who.said})
    if who.part and not who.found:
        guest = slots | {"outside": [*slots.get("outside", []), who.said]}
        ready = [Option(words.OUTSIDE, HANDLER, CHANGE, guest, ("外请", "是", "是的", "外请的"))]
        ask_for(
            turn, words.ROLE_UNKNOWN.format(said=who.said, part=words.PRINTED.get(who.part, who.part)), draft, ready
        )
    else:
        ask_for(turn, words.NOT_FOUND.format(said=who.said), draft)
    return True


def _but(slots: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: one for name, one in slots.items() if name not in names}


def move(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Do what was confirmed."""
    del message
    me = creating.caller(turn, situation)
    if me is None:
        return
    clock, slots = creating.clock_of(turn, situation), reading.slots
    study = choose(turn, reading, me, clock, *((OPEN,) if _WHILE_OPEN & slots.keys() else ()))
    if study is None:
        return
    if slots.get("version", study.version) != study.version:
        turn.say(words.MOVED_MEANWHILE)
        return
    start = clock.local(slots["start"]) if "start" in slots else None
    if start is not None and start <= clock.now:
        turn.say(words.IS_PAST)
        return
    one = wanted.look_up(turn, study, slots, start, me)
    lines = wanted.lines_of(turn, study, one, clock)
    if not lines:
        turn.say(words.NOTHING_CHANGES)
        return
    moving.moved(turn, study, one, lines, clock)
    text = words.CHANGED_BY.format(who=me.called, title=study.title, lines="\n".join(lines))
    moving.tell_organiser(turn, study, me, text)
    turn.say(words.CHANGED.format(title=study.title, lines="\n".join(lines)))
