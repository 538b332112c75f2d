"""Setting a reminder: for oneself at once, echoed and open to 撤销; what is missing or doubtful is asked first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from bot.messages import Message
from bot.router import ANSWER, Reading
from bot.situation import Situation
from bot.store.people import Person
from bot.store.prompts import Option
from bot.turn import Turn
from handlers.reminder import others, talk, words
from handlers.reminder.desk import Desk, desk_of
from handlers.reminder.putting import next_of, put_by_rule, put_once, tonight
from handlers.reminder.rows import Reminder
from handlers.reminder.times import Ringing, when_it_rings
from handlers.reminder.wish import Piece, again, trimmed
from scheduler import confirming
from scheduler.series.reasons import KEEP
from scheduler.when.recurrence import HOURLY, MINUTELY

SHORTEST = timedelta(minutes=10)  # between two times of a reminder by the clock


def create(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Set what was asked for, or ask what is missing."""
    me = situation.sender
    if not isinstance(me, Person):
        turn.say(words.OWN_ACCOUNT if me else words.ENROL_FIRST)
        return
    desk = desk_of(turn, message, situation)
    slots = _answered(dict(reading.slots), desk)
    if slots is None:
        turn.say(words.NO_TIME_HEARD)
        return
    lead = timedelta(seconds=int(slots.get("lead_s", 0)))
    found = [when_it_rings(one, desk.today, lead) for one in slots["pieces"]]
    for number, (piece, ringing) in enumerate(zip(slots["pieces"], found, strict=True)):
        if question := _question(piece, ringing):
            _ask(turn, slots, number, question, ringing)
            return
    if slots["who"] != talk.SELF:
        others.propose(desk.turn, me, slots, found[0], situation)
        return
    set_up = [_put(desk, me, piece, one, slots) for piece, one in zip(slots["pieces"], found, strict=True)]
    _echo(desk, set_up)


def amended(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Take what was said instead of 确认: another time, or another audience (加上张三), and ask again."""
    slots = dict(reading.slots)
    answer = str(slots.pop(ANSWER, ""))
    if (more := words.MORE_PEOPLE.match(answer)) is not None:
        who = f"{slots['who']}、{more['who'].strip()}"
        create(turn, message, Reading(talk.HANDLER, talk.CREATE, 1.0, {**slots, "who": who}), situation)
        return
    again = {**slots, "missing": 0, ANSWER: words.INSTEAD.sub("", answer)}
    create(turn, message, Reading(talk.HANDLER, talk.CREATE, 1.0, again), situation)


def _answered(slots: dict[str, Any], desk: Desk) -> dict[str, Any] | None:
    """Put an answer where it was missing; None where it says no time although one was asked for."""
    if ANSWER not in slots:
        return slots
    pieces = [dict(one) for one in slots["pieces"]]
    number, answer = int(slots.get("missing", 0)), str(slots.pop(ANSWER))
    filled = again(pieces[number], answer, desk.now, desk.today.calendar)
    if filled is None and not pieces[number]["text"]:
        filled = {**pieces[number], "text": trimmed(answer)}  # what, without when: that is asked next
    if filled is None:
        return None
    pieces[number] = filled if filled["text"] else {**filled, "text": trimmed(pieces[number]["text"])}
    return slots | {"pieces": pieces}


def _question(piece: Piece, ringing: Ringing) -> str:
    if ringing.rule and ringing.rule.freq == MINUTELY and timedelta(minutes=ringing.rule.interval) < SHORTEST:
        return words.EVERY_FEW_MINUTES
    if ringing.question == words.WHEN and not piece["text"]:
        return words.WHEN_AND_WHAT
    return ringing.question


def _ask(turn: Turn, slots: Mapping[str, Any], number: int, question: str, ringing: Ringing) -> None:
    draft = Option("", talk.HANDLER, talk.CREATE, {**slots, "missing": number})
    choices: Sequence[Option] = ()
    if ringing.guess is not None:
        guess = {"start": ringing.guess.isoformat(), "end": "", "grain": "minute", "kind": "point", "question": ""}
        pieces = [{**one, **guess} if at == number else one for at, one in enumerate(slots["pieces"])]
        choices = (Option(words.YES, talk.HANDLER, talk.CREATE, {**slots, "pieces": pieces}, words.YES_WORDS),)
    confirming.ask_for(turn, question, draft, choices)


def _put(desk: Desk, me: Person, piece: Piece, ringing: Ringing, slots: Mapping[str, Any]) -> tuple[Reminder, str]:
    """Write one reminder, and return it with the line that echoes it."""
    text = piece["text"] or words.UNTITLED
    if ringing.rule is None:
        one = put_once(desk.turn, me.id, text, ringing.at or desk.now)
        line = words.SET.format(when=desk.say(ringing.at or desk.now), text=text)
    else:
        one = put_by_rule(desk, me.id, piece, ringing, slots.get("holidays", KEEP))
        line = _line_of_rule(desk, one, ringing, slots.get("holidays", KEEP))
    desk.turn.may_undo(talk.CREATED, one.subject)
    desk.turn.record("reminder.scheduled", one.subject, rule=one.rule)
    return one, line + (words.HOUR_IS_OURS.format(hour=f"{desk.today.default:%H:%M}") if ringing.is_default else "")


def _line_of_rule(desk: Desk, one: Reminder, ringing: Ringing, holidays: str) -> str:
    if ringing.rule and ringing.rule.freq in (MINUTELY, HOURLY):
        return words.BY_CLOCK.format(said=one.said, text=one.text, until=f"{tonight(desk.now):%H:%M}")
    first = next_of(one, desk)
    when = desk.say(first) if first else words.NOT_YET
    return words.SET_BY_RULE.format(said=one.said, text=one.text, when=when) + words.ON_DAYS_OFF[holidays]


def _echo(desk: Desk, set_up: Sequence[tuple[Reminder, str]]) -> None:
    if len(set_up) == 1:
        desk.tell(set_up[0][1] + words.UNDO)
        return
    lines = [words.EACH.format(number=number, line=line) for number, (_, line) in enumerate(set_up, start=1)]
    desk.tell("\n".join([words.SEVERAL.format(count=len(set_up)), *lines, words.UNDO]))
