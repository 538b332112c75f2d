"""What the department decides of meetings for itself; no policy text says it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.store.office_settings import OfficeSetting, one_of, text, whole
from scheduler.gathering.leads import leads_text

ORGANISER, EVERYBODY, NOBODY = "召集人", "全部", "不发"
NONE = "无"


def numbered_kinds(written: str) -> frozenset[str]:
    """Read 党政联席会、办公会."""
    return frozenset(one.strip() for one in re.split(r"[、,，;；\s]+", written) if one.strip())


LEADS = OfficeSetting("会议提醒", "1天、1小时", "会前多久提醒没有请假的人，用顿号隔开；不提醒填“无”", leads_text)
NUMBERED = OfficeSetting(
    "编次数的会议", "党政联席会、党委会、办公会", "通知里写明“某年第几次”的会议类别，用顿号隔开", text(200)
)
CALENDAR = OfficeSetting(
    "会议日历文件", ORGANISER, "会议通知附日历文件：发给召集人、全部参会人，或不发；说“日历”的人总能拿到",
    one_of(ORGANISER, EVERYBODY, NOBODY),
)  # fmt: skip
AHEAD = OfficeSetting("例会通知提前天数", 2, "固定例会每次提前几天发通知，逢休息日再往前", whole(1, 14))
LEAVE_APPROVED = OfficeSetting(
    "请假须召集人同意的会议", NONE, "这些类别的会议请假时，请召集人确认；用顿号隔开，没有填“无”", text(200)
)

SETTINGS: Mapping[str, OfficeSetting[Any]] = {
    one.key: one for one in (LEADS, NUMBERED, CALENDAR, AHEAD, LEAVE_APPROVED)
}
