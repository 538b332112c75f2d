"""Who asks for an account on a real platform is told the outcome where he asked, whatever his id there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest_asyncio

from bot.clock import SteppedClock
from bot.store import people
from bot.store.database import Database
from tests.street import Street, street


@pytest_asyncio.fixture
async def there(sqlite: Database, tmp_path: Path, now: datetime) -> AsyncIterator[Street]:
    """Both platforms, the house between them."""
    async with street(sqlite, tmp_path, SteppedClock(now)) as one:
        one.greeted()
        yield one
        one.must_be_clean()


async def test_a_member_the_app_does_not_see_reads_the_outcome_from_the_bot_he_asked(there: Street) -> None:
    """His id is hidden and the directory does not know it; the way of his own message leads to him."""
    there.bot.hides_ids = True
    asked = await there.bot.says("newcomer", "绑定 W001 芶小兰")
    await there.answered()
    await there.bot.poll_until_finished(asked)
    assert "已转给管理员核实" in asked.text
    told = [one.text for one in there.wecom.delivered if "【绑定】" in one.text]
    assert "芶小兰（物业服务中心）" in told[0]
    there.bot.hides_ids = False
    agreed = await there.bot.says("zhangmin", "同意绑定 1")
    await there.answered()
    await there.bot.poll_until_finished(agreed)
    assert "已同意：芶小兰" in agreed.text
    await there.until(lambda: asked.later, "he was told")
    assert "已为您登记：芶小兰" in asked.later[0].text
    with there.house.database.read() as connection:
        found = people.who(connection, "wecom", asked.where.userid, there.clock.office())
    assert found is not None
    assert found.name == "芶小兰"
