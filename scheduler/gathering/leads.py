"""How long before a gathering those who come are reminded, as the office writes it: 1天、1小时. Pure."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.store.names import fold

MUST_BE_LEADS = "请填提前多久，用顿号隔开，如 1天、1小时；不提醒填 无"
NONE, MOST_LEADS = "无", 4
_LEAD = re.compile(r"(\d{1,3})(天|小时|分钟)")
_UNITS = {"天": timedelta(days=1), "小时": timedelta(hours=1), "分钟": timedelta(minutes=1)}


def leads_of(written: str) -> tuple[timedelta, ...]:
    """Read 1天、1小时. Raises ValueError with the remedy."""
    if written.strip() == NONE:
        return ()
    listed = fold(written).replace(",", "、")
    parts = [_LEAD.fullmatch(one) for one in re.split(r"[、,，;；\s]+", listed) if one]
    if not parts or len(parts) > MOST_LEADS or not all(parts):
        raise ValueError(MUST_BE_LEADS)
    return tuple(int(one[1]) * _UNITS[one[2]] for one in parts if one)


def leads_text(typed: str) -> str:
    """Check what is typed into a setting. Raises ValueError with the remedy."""
    leads_of(typed)
    return typed.strip()


def interval(lead: timedelta) -> str:
    """Say one: 1天, 2小时, 30分钟."""
    minutes = int(lead.total_seconds()) // 60
    if minutes % 1440 == 0:
        return f"{minutes // 1440}天"
    return f"{minutes // 60}小时" if minutes % 60 == 0 else f"{minutes}分钟"
