"""The state machine of a ticket, the days and hours of the department, and whose trade a fault is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.ticket.deadline import LONGEST, day_in
from handlers.ticket.matter import OPEN, Happening, Illegal, Kind, Refusal, Stage, State, What
from handlers.ticket.settings import Hours
from handlers.ticket.state import TABLE, advance, may
from handlers.ticket.trades import FIRE, HOUSE, LIFT, POWER, WATER, guard_of, is_urgent, lacks_room, trade_of
from tests.each import each

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
DAYS = timedelta(days=3)
TODAY = date(2026, 11, 23)  # a Monday


def happen(state: State, *whats: What, at: datetime = NOW) -> State:
    """Let things happen one after the other."""
    for what in whats:
        state = advance(state, Happening(what, at), DAYS)
    return state


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("what", What)
@pytest.mark.parametrize("stage", Stage)
def test_what_is_not_in_the_table_changes_nothing(kind: Kind, what: What, stage: Stage) -> None:
    """Every pair of stage and happening either moves, or raises."""
    state = State(kind, stage, done_at=NOW)
    if may(state, what):
        assert happen(state, what) != state or what in (What.TAKEN, What.MOVED)
    else:
        with pytest.raises(Illegal) as refused:
            happen(state, what)
        assert refused.value.why in (Refusal.OVER, Refusal.NOT_NOW)


def test_the_three_times_are_three() -> None:
    """Who mends need not have said that he arrived, and then no arrival is made up; who does either has answered."""
    mended = happen(State(), What.DONE)
    assert (mended.responded_at, mended.arrived_at, mended.done_at) == (NOW, None, NOW)
    there = happen(State(), What.ARRIVED)
    assert (there.responded_at, there.arrived_at, there.done_at) == (NOW, NOW, None)


def test_the_first_answer_and_arrival_count() -> None:
    """A second 收到 moves no time, and nobody who is there is only on his way again."""
    there = happen(State(), What.TAKEN, What.ARRIVED)
    later = happen(there, What.TAKEN, What.ARRIVED, at=NOW + DAYS)
    assert later == there


def test_a_repair_is_reopened_for_some_days_and_waits_anew() -> None:
    """Also after 满意; later it is another repair."""
    for before in ((What.DONE,), (What.DONE, What.CONFIRMED)):
        again = advance(happen(State(), *before), Happening(What.REOPENED, NOW + DAYS), DAYS)
        assert (again.stage, again.done_at, again.reworks) == (Stage.WAITING, None, 1)
        with pytest.raises(Illegal, match="too late"):
            advance(happen(State(), *before), Happening(What.REOPENED, NOW + DAYS + timedelta(seconds=1)), DAYS)


def test_a_hazard_goes_back_to_who_must_put_it_right() -> None:
    """However long ago it was done; it has an answer already."""
    state = happen(State(Kind.HAZARD), What.DONE)
    again = advance(state, Happening(What.REOPENED, NOW + DAYS * 9), DAYS)
    assert (again.stage, again.is_open) == (Stage.TAKEN, True)


def test_setting_a_day_answers_a_hazard() -> None:
    """And moves back nobody who is there."""
    due = Happening(What.DUE, NOW, NOW + DAYS)
    assert advance(State(Kind.HAZARD), due, DAYS).stage is Stage.TAKEN
    there = happen(State(Kind.HAZARD), What.ARRIVED)
    assert advance(there, due, DAYS) == replace(there, due_at=NOW + DAYS)


@given(st.lists(st.sampled_from(sorted(What)), max_size=12), st.sampled_from(Kind))
def test_no_way_through_loses_an_answer(whats: list[What], kind: Kind) -> None:
    """Whatever is tried in whatever order: what was answered stays answered, and nothing waits that was not moved."""
    state = State(kind)
    for what in whats:
        before = state
        try:
            state = happen(state, what)
        except Illegal:
            assert state is before
            continue
        assert before.responded_at is None or state.responded_at == before.responded_at
        assert state.stage in {*OPEN, Stage.DONE, Stage.CLOSED, Stage.CANCELLED, Stage.TURNED}
    assert all(isinstance(stages, frozenset) for stages, _ in TABLE.values())


@each(
    ("local", "urgent", "weekends", "by"),
    [
        ("2026-11-23T10:00", False, True, "2026-11-23T10:30"),
        ("2026-11-23T10:00", True, True, "2026-11-23T10:15"),
        ("2026-11-23T23:00", True, True, "2026-11-23T23:15"),
        ("2026-11-23T18:00", False, True, "2026-11-24T08:30"),
        ("2026-11-23T06:00", False, True, "2026-11-23T08:30"),
        ("2026-11-28T10:00", False, True, "2026-11-28T10:30"),
        ("2026-11-28T10:00", False, False, "2026-11-30T08:30"),
        ("2026-11-27T19:00", False, False, "2026-11-30T08:30"),
    ],
)
def test_until_when_somebody_answers(local: str, urgent: bool, weekends: bool, by: str) -> None:  # noqa: FBT001
    """Minutes in the hours of service, else the next morning; what is urgent always minutes."""
    at = datetime.fromisoformat(local).replace(tzinfo=ZONE)
    hours = Hours(weekends=weekends)
    assert hours.respond_by(at, ZONE, urgent=urgent) == datetime.fromisoformat(by).replace(tzinfo=ZONE)


@each(
    ("text", "day"),
    [
        ("三天内整改", date(2026, 11, 26)),
        ("3天内", date(2026, 11, 26)),
        ("两周内整改完成", date(2026, 12, 7)),
        ("一个月内", date(2026, 12, 23)),
        ("明天前改好", date(2026, 11, 24)),
        ("大后天", date(2026, 11, 26)),
        ("周五前整改", date(2026, 11, 27)),
        ("下周三前", date(2026, 12, 2)),
        ("本周日前", date(2026, 11, 29)),
        ("30日前整改", date(2026, 11, 30)),
        ("5号前", date(2026, 12, 5)),
        ("12月1日前", date(2026, 12, 1)),
        ("1月5日前", date(2027, 1, 5)),
        ("月底前", date(2026, 11, 30)),
        ("2月30日前", None),
        ("31日前", date(2026, 12, 31)),
        ("13月1日", None),
        ("0天内", None),
        ("999天内", None),
        ("尽快", None),
        ("", None),
    ],
)
def test_until_which_day(text: str, day: date | None) -> None:
    """The next such day that is not over; what can't be a day is none."""
    assert day_in(text, TODAY) == day


@given(
    st.text(alphabet="三十天周内前下月底日号年0123456789一二 整改", max_size=20),
    st.dates(date(2020, 1, 1), date(2090, 1, 1)),
)
def test_no_text_is_a_day_that_is_over(text: str, today: date) -> None:
    """Nor one further off than a year."""
    found = day_in(text, today)
    assert found is None or today <= found <= today + timedelta(days=LONGEST)


@each(
    ("item", "text", "system"),
    [
        ("灯", "图书馆灯不亮", POWER),
        ("水龙头", "水龙头漏水", WATER),
        ("电梯按钮", "电梯按钮坏了", LIFT),
        ("热水", "6号楼热水没了", WATER),
        ("门锁", "402门锁坏了", ""),
        ("", "跳闸了来人看看", POWER),
    ],
)
def test_whose_trade_it_is(item: str, text: str, system: str) -> None:
    """By what is broken, else by all that was said; what is nobody's in particular goes to the usual unit."""
    assert trade_of(item, text).system == system


def test_whose_a_hazard_is() -> None:
    """What concerns fire is its own; all else the keeper's of the building."""
    assert guard_of("消防通道", "消防通道堵了").system == FIRE
    assert guard_of("井盖", "井盖没了").system == HOUSE


@pytest.mark.parametrize(
    ("text", "urgent"),
    [("宿舍没电了", True), ("水管漏水", True), ("灯不亮", False), ("桌子坏了", False), ("电梯停了", True)],
)
def test_what_cannot_wait(text: str, urgent: bool) -> None:  # noqa: FBT001
    """No water, no power, a leak, a lift."""
    assert is_urgent(text) is urgent


@pytest.mark.parametrize(
    ("place", "lacks"), [("3号楼", True), ("3号楼402", False), ("3号楼水房", False), ("3号楼二楼", False)]
)
def test_a_dormitory_wants_a_room(place: str, lacks: bool) -> None:  # noqa: FBT001
    """But for what is in no room; another building wants none."""
    assert lacks_room(place, ("3号楼", "女生公寓3号楼")) is lacks
    assert not lacks_room(place, ("3号楼",))
