"""What the department decides of planned studies 本部门设定; no policy text says it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.store.office_settings import OfficeSetting, one_of, text
from scheduler.gathering.leads import leads_text

ORGANISER, EVERYBODY, NOBODY = "组织人", "全部", "不发"
LEADS = OfficeSetting("学习提醒", "1天、1小时", "学习前多久提醒没有请假的人，用顿号隔开；不提醒填“无”", leads_text)
CENTRE_GROUP = OfficeSetting("中心组成员", "班子成员", "中心组学习没有写明参加人员时通知哪些人", text(200))
CALENDAR = OfficeSetting(
    "学习日历文件", ORGANISER, "学习通知附日历文件：发给组织人、全部参加人，或不发",
    one_of(ORGANISER, EVERYBODY, NOBODY),
)  # fmt: skip
SETTINGS: Mapping[str, OfficeSetting[Any]] = {one.key: one for one in (LEADS, CENTRE_GROUP, CALENDAR)}
