"""An alarm is never lost on the way: refused, swallowed or with the platform down, the next way is taken at once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import aiohttp
import pytest_asyncio
from sqlalchemy import delete

from bot.clock import SteppedClock
from bot.store import journal
from bot.store.accounts import accounts
from bot.store.database import Database
from tests.emulators.wecom_callbacks import Sender, deliver
from tests.emulators.wecom_rules import Trouble
from tests.street import APP, PEOPLE, Street, street

FIRE = "二食堂着火了"
SEND = "message/send"


@pytest_asyncio.fixture
async def there(sqlite: Database, tmp_path: Path, now: datetime) -> AsyncIterator[Street]:
    """A street on which everybody has an account on both platforms."""
    async with street(sqlite, tmp_path, SteppedClock(now)) as one:
        one.greeted()
        one.wecom.apps[0].visible = (*PEOPLE, "liuyang")
        yield one


async def says(there: Street, sender: str, text: str) -> None:
    """Let a member write to the app."""
    async with aiohttp.ClientSession() as session:
        callback = Sender(APP).text(text, sender=sender, at=there.clock.machine())
        assert await deliver(session, there.url(f"/callback/wecom-app/{APP.agent_id}"), callback) == [200]


def failed(there: Street) -> int:
    """Count the calls that the app's route could not make."""
    return sum(entry["event"] == "a call failed" for entry in there.logged.entries)


def alarms(texts: list[str]) -> list[str]:
    """Keep the alarms."""
    return [text for text in texts if text.startswith("【突发】")]


async def test_whom_the_platform_leaves_out_is_alarmed_on_the_other(there: Street) -> None:
    """Once, and the duty officer need not telephone."""
    there.wecom.apps[0].visible = [one for one in there.wecom.apps[0].visible if one != "wang"]
    await says(there, "liming", FIRE)
    await there.until(lambda: alarms(there.dingtalk.texts("wang")), "the other platform has it")
    await there.answered()
    assert len(alarms(there.dingtalk.texts("wang"))) == 1
    assert not [text for text in there.wecom.texts("liuyang") if "没能把消息送到" in text]


async def test_who_can_not_be_reached_at_all_is_telephoned(there: Street) -> None:
    """The duty officer is asked at once, not after three minutes."""
    with there.house.database.write() as connection:
        connection.execute(delete(accounts).where(accounts.c.account == "wang"))
    await says(there, "liming", FIRE)
    await there.until(
        lambda: [t for t in there.wecom.texts("liuyang") if "没能把消息送到王部长" in t], "duty was asked"
    )
    with there.house.database.read() as connection:
        noted = journal.entries(connection, kinds=["incident.unreached"])
    assert noted
    assert all(one.data["reason"] for one in noted)


async def test_while_one_platform_is_down_the_other_carries_the_alarm(there: Street) -> None:
    """And once it is back, what was kept is said there too."""
    there.wecom.fail(SEND, Trouble.STATUS, 503, times=40)
    await says(there, "liming", FIRE)
    await there.until(lambda: failed(there) >= 1, "it was tried")
    there.forward(seconds=3)
    await there.until(lambda: alarms(there.dingtalk.texts("wang")), "the other platform has it")
