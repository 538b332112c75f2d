"""When somebody is reminded, and how a moment is said."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from scheduler.calendar.value import Calendar, Day
from scheduler.leads import lead_moment, moved, nag_moments, spoken
from tests.each import each

ZONE = ZoneInfo("Asia/Shanghai")
PLAIN = Calendar()


def at(text: str) -> datetime:
    """Return a moment in the office's zone."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@given(st.datetimes(timezones=st.just(UTC)), st.text())
def test_nobody_is_reminded_on_the_full_or_half_hour(moment: datetime, key: str) -> None:
    """And always the same few minutes early, for the same key."""
    if moment.year < 2:
        return
    early = moved(moment, key)
    assert early.minute % 30
    assert timedelta(minutes=3) <= moment - early <= timedelta(minutes=10)
    assert moved(moment, key) == early


def test_half_an_hour_before_is_half_an_hour_before() -> None:
    """What somebody asked for to the minute is not moved."""
    assert lead_moment(at("2026-11-24T10:00"), timedelta(minutes=10), "a") == at("2026-11-24T09:50")


def test_what_is_owed_is_reminded_of_the_day_before_that_morning_and_then_less_and_less() -> None:
    """Never on the first day; over a weekend on workdays only."""
    moments = nag_moments(at("2026-11-23T10:00"), at("2026-11-27T18:00"), PLAIN, ZONE, "task:1")
    days = [one.astimezone(ZONE).date() for one in moments]
    assert days[:6] == [
        date(2026, 11, 26),
        date(2026, 11, 27),
        date(2026, 11, 30),
        date(2026, 12, 1),
        date(2026, 12, 2),
        date(2026, 12, 9),
    ]
    assert all(one.minute % 30 for one in moments)


def test_what_is_due_tomorrow_is_not_reminded_of_today() -> None:
    """The first day is left alone."""
    moments = nag_moments(at("2026-11-26T10:00"), at("2026-11-27T18:00"), PLAIN, ZONE, "task:1")
    assert moments[0].astimezone(ZONE).date() == date(2026, 11, 27)


def test_a_due_day_that_is_off_is_reminded_of_on_the_workday_before() -> None:
    """Nobody is reminded on a Sunday of what is due that Sunday."""
    moments = nag_moments(at("2026-11-23T10:00"), at("2026-11-29T18:00"), PLAIN, ZONE, "task:1")
    assert [one.astimezone(ZONE).date() for one in moments][:3] == [
        date(2026, 11, 27),
        date(2026, 11, 27),
        date(2026, 11, 30),
    ]


@each(
    ("moment", "said"),
    [
        ("2026-11-24T10:00", "11月24日（周二）10:00"),
        ("2026-11-21T15:00", "今天（11月21日 周六）15:00（休息日）"),
        ("2026-11-22T09:00", "明天（11月22日 周日）09:00（休息日）"),
        ("2026-11-23T09:00", "后天（11月23日 周一）09:00"),
        ("2027-01-04T09:00", "2027年1月4日（周一）09:00"),
        ("2026-12-05T09:00", "12月5日（周六）09:00（调休上班）"),
        ("2026-12-25T09:00", "12月25日（周五）09:00（校庆放假）"),
    ],
)
def test_a_moment_is_said_with_its_weekday_and_what_is_unusual(moment: str, said: str) -> None:
    """A free day, a made-up workday, another year."""
    calendar = Calendar({date(2026, 12, 5): Day(is_work=True), date(2026, 12, 25): Day(is_work=False, name="校庆")})
    assert spoken(at(moment), at("2026-11-21T10:00"), ZONE, calendar) == said
