"""Answers: 收到, 已办, 请假, 转交; who has not given any."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, select

from bot.store import people
from bot.store.people import Person
from bot.turn import Turn
from scheduler import owed
from scheduler.notices import rows
from scheduler.notices.notice import KIND, Notice, subject_of


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody answers. how: as `owed` settles it. kind: of a leave 病假, 事假, 公出; reason: in his own words.

    by_id: who says it for him, None himself.
    """

    how: str
    kind: str = ""
    reason: str = ""
    delegate_id: int | None = None
    by_id: int | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How a notice stands, in office order.

    expected: who answers for himself; who has handed it over is not in it, who took it over is. reasons: of those
    excused, in their words. delegates: who comes instead.
    """

    expected: tuple[Person, ...] = ()
    confirmed: tuple[Person, ...] = ()
    excused: tuple[Person, ...] = ()
    handed_over: tuple[Person, ...] = ()
    silent: tuple[Person, ...] = ()
    reasons: dict[int, str] = field(default_factory=dict)
    delegates: dict[int, int] = field(default_factory=dict)


def settle(turn: Turn, notice: Notice, person_id: int, answer: Answer) -> bool:
    """Take down what somebody answers; a later answer goes before an earlier one. Returns False where nothing changes.

    A notice that is void, or was never his, takes no answer.
    """
    mine = owed.one(turn.connection, KIND, notice.owed, person_id)
    if not notice.is_open or mine is None or mine.settled_how in (answer.how, owed.VOID):
        return False
    if mine.settled_at is None:
        owed.settle(turn, KIND, notice.owed, person_id, answer.how)
    else:
        owed.settle_anew(turn, KIND, notice.owed, person_id, answer.how)
    rows.answered(
        turn.connection,
        notice,
        person_id,
        answer.how,
        kind=answer.kind,
        reason=answer.reason,
        delegate_id=answer.delegate_id,
        by_id=answer.by_id,
        at=turn.waiting.happened_at if turn.waiting else turn.now,
        source=turn.source,
    )
    return True


def take_back(turn: Turn, notice: Notice, source: str) -> None:
    """Undo what was answered in one turn."""
    owed.take_back(turn, notice.owed, source)
    connection, answers = turn.connection, rows.notice_answers
    connection.execute(answers.delete().where(answers.c.notice_id == notice.id, answers.c.source == source))


def pending(connection: Connection, person_ids: Iterable[int]) -> list[tuple[Notice, int]]:
    """Return the notices some people owe an answer to, the newest first, each with who owes it."""
    table = owed.owed
    theirs = table.c.person_id.in_(list(person_ids)) & (table.c.kind == KIND) & table.c.settled_at.is_(None)
    owing = connection.execute(select(table.c.subject, table.c.person_id).where(theirs).order_by(table.c.id)).all()
    found = {one.owed: one for one in rows.some(connection, [int(row.subject.split(":")[1]) for row in owing])}
    pairs = [(found[row.subject], int(row.person_id)) for row in owing if row.subject in found]
    return sorted(pairs, key=lambda pair: -pair[0].id)


def tally(connection: Connection, notice: Notice, now: datetime) -> Tally:
    """Count the answers to a notice; who is not asked any more, or has left, is not in it."""
    asked = [one for one in owed.on_subject(connection, subject_of(notice.id)) if one.kind == KIND]
    asked = [one for one in asked if one.settled_how != owed.VOID]
    known = {one.id: one for one in people.people(connection, now, {one.person_id for one in asked})}
    last = {row.person_id: row for row in rows.answers_of(connection, notice.id)}

    def those(*hows: str | None) -> tuple[Person, ...]:
        ids = [one.person_id for one in asked if one.settled_how in hows]
        return tuple(people.in_order(known[one] for one in ids if one in known))

    excused = those(owed.EXCUSED)
    return Tally(
        expected=those(None, owed.LAPSED, owed.DONE, owed.EXCUSED),
        confirmed=those(owed.DONE),
        excused=excused,
        handed_over=those(owed.HANDED_OVER),
        silent=those(None, owed.LAPSED),
        reasons={one.id: last[one.id].reason or last[one.id].kind for one in excused if one.id in last},
        delegates={row.person_id: row.delegate_id for row in last.values() if row.delegate_id},
    )
