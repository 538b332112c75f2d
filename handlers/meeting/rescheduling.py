"""Changing what comes again: one time of it that is not called yet, or every time from now on."""

from __future__ import annotations

from typing import Any

from bot.router import Reading
from bot.store.prompts import Option
from bot.turn import Turn
from handlers.meeting import meetings, moving, recurring, words
from handlers.meeting.choosing import Chosen
from handlers.meeting.talk import CHANGE, HANDLER, MOVE
from scheduler import series
from scheduler.confirming import ask_for, confirm
from scheduler.gathering.changing import new_start
from scheduler.gathering.clock import Clock
from scheduler.leads import spoken
from scheduler.when import recurrence_of

MOVED = "meeting.series_moved"
REDO = "这样的规律不能直接改，请先说“{title}以后不开了”，再重新定一次。"
ONE_MOVED = "已定下：{title}{old}这一次改到{new}，到时提前发通知。"
PLACE_MOVED = "已改：{title}以后在{place}。"


def confirm_all(turn: Turn, reading: Reading, chosen: Chosen, clock: Clock) -> None:
    """Ask whether every time from now on is to be otherwise."""
    one, slots = chosen.series, dict(reading.slots)
    if one is None:
        return
    new = recurring.moved_rule(one.rule, slots, clock)
    place = slots.get("place", "")
    if new is None and not place:
        if any(name in slots for name in ("to_start", "to_day", "by_min")):
            turn.say(REDO.format(title=one.title))
        else:
            ask_for(turn, words.TO_WHAT, Option("", HANDLER, CHANGE, slots))
        return
    wanted: dict[str, Any] = {"series": one.subject, "place": place, "rule": new.text if new else ""}
    rule = new or one.rule
    first = rule.next(clock.now, clock.calendar)
    text = words.CONFIRM_SERIES_MOVE.format(
        title=one.title,
        rule=recurring.in_words(rule) + (f" {place}" if place else ""),
        first=spoken(first, turn.now, clock.zone, clock.calendar) if first else "",
    )
    confirm(
        turn, text, Option("", HANDLER, MOVE, wanted), Option("", HANDLER, CHANGE, {"scope": "all", "name": one.title})
    )


def confirm_one(turn: Turn, reading: Reading, chosen: Chosen, clock: Clock) -> None:
    """Move one time of what comes again that nobody was told of yet: that needs no confirmation."""
    one, planned = chosen.series, chosen.planned
    if one is None or planned is None:
        return
    to = new_start(planned, reading.slots, clock)
    if to is None or to <= clock.now:
        slots = {name: value for name, value in reading.slots.items() if not name.startswith("to_")}
        ask_for(turn, words.TO_WHAT, Option("", HANDLER, CHANGE, slots))
        return
    series.decide(turn, one.subject, planned, "to", to=to)
    turn.record("meeting.changed", one.subject, planned=planned.isoformat(), to=to.isoformat())
    old, new = (spoken(at, turn.now, clock.zone, clock.calendar) for at in (planned, to))
    turn.say(ONE_MOVED.format(title=one.title, old=old, new=new))


def move(turn: Turn, reading: Reading, clock: Clock) -> None:
    """Do what was confirmed: from now on it comes otherwise; what was called already moves too."""
    slots = reading.slots
    one = series.of_subject(turn.connection, slots["series"])
    if one is None:
        turn.say(words.NO_MEETING)
        return
    place = slots.get("place", "")
    if place:
        said = {**one.data["said"], "place": place}
        series.change_data(turn, one.subject, {**one.data, "said": said})
    called = [each for each in meetings.of_series(turn.connection, one.subject) if each.starts_at > turn.now]
    if not slots.get("rule"):
        for each in called:
            moving.moved(turn, each, each.starts_at.astimezone(clock.zone), place, clock, keep=True)
        turn.say(PLACE_MOVED.format(title=one.title, place=place))
        return
    rule = recurrence_of(slots["rule"])
    first = rule.next(clock.now, clock.calendar)
    if called and first:
        moving.moved(turn, called[0], first, place or called[0].place, clock)
        after = rule.next(first, clock.calendar, first)
        series.move(turn, one.subject, rule, first=after)
    else:
        series.move(turn, one.subject, rule, first=first)
    turn.record("meeting.changed", one.subject, rule=rule.text)
    turn.may_undo(MOVED, one.subject, rule=one.rule.text)
    told = spoken(first, turn.now, clock.zone, clock.calendar) if first else ""
    turn.say(words.SERIES_MOVED.format(title=one.title, rule=recurring.in_words(rule), first=told))
