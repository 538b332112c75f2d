"""The legs: 收到, 赶赴中, 到场, 已控制, 已报告, 已通知, and what the duty officer's telephone call came to.

Each is said by who may, for himself or for somebody else (代记), and is told to exactly those it is news to.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.store import people
from bot.turn import Turn
from handlers.incident import escalation, leaders, telling, witnesses, words
from handlers.incident.cases import Case
from handlers.incident.choosing import ACTING, IN_CHARGE, Doing, answer, doing, missing, step, written
from handlers.incident.handing import taken_over
from handlers.incident.leaders import Part
from handlers.incident.matter import SCHOOL, Happening, Incident, Leg, Stage, What
from handlers.incident.papers.due import summary_owed
from handlers.incident.papers.offering import offer
from handlers.incident.report import ARRIVE, INFORM, REPORT_UP, alarm_now
from handlers.incident.state import needs
from scheduler import owed

IN_HIS_STEAD = frozenset({Part.LEADER, Part.DEPUTY})
DEFAULT_MINUTES = 15


def acknowledged(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """收到: of the leader in charge or his deputy it is the incident's; of anybody else who was told, his own."""
    if reading.slots.get("minutes"):
        en_route(turn, message, reading, situation)
        return
    one = doing(turn, reading, situation, ACTING | {Part.LINE, Part.CHIEF})
    if one is None:
        return
    if turn.person_id is not None:
        witnesses.seen(turn.connection, one.case.id, turn.person_id, one.at)
    if one.part not in IN_HIS_STEAD and one.for_whom is None:
        turn.record("incident.seen", one.case.subject, **one.marks)
        answer(turn, situation, one.case, words.SEEN)
        return
    one = replace(one, case=taken_over(turn, one.case))
    moved = _happened(turn, one, Happening(What.ACKNOWLEDGED, one.at), situation)
    if moved is not None:
        turn.record("incident.acknowledged", moved.subject, at=one.at, **one.marks)
        answer(turn, situation, moved, _done(turn, one, words.ACKNOWLEDGED), missing(moved, one.numbers) + offer(one))


def en_route(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """赶赴中: moves the last rung once, within the department's bound."""
    del message
    one = doing(turn, reading, situation, ACTING)
    if one is None:
        return
    wanted = int(reading.slots.get("minutes") or DEFAULT_MINUTES)
    until = one.at + timedelta(minutes=min(wanted, one.numbers.on_the_way))
    happening = Happening(What.EN_ROUTE, one.at, until=one.case.state.en_route_until or until)
    moved = _happened(turn, one, happening, situation)
    if moved is None:
        return
    turn.record("incident.en_route", moved.subject, at=one.at, minutes=wanted, **one.marks)
    answer(turn, situation, moved, _done(turn, one, words.EN_ROUTE), offer(one))
    telling.tell_told(turn, moved, words.HE_IS_EN_ROUTE.format(**_said(turn, one, moved)), (Part.DUTY,))


def arrived(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """到场: of the leader in charge, or for him; of the centre head or duty officer it is 现场负责人到场."""
    del message
    one = doing(turn, reading, situation, ACTING)
    if one is None:
        return
    if one.for_whom is None:
        one = replace(one, case=taken_over(turn, one.case))
    is_leader = _is_leader(one)
    is_news = (one.case.state.arrived_at if is_leader else one.case.state.scene_head_at) is None
    moved = _there(turn, one, situation)
    if moved is None:
        return
    done = words.ARRIVED if is_leader else words.SCENE_HEAD
    answer(turn, situation, moved, _done(turn, one, done), missing(moved, one.numbers) + offer(one))
    if is_news:
        telling.tell_told(turn, moved, words.HE_IS_THERE.format(done=done, **_said(turn, one, moved)))
        telling.tell_group(turn, moved, words.SOMEBODY_IS_THERE)
        _tell_for_whom(turn, one, moved, done)


def _there(turn: Turn, one: Doing, situation: Situation) -> Case | None:
    """Record that somebody is on the spot: the leader in charge, or whoever heads the scene."""
    is_leader = _is_leader(one)
    moved = _happened(turn, one, Happening(What.ARRIVED if is_leader else What.SCENE_HEAD, one.at), situation)
    if moved is None:
        return None
    if is_leader:
        turn.record("incident.arrived", moved.subject, at=one.at, **one.marks)
    else:
        turn.record("incident.scene_head", moved.subject, at=one.at, **one.marks)
    if Leg.SCENE not in needs(moved.state, one.numbers.rules):
        _settle(turn, moved, ARRIVE)
    return moved


def controlled(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """已控制: told to everybody who was told, to the reporter and the group; the summary is owed from now."""
    del message
    one = doing(turn, reading, situation, ACTING)
    if one is None:
        return
    if "arrived" in (reading.slots.get("stages") or ()) and one.case.state.arrived_at is None:
        there = _there(turn, one, situation)
        if there is None:
            return
        one = replace(one, case=there)
    is_news = one.case.state.controlled_at is None
    moved = _happened(turn, one, Happening(What.CONTROLLED, one.at), situation)
    if moved is None:
        return
    turn.record("incident.controlled", moved.subject, at=one.at, **one.marks)
    if is_news:
        summary_owed(turn, moved, one.at, one.numbers, situation.zone)
    answer(turn, situation, moved, _done(turn, one, words.CONTROLLED), missing(moved, one.numbers))
    if is_news:
        told = words.STATUS.format(what=words.what(moved), status=words.CONTROLLED, number=words.number(moved))
        telling.tell_told(turn, moved, told)
        telling.tell_reporters(turn, moved, told)
        telling.tell_group(turn, moved, words.CONTROLLED)


def reported_up(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """已报告: a person ticks whom he told himself; a push of ours ticks nobody."""
    one = doing(turn, reading, situation, IN_CHARGE)
    if one is None:
        return
    chiefs = _chiefs_named(turn, one.case, message.text)
    moved = _happened(turn, one, Happening(What.REPORTED_UP, one.at, to=chiefs), situation)
    if moved is None:
        return
    turn.record("incident.reported_up", moved.subject, at=one.at, to=sorted(chiefs), **one.marks)
    if Leg.REPORTED_UP not in needs(moved.state, one.numbers.rules):
        _settle(turn, moved, REPORT_UP)
    answer(turn, situation, moved, _done(turn, one, words.REPORTED_UP), missing(moved, one.numbers))


def informed(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """已通知: the departments he named; without a name, all that are to be informed."""
    del message
    one = doing(turn, reading, situation, IN_CHARGE)
    if one is None:
        return
    named = frozenset(reading.slots.get("departments") or ()) or one.case.state.departments
    moved = _happened(turn, one, Happening(What.INFORMED, one.at, departments=named), situation)
    if moved is None:
        return
    turn.record("incident.informed", moved.subject, at=one.at, departments=sorted(named), **one.marks)
    if Leg.INFORMED not in needs(moved.state, one.numbers.rules):
        _settle(turn, moved, INFORM)
    done = words.INFORMED.format(departments="、".join(sorted(named)))
    answer(turn, situation, moved, _done(turn, one, done), missing(moved, one.numbers))


def reached(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """已打通 or 未打通: reached calms the lower rungs; not reached hands over to the deputy at once."""
    one = doing(turn, reading, situation, frozenset({Part.DUTY}))
    if one is None:
        return
    is_reached = bool(reading.slots.get("reached", words.BUTTON_NOT_REACHED not in message.text))
    turn.record("incident.reached", one.case.subject, reached=is_reached)
    if is_reached:
        moved = written(turn, one, one.case.state, reached_at=one.at)
        escalation.move(turn, moved, one.numbers, situation.zone)
        answer(turn, situation, moved, words.REACHED, words.ASK_HIM)
        return
    kind = leaders.kind_named(turn.connection, one.case.kind)
    who = leaders.concerned_by(turn.connection, one.case, kind, turn.now)
    if escalation.to_deputies(turn, one.case, who, situation.zone):
        answer(turn, situation, one.case, words.NOT_REACHED, words.DEPUTY_TOLD)
    else:
        answer(turn, situation, one.case, words.NOT_REACHED, words.KEEP_CALLING)


def confirmed(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """属实: what was doubtful is alarmed as any other."""
    del message
    one = doing(turn, reading, situation, ACTING - {Part.SECRETARY})
    if one is None:
        return
    if one.case.state.stage is not Stage.UNVERIFIED:
        answer(turn, situation, one.case, words.ALREADY_TRUE)
        return
    moved = _happened(turn, one, Happening(What.CONFIRMED, one.at), situation)
    if moved is None:
        return
    turn.record("incident.confirmed", moved.subject, at=one.at, **one.marks)
    answer(turn, situation, moved, words.CONFIRMED)


def _happened(turn: Turn, one: Doing, happening: Happening, situation: Situation) -> Case | None:
    """Move the incident and its chain; None where it can't be, and he was told why."""
    state: Incident | None = step(turn, one, happening)
    if state is None:
        return None
    moved = written(turn, one, state)
    escalation.move(turn, moved, one.numbers, situation.zone)
    if words.is_unsure(one.case) and not words.is_unsure(moved):
        alarm_now(turn, moved, situation)
    return moved


def _is_leader(one: Doing) -> bool:
    """Whether it is the leader in charge who is there, or the deputy in his stead."""
    if one.for_whom is not None:
        return one.for_whom.id == one.case.leader_id
    return one.part in IN_HIS_STEAD


def _settle(turn: Turn, case: Case, kind: str) -> None:
    for row in owed.on_subject(turn.connection, case.subject):
        if row.kind == kind and row.settled_at is None:
            owed.settle(turn, kind, case.subject, row.person_id)


def _done(turn: Turn, one: Doing, done: str) -> str:
    """Name for whom it was recorded, and by which secretary."""
    if one.part is Part.SECRETARY and one.for_whom is not None and turn.person_id is not None:
        mine = people.person(turn.connection, turn.person_id, turn.now)
        return words.BY_SECRETARY.format(who=one.for_whom.called, by=mine.name if mine else "", done=done)
    return words.FOR_HIM.format(who=one.for_whom.called, done=done) if one.for_whom else done


def _said(turn: Turn, one: Doing, case: Case) -> dict[str, str]:
    mine = people.person(turn.connection, turn.person_id, turn.now) if turn.person_id else None
    who = one.for_whom or mine
    return {"what": words.what(case), "number": words.number(case), "who": who.called if who else words.DUTY_ROOM}


def _tell_for_whom(turn: Turn, one: Doing, case: Case, done: str) -> None:
    """Let him know what was recorded in his name, so that he can correct it."""
    told = {who.person_id for who in witnesses.told_of(turn.connection, case.id)}
    if one.for_whom is not None and one.for_whom.id not in told:
        text = words.HE_IS_THERE.format(done=done, **_said(turn, one, case))
        telling.push(turn, case, one.for_whom.id, Part.LEADER, text)


def _chiefs_named(turn: Turn, case: Case, text: str) -> frozenset[int]:
    """Return which chiefs a text names; none named: all it has to be reported to."""
    named = people.people(turn.connection, turn.now, [one for one in case.state.chiefs if one != SCHOOL])
    return frozenset(one.id for one in named if one.name in text or one.called in text) or case.state.chiefs
