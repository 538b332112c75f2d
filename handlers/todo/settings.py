"""What the department decides for itself here 本部门设定."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any

from bot.store.office_settings import OfficeSetting, time_of_day, yes_or_no

DIGEST = OfficeSetting("早报", True, "工作日早上给领导、单位负责人和联络员发当天要办的事，没有就不发", yes_or_no)
DIGEST_AT = OfficeSetting("早报时刻", time(7, 40), "早报几点发，前后几分钟内", time_of_day)

SETTINGS: Mapping[str, OfficeSetting[Any]] = {one.key: one for one in (DIGEST, DIGEST_AT)}
