"""Courtesy as pure rules: quiet hours over midnight, the limit a day, company, and how several things read."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.courtesy.parcels import parcel_of, together, words
from bot.courtesy.patience import BUNDLE, COMPANY, MUTED, QUIET, Recipient, Rules, Wait, wait
from bot.messages import Button, Card
from bot.spans import Rest, Span, free_at, is_at_night, read_spans, shown_spans
from bot.store.files import Enclosed
from bot.store.mutes import Muted
from bot.store.pushes import Push, Severity
from bot.store.pushes import Recipient as Row
from bot.store.received import Received
from tests.each import each

ZONE = ZoneInfo("Asia/Shanghai")
KITCHEN = read_spans("10:45-13:15、17：00到18：30，21:00–4:00")
NIGHTLY = (Span(time(22), time(7)),)
RULES = Rules(6, (time(8), time(16, 30)), timedelta(minutes=5), ZONE)


def at(written: str, day: int = 23) -> datetime:
    """Return a moment of November 2026: a Monday where no day is given."""
    hour, _, minute = written.partition(":")
    return datetime(2026, 11, day, int(hour), int(minute), tzinfo=ZONE)


@each(
    ("spans", "moment", "free"),
    [
        (NIGHTLY, at("21:59"), at("21:59")),
        (NIGHTLY, at("22:00"), at("7:00", 24)),
        (NIGHTLY, at("0:00"), at("7:00")),
        (NIGHTLY, at("6:59"), at("7:00")),
        (NIGHTLY, at("7:00"), at("7:00")),
        (NIGHTLY, at("23:30", 30), datetime(2026, 12, 1, 7, tzinfo=ZONE)),
        (KITCHEN, at("4:30"), at("4:30")),
        (KITCHEN, at("10:44"), at("10:44")),
        (KITCHEN, at("10:45"), at("13:15")),
        (KITCHEN, at("18:29"), at("18:30")),
        (KITCHEN, at("21:30"), at("4:00", 24)),
        ((), at("3:00"), at("3:00")),
        (read_spans("8:00-10:00、10:00-12:00"), at("9:00"), at("12:00")),
    ],
)
def test_quiet_hours_end_when_they_end(spans: tuple[Span, ...], moment: datetime, free: datetime) -> None:
    """Several a day, over midnight, into the next month, one after the other."""
    assert free_at(Rest(spans), moment, ZONE) == free


def test_who_is_on_a_night_shift_is_awake_then_and_left_alone_after_it() -> None:
    """The night is no rest for him; the day on which it ends is, in the hours the office wrote."""
    night = (at("17:30"), at("8:00", 24))
    rest = Rest(NIGHTLY, (night,), (Span(time(8), time(14)),))
    assert is_at_night(*night, ZONE)
    assert not is_at_night(at("8:00"), at("17:30"), ZONE)
    assert free_at(rest, at("23:00"), ZONE) == at("23:00")
    assert free_at(rest, at("5:00", 24), ZONE) == at("5:00", 24)
    assert free_at(rest, at("9:00", 24), ZONE) == at("14:00", 24)
    assert free_at(rest, at("9:00"), ZONE) == at("9:00")


@each("text", ["", "晚上", "22:00", "25:00-7:00", "7:00-7:00", "22:00-7", "10:45-13:15 17:00-18:30"])
def test_a_span_that_is_none_is_refused_with_the_remedy(text: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(ValueError, match="10:45-13:15"):
        read_spans(text)


def test_spans_are_written_as_they_are_read() -> None:
    """A table that is exported and imported again is the same."""
    assert shown_spans(KITCHEN) == "10:45-13:15、17:00-18:30、21:00-04:00"
    assert read_spans(shown_spans(KITCHEN)) == KITCHEN
    assert shown_spans(read_spans("无")) == "无"


@each(
    ("recipient", "now", "more", "expected"),
    [
        (Recipient(Rest(NIGHTLY)), at("10:00"), {}, None),
        (Recipient(Rest(NIGHTLY)), at("23:00"), {}, Wait(at("7:00", 24), QUIET)),
        (Recipient(Rest(), got=Received(5)), at("10:00"), {}, None),
        (Recipient(Rest(), got=Received(6)), at("7:10"), {}, Wait(at("8:00"), BUNDLE)),
        (Recipient(Rest(), got=Received(6)), at("8:00"), {}, Wait(at("16:30"), BUNDLE)),
        (Recipient(Rest(), got=Received(6)), at("16:30"), {}, Wait(at("8:00", 24), BUNDLE)),
        (Recipient(Rest(), got=Received(6)), at("16:30"), {"is_bundle": True}, None),
        (Recipient(Rest(), got=Received(9)), at("10:00"), {"follows": True}, None),
        (Recipient(Rest(), counts=False, got=Received(9)), at("10:00"), {}, None),
        (Recipient(Rest(), got=Received(1, last_at=at("9:58"))), at("10:00"), {}, Wait(at("10:03"), COMPANY)),
        (Recipient(Rest(), got=Received(1, last_at=at("9:58"))), at("10:00"), {"fell_due": False}, None),
        (Recipient(Rest(), got=Received(1, last_at=at("9:55"))), at("10:00"), {}, None),
        (Recipient(Rest(), got=Received(1, last_at=at("10:02"))), at("10:00"), {}, None),
        (Recipient(Rest(), Muted(at("8:00", 24))), at("10:00"), {}, Wait(at("8:00", 24), MUTED)),
        (Recipient(Rest(), Muted(at("9:00"))), at("10:00"), {}, None),
    ],
)
def test_what_can_wait_waits_until_it_fits(
    recipient: Recipient, now: datetime, more: dict[str, bool], expected: Wait | None
) -> None:
    """Quiet hours, the limit a day and its bundles, company; a clock put back holds nothing up."""
    circumstances = {"is_bundle": False, "fell_due": True, "follows": False} | more
    assert wait(recipient, RULES, now, **circumstances) == expected


def push(number: int, text: str = "x", *, card: bool = False, file: bool = False) -> Push:
    """Make a push due at 9:00."""
    buttons = Card(f"c{number}", "t", (Button("收到", "收到"),)) if card else None
    enclosed = Enclosed(1, "a.docx") if file else None
    return Push(number, Row(1), text, "staff", "", Severity.NORMAL, None, at("9:00"), None, card=buttons, file=enclosed)


def test_a_file_goes_after_the_words_before_it_and_by_itself() -> None:
    """What follows it waits for the next message."""
    found = [push(1), push(2), push(3, file=True), push(4)]
    assert [one.id for one in parcel_of(found).pushes] == [1, 2]
    assert [one.id for one in parcel_of(found[2:]).pushes] == [3]
    assert len(parcel_of([push(number) for number in range(1, 40)]).pushes) == 20


def test_buttons_are_shown_where_they_can_belong_to_one_thing_only() -> None:
    """Of two cards neither."""
    one, two = parcel_of([push(1), push(2, card=True)]), parcel_of([push(1, card=True), push(2, card=True)])
    assert (one.card is not None, one.bearer) == (True, 2)
    assert two.card is None


def test_several_things_keep_their_own_words_under_one_head() -> None:
    """The head says how many and of what."""
    said = together(["【会议】明天9:00\n私聊我回 1", "【报修】东区5号楼", "食堂检查"], late=1)
    assert said.startswith(
        "【合并通知】3件：会议、报修（其中1件补发）\n\n一、【会议】明天9:00\n私聊我回 1\n\n二、【报修】"
    )
    assert together(["x"] * 20, late=0).endswith("十九、x\n\n二十、x")


def test_what_is_late_says_so_and_what_waited_overnight_says_its_day() -> None:
    """〔补发〕 is said once; what courtesy put off is not late, but 明天 in it means another day."""
    assert words(push(1), "开会", at("9:29"), ZONE) == "开会"
    assert words(push(1), "开会", at("10:00"), ZONE) == "〔补发·原定9:00〕开会"
    assert words(push(1), "〔补发〕开会", at("10:00"), ZONE) == "〔补发〕开会"
    assert words(push(1), "开会", at("8:00", 24), ZONE) == "〔补发·原定11月23日9:00〕开会"
    held = replace(push(1), held="quiet", first_due=at("23:10"))
    assert words(held, "明天开会", at("7:00", 24), ZONE) == "明天开会\n（11月23日23:10的消息）"
    assert words(replace(push(1), held="bundle"), "开会", at("16:30"), ZONE) == "开会"
