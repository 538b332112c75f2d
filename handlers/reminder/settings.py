"""What the department decides for itself of reminders."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any

from bot.store.office_settings import OfficeSetting, time_of_day, whole, yes_or_no
from scheduler.series import late

DEFAULT_AT = OfficeSetting("提醒默认时刻", time(9), "提醒只说了哪天、没说几点时，几点提醒", time_of_day)
LATER = OfficeSetting("稍后提醒间隔", 30, "对提醒回“稍后”，过几分钟再提醒", whole(5, 480))
EVES_ARE_ON = OfficeSetting("节前提醒", False, "放假前提醒各单位负责人报值班表、查安全、廉洁过节", yes_or_no)
EVE_DAYS = OfficeSetting("节前提醒提前量", 3, "三天及以上的假期前几个工作日提醒节前三件事", whole(1, 10))

SETTINGS: Mapping[str, OfficeSetting[Any]] = {
    **{one.key: one for one in (DEFAULT_AT, LATER, EVES_ARE_ON, EVE_DAYS)},
    **late.SETTINGS,
}
