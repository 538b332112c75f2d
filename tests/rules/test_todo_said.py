"""What asks for somebody's to-dos, what for his digest, and what only sounds like it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.messages import Channel
from bot.settings import Office
from bot.situation import Situation
from handlers.todo import said
from tests.each import each
from tests.fakes import message

SITUATION = Situation(datetime(2026, 11, 23, 2, tzinfo=UTC), Office())

OWN = """
我有哪些待办|还有什么事没办|我的任务|手头还有啥活|今天要干嘛|哪些要回|我欠着什么没交|待办|我的待办|待办事项|待办清单
我還有哪些待辦|查一下我的待办|看看我还有啥没办|呃那个我今天有啥活|那个 我手头上还有哪些工作没做完
请问我目前有哪些待办事项？|列出我名下的督办件|我手上有几件没办结的事|我这周要做什么|本人尚有哪些待办|今天我该干啥|还有哪些没办的事|我有没有逾期的
有哪些快到期的任务|我还差什么材料没交|有什么等着我办的|还有我的事吗|哪些事要我答复|我的代办有哪些|俺还有啥事要办|任务清单
我现在有多少任务|我的待办事项清单|帮我看看还有什么没做|今天有哪些待办|哪些通知我还没回|我还有几件事没做|我今天的任务是什么
把我的任务列一下|我手里的活都有哪些|我这还有什么要签的|我手里头有几件事没办|把我的待办发给我|有没有我的任务|这个月我还差哪几样没报|老师我这还有啥没弄完|今天有啥急事要办|今儿个还有啥要干的|我还欠啥|有没有要我批的|什么东西还没交|查询我的未完成任务
"""
OTHERS = """
维修中心有哪些待办=维修中心|看看饮食中心的待办=饮食中心|王强还有哪些没办的事=王强|水电科现在有多少待办=水电科|综合办的待办事项=综合办
饮食中心还有多少没办的=饮食中心|冯科长手上有哪些任务=冯科长|老周那边手头还有多少活=老周
"""
NOT = """
待办事项制度怎么规定|督办制度是什么|任务完成了|已办|交办维修中心本周五前修好大门|今天有什么会|明天开会吗|没修好的有哪些|报修还有哪些没修好
谁还没交|谁还没收到|今天谁值班|食堂今天有什么菜|有事吗|有什么事|你能干什么|你会做什么|怎么办|怎么查我的待办|好的|收到|我没事了
还有哪些没处理的隐患|二食堂着火了|今天干嘛去了|我要请假|提醒我下午交材料|任务|督办|哪些文件要求上报|工作要求有哪些|本月督办进展通报一下
他手上有钥匙吗|手上有灭火器吗|值班要做什么|早报几点发|什么是早报制度|食堂有哪些人|大家都有什么活动|我该怎么做
"""


def meant(text: str) -> tuple[str, dict[str, object]]:
    """Return intent and slots."""
    found = said.read(message(text), SITUATION)
    return (found[0].intent, dict(found[0].slots)) if found else ("", {})


def lines(block: str) -> list[str]:
    """Return the sentences of a block."""
    return [one for line in block.split("\n") for one in line.split("|") if one]


@each("text", lines(OWN))
def test_a_question_for_ones_own_to_dos(text: str) -> None:
    """However it is put."""
    assert meant(text) == ("task.list", {"who": "self"})


@pytest.mark.parametrize("text", lines(OTHERS))
def test_a_question_for_a_units_to_dos(text: str) -> None:
    """With whose they are."""
    text, _, whose = text.partition("=")
    assert meant(text) == ("task.list", {"who": whose})


@each("text", lines(NOT))
def test_what_only_sounds_like_it(text: str) -> None:
    """Questions of rules, other lists, small talk, things done."""
    assert meant(text) == ("", {})


@each(
    ("text", "intent"),
    [
        ("不要早报", "digest.off"),
        ("恢复早报", "digest.on"),
        ("别给我发早报了", "digest.off"),
        ("以后不用发早报了", "digest.off"),
        ("取消早报", "digest.off"),
        ("早报别发了", "digest.off"),
        ("请恢复我的早报吧", "digest.on"),
        ("我要早报", "digest.on"),
        ("看看今天的早报", "digest.show"),
    ],
)
def test_words_on_the_digest(text: str, intent: str) -> None:
    """Off, on, once more."""
    assert meant(text)[0] == intent


def test_what_nobody_said_to_the_bot_is_not_read() -> None:
    """A group that did not mention it."""
    heard = replace(message("我有哪些待办", chat="group"), channel=Channel.GROUP)
    assert said.read(heard, SITUATION) == []
