"""Series on both databases: every occurrence exactly once, whatever the clock, a kill or a second worker does."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.clock import SteppedClock
from bot.stage import OFFICE
from bot.store import people, timers
from bot.store.database import Database, open_database
from bot.store.pushes import pushes
from bot.turn import Turn
from scheduler import series, ticker
from scheduler.calendar.notice import rows_of_notice
from scheduler.calendar.sheets import CALENDAR
from scheduler.series import Occurrence, Series, rows
from scheduler.series.occurrence import ASKED, CANCELLED, DONE, MOVED, SKIPPED
from scheduler.series.reasons import ASK, KEEP
from scheduler.when import recurrence_of
from tests.ground import emptied
from tests.store.test_calendar import NOTICE, bring

ZONE = ZoneInfo("Asia/Shanghai")
MONDAYS = recurrence_of("FREQ=WEEKLY;BYDAY=MO;BYHOUR=9")
DAILY = recurrence_of("FREQ=DAILY;BYHOUR=9")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def at(month: int, day: int, hour: int = 8, year: int = 2026) -> datetime:
    """Return a moment in the office."""
    return datetime(year, month, day, hour, tzinfo=ZONE)


class Killed(BaseException):
    """The process is dead."""


class Bench:
    """A ticker over a database, with a plan that remembers what it was run for."""

    def __init__(self, database: Database, start: datetime) -> None:
        self.database, self.clock = database, SteppedClock(start)
        self.ran: list[tuple[str, datetime]] = []
        self.late: list[datetime] = []
        self.unsettled: list[date] = []
        self.breaks: Callable[[], None] = lambda: None
        self.dues = series.dues(OFFICE, {"story": self._plan, "reminder": self._plan})

    def turn(self, connection: Any) -> Turn:
        """Return a turn of now."""
        return Turn(connection, now=self.clock.office(), machine=self.clock.machine(), source="test")

    def begin(self, rule: Any, subject: str = "story:1", kind: str = "story", **more: Any) -> None:
        """Begin a series under 张敏's name."""
        with self.database.write() as connection:
            named = {"organiser_id": 1, "data": {"title": "周一例会"}, **more}
            series.begin(self.turn(connection), kind, subject, rule, **named)

    def settle(self) -> None:
        """Run what is due now."""
        while ticker.fire_one(self.database, self.clock, self.dues):
            pass

    def until(self, moment: datetime) -> None:
        """Let time pass, step by step."""
        self.settle()
        while (due := self._next()) is not None and due <= moment:
            self.clock.set(max(due, self.clock.office()))
            self.settle()
        self.clock.set(moment)
        self.settle()

    def states(self, subject: str = "story:1") -> list[tuple[date, str]]:
        """Return what became of every occurrence."""
        with self.database.read() as connection:
            (number,) = connection.execute(select(rows.series.c.id).where(rows.series.c.subject == subject)).one()
            found = series.occurrences_of(connection, number)
        return [(one.planned_at.astimezone(ZONE).date(), one.state) for one in found]

    def told(self) -> list[str]:
        """Return what people were told, the first first."""
        with self.database.read() as connection:
            return list(connection.execute(select(pushes.c.text).order_by(pushes.c.id)).scalars())

    def _next(self) -> datetime | None:
        with self.database.read() as connection:
            return timers.next_due(connection)

    def _plan(self, turn: Turn, one: Series, occurrence: Occurrence) -> None:
        turn.record("story.ran", one.subject)
        self.breaks()
        self.ran.append((one.subject, occurrence.at))
        self.late += [occurrence.at] if occurrence.is_late else []
        self.unsettled += [] if occurrence.is_settled else [occurrence.at.date()]


def enrol(database: Database) -> None:
    """Enrol the organiser and another."""
    with database.write() as connection:
        assert [people.add_person(connection, number, number) for number in ("10021", "10022")] == [1, 2]


@pytest.fixture
def bench(database: Database) -> Bench:
    """Each database, with the department in it."""
    enrol(database)
    return Bench(database, at(9, 1))


def test_a_series_comes_once_each_time_and_its_holiday_is_asked_with_a_default(bench: Bench) -> None:
    """A day ahead, by the rule; 国庆 is asked on 9月28日, left out by default, and the organiser told."""
    bench.begin(MONDAYS, holidays=ASK, ahead=DAY)
    bench.until(at(9, 28, 12))
    assert [moment.date().day for _, moment in bench.ran] == [7, 14, 21, 28]
    (question,) = bench.told()
    assert "【逢假请定】周一例会：10月5日（周一，国庆节）9:00" in question
    assert "顺延到10月8日（周四）" in question
    assert "按“停一次”办" in question
    bench.until(at(10, 20))
    assert [moment.date() for _, moment in bench.ran][4:] == [date(2026, 10, 12), date(2026, 10, 19)]
    assert bench.states()[4] == (date(2026, 10, 5), SKIPPED)
    assert "停一次。\n未收到您的答复" in bench.told()[-1]


def test_a_shift_to_a_day_that_has_its_own_time_means_that_one(bench: Bench) -> None:
    """Of a Thursday meeting on 10月1日 the next workday is the next Thursday: it is said, not offered."""
    bench.begin(recurrence_of(MONDAYS.text.replace("=MO", "=TH")), holidays=ASK)
    bench.until(at(9, 28, 12))
    assert "10月8日（周四）本来就有一次，顺延即并到那一次" in bench.told()[0]


def test_what_the_organiser_decides_of_one_time_holds(bench: Bench) -> None:
    """Kept, left out, moved; what is over is decided no more."""
    bench.begin(MONDAYS, holidays=ASK)
    bench.until(at(9, 28, 12))
    with bench.database.write() as connection:
        turn = bench.turn(connection)
        assert series.decide(turn, "story:1", at(10, 5, 9), "to", to=at(10, 6, 10))
        assert series.decide(turn, "story:1", at(10, 12, 9), "skip")
        assert not series.decide(turn, "story:1", at(9, 28, 9), "skip")
        assert not series.decide(turn, "story:2", at(9, 28, 9), "skip")
        with pytest.raises(ValueError, match="no way"):
            series.decide(turn, "story:1", at(10, 5, 9), "to")
    bench.until(at(10, 20))
    assert [moment for _, moment in bench.ran][4:] == [at(10, 6, 10), at(10, 19, 9)]
    assert bench.states()[4:6] == [(date(2026, 10, 5), DONE), (date(2026, 10, 12), SKIPPED)]


def test_a_kill_at_any_step_leaves_an_occurrence_that_comes_once(bench: Bench) -> None:
    """Nothing of the turn is kept, and the next turn does all of it."""
    bench.begin(MONDAYS)
    bench.settle()

    def die() -> None:
        raise Killed

    bench.breaks = die
    with pytest.raises(Killed):
        bench.until(at(9, 8))
    assert bench.states() == []
    bench.breaks = lambda: None
    bench.until(at(9, 8))
    assert bench.ran == [("story:1", at(9, 7, 9))]


def test_a_clock_that_is_put_back_brings_nothing_twice(bench: Bench) -> None:
    """And one that jumps forward and back leaves out nothing that was still to come."""
    bench.begin(DAILY, holidays=KEEP)
    bench.until(at(9, 3, 12))
    bench.clock.set(at(9, 2, 8))
    bench.settle()
    bench.until(at(9, 4, 12))
    assert [moment.day for _, moment in bench.ran] == [1, 2, 3, 4]


def test_after_a_standstill_the_newest_is_sent_late_and_the_rest_told_in_one_line(bench: Bench) -> None:
    """Two series, down for three days until 15:00: one line for everything that is too late."""
    bench.begin(DAILY, "story:1", "reminder", holidays=KEEP)
    bench.begin(DAILY, "story:2", "reminder", holidays=KEEP, data={"title": "开窗通风"})
    bench.until(at(9, 1, 12))
    bench.clock.set(at(9, 4, 15))
    bench.settle()
    assert bench.late == [at(9, 4, 9)] * 2
    assert not bench.told()
    bench.until(at(9, 4, 16))
    (line,) = bench.told()
    assert line.startswith("【漏发】助手停机期间有4项到点没有发，已过时，不再补发：周一例会（9月2日（周三）9:00）、")
    assert "开窗通风（9月3日（周四）9:00）" in line
    assert [state for _, state in bench.states()] == [DONE, SKIPPED, SKIPPED, DONE]


def test_what_is_moved_ended_or_given_away_is_no_more_as_it_was(bench: Bench) -> None:
    """What was planned by the rule before is cancelled; a series may begin anew under its subject."""
    bench.begin(MONDAYS, holidays=ASK)
    bench.until(at(9, 28, 12))
    with bench.database.write() as connection:
        assert series.move(bench.turn(connection), "story:1", recurrence_of("FREQ=WEEKLY;BYDAY=TU;BYHOUR=9"))
        assert series.give(bench.turn(connection), "story:1", 2)
        assert [one.version for one in series.of_organiser(connection, 2)] == [2]
    bench.until(at(9, 30))
    assert bench.ran[-1] == ("story:1", at(9, 29, 9))
    assert (date(2026, 10, 5), CANCELLED) in bench.states()
    with bench.database.write() as connection:
        assert series.end(bench.turn(connection), "story:1")
        assert not series.end(bench.turn(connection), "story:1")
        assert not series.move(bench.turn(connection), "story:1", MONDAYS)
        assert not series.give(bench.turn(connection), "story:1", 2)
        assert not series.change_data(bench.turn(connection), "story:1", {})
    bench.until(at(10, 30))
    assert len(bench.ran) == 5
    bench.begin(MONDAYS, until=at(11, 10))
    bench.until(at(12, 1))
    assert [moment.date() for _, moment in bench.ran[5:]] == [date(2026, 11, 2), date(2026, 11, 9)]


def test_a_new_notice_plans_anew_what_it_changes(bench: Bench) -> None:
    """A year nobody announced is marked; with the notice a made-up Sunday comes and a holiday is asked."""
    bench.clock.set(at(1, 4, year=2027))
    bench.begin(recurrence_of("WORKDAY;BYHOUR=9"))
    bench.begin(recurrence_of("FREQ=WEEKLY;BYDAY=TH;BYHOUR=9"), "story:2", holidays=ASK)
    bench.until(at(1, 29, year=2027))
    assert bench.unsettled
    bring(bench.database, bench.clock.office(), CALENDAR, rows_of_notice(NOTICE) or [])
    bench.until(at(2, 19, year=2027))
    daily = [moment.date() for subject, moment in bench.ran if subject == "story:1"]
    assert date(2027, 1, 31) in daily
    assert date(2027, 2, 11) not in daily
    weekly = [moment.date() for subject, moment in bench.ran if subject == "story:2"]
    assert weekly[-2:] == [date(2027, 2, 4), date(2027, 2, 18)]
    assert date(2027, 2, 1) not in bench.unsettled


def test_a_question_that_a_new_notice_makes_needless_is_taken_back(bench: Bench) -> None:
    """The day is worked after all."""
    bench.begin(MONDAYS, holidays=ASK)
    bench.until(at(9, 28, 12))
    assert bench.states()[-1] == (date(2026, 10, 5), ASKED)
    grid = [["日期", "安排", "名称", "依据"], ["2026-10-05", "上班", "", "学校通知"]]
    bring(bench.database, bench.clock.office(), CALENDAR, grid)
    bench.until(at(10, 6))
    assert bench.ran[-1] == ("story:1", at(10, 5, 9))


def test_who_begins_just_before_a_holiday_may_still_decide(bench: Bench) -> None:
    """Until it is sent; then the department's setting holds."""
    bench.clock.set(at(10, 4, 20))
    bench.begin(MONDAYS, holidays=ASK)
    bench.settle()
    assert bench.states() == [(date(2026, 10, 5), ASKED)]
    assert len(bench.told()) == 1
    bench.until(at(10, 5, 9))
    assert bench.states() == [(date(2026, 10, 5), SKIPPED)]
    assert not bench.ran


def test_a_series_moves_to_the_next_workday(bench: Bench) -> None:
    """顺延: once, and not on top of another."""
    bench.begin(MONDAYS, holidays="shift")
    bench.until(at(10, 9))
    assert bench.ran[-1] == ("story:1", at(10, 8, 9))
    assert bench.states()[-1] == (date(2026, 10, 5), DONE)
    with bench.database.read() as connection:
        found = series.of_subject(connection, "story:1")
        assert found is not None
        assert series.occurrences_of(connection, found.id)[-1].reason == "holiday"
        assert (found.title, found.asks_calendar, MOVED) == ("周一例会", True, "moved")


def test_a_policy_nobody_knows_is_refused(bench: Bench) -> None:
    """At once."""
    with pytest.raises(ValueError, match="no policy"):
        bench.begin(MONDAYS, holidays="dance")


@pytest.fixture
def shared(postgres: Database) -> Database:
    """A PostgreSQL for several workers."""
    database = emptied(postgres)
    enrol(database)
    return database


@pytest.mark.parametrize("workers", [2, 4])
def test_several_workers_bring_each_occurrence_once(shared: Database, workers: int) -> None:
    """Thirty series over five days, every worker with connections of its own."""
    first = Bench(shared, at(9, 7))
    for number in range(30):
        first.begin(DAILY, f"story:{number}", holidays=KEEP)
    url = shared.engine.url.render_as_string(hide_password=False)
    benches = [Bench(open_database(url), at(9, 7)) for _ in range(workers)]
    for day in range(7, 12):
        for one in benches:
            one.clock.set(at(9, day, 9))
        threads = [threading.Thread(target=one.settle) for one in benches]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    for one in benches:
        one.settle()
        one.database.close()
    ran = Counter(pair for one in benches for pair in one.ran)
    assert len(ran) == 150
    assert set(ran.values()) == {1}
    assert all(state == DONE for number in range(30) for _, state in first.states(f"story:{number}"))
