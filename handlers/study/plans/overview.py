"""学习频次: what was held and what is missing, to the office of every branch, to a secretary of his own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from zoneinfo import ZoneInfo

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

MOST_LINES = 14


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
    found = seen(turn, me, lines, situation.zone, int(reading.slots.get("back", 0)))
    if not found:
        turn.say(words.NOT_YOUR_BRANCH.format(contact=situation.contact))
        return
    turn.record("study.frequency_shown", "", lines=len(found))
    _tell(turn, reading, _of_named(turn, reading, found))


def seen(turn: Turn, me: Person, lines: Sequence[Line], zone: ZoneInfo, back: int = 0) -> list[Standing]:
    """Return how the branches stand that somebody answers for."""
    found = counting.standings(turn.connection, lines, turn.now.astimezone(zone), back)
    return [one for one in found if may_concerning(me.id, me.held, Act.SEE_STUDIES, _concern(one))]


def _concern(one: Standing) -> Concern:
    return Concern(branch_id=one.branch.id if one.branch else None)


def _lines(turn: Turn, reading: Reading) -> list[Line]:
    """Return the lines that are asked about: of a kind, else all; in another period where that was said."""
    kind, period = reading.slots.get("kind", ""), reading.slots.get("period", "")
    found = [one for one in frequency.expected(turn.connection) if not kind or one.kind == kind]
    if kind or not period:
        return found
    return [one for one in found if one.period == period] or found


def _of_named(turn: Turn, reading: Reading, found: list[Standing]) -> list[Standing]:
    """Keep the branch that was named, where one was."""
    named = find_branch(turn.connection, str(reading.slots.get("said", "")))
    its = [one for one in found if named is not None and one.branch is not None and one.branch.id == named.id]
    return its or found


def _tell(turn: Turn, reading: Reading, found: Sequence[Standing]) -> None:
    missing = [one for one in found if one.is_missing]
    if len(found) <= MOST_LINES:
        wanted = missing if reading.slots.get("missing") else found
        turn.whisper(text_of(found, wanted, only_missing=bool(reading.slots.get("missing"))))
        return
    form = words.TABLE_GIVEN if missing else words.TABLE_ALL_HELD
    turn.whisper(form.format(count=len(missing), all=len(found)))
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
    form = words.FREQUENCY_HEAD_DEFAULT if line.is_default else words.FREQUENCY_HEAD
    source = line.source or words.NONE
    period = frequency.named(line.period, one.first)
    return form.format(period=period, kind=line.kind, said=line.said, source=source)


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
            words.BY_DEFAULT.format(source=one.line.source) if one.line.is_default else one.line.source,
        )
        for number, one in enumerate(found, start=1)
    ]
    leaf = Leaf(words.LEAF, words.LEAF_HEAD, rows, (4, 14, 8, 10, 4, 4, 5, 4, 24), (words.LEAF_NOTE,))
    period = frequency.named(frequency.YEAR, found[0].first)
    return workbook_of(words.FILE_NAME.format(period=period), [leaf])
