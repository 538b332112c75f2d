"""What happened to an incident, one after the other, in the office's words: read from the journal.

Every entry has two moments: when it was done, and when it was said; where they differ it was written down afterwards.
A kind nobody has words for is still a row, so that nothing that was recorded is left out; looks at it are none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from sqlalchemy import Connection, select

from bot.store import journal
from bot.store.inbox import inbox
from bot.store.journal import Entry
from handlers.incident import witnesses, words
from handlers.incident.cases import Case
from handlers.incident.figures.persons import ASSISTANT, NOT_ENROLLED, Persons, masked
from handlers.incident.leaders import Part
from handlers.incident.witnesses import Report

MOST, LONGEST = 5000, 300
AFTERWARDS = timedelta(minutes=1)
NO_HAPPENINGS = frozenset({"incident.queried", "incident.exported", "incident.paper_given", "incident.looked"})
OPENED = ("incident.opened", "incident.drill")
UP_RUNGS = {"phone": "请值班员电话联系", "deputy": "告知协管领导", "chiefs": "告知主要领导"}

REPORTED, DRILL, OTHER = "上报：{text}", "演练开始：{text}", "其他登记"
SAME, INTO = "又有人上报，并入本件：{text}", "并入{number}"
ADDED, CORRECTED = "补充：{text}", "补充（{changed}有改动）：{text}"
CHANGED = {
    "place": "地点", "campus": "校区", "building": "楼宇", "people": "人数", "people_kind": "伤情", "kind": "类型",
}  # fmt: skip
ON_THE_WAY, REACHED, NOT_REACHED = "赶赴中，预计{minutes}分钟", "电话已打通分管领导", "电话未打通分管领导"
UP, TOLD, GRADED = "报告主要领导：{names}", "通知职能部门：{names}", "等级由{before}调为{after}"
ESCALATED, TURNED = "未收到登记，{rung}", "{into}：{text}"
HANDED, SENT = "转由{name}负责，待其收到", "请{name}到场"
SUMMARY, SUMMARY_OF, TAKEN_BACK = "上交总结", "上交总结：{text}", "撤销登记：{done}"
DRAFTER, RETURNED, ELEMENTS = "请{name}起草总结", "总结退回：{reason}", "补充总结内容：{names}"
PLAIN = {
    "incident.seen": "收到（知悉）",
    "incident.acknowledged": "收到",
    "incident.arrived": "到场",
    "incident.scene_head": "现场负责人到场",
    "incident.controlled": "已控制",
    "incident.confirmed": "核实属实",
    "incident.doubted": "上报人称误报，待确认",
    "incident.false_alarm": "核实为误报",
    "incident.taken_over": "接手负责",
    "incident.closed": "结案",
    "incident.summary_signed": "总结审签",
    "incident.summary_late": "总结到期，提醒上交",
}


@dataclass(frozen=True, slots=True)
class Happened:
    """One happening. at: when it was done; noted_at: when it was written down, where that was later.

    for_whom: in whose name it was written down. source: the message or timer that made it happen.
    """

    at: datetime
    noted_at: datetime | None
    what: str
    who: str
    for_whom: str
    source: str


@dataclass(frozen=True, slots=True)
class _Told:
    """What the words of an entry are made of. text: what was said, quoted."""

    entry: Entry
    case: Case
    persons: Persons
    text: str

    @property
    def data(self) -> Mapping[str, Any]:
        return self.entry.data


Words: TypeAlias = Callable[[_Told], str]


def happenings(connection: Connection, case: Case, persons: Persons) -> list[Happened]:
    """Return what happened, in the order in which it was done."""
    entries = journal.entries(connection, subject=case.subject, newest=MOST)
    kept = [one for one in entries if one.kind.startswith("incident.") and one.kind not in NO_HAPPENINGS]
    said_at = _said_at(connection, kept)
    reports = {f"inbox:{one.inbox_id}": one for one in witnesses.reports_of(connection, case.id)}
    found = [
        Happened(
            at=one.at,
            noted_at=_noted_at(one, said_at.get(one.source)),
            what=_words(one, case, persons, reports.get(one.source)),
            who=_who(one, persons),
            for_whom=_for_whom(one, persons, reports.get(one.source)),
            source=one.source,
        )
        for one in kept
    ]
    return sorted(found, key=lambda one: one.at)


def _said_at(connection: Connection, entries: list[Entry]) -> dict[str, datetime]:
    """Return when the messages behind entries were said: the platform's time, never after they came."""
    ids = {int(one.source.removeprefix("inbox:")) for one in entries if one.source.startswith("inbox:")}
    rows = connection.execute(select(inbox.c.id, inbox.c.sent_at, inbox.c.received_at).where(inbox.c.id.in_(ids)))
    return {f"inbox:{row.id}": min(row.sent_at or row.received_at, row.received_at) for row in rows}


def _noted_at(entry: Entry, said_at: datetime | None) -> datetime | None:
    return said_at if said_at is not None and abs(said_at - entry.at) >= AFTERWARDS else None


def _who(entry: Entry, persons: Persons) -> str:
    part = entry.data.get("part") or (Part.REPORTER if entry.kind in OPENED else "")
    if entry.person_id is not None:
        return persons.person(entry.person_id, entry.at, str(part))
    platform, _, account = entry.account.partition("/")
    if account:
        return persons.account(platform, account, entry.at)
    return ASSISTANT if entry.source.startswith("timer:") else NOT_ENROLLED


def _for_whom(entry: Entry, persons: Persons, report: Report | None) -> str:
    if "for_person" in entry.data:
        return persons.name(entry.data["for_person"])
    return report.name if report and entry.kind in (*OPENED, "incident.merged") else ""


def _words(entry: Entry, case: Case, persons: Persons, report: Report | None) -> str:
    if entry.kind in PLAIN:
        return PLAIN[entry.kind]
    text = report.text if report else str(entry.data.get("text", ""))
    quoted = masked(" ".join(text.split()))[:LONGEST] or words.NO_WORDS
    says = WORDS.get(entry.kind)
    return says(_Told(entry, case, persons, quoted)) if says else OTHER


def _merged(told: _Told) -> str:
    number = told.data.get("number", told.case.number)
    return SAME.format(text=told.text) if number == told.case.number else INTO.format(number=number)


def _updated(told: _Told) -> str:
    changed = "、".join(CHANGED.get(name, name) for name in told.data.get("changed", ()) if name in CHANGED)
    return CORRECTED.format(changed=changed, text=told.text) if changed else ADDED.format(text=told.text)


def _turned(told: _Told) -> str:
    return TURNED.format(into=told.data.get("into", ""), text=told.case.reason or words.NO_WORDS)


def _delegated(told: _Told) -> str:
    return (SENT if told.data.get("scene") else HANDED).format(name=told.persons.name(told.data["to"]))


def _regraded(told: _Told) -> str:
    grades = {number: words.GRADES.get(told.data.get(number, 0), "") for number in ("before", "grade")}
    return GRADED.format(before=grades["before"], after=grades["grade"])


def _up(told: _Told) -> str:
    return UP.format(names="、".join(map(told.persons.name, told.data.get("to", ()))))


def _escalated(told: _Told) -> str:
    return ESCALATED.format(rung=UP_RUNGS.get(told.data.get("rung", ""), OTHER))


def kinds_with_words() -> Iterator[str]:
    """Yield the kinds of entries that have words."""
    yield from PLAIN
    yield from WORDS


WORDS: Mapping[str, Words] = {
    "incident.opened": lambda told: REPORTED.format(text=told.text),
    "incident.drill": lambda told: DRILL.format(text=told.text),
    "incident.merged": _merged,
    "incident.updated": _updated,
    "incident.en_route": lambda told: ON_THE_WAY.format(minutes=told.data.get("minutes", "")),
    "incident.reached": lambda told: REACHED if told.data.get("reached") else NOT_REACHED,
    "incident.reported_up": _up,
    "incident.informed": lambda told: TOLD.format(names="、".join(told.data.get("departments", ()))),
    "incident.regraded": _regraded,
    "incident.escalated": _escalated,
    "incident.turned": _turned,
    "incident.delegated": _delegated,
    "incident.summary": lambda told: SUMMARY_OF.format(text=told.text) if told.data.get("text") else SUMMARY,
    "incident.summary_returned": lambda told: RETURNED.format(reason=told.data.get("reason", "")),
    "incident.drafter": lambda told: DRAFTER.format(name=told.persons.name(told.data["to"])),
    "incident.elements": lambda told: ELEMENTS.format(names="、".join(told.data.get("names", ()))),
    "incident.taken_back": lambda told: TAKEN_BACK.format(done=told.data.get("done", "")),
}
