"""What is said of the code and the page of a study. Pure."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.messages import Channel, Kind, Message
from handlers.study.facts import Facts, Known
from handlers.study.said import running, showing
from handlers.study.said.heard import Heard
from handlers.study.talk import CODE, OPEN
from scheduler.gathering import plain

SHOWN = """签到码
签到码是多少
签到码多少？
现在的签到码
现在签到码是多少
签到码发我一下
请把签到码发我
麻烦看一下签到码
查看签到码
給我簽到碼
大屏
大屏地址
投屏
投屏地址
投屏链接发我
投影地址
签到大屏
打开签到大屏
签到页面
签到二维码
大屏怎么投
大屏幕在哪
这次的签到码是几
验证码
签到口令是什么
打开签到页面"""
OTHERWISE = """大屏坏了
三楼大屏幕不亮
会议室投影打不开
投影仪坏了请来修
签到码不对
我没有签到码
签到码看不清
大屏上的签到码是1234"""
CODED = {
    "开始签到 维修党支部学习 用签到码": ("维修党支部学习", True),
    "开始签到 中心组学习 40分钟 要签到码": ("中心组学习", True),
    "开始签到 党课，要验证码": ("党课", True),
    "开始签到 党课 需要大屏上的签到码": ("党课", True),
    "开始签到 党课（凭签到码签到）": ("党课", True),
    "开启签到 支部党员大会 带4位数字": ("支部党员大会", True),
    "开始签到 党课 不用签到码": ("党课", False),
    "开始签到 党课 不要验证码": ("党课", False),
    "开始签到 党课 无需签到码": ("党课", False),
    "开始签到 党课": ("党课", None),
}


@pytest.mark.parametrize("text", SHOWN.splitlines())
def test_the_code_and_the_page_are_asked_for_in_many_words(text: str, now: datetime) -> None:
    """By who runs a study that is open."""
    found = showing.hear(_heard(text, now, is_mine=True))
    assert found is not None
    assert found.intent == CODE


@pytest.mark.parametrize("text", OTHERWISE.splitlines())
def test_a_broken_screen_is_no_question_for_the_page(text: str, now: datetime) -> None:
    """Nor is a complaint about a code."""
    found = showing.hear(_heard(text, now, is_mine=True))
    assert found is None or found.intent != CODE


def test_a_screen_means_the_page_only_to_who_runs_a_study(now: datetime) -> None:
    """To anybody else it is a thing on a wall; 签到码 is nothing else to anybody."""
    assert showing.hear(_heard("大屏", now, is_mine=False)) is None
    asked = showing.hear(_heard("签到码是多少", now, is_mine=False))
    assert asked is not None
    assert asked.intent == CODE


@pytest.mark.parametrize(("text", "means"), CODED.items())
def test_whether_a_code_is_asked_for_is_said_when_it_opens(
    text: str, means: tuple[str, bool | None], now: datetime
) -> None:
    """And is no part of its title."""
    found = running.hear(_heard(text, now, is_mine=False))
    assert found is not None
    assert found.intent == OPEN
    assert (found.slots["title"], found.slots.get("needs_code")) == means


def _heard(text: str, now: datetime, *, is_mine: bool) -> Heard:
    message = Message("door", "1", "tryout", "someone", Channel.PRIVATE, Kind.TEXT, text)
    known = Known(1, "XX-0001", "党课", "党课", "open", now, "出席", is_mine=is_mine)
    return Heard(plain(text), message, Facts(studies=(known,)), now)
