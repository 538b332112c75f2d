"""Plans of a year at the office: imported, announced when their day is near, changed by the next file."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from bot.errors import SheetError
from bot.stage import OFFICE
from bot.store.audit import Stamp
from bot.store.sheets.imports import describe, undo_last
from bot.store.sheets.plan import Plan, carry_out, prepare
from handlers.study.plans.plan_sheet import STUDY_PLAN
from tests.office import Office
from tests.saying import silent

ZONE = ZoneInfo(OFFICE.zone)
HEAD = [
    "计划名称",
    "序号",
    "类别",
    "主题",
    "日期",
    "开始",
    "结束",
    "地点",
    "参加范围",
    "领学",
    "主题发言",
    "组织人",
    "要交材料",
    "材料期限",
]
NAME = "维修水电党支部四季度计划"
FIRST = [
    NAME,
    "1",
    "主题党日",
    "节能",
    "2026-12-04",
    "15:00",
    "16:30",
    "科学馆207",
    "维修水电党支部",
    "孙主任",
    "冯科长《配电房隐患》",
    "孙主任",
    "心得",
    "2026-12-10",
]
SECOND = [NAME, "2", "党课", "", "2026年12月", "", "", "", "维修水电党支部", "", "", "孙主任", "", ""]


def shown(office: Office, *rows: list[str]) -> Plan:
    """Preview a file."""
    return prepare(office.house.database, STUDY_PLAN, [HEAD, *rows], zone=ZONE, now=office.clock.office())


def bring(office: Office, *rows: list[str]) -> list[str]:
    """Import a file and return what it changed; what it tells is sent."""
    plan = shown(office, *rows)
    carry_out(office.house.database, plan, Stamp("os:root", office.clock.office()))
    office.settle()
    return describe(STUDY_PLAN, plan.changes)


def test_a_session_is_announced_some_workdays_before_it_and_not_at_once(office: Office) -> None:
    """Nobody hears of forty at once; the month without a day waits for one."""
    assert len(bring(office, FIRST, SECOND)) == 2
    assert not any(office.screen.unseen.values())
    assert not shown(office, FIRST, SECOND).changes
    office.forward(hours=24 * 8)
    office.person("冯科长").gets(
        "【学习】",
        "12月4日（周五）15:00 维修水电党支部主题党日（科学馆207）",
        "领学：孙伟",
        "冯涛《配电房隐患》",
        "学后交：心得",
    )
    silent(office)


def test_a_file_read_again_changes_the_same_session_and_tells_who_was_told(office: Office) -> None:
    """Its number tells which one it is; what nobody was told of changes silently, and can be taken back."""
    bring(office, FIRST)
    moved = [*FIRST[:5], "16:00", *FIRST[6:]]
    assert bring(office, moved) == [f"修改 {NAME} 1：开始 15:00→16:00"]
    with office.house.database.write() as connection:
        undo_last(connection, {STUDY_PLAN.key: STUDY_PLAN}, ZONE, Stamp("os:root", office.clock.office()))
    office.forward(hours=24 * 8)
    office.person("冯科长").gets("12月4日", "15:00")
    silent(office)
    bring(office, moved)
    office.forward(minutes=3)
    office.person("冯科长").gets("时间：", "15:00 → ", "16:00")
    silent(office)


def test_what_is_wrong_is_told_by_row_and_column_with_the_remedy(office: Office) -> None:
    """All or nothing."""
    with pytest.raises(SheetError) as caught:
        bring(office, [*FIRST[:4], "7月", *FIRST[5:]], [*SECOND[:2], "谈心谈话", *SECOND[3:]])
    month, kind = caught.value.faults
    assert month == "第2行“日期”：“7月”没有写年份，请写成 2026-07-10；日期未定的写成 2026年7月"
    assert kind.startswith("第3行“类别”：“谈心谈话”不在可选范围，请填：中心组、")
    for row, fault in (
        ([*FIRST[:8], "后勤三科", *FIRST[9:]], "第2行“参加范围”：没有找到“后勤三科”，请写单位、支部、职级或姓名"),
        ([*FIRST[:5], "", *FIRST[6:]], "第2行“开始”：有日期的要写几点开始，请填写"),
    ):
        with pytest.raises(SheetError) as caught:
            bring(office, row)
        assert caught.value.faults == [fault]
