"""What is said about handing over what somebody holds, and what is only one thing given to somebody."""

from __future__ import annotations

from typing import Any

import pytest

from handlers.leave import handing_said
from tests.fakes import message
from tests.rules.test_leave_read import SITUATION


def meant(text: str) -> tuple[str, dict[str, Any]]:
    """Return intent and slots, ("", {}) where nothing is read."""
    found = handing_said.read(message(text), SITUATION)
    return (found[0].intent, dict(found[0].slots)) if found else ("", {})


@pytest.mark.parametrize(
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


@pytest.mark.parametrize(
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
