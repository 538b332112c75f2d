"""What comes again by the date: every month, quarter and year, by day, weekday, workday or holiday."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from scheduler.when import recurrence as rule
from scheduler.when.feasts import read_feast
from scheduler.when.frame import WEEKDAYS, Frame
from scheduler.when.numerals import NUMBER, number
from scheduler.when.recurrence import Recurrence

EACH = r"(?:每逢|逢|每个|每到|每一?)"
WEEK = r"(?:周|星期|礼拜)"
AND = r"(?:[、,和及跟与]|以及)"
NTH_DAY = (
    rf"(?P<pos>最后一?|倒数第{NUMBER}|第{NUMBER}(?:{AND}第?{NUMBER})*|首)个?"
    rf"(?P<what>工作日|上班日|{WEEK}[一二三四五六日天]|天)"
)
_DATES = rf"(?P<dates>{NUMBER}[日号](?:{AND}?{NUMBER}[日号])*)"
_END = r"(?P<end>[底末]|初(?![一二三四五六七八九十])|中旬?)"
_MONTHLY = re.compile(
    rf"(?:{EACH}|(?P<every>每)隔?(?P<count>{NUMBER})个?|(?P<skip>隔)(?:一个?)?)月(?:份|一次)?(?:的|里)?(?:{_DATES}|月?{_END}(?:前(?P<before>{NUMBER})个工作日)?|{NTH_DAY})?"
)
_QUARTERLY = re.compile(
    rf"{EACH}季度?(?:的|里)?(?:(?:第(?P<nth>{NUMBER})|(?P<final>最后一?|末)|首)个?月的?(?:{_DATES})?|(?P<end>[底末初])(?:前(?:的)?(?:最后)?(?P<before>{NUMBER})个工作日)?(?:前?最后一个(?P<last>工作日))?|{NTH_DAY})?"
)
_YEARLY = re.compile(
    rf"(?:{EACH}年|年年)(?:的|里)?年?(?:(?P<month>{NUMBER})(?:月份?{AND}?(?P<also>{NUMBER}))?月份?(?:(?P<day>{NUMBER})[日号]|(?P<last>底))?|(?P<end>[底初]))?(?:的?{NTH_DAY})?|每半年"
)

Made = tuple[Recurrence, int] | None


def interval_of(found: re.Match[str]) -> int:
    """Return every how many: 每三天 3, 每隔一天 2."""
    groups = found.groupdict()
    if groups.get("skip"):
        return 2
    count = number(groups["count"]) if groups.get("count") else 1
    return count + 1 if "每隔" in found[0] and count == 1 else count


def _dates(listed: str) -> tuple[int, ...]:
    return tuple(number(one) for one in re.findall(NUMBER, listed))


def nth_of(found: re.Match[str], freq: str) -> Recurrence:
    """Return the rule of what NTH_DAY found in each period."""
    pos, what = found["pos"], found["what"]
    places = (-1,) if pos.startswith("最后") else (1,) if pos == "首" else _numbers(pos)
    if what in ("工作日", "上班日"):
        return Recurrence(freq, workday=places[0])
    if what == "天":
        return Recurrence(freq, month_days=places)
    return Recurrence(freq, weekdays=tuple((place, WEEKDAYS.index(what[-1].replace("天", "日"))) for place in places))


def _numbers(listed: str) -> tuple[int, ...]:
    """Read 第2、4 or 倒数第二."""
    found = [number(one) for one in re.findall(NUMBER, listed.removeprefix("倒数"))]
    return tuple(-one if listed.startswith("倒") else one for one in found)


def _monthly(found: re.Match[str], _frame: Frame) -> Made:
    interval = interval_of(found)
    if found["dates"]:
        made = Recurrence(rule.MONTHLY, month_days=_dates(found["dates"]))
    elif found["before"]:
        made = Recurrence(rule.MONTHLY, workday=-number(found["before"]))
    elif found["end"]:
        day = {"底": -1, "末": -1, "初": 1}.get(found["end"], 15)
        made = Recurrence(rule.MONTHLY, month_days=(day,))
    else:
        made = nth_of(found, rule.MONTHLY) if found["pos"] else Recurrence(rule.MONTHLY)
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
        made = nth_of(found, rule.QUARTERLY)
        last = made.month_days == (-1,) or any(nth < 0 for nth, _ in made.weekdays)
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
        return _in_month(found)
    if found["end"]:
        month, day = (12, 31) if found["end"] == "底" else (1, 1)
        return Recurrence(rule.YEARLY, months=(month,), month_days=(day,)), found.end()
    if found["pos"]:
        return _of_year(nth_of(found, rule.YEARLY)), found.end()
    feast = read_feast(found.string, found.end(), frame)
    if feast is None or feast[0].refused:
        return Recurrence(rule.YEARLY), found.end()
    return _feast(found.string[found.end() : feast[1]], feast[0].first.month, feast[0].first.day), feast[1]


def _in_month(found: re.Match[str]) -> Made:
    months = tuple(number(month) for month in (found["month"], found["also"]) if month)
    day = number(found["day"] or "零") or (-1 if found["last"] else 0)
    is_right = all(1 <= month <= 12 for month in months) and -1 <= day <= 31  # noqa: PLR2004 — a date
    if found["pos"] and not found["what"].endswith("日") and is_right:
        return replace(nth_of(found, rule.YEARLY), months=months), found.end()
    made = Recurrence(rule.YEARLY, months=months, month_days=(day,) if day else ())
    return (made, found.end()) if is_right else None


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
    "除夕": (12, -1),
    "大年三十": (12, -1),
    "年三十": (12, -1),
    "过年": (1, 1),
}
_BY_THE_SUN = {"清明": rule.QINGMING, "冬至": rule.DONGZHI}
_LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12}


def _feast(text: str, month: int, day: int) -> Recurrence:
    """Return the rule of a holiday: of 农历 by its own date, else by the sun's."""
    lunar = next((at for name, at in _LUNAR_FEASTS.items() if text.startswith(name)), None)
    if lunar is None and "月" in text:
        head, _, tail = text.removeprefix("农历").removeprefix("阴历").partition("月")
        lunar = (_LUNAR_MONTHS.get(head) or number(head), number(tail.removeprefix("初")))
    if term := next((freq for name, freq in _BY_THE_SUN.items() if text.startswith(name)), None):
        return Recurrence(term)
    if lunar:
        return Recurrence(rule.LUNAR, months=(lunar[0],), month_days=(lunar[1],))
    return Recurrence(rule.YEARLY, months=(month,), month_days=(day,))


DATED: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Frame], Made]], ...] = (
    (_QUARTERLY, _quarterly),
    (_MONTHLY, _monthly),
    (_YEARLY, _yearly),
)
