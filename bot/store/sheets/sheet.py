"""A sheet: a table as the office sees it, declared once.

A record is text only, each cell in one canonical form, so that a file, the table, a preview and an undo are compared as
they stand. A column that is missing in a file leaves what stands; a cell that is blank clears it. Other slices declare
their own sheets; nothing here knows which there are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

#: Stands before the first cell of a template's example row, which is never imported.
EXAMPLE = "示例："

Record = Mapping[str, str]
Names = Mapping[str, str]


class CellFault(ValueError):
    """A cell can't be taken; the text says what is wrong and the remedy, in Chinese."""


@dataclass(frozen=True, slots=True)
class Context:
    """What parsing and writing know besides the cells.

    names: for each kind of thing the folded names it goes by, to its canonical name; to "" where a name is ambiguous.
    zone: the office's, in which the days of a sheet begin. now: office time.
    """

    zone: ZoneInfo
    now: datetime
    names: Mapping[str, Names] = field(default_factory=dict)

    def first_moment(self, day: str) -> datetime:
        """Return the moment the ISO `day` begins."""
        return datetime.fromisoformat(day).replace(tzinfo=self.zone)

    def moment_after(self, day: str) -> datetime:
        """Return the moment the ISO `day` is over."""
        return (datetime.fromisoformat(day) + timedelta(days=1)).replace(tzinfo=self.zone)

    def day_from(self, moment: datetime | None) -> str:
        """Return the ISO day that begins with or holds `moment`, empty for None."""
        return "" if moment is None else moment.astimezone(self.zone).date().isoformat()

    def day_before(self, moment: datetime | None) -> str:
        """Return the ISO day before the one that begins at `moment`: the last on which something held."""
        return "" if moment is None else self.day_from(moment - timedelta(microseconds=1))


Parse = Callable[[str, Context], str]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `parse` turns a filled cell into its canonical form or raises CellFault.

    shown_only: it is exported, and not looked at in a file.
    """

    key: str
    heading: str
    parse: Parse
    required: bool = False
    example: str = ""
    help: str = ""
    shown_only: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One record before and after; None: it was not there, or is gone.

    erase: it never should have been there (an import is taken back), so no history of it stays.
    """

    before: Record | None
    after: Record | None
    erase: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One record and the number of its row in the spreadsheet."""

    number: int
    record: Record


def _no_faults(_rows: Sequence[Row], _context: Context) -> list[str]:
    return []


def _nothing_against(_connection: Connection, _rows: Sequence[Row], _context: Context) -> list[str]:
    return []


def _no_text(_text: str) -> list[list[str]] | None:
    return None


def _never_over(_record: Record, _context: Context) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table the office edits.

    key, title: what commands and people call it. identity: the columns that tell one record from another.
    current: every record as it stands. write: make the changes, in the caller's transaction; raises SheetError.
    names: what `Column.parse` needs to know of other tables. names_itself: (kind, columns) where rows may refer to
    rows of the same file. check: faults of the file as a whole. against: what of it does not fit
    the tables as they stand. is_over: a record of the past, which need not be in a
    file that replaces the table. from_text: read a plain text (a notice) into rows, headings first; None where it is a
    table.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    identity: tuple[str, ...]
    current: Callable[[Connection, Context], list[Record]]
    write: Callable[[Connection, Sequence[Change], Context], None]
    names: Mapping[str, Callable[[Connection], Names]] = field(default_factory=dict)
    names_itself: tuple[str, tuple[str, ...]] | None = None
    check: Callable[[Sequence[Row], Context], list[str]] = _no_faults
    against: Callable[[Connection, Sequence[Row], Context], list[str]] = _nothing_against
    is_over: Callable[[Record, Context], bool] = _never_over
    from_text: Callable[[str], list[list[str]] | None] = _no_text

    def identify(self, record: Record) -> tuple[str, ...]:
        """Return what tells `record` from the others."""
        return tuple(record.get(key, "") for key in self.identity)

    def edited(self, record: Record) -> Record:
        """Return what of a record a file may change."""
        shown = {column.key for column in self.columns if column.shown_only}
        return {key: cell for key, cell in record.items() if key not in shown}

    def label(self, record: Record) -> str:
        """Return what people recognise `record` by."""
        keys = (*self.identity, "name") if "name" not in self.identity else self.identity
        return " ".join(filter(None, (record.get(key, "") for key in keys)))

    def context(self, connection: Connection, zone: ZoneInfo, now: datetime) -> Context:
        """Read what parsing needs to know."""
        return Context(zone, now, {kind: read(connection) for kind, read in self.names.items()})
