"""The rows of tickets, and the operator's ledger."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from bot.cli.tables import export_table
from bot.errors import RowMoved
from bot.store import audit
from bot.store.audit import Stamp
from bot.store.database import Database
from handlers.ticket import ledger, reports, tickets
from handlers.ticket.matter import Kind, Stage, State
from handlers.ticket.reports import Report
from handlers.ticket.tickets import Opening
from tests.conftest import MONDAY

ZONE = ZoneInfo("Asia/Shanghai")
PHONE = "13900010041"


def opening(kind: Kind = Kind.REPAIR, item: str = "灯", place: str = "3号楼402") -> Opening:
    """Make an opening."""
    return Opening(kind, item, MONDAY + timedelta(minutes=30), place, "东校区")


def said(account: str = "tryout/liming", text: str = f"灯坏了，电话{PHONE}") -> Report:
    """Make a report."""
    return Report(account, None, text, MONDAY, "李明", PHONE)


def test_each_series_has_its_own_numbers(database: Database) -> None:
    """Without gaps, found however they are written."""
    with database.write() as connection:
        found = [tickets.open_ticket(connection, opening(kind), MONDAY).number for kind in (*Kind, *Kind)]
        assert found == ["BX-0001", "YH-0001", "BX-0002", "YH-0002"]
        assert [tickets.by_number(connection, one) is not None for one in ("bx-2", "YH-0003", "SJ-0001", "BX-x")] == [
            True, False, False, False,
        ]  # fmt: skip


def test_of_two_who_act_at_once_one_runs_again(database: Database) -> None:
    """Nothing of the second is written."""
    with database.write() as connection:
        ticket = tickets.open_ticket(connection, opening(), MONDAY)
        tickets.moved(connection, ticket, State(stage=Stage.TAKEN), MONDAY)
        with pytest.raises(RowMoved):
            tickets.moved(connection, ticket, State(stage=Stage.CANCELLED), MONDAY)
        assert tickets.load(connection, ticket.id).state.stage is Stage.TAKEN


def test_the_same_is_the_same_fault_at_the_same_place(database: Database) -> None:
    """Open, opened lately; without a place only of the same account; never without a thing."""
    with database.write() as connection:
        ticket = tickets.open_ticket(connection, opening(), MONDAY)
        reports.note(connection, ticket.id, said())
        for other, account, is_same in (
            (opening(place="三号楼402"), "x", True),
            (opening(place="3号楼403"), "x", False),
            (opening(item="门锁"), "x", False),
            (opening(Kind.HAZARD), "x", False),
            (opening(item=""), "tryout/liming", False),
            (opening(place=""), "x", False),
            (opening(place=""), "tryout/liming", True),
        ):
            found = tickets.alike(connection, other, account, MONDAY - timedelta(hours=1))
            assert (found is not None) is is_same, (other, account)
        assert tickets.alike(connection, opening(), "x", MONDAY + timedelta(hours=1)) is None


def test_the_ledger_is_written_without_names_and_telephones(database: Database, tmp_path: Path) -> None:
    """Every ticket with its three times, nothing taken for a formula; the export is recorded."""
    with database.write() as connection:
        ticket = tickets.open_ticket(connection, opening(item="=1+1"), MONDAY)
        reports.note(connection, ticket.id, said())
        tickets.moved(connection, ticket, State(stage=Stage.TAKEN, responded_at=MONDAY), MONDAY)
        assert ledger.told(connection, ZONE) == [
            "BX-0001  已响应  东校区3号楼402=1+1    2026-11-23 10:00登记，应2026-11-23 10:30前响应"
        ]
    file = tmp_path / "台账.xlsx"
    export_table(database, ledger.SHEET, file, ZONE, Stamp("os:tester", MONDAY))
    rows = list(load_workbook(file).worksheets[0].iter_rows(values_only=True))
    assert rows[0][:3] == ("编号", "类别", "地点")
    line = dict(zip(rows[0], rows[1], strict=True))
    assert (line["编号"], line["响应时间"], line["到场时间"]) == ("BX-0001", "2026-11-23 10:00", None)
    assert line["事项"] == "=1+1"
    assert not [word for word in (PHONE, "李明") if word in str(rows)]
    with database.read() as connection:
        assert [one.what for one in audit.deeds(connection)] == ["table.exported"]
