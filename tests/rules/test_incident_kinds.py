"""Kinds of incidents: the package's own, the office's over them, the table in and out, advice approved by name."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.cli.sheets import SHEETS
from bot.cli.tables import export_table
from bot.errors import SheetError
from bot.store.audit import Stamp
from bot.store.database import Database
from bot.store.places import SYSTEMS
from bot.store.sheets.grid import Grid, read_grid
from bot.store.sheets.imports import describe, undo_last
from bot.store.sheets.plan import carry_out, prepare
from bot.store.sheets.sample import OFFICE_ZONE
from bot.store.sheets.workbook import template
from handlers.incident.kinds import LONGEST_ADVICE, Kind, defaults, kinds, unapproved
from handlers.incident.kinds_sheet import KINDS
from tests.peopled import put_office

BOSS = "os:root"
DAY = timedelta(days=1)
NEEDED = ("类型", "说法", "首报提示", "等级", "仅限少数人")
PLAN = {
    "火情", "燃气泄漏", "食品安全", "电梯困人", "停水", "停电", "停暖", "水管爆裂", "漏水", "人员受伤", "交通事故",
    "传染病", "恶劣天气", "治安", "工程事故", "舆情", "心理危机", "群体聚集", "走失", "高空坠物", "锅炉压力容器",
    "电动车起火", "有限空间", "信息网络中断", "动物伤人", "未知",
}  # fmt: skip


@pytest.fixture
def staffed(database: Database, now: datetime) -> Database:
    """The invented department, whose units the table refers to."""
    put_office(database, now)
    return database


def bring(database: Database, grid: Grid, now: datetime, *, replace: bool = False) -> list[str]:
    """Import a grid and return what it changed."""
    plan = prepare(database, KINDS, grid, zone=OFFICE_ZONE, now=now, replace=replace)
    carry_out(database, plan, Stamp(BOSS, now))
    return describe(KINDS, plan.changes)


def row(name: str, **said: str) -> Grid:
    """Return a file of one kind: what every file holds, as the package has it, with `said` over it."""
    known = next((kind for kind in defaults() if kind.name == name), defaults()[0])
    cells = dict(zip(NEEDED, (name, "、".join(known.words), known.advice, "较大", "否"), strict=True)) | said
    return [list(cells), list(cells.values())]


def standing(database: Database) -> dict[str, Kind]:
    """Return the kinds as they hold."""
    with database.read() as connection:
        return {kind.name: kind for kind in kinds(connection)}


def test_the_package_brings_every_kind_with_words_and_advice() -> None:
    """Advice is short, nobody has approved it yet, and what few may know is marked."""
    assert {kind.name for kind in defaults()} == PLAN
    for kind in defaults():
        assert kind.words, kind.name
        assert 10 <= len(kind.advice) <= LONGEST_ADVICE, kind.name
        assert kind.advice.endswith("。")
        assert kind.grade in (1, 2, 3)
        assert kind.system in (*SYSTEMS, "")
        assert not kind.approved_by
    assert {kind.name for kind in defaults() if kind.few_only} == {"心理危机", "舆情"}


def test_no_advice_says_that_somebody_was_called() -> None:
    """Calling 119 is said to the reader; the assistant calls nobody."""
    assert not [kind.name for kind in defaults() if "已打" in kind.advice or "已报警" in kind.advice]
    assert {kind.name for kind in defaults() if "119" in kind.advice} >= {"火情", "燃气泄漏", "电动车起火"}


def test_no_word_stands_for_everything() -> None:
    """Nothing of one sign, and no word of two kinds twice in one kind."""
    for kind in defaults():
        assert len(set(kind.words)) == len(kind.words), kind.name
        assert min(len(word) for word in kind.words) > 1, kind.name


def test_without_rows_the_defaults_hold(database: Database) -> None:
    """An empty table leaves nobody without advice."""
    assert tuple(standing(database).values()) == defaults()


def test_the_export_shows_what_holds_and_comes_back_unchanged(staffed: Database, now: datetime, tmp_path: Path) -> None:
    """Also when it replaces the table: a default is never taken out."""
    file = tmp_path / "kinds.csv"
    export_table(staffed, KINDS, file, OFFICE_ZONE, Stamp(BOSS, now))
    shown = [line[0] for line in read_grid(file)]
    assert shown[-len(defaults()) :] == [kind.name for kind in defaults()]
    assert bring(staffed, read_grid(file), now + DAY, replace=True) == []
    assert bring(staffed, row("火情"), now + DAY, replace=True) == []


def test_the_office_says_it_otherwise_and_takes_it_back(staffed: Database, now: datetime) -> None:
    """Only its own row changes; undone, the default holds again and no row is left."""
    before = standing(staffed)
    told = bring(staffed, row("火情", 首报提示="请先打119，撤离。", 责任单位="维修"), now)
    assert told == [
        f"修改 火情：首报提示 {before['火情'].advice}→请先打119，撤离。，责任单位 物业服务中心→维修服务中心"
    ]
    after = standing(staffed)
    assert (after["火情"].advice, after["火情"].unit) == ("请先打119，撤离。", "维修服务中心")
    assert after["火情"].words == before["火情"].words
    assert {name for name in after if after[name] != before[name]} == {"火情"}
    assert list(after) == list(before)
    with staffed.write() as connection:
        undo_last(connection, SHEETS, OFFICE_ZONE, Stamp(BOSS, now))
    assert standing(staffed) == before


def test_the_office_adds_a_kind_of_its_own_and_drops_it(staffed: Database, now: datetime) -> None:
    """It stands after the others; out of a file that replaces the table it goes, the defaults stay."""
    grid = row("冷库", 说法="冷库…停、冷库温度", 首报提示="请先转移食材。")
    assert bring(staffed, grid, now) == ["新增 冷库"]
    assert list(standing(staffed))[-1] == "冷库"
    assert standing(staffed)["冷库"].words == ("冷库…停", "冷库温度")
    assert bring(staffed, row("火情"), now, replace=True) == ["删除 冷库"]
    assert tuple(standing(staffed).values()) == defaults()


def test_advice_stays_a_default_until_somebody_is_named(staffed: Database, now: datetime) -> None:
    """The doctor hears of each kind nobody has approved."""
    with staffed.read() as connection:
        assert len(unapproved(connection)) == len(PLAN)
    bring(staffed, row("火情", 审定人="孙伟", 审定日期="2026-11-20"), now)
    with staffed.read() as connection:
        told = unapproved(connection)
    assert len(told) == len(PLAN) - 1
    assert "火情" not in told
    moment = standing(staffed)["火情"].approved_at
    assert moment is not None
    assert moment.astimezone(OFFICE_ZONE).date().isoformat() == "2026-11-20"


def test_advice_that_was_approved_is_approved_anew_when_it_changes(staffed: Database, now: datetime) -> None:
    """What somebody signed is not changed under his name."""
    bring(staffed, row("火情", 审定人="孙伟"), now)
    with pytest.raises(SheetError) as caught:
        bring(staffed, row("火情", 首报提示="请先灭火。"), now)
    assert "重新审定" in caught.value.faults[0]
    bring(staffed, row("火情", 首报提示="请先打119。", 审定人=""), now)
    assert standing(staffed)["火情"].approved_by == ""
    bring(staffed, row("火情", 首报提示="请先打119，再撤离。", 审定人="孙伟", 审定日期="2026-11-23"), now)
    assert standing(staffed)["火情"].approved_by == "孙伟"


@pytest.mark.parametrize(
    ("grid", "fault"),
    [
        (row("火情", 等级="特大"), "一般、较大、重大"),
        (row("火情", 责任单位="没有的中心"), "没有名为"),
        (row("火情", 系统="燃气"), "供水、供电"),
        (row("火情", 首报提示="撤" * 61), "太长"),
        (row("火情", 审定人="", 审定日期="2026-11-20"), "请同时填审定人"),
    ],
)
def test_what_can_not_be_taken_is_refused_with_its_remedy(
    staffed: Database, now: datetime, grid: Grid, fault: str
) -> None:
    """Nothing is changed then."""
    with pytest.raises(SheetError) as caught:
        bring(staffed, grid, now)
    assert fault in caught.value.faults[0]
    assert tuple(standing(staffed).values()) == defaults()


def test_the_template_explains_each_column(tmp_path: Path) -> None:
    """Headings, an example, notes."""
    template(KINDS, tmp_path / "t.xlsx")
    notes = read_grid(tmp_path / "t.xlsx", "填写说明")
    assert all(line[2] for line in notes[1:-1])
