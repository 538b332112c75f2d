"""A kill between any two steps of an incident: opened again, it stands as if nothing had happened."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select

from bot.store.database import metadata
from bot.store.engines import open_engine
from tests.conftest import MONDAY
from tests.hard_times import HardTimes, Killed, Mortal, TwoClocks, Vendor
from tests.office import GROUP

#: What was decided, and what is a matter of the machine: leases, attempts, drawn ids of cards.
MACHINERY = {
    "calls": {"attempts", "created_at", "not_before", "lease_until", "settled_at", "error"},
    "pushes": {"card", "card_id", "settled_at"},
    "prompts": {"prompt"},
}
NOT_COMPARED = {"spent"}
BRIEFLY = (0, 2, 5)  # the alarm, the first rung, the arrival; a soak kills in every step
IS_SOAK = bool(os.environ.get("HOUQIN_SOAK"))


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happens: somebody says something, or time passes."""

    who: str = ""
    text: str = ""
    chat: str | None = None
    minutes: float = 0


STORY = (
    Step("李明", "二食堂着火了", GROUP),
    Step("吴阿姨", "二食堂着火了，快来人"),
    Step(minutes=3),
    Step("王部长", "收到"),
    Step(minutes=12),
    Step("王部长", "到场"),
    Step("王部长", "已控制"),
    Step("王部长", "已报告陈书记"),
    Step("王部长", "都已通知"),
    Step("王部长", "总结：油锅过热，已换灶具"),
    Step("王部长", "结案"),
)


def done(times: HardTimes, step: Step) -> None:
    """Let a step happen, and everything that follows from it."""
    if step.text:
        times.arrives(times.message(step.who, step.text, chat=step.chat))
        times.settles()
    else:
        times.passes(timedelta(minutes=step.minutes))


def stands(times: HardTimes) -> dict[str, Any]:
    """Return every row, but for what is a matter of the machine, and what everybody has on his screen."""
    with times.database.read() as connection:
        kept: dict[str, Any] = {
            table.name: [
                {name: value for name, value in row.items() if name not in MACHINERY.get(table.name, ())}
                for row in connection.execute(select(table)).mappings()
            ]
            for table in metadata.sorted_tables
            if table.name not in NOT_COMPARED
        }
    screens: dict[str, list[str]] = {}
    for one in times.vendor.shown:
        screens.setdefault(one.to, []).append(one.text)
    return kept | {"screens": screens}


@dataclass(frozen=True, slots=True)
class Moment:
    """The house before one step of the story, to be opened again and again, and how it stands after the step."""

    step: Step
    file: Path
    clock: TwoClocks
    vendor: Vendor
    heard: int
    writes: int
    after: dict[str, Any]

    def opened(self, folder: Path) -> HardTimes:
        """Open a copy of the house as it was."""
        file = folder / "copy.db"
        for left in folder.glob("copy.db*"):
            left.unlink()
        shutil.copy(self.file, file)
        clock = self.clock.as_it_stands()
        vendor = self.vendor.as_it_stands(clock)
        return HardTimes(lambda: opened_at(file), folder, clock, vendor, heard=self.heard)


def opened_at(file: Path) -> Mortal:
    """Open a file of rows; that power is lost is not part of these tests."""
    database = Mortal(open_engine(f"sqlite:///{file}"))
    event.listen(database.engine, "connect", lambda db, _record: db.execute("PRAGMA synchronous=OFF"))
    return database


def kept(source: Path, target: Path) -> Path:
    """Copy the rows as they stand."""
    with closing(sqlite3.connect(source)) as rows:
        rows.execute("VACUUM INTO ?", (str(target),))
    return target


@pytest.fixture(scope="module")
def moments(staffed_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Moment]:
    """Tell the story once without any trouble."""
    return told_once(STORY, staffed_sqlite, tmp_path_factory.mktemp("story"))


def told_once(story: Sequence[Step], staffed_sqlite: Path, folder: Path) -> list[Moment]:
    """Tell a story without any trouble, and keep the house as it was before each of its steps."""
    shutil.copy(staffed_sqlite, folder / "houqin.db")
    clock = TwoClocks(MONDAY)
    times = HardTimes(lambda: opened_at(folder / "houqin.db"), folder, clock, Vendor(clock))
    times.greet_everybody()
    told = []
    for number, step in enumerate(story):
        before = (
            kept(folder / "houqin.db", folder / f"{number}.db"),
            clock.as_it_stands(),
            times.vendor.as_it_stands(clock),
        )
        first, heard = times.database.writes, len(times.messages)
        done(times, step)
        told.append(Moment(step, *before, heard, times.database.writes - first, stands(times)))
    times.close()
    return told


@pytest.mark.parametrize("number", range(len(STORY)) if IS_SOAK else BRIEFLY, ids=str)
@pytest.mark.parametrize("is_committed", [False, True] if IS_SOAK else [False], ids=str)
def test_a_kill_at_any_write_changes_nothing(
    moments: list[Moment], tmp_path: Path, number: int, *, is_committed: bool
) -> None:
    """Before the commit or just after it; the platform delivers again and swallows what it has taken."""
    survives(moments[number], tmp_path, is_committed=is_committed)


def survives(moment: Moment, tmp_path: Path, *, is_committed: bool) -> None:
    """Kill the house at every write of a step, and open it again: it stands as if nothing had happened."""
    for write in range(1, moment.writes + 1):
        times = moment.opened(tmp_path)
        times.database.dies = partial(_is_then, write, is_committed)
        to = times.clock.office() + timedelta(minutes=moment.step.minutes)
        with pytest.raises(Killed):
            done(times, moment.step)
        times.dies()
        if moment.step.text:
            times.comes_again()
        times.passes(to - times.clock.office())
        assert stands(times) == moment.after, (moment.step, write)
        times.close()


def _is_then(write: int, is_committed: bool, number: int, has_committed: bool) -> bool:  # noqa: FBT001 — as `dies` is
    return number == write and has_committed is is_committed


def test_an_alarm_whose_answer_was_lost_is_not_said_again_after_the_end(staffed_sqlite: Path, tmp_path: Path) -> None:
    """Killed in the middle of the call; before it is opened again, the duty officer has said that it was none."""
    shutil.copy(staffed_sqlite, tmp_path / "houqin.db")
    clock = TwoClocks(MONDAY)
    vendor = Vendor(clock, swallows=None)
    times = HardTimes(lambda: opened_at(tmp_path / "houqin.db"), tmp_path, clock, vendor)
    times.greet_everybody()
    vendor.troubles.append((True, Killed()))
    times.arrives(times.message("李明", "二食堂着火了"))
    with pytest.raises(Killed):
        times.settles()
    times.dies()
    times.arrives(times.message("刘老师", "SJ-0001 误报"))
    times.settles()
    times.close()
    assert not [one for one in vendor.shown if "重发" in one.text]
    assert [one for one in vendor.shown if "宁可误报不可不报" in one.text]


def test_a_clock_that_is_put_back_holds_up_no_alarm(staffed_sqlite: Path, tmp_path: Path) -> None:
    """What was to be said at once is said at once, though its moment lies ahead again."""
    shutil.copy(staffed_sqlite, tmp_path / "houqin.db")
    clock = TwoClocks(MONDAY + timedelta(days=9))
    times = HardTimes(lambda: opened_at(tmp_path / "houqin.db"), tmp_path, clock, Vendor(clock))
    times.greet_everybody()
    times.arrives(times.message("李明", "二食堂着火了"))
    times.house.desk.drain()
    clock.set_office(clock.office() - timedelta(days=1))
    times.settles()
    times.close()
    assert [one for one in times.vendor.shown if one.to == "wang"]
