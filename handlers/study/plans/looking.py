"""学习计划: the sessions of a plan as they stand, to whoever is to come to them or runs them; numbers, no names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.store.people import Person
from bot.store.prompts import Option
from bot.turn import Turn
from handlers.study import roster
from handlers.study.plans import announced, plan_rows, words
from handlers.study.plans.plan_rows import Plan
from handlers.study.rights import may_open, may_see
from handlers.study.studies import CLOSED, NOTED, OPEN, PLANNED, UNDATED, Study
from handlers.study.talk import HANDLER, PLAN
from scheduler.calendar import calendar_of
from scheduler.leads import spoken

LAST_OF_ITS_MONTH = timedelta(days=27)
MOST, MOST_PLANS, LONGEST_LABEL, LEAST = 15, 6, 26, 2
_COMMON = re.compile(
    r"学习|计划|安排|表|今年|本年度?|年度|的|看|查|发|给|我|们|一下|了|吗|呢|有|哪些|几次|多少|还|剩|没|开|执行|完成"
    r"|情况|进度|怎么样|都|到哪|这个|那个|咱|[?？。,，“”\"\s]"
)


def show(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Show the sessions of the plan that is meant, or ask which."""
    del message
    me = situation.sender
    if not isinstance(me, Person) or not situation.among_ourselves:
        turn.say(words.PRIVATELY if isinstance(me, Person) else words.ENROL_FIRST)
        return
    seen = [(plan, found) for plan in plan_rows.every(turn.connection) if (found := _seen(turn, me, plan))]
    if "plan" in reading.slots:
        seen = [one for one in seen if one[0].id == int(reading.slots["plan"])]
    elif len(seen) > 1:
        seen = _meant(seen, str(reading.slots.get("said", "")))
    if not seen:
        turn.say(words.NO_PLAN.format(how=words.HOW_TO_IMPORT if may_open(me) else ""))
    elif len(seen) > 1:
        options = [Option(plan.name[:LONGEST_LABEL], HANDLER, PLAN, {"plan": plan.id}) for plan, _ in seen[:MOST_PLANS]]
        turn.ask(words.WHICH_PLAN, options)
    else:
        turn.record("study.plan_shown", f"plan:{seen[0][0].id}")
        turn.say(_text(turn, me, seen[0][0], seen[0][1], situation.zone))


def _seen(turn: Turn, me: Person, plan: Plan) -> list[Study]:
    """Return the sessions of a plan somebody may know of: he runs them, or is to come."""
    found = plan_rows.sessions(turn.connection, plan.id)
    his = roster.of_person(turn.connection, me.id, [one.id for one in found])
    seen = [one for one in found if one.id in his or may_see(me, one)]
    return sorted(seen, key=lambda one: one.starts_at + LAST_OF_ITS_MONTH * (one.state == UNDATED))


def _meant(seen: Sequence[tuple[Plan, list[Study]]], said: str) -> list[tuple[Plan, list[Study]]]:
    """Return the plans whose names share most with what was said; all of them where it says nothing of either."""
    rest = _COMMON.sub("", said)
    shared = [(_shared(rest, _COMMON.sub("", plan.name)), (plan, found)) for plan, found in seen]
    most = max((number for number, _ in shared), default=0)
    return [one for number, one in shared if number == most]


def _shared(said: str, name: str) -> int:
    """Count the pairs of signs two texts share."""
    pairs = {name[place : place + LEAST] for place in range(len(name) - 1)}
    return sum(said[place : place + LEAST] in pairs for place in range(len(said) - 1))


def _text(turn: Turn, me: Person, plan: Plan, found: Sequence[Study], zone: ZoneInfo) -> str:
    states = Counter(_group(turn, one) for one in found)
    head = words.PLAN_HEAD.format(
        name=plan.name,
        count=len(found),
        held=states[CLOSED],
        to_come=states[PLANNED],
        undated=words.UNDATED.format(count=states[UNDATED]) if states[UNDATED] else "",
        passed=words.PASSED.format(count=states[""]) if states[""] else "",
    )
    shown = [one for one in found if _group(turn, one) != CLOSED] if len(found) > MOST else found
    lines = [_line(turn, me, one, zone) for one in shown[:MOST]]
    more = [words.MORE_SESSIONS.format(count=len(found) - len(lines))] if len(found) > len(lines) else []
    return "\n".join([head, *lines, *more])


def _group(turn: Turn, study: Study) -> str:
    """Return CLOSED, PLANNED or UNDATED; empty for what is over and nobody noted."""
    if study.state in (CLOSED, NOTED):
        return CLOSED
    if study.state in (UNDATED, OPEN):
        return PLANNED if study.state == OPEN else UNDATED
    return PLANNED if study.starts_at > turn.now else ""


def _line(turn: Turn, me: Person, study: Study, zone: ZoneInfo) -> str:
    local = study.starts_at.astimezone(zone)
    undated = words.MONTH.format(year=local.year, month=local.month)
    when = spoken(study.starts_at, turn.now, zone, calendar_of(turn.connection))
    has_topic = study.topic and study.topic not in study.title
    return words.SESSION.format(
        no=study.plan_no,
        when=undated if study.state == UNDATED else when,
        title=study.title,
        topic=words.SESSION_TOPIC.format(topic=study.topic) if has_topic else "",
        place=words.IN_PLACE.format(place=study.place) if study.place else "",
        state=_state(turn, me, study),
        number=study.number,
    )


def _state(turn: Turn, me: Person, study: Study) -> str:
    if study.state == CLOSED and may_see(me, study):
        tally = roster.tally(roster.of_study(turn.connection, study.id))
        return words.NUMBERS.format(expected=tally.expected, there=tally.there)
    if study.state in (CLOSED, NOTED):
        return words.HELD_NOTED
    if study.state == UNDATED:
        return words.DAY_OPEN
    if study.state == OPEN:
        return words.IS_OPEN
    if study.starts_at <= turn.now:
        return words.NOT_NOTED
    return words.TOLD if announced.is_announced(turn, study) else words.NOT_TOLD
