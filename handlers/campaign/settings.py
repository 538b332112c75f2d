"""What the department decides for itself here 本部门设定; no policy text gives these days."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import time
from typing import Any

from bot.store.office_settings import OfficeSetting, time_of_day

MUST_BE_DAYS = "请填1到60之间的天数，最多5个，用“、”隔开，如 7、3、1"
MOST, LATEST = 5, 60


def days(typed: str) -> str:
    """Read numbers of days such as 7、3、1 and write them, the largest first. Raises ValueError with the remedy."""
    parts = [one for one in re.split(r"[、,/\s]+", unicodedata.normalize("NFKC", typed)) if one]
    if not 1 <= len(parts) <= MOST or not all(one.isdecimal() and 1 <= int(one) <= LATEST for one in parts):
        raise ValueError(MUST_BE_DAYS)
    return "、".join(map(str, sorted({int(one) for one in parts}, reverse=True)))


def numbers(setting: str) -> list[int]:
    """Return the days a setting holds."""
    return [int(one) for one in setting.split("、")]


CLOSES_AT = OfficeSetting("材料截止时刻", time(17, 30), "考核、征集等材料截止那天到几点为止", time_of_day)
REMIND_AT = OfficeSetting("活动提醒天数", "7、3、1", "考核、征集等截止前几天提醒没有交的人，用“、”隔开", days)

SETTINGS: Mapping[str, OfficeSetting[Any]] = {one.key: one for one in (CLOSES_AT, REMIND_AT)}
