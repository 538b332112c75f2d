"""Who did what: a chain that shows where it was touched; and the department's own settings; on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import delete, insert, update

from bot.errors import SettingsError
from bot.store import audit, office_settings
from bot.store.audit import START, Chain, Stamp, by_operator, by_person
from bot.store.database import Database
from bot.store.office_settings import KNOWN, PUSHES_PER_DAY, QUIET_FROM, OfficeSetting

HOUR = timedelta(hours=1)


def written(database: Database, now: datetime, count: int = 5) -> None:
    """Write `count` deeds, an hour apart, by two people."""
    for number in range(count):
        with database.write() as connection:
            stamp = Stamp(by_person(number % 2), now + number * HOUR)
            audit.record(connection, stamp, f"table.{number}", {"导入": number})


def checked(database: Database) -> Chain:
    """Check the chain."""
    with database.read() as connection:
        return audit.verify(connection)


def test_an_empty_chain_holds(database: Database) -> None:
    """Nothing was done, nothing is broken."""
    assert checked(database) == Chain(0, START, None)


def test_an_untouched_chain_holds_and_names_its_head(database: Database, now: datetime) -> None:
    """The head is what to note outside."""
    written(database, now)
    first = checked(database)
    assert (first.count, first.holds) == (5, True)
    written(database, now, 1)
    assert checked(database).head != first.head


@pytest.mark.parametrize("column", ["who", "what", "detail", "at", "hash"])
def test_a_changed_row_breaks_the_chain_at_its_number(database: Database, now: datetime, column: str) -> None:
    """No column can be changed unseen."""
    written(database, now)
    value = now if column == "at" else "{}"
    with database.write() as connection:
        connection.execute(update(audit.audit).where(audit.audit.c.number == 3).values({column: value}))
    assert checked(database).broken_at == 3


def test_a_row_taken_out_or_put_in_breaks_the_chain(database: Database, now: datetime) -> None:
    """The next row no longer follows."""
    written(database, now)
    with database.write() as connection:
        connection.execute(delete(audit.audit).where(audit.audit.c.number == 2))
    assert checked(database).broken_at == 3
    row = {"number": 2, "at": now, "who": "os:x", "what": "x", "detail": "{}", "previous": START, "hash": START}
    with database.write() as connection:
        connection.execute(insert(audit.audit).values(row))
    assert checked(database).broken_at == 2


def test_deeds_are_found_by_who_what_and_since(database: Database, now: datetime) -> None:
    """A kind takes in what is below it; the newest are kept, oldest first."""
    written(database, now)
    with database.write() as connection:
        audit.record(connection, Stamp(by_operator("root"), now), "tables", {})
    with database.read() as connection:
        assert [deed.number for deed in audit.deeds(connection, who=by_person(1))] == [2, 4]
        assert [deed.number for deed in audit.deeds(connection, what="table")] == [1, 2, 3, 4, 5]
        assert [deed.number for deed in audit.deeds(connection, what="table.2")] == [3]
        assert [deed.number for deed in audit.deeds(connection, since=now + 3 * HOUR)] == [4, 5]
        assert [deed.number for deed in audit.deeds(connection, newest=2)] == [5, 6]
        assert audit.deeds(connection, newest=1)[0].who == "os:root"


def test_two_at_once_still_make_one_chain(database: Database, now: datetime) -> None:
    """On PostgreSQL appending waits its turn; on SQLite there is one writer."""
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: written(database, now, 5), range(4)))
    chain = checked(database)
    assert (chain.count, chain.holds) == (20, True)


def test_a_setting_is_its_default_until_the_office_sets_it(database: Database, now: datetime) -> None:
    """Set, shown with who set it, taken back; each leaves a row in the audit."""
    stamp = Stamp(by_operator("root"), now)
    with database.write() as connection:
        assert office_settings.value_of(connection, PUSHES_PER_DAY) == 6
        office_settings.change(connection, KNOWN, PUSHES_PER_DAY.key, "８", stamp)
        office_settings.change(connection, KNOWN, PUSHES_PER_DAY.key, " 9 ", stamp)
        office_settings.change(connection, KNOWN, QUIET_FROM.key, "21：30", stamp)
        assert office_settings.value_of(connection, PUSHES_PER_DAY) == 9
        assert office_settings.value_of(connection, QUIET_FROM) == time(21, 30)
        told = {one.setting.key: (one.shown, one.set_by) for one in office_settings.standing(connection, KNOWN)}
        assert (told["每人每日消息上限"], told["安静时段开始"]) == (("9", "os:root"), ("21:30", "os:root"))
        assert told["安静时段结束"] == ("07:00", "")
        office_settings.reset(connection, KNOWN, PUSHES_PER_DAY.key, stamp)
        assert office_settings.value_of(connection, PUSHES_PER_DAY) == 6
        assert [deed.what for deed in audit.deeds(connection)] == ["setting.changed"] * 3 + ["setting.reset"]


@pytest.mark.parametrize(
    ("key", "typed", "told"),
    [
        ("每人每日消息上限", "很多", "请填 1 到 50 之间的整数"),
        ("每人每日消息上限", "51", "请填 1 到 50 之间的整数"),
        ("安静时段开始", "24:00", "请填时刻，如 7:30"),
        ("不存在", "1", "没有名为“不存在”的设定"),
    ],
)
def test_what_a_setting_can_not_be_is_said(database: Database, now: datetime, key: str, typed: str, told: str) -> None:
    """The key and the remedy, and nothing is stored."""
    with pytest.raises(SettingsError, match=told), database.write() as connection:
        office_settings.change(connection, KNOWN, key, typed, Stamp("os:root", now))
    with database.read() as connection:
        assert audit.deeds(connection) == []


def test_settings_of_every_kind_are_read_and_shown(database: Database, now: datetime) -> None:
    """Yes or no, one of several, text; a stored value that no longer reads counts as not set."""
    settings = (
        OfficeSetting("开", False, "开关", office_settings.yes_or_no),
        OfficeSetting("谁", "任一", "谁算数", office_settings.one_of("任一", "全部")),
        OfficeSetting("话", "", "说什么", office_settings.text(5)),
    )
    known = {one.key: one for one in settings}
    with database.write() as connection:
        for key, typed in (("开", "是"), ("谁", "全部"), ("话", "您好")):
            office_settings.change(connection, known, key, typed, Stamp("os:root", now))
        assert [one.shown for one in office_settings.standing(connection, known)] == ["是", "全部", "您好"]
        for key, typed in (("开", "yes"), ("谁", "没人"), ("话", "一二三四五六")):
            with pytest.raises(SettingsError, match=key):
                office_settings.change(connection, known, key, typed, Stamp("os:root", now))
        narrower = OfficeSetting("谁", "任一", "谁算数", office_settings.one_of("任一"))
        assert office_settings.value_of(connection, narrower) == "任一"
