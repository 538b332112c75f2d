"""Times of day: 下午3点, 15:30, 七点一刻, 差十分八点, 晚上12点; parts of the day: 上午, 傍晚."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scheduler.when.numerals import NUMBER, number

WHICH_HALF = "请问是上午{hour}点，还是{other}{hour}点？"
NOON, MIDNIGHT, HOUR = 12, 24, 60
AFTERNOON_UNTIL = 6  # a bare 3点 is that of the afternoon
DOUBTFUL = (5, 6)
LUNCH_UNTIL, SMALL_HOURS = 3, 5  # 中午1点; 晚上1点 is in the night that begins this evening

#: What a part of the day is taken for where no time is said with it, in hours.
PARTS = {
    "凌晨": (0, 5), "清晨": (6, 8), "早晨": (6, 8), "清早": (6, 8), "大早": (6, 8), "一早": (6, 8), "早上": (7, 9),
    "早": (7, 9), "晨": (6, 8), "上午": (8, 12), "正午": (12, 12), "中午": (12, 12), "午间": (12, 12),
    "下午": (14, 18), "午后": (14, 18),
    "傍晚": (17, 19), "晚上": (18, 22), "晚间": (18, 22), "晚": (18, 22), "夜里": (22, 24), "夜间": (22, 24),
    "午休时": (12, 14), "午休时间": (12, 14), "午休的时候": (12, 14),
    "深夜": (22, 24), "半夜": (0, 5), "夜": (22, 24), "午夜": (24, 24), "am": (8, 12), "pm": (14, 18),
}  # fmt: skip
_LATE = ("下午", "午后", "傍晚", "pm")
_NIGHT = ("晚上", "晚间", "晚", "夜里", "夜间", "深夜", "夜", "半夜", "午夜")
_NOON = ("中午", "正午", "午间")
_PART = "|".join(sorted(PARTS, key=len, reverse=True))
_PEOPLE = r"(?![个人名位号台间楼栋层日月米元度%条项份家点:]|分钟[之以]?[前后内])"
_CLOCK = re.compile(
    rf"(?P<part>{_PART})?的?,?(?:大[概约]|差不多|约|就)?"
    rf"(?:(?<![\d:.])(?P<hour>\d{{1,2}}):(?P<minute>[0-5]\d)(?::[0-5]\d)?(?![\d:])(?P<half>[ap]m)?"
    rf"|(?<![\d.])(?P<plain>1?\d)(?P<early>[ap])m"
    rf"|差(?P<short>{NUMBER}|一刻)(?:分钟?)?到?(?P<to>{NUMBER})点"
    rf"|(?<![\d.])(?P<spoken>{NUMBER}|零)(?:点钟?|时(?![间候代期常光段差效]))(?P<more>整|半|[一三]刻|过?(?:零\d?|0)?{NUMBER}(?:分|{_PEOPLE})(?![钟小])|差(?:{NUMBER}分|一刻))?钟?)"
    r"(?:左右|前后(?!勤)|许|多|整|来钟|上下)?"
)
_ALONE = re.compile(rf"(?P<part>{_PART})(?![一-龥]?(?:操|餐|茶|点名|自习))")
_WORDS = ("一", "两")
_CHATTY = re.compile(r"(?:半|整|[一三]刻|钟|零|过|\d|二十|三十|四十|五十|十[一-龥]?分|差|多|左右|许)")


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day: minutes after midnight, past 24 hours on the next day; last: of a part of the day its end.

    is_open: which half of the day it is was not said; is_guessed: nor that, and it was taken for the afternoon.
    """

    minutes: int
    last: int | None = None
    is_open: bool = False
    is_part: bool = False
    is_guessed: bool = False
    question: str = ""
    refused: bool = False


def read_clock(text: str, at: int, *, beside_day: bool, part: str = "") -> tuple[Clock, int] | None:
    """Read a time of day at a place; a part alone, and 早 and 晚, where a day stands before it."""
    if (found := _CLOCK.match(text, at)) and _is_time(found, beside_day=beside_day or bool(part)):
        return _clock(found, part), found.end()
    found = _ALONE.match(text, at)
    if found and (beside_day or len(found["part"]) > 1):
        begin, end = PARTS[found["part"]]
        return Clock(begin * HOUR, None if begin == end else end * HOUR, is_part=True), found.end()
    return None


def _is_time(found: re.Match[str], *, beside_day: bool) -> bool:
    """Whether it is one: 一点 alone is a little, 晚 and 早 stand beside figures or a day."""
    if beside_day or found["part"] or found["spoken"] not in _WORDS:
        return True
    behind = found.string[found.start("spoken") + 1 :][:4].removeprefix("点")
    return bool(_CHATTY.match(behind)) or (found["spoken"] != "一" and found.start() == 0)


def _clock(found: re.Match[str], part: str) -> Clock:
    said = found["part"] or found["half"] or (found["early"] and f"{found['early']}m") or part
    if found["to"]:
        short = 15 if found["short"] == "一刻" else number(found["short"])
        hour, minute = number(found["to"]), -short
    else:
        hour = int(found["hour"] or found["plain"] or number(found["spoken"]))
        minute = int(found["minute"]) if found["minute"] else _minute(found["more"] or "")
    is_wrong = not 0 <= hour <= MIDNIGHT or not -HOUR < minute < HOUR or (hour == MIDNIGHT and minute > 0)
    if is_wrong:
        return Clock(0, refused=True)
    is_written = (found["hour"] or "").startswith("0")
    return _on_the_day(hour, minute, said, is_open=not said and 0 < hour <= NOON and not is_written)


def _minute(more: str) -> int:
    plain = more.removeprefix("过").removesuffix("分")
    if plain.startswith("差"):
        return -15 if "刻" in plain else -number(plain[1:])
    named = {"": 0, "整": 0, "半": 30, "一刻": 15, "三刻": 45}.get(plain)
    if named is not None:
        return named
    found = number(plain.lstrip("零") or "零")
    return found if found >= 0 else HOUR


def _on_the_day(hour: int, minute: int, part: str, *, is_open: bool) -> Clock:
    if (part in _LATE and hour < NOON) or (part in _NOON and hour <= LUNCH_UNTIL):
        hour += NOON
    elif part in _NIGHT:
        hour += _later(hour)
    elif part == "凌晨" and hour == NOON:
        hour = 0
    is_guessed = is_open and hour <= AFTERNOON_UNTIL
    question = WHICH_HALF.format(hour=hour, other="下午") if is_guessed and hour in DOUBTFUL else ""
    minutes = (hour + NOON * is_guessed) * HOUR + minute
    return Clock(minutes, is_open=is_open and not is_guessed, is_guessed=is_guessed, question=question)


def _later(hour: int) -> int:
    """Return what 晚上 adds: 晚上8点 is 20, 晚上12点 midnight, 晚上1点 that of the next day."""
    if hour < SMALL_HOURS:
        return MIDNIGHT
    return NOON if hour <= NOON else 0
