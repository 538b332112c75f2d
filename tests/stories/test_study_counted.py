"""Numbers of studies at the office: who may have which, what is said privately, and the tables that are handed over."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from bot.cli import studies as cli
from bot.documents import Document
from bot.errors import SettingsError
from bot.situation import Situation
from bot.stage import OFFICE
from bot.store import audit, people
from handlers.study import parts, said
from handlers.study.counted import counting, ledger
from handlers.study.counted.acts import preparing
from handlers.study.counted.answers import answer
from handlers.study.counted.listing import lines
from handlers.study.counted.scope import Scope
from handlers.study.parts import LEADS, LESSON, Part
from handlers.study.rights import may_see
from scheduler.period import period_in
from tests.fakes import message
from tests.office import Office
from tests.saying import says, silent
from tests.studied import ZONE, studied

BRANCH = "维修水电党支部"
YEAR = period_in("今年", date(2026, 11, 23))


@pytest.fixture
def year(office: Office) -> Office:
    """Have a branch of five meet three times, another once, and the whole department once."""
    studied(office, "孙主任", "维修水电党支部主题党日", "2026-09-03T15:00", BRANCH, {"冯涛": "缺勤", "马德福": "请假"})
    studied(office, "孙主任", "维修水电党支部主题党日", "2026-10-09T15:00", BRANCH, {"冯涛": "缺勤", "马德福": "迟到"})
    studied(
        office,
        "孙主任",
        "维修水电党支部党员大会",
        "2026-11-10T15:00",
        BRANCH,
        {"冯涛": "公出", "马德福": "缺勤 补学", "冯大海": "补签"},
    )
    studied(office, "陆主任", "机关党支部主题党日", "2026-10-12T09:00", "机关党支部", {"张敏": "缺勤"})
    studied(office, "张敏", "安全培训", "2026-11-02T09:00", "全体", {"冯涛": "缺勤", "李明": "线上"})
    return office


def sheets(document: Document) -> dict[str, list[tuple[str, ...]]]:
    """Return the sheets of a workbook, cells as texts."""
    book = openpyxl.load_workbook(io.BytesIO(document.content))
    return {one.title: [tuple(str(cell or "") for cell in row) for row in one.values] for one in book.worksheets}


def test_the_secretary_reads_the_numbers_of_his_branch_and_of_no_other(year: Office) -> None:
    """应到 of the quarter, leave apart; what another branch did is not his."""
    said = says(year, "孙主任", "本季度维修支部的出勤率")
    assert "维修水电党支部2026年第4季度：学习2次" in said
    assert "应到10人次，实到7人次，请假0，公出1，缺勤2，出勤率70%" in said
    assert "由该单位（支部）和联络员查看" in says(year, "孙主任", "机关党支部今年的出勤率")
    assert says(year, "孙主任", "今年各支部学习次数").splitlines()[1:] == ["维修水电党支部：3次", "合计3次"]


def test_the_office_reads_every_branch_and_who_held_none(year: Office) -> None:
    """In the order of the office; a branch without a study is in the list."""
    said = says(year, "张敏", "三季度各支部学习次数")
    assert said.splitlines()[1:] == ["机关党支部：0次", "饮食宿管党支部：0次", "维修水电党支部：1次", "合计1次"]
    assert "主题党日：应到16人次" in says(year, "张敏", "今年各类学习考勤统计")
    assert "2026年10月：应到11人次，实到9人次" in says(year, "陈书记", "今年按月学习考勤统计")


def test_everybody_reads_his_own_attendance_and_nobody_elses(year: Office) -> None:
    """Made up stands beside what was missed; others' numbers are refused with the way to one's own."""
    said = says(year, "马师傅", "我今年的学习情况")
    assert "应到4次，实到2次（正常1、迟到1），请假1次，公出0次，缺勤1次，出勤率50%" in said
    assert "缺勤：11月10日维修水电党支部党员大会（已补学）" in said
    assert "没有已结束的学习记录" in says(year, "李明", "我去年缺了几次")
    assert "没有您的签到：11月10日维修水电党支部党员大会" in says(year, "马师傅", "上次学习我签上了吗")
    assert "已签到（线上）：11月2日安全培训" in says(year, "李明", "11月2日我签到了吗")
    for text in ("本季度维修支部的出勤率", "今年学习谁缺席最多", "冯涛今年学习出勤率", "导出本季度学习考勤"):
        assert "我今年的学习情况" in says(year, "李明", text), text


def test_who_missed_two_in_a_row_is_named_to_who_may_see_it(year: Office) -> None:
    """In office order with how often, never by how often; who was on leave did not miss it."""
    silent(year)
    said = says(year, "孙主任", "连续两次没来的有谁")
    assert said.splitlines()[1:] == ["冯涛：主题党日9月3日至10月9日连续2次"]
    assert says(year, "张敏", "今年学习谁缺席最多").splitlines()[1:] == ["冯涛3次、张敏1次、马德福1次"]
    assert "没有人同类学习连续缺勤3次" in says(year, "张敏", "今年连续三次没来学习的有谁")


def test_a_group_reads_totals_and_no_one_of_it(year: Office) -> None:
    """What is of persons or branch by branch goes to the asker alone."""
    silent(year)
    group, asker = year.group(), year.person("张敏")
    asker.says("@助手 今年学习出勤率")
    group.gets("应到46人次，实到39人次")
    for text in ("今年学习谁缺席最多", "冯涛今年学习出勤率", "今年每个人的学习出勤率"):
        asker.says(f"@助手 {text}")
        asker.gets("冯涛")
    group.gets_nothing()


def test_the_sheet_of_a_study_is_handed_over_and_recorded(year: Office) -> None:
    """Everybody in office order with post and status, who did not sign, and how it was counted; text only."""
    assert "内含个人考勤" in says(year, "孙主任", "导出签到表")
    given = year.screen.files[year.person("孙主任").account].pop()
    assert given.name == "签到表 维修水电党支部党员大会 2026-11-10.xlsx"
    found = sheets(given)
    assert list(found) == ["签到表", "未签到", "说明"]
    assert [row[1] for row in found["签到表"][1:]] == ["林慧", "孙伟", "冯涛", "马德福", "冯大海"]
    assert found["签到表"][4][4:] == ("班长、组长", "出席", "缺席", "", "", "已补学（11月10日）")
    assert [row[1] for row in found["未签到"][1:]] == ["马德福"]
    assert ("表决", "应到有表决权4，到会有表决权2，未超过半数") in found["说明"]
    assert ("时间", "2026年11月10日（周二）15:00") in found["说明"]
    printed = openpyxl.load_workbook(io.BytesIO(given.content)).worksheets[0]
    assert printed.oddHeader is not None
    over = "维修水电党支部党员大会签到表 2026年11月10日（周二）15:00"
    assert str(printed.oddHeader.center.text).startswith(over)
    assert printed.print_title_rows == "$1:$1"
    _all_text(given)
    with year.house.database.read() as connection:
        assert audit.deeds(connection, what="study.exported")[-1].detail == {"study": "XX-0003"}
    assert "没有找到您可以看的这份签到表" in says(year, "李明", "导出签到表 XX-0003")


def test_the_ledger_of_a_year_holds_persons_places_studies_and_the_absent(year: Office) -> None:
    """Its sums agree with each other; a year's folder of ledgers can ask for it without anybody asking."""
    with year.house.database.write() as connection:
        chen = people.by_name(connection, "陈志远", year.clock.office())[0].id
        for part, study_id in ((LESSON, None), (LEADS, 1)):
            day = date(2026, 9, 3)
            one = Part(0, study_id, chen, "陈志远", part, "服务育人", day, parts.DONE, chen, year.clock.office())
            parts.put(connection, one)
    says(year, "张敏", "导出今年学习考勤")
    found = sheets(year.screen.files[year.person("张敏").account].pop())
    assert list(found) == ["汇总", "各支部各单位", "各次学习", "未签到", "发言讲课", "说明"]
    assert found["汇总"][1][1] == "陈志远"
    assert _sum(found["汇总"], "应到") == _sum(found["各次学习"], "应到") == 46
    assert _sum(found["汇总"], "缺席") == len(found["未签到"]) - 1 == 5
    assert ["2026-09-03", "陈志远", "讲党课", "服务育人"] in [list(row[1:5]) for row in found["发言讲课"]]
    assert found["发言讲课"][-1][0] == "各人次数：陈志远（领学1、讲党课1）"
    only = Scope(YEAR, ZONE, ("主题党日",))
    with year.house.database.read() as connection:
        made = sheets(ledger.workbook(connection, only, []))
    assert _sum(made["各次学习"], "应到") == 16


def test_what_is_counted_for_somebody_is_what_he_may_see(year: Office) -> None:
    """The question to the database and the table of rights say the same; the operator's list names nobody."""
    with year.house.database.read() as connection:
        everything = counting.held(connection, Scope(YEAR, ZONE))
        assert len(everything) == 5
        for me in people.people(connection, year.clock.office()):
            seen = [one.id for one in everything if may_see(me, one)]
            assert [one.id for one in counting.held(connection, Scope(YEAR, ZONE, me=me))] == seen, me.name
    with year.house.database.read() as connection:
        said = lines(connection, Scope(YEAR, ZONE, ("党员大会",)))
    assert said == ["XX-0003\t2026-11-10 15:00\t党员大会\t维修水电党支部党员大会\t已结束\t应到5\t实到3\t60%"]


def test_a_long_answer_is_made_before_the_turn_and_is_the_same(year: Office) -> None:
    """Nobody who signs in waits for a year of the department to be counted."""
    asked = message("今年各类学习考勤统计")
    with year.house.database.read() as connection:
        zhangmin = people.by_name(connection, "张敏", year.clock.office())[0]
        situation = Situation(year.clock.office(), OFFICE, zhangmin)
        reading = said.read(asked, situation)[0]
        made = answer(connection, asked, reading, situation)
    prepare = preparing(year.house.database, many=45)[reading.intent]
    assert prepare(asked, reading, situation) == made
    assert preparing(year.house.database)[reading.intent](asked, reading, situation) is None
    assert preparing(None)[reading.intent](asked, reading, situation) is None


def test_the_operator_writes_the_ledger_and_is_recorded(year: Office, tmp_path: Path) -> None:
    """What can't be written or is no kind is said so."""
    stamp = audit.Stamp(audit.by_operator("root"), year.clock.office())
    scope = cli.scope_of(2026, "党员大会", date(2026, 11, 23), ZONE)
    cli.write(year.house.database, scope, tmp_path / "x.xlsx", stamp)
    assert openpyxl.load_workbook(tmp_path / "x.xlsx").sheetnames[0] == "汇总"
    with year.house.database.read() as connection:
        assert audit.deeds(connection, what="study.exported")[-1].detail["said"] == "2026年党员大会"
    for out in (tmp_path / "x.csv", tmp_path / "none" / "x.xlsx"):
        with pytest.raises(SettingsError):
            cli.write(year.house.database, scope, out, stamp)
    for given, kind in ((19, ""), (None, "大会")):
        with pytest.raises(SettingsError):
            cli.scope_of(given, kind, date(2026, 11, 23), ZONE)


def _sum(rows: Sequence[tuple[str, ...]], heading: str) -> int:
    column = rows[0].index(heading)
    return sum(int(row[column]) for row in rows[1:])


def _all_text(document: Document) -> None:
    book = openpyxl.load_workbook(io.BytesIO(document.content))
    cells = [cell for one in book.worksheets for row in one.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
