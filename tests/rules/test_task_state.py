"""The state machine of a task: whose each step is, what is kept, what can't be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.task.due import due_of
from handlers.task.matter import OVER, Happening, Illegal, Refusal, Side, Stage, State, What
from handlers.task.state import TABLE, advance, may, sides_of
from scheduler.calendar import Calendar
from tests.each import each

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
DUE = NOW + timedelta(days=5)
OWNER, BOSS, OTHER = 1, 2, 3
TASK = State(OWNER, BOSS, due_at=DUE)
CLOSING = frozenset({What.CLOSED, What.CANCELLED, What.REFUSED, What.GRANTED, What.DENIED, What.DATED})


def refused(state: State, happening: Happening) -> Refusal:
    """Return why something can't be."""
    with pytest.raises(Illegal) as trouble:
        advance(state, happening)
    return trouble.value.why


happenings = st.builds(
    Happening,
    what=st.sampled_from(What),
    by=st.sampled_from((OWNER, BOSS, OTHER)),
    at=st.integers(0, 9).map(lambda day: NOW + timedelta(days=day)),
    owner=st.sampled_from((OWNER, OTHER, None)),
    due_at=st.integers(0, 20).map(lambda day: NOW + timedelta(days=day)),
    left=st.integers(0, 1),
)


@given(st.lists(happenings, max_size=25))
def test_the_laws_hold_whatever_happens(steps: list[Happening]) -> None:
    """There is always an owner; only the assigner closes; what is over stays; every day that stood is kept."""
    state = TASK
    for one in steps:
        before = state
        try:
            state = advance(state, one)
        except Illegal:
            continue
        assert before.stage not in OVER
        assert state.owner in (OWNER, BOSS, OTHER)
        assert state.assigner == BOSS
        assert sides_of(before, one.by) & TABLE[one.what].sides
        if one.what in CLOSING or state.stage in OVER:
            assert one.by == BOSS
        if state.stage is Stage.CLOSED:
            assert not one.left
        assert state.past_dues[: len(before.past_dues)] == before.past_dues
        if before.due_at and state.due_at != before.due_at:
            assert state.past_dues[-1] == before.due_at


@pytest.mark.parametrize("what", What)
@pytest.mark.parametrize("stage", Stage)
def test_what_is_not_in_the_table_changes_nothing(what: What, stage: Stage) -> None:
    """Whoever may do something may do it in no other stage, and a stranger nowhere."""
    state = replace(TASK, stage=stage)
    assert not may(state, what, OTHER)
    assert refused(state, Happening(what, OTHER, NOW)) in (Refusal.NOT_HIS, Refusal.OVER)
    by = OWNER if Side.OWNER in TABLE[what].sides else BOSS
    if not may(state, what, by):
        assert refused(state, Happening(what, by, NOW)) in (Refusal.NOT_NOW, Refusal.OVER)


@each(
    ("state", "happening", "why"),
    [
        (
            TASK,
            Happening(What.ASKED, OWNER, DUE + timedelta(hours=1), due_at=DUE + timedelta(days=9)),
            Refusal.TOO_LATE,
        ),
        (TASK, Happening(What.ASKED, OWNER, NOW, due_at=DUE), Refusal.NOT_LATER),
        (replace(TASK, due_at=None), Happening(What.ASKED, OWNER, NOW, due_at=DUE), Refusal.NO_DUE),
        (TASK, Happening(What.CLAIMED, OWNER, NOW, left=1), Refusal.CHILDREN),
        (TASK, Happening(What.CLOSED, BOSS, NOW, left=2), Refusal.CHILDREN),
        (TASK, Happening(What.HANDED, BOSS, NOW, owner=OWNER), Refusal.SAME_OWNER),
        (TASK, Happening(What.GRANTED, BOSS, NOW), Refusal.NOT_ASKED),
        (TASK, Happening(What.DENIED, BOSS, NOW), Refusal.NOT_ASKED),
        (TASK, Happening(What.CLOSED, OWNER, NOW), Refusal.NOT_HIS),
    ],
)
def test_what_can_not_be_says_why(state: State, happening: Happening, why: Refusal) -> None:
    """A delay after the day, without a day, for an earlier one; closing before the parts; another's step."""
    assert refused(state, happening) is why


def test_what_one_gave_oneself_closes_with_the_claim() -> None:
    """Nobody has to agree with himself."""
    assert advance(State(OWNER, OWNER), Happening(What.CLAIMED, OWNER, NOW)).stage is Stage.CLOSED


def test_who_says_it_is_not_his_stays_the_owner_until_another_is_named() -> None:
    """And the other takes it anew."""
    back = advance(TASK, Happening(What.DISOWNED, OWNER, NOW))
    assert (back.stage, back.owner) == (Stage.DISOWNED, OWNER)
    given_on = advance(back, Happening(What.HANDED, BOSS, NOW, owner=OTHER))
    assert (given_on.stage, given_on.owner, given_on.accepted_at) == (Stage.HANDED, OTHER, None)


def test_a_granted_delay_keeps_the_day_before() -> None:
    """And may be granted again."""
    asked = advance(TASK, Happening(What.ASKED, OWNER, NOW, due_at=DUE + timedelta(days=2)))
    assert advance(asked, Happening(What.DENIED, BOSS, NOW)).due_at == DUE
    granted = advance(asked, Happening(What.GRANTED, BOSS, NOW))
    assert (granted.due_at, granted.past_dues, granted.asked_due) == (DUE + timedelta(days=2), (DUE,), None)


@pytest.mark.parametrize(
    ("slots", "day", "moved_from"),
    [
        ({"due": "2026-11-27"}, "2026-11-27T17:30", None),
        ({"due": "2026-11-28"}, "2026-11-30T17:30", date(2026, 11, 28)),
        ({"due": "2026-10-01"}, "2026-10-08T17:30", date(2026, 10, 1)),
        ({"due": "2026-10-10"}, "2026-10-10T17:30", None),
        ({"due": "2026-11-28T15:00"}, "2026-11-30T15:00", date(2026, 11, 28)),
    ],
)
def test_a_day_off_moves_to_the_next_workday(slots: dict[str, str], day: str, moved_from: date | None) -> None:
    """Weekends and holidays do, a made-up workday does not; a time of day is kept."""
    due = due_of(slots, time(17, 30), Calendar(), ZoneInfo("Asia/Shanghai"))
    assert due is not None
    assert (due.at.isoformat(timespec="minutes")[:16], due.moved_from) == (day, moved_from)


def test_without_a_day_there_is_none() -> None:
    """Nothing is made up."""
    assert due_of({}, time(17, 30), Calendar(), ZoneInfo("Asia/Shanghai")) is None
