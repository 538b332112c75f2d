"""What the department decides of plans for itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.store.office_settings import OfficeSetting, whole

WARNED = OfficeSetting("学习频次提醒提前", 10, "周期结束前几天，私下提醒支部书记还没开的会", whole(1, 60))

SETTINGS: Mapping[str, OfficeSetting[Any]] = {one.key: one for one in (WARNED,)}
