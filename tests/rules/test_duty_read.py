"""What is said about duty: days, questions, 在岗, 接班, 交班, swaps; and what only sounds like it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import Channel
from bot.settings import Office
from bot.situation import Situation
from handlers.duty import said
from handlers.duty.days import DAYTIME, NIGHT, Days, read_days
from tests.each import each
from tests.fakes import message

HERE = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 11, 23, 10, tzinfo=HERE)
SITUATION = Situation(datetime(2026, 11, 23, 2, tzinfo=UTC), Office())
ASKED = replace(SITUATION, facts={"duty": True})


def meant(text: str, situation: Situation = SITUATION) -> tuple[str, dict[str, Any]]:
    """Return intent and slots, ("", {}) where nothing is read."""
    found = said.read(message(text), situation)
    return (found[0].intent, dict(found[0].slots)) if found else ("", {})


def november(day: int, part: str = "", last: int = 0) -> Days:
    """Return a day of November 2026, or some."""
    return Days(date(2026, 11, day), date(2026, 11, last or day), part)


@each(
    ("text", "days"),
    [
        ("今天谁值班", november(23)),
        ("今晚谁值班", november(23, NIGHT)),
        ("明天白天谁值班", november(24, DAYTIME)),
        ("后天谁值班", november(25)),
        ("大后天谁值班", november(26)),
        ("昨晚谁值班", november(22, NIGHT)),
        ("周一谁值班", november(23)),
        ("周六谁值班", november(28)),
        ("这周日夜班谁值班", november(29, NIGHT)),
        ("星期天谁值班", november(29)),
        ("下周一谁值班", november(30)),
        ("周末谁值班", november(28, last=29)),
        ("11月28日谁值班", november(28)),
        ("2026-11-28谁值班", november(28)),
        ("28号谁值班", november(28)),
        ("1月3日谁值班", Days(date(2027, 1, 3), date(2027, 1, 3))),
        ("31号谁值班", Days(date(2026, 12, 31), date(2026, 12, 31))),
        ("3号谁值班", Days(date(2026, 12, 3), date(2026, 12, 3))),
        ("谁值班", Days(date(2026, 11, 23), date(2026, 11, 23), is_now=True)),
        ("现在谁值班", Days(date(2026, 11, 23), date(2026, 11, 23), is_now=True)),
    ],
)
def test_a_day_is_read(text: str, days: Days) -> None:
    """Said on a Monday morning."""
    assert read_days(text, MONDAY) == days


@each("text", ["下下周一", "上周五", "2月30日", "月底", "中秋节", "三天后", "国庆", "十一月一号"])
def test_a_day_that_can_not_be_read_here_is_not_guessed(text: str) -> None:
    """It is asked about; November has no 31st."""
    assert read_days(f"{text}谁值班", MONDAY) is None


def test_after_midnight_tonight_is_the_night_under_way() -> None:
    """Until six."""
    assert read_days("今晚谁值班", MONDAY.replace(hour=2)) == replace(november(23, NIGHT), is_now=True)
    assert read_days("周一谁值班", MONDAY.replace(day=25)) == november(30)
    assert read_days("31号谁值班", MONDAY.replace(month=12)) == Days(date(2026, 12, 31), date(2026, 12, 31))


@each(
    "text",
    [
        "今天谁值班",
        "今晚谁带班？",
        "今晚誰值班",
        "周六东区谁值班",
        "明天值班的是谁 电话多少",
        "哪位领导带班",
        "值班领导是谁",
        "今晚的值班人员",
        "看下值班表",
        "今晚值班？",
        "值班电话是多少",
        "我什么时候值班",
        "我的班",
    ],
)
def test_a_question_of_who_is_on_duty_is_heard(text: str) -> None:
    """In the words people use."""
    assert meant(text)[0] == "duty.query"


@each(
    "text",
    [
        "有没有关于值班的规定",
        "值班员几点交接班",
        "值班日志应当记录哪些内容",
        "值班制度是什么",
        "我今晚不能值班了",
        "谁负责报修",
        "怎么换班",
        "班车几点开",
        "交接班要注意什么",
        "交班时间是几点",
        "下班了",
        "收到",
        "食堂今天谁掌勺",
        "",
    ],
)
def test_what_only_sounds_like_it_is_left_to_others(text: str) -> None:
    """Rules above all."""
    assert meant(text) == ("", {})


@each(
    ("text", "intent"),
    [
        ("在岗", "duty.on"),
        ("已在岗。", "duty.on"),
        ("我到岗了", "duty.on"),
        ("在崗", "duty.on"),
        ("接班", "duty.handover"),
        ("我来接班了", "duty.handover"),
        ("值班日志", "duty.log"),
        ("看一下值班日志", ""),
        ("昨晚的值班记录", "duty.log"),
    ],
)
def test_the_fixed_words(text: str, intent: str) -> None:
    """Nothing around them."""
    assert meant(text)[0] == intent


@pytest.mark.parametrize("text", ["收到", "好的", "1", "在的", "收到。"])
def test_a_plain_yes_is_one_only_from_who_was_asked(text: str) -> None:
    """An incident of his comes first."""
    assert meant(text, ASKED)[0] == "duty.on"
    assert meant(text) == ("", {})
    busy = replace(ASKED, facts={"duty": True, "incident": type("Facts", (), {"open": (1,)})()})
    assert meant(text, busy) == ("", {})


@pytest.mark.parametrize(
    ("text", "noted"),
    [
        ("交班：三号楼水泵待修", "三号楼水泵待修"),
        ("交班:三号楼 水泵\n待修，钥匙在抽屉", "三号楼 水泵 待修，钥匙在抽屉"),
        ("交班 水泵待修", "水泵待修"),
        ("交班", ""),
        ("交班：" + "长" * 900, "长" * 300),
    ],
)
def test_a_note_for_the_next_shift_is_kept_as_it_was_said(text: str, noted: str) -> None:
    """Also a long one."""
    assert meant(text) == ("duty.note", {"text": noted})


@each(
    ("text", "name", "mutual", "first", "part"),
    [
        ("我和李明换周六的班", "李明", True, "2026-11-28", ""),
        ("我想跟李明换一下周六的夜班", "李明", True, "2026-11-28", NIGHT),
        ("我和10041换11月28日的班", "10041", True, "2026-11-28", ""),
        ("周六夜班换给李明", "李明", False, "2026-11-28", NIGHT),
        ("把我周六的班换给李明", "李明", False, "2026-11-28", ""),
        ("明天的班让给孙主任吧", "孙主任", False, "2026-11-24", ""),
        ("李明替我值周六的班", "李明", False, "2026-11-28", ""),
        ("今晚的班換給李明", "李明", False, "2026-11-23", NIGHT),
        ("我周六值班跟李明换一下", "李明", True, "2026-11-28", ""),
    ],
)
def test_a_swap_is_heard(text: str, name: str, mutual: bool, first: str, part: str) -> None:  # noqa: FBT001
    """With whom, when, and whether something is given in return."""
    intent, slots = meant(text)
    assert (intent, slots["name"], slots["mutual"]) == ("duty.swap", name, mutual)
    assert (slots["first"], slots["part"]) == (first, part)


def test_a_swap_of_two_days_and_one_without_a_day() -> None:
    """Each day is read; where there is none, or none that can be read, it is asked."""
    _, slots = meant("我周六的班和李明周日的班换一下")
    assert (slots["name"], slots["first"], slots["back"]["first"]) == ("李明", "2026-11-28", "2026-11-29")
    assert meant("我和李明换班")[1]["now"] is True
    assert "first" not in meant("我和李明换国庆的班")[1]


@each(
    ("text", "word", "row"),
    [
        ("同意换班 3", "yes", 3),
        ("同意换班3号", "yes", 3),
        ("不同意换班 3", "no", 3),
        ("不批准换班3", "no", 3),
        ("撤销换班 12", "back", 12),
        ("取消换班", "back", 0),
        ("同意換班３", "yes", 3),
    ],
)
def test_a_word_on_a_swap_is_heard_with_its_number(text: str, word: str, row: int) -> None:
    """A no is never a yes."""
    assert meant(text) == ("duty.decide", {"word": word, "row": row})


def test_a_group_that_does_not_mention_the_assistant_is_not_listened_to() -> None:
    """Even where a door hands it over."""
    unasked = replace(message("今晚谁值班", chat="g"), channel=Channel.GROUP)
    assert said.read(unasked, SITUATION) == []
    assert said.read(message("今晚谁值班" + "啊" * 200), SITUATION) == []


@given(
    st.text(alphabet="今明后天周六一二三四五日月号晚夜班值带谁换给和我同意交接在岗下上:：0123456789 .-/", max_size=60)
)
def test_no_text_breaks_the_reading(text: str) -> None:
    """Whatever stands in it."""
    for reading in said.read(message(text), ASKED):
        assert 0 < reading.confidence < 1
