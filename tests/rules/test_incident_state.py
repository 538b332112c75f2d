"""The state machine of an incident: every reachable state is walked, and the law holds in each."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest

from handlers.incident.matter import (
    ENDED,
    SCHOOL,
    Happening,
    Illegal,
    Incident,
    Leg,
    Paper,
    Refusal,
    Rules,
    Stage,
    What,
)
from handlers.incident.state import OPEN, ORDER, TABLE, advance, is_attended, needs

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=20)
RULES = (Rules(), Rules(report_to_all=True, accepted_summary=True))
CHIEFS, DEPARTMENTS = frozenset({1, 2}), frozenset({"保卫处"})
HAPPENINGS = (
    *(Happening(what, NOW) for what in What if what not in (What.EN_ROUTE, What.REPORTED_UP, What.REGRADED)),
    Happening(What.EN_ROUTE, NOW, until=LATER),
    Happening(What.REPORTED_UP, NOW, to=frozenset({1})),
    Happening(What.REPORTED_UP, NOW, to=frozenset({2})),
    Happening(What.REPORTED_UP, NOW, to=frozenset({9})),
    Happening(What.INFORMED, NOW, departments=DEPARTMENTS),
    *(Happening(What.REGRADED, NOW, grade=grade) for grade in (0, 1, 3)),
    *(Happening(What.ENDED, NOW, how=how) for how in (Stage.FALSE_ALARM, Stage.MERGED, Stage.CLOSED)),
)


@cache
def reachable(rules: Rules) -> dict[Incident, list[tuple[Happening, Incident | Refusal]]]:
    """Walk everything that can be reached, with what each happening leads to."""
    first = [
        Incident(stage, 1, is_drill=is_drill, chiefs=CHIEFS, departments=DEPARTMENTS)
        for stage in (Stage.UNVERIFIED, Stage.REPORTED)
        for is_drill in (False, True)
    ]
    seen: dict[Incident, list[tuple[Happening, Incident | Refusal]]] = {}
    queue = deque(first)
    while queue:
        incident = queue.popleft()
        if incident in seen:
            continue
        seen[incident] = [(happening, _next(incident, happening, rules)) for happening in HAPPENINGS]
        queue.extend(after for _, after in seen[incident] if isinstance(after, Incident))
    return seen


def _next(incident: Incident, happening: Happening, rules: Rules) -> Incident | Refusal:
    try:
        return advance(incident, happening, rules)
    except Illegal as refused:
        return refused.why


def steps(rules: Rules) -> Iterator[tuple[Incident, Happening, Incident | Refusal]]:
    """Yield every step from every reachable state."""
    for incident, tried in reachable(rules).items():
        for happening, after in tried:
            yield incident, happening, after


@pytest.mark.parametrize("rules", RULES)
def test_every_stage_is_reached_but_those_that_lie_elsewhere(rules: Rules) -> None:
    """Thousands of states; nothing else is a stage."""
    found = reachable(rules)
    assert {one.stage for one in found} == set(Stage) - {Stage.TO_REPAIR, Stage.TO_HAZARD}
    assert len(found) > 2000


@pytest.mark.parametrize("rules", RULES)
def test_what_has_ended_changes_no_more(rules: Rules) -> None:
    """Whatever happens."""
    afters = {after for before, _, after in steps(rules) if before.stage in ENDED}
    assert afters == {Refusal.OVER}


@pytest.mark.parametrize("rules", RULES)
def test_an_incident_never_goes_back(rules: Rules) -> None:
    """Nor forgets what was noted, nor when it first was so."""
    noted = ("acknowledged_at", "scene_head_at", "arrived_at", "controlled_at")
    for before, _, after in steps(rules):
        if isinstance(after, Incident):
            assert after.stage in ENDED or ORDER[after.stage] >= ORDER[before.stage]
            assert all(getattr(before, one) in (None, getattr(after, one)) for one in noted)
            assert before.reported_to <= after.reported_to
            assert before.informed <= after.informed


@pytest.mark.parametrize("rules", RULES)
def test_closed_is_only_what_may_be(rules: Rules) -> None:
    """Attended, handled, reported up, departments informed, summary in; or a drill."""
    for before, happening, after in steps(rules):
        if happening.what is What.CLOSED and before.is_open:
            assert isinstance(after, Incident) == (before.is_drill or not needs(before, rules))
        if isinstance(after, Incident) and after.stage is Stage.CLOSED and not after.is_drill:
            assert happening.what is What.CLOSED
            assert is_attended(after)
            assert after.controlled_at is not None
            assert after.departments <= after.informed
            assert after.reported_to >= CHIEFS if rules.report_to_all else after.reported_to
            assert after.summary is Paper.ACCEPTED or not rules.accepted_summary


@pytest.mark.parametrize("rules", RULES)
def test_reading_and_being_on_the_way_are_not_being_there(rules: Rules) -> None:
    """Only an arrival is one; of the centre head it is enough for what is 一般."""
    for before, happening, after in steps(rules):
        if isinstance(after, Incident) and not is_attended(before) and is_attended(after):
            regraded = happening.what is What.REGRADED and after.grade == 1 and after.scene_head_at is not None
            by_head = happening.what is What.SCENE_HEAD and after.grade == 1
            assert happening.what is What.ARRIVED or by_head or regraded


@pytest.mark.parametrize("rules", RULES)
def test_the_table_says_everything(rules: Rules) -> None:
    """What is allowed in a stage somewhere succeeds there, what is not allowed never does."""
    worked = {
        (before.stage, happening.what) for before, happening, after in steps(rules) if isinstance(after, Incident)
    }
    allowed = {(stage, what) for what, (stages, _) in TABLE.items() for stage in stages}
    assert worked <= allowed
    assert {what for _, what in worked} == set(What)
    closing = {(stage, What.CLOSED) for stage in OPEN}
    assert allowed - worked <= closing


def test_a_step_back_in_time_is_noted_and_moves_nothing() -> None:
    """The arrival is written down after the fire was out."""
    controlled = advance(Incident(grade=3), Happening(What.CONTROLLED, NOW), Rules())
    arrived = advance(controlled, Happening(What.ARRIVED, NOW - timedelta(hours=1)), Rules())
    assert (arrived.stage, arrived.arrived_at) == (Stage.CONTROLLED, NOW - timedelta(hours=1))
    assert Leg.SCENE not in needs(arrived, Rules())


def test_a_chief_in_charge_reports_to_the_school() -> None:
    """Then that is the leg."""
    own = Incident(chiefs=frozenset({SCHOOL}))
    with pytest.raises(Illegal) as refused:
        advance(own, Happening(What.REPORTED_UP, NOW, to=CHIEFS), Rules())
    assert refused.value.why is Refusal.NO_SUCH
    told = advance(own, Happening(What.REPORTED_UP, NOW, to=frozenset({SCHOOL})), Rules(report_to_all=True))
    assert Leg.REPORTED_UP not in needs(told, Rules(report_to_all=True))


def test_what_is_missing_is_said_when_closing_is_refused() -> None:
    """In the rule's order."""
    with pytest.raises(Illegal) as refused:
        advance(Incident(chiefs=CHIEFS, departments=DEPARTMENTS), Happening(What.CLOSED, NOW), Rules())
    assert refused.value.missing == (Leg.SCENE, Leg.HANDLED, Leg.REPORTED_UP, Leg.INFORMED, Leg.SUMMARY)


def test_a_department_the_table_does_not_name_is_told_as_well() -> None:
    """And none at all is nothing."""
    told = advance(Incident(), Happening(What.INFORMED, NOW, departments=frozenset({"校医院"})), Rules())
    assert (told.informed, told.departments) == (frozenset({"校医院"}), frozenset({"校医院"}))
    with pytest.raises(Illegal):
        advance(Incident(), Happening(What.INFORMED, NOW), Rules())
