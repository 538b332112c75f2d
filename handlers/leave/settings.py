"""What the department decides for itself here 本部门设定."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.store.office_settings import OfficeSetting
from scheduler.stead import ONCE_ONLY

SETTINGS: Mapping[str, OfficeSetting[Any]] = {one.key: one for one in (ONCE_ONLY,)}
