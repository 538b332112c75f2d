"""Escalation: who is told next while nobody has registered. One chain an incident, one timer armed at a time.

The duty officer telephones first, then the deputy is told, and only then the chiefs, in neutral words. 赶赴中 moves the
last rung once; whoever heads the scene and is there calms it. After a standstill only the highest rung is told, once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any
from zoneinfo import ZoneInfo

from bot.registry import Due
from bot.store import journal
from bot.store.timers import Timer
from bot.turn import Turn
from handlers.incident import cases, leaders, witnesses, words
from handlers.incident.cases import Case
from handlers.incident.leaders import Concerned, Part
from handlers.incident.matter import Incident, Stage
from handlers.incident.settings import Numbers
from handlers.incident.telling import tell

RUNG = "incident.rung"


class Rung(IntEnum):
    """The rungs, in their order."""

    PHONE = 1  # the duty officer is asked to telephone the leader in charge
    DEPUTY = 2
    CHIEFS = 3


@dataclass(frozen=True, slots=True)
class Ladder:
    """When each rung is due."""

    phone: datetime
    deputy: datetime
    chiefs: datetime

    def due(self, rung: Rung) -> datetime:
        """Return when a rung is due."""
        return {Rung.PHONE: self.phone, Rung.DEPUTY: self.deputy, Rung.CHIEFS: self.chiefs}[rung]

    def written(self) -> dict[str, str]:
        """Return the moments as a timer keeps them."""
        return {rung.name: self.due(rung).isoformat() for rung in Rung}

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Ladder:
        """Return what `written` wrote."""
        return cls(*(datetime.fromisoformat(data[rung.name]) for rung in Rung))


def ladder(opened_at: datetime, numbers: Numbers, zone: ZoneInfo, until: datetime | None = None) -> Ladder:
    """Set up the rungs. until: by when somebody on his way said he would be there; it moves the last one only."""
    chiefs = numbers.arrival(opened_at, zone)
    return Ladder(
        phone=opened_at + timedelta(minutes=numbers.ack),
        deputy=opened_at + timedelta(minutes=numbers.deputy),
        chiefs=max(chiefs, until) if until else chiefs,
    )


def is_wanted(rung: Rung, incident: Incident, *, is_reached: bool) -> bool:
    """Say whether a rung is still to be told: nobody is there, and for the lower ones nobody has answered either."""
    is_calm = (
        incident.arrived_at is not None or incident.scene_head_at is not None or incident.controlled_at is not None
    )
    if is_calm or not incident.is_open:
        return False
    return rung is Rung.CHIEFS or (incident.acknowledged_at is None and not is_reached)


def reached_rung(steps: Ladder, first: Rung, now: datetime) -> Rung:
    """Return the highest rung from `first` on that is due."""
    return max([first, *(rung for rung in Rung if rung >= first and steps.due(rung) <= now)])


def waited_since(turn: Turn, case: Case) -> datetime:
    """Return since when an answer is waited for: the first alarm, which may be long after it was reported."""
    return max((case.opened_at, *(one.first_at for one in witnesses.told_of(turn.connection, case.id)[:1])))


def arm(turn: Turn, case: Case, numbers: Numbers, zone: ZoneInfo) -> None:
    """Start an incident's chain."""
    _set(turn, case, ladder(waited_since(turn, case), numbers, zone), Rung.PHONE, zone)


def move(turn: Turn, case: Case, numbers: Numbers, zone: ZoneInfo) -> None:
    """Set the chain anew after something happened: ended where it is calm, else to the next rung that was not told.

    Told is what the journal says, whatever the clock does; a rung that fell due meanwhile is told at once.
    """
    turn.cancel(RUNG, case.subject, "moved on")
    steps = ladder(waited_since(turn, case), numbers, zone, case.state.en_route_until)
    told = _highest_told(turn, case)
    wanted = (one for one in Rung if one > told and is_wanted(one, case.state, is_reached=case.reached_at is not None))
    rung = next(wanted, None)
    if rung is not None:
        _set(turn, case, steps, rung, zone)


def _highest_told(turn: Turn, case: Case) -> int:
    entries = journal.entries(turn.connection, kinds=["incident.escalated"], subject=case.subject)
    return max((Rung[str(one.data["rung"]).upper()] for one in entries), default=0)


def run(turn: Turn, timer: Timer) -> None:
    """Tell the highest rung that is due, if it is still wanted, and arm the next."""
    case = cases.load(turn.connection, timer.data["incident"])
    steps, zone = Ladder.read(timer.data), ZoneInfo(timer.data["zone"])
    rung = reached_rung(steps, Rung(timer.step), turn.now)
    is_reached = case.reached_at is not None
    if is_wanted(rung, case.state, is_reached=is_reached):
        _tell(turn, case, rung, zone)
    after = next((one for one in Rung if one > rung), None)
    if after is not None and is_wanted(Rung.CHIEFS, case.state, is_reached=is_reached):
        _set(turn, case, steps, after, zone)


def _set(turn: Turn, case: Case, steps: Ladder, rung: Rung, zone: ZoneInfo) -> None:
    data = {"incident": case.id, "zone": zone.key, **steps.written()}
    turn.later(RUNG, case.subject, steps.due(rung), step=int(rung), data=data)


def _tell(turn: Turn, case: Case, rung: Rung, zone: ZoneInfo) -> None:
    kind = leaders.kind_named(turn.connection, case.kind)
    who = leaders.concerned_by(turn.connection, case, kind, turn.now)
    turn.record("incident.escalated", case.subject, rung=rung.name.lower())
    if rung is Rung.CHIEFS or kind.few_only:
        _tell_chiefs(turn, case, who, zone)
    elif case.state.stage is Stage.UNVERIFIED:
        text = words.NOT_CONFIRMED.format(**_moments(turn, case, zone))
        for one in [who.leader] if who.leader else leaders.fall_back(turn.connection, turn.now):
            tell(turn, case, one, Part.LEADER, text, words.card_for(case, Part.LEADER))
    elif rung is Rung.PHONE or not to_deputies(turn, case, who, zone):
        _phone(turn, case, who, zone)


def to_deputies(turn: Turn, case: Case, who: Concerned, zone: ZoneInfo) -> bool:
    """Ask the deputies to act. Returns whether there is any."""
    leader = who.leader.called if who.leader else ""
    text = words.TO_DEPUTY.format(who=leader, **_moments(turn, case, zone))
    for one in who.deputies:
        tell(turn, case, one, Part.DEPUTY, text, words.buttons(case))
    return bool(who.deputies)


def _phone(turn: Turn, case: Case, who: Concerned, zone: ZoneInfo) -> None:
    """Ask the duty officers to telephone the leader in charge."""
    text = words.PHONE_NOBODY.format(**_moments(turn, case, zone))
    if who.leader is not None:
        text = words.PHONE_HIM.format(who=who.leader.called, phone=who.leader.phone, **_moments(turn, case, zone))
    card = words.buttons(case, (words.BUTTON_REACHED, words.BUTTON_NOT_REACHED))
    for one in who.duty:
        tell(turn, case, one, Part.DUTY, text, card)


def _tell_chiefs(turn: Turn, case: Case, who: Concerned, zone: ZoneInfo) -> None:
    text = words.TO_CHIEF.format(**_moments(turn, case, zone))
    above = [one for one in who.chiefs if who.leader is None or one.id != who.leader.id]
    for one in above or leaders.fall_back(turn.connection, turn.now):
        tell(turn, case, one, Part.CHIEF, text)


def _moments(turn: Turn, case: Case, zone: ZoneInfo) -> dict[str, str]:
    return {
        "head": words.head(case),
        "since": words.clock(case.opened_at, zone),
        "now": words.clock(turn.now, zone),
        "number": words.number(case),
    }


DUE = Due(run, is_chain=True)
