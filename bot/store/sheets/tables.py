"""Writing plain tables: rows told apart by some columns, put in or over, taken out; and the columns of a period."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, insert, select, update

from bot.store.dated import equal
from bot.store.sheets.cells import day
from bot.store.sheets.sheet import Change, Column, Context, Record

SINCE = Column("since", "起始日期", day, example="2026-03-01", help="第一天；不填则从导入当天起")
UNTIL = Column("until", "截止日期", day, example="", help="最后一天；不填则一直有效")


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a record belongs in a table: the rows with the values of `key`."""

    table: Table
    key: Mapping[str, Any]

    @property
    def rows(self) -> ColumnElement[bool]:
        """Build the condition of these rows, NULL included."""
        return equal(self.table, self.key)

    @property
    def newest(self) -> ColumnElement[bool]:
        """Build the condition of the one of these rows that began last, in a dated table."""
        table = self.table
        last = select(table.c.id).where(self.rows).order_by(table.c.since.desc(), table.c.id.desc()).limit(1)
        return table.c.id == last.scalar_subquery()


Write = Callable[[Connection, Sequence[Change], Context], None]


def one_by_one(
    put: Callable[[Connection, Record, Context], None], drop: Callable[[Connection, Change, Context], None]
) -> Write:
    """Return the `write` of a sheet whose records do not depend on each other."""

    def write(connection: Connection, changes: Sequence[Change], context: Context) -> None:
        for change in changes:
            if change.after is not None:
                put(connection, change.after, context)
            else:
                drop(connection, change, context)

    return write


def put(connection: Connection, slot: Slot, values: Mapping[str, Any]) -> int:
    """Make the row in `slot` hold `values`; returns its id."""
    table = slot.table
    standing = connection.execute(select(table.c.id).where(slot.rows)).scalar()
    if standing is None:
        return int(connection.execute(insert(table).values(**slot.key, **values).returning(table.c.id)).scalar_one())
    connection.execute(update(table).where(table.c.id == standing).values(**slot.key, **values))
    return int(standing)


def drop(connection: Connection, slot: Slot) -> None:
    """Delete the row in `slot`."""
    connection.execute(delete(slot.table).where(slot.rows))


def put_period(connection: Connection, slot: Slot, values: Mapping[str, Any], period: Record, context: Context) -> None:
    """Make `values` hold in `slot` for the period a record gives; one that is over stays beside a later one."""
    table = slot.table
    standing = connection.execute(select(table.c.id, table.c.since, table.c.until).where(slot.newest)).first()
    since = context.first_moment(period.get("since") or context.day_from(context.now))
    until = context.moment_after(period["until"]) if period.get("until") else None
    if standing is not None:  # what the record says of it already, to the day, stays as it is, to the second
        is_open = standing.until is None or standing.until > context.now
        same = ("", context.day_from(standing.since)) if is_open else (context.day_from(standing.since),)
        since = standing.since if period.get("since", "") in same else since
        until = standing.until if period.get("until") == context.day_before(standing.until) else until
    row = {**values, "since": since, "until": until}
    if standing is None or (standing.until is not None and since >= standing.until):
        connection.execute(insert(table).values(**slot.key, **row))
    else:
        connection.execute(update(table).where(table.c.id == standing.id).values(**row))


def drop_period(connection: Connection, slot: Slot, change: Change, context: Context) -> None:
    """End what holds in `slot` now, or erase it where it never should have been."""
    if change.erase:
        connection.execute(delete(slot.table).where(slot.newest))
    else:
        still = slot.rows & slot.table.c.until.is_(None)
        connection.execute(update(slot.table).where(still).values(until=context.now))


def newest_periods(rows: Sequence[Record], identity: Sequence[str]) -> list[Record]:
    """Keep of records that differ only in their period the last, given in the order they began."""
    return list({tuple(row[key] for key in identity): row for row in rows}.values())


def is_over(record: Record, context: Context) -> bool:
    """Whether the record's last day has passed."""
    return bool(record.get("until")) and context.moment_after(record["until"]) <= context.now
