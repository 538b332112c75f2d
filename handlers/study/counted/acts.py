"""Numbers over a span: to whoever may see them; in a group totals only, what is of one person to himself alone."""

from __future__ import annotations

from bot.messages import Message
from bot.registry import Act
from bot.router import Reading
from bot.situation import Situation
from bot.store.people import Person
from bot.turn import Turn
from handlers.study import asking
from handlers.study.counted import counting, exporting, grouping, own, told, words
from handlers.study.counted.asked import nothing, period_of, scope_of
from handlers.study.counted.order import named_in_order
from handlers.study.counted.scope import BRANCH, PERSON, UNIT, Scope, Whose
from handlers.study.roster import ABSENT, LEAVE, ON_DUTY
from handlers.study.studies import some
from handlers.study.talk import ABSENT as ABSENT_INTENT
from handlers.study.talk import EXPORT, MINE, STATS

MOST_NAMES = 30
ASKED = "checkin.counted"


def stats(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Say the numbers of a span, or how the study at hand stands."""
    if "text" not in reading.slots:
        asking.stats(turn, message, reading, situation)
        return
    scope = scope_of(turn, message, reading, situation)
    if scope is None:
        return
    turn.record(ASKED, what="stats", said=scope.said)
    if scope.whose is not None and scope.whose.what == PERSON:
        turn.whisper(_person(turn, scope, words.PERSON, words.NONE_THEIRS))
        return
    what = str(reading.slots.get("by") or "")
    if not what:
        turn.say(_in_all(turn, scope)) if situation.among_ourselves else turn.whisper(_in_all(turn, scope))
        return
    turn.whisper(_each(turn, scope, what, only_times=bool(reading.slots.get("times"))))


def absent(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Name who missed studies in a span, or several in a row; or who is missing at the study at hand."""
    if "text" not in reading.slots:
        asking.absent(turn, message, reading, situation)
        return
    scope = scope_of(turn, message, reading, situation)
    if scope is None:
        return
    turn.record(ASKED, what="absent", said=scope.said)
    if "row" in reading.slots:
        turn.whisper(_in_a_row(turn, scope, int(reading.slots["row"])))
    else:
        turn.whisper(_absent(turn, scope, int(reading.slots.get("least") or 1)))


def mine(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Tell somebody his own attendance, to himself alone."""
    del message
    me = situation.sender
    if not isinstance(me, Person):
        turn.whisper(words.ENROL_FIRST)
        return
    if reading.slots.get("last"):
        turn.record(ASKED, what="mine", said="last")
        turn.whisper(own.last(turn.connection, me, reading, turn.now, situation.zone))
        return
    own_entries = Whose(PERSON, me.called, (me.id,))
    scope = Scope(period_of(reading, situation), situation.zone, tuple(reading.slots.get("kinds") or ()), own_entries)
    turn.record(ASKED, what="mine", said=scope.period.called)
    turn.whisper(_person(turn, scope, words.YOURS, words.NONE_YOURS))


def _in_all(turn: Turn, scope: Scope) -> str:
    figure = counting.total(turn.connection, scope)
    count = len(counting.held(turn.connection, scope))
    held = ""
    if scope.whose is not None:
        times = counting.organised(turn.connection, scope)
        held = words.HELD.format(what=words.WHAT[scope.whose.what], count=times)
    if not count:
        return nothing(scope) + (f"\n{held}" if held else "")
    return told.in_all(figure, scope.said, count, held)


def _each(turn: Turn, scope: Scope, what: str, *, only_times: bool) -> str:
    head = words.EACH_HEAD.format(said=scope.said, by=words.BY[what])
    held = {}
    if what in (BRANCH, UNIT):
        held = grouping.held_by(turn.connection, scope, what, everyone=only_times)
        if only_times:
            return told.how_often(head, held)
    lines = grouping.lines_by(turn.connection, scope, what)
    if not lines:
        return nothing(scope)
    known = {name: held.get(name, 0) for name in lines if name not in words.OTHER.values()} if held else {}
    return told.each(head, lines, known, scope.said)


def _person(turn: Turn, scope: Scope, form: str, none: str) -> str:
    assert scope.whose is not None  # noqa: S101 — of somebody
    name, called = scope.whose.called, f"{scope.period.called}{'、'.join(scope.kinds)}"
    figure = counting.total(turn.connection, scope)
    if not (figure.expected or figure.sitting_in or figure.need_not or figure.apart):
        return none.format(name=name, called=called)
    lines = [told.one_person(form, figure, called, name)]
    for status in (ABSENT, LEAVE, ON_DUTY):
        entries = counting.entries(turn.connection, scope, status)
        if entries:
            known = {one.id: one for one in some(turn.connection, [entry.study_id for entry in entries])}
            lines.append(told.missed(status, entries, known, scope.zone))
    return "\n".join(lines)


def _absent(turn: Turn, scope: Scope, least: int) -> str:
    figures = counting.by(turn.connection, scope, counting.PERSON)
    if not figures:
        return nothing(scope)
    counts = {person_id: one.absent for person_id, one in figures.items() if one.absent >= least}
    if not counts:
        return words.NOBODY_ABSENT.format(said=scope.said)
    cut = sorted(counts.values(), reverse=True)[:MOST_NAMES][-1]
    listed = [one for one in counts if counts[one] > cut] + [one for one in counts if counts[one] == cut]
    names = named_in_order(turn.connection, listed[:MOST_NAMES])
    head = (words.ABSENT if least == 1 else words.ABSENT_LEAST).format(said=scope.said, least=least)
    said = "、".join(words.ABSENT_ONE.format(name=name, count=counts[one]) for one, name in names.items())
    left = len(counts) - len(names)
    more = [words.NOT_LISTED.format(count=left, said=scope.said)] if left else []
    return "\n".join([head, said, *more])


def _in_a_row(turn: Turn, scope: Scope, least: int) -> str:
    runs = counting.runs(turn.connection, scope, least)
    if not runs and not counting.has_any(turn.connection, scope):
        return nothing(scope)
    if not runs:
        return words.NOBODY_IN_A_ROW.format(said=scope.said, least=least)
    names = named_in_order(turn.connection, {person_id for person_id, _ in runs})
    order = {person_id: place for place, person_id in enumerate(names)}
    lines = [
        told.in_a_row(names[person_id], kind, runs[person_id, kind], scope.zone)
        for person_id, kind in sorted(runs, key=lambda key: (order[key[0]], key[1]))
    ]
    more = len(lines) - MOST_NAMES
    lines = lines[:MOST_NAMES] + ([words.MORE.format(count=more, said=scope.said)] if more > 0 else [])
    return "\n".join([words.IN_A_ROW.format(said=scope.said, least=least), *lines])


ACTS: dict[str, Act] = {STATS: stats, ABSENT_INTENT: absent, MINE: mine, EXPORT: exporting.export}
