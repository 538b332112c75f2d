"""What the department decides of duty for itself; no policy text gives these minutes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any

from bot.store.office_settings import OfficeSetting, one_of, time_of_day, whole

ALL_DAY, OUT_OF_HOURS = "全天", "下班后"

LEAD = OfficeSetting("值班提醒提前量", 0, "值班开始前几分钟提醒值班员回“在岗”", whole(0, 120))
ANSWER_WITHIN = OfficeSetting("在岗回复时限", 15, "几分钟没有回“在岗”就告诉带班领导", whole(5, 120))
ADMIN_AFTER = OfficeSetting("在岗未回复再报", 30, "告诉带班领导后再过几分钟仍没有回复，就告诉管理员", whole(5, 240))
GAPS_AT = OfficeSetting("空班提醒时刻", time(9), "工作日几点告诉联络员未来七天的空班", time_of_day)
COVERED = OfficeSetting(
    "值班时段", OUT_OF_HOURS, "哪些时间要有人值班：全天，或下班后（含休息日）", one_of(ALL_DAY, OUT_OF_HOURS)
)
WORK_FROM = OfficeSetting("上班时间", time(8), "工作日几点上班，值班时段是“下班后”时用", time_of_day)
WORK_UNTIL = OfficeSetting("下班时间", time(17, 30), "工作日几点下班，值班时段是“下班后”时用", time_of_day)

SETTINGS: Mapping[str, OfficeSetting[Any]] = {
    one.key: one for one in (LEAD, ANSWER_WITHIN, ADMIN_AFTER, GAPS_AT, COVERED, WORK_FROM, WORK_UNTIL)
}
