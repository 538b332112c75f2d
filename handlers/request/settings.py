"""What the department decides for itself here 本部门设定."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.store.office_settings import OfficeSetting, whole

REMIND_AFTER = OfficeSetting("请示答复提醒", 2, "请示呈送后几个工作日没有批示就提醒", whole(1, 30))
LARGE_SUM = OfficeSetting("请示大额资金", 10, "请示中的金额达到几万元，就提示按“三重一大”办理", whole(1, 100_000))

SETTINGS: Mapping[str, OfficeSetting[Any]] = {one.key: one for one in (REMIND_AFTER, LARGE_SUM)}
