"""In a WeCom group, through the AI bot's real encrypted callbacks: asked, polled, pressed, repeated, late."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest_asyncio

from bot.clock import SteppedClock
from bot.store import chats
from bot.store.database import Database
from tests.emulators.aibot_shown import State
from tests.street import GROUP, Street, street

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
