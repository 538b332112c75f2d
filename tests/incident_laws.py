"""What must hold of incidents in any store, whatever was said, killed or repeated: read from the rows alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, select

from bot.store import timers as timer_rows
from bot.store.inbox import inbox
from bot.store.journal import journal
from bot.store.pushes import DELIVERED, DROPPED, UNKNOWN, Severity, pushes
from bot.store.timers import timers
from handlers.incident import cases
from handlers.incident.cases import Case
from handlers.incident.escalation import RUNG
from handlers.incident.matter import Leg, Paper, Rules, Stage
from handlers.incident.rows import incidents, told
from handlers.incident.state import needs
from scheduler.owed import owed

ZONE = ZoneInfo("Asia/Shanghai")
RULES = Rules()
SATURDAY, DAY_FROM, DAY_UNTIL = 5, time(7, 30), time(18)
PHONE, DEPUTY = timedelta(minutes=3), timedelta(minutes=6)
BY_DAY, BY_NIGHT = timedelta(minutes=15), timedelta(minutes=30)
CALM = ("incident.arrived", "incident.scene_head", "incident.controlled")
ENDS = ("incident.closed", "incident.false_alarm", "incident.turned", "incident.merged")
ANSWERS = ("incident.acknowledged", "incident.en_route")
TAKEN_BACK = "incident.taken_back"
RUNGS = ("phone", "deputy", "chiefs")
LEG_OF = {"incident.arrive": Leg.SCENE, "incident.report_up": Leg.REPORTED_UP, "incident.inform": Leg.INFORMED}


@dataclass(frozen=True, slots=True)
class Rows:
    """Everything the laws look at, read at one moment. besides: incidents during which the clock was put back."""

    cases: Sequence[Case]
    journal: Sequence[Row[Any]]
    timers: Sequence[Row[Any]]
    owed: Sequence[Row[Any]]
    pushes: Sequence[Row[Any]]
    received: dict[str, datetime]
    told_since: dict[int, datetime]
    besides: frozenset[int]

    def of(self, case: Case, *kinds: str) -> list[Row[Any]]:
        """Return the journal's entries of an incident, of some kinds only."""
        return [one for one in self.journal if one.subject == case.subject and (not kinds or one.kind in kinds)]


def every_case(connection: Connection) -> list[Case]:
    """Return every incident there ever was."""
    return [cases.load(connection, one) for one in connection.scalars(select(incidents.c.id).order_by(incidents.c.id))]


def read(connection: Connection, besides: Iterable[int] = ()) -> Rows:
    """Read everything."""
    first = select(told.c.incident_id, told.c.first_at)
    since: dict[int, datetime] = {}
    for row in connection.execute(first):
        since[row.incident_id] = min(row.first_at, since.get(row.incident_id, row.first_at))
    return Rows(
        cases=every_case(connection),
        journal=connection.execute(select(journal).order_by(journal.c.id)).all(),
        timers=connection.execute(select(timers).where(timers.c.kind == RUNG)).all(),
        owed=connection.execute(select(owed).order_by(owed.c.id)).all(),
        pushes=connection.execute(select(pushes).order_by(pushes.c.id)).all(),
        received={f"inbox:{row.id}": row.received_at for row in connection.execute(select(inbox))},
        told_since=since,
        besides=frozenset(besides),
    )


def broken(rows: Rows, now: datetime) -> list[str]:
    """Return every law that does not hold, in words. now: office time, with everything worked off."""
    return [
        f"{case.number}: {fault}"
        for case in rows.cases
        for law in (_armed, _told_once, _not_needlessly, _not_forgotten, _closed_rightly, _quiet_after_the_end, _owed)
        for fault in law(rows, case, now)
    ] + list(_numbered(rows))


def undelivered(rows: Rows, shown: Sequence[tuple[str, str]], to: dict[int, str]) -> list[str]:
    """Compare what pushes say they delivered with what people have on their screens. to: person → account.

    What is of unknown fate may be there or not; an alarm of unknown fate must have been sent again.
    """
    counted = {state: Counter[tuple[str, str]]() for state in (DELIVERED, UNKNOWN, DROPPED)}
    again = {row.source for row in rows.pushes if row.resent}
    wrong = []
    for row in rows.pushes:
        if row.state not in counted:
            wrong.append(f"{row.text!r} to {row.person_id or row.account or row.chat} is {row.state}")
            continue
        counted[row.state][row.chat or row.account or to[row.person_id], row.said] += 1
        if row.state == UNKNOWN and row.severity == Severity.ALARM and f"push:{row.id}" not in again:
            wrong.append(f"an alarm is of unknown fate: {row.text!r}")
    seen = Counter(shown)
    wrong += [f"not shown: {one}" for one in counted[DELIVERED] - seen]
    return wrong + [f"shown too often: {one}" for one in seen - counted[DELIVERED] - counted[UNKNOWN]]


def is_calm(case: Case) -> bool:
    """Whether somebody is there, or it is under control."""
    one = case.state
    return one.arrived_at is not None or one.scene_head_at is not None or one.controlled_at is not None


def base(rows: Rows, case: Case) -> datetime:
    """Return since when an answer is waited for."""
    return max(case.opened_at, rows.told_since.get(case.id, case.opened_at))


def due(rows: Rows, case: Case, rung: str, until: datetime | None = None) -> datetime:
    """Return when a rung is due, by the department's defaults. until: by when somebody on his way will be there."""
    start = base(rows, case)
    if rung != "chiefs":
        return start + (PHONE if rung == "phone" else DEPUTY)
    local = start.astimezone(ZONE)
    is_day = local.weekday() < SATURDAY and DAY_FROM <= local.time() < DAY_UNTIL
    at = start + (BY_DAY if is_day else BY_NIGHT)
    return max(at, until or at)


def _escalated(rows: Rows, case: Case) -> list[str]:
    return [one.data["rung"] for one in rows.of(case, "incident.escalated")]


def _armed(rows: Rows, case: Case, now: datetime) -> Iterator[str]:
    """One timer is armed while somebody may still have to be told, and none else."""
    del now
    armed = [one for one in rows.timers if one.subject == case.subject and one.state == timer_rows.WAIT]
    is_wanted = case.state.is_open and not is_calm(case) and "chiefs" not in _escalated(rows, case)
    if len(armed) != is_wanted:
        yield f"{len(armed)} timers armed, wanted {int(is_wanted)}"
    if any(one.state == timer_rows.ASIDE for one in rows.timers if one.subject == case.subject):
        yield "a timer was set aside"


def _told_once(rows: Rows, case: Case, now: datetime) -> Iterator[str]:
    """No rung twice, none after a higher one; nobody the same words twice in one turn."""
    del now
    numbers = [RUNGS.index(one) for one in _escalated(rows, case)]
    if numbers != sorted(set(numbers)):
        yield f"rungs told: {_escalated(rows, case)}"
    alarms = Counter(
        (row.source, row.person_id, row.text)
        for row in rows.pushes
        if row.subject == case.subject and row.severity == Severity.ALARM and row.person_id and not row.resent
    )
    twice = [one for one, times in alarms.items() if times > 1]
    if twice:
        yield f"told twice in one turn: {twice}"


def _not_needlessly(rows: Rows, case: Case, now: datetime) -> Iterator[str]:
    """What was received before a rung was due has prevented it, however late it was handled."""
    del now
    if case.id in rows.besides or rows.of(case, TAKEN_BACK):
        return
    for entry in rows.of(case, "incident.escalated"):
        rung = entry.data["rung"]
        is_en_route = any(one.id < entry.id for one in rows.of(case, "incident.en_route"))
        at = due(rows, case, rung, case.state.en_route_until if is_en_route else None)
        early = [
            one.kind
            for one in rows.of(case)
            if _prevents(one, case, rung) and one.source in rows.received and rows.received[one.source] < at
        ]
        if early:
            yield f"{rung} told in spite of {early}"


def _prevents(entry: Row[Any], case: Case, rung: str) -> bool:
    if entry.kind in CALM or _is_end(entry, case):
        return True
    is_answer = entry.kind in ANSWERS or (entry.kind == "incident.reached" and entry.data["reached"])
    return rung != "chiefs" and is_answer


def _is_end(entry: Row[Any], case: Case) -> bool:
    """Whether an entry is the end; `merged` with its own number says that a second report was put to it."""
    return entry.kind in ENDS and entry.data.get("number") != case.number


def _not_forgotten(rows: Rows, case: Case, now: datetime) -> Iterator[str]:
    """While nobody is there the chiefs are told when their time has come."""
    is_waiting = case.state.is_open and not is_calm(case)
    is_due = due(rows, case, "chiefs", case.state.en_route_until) <= now
    if is_waiting and is_due and "chiefs" not in _escalated(rows, case):
        yield "the chiefs were not told"


def _closed_rightly(rows: Rows, case: Case, now: datetime) -> Iterator[str]:
    """Only with every leg done."""
    del rows, now
    one = case.state
    if one.stage is not Stage.CLOSED or one.is_drill:
        return
    there = one.arrived_at or (one.grade == 1 and one.scene_head_at)
    told_all = one.departments <= one.informed and (one.reported_to or not one.chiefs)
    if not (there and one.controlled_at and told_all and one.summary in (Paper.HANDED_IN, Paper.ACCEPTED)):
        yield f"closed with legs missing: {one}"


def _quiet_after_the_end(rows: Rows, case: Case, now: datetime) -> Iterator[str]:
    """What has ended changes no more and is not spoken of, but for its end, told once."""
    del now
    if case.state.is_open:
        return
    if any(one.settled_at is None for one in rows.owed if one.subject == case.subject):
        yield "something is still owed after the end"
    end = [one for one in rows.of(case) if _is_end(one, case) or one.kind == TAKEN_BACK][-1]
    later = [one.kind for one in rows.of(case) if one.id > end.id and one.source != end.source]
    if set(later) - {"incident.queried"}:
        yield f"after the end: {later}"
    last = max((row.id for row in rows.pushes if row.source == end.source), default=0)
    of_end = {end.source, *(f"push:{row.id}" for row in rows.pushes if row.source == end.source)}
    stray = [
        row.text for row in rows.pushes if row.subject == case.subject and row.id > last and row.source not in of_end
    ]
    if stray:
        yield f"said after the end: {stray}"


def _owed(rows: Rows, case: Case, now: datetime) -> Iterator[str]:
    """What is owed follows from the legs: open while the leg is, settled when it is done."""
    del now
    if not case.state.is_open:
        return
    one = case.state
    is_open = [row.kind for row in rows.owed if row.subject == case.subject and row.settled_at is None]
    missing = needs(one, RULES)
    is_real = one.stage is not Stage.UNVERIFIED and case.leader_id is not None
    for kind, leg in LEG_OF.items():
        if leg not in missing and kind in is_open:
            yield f"{kind} is owed, and done"
        if leg in missing and kind not in is_open and is_real and not (one.is_drill and leg is not Leg.SCENE):
            yield f"{kind} is not owed, and not done"
    awaits = one.controlled_at is not None and one.summary in (Paper.MISSING, Paper.RETURNED)
    if awaits != ("incident.summary" in is_open) and is_real and not one.is_drill:
        yield f"the summary is {one.summary}, owed: {'incident.summary' in is_open}"


def _numbered(rows: Rows) -> Iterator[str]:
    """Numbers have no gap and none stands twice."""
    for is_drill in (False, True):
        serials = sorted(one.serial for one in rows.cases if one.state.is_drill is is_drill)
        if serials != list(range(1, len(serials) + 1)):
            yield f"numbers: {serials}"
