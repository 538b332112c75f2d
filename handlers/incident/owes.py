"""What is owed of an incident, as it stands in somebody's to-do list."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from handlers.incident import cases, words
from handlers.incident.handing import TAKE
from handlers.incident.papers.due import DRAFT, SUMMARY
from handlers.incident.report import ARRIVE, INFORM, REPORT_UP
from scheduler.owed import Owed
from scheduler.todo import Registry

TO_DO = {
    ARRIVE: "请回“到场”",
    REPORT_UP: "请向主要领导报告，报后回“已报告”",
    INFORM: "请告知职能部门，告知后回“已通知”",
    TAKE: "请接手，回“收到”",
    SUMMARY: "总结",
    DRAFT: "起草总结",
}
LINE = "{number}{what}：{todo}"


def lines(connection: Connection, rows: Sequence[Owed]) -> dict[int, str]:
    """Name what is owed of incidents."""
    found = {}
    for one in rows:
        case = cases.load(connection, int(one.subject.partition(":")[2]))
        found[one.id] = LINE.format(number=words.number(case), what=words.what(case), todo=TO_DO[one.kind])
    return found


TO_DOS: Registry = dict.fromkeys(TO_DO, lines)
