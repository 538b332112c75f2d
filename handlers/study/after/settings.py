"""What the department decides of what follows a study 本部门设定; no policy text says it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any

from bot.store.office_settings import OfficeSetting, time_of_day, whole

DAYS = OfficeSetting("心得期限", 7, "要交心得等材料而没有说哪天的学习，结束后几天内交", whole(1, 60))
CLOSES_AT = OfficeSetting("心得截止时刻", time(17, 30), "心得等材料截止那天到几点为止", time_of_day)
KEEP_REASONS = OfficeSetting("请假原因保存天数", 30, "学习请假的原因保存几天，之后只留请假类别", whole(1, 3650))

SETTINGS: Mapping[str, OfficeSetting[Any]] = {one.key: one for one in (DAYS, CLOSES_AT, KEEP_REASONS)}
