"""What people are: posts 任职, who is in charge of what 分管, roles, and the order of levels 职级.

All but the levels are dated rows, so that last year's ledger shows last year's post.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    bindparam,
    select,
)

from bot.rights import Role
from bot.store.database import RowId, metadata
from bot.store.dated import change_to, equal, holds, period

levels = Table(
    "levels",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("name", String(20), nullable=False, unique=True),
    Column("rank", Integer, nullable=False),
)
posts = Table(
    "posts",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", RowId, ForeignKey("persons.id"), nullable=False),
    Column("title", String(60), nullable=False),
    Column("unit_id", RowId, ForeignKey("units.id")),
    Column("branch_id", RowId, ForeignKey("branches.id")),
    Column("level_id", RowId, ForeignKey("levels.id")),
    *period(),
    CheckConstraint("(unit_id IS NULL) <> (branch_id IS NULL)", name="one_place"),
    Index("ix_posts_person_id", "person_id"),
    Index("ix_posts_unit_id", "unit_id"),
)
charges = Table(
    "charges",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", RowId, ForeignKey("persons.id"), nullable=False),
    Column("unit_id", RowId, ForeignKey("units.id")),
    Column("line", String(20)),
    Column("deputy", Boolean, nullable=False),
    *period(),
    CheckConstraint("(unit_id IS NULL) <> (line IS NULL)", name="one_subject"),
    Index("ix_charges_person_id", "person_id"),
    Index("ix_charges_unit_id", "unit_id"),
)
role_rows = Table(
    "role_rows",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", RowId, ForeignKey("persons.id"), nullable=False),
    Column("role", String(30), nullable=False),
    Column("unit_id", RowId, ForeignKey("units.id")),
    Column("branch_id", RowId, ForeignKey("branches.id")),
    *period(),
    Index("ix_role_rows_person_id", "person_id"),
    Index("ix_role_rows_role", "role"),
)


_charges = (
    select(charges.c.person_id, charges.c.unit_id, charges.c.line, charges.c.deputy)
    .where(holds(charges, bindparam("now")))
    .order_by(charges.c.id)
)
_charges_of_some = _charges.where(charges.c.person_id.in_(bindparam("ids", expanding=True)))


@dataclass(frozen=True, slots=True)
class Post:
    """One post somebody holds, in a unit or a branch. `level`: its 职级, empty where none is given."""

    person_id: int
    title: str
    unit_id: int | None
    branch_id: int | None
    level: str


@dataclass(frozen=True, slots=True)
class Charge:
    """What somebody is in charge of: a unit, or a line such as 安全. `deputy`: 协管, second after the one in charge."""

    person_id: int
    unit_id: int | None
    line: str | None
    deputy: bool


def posts_at(connection: Connection, now: datetime, person_ids: Sequence[int] | None = None) -> list[Post]:
    """Return the posts held at `now`, of `person_ids` or of everybody."""
    statement = (
        select(posts.c.person_id, posts.c.title, posts.c.unit_id, posts.c.branch_id, levels.c.name)
        .select_from(posts.outerjoin(levels, levels.c.id == posts.c.level_id))
        .where(holds(posts, now))
        .order_by(posts.c.id)
    )
    if person_ids is not None:
        statement = statement.where(posts.c.person_id.in_(person_ids))
    return [Post(row[0], row[1], row[2], row[3], row[4] or "") for row in connection.execute(statement).all()]


def charges_at(connection: Connection, now: datetime, person_ids: Sequence[int] | None = None) -> list[Charge]:
    """Return who is in charge of what at `now`, of `person_ids` or of everybody."""
    theirs = (_charges, {"now": now}) if person_ids is None else (_charges_of_some, {"now": now, "ids": person_ids})
    return [Charge(*row) for row in connection.execute(*theirs).all()]


def give_role(connection: Connection, person_id: int, role: Role, now: datetime) -> bool:
    """Give somebody a role in the whole department from `now` on. Returns whether he did not have it."""
    row = {"person_id": person_id, "role": role.value, "unit_id": None, "branch_id": None}
    same = equal(role_rows, row)
    if connection.execute(select(role_rows.c.id).where(same, holds(role_rows, now))).first() is not None:
        return False
    change_to(connection, role_rows, same, [row], now)
    return True


def level_ranks(connection: Connection) -> dict[str, int]:
    """Return the rank of each level, 1 the highest: 「主管以上」 is a cut in it."""
    return {row.name: row.rank for row in connection.execute(select(levels.c.name, levels.c.rank)).all()}
