"""Questions that were not answered, kept in groups of those that ask about the same, and who is to be told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from bot.messages import Message
from handlers.ask.learning.rows import question_askers, question_groups
from knowledge.alike import GROUPED, likeness, plain
from knowledge.reviewed import LONGEST_QUESTION
from knowledge.rows import unanswered
from knowledge.unlisted import is_unlisted

#: Where a group stands. What is left aside stays so, however often it is asked again.
OPEN, ANSWERED, ASIDE = "open", "answered", "aside"


@dataclass(frozen=True, slots=True)
class Group:
    """Alike questions. wordings: each once, the most frequent first. reasons: how often why. Times are office times."""

    id: int
    state: str
    wordings: tuple[str, ...]
    reasons: Mapping[str, int]
    first: datetime
    last: datetime

    @property
    def wording(self) -> str:
        """Return how it is asked most often."""
        return self.wordings[0]

    @property
    def count(self) -> int:
        """Return how often it was asked."""
        return sum(self.reasons.values())


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody to be told: a person of the office, or an account nobody enrolled; what he asked, and when."""

    person_id: int | None
    platform: str
    account: str
    question: str
    asked_at: datetime


def keep(
    connection: Connection, question: str, reason: str, now: datetime, asker: Message, person_id: int | None
) -> int | None:
    """Keep a question with its group, and apart from it who is to be told.

    asker: the message it came with. Returns its row, None where it asks nothing or must not be kept.
    """
    text = " ".join(question.split())[:LONGEST_QUESTION]
    if not plain(text).says_enough or is_unlisted(text):
        return None
    group = _group_for(connection, text, now)
    row = int(
        connection.execute(
            insert(unanswered).values(text=text, asked_at=now, reason=reason, group_id=group).returning(unanswered.c.id)
        ).scalar_one()
    )
    here = {"person_id": person_id, "platform": asker.platform, "account": asker.account}
    connection.execute(insert(question_askers).values(question_id=row, asked_at=now, **here))
    return row


def take_back(connection: Connection, question_id: int) -> None:
    """Forget a kept question, and its group where it was the only one."""
    group = connection.execute(select(unanswered.c.group_id).where(unanswered.c.id == question_id)).scalar()
    connection.execute(delete(question_askers).where(question_askers.c.question_id == question_id))
    connection.execute(delete(unanswered).where(unanswered.c.id == question_id))
    if connection.execute(select(unanswered.c.id).where(unanswered.c.group_id == group).limit(1)).first() is None:
        connection.execute(delete(question_groups).where(question_groups.c.id == group))


def gather(connection: Connection, now: datetime) -> None:
    """Put into groups what was kept before there were any."""
    loose = select(unanswered.c.id, unanswered.c.text).where(unanswered.c.group_id.is_(None)).order_by(unanswered.c.id)
    for row in connection.execute(loose).all():
        if is_unlisted(row.text):
            connection.execute(delete(unanswered).where(unanswered.c.id == row.id))
            continue
        group = _group_for(connection, row.text, now)
        connection.execute(update(unanswered).where(unanswered.c.id == row.id).values(group_id=group))


def open_groups(connection: Connection) -> list[Group]:
    """Return what is still to be answered: what is asked most often first, of those the newest."""
    found = _read(connection, question_groups.c.state == OPEN)
    return sorted(found, key=lambda one: (-one.count, -one.last.timestamp(), one.id))


def find(connection: Connection, group_id: int) -> Group | None:
    """Return a group by its number."""
    return next(iter(_read(connection, question_groups.c.id == group_id)), None)


def of_question(connection: Connection, question_id: int) -> Group | None:
    """Return the group a kept question belongs to."""
    group = connection.execute(select(unanswered.c.group_id).where(unanswered.c.id == question_id)).scalar()
    return find(connection, group) if group else None


def of_pair(connection: Connection, pair_id: int) -> Group | None:
    """Return the group a pair was written for."""
    return next(iter(_read(connection, question_groups.c.pair_id == pair_id)), None)


def move(connection: Connection, group_id: int, state: str, now: datetime, *, pair_id: int | None = None) -> None:
    """Bring a group to another state."""
    values = {"state": state, "closed_at": None if state == OPEN else now, "pair_id": pair_id}
    connection.execute(update(question_groups).where(question_groups.c.id == group_id).values(**values))


def askers(connection: Connection, group_id: int) -> list[Asker]:
    """Return who is to be told of an answer, each once, in the order they asked."""
    a = question_askers.c
    rows = connection.execute(
        select(a.person_id, a.platform, a.account, unanswered.c.text, a.asked_at)
        .select_from(question_askers.join(unanswered, unanswered.c.id == a.question_id))
        .where(unanswered.c.group_id == group_id)
        .order_by(a.id)
    )
    found: dict[object, Asker] = {}
    for row in rows:
        found.setdefault(row.person_id or (row.platform, row.account), Asker(*row))
    return list(found.values())


def forget_askers(connection: Connection, group_id: int) -> None:
    """Forget who asked, once they were told."""
    those = select(unanswered.c.id).where(unanswered.c.group_id == group_id)
    connection.execute(delete(question_askers).where(question_askers.c.question_id.in_(those)))


def forget_asker(connection: Connection, group_id: int, platform: str, account: str) -> None:
    """Forget one of those who asked: he was told by other ways."""
    those = select(unanswered.c.id).where(unanswered.c.group_id == group_id)
    his = (question_askers.c.platform == platform) & (question_askers.c.account == account)
    connection.execute(delete(question_askers).where(his, question_askers.c.question_id.in_(those)))


def put_back(connection: Connection, group_id: int, some: Sequence[Asker], now: datetime) -> None:
    """Keep again who is to be told: what was said to them was taken back."""
    rows = connection.execute(select(unanswered.c.id, unanswered.c.text).where(unanswered.c.group_id == group_id)).all()
    ids = {row.text: row.id for row in rows}
    for one in some:
        row = {"person_id": one.person_id, "platform": one.platform, "account": one.account, "asked_at": one.asked_at}
        question_id = ids.get(one.question, rows[0].id)
        connection.execute(insert(question_askers).values(question_id=question_id, **row))
    move(connection, group_id, OPEN, now)


def forget_before(connection: Connection, before: datetime) -> int:
    """Forget who asked before a moment; returns how many."""
    gone = delete(question_askers).where(question_askers.c.asked_at < before).returning(question_askers.c.id)
    return len(connection.execute(gone).all())


def _group_for(connection: Connection, text: str, now: datetime) -> int:
    """Return the open or left-aside group a question is nearest to, a new one where it is near none."""
    known = connection.execute(
        select(unanswered.c.text, unanswered.c.group_id)
        .select_from(unanswered.join(question_groups, question_groups.c.id == unanswered.c.group_id))
        .where(question_groups.c.state.in_((OPEN, ASIDE)))
        .distinct()
    ).all()
    near = max(((likeness(text, row.text), -row.group_id) for row in known), default=(0.0, 0))
    if near[0] >= GROUPED:
        return -near[1]
    new = insert(question_groups).values(state=OPEN, opened_at=now).returning(question_groups.c.id)
    return int(connection.execute(new).scalar_one())


def _read(connection: Connection, which: ColumnElement[bool]) -> list[Group]:
    rows = connection.execute(
        select(
            question_groups.c.id, question_groups.c.state, unanswered.c.text, unanswered.c.reason, unanswered.c.asked_at
        )
        .select_from(question_groups.join(unanswered, unanswered.c.group_id == question_groups.c.id))
        .where(which)
        .order_by(unanswered.c.id)
    ).all()
    by_group = defaultdict(list)
    for row in rows:
        by_group[row.id, row.state].append(row)
    return [
        Group(
            group_id,
            state,
            tuple(text for text, _ in Counter(row.text for row in some).most_common()),
            Counter(row.reason for row in some),
            some[0].asked_at,
            some[-1].asked_at,
        )
        for (group_id, state), some in by_group.items()
    ]
