"""Which occurrences a series has, against days written down by hand from the State Council's notice for 2026."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

import pytest

from scheduler.calendar import Calendar, Day
from scheduler.series.occurrence import ASKED, MOVED, PLANNED, SKIPPED
from scheduler.series.reasons import ASK, KEEP, SHIFT, SHIFT_BACK, SKIP
from scheduler.series.walk import MOST_AT_ONCE, Rule, first_of, occasions, to_create
from scheduler.when import recurrence_of

ZONE = ZoneInfo("Asia/Shanghai")
DAY = timedelta(days=1)
START, END = date(2026, 1, 1), date(2027, 6, 30)
#: 国办发明电〔2025〕7号: days off beside the weekends, and the six weekends worked.
OFF_2026 = "1-1 1-2 2-16 2-17 2-18 2-19 2-20 2-23 4-6 5-1 5-4 5-5 6-19 9-25 10-1 10-2 10-5 10-6 10-7"
MADE_UP_2026 = "1-4 2-14 2-28 5-9 9-20 10-10"
#: Of 2027 nothing was announced: the days of the law itself, as they fall on weekdays.
OFF_2027 = "1-1 2-5 2-8 2-9 2-10 4-5 5-3 5-4 6-9"  # 5-3, 5-4: in lieu of a weekend


def days(year: int, written: str) -> set[date]:
    """Read 1-1 2-16 …"""
    return {date(year, *map(int, one.split("-"))) for one in written.split()}


OFF = days(2026, OFF_2026) | days(2027, OFF_2027)
MADE_UP = days(2026, MADE_UP_2026)
EVERY_DAY = [START + number * DAY for number in range((END - START).days + 1)]


def works(day: date) -> bool:
    """Say whether a day is worked, by the lists above."""
    return day in MADE_UP or (day.weekday() < 5 and day not in OFF)


def next_worked(day: date, step: int = 1) -> date:
    """Return the next day worked, or the one before."""
    day += step * DAY
    while not works(day):
        day += step * DAY
    return day


def found(rule: str, holidays: str, *states: str) -> list[date]:
    """Return the days of what the engine says, in the states given."""
    walk = occasions(Rule(recurrence_of(rule), holidays), Calendar(), datetime.combine(START, time(0), tzinfo=ZONE))
    upto = takewhile(lambda one: one.planned.date() <= END, walk)
    return [one.at.date() for one in upto if one.state in states]


def last_fridays() -> Iterator[date]:
    """Every last Friday of a month."""
    return (day for day in EVERY_DAY if day.weekday() == 4 and (day + 7 * DAY).month != day.month)


@pytest.mark.parametrize("weekday", range(5))
def test_a_weekly_meeting_comes_skips_or_moves_as_its_policy_says(weekday: int) -> None:
    """All of 2026 and half of 2027; never on a made-up Sunday."""
    rule = f"FREQ=WEEKLY;BYDAY={['MO', 'TU', 'WE', 'TH', 'FR'][weekday]};BYHOUR=9"
    planned = [day for day in EVERY_DAY if day.weekday() == weekday]
    worked = [day for day in planned if works(day)]
    assert found(rule, KEEP, PLANNED) == planned
    assert found(rule, SKIP, PLANNED) == worked
    assert found(rule, ASK, PLANNED) == worked
    assert found(rule, ASK, ASKED) == [day for day in planned if not works(day)]
    off = [day for day in planned if not works(day)]
    moved = [next_worked(day) for day in off if next_worked(day).weekday() != weekday]
    assert found(rule, SHIFT, MOVED) == list(dict.fromkeys(moved))
    back = [next_worked(day, -1) for day in off if next_worked(day, -1).weekday() != weekday]
    assert found(rule, SHIFT_BACK, MOVED) == list(dict.fromkeys(back))


def test_what_comes_on_workdays_comes_on_the_six_made_up_ones_too() -> None:
    """每个工作日."""
    assert found("WORKDAY;BYHOUR=8", ASK, PLANNED) == [day for day in EVERY_DAY if works(day)]


def test_a_last_friday_that_is_a_holiday_is_asked() -> None:
    """每月最后一个周五: 9月25日 is 中秋."""
    rule = "FREQ=MONTHLY;BYDAY=-1FR;BYHOUR=14"
    assert found(rule, ASK, ASKED) == [day for day in last_fridays() if not works(day)]
    assert date(2026, 9, 25) in found(rule, ASK, ASKED)
    assert found(rule, ASK, PLANNED) == [day for day in last_fridays() if works(day)]


def test_the_last_five_workdays_of_a_quarter_and_dates_that_fall_on_weekends() -> None:
    """每季度末前5个工作日; 每月25号 moved to the workday before."""
    ends = [date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31), date(2027, 3, 31), END]
    fifth = [[day for day in EVERY_DAY if day <= end and works(day)][-5] for end in ends]
    assert found("QUARTERLY-LAST-5-WORKDAY;BYHOUR=9", ASK, PLANNED) == fifth
    the_25th = [day for day in EVERY_DAY if day.day == 25]
    monthly = [day if works(day) else next_worked(day, -1) for day in the_25th]
    assert found("FREQ=MONTHLY;BYMONTHDAY=25;BYHOUR=9", SHIFT_BACK, PLANNED, MOVED) == monthly


def test_a_weekend_the_rule_means_is_in_nobodys_way_but_a_holiday_is() -> None:
    """每周六, 每天: plain weekends come, 春节 with its weekend does not."""
    saturdays = found("FREQ=WEEKLY;BYDAY=SA;BYHOUR=9", SKIP, PLANNED)
    assert date(2026, 3, 7) in saturdays
    assert date(2026, 2, 14) in saturdays  # made up
    assert not {date(2026, 2, 21), date(2026, 10, 3)} & set(saturdays)
    daily = found("FREQ=DAILY;BYHOUR=9", SKIP, SKIPPED)
    assert [day for day in daily if day.month == 2 and day.year == 2026] == [date(2026, 2, n) for n in range(15, 24)]


def test_of_a_daily_thing_in_a_holiday_nothing_is_moved_onto_a_day_it_comes_anyway() -> None:
    """Never two on one day."""
    moved = found("FREQ=DAILY;BYHOUR=9", SHIFT, PLANNED, MOVED)
    assert len(moved) == len(set(moved))
    assert [day for day in moved if day.month == 10 and day.year == 2026][:2] == [date(2026, 10, 8), date(2026, 10, 9)]


def test_a_holiday_is_asked_about_three_workdays_before_in_time_for_what_is_sent_ahead() -> None:
    """Days off in a row at once; a notice sent a week ahead is asked about before that."""
    rule = Rule(recurrence_of("FREQ=WEEKLY;BYDAY=MO;BYHOUR=9"), ASK, timedelta(days=1))
    start = datetime(2026, 9, 22, tzinfo=ZONE)
    asked = next(one for one in occasions(rule, Calendar(), start) if one.state == ASKED)
    assert (asked.planned.date(), asked.acts_at.date()) == (date(2026, 10, 5), date(2026, 9, 28))
    assert asked.decide_by == datetime(2026, 9, 30, 9, tzinfo=ZONE)  # the 4th is a day off: nothing is sent then
    early = Rule(rule.recurrence, ASK, timedelta(days=7))
    asked = next(one for one in occasions(early, Calendar(), start) if one.state == ASKED)
    assert (asked.acts_at.date(), asked.decide_by) == (date(2026, 9, 22), datetime(2026, 9, 28, 9, tzinfo=ZONE))


def test_a_holiday_is_asked_about_before_what_comes_in_the_meantime() -> None:
    """A daily thing asks for all of 国庆 on the third workday before."""
    rule = Rule(recurrence_of("FREQ=DAILY;BYHOUR=17"), ASK)
    after, now = datetime(2026, 9, 27, 18, tzinfo=ZONE), datetime(2026, 9, 28, 9, 7, tzinfo=ZONE)
    created, next_at = to_create(rule, Calendar(), after, now)
    assert [one.planned.day for one in created if one.state == ASKED] == [1, 2, 3, 4, 5, 6, 7]
    assert next_at == datetime(2026, 10, 8, 17, tzinfo=ZONE)


def test_after_a_long_standstill_a_few_are_created_at_a_time() -> None:
    """The turn stays short; the rest follows at once."""
    rule = Rule(recurrence_of("FREQ=MINUTELY;INTERVAL=10"))
    after = datetime(2026, 9, 1, tzinfo=ZONE)
    created, next_at = to_create(rule, Calendar(), after, after + 30 * DAY)
    assert (len(created), next_at) == (MOST_AT_ONCE, after + 30 * DAY)


def test_nothing_comes_before_the_first_or_after_the_last() -> None:
    """Nor where the calendar does not say."""
    first, until = datetime(2026, 12, 7, 9, tzinfo=ZONE), datetime(2026, 12, 31, tzinfo=ZONE)
    rule = Rule(recurrence_of("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;BYHOUR=9"), KEEP, first=first, until=until)
    start = datetime(2026, 11, 21, tzinfo=ZONE)
    assert [one.planned.day for one in occasions(rule, Calendar(), start)] == [7, 21]
    term = Rule(recurrence_of("TERM;BYWEEKNO=8;BYDAY=WE"))
    assert first_of(term, Calendar(), start) is None
    assert to_create(term, Calendar(), start, start) == ([], None)


def test_what_the_office_says_of_a_day_goes_before_the_country() -> None:
    """A school holiday is in the way as well."""
    calendar = Calendar({date(2026, 11, 30): Day(is_work=False, name="校庆")})
    rule = Rule(recurrence_of("FREQ=WEEKLY;BYDAY=MO;BYHOUR=9"), SHIFT)
    first = first_of(rule, calendar, datetime(2026, 11, 24, tzinfo=ZONE))
    assert first is not None
    assert (first.planned.day, first.at, first.state) == (30, datetime(2026, 12, 1, 9, tzinfo=ZONE), MOVED)
