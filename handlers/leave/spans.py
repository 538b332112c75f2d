"""From when to when somebody is away, as said. Pure; the calendar and the moment it was said are given.

Both days named count (周三到周五 is three days); who comes back 周五上班 is away up to that morning. What could mean
two things is asked: 下周出差三天 does not say which.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import pairwise

from knowledge.text import NUMERAL as _NUMERAL
from knowledge.text import numeral
from scheduler.calendar import Calendar
from scheduler.leads import weekday
from scheduler.when import Grain, Kind, When, read_times

DAY = timedelta(days=1)
A_WEEK, A_MONTH = 7, 30
FEW = 4
LATEST = timedelta(days=400)

WHICH_DAYS = "请问从哪天到哪天外出？如“周三到周五”。"
FROM_WHICH_DAY = "请问从哪天开始？"
IS_PAST = "{day}已经过去了，请说明从哪天到哪天。"
BACKWARDS = "返回的日子在出发之前，请说明从哪天到哪天。"
WHICH_RETURN = "请问哪天回来？"
TOO_LONG = "时间太长了，请说明从哪天到哪天。"

_WEEKDAYS = "一二三四五六日"
_CHAIN = re.compile(
    rf"(周|星期|礼拜)([{_WEEKDAYS}天])[、,和]?((?:(?:周|星期|礼拜)?[{_WEEKDAYS}天][、,和]?)+)(?![个天])"
)
_DATED = re.compile(r"(?<!\d)(\d{1,2})[./](\d{1,2})(?!\d)")
_DAYS_OF_MONTH = re.compile(r"(?<![\d月])(\d{1,2})(?:[号日])?[-~—至到](\d{1,2})[号日]")
_SINCE_NOW = re.compile(r"即日起?(?=[到至])")
_LENGTH = re.compile(
    rf"(?:(?P<count>{_NUMERAL})(?:个(?=半?月|星期|礼拜))?(?P<more>半)?|(?P<half>半)个?)"
    r"(?P<unit>天|日|(?:周|星期|礼拜)(?![一二三四五六日天末])|(?<=[个半])月)(?![前后内以期])"
)
_BACK = re.compile(
    r"^(?:[上下]午|晚上|早上|中午)?[,，]?(?:才|再|就|能|可以|正式|准时)*"
    r"(?P<how>回来上班|回来|返回|返校|返岗|回校|回单位|回岗|销假|上班|到岗|上岗|回京|回(?![老家乡国访执趟个]|一趟)|返)"
)
_BEFORE_BACK = re.compile(rf"(?<=[天日号午上末{_WEEKDAYS}])(?=(?:才|再|就)?(?:回|返))")
_UNTIL = re.compile(r"[到至]$")
_FROM = re.compile(r"^(?:开始|起|后|以后|之后)")
_SINCE = re.compile(r"(?:开始|起)$")
_APART = re.compile(r"[和、,跟及]")
_IS_UNDER_WAY = re.compile(
    r"(?:出差|外出|离校|请假|休假|公出|出门|出发|走|在外地?|在外面)(?:了|中|啦|呢)|已(?:经)?(?:外出|出差|离校|休假|在)|"
    r"正在|在出差|在外|这(?:几天|几日|段时间|阵子)"
)
_FROM_TODAY = re.compile(r"发烧|发热|不舒服|生病|病了|感冒|急事|临时有事|刚|突然|急诊|住院|[这今]两天")


@dataclass(frozen=True, slots=True)
class Away:
    """From when to when. until: the first moment he is back; None: until he says so.

    question: what has to be asked first, with `choices`, each as it could have been said.
    """

    since: datetime | None = None
    until: datetime | None = None
    question: str = ""
    choices: tuple[str, ...] = ()


def read_away(text: str, now: datetime, calendar: Calendar) -> Away:
    """Read from when to when somebody is away. text: folded. now: aware, in the office's zone."""
    plain = _made_plain(text)
    found = _times(plain, now, calendar)
    if doubt := _doubt(plain, found):
        return doubt
    back = next((one for one in found if _comes_back(plain, one)), None)
    away = _span(plain, [one for one in found if one is not back], now, has_end=back is not None)
    if back is not None and not away.question:
        away = Away(away.since, _return(plain, back))
    return _checked(away, now)


def read_return(text: str, now: datetime, calendar: Calendar) -> Away:
    """Read a new moment of coming back: 改到周四回来. `until` alone is of use; a `question` where it is in doubt."""
    plain = _made_plain(text)
    found = _times(plain, now, calendar)
    if doubt := _doubt(plain, found):
        return doubt
    if not found:
        return Away(question=WHICH_RETURN)
    until = _return(plain, found[-1])
    return Away(until=until) if until and until > now else Away(question=IS_PAST.format(day=found[-1].matched))


def length(text: str) -> timedelta | None:
    """Return how long, where a text says it: 三天, 一周, 半个月, 半天."""
    found = _LENGTH.search(text)
    if found is None:
        return None
    per = {"天": 1, "日": 1, "月": A_MONTH}.get(found["unit"], A_WEEK) * DAY
    count = numeral(found["count"]) or 0 if found["count"] else 0
    long = count * per + (per / 2 if found["more"] or found["half"] else 0 * DAY)
    return long or None


def days_away(since: datetime, until: datetime) -> int:
    """Count the days somebody is away, the first and the last included. Both in the office's zone."""
    return ((until - timedelta(microseconds=1)).date() - since.date()).days + 1


def _made_plain(text: str) -> str:
    """Write what is said short of days as it is read: 星期三四五, 11.25-11.27, 25-27号, 即日起到."""
    plain = _SINCE_NOW.sub("今天", text)
    plain = _DATED.sub(r"\1月\2日", plain)
    plain = _DAYS_OF_MONTH.sub(r"\1号到\2号", plain)
    return _BEFORE_BACK.sub("，", _CHAIN.sub(_run, plain))


def _run(found: re.Match[str]) -> str:
    days = [_WEEKDAYS.index(one) for one in (found[2] + found[3]).replace("天", "日") if one in _WEEKDAYS]
    week = found[1]
    if days == list(range(days[0], days[-1] + 1)):
        tail = found[0][-1] if found[0][-1] in "、,和" else ""
        return f"{week}{_WEEKDAYS[days[0]]}到{week}{_WEEKDAYS[days[-1]]}{tail}"
    return "和".join(week + _WEEKDAYS[day] for day in days)


def _times(text: str, now: datetime, calendar: Calendar) -> list[When]:
    found = [one for one in read_times(text, now, calendar) if one.matched]
    return sorted(found, key=lambda one: text.find(one.matched))


def _doubt(text: str, found: list[When]) -> Away | None:
    """Return what has to be asked of the days named: what can't be, what may be two, what is not one stretch."""
    for one in found:
        if asked := one.question or one.refused:
            is_few = one.start is not None and (one.end or one.start) - one.start < A_WEEK * DAY
            return Away(
                question=asked, choices=(_said(one.start, one.end or one.start),) if one.start and is_few else ()
            )
    for first, other in pairwise(found):
        between = text[text.find(first.matched) + len(first.matched) : text.find(other.matched)]
        both = first.over_at, other.start
        if _APART.fullmatch(between.strip()) and both[0] and both[1] and both[1] > both[0]:
            return Away(question=WHICH_DAYS)
    return None


def _comes_back(text: str, when: When) -> bool:
    return _BACK.match(_after(text, when)) is not None


def _after(text: str, when: When) -> str:
    return text[text.find(when.matched) + len(when.matched) :].lstrip(" ,，的")


def _return(text: str, when: When) -> datetime | None:
    """Return the first moment he is back: who comes back on a day is away that day, who works on it is not."""
    how = _BACK.match(_after(text, when))
    works = how is not None and any(word in how["how"] for word in ("上班", "岗", "销假"))
    return when.start if when.grain is Grain.DAY and works else when.over_at


def _span(text: str, found: list[When], now: datetime, *, has_end: bool) -> Away:
    """Return the span the times other than that of coming back make."""
    bare = text
    for one in found:
        bare = bare.replace(one.matched, " ")
    long = length(bare)
    if not found:
        return Away(now) if has_end else _without_days(text, long, now)
    first, last = found[0], found[-1]
    if first.start is None or first.over_at is None:
        return Away(question=WHICH_DAYS)
    if first.kind is Kind.SPAN and first.grain is Grain.DAY:
        return _within(first.start, first.over_at, long, now)
    if len(found) == 1 and (first.kind is Kind.DEADLINE or _UNTIL.search(_before(text, first))):
        return Away(now, first.over_at)
    if len(found) == 1 and first.over_at <= now and _IS_UNDER_WAY.search(text):
        return Away(now)
    return _from(text, first, last, long)


def _from(text: str, first: When, last: When, long: timedelta | None) -> Away:
    """Return the span that begins with the first of some times."""
    start = first.start or first.over_at
    if start is None:
        return Away(question=WHICH_DAYS)
    if last.over_at and last.over_at > start and last is not first:
        return Away(start, last.over_at)
    midnight = _midnight(start)
    if long is not None and long >= DAY:
        return Away(start, midnight + long)
    if _FROM.search(_after(text, first)) or _SINCE.search(first.matched):
        return Away(start)
    is_moment = first.kind is Kind.POINT and first.grain is Grain.MINUTE
    return Away(start, midnight + DAY if is_moment else first.over_at)


def _before(text: str, when: When) -> str:
    return text[: text.find(when.matched)].rstrip(" ,，")


def _within(start: datetime, over: datetime, long: timedelta | None, now: datetime) -> Away:
    """Return a span of days; of one longer than he is away, which of its days has to be asked."""
    if long is None or long >= over - start - 2 * DAY:
        return Away(start, over)
    if long < DAY:
        return Away(question=WHICH_DAYS)
    firsts = [start + step * DAY for step in range((over - start - long).days + 1)]
    choices = [_said(one, one + long - DAY) for one in firsts if one.date() >= now.date()]
    return Away(question=FROM_WHICH_DAY, choices=tuple(choices[:FEW]))


def _without_days(text: str, long: timedelta | None, now: datetime) -> Away:
    if long is None:
        return Away(now) if _IS_UNDER_WAY.search(text) else Away(question=WHICH_DAYS)
    if long < DAY:
        return Away(question=WHICH_DAYS)
    today = _midnight(now)
    if _FROM_TODAY.search(text):
        return Away(now, today + long)
    choices = tuple(_said(today + step * DAY, today + step * DAY + long - DAY) for step in range(2))
    return Away(question=FROM_WHICH_DAY, choices=choices)


def _checked(away: Away, now: datetime) -> Away:
    """Ask about what is past or upside down; what has begun begins now."""
    since, until = away.since, away.until
    if since is None or away.question:
        return away
    if until is not None and until <= since:
        return Away(question=BACKWARDS)
    if until is not None and until <= now:
        return Away(question=IS_PAST.format(day=f"{since.month}月{since.day}日"))
    if max(since, until or since) - now > LATEST:
        return Away(question=TOO_LONG)
    return Away(max(since, now), until)


def _midnight(moment: datetime) -> datetime:
    return datetime.combine(moment.date(), time(), tzinfo=moment.tzinfo)


def _said(first: datetime, last: datetime) -> str:
    """Write days as they could have been said: 11月24日（周二）到11月26日（周四）."""
    one, other = (f"{day.month}月{day.day}日（{weekday(day)}）" for day in (first, last))
    return one if first.date() == last.date() else f"{one}到{other}"
