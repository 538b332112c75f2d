"""Trial mode as its operator is told it, on the invented department."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest

from bot import doctor, trial
from bot.clock import SteppedClock
from bot.connecting import connect
from bot.connections import WeComApp
from bot.platforms.findings import Finding, Level
from bot.settings import Office, Settings, Store
from bot.store.accounts import Account, Owner, enrol
from bot.store.database import Database, open_database
from bot.store.people import add_person
from bot.store.schema import migrate
from bot.store.shared import MemoryShared

APP = WeComApp(corp_id="ww1234567890123456", agent_id=1, secret="s" * 43, token="t" * 20, aes_key="a" * 43)


def enrolled(database: Database, now: datetime) -> None:
    """Enrol three people: reached, without an account, with an account nothing is configured for."""
    with database.write() as connection:
        for number, platform in (("1", "wecom"), ("2", ""), ("3", "dingtalk")):
            person = add_person(connection, number, f"人{number}")
            if platform:
                enrol(connection, Account(platform, f"account{number}"), Owner(person_id=person), now)


def chosen(folder: Path, testers: Sequence[str]) -> Settings:
    """Return settings in trial mode, live where there are no testers."""
    return Settings(
        data_dir=folder,
        mode="trial" if testers else "live",
        testers=tuple(testers),
        office=Office(),
        store=Store(),
        wecom_app=(APP,),
    )


def told(database: Database, settings: Settings, now: datetime) -> tuple[list[str], list[Finding]]:
    """Return what status and doctor say of the testers."""
    connected = connect(settings, MemoryShared(), SteppedClock(now))
    with database.read() as connection:
        found = trial.testers(connection, settings, connected, now)
    return trial.mode_told(found), trial.judged(found)


def test_live_mode_says_so_and_nothing_of_testers(sqlite: Database, tmp_path: Path, now: datetime) -> None:
    """One word in the status, none from the doctor."""
    settings = chosen(tmp_path, ())
    assert told(sqlite, settings, now) == (["mode: live"], [])
    assert trial.announced(settings) == []


def test_testers_who_are_reached_are_listed_and_nothing_is_wrong(
    sqlite: Database, tmp_path: Path, now: datetime
) -> None:
    """By their 工号, without names."""
    enrolled(sqlite, now)
    settings = chosen(tmp_path, ["1"])
    assert told(sqlite, settings, now) == (["mode: trial, what is for anybody else goes to the testers 1"], [])
    (finding,) = trial.announced(settings)
    assert (finding.level, "试运行" in finding.text, "工号 1" in finding.text) == (Level.WARN, True, True)


def test_each_tester_who_can_not_be_reached_is_named_with_the_reason(
    sqlite: Database, tmp_path: Path, now: datetime
) -> None:
    """Unknown, without account, with an account on a platform that is not configured; one is reached."""
    enrolled(sqlite, now)
    lines, findings = told(sqlite, chosen(tmp_path, ["1", "01", "2", "3"]), now)
    assert [line.partition(":")[0] for line in lines] == ["mode", "tester 01", "tester 2", "tester 3"]
    assert [line.partition("reached, ")[2] for line in lines[1:]] == [
        "nobody enrolled has this 工号",
        "the person has no account",
        "no configured route reaches this recipient",
    ]
    assert [finding.level for finding in findings] == [Level.WARN] * 3
    for finding, words in zip(findings, ("没有登记这个工号", "还没有登记账号", "没有接入"), strict=True):
        assert words in finding.text


def test_where_no_tester_is_reached_it_is_a_fault(sqlite: Database, tmp_path: Path, now: datetime) -> None:
    """Everything for others would go nowhere, and both say so."""
    enrolled(sqlite, now)
    lines, findings = told(sqlite, chosen(tmp_path, ["2"]), now)
    assert lines[-1] == trial.NOWHERE
    assert (findings[-1].level, findings[-1].text) == (Level.FAIL, trial.NOBODY)


@pytest.mark.parametrize("made", [True, False])
async def test_the_doctor_looks_at_the_testers_as_soon_as_there_are_tables(
    tmp_path: Path, now: datetime, *, made: bool
) -> None:
    """Before that it says only that it is trial mode: nobody can be enrolled yet."""
    settings = chosen(tmp_path, ["9"])
    if made:
        database = open_database(settings.store_url)
        migrate(database)
        database.close()
    results = await doctor.examine(settings, "http://127.0.0.1:9", SteppedClock(now), offline=True)
    levels = [one.finding.level for one in results if one.where == "试运行"]
    assert levels == ([Level.WARN, Level.WARN, Level.FAIL] if made else [Level.WARN])


async def test_the_doctor_reports_a_store_that_can_not_be_opened_and_goes_on(tmp_path: Path, now: datetime) -> None:
    """A finding among others, never a traceback."""
    (tmp_path / "houqin.db").write_bytes(b"no database at all" * 100)
    results = await doctor.examine(chosen(tmp_path, ["9"]), "http://127.0.0.1:9", SteppedClock(now), offline=True)
    assert {one.where.split()[0] for one in results} == {"数据库", "试运行", "企业微信应用"}
    assert "[错误] 数据库：" in results[0].line
    assert "恢复备份" in results[0].line
