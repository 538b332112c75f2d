"""The table of groups: exported, edited, imported, taken back; on both databases."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.cli.groups import groups_told
from bot.cli.tables import export_table
from bot.errors import SheetError
from bot.settings import Settings
from bot.stage import OFFICE
from bot.store import chats
from bot.store.audit import Stamp
from bot.store.chats import Chat
from bot.store.database import Database
from bot.store.sheets.grid import Grid, read_grid
from bot.store.sheets.imports import describe, undo_last
from bot.store.sheets.office import OFFICE_SHEETS
from bot.store.sheets.plan import carry_out, prepare
from bot.store.sheets.sample import OFFICE_ZONE
from tests.peopled import put_office

SHEET = OFFICE_SHEETS["chats"]
HEAD = ["平台", "群编号", "群名称", "性质", "单位", "支部", "推送地址", "最后听到"]
HOOK = ["企业微信", "维修推送", "维修群", "内部", "维修中心", "", "wecom-webhook:维修中心群", ""]
OPERATOR = "os:root"


@pytest.fixture
def staffed(database: Database, now: datetime) -> Database:
    """The invented department, and a group it has said nothing of."""
    put_office(database, now)
    with database.write() as connection:
        chat = chats.note(connection, "dingtalk", "cid+a/b==", "dingtalk-robot:r", now)
        chats.rename(connection, chat.id, "=三食堂 群")
    return database


def bring(database: Database, grid: Grid, now: datetime, *, replace: bool = False) -> list[str]:
    """Import a grid and return what it changed."""
    plan = prepare(database, SHEET, grid, zone=OFFICE_ZONE, now=now, replace=replace)
    carry_out(database, plan, Stamp(OPERATOR, now))
    return describe(SHEET, plan.changes)


def found(database: Database, platform: str, chat: str) -> Chat | None:
    """Return a group's row."""
    with database.read() as connection:
        return chats.find(connection, platform, chat)


def test_an_export_that_comes_back_later_changes_nothing(staffed: Database, now: datetime, tmp_path: Path) -> None:
    """Also when the group was heard since, whatever it is called."""
    file = tmp_path / "chats.csv"
    export_table(staffed, SHEET, file, OFFICE_ZONE, Stamp(OPERATOR, now))
    assert "钉钉,cid+a/b==" in file.read_text(encoding="utf-8-sig")
    assert ",2026-11-23" in file.read_text(encoding="utf-8-sig")
    with staffed.write() as connection:
        chats.note(connection, "dingtalk", "cid+a/b==", "dingtalk-robot:r", now + timedelta(days=3))
    assert bring(staffed, read_grid(file, SHEET.title), now + timedelta(days=3)) == []


def test_a_group_that_is_only_pushed_to_is_written_down_by_the_office(staffed: Database, now: datetime) -> None:
    """It was never heard, so nothing is shown of when; taken back, it is gone."""
    assert bring(staffed, [HEAD, HOOK], now) == ["新增 企业微信 维修推送"]
    chat = found(staffed, "wecom", "维修推送")
    assert chat is not None
    assert (chat.door, chat.standing, chat.push_route) == ("", chats.INTERNAL, "wecom-webhook:维修中心群")
    assert (chat.bound_by, chat.bound_at) == (None, now)
    with staffed.read() as connection:
        records = SHEET.current(connection, SHEET.context(connection, OFFICE_ZONE, now))
    assert [one["heard"] for one in records if one["chat"] == "维修推送"] == [""]
    with staffed.write() as connection:
        undo_last(connection, OFFICE_SHEETS, OFFICE_ZONE, Stamp(OPERATOR, now))
    assert found(staffed, "wecom", "维修推送") is None


def test_what_a_group_is_is_set_and_taken_back_though_it_was_heard_meanwhile(staffed: Database, now: datetime) -> None:
    """That it was heard is nothing anybody wrote."""
    row = ["dingtalk", "cid+a/b==", "=三食堂 群", "支部", "", "一支部", "", "2020-01-01"]
    assert bring(staffed, [HEAD, row], now) == ["修改 钉钉 cid+a/b==：性质 未登记→支部，支部 （空）→机关党支部"]
    later = now + timedelta(days=1)
    with staffed.write() as connection:
        chats.note(connection, "dingtalk", "cid+a/b==", "dingtalk-robot:r", later)
        undo_last(connection, OFFICE_SHEETS, OFFICE_ZONE, Stamp(OPERATOR, later))
    chat = found(staffed, "dingtalk", "cid+a/b==")
    assert chat is not None
    assert (chat.standing, chat.branch_id, chat.bound_at, chat.last_at) == (chats.UNREGISTERED, None, None, later)


def test_who_registered_a_group_stays_where_only_its_address_changes(staffed: Database, now: datetime) -> None:
    """A column that is not in the file leaves what stands."""
    with staffed.write() as connection:
        chat = chats.find(connection, "dingtalk", "cid+a/b==")
        assert chat is not None
        chats.bind(connection, chat.id, chats.OUTSIDERS, unit_id=None, branch_id=None, by=1, now=now)
    short = ["平台", "群编号", "性质", "推送地址"]
    bring(staffed, [short, ["钉钉", "cid+a/b==", "含外单位", "dingtalk-webhook:食堂"]], now + timedelta(days=1))
    after = found(staffed, "dingtalk", "cid+a/b==")
    assert after is not None
    assert (after.bound_by, after.bound_at, after.push_route) == (1, now, "dingtalk-webhook:食堂")


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({0: "微博"}, "不在可选范围"),
        ({1: "维修 推送"}, "不能有空格"),
        ({1: "群" * 129}, "太长，群编号最多128个字"),
        ({2: "群" * 121}, "太长"),
        ({3: "公开"}, "不在可选范围"),
        ({3: "支部", 4: ""}, "要写明支部"),
        ({3: "未登记"}, "不填单位和支部"),
        ({5: "一支部"}, "只填一个"),
        ({6: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1"}, "不是推送地址"),
        ({6: "wecom-webhook:"}, "不是推送地址"),
        ({6: "dingtalk-webhook:食堂"}, "不是企业微信的"),
    ],
)
def test_what_can_not_be_is_refused_with_the_remedy(
    staffed: Database, now: datetime, changed: dict[int, str], fault: str
) -> None:
    """And nothing is written; a key is never taken for an address."""
    row = [changed.get(place, cell) for place, cell in enumerate(HOOK)]
    with pytest.raises(SheetError) as caught:
        bring(staffed, [HEAD, row], now)
    assert fault in caught.value.faults[0]
    assert found(staffed, "wecom", "维修推送") is None


def test_one_address_is_one_groups(staffed: Database, now: datetime) -> None:
    """A second row with it is refused by its number; so is one whose address a group has that is not in the file."""
    other = ["企业微信", "另一个", "另一个群", "内部", "", "", "wecom-webhook:维修中心群", ""]
    with pytest.raises(SheetError) as caught:
        bring(staffed, [HEAD, HOOK, other], now)
    assert caught.value.faults == [
        "第3行“推送地址”：wecom-webhook:维修中心群 已填给第2行的群，一个推送地址只对应一个群，请改正"
    ]
    bring(staffed, [HEAD, HOOK], now)
    with pytest.raises(SheetError) as caught:
        bring(staffed, [HEAD, other], now)
    assert "已是群“维修推送”的推送地址" in caught.value.faults[0]
    assert found(staffed, "wecom", "另一个") is None
    assert len(bring(staffed, [HEAD, other, [*HOOK[:6], "", ""]], now)) == 2
    assert len(bring(staffed, [HEAD, HOOK], now, replace=True)) > 1
    kept = found(staffed, "wecom", "维修推送")
    assert kept is not None
    assert kept.push_route == "wecom-webhook:维修中心群"


def test_what_is_not_in_a_file_that_replaces_the_table_is_forgotten(staffed: Database, now: datetime) -> None:
    """Heard again, it is a new group nobody has said anything of."""
    assert bring(staffed, [HEAD, HOOK], now, replace=True)[0] == "新增 企业微信 维修推送"
    assert found(staffed, "dingtalk", "cid+a/b==") is None


def test_when_a_group_was_heard_last_and_that_it_was_left_is_listed(staffed: Database, now: datetime) -> None:
    """In the office's time, with the door."""
    with staffed.write() as connection:
        chat = chats.find(connection, "dingtalk", "cid+a/b==")
        assert chat is not None
        chats.leave(connection, chat.id, now)
    (told,) = [one for one in groups_told(staffed, Settings(office=OFFICE)) if "cid+a/b==" in one]
    assert "=三食堂 群  【未登记】" in told
    assert "听：2026-11-23 10:00 由 dingtalk-robot:r（2026-11-23 10:00 起已不在群里）" in told
