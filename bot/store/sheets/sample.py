"""The invented department (青衡大学后勤保障部) of the try-out and the tests, imported the way a real one is."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import bot
from bot.store.audit import Stamp, by_operator
from bot.store.database import Database
from bot.store.sheets.grid import read_grid
from bot.store.sheets.office import OFFICE_SHEETS
from bot.store.sheets.plan import carry_out, prepare

FOLDER = Path(bot.__file__).parent / "samples" / "office"
OFFICE_ZONE = ZoneInfo("Asia/Shanghai")


def load_sample_office(database: Database, now: datetime, zone: ZoneInfo = OFFICE_ZONE) -> None:
    """Import every sample table, in the order in which they refer to each other; a second time changes nothing."""
    stamp = Stamp(by_operator("samples"), now)
    for sheet in OFFICE_SHEETS.values():
        grid = read_grid(FOLDER / f"{sheet.key}.csv")
        carry_out(database, prepare(database, sheet, grid, zone=zone, now=now), stamp)
