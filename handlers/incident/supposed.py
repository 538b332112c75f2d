"""An open incident as `explain` is told of it, made true as if it had been reported a moment before.

`open_incident=I7 [assigned_to_sender] [reporter=sender] [location=…] [type=…] [stage=…] [asked=…] [no_summary]`
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.context import Fact
from bot.messages import Message
from bot.rights import Role
from bot.situation import Situation
from bot.store import people
from bot.store.people import Person
from bot.store.serials import next_serial
from bot.turn import Turn
from handlers.incident import cases, escalation, known, leaders, settings, witnesses
from handlers.incident.cases import DRILLS, SERIES, Case, Opening
from handlers.incident.heard import hear
from handlers.incident.leaders import Spot
from handlers.incident.matter import Incident, Stage
from handlers.incident.report import CAMPUS, PEOPLE, PLACE, alarm_now
from handlers.incident.witnesses import Report

SENDER = "sender"
HIGHEST_SERIAL = 9999
_STAGES = {
    "unverified": Stage.UNVERIFIED,
    "provisional": Stage.UNVERIFIED,
    "ack": Stage.ACKNOWLEDGED,
    "acked": Stage.ACKNOWLEDGED,
    "acknowledged": Stage.ACKNOWLEDGED,
    "arrived": Stage.ON_SCENE,
    "on_scene": Stage.ON_SCENE,
    "controlled": Stage.CONTROLLED,
    "summary": Stage.CONTROLLED,
    "待总结": Stage.CONTROLLED,
    **{stage.value: stage for stage in (Stage.UNVERIFIED, Stage.ACKNOWLEDGED, Stage.ON_SCENE, Stage.CONTROLLED)},
}
_ASKED = {"location": PLACE, "where": PLACE, "地点": PLACE, "校区": CAMPUS, "人数": PEOPLE, "injured": PEOPLE}


def suppose(turn: Turn, fact: Fact, message: Message, situation: Situation) -> None:
    """Open the incident, alarm whom it concerns, and bring it to the stage it is said to be in."""
    sender = situation.sender if isinstance(situation.sender, Person) else None
    is_reporter = fact.values.get("reporter") == SENDER
    stage = Stage.CONTROLLED if "no_summary" in fact.words else _STAGES.get(fact.values.get("stage", ""))
    is_led = "assigned_to_sender" in fact.words or (
        sender is not None and Role.IN_CHARGE in sender.roles and not is_reporter
    )
    opening = _opening(turn.connection, fact, message, turn.now)
    leader = sender if is_led else _leader(turn, opening)
    case = _opened(turn, replace(opening, leader_id=leader.id if leader else None), fact)
    witnesses.noted_report(turn.connection, case.id, _report(turn, message, sender, is_reporter=is_reporter))
    alarm_now(turn, case, situation)
    escalation.arm(turn, case, settings.read(turn.connection), situation.zone)
    if stage is not None:
        cases.moved(turn.connection, case, _brought_to(case.state, stage, turn.now), turn.now)


def _opening(connection: Connection, fact: Fact, message: Message, now: datetime) -> Opening:
    said = hear(fact.values.get("location", ""), known.lexicon(connection))
    kind = leaders.kind_named(connection, fact.values.get("type") or fact.values.get("kind") or "")
    who = leaders.concerned(connection, kind, Spot(said.campus, said.building, said.unit, said.campuses), now)
    asked = fact.values.get("asked", "")
    return Opening(
        kind=kind.name,
        grade=kind.grade,
        place=fact.values.get("location", ""),
        campus=said.campus,
        building=said.building,
        unit_id=who.unit_id,
        is_drill="drill" in fact.words,
        platform=message.platform,
        chat=message.chat,
        leader_id=who.leader.id if who.leader else None,
        asked=_ASKED.get(asked, asked),
        chiefs=who.report_to,
        departments=frozenset(kind.departments),
    )


def _leader(turn: Turn, opening: Opening) -> Person | None:
    found = leaders.person(turn.connection, opening.leader_id, turn.now)
    return found or next(iter(people.people_with(turn.connection, Role.IN_CHARGE, turn.now)), None)


def _opened(turn: Turn, opening: Opening, fact: Fact) -> Case:
    """Open it with the number it is said to have, as far as that is one."""
    digits = "".join(sign for sign in fact.value if sign.isdecimal() and sign.isascii())
    serial = int(digits) if digits and int(digits[:6]) <= HIGHEST_SERIAL else 0
    case = cases.open_incident(turn.connection, opening, turn.now)
    if not serial or case.serial == serial:
        return case
    last = case.serial
    while last < serial:
        last = next_serial(turn.connection, DRILLS if opening.is_drill else SERIES)
    return cases.moved(turn.connection, case, case.state, turn.now, serial=serial)


def _report(turn: Turn, message: Message, sender: Person | None, *, is_reporter: bool) -> Report:
    if is_reporter:
        return Report(message.order_key, sender.id if sender else None, "", turn.now)
    staff = people.people_with(turn.connection, Role.STAFF, turn.now)
    other = next((one for one in staff if sender is None or one.id != sender.id), None)
    return Report(f"{message.platform}/", other.id if other else None, "", turn.now)


def _brought_to(state: Incident, stage: Stage, at: datetime) -> Incident:
    order = (Stage.UNVERIFIED, Stage.REPORTED, Stage.ACKNOWLEDGED, Stage.ON_SCENE, Stage.CONTROLLED)
    reached = order.index(stage)
    return replace(
        state,
        stage=stage,
        acknowledged_at=at if reached >= order.index(Stage.ACKNOWLEDGED) else None,
        arrived_at=at if reached >= order.index(Stage.ON_SCENE) else None,
        controlled_at=at if stage is Stage.CONTROLLED else None,
    )
