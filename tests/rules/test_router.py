"""The router picks, or asks; an alarm is never put to the vote."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.router import Doubt, Reading, choose, chosen_option
from bot.store.prompts import Option, Prompt
from tests.each import each

THEN = datetime(2026, 11, 23, tzinfo=UTC)
ASKED = Prompt(
    "您是想：",
    (
        Option("签到", "checkin", "checkin.sign", {"a": 1}),
        Option("报到场", "incident", "incident.arrived", {}, ("到场",)),
    ),
    THEN,
)


def reading(intent: str, confidence: float, *, harm: bool = False, label: str = "") -> Reading:
    return Reading("h", intent, confidence, harm=harm, label=label)


def test_the_likeliest_reading_is_taken() -> None:
    """Where there is no doubt."""
    assert choose("x", [reading("a", 0.4), reading("b", 0.9)], None) == reading("b", 0.9)


def test_nothing_likely_is_nothing() -> None:
    """A weak reading is none."""
    assert choose("x", [reading("a", 0.2)], None) is None


def test_an_alarm_wins_against_better_readings_and_open_questions() -> None:
    """Missing it would harm somebody."""
    alarm = reading("alarm", 0.6, harm=True)
    assert choose("1", [alarm, reading("b", 0.99)], ASKED) == alarm


def test_a_weak_alarm_is_a_reading_like_others() -> None:
    """Below one half it is not forced."""
    assert choose("x", [reading("alarm", 0.4, harm=True), reading("b", 0.9)], None) == reading("b", 0.9)


def test_two_likely_readings_are_asked_about() -> None:
    """Not guessed."""
    two = [reading("a", 0.6, label="甲"), reading("b", 0.58, label="乙")]
    assert choose("x", two, None) == Doubt(tuple(two))


def test_readings_without_a_name_are_not_asked_about() -> None:
    """What can't be named can't be offered."""
    assert choose("x", [reading("a", 0.6, label="甲"), reading("b", 0.58)], None) == reading("a", 0.6, label="甲")


@each("said", ["1", "１", "一", "第一个", "选1", "1。", "(1)", "签到", "回1"])
def test_a_number_or_a_label_answers_a_question(said: str) -> None:
    """However it is typed."""
    assert choose(said, [], ASKED) == Reading("checkin", "checkin.sign", 1.0, {"a": 1})


def test_a_further_word_answers_too() -> None:
    """Beside number and label, also in Traditional characters."""
    assert chosen_option("到场", ASKED) == ASKED.options[1]
    assert chosen_option("到場。", ASKED) == ASKED.options[1]


@pytest.mark.parametrize("said", ["3", "0", "", "好", "1号楼"])
def test_anything_else_answers_nothing(said: str) -> None:
    """And is read as what it is."""
    assert chosen_option(said, ASKED) is None


WHO = Option("", "h", "leave.stand_in", {"absence": 3})
DRAFT = Option("", "h", "meeting.create", {"title": "例会"}, is_draft=True)


@pytest.mark.parametrize(
    ("free", "best", "taken"),
    [
        (WHO, reading("leave.back", 0.95), "the command"),  # another matter, though of the same feature
        (WHO, reading("leave.out", 0.6), "leave.stand_in"),
        (WHO, Reading("ask", "ask.policy", 0.95), "leave.stand_in"),  # a search takes any text
        (DRAFT, reading("meeting.change", 0.95), "meeting.create"),  # 改到十点 is about the draft
        (DRAFT, reading("meeting.create", 0.95), "the command"),  # the same step once more is a new one
        (DRAFT, reading("meeting.query", 0.95), "the command"),
        (DRAFT, Reading("h", "meeting.change", 0.97, {"number": "HY-0003"}), "the command"),  # that one stands already
        (DRAFT, reading("reminder.create", 0.95), "the command"),
        (DRAFT, reading("help", 0.95), "the command"),
    ],
)
def test_what_was_asked_freely_is_answered_unless_a_command_is_clear(free: Option, best: Reading, taken: str) -> None:
    """Of a draft, another step of its feature is about the draft."""
    chosen = choose("x", [best], Prompt("谁", (), THEN, free=free))
    assert isinstance(chosen, Reading)
    assert (chosen.intent if chosen.slots.get("answer") == "x" else "the command") == taken
