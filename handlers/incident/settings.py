"""What the department decides for itself about incidents 本部门设定, and the moments that follow from it.

No policy text states a number of minutes; every one here can be changed and is shown as the department's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.store.office_settings import OfficeSetting, one_of, time_of_day, values_of, whole, yes_or_no
from handlers.incident.matter import Rules
from scheduler.calendar import Calendar, calendar_of
from scheduler.calendar.value import GUARD

GRAVEST = 3
ANY, ALL = "任一", "全部"
ACK = OfficeSetting("突发事件收到时限", 3, "几分钟没有回“收到”，就请值班员打电话联系分管领导", whole(1, 60))
DEPUTY = OfficeSetting("突发事件转协管时限", 6, "几分钟仍没有回“收到”，就通知协管领导", whole(2, 120))
ARRIVE = OfficeSetting("突发事件到场时限", 15, "工作时间内几分钟没有到场登记，就告知主要领导", whole(3, 240))
ARRIVE_OFF = OfficeSetting("突发事件到场时限夜间", 30, "工作时间外几分钟没有到场登记，就告知主要领导", whole(3, 240))
DAY_FROM = OfficeSetting("突发事件工作时间开始", time(7, 30), "从这时起按工作时间的到场时限", time_of_day)
DAY_UNTIL = OfficeSetting(
    "突发事件工作时间结束", time(18), "到这时止按工作时间的到场时限，周末不算工作时间", time_of_day
)
ON_THE_WAY = OfficeSetting("突发事件赶赴延长上限", 30, "回“赶赴中”后到场时限最多延长几分钟，只延长一次", whole(1, 120))
SUMMARY = OfficeSetting("突发事件总结时限", 3, "控制后几个工作日内交总结", whole(1, 30))
SUMMARY_AT = OfficeSetting(
    "突发事件总结提醒时刻", time(9), "总结到期前一个工作日、到期当天和逾期后每个工作日几点提醒", time_of_day
)
SUMMARY_LATE = OfficeSetting("突发事件总结逾期告知", 2, "总结逾期几个工作日后告诉联络员一次", whole(1, 30))
SIGNED = OfficeSetting("突发事件总结须审签", True, "总结经分管领导审签后才能结案", yes_or_no)
REPORT_TO = OfficeSetting("突发事件报告主要领导", ANY, "有几位主要领导时，报告任一位还是全部", one_of(ANY, ALL))
GUARDED = OfficeSetting("突发事件保障期升级", 1, "保障期内上报的突发事件定级提高几级，0为不提高", whole(0, 2))
REPORTS = OfficeSetting(
    "突发事件未登记者追问上限", 3, "没有登记的账号一小时内上报几次以后不再追问，报警照发", whole(1, 50)
)
SETTINGS: Mapping[str, OfficeSetting[Any]] = {
    one.key: one
    for one in (
        ACK,
        DEPUTY,
        ARRIVE,
        ARRIVE_OFF,
        DAY_FROM,
        DAY_UNTIL,
        ON_THE_WAY,
        SUMMARY,
        SUMMARY_AT,
        SUMMARY_LATE,
        SIGNED,
        REPORT_TO,
        REPORTS,
        GUARDED,
    )
}

_OF: Mapping[str, OfficeSetting[Any]] = {
    "ack": ACK,
    "deputy": DEPUTY,
    "arrive": ARRIVE,
    "arrive_off": ARRIVE_OFF,
    "day_from": DAY_FROM,
    "day_until": DAY_UNTIL,
    "on_the_way": ON_THE_WAY,
    "summary_days": SUMMARY,
    "summary_at": SUMMARY_AT,
    "summary_late": SUMMARY_LATE,
    "reports": REPORTS,
    "guard": GUARDED,
}


@dataclass(frozen=True, slots=True)
class Numbers:
    """The department's numbers as they are. Minutes; of a summary's days working days; `reports`: in an hour."""

    ack: int = 3
    deputy: int = 6
    arrive: int = 15
    arrive_off: int = 30
    day_from: time = time(7, 30)
    day_until: time = time(18)
    on_the_way: int = 30
    summary_days: int = 3
    summary_at: time = time(9)
    summary_late: int = 2
    reports: int = 3
    guard: int = 1
    rules: Rules = field(default_factory=Rules)
    calendar: Calendar = field(default_factory=Calendar)

    def arrival(self, opened_at: datetime, zone: ZoneInfo) -> datetime:
        """Return until when somebody must be on the scene of what was reported then."""
        local = opened_at.astimezone(zone)
        is_off = not self.calendar.is_workday(local.date()) or not self.day_from <= local.time() < self.day_until
        return opened_at + timedelta(minutes=self.arrive_off if is_off else self.arrive)

    def summary_due(self, controlled_at: datetime, zone: ZoneInfo) -> datetime:
        """Return until when the summary is due: the end of the last working day."""
        day = self.calendar.add_workdays(controlled_at.astimezone(zone).date(), self.summary_days)
        return datetime.combine(day, self.day_until, tzinfo=zone)

    def raised(self, grade: int, at: datetime, zone: ZoneInfo) -> int:
        """Return the grade something is opened with: in a 保障期 raised, as the department has set."""
        periods = self.calendar.periods_on(at.astimezone(zone).date())
        return min(GRAVEST, grade + self.guard) if any(one.kind == GUARD for one in periods) else grade


def read(connection: Connection) -> Numbers:
    """Read the numbers as the office set them, and its calendar."""
    of_rules = (REPORT_TO, SIGNED)
    report_to, signed, *others = values_of(connection, (*of_rules, *_OF.values()))
    rules = Rules(report_to_all=report_to == ALL, accepted_summary=signed)
    return Numbers(**dict(zip(_OF, others, strict=True)), rules=rules, calendar=calendar_of(connection))
