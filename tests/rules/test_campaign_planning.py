"""Cycles planned by workdays: back from 7月1日, around one stage; what clashes is said and never moved."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.campaign.planning import Clash, conflicts, from_today, next_target, plan, plan_around, plan_within
from handlers.campaign.templates import PLEDGE, Answer, Template, shipped
from scheduler.calendar import Calendar
from scheduler.calendar.value import GUARD, Period

TODAY = date(2026, 11, 23)
TEMPLATES = {one.name: one for one in shipped()}
EXAMS = Period("期末考试周", GUARD, date(2027, 6, 14), date(2027, 6, 25))


def july(calendar: Calendar, year: int = 2027) -> list[tuple[str, date, date]]:
    """Return the stages of 七一表彰 as planned back in a year."""
    target = next_target("07-01", date(year, 1, 4), calendar)
    return [(one.rule.name, one.first, one.last) for one in plan(TEMPLATES["七一表彰"].stages, target, calendar)]


def test_the_first_of_july_is_planned_back_in_workdays() -> None:
    """Nominations, review, 公示 of five workdays and the day itself, over 端午 and weekends."""
    assert july(Calendar()) == [
        ("推荐提名", date(2027, 5, 13), date(2027, 5, 26)),
        ("材料审核", date(2027, 6, 4), date(2027, 6, 11)),
        ("公示", date(2027, 6, 16), date(2027, 6, 22)),
        ("表彰", date(2027, 7, 1), date(2027, 7, 1)),
    ]


def test_a_first_of_july_on_a_saturday_is_kept_on_the_friday() -> None:
    """2028: the workday before."""
    assert july(Calendar(), 2028)[-1][1:] == (date(2028, 6, 30), date(2028, 6, 30))


def test_after_the_first_of_july_the_next_one_is_meant() -> None:
    """On the day itself still this one."""
    assert next_target("07-01", date(2026, 7, 1), Calendar()) == date(2026, 7, 1)
    assert next_target("07-01", date(2026, 7, 2), Calendar()) == date(2027, 7, 1)


def test_around_a_day_that_was_said_the_other_stages_find_theirs() -> None:
    """12月20日 is a Sunday and stays one; the review follows in workdays, 元旦 not among them."""
    template = TEMPLATES["年度绩效考核"]
    planned = plan_around(template.stages, template.hand_in, date(2026, 12, 20), Calendar())
    assert [(one.rule.name, one.last) for one in planned] == [
        ("自评", date(2026, 12, 20)),
        ("审核", date(2027, 1, 4)),
        ("结果反馈", date(2027, 1, 11)),
    ]
    assert planned[0].first == date(2026, 12, 8)
    assert [(one.stage, one.clash) for one in conflicts(planned, TODAY, Calendar())] == [("自评", Clash.OFF)]


def test_a_span_that_was_said_is_the_stage() -> None:
    """Both its days."""
    template = TEMPLATES["示范岗"]
    first, last = date(2026, 12, 1), date(2026, 12, 15)
    planned = plan_around(template.stages, template.stages[0], last, Calendar(), first)
    assert (planned[0].first, planned[0].last) == (first, last)
    assert planned[1].first > last


def test_less_time_than_the_template_takes_is_shared_out() -> None:
    """In order, none begins before the first day, none is left out, the target stays."""
    first, target = date(2026, 12, 1), date(2026, 12, 15)
    planned = plan_within(TEMPLATES["示范岗"].stages, first, target, Calendar())
    assert [one.rule.name for one in planned] == ["推荐", "中期检查", "群众考评", "评选"]
    assert all(first <= one.first <= one.last and one.is_short for one in planned)
    assert [one.last for one in planned] == sorted(one.last for one in planned)
    assert planned[-1].last == target
    there_is_time = plan_within(TEMPLATES["示范岗"].stages, date(2026, 6, 1), target, Calendar())
    assert not any(one.is_short for one in there_is_time)


def test_what_lies_in_a_guarded_period_is_said_and_stays_where_it_is() -> None:
    """With the name and days of the period."""
    guarded = Calendar(periods=(EXAMS,))
    assert july(guarded) == july(Calendar())
    planned = plan(TEMPLATES["七一表彰"].stages, date(2027, 7, 1), guarded)
    found = conflicts(planned, date(2027, 3, 1), guarded)
    assert [(one.stage, one.clash, one.period, one.last) for one in found] == [
        ("公示", Clash.GUARD, "期末考试周", EXAMS.last)
    ]


def test_what_should_be_over_or_have_begun_is_said() -> None:
    """Only what has begun is cut short; nothing is put off."""
    planned = plan(TEMPLATES["七一表彰"].stages, date(2027, 7, 1), Calendar())
    today = date(2027, 6, 8)
    assert [(one.stage, one.clash) for one in conflicts(planned, today, Calendar())] == [
        ("推荐提名", Clash.PAST),
        ("材料审核", Clash.BEGUN),
    ]
    assert [(one.first, one.last) for one in from_today(planned, today)][:2] == [
        (date(2027, 5, 26), date(2027, 5, 26)),
        (today, date(2027, 6, 11)),
    ]


def test_pledges_are_checked_after_they_are_signed() -> None:
    """Twice, half a year apart."""
    planned = plan(TEMPLATES[PLEDGE].stages, date(2027, 1, 29), Calendar())
    assert [one.rule.name for one in planned] == ["签订", "年中检查", "年底检查"]
    assert planned[0].last < planned[1].first < planned[2].first


@pytest.mark.parametrize("template", shipped(), ids=lambda one: one.name)
@given(target=st.dates(date(2024, 1, 1), date(2030, 12, 31)))
def test_every_template_is_in_order_on_any_day(template: Template, target: date) -> None:
    """Stages end in their order, begin before they end, and none that is planned ends on a day off but the target."""
    planned = plan(template.stages, target, Calendar())
    assert [one.last for one in planned] == sorted(one.last for one in planned)
    assert all(one.first <= one.last for one in planned)
    assert all(Calendar().is_workday(one.last) or one.last == target for one in planned)


def test_what_is_handed_in_is_named_and_of_whom() -> None:
    """A stage with a deliverable names it; the others want a word."""
    rules = [rule for one in shipped() for rule in one.stages]
    assert all(bool(rule.deliverable) == (rule.answer is Answer.HAND_IN) for rule in rules)
