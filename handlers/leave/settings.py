"""What the department decides for itself here 本部门设定; no policy text of the department gives these days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any

from bot.store.office_settings import OfficeSetting, time_of_day, whole
from scheduler.stead import ONCE_ONLY

TELL_FROM = OfficeSetting("外出报备告知天数", 1, "外出几天及以上就告知分管领导、主要领导和综合办", whole(1, 30))
FORM_BEYOND = OfficeSetting("外出填表天数", 3, "外出超过几天提醒填写书面报备表", whole(1, 60))
RETURN_AT = OfficeSetting("返回提示时刻", time(7, 50), "外出结束的次日几点告诉本人外出期间的事项", time_of_day)
CHECK_AT = OfficeSetting("交接检查时刻", time(9), "工作日几点检查离岗人员名下有没有未交接的事项", time_of_day)

SETTINGS: Mapping[str, OfficeSetting[Any]] = {
    one.key: one for one in (TELL_FROM, FORM_BEYOND, RETURN_AT, CHECK_AT, ONCE_ONLY)
}
