"""The state machine of an incident: the law in prose, the table, the code. Pure.

The law, after the department's rule 先到现场、再报告:

1. An incident goes forward only: 待核实 or 已上报, 已收到, 已到场, 已控制, 已结案. What was done may be written down
   later and in any order; a stage that lies behind is then noted with its time and moves nothing back.
2. Having read it (收到) and being on the way (赶赴中) are not being there, and confirm nothing. Being there is said by
   the leader in charge, or for him; the centre head or duty officer on the spot is 现场负责人到场. For what is 一般
   that is enough, else it calms and does not replace.
3. Reported up and departments informed are two facts that come in any order, each ticked by a person. A push of the
   assistant ticks neither.
4. Closed is only what is under control, reported up, passed on to the departments and has its summary; a drill needs
   none of it. 误报, 转报修, 转隐患 and 已合并 end it without a summary; a merged one lives on in the other.
5. What has ended changes no more; only who recorded a step may take it back, within ten minutes (taking_back.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeAlias

from handlers.incident.matter import ENDED, Happening, Illegal, Incident, Leg, Paper, Refusal, Rules, Stage, What

GRADES = (1, 2, 3)
ENDINGS = ENDED - {Stage.CLOSED}
_U, _R, _A, _S, _C = Stage.UNVERIFIED, Stage.REPORTED, Stage.ACKNOWLEDGED, Stage.ON_SCENE, Stage.CONTROLLED
ORDER: Mapping[Stage, int] = {stage: number for number, stage in enumerate((_U, _R, _A, _S, _C))}
OPEN = frozenset(ORDER)

Law: TypeAlias = Callable[[Incident, Happening, Rules], Incident]


def advance(incident: Incident, happening: Happening, rules: Rules) -> Incident:
    """Return the incident after something happened. Raises Illegal, and then nothing has changed."""
    if not incident.is_open:
        raise Illegal(Refusal.OVER)
    stages, law = TABLE[happening.what]
    if incident.stage not in stages:
        raise Illegal(Refusal.NOT_NOW)
    return law(incident, happening, rules)


def needs(incident: Incident, rules: Rules) -> tuple[Leg, ...]:
    """Return the legs that are still open, in the rule's order; none where it has ended."""
    if not incident.is_open:
        return ()
    is_open = {
        Leg.SCENE: not is_attended(incident),
        Leg.HANDLED: incident.controlled_at is None,
        Leg.REPORTED_UP: not _is_reported_up(incident, rules),
        Leg.INFORMED: not incident.departments <= incident.informed,
        Leg.SUMMARY: not _has_summary(incident, rules),
    }
    return tuple(leg for leg, missing in is_open.items() if missing)


def is_attended(incident: Incident) -> bool:
    """Say whether who must be there is there: the leader in charge, for what is 一般 whoever heads the scene."""
    return incident.arrived_at is not None or (incident.grade == GRADES[0] and incident.scene_head_at is not None)


def _forward(incident: Incident, stage: Stage) -> Incident:
    """Move forward to a stage; what lies behind moves nothing back."""
    return replace(incident, stage=stage) if ORDER[stage] > ORDER[incident.stage] else incident


def _confirmed(incident: Incident, happening: Happening, rules: Rules) -> Incident:
    del happening, rules
    return _forward(incident, _A if incident.acknowledged_at else _R)


def _acknowledged(incident: Incident, happening: Happening, rules: Rules) -> Incident:
    del rules
    read = replace(incident, acknowledged_at=incident.acknowledged_at or happening.at)
    return read if read.stage is _U else _forward(read, _A)


def _en_route(incident: Incident, happening: Happening, rules: Rules) -> Incident:
    return replace(_acknowledged(incident, happening, rules), en_route_until=happening.until)


def _scene_head(incident: Incident, happening: Happening, rules: Rules) -> Incident:
    del rules
    return replace(incident, scene_head_at=incident.scene_head_at or happening.at)


def _arrived(incident: Incident, happening: Happening, rules: Rules) -> Incident:
    del rules
    return _forward(replace(incident, arrived_at=incident.arrived_at or happening.at), _S)


def _controlled(incident: Incident, happening: Happening, rules: Rules) -> Incident:
    del rules
    return _forward(replace(incident, controlled_at=incident.controlled_at or happening.at), _C)


def _reported_up(incident: Incident, happening: Happening, rules: Rules) -> Incident:
    del rules
    if not happening.to or not happening.to <= incident.chiefs:
        raise Illegal(Refusal.NO_SUCH)
    return replace(incident, reported_to=incident.reported_to | happening.to)


def _informed(incident: Incident, happening: Happening, rules: Rules) -> Incident:
    """Tick departments; one that the table does not name is told as well."""
    del rules
    if not happening.departments:
        raise Illegal(Refusal.NO_SUCH)
    told = incident.informed | happening.departments
    return replace(incident, informed=told, departments=incident.departments | told)


def _paper(becomes: Paper, *before: Paper) -> Law:
    def law(incident: Incident, happening: Happening, rules: Rules) -> Incident:
        del happening, rules
        if incident.summary not in before:
            raise Illegal(Refusal.NOT_NOW)
        return replace(incident, summary=becomes)

    return law


def _regraded(incident: Incident, happening: Happening, rules: Rules) -> Incident:
    del rules
    if happening.grade not in GRADES:
        raise Illegal(Refusal.NO_SUCH)
    return replace(incident, grade=happening.grade)


def _doubted(incident: Incident, happening: Happening, rules: Rules) -> Incident:
    del happening, rules
    return replace(incident, is_doubted=True)


def _ended(incident: Incident, happening: Happening, rules: Rules) -> Incident:
    del rules
    if happening.how not in ENDINGS:
        raise Illegal(Refusal.NO_SUCH)
    return replace(incident, stage=happening.how)


def _closed(incident: Incident, happening: Happening, rules: Rules) -> Incident:
    del happening
    if not incident.is_drill and (missing := needs(incident, rules)):
        raise Illegal(Refusal.LEGS_MISSING, missing)
    return replace(incident, stage=Stage.CLOSED)


def _is_reported_up(incident: Incident, rules: Rules) -> bool:
    if rules.report_to_all:
        return incident.chiefs <= incident.reported_to
    return not incident.chiefs or bool(incident.reported_to)


def _has_summary(incident: Incident, rules: Rules) -> bool:
    return incident.summary is Paper.ACCEPTED or (incident.summary is Paper.HANDED_IN and not rules.accepted_summary)


#: What may happen in which stages, and what follows. What is not here may not.
TABLE: Mapping[What, tuple[frozenset[Stage], Law]] = {
    What.CONFIRMED: (frozenset({_U}), _confirmed),
    What.ACKNOWLEDGED: (OPEN, _acknowledged),
    What.EN_ROUTE: (frozenset({_U, _R, _A}), _en_route),
    What.SCENE_HEAD: (OPEN, _scene_head),
    What.ARRIVED: (OPEN, _arrived),
    What.CONTROLLED: (OPEN, _controlled),
    What.REPORTED_UP: (OPEN, _reported_up),
    What.INFORMED: (OPEN, _informed),
    What.HANDED_IN: (frozenset({_C}), _paper(Paper.HANDED_IN, Paper.MISSING, Paper.RETURNED)),
    What.RETURNED: (frozenset({_C}), _paper(Paper.RETURNED, Paper.HANDED_IN)),
    What.ACCEPTED: (frozenset({_C}), _paper(Paper.ACCEPTED, Paper.HANDED_IN)),
    What.REGRADED: (OPEN, _regraded),
    What.DOUBTED: (OPEN, _doubted),
    What.ENDED: (OPEN, _ended),
    What.CLOSED: (OPEN, _closed),
}
