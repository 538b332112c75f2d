"""The ledger 台账 of a campaign as a workbook: stages, what was handed in, who has not. No result stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.documents import Document
from bot.store import people
from bot.workbooks import Cell, Leaf, workbook_of
from handlers.campaign import cycles, submissions
from handlers.campaign.matter import RECEIPT, Campaign, Stage, Submission
from handlers.campaign.templates import Answer
from scheduler import notices
from scheduler.audience import Audience

STAGES, PAPERS, MISSING = "阶段", "材料", "未交名单"
STAGE_HEAD = ("序号", "阶段", "开始", "截止", "对象", "状态", "应交（回）", "已交（回）", "材料存放")
PAPER_HEAD = ("序号", "阶段", "单位（支部）", "姓名", "材料", "状态", "版本", "交稿时间", "纸质", "说明", "回执号")
MISSING_HEAD = ("序号", "阶段", "单位（支部）", "姓名", "状态")
CLOCK, DAY = "%Y-%m-%d %H:%M", "%Y-%m-%d"
YES, GONE = "是", "已离岗"


def ledger(connection: Connection, campaign: Campaign, name: str, now: datetime, zone: ZoneInfo) -> Document:
    """Make the workbook. name: of the file, without its ending."""
    stages = cycles.stages_of(connection, [campaign.id])
    rows = submissions.of_stages(connection, [one.id for one in stages])
    names = {one.id: one.name for one in people.people(connection, now, [one.person_id for one in rows])}
    by_id = {one.id: one for one in stages}
    papers = [_paper(place, one, by_id[one.stage_id], campaign, names, zone) for place, one in _each(rows)]
    left = [one for one in rows if one.is_owed]
    missing = [
        (place, by_id[one.stage_id].name, one.whose, names.get(one.person_id, GONE), one.state.value)
        for place, one in _each(left)
    ]
    leaves = [
        Leaf(
            STAGES, STAGE_HEAD, [_stage(connection, one, rows, now) for one in stages], (4, 10, 7, 7, 16, 5, 6, 6, 14)
        ),
        Leaf(PAPERS, PAPER_HEAD, papers, (4, 8, 14, 6, 12, 5, 4, 10, 4, 16, 8)),
        Leaf(MISSING, MISSING_HEAD, missing, (4, 10, 16, 8, 6)),
    ]
    return workbook_of(name, leaves)


def lines(connection: Connection) -> list[str]:
    """Say of every campaign that is not over how it stands, without names; for the operator."""
    found = []
    for campaign in cycles.open_ones(connection):
        for stage in cycles.stages_of(connection, [campaign.id]):
            rows = submissions.of_stages(connection, [stage.id])
            came = sum(not one.is_owed for one in rows)
            found.append(
                f"{campaign.number}\t{campaign.title}\t{stage.name}\t{stage.first}\t{stage.last}\t{stage.state}\t{came}/{len(rows)}"
            )
    return found


def _each(rows: Sequence[Submission]) -> list[tuple[int, Submission]]:
    return list(enumerate(rows, start=1))


def _stage(connection: Connection, one: Stage, rows: Sequence[Submission], now: datetime) -> tuple[Cell, ...]:
    own = [row for row in rows if row.stage_id == one.id]
    expected, came = len(own), sum(not row.is_owed for row in own)
    notice = notices.of_subject(connection, one.subject)
    if one.answer is not Answer.HAND_IN and notice is not None:
        found = notices.tally(connection, notice, now)
        expected, came = len(found.expected), len(found.expected) - len(found.silent)
    audience = Audience.of(one.audience).named if one.audience else ""
    days = (one.first.strftime(DAY), one.last.strftime(DAY))
    return (one.position, one.name, *days, audience, one.state.value, expected, came, one.paper)


def _paper(
    place: int, one: Submission, stage: Stage, campaign: Campaign, names: dict[int, str], zone: ZoneInfo
) -> tuple[Cell, ...]:
    return (
        place,
        stage.name,
        one.whose,
        names.get(one.person_id, GONE),
        stage.deliverable,
        one.state.value,
        one.version or "",
        one.handed_at.astimezone(zone).strftime(CLOCK) if one.handed_at else "",
        YES if one.is_paper else "",
        one.reason,
        RECEIPT.format(number=campaign.number, receipt=one.number) if one.version else "",
    )
