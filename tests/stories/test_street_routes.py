"""A 3,000-character answer on each way out, buttons on each platform, webhooks of groups nobody listens in."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio

from bot.clock import SteppedClock
from bot.messages import Button, Card, Message
from bot.router import Reading
from bot.situation import Situation
from bot.store import chats, pushes
from bot.store.database import Database
from bot.store.prompts import Option
from bot.store.pushes import Push, Recipient, Severity
from bot.turn import Turn
from tests.emulators.wecom_callbacks import Sender, deliver
from tests.street import APP, DING_GROUP, GROUP, Street, street

LONG = "".join(f"第{number}条：水电故障先到现场，再报分管领导。" for number in range(1, 200))[:3000]
PART = re.compile(r"^\(\d+/\d+\) ")
CARD = Card("owed-17", "周一例会", (Button("收到", "收到 17"), Button("请假", "请假 17")))


@pytest_asyncio.fixture
async def there(sqlite: Database, tmp_path: Path, now: datetime) -> AsyncIterator[Street]:
    """A street with registered groups; 「帮助」 gets a very long answer, 「菜单」 a question."""
    async with street(sqlite, tmp_path, SteppedClock(now)) as one:
        one.bind(chats.INTERNAL)
        one.bind(chats.INTERNAL, platform="dingtalk", chat=DING_GROUP)
        one.greeted()
        one.house.registry.acts["help"] = at_length
        one.house.registry.acts["smalltalk"] = in_doubt
        yield one
        one.must_be_clean()


def at_length(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Say three thousand characters."""
    turn.say(LONG)


def in_doubt(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Ask which."""
    turn.ask("您是想：", [Option("报修", "system", "noise", {}), Option("投诉", "system", "noise", {})])


def joined(texts: list[str]) -> str:
    """Put parts together again."""
    return "".join(PART.sub("", text) for text in texts)


def push(there: Street, recipient: Recipient, card: Card | None = None, text: str = LONG) -> None:
    """Have something said that answers nothing."""
    made = Push(0, recipient, text, "group", "", Severity.NORMAL, None, there.clock.office(), None, card=card)
    with there.house.database.write() as connection:
        pushes.put(connection, made, source="story", at=there.clock.office())
    there.forward(seconds=1)


async def test_a_stream_shows_a_long_answer_whole(there: Street) -> None:
    """Twenty thousand bytes are room enough."""
    asked = await there.bot.says("liming", "帮助")
    await there.answered()
    await there.bot.poll_until_finished(asked)
    assert asked.text == LONG


async def test_a_response_url_carries_a_long_answer_whole(there: Street) -> None:
    """In its one message."""
    asked = await there.bot.says("liming", "@后勤助手 帮助", chat=GROUP)
    await there.answered()
    there.forward(seconds=21)
    await there.until(lambda: asked.later, "it came later")
    assert [bubble.text for bubble in asked.later] == [LONG]


async def test_the_app_cuts_a_long_answer_into_numbered_parts(there: Street) -> None:
    """Two thousand bytes each; nothing is lost."""
    push(there, Recipient(platform="wecom", account="liming"))
    await there.answered()
    texts = there.wecom.texts("liming")
    assert (len(texts) > 4, joined(texts)) == (True, LONG)


async def test_a_wecom_webhook_cuts_it_too(there: Street) -> None:
    """Into its own group, to which the office has bound it."""
    there.bind(chats.INTERNAL, push_route="wecom-webhook:工作群")
    push(there, Recipient(platform="wecom", chat=GROUP))
    await there.answered()
    assert joined(there.wecom.screen(GROUP).texts) == LONG


@pytest.mark.parametrize("chat", ["", DING_GROUP])
async def test_dingtalk_takes_it_whole_by_session_and_by_open_api(there: Street, chat: str) -> None:
    """In private and in the group."""
    await there.robot.says("liming", "帮助", chat=chat)
    await there.answered()
    whom = Recipient(platform="dingtalk", chat=chat or None, account=None if chat else "liming")
    push(there, whom, text=LONG[:-1])
    await there.answered()
    assert there.dingtalk.texts(chat or "liming") == [LONG, LONG[:-1]]


async def test_a_dingtalk_webhook_takes_it_whole(there: Street) -> None:
    """Signed at the moment it leaves."""
    there.bind(chats.INTERNAL, platform="dingtalk", chat=DING_GROUP, push_route="dingtalk-webhook:钉钉群")
    push(there, Recipient(platform="dingtalk", chat=DING_GROUP))
    await there.answered()
    assert there.dingtalk.texts(DING_GROUP) == [LONG]


async def test_a_group_without_a_way_in_is_said_to_be_unreachable(there: Street) -> None:
    """No webhook speaks there, and the bot may not speak unasked: the admins are told, nobody else."""
    push(there, Recipient(platform="wecom", chat=GROUP))
    await there.answered()
    assert there.wecom.screen(GROUP).texts == []
    assert any("发不出去" in text for text in there.wecom.texts("zhangmin"))


async def test_a_question_in_a_group_has_buttons_and_the_pressed_one_looks_pressed(there: Street) -> None:
    """Within the three seconds, for everybody; the words offer the same."""
    asked = await there.bot.says("liming", "@后勤助手 你好", chat=GROUP)
    await there.answered()
    await there.bot.poll_until_finished(asked)
    assert "1. 报修" in asked.text
    pressed = await there.bot.presses("liming", asked.card, 2)
    assert pressed.updated
    assert "已选：2 投诉" in asked.card.face("wang").words
    again = await there.bot.says("liming", "@后勤助手 你好", chat=GROUP)
    await there.answered()
    await there.bot.poll_until_finished(again)
    assert not (await there.bot.presses("wang", again.card, 1)).updated
    await there.answered()


async def test_what_is_owed_is_confirmed_by_a_button_of_the_app(there: Street) -> None:
    """Text, then buttons; the platform is told by a call of its own which one was pressed."""
    heard: list[str] = []
    there.house.registry.acts["noise"] = lambda *given: heard.append(given[1].text)
    push(there, Recipient(platform="wecom", account="liming"), CARD, "周一例会，回“收到 17”。")
    await there.answered()
    card = there.wecom.screen("liming").cards[0]
    press = there.wecom.press("liming", card, 1)
    url = there.url(f"/callback/wecom-app/{APP.agent_id}")
    async with aiohttp.ClientSession() as session:
        assert await deliver(session, url, Sender(APP).press(press, at=there.clock.machine())) == [200]
    await there.answered()
    await there.until(lambda: card.face("liming").shown == "已选：收到", "it looks pressed")


async def test_what_is_owed_is_confirmed_by_a_button_in_dingtalk(there: Street) -> None:
    """The card says at once what was pressed."""
    push(there, Recipient(platform="dingtalk", account="liming"), CARD, "周一例会，回“收到 17”。")
    await there.answered()
    (card,) = there.dingtalk.cards_in("liming")
    pressed = await there.robot.presses("liming", card, 1)
    assert pressed.taken
    assert card.seen_by("liming")["shown"] == "已选：收到"
