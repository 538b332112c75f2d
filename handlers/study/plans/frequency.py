"""How often each kind is to be held 应开次数: the defaults, and what the department sets over them.

No number here is a verdict: 条例 says 一般, and a line that stands by default says so wherever it is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, select

from handlers.study import kinds
from handlers.study.rows import frequencies

BRANCH, GROUP, CENTRE, DEPARTMENT = "支部", "党小组", "中心组", "部门"
WHOSE = (BRANCH, GROUP, CENTRE, DEPARTMENT)
MONTH, QUARTER, HALF, YEAR = "月", "季", "半年", "年"
PERIODS = (MONTH, QUARTER, HALF, YEAR)
MONTHS = {MONTH: 1, QUARTER: 3, HALF: 6, YEAR: 12}
RULES = "《中国共产党支部工作条例（试行）》"
NOT_SAID = "未写依据"
UNCHECKED = "系统默认，待本部门核定"
HALVES, QUARTERS = ("上半年", "下半年"), "一二三四"


@dataclass(frozen=True, slots=True)
class Line:
    """One expectation. whose: of each 支部, each 党小组, of the 中心组 or the 部门. times: 0: nothing is expected.

    period: 月 季 半年 年. source: on what it rests. is_default: whether the office has not set it.
    """

    kind: str
    whose: str
    times: int
    period: str
    source: str
    is_default: bool = False

    @property
    def said(self) -> str:
        """Return how often: 每季1次."""
        return f"每{self.period}{self.times}次"

    @property
    def basis(self) -> str:
        """Return on what it rests, and that nobody here has set it where nobody has."""
        said = self.source or NOT_SAID
        return said if not self.is_default or self.source == UNCHECKED else f"{said}；{UNCHECKED}"


DEFAULTS = (
    Line(kinds.COMMITTEE, BRANCH, 1, MONTH, f"{RULES}：一般每月召开1次", is_default=True),
    Line(kinds.GROUP, GROUP, 1, MONTH, f"{RULES}：一般每月召开1次", is_default=True),
    Line(kinds.GENERAL, BRANCH, 1, QUARTER, f"{RULES}：一般每季度召开1次", is_default=True),
    Line(kinds.LESSON, BRANCH, 1, QUARTER, UNCHECKED, is_default=True),
    Line(kinds.THEME_DAY, BRANCH, 1, MONTH, UNCHECKED, is_default=True),
    Line(kinds.CENTRE_GROUP, CENTRE, 1, QUARTER, UNCHECKED, is_default=True),
)


def lines(connection: Connection) -> tuple[Line, ...]:
    """Return every line as it holds: the defaults in their order, the office's rows over them, its own last."""
    rows = connection.execute(select(frequencies).order_by(frequencies.c.id)).all()
    own = {(row.kind, row.whose): Line(row.kind, row.whose, row.times, row.period, row.source) for row in rows}
    known = {(one.kind, one.whose) for one in DEFAULTS}
    kept = [own.get((one.kind, one.whose), one) for one in DEFAULTS]
    return (*kept, *(one for key, one in own.items() if key not in known))


def expected(connection: Connection) -> tuple[Line, ...]:
    """Return the lines of which something is expected."""
    return tuple(one for one in lines(connection) if one.times)


def span(period: str, day: date, back: int = 0) -> tuple[date, date]:
    """Return the first day of the period a day lies in and the first one after it. back: so many periods before."""
    months = MONTHS[period]
    number = day.year * 12 + (day.month - 1) // months * months - back * months
    return date(number // 12, number % 12 + 1, 1), _month(number + months)


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def last_day(period: str, day: date) -> date:
    """Return the last day of the period a day lies in."""
    return span(period, day)[1] - timedelta(days=1)


def named(period: str, first: date) -> str:
    """Say a period by its first day: 2026年第四季度, 2026年11月."""
    if period == MONTH:
        return f"{first.year}年{first.month}月"
    if period == QUARTER:
        return f"{first.year}年第{QUARTERS[(first.month - 1) // 3]}季度"
    if period == HALF:
        return f"{first.year}年{HALVES[first.month > HALF_A_YEAR]}"
    return f"{first.year}年"


HALF_A_YEAR = 6
