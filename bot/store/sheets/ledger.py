"""A ledger 台账: a sheet that is written out and never read in, because it tells what happened."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.store.sheets.sheet import Change, Column, Context, Record, Sheet

CLOCK = "%Y-%m-%d %H:%M"


def ledger_of(
    key: str,
    title: str,
    headings: Mapping[str, str],
    current: Callable[[Connection, Context], list[Record]],
) -> Sheet:
    """Declare a ledger. headings: column key → heading, in their order, the first of which identifies a line."""
    columns = tuple(Column(column, heading, _as_it_is) for column, heading in headings.items())
    return Sheet(key=key, title=title, columns=columns, identity=(next(iter(headings)),), current=current, write=_write)


def clock(moment: datetime | None, zone: ZoneInfo) -> str:
    """Write day and time as they stand in ledgers; empty for None."""
    return moment.astimezone(zone).strftime(CLOCK) if moment else ""


def _as_it_is(text: str, _context: Context) -> str:
    return text


def _write(_connection: Connection, _changes: Sequence[Change], _context: Context) -> None:
    raise NotImplementedError("a ledger is written from what happened, not imported")
