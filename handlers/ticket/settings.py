"""What the department decides for itself about repairs and hazards 本部门设定, and the moments that follow from it.

No number of minutes or days here is a policy's; each is shown as the department's own wherever it is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.store.office_settings import OfficeSetting, text, time_of_day, value_of, whole, yes_or_no

SATURDAY = 5
LONGEST_NAME, LONGEST_PHONE = 40, 30

RESPOND = OfficeSetting("报修响应时限", 30, "服务时间内几分钟应有人接单响应（响应不是到场，也不是修好）", whole(5, 480))
RESPOND_URGENT = OfficeSetting(
    "报修紧急响应时限", 15, "没水、没电、漏水、电梯等紧急报修几分钟应有人响应，夜间也一样", whole(5, 240)
)
AGAIN = OfficeSetting(
    "报修再催间隔", 30, "到时限没人响应，再提醒单位负责人；再过几分钟仍没有，就告诉分管领导", whole(5, 480)
)
DAY_FROM = OfficeSetting("报修服务开始", time(8), "从这时起按服务时间的响应时限", time_of_day)
DAY_UNTIL = OfficeSetting("报修服务结束", time(17, 30), "到这时止按服务时间的响应时限", time_of_day)
MORNING = OfficeSetting("报修次日响应时刻", time(8, 30), "服务时间外的一般报修，次日几点前响应", time_of_day)
WEEKENDS = OfficeSetting("报修周末响应", True, "周末是否按服务时间响应；填否则到下个工作日", yes_or_no)
JOINED = OfficeSetting("报修合并时限", 24, "几小时内同一地点同一故障再报，并入未办完的单子", whole(1, 168))
REWORK = OfficeSetting("返修期限", 3, "修好后几天内回“不满意”或“又坏了”算返修", whole(1, 30))
OFTEN = OfficeSetting("报修每小时上限", 10, "一个账号一小时内最多开几张单子", whole(1, 100))
UNIT = OfficeSetting("报修默认单位", "维修", "看不出归谁时，报修给哪个单位（名称或别名）", text(40))
HAZARD_UNIT = OfficeSetting("隐患默认单位", "物业", "看不出归谁时，隐患给哪个单位（名称或别名）", text(40))
LINE = OfficeSetting("隐患分管条线", "安全", "隐患同时告诉哪条线的分管领导，由其销号", text(20))
RECTIFY = OfficeSetting("隐患整改期限", 3, "单位负责人没有另定时，几天内整改", whole(1, 90))
OVERDUE = OfficeSetting("隐患逾期上报", 1, "到期未整改先提醒单位，再过几天仍没有就告诉分管领导", whole(1, 30))
SYSTEM = OfficeSetting(
    "学校报修平台", "无", "学校另有报修平台时填入口（网址或说明），助手就只指路、不立单；没有填“无”", text(200)
)
SETTINGS: Mapping[str, OfficeSetting[Any]] = {
    one.key: one
    for one in (
        RESPOND, RESPOND_URGENT, AGAIN, DAY_FROM, DAY_UNTIL, MORNING, WEEKENDS, JOINED, REWORK, OFTEN, UNIT,
        HAZARD_UNIT, LINE, RECTIFY, OVERDUE, SYSTEM,
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hours:
    """When somebody answers. respond, urgent: minutes."""

    respond: int = 30
    urgent: int = 15
    day_from: time = time(8)
    day_until: time = time(17, 30)
    morning: time = time(8, 30)
    weekends: bool = True

    def respond_by(self, opened_at: datetime, zone: ZoneInfo, *, urgent: bool) -> datetime:
        """Return until when somebody should have answered what was reported then."""
        local = opened_at.astimezone(zone)
        if urgent:
            return opened_at + timedelta(minutes=self.urgent)
        if self.is_served(opened_at, zone):
            return opened_at + timedelta(minutes=self.respond)
        day = local.date() if local.time() < self.day_from else local.date() + timedelta(days=1)
        while not self.weekends and day.weekday() >= SATURDAY:
            day += timedelta(days=1)
        return datetime.combine(day, self.morning, tzinfo=zone)

    def is_served(self, moment: datetime, zone: ZoneInfo) -> bool:
        """Whether the units are at work then. Public holidays are not known here."""
        local = moment.astimezone(zone)
        return self.day_from <= local.time() < self.day_until and (self.weekends or local.weekday() < SATURDAY)


def hours(connection: Connection) -> Hours:
    """Read the hours as the office set them."""
    return Hours(
        respond=value_of(connection, RESPOND),
        urgent=value_of(connection, RESPOND_URGENT),
        day_from=value_of(connection, DAY_FROM),
        day_until=value_of(connection, DAY_UNTIL),
        morning=value_of(connection, MORNING),
        weekends=value_of(connection, WEEKENDS),
    )


def rework_for(connection: Connection) -> timedelta:
    """Read how long after it was mended a repair may be reopened."""
    return timedelta(days=value_of(connection, REWORK))


def rectify_by(connection: Connection, now: datetime, zone: ZoneInfo, days: int = 0) -> datetime:
    """Return the end of the working day in so many days; none given: as the department set it."""
    day = now.astimezone(zone).date() + timedelta(days=days or value_of(connection, RECTIFY))
    return datetime.combine(day, value_of(connection, DAY_UNTIL), tzinfo=zone)
