"""Plans of a year at the office: imported, announced when their day is near, changed by the next file."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from openpyxl import Workbook

from bot.documents import XLSX
from bot.errors import SheetError
from bot.messages import Channel, Kind, Message
from bot.stage import OFFICE
from bot.store import files
from bot.store.audit import Stamp
from bot.store.sheets.imports import describe, undo_last
from bot.store.sheets.plan import Plan, carry_out, prepare
from handlers.study.plans.plan_sheet import STUDY_PLAN
from handlers.study.plans.reminding import arm
from tests.office import DOOR, PLATFORM, Office
from tests.saying import says, silent

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
    office.person("冯科长").gets("【主题发言】12月4日", "题目《配电房隐患》")  # he has to prepare
    office.person("孙主任").gets("【领学】")
    assert not any(office.screen.unseen.values())
    assert not shown(office, FIRST, SECOND).changes
    office.forward(hours=24 * 8)
    said = ("12月4日（周五）15:00", "地点：科学馆207", "领学：孙主任", "冯科长《配电房隐患》", "会后交心得")
    office.person("冯科长").gets("【主题党日】", *said)
    silent(office)


def test_a_file_read_again_changes_the_same_session_and_tells_who_was_told(office: Office) -> None:
    """Its number tells which one it is; what nobody was told of changes silently, and can be taken back."""
    bring(office, FIRST)
    silent(office)
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


def test_a_plan_comes_in_the_chat_is_shown_and_imported_by_one_confirmation(office: Office, tmp_path: Path) -> None:
    """Whoever sends it is given no more than he may organise; within ten minutes it can be taken back."""
    sun = office.person("孙主任")
    assert "请把学习计划的表格" in says(office, "孙主任", "导入学习计划")
    sends(office, tmp_path, FIRST, [*SECOND[:8], "饮食宿管党支部", *SECOND[9:]])
    sun.gets("有1处要改，什么也没有导入", "第3行“参加范围”：您不能给", "改好后请重新发来")
    sends(office, tmp_path, FIRST, SECOND)
    sun.gets(
        "【学习计划】新增2次，共2行",
        "新增1：12月4日（周五）15:00 主题党日 节能（维修水电党支部，5人）",
        "2026年12月日期待定",
    )
    assert "已导入学习计划：新增2次" in says(office, "孙主任", "确认")
    told = says(office, "孙主任", "学习计划")
    assert told.startswith(f"【学习计划】{NAME}：共2次，已开0，待开1，日期待定1\n1. ")
    assert "没有您能看到的学习计划" in says(office, "李明", "学习计划")
    assert "学习计划的导入已撤销" in says(office, "孙主任", "撤销")
    assert "还没有您能看到的学习计划" in says(office, "孙主任", "学习计划")


def sends(office: Office, folder: Path, *rows: list[str]) -> None:
    """Let the secretary send a table, and let it be fetched."""
    file = folder / "计划.xlsx"
    book = Workbook()
    for row in (HEAD, *rows):
        book.worksheets[0].append(row)
    book.save(file)
    content, sun = file.read_bytes(), office.person("孙主任").account
    digest = office.house.files.keep(content)
    with office.house.database.write() as connection:
        kept = files.note(connection, digest, len(content), file.name, XLSX, office.clock.office())
    data = {"event": "media", "of": "1", "number": 1, "kind": "file", "file": kept.id, "name": file.name}
    office.deliver(Message(DOOR, office.next_id(), PLATFORM, sun, Channel.PRIVATE, Kind.RESULT, data=data))


def test_the_office_sees_which_branch_has_not_held_what_and_a_secretary_his_own(office: Office) -> None:
    """What was held without signing in is noted and counts here alone."""
    asked = "本季度哪些支部还没开党员大会"
    told = says(office, "张老师", asked)
    assert told.startswith(
        "【学习频次】2026年第四季度 党员大会（每季1次，《中国共产党支部工作条例（试行）》：一般每季度"
    )
    assert "还没开够的有3个：" in told
    assert "已登记：11月5日（周四）维修水电党支部党员大会已开" in says(office, "孙主任", "登记 11月5日 党员大会 已开")
    assert "维修水电党支部：1次" in says(office, "张老师", "各支部今年开了几次党员大会")
    assert "已有记录" in says(office, "孙主任", "登记11月5日维修水电党支部党员大会已开过")
    assert "维修水电党支部：" not in says(office, "张老师", asked)
    mine = says(office, "孙主任", "学习频次")
    assert "【学习频次】共5项，4项还没开够" in mine
    assert "党员大会（2026年第四季度，每季1次）：都已开够" in mine
    assert "机关党支部" not in mine
    office.person("孙主任").gets_file("学习频次2026年")
    assert "由联络员、支部书记查看" in says(office, "李明", "学习频次")
    assert "支部书记、支部联络员或联络员办理" in says(office, "孙主任", "登记 11月6日 机关党支部 支委会 已开")
    assert "已取消登记：维修水电党支部党员大会" in says(office, "孙主任", "撤销")


def test_a_secretary_is_reminded_once_some_days_before_the_period_ends(office: Office) -> None:
    """On a workday morning, all kinds in one message, privately."""
    bring(office, SECOND)
    says(office, "孙主任", "登记 11月5日 支委会 已开")
    with office.house.database.write() as connection:
        arm(connection, office.clock.office(), ZONE)
    office.forward(hours=24)
    lacking = ("【学习频次】11月30日前还差2项", "维修党小组 党小组会（每月1次", "维修水电党支部 主题党日")
    undated = ("1次学习快到月份，日期还没定", "2026年12月 维修水电党支部党课")
    office.person("孙主任").gets(*lacking, *undated)  # in one message
    silent(office)
    office.forward(hours=24)
    assert not any(
        "学习频次" in text or "学习计划" in text for texts in office.screen.unseen.values() for text in texts
    )
    silent(office)


def test_a_study_comes_again_by_a_rule_and_each_time_is_announced_before_it(office: Office) -> None:
    """One confirmation for all; nobody is told when it begins, and it ends by a word."""
    said = "每月第一个周五下午3点 维修水电党支部主题党日 科学馆207"
    assert "每月第一个周五下午3点都开，第一次12月4日（周五）15:00" in says(office, "孙主任", said)
    assert "已定下：每月第一个周五下午3点 " in says(office, "孙主任", "确认")
    office.forward(hours=24 * 8)
    office.person("冯科长").gets("【主题党日】12月4日（周五）15:00 维修水电党支部主题党日", "地点：科学馆207")
    silent(office)
    assert "以后都不开了" in says(office, "孙主任", "主题党日以后不开了")
    assert "已停：维修水电党支部主题党日以后不再发通知" in says(office, "孙主任", "确认")
