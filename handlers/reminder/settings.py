"""What the department decides for itself here 本部门设定."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.store.office_settings import OfficeSetting
from scheduler.series import late

SETTINGS: Mapping[str, OfficeSetting[Any]] = {**late.SETTINGS}
