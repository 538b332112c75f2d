"""Who is spoken of, and which moment: 王部长10:05已到场, 张敏 20分钟后到."""

from __future__ import annotations

import re

from bot.store.names import DOUBLE_SURNAMES, RANKS
from knowledge.text import numeral

_TITLE = (
    r"(?:书记|部长|处长|主任|科长|经理|总监|主管|校长|院长|队长|班长|所长|站长|会长|组长|局长|师傅|老师|"
    r"工程师|工|总|秘书|大姐|阿姨)"
)
_SURNAME = f"(?:{'|'.join(sorted(DOUBLE_SURNAMES))}|[{''.join(RANKS)}])"
SOMEBODY = re.compile(
    rf"(?:(?:{_SURNAME}[\u3400-\u9fff]{{0,2}}?副?{_TITLE})|(?:[老小]{_SURNAME})|(?:{_SURNAME}(?!部|处|长|时|在|"
    rf"到|已|现|经|火|水|电|管|通|关|控|门)[\u3400-\u9fff]{{1,2}}?))"
)
_CLOCK = re.compile(r"(?<!\d)(?P<hour>[01]?\d|2[0-3])\s?[:：]\s?(?P<minute>[0-5]\d)(?!\d)")
_SPOKEN_CLOCK = re.compile(
    r"(?P<half>凌晨|早上|上午|中午|下午|晚上|夜里)?(?P<hour>\d{1,2}|"
    r"[一二三四五六七八九十两]{1,3})点(?:(?P<minute>[0-5]?\d|[一二三四五六七八九十]{1,3})分?|"
    r"(?P<half_past>半)|(?P<quarter>一刻|三刻)|整)?(?!钟后)"
)
_MINUTES = re.compile(r"(?P<number>\d{1,3}|[一二两三四五六七八九十]{1,3})(?:多|来)?\s?分钟?")
_HALF_HOUR = re.compile(r"半(?:个)?(?:小时|钟头)")
_HOURS = re.compile(r"(?P<number>\d{1,2}|[一二两三四])(?:个)?(?P<half>半)?(?:小时|钟头)")
LONGEST_WAY = 600  # minutes
NOON, LAST_HOUR, HOUR = 12, 23, 60


def clock(text: str) -> str:
    """Return the moment named as HH:MM, empty where none is."""
    if found := _CLOCK.search(text):
        return f"{int(found['hour']):02d}:{found['minute']}"
    found = _SPOKEN_CLOCK.search(text)
    hour = numeral(found["hour"]) if found else None
    if found is None or hour is None or hour > LAST_HOUR:
        return ""
    if found["half"] in ("下午", "晚上") and hour < NOON:
        hour += NOON
    minute = (
        30
        if found["half_past"]
        else {"一刻": 15, "三刻": 45}.get(found["quarter"] or "", numeral(found["minute"] or "") or 0)
    )
    return f"{hour:02d}:{minute:02d}" if minute < HOUR else ""


def minutes(text: str) -> int:
    """Return how many minutes are named, 0 where none are."""
    number = 0
    if found := _MINUTES.search(text):
        number = numeral(found["number"]) or 0
    elif _HALF_HOUR.search(text):
        number = 30
    elif found := _HOURS.search(text):
        number = (numeral(found["number"]) or 0) * 60 + (30 if found["half"] else 0)
    return min(number, LONGEST_WAY)


def person_before(text: str, verb: str) -> str:
    """Return the person who is said to have done what `verb` (a pattern) says, empty where it is the sender himself."""
    found = re.search(
        rf"(?:^|[\s,，。:：、(（])(?P<who>{SOMEBODY.pattern})\s*(?:同志)?[\s,，]*(?:\d[\d:：点分]{{0,7}}|[上下]午|刚刚?|"
        rf"今天|现在)*\s*(?:{verb})",
        text,
    )
    return found["who"] if found else ""


def person_after(text: str, verb: str) -> str:
    """Return the person that follows `verb` (a pattern)."""
    found = re.search(
        rf"(?:{verb})\s*(?:了|给|由|是|为|[:：])?\s*(?P<who>{SOMEBODY.pattern})(?=$|[\s,，。.!！、]|先|马上|立即|立刻|赶紧|去|到|来|负责|"
        rf"处理|跟进|代|接|办|前往|赶|现场|同志|吧|了|起草|写)",
        text,
    )
    return found["who"] if found else ""
