"""What is added to an incident after it was reported: place, campus, people hurt, anything new; and how it stands.

What changes where somebody must go is told at once to those who were told; the rest is kept and told to who acts.
"""

from __future__ import annotations

from typing import Any

from bot.messages import Channel, Message
from bot.router import Reading
from bot.situation import Situation
from bot.store.people import Person
from bot.turn import Turn
from handlers.incident import leaders, telling, witnesses, words
from handlers.incident.cases import LONGEST_PLACE, Case
from handlers.incident.choosing import ACTING, Doing, answer, doing, missing, written
from handlers.incident.facts import HANDLER, facts_of
from handlers.incident.leaders import Part, Spot
from handlers.incident.report import CORRECT, alarm_now
from handlers.incident.telling import is_for_few
from handlers.incident.witnesses import Report

KNOWING = ACTING | {Part.REPORTER, Part.CHIEF, Part.LINE}
COUNTED = ("people", "people_kind")
CHANGING = ("place", "campus", "building", "people", "people_kind", "kind")


def updated(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Add what somebody says to the incident; what was missing of it is filled in."""
    one = doing(turn, reading, situation, _knowing(reading, situation))
    if one is None:
        return
    case = one.case
    changes = _changes(case, reading)
    if _is_elsewhere(changes):
        changes |= _belongs(turn, case, changes)
    moved = written(turn, one, case.state, **changes, asked="") if changes else case
    witnesses.noted_report(turn.connection, case.id, _report(turn, message))
    turn.record("incident.updated", moved.subject, at=one.at, changed=sorted(changes), **one.marks)
    answer(turn, situation, moved, words.ADDED)
    text = words.MORE.format(
        what=words.what(moved),
        people=words.people(moved) if "people" in changes else "",
        text=" ".join(message.text.split())[: words.LONGEST_QUOTE] or words.NO_WORDS,
        number=words.number(moved),
    )
    telling.tell_told(turn, moved, text, () if _is_elsewhere(changes) else (Part.LEADER, Part.HEAD, Part.DUTY))
    if _is_elsewhere(changes):
        alarm_now(turn, moved, situation)


def queried(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Say how an incident stands to who has to do with it; in a group kind, place and status only."""
    one = doing(turn, reading, situation, _knowing(reading, situation), also_ended=True)
    if one is None:
        return
    turn.record("incident.queried", one.case.subject)
    if message.channel is Channel.PRIVATE and one.part not in (Part.REPORTER, Part.NONE):
        status = words.STATUS.format(
            what=words.what(one.case), status=one.case.state.stage, number=words.number(one.case)
        )
        turn.say(status + missing(one.case, one.numbers) + _whom_to_call(turn, one))
    elif situation.among_ourselves and not (message.channel is not Channel.PRIVATE and is_for_few(turn, one.case)):
        turn.say(
            words.STATUS.format(what=words.what(one.case), status=one.case.state.stage, number=words.number(one.case))
        )
    else:
        turn.say(words.TAKEN.format(phone=situation.office.duty_phone))


def _whom_to_call(turn: Turn, one: Doing) -> str:
    """Return who reported it, with telephone, to who acts and while it is open; each look is kept."""
    if one.part not in ACTING or not one.case.state.is_open:
        return ""
    turn.record("incident.looked", one.case.subject, part=one.part.value)
    first = witnesses.reports_of(turn.connection, one.case.id)[0]
    return "\n" + words.reported_by(*leaders.reporter_of(turn.connection, first, turn.now))


def _knowing(reading: Reading, situation: Situation) -> frozenset[Part]:
    """Return who may add to it; a colleague too, where it is one that the reading could know of."""
    facts = facts_of(situation.facts.get(HANDLER))
    known = {one.id for one in (*facts.open, *facts.elsewhere)}
    is_colleague = isinstance(situation.sender, Person) and situation.among_ourselves
    return KNOWING | {Part.NONE} if is_colleague and reading.slots.get("incident") in known else KNOWING


def _changes(case: Case, reading: Reading) -> dict[str, Any]:
    """Return the columns that change: of a correction all that is said, else what was not known."""
    slots = reading.slots
    said = {name: slots[name] for name in CHANGING if slots.get(name) not in (None, "", getattr(case, name))}
    if reading.intent != CORRECT:
        said = {name: value for name, value in said.items() if name in COUNTED or not getattr(case, name)}
    if "place" in said:
        said["place"] = str(said["place"])[:LONGEST_PLACE]
    return said


def _belongs(turn: Turn, case: Case, changes: dict[str, Any]) -> dict[str, Any]:
    """Return the unit of the new place, and its leader unless one has taken the incident already."""
    kind = leaders.kind_named(turn.connection, case.kind)
    spot = Spot(changes.get("campus", case.campus), changes.get("building", case.building))
    who = leaders.concerned(turn.connection, kind, spot, turn.now)
    if who.leader is None or case.state.acknowledged_at is not None:
        return {}
    return {"unit_id": who.unit_id, "leader_id": who.leader.id}


def _is_elsewhere(changes: dict[str, Any]) -> bool:
    return bool({"place", "campus", "building"} & set(changes))


def _report(turn: Turn, message: Message) -> Report:
    waiting = turn.waiting
    at = waiting.happened_at if waiting else turn.now
    return Report(message.order_key, turn.person_id, message.text, at, inbox_id=waiting.id if waiting else None)


ACTS = {
    "incident.update": updated,
    "incident.correct": updated,
    "incident.attach": updated,
    "incident.query": queried,
}
