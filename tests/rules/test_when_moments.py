"""Times said past midnight, at the weekend, at the end of a month or year, in a holiday; and the rest of a text."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.calendar import Calendar, Day
from scheduler.when import Grain, Kind, read_time, read_times
from tests.each import each
from tests.growth import grows_with
from tests.rules.test_when import WEDNESDAY, ZONE, cases, read


def at(text: str) -> datetime:
    """Return a moment in the office."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@each(
    ("now", "text", "expected"),
    [
        ("2026-11-21T09:00", "这周五", "P 2026-11-20 ?"),
        ("2026-11-21T09:00", "本周五下午3点前", "D 2026-11-20T15:00 ?"),
        ("2026-11-21T09:00", "周五", "P 2026-11-27"),
        ("2026-11-21T09:00", "下周一", "P 2026-11-23"),
        ("2026-11-21T09:00", "周末", "S 2026-11-21..2026-11-22"),
        ("2026-11-22T23:30", "下周一", "P 2026-11-23"),
        ("2026-11-22T23:30", "周一", "P 2026-11-23"),
        ("2026-11-23T07:00", "下周一", "P 2026-11-30"),
        ("2026-11-23T07:00", "周一", "P 2026-11-23"),
        ("2026-11-19T01:20", "明天", "P 2026-11-20 ?"),
        ("2026-11-19T01:20", "明天上午8点", "P 2026-11-20T08:00 ?"),
        ("2026-11-19T01:20", "后天", "P 2026-11-21 ?"),
        ("2026-11-19T01:20", "明早8点交班", "P 2026-11-20T08:00 ?"),
        ("2026-11-19T04:59", "明天", "P 2026-11-20 ?"),
        ("2026-11-19T05:00", "明天", "P 2026-11-20"),
        ("2026-11-19T01:20", "今天下午3点", "P 2026-11-19T15:00"),
        ("2026-11-19T01:20", "早上6点", "P 2026-11-19T06:00"),
        ("2026-11-19T01:20", "凌晨3点", "P 2026-11-19T03:00"),
        ("2026-11-19T01:20", "昨晚11点", "P 2026-11-18T23:00"),
        ("2026-11-18T23:50", "今晚12点", "P 2026-11-19T00:00"),
        ("2026-11-18T23:50", "半小时后", "P 2026-11-19T00:20"),
        ("2026-11-18T16:00", "下午3点", "P 2026-11-19T15:00 ?"),
        ("2026-11-18T16:00", "8点", "P 2026-11-19T08:00 ?"),
        ("2026-11-30T10:00", "月底前", "D 2026-11-30"),
        ("2026-11-30T10:00", "31号", "P 2026-12-31"),
        ("2026-11-30T10:00", "下个月30号", "P 2026-12-30"),
        ("2027-01-31T10:00", "一个月后", "P 2027-02-28"),
        ("2027-01-31T10:00", "下个月30号", "N ?"),
        ("2027-01-31T10:00", "30号", "P 2027-03-30"),
        ("2026-12-31T20:00", "明天", "P 2027-01-01"),
        ("2026-12-31T20:00", "下个月5号", "P 2027-01-05"),
        ("2026-12-31T20:00", "明年3月", "S 2027-03-01..2027-03-31 ?"),
        ("2026-12-31T20:00", "年底前", "D 2026-12-31"),
        ("2028-02-29T10:00", "一年后", "P 2029-02-28"),
        ("2028-02-29T10:00", "29号下午3点", "P 2028-02-29T15:00"),
        ("2028-02-29T10:00", "29号上午9点", "P 2028-03-29T09:00"),
        ("2027-01-31T09:00", "31号上午8点", "P 2027-01-31T08:00"),
        ("2026-10-03T10:00", "节后第一个工作日", "P 2026-10-08"),
        ("2026-10-03T10:00", "节后", "P 2026-10-08"),
        ("2026-10-03T10:00", "三个工作日内", "D 2026-10-10"),
        ("2026-10-03T10:00", "国庆", "P 2027-10-01"),
        ("2026-02-10T10:00", "春节前最后一个工作日", "P 2026-02-14"),
        ("2026-02-10T10:00", "春节期间", "S 2026-02-15..2026-02-23"),
        ("2026-02-10T10:00", "除夕", "P 2026-02-16"),
        ("2026-02-10T10:00", "腊月廿九", "P 2026-02-16"),
        ("2026-04-29T10:00", "五一后第一个工作日", "P 2026-05-06"),
        ("2026-05-08T10:00", "下一个工作日", "P 2026-05-09"),
        ("2026-05-08T10:00", "两个工作日后", "P 2026-05-11"),
        ("2026-09-18T10:00", "五个工作日内", "D 2026-09-24"),
        ("2051-03-01T10:00", "春节", "N ?"),
        ("2051-03-01T10:00", "清明节", "P 2051-04-05"),
        ("2099-12-31T10:00", "清明节", "N ?"),
        ("2099-12-31T10:00", "冬至", "N ?"),
        ("2099-12-31T10:00", "一个工作日后", "P 2100-01-01 ?"),
    ],
)
def test_when_it_is_said_matters(now: str, text: str, expected: str) -> None:
    """The same words at another moment."""
    found = read(text, at(now))
    assert found.removesuffix(" ?" if not expected.endswith("?") else "") == expected


def test_the_time_left_and_the_question_name_the_day() -> None:
    """明天 at one in the morning says which two days it may be."""
    asked = read_time("明天上午8点交班", at("2026-11-19T01:20"), Calendar()).question
    assert "11月19日（周四）白天" in asked
    assert "11月20日（周五）" in asked


@each(
    ("text", "matched", "rest"),
    [
        ("提醒我明天下午3点开部务会", "明天下午3点", "提醒我 开部务会"),
        ("明天 下午 3 点，开会", "明天 下午 3 点", "开会"),
        ("请各科室于11月27日下班前报送材料", "于11月27日下班前", "请各科室 报送材料"),
        ("下週一上午九點半，升旗", "下週一上午九點半", "升旗"),
        ("嗯，明天那个下午3点", "明天那个下午3点", "嗯"),
        ("每周五下午4点 例会", "每周五下午4点", "例会"),
        ("今天通知一下，明天下午3点开会", "明天下午3点", "今天通知一下 开会"),
        ("食堂几点开门", "", "食堂几点开门"),
        ("", "", ""),
    ],
)
def test_what_was_read_and_what_is_left(text: str, matched: str, rest: str) -> None:
    """In the words of the text itself, whatever was folded to read it."""
    when = read_time(text, WEDNESDAY, Calendar())
    assert (when.matched, when.rest) == (matched, rest)


def test_every_time_in_a_text_is_there_the_most_exact_first() -> None:
    """The others follow as they stand."""
    found = read_times("周四查电，周五下午3点开会，20号前交表", WEDNESDAY, Calendar())
    assert [one.matched for one in found] == ["周五下午3点", "20号前", "周四"]


def test_a_workday_beyond_the_last_notice_is_asked() -> None:
    """Never an error: the day by the law and the weekends, and a question; none where the office brought the notice."""
    found = read_time("元旦后第一个工作日", WEDNESDAY, Calendar())
    assert (found.start, "2027年的放假调休安排还没有导入" in found.question) == (at("2027-01-04T00:00"), True)
    brought = Calendar({date(2027, 1, 3): Day(is_work=True)}, settled=frozenset({2027}))
    found = read_time("元旦后第一个工作日", WEDNESDAY, brought)
    assert (found.start, found.question) == (at("2027-01-03T00:00"), "")


def test_a_time_knows_when_it_is_over() -> None:
    """A day at the midnight after it, a moment at once, a rule never."""
    today, moment, rule, none = (
        read_time(text, WEDNESDAY, Calendar()) for text in ("今天", "10分钟前", "每天", "谢谢")
    )
    assert today.over_at == at("2026-11-19T00:00")
    assert [one.is_over(WEDNESDAY) for one in (today, moment, rule, none)] == [False, True, False, False]
    assert today.is_over(at("2026-11-19T00:00"))


PIECES = [text for name in ("when_blind.txt", "when_blind_again.txt", "when_office.txt") for text, _ in cases(name)]
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=4).map("".join),
    st.text(
        "0123456789一二三四五六七八九十廿两半零百年月日号点时分周天个工作前后内上下中旬底末到至每第:-/. 早晚",
        max_size=24,
    ),
)
NOWS = st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)).map(lambda one: one.replace(tzinfo=ZONE))  # noqa: DTZ001 — the zone follows


@given(TEXTS, NOWS)
def test_no_text_makes_it_raise(text: str, now: datetime) -> None:
    """Whatever is said whenever: a reading that holds together."""
    for when in read_times(text, now, Calendar()):
        assert (when.kind is Kind.NONE) == (when.start is None or when.grain is Grain.NONE) or when.kind is Kind.RECUR
        assert when.matched == "" or when.matched in text
        assert when.end is None or (when.start is not None and when.end > when.start)


@pytest.mark.parametrize("now", ["0001-01-01T00:00", "9999-12-31T23:59"])
@pytest.mark.parametrize("text", ["三天后", "昨天", "每月底", "腊月廿三", "节后", "上上周一", "999个月后", "两小时前"])
def test_the_ends_of_time_are_refused(now: str, text: str) -> None:
    """A clock that is far off is nobody's fault but the clock's."""
    assert read_times(text, datetime.fromisoformat(now).replace(tzinfo=ZoneInfo("UTC")), Calendar())


@pytest.mark.parametrize("piece", ["1", "一", "每周", "1月", "3点到", "第"])
def test_the_work_grows_with_the_text(piece: str) -> None:
    """Twice the text, twice the work, whatever is repeated."""
    grows_with(lambda size: read_times((piece * size)[:size], WEDNESDAY, Calendar()), 1600)


def test_a_text_is_read_up_to_its_limit() -> None:
    """What stands behind four thousand signs is nobody's time."""
    assert read_time("，" * 4001 + "明天下午3点", WEDNESDAY, Calendar()).kind is Kind.NONE
    assert read_time("，" * 100 + "明天下午3点", WEDNESDAY + timedelta(0), Calendar()).kind is Kind.POINT
