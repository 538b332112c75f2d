"""What is said of to-dos and the digest: what, until when, how late; neutral, no more than fits a screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from scheduler.calendar import Calendar
from scheduler.leads import spoken, weekday
from scheduler.todo import Item

NOTHING = "您现在没有待办事项。"
HEAD = "您有{count}件待办："
LINE = "{number}. {behalf}{what}{until}"
BEHALF = "（代{who}）"
UNTIL, DUE, LATE = "，{when}前", "，应于{when}前办", "，已逾期{days}天"
MORE = "另有{count}件"
ANSWER = "办理请带编号回，如“{example}”。"
PRIVATELY = "已私下回复您。"
ENROL_FIRST = "您还没有登记，暂时没有待办。请联系{contact}登记。"
NOT_A_PERSON = "这是共用账号，待办请用本人账号查看。"
WHOSE = "没有找到“{whose}”。看自己的请回“我的待办”，看单位的请写单位全称。"
NOT_YOURS = "各单位的待办由本单位负责人、分管领导和综合办查看。您自己的请回“我的待办”。"
UNIT_HEAD, UNIT_LINE = "{unit}：{people}人有待办，共{count}件，逾期{late}件", "{who} {count}件{late}"
UNIT_NONE = "{unit}现在没有待办事项。"
OF_WHICH_LATE = "（逾期{late}件）"
MORE_PEOPLE = "另有{people}人{count}件"

DIGEST_HEAD = "【早报】{day}请您办理："
TO_KNOW = "【早报】{day}请您知悉："
DIGEST_MORE = "另有{count}项，回“我的待办”看全部"
DIGEST_NOTHING = "今天没有需要您处理的事。"
PERIOD = "{kind}：{name}，至{last}"
OFF, ON = "已停发您的早报。回“恢复早报”可再开。", "已恢复您的早报，工作日{at}左右发。"
ALREADY_OFF, ALREADY_ON = "您的早报已经停发。", "您的早报没有停。"
NOT_SENT_TO = "早报只发给领导、各单位负责人和综合办，您不在发送范围。看待办请回“我的待办”。"
BACK_ON, BACK_OFF = "早报照发", "早报仍停发"

SECOND = timedelta(seconds=1)
END_OF_DAY = (time(0), time(23, 59))


def until(item: Item, now: datetime, zone: ZoneInfo, calendar: Calendar, *, count_days: bool) -> str:
    """Say until when something is due. count_days: whether it is said by how many days it is late."""
    due = item.owed.due_at
    if due is None:
        return ""
    local = due.astimezone(zone)
    by_day = local.time().replace(second=0, microsecond=0) in END_OF_DAY
    last = local - SECOND if local.time() == time(0) else local
    when = spoken(last, now, zone, calendar, hour=not by_day)
    if due >= now:
        return UNTIL.format(when=when)
    days = (now.astimezone(zone).date() - last.date()).days
    return DUE.format(when=when) + (LATE.format(days=days) if days and count_days else "")


def listed(lines: Sequence[str], most: int, more: str) -> str:
    """Write at most so many lines, then how many more there are."""
    left = len(lines) - most
    return "\n".join([*lines[:most], *([more.format(count=left)] if left > 0 else [])])


def day(today: date) -> str:
    """Say a day in the head of a digest: 11月24日（周二）."""
    return f"{today.month}月{today.day}日（{weekday(today)}）"
