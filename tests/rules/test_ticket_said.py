"""What is said of tickets: the same words mean something only by how their sender stands to which ticket."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import Channel, Kind
from bot.router import Reading
from bot.situation import Situation
from bot.stage import OFFICE
from handlers.ticket.facts import Facts, Known
from handlers.ticket.matter import Kind as What
from handlers.ticket.matter import Stage
from handlers.ticket.said import MEDIA, NAMED, PLAIN, read
from tests.each import each
from tests.fakes import message

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
LAMP = Known(12, "BX-0012", What.REPAIR, Stage.WAITING, "图书馆", "灯")
EXIT = Known(5, "YH-0005", What.HAZARD, Stage.WAITING, "5号楼", "消防通道")
WORK = replace(LAMP, is_worker=True)
MINE = replace(LAMP, is_reporter=True)
MENDED = replace(MINE, stage=Stage.DONE)
LOOK = replace(EXIT, stage=Stage.DONE, is_line=True)


def heard(text: str, *known: Known, quote: str = "", **changes: Any) -> Reading | None:
    """Return how a text is read by somebody to whom these tickets are known."""
    data = {"quote": {"kind": "text", "text": quote}} if quote else {}
    said = replace(message(text), data=data, **changes)
    found = read(said, Situation(NOW, OFFICE, facts={"ticket": Facts(known)}))
    return found[0] if found else None


def intent(text: str, *known: Known, **changes: Any) -> str:
    """Return what a text is read as, without the slice's name."""
    found = heard(text, *known, **changes)
    return found.intent.removeprefix("ticket.") if found else ""


@each(
    ("text", "meant"),
    [
        ("收到", "take"),
        ("好的，收到", "take"),
        ("接单", "take"),
        ("马上去", "take"),
        ("1", "take"),
        ("已安排师傅过去", "take"),
        ("到了", "arrived"),
        ("已到现场", "arrived"),
        ("师傅到了", "arrived"),
        ("马上到", "take"),
        ("还没到", ""),
        ("到了吗", ""),
        ("修好了", "done"),
        ("灯换好了", "done"),
        ("已修复", "done"),
        ("已更换灯管", "done"),
        ("下水道疏通了，处理完毕", "done"),
        ("还没修好", ""),
        ("马上修好", ""),
        ("修好了吗", "query"),
        ("挂起", "hold"),
        ("等配件", "hold"),
        ("没有配件，要采购", "hold"),
        ("敲门没人在", "hold"),
        ("退回", "move"),
        ("这不归我们管", "move"),
        ("转给物业中心", "move"),
        ("转水电科", "move"),
        ("转突发", "turn"),
        ("按突发事件处理", "turn"),
        ("派冯师傅去", "send"),
        ("让马师傅去看看", "send"),
        ("派谁去", ""),
    ],
)
def test_what_the_unit_says(text: str, meant: str) -> None:
    """Of the one ticket it sees to; who has none says nothing of tickets."""
    assert intent(text, WORK) == meant
    assert intent(text) == ""


@each(
    ("text", "known", "meant"),
    [
        ("催一下", MINE, "urge"),
        ("怎么还没人来修", MINE, "urge"),
        ("什么时候能修好", MINE, "urge"),
        ("都等了半天了", MINE, "urge"),
        ("不用修了", MINE, "cancel"),
        ("取消报修", MINE, "cancel"),
        ("自己弄好了", MINE, "cancel"),
        ("好了", MINE, "cancel"),
        ("修得怎么样了", MINE, "query"),
        ("补充：是门口那盏", MINE, "add"),
        ("电话：13900000000", MINE, "add"),
        ("满意", MENDED, "satisfied"),
        ("很满意，谢谢", MENDED, "satisfied"),
        ("好了", MENDED, "satisfied"),
        ("修得很好", MENDED, "satisfied"),
        ("不满意", MENDED, "rework"),
        ("又坏了", MENDED, "rework"),
        ("没修好", MENDED, "rework"),
        ("还是漏", MENDED, "rework"),
        ("又坏了", replace(MENDED, stage=Stage.CLOSED), "rework"),
        ("又坏了", MINE, ""),
        ("满意", MINE, ""),
        ("满意", replace(LOOK, is_reporter=True), ""),
        ("销号", LOOK, "close"),
        ("复查合格", LOOK, "close"),
        ("合格", LOOK, "close"),
        ("不合格", LOOK, "refuse"),
        ("没整改到位", LOOK, "refuse"),
        ("可以销号吗", LOOK, ""),
        ("销号", replace(LOOK, stage=Stage.TAKEN), ""),
        ("三天内整改", replace(EXIT, is_worker=True), "due"),
        ("11月30日前完成", replace(EXIT, is_line=True), "due"),
        ("三天内整改", WORK, ""),
        ("整改完成", replace(EXIT, is_worker=True), "done"),
    ],
)
def test_what_its_reporter_and_who_looks_at_it_say(text: str, known: Known, meant: str) -> None:
    """By how it stands."""
    assert intent(text, known) == meant


@each("text", ["BX-0012 收到", "收到 bx12", "收到〔BX-0012〕", "ＢＸ－0012收到", "[BX 12] 收到", "12号报修收到"])
def test_a_number_says_which(text: str) -> None:
    """However it is written; with more confidence than any word of an incident."""
    found = heard(text, WORK, replace(WORK, id=13, number="BX-0013"))
    assert found is not None
    assert (found.intent, found.confidence, found.slots["number"]) == ("ticket.take", NAMED, "BX-0012")


def test_a_quote_says_which_but_takes_no_other_words() -> None:
    """收到 beside a quoted push is of that ticket; a question beside it is a question."""
    both = (WORK, replace(WORK, id=13, number="BX-0013"))
    quoted = heard("收到", *both, quote="【报修】图书馆 灯 〔BX-0013〕")
    assert quoted is not None
    assert quoted.slots["number"] == "BX-0013"
    assert heard("值班室在哪", *both, quote="【报修】图书馆 灯 〔BX-0013〕") is None


def test_a_number_nobody_knows_is_left_to_the_act() -> None:
    """It decides by rows what may be said of it."""
    assert intent("BX-0099") == "query"
    assert intent("BX-0099 修好了") == "done"
    assert intent("BX-0099 是门口那盏") == "add"


def test_without_a_number_an_incident_comes_first() -> None:
    """Its words have 0.93 and more."""
    found = heard("收到", WORK)
    assert found is not None
    assert found.confidence == PLAIN < 0.93


def test_of_several_none_is_picked_but_by_place_or_own_answer() -> None:
    """They are asked about."""
    other = replace(WORK, id=13, number="BX-0013", place="体育馆")
    asked, placed = heard("收到", WORK, other), heard("体育馆修好了", WORK, other)
    own = heard("修好了", WORK, replace(other, is_taker=True, stage=Stage.TAKEN))
    assert asked is not None
    assert asked.slots == {"candidates": [12, 13]}
    assert placed is not None
    assert placed.slots == {"ticket": 13}
    assert own is not None
    assert own.slots == {"ticket": 13}


@each(
    ("asked", "text", "is_answer"),
    [
        ("place", "3号楼402", True),
        ("place", "图书馆二楼", True),
        ("place", "谢谢", False),
        ("place", "突发事件怎么报告？", False),
        ("place", "签到", False),
        ("room", "402", True),
        ("room", "好的", False),
        ("phone", "13900000000", True),
        ("phone", "0731-88881234", True),
        ("phone", "你猜", False),
        ("campus", "东区", True),
        ("", "3号楼402", False),
        ("place", "那个停水要提前几天通知我们食堂啊", False),
    ],
)
def test_an_answer_to_what_was_asked(asked: str, text: str, is_answer: bool) -> None:  # noqa: FBT001
    """Only what looks like one; whatever is a matter of its own stays one."""
    assert (intent(text, replace(MINE, asked=asked)) == "add") is is_answer


@pytest.mark.parametrize("text", ["我的报修", "查一下我的报修", "我报的单子", "我的隐患"])
def test_ones_own_tickets(text: str) -> None:
    """Whether or not there are any."""
    found = heard(text)
    assert found is not None
    assert (found.intent, found.slots) == ("ticket.list", {"mine": True})


@pytest.mark.parametrize(
    "text", ["没修好的有哪些", "还有哪些没修好的", "未处理的报修有哪些", "没整改的隐患", "报修清单"]
)
def test_what_is_not_done(text: str) -> None:
    """For whoever runs a unit."""
    found = heard(text)
    assert found is not None
    assert (found.intent, found.slots) == ("ticket.list", {"mine": False})


@pytest.mark.parametrize("text", ["报修有什么规定", "隐患排查制度", "没修好", "维修中心在哪", "报修电话是多少"])
def test_questions_are_no_lists(text: str) -> None:
    """They are the policies'."""
    assert heard(text) is None


def test_a_picture_belongs_to_what_its_sender_has_to_do_with() -> None:
    """To none where he has none; before several he is asked."""
    found = heard("", MINE, kind=Kind.IMAGE)
    assert found is not None
    assert (found.confidence, found.slots) == (MEDIA, {"ticket": 12})
    several = heard("", MINE, WORK, kind=Kind.IMAGE)
    assert several is not None
    assert "candidates" in several.slots
    assert heard("", kind=Kind.IMAGE) is None
    assert heard("", MINE) is None


def test_what_is_not_said_to_the_assistant_is_not_read() -> None:
    """Nor what only happened."""
    assert heard("BX-0012 收到", WORK, channel=Channel.GROUP, chat="group") is None
    assert heard("BX-0012 收到", WORK, kind=Kind.EVENT) is None
    assert heard("BX-0012 收到", WORK, kind=Kind.LINK) is None


@given(st.text(max_size=400), st.sampled_from(["", "place", "room", "phone", "campus"]))
def test_anything_may_be_said(text: str, asked: str) -> None:
    """Whatever is written is read without an error, and names only tickets that are known or written in it."""
    everything = (replace(MINE, asked=asked), replace(WORK, id=13, number="BX-0013"), LOOK)
    found = heard(text, *everything)
    assert found is None or found.slots.get("ticket") in (None, 12, 13, 5)


def test_a_long_text_is_read_quickly() -> None:
    """No pattern runs away."""
    for text in ("转" * 5000, "已安排派人" * 1000, "1" * 5000, "BX-" * 2000, "还没有人来" * 1000):
        heard(text, WORK, MINE, LOOK)
