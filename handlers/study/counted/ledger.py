"""A span of studies as a workbook 学习考勤台账: per person, per branch and unit, per study, who was absent, who spoke.

Made of a scope alone, so that a command, a message and a year's folder of ledgers can all ask for it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, case, func, select

from bot.documents import Document
from bot.store.people import persons
from bot.store.sheets.ledger import clock
from bot.workbooks import Leaf, workbook_of
from handlers.study import parts, roster, rows, words
from handlers.study.counted import counting, grouping
from handlers.study.counted import scope as scopes
from handlers.study.counted import sheet_words as said
from handlers.study.counted.figures import NOTHING, Figure
from handlers.study.counted.order import in_office_order
from handlers.study.counted.scope import PERSON, Scope
from handlers.study.counted.sheet_of_one import figures_in_words
from handlers.study.counted.told import day
from handlers.study.parts import Part
from handlers.study.roster import ABSENT, LATE, MADE_UP, ONLINE
from handlers.study.studies import Study

Row = tuple[str, ...]


def workbook(connection: Connection, scope: Scope, notes: Sequence[tuple[str, str]]) -> Document:
    """Make the workbook of a scope. notes: what is said besides of how it came to be, as (what, text)."""
    held = counting.held(connection, scope)
    people = _people(connection, scope)
    about = [
        (said.SPAN, scope.period.days),
        (said.WHOSE, scope.said if scope.whose or scope.kinds or not scope.me else said.EVERYTHING),
        (said.COUNT, str(len(held))),
        *figures_in_words(counting.total(connection, scope)),
        (said.HOW, said.HOW_SAID),
        ("", said.ROSTER_SAID),
        *notes,
    ]
    leaves = [
        Leaf(said.SUMMARY, said.SUMMARY_HEAD, people, said.SUMMARY_WIDTHS),
        Leaf(said.PLACES, said.PLACES_HEAD, _places(connection, scope), said.PLACES_WIDTHS),
        Leaf(said.STUDIES, said.STUDIES_HEAD, _studies(connection, scope, held), said.STUDIES_WIDTHS),
        Leaf(said.MISSING, said.MISSING_HEAD, _missing(connection, scope, held), said.MISSING_WIDTHS),
        _speeches(connection, scope, held),
        Leaf(said.NOTES, said.NOTES_HEAD, about, said.NOTES_WIDTHS),
    ]
    name = said.FILE_SPAN.format(said=scope.said)
    return workbook_of(name, [replace(one, heading=f"{name} {one.title}") for one in leaves])


def _people(connection: Connection, scope: Scope) -> list[Row]:
    figures = counting.by(connection, scope, counting.PERSON)
    known = counting.last_seen(connection, scope)
    order = in_office_order(connection, figures)
    return [
        (str(number), *known[one], *_person(figures[one])) for number, one in enumerate(order, start=1) if one in known
    ]


def _person(one: Figure) -> Row:
    of = (one.of.get(status, 0) for status in (LATE, ONLINE, MADE_UP))
    return _texts(one.expected, one.there, *of, one.leave, one.on_duty, one.absent, one.later, one.rate)


def _places(connection: Connection, scope: Scope) -> list[Row]:
    found: list[Row] = []
    for what, called in ((scopes.BRANCH, said.BRANCH), (scopes.UNIT, said.UNIT)):
        times = grouping.held_by(connection, scope, what, everyone=False)
        figures = grouping.lines_by(connection, scope, what)
        for name in dict.fromkeys((*figures, *times)):
            one = figures.get(name, NOTHING)
            numbers = (one.expected, one.there, one.leave, one.on_duty, one.absent, one.later, one.rate)
            found.append((called, name, *_texts(times.get(name, 0), *numbers)))
    return found


def _studies(connection: Connection, scope: Scope, held: Sequence[Study]) -> list[Row]:
    figures = counting.by(connection, scope, counting.STUDY)
    votes = _votes(connection, scope)
    names = _names(connection, {one.organiser_id for one in held})
    return [
        (
            *(one.number, clock(one.starts_at, scope.zone), one.kind, one.title, one.place),
            names.get(one.organiser_id, ""),
            *_study(figures.get(one.id, NOTHING)),
            *(_voted(*votes.get(one.id, (0, 0))) if one.has_vote else ("", "", "")),
        )
        for one in held
    ]


def _study(one: Figure) -> Row:
    numbers = (one.expected, one.there, one.leave, one.on_duty, one.absent, one.later)
    return _texts(*numbers, one.sitting_in, one.need_not, one.apart, one.rate)


def _voted(voters: int, voting: int) -> Row:
    return _texts(voters, voting, words.HALF if 2 * voting > voters else words.NO_HALF)


def _votes(connection: Connection, scope: Scope) -> dict[int, tuple[int, int]]:
    """Return of each study how many have a vote, and how many of them came."""
    entries, studies = rows.roster, rows.studies
    came = func.sum(case((entries.c.status.in_(roster.THERE), 1), else_=0))
    here = (entries.c.belongs == roster.ATTENDS) & entries.c.can_vote
    statement = (
        select(counting.STUDY, func.count(), came)
        .select_from(entries.join(studies, entries.c.study_id == counting.STUDY))
        .where(scope.held, scope.theirs, here)
        .group_by(counting.STUDY)
    )
    return {row[0]: (row[1], int(row[2])) for row in connection.execute(statement)}


def _missing(connection: Connection, scope: Scope, held: Sequence[Study]) -> list[Row]:
    known = {one.id: one for one in held}
    absent = counting.entries(connection, scope, ABSENT)
    place = {one: number for number, one in enumerate(in_office_order(connection, [one.person_id for one in absent]))}
    ordered = sorted(absent, key=lambda one: (known[one.study_id].starts_at, one.study_id, place[one.person_id]))
    lines: list[Row] = []
    for number, one in enumerate(ordered, start=1):
        study = known[one.study_id]
        later = said.LATER.format(day=day(one.made_up_at, scope.zone)) if one.made_up_at else ""
        about = (clock(study.starts_at, scope.zone), study.number, study.kind, study.title)
        lines.append((str(number), *about, one.name, one.unit, one.branch, said.ABSENT, later))
    return lines


def _speeches(connection: Connection, scope: Scope, held: Sequence[Study]) -> Leaf:
    """List what was contributed: to these studies, and what stands by itself where everything may be seen."""
    titles = {one.id: one.title for one in held}
    done = [one for one in _done(connection, scope) if _is_within(one, scope, titles)]
    order = in_office_order(connection, {one.person_id for one in done if one.person_id is not None})
    place: dict[int | None, int] = {one: number for number, one in enumerate(order)}
    done.sort(key=lambda one: (place.get(one.person_id, len(place)), one.name, one.on or date.min, one.id))
    lines = [
        (
            str(number),
            one.on.isoformat() if one.on else "",
            one.name,
            one.part,
            one.title,
            titles.get(one.study_id or 0, ""),
        )
        for number, one in enumerate(done, start=1)
    ]
    counts = _counts(done)
    notes = [said.SPEAKERS_NOTE.format(counts="；".join(counts))] if counts else []
    return Leaf(said.SPEECHES, said.SPEECHES_HEAD, lines, said.SPEECHES_WIDTHS, notes)


def _done(connection: Connection, scope: Scope) -> list[Part]:
    person_ids = scope.whose.ids if scope.whose is not None and scope.whose.what == PERSON else None
    return parts.between(connection, scope.period.since, scope.period.until, person_ids)


def _is_within(one: Part, scope: Scope, titles: Mapping[int, str]) -> bool:
    if one.study_id is not None:
        return one.study_id in titles
    sees_all = scope.me is None or scopes.sees_all(scope.me)
    return sees_all and not scope.kinds and (scope.whose is None or scope.whose.what == PERSON)


def _counts(done: Iterable[Part]) -> list[str]:
    """Say how often each contributed, by what he did."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for one in done:
        counted[one.name][one.part] += 1
    known = (*parts.OF_A_STUDY, *parts.BY_THEMSELVES)
    return [
        said.SPEAKER.format(name=name, counts="、".join(f"{part}{of[part]}" for part in known if of[part]))
        for name, of in counted.items()
    ]


def _names(connection: Connection, person_ids: Iterable[int]) -> dict[int, str]:
    found = connection.execute(select(persons.c.id, persons.c.name).where(persons.c.id.in_(list(person_ids))))
    return {row.id: row.name for row in found}


def _texts(*values: object) -> Row:
    return tuple(str(one) for one in values)
