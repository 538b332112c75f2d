"""Rules of meetings: the calendar file, settings, kinds, what an answer adds to what is wanted. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.meeting.kinds import kind_of
from handlers.meeting.recurring import in_words, moved_rule
from handlers.meeting.wish import AMEND, TIME, WHO, answered
from scheduler.calendar import Calendar
from scheduler.gathering.calendar_file import CANCEL, OCTETS, Entry, escaped, folded, written
from scheduler.gathering.clock import Clock
from scheduler.gathering.leads import leads_of
from scheduler.when import recurrence_of
from tests.each import each

START = datetime(2026, 11, 26, 2, tzinfo=UTC)  # Thursday, ten o'clock
CLOCK = Clock(datetime(2026, 11, 21, 10, tzinfo=ZoneInfo("Asia/Shanghai")), Calendar())
MONDAY, TUESDAY = "FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0", "2026-11-24T10:00"
WANTED = {"title": "安全会", "start": "2026-11-26T10:00", "audience": "各中心主任", "place": "302"}


def entry(**changes: Any) -> Entry:
    """Make a meeting as a calendar enters it."""
    values = {"title": "安全会", "place": "302；东侧, 二层", "text": "议题：\n1. 用电", **changes}
    return Entry("abc@houqin", 2, START, START, START + timedelta(hours=1), **values)


def properties(content: bytes) -> list[tuple[str, str]]:
    """Unfold and unescape a calendar file: name with parameters, value."""
    lines = content.decode().replace("\r\n ", "").split("\r\n")
    pairs = (line.split(":", 1) for line in lines if line)
    marks = {"\\n": "\n", "\\,": ",", "\\;": ";", "\\\\": "\\"}
    return [(name, re.sub(r"\\[n,;\\]", lambda found: marks[found.group()], value)) for name, value in pairs]


def test_a_calendar_file_says_what_the_meeting_is() -> None:
    """RFC 5545: the same UID, SEQUENCE, the zone, the alarm before."""
    said = dict(properties(written(entry(alarms_min=(60,)))))
    assert (said["UID"], said["SEQUENCE"], said["METHOD"]) == ("abc@houqin", "2", "REQUEST")
    assert said["DTSTART;TZID=Asia/Shanghai"] == "20261126T100000"
    assert said["DTEND;TZID=Asia/Shanghai"] == "20261126T110000"
    assert said["DTSTAMP"] == "20261126T020000Z"
    assert (said["SUMMARY"], said["LOCATION"], said["TRIGGER"]) == ("安全会", "302；东侧, 二层", "-PT60M")
    names = [name for name, _ in properties(written(entry()))]
    assert names.count("BEGIN") == names.count("END")


def test_a_meeting_called_off_leaves_the_calendar() -> None:
    """METHOD:CANCEL, STATUS:CANCELLED, no alarm."""
    said = dict(properties(written(entry(alarms_min=(60,)), CANCEL)))
    assert (said["METHOD"], said["STATUS"]) == ("CANCEL", "CANCELLED")
    assert "TRIGGER" not in said


@given(st.text(max_size=300))
def test_no_line_is_longer_than_75_octets_and_nothing_is_lost(text: str) -> None:
    """Whatever stands in it: read back it is the text, control characters aside."""
    content = written(entry(text=text + "。"))
    assert all(len(line) <= OCTETS for line in content.split(b"\r\n"))
    kept = "".join(
        sign for sign in text.replace("\r\n", "\n").replace("\r", "\n") if sign.isprintable() or sign in "\n\t"
    )
    assert dict(properties(content))["DESCRIPTION"] == kept + "。"


def test_lines_fold_between_characters() -> None:
    """Each part reads as UTF-8 by itself."""
    assert [part.decode() for part in folded("会" * 60).split(b"\r\n ")]
    assert escaped("a,b;c\\d\ne") == "a\\,b\\;c\\\\d\\ne"


@each(
    ("title", "kind"),
    [
        ("后勤工作例会", "例会"),
        ("后勤保障部党政联席会议", "党政联席会"),
        ("安全工作小组碰头会", "工作小组会"),
        ("消防安全部署会", "安全会"),
        ("中层干部会议", "干部大会"),
        ("冬季供暖协调会", "专题会"),
        ("茶话会", "座谈会"),
        ("会议", "会议"),
    ],
)
def test_a_title_is_counted_as_a_kind(title: str, kind: str) -> None:
    """The first kind whose words it has."""
    assert kind_of(title) == kind


def test_how_long_before_is_read() -> None:
    """1天、1小时; 无 for none; anything else is refused with the remedy."""
    assert leads_of("1天、1小时") == (timedelta(days=1), timedelta(hours=1))
    assert leads_of("30分钟") == (timedelta(minutes=30),)
    assert leads_of("无") == ()
    with pytest.raises(ValueError, match="请填"):
        leads_of("早点")


@each(
    ("slots", "asked", "answer", "wanted"),
    [
        ({"title": "例会"}, TIME, "周四下午3点", {"start": "2026-11-26T15:00"}),
        ({"day": "2026-11-25T00:00"}, TIME, "下午3点", {"start": "2026-11-25T15:00"}),
        ({"day": "2026-11-25T00:00"}, TIME, "三点半", {"start": "2026-11-25T15:30"}),
        ({}, TIME, "周四", {"day": "2026-11-26T00:00", "start": None}),
        ({}, TIME, "昨天", {"start": None}),
        ({"guess": "2026-11-22T10:00", "question": "?"}, TIME, "是的", {"start": "2026-11-22T10:00", "question": None}),
        ({}, TIME, "周四下午3点 306室 各中心主任", {"place": "306室", "audience": "各中心主任"}),
        ({"rule": "FREQ=WEEKLY;BYDAY=FR"}, TIME, "下午3点", {"rule": "FREQ=WEEKLY;BYDAY=FR;BYHOUR=15;BYMINUTE=0"}),
        ({}, WHO, "各中心主任", {"audience": "各中心主任"}),
        ({}, WHO, "通知孙主任、钱主任", {"audience": "孙主任、钱主任"}),
        (WANTED, AMEND, "改到11点", {"start": "2026-11-26T11:00"}),
        (WANTED, AMEND, "推迟半小时", {"start": "2026-11-26T10:30"}),
        (WANTED, AMEND, "下午4点吧", {"start": "2026-11-26T16:00"}),
        (WANTED, AMEND, "改到周五上午9点", {"start": "2026-11-27T09:00"}),
        (WANTED, AMEND, "地点改到207", {"place": "207"}),
        (WANTED, AMEND, "地点办公楼302", {"place": "办公楼302"}),
        (WANTED, AMEND, "在三楼会议室", {"place": "三楼会议室"}),
        (WANTED, AMEND, "加上张三", {"audience": "各中心主任、张三"}),
        (WANTED, AMEND, "去掉孙主任", {"audience": "各中心主任（孙主任除外）"}),
        (WANTED, AMEND, "议题：1.用电 2.值班", {"agenda": ["用电", "值班"]}),
        (WANTED, AMEND, "改叫安全部署会", {"title": "安全部署会"}),
        (WANTED, AMEND, "今天天气不错", {"unclear": True}),
    ],
)
def test_an_answer_is_worked_into_what_is_wanted(
    slots: dict[str, Any], asked: str, answer: str, wanted: dict[str, Any]
) -> None:
    """What was said before stays; what is said instead of 确认 changes one thing."""
    said = answered({**slots, "asked": asked, "answer": answer}, CLOCK)
    assert {name: said.get(name) for name in wanted} == wanted
    assert "answer" not in said


@pytest.mark.parametrize(
    ("rule", "slots", "new", "words"),
    [
        (MONDAY, {"to_start": TUESDAY}, "FREQ=WEEKLY;BYDAY=TU;BYHOUR=10;BYMINUTE=0", "每周二10:00"),
        (MONDAY, {"to_start": TUESDAY, "hour_only": True}, MONDAY.replace("=9", "=10"), "每周一10:00"),
        (MONDAY, {"by_min": 30}, MONDAY.replace("=0", "=30"), "每周一9:30"),
        ("WORKDAY;BYHOUR=8;BYMINUTE=0", {"by_min": -30}, "WORKDAY;BYHOUR=7;BYMINUTE=30", "每个工作日7:30"),
    ],
)
def test_a_rule_is_moved_for_good(rule: str, slots: dict[str, Any], new: str, words: str) -> None:
    """To another day or hour; by an interval."""
    moved = moved_rule(recurrence_of(rule), slots, CLOCK)
    assert moved is not None
    assert (moved.text, in_words(moved)) == (new, words)


def test_a_rule_that_can_not_be_moved_by_a_word_is_said_anew() -> None:
    """Monthly ones, and beyond midnight."""
    assert moved_rule(recurrence_of("FREQ=MONTHLY;BYDAY=1FR;BYHOUR=15"), {"by_min": 30}, CLOCK) is None
    assert moved_rule(recurrence_of("WORKDAY;BYHOUR=23"), {"by_min": 90}, CLOCK) is None
    assert moved_rule(recurrence_of("WORKDAY;BYHOUR=23"), {}, CLOCK) is None
