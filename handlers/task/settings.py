"""What the department decides for itself about tasks 本部门设定."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any

from bot.store.office_settings import OfficeSetting, time_of_day, whole

DAY_UNTIL = OfficeSetting("督办到期时刻", time(17, 30), "督办期限只写了日期的，当天到这时为止", time_of_day)
LATELY = OfficeSetting("督办办结可查天数", 30, "销号后几天内，本人还能直接查到这件督办", whole(1, 366))
URGE_EVERY = OfficeSetting("催办间隔", 60, "同一件督办，几分钟内只催一次", whole(10, 1440))

SETTINGS: Mapping[str, OfficeSetting[Any]] = {one.key: one for one in (DAY_UNTIL, LATELY, URGE_EVERY)}
