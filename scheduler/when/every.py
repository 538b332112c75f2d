"""What comes again: 每周一三五上午9点, 每月最后一个工作日, 每季度末前5个工作日, 隔周, 单周周三."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import time

from scheduler.when import recurrence as rule
from scheduler.when.clock import HOUR, MIDNIGHT, PARTS, read_clock
from scheduler.when.feasts import read_feast
from scheduler.when.frame import WEEKDAYS, Frame
from scheduler.when.numerals import NUMBER, number
from scheduler.when.recurrence import Recurrence
from scheduler.when.weeks import DAY_NAME

_EACH = r"(?:每逢|逢|每个|每到|每一?)"
_WEEK = r"(?:周|星期|礼拜)"
_AND = r"(?:[、,和及跟与]|以及)"
_LIST = rf"(?P<days>{DAY_NAME}(?:(?:{_AND}|[到至-])?(?:{_WEEK})?{DAY_NAME})*)"
_DAILY = re.compile(
    rf"{_EACH}(?:天|日|(?=早|晚|凌晨|上午|中午|下午|傍晚|夜))(?!均|常|报)|天天|(?P<every>每)隔?(?P<count>{NUMBER})[天日]|隔天|隔日"
)
_WORKDAY = re.compile(rf"(?:{_EACH}(?:周的?)?|逢)?(?:工作日|上班日)(?:的?每天)?(?![前后内里期])")
_WEEKLY = re.compile(
    rf"(?:{_EACH}|(?P<every>每)隔?(?P<count>{NUMBER})个?|(?P<skip>隔)(?:一个?)?)(?:{_WEEK})(?:一次)?(?:的|里)?(?:(?:{_WEEK})?{_LIST}|(?P<end>末))?"
)
_PAIRED = re.compile(rf"(?:每个?|逢)?(?P<which>[单双])周的?(?:(?:{_WEEK})?{_LIST})?")
_RANGE = re.compile(rf"{_WEEK}(?P<days>{DAY_NAME}(?:到|至|-)(?:{_WEEK})?{DAY_NAME})(?:的?每[天日]|天天)")
_NTH_DAY = rf"(?P<pos>最后一?|倒数第{NUMBER}|第{NUMBER}|首)个?(?P<what>工作日|上班日|{_WEEK}[一二三四五六日天]|天)"
_DATES = rf"(?P<dates>{NUMBER}[日号](?:{_AND}?{NUMBER}[日号])*)"
_END = r"(?P<end>[底末初]|中旬?)"
_MONTHLY = re.compile(
    rf"(?:{_EACH}|(?P<every>每)隔?(?P<count>{NUMBER})个?|(?P<skip>隔)(?:一个?)?)月(?:份|一次)?(?:的|里)?(?:{_DATES}|月?{_END}(?:前(?P<before>{NUMBER})个工作日)?|{_NTH_DAY})?"
)
_QUARTERLY = re.compile(
    rf"{_EACH}季度?(?:的|里)?(?:(?:第(?P<nth>{NUMBER})|(?P<final>最后一?|末)|首)个?月的?(?:{_DATES})?|(?P<end>[底末初])(?:前(?:的)?(?:最后)?(?P<before>{NUMBER})个工作日)?(?:前?最后一个(?P<last>工作日))?|{_NTH_DAY})?"
)
_YEARLY = re.compile(
    rf"(?:{_EACH}年|年年)(?:的|里)?年?(?:(?P<month>{NUMBER})月份?(?:(?P<day>{NUMBER})[日号]|(?P<last>底))?|(?P<end>[底初])|{_NTH_DAY})?|每半年"
)
_TERM = re.compile(
    rf"{_EACH}学期(?:的)?(?:第(?P<nth>{NUMBER})周|开学第?一?周|(?P<first>初))?(?:的?(?:{_WEEK})?(?P<day>[一二三四五六日天]))?"
)
_BY_CLOCK = re.compile(rf"每隔?(?:(?P<count>{NUMBER})个?|(?P<half>半)个?)?(?P<unit>小时|钟头|分钟|刻钟)(?:一次)?")
_BETWEEN = re.compile(r"(?:的|[,、:]|一次,?)?(?:大[概约]|约)?")
_MORE = re.compile(rf"{_AND}|各?(?=下午|晚上)")
_BEHIND = re.compile(r"(?:之前|以前|前(?![台面往来期提后进门])|(?:起|开始)(?![来床]))")
MOST_TIMES = 6


def read_every(text: str, at: int, frame: Frame) -> tuple[Recurrence, int] | None:
    """Read a rule at a place, with the times of day behind it."""
    for pattern, make in _RULES:
        found = pattern.match(text, at)
        if found and (made := make(found, frame)):
            return _with_times(*made, text)
    return None


def _with_times(made: Recurrence, end: int, text: str) -> tuple[Recurrence, int]:
    times: list[time] = []
    while len(times) < MOST_TIMES:
        between = (_MORE if times else _BETWEEN).match(text, end)
        clock = read_clock(text, between.end() if between else end, beside_day=True)
        if clock is None or clock[0].refused or (times and not between):
            break
        found, end = clock
        times.append(time(found.minutes // HOUR % MIDNIGHT, found.minutes % HOUR))
        end = _end_of_stretch(text, end)
    behind = _BEHIND.match(text, end)
    return replace(made, times=tuple(sorted(set(times)))), behind.end() if behind else end


_STRETCH = re.compile(r"[到至~—–-]{1,2}(?=\d|[一二三四五六七八九十]|" + "|".join(PARTS) + ")")


def _end_of_stretch(text: str, end: int) -> int:
    """Pass over where a time of day ends (8点到12点): the rule says when it begins."""
    to = _STRETCH.match(text, end)
    clock = read_clock(text, to.end(), beside_day=True) if to else None
    return clock[1] if clock else end


Made = tuple[Recurrence, int] | None


def _daily(found: re.Match[str], _frame: Frame) -> Made:
    interval = _interval(found) if found["every"] else 2 if found[0].startswith("隔") else 1
    return (Recurrence(rule.DAILY, interval), found.end()) if interval > 0 else None


def _interval(found: re.Match[str]) -> int:
    """Return every how many: 每三天 3, 每隔一天 2."""
    groups = found.groupdict()
    if groups.get("skip"):
        return 2
    count = number(groups["count"]) if groups.get("count") else 1
    return count + 1 if "每隔" in found[0] and count == 1 else count


def _workday(found: re.Match[str], _frame: Frame) -> Made:
    if found[0] in ("工作日", "上班日") and read_clock(found.string, found.end(), beside_day=True) is None:
        return None
    return Recurrence(rule.WORKDAY), found.end()


def _weekly(found: re.Match[str], _frame: Frame) -> Made:
    interval = _interval(found)
    days = (5, 6) if found["end"] else _days(found["days"] or "")
    made = Recurrence(rule.WEEKLY, interval, weekdays=tuple((0, day) for day in days))
    return (made, found.end()) if interval > 0 else None


def _days(listed: str) -> tuple[int, ...]:
    """Read 一三五, 一到五, 二、四."""
    signs = [sign.replace("天", "日") for sign in re.sub(_WEEK, "", listed)]
    days: list[int] = []
    for place, sign in enumerate(signs):
        if sign in WEEKDAYS:
            day = WEEKDAYS.index(sign)
            is_range = place > 1 and signs[place - 1] in "到至-"
            days += range(days[-1] + 1, day + 1) if is_range else [day]
    return tuple(sorted(set(days)))


def _paired(found: re.Match[str], frame: Frame) -> Made:
    del frame
    days = tuple((0, day) for day in _days(found["days"] or ""))
    freq = rule.ODD if found["which"] == "单" else rule.EVEN
    return (Recurrence(freq, weekdays=days), found.end()) if days or found[0][0] in "每逢" else None


def _ranged(found: re.Match[str], _frame: Frame) -> Made:
    return Recurrence(rule.WEEKLY, weekdays=tuple((0, day) for day in _days(found["days"]))), found.end()


def _dates(listed: str) -> tuple[int, ...]:
    return tuple(number(one) for one in re.findall(NUMBER, listed))


def _nth(found: re.Match[str], freq: str) -> Recurrence:
    pos, what = found["pos"], found["what"]
    place = -1 if pos.startswith("最后") else 1 if pos == "首" else number(pos.lstrip("倒数第"))
    place = -place if pos.startswith("倒") else place
    if what in ("工作日", "上班日"):
        return Recurrence(freq, workday=place)
    if what == "天":
        return Recurrence(freq, month_days=(place,))
    return Recurrence(freq, weekdays=((place, WEEKDAYS.index(what[-1].replace("天", "日"))),))


def _monthly(found: re.Match[str], _frame: Frame) -> Made:
    interval = _interval(found)
    if found["dates"]:
        made = Recurrence(rule.MONTHLY, month_days=_dates(found["dates"]))
    elif found["before"]:
        made = Recurrence(rule.MONTHLY, workday=-number(found["before"]))
    elif found["end"]:
        day = {"底": -1, "末": -1, "初": 1}.get(found["end"], 15)
        made = Recurrence(rule.MONTHLY, month_days=(day,))
    else:
        made = _nth(found, rule.MONTHLY) if found["pos"] else Recurrence(rule.MONTHLY)
    is_right = interval > 0 and all(-31 <= day <= 31 for day in made.month_days)  # noqa: PLR2004 — days of a month
    return (replace(made, interval=interval), found.end()) if is_right else None


def _quarterly(found: re.Match[str], _frame: Frame) -> Made:
    if "月" in found[0]:
        nth = number(found["nth"] or ("三" if found["final"] else "一"))
        months = tuple(range(nth, 13, 3))
        days = _dates(found["dates"]) if found["dates"] else ()
        return (Recurrence(rule.MONTHLY, months=months, month_days=days), found.end()) if 1 <= nth <= 3 else None  # noqa: PLR2004 — months of a quarter
    if found["before"] or found["last"]:
        return Recurrence(rule.QUARTERLY, workday=-number(found["before"] or "一")), found.end()
    if found["pos"]:
        made = _nth(found, rule.QUARTERLY)
        last = made.month_days == (-1,)
        months = (3, 6, 9, 12) if last else (1, 4, 7, 10)
        return (made if made.workday else replace(made, freq=rule.MONTHLY, months=months)), found.end()
    if found["end"]:
        months, day = ((1, 4, 7, 10), 1) if found["end"] == "初" else ((3, 6, 9, 12), -1)
        return Recurrence(rule.MONTHLY, months=months, month_days=(day,)), found.end()
    return Recurrence(rule.MONTHLY, 3), found.end()


def _yearly(found: re.Match[str], frame: Frame) -> Made:
    if found[0] == "每半年":
        return Recurrence(rule.MONTHLY, 6), found.end()
    if found["month"]:
        month, day = number(found["month"]), number(found["day"] or "零") or (-1 if found["last"] else 0)
        is_right = 1 <= month <= 12 and -1 <= day <= 31  # noqa: PLR2004 — a date
        made = Recurrence(rule.YEARLY, months=(month,), month_days=(day,) if day else ())
        return (made, found.end()) if is_right else None
    if found["end"]:
        month, day = (12, 31) if found["end"] == "底" else (1, 1)
        return Recurrence(rule.YEARLY, months=(month,), month_days=(day,)), found.end()
    if found["pos"]:
        return _of_year(_nth(found, rule.YEARLY)), found.end()
    feast = read_feast(found.string, found.end(), frame)
    if feast is None or feast[0].refused:
        return Recurrence(rule.YEARLY), found.end()
    return _feast(found.string[found.end() : feast[1]], feast[0].first.month, feast[0].first.day), feast[1]


def _of_year(made: Recurrence) -> Recurrence:
    """Return the rule of the first or last day or weekday of the year: that of January or December."""
    is_last = made.month_days == (-1,) or any(nth < 0 for nth, _ in made.weekdays)
    return made if made.workday else replace(made, months=(12 if is_last else 1,))


_LUNAR_FEASTS = {
    "春节": (1, 1),
    "元宵": (1, 15),
    "端午": (5, 5),
    "中秋": (8, 15),
    "重阳": (9, 9),
    "小年": (12, 23),
    "腊八": (12, 8),
}
_LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12}


def _feast(text: str, month: int, day: int) -> Recurrence:
    """Return the rule of a holiday: of 农历 by its own date, else by the sun's."""
    lunar = next((at for name, at in _LUNAR_FEASTS.items() if text.startswith(name)), None)
    if lunar is None and "月" in text:
        head, _, tail = text.removeprefix("农历").removeprefix("阴历").partition("月")
        lunar = (_LUNAR_MONTHS.get(head) or number(head), number(tail.removeprefix("初")))
    if lunar:
        return Recurrence(rule.LUNAR, months=(lunar[0],), month_days=(lunar[1],))
    return Recurrence(rule.YEARLY, months=(month,), month_days=(day,))


def _term(found: re.Match[str], _frame: Frame) -> Made:
    days = ((0, WEEKDAYS.index(found["day"].replace("天", "日"))),) if found["day"] else ((0, 0),)
    return Recurrence(rule.TERM, week=max(number(found["nth"] or "一"), 1), weekdays=days), found.end()


def _by_clock(found: re.Match[str], _frame: Frame) -> Made:
    count = number(found["count"]) if found["count"] else 1
    is_hours = found["unit"] in ("小时", "钟头")
    if found["half"] or not is_hours:
        minutes = 30 if found["half"] else count * (15 if found["unit"] == "刻钟" else 1)
        return (Recurrence(rule.MINUTELY, minutes), found.end()) if minutes > 0 else None
    return (Recurrence(rule.HOURLY, count), found.end()) if count > 0 else None


_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Frame], Made]], ...] = (
    (_BY_CLOCK, _by_clock),
    (_WORKDAY, _workday),
    (_RANGE, _ranged),
    (_PAIRED, _paired),
    (_WEEKLY, _weekly),
    (_TERM, _term),
    (_QUARTERLY, _quarterly),
    (_MONTHLY, _monthly),
    (_YEARLY, _yearly),
    (_DAILY, _daily),
)
