"""A year simulated: 2026 with its six made-up workdays, into 2027 without a notice.

Every occurrence on the right day, once, against an oracle of its own, through restarts, kills before and after every
commit, standstills, a clock put back, and several workers.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from datetime import date, datetime
from itertools import count, product

import pytest
from sqlalchemy import event, insert, select

from bot.clock import SteppedClock
from bot.stage import OFFICE
from bot.store import people, timers
from bot.store.database import Database, open_database
from bot.store.journal import journal
from bot.store.pushes import Recipient, pushes
from bot.turn import Turn
from scheduler import series, ticker
from scheduler.calendar.rows import calendar_periods, changed
from scheduler.series import Occurrence, Series
from scheduler.when import recurrence_of
from tests.ground import emptied
from tests.hard_times import Killed, Mortal
from tests.year import BEGINS, ENDS, HOUR, MADE_UP, TERMS, THINGS, ZONE, Gap, expected, in_order, is_worked, questions

IS_SOAK = bool(os.environ.get("HOUQIN_SOAK"))
CAME = "year.came"
SATURDAY = 5
COPIES = 3
HOLIDAYS = (date(2026, 9, 21), date(2026, 10, 16))
GAPS = (
    Gap(datetime(2026, 3, 10, 14, tzinfo=ZONE), datetime(2026, 3, 13, 15, 30, tzinfo=ZONE)),  # the last comes late
    Gap(datetime(2026, 3, 27, 8, tzinfo=ZONE), datetime(2026, 3, 27, 20, tzinfo=ZONE)),  # when a meeting is called
    Gap(datetime(2026, 5, 8, 20, tzinfo=ZONE), datetime(2026, 5, 10, 10, tzinfo=ZONE)),  # over a made-up Saturday
    Gap(datetime(2026, 6, 24, 9, tzinfo=ZONE), datetime(2026, 6, 24, 19, tzinfo=ZONE)),
    Gap(datetime(2026, 9, 28, 8, tzinfo=ZONE), datetime(2026, 9, 28, 12, tzinfo=ZONE)),  # when 国庆 is asked about
    Gap(datetime(2026, 12, 31, 20, tzinfo=ZONE), datetime(2027, 1, 5, 7, tzinfo=ZONE)),
)
LEFT_OUT = (date(2026, 3, 13), date(2026, 5, 10), date(2027, 1, 5))  # where something had become too late
FIRSTS = {"隔周安全检查": datetime(2026, 1, 6, 16, tzinfo=ZONE)}


def at(day: date, hour: int = 0, minute: int = 0) -> datetime:
    """Return a moment in the office."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)


class Years:
    """A ticker that is opened anew whenever it dies. dies: at which write of its life, and whether after the commit."""

    def __init__(self, database: Database, start: datetime) -> None:
        self.clock = SteppedClock(start)
        self._engine = database.engine
        self._lives = count()
        self.dies: Callable[[int, int, bool], bool] = lambda _life, _write, _committed: False
        self.deaths = 0
        self.dues = series.dues(OFFICE, {"story": came})
        self.database = self._open()

    def begin(self, copies: int = 1) -> None:
        """Enrol the organiser, enter the terms, begin everything that recurs so many times."""
        with self.database.write() as connection:
            people.add_person(connection, "10021", "张敏")
            names = ("name", "kind", "first", "last")
            connection.execute(insert(calendar_periods), [dict(zip(names, term, strict=True)) for term in TERMS])
            changed(connection)
            turn = Turn(connection, now=self.clock.office(), machine=self.clock.machine(), source="test")
            for one, number in product(THINGS, range(copies)):
                series.begin(
                    turn,
                    "story",
                    one.name + (str(number) if copies > 1 else ""),
                    recurrence_of(one.rule),
                    organiser_id=1,
                    first=FIRSTS.get(one.name),
                    holidays=one.holidays,
                    ahead=one.ahead,
                    data={"title": one.name},
                )

    def settle(self) -> None:
        """Run what is due, through every death."""
        while True:
            try:
                if not ticker.fire_one(self.database, self.clock, self.dues):
                    return
            except Killed:
                self.deaths += 1
                self.database = self._open()

    def until(self, moment: datetime) -> None:
        """Let time pass, from due moment to due moment."""
        self.settle()
        while (due := self.next_due()) is not None and due <= moment:
            self.clock.set(max(due, self.clock.office()))
            self.settle()
        self.clock.set(moment)
        self.settle()

    def restarts(self) -> None:
        """Let go of the rows and open them again."""
        self.database.close()
        self.database = self._open()

    def next_due(self) -> datetime | None:
        """Return the next due moment."""
        with self.database.read() as connection:
            return timers.next_due(connection)

    def found(self) -> list[tuple[str, datetime, datetime]]:
        """Return what came: what, for when, and when it was acted on; in order."""
        with self.database.read() as connection:
            rows = connection.execute(
                select(journal.c.at, journal.c.subject, journal.c.data).where(journal.c.kind == CAME)
            )
            came = [(row.subject, datetime.fromisoformat(row.data["of"]), row.at.astimezone(ZONE)) for row in rows]
        return sorted(came, key=in_order)

    def told(self, audience: str) -> list[tuple[str, datetime]]:
        """Return what was said to an audience, and when."""
        with self.database.read() as connection:
            rows = connection.execute(select(pushes.c.text, pushes.c.created_at).where(pushes.c.audience == audience))
            return [(row.text, row.created_at.astimezone(ZONE)) for row in rows]

    def _open(self) -> Mortal:
        database, life = Mortal(self._engine), next(self._lives)
        database.dies = lambda write, is_committed: self.dies(life, write, is_committed)
        return database


def came(turn: Turn, one: Series, occurrence: Occurrence) -> None:
    """Say it to the organiser, and remember it."""
    turn.push(Recipient(person_id=one.organiser_id), one.title, audience="story", subject=one.subject)
    turn.record(CAME, one.subject, of=occurrence.at.isoformat())


def years_of(database: Database, begun: date = BEGINS, copies: int = 1) -> Years:
    """Begin everything that recurs."""
    found = Years(database, at(begun))
    found.begin(copies)
    return found


@pytest.fixture(params=["sqlite", "postgres"] if IS_SOAK else ["sqlite"])
def rows(request: pytest.FixtureRequest) -> Database:
    """SQLite, and in a soak PostgreSQL as well."""
    found: Database = request.getfixturevalue(request.param)
    if request.param == "postgres":
        return emptied(found)
    event.listen(found.engine, "connect", lambda db, _record: db.execute("PRAGMA synchronous=OFF"))
    return found


def test_every_occurrence_of_the_year_comes_on_its_day_once(rows: Database) -> None:
    """Made-up workdays count, 2027 goes by the law's own days; Mondays that are holidays were asked about in time."""
    years = years_of(rows)
    years.until(at(ENDS))
    assert [day for day in MADE_UP if is_worked(day) and day.weekday() >= SATURDAY] == MADE_UP
    assert years.found() == expected(at(BEGINS), at(ENDS))
    assert len(years.told("story")) == len(years.found())
    asked = [moment for text, moment in years.told("organiser") if text.startswith("【逢假请定】")]
    assert asked == questions(at(BEGINS), at(ENDS))


def test_a_kill_before_and_after_every_commit_changes_nothing(rows: Database) -> None:
    """Every step is killed once before its commit and once after it; in a soak through the whole year."""
    begun, ends = (BEGINS, ENDS) if IS_SOAK else HOLIDAYS
    years = years_of(rows, begun)
    years.restarts()
    years.dies = lambda life, write, is_committed: write == 1 and is_committed == bool(life % 2)
    years.until(at(ends))
    assert years.found() == expected(at(begun), at(ends))
    assert years.deaths > 2 * len(years.found())
    assert len(years.told("story")) == len(years.found())


def test_standstills_and_a_clock_put_back_bring_nothing_twice_and_leave_nothing_out(rows: Database) -> None:
    """What was missed comes as soon as somebody is at work again, or is told of where it is too late."""
    ends = ENDS if IS_SOAK else date(2026, 5, 12)
    years = years_of(rows)
    for gap in GAPS:
        if gap.until < at(ends):
            years.until(gap.since)
            years.restarts()
            years.clock.set(gap.until)
            years.settle()
            years.clock.set(gap.until - HOUR)
            years.settle()
    years.until(at(ends))
    assert years.found() == expected(at(BEGINS), at(ends), GAPS)
    missed = [text for text, _ in years.told("organiser") if text.startswith("【漏发】")]
    assert len(missed) == len([one for one in LEFT_OUT if one < ends])


@pytest.mark.parametrize("workers", [2, 4] if IS_SOAK else [2])
def test_several_workers_bring_every_occurrence_once(postgres: Database, workers: int) -> None:
    """Each thing three times over, so that they meet; one of the workers dies again and again."""
    begun, ends = (BEGINS, ENDS) if IS_SOAK else HOLIDAYS
    years = years_of(emptied(postgres), begun, copies=COPIES)
    url = postgres.engine.url.render_as_string(hide_password=False)
    others = [Years(open_database(url), at(begun)) for _ in range(workers)]
    others[0].dies = lambda life, write, is_committed: write == 1 + life % 3 and is_committed == bool(life % 2)
    while (due := years.next_due()) is not None and due <= at(ends):
        for one in others:
            one.clock.set(max(due, one.clock.office()))
        threads = [threading.Thread(target=one.settle) for one in others]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    for one in others:
        one.database.close()
    assert years.found() == sorted(
        (
            (f"{name}{number}", when, acted)
            for name, when, acted in expected(at(begun), at(ends))
            for number in range(COPIES)
        ),
        key=in_order,
    )
    assert others[0].deaths > 0
