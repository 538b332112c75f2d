"""A meeting on the street: called in WeCom, answered in WeCom and DingTalk, by word and button, counted once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import aiohttp
import pytest_asyncio
from sqlalchemy import delete

from bot.clock import SteppedClock
from bot.store import accounts, journal
from bot.store.database import Database
from tests.emulators.wecom_callbacks import Sender, deliver
from tests.street import APP, PEOPLE, Street, street

CALL = "下周三下午3点安全会 三楼会议室 参加：王部长、李明"


@pytest_asyncio.fixture
async def there(sqlite: Database, tmp_path: Path, now: datetime) -> AsyncIterator[Street]:
    """A street on which everybody has an account on both platforms."""
    async with street(sqlite, tmp_path, SteppedClock(now)) as one:
        one.greeted()
        one.wecom.apps[0].visible = (*PEOPLE, "zhangmin")
        yield one


async def says(there: Street, writes: Sender, sender: str, text: str, *, times: int = 1) -> None:
    """Let a member write to the app; times: how often the platform delivers it."""
    callback = writes.text(text, sender=sender, at=there.clock.machine())
    async with aiohttp.ClientSession() as session:
        for _ in range(times):
            assert await deliver(session, there.url(f"/callback/wecom-app/{APP.agent_id}"), callback) == [200]


def called(there: Street, who: str) -> list[str]:
    """Return the invitations somebody has read in WeCom."""
    return [text for text in there.wecom.texts(who) if text.startswith("【会议】")]


async def test_a_meeting_is_called_and_answered_by_encrypted_callbacks(there: Street) -> None:
    """The confirmation is delivered twice by the platform: everybody is invited once, and counted once."""
    writes = Sender(APP)
    await says(there, writes, "zhangmin", CALL)
    await there.until(lambda: [t for t in there.wecom.texts("zhangmin") if "请确认" in t], "it was asked")
    await says(there, writes, "zhangmin", "确认", times=2)
    await there.until(lambda: called(there, "wang") and called(there, "liming"), "they are invited")
    await there.answered()
    assert len(called(there, "wang")) == len(called(there, "liming")) == 1
    await says(there, writes, "liming", "收到", times=2)
    await says(there, writes, "wang", "请假 去省里开会")
    await there.until(lambda: [t for t in there.wecom.texts("zhangmin") if "王部长请假" in t], "she is told")
    await says(there, writes, "zhangmin", "谁还没回")
    await there.until(lambda: [t for t in there.wecom.texts("zhangmin") if "应回2" in t], "she reads how it stands")
    await there.answered()
    with there.house.database.read() as connection:
        assert len(journal.entries(connection, kinds=["notice.answered"])) == 2


async def test_the_cards_of_a_meeting_that_was_moved_and_called_off_say_so(there: Street) -> None:
    """On both platforms, with nobody pressing: 王部长 reads WeCom, 李明 DingTalk alone."""
    writes = Sender(APP)
    with there.house.database.write() as connection:
        theirs = accounts.accounts.c
        connection.execute(delete(accounts.accounts).where(theirs.account == "liming", theirs.platform == "wecom"))

    async def confirmed(text: str) -> None:
        organiser = there.wecom.screen("zhangmin")
        asked, done = len(organiser.cards), len(organiser.files)
        await says(there, writes, "zhangmin", text)
        await there.until(lambda: len(organiser.cards) > asked, "it is asked")
        await says(there, writes, "zhangmin", "确认")
        await there.until(lambda: len(organiser.files) > done, "it is done")

    def shown() -> list[list[str]]:
        in_wecom = [card.face("wang").shown for card in there.wecom.screen("wang").cards]
        return [in_wecom, [card.seen_by("liming")["shown"] for card in there.dingtalk.cards_in("liming")]]

    await confirmed(CALL)
    await there.until(lambda: shown() == [[""], [""]], "both have buttons")
    await there.answered()
    await confirmed("安全会改到下周四下午3点")
    there.forward(minutes=3)
    await there.until(lambda: shown() == [["【已作废】请看新通知", ""]] * 2, "the first ones are void")
    await there.answered()
    await confirmed("取消安全会")
    await there.until(lambda: shown() == [["【已作废】请看新通知", "【已作废】"]] * 2, "and the second ones")
