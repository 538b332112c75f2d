"""Around a sign-in: leave, lateness, from afar, for others, afterwards, corrected, from paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from bot.documents import XLSX
from bot.messages import Channel, Kind, Message
from bot.store import files
from handlers.study.attending import paper
from tests.office import DOOR, PLATFORM, Office
from tests.saying import says, silent

TITLE = "维修水电党支部学习"


@pytest.fixture
def studying(office: Office) -> Office:
    """Have the secretary of a branch of five open signing in for half an hour."""
    says(office, "孙主任", f"开始签到 {TITLE} 30分钟")
    return office


def test_leave_is_asked_of_the_organiser_and_only_he_reads_why(studying: Office) -> None:
    """Granted or not; who asked is told, another's leave also to whom it is; the books keep the kind alone."""
    studying.person("马师傅").says("请假 发烧去医院")
    studying.person("马师傅").gets("您的请假已报组织人孙主任")
    studying.person("孙主任").gets("【待同意】", "马德福申请请假", "原因：发烧去医院", "“同意 马德福”")
    studying.person("冯师傅").says("林慧请假 孩子发烧")
    studying.person("孙主任").gets("林慧申请请假（冯师傅代报）", "孩子发烧")
    assert not studying.journal("incident.opened")
    silent(studying)
    assert "待您同意：林慧（请假）、马德福（请假）" in says(studying, "孙主任", "签到情况")
    assert "请问是哪一件" in says(studying, "孙主任", "同意")
    studying.person("孙主任").says("同意马德福")
    studying.person("孙主任").gets("已同意：马德福请假")
    studying.person("马师傅").gets("【已同意】", "孙主任已同意")
    studying.person("孙主任").says("不同意 人手紧")
    studying.person("林部长").gets("【未同意】", "原因：人手紧", "请按时参加")
    studying.person("冯师傅").gets("您替林慧报的请假", "没有同意")
    assert "已签到" in says(studying, "林部长", "1")
    silent(studying)
    (left,) = studying.journal("checkin.left")
    assert left.data["leave_kind"] == "病假"
    assert "医院" not in repr(left.data)
    assert "请假1人" in says(studying, "孙主任", "签到情况")


def test_who_is_late_or_comes_from_afar_is_taken_so_when_he_signs(studying: Office) -> None:
    """Whoever runs the study hears it quietly; online needs his word."""
    studying.person("冯科长").says("晚到十分钟 路上堵车")
    studying.person("冯科长").gets("已记下", "晚到约10分钟，原因：路上堵车", "已告知组织人孙主任")
    studying.person("孙主任").gets("【晚到】", "冯涛晚到约10分钟")
    assert "说明晚到：冯涛（约10分钟，路上堵车）" in says(studying, "孙主任", "签到情况")
    says(studying, "林部长", "出差在外 线上参加行吗")
    says(studying, "孙主任", "同意")
    says(studying, "林部长", "签到")
    assert "（线上1）" in says(studying, "孙主任", "签到情况")


def test_for_others_sign_only_who_may(studying: Office) -> None:
    """A colleague is refused kindly; who was signed in is told and may object; corrections carry their reason."""
    assert "不能代签" in says(studying, "冯师傅", "代马师傅签到")
    assert "不能由您代签：冯大海" in says(studying, "马师傅", "到：冯师傅")
    studying.person("孙主任").says("到：冯师傅、李明、张三")
    studying.person("孙主任").gets("已代签1人：冯大海", "已记列席：李明", "没有找到：张三")
    studying.person("冯师傅").gets("孙主任在10:00为您代签到", "我没到")
    silent(studying)
    studying.person("冯师傅").says("我没到")
    studying.person("孙主任").gets("【异议】", "冯大海现记正常", "“冯大海改为缺勤”")
    silent(studying)
    assert "请问冯大海改为请假的原因" in says(studying, "孙主任", "冯师傅改为请假")
    studying.person("孙主任").says("家里有事")
    studying.person("孙主任").gets("已更正", "由正常改为请假，原因：家里有事")
    studying.person("冯师傅").gets("【更正】", "孙主任把您的签到由正常改为请假")
    assert "冯大海（正常）" in says(studying, "孙主任", "撤销")
    says(studying, "冯科长", "签到")
    studying.forward(minutes=12)
    assert "已撤销您的签到" in says(studying, "冯科长", "撤销签到")


def test_the_roster_changes_while_signing_in_is_open_and_counts_right(studying: Office) -> None:
    """Whoever is put on it is told how to sign; who is set apart is not expected; a reason is asked for."""
    silent(studying)
    studying.person("孙主任").says("名单加上王副主任")
    studying.person("孙主任").gets("已加入名单：王强", "应到6人")
    studying.person("王副主任").gets("【签到】", "请回“签到”")
    studying.person("孙主任").says("赵主任列席")
    studying.person("赵主任").gets("【签到】", "请回“签到”")
    silent(studying)
    assert "不计入应到的原因" in says(studying, "孙主任", "马师傅不计入应到")
    assert "应到5人" in says(studying, "孙主任", "长期病休" * 60)
    assert "应到4人" in says(studying, "孙主任", "林慧免签")


def test_who_forgot_asks_and_a_paper_list_is_written_after_it_was_shown(studying: Office, tmp_path: Path) -> None:
    """补签 says when his message arrived; of the table the names count, and who is not found is said."""
    studying.forward(minutes=31)
    silent(studying)
    studying.person("冯科长").says("补签 手机没电了")
    studying.person("冯科长").gets("消息10:31到达", "孙主任确认")
    studying.person("孙主任").gets("冯涛申请补签", "手机没电了", "消息10:31到达")
    studying.person("孙主任").says("准了")
    studying.person("冯科长").gets("已记补签（消息10:31到达）")
    silent(studying)
    sends(studying, tmp_path)
    studying.person("孙主任").gets(
        "【签到表】", "匹配1人：马德福", "列席：李明", "已签到不变1人", "未找到或同名1人：查无此人"
    )
    assert "已写入纸质签到2人" in says(studying, "孙主任", "确认")
    assert "补签1" in says(studying, "孙主任", "签到情况")


@pytest.mark.parametrize(
    ("rows", "came"),
    [
        ([["参会人员签到表"], ["序号", "姓名", "签到"], ["1", "马德福", "√"], ["2", "冯涛", ""]], ("马德福",)),
        ([["姓名"], ["马德福"], ["冯涛"]], ("马德福", "冯涛")),
        (
            [
                ["序号", "姓名", "单位", "应到类别", "状态", "签到时间", "备注"],
                ["1", "马德福", "维修一班", "出席", "正常", "2026-11-23 10:02", ""],
                ["2", "冯涛", "水电管理科", "出席", "未签到", "√", ""],
                ["3", "林慧", "水电管理科", "出席", "请假", "", "病假"],
                ["4", "李明", "饮食服务中心", "免签", "免签", "", ""],
                ["5", "田春生", "园林环卫中心", "不计入应到", "不计入应到", "/", ""],
            ],
            ("马德福", "冯涛"),
        ),
        ([["题目", "时间"], ["服务育人", "周三"]], None),
    ],
)
def test_who_came_is_read_from_a_list_as_offices_write_it(rows: list[list[str]], came: tuple[str, ...] | None) -> None:
    """Under a title or without one; the sheet that was handed out comes back filled in."""
    found = paper.listed(rows)
    assert (found.names if found else None) == came


def sends(office: Office, folder: Path) -> None:
    """Let the secretary send the paper list as a table, and let it be fetched."""
    file, book = folder / "签到表.xlsx", Workbook()
    rows = ["签到表"], ["序号", "姓名", "工号", "签到"], [1, "马德福", "10031", "√"], [2, "冯涛", "10015", "√"]
    for row in (*rows, [3, "林慧", "10004", "请假"], [4, "李明", "", "√"], [5, "查无此人", "", "√"]):
        book.worksheets[0].append(row)
    book.save(file)
    content, sun = file.read_bytes(), office.person("孙主任").account
    digest = office.house.files.keep(content)
    with office.house.database.write() as connection:
        kept = files.note(connection, digest, len(content), file.name, XLSX, office.clock.office())
    data = {"event": "media", "of": "1", "number": 1, "kind": "file", "file": kept.id, "name": file.name}
    office.deliver(Message(DOOR, office.next_id(), PLATFORM, sun, Channel.PRIVATE, Kind.RESULT, data=data))


def test_while_the_organiser_is_away_who_acts_for_him_decides_and_sees(office: Office) -> None:
    """What waits for a word reaches him, marked for whom; the organiser reads a copy without buttons."""
    says(office, "陆主任", "周三下午3点 机关党支部党员大会 306", "确认", "我明天到周五去成都，蒋主任代")
    office.forward(hours=52.8)
    silent(office)
    office.person("韩委员").says("请假 家里有事")
    office.person("韩委员").gets("已报组织人蒋主任（代陆主任）")
    office.person("蒋主任").gets("（代陆主任收）【待同意】", "韩正申请请假")
    office.person("陆主任").gets("抄送您", "【待同意】")
    assert "已同意：韩正请假" in says(office, "蒋主任", "同意")
    assert "未签到：陈志远、何立群、蒋雯、陆明、张敏" in says(office, "蒋主任", "谁没签")
    assert "已代签1人" in says(office, "蒋主任", "到：陈书记")
    assert "没有您组织的签到" in says(office, "王部长", "谁没签")
    office.forward(minutes=50)
    office.person("蒋主任").gets("还没有收到您的签到")
    office.person("蒋主任").gets("（代陆主任收）【签到】", "应到6人，实到1人（正常1），请假1人")
    office.person("陆主任").gets_nothing()
    silent(office)
