"""Days named by 明天 or 周五, with their dates beside them: a notice is read on other days too. Pure."""

from __future__ import annotations

import re
from datetime import datetime

from scheduler.calendar import Calendar
from scheduler.when import Kind, read_time

WEEKDAYS = "一二三四五六日"
_DAY = re.compile(
    r"(?P<named>大后天|今天|今日|今晚|今早|明天|明日|明晚|明早|后天|(?:下下?个?|本|这个?)?(?:周|星期|礼拜)[一二三四五六日天])"
    r"(?!\s*[（(]|[至到、和—\-]|前后|例会)"
)
_EACH = re.compile(r"[每各逢]$")


def with_dates(text: str, now: datetime, calendar: Calendar) -> str:
    """Return a text with the date behind each day it names by a word; what is doubtful stays. now: aware, local."""

    def dated(found: re.Match[str]) -> str:
        when = read_time(found["named"], now, calendar)
        is_clear = (
            when.kind in (Kind.POINT, Kind.SPAN) and when.start is not None and not (when.question or when.refused)
        )
        if not is_clear or when.start is None or _EACH.search(text[: found.start()]):
            return found[0]
        day = f"{when.start.month}月{when.start.day}日"
        weekday = "" if found["named"][-2:-1] in ("周", "期", "拜") else f" 周{WEEKDAYS[when.start.weekday()]}"
        return f"{found[0]}（{day}{weekday}）"

    return _DAY.sub(dated, text)
