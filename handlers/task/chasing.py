"""What time brings to a task: its owner is reminded, the assigner once a week when it is late; nobody in a group.

On the first day never; the day before, on the day, three workdays after it, then weekly and to the assigner. While a
claim waits it is the assigner who is reminded. A chief leader is reminded once, then his secretary.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.settings import Office
from bot.store import people
from bot.store.pushes import Recipient
from bot.store.timers import Timer
from bot.turn import Turn
from handlers.task import milestones, tasks, telling, words
from handlers.task.matter import Stage
from handlers.task.tasks import Task
from scheduler import owed, stead
from scheduler.calendar import calendar_of
from scheduler.leads import nag_moments, spoken

NAG, MILESTONE = "task.nag", "task.milestone_due"
DO, DECIDE, STEP = "task.do", "task.decide", "task.milestone"
DAILY = 3  # workdays after the due day on which its owner is reminded; from then on weekly, the assigner as well
WAITS = timedelta(days=7)


def arm(turn: Turn, task: Task, zone: ZoneInfo) -> None:
    """Set what is owed and the next reminder as the task stands now."""
    turn.cancel(NAG, task.subject, "set anew")
    _owe(turn, task)
    moment = _next(turn, task, zone)
    if moment is not None:
        turn.later(NAG, task.subject, moment, data={"task": task.id})


def _owe(turn: Turn, task: Task) -> None:
    """Have the owner owe the task until it is closed, and the assigner the word on a claim or a delay."""
    data = {"line": task.title, "number": task.number}
    is_over = words.is_over(task)
    for row in owed.on_subject(turn.connection, task.subject):
        if row.settled_at is not None:
            continue
        if is_over:
            how = owed.DONE if task.stage is Stage.CLOSED else owed.VOID
            owed.settle(turn, row.kind, task.subject, row.person_id, how)
        elif row.kind == DO and row.person_id != task.state.owner:
            owed.settle(turn, DO, task.subject, row.person_id, owed.VOID)
        elif row.kind == DECIDE and not words.waits(task):
            owed.settle(turn, DECIDE, task.subject, row.person_id, owed.VOID)
    if is_over:
        return
    due = None if task.stage is Stage.CLAIMED else task.state.due_at  # what he says is done is late no more
    owed.owe(turn, DO, task.subject, task.state.owner, due_at=due, data=data)
    owed.redate(turn, DO, task.subject, task.state.owner, due)
    if words.waits(task):
        owed.owe(turn, DECIDE, task.subject, task.state.assigner, data=data)


def _next(turn: Turn, task: Task, zone: ZoneInfo) -> datetime | None:
    calendar = calendar_of(turn.connection)
    if words.is_over(task):
        return None
    if task.stage in (Stage.CLAIMED, Stage.DISOWNED):
        claimed = task.state.claimed_at or turn.now
        moments = nag_moments(claimed, claimed + timedelta(days=2), calendar, zone, task.subject)
    elif task.state.due_at is not None:
        moments = nag_moments(task.assigned_at, task.state.due_at, calendar, zone, task.subject)
        last = max(moments, default=turn.now)
        moments += [last + number * WAITS for number in range(1, 53)]
    else:
        moments = [task.assigned_at + number * WAITS for number in range(1, 53)]
    return next((one for one in moments if one > turn.now), None)


def run(turn: Turn, timer: Timer, office: Office) -> None:
    """Remind whoever the task waits for, and set the next reminder."""
    task, zone = tasks.load(turn.connection, int(timer.data["task"])), ZoneInfo(office.zone)
    if words.is_over(task):
        return
    if task.stage is Stage.CLAIMED:
        _to_assigner(turn, task, words.NAG_DECIDE)
    elif task.stage is Stage.DISOWNED:
        _to_assigner(turn, task, words.NAG_REASSIGN)
    else:
        _to_owner(turn, task, zone)
    moment = _next(turn, task, zone)
    if moment is not None:
        turn.later(NAG, task.subject, moment, data={"task": task.id})


def _to_owner(turn: Turn, task: Task, zone: ZoneInfo) -> None:
    due, now = task.state.due_at, turn.now
    said = telling.due(turn, task, zone)
    is_due_day = due is not None and due.astimezone(zone).date() == now.astimezone(zone).date()
    template = words.NAG_BEFORE
    if due is not None and due < now:
        template = words.NAG_OVERDUE
    elif is_due_day:
        template = words.NAG_DUE
    mark = words.head(task, words.DO)
    text = template.format(head=mark, due=said or words.NO_DUE.strip("。"), number=words.number(task))
    whose = people.person(turn.connection, task.state.owner, now)
    getting = stead.nagged(turn.connection, whose, now, task.nags) if whose else None
    if getting is not None:
        card = words.buttons(task, (words.BUTTON_DONE,))
        turn.push(Recipient(person_id=getting.id), text, audience=telling.OWNER, subject=task.subject, card=card)
    tasks.count_nag(turn.connection, task)
    turn.record("task.reminded", task.subject, times=task.nags + 1)
    if due is not None and _is_long_overdue(turn, due, zone):
        _to_assigner(turn, task, words.NAG_ASSIGNER, due=said)


def _is_long_overdue(turn: Turn, due: datetime, zone: ZoneInfo) -> bool:
    daily = calendar_of(turn.connection).add_workdays(due.astimezone(zone).date(), DAILY)
    return turn.now.astimezone(zone).date() > daily


def _to_assigner(turn: Turn, task: Task, template: str, **more: str) -> None:
    """Remind who assigned it; a chief leader once, then his secretary."""
    text = template.format(
        head=words.head(task, words.DECIDE),
        owner=telling.name(turn, task.state.owner),
        number=words.number(task),
        **more,
    )
    whose = people.person(turn.connection, task.state.assigner, turn.now)
    getting = stead.nagged(turn.connection, whose, turn.now, task.nags) if whose else None
    if getting is not None:
        turn.push(Recipient(person_id=getting.id), text, audience=telling.ASSIGNER, subject=task.subject)
    tasks.count_nag(turn.connection, task)


def arm_milestones(turn: Turn, task: Task, zone: ZoneInfo) -> None:
    """Have the owner owe each milestone, and be reminded the day before it."""
    calendar = calendar_of(turn.connection)
    for one in milestones.of_task(turn.connection, task.id):
        subject = one.subject
        turn.cancel(MILESTONE, subject, "set anew")
        for row in owed.on_subject(turn.connection, subject):
            if row.settled_at is None and (one.is_done or words.is_over(task) or row.person_id != task.state.owner):
                owed.settle(turn, STEP, subject, row.person_id, owed.DONE if one.is_done else owed.VOID)
        if one.is_done or words.is_over(task):
            continue
        data = {"line": words.MILESTONE.format(title=task.title, what=one.title), "number": task.number}
        owed.owe(turn, STEP, subject, task.state.owner, due_at=one.due_at, data=data)
        moments = nag_moments(turn.now, one.due_at, calendar, zone, subject)
        if moments:
            turn.later(MILESTONE, subject, moments[0], data={"task": task.id, "number": one.number})


def run_milestone(turn: Turn, timer: Timer, office: Office) -> None:
    """Remind the owner of a milestone, once before its day and once after it."""
    task, zone = tasks.load(turn.connection, int(timer.data["task"])), ZoneInfo(office.zone)
    one = next((m for m in milestones.of_task(turn.connection, task.id) if m.number == timer.data["number"]), None)
    if one is None or one.is_done or words.is_over(task):
        return
    when = spoken(one.due_at, turn.now, zone, calendar_of(turn.connection), hour=False)
    text = words.NAG_MILESTONE.format(
        head=words.head(task, words.DO), what=one.title, when=when, number=words.number(task)
    )
    telling.to_owner(turn, task, text)
    turn.record("task.reminded", task.subject, milestone=one.number)
    after = [
        moment
        for moment in nag_moments(task.assigned_at, one.due_at, calendar_of(turn.connection), zone, one.subject)
        if moment > max(turn.now, one.due_at)
    ]
    if after and turn.now < one.due_at:
        turn.later(MILESTONE, one.subject, after[0], data=timer.data)
