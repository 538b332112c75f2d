"""过程记录: how one incident went, one row a happening, with who was told and what became of it.

So that the office can prove who was told when. For what the assistant says beside it see `acts`; here is the paper.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.documents import Document
from bot.printed import SMALL_PT, WIDE, Grid, Heading, Paragraph, Part, Printed, Title
from bot.store.units import all_units
from bot.word_file import document_of
from bot.workbooks import Leaf, workbook_of
from handlers.incident import settings, state, words
from handlers.incident.cases import Case
from handlers.incident.figures.deliveries import SENT, SENT_AT, Delivery, deliveries
from handlers.incident.figures.happenings import Happened, happenings
from handlers.incident.figures.persons import ASSISTANT, Persons

NAME, TITLE = "{number}过程记录", "突发事件{number}过程记录"
BASICS, COURSE, WHO_WAS_TOLD = "一、基本情况", "二、过程", "送达明细"
HEAD = ("序号", "发生时间", "登记时间", "事项", "登记人", "代谁登记", "告知与送达")
HEAD_TOLD = ("序号", "提交时间", "告知对象", "结果", "结果时间", "内容")
LATE, TOLD_ONLY, TO = "{at}（补记）", "告知：{text}", "{to}：{fate}"
MADE = "{issuer}　{who}导出于{at}"
NOTES = (
    "登记时间只在补记时列出：发生时间为事情做成的时刻，登记时间为写入本记录的时刻。",
    "“已发出”指平台已收下并交给对方账号，不等于本人已读；本人知悉以“收到”登记为准。电话、当面告知的以登记为准。",
    "本记录含人员信息，请勿转发，按内部资料保管。",
)
FACTS = (
    "编号",
    "类型",
    "地点",
    "等级",
    "状态",
    "责任单位",
    "分管领导",
    "上报时间",
    "收到",
    "到场",
    "控制",
    "还差",
    "备注",
)
UNKNOWN, NO_RECORD, PASSED, AFTER_DAYS = "未定", "无登记", "{at}（上报后{minutes}分钟）", "{at}（上报后{days}天）"
FACT_WIDTHS, LONGEST_TOLD = (27.0, 96.5, 27.0, 96.5), 60
WIDTHS = (11.0, 24.0, 24.0, 72.0, 36.0, 20.0, 60.0)
LONG_AGO = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Row:
    """One happening with what was said to whom because of it."""

    happened: Happened
    told: Sequence[Delivery]


@dataclass(frozen=True, slots=True)
class Timeline:
    """How an incident went. facts: what it was, name and value, in the order of FACTS."""

    number: str
    facts: Sequence[tuple[str, str]]
    rows: Sequence[Row]
    told: Sequence[Delivery]
    zone: ZoneInfo


def timeline_of(connection: Connection, case: Case, zone: ZoneInfo) -> Timeline:
    """Gather how an incident went."""
    persons = Persons(connection)
    happened, told = happenings(connection, case, persons), deliveries(connection, case, persons)
    return Timeline(case.number, _facts(connection, case, persons, zone), _rows(happened, told), told, zone)


def as_paper(timeline: Timeline, made_at: datetime, who: str, issuer: str) -> Document:
    """Lay it out on lying A4. who: who exports it, as `issuer` and he are named below."""
    pairs = [*timeline.facts, *[("", "")] * (len(timeline.facts) % 2)]
    made = MADE.format(issuer=issuer, who=who, at=_at(made_at, timeline.zone))
    parts: list[Part] = [
        Title(TITLE.format(number=words.NUMBER.format(number=timeline.number))),
        Heading(BASICS, pt=14, spacing=1.6),
        Grid((), [(*left, *right) for left, right in zip(pairs[::2], pairs[1::2], strict=True)], FACT_WIDTHS, SMALL_PT),
        Heading(COURSE, pt=14, spacing=1.6),
        Grid(HEAD, list(_cells(timeline)), WIDTHS, SMALL_PT),
        *(Paragraph(note, is_indented=False, pt=SMALL_PT, spacing=1.4) for note in (*NOTES, made)),
    ]
    return document_of(Printed(NAME.format(number=timeline.number), parts, made_at, issuer, WIDE))


def as_workbook(timeline: Timeline, made_at: datetime, who: str, issuer: str) -> Document:
    """Write it as a workbook: what it was, the course, and every sending with its text."""
    zone = timeline.zone
    made = MADE.format(issuer=issuer, who=who, at=_at(made_at, zone))
    sent = [
        (str(number), _at(one.at, zone), one.to, one.fate, _settled(one, zone), one.text)
        for number, one in enumerate(timeline.told, start=1)
    ]
    return workbook_of(
        NAME.format(number=timeline.number),
        [
            Leaf(COURSE.removeprefix("二、"), HEAD, list(_cells(timeline)), (4, 9, 9, 24, 12, 7, 24), (*NOTES, made)),
            Leaf(WHO_WAS_TOLD, HEAD_TOLD, sent, (4, 9, 14, 12, 9, 40)),
            Leaf(BASICS.removeprefix("一、"), ("项目", "内容"), timeline.facts, (8, 40)),
        ],
    )


def _rows(happened: Sequence[Happened], told: Iterable[Delivery]) -> list[Row]:
    """Put what was said to what made it be said; what nothing recorded made is a row of its own."""
    by_source: dict[str, list[Delivery]] = defaultdict(list)
    for one in told:
        by_source[one.source].append(one)
    rows = [Row(one, by_source.pop(one.source, [])) for one in happened]
    for source, some in by_source.items():
        text = TOLD_ONLY.format(text=" ".join(some[0].text.split())[:LONGEST_TOLD])
        rows.append(Row(Happened(some[0].at, None, text, ASSISTANT, "", source), some))
    return sorted(rows, key=lambda row: row.happened.at)


def _cells(timeline: Timeline) -> Iterable[tuple[str, ...]]:
    for number, row in enumerate(timeline.rows, start=1):
        one, zone = row.happened, timeline.zone
        yield (
            str(number),
            _at(one.at, zone),
            LATE.format(at=_at(one.noted_at, zone)) if one.noted_at else "",
            one.what,
            one.who,
            one.for_whom,
            "\n".join(TO.format(to=told.to, fate=_fate(told, zone)) for told in row.told),
        )


def _fate(told: Delivery, zone: ZoneInfo) -> str:
    """Say what became of it; the day only where it left on another than it was to."""
    if told.settled_at is None or not told.fate.startswith(SENT):
        return told.fate
    at, day = told.settled_at.astimezone(zone), told.at.astimezone(zone).date()
    shown = at.strftime("%H:%M:%S") if at.date() == day else _at(at, zone)
    return SENT_AT.format(at=shown) + told.fate.removeprefix(SENT)


def _settled(told: Delivery, zone: ZoneInfo) -> str:
    return _at(told.settled_at, zone) if told.settled_at else ""


def _facts(connection: Connection, case: Case, persons: Persons, zone: ZoneInfo) -> list[tuple[str, str]]:
    units = {unit.id: unit.name for unit in all_units(connection)}
    missing = state.needs(case.state, settings.read(connection).rules) if not case.state.is_drill else ()
    there = [one for one in (case.state.arrived_at, case.state.scene_head_at) if one is not None]
    values = (
        case.number,
        case.kind,
        case.where or words.NO_PLACE,
        words.GRADES[case.state.grade],
        case.state.stage.value,
        units.get(case.unit_id or 0, UNKNOWN),
        persons.person(case.leader_id, case.opened_at) if case.leader_id else UNKNOWN,
        _at(case.opened_at, zone),
        _passed(case, case.state.acknowledged_at, zone),
        _passed(case, min(there, default=None), zone),
        _passed(case, case.state.controlled_at, zone),
        "、".join(missing) or "无",
        case.reason or "无",
    )
    return list(zip(FACTS, values, strict=True))


def _passed(case: Case, at: datetime | None, zone: ZoneInfo) -> str:
    if at is None:
        return NO_RECORD
    passed = max(at - case.opened_at, timedelta())
    if passed >= LONG_AGO:
        return AFTER_DAYS.format(at=_at(at, zone), days=passed.days)
    return PASSED.format(at=_at(at, zone), minutes=int(passed / timedelta(minutes=1)))


def _at(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
