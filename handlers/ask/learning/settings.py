"""What the department decides for itself here 本部门设定."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.store.office_settings import OfficeSetting, whole, yes_or_no

ASKS_BACK = OfficeSetting(
    "问答后请评价", default=True, description="回答之后每人每天最多请一次“有用、没用”", read=yes_or_no
)
REPLY_HOURS = OfficeSetting("转人工答复时限", 7, "转人工的问题几个工作小时内答复（每个工作日按7小时算）", whole(1, 70))
ASKER_DAYS = OfficeSetting("提问人保留天数", 60, "没答上来的问题，为告知结果保留提问人几天，到期删除", whole(1, 365))
PAIR_DAYS = OfficeSetting("问答有效天数", 365, "审定的问答几天后到期复核；单条可另填有效期", whole(7, 3650))

SETTINGS: Mapping[str, OfficeSetting[Any]] = {one.key: one for one in (ASKS_BACK, REPLY_HOURS, ASKER_DAYS, PAIR_DAYS)}
