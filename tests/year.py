"""A year of the office by an oracle of its own: which days are worked, and when each thing that recurs should come.

Written from datetime and the data of `holidays` alone, day by day; nothing of it is shared with what it judges.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from holidays import country_holidays

ZONE = ZoneInfo("Asia/Shanghai")
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
BEGINS, ENDS = date(2026, 1, 1), date(2027, 2, 28)
MADE_UP = [date(2026, *day) for day in ((1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10))]
TERMS = (
    ("第二学期", "教学周", date(2026, 3, 2), date(2026, 7, 10)),
    ("新学年第一学期", "教学周", date(2026, 8, 31), date(2027, 1, 15)),
)
LITTLE_NEW_YEARS = (date(2026, 2, 10), date(2027, 1, 30))  # 腊月廿三, by the almanac
SENT_WITHIN = 12 * HOUR
ASKED_AT = time(9, 7)
LONGEST_OFF = 15 * DAY
_CHINA = country_holidays("CN", years=(2025, 2026, 2027), language="zh_CN")

Comes = Callable[[date], bool]


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that recurs. rule, holidays, ahead: as the house is told it. comes: whether it should, by the rule."""

    name: str
    rule: str
    holidays: str
    comes: Comes
    at: time
    ahead: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class Gap:
    """A standstill: nobody is at work from a moment until another."""

    since: datetime
    until: datetime


def in_order(one: tuple[str, datetime, datetime]) -> tuple[datetime, str, datetime]:
    """Sort by when it was acted on."""
    return one[2], one[0], one[1]


def is_worked(day: date) -> bool:
    """Whether the office works."""
    return day in _CHINA.weekend_workdays or (day.weekday() < 5 and day not in _CHINA)


def days(first: date, last: date) -> Iterator[date]:
    """Yield every day from one to another, both included."""
    while first <= last:
        yield first
        first += DAY


def quarter_of(day: date) -> tuple[int, int]:
    """Return the year and the quarter of a day."""
    return day.year, (day.month - 1) // 3


def _fifth_from_the_end(day: date) -> bool:
    worked = [one for one in days(day, day + 100 * DAY) if quarter_of(one) == quarter_of(day) and is_worked(one)]
    return is_worked(day) and len(worked) == 5


def _last_friday(day: date) -> bool:
    return day.weekday() == 4 and (day + 7 * DAY).month != day.month


def _eighth_wednesday(day: date) -> bool:
    mondays = [first - first.weekday() * DAY for _, _, first, _ in TERMS]
    return any(day == monday + 7 * 7 * DAY + 2 * DAY for monday in mondays)


def _fortnightly(day: date) -> bool:
    return (day - date(2026, 1, 6)).days % 14 == 0


THINGS = (
    Thing("周一例会", "FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0", "ask", lambda day: day.weekday() == 0, time(9), DAY),
    Thing("工作日晨报", "WORKDAY;BYHOUR=8;BYMINUTE=30", "keep", is_worked, time(8, 30)),
    Thing("每月最后一个周五", "FREQ=MONTHLY;BYDAY=-1FR;BYHOUR=15;BYMINUTE=0", "shift", _last_friday, time(15)),
    Thing("季度末前五日", "QUARTERLY-LAST-5-WORKDAY;BYHOUR=10;BYMINUTE=0", "keep", _fifth_from_the_end, time(10)),
    Thing("第八周周三", "TERM;BYWEEKNO=8;BYDAY=WE;BYHOUR=14;BYMINUTE=0", "skip", _eighth_wednesday, time(14)),
    Thing(
        "腊月廿三",
        "LUNAR;BYMONTH=12;BYMONTHDAY=23;BYHOUR=9;BYMINUTE=30",
        "keep",
        lambda day: day in LITTLE_NEW_YEARS,
        time(9, 30),
    ),
    Thing(
        "七一表彰",
        "FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=1;BYHOUR=9;BYMINUTE=0",
        "keep",
        lambda day: (day.month, day.day) == (7, 1),
        time(9),
        60 * DAY,
    ),
    Thing("隔周安全检查", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;BYHOUR=16;BYMINUTE=0", "skip", _fortnightly, time(16)),
)


def expected(begun: datetime, ends: datetime, gaps: Sequence[Gap] = ()) -> list[tuple[str, datetime, datetime]]:
    """Return what should come from one moment until another: what, for when, and when it is acted on; in order."""
    found = [
        (one.name, at, acted)
        for one in THINGS
        for at in _moments(one, begun, ends + one.ahead + LONGEST_OFF)
        for acted in _acted(max(_sent(at, one.ahead), begun), at, gaps)
        if acted <= ends
    ]
    return sorted(found, key=in_order)


def questions(begun: datetime, ends: datetime) -> list[datetime]:
    """Return when the organiser should be asked about Mondays that are days off, a run of days off at once."""
    asked = set()
    for monday in days(begun.date(), ends.date() + 45 * DAY):
        if monday.weekday() == 0 and not is_worked(monday):
            first = monday
            while not is_worked(first - DAY):
                first -= DAY
            first = next(day for day in days(first, monday) if day.weekday() == 0)
            asked.add(max(datetime.combine(_workdays_before(first, 3), ASKED_AT, ZONE), begun))
    return sorted(one for one in asked if begun <= one <= ends)


def _moments(one: Thing, begun: datetime, ends: datetime) -> Iterator[datetime]:
    for day in days(begun.date(), ends.date()):
        at = datetime.combine(day, one.at, ZONE)
        if not one.comes(day) or at <= begun:
            continue
        if one.holidays == "keep" or is_worked(day):
            yield at
        elif one.holidays == "shift":
            moved = next(later for later in days(day + DAY, day + 30 * DAY) if is_worked(later))
            yield datetime.combine(moved, one.at, ZONE)


def _acted(due: datetime, at: datetime, gaps: Sequence[Gap]) -> Iterator[datetime]:
    """Yield when it is acted on: after a standstill at once, if it is not too late; else not at all."""
    gap = next((one for one in gaps if one.since < due < one.until), None)
    if gap is None:
        yield due
    elif gap.until - at <= SENT_WITHIN:
        yield gap.until


def _sent(at: datetime, ahead: timedelta) -> datetime:
    """Return when something is done so long before: never on a day off, but on the last day of work before it."""
    moment = at - ahead
    while ahead and not is_worked(moment.date()):
        moment -= DAY
    return moment


def _workdays_before(day: date, count: int) -> date:
    while count:
        day -= DAY
        count -= is_worked(day)
    return day


def rung(begun: datetime, ends: datetime) -> list[tuple[datetime, str]]:
    """Return when the reminders of `tests.year_at_work` ring."""
    rules: tuple[tuple[Comes, time, str], ...] = (
        (is_worked, time(8, 30), "晨检"),
        (_fifth_from_the_end, time(9), "盘点"),
        (_last_friday, time(15), "交台账"),
    )
    found = [
        (datetime.combine(day, at, ZONE), text)
        for day in days(begun.date(), ends.date())
        for comes, at, text in rules
        if comes(day)
    ]
    return sorted(one for one in found if begun < one[0] <= ends)


def meetings(begun: datetime, ends: datetime, answers: Sequence[str]) -> list[tuple[date, datetime]]:
    """Return the Monday meetings: on which day each is called, two days ahead, and when it is.

    answers: what is answered about each run of days off with a Monday in it, one after the other.
    """
    found, asked = list[datetime](), list[date]()
    for monday in days(begun.date(), ends.date() + LONGEST_OFF):
        at = datetime.combine(monday, time(9), ZONE)
        if monday.weekday() != 0 or at <= begun:
            continue
        if is_worked(monday):
            found.append(at)
            continue
        first = monday
        while not is_worked(first - DAY):
            first -= DAY
        is_first = first not in asked
        asked += [first] if is_first else []
        answer = answers[(len(asked) - 1) % len(answers)]
        after = next(day for day in days(monday, monday + LONGEST_OFF) if is_worked(day))
        if answer == "照开":
            found.append(at)
        elif answer == "顺延" and is_first and after.weekday() != 0:
            found.append(datetime.combine(after, time(9), ZONE))
    called = [(max(_sent(at, 2 * DAY), begun).date(), at) for at in found]
    return sorted(one for one in called if one[0] <= ends.date())
