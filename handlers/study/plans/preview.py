"""What a file of sessions would do, in words: each with its day and how many it is for, and when they hear of it."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.store.office_settings import value_of
from bot.store.sheets.imports import describe
from bot.store.sheets.sheet import Change, Record
from bot.turn import Turn
from handlers.study import ahead
from handlers.study.plans import words
from handlers.study.plans.brought import Brought
from handlers.study.plans.plan_sheet import sheet_for
from handlers.study.settings import AHEAD, SPEAKERS_AHEAD
from scheduler.audience import people_in, read_audience
from scheduler.calendar import calendar_of
from scheduler.leads import spoken

MOST_LINES, LONGEST_LINE, MOST_FAULTS = 8, 90, 8
A_DAY = len("2026-07-10")


def text_of(turn: Turn, brought: Brought, zone: ZoneInfo) -> str:
    """Say what would be new and what otherwise, and who hears of it when."""
    plan = brought.plan
    changes = plan.changes if plan else ()
    lines = [_line(turn, one, zone) for one in changes[:MOST_LINES]]
    if len(changes) > MOST_LINES:
        lines.append(words.PREVIEW_MORE.format(count=len(changes) - MOST_LINES))
    return words.PREVIEW.format(
        counts=counts_of(brought),
        rows=len(plan.parsed.rows) if plan else 0,
        lines="\n".join(lines),
        told=_told(turn, [one.after for one in changes if one.after is not None], zone),
    )


def counts_of(brought: Brought) -> str:
    """Say how many are new and how many otherwise: 新增12次、变更1次."""
    return "、".join(words.COUNT.format(kind=kind, count=count) for kind, count in brought.counts.items())


def faults_of(brought: Brought) -> str:
    """Say what is to be mended in a file, by row and column."""
    shown = list(brought.faults[:MOST_FAULTS])
    if len(brought.faults) > MOST_FAULTS:
        shown.append(words.MORE_FAULTS.format(count=len(brought.faults) - MOST_FAULTS))
    return words.FAULTS.format(count=len(brought.faults), faults="\n".join(shown))


def _line(turn: Turn, change: Change, zone: ZoneInfo) -> str:
    if change.before is not None or change.after is None:
        return describe(sheet_for(), [change])[0][:LONGEST_LINE]
    record = change.after
    return words.NEW_SESSION.format(
        no=record["no"],
        when=_when(turn, record, zone),
        kind=record["kind"],
        topic=words.SESSION_TOPIC.format(topic=record["topic"]) if record.get("topic") else "",
        audience=record["audience"],
        count=_count(turn, record),
    )[:LONGEST_LINE]


def _when(turn: Turn, record: Record, zone: ZoneInfo) -> str:
    if len(record["day"]) != A_DAY:
        first = date.fromisoformat(f"{record['day']}-01")
        return f"{words.MONTH.format(year=first.year, month=first.month)}{words.DAY_OPEN}"
    return spoken(_start(record, zone), turn.now, zone, calendar_of(turn.connection))


def _start(record: Record, zone: ZoneInfo) -> datetime:
    return datetime.fromisoformat(f"{record['day']}T{record.get('start') or '00:00'}").replace(tzinfo=zone)


def _count(turn: Turn, record: Record) -> int:
    found = read_audience(turn.connection, record["audience"], turn.now)
    return len(people_in(turn.connection, found.audience, turn.now))


def _told(turn: Turn, given: list[Record], zone: ZoneInfo) -> str:
    """Say how many are so near that they are announced at once, and when the others are."""
    days = value_of(turn.connection, AHEAD)
    dated = [one for one in given if len(one["day"]) == A_DAY]
    near = [
        one
        for one in dated
        if turn.now < _start(one, zone) and ahead.told_on(turn, _start(one, zone), zone) <= turn.now
    ]
    spoken_of = any(one.get("leads") or one.get("speeches") or one.get("speaker") for one in dated)
    early = value_of(turn.connection, SPEAKERS_AHEAD)
    speakers = words.SPEAKERS_TOLD.format(days=early) if spoken_of else ""
    if not near:
        return words.TOLD_LATER.format(days=days, speakers=speakers)
    people = sum(_count(turn, one) for one in near)
    return words.TOLD_NOW.format(count=len(near), people=people, days=days, speakers=speakers)
