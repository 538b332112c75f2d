"""What the department decides for itself about notices 本部门设定."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.store.office_settings import OfficeSetting
from scheduler.confirming import MANY
from scheduler.notices.plan import ANSWER_IN

SETTINGS: Mapping[str, OfficeSetting[Any]] = {one.key: one for one in (MANY, ANSWER_IN)}
