"""Tables in and out of the store: preview, all or nothing, undo; on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.cli.keeping import add_admin, chain_told, strangers_told, verified
from bot.cli.tables import export_table
from bot.errors import SettingsError, SheetError
from bot.rights import Role
from bot.store import accounts, audit, people, posts
from bot.store.accounts import Account
from bot.store.audit import Stamp
from bot.store.database import Database
from bot.store.people import Person
from bot.store.sheets.grid import Grid, read_grid
from bot.store.sheets.imports import Import, describe, imports, undo_last
from bot.store.sheets.office import OFFICE_SHEETS
from bot.store.sheets.plan import carry_out, prepare
from bot.store.sheets.sample import FOLDER, OFFICE_ZONE, SAMPLE_SHEETS, load_sample_office
from bot.store.sheets.sheet import Record
from tests.peopled import put_office

DAY = timedelta(days=1)
BOSS = "os:root"


@pytest.fixture
def staffed(database: Database, now: datetime) -> Database:
    """The invented department."""
    put_office(database, now)
    return database


def bring(database: Database, table: str, grid: Grid, now: datetime, *, replace: bool = False) -> Import | None:
    """Import a grid."""
    plan = prepare(database, OFFICE_SHEETS[table], grid, zone=OFFICE_ZONE, now=now, replace=replace)
    return carry_out(database, plan, Stamp(BOSS, now))


def shown(database: Database, table: str, grid: Grid, now: datetime, *, replace: bool = False) -> list[str]:
    """Preview a grid."""
    sheet = OFFICE_SHEETS[table]
    plan = prepare(database, sheet, grid, zone=OFFICE_ZONE, now=now, replace=replace)
    return describe(sheet, plan.changes)


def back(database: Database, now: datetime) -> Import:
    """Take the last import back."""
    with database.write() as connection:
        return undo_last(connection, OFFICE_SHEETS, OFFICE_ZONE, Stamp(BOSS, now))


def faults(database: Database, table: str, grid: Grid, now: datetime) -> list[str]:
    """Return why a grid is refused."""
    with pytest.raises(SheetError) as caught:
        bring(database, table, grid, now)
    return caught.value.faults


def standing(database: Database, now: datetime) -> dict[str, list[Record]]:
    """Return every table as it stands."""
    with database.read() as connection:
        return {
            key: sheet.current(connection, sheet.context(connection, OFFICE_ZONE, now))
            for key, sheet in OFFICE_SHEETS.items()
        }


def test_the_samples_imported_again_change_nothing(staffed: Database, now: datetime) -> None:
    """What a file says and what the table holds are compared in one form; no second import is noted."""
    before = standing(staffed, now)
    load_sample_office(staffed, now + DAY)
    assert standing(staffed, now + DAY) == before
    with staffed.read() as connection:
        assert len(connection.execute(select(imports.c.id)).all()) == len(SAMPLE_SHEETS)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_what_is_exported_comes_back_without_a_change(
    staffed: Database, now: datetime, tmp_path: Path, suffix: str
) -> None:
    """Every table, through a workbook and through a text file; the export leaves a row in the audit."""
    for key, sheet in ((sheet.key, sheet) for sheet in SAMPLE_SHEETS):
        file = tmp_path / f"{key}{suffix}"
        export_table(staffed, sheet, file, OFFICE_ZONE, Stamp(BOSS, now))
        assert shown(staffed, key, read_grid(file, sheet.title), now + DAY, replace=True) == []
    with staffed.read() as connection:
        assert len(audit.deeds(connection, what="table.exported")) == len(SAMPLE_SHEETS)


def test_a_preview_shows_what_becomes_what_and_writes_nothing(staffed: Database, now: datetime) -> None:
    """New, changed with old and new, unchanged left out; columns not in the file stay."""
    before = standing(staffed, now)
    told = shown(
        staffed,
        "people",
        [["工号", "姓名", "称呼"], ["10041", "李明", "李师傅"], ["10001", "陈志远", "陈书记"], ["N1", "丁一", ""]],
        now,
    )
    assert told == ["修改 10041 李明：称呼 （空）→李师傅", "新增 N1 丁一"]
    assert standing(staffed, now) == before


def test_what_is_not_in_a_file_goes_only_when_asked(staffed: Database, now: datetime) -> None:
    """Who is taken out has left, and can be undone."""
    kept = [["工号", "姓名"], *[[str(number), name] for number, name in ((10001, "陈志远"), (10014, "孙伟"))]]
    assert shown(staffed, "people", kept, now) == []
    made = bring(staffed, "people", kept, now + DAY, replace=True)
    assert made is not None
    assert made.counts == {"删除": 23}
    with staffed.read() as connection:
        assert [one.name for one in people.people(connection, now + DAY)] == ["陈志远", "孙伟"]
        assert people.who(connection, "tryout", "wang", now + DAY) is None
    back(staffed, now + DAY)
    with staffed.read() as connection:
        assert len(people.people(connection, now + DAY)) == 25


@pytest.mark.parametrize("table", ["people", "members", "posts", "charges", "roles", "buildings"])
def test_the_last_import_is_taken_back_whole(staffed: Database, now: datetime, table: str) -> None:
    """What a file took out stands as before."""
    before = standing(staffed, now)
    grid = read_grid(FOLDER / f"{table}.csv")
    made = bring(staffed, table, [grid[0], *grid[2:-1]], now + DAY, replace=True)
    assert made is not None
    assert made.counts["删除"] > 0
    assert back(staffed, now + DAY).sheet == table
    assert in_any_order(standing(staffed, now + DAY)) == in_any_order(before)


def test_everything_taken_back_leaves_an_empty_house(staffed: Database, now: datetime) -> None:
    """Import by import, the newest first."""
    undone = [back(staffed, now).sheet for _ in SAMPLE_SHEETS]
    assert undone == [sheet.key for sheet in SAMPLE_SHEETS][::-1]
    assert not any(standing(staffed, now).values())


def in_any_order(tables: dict[str, list[Record]]) -> dict[str, list[list[tuple[str, str]]]]:
    """Return tables whose records may stand in any order."""
    return {key: sorted(sorted(record.items()) for record in records) for key, records in tables.items()}


def test_an_undo_is_refused_where_somebody_changed_a_record_since(staffed: Database, now: datetime) -> None:
    """Nothing is taken back blindly; and each import is taken back once."""
    bring(staffed, "people", [["工号", "姓名", "称呼"], ["10041", "李明", "李师傅"]], now)
    with staffed.write() as connection:
        connection.execute(people.persons.update().where(people.persons.c.number == "10041").values(salutation="小李"))
    with pytest.raises(SheetError) as caught:
        back(staffed, now)
    assert caught.value.faults == ["“10041 李明”在导入之后又改过，不能撤销；请手工改正"]


def test_without_an_import_there_is_nothing_to_take_back(database: Database, now: datetime) -> None:
    """A sentence, not a traceback."""
    with pytest.raises(SheetError) as caught:
        back(database, now)
    assert caught.value.faults == ["没有可以撤销的导入"]


def test_one_wrong_cell_keeps_the_whole_file_out(staffed: Database, now: datetime) -> None:
    """All or nothing."""
    grid = [["工号", "姓名", "单位"], ["N1", "丁一", "维修中心"], ["N2", "丁二", "食品厂"]]
    assert len(faults(staffed, "people", grid, now)) == 1
    with staffed.read() as connection:
        assert people.by_name(connection, "丁一", now) == []


def test_an_import_that_would_no_longer_do_what_was_shown_is_refused(staffed: Database, now: datetime) -> None:
    """Somebody changed the table between preview and import."""
    sheet = OFFICE_SHEETS["people"]
    grid = [["工号", "姓名", "称呼"], ["10041", "李明", "李师傅"]]
    plan = prepare(staffed, sheet, grid, zone=OFFICE_ZONE, now=now)
    bring(staffed, "people", [["工号", "姓名", "称呼"], ["10041", "李明", "小李"]], now)
    with pytest.raises(SheetError, match="人员"):
        carry_out(staffed, plan, Stamp(BOSS, now))


def test_the_audit_says_who_imported_what_without_the_contents(staffed: Database, now: datetime) -> None:
    """Counts and the table, no names or numbers of people."""
    bring(staffed, "people", [["工号", "姓名", "手机"], ["10041", "李明", "13811112222"]], now)
    back(staffed, now)
    with staffed.read() as connection:
        done, undone = audit.deeds(connection, who=BOSS)
    assert (done.what, done.detail["修改"], undone.what) == ("table.imported", 1, "table.import_undone")
    assert "13811112222" not in str(done.detail)


def test_a_moved_person_keeps_his_history(staffed: Database, now: datetime) -> None:
    """Transfer to another unit closes post and role there and begins them here."""
    grid = [["工号", "姓名", "单位", "职务", "角色"], ["10014", "孙伟", "水电科", "科长", "科长"]]
    bring(staffed, "people", grid, now + DAY)
    with staffed.read() as connection:
        (sun,) = people.by_name(connection, "孙伟", now)
        before, after = (
            [post.title for post in posts.posts_at(connection, at, [sun.id]) if post.unit_id] for at in (now, now + DAY)
        )
        heads = people.people_with(connection, Role.HEAD, now + DAY, sun.unit_id)
    assert (before, after) == (["主任"], ["科长"])
    assert [one.name for one in heads] == ["孙伟", "冯涛"]


def test_a_leaver_keeps_his_last_day_and_no_right_after_it(staffed: Database, now: datetime) -> None:
    """离岗日期 is the last day, in the office's zone."""
    bring(staffed, "people", [["工号", "姓名", "离岗日期"], ["10014", "孙伟", "2026-11-30"]], now)
    last, after = (datetime(2026, 11, 30, 15, 59, tzinfo=UTC), datetime(2026, 11, 30, 16, 0, tzinfo=UTC))
    with staffed.read() as connection:
        assert isinstance(people.who(connection, "tryout", "sun", last), Person)
        assert people.who(connection, "tryout", "sun", after) is None
    again = [["工号", "姓名"], ["10014", "孙伟"]]
    assert shown(staffed, "people", again, after + DAY, replace=True)[0].startswith("删除 10001")


def test_accounts_do_not_change_hands_unseen(staffed: Database, now: datetime) -> None:
    """Neither in a file nor against somebody who is not in it; exchanged within one file they may be."""
    head = ["工号", "姓名", "试用账号"]
    assert faults(staffed, "people", [head, ["10041", "李明", "wang"]], now) == [
        "第2行“试用账号”：wang 现在是王建国（10003）的账号；如已换人，请先清空王建国（10003）的这一格"
    ]
    assert faults(staffed, "people", [head, ["N1", "丁一", "x"], ["N2", "丁二", "x"]], now) == [
        "第3行“试用账号”：与第2行是同一个账号，请改正"
    ]
    assert faults(staffed, "places", [["名称", "试用账号"], ["调度室", "duty-room"]], now) == [
        "第2行“试用账号”：duty-room 现在是值班室的账号；如已换人，请先清空值班室的这一格"
    ]
    bring(staffed, "people", [head, ["10041", "李明", "wang"], ["10003", "王建国", "liming"]], now)
    with staffed.read() as connection:
        exchanged = [people.who(connection, "tryout", account, now + DAY) for account in ("wang", "liming")]
    assert [one.name for one in exchanged if one] == ["李明", "王建国"]


def test_a_stranger_who_is_imported_is_one_no_more(staffed: Database, now: datetime) -> None:
    """He wrote before he was enrolled; from now on he is known by the same account."""
    with staffed.write() as connection:
        accounts.note_stranger(connection, Account("wecom", "DingYi"), "wecom-app:1", now)
    bring(
        staffed, "people", [["工号", "姓名", "企业微信账号"], ["N1", "丁一", "DingYi"], ["N2", "丁二", "DingEr"]], now
    )
    with staffed.read() as connection:
        known = [people.who(connection, "wecom", account, now) for account in ("DingYi", "DingEr")]
        assert accounts.all_strangers(connection) == []
    assert [one.name for one in known if one] == ["丁一", "丁二"]


MISFITS: list[tuple[str, Grid, str]] = [
    ("people", [["工号", "姓名", "单位", "职务"], ["1", "丁", "", "主任"]], "第2行“职务”：请同时填写“单位”"),
    ("people", [["工号", "姓名", "单位", "角色"], ["1", "丁", "", "班组长"]], "第2行“角色”：请同时填写“单位”"),
    ("people", [["工号", "姓名", "职务", "职级"], ["1", "丁", "", "正科"]], "第2行“职级”：请同时填写“职务”"),
    ("posts", [["人员", "职务"], ["10014", "组长"]], "第2行：“单位”和“支部”请填一个，也只填一个"),
    (
        "charges",
        [["人员", "分管单位", "分管条线", "方式"], ["10014", "车队", "安全", "主管"]],
        "第2行：“分管单位”和“分管条线”请填一个，也只填一个",
    ),
    (
        "roles",
        [["人员", "角色", "单位", "支部"], ["10014", "值班员", "车队", "一支部"]],
        "第2行：“单位”和“支部”只能填一个",
    ),
    (
        "members",
        [
            ["支部", "人员", "身份", "起始日期", "截止日期"],
            ["一支部", "孙伟", "正式党员", "2026-03-01", "2026-02-01"],
        ],
        "第2行“截止日期”：早于起始日期，请改正",
    ),
    ("units", [["单位名称", "上级"], ["甲", "乙"], ["乙", "甲"]], "“甲”的上级绕了一圈又回到自己，请改正"),
    (
        "units",
        [["单位名称", "上级"], ["青衡大学后勤保障部", "车队"]],
        "“青衡大学后勤保障部”的上级绕了一圈又回到自己，请改正",
    ),
    (
        "units",
        [["单位名称", "别名"], ["甲", "车队"]],
        "第2行“别名”：“车队”已是“交通运输服务部”的名称或别名，请另取一个",
    ),
    (
        "units",
        [["单位名称", "别名"], ["甲", "丙"], ["乙", "丙"]],
        "第3行“别名”：“丙”已是“甲”的名称或别名，请另取一个",
    ),
]


def test_what_does_not_fit_together_is_refused(staffed: Database, now: datetime) -> None:
    """Faults that no single cell shows."""
    for table, grid, told in MISFITS:
        assert told in faults(staffed, table, grid, now)


def test_what_others_refer_to_is_not_deleted(staffed: Database, now: datetime) -> None:
    """A unit with people can't go; the sentence says what to do first."""
    with pytest.raises(SheetError) as caught:
        bring(staffed, "units", [["单位名称"], ["青衡大学后勤保障部"]], now, replace=True)
    assert caught.value.faults == ["有内容正被其他表使用，不能删除；请先在其他表里改掉"]


def test_units_of_one_file_may_refer_to_each_other_in_any_order(database: Database, now: datetime) -> None:
    """By alias too; a tree that nobody refers to can go again."""
    grid = [["单位名称", "上级", "别名"], ["一班", "中心", ""], ["维修服务中心", "", "中心"]]
    bring(database, "units", grid, now)
    assert [row["parent"] for row in standing(database, now)["units"]] == ["维修服务中心", ""]
    bring(database, "units", [["单位名称"], ["另一个"]], now, replace=True)
    assert [row["name"] for row in standing(database, now)["units"]] == ["另一个"]


def test_the_name_of_two_people_needs_the_number(staffed: Database, now: datetime) -> None:
    """Same names exist: 李明 twice."""
    bring(staffed, "people", [["工号", "姓名"], ["N1", "李明"]], now)
    head = ["人员", "角色"]
    assert "对应不止一个人员" in faults(staffed, "roles", [head, ["李明", "值班员"]], now)[0]
    bring(staffed, "roles", [head, ["李明（N1）", "值班员"], ["W001", "值班员"]], now)
    with staffed.read() as connection:
        numbers = [one.number for one in people.people_with(connection, Role.DUTY, now + DAY)]
    assert numbers == ["10022", "W001", "N1"]


def test_an_added_person_taken_back_is_gone_and_one_others_refer_to_has_left(staffed: Database, now: datetime) -> None:
    """Undo erases what never should have been, as far as nothing hangs on it."""
    bring(staffed, "people", [["工号", "姓名"], ["N1", "丁一"], ["N2", "丁二"]], now)
    with staffed.write() as connection:
        (second,) = people.by_name(connection, "N2", now)
        row = {"person_id": second.id, "line": "安全", "unit_id": None, "deputy": True, "since": now}
        connection.execute(posts.charges.insert().values(row))
    back(staffed, now + DAY)
    with staffed.read() as connection:
        rows = connection.execute(select(people.persons.c.number, people.persons.c.left_at)).all()
    assert {row.number: row.left_at for row in rows if row.number in ("N1", "N2")} == {"N2": now + DAY}


def test_a_post_held_again_later_stands_beside_the_first_time(staffed: Database, now: datetime) -> None:
    """History is not overwritten; without a date a post begins today."""
    head = ["人员", "职务", "单位", "起始日期", "截止日期"]
    bring(staffed, "posts", [head, ["10051", "队长", "车队", "2020-01-01", "2021-12-31"]], now)
    bring(staffed, "posts", [head, ["10051", "队长", "车队", "", ""]], now)
    with staffed.read() as connection:
        (qiu,) = people.by_name(connection, "邱国庆", now)
        years = {
            year: "队长" in [post.title for post in posts.posts_at(connection, now.replace(year=year), [qiu.id])]
            for year in (2019, 2020, 2021, 2022, 2026)
        }
    assert years == {2019: False, 2020: True, 2021: True, 2022: False, 2026: True}


def test_an_admin_is_added_by_name_or_enrolled_first(staffed: Database, now: datetime) -> None:
    """Nobody and several are told apart; the account is bound; the audit knows."""
    stamp = Stamp(BOSS, now)
    assert add_admin(staffed, stamp, "孙主任") == "孙伟（10014）现在是管理员"
    assert add_admin(staffed, stamp, "丁一", "N1", "wecom:DingYi") == "丁一（N1）现在是管理员"
    add_admin(staffed, stamp, "李明", "N2")
    for who, account, told in (("没有人", "", "没有叫"), ("李明", "", "10041、N2"), ("孙伟", "wecom", "平台:账号")):
        with pytest.raises(SettingsError, match=told):
            add_admin(staffed, stamp, who, account=account)
    with staffed.read() as connection:
        admins = {one.name for one in people.people_with(connection, Role.ADMIN, now)}
        bound = people.who(connection, "wecom", "DingYi", now)
        assert len(audit.deeds(connection, what="admin")) == 3
    assert admins == {"张敏", "孙伟", "丁一", "李明"}
    assert isinstance(bound, Person)
    assert bound.name == "丁一"


def test_the_operator_sees_who_is_unknown_and_whether_the_chain_holds(staffed: Database, now: datetime) -> None:
    """One line each, in the office's time."""
    assert strangers_told(staffed, OFFICE_ZONE) == ["目前没有未登记的人来过消息"]
    with staffed.write() as connection:
        accounts.note_stranger(connection, Account("wecom", "x"), "wecom-app:1", now)
    assert strangers_told(staffed, OFFICE_ZONE) == [
        "wecom:x  1 条  2026-11-23 10:00 起，最近 2026-11-23 10:00  （wecom-app:1）"
    ]
    chain = verified(staffed)
    assert chain_told(chain).startswith(f"记录完整：共 {len(SAMPLE_SHEETS)} 条")
    assert "第 3 条处断开" in chain_told(audit.Chain(5, "", 3))
