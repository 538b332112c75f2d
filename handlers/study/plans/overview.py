"""学习频次: what was held and what is missing, to the office of every branch, to a secretary of his own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from bot.documents import Document
from bot.messages import Message
from bot.rights import Act, Concern, may_concerning, may_somewhere
from bot.router import Reading
from bot.situation import Situation
from bot.store.people import Person
from bot.store.units import find_branch
from bot.turn import Turn
from bot.workbooks import Leaf, workbook_of
from handlers.study.plans import counting, frequency, words
from handlers.study.plans.counting import Standing
from handlers.study.plans.frequency import Line

MOST_LINES = 15


def show(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Say how often each kind was held in its period."""
    del message
    me = situation.sender
    if not isinstance(me, Person) or not situation.among_ourselves:
        turn.say(words.PRIVATELY if isinstance(me, Person) else words.ENROL_FIRST)
        return
    if not may_somewhere(me.held, Act.SEE_STUDIES):
        turn.say(words.MAY_NOT_SEE.format(contact=situation.contact))
        return
    lines = _lines(turn, reading)
    if not lines:
        turn.say(words.NO_LINE.format(kind=reading.slots.get("kind", "")))
        return
    day = reading.slots.get("in")
    found = counting.standings(
        turn.connection,
        lines,
        turn.now.astimezone(situation.zone),
        int(reading.slots.get("back", 0)),
        day=date.fromisoformat(day) if day else None,
    )
    found = [one for one in found if may_concerning(me.id, me.held, Act.SEE_STUDIES, _concern(one))]
    if not found:
        turn.say(words.NOT_YOUR_BRANCH.format(contact=situation.contact))
        return
    turn.record("study.frequency_shown", "", lines=len(found))
    _tell(turn, reading, _of_named(turn, reading, found))


def _concern(one: Standing) -> Concern:
    return Concern(branch_id=one.branch.id if one.branch else None)


def _lines(turn: Turn, reading: Reading) -> list[Line]:
    """Return the lines that are asked about: of a kind, else all; over a longer period where that was said."""
    kind, period = reading.slots.get("kind", ""), reading.slots.get("period", "")
    found = [one for one in frequency.expected(turn.connection) if not kind or one.kind == kind]
    if kind:
        return [_over(one, period) for one in found]
    return [one for one in found if one.period == period] or found


def _over(line: Line, period: str) -> Line:
    """Return a line over a longer period: 每季1次 asked of a year is 每年4次."""
    times = frequency.MONTHS.get(period, 0) // frequency.MONTHS[line.period]
    return replace(line, period=period, times=line.times * times) if times > 1 else line


def _of_named(turn: Turn, reading: Reading, found: list[Standing]) -> list[Standing]:
    """Keep the branch that was named, where one was."""
    named = find_branch(turn.connection, str(reading.slots.get("said", "")))
    its = [one for one in found if named is not None and one.branch is not None and one.branch.id == named.id]
    return its or found


def _tell(turn: Turn, reading: Reading, found: Sequence[Standing]) -> None:
    only_missing = bool(reading.slots.get("missing"))
    if len({one.line for one in found}) > 1:
        turn.whisper(short(found))
        turn.give(table(found))
        return
    wanted = [one for one in found if one.is_missing or not only_missing]
    turn.whisper(text_of(found, wanted[:MOST_LINES], only_missing=only_missing))
    if len(wanted) > MOST_LINES:
        turn.give(table(found))


def text_of(found: Sequence[Standing], wanted: Sequence[Standing], *, only_missing: bool) -> str:
    """Say how some stand, kind by kind. wanted: of whom a line is said."""
    told = []
    for line, of_line in groupby(found, key=lambda one: one.line):
        its = list(of_line)
        shown = [one for one in its if one in wanted]
        told.append(head_of(line, its[0]))
        if only_missing:
            told.append(words.MISSING_HEAD.format(count=len(shown)) if shown else words.NONE_MISSING)
        told += [_line(one) for one in shown]
    return "\n".join(told)


def head_of(line: Line, one: Standing) -> str:
    """Write the head of a kind: its period, how often, and on what that rests."""
    period = frequency.named(line.period, one.first)
    return words.FREQUENCY_HEAD.format(period=period, kind=line.kind, said=line.said, source=line.basis)


def short(found: Sequence[Standing]) -> str:
    """Say of every kind who lacks it, one line each."""
    missing = sum(one.is_missing for one in found)
    told = [words.ALL_HEAD.format(all=len(found), count=missing) if missing else words.ALL_HELD.format(all=len(found))]
    for line, of_line in groupby(found, key=lambda one: one.line):
        its = list(of_line)
        names = "、".join(one.name for one in its if one.is_missing)
        form = words.KIND_MISSING if names else words.KIND_HELD
        period = frequency.named(line.period, its[0].first)
        told.append(form.format(kind=line.kind, period=period, said=line.said, names=names))
    return "\n".join(told)


def _line(one: Standing) -> str:
    planned = words.FREQUENCY_PLANNED.format(count=one.planned) if one.planned else ""
    short = words.FREQUENCY_SHORT.format(count=one.line.times - one.held) if one.is_missing else ""
    return words.FREQUENCY_LINE.format(name=one.name, held=one.held, planned=planned, short=short)


def table(found: Sequence[Standing]) -> Document:
    """Make the table: one row a branch and kind."""
    rows = [
        (
            number,
            one.name,
            one.line.kind,
            frequency.named(one.line.period, one.first),
            one.line.times,
            one.held,
            one.planned,
            max(one.line.times - one.held, 0),
            one.line.basis,
        )
        for number, one in enumerate(found, start=1)
    ]
    leaf = Leaf(words.LEAF, words.LEAF_HEAD, rows, (4, 14, 8, 10, 4, 4, 5, 4, 24), (words.LEAF_NOTE,))
    period = frequency.named(frequency.YEAR, found[0].first)
    return workbook_of(words.FILE_NAME.format(period=period), [leaf])
