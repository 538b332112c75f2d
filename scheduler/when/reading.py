"""Reading a text for times: from left to right, each place tried once; of several the most exact one counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from scheduler.calendar import Calendar
from scheduler.when.every import read_every
from scheduler.when.frame import Frame
from scheduler.when.recurrence import MONTHLY, Recurrence
from scheduler.when.skeleton import Skeleton, skeleton
from scheduler.when.stretches import Stretch, read_stretch
from scheduler.when.value import Grain, Kind, When

WHEN_EXACTLY = "“{text}”请问具体是什么时间？"
WHICH_DAY_OF_EACH = "请问每次是哪一天？"
NOT_EVERY_MONTH = "不是每个月都有{day}日，没有的月份请问按月底吗？"
SHORTEST_MONTH = 28
NO_CALENDAR = "日历里还算不出下一次，请核对校历或说明日期"
OUT_OF_RANGE = "这个时间太远了，请重新说明"
LONGEST = 4000  # a longer text is read up to here

_START = re.compile(
    r"[\d一二三四五六七八九十廿卅即两零半今明昨前后大本这上下周星礼每逢第正腊冬农阴旧节元春清五端中国重七妇儿教建青植圣平除年寒暑开期学月季"
    r"未接再过隔天工凌早晚傍午夜深最截不务赶定于自从在由安首次去当首双单劳长假收放小差刚pa]"
)
_NUMERALS = "一二三四五六七八九十百零〇两"
_VAGUE = re.compile(
    r"一会儿?|待会儿?|过会儿?|稍后|回头(?!见|看|率)|改天|改日|再?过(?:几|两)天|这几天|这两天|过一?[阵段](?:子|时间)|过些(?:天|日子|时候)|晚些时候|近日|有空|抽空|近期|尽快|择日|另行通知"
)
_INSTEAD = re.compile(
    r"(?:改到|改为|改成|改在|调整为|调整到|调到|推迟到|推迟至|延期到|延期至|延到|提前到|挪到|顺延至)$"
)
_EDGES = " ,，。;；:：、的\t\n"
_BEFORE_SAID = 5


def read_time(text: str, now: datetime, calendar: Calendar) -> When:
    """Read the time a text means, NONE where it means none.

    now: aware, in the office's zone. Of several times the most exact counts, the first of equals, and what a text
    changes something to (改到…) before all.
    """
    return read_times(text, now, calendar)[0]


def read_times(text: str, now: datetime, calendar: Calendar) -> list[When]:
    """Read every time in a text, the one that counts first; a single NONE where there is none."""
    read = skeleton(text[:LONGEST])
    found = list(_all(read, Frame(now, calendar), text))
    ranked = sorted(found, key=lambda one: -one[0])
    return [when for _, when in ranked] or [_none(read, text)]


def _all(read: Skeleton, frame: Frame, text: str) -> Iterator[tuple[int, When]]:
    at = 0
    while start := _START.search(read.text, at):
        place = start.start()
        one = None if _inside_numeral(read.text, place, at) else _one(read, place, frame, text)
        if one is None:
            at = place + 1
            continue
        when, at = one
        yield _rank(when, read.text[max(place - _BEFORE_SAID, 0) : place]), when


def _inside_numeral(text: str, place: int, since: int) -> bool:
    """Whether a place is in the middle of a numeral that could not be read from its beginning."""
    return place > since - 1 and place > 0 and text[place] in _NUMERALS and text[place - 1] in _NUMERALS


def _one(read: Skeleton, place: int, frame: Frame, text: str) -> tuple[When, int] | None:
    try:
        if rule := read_every(read.text, place, frame):
            start = rule[0].next(frame.now, frame.calendar)
            ask = _ask_of(rule[0], found=start is not None)
            when = When(Kind.RECUR, start, None, Grain.RULE, rule[0], question=ask)
            return _with_words(when, read, (place, rule[1]), text), rule[1]
        if stretch := read_stretch(read.text, place, frame):
            return _with_words(_when(stretch[0]), read, (place, stretch[1]), text), stretch[1]
    except OverflowError:
        return When(Kind.NONE, refused=OUT_OF_RANGE, rest=text), place + 1
    return None


def _ask_of(rule: Recurrence, *, found: bool) -> str:
    if rule.is_open:
        return WHICH_DAY_OF_EACH
    if rule.freq == MONTHLY and not rule.months and any(day > SHORTEST_MONTH for day in rule.month_days):
        return NOT_EVERY_MONTH.format(day=max(rule.month_days))
    return "" if found else NO_CALENDAR


def _when(found: Stretch) -> When:
    moment = found.moment
    if moment.refused:
        return When(Kind.NONE, refused=moment.refused, question=moment.refused)
    end = moment.end if found.kind is Kind.SPAN else None
    kind = Kind.POINT if found.kind is Kind.SPAN and end is None else found.kind
    return When(kind, moment.start, end, moment.grain, question=moment.question)


def _with_words(when: When, read: Skeleton, part: tuple[int, int], text: str) -> When:
    begin, end = read.words(*part)
    rest = f"{text[:begin].rstrip(_EDGES)} {text[end:].lstrip(_EDGES)}".strip(_EDGES)
    return replace(when, matched=text[begin:end].strip(), rest=rest)


def _rank(when: When, before: str) -> int:
    """Say how much a time counts: what something is changed to, then what is exact; what is refused last."""
    exact = {Grain.RULE: 4, Grain.MINUTE: 3, Grain.DAY: 2}.get(when.grain, 0)
    exact += when.kind is Kind.DEADLINE
    return exact + 10 * bool(_INSTEAD.search(before))


def _none(read: Skeleton, text: str) -> When:
    vague = _VAGUE.search(read.text)
    question = WHEN_EXACTLY.format(text=vague[0]) if vague else ""
    return When(Kind.NONE, rest=text.strip(), question=question)
