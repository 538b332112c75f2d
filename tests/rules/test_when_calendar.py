"""The calendar as a value, the State Council's notice, 农历, and rules that come again."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from dateutil.rrule import rrulestr  # type: ignore[import-untyped]
from holidays import country_holidays
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import SheetError
from scheduler.calendar import Calendar, Day, Period
from scheduler.calendar.lunar import YEARS, eve, solar
from scheduler.calendar.national import national
from scheduler.calendar.notice import NO_YEAR, rows_of_notice
from scheduler.calendar.sun import qingming
from scheduler.when import Recurrence, read_time, recurrence_of
from scheduler.when.numerals import number
from tests.each import each
from tests.rules.test_when import SCHOOL, WEDNESDAY, ZONE, cases

PLAIN = Calendar()
NOTICE_2026 = """国务院办公厅关于2026年部分节假日安排的通知
国办发明电〔2025〕7号
经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。
"""
NOTICE_2024 = """国务院办公厅关于2024年部分节假日安排的通知
一、元旦：1月1日放假，与周末连休。
二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。
三、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。
"""
NOTICE_2025 = """关于2025年部分节假日安排的通知。
国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。
"""


def days_of(text: str) -> dict[str, str]:
    """Return what a notice says of each day."""
    return {row[0]: row[1] for row in (rows_of_notice(text) or [])[1:]}


def test_the_notice_of_2026_says_what_the_built_in_calendar_says() -> None:
    """Six make-up workdays; every day agrees."""
    said = days_of(NOTICE_2026)
    work = [day for day, kind in said.items() if kind == "上班"]
    assert work == ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"]
    assert {day for day, kind in said.items() if PLAIN.is_workday(date.fromisoformat(day)) != (kind == "上班")} == set()
    off = [day for day in national(2026).off if said.get(day.isoformat()) != "放假"]
    assert off == []


@pytest.mark.parametrize(("text", "count", "work"), [(NOTICE_2024, 20, 4), (NOTICE_2025, 10, 2)])
def test_notices_of_other_years_are_read(text: str, count: int, work: int) -> None:
    """与周末连休, two feasts in one, an encouragement that is no holiday."""
    said = days_of(text)
    assert (len(said), sum(kind == "上班" for kind in said.values())) == (count, work)
    assert {day for day, kind in said.items() if PLAIN.is_workday(date.fromisoformat(day)) != (kind == "上班")} == set()
    assert "2024-02-09" not in said


@each(
    ("text", "fault"),
    [
        (NOTICE_2025.replace("2025年", ""), NO_YEAR),
        (NOTICE_2025.replace("1日（周三）", "1日（周四）"), "“10月1日（周四）”实际是星期三"),
        (NOTICE_2025.replace("共8天", "共7天"), "写着共7天，按日期算是8天"),
        (NOTICE_2025.replace("10月11日（周六）", "10月41日"), "“10月41日”不是日期"),
        (NOTICE_2025.replace("至8日（周三）", "至12月30日"), "“10月1日至12月30日”前后不对"),
        (NOTICE_2025.replace("10月1日（周三）", "10月51日"), "“10月51日”不是日期"),
    ],
)
def test_a_notice_that_does_not_agree_with_itself_is_refused(text: str, fault: str) -> None:
    """With what is wrong and what to do."""
    with pytest.raises(SheetError) as raised:
        rows_of_notice(text)
    assert fault in "".join(raised.value.faults)


@pytest.mark.parametrize("text", ["", "日期,安排\n2027-05-20,放假", "国庆节：见通知", "今天放假"])
def test_what_is_no_notice_is_left_to_the_table(text: str) -> None:
    """A comma separated file stays one."""
    assert rows_of_notice(text) is None


@given(st.text("元旦春节国庆：放假上班共天年月日至、，。（）周一二三四五六日0123456789", max_size=80))
def test_no_notice_makes_it_raise_anything_else(text: str) -> None:
    """A fault or rows."""
    with suppress(SheetError):
        rows = rows_of_notice(text)
        assert rows is None or rows[0][0] == "日期"


def test_lunar_days_are_those_of_the_library() -> None:
    """春节, 端午, 中秋 and 除夕 of thirty years, from another source."""
    named = {"春节": (1, 1), "端午节": (5, 5), "中秋节": (8, 15)}
    for year in range(2020, 2051):
        found = country_holidays("CN", years=year, language="zh_CN")
        first = {name: min(found.get_named(name, lookup="startswith"), default=None) for name in named}
        assert first["春节"] == solar(year, 1, 1)
        for name in ("端午节", "中秋节"):
            assert solar(year, *named[name]) in found, (year, name)
    assert eve(2026) == date(2027, 2, 5)


def test_qingming_is_that_of_the_library() -> None:
    """In every year the library knows, and none outside the century."""
    for year in range(2008, 2100):
        named = [day for day, name in national(year).off.items() if name.startswith("清明")]
        assert qingming(year) in named
    assert qingming(1999) is None


def test_lunar_years_follow_each_other() -> None:
    """Each begins on the day after the last one's end."""
    firsts = [date.fromisoformat(line[:10]) for line in YEARS.split("\n") if line]
    assert [eve(one.year) for one, _ in pairwise(firsts)] == [
        other - timedelta(days=1) for _, other in pairwise(firsts)
    ]


@each(
    ("lunar", "day"),
    [
        ((2025, 7, 7), date(2025, 8, 29)),  # behind a leap sixth month
        ((2033, 12, 23), date(2034, 2, 11)),  # behind a leap eleventh
        ((2026, 12, 29), date(2027, 2, 5)),
        ((2026, 12, 30), None),
        ((2026, 1, 0), None),
        ((2019, 1, 1), None),
        ((2051, 1, 1), None),
    ],
)
def test_a_lunar_day_is_found_or_is_none(lunar: tuple[int, int, int], day: date | None) -> None:
    """What is not in the table is not known."""
    assert solar(*lunar) == day
    assert eve(2051) is None


@each(
    ("day", "is_work"),
    [
        ("2026-11-18", True), ("2026-11-21", False), ("2026-10-10", True), ("2026-10-07", False), ("2027-01-01", False),
        ("2027-01-04", True), ("2000-10-02", True), ("2150-10-01", True), ("2150-10-03", False),
    ],
)  # fmt: skip
def test_a_day_is_worked_or_not(day: str, is_work: bool) -> None:  # noqa: FBT001 — a column of the table
    """By the country's calendar; far away by weekends alone."""
    assert PLAIN.is_workday(date.fromisoformat(day)) is is_work


def test_workdays_are_counted_in_both_directions() -> None:
    """Over weekends and 国庆."""
    assert PLAIN.next_workday(date(2026, 9, 30)) == date(2026, 10, 8)
    assert PLAIN.add_workdays(date(2026, 10, 8), -1) == date(2026, 9, 30)
    assert PLAIN.add_workdays(date(2026, 10, 3), 0) == date(2026, 10, 3)
    assert len(PLAIN.workdays(date(2026, 10, 1), date(2026, 10, 31))) == 18


def test_days_off_in_a_row_are_one_holiday() -> None:
    """With the weekend beside them, and never without end."""
    assert PLAIN.run_off(date(2026, 10, 4)) == (date(2026, 10, 1), date(2026, 10, 7))
    assert PLAIN.run_off(date(2026, 10, 8)) is None
    always = Calendar({date(2026, 1, 1) + timedelta(days=number): Day(is_work=False) for number in range(400)})
    first, last = always.run_off(date(2026, 7, 1)) or (date.max, date.max)
    assert (last - first).days == 120
    assert PLAIN.next_holiday(date(2160, 1, 1)) == (date(2161, 1, 1), date(2161, 1, 1))
    assert PLAIN.name_of(date(2026, 10, 6)) == "调休"
    assert Calendar({date(2026, 11, 28): Day(is_work=True, name="迎新")}).name_of(date(2026, 11, 28)) == ""


def test_how_far_it_is_known() -> None:
    """Until the end of the last year with a notice; the last year there is ends it."""
    assert PLAIN.known_until(date(2026, 3, 1)) == date(2026, 12, 31)
    assert PLAIN.known_until(date(2028, 3, 1)) == date(2027, 12, 31)
    assert Calendar(settled=frozenset(range(2027, 2200))).known_until(date(2026, 3, 1)) == date(2099, 12, 31)


def test_a_period_counts_its_weeks_from_monday() -> None:
    """A term that begins on a Wednesday has its first week from the Monday before."""
    term = Period("学期", "教学周", date(2026, 9, 9), date(2026, 9, 21))
    assert (term.monday, term.weeks) == (date(2026, 9, 7), 3)
    assert SCHOOL.in_period(date(2027, 2, 28), "教学周") is None


RULES = sorted(
    {
        expected[2:]
        for name in ("when_blind.txt", "when_blind_again.txt", "when_office.txt")
        for _, expected in cases(name)
        if expected.startswith("R ")
    }
)


@each("text", RULES)
def test_a_rule_is_read_back_from_what_is_stored(text: str) -> None:
    """And comes again, always later."""
    rule = recurrence_of(text)
    assert rule.text == text
    first = rule.next(WEDNESDAY, SCHOOL)
    assert first is not None
    assert first > WEDNESDAY
    if rule.freq != "TERM":
        again = rule.next(first, SCHOOL, first)
        assert again is not None
        assert again > first


@each("text", [one for one in RULES if one.startswith("FREQ=") and "X-TIMES" not in one and "BYMONTHDAY=-1" not in one])
def test_a_standard_rule_comes_when_the_standard_says(text: str) -> None:
    """Compared with another implementation of RFC 5545, whole days taken at midnight."""
    rule = recurrence_of(text)
    first = rule.next(WEDNESDAY, PLAIN)
    assert first is not None
    standard = rrulestr(f"{text};BYSECOND=0" if rule.times else text, dtstart=first.replace(tzinfo=None))
    expected = list(standard.xafter(first.replace(tzinfo=None), count=5))
    found, after = [], first
    for _ in range(5):
        after = rule.next(after, PLAIN, first) or after
        found.append(after.replace(tzinfo=None))
    assert found == expected


@each(
    ("text", "after", "expected"),
    [
        ("WORKDAY;BYHOUR=8;BYMINUTE=30", "2026-09-30T08:30", "2026-10-08T08:30"),
        ("MONTHLY-LAST-WORKDAY", "2026-10-01T00:00", "2026-10-30T00:00"),
        ("MONTHLY-3-WORKDAY", "2026-10-01T00:00", "2026-10-10T00:00"),
        ("QUARTERLY-LAST-5-WORKDAY;BYHOUR=9;BYMINUTE=0", "2026-11-18T10:00", "2026-12-25T09:00"),
        ("WEEKLY-FIRST-WORKDAY", "2026-10-01T00:00", "2026-10-08T00:00"),
        ("YEARLY-FIRST-WORKDAY", "2026-10-01T00:00", "2027-01-04T00:00"),
        ("LUNAR;BYMONTH=12;BYMONTHDAY=23", "2027-02-01T00:00", "2028-01-19T00:00"),
        ("TERM;BYWEEKNO=8;BYDAY=WE", "2026-11-18T10:00", "2027-04-21T00:00"),
        ("TERM;BYWEEKNO=1", "2026-11-18T10:00", "2027-03-01T00:00"),
        ("TERM-ODD;BYDAY=WE;BYHOUR=15;BYMINUTE=0", "2026-11-18T10:00", "2026-11-18T15:00"),
        ("TERM-EVEN;BYDAY=WE", "2026-11-18T10:00", "2026-11-25T00:00"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "2028-02-01T00:00", "2028-02-29T00:00"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2028-03-01T00:00", "2032-02-29T00:00"),
        ("FREQ=DAILY;X-TIMES=0900,1530", "2026-11-18T10:00", "2026-11-18T15:30"),
        ("FREQ=HOURLY;INTERVAL=2", "2026-11-18T10:00", "2026-11-18T12:00"),
    ],
)
def test_a_rule_asks_the_calendar(text: str, after: str, expected: str) -> None:
    """调休, 农历 and weeks of teaching."""
    found = recurrence_of(text).next(datetime.fromisoformat(after).replace(tzinfo=ZONE), SCHOOL)
    assert found == datetime.fromisoformat(expected).replace(tzinfo=ZONE)


def test_a_rule_without_its_calendar_never_comes() -> None:
    """Weeks of teaching where there is no 校历, and 农历 beyond the table: none, and no endless search."""
    assert recurrence_of("TERM;BYWEEKNO=8;BYDAY=WE").next(WEDNESDAY, PLAIN) is None
    assert read_time("单周周三", WEDNESDAY, PLAIN).start is None
    assert recurrence_of("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30").next(WEDNESDAY, PLAIN) is None


@pytest.mark.parametrize(
    "text", ["", "FREQ=SECONDLY", "FREQ=DAILY;BYHOUR=30", "SOMETIMES;BYDAY=MO", "FREQ=WEEKLY;BYDAY=XX"]
)
def test_a_rule_nobody_wrote_is_refused(text: str) -> None:
    """With a ValueError, whatever is wrong."""
    with pytest.raises(ValueError, match=r"."):
        recurrence_of(text)


def test_what_interval_counts_from() -> None:
    """The first occurrence, not the calendar's weeks."""
    rule = Recurrence("WEEKLY", 2, weekdays=((0, 2),))
    first = rule.next(WEDNESDAY, PLAIN)
    assert first == datetime(2026, 11, 25, tzinfo=ZONE)
    assert rule.next(first, PLAIN, first) == datetime(2026, 12, 9, tzinfo=ZONE)


NUMERALS: Mapping[str, int] = {
    "十": 10, "十二": 12, "二十": 20, "廿": 20, "廿三": 23, "卅": 30, "三十一": 31, "两": 2, "一百": 100,
    "一百零五": 105,
    "二百二十": 220, "百": 100, "〇": 0, "零": 0, "二〇二六": 2026, "二o二六": 2026, "15": 15, "十十": -1, "三廿": -1,
    "五十十": -1, "百百": -1, "十零零": -1,
}  # fmt: skip


@each(("text", "expected"), NUMERALS.items())
def test_numerals_are_read(text: str, expected: int) -> None:
    """Or found to be none."""
    assert number(text) == expected
