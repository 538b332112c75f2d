"""The list of incidents for the command line: number, kind, place, stage, since when, what is still missing."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from handlers.incident import cases, settings, state, words
from handlers.incident.cases import Case
from handlers.incident.kinds import kinds
from handlers.incident.matter import Leg

EVER = datetime(2000, 1, 1, tzinfo=UTC)
NONE_OPEN, NONE_AT_ALL = "现在没有未办结的突发事件", "还没有突发事件"
LINE = "{number}  {kind}  {place}  {stage}  {opened}{missing}"
MISSING, HIDDEN = "  还差：{legs}", "（仅限少数人知悉）"


def listed(connection: Connection, zone: ZoneInfo, *, everything: bool = False) -> list[str]:
    """Say each that is open in a line, the newest first; `everything`: also what has ended."""
    ended = cases.ended_since(connection, EVER) if everything else []
    found = sorted([*cases.open_cases(connection), *ended], key=lambda one: one.opened_at, reverse=True)
    few_only = {one.name for one in kinds(connection) if one.few_only}
    rules = settings.read(connection).rules
    lines = [_line(one, zone, state.needs(one.state, rules), is_hidden=one.kind in few_only) for one in found]
    return lines or [NONE_AT_ALL if everything else NONE_OPEN]


def _line(case: Case, zone: ZoneInfo, needs: tuple[Leg, ...], *, is_hidden: bool) -> str:
    missing = "" if case.state.is_drill or not needs else MISSING.format(legs="、".join(needs))
    return LINE.format(
        number=case.number,
        kind=case.kind,
        place=HIDDEN if is_hidden else case.where or words.NO_PLACE,
        stage=case.state.stage,
        opened=case.opened_at.astimezone(zone).strftime("%Y-%m-%d %H:%M"),
        missing=missing,
    )
