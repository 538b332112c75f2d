"""A cycle before it is begun: its stages with days, as data that a question can carry, and as it is confirmed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from handlers.campaign import words
from handlers.campaign.cycles import NewStage
from handlers.campaign.planning import Clash, Conflict, Planned, next_target, plan, plan_around, plan_within
from handlers.campaign.templates import Answer, Per, StageRule, Template
from scheduler.audience import Audience
from scheduler.calendar import Calendar
from scheduler.leads import spoken

KIND_WORDS = (
    ("承诺", "承诺"),
    ("七一", "表彰"),
    ("考核", "考核"),
    ("示范岗", "评选"),
    ("评议", "评议"),
    ("征集", "征集"),
    ("点评", "点评"),
    ("述职", "述职"),
)
ACTIVITY = "活动"


@dataclass(frozen=True, slots=True)
class Told:
    """Who a stage is for: as data, and how many they are now."""

    audience: Audience
    count: int


def kind_of(template: str) -> str:
    """Return the word in front of everything said of a cycle."""
    return next((said for part, said in KIND_WORDS if part in template), ACTIVITY)


def planned_of(slots: Mapping[str, Any], template: Template, today: date, calendar: Calendar) -> list[Planned]:
    """Return the stages with their days; empty where the day is still to be asked for."""
    due = date.fromisoformat(slots["due"]) if slots.get("due") else None
    since = date.fromisoformat(slots["since"]) if slots.get("since") else None
    pinned = template.stage(slots.get("stage") or "")
    if not slots.get("is_whole"):
        rule = pinned or template.hand_in
        return [Planned(rule, min(since or today, due), due)] if due else []
    if due is None and template.anchor:
        due = next_target(template.anchor, today, calendar)
    if due is None:
        return []
    if pinned is not None:
        begins_now = today if pinned == template.stages[0] else None  # 启动 …，12月20日前交自评
        return plan_around(template.stages, pinned, due, calendar, since or begins_now)
    planned = plan(template.stages, due, calendar)
    if since is not None or any(one.last < today for one in planned if one.rule.days_before >= 0):
        return plan_within(template.stages, since or today, due, calendar)
    return planned


def new_stage(one: Planned, slots: Mapping[str, Any], told: Told | None, *, is_said: bool) -> NewStage:
    """Return a stage to be written. is_said: whether what was said of deliverable and 每 is about this one."""
    rule = one.rule
    deliverable = (slots.get("deliverable") or rule.deliverable) if is_said and rule.deliverable else rule.deliverable
    per = Per(slots["per"]) if is_said and slots.get("per") else rule.per
    return NewStage(
        name=rule.name,
        words=rule.words,
        first=one.first,
        last=one.last,
        owner=rule.owner,
        audience=told.audience.data() if told else None,
        per=per,
        deliverable=deliverable,
        answer=rule.answer,
        notice_days=rule.notice_days,
    )


def as_data(one: NewStage) -> dict[str, Any]:
    """Return a stage as JSON-able data."""
    return {
        "name": one.name,
        "words": list(one.words),
        "first": one.first.isoformat(),
        "last": one.last.isoformat(),
        "owner": one.owner,
        "audience": one.audience,
        "per": one.per.value,
        "deliverable": one.deliverable,
        "answer": one.answer.value,
        "notice_days": one.notice_days,
    }


def of_data(data: Mapping[str, Any]) -> NewStage:
    """Read what `as_data` wrote."""
    return NewStage(
        name=data["name"],
        words=tuple(data["words"]),
        first=date.fromisoformat(data["first"]),
        last=date.fromisoformat(data["last"]),
        owner=data["owner"],
        audience=data["audience"],
        per=Per(data["per"]),
        deliverable=data["deliverable"],
        answer=Answer(data["answer"]),
        notice_days=data["notice_days"],
    )


@dataclass(frozen=True, slots=True)
class Writer:
    """How days are written: with weekday, 调休 and holidays, as of now."""

    now: datetime
    zone: ZoneInfo
    calendar: Calendar

    @property
    def today(self) -> date:
        """Return the office's day."""
        return self.now.astimezone(self.zone).date()

    def day(self, day: date) -> str:
        """Write a day."""
        return spoken(datetime.combine(day, time(), tzinfo=self.zone), self.now, self.zone, self.calendar, hour=False)

    def short(self, day: date) -> str:
        """Write a day as the first line of a message has room for: 12月20日."""
        return f"{day.month}月{day.day}日"

    def days(self, first: date, last: date) -> str:
        """Write a span, or one day."""
        if first >= last:
            return words.ONE_DAY.format(last=self.day(last))
        return words.SPAN.format(first=self.day(first), last=self.day(last))

    def stage(self, place: int, one: NewStage, told: Told | None) -> str:
        """Write a stage of a plan."""
        who = words.WHO.format(audience=told.audience.named, count=told.count) if told else words.BY_YOU
        what = ""
        if told and one.answer is Answer.HAND_IN:
            what = words.HANDS_IN.format(per=one.per, deliverable=one.deliverable)
        elif told:
            what = words.IS_TO_DO if one.answer is Answer.DONE else words.IS_TO_KNOW
        return words.STAGE.format(place=place, name=one.name, days=self.days(one.first, one.last), who=who, what=what)

    def notes(self, found: Sequence[Conflict]) -> list[str]:
        """Write what is to be looked at."""
        forms = {Clash.PAST: words.PAST, Clash.BEGUN: words.BEGUN, Clash.GUARD: words.GUARD, Clash.OFF: words.OFF}
        lines = []
        for one in found:
            first = self.short(one.first) if one.first else ""
            last = self.short(one.last) if one.last else ""
            day = first if one.clash is Clash.BEGUN else last
            lines.append(forms[one.clash].format(stage=one.stage, period=one.period, first=first, last=last, day=day))
        return lines


def announced_on(one: NewStage, calendar: Calendar) -> date:
    """Return the day a stage is announced: so many workdays before it begins."""
    return calendar.add_workdays(one.first, -one.notice_days) if one.notice_days else one.first


def due_at(last: date, at: time, zone: ZoneInfo) -> datetime:
    """Return until when, on its last day."""
    return datetime.combine(last, at, tzinfo=zone)


def is_pinned(rule: StageRule, slots: Mapping[str, Any], template: Template) -> bool:
    """Whether what was said of audience and deliverable is about this stage."""
    named = slots.get("stage") or template.hand_in.name
    return rule.name == named


MORNING = time(9)
A_DAY = timedelta(days=1)
