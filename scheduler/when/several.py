"""Several days named together: 25、26号, 明天和后天. In a row they are a stretch, else which one is meant is asked."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, time

from scheduler.when.dates import read_date
from scheduler.when.frame import DAY, Days, Frame, Read, Reader, Shape
from scheduler.when.numerals import NUMBER, number

WHICH_OF_DAYS = "“{text}”请问是哪一天？"
_JOINED = re.compile(r"或者?是?|还是|[、和及与]|以及")
_WEEKDAY_BEFORE = re.compile(r"(?:周|星期|礼拜)[一二三四五六]$")
_WEEKDAY = re.compile(r"(?:周|星期|礼拜)[二三四五六日天]")
_FROM_TODAY = tuple("今明后昨前大下上本这")
_LISTED = re.compile(
    rf"(?P<month>{NUMBER}月份?|(?:本|这个?|当|下个?)月份?)?(?P<first>{NUMBER})[、和及,](?P<second>{NUMBER})[日号](?!内|后|之)"
)


def read_listed(text: str, at: int, frame: Frame) -> Read | None:
    """Read dates of one month that share their 日: 25、26号."""
    found = _LISTED.match(text, at)
    if found is None or found["first"].isdigit() != found["second"].isdigit():
        return None
    if not found["month"] and number(found["second"]) != number(found["first"]) + 1:
        return None  # 三、5号前报送: the number of a paragraph
    first = read_date(f"{found['month'] or ''}{found['first']}号", 0, frame)
    if first is None or first[0].refused:
        return None
    said = Frame(datetime.combine(first[0].first, time(0), tzinfo=frame.now.tzinfo), frame.calendar)
    other = read_date(f"{found['second']}号", 0, said)
    return (_together(first[0], other[0], found[0]), found.end()) if other else None


def with_more(days: Days, at: int, text: str, end: int, frame: Frame, readers: tuple[Reader, ...]) -> Read:
    """Return a single day, read from `at` to `end`, with those that are named right behind it."""
    is_single = days.first == days.last and not (days.refused or days.question)
    while is_single and (begin := _behind(text, end)) is not None:
        other = _next(text, begin, days, frame, readers)
        if other is None or other[0].refused or other[0].first != other[0].last:
            break
        is_choice = any(word in text[end:begin] for word in ("或", "还是"))
        days, end = _together(days, other[0], text[at : other[1]], is_choice=is_choice), other[1]
        is_single = not days.question
    return days, end


def _behind(text: str, end: int) -> int | None:
    """Return where a further day begins; weekdays stand beside each other without a word between."""
    if joined := _JOINED.match(text, end):
        return joined.end()
    return end if _WEEKDAY_BEFORE.search(text[:end]) and _WEEKDAY.match(text, end) else None


def _next(text: str, begin: int, days: Days, frame: Frame, readers: tuple[Reader, ...]) -> Read | None:
    """Read a further day: what is not counted from today follows the one before it (下周二或周三)."""
    if text[begin : begin + 1] not in _FROM_TODAY:
        frame = Frame(datetime.combine(days.last, time(0), tzinfo=frame.now.tzinfo), frame.calendar)
    return next((found for reader in readers if (found := reader(text, begin, frame))), None)


def _together(days: Days, other: Days, text: str, *, is_choice: bool = False) -> Days:
    if not is_choice and other.first == days.last + DAY:
        return replace(days, last=other.first, shape=Shape.RANGE, later=None)
    return replace(days, question=WHICH_OF_DAYS.format(text=text))
