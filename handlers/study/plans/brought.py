"""A plan that comes as a file in the chat: shown first, imported by one confirmation, through the sheet the desk uses.

The file is read before the turn, so that nobody waits for it; what the confirmation imports is what was shown, or it is
shown anew.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from bot.errors import SheetError
from bot.messages import Message
from bot.registry import Prepare
from bot.router import Reading
from bot.situation import Situation
from bot.store import files
from bot.store.database import Database
from bot.store.files import FileStore
from bot.store.people import Person
from bot.store.sheets.grid import Grid, read_grid
from bot.store.sheets.plan import Plan, prepare
from handlers.study.plans.plan_sheet import COLUMNS, sheet_for
from handlers.study.rights import may_open

LEAST_HEADINGS, HEADER_WITHIN = 6, 10


@dataclass(frozen=True, slots=True)
class Desk:
    """Where files that came are read from, outside any write transaction."""

    database: Database
    store: FileStore

    def grid(self, connection: Connection, file_id: int, name: str) -> Grid:
        """Return the cells of a table that came. Raises SheetError where it is none."""
        content = self.store.read(files.find(connection, file_id).sha256)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / f"plan{Path(name).suffix.lower()}"
            file.write_bytes(content)
            return read_grid(file, sheet_for().title)


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file would do. is_plan: whether its headings are those of a plan; faults: why it can't be imported."""

    is_plan: bool
    plan: Plan | None = None
    faults: tuple[str, ...] = ()

    @property
    def seen(self) -> str:
        """Return a short mark of what would change, equal only where the same would."""
        changes = [(one.before, one.after) for one in self.plan.changes] if self.plan else []
        written = json.dumps(changes, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(written.encode()).hexdigest()[:16]

    @property
    def counts(self) -> Counter[str]:
        """Return how many sessions are new, and how many are otherwise."""
        changes = self.plan.changes if self.plan else ()
        return Counter("新增" if one.before is None else "变更" for one in changes)


def preparing(desk: Desk | None) -> Prepare:
    """Return what reads the file of a message before its turn."""

    def read(message: Message, reading: Reading, situation: Situation) -> Brought | None:
        del message
        me = situation.sender
        if desk is None or not isinstance(me, Person) or not may_open(me):
            return None
        name = str(reading.slots["name"])
        with desk.database.read() as connection:
            try:
                grid = desk.grid(connection, int(reading.slots["file"]), name)
            except SheetError as trouble:
                return Brought(is_plan=False, faults=tuple(trouble.faults))
        if not is_plan(grid):
            return Brought(is_plan=False)
        try:
            sheet = sheet_for(me)
            plan = prepare(desk.database, sheet, grid, zone=situation.zone, now=situation.now)
        except SheetError as trouble:
            return Brought(is_plan=True, faults=tuple(trouble.faults))
        return Brought(is_plan=True, plan=plan)

    return read


def is_plan(grid: Grid) -> bool:
    """Whether a table has the headings of a plan."""
    known = {one.heading for one in COLUMNS}
    return any(len({cell.strip().strip("*") for cell in row} & known) >= LEAST_HEADINGS for row in grid[:HEADER_WITHIN])
