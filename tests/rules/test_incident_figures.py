"""What figures are made of: periods, intervals, what is counted and hidden; what people ask for; room on paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.printed import FILED, POSTED, WIDE, Grid, Heading, NewPage, Paragraph, Title
from bot.printed_room import height_pt, room_pt
from handlers import incident
from handlers.incident.facts import Facts
from handlers.incident.figures.counted import LEAST_OF_FEW, NO_UNIT, OTHERS, Counted, figures
from handlers.incident.figures.happenings import NO_HAPPENINGS, kinds_with_words
from handlers.incident.figures.intervals import Interval, Spread, minutes, spread
from handlers.incident.figures.told import told
from handlers.incident.matter import Incident, Stage
from handlers.incident.said.figures import figures as read
from scheduler.period import between, period_in
from tests.each import each

TODAY = date(2026, 11, 23)  # a Monday
OPENED = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
DAYS = st.dates(date(2000, 1, 31), date(2090, 1, 1))
KINDS = st.sampled_from(["心理危机", "舆情", "漏水", "火情", "停电"])
FEW = frozenset({"心理危机", "舆情"})


@each(
    ("text", "since", "until", "called"),
    [
        ("突发事件统计", "2026-01-01", "2026-11-24", "2026年"),
        ("本月突发事件统计", "2026-11-01", "2026-11-24", "2026年11月"),
        ("上个月突发事件按单位统计", "2026-10-01", "2026-11-01", "2026年10月"),
        ("今年的突发事件统计", "2026-01-01", "2026-11-24", "2026年"),
        ("去年突发事件统计", "2025-01-01", "2026-01-01", "2025年"),
        ("2025年12月突发事件统计", "2025-12-01", "2026-01-01", "2025年12月"),
        ("十二月突发事件统计", "2025-12-01", "2026-01-01", "2025年12月"),
        ("3月份突发事件统计", "2026-03-01", "2026-04-01", "2026年3月"),
        ("本季度突发事件统计", "2026-10-01", "2026-11-24", "2026年第4季度"),
        ("上季度突发事件统计", "2026-07-01", "2026-10-01", "2026年第3季度"),
        ("去年第四季度突发事件统计", "2025-10-01", "2026-01-01", "2025年第4季度"),
        ("本周突发事件统计", "2026-11-23", "2026-11-24", "本周"),
        ("上周突发事件统计", "2026-11-16", "2026-11-23", "上周"),
        ("最近30天突发事件统计", "2026-10-25", "2026-11-24", "最近30天"),
        ("2030年突发事件统计", "2030-01-01", "2030-01-01", "2030年"),
        ("今年上半年突发事件统计", "2026-01-01", "2026-07-01", "2026年上半年"),
        ("本半年突发事件统计", "2026-07-01", "2026-11-24", "2026年下半年"),
        ("去年下半年突发事件统计", "2025-07-01", "2026-01-01", "2025年下半年"),
        ("2026年1-6月突发事件统计", "2026-01-01", "2026-07-01", "2026年1月至6月"),
        ("九月到十一月突发事件统计", "2026-09-01", "2026-11-24", "2026年9月至11月"),
        ("11月至2月突发事件统计", "2025-11-01", "2026-03-01", "2025年11月至2月"),
    ],
)
def test_a_period_is_read_as_the_office_means_it(text: str, since: str, until: str, called: str) -> None:
    """Nothing named is this year; what lies ahead of today is no part of it; a month ahead is last year's."""
    found = period_in(text, TODAY)
    assert (found.since.isoformat(), found.until.isoformat(), found.called) == (since, until, called)


@given(st.text("今去本上下半年月周季度第一二三四十12345678903到至最近天 ", max_size=20), DAYS)
def test_no_words_break_a_period(text: str, today: date) -> None:
    """It never ends before it begins."""
    found = period_in(text, today)
    assert found.since <= found.until
    assert found.days


def test_both_days_that_are_named_are_counted() -> None:
    """From the first to the last."""
    found = between(date(2026, 3, 1), date(2026, 3, 31))
    assert (found.until, found.days) == (date(2026, 4, 1), "2026年3月1日至2026年3月31日")


def after(number: float) -> datetime:
    """Return a moment so many minutes after the report."""
    return OPENED + timedelta(minutes=number)


def test_intervals_run_from_the_report_to_when_it_was_done() -> None:
    """The first chief that was told ends the leg, or the last where all must be; what is unknown is left out."""
    one = Incident(grade=2, acknowledged_at=after(2), scene_head_at=after(4), arrived_at=after(9))
    chiefs = [after(20), after(11)]
    assert minutes(one, OPENED, chiefs, report_to_all=False) == {"收到": 2, "到场": 9, "报告": 11}
    assert minutes(one, OPENED, chiefs, report_to_all=True)[Interval.REPORTED_UP] == 20
    assert Interval.REPORTED_UP not in minutes(one, OPENED, [after(11), None], report_to_all=True)
    assert minutes(Incident(), OPENED, [], report_to_all=True) == {}


def test_of_what_is_plain_the_head_on_the_spot_is_enough() -> None:
    """As the rule has it; what was done before the report took no time."""
    one = Incident(grade=1, scene_head_at=after(4), arrived_at=after(9), controlled_at=after(-3))
    assert minutes(one, OPENED, [], report_to_all=False) == {"到场": 4, "控制": 0}


def test_the_middle_and_the_longest_are_told_with_how_many() -> None:
    """Nothing known is nothing, not nought."""
    assert spread([1, 2, 30]) == Spread(3, 2, 30)
    assert spread([]) is None


def ledger(*some: tuple[str, int]) -> list[Counted]:
    """Make a ledger of so many incidents of each kind."""
    return [Counted(kind, "", "2026-11", Stage.CLOSED) for kind, count in some for _ in range(count)]


def counted(*some: tuple[str, int]) -> dict[str, int]:
    """Return what is shown of a ledger, by kind."""
    return {line.name: line.count for line in figures(ledger(*some), FEW).kinds}


def test_what_few_may_know_is_shown_from_five_on() -> None:
    """Below it stands with others, so many that it can't be told from what is left."""
    assert counted(("漏水", 3), ("心理危机", 5)) == {"心理危机": 5, "漏水": 3}
    assert counted(("漏水", 9), ("停电", 1), ("火情", 4), ("心理危机", 4)) == {"漏水": 9, "火情": 4, OTHERS: 5}
    assert counted(("漏水", 9), ("心理危机", 1), ("舆情", 1)) == {OTHERS: 11}
    assert counted(("心理危机", 2)) == {OTHERS: 2}


@given(st.lists(st.tuples(KINDS, st.integers(1, 7)), max_size=5))
def test_nothing_tells_how_often_what_few_may_know_happened(some: list[tuple[str, int]]) -> None:
    """No line of a hidden kind below five, no line of others that holds hidden kinds only; and nothing is lost."""
    shown, real = counted(*some), figures(ledger(*some), ()).kinds
    by_kind = {line.name: line.count for line in real}
    assert sum(shown.values()) == sum(by_kind.values())
    assert all(shown[kind] >= LEAST_OF_FEW for kind in FEW & shown.keys())
    hidden = {kind for kind in FEW & by_kind.keys() if by_kind[kind] < LEAST_OF_FEW}
    if OTHERS in shown and by_kind.keys() - hidden:
        assert shown[OTHERS] > sum(by_kind[kind] for kind in hidden)


def test_what_was_none_and_drills_stand_apart() -> None:
    """They are counted and measure nothing."""
    some = [
        Counted("漏水", "水电科", "2026-10", Stage.CLOSED, minutes={Interval.SCENE: 10}),
        Counted("漏水", "", "2026-11", Stage.CONTROLLED, minutes={Interval.SCENE: 20}),
        Counted("漏水", "水电科", "2026-11", Stage.FALSE_ALARM, minutes={Interval.SCENE: 500}),
        Counted("火情", "物业", "2026-11", Stage.REPORTED, is_drill=True, minutes={Interval.SCENE: 3}),
        Counted("火情", "物业", "2026-11", Stage.FALSE_ALARM, is_drill=True),
    ]
    found = figures(some, FEW, ["物业", "水电科"])
    assert (found.total.count, found.total.open, found.total.spreads[Interval.SCENE]) == (2, 1, Spread(2, 15, 20))
    assert [(line.name, line.count) for line in found.units] == [("水电科", 1), (NO_UNIT, 1)]
    assert [line.name for line in found.months] == ["2026-10", "2026-11"]
    assert (found.drill_total.count, found.aside) == (1, {Stage.FALSE_ALARM: 1})


@pytest.mark.parametrize(
    ("took", "shown"), [([0.4], "0.4分钟"), ([90, 90], "1.5小时"), ([60 * 24 * 3], "3.0天"), ([], "没有突发事件")]
)
def test_how_long_it_took_is_said_as_people_say_it(took: Sequence[float], shown: str) -> None:
    """In minutes, hours or days; never more than eight lines."""
    some = [Counted("漏水", "", "2026-11", Stage.CLOSED, minutes={Interval.SCENE: one}) for one in took]
    text = told(figures([*some, Counted("漏水", "", "2026-11", Stage.MERGED)], FEW), period_in("", TODAY))
    assert text.count("\n") < 8
    assert shown in text


@each(
    ("text", "intent"),
    [
        ("SJ-0017 过程", "incident.timeline"),
        ("导出过程", "incident.timeline"),
        ("时间线", "incident.timeline"),
        ("帮我导出SJ-0017的过程记录，要表格", "incident.timeline"),
        ("sj17 处置经过", "incident.timeline"),
        ("导出SJ-0017", "incident.timeline"),
        ("请把这次突发事件的时间轴发我一份", "incident.timeline"),
        ("突发事件统计", "incident.statistics"),
        ("上个月突发事件按单位统计", "incident.statistics"),
        ("今年演练统计", "incident.statistics"),
        ("应急卡", "incident.card"),
        ("打印一张应急卡", "incident.card"),
        ("看一下看一下" * 9 + "中", ""),
        ("处置过程中发现阀门坏了", ""),
        ("报销过程", ""),
        ("导出", ""),
        ("突发事件统计制度是怎么规定的", ""),
        ("过程怎么样", ""),
    ],
)
def test_what_is_wanted_is_read_and_nothing_else(text: str, intent: str) -> None:
    """A sentence that only holds such a word wants no paper."""
    found = read(text.lower(), Facts(), text, "")
    assert [one.intent for one in found] == ([intent] if intent else [])


@pytest.mark.parametrize(("text", "form"), [("SJ-0017 过程", "paper"), ("SJ-0017 过程表格", "table")])
def test_the_number_and_the_form_are_read(text: str, form: str) -> None:
    """A quoted number counts as well."""
    (found,) = read(text.lower(), Facts(), text, "")
    assert (found.slots["number"], found.slots["form"]) == ("SJ-0017", form)
    (quoted,) = read("导出过程", Facts(), "导出过程", "【突发】三食堂 漏水〔SJ-0003〕")
    assert quoted.slots["number"] == "SJ-0003"


def test_what_stands_on_a_page_takes_the_room_it_is_given() -> None:
    """Twenty-two lines of the text fill a filed page; a line that is too long takes two."""
    line = Paragraph("三食堂三楼漏水")
    assert height_pt([line] * 22, FILED) <= room_pt(FILED) < height_pt([line] * 23, FILED)
    assert height_pt([Paragraph("字" * 40)], FILED) == 2 * height_pt([line], FILED)
    assert height_pt([Paragraph("a" * 40)], FILED) == height_pt([line], FILED)
    assert room_pt(WIDE) < room_pt(POSTED)


def test_a_row_is_as_high_as_its_highest_cell() -> None:
    """Headings, titles and new pages take room too."""
    low, high = Grid((), [("一", "二")], (30, 30), 10), Grid((), [("一", "字" * 40)], (30, 30), 10)
    assert height_pt([high], POSTED) > 5 * height_pt([low], POSTED)
    assert height_pt([Grid(("一", "二"), [("一", "二")], (30, 30), 10)], POSTED) == 2 * height_pt([low], POSTED)
    assert all(height_pt([part], POSTED) > 0 for part in (Title("应急卡"), Heading("一、"), NewPage()))


def test_every_kind_that_is_recorded_of_an_incident_has_words() -> None:
    """Else it would stand on paper as something else that was noted."""
    sources = "".join(file.read_text(encoding="utf-8") for file in Path(str(incident.__file__)).parent.rglob("*.py"))
    recorded = set(re.findall(r'\brecord\(\s*"(incident\.\w+)"', sources))
    assert len(recorded) > 20
    assert recorded - set(kinds_with_words()) - NO_HAPPENINGS == set()
