"""One message opens an incident: who must act is alarmed at once, the reporter is told what to do first.

An alarm waits for no detail and for no right. What sounds doubtful goes to the duty officer alone; a likely duplicate
rings nobody a second time. Before outsiders only that it was taken is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.store.people import Person
from bot.turn import Turn
from handlers.incident import answering, cases, escalation, holding, leaders, settings, telling, witnesses, words
from handlers.incident.answering import CAMPUS, CORRECT, DRILL, HANDLER, PEOPLE, PLACE, REPORT
from handlers.incident.cases import Case, Opening
from handlers.incident.kinds import Kind
from handlers.incident.leaders import Concerned, Part, Spot
from handlers.incident.matter import Leg
from handlers.incident.settings import Numbers
from handlers.incident.state import needs
from handlers.incident.witnesses import Report
from scheduler.owed import owe

__all__ = ("CAMPUS", "CORRECT", "DRILL", "HANDLER", "PEOPLE", "PLACE", "REPORT")
OPENED = "incident.report"  # the deed
ARRIVE, REPORT_UP, INFORM = "incident.arrive", "incident.report_up", "incident.inform"
AN_HOUR = timedelta(hours=1)
PLAIN, GRAVE = 1, 3
LONGEST_NAME = 20


def report(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Open an incident, or put the report to the one that is likely the same."""
    slots = reading.slots
    kind = leaders.kind_named(turn.connection, slots.get("kind", ""))
    spot = _spot(slots)
    who = leaders.concerned(turn.connection, kind, spot, turn.now)
    said, numbers = _report(turn, message, slots, situation), settings.read(turn.connection)
    opening = _opening(message, slots, kind, spot, who)
    if not opening.is_drill:
        opening = replace(opening, grade=numbers.raised(opening.grade, said.at, situation.zone))
    same = holding.alike(turn.connection, opening, said.at - cases.RECENTLY)
    if same is not None and not slots.get("is_another"):
        _joined(turn, same, said, situation, slots)
        return
    is_often = situation.sender is None and _times(turn, said) >= numbers.reports
    asked = "" if is_often else _missing(opening, slots, kind)
    case = cases.open_incident(turn.connection, replace(opening, asked=asked), said.at)
    witnesses.noted_report(turn.connection, case.id, said)
    _record_opening(turn, case)
    turn.may_undo(OPENED, case.subject, incident=case.id)
    told = _alarm(turn, case, kind, who, said)
    _owe(turn, case, who, numbers, situation)
    escalation.arm(turn, case, numbers, situation.zone)
    answering.answer(turn, case, kind, told, situation)
    answering.ask(turn, case, slots, situation)


def drill(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Open a drill: as the real thing, and marked as a drill wherever it is said."""
    if reading.slots.get("is_test") and not reading.slots.get("is_drill"):
        answering.ask_whether_test(turn, reading.slots)
        return
    slots = {**reading.slots, "is_drill": True, "is_sure": True}
    report(turn, message, Reading(reading.handler, reading.intent, reading.confidence, slots), situation)


def _record_opening(turn: Turn, case: Case) -> None:
    if case.state.is_drill:
        turn.record("incident.drill", case.subject, number=case.number, kind=case.kind)
    else:
        turn.record("incident.opened", case.subject, number=case.number, kind=case.kind, stage=case.state.stage.value)


def _spot(slots: Mapping[str, Any]) -> Spot:
    campuses = tuple(slots.get("campuses") or ())
    return Spot(slots.get("campus", ""), slots.get("building", ""), slots.get("unit", ""), campuses)


def _opening(message: Message, slots: Mapping[str, Any], kind: Kind, spot: Spot, who: Concerned) -> Opening:
    return Opening(
        kind=kind.name,
        grade=max(kind.grade, slots.get("grade") or 0),
        place=slots.get("place", ""),
        campus=spot.campus,
        building=spot.building,
        unit_id=who.unit_id,
        people=slots.get("people"),
        people_kind=slots.get("people_kind", ""),
        is_drill=bool(slots.get("is_drill")),
        is_sure=bool(slots.get("is_sure", True)),
        platform=message.platform,
        chat=message.chat,
        leader_id=who.leader.id if who.leader else None,
        chiefs=who.report_to,
        departments=frozenset(kind.departments),
    )


def _report(turn: Turn, message: Message, slots: Mapping[str, Any], situation: Situation) -> Report:
    waiting, sender = turn.waiting, situation.sender
    name, phone = slots.get("on_behalf") or ("", "")
    return Report(
        account=message.order_key,
        person_id=sender.id if isinstance(sender, Person) else None,
        text=message.text,
        at=waiting.happened_at if waiting else turn.now,
        name=name[:LONGEST_NAME],
        phone=phone[:LONGEST_NAME],
        inbox_id=waiting.id if waiting else None,
    )


def _times(turn: Turn, said: Report) -> int:
    return witnesses.times_reported(turn.connection, said.account, turn.now - AN_HOUR)


def _missing(opening: Opening, slots: Mapping[str, Any], kind: Kind) -> str:
    """Return what the reporter is asked for: at most one thing, where it is first."""
    if not opening.place and not opening.building:
        return PLACE
    if not opening.campus and len(slots.get("campuses") or ()) > 1:
        return CAMPUS
    is_asked = kind.grade > PLAIN and not kind.few_only and not opening.is_drill
    return PEOPLE if is_asked and opening.people is None else ""


def _alarm(turn: Turn, case: Case, kind: Kind, who: Concerned, said: Report) -> list[Part]:
    """Alarm whom it concerns, each once. Returns as what they were."""
    reporter = words.reported_by(*leaders.reporter_of(turn.connection, said, turn.now))
    deputy = next(iter(who.deputies), None)
    aside = words.DEPUTY.format(who=deputy.called, phone=deputy.phone) if deputy else ""
    if who.away is not None:
        aside = words.YOU_ACT.format(who=who.away.called)
    told = []
    for person, part in _to_tell(turn, case, kind, who):
        text = words.alarm(
            case, part, said.text, reporter, aside if part is Part.LEADER else "", few_only=kind.few_only
        )
        telling.alarm(turn, case, person, part, text, words.card_for(case, part))
        told.append(part)
    return told


def _to_tell(turn: Turn, case: Case, kind: Kind, who: Concerned) -> Iterator[tuple[Person, Part]]:
    """Yield whom to alarm, the gravest part of each first; of what only few may know, those few, doubtful or not."""
    if words.is_unsure(case) and not kind.few_only:
        yield from ((one, Part.DUTY) for one in who.duty or leaders.fall_back(turn.connection, turn.now))
        return
    if who.leader is not None:
        yield who.leader, Part.LEADER
        if _is_busy(turn, case, who.leader):
            yield from ((one, Part.DEPUTY) for one in who.deputies)
    if case.state.grade >= GRAVE:
        yield from ((one, Part.CHIEF) for one in who.chiefs)
    if not kind.few_only:
        yield from ((one, Part.DUTY) for one in who.duty)
        yield from ((one, Part.HEAD) for one in who.heads)
        yield from ((one, Part.LINE) for one in who.lines)
    if case.state.grade > PLAIN:
        yield from ((one, Part.DEPARTMENT) for one in who.liaisons)
    if who.leader is None and not case.state.is_drill:
        yield from ((one, Part.DUTY) for one in leaders.fall_back(turn.connection, turn.now))


def _is_busy(turn: Turn, case: Case, leader: Person) -> bool:
    """Whether the leader has another incident on his hands: nobody is on two scenes."""
    return any(
        one.leader_id == leader.id and one.id != case.id and one.state.controlled_at is None and not one.state.is_drill
        for one in cases.open_cases(turn.connection)
    )


def alarm_now(turn: Turn, case: Case, situation: Situation) -> None:
    """Alarm everybody an incident concerns who was not told yet: it was doubtful, or is graver than it was."""
    kind = leaders.kind_named(turn.connection, case.kind)
    who = leaders.concerned_by(turn.connection, case, kind, turn.now)
    first = witnesses.reports_of(turn.connection, case.id)[0]
    _alarm(turn, case, kind, who, first)
    _owe(turn, case, who, settings.read(turn.connection), situation)


def _owe(turn: Turn, case: Case, who: Concerned, numbers: Numbers, situation: Situation) -> None:
    """Write down who owes what of the legs that are open; of a drill nothing but to come."""
    if words.is_unsure(case):
        return
    missing = needs(case.state, numbers.rules)
    due = numbers.arrival(escalation.waited_since(turn, case), situation.zone)
    leader = (who.leader,) if who.leader else ()
    there = (who.heads or who.duty) if case.state.grade == PLAIN else leader
    for one in there if Leg.SCENE in missing else ():
        owe(turn, ARRIVE, case.subject, one.id, due_at=due)
    for one in () if case.state.is_drill else leader:
        for kind in (kind for kind, leg in ((REPORT_UP, Leg.REPORTED_UP), (INFORM, Leg.INFORMED)) if leg in missing):
            owe(turn, kind, case.subject, one.id)


def _joined(turn: Turn, case: Case, said: Report, situation: Situation, slots: Mapping[str, Any]) -> None:
    """Keep a likely duplicate with the first: the leader reads it, nobody is rung again."""
    witnesses.noted_report(turn.connection, case.id, said)
    turn.record("incident.merged", case.subject, number=case.number)
    text = words.REPORTED_AGAIN.format(
        what=words.what(case), number=words.number(case), text=" ".join(said.text.split())[: words.LONGEST_QUOTE]
    )
    telling.tell_told(turn, case, text, (Part.LEADER, Part.DUTY))
    answering.joined(turn, case, slots, situation)
