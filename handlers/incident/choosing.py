"""Which incident is meant, and who says so: by its number, else the only one he has to do with, else he is asked."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.messages import Channel
from bot.router import Reading
from bot.situation import Situation
from bot.store import people
from bot.store.people import Person
from bot.store.prompts import MOST_BUTTONS, Option
from bot.turn import Turn
from handlers.incident import cases, holding, leaders, settings, state, taking_back, witnesses, words
from handlers.incident.cases import Case
from handlers.incident.leaders import Part
from handlers.incident.matter import Happening, Illegal, Incident, Refusal
from handlers.incident.parts import part_of
from handlers.incident.settings import Numbers
from handlers.incident.telling import is_for_few

HANDLER = "incident"
ACK = "incident.ack"
LEGS = frozenset(
    {
        ACK,
        "incident.en_route",
        "incident.arrived",
        "incident.controlled",
        "incident.reported_up",
        "incident.notified_dept",
    }
)  # what a secretary may record in his leader's name
ACTING = frozenset({Part.LEADER, Part.DEPUTY, Part.HEAD, Part.DUTY, Part.SECRETARY})
IN_CHARGE = frozenset({Part.LEADER, Part.DEPUTY, Part.DUTY, Part.SECRETARY})


@dataclass(frozen=True, slots=True)
class Doing:
    """Somebody about to record something of an incident.

    at: office time at which it was done; noted: whether that is another moment than when it was said.
    for_whom: in whose name it is recorded (代记), None in his own.
    """

    case: Case
    part: Part
    intent: str
    numbers: Numbers
    at: datetime
    is_late: bool
    for_whom: Person | None

    @property
    def marks(self) -> dict[str, Any]:
        """Return what the journal keeps beside the act: as what he did it, for whom, whether afterwards."""
        marks: dict[str, Any] = {"part": self.part.value}
        if self.for_whom is not None:
            marks["for_person"] = self.for_whom.id
        return marks | ({"late": True} if self.is_late else {})


def doing(
    turn: Turn, reading: Reading, situation: Situation, allowed: Collection[Part], *, also_ended: bool = False
) -> Doing | None:
    """Return what is about to be recorded; None where he was asked back or told why not.

    also_ended: it changes nothing, so that it may be of what has ended.
    """
    chosen = _chosen(turn, reading, situation, allowed)
    if chosen is None:
        return None
    case = holding.held(turn.connection, chosen)
    part = _part(turn, case, situation)
    if part not in allowed:
        _refuse(turn, case, situation)
        return None
    if not case.state.is_open and not also_ended:
        _too_late(turn, case, Refusal.OVER)
        return None
    name = str(reading.slots.get("for") or "")
    for_whom = _named(turn, name) if name else None
    if name and for_whom is None:
        turn.say(words.WHO_IS_THAT.format(name=name))
        return None
    if part is Part.SECRETARY and reading.intent in LEGS:
        leader = leaders.person(turn.connection, case.leader_id, turn.now)
        for_whom = for_whom or (leader if reading.intent == ACK else None)
        if for_whom is None or for_whom.id != case.leader_id:
            turn.say(words.FOR_WHOM.format(who=leader.called if leader else "", number=words.number(case)))
            return None
    said = turn.waiting.happened_at if turn.waiting else turn.now
    at = _moment(str(reading.slots.get("at") or ""), said, situation)
    return Doing(case, part, reading.intent, settings.read(turn.connection), at, at != said, for_whom)


def step(turn: Turn, one: Doing, happening: Happening) -> Incident | None:
    """Return the incident's state after something happened; None where it can't be, and he was told why."""
    try:
        return state.advance(one.case.state, happening, one.numbers.rules)
    except Illegal as trouble:
        if trouble.why is Refusal.LEGS_MISSING:
            turn.shown = words.TOO_LATE if turn.pressed else turn.shown
            turn.say(words.still(one.case, trouble.missing))
        else:
            _too_late(turn, one.case, trouble.why)
        return None


def _too_late(turn: Turn, case: Case, why: Refusal) -> None:
    if turn.pressed:
        turn.shown = words.TOO_LATE
    turn.say(words.REFUSED[why.value].format(number=words.number(case), stage=case.state.stage))


def written(turn: Turn, one: Doing, state: Incident, **changes: Any) -> Case:
    """Write what the state machine decided; whoever said it may take it back. Raises RowMoved."""
    after = cases.moved(turn.connection, one.case, state, one.at, by=turn.person_id, **changes)
    taking_back.may_take_back(turn, one.case, after, words.DEEDS[one.intent])
    return after


def answer(turn: Turn, situation: Situation, case: Case, done: str, more: str = "") -> None:
    """Echo what was recorded: to himself with what is still missing, in a group kind, place and status only."""
    is_private = turn.waiting is not None and turn.waiting.message.channel is Channel.PRIVATE
    if is_private:
        turn.say(words.RECORDED.format(what=words.what(case), done=done, more=more, number=words.number(case)))
    elif situation.among_ourselves and not is_for_few(turn, case):
        turn.say(words.STATUS.format(what=words.what(case), status=case.state.stage, number=words.number(case)))
    else:
        turn.say(words.NOTED)


def missing(case: Case, numbers: Numbers) -> str:
    """Say what is still missing."""
    return words.still(case, state.needs(case.state, numbers.rules))


def _chosen(turn: Turn, reading: Reading, situation: Situation, allowed: Collection[Part]) -> Case | None:
    wanted, number = reading.slots.get("incident"), str(reading.slots.get("number") or "")
    if number:
        found = cases.by_number(turn.connection, number)
        if found is None:
            turn.say(words.NO_SUCH.format(number=number))
        return found
    if wanted is not None:
        return cases.load(turn.connection, int(wanted))
    mine = [one for one in cases.open_cases(turn.connection) if _part(turn, one, situation) in allowed]
    if not mine:
        turn.say(words.NOTHING_OPEN)
        return None
    if len(mine) == 1:
        return mine[0]
    slots = dict(reading.slots)
    options = [
        Option(f"{words.what(one)} {one.number}", HANDLER, reading.intent, {**slots, "incident": one.id}, (one.number,))
        for one in mine[:MOST_BUTTONS]
    ]
    turn.ask(words.WHICH_ONE, options)
    return None


def _part(turn: Turn, case: Case, situation: Situation) -> Part:
    part = part_of(turn.connection, case, situation.sender, turn.now)
    account = turn.waiting.message.order_key if turn.waiting else ""
    if part is Part.NONE and witnesses.reported_by(turn.connection, account, [case.id]):
        return Part.REPORTER
    return part


def _refuse(turn: Turn, case: Case, situation: Situation) -> None:
    """Say that it is not his to record; who has nothing to do with it learns nothing of it."""
    if turn.pressed:
        turn.shown = ""
    is_his = _part(turn, case, situation) is not Part.NONE
    turn.say(words.NOT_YOURS.format(number=words.number(case)) if is_his else words.NO_SUCH.format(number=case.number))


def _named(turn: Turn, name: str) -> Person | None:
    found = people.by_name(turn.connection, name, turn.now)
    return found[0] if len(found) == 1 else None


def _moment(clock: str, said: datetime, situation: Situation) -> datetime:
    """Return the last moment at which a clock showed 10:05; what can't be read, or nothing, is now."""
    found = words.CLOCK.fullmatch(clock)
    if found is None:
        return said
    local = said.astimezone(situation.zone)
    at = local.replace(hour=int(found[1]), minute=int(found[2]), second=0, microsecond=0)
    return at if at <= local else at - timedelta(days=1)
