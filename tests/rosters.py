"""A duty roster for tests: rows as the office writes them, imported the way a real one is."""

from __future__ import annotations

from datetime import datetime

from bot.store import shifts
from bot.store.audit import Stamp
from bot.store.database import Database
from bot.store.sheets.plan import carry_out, prepare
from bot.store.sheets.roster import ROSTER
from bot.store.sheets.sample import OFFICE_ZONE

HEAD = ["校区", "日期", "开始", "结束", "值班员", "带班领导", "值班电话"]
OPERATOR = "os:root"


def bring_roster(database: Database, now: datetime, *rows: str, replace: bool = False) -> list[shifts.Shift]:
    """Import rows such as `东区 11-23 17:30 8:00 刘洋 王部长 8111` (`-`: blank) and return every shift from now on."""
    grid = [HEAD, *(["" if cell == "-" else cell for cell in [*row.split(), ""][:7]] for row in rows)]
    plan = prepare(database, ROSTER, grid, zone=OFFICE_ZONE, now=now, replace=replace)
    carry_out(database, plan, Stamp(OPERATOR, now))
    with database.read() as connection:
        return shifts.between(connection, now, now.replace(year=now.year + 1))
