"""What the department decides of studies for itself 本部门设定; no policy text says it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from bot.store.office_settings import OfficeSetting, values_of, whole, yes_or_no

BEFORE = OfficeSetting("签到提前", 15, "学习开始前几分钟可以签到", whole(0, 240))
AFTER = OfficeSetting("签到截止", 30, "学习开始后几分钟停止签到", whole(1, 480))
GRACE = OfficeSetting("签到宽限", 0, "学习开始后几分钟内签到不算迟到", whole(0, 60))
LENGTH = OfficeSetting("临时签到时长", 30, "没有说多久的临时签到开放几分钟", whole(1, 480))
CODED = OfficeSetting("要签到码", False, "签到是否都要带大屏上的4位签到码；填否则由组织人每次说", yes_or_no)
CODE_MIN = OfficeSetting("签到码更换", 3, "大屏上的签到码几分钟换一次，换后旧码再有效同样长的时间", whole(1, 60))
MAKE_UP = OfficeSetting("补学期限", 3, "没有参加的人几天内补学，忘记签到的人几天内申请补签", whole(1, 60))
APPROVED = OfficeSetting("学习请假须同意", True, "学习请假、公出和线上参加是否要组织人同意", yes_or_no)

COPIES_HEAD = OfficeSetting(
    "支部学习抄告单位负责人", True, "支部学习签到结束后，把人数告诉所覆盖单位的负责人", yes_or_no
)
SPEAKERS_AHEAD = OfficeSetting(
    "学习发言提前天数", 10, "计划里的学习提前几个工作日告知领学、发言、授课的人", whole(0, 60)
)
AHEAD = OfficeSetting("学习通知提前天数", 3, "计划里的和定期的学习提前几个工作日发通知", whole(0, 30))

SETTINGS: Mapping[str, OfficeSetting[Any]] = {
    one.key: one
    for one in (AHEAD, SPEAKERS_AHEAD, BEFORE, AFTER, GRACE, LENGTH, CODED, CODE_MIN, MAKE_UP, APPROVED, COPIES_HEAD)
}


def margins(connection: Connection) -> tuple[int, int, int]:
    """Return minutes before and after the start in which signing in is open, and minutes of grace."""
    before, after, grace = values_of(connection, (BEFORE, AFTER, GRACE))
    return before, after, grace
