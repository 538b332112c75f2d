"""How long before something somebody wants to be reminded: 提前一天, 会前半小时, 三天前提醒我. Pure."""

from __future__ import annotations

import re
from datetime import timedelta

from scheduler.when.numerals import NUMBER, number

_LONG = (
    rf"(?P<half>半)个?(?P<of>小时|钟头|天)|(?P<quarter>一刻钟)"
    rf"|(?P<count>{NUMBER})个?(?P<unit>分钟|小时|钟头|天|日|周|星期|礼拜)(?P<more>半)?"
)
_EVENT = r"(?:会议?|开会|会议?开始|开始|出发|上课|开课|考试|活动|到期|截止|值班|出车|面试|检查|验收)"
_LEAD = re.compile(
    rf"(?:(?:提前|提早)(?:{_LONG})"
    rf"|{_EVENT}(?:之|以)?前的?(?:{_LONG.replace('?P<', '?P<b_')})"
    rf"|(?:{_LONG.replace('?P<', '?P<c_')})(?:之|以)?前(?=就?(?:提醒|叫|喊|通知)))"
)
_TODAY = re.compile(r"提前(?:一点|一会儿?|些)")
_UNITS = {"分钟": 1, "小时": 60, "钟头": 60, "天": 1440, "日": 1440, "周": 10080, "星期": 10080, "礼拜": 10080}
A_LITTLE = timedelta(minutes=15)


def read_lead(text: str) -> timedelta | None:
    """Return how long before is meant; None where nothing of the kind is said."""
    return without_lead(text)[0]


def without_lead(text: str) -> tuple[timedelta | None, str]:
    """Return how long before is meant, and the text without the words that say it; what it is before stays."""
    found = _LEAD.search(text)
    if found is None:
        little = _TODAY.search(text)
        return (A_LITTLE, text[: little.start()] + text[little.end() :]) if little else (None, text)
    said = {name.removeprefix("b_").removeprefix("c_"): words for name, words in found.groupdict().items() if words}
    event = re.match(_EVENT, found[0])
    kept = event[0] if event and "b_" in _named(found) else ""
    lead = _long(said)
    return (lead, text[: found.start()] + kept + text[found.end() :]) if lead else (None, text)


def _named(found: re.Match[str]) -> str:
    return " ".join(name for name, words in found.groupdict().items() if words)


def _long(said: dict[str, str]) -> timedelta | None:
    if "quarter" in said:
        return timedelta(minutes=15)
    if "half" in said:
        return timedelta(minutes=_UNITS[said["of"]] // 2)
    count = number(said["count"])
    minutes = count * _UNITS[said["unit"]] + (_UNITS[said["unit"]] // 2 if "more" in said else 0)
    return timedelta(minutes=minutes) if 0 < minutes <= _UNITS["周"] * 8 else None
