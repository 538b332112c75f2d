"""The answers in numbers to what was asked over a span. Nothing is written: who gives them records it.

An answer that has a year of the department read is made before the turn, so that nobody who signs in waits for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from bot.documents import Document
from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.store.sheets.ledger import clock
from handlers.study.counted import counting, grouping, ledger, told, words
from handlers.study.counted.asked import nothing, scope_of
from handlers.study.counted.notes import notes_of
from handlers.study.counted.order import named_in_order
from handlers.study.counted.scope import BRANCH, PERSON, UNIT, Scope
from handlers.study.roster import ABSENT, LEAVE, ON_DUTY
from handlers.study.studies import Study, some
from handlers.study.talk import ABSENT as ABSENT_INTENT
from handlers.study.talk import EXPORT

MOST_NAMES = 30


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered. is_total: it names nobody and may be said in a group.

    said: what was counted, empty where it was refused. document: the ledger; detail: what the audit says of it.
    study: the only study of the span, where its sheet was asked for.
    """

    text: str
    said: str = ""
    is_total: bool = False
    document: Document | None = None
    detail: Mapping[str, str] = field(default_factory=dict)
    study: Study | None = None


def answer(connection: Connection, message: Message, reading: Reading, situation: Situation) -> Answer:
    """Answer a question over a span."""
    scope = scope_of(connection, message, reading, situation)
    if isinstance(scope, str):
        return Answer(scope)
    if reading.intent == EXPORT:
        return _exported(connection, scope, reading, situation)
    if reading.intent == ABSENT_INTENT:
        row, least = reading.slots.get("row"), int(reading.slots.get("least") or 1)
        text = _in_a_row(connection, scope, int(row)) if row else _absent(connection, scope, least)
        return Answer(text, scope.said)
    if scope.whose is not None and scope.whose.what == PERSON:
        return Answer(of_person(connection, scope, words.PERSON, words.NONE_THEIRS), scope.said)
    what = str(reading.slots.get("by") or "")
    if not what:
        return Answer(_in_all(connection, scope), scope.said, is_total=True)
    only_times = bool(reading.slots.get("times"))
    return Answer(_each(connection, scope, what, only_times=only_times), scope.said)


def _exported(connection: Connection, scope: Scope, reading: Reading, situation: Situation) -> Answer:
    held = counting.held(connection, scope)
    if not held:
        return Answer(nothing(scope), scope.said)
    if reading.slots.get("sheet") and len(held) == 1:
        return Answer("", scope.said, study=held[0])
    name = scope.me.name if scope.me else ""
    made = ledger.workbook(connection, scope, notes_of(connection, name, clock(situation.now, situation.zone)))
    detail = {"said": scope.said, "days": scope.period.days}
    return Answer(words.LEDGER_GIVEN.format(said=scope.said), scope.said, document=made, detail=detail)


def _in_all(connection: Connection, scope: Scope) -> str:
    figure = counting.total(connection, scope)
    count = len(counting.held(connection, scope))
    held = ""
    if scope.whose is not None:
        times = counting.organised(connection, scope)
        held = words.HELD.format(what=words.WHAT[scope.whose.what], count=times)
    if not count:
        return nothing(scope) + (f"\n{held}" if held else "")
    return told.in_all(figure, scope.said, count, held)


def _each(connection: Connection, scope: Scope, what: str, *, only_times: bool) -> str:
    head = words.EACH_HEAD.format(said=scope.said, by=words.BY[what])
    held = {}
    if what in (BRANCH, UNIT):
        held = grouping.held_by(connection, scope, what, everyone=only_times)
        if only_times:
            return told.how_often(head, held)
    lines = grouping.lines_by(connection, scope, what)
    if not lines:
        return nothing(scope)
    known = {name: held.get(name, 0) for name in lines if name not in words.OTHER.values()} if held else {}
    return told.each(head, lines, known, scope.said)


def of_person(connection: Connection, scope: Scope, form: str, none: str) -> str:
    """Say the figures of one person and what he missed. form, none: how it is said to him, or of him."""
    assert scope.whose is not None  # noqa: S101 — of somebody
    name, called = scope.whose.called, f"{scope.period.called}{'、'.join(scope.kinds)}"
    figure = counting.total(connection, scope)
    if not (figure.expected or figure.sitting_in or figure.need_not or figure.apart):
        return none.format(name=name, called=called)
    lines = [told.one_person(form, figure, called, name)]
    for status in (ABSENT, LEAVE, ON_DUTY):
        entries = counting.entries(connection, scope, status)
        if entries:
            known = {one.id: one for one in some(connection, [entry.study_id for entry in entries])}
            lines.append(told.missed(status, entries, known, scope.zone))
    return "\n".join(lines)


def _absent(connection: Connection, scope: Scope, least: int) -> str:
    figures = counting.by(connection, scope, counting.PERSON)
    if not figures:
        return nothing(scope)
    counts = {person_id: one.absent for person_id, one in figures.items() if one.absent >= least}
    if not counts:
        return words.NOBODY_ABSENT.format(said=scope.said)
    cut = sorted(counts.values(), reverse=True)[:MOST_NAMES][-1]
    listed = [one for one in counts if counts[one] > cut] + [one for one in counts if counts[one] == cut]
    names = named_in_order(connection, listed[:MOST_NAMES])
    head = (words.ABSENT if least == 1 else words.ABSENT_LEAST).format(said=scope.said, least=least)
    said = "、".join(words.ABSENT_ONE.format(name=name, count=counts[one]) for one, name in names.items())
    left = len(counts) - len(names)
    more = [words.NOT_LISTED.format(count=left, said=scope.said)] if left else []
    return "\n".join([head, said, *more])


def _in_a_row(connection: Connection, scope: Scope, least: int) -> str:
    runs = counting.runs(connection, scope, least)
    if not runs and not counting.has_any(connection, scope):
        return nothing(scope)
    if not runs:
        return words.NOBODY_IN_A_ROW.format(said=scope.said, least=least)
    names = named_in_order(connection, {person_id for person_id, _ in runs})
    order = {person_id: place for place, person_id in enumerate(names)}
    lines = [
        told.in_a_row(names[person_id], kind, runs[person_id, kind], scope.zone)
        for person_id, kind in sorted(runs, key=lambda key: (order[key[0]], key[1]))
    ]
    more = len(lines) - MOST_NAMES
    lines = lines[:MOST_NAMES] + ([words.MORE.format(count=more, said=scope.said)] if more > 0 else [])
    return "\n".join([words.IN_A_ROW.format(said=scope.said, least=least), *lines])
