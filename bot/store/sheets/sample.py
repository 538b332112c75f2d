"""The invented department (青衡大学后勤保障部) of the try-out and the tests, imported the way a real one is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import bot
from bot.store import shifts
from bot.store.audit import Stamp, by_operator
from bot.store.database import Database
from bot.store.sheets.grid import Grid, read_grid
from bot.store.sheets.office import OFFICE_SHEETS
from bot.store.sheets.plan import carry_out, prepare
from bot.store.sheets.roster import ROSTER

FOLDER = Path(bot.__file__).parent / "samples" / "office"
OFFICE_ZONE = ZoneInfo("Asia/Shanghai")
#: Those that stand as files; the roster is of the day.
SAMPLE_SHEETS = tuple(sheet for sheet in OFFICE_SHEETS.values() if sheet is not ROSTER)

ROSTER_DAYS = 28
SATURDAY = 5
LEADERS = ("王部长", "林部长")
OFFICERS: Mapping[str, tuple[str, ...]] = {"东校区": ("刘洋", "陆明", "孙伟"), "西校区": ("王强", "周海", "冯涛")}


def load_sample_office(database: Database, now: datetime, zone: ZoneInfo = OFFICE_ZONE) -> None:
    """Import every sample table, in the order in which they refer to each other; a second time changes nothing."""
    stamp = Stamp(by_operator("samples"), now)
    for sheet in SAMPLE_SHEETS:
        grid = read_grid(FOLDER / f"{sheet.key}.csv")
        carry_out(database, prepare(database, sheet, grid, zone=zone, now=now), stamp)


def load_sample_roster(database: Database, now: datetime, zone: ZoneInfo = OFFICE_ZONE) -> None:
    """Import four weeks of nights and weekends from today on; a fixed file would be over before anybody tries it.

    Whoever is on duty at the moment has said 在岗 already. Where there is a roster, it stays.
    """
    with database.read() as connection:
        if shifts.is_any(connection):
            return
    stamp = Stamp(by_operator("samples"), now)
    grid = _roster(now.astimezone(zone).date())
    carry_out(database, prepare(database, ROSTER, grid, zone=zone, now=now), stamp)
    with database.write() as connection:
        for one in shifts.on_duty(connection, now):
            shifts.note_told(connection, one.id, now)
            shifts.confirm(connection, one.id, one.starts_at)


def _roster(today: date) -> Grid:
    """Write the roster as a file has it, from last night on."""
    grid = [[column.heading for column in ROSTER.columns]]
    for number in range(-1, ROSTER_DAYS):
        day = today + timedelta(days=number)
        leader = LEADERS[number % len(LEADERS)]
        spans = [("17:30", "08:00")] if day.weekday() < SATURDAY else [("08:00", "17:30"), ("17:30", "08:00")]
        for turn, (start, end) in enumerate(spans):
            for campus, officers in OFFICERS.items():
                officer = officers[(number + turn) % len(officers)]
                grid.append([campus, day.isoformat(), start, end, officer, leader, ""])
    return grid
