"""免打扰: what somebody does not want to be told of any more, and until when he wants to be left alone altogether.

Only what can wait is held back; incidents never are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Connection, ForeignKey, String, Table, UniqueConstraint, delete, or_, select

from bot.store.database import RowId, UtcTime, insert_or_update, metadata

mutes = Table(
    "mutes",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", RowId, ForeignKey("persons.id"), nullable=False),
    Column("subject", String(120), nullable=False, server_default=""),
    Column("until", UtcTime),
    Column("made_at", UtcTime, nullable=False),
    UniqueConstraint("person_id", "subject"),
)


@dataclass(frozen=True, slots=True)
class Muted:
    """What somebody is not told. until: to be left alone altogether until then; subjects: matters he is done with."""

    until: datetime | None = None
    subjects: frozenset[str] = frozenset()


NOTHING = Muted()


def mute(connection: Connection, person_id: int, subject: str, until: datetime | None, now: datetime) -> None:
    """Tell somebody nothing of a matter any more (until: or only until then); an empty subject: nothing at all.

    What is about a muted matter is dropped; what comes while he is left alone altogether waits. Said anew, the later
    word counts. Raises ValueError where he would be left alone for ever.
    """
    if not subject and until is None:
        raise ValueError("to be told nothing at all needs an end")
    row = {"person_id": person_id, "subject": subject, "until": until, "made_at": now}
    connection.execute(insert_or_update(connection, mutes, row, unique=("person_id", "subject")))


def unmute(connection: Connection, person_id: int, subject: str = "") -> bool:
    """Take a mute back. Returns False where there was none."""
    his = (mutes.c.person_id == person_id) & (mutes.c.subject == subject)
    return connection.execute(delete(mutes).where(his).returning(mutes.c.id)).first() is not None


def muted(connection: Connection, ids: Iterable[int], now: datetime) -> Mapping[int, Muted]:
    """Return what each of some people is not told at `now`; who is told everything is left out."""
    wanted = mutes.c.person_id.in_(list(ids)) & or_(mutes.c.until.is_(None), mutes.c.until > now)
    subjects: dict[int, set[str]] = defaultdict(set)
    ends: dict[int, datetime] = {}
    for row in connection.execute(select(mutes.c.person_id, mutes.c.subject, mutes.c.until).where(wanted)):
        if row.subject:
            subjects[row.person_id].add(row.subject)
        elif row.until is not None:
            ends[row.person_id] = row.until
    return {one: Muted(ends.get(one), frozenset(subjects[one])) for one in {*subjects, *ends}}
