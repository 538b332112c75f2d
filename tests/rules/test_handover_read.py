"""What is said about handing over what somebody holds, and what is only one thing given to somebody."""

from __future__ import annotations

from typing import Any

import pytest

from handlers.leave import handing_said, secretary_said
from tests.each import each
from tests.fakes import message
from tests.rules.test_leave_read import SITUATION


def meant(text: str) -> tuple[str, dict[str, Any]]:
    """Return intent and slots, ("", {}) where nothing is read."""
    found = handing_said.read(message(text), SITUATION)
    return (found[0].intent, dict(found[0].slots)) if found else ("", {})


@each(
    ("text", "giver", "taker", "numbers"),
    [
        ("王强调离，工作交给李娜", "王强", "李娜", []),
        ("交接 王强 → 李娜", "王强", "李娜", []),
        ("交接 王强→李娜", "王强", "李娜", []),
        ("交接：王强给李娜", "王强", "李娜", []),
        ("王强的工作交接给李娜", "王强", "李娜", []),
        ("把王强名下的所有事项转给孙主任", "王强", "孙主任", []),
        ("孙主任退休了，由王副主任接手", "孙主任", "王副主任", []),
        ("王强下个月调走，手头的活都交给马师傅", "王强", "马师傅", []),
        ("我调走了，工作交给李娜", "我", "李娜", []),
        ("交接 王强 1、3 → 李娜", "王强", "李娜", [1, 3]),
        ("王强的第2项交给李娜", "王强", "李娜", [2]),
        ("王強調離，工作交給李娜", "王强", "李娜", []),
    ],
)
def test_somebodys_work_goes_to_another(text: str, giver: str, taker: str, numbers: list[int]) -> None:
    """All of it, or some things by their number in the list."""
    assert meant(text) == ("handover.start", {"giver": giver, "taker": taker, "numbers": numbers})


@pytest.mark.parametrize("text", ["王强名下有哪些事项", "交接清单 王强", "王强的交接清单", "王强调离，请办理交接"])
def test_what_somebody_holds_is_asked(text: str) -> None:
    """Before it goes to anybody."""
    assert meant(text) == ("handover.list", {"giver": "王强"})


@each(
    "text",
    [
        "交接班",
        "接班",
        "交班：三号楼水泵待修",
        "这个任务交给孙主任",
        "把钥匙交给孙主任",
        "SJ-0003转给孙主任",
        "隐患交给王强处理",
        "周三前把材料交给张敏",
        "BX-0012 派冯大海去",
        "离职人员怎么交接",
        "周六夜班换给李明",
        "工作交接有什么规定",
        "请孙主任接手",
    ],
)
def test_one_thing_given_is_no_handover(text: str) -> None:
    """Nor is a shift's, nor a question."""
    assert meant(text) == ("", {})


@each(
    ("text", "intent", "name", "who"),
    [
        ("以后张敏替我回收到", "secretary.name", "张敏", ""),
        ("由张敏代办我的通知", "secretary.name", "张敏", ""),
        ("今后让张敏代我回复通知", "secretary.name", "张敏", ""),
        ("我的通知以后都由张敏代回", "secretary.name", "张敏", ""),
        ("请小张当我的代办人", "secretary.name", "小张", ""),
        ("王部长的通知由张敏代办", "secretary.name", "张敏", "王部长"),
        ("以後張敏替我回收到", "secretary.name", "张敏", ""),
        ("取消张敏代办", "secretary.end", "张敏", ""),
        ("不用张敏代办了", "secretary.end", "张敏", ""),
    ],
)
def test_a_secretary_is_named_and_no_more(text: str, intent: str, name: str, who: str) -> None:
    """By the one she speaks for, or by the office."""
    (found,) = secretary_said.read(message(text), SITUATION)
    assert (found.intent, dict(found.slots)) == (intent, {"name": name, "who": who})


@each(
    "text",
    ["以后张敏替我签到", "让张敏替我投票", "张敏代我到场", "谁可以替我回收到", "收到", "帮我回收到", "代办人怎么定"],
)
def test_what_nobody_does_for_another_is_not_read(text: str) -> None:
    """Signing in, votes, being on the scene."""
    assert secretary_said.read(message(text), SITUATION) == []
