"""What a group is said to be: in doubt outsiders are in it, and a no is never taken for a yes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings import Office
from bot.situation import Situation
from handlers.enrolment import talk
from handlers.enrolment.groups_named import says_nothing
from tests.each import each
from tests.fakes import message

STRANGER = Situation(datetime(2026, 11, 23, tzinfo=UTC), Office())


def meant(text: str) -> tuple[str, str]:
    """Return what a group is said to be and whose; ("", "") where nothing is read of one."""
    found = [one for one in talk.read(message(text), STRANGER) if one.intent == talk.BIND_CHAT]
    return (found[0].slots["is"], found[0].slots["name"]) if found else ("", "")


@each(
    ("text", "what", "name"),
    [
        ("绑定本群 维修中心", "named", "维修中心"),
        ("綁定本群 維修中心", "named", "維修中心"),
        ("绑订本群 物业", "named", "物业"),
        ("邦定本群：物业中心。", "named", "物业中心"),
        ("本群是维修中心的群", "named", "维修中心"),
        ("本群是第一支部", "named", "第一支部"),
        ("咱这个群是车队的群", "named", "车队"),
        ("把这个群绑定到第一支部", "named", "第一支部"),
        ("请把本群登记为维修服务中心内部群", "named", "维修服务中心"),
        ("登记本群为“维修中心”的工作群", "named", "维修中心"),
        ("绑定群 水电科", "named", "水电科"),
        ("将此群登记为综合办内部群", "named", "综合办"),
        ("请将本群与第二党支部绑定", "named", "第二党支部"),
        ("这个群以后就是维修中心的工作群", "named", "维修中心"),
        ("本群归水电科", "named", "水电科"),
        ("绑定本群 内部", "internal", ""),
        ("这个群是内部群", "internal", ""),
        ("本群没有外单位人员", "internal", ""),
        ("本群绑定，群里没有外人", "internal", ""),
        ("绑定本群 含外单位", "outsiders", ""),
        ("绑定本群 维修中心 含外单位", "outsiders", "维修中心"),
        ("这个群有外单位的人", "outsiders", ""),
        ("這個群裡有施工隊的人", "outsiders", ""),
        ("解除绑定本群", "nothing", ""),
        ("取消本群登记", "nothing", ""),
        ("本群解绑", "nothing", ""),
        ("绑定本群", "how", ""),
        ("怎么绑定本群？", "how", ""),
        ("绑定本群 哪个单位", "how", ""),
    ],
)
def test_somebody_says_what_the_group_is(text: str, what: str, name: str) -> None:
    """In many words."""
    assert meant(text) == (what, name)


@each(
    "text",
    [
        "这个群是干什么的",
        "这个群是谁建的",
        "这个群有外单位的人吗",
        "我们群里有外包工人晕倒了",
        "群发一下放假安排",
        "取消群发",
        "这个群有外单位的人发广告",
        "群众评议怎么登记",
        "群里都安静",
        "这个群真热闹",
    ],
)
def test_talk_of_a_group_that_says_nothing_of_the_kind_is_left_alone(text: str) -> None:
    """Above all what happened to people in it."""
    assert meant(text) == ("", "")


@each(
    "beside",
    [
        "维修中心（含外单位）",
        "含外单位，维修中心",
        "维修中心，含外单位。谢谢",
        "维修中心（群里有外单位人员）",
        "维修中心 群里有外单位人员，请注意",
        "维修中心 含外单位人员的群",
        "维修中心 含外单位，谢谢",
        "维修中心(含外单位)",
        "含外单位的维修中心",
        "维修中心外包施工群",
        "维修中心（含施工队）",
        "维修中心 含外协单位",
        "维修中心 含物业公司",
        "维修中心 含維保人員",
        "维修中心 不全是内部人员",
        "维修中心 内部 有供应商",
        "维修中心，和第三方合作单位",
        "维修中心 没有外单位，有施工队",
        "维 修 中 心 含 外 单 位",
    ],
)
def test_a_word_for_outsiders_beside_a_units_name_is_never_lost(beside: str) -> None:
    """The group is that unit's, and outsiders are in it."""
    what, name = meant(f"绑定本群 {beside}")
    assert (what, name.replace(" ", "")) == ("outsiders", "维修中心")


@each(
    "text",
    [
        "绑定本群 含外单位，谢谢",
        "绑定本群 含 外单位",
        "绑定本群 不是内部",
        "本群是含外单位的群",
        "本群有外单位人员，请注意",
        "群里有施工单位的人",
        "群里来了几个外包师傅",
        "本群不是内部群",
        "绑 定 本 群 含外单位",
    ],
)
def test_outsiders_alone_are_understood(text: str) -> None:
    """Whose group it is stays."""
    assert meant(text) == ("outsiders", "")


@pytest.mark.parametrize("text", ["本群是维修中心和外包公司的群", "本群是维修中心的群（含外单位），谢谢"])
def test_a_statement_names_a_unit_and_outsiders(text: str) -> None:
    """As a command does."""
    assert meant(text) == ("outsiders", "维修中心")


@each(
    ("text", "what", "name"),
    [
        ("绑定本群 维修中心 没有外单位", "named", "维修中心"),
        ("绑定本群 维修中心（不含外单位和施工队）", "named", "维修中心"),
        ("绑定本群 维修中心 不含任何外单位人员", "named", "维修中心"),
        ("群里没有外单位人员 绑定本群 维修中心", "named", "维修中心"),
        ("绑定本群 无外单位", "internal", ""),
        ("绑定本群 内部，谢谢", "internal", ""),
        ("绑定本群 不是没有外单位", "outsiders", "不是没"),
        ("绑定本群 有没有外单位", "how", ""),
    ],
)
def test_a_plain_no_before_the_word_takes_it_back(text: str, what: str, name: str) -> None:
    """And a no to the no, or a question, does not."""
    assert meant(text) == (what, name)


@each(
    "text",
    [
        "不要绑定本群 维修中心",
        "别绑定本群到维修中心",
        "先不绑定本群 维修中心",
        "暂不登记本群 维修中心",
        "请不要把本群绑定到维修中心",
        "无需绑定本群 维修中心",
        "本群先不要绑定",
        "不要解除绑定本群",
        "别撤销本群绑定",
        "本群不要解除绑定",
        "没有解除绑定群吧？",
        "解除绑定本群了吗",
        "解除绑定本群了没有",
        "解除绑定本群，先别",
    ],
)
def test_a_no_or_a_question_changes_nothing(text: str) -> None:
    """It is told how it stands."""
    assert meant(text) == ("as it is", "")


@pytest.mark.parametrize(
    "text", ["不好意思，绑定本群 维修中心", "不好意思绑定本群 维修中心", "没问题，绑定本群 维修中心"]
)
def test_a_polite_no_is_none(text: str) -> None:
    """不好意思 and 没问题 refuse nothing."""
    what, name = meant(text)
    assert what == "named"
    assert name.endswith("维修中心")


@each(
    ("beside", "is_nothing"),
    [
        ("", True),
        ("的工作群", True),
        ("，谢谢大家", True),
        ("全体员工", True),
        ("还有几个朋友", False),
        ("和饮食", False),
    ],
)
def test_what_is_left_unread_beside_a_name_is_noticed(beside: str, is_nothing: bool) -> None:  # noqa: FBT001
    """Only what says nothing of who is in the group is passed over."""
    assert says_nothing(beside) is is_nothing


@given(st.text(alphabet="绑定本群不别没含外单位施工内部人员的是有，。（） 维修中心", max_size=40))
def test_whatever_is_said_of_outsiders_is_never_taken_for_none(text: str) -> None:
    """Where no 不, 没 or 无 is said, a group with outsiders is never internal nor just a unit's."""
    said = f"绑定本群 维修中心 {text} 含外单位"
    if not set("不没") & set(text):
        assert meant(said)[0] not in ("named", "internal")
