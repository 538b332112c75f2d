"""What was set by sentences comes on its day, once: reminders, meetings, tasks, a campaign, the digest.

In the house as it is served, over 国庆 with its made-up Saturday; in a soak from 1月1日 2026 to the end of 2月 2027,
which nobody announced. Killed at its writes it shows everybody exactly what it shows unharmed.
"""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import event

from bot.store.database import Database
from bot.store.engines import open_engine
from tests.ground import emptied
from tests.hard_times import Mortal, TwoClocks
from tests.peopled import put_office, put_rows, rows_of
from tests.year import DAY, HOUR, ZONE, is_worked, meetings, questions, rung
from tests.year_at_work import ANSWERS, ASKED, SET_UP, AtWork, Came, Dated, said, sets_up, together

IS_SOAK = bool(os.environ.get("HOUQIN_SOAK"))
BEGINS = datetime(2026, 1, 1, 20, tzinfo=ZONE) if IS_SOAK else datetime(2026, 9, 27, 20, tzinfo=ZONE)
ENDS = datetime(2027, 2, 28, 20, tzinfo=ZONE) if IS_SOAK else datetime(2026, 10, 12, 12, tzinfo=ZONE)
KILLED_UNTIL = ENDS if IS_SOAK else datetime(2026, 9, 29, 10, tzinfo=ZONE)
CLOSED_AT = datetime(2026, 11, 2, 10, tzinfo=ZONE)
INVITED = ("qian", "sun")
READERS = (*INVITED, "zhangmin")
MOST_LINES = 8
RUNG = re.compile(r"〔提醒〕(.+?)(?:（2027年放假安排尚未公布）)?\n")
RAN_OUT = re.compile(r"^(?!.*节点“).*(?:期限|到期。)", re.DOTALL)
CALLED = re.compile(r"【会议】(?:(\d+)年)?(\d+)月(\d+)日（周.）09:00 例会")
NUMBER = re.compile(r"〔TZ-(\d+)〕")
TOLD_ON = re.compile(r"到(?:(\d+)年)?(\d+)月(\d+)日（周.）(?:（调休上班）)?通知“推荐提名”")


@dataclass(frozen=True, slots=True)
class Ready:
    """The house when everything is set, to be opened again and again."""

    file: Path
    clock: TwoClocks
    vendor: Dated
    heard: int

    def opened(self, folder: Path) -> AtWork:
        """Open a copy."""
        shutil.copy(self.file, folder / "houqin.db")
        clock = self.clock.as_it_stands()
        return at_work(folder, clock, self.vendor.as_it_stands(clock), heard=self.heard)


def at_work(folder: Path, clock: TwoClocks, vendor: Dated, *, heard: int = 0) -> AtWork:
    """Open the house on a file; that power is lost is not part of these tests."""

    def opened() -> Mortal:
        database = Mortal(open_engine(f"sqlite:///{folder / 'houqin.db'}"))
        event.listen(database.engine, "connect", lambda db, _record: db.execute("PRAGMA synchronous=OFF"))
        return database

    return AtWork(opened, folder, clock, vendor, heard=heard)


@pytest.fixture(scope="module")
def ready(empty_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Ready:
    """Everything set, on the eve of the first day."""
    folder = tmp_path_factory.mktemp("ready")
    shutil.copy(empty_sqlite, folder / "houqin.db")
    clock = TwoClocks(BEGINS)
    vendor = Dated(clock)
    database = Database(open_engine(f"sqlite:///{folder / 'houqin.db'}"))
    put_office(database, BEGINS)
    database.close()
    house = at_work(folder, clock, vendor)
    house.greet_everybody()
    sets_up(house)
    house.close()
    return Ready(folder / "houqin.db", clock, vendor, len(house.messages))


@pytest.fixture(scope="module")
def unharmed(ready: Ready, tmp_path_factory: pytest.TempPathFactory) -> Sequence[Came]:
    """What came where nothing went wrong, in order."""
    house = ready.opened(tmp_path_factory.mktemp("unharmed"))
    _goes_on(house, ENDS)
    house.close()
    assert house.vendor.swallowed == 0
    return sorted(house.vendor.came)


def test_what_rings_rings_on_its_day_at_its_minute_once(ready: Ready, unharmed: Sequence[Came]) -> None:
    """Made-up workdays are workdays, a last Friday that is a holiday rings as was set, 2027 goes by the law."""
    begun = ready.clock.office()
    found = [(one.at, name[1]) for one in unharmed if (name := RUNG.match(one.text)) and "再次" not in name[1]]
    assert found == rung(begun, ENDS)
    again = [one for one in unharmed if "（再次）" in one.text]
    assert all(one.at.minute % 30 for one in again)
    assert not [one for one in again if "晨检" in one.text]  # the next one is there by then


def test_meetings_are_called_on_workdays_and_come_as_was_answered(ready: Ready, unharmed: Sequence[Came]) -> None:
    """Each is called once, on a day of work and off the full hour; the digest of its day has it, no other day's."""
    expected = meetings(_begun(unharmed, "已定下"), ENDS, ANSWERS)
    for account in INVITED:
        mine = [one for one in unharmed if one.to == account]
        called = [(one.at, _moment(found, one.at)) for one in mine if (found := CALLED.search(one.text))]
        assert [(at.date(), meeting) for at, meeting in called] == expected
        assert all(at.minute % 30 for at, _ in called[1:])
    numbers = [int(found[1]) for one in unharmed if one.to == "sun" and CALLED.search(one.text)
               for found in [NUMBER.search(one.text)] if found]  # fmt: skip
    assert numbers == list(range(1, len(numbers) + 1))
    asked = [one.at for one in unharmed if one.text.startswith(ASKED)]
    assert asked == questions(_begun(unharmed, "已定下"), ENDS)
    assert ready.heard == len(SET_UP)
    for account in READERS:
        digests = [one for one in unharmed if one.to == account and one.text.startswith("【早报】")]
        named = [one.at.date() for one in digests if "09:00 例会" in one.text]
        assert named == [at.date() for _, at in expected if at <= ENDS and is_worked(at.date())]


def test_the_digest_comes_on_workdays_alone_and_is_short(unharmed: Sequence[Came]) -> None:
    """At most one a day for each, near 7:40, at most eight lines; and on days off nothing comes that can wait."""
    digests = [one for one in unharmed if one.text.startswith("【早报】")]
    assert all(is_worked(one.at.date()) and one.at.hour == 7 for one in digests)
    assert all(len(one.text.splitlines()) <= MOST_LINES for one in digests)
    assert max(Counter((one.at.date(), one.to) for one in digests).values()) == 1
    off = [one for one in unharmed if not is_worked(one.at.date()) and one.at.date() != BEGINS.date()]
    kept = {at.date() for _, at in meetings(_begun(unharmed, "已定下"), ENDS, ANSWERS)}
    assert not [one for one in off if "交台账" not in one.text and not (one.at.date() in kept and "例会" in one.text)]


def test_a_task_and_its_milestones_are_reminded_of_on_workdays(unharmed: Sequence[Came]) -> None:
    """The afternoon before, then the morning after what is late; closed, it is not spoken of any more."""
    told = [one for one in unharmed if one.to == "zhao" and "【督办】" in one.text]
    by_name = {name: [one.at.date() for one in told if f"节点“{name}”" in one.text] for name in ("摸底", "整改")}
    assert by_name == {"摸底": [date(2026, 9, 28), date(2026, 9, 30)], "整改": [date(2026, 10, 9), date(2026, 10, 12)]}
    if IS_SOAK:
        whole = [one.at.date().day for one in told if RAN_OUT.search(one.text) and one.at.month == 10]
        assert whole == [19, 20, 21, 22, 23, 30]
        assert not [one for one in told if one.at > CLOSED_AT + HOUR]


def test_a_campaign_of_a_year_begins_on_the_day_it_said(unharmed: Sequence[Came]) -> None:
    """Each secretary is told once, on that day."""
    (begun,) = [one for one in unharmed if "已启动“七一表彰”" in one.text]
    said = TOLD_ON.search(begun.text)
    assert said
    day = date(int(said[1] or begun.at.year), int(said[2]), int(said[3]))
    told = [(one.at.date(), one.to) for one in unharmed if "【表彰】七一表彰" in one.text and "推荐" in one.text]
    expected = [(day, who) for who in ("lu", "sun", "zhao")] if day <= ENDS.date() else []
    assert sorted(one for one in told if one[1] != "zhangmin") == expected


def test_nobody_is_told_the_same_twice_on_a_day(unharmed: Sequence[Came]) -> None:
    """Whatever it is."""
    assert [
        said for said, times in Counter((one.at.date(), one.to, one.text) for one in unharmed).items() if times > 1
    ] == []


def test_killed_again_and_again_it_shows_everybody_the_same(
    ready: Ready, unharmed: Sequence[Came], tmp_path: Path
) -> None:
    """Before a commit and after it, at this write and that; a question is answered through it all."""
    house = ready.opened(tmp_path)
    apart = 4 if IS_SOAK else 15
    house.kills = lambda life, write, is_committed: (
        write == 1 + life // 2 * 5 % apart and is_committed == bool(life % 2)
    )
    house.dies()
    _goes_on(house, KILLED_UNTIL)
    house.close()
    assert house.lives > (KILLED_UNTIL - ready.clock.office()) // DAY
    assert said(house.vendor.came) == said([one for one in unharmed if one.at <= KILLED_UNTIL])


def test_after_a_standstill_nothing_is_lost_and_a_clock_put_back_says_nothing_twice(
    ready: Ready, unharmed: Sequence[Came], tmp_path: Path
) -> None:
    """国庆 slept through: what is too late is told in one line, and the meeting still to come is called at once."""
    house = ready.opened(tmp_path)
    since, until = datetime(2026, 9, 28, 20, tzinfo=ZONE), datetime(2026, 10, 8, 7, 50, tzinfo=ZONE)
    _goes_on(house, since)
    house.stands_still(until)
    house.settles()
    house.passes(2 * HOUR)
    late = sorted(one for one in house.vendor.came if one.at > since)
    (missed,) = [one.text for one in late if one.text.startswith("【漏发】") and one.to == "liming"]
    assert "2项" in missed
    assert "晨检（9月29日（周二）8:30）" in missed
    assert "晨检（9月30日（周三）8:30）" in missed
    assert [one.at for one in late if one.text.startswith("〔提醒〕晨检")] == [
        datetime(2026, 10, 8, 8, 30, tzinfo=ZONE)
    ]
    if not IS_SOAK:  # in the whole year that holiday's question has another answer
        assert [one.to for one in late if CALLED.search(one.text)][:2] == ["qian", "sun"]
    house.clock.set_office(house.clock.office() - 3 * HOUR)
    house.clock.set_machine(house.clock.machine() - 3 * HOUR)
    house.passes(3 * HOUR)
    assert sorted(one for one in house.vendor.came if one.at > since) == late
    house.close()
    assert [one for one in unharmed if one.at <= since] == sorted(one for one in house.vendor.came if one.at <= since)


@pytest.mark.parametrize("workers", [2, 4] if IS_SOAK else [2])
def test_several_workers_show_everybody_the_same(
    ready: Ready, unharmed: Sequence[Came], postgres: Database, tmp_path: Path, workers: int
) -> None:
    """On PostgreSQL, each with connections of its own; the platform had nothing to swallow."""
    there = Database(open_engine(f"sqlite:///{ready.file}"))
    put_rows(emptied(postgres), rows_of(there))
    there.close()
    url, clock = postgres.engine.url.render_as_string(hide_password=False), ready.clock.as_it_stands()
    vendor = ready.vendor.as_it_stands(clock)
    with ExitStack() as stack:
        houses = [
            AtWork(lambda: Mortal(open_engine(url)), tmp_path, clock, vendor, heard=ready.heard) for _ in range(workers)
        ]
        for one in houses:
            stack.callback(one.close)
        if clock.office() < CLOSED_AT <= KILLED_UNTIL:
            together(houses, CLOSED_AT)
            houses[0].moves_to(CLOSED_AT)
            houses[0].says("王部长", "DB-0001 销号")
        together(houses, KILLED_UNTIL)
    assert vendor.swallowed == 0
    assert said(vendor.came) == said([one for one in unharmed if one.at <= KILLED_UNTIL])


def _goes_on(house: AtWork, until: datetime) -> None:
    """Let the year pass; the task is closed by its assigner when its time has come."""
    if house.clock.office() < CLOSED_AT <= until:
        house.passes(CLOSED_AT - house.clock.office())
        house.says("王部长", "DB-0001 销号")
    house.passes(until - house.clock.office())


def _begun(came: Sequence[Came], said: str) -> datetime:
    """Return when something was confirmed."""
    return next(one.at for one in came if one.text.startswith(said))


def _moment(found: re.Match[str], told: datetime) -> datetime:
    """Return the moment a call names, nine o'clock on its day."""
    return datetime(int(found[1] or told.year), int(found[2]), int(found[3]), 9, tzinfo=ZONE)
