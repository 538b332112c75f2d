"""What is taken out of the ledger: how one incident went, figures of many, the card; by whom, and what is recorded."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from sqlalchemy import Connection, insert, update
from typer.testing import CliRunner

from bot.cli import app, incidents
from bot.documents import DOCX, Document
from bot.errors import SettingsError
from bot.messages import Channel, Kind, Message
from bot.printed import POSTED
from bot.printed_room import height_pt, room_pt
from bot.routing import TRIAL
from bot.store import audit, inbox, people, pushes, shifts
from bot.store.audit import Stamp
from bot.store.database import Database
from bot.turn import Turn
from handlers.incident.figures import card_paper
from handlers.incident.figures.card import Advice, Called, cards
from handlers.incident.figures.listing import listed
from tests.office import DOOR, GROUP, PLATFORM, Office
from tests.saying import silent

LEAK = "三食堂三楼漏水"
PLACES = {"值班室": "duty-room"}
LATIN = re.compile(r"[A-Za-z]{2,}")
STEPS = (
    "核实属实", "请值班员电话联系", "未打通", "赶赴中，预计10分钟", "现场负责人到场", "补充", "一般调为较大",
    "报告主要领导：陈志远", "通知职能部门：", "请冯涛到场", "转由王强负责", "接手负责", "转报修",
)  # fmt: skip
ON_THE_CARD = (
    "应急卡（东校区）", "应急卡（西校区）", "119", "8110", "本助手不能代您报警", "以本部门最新版本为准",
    "制作日期：2026年11月23日", "先到现场", "林部长", "保卫处", "不要扒门",
)  # fmt: skip


class _Back(Exception):
    """What was done is to be forgotten."""


@contextmanager
def forgotten(database: Database) -> Iterator[Connection]:
    """Give a transaction that leaves nothing behind."""
    try:
        with database.write() as connection:
            yield connection
            raise _Back  # noqa: TRY301 — leaves the transaction behind
    except _Back:
        return


def asks(office: Office, who: str, text: str, *, in_group: bool = False) -> Turn:
    """Let somebody say something and return the turn; nothing of it stays."""
    desk, now = office.house.desk, office.clock.office()
    channel = Channel.GROUP_AT if in_group else Channel.PRIVATE
    message = Message(
        door=DOOR,
        message_id=office.next_id(),
        platform=PLATFORM,
        account=PLACES.get(who) or office.person(who).account,
        channel=channel,
        kind=Kind.TEXT,
        text=text,
        chat=GROUP if in_group else None,
    )
    with forgotten(office.house.database) as connection:
        inbox.admit(connection, [(message, now)])
        waiting = inbox.oldest(connection)[0]
        view = desk.understand(connection, waiting)
        return desk.run(connection, waiting, view, None)


def said(office: Office, who: str, *texts: str) -> None:
    """Let somebody say something; what comes of it is read."""
    for text in texts:
        office.person(who).says(text)
        silent(office)


def handed(office: Office, who: str, text: str) -> Document:
    """Return the only file somebody is handed for a text."""
    (document,) = asks(office, who, text).given
    return document


def words_of(document: Document) -> str:
    """Return what stands in a Word file, a line each."""
    body = docx.Document(io.BytesIO(document.content)).element.body
    return "\n".join(text.text or "" for text in body.iter(qn("w:t")))


def sheets_of(document: Document) -> dict[str, list[list[object]]]:
    """Return what stands in a workbook, by sheet."""
    book = openpyxl.load_workbook(io.BytesIO(document.content))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def attended(office: Office) -> None:
    """Let a leak be reported, attended late and brought under control."""
    said(office, "李明", LEAK)
    office.forward(minutes=2)
    said(office, "林部长", "收到")
    office.forward(minutes=10)
    said(office, "刘洋", "林部长10:05已到场")
    said(office, "林部长", "已控制")


def test_the_paper_says_what_happened_when_by_whom_and_who_was_told(office: Office) -> None:
    """With both times of what was written down afterwards, in the office's words, the posts of that day."""
    attended(office)
    paper = handed(office, "林部长", "SJ-0001 过程")
    assert (paper.name, paper.media_type) == ("SJ-0001过程记录.docx", DOCX)
    facts, course = docx.Document(io.BytesIO(paper.content)).tables
    rows = [[cell.text for cell in row.cells] for row in course.rows]
    assert rows[1][1:5] == ["2026-11-23 10:00:00", "", f"上报：{LEAK}", "李明（三食堂厨师、上报人）"]
    assert "林慧（副部长、分管领导）：已发出 10:00:00" in rows[1][6].split("\n")
    late = ["2026-11-23 10:05:00", "2026-11-23 10:12:00（补记）", "到场", "刘洋（值班员）", "林慧"]
    assert rows[3][1:6] == late
    assert [row[3] for row in rows[1:]] == [f"上报：{LEAK}", "收到", "到场", "已控制"]
    values = [cell.text for row in facts.rows for cell in row.cells]
    assert "2026-11-23 10:05:00（上报后5分钟）" in values
    assert "报告、总结" in values
    assert "不等于本人已读" in words_of(paper)
    assert paper == handed(office, "林部长", "导出过程")


def test_as_a_workbook_every_cell_stays_text(office: Office) -> None:
    """What somebody wrote like a formula is none; every sending has its row, with its text."""
    said(office, "李明", "=1+1 三食堂三楼漏水")
    book = handed(office, "林部长", "SJ-0001 过程 表格")
    sheets = sheets_of(book)
    assert list(sheets) == ["过程", "送达明细", "基本情况"]
    assert sheets["过程"][1][3] == "上报：=1+1 三食堂三楼漏水"
    told = [row[2] for row in sheets["送达明细"][1:]]
    assert "13900010041" not in repr(sheets)
    assert "上报：李明 139****0041" in repr(sheets["送达明细"])
    assert told == ["林慧（副部长、分管领导）", "刘洋（值班员）", "孙伟（主任、单位负责人）"]
    table = openpyxl.load_workbook(io.BytesIO(book.content))["过程"]
    assert {cell.data_type for row in table.iter_rows() for cell in row if cell.value is not None} == {"s"}


FATES = (
    (pushes.FAILED, "", "未送达"),
    (pushes.UNKNOWN, "", "是否送达不确定"),
    (pushes.DROPPED, "", "未发（发出前已不需要）"),
    (pushes.WAIT, "", "待发出"),
    (pushes.DELIVERED, TRIAL.format(who="林慧"), "已发出 10:00:00（试运行，只发给了测试人员）"),
)


def test_what_did_not_reach_somebody_is_not_said_to_have(office: Office) -> None:
    """Each fate has its words."""
    said(office, "李明", LEAK)
    his = pushes.pushes.c.audience == "leader"
    for state, instead, shown in FATES:
        with office.house.database.write() as connection:
            connection.execute(update(pushes.pushes).where(his).values(state=state, said=instead or None))
        lines = words_of(handed(office, "林部长", "过程")).split("\n")
        assert f"林慧（副部长、分管领导）：{shown}" in lines


def test_every_step_has_words_of_its_own(office: Office) -> None:
    """None is shown as something else that was noted, nor in English."""
    said(office, "李明", "好像三食堂漏水")
    said(office, "刘洋", "属实")
    office.forward(minutes=3)
    silent(office)
    said(office, "刘洋", "未打通")
    said(office, "林部长", "转给王强")
    said(office, "王强", "收到")
    said(office, "刘洋", "赶赴中 10分钟", "到场")
    said(office, "李明", "一共两处在漏")
    said(office, "王强", "升级", "已报告陈书记", "已通知保卫处、校办", "请冯涛去现场", "转报修，因为只是水龙头")
    course = docx.Document(io.BytesIO(handed(office, "陈书记", "SJ-0001 过程").content)).tables[1]
    shown = [row.cells[3].text for row in course.rows][1:]
    assert not [text for text in shown if "其他登记" in text or LATIN.search(text)]
    whole = "\n".join(shown)
    assert [step for step in STEPS if step not in whole] == []


def test_who_has_to_do_with_it_may_have_the_paper_and_others_learn_nothing(office: Office) -> None:
    """The chief, the organiser, the unit's head, the officer who was told; not another unit's head, no stranger."""
    said(office, "李明", LEAK)
    for who in ("陈书记", "张敏", "冯科长", "刘洋"):
        assert handed(office, who, "SJ-0001 过程").name == "SJ-0001过程记录.docx"
    for who in ("李明", "钱主任", "王强", "林晓"):
        turn, of_none = asks(office, who, "SJ-0001 过程"), asks(office, who, "SJ-0009 过程")
        assert turn.given == []
        assert turn.said[0].replace("SJ-0001", "SJ-0009") == of_none.said[0]


def test_what_only_few_may_know_is_for_its_leader_and_the_chiefs(office: Office) -> None:
    """The organiser, who may have any other, gets none."""
    said(office, "吴阿姨", "3号楼有学生要跳楼")
    assert asks(office, "张敏", "SJ-0001 过程").given == []
    assert handed(office, "陈书记", "SJ-0001 过程")
    assert handed(office, "王部长", "SJ-0001 过程")


def test_the_duty_room_has_what_is_of_the_day_and_nothing_older(office: Office) -> None:
    """The officer of that day keeps what he was told of."""
    said(office, "李明", LEAK)
    said(office, "林部长", "误报")
    assert asks(office, "值班室", "SJ-0001 过程").given
    office.clock.move_to(office.clock.office() + timedelta(days=4))
    assert asks(office, "值班室", "SJ-0001 过程").given == []
    assert asks(office, "刘洋", "SJ-0001 过程").given


def test_in_a_group_no_paper_is_shown(office: Office) -> None:
    """Whoever asks."""
    said(office, "李明", LEAK)
    for text in ("SJ-0001 过程", "突发事件统计", "应急卡"):
        turn = asks(office, "陈书记", text, in_group=True)
        assert (turn.given, turn.said) == ([], ["请私聊我要，群里不发这份材料。"])


def test_without_a_number_the_only_one_is_meant_and_of_several_he_is_asked(office: Office) -> None:
    """Of none he is told how to say it."""
    assert asks(office, "林部长", "导出过程").said == ["请带上编号，如“SJ-0017 过程”。"]
    said(office, "李明", LEAK)
    assert handed(office, "林部长", "导出过程").name == "SJ-0001过程记录.docx"
    said(office, "吴阿姨", "体育馆停水了")
    assert "是哪一件" in asks(office, "林部长", "导出过程").said[0]
    office.person("林部长").says("导出过程")
    silent(office)
    assert handed(office, "林部长", "2").name.startswith("SJ-000")


def test_every_paper_that_was_handed_over_is_on_record(office: Office) -> None:
    """In the journal and in the audit, with who; not as something that happened to the incident."""
    said(office, "李明", LEAK)
    said(office, "林部长", "SJ-0001 过程", "突发事件统计", "应急卡")
    for name in ("SJ-0001过程记录.docx", "突发事件统计2026年.xlsx", "应急卡.docx"):
        office.person("林部长").gets_file(name)
    said(office, "李明", "应急卡")
    office.person("李明").gets_file("应急卡.docx")
    assert [one.data["what"] for one in office.journal("incident.exported")] == [
        "timeline", "statistics", "card", "card",
    ]  # fmt: skip
    with office.house.database.read() as connection:
        deeds = audit.deeds(connection, what="incident")
    assert sorted(one.what for one in deeds) == [
        "incident.card_exported", "incident.figures_exported", "incident.timeline_exported",
    ]  # fmt: skip
    assert "其他登记" not in words_of(handed(office, "林部长", "SJ-0001 过程"))


def test_the_figures_fit_a_telephone_and_name_nobody(office: Office) -> None:
    """Drills apart, 误报 apart, medians with how many they are of."""
    attended(office)
    said(office, "吴阿姨", "体育馆停水了")
    said(office, "林部长", "SJ-0002 误报")
    said(office, "李明", "消防演练：二食堂着火了")
    turn = asks(office, "陈书记", "本月突发事件统计")
    text = turn.said[0]
    assert text.count("\n") < 8
    for part in ("共1件", "漏水1", "收到2分钟（1件）", "到场5分钟", "报告无登记", "控制12分钟", "演练1次", "误报1"):
        assert part in text
    everything = repr(sheets_of(turn.given[0])) + text
    with office.house.database.read() as connection:
        names = [name for one in people.people(connection, office.clock.office()) for name in (one.name, one.called)]
    assert not [name for name in names if name in everything]
    assert sheets_of(turn.given[0])["演练"][1][:2] == ["火情", 1]


def test_a_leader_in_charge_has_the_figures_of_his_units(office: Office) -> None:
    """The chiefs and the organiser have all; staff have none."""
    said(office, "李明", LEAK)
    assert "共1件" in asks(office, "林部长", "突发事件统计").said[0]
    other = asks(office, "王部长", "突发事件统计")
    assert "您分管的单位" in other.said[0]
    assert "没有突发事件" in other.said[0]
    assert "水电管理科1" in asks(office, "张敏", "今年突发事件按单位统计").said[0]
    for who in ("李明", "冯科长", "值班室"):
        refused = asks(office, who, "突发事件统计")
        assert (refused.given, "综合办" in refused.said[0]) == ([], True)


def test_the_card_of_staff_has_public_numbers_only(office: Office) -> None:
    """Leaders' own numbers stand on the card of who may have to call them."""
    plain, full = words_of(handed(office, "李明", "应急卡")), words_of(handed(office, "刘洋", "应急卡"))
    assert "1390001" not in plain
    assert "13900010004" in full
    assert "只贴在值班室" in full
    for text in (plain, full):
        assert [part for part in ON_THE_CARD if part not in text] == []
    assert asks(office, "外人", "应急卡").given == []


def test_the_roster_says_who_is_on_duty_on_the_card(office: Office) -> None:
    """Without one the place is blank."""
    now = office.clock.office()
    with office.house.database.write() as connection:
        officer, leader = (people.by_name(connection, name, now)[0] for name in ("刘洋", "林部长"))
        hours = {"starts_at": now - timedelta(hours=1), "ends_at": now + timedelta(hours=8), "phone": "8765"}
        connection.execute(insert(shifts.shifts).values(officer_id=officer.id, leader_id=leader.id, **hours))
    text = words_of(handed(office, "李明", "应急卡"))
    assert "刘洋 8765" in text
    assert "林慧" in text


def test_a_card_fits_its_page_also_of_a_large_department(office: Office) -> None:
    """The type gets smaller; nothing is left out."""
    zone, small = ZoneInfo("Asia/Shanghai"), office.house.settings.office
    with office.house.database.read() as connection:
        (first, _) = cards(connection, small, office.clock.office(), has_private=True)
    large = replace(
        first,
        leaders=[Called(f"某某服务与保障中心{number}", "欧阳部长", "13900010099") for number in range(24)],
        departments=[Called(f"某某职能处{number}", "", "") for number in range(16)],
        advice=[Advice(f"类型{number}", "先" * 60, is_approved=False) for number in range(26)],
    )
    for card in (first, large):
        parts = card_paper.fitting(card, small, zone)
        assert height_pt(parts, POSTED) <= room_pt(POSTED)
    assert "13900010099" in repr(card_paper.fitting(large, small, zone))


def test_the_command_line_lists_and_writes_and_leaves_a_record(office: Office) -> None:
    """Of what only few may know neither the place nor, without a reason, the paper."""
    said(office, "李明", LEAK)
    said(office, "吴阿姨", "3号楼有学生要跳楼")
    database, settings = office.house.database, office.house.settings
    stamp, zone = Stamp("os:root", office.clock.office()), ZoneInfo("Asia/Shanghai")
    with database.read() as connection:
        few, leak = listed(connection, zone)
    assert few.startswith("SJ-0002  心理危机  （仅限少数人知悉）  已上报")
    assert leak == "SJ-0001  漏水  西校区三食堂三楼  已上报  2026-11-23 10:00  还差：到场、处置、报告、总结"
    assert incidents.course(database, settings.office, "sj-0001", ".xlsx", stamp).name == "SJ-0001过程记录.xlsx"
    assert incidents.course(database, settings.office, "SJ-0002", ".docx", stamp, "检查").name == "SJ-0002过程记录.docx"
    period = incidents.days("2026-11-01", "", date(2026, 11, 23))
    assert sheets_of(incidents.counted(database, zone, period, stamp))["按类型"][1][:2] == ["其他", 2]
    assert "1390001" not in words_of(incidents.made_card(database, settings.office, "西校区", stamp, numbers=False))
    assert "13900010004" in words_of(incidents.made_card(database, settings.office, "", stamp, numbers=True))
    with database.read() as connection:
        assert [deed.who for deed in audit.deeds(connection, what="incident")] == ["os:root"] * 5


def test_what_the_command_line_can_not_write_it_says(office: Office) -> None:
    """In one sentence each; nothing is recorded as written."""
    said(office, "吴阿姨", "3号楼有学生要跳楼")
    database, own = office.house.database, office.house.settings.office
    stamp, today = Stamp("os:root", office.clock.office()), date(2026, 11, 23)
    wrong = (
        ("请写明编号", lambda: incidents.course(database, own, "", ".docx", stamp)),
        ("没有编号为“SJ-0009”", lambda: incidents.course(database, own, "SJ-0009", ".docx", stamp)),
        ("--reason", lambda: incidents.course(database, own, "SJ-0001", ".docx", stamp, " ")),
        (
            "没有叫“南校区”的校区。现有：东校区、西校区",
            lambda: incidents.made_card(database, own, "南校区", stamp, numbers=False),
        ),
        ("不是日期", lambda: incidents.days("昨天", "", today)),
        ("之后", lambda: incidents.days("2026-12-01", "", today)),
    )
    for text, act in wrong:
        with pytest.raises(SettingsError, match=re.escape(text)):
            act()
    with database.read() as connection:
        assert audit.deeds(connection, what="incident") == []


def test_the_commands_write_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As they are typed; a wrong ending is refused before anything is read."""
    monkeypatch.setenv("HOUQIN_DATA_DIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()
    assert "还没有突发事件" in runner.invoke(app, ["incidents", "--all"]).stdout
    assert runner.invoke(app, ["incidents", "--statistics", "统计.xlsx"]).exit_code == 0
    assert runner.invoke(app, ["card", "--out", "卡.docx"]).exit_code == 0
    assert {file.name for file in tmp_path.iterdir()} >= {"统计.xlsx", "卡.docx"}
    assert "请写成 .docx" in str(runner.invoke(app, ["card", "--out", "卡.pdf"]).exception)
