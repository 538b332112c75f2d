"""Signing in while things go wrong: late, at the edge, killed, stood still, with a clock that jumps, amid changes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete

from bot.store import journal, people
from bot.store.units import find_branch, members
from bot.turn import Turn
from handlers.study import enlisting, roster, studies
from handlers.study.roster import ABSENT, LATE, PRESENT, SITS_IN
from handlers.study.talk import SIGNED
from handlers.study.timing import OPENS
from handlers.study.window import around
from scheduler.audience import Audience, Group, Term
from tests.conftest import MONDAY
from tests.hard_times import HardTimes, TwoClocks, Vendor
from tests.store.test_incident_crashes import IS_SOAK, Moment, Step, opened_at, survives, told_once

BRANCH = "维修水电党支部"
OPEN = f"开始签到 {BRANCH}学习 30分钟"
STORY = (
    Step("孙主任", OPEN),
    Step("冯科长", "签到"),
    Step(minutes=25),
    Step("马师傅", "到了"),
    Step(minutes=6),
)
TUESDAY, SECOND = MONDAY + timedelta(days=1), timedelta(seconds=1)


@pytest.fixture
def times(staffed_sqlite: Path, tmp_path: Path) -> Iterator[HardTimes]:
    """The department, whose secretary of a branch of five is about to have a study."""
    shutil.copy(staffed_sqlite, tmp_path / "houqin.db")
    clock = TwoClocks(TUESDAY)
    one = HardTimes(lambda: opened_at(tmp_path / "houqin.db"), tmp_path, clock, Vendor(clock, swallows=None))
    one.greet_everybody()
    yield one
    one.close()


def says(times: HardTimes, who: str, text: str, *, ago: timedelta = timedelta()) -> None:
    """Let somebody's message arrive, and be worked off."""
    times.arrives(times.message(who, text, ago=ago))
    times.works()


def planned(times: HardTimes, start: datetime) -> None:
    """Plan a study of the branch: its window is open from 15 minutes before to 30 minutes after the start."""
    now = times.clock.office()
    with times.database.write() as connection:
        turn = Turn(connection, now=now, machine=now, source="story")
        branch = find_branch(connection, BRANCH)
        assert branch is not None
        study = studies.put(
            connection,
            around(start, 15, 30, 0),
            kind="党课",
            title="党课",
            starts_at=start,
            audience=Audience((Term(Group.BRANCH, BRANCH, branch.id),)),
            organiser_id=people.by_name(connection, "孙主任", now)[0].id,
            made_at=now,
        )
        enlisting.enlist(turn, study)
        turn.later(OPENS, study.subject, study.opens_at)


def standing(times: HardTimes) -> dict[str, str]:
    """Return what became of each on the roster of the first study."""
    with times.database.read() as connection:
        return {one.name: one.status for one in roster.of_study(connection, 1)}


def signed(times: HardTimes) -> int:
    """Return how often somebody was signed in."""
    with times.database.read() as connection:
        return len(journal.entries(connection, kinds=(SIGNED,)))


def shown(times: HardTimes, words: str, to: str = "") -> list[str]:
    """Return what was shown that holds some words."""
    return [one.text for one in times.vendor.shown if words in one.text and to in ("", one.to)]


def test_the_window_is_judged_to_the_second_by_when_it_was_sent(times: HardTimes) -> None:
    """Also where the house stood still all the while, and has everything before it at once when it is up again."""
    start = TUESDAY + timedelta(hours=5)
    planned(times, start)
    opens, closes = start - timedelta(minutes=15), start + timedelta(minutes=30)
    times.moves_to(closes + timedelta(minutes=5))
    now = times.clock.office()
    for who, sent in (
        ("冯科长", opens - SECOND),
        ("林部长", opens),
        ("孙主任", start),
        ("马师傅", closes),
        ("冯师傅", closes + SECOND),
    ):
        times.arrives(times.message(who, "签到", ago=now - sent))
    times.settles()
    assert standing(times) == {"冯涛": ABSENT, "林慧": PRESENT, "孙伟": PRESENT, "马德福": LATE, "冯大海": ABSENT}
    (told,) = shown(times, "签到已到时间结束")
    assert "应到5人，实到3人（正常2、迟到1）" in told
    assert signed(times) == 3


def test_who_signs_before_the_opening_was_done_is_in_time(times: HardTimes) -> None:
    """By the window it is open; what is due at its opening still comes, and asks nothing of him any more."""
    start = TUESDAY + timedelta(hours=5)
    planned(times, start)
    times.moves_to(start - timedelta(minutes=15))
    times.arrives(times.message("马师傅", "到了"))
    times.settles()
    assert standing(times)["马德福"] == PRESENT
    assert len(shown(times, "签到开放到")) == 4


def test_what_was_under_way_when_signing_in_ended_is_counted(times: HardTimes) -> None:
    """The organiser hears that his tally is one more, once; who sent it a second too late hears that it is over."""
    says(times, "孙主任", OPEN)
    times.passes(timedelta(minutes=32))
    assert standing(times)["马德福"] == ABSENT
    for _ in range(2):
        says(times, "马师傅", "1", ago=timedelta(minutes=3))
    says(times, "冯师傅", "签到", ago=timedelta(minutes=2) - SECOND)
    times.passes(timedelta(minutes=30))
    assert (standing(times)["马德福"], standing(times)["冯大海"], signed(times)) == (PRESENT, ABSENT, 1)
    assert len(shown(times, "已计入：马德福")) == 1


@pytest.fixture(scope="module")
def moments(staffed_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Moment]:
    """Tell the story once without any trouble."""
    return told_once(STORY, staffed_sqlite, tmp_path_factory.mktemp("story"))


@pytest.mark.parametrize("number", range(len(STORY)) if IS_SOAK else (1, 2), ids=str)
@pytest.mark.parametrize("is_committed", [False, True] if IS_SOAK else [False], ids=str)
def test_a_kill_at_any_write_loses_and_doubles_nobody(
    moments: list[Moment], tmp_path: Path, number: int, *, is_committed: bool
) -> None:
    """While somebody signs in, and while those missing are reminded: once, however often the house is opened."""
    survives(moments[number], tmp_path, is_committed=is_committed)


def test_a_clock_that_jumps_makes_nobody_early_or_absent(times: HardTimes) -> None:
    """Put back once it is open, he is in time; put forward and set right again, what was sent in time counts."""
    says(times, "孙主任", OPEN)
    opened = times.clock.office()
    times.clock.set_office(opened - timedelta(hours=1))
    says(times, "冯科长", "签到")
    times.clock.set_office(opened + timedelta(hours=3))
    times.settles()
    assert (standing(times)["冯涛"], standing(times)["马德福"]) == (PRESENT, ABSENT)
    times.clock.set_office(opened + timedelta(minutes=5))
    says(times, "马师傅", "签到")
    assert (standing(times)["马德福"], signed(times)) == (PRESENT, 2)
    assert shown(times, "已计入：马德福")


def test_a_change_of_the_branch_while_signing_in_is_open_changes_no_roster(times: HardTimes) -> None:
    """Who has left it meanwhile still counts; who is new sits in."""
    says(times, "孙主任", OPEN)
    with times.database.write() as connection:
        gone = people.by_name(connection, "马师傅", times.clock.office())[0]
        connection.execute(delete(members).where(members.c.person_id == gone.id))
    says(times, "马师傅", "签到")
    says(times, "李明", "签到")
    with times.database.read() as connection:
        assert roster.count(connection, 1) == (1, 5)
        assert [one.belongs for one in roster.of_study(connection, 1) if one.name == "李明"] in ([], [SITS_IN])
