"""The office's calendar in rows: imported from a sheet or a notice, taken back, built anew when it changes."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import structlog
from sqlalchemy import event
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.errors import SheetError
from bot.store.audit import Stamp
from bot.store.database import Database
from bot.store.sheets.imports import undo_last
from bot.store.sheets.plan import carry_out, prepare
from bot.store.sheets.sample import OFFICE_ZONE
from bot.store.sheets.sheet import Sheet
from scheduler.calendar import calendar_of
from scheduler.calendar.notice import rows_of_notice
from scheduler.calendar.sheets import CALENDAR, TERMS

SHEETS = {sheet.key: sheet for sheet in (CALENDAR, TERMS)}
NOTICE = """国务院办公厅关于2027年部分节假日安排的通知
一、元旦：1月1日（周五）至3日（周日）放假调休，共3天。
二、春节：2月5日（农历除夕、周五）至11日（农历正月初六、周四）放假调休，共7天。1月31日（周日）、2月20日（周六）上班。
"""
TERM_ROWS = [
    ["名称", "种类", "开始", "结束"],
    ["第一学期", "教学周", "2026-09-07", "2027-01-15"],
    ["寒假", "寒假", "2027-01-16", "2027-02-26"],
    ["期末考试", "保障期", "2027-01-04", "2027-01-15"],
]


def bring(database: Database, now: datetime, sheet: Sheet, rows: list[list[str]], *, replace: bool = False) -> None:
    """Import rows."""
    plan = prepare(database, sheet, rows, zone=OFFICE_ZONE, now=now, replace=replace)
    carry_out(database, plan, Stamp("operator", now))


def bring_notice(database: Database, now: datetime) -> None:
    """Import the notice."""
    bring(database, now, CALENDAR, rows_of_notice(NOTICE) or [])


def test_the_notice_moves_the_workdays_and_how_far_the_calendar_is_known(database: Database, now: datetime) -> None:
    """A Sunday is worked, a weekday free, 2027 is known; taken back, everything is as before."""
    with database.read() as connection:
        before = calendar_of(connection)
    assert before.known_until(now.date()) == date(2026, 12, 31)
    assert (before.is_workday(date(2027, 1, 31)), before.is_workday(date(2027, 2, 11))) == (False, True)
    bring_notice(database, now)
    with database.read() as connection:
        calendar = calendar_of(connection)
    assert calendar.known_until(now.date()) == date(2027, 12, 31)
    assert (calendar.is_workday(date(2027, 1, 31)), calendar.is_workday(date(2027, 2, 11))) == (True, False)
    assert calendar.name_of(date(2027, 2, 11)) == "春节"
    with database.write() as connection:
        undone = undo_last(connection, SHEETS, OFFICE_ZONE, Stamp("operator", now))
        assert undone.counts == {"新增": 12}
        assert calendar_of(connection) == before


def test_periods_are_named_and_weeks_of_teaching_counted(database: Database, now: datetime) -> None:
    """By Mondays, from the week the term begins in; an examination stands inside a term."""
    bring(database, now, TERMS, TERM_ROWS)
    with database.read() as connection:
        calendar = calendar_of(connection)
    assert calendar.teaching_week(date(2026, 11, 18)) == 11
    assert [one.name for one in calendar.periods_on(date(2027, 1, 5))] == ["第一学期", "期末考试"]
    assert calendar.teaching_week(date(2027, 2, 1)) is None


def test_a_calendar_that_did_not_change_is_not_built_again(database: Database, now: datetime) -> None:
    """One small query a message, and the very same value."""
    bring(database, now, TERMS, TERM_ROWS)
    asked: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    with database.read() as connection:
        first = calendar_of(connection)
        asked.clear()
        assert calendar_of(connection) is first
    assert len(asked) == 1


def test_a_change_that_is_rolled_back_never_was(database: Database, now: datetime) -> None:
    """What a failed transaction built is not what the next one sees."""
    bring(database, now, TERMS, TERM_ROWS)
    with database.engine.connect() as connection:
        undo_last(connection, SHEETS, OFFICE_ZONE, Stamp("operator", now))
        assert not calendar_of(connection).periods
        connection.rollback()
    with database.read() as connection:
        assert len(calendar_of(connection).periods) == 3


def test_the_office_goes_before_the_country(database: Database, now: datetime) -> None:
    """A day of the school's own; the year is not known by it. A day gone from the file is gone."""
    bring(
        database, now, CALENDAR, [["日期", "安排", "名称"], ["2027-05-20", "放假", "校庆"], ["2026-11-28", "上班", ""]]
    )
    with database.read() as connection:
        calendar = calendar_of(connection)
    assert (calendar.is_workday(date(2027, 5, 20)), calendar.is_workday(date(2026, 11, 28))) == (False, True)
    assert calendar.known_until(now.date()) == date(2026, 12, 31)
    bring(database, now, CALENDAR, [["日期", "安排"], ["2026-11-28", "上班"]], replace=True)
    with database.read() as connection:
        assert calendar_of(connection).is_workday(date(2027, 5, 20))


def test_what_is_over_stays_when_the_file_replaces_the_table(database: Database, now: datetime) -> None:
    """Last year's 校历 need not be in this year's file."""
    bring(database, now, TERMS, TERM_ROWS)
    later = now + timedelta(days=90)
    bring(database, later, TERMS, [TERM_ROWS[0], ["第二学期", "教学周", "2027-03-01", "2027-07-09"]], replace=True)
    with database.read() as connection:
        names = [one.name for one in calendar_of(connection).periods]
    assert names == ["第一学期", "期末考试", "第二学期"]


@pytest.mark.parametrize(
    ("sheet", "rows", "fault"),
    [
        (TERMS, [["第一学期", "教学周", "2027-01-15", "2026-09-07"]], "结束日期早于开始日期"),
        (TERMS, [["第一学期", "教学周", "2026-09-07", "2028-01-15"]], "超过一年"),
        (
            TERMS,
            [["一", "寒假", "2027-01-16", "2027-02-26"], ["二", "寒假", "2027-02-26", "2027-03-01"]],
            "与第2行（一）的日期重叠，寒假不能重叠",
        ),
        (TERMS, [["第一学期", "学期", "2026-09-07", "2027-01-15"]], "不在可选范围"),
        (CALENDAR, [["2027-02-30", "放假", "", ""]], "不是日期"),
        (CALENDAR, [["1999-10-01", "放假", "", ""]], "不在2008年到2099年之间"),
        (CALENDAR, [["2027-01-01", "休息", "", ""]], "不在可选范围"),
    ],
)
def test_a_row_that_can_t_be_is_refused(
    database: Database, now: datetime, sheet: Sheet, rows: list[list[str]], fault: str
) -> None:
    """With the row and the remedy."""
    head = [column.heading for column in sheet.columns]
    with pytest.raises(SheetError) as raised:
        bring(database, now, sheet, [head, *rows])
    assert fault in "".join(raised.value.faults)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with its own store; what a command does to the logs ends with it."""
    before = logging.getLogger().handlers[:], logging.getLogger().level
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOUQIN_DATA_DIR", str(tmp_path / "var"))
    yield tmp_path
    structlog.reset_defaults()
    logging.getLogger().handlers[:], logging.getLogger().level = before


def houqin(*words: str, typed: str = "") -> Result:
    """Run a command."""
    return CliRunner().invoke(app, list(words), input=typed)


def test_a_time_is_read_without_a_store_and_makes_none(folder: Path) -> None:
    """One line a text in order, each with its own moment if it has one; a bad moment is a fault of what was typed."""
    lines = [{"text": "明天下午3点开会"}, {"text": "每月最后一个工作日"}, {"text": "12月中旬"}, {"text": "2月30号"}]
    lines.append({"text": "周五", "now": "2026-12-01T08:00:00+08:00"})
    (folder / "a.jsonl").write_text("\n".join(json.dumps(one) for one in lines), encoding="utf-8")
    done = houqin("when", "--now", "2026-11-18T10:00", "--batch", "a.jsonl")
    read = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.exit_code, [one["kind"] for one in read]) == (0, ["point", "recur", "span", "none", "point"])
    assert (read[0]["start"], read[0]["matched"], read[0]["rest"]) == ("2026-11-19T15:00", "明天下午3点", "开会")
    assert (read[1]["rrule"], read[1]["start"], read[1]["next"]) == (
        "MONTHLY-LAST-WORKDAY",
        None,
        "2026-11-30T00:00",
    )
    assert "12月中旬" in read[2]["question"]
    assert read[3]["refused"]
    assert read[4]["start"] == "2026-12-04"
    assert not (folder / "var").exists()
    assert json.loads(houqin("when", "三天内").stdout)["kind"] == "deadline"
    assert houqin("when", "--now", "gestern", "三天内").exit_code != 0


def test_a_notice_is_imported_from_a_file_or_a_pipe_and_moves_what_is_read(folder: Path) -> None:
    """As any table: shown, asked about, imported, taken back; a table in .txt is still one."""
    (folder / "通知.txt").write_text(NOTICE, encoding="utf-8")
    assert "《放假调休》共 12 处变化" in houqin("import", "calendar", "通知.txt", "--preview").stdout
    assert houqin("import", "calendar", "-", "--yes", typed=NOTICE).exit_code == 0
    after = json.loads(houqin("when", "--now", "2027-02-03T10:00", "春节后第一个工作日").stdout)
    assert after["start"] == "2027-02-12"
    assert "撤销" in houqin("import", "--undo").stdout
    (folder / "表.txt").write_text("日期,安排\n2027-05-20,放假\n", encoding="utf-8")
    assert "《放假调休》共 1 处变化" in houqin("import", "calendar", "表.txt", "--preview").stdout
    wrong = NOTICE.replace("1月1日（周五）", "1月1日（周四）").replace("共7天", "共8天")
    failed = houqin("import", "calendar", "-", "--yes", typed=wrong)
    assert failed.exit_code == 1
    assert "1月1日（周四）”实际是星期五" in failed.stderr
    assert houqin("import", "calendar", "-", typed="没有表头").exit_code == 1
