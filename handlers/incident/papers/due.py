"""The summary is owed from 控制 on, by the leader in charge, also where somebody else drafts it; and its reminders.

One timer an incident: the working day before it is due, the day it is due, then once each working day. Never at night;
a chief who leads himself is reminded once, then his office. Working days are those of the office's calendar.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select, update

from bot.messages import Card
from bot.registry import Due
from bot.rights import Role
from bot.store import people
from bot.store.database import insert_or_update
from bot.store.people import Person
from bot.store.timers import Timer
from bot.turn import Turn
from handlers.incident import cases, settings
from handlers.incident import words as incident_words
from handlers.incident.cases import Case
from handlers.incident.matter import Paper, Stage
from handlers.incident.papers import asking, sending
from handlers.incident.papers.rows import papers
from handlers.incident.settings import Numbers
from scheduler import owed
from scheduler.calendar import Calendar

SUMMARY, DRAFT, REMIND = "incident.summary", "incident.draft", "incident.summary_due"


def summary_owed(turn: Turn, case: Case, at: datetime, numbers: Numbers, zone: ZoneInfo) -> None:
    """Let the leader in charge owe the summary of what was brought under control at a moment; of a drill nobody."""
    if case.state.is_drill or case.leader_id is None:
        return
    due_at = numbers.summary_due(at, zone)
    owed.owe(turn, SUMMARY, case.subject, case.leader_id, due_at=due_at)
    if (drafter := drafter_of(turn, case)) is not None:
        draft_owed(turn, case, drafter, due_at)
    _arm(turn, case, due_at, numbers, zone)


def draft_owed(turn: Turn, case: Case, person_id: int, due_at: datetime | None) -> None:
    """Let somebody owe the draft, again where he handed it in before; who owed it till now does not any more."""
    rows = [one for one in owed.on_subject(turn.connection, case.subject) if one.kind == DRAFT]
    for one in rows:
        if one.person_id != person_id and one.settled_at is None:
            owed.settle(turn, DRAFT, case.subject, one.person_id, owed.HANDED_OVER)
    his = next((one for one in rows if one.person_id == person_id), None)
    if his is None:
        owed.owe(turn, DRAFT, case.subject, person_id, due_at=due_at)
    elif his.settled_at is not None:
        anew = update(owed.owed).where(owed.owed.c.id == his.id)
        opened = {"due_at": due_at, "opened_by": turn.source}
        turn.connection.execute(anew.values(**opened, settled_at=None, settled_how=None, settled_by=None))
        turn.record("owed.opened", case.subject, kind=DRAFT, person=person_id)


def answerable(turn: Turn, case: Case) -> list[int]:
    """Return who answers for the summary: who owes it; else the leader in charge."""
    rows = owed.on_subject(turn.connection, case.subject)
    found = [one.person_id for one in rows if one.kind == SUMMARY and one.settled_at is None]
    return found or ([case.leader_id] if case.leader_id is not None else [])


def due_at(turn: Turn, case: Case) -> datetime | None:
    """Return until when the summary is due; None where it is not owed yet."""
    rows = owed.on_subject(turn.connection, case.subject)
    return next((one.due_at for one in reversed(rows) if one.kind == SUMMARY), None)


def settled(turn: Turn, case: Case, *kinds: str) -> None:
    """Settle what is owed of some kinds, by whomever."""
    for one in owed.on_subject(turn.connection, case.subject):
        if one.kind in kinds and one.settled_at is None:
            owed.settle(turn, one.kind, case.subject, one.person_id)


def drafter_of(turn: Turn, case: Case) -> int | None:
    """Return who was asked to draft."""
    his = select(papers.c.drafter_id).where(papers.c.incident_id == case.id)
    found: int | None = turn.connection.execute(his).scalar()
    return found


def remind(turn: Turn, timer: Timer) -> None:
    """Remind whoever the paper waits for, and set the next reminder."""
    case, zone = cases.load(turn.connection, timer.data["incident"]), ZoneInfo(timer.data["zone"])
    state = case.state
    if not state.is_open or state.stage is not Stage.CONTROLLED or state.summary is Paper.ACCEPTED:
        return
    due, numbers = datetime.fromisoformat(timer.data["due"]), settings.read(turn.connection)
    late = workdays_late(due.astimezone(zone).date(), turn.now.astimezone(zone).date(), numbers.calendar)
    _remind(turn, case, due, late, zone)
    if late >= numbers.summary_late:
        _pass_up(turn, case, due, zone)
    _arm(turn, case, due, numbers, zone)


def reminders_after(now: datetime, due: datetime, numbers: Numbers, zone: ZoneInfo) -> datetime:
    """Return the next moment at which to remind."""
    first = numbers.calendar.add_workdays(due.astimezone(zone).date(), -1)
    day = max(first, now.astimezone(zone).date())
    while True:
        moment = datetime.combine(day, numbers.summary_at, tzinfo=zone)
        if moment > now and numbers.calendar.is_workday(day):
            return moment
        day += timedelta(days=1)


def workdays_late(due: date, today: date, calendar: Calendar) -> int:
    """Count the workdays after a day up to today; below zero where it is still to come."""
    if today < due:
        return -workdays_late(today, due, calendar)
    return len(calendar.workdays(due + timedelta(days=1), today))


def _arm(turn: Turn, case: Case, due: datetime, numbers: Numbers, zone: ZoneInfo) -> None:
    data = {"incident": case.id, "due": due.isoformat(), "zone": zone.key}
    turn.later(REMIND, case.subject, reminders_after(turn.now, due, numbers, zone), data=data)


def _remind(turn: Turn, case: Case, due: datetime, late: int, zone: ZoneInfo) -> None:
    leaders, drafter = people.people(turn.connection, turn.now, answerable(turn, case)), drafter_of(turn, case)
    if case.state.summary is Paper.HANDED_IN:
        if late >= 0:
            _to_leaders(turn, case, leaders, late, asking.to_sign(case), asking.card(case))
        return
    text = asking.reminder(case, due, late, zone)
    if drafter is not None and drafter not in {one.id for one in leaders}:
        sending.to_drafter(turn, case, drafter, text)
    if drafter is None or late >= 0:
        _to_leaders(turn, case, leaders, late, text)


def _to_leaders(turn: Turn, case: Case, leaders: list[Person], late: int, text: str, card: Card | None = None) -> None:
    """Remind the leaders; a chief among them only until it is due, then his office."""
    ordinary = [one.id for one in leaders if Role.CHIEF not in one.roles or late <= 0]
    sending.to_leaders(turn, case, ordinary, text, card)
    if len(ordinary) < len(leaders) and late == 1:
        sending.to_office(turn, case, text)


def _pass_up(turn: Turn, case: Case, due: datetime, zone: ZoneInfo) -> None:
    """Tell the office once that it is late, in neutral words."""
    here = papers.c.incident_id == case.id
    if turn.connection.execute(select(papers.c.passed_up_at).where(here)).scalar() is not None:
        return
    row = {"incident_id": case.id, "passed_up_at": turn.now}
    turn.connection.execute(insert_or_update(turn.connection, papers, row, unique=("incident_id",)))
    sending.to_office(turn, case, asking.passed_up(case, due, turn.now, zone))
    turn.record("incident.summary_late", case.subject, number=incident_words.number(case))


DUE = Due(remind)
