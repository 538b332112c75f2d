"""Who is told what of a task: its owner, who helps, who assigned it, the leader whose 联系点 the unit is."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.messages import Card
from bot.situation import Situation
from bot.store import people
from bot.store.people import Person, persons
from bot.store.pushes import Recipient
from bot.turn import Turn
from handlers.task import course, tasks, words
from handlers.task.tasks import Task
from scheduler import stead
from scheduler.calendar import calendar_of

ZONE = ZoneInfo("Asia/Shanghai")  # the whole country has one; for what is told without a situation
OWNER, ASSIGNER, HELPER, LEADER = "owner", "assigner", "helper", "leader"


def to(turn: Turn, task: Task, person_id: int, text: str, *, audience: str, card: Card | None = None) -> None:
    """Say something of a task to somebody, to who acts for him while he is away; never to who says it himself."""
    person = people.person(turn.connection, person_id, turn.now)
    if person is None or person.id == turn.person_id:
        return
    getting, copies = stead.recipient_for(turn.connection, person, turn.now)
    for one in (getting, *copies):
        if one.id != turn.person_id:
            shown = card if one is getting else None
            turn.push(Recipient(person_id=one.id), text, audience=audience, subject=task.subject, card=shown)


def to_owner(turn: Turn, task: Task, text: str, card: Card | None = None) -> None:
    """Tell who is to do it."""
    to(turn, task, task.state.owner, text, audience=OWNER, card=card)


def to_assigner(turn: Turn, task: Task, text: str, card: Card | None = None, *, routine: bool = False) -> None:
    """Tell who assigned it, and who said so in his name. routine: chief leaders need not read it."""
    assigner = people.person(turn.connection, task.state.assigner, turn.now)
    if not (routine and assigner and stead.is_spared(turn.connection, assigner)):
        to(turn, task, task.state.assigner, text, audience=ASSIGNER, card=card)
    if task.spoken_by is not None and task.spoken_by != task.state.assigner:
        to(turn, task, task.spoken_by, text, audience=ASSIGNER, card=card)


def to_helpers(turn: Turn, task: Task, text: str) -> None:
    """Tell who helps with it."""
    for one in tasks.helpers_of(turn.connection, task.id):
        if one != task.state.owner:  # who helped may have it handed over
            to(turn, task, one, text, audience=HELPER)


def name(turn: Turn, person_id: int) -> str:
    """Return how somebody is addressed, also when he has left."""
    found = people.person(turn.connection, person_id, turn.now)
    if found is not None:
        return found.called
    return str(turn.connection.execute(select(persons.c.name).where(persons.c.id == person_id)).scalar() or "")


def speaker(turn: Turn, by: int) -> str:
    """Return in whose name and by whom something is said: 王部长（张敏代）."""
    meant = people.person(turn.connection, by, turn.now)
    agent = people.person(turn.connection, turn.person_id, turn.now) if turn.person_id else None
    if meant is None or agent is None:
        return name(turn, by)
    return stead.in_the_name_of(meant, agent)


def due(turn: Turn, task: Task, zone: ZoneInfo) -> str:
    """Say the day it is due."""
    return words.until(task, turn.now, zone, calendar_of(turn.connection))


def due_line(turn: Turn, task: Task, zone: ZoneInfo) -> str:
    """Say until when, in a sentence."""
    return words.due_line(task, turn.now, zone, calendar_of(turn.connection))


def led(turn: Turn, task: Task) -> str:
    """Say who leads it and who helps: 牵头：郭主任；配合：周主任."""
    found = people.people(turn.connection, turn.now, tasks.helpers_of(turn.connection, task.id))
    helped = words.HELPED_BY.format(who="、".join(one.called for one in found)) if found else ""
    return words.LED_BY.format(who=name(turn, task.state.owner)) + helped


def last_steps(turn: Turn, task: Task, zone: ZoneInfo) -> str:
    """Show what was reported last, the newest first."""
    lines = []
    for step in course.progress_of(turn.connection, task.id):
        local = step.at.astimezone(zone)
        who = name(turn, step.person_id) if step.person_id else ""
        lines.append(words.STEP_LINE.format(at=f"{local.month}月{local.day}日", who=who, text=step.text))
    return words.LAST_STEPS.format(lines="\n".join(lines)) if lines else ""


def answer(turn: Turn, situation: Situation, task: Task, done: str, more: str = "") -> None:
    """Echo what was recorded: to himself in full, in a group with outsiders number and state only."""
    if situation.among_ourselves:
        turn.say(words.RECORDED.format(title=task.title, done=done, more=more, number=words.number(task)))
    else:
        turn.say(words.STANDS_HERE.format(number=words.number(task), title="", stage=task.stage.value))


def called(some: list[Person]) -> str:
    """Name people in their order."""
    return "、".join(one.called for one in people.in_order(some))
