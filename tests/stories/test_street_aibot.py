"""In a WeCom group, through the AI bot's real encrypted callbacks: asked, polled, pressed, repeated, late."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest_asyncio
from sqlalchemy import func, select

from bot.clock import SteppedClock
from bot.store import aliases, chats, files, inbox, journal, people
from bot.store.database import Database
from handlers.ask.learning import groups
from tests.emulators import aibot_messages as messages
from tests.emulators.aibot import EmulatedAiBot
from tests.emulators.aibot_shown import State
from tests.emulators.aibot_wire import exchange
from tests.street import BOT, GROUP, OTHER_BOT, Street, street

PICTURE = b"\xff\xd8\xff\xe0 a picture of water"
QUESTION = "@后勤助手 突发事件怎么报告？"


@pytest_asyncio.fixture
async def there(sqlite: Database, tmp_path: Path, now: datetime) -> AsyncIterator[Street]:
    """A street with policies and a registered group."""
    async with street(sqlite, tmp_path, SteppedClock(now), policies=True) as one:
        one.bind(chats.INTERNAL)
        one.greeted()
        yield one
        one.must_be_clean()


async def test_a_question_in_a_group_is_answered_by_the_stream(there: Street) -> None:
    """The first frame at once, then the quoted answer with its source; nothing leaves a second way."""
    assert await there.bot.verifies()
    asked = await there.bot.says("liming", QUESTION, chat=GROUP)
    assert asked.state is State.STREAMING
    await there.answered()
    await there.bot.poll_until_finished(asked)
    assert "《" in asked.text
    there.forward(minutes=10)
    await there.answered()
    assert (asked.texts, there.wecom.delivered) == ([asked.text], [])


async def test_two_people_who_ask_the_same_at_once_get_an_answer_each(there: Street) -> None:
    """Each in his own stream; the group sees two answers, nobody another's."""
    one, other = await asyncio.gather(*(there.bot.says(who, QUESTION, chat=GROUP) for who in ("liming", "wang")))
    await there.answered()
    await there.bot.poll()
    assert (one.state, other.state) == (State.OVER, State.OVER)
    assert one.stream != other.stream
    assert [bubble.text for bubble in there.wecom.screen(GROUP).bubbles] == [one.text, other.text]


async def test_a_message_delivered_again_and_again_is_one_stream_and_one_answer(there: Street) -> None:
    """Three copies at once, and the answers to two of them lost on their way."""
    there.bot.losing = 2
    asked = await there.bot.says("liming", QUESTION, chat=GROUP, copies=3)
    await there.answered()
    await there.bot.poll_until_finished(asked)
    with there.house.database.read() as connection:
        assert inbox.counts(connection) == {"done": 1}
    assert len(there.wecom.screen(GROUP).bubbles) == 1


async def test_a_lost_frame_is_given_again_by_the_next_poll(there: Street) -> None:
    """The last one too: the same words."""
    asked = await there.bot.says("liming", QUESTION, chat=GROUP)
    await there.answered()
    refresh = messages.refresh(asked.where, messages.new_id(), asked.stream)
    await exchange(there.bot.url, there.bot.sender.seal(refresh, there.clock.machine()), 5.0)  # and nobody sees it
    assert "《" not in asked.text
    await there.bot.poll()
    assert "《" in asked.text


async def test_an_answer_nobody_polls_for_comes_by_the_response_url_once(there: Street) -> None:
    """And not by the app as well."""
    asked = await there.bot.says("liming", QUESTION, chat=GROUP)
    await there.answered()
    there.forward(seconds=21)
    await there.until(lambda: asked.later, "it came later")
    assert "《" in asked.later[0].text
    await there.bot.poll_until_finished(asked)
    assert asked.text == "已另行答复。"
    assert there.wecom.delivered == []


async def test_with_the_response_url_used_up_the_asker_is_answered_by_the_app(there: Street) -> None:
    """And reads that it answers what he asked in the group."""
    asked = await there.bot.says("liming", QUESTION, chat=GROUP)
    there.wecom.world.response_codes.spend(asked.plain["response_url"].partition("=")[2])
    await there.answered()
    there.forward(seconds=21)
    await there.until(lambda: there.wecom.texts("liming"), "the app said it")
    assert there.wecom.texts("liming")[0].startswith("（答复您在群里的提问）")
    assert asked.later == []


async def test_an_empty_mention_is_answered_kindly(there: Street) -> None:
    """In the group and in private."""
    for chat in (GROUP, None):
        asked = await there.bot.says("liming", "@后勤助手" if chat else " ", chat=chat)
        await there.answered()
        await there.bot.poll_until_finished(asked)
        assert "@助手" in asked.text or "没有看到文字" in asked.text


async def test_of_two_bots_each_hears_without_the_others_name(there: Street) -> None:
    """A name with a blank in it included; the question is what is left."""
    other = EmulatedAiBot(there.wecom, there.bot.url, replace(BOT, aibotid="aibother", name=OTHER_BOT))
    asked = await there.bot.says("liming", f"@{OTHER_BOT} @后勤助手 突发事件怎么报告？", chat=GROUP)
    await there.answered()
    await there.bot.poll_until_finished(asked)
    assert "《" in asked.text
    with there.house.database.read() as connection:
        texts = connection.scalars(select(inbox.inbox.c.text)).all()
    assert texts == ["突发事件怎么报告？"]
    assert [shown.statuses for shown in other.shown] == [[403, 403, 403]]


async def test_who_opens_the_conversation_is_welcomed(there: Street) -> None:
    """Within the seconds the platform gives."""
    entered = await there.bot.enters("liming")
    assert "后勤" in entered.text


async def test_an_encrypted_id_is_resolved_by_the_directory(there: Street) -> None:
    """The first words come from somebody unknown, the next from a colleague."""
    there.bot.hides_ids = True
    await there.bot.says("liming", "你好")
    await there.until(lambda: _alias_known(there), "the directory answered")
    await there.answered()
    asked = await there.bot.says("liming", "病假超过几天要扣绩效？")
    await there.answered()
    await there.bot.poll_until_finished(asked)
    with there.house.database.read() as connection:
        raw = asked.where.userid
        assert raw != "liming"
        sender = people.who(connection, "wecom", raw, there.clock.office())
    assert isinstance(sender, people.Person)


async def test_a_picture_in_a_group_is_fetched_decrypted_and_kept(there: Street) -> None:
    """With the words it came with."""
    said = messages.mixed(messages.text("@后勤助手 三食堂三楼漏水"), messages.image(PICTURE))
    sent = await there.bot.sends("liming", said, chat=GROUP)
    await there.until(lambda: _kept(there), "the picture is kept")
    (row,) = _kept(there)
    assert there.house.files.read(row) == PICTURE
    await there.answered()
    await there.bot.poll_until_finished(sent)


async def test_an_answer_rated_is_noted_by_the_message_it_answered(there: Street) -> None:
    """The thumb down keeps the question for the office, the thumb up takes it away; no answer is allowed to that."""
    asked = await there.bot.says("liming", "突发事件怎么报告？")
    await there.answered()
    await there.bot.poll_until_finished(asked)
    await there.bot.rates(asked, good=False, content="没说清楚")
    await there.answered()
    with there.house.database.read() as connection:
        (rated,) = journal.entries(connection, kinds=("answer.rated",))
        (group,) = groups.open_groups(connection)
    assert (rated.data["verdict"], group.wording) == ("bad", "突发事件怎么报告？")
    await there.bot.rates(asked, good=True)
    await there.answered()
    with there.house.database.read() as connection:
        assert groups.open_groups(connection) == []


async def test_a_stream_ends_in_time_though_the_answer_is_not_ready(there: Street) -> None:
    """Then it comes by the response_url."""
    ready = threading.Event()
    there.house.registry.prepares["help"] = lambda *_: ready.wait()
    asked = await there.bot.says("liming", "帮助")
    there.forward(minutes=5, seconds=40)
    await there.bot.poll()
    assert (asked.state, asked.text) == (State.OVER, "还在办理，结果稍后另发给您。")
    ready.set()
    await there.until(lambda: asked.later, "it came later")
    assert "查制度" in asked.later[0].text


def _alias_known(there: Street) -> bool:
    with there.house.database.read() as connection:
        return connection.scalar(select(func.count()).select_from(aliases.aliases)) == 1


def _kept(there: Street) -> list[str]:
    with there.house.database.read() as connection:
        return list(connection.scalars(select(files.files.c.sha256)))
