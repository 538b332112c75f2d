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

from bot.store.office_settings import OfficeSetting, one_of, time_of_day, value_of, whole, yes_or_no
from handlers.incident.matter import Rules

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
    )
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
    rules: Rules = field(default_factory=Rules)

    def arrival(self, opened_at: datetime, zone: ZoneInfo) -> datetime:
        """Return until when somebody must be on the scene of what was reported then."""
        local = opened_at.astimezone(zone)
        is_off = local.weekday() >= SATURDAY or not self.day_from <= local.time() < self.day_until
        return opened_at + timedelta(minutes=self.arrive_off if is_off else self.arrive)

    def summary_due(self, controlled_at: datetime, zone: ZoneInfo) -> datetime:
        """Return until when the summary is due: the end of the last working day. Holidays are not known here."""
        day, left = controlled_at.astimezone(zone), self.summary_days
        while left:
            day += timedelta(days=1)
            left -= day.weekday() < SATURDAY
        return datetime.combine(day.date(), self.day_until, tzinfo=zone)


SATURDAY = 5


def read(connection: Connection) -> Numbers:
    """Read the numbers as the office set them."""
    return Numbers(
        ack=value_of(connection, ACK),
        deputy=value_of(connection, DEPUTY),
        arrive=value_of(connection, ARRIVE),
        arrive_off=value_of(connection, ARRIVE_OFF),
        day_from=value_of(connection, DAY_FROM),
        day_until=value_of(connection, DAY_UNTIL),
        on_the_way=value_of(connection, ON_THE_WAY),
        summary_days=value_of(connection, SUMMARY),
        summary_at=value_of(connection, SUMMARY_AT),
        summary_late=value_of(connection, SUMMARY_LATE),
        reports=value_of(connection, REPORTS),
        rules=Rules(
            report_to_all=value_of(connection, REPORT_TO) == ALL, accepted_summary=value_of(connection, SIGNED)
        ),
    )
