"""Who somebody says he is, and what an admin decides: read out of fragments, slips and hostile texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import Channel, Kind, Message
from bot.settings import Office
from bot.situation import Situation
from bot.store.aliases import is_encrypted
from bot.store.chats import INTERNAL, OUTSIDERS, UNREGISTERED, Chat
from bot.store.people import Person
from handlers.enrolment import talk
from tests.each import each
from tests.fakes import message

STRANGER = Situation(datetime(2026, 11, 23, tzinfo=UTC), Office())
STAFF = replace(STRANGER, sender=Person(1, "10041", "李明"))


def meant(text: str, situation: Situation = STRANGER) -> tuple[str, dict[str, Any]]:
    """Return intent and slots, ("", {}) where nothing is read."""
    found = talk.read(message(text), situation)
    return (found[0].intent, dict(found[0].slots)) if found else ("", {})


@each(
    ("text", "number", "name"),
    [
        ("绑定 20180013", "20180013", ""),
        ("绑定２０１８００１３", "20180013", ""),
        ("绑定工号20180013 王建国", "20180013", "王建国"),
        ("綁定工號20180013 王建國", "20180013", "王建國"),
        ("帮定20180013", "20180013", ""),
        ("绑订 w001 芶小兰", "W001", "芶小兰"),
        ("我的工号是20180013", "20180013", ""),
        ("俺的工号是20180013，俺叫王强", "20180013", "王强"),
        ("工号：W001，姓名：丁桂芳", "W001", "丁桂芳"),
        ("登记：张三 20180013", "20180013", "张三"),
        ("我要登记 20180013 欧阳明", "20180013", "欧阳明"),
        ("我是张三，工号20180013", "20180013", "张三"),
        ("我叫张三 20180013", "20180013", "张三"),
        ("您好，我是买买提·艾力，工号20180013", "20180013", "买买提·艾力"),
        ("我是新来的，工号20230015，怎么绑定", "20230015", ""),
        ("绑定 13900010041 工号10041", "10041", ""),
        ("bang ding 20180013", "20180013", ""),
        ("绑定 10041'; DROP TABLE persons;--", "10041", ""),
        ("绑定", "", ""),
        ("怎么绑定", "", ""),
        ("请问怎么绑定工号？", "", ""),
        ("绑定账号", "", ""),
        ("我要登记", "", ""),
        ("怎么登记我的账号？", "", ""),
        ("我是饮食中心的李明，工号10041", "10041", "李明"),
        ("我是田春生，工号10044，手机13900010044", "10044", "田春生"),
        ("我是田春生，手机13900010044，工号10044", "10044", "田春生"),
        ("我是田春生 13900010044 10044", "10044", "田春生"),
        ("工号10044 田春生 电话：139 0001 0044（微信同号）", "10044", "田春生"),
        ("绑定 10044 田春生 邮箱 t.c@qh.edu.cn", "10044", "田春生"),
        ("绑 定 10044 田春生", "10044", "田春生"),
        ("登 记 工 号 10044 田春生", "10044", "田春生"),
    ],
)
def test_somebody_says_which_number_is_his(text: str, number: str, name: str) -> None:
    """In many words, whoever says it."""
    for situation in (STRANGER, STAFF):
        assert meant(text, situation) == ("people.bind", {"number": number, "name": name})


@pytest.mark.parametrize("text", ["张三 20180013", "20180013，张三", "欧阳明20180013"])
def test_a_name_and_a_number_alone_are_read_of_a_stranger_only(text: str) -> None:
    """From anybody else they may be anything."""
    assert meant(text)[0] == "people.bind"
    assert meant(text, STAFF) == ("", {})


@each(
    "text",
    [
        "工号20180013是谁",
        "查一下工号20180013",
        "绑定银行卡怎么办",
        "绑定手机号 13900010041",
        "我手机13900010041",
        "我是李明，工号10041，王书记的手机是多少",
        "登记隐患 3号楼 101",
        "登记：隐患 1012",
        "来访登记要求",
        "新员工登记办法",
        "三食堂 20240506",
        "20180013",
        "绑定 1; DROP TABLE persons",
        "工号是什么",
        "怎么登记来访车辆",
        "如何登记",
        "我叫张三",
        "",
        "张三 110",
    ],
)
def test_what_only_sounds_like_it_is_left_to_others(text: str) -> None:
    """A question about somebody's number above all."""
    assert meant(text) == ("", {})


@each(
    ("text", "intent", "rows", "replace"),
    [
        ("同意绑定 12", "people.approve", [12], False),
        ("同意绑定１２", "people.approve", [12], False),
        ("我同意绑定 12", "people.approve", [12], False),
        ("同 意 绑 定 12", "people.approve", [12], False),
        ("批准绑定申请12号。", "people.approve", [12], False),
        ("同意绑定 12 替换", "people.approve", [12], True),
        ("同意绑定 2,3", "people.approve", [2, 3], False),
        ("同意绑定 2、3", "people.approve", [2, 3], False),
        ("同意绑定 12 和 13", "people.approve", [12, 13], False),
        ("拒绝绑定 2号、3号，2号", "people.refuse", [2, 3], False),
        ("同意绑定 2、3 替换", "people.approve", [2, 3], False),
        ("同意綁定", "people.approve", [], False),
        ("拒绝绑定 #12", "people.refuse", [12], False),
        ("不同意绑定 3", "people.refuse", [3], False),
        ("我不同意绑定 2", "people.refuse", [2], False),
        ("撤销绑定 12", "people.release", [12], False),
        ("取消绑定", "people.release", [], False),
    ],
)
def test_an_admin_decides(text: str, intent: str, rows: list[int], replace: bool) -> None:  # noqa: FBT001
    """With the numbers of the requests; a no is never taken for a yes, and who is replaced is said one by one."""
    assert meant(text) == (intent, {"rows": rows, "replace": replace, "held": False})


@each("text", ["不要同意绑定 2", "先不同意绑定 2", "暂不同意绑定 2", "别拒绝绑定 2", "不撤销绑定 2", "没有同意绑定 2"])
def test_a_no_before_a_decision_holds_it(text: str) -> None:
    """Neither a yes nor a no."""
    intent, slots = meant(text)
    assert intent in ("people.approve", "people.refuse", "people.release")
    assert slots["held"]


@pytest.mark.parametrize("text", ["同意绑定 1234567890", "是否同意绑定 12？", "同意绑定 2-9", "同意"])
def test_what_names_no_request_decides_nothing(text: str) -> None:
    """Nothing is guessed."""
    assert meant(text)[0] not in ("people.approve", "people.refuse", "people.release")


def test_a_wall_of_text_is_read_by_others() -> None:
    """Ten thousand characters bind nobody."""
    for text in ("绑定 20180013 " * 1000, "绑定本群 维修中心" * 1000, "同意绑定 12" + " " * 10_000, "群" * 10_000):
        assert meant(text) == ("", {})


def test_what_was_not_said_to_the_assistant_binds_nothing() -> None:
    """A picture, and a message in a group that does not mention it."""
    said = message("绑定 20180013")
    for other in (replace(said, kind=Kind.IMAGE), replace(said, channel=Channel.GROUP)):
        assert talk.read(other, STRANGER) == []
    assert talk.read(replace(said, kind=Kind.VOICE), STRANGER) != []


@each(
    ("kind", "data", "intent"),
    [
        (Kind.RESULT, {"event": "resolved"}, "people.resolved"),
        (Kind.RESULT, {"event": "media"}, ""),
        (Kind.EVENT, {"event": "resolved"}, ""),
        (Kind.EVENT, {"event": "chat_disband", "chat": "g"}, "chat.gone"),
        (Kind.EVENT, {"event": "chat_disband"}, ""),
        (Kind.EVENT, {"event": "chat_quit", "chat": "g"}, "chat.gone"),
        (Kind.EVENT, {"event": "chat_quit", "chat": "g", "accounts": ["a"]}, ""),
        (Kind.EVENT, {"event": "chat_update_title", "chat": "g", "chat_title": "新"}, "chat.retitled"),
    ],
)
def test_what_the_platform_tells_is_read_from_its_data_alone(kind: Kind, data: dict[str, Any], intent: str) -> None:
    """Only a result of our own call says who somebody is."""
    told = Message("d", "1", "p", "sys", Channel.PRIVATE, kind, "绑定 20180013", data=data)
    assert [one.intent for one in talk.read(told, STRANGER)] == ([intent] if intent else [])


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading(text: str) -> None:
    """Whatever it is made of; what is read of a number is letters and digits."""
    for found in talk.read(message(text), STRANGER):
        number = found.slots.get("number", "")
        assert number == "" or (number.isascii() and number.isalnum() and len(number) <= 15)


@pytest.mark.parametrize(
    ("account", "hidden"),
    [
        ("wo" + "a" * 30, True),
        ("wm" + "Z9_-x" * 6, True),
        ("wo" + "a" * 29, False),
        ("wx" + "a" * 30, False),
        ("", False),
    ],
)
def test_a_hidden_id_is_known_by_its_form(account: str, hidden: bool) -> None:  # noqa: FBT001
    """Wo or wm and thirty characters."""
    assert is_encrypted(account) is hidden


@each(
    ("contact", "before_outsiders"),
    [
        ("综合办公室 张敏", "综合办公室"),
        ("综合办公室张敏 8110", "综合办公室"),
        ("后勤部办公室 李部长", "后勤部"),
        ("总务处 13900010021", "总务处"),
        ("服务中心", "服务中心"),
        ("张敏", "后勤保障部"),
        ("张处长", "后勤保障部"),
        ("13900010021", "后勤保障部"),
    ],
)
def test_before_outsiders_whom_to_ask_is_an_office_and_nobodys_name(contact: str, before_outsiders: str) -> None:
    """Where no office stands in the setting, the department."""
    office = Office(contact=contact)
    for standing in (UNREGISTERED, OUTSIDERS):
        chat = Chat(1, "p", "g", "d", "", standing)
        assert replace(STRANGER, office=office, chat=chat).contact == before_outsiders
    for chat_here in (None, Chat(1, "p", "g", "d", "", INTERNAL)):
        assert replace(STRANGER, office=office, chat=chat_here).contact == contact
