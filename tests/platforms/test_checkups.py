"""The doctor at every connection of a running house: what is right is said to be right, and no secret is shown."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest_asyncio
from pydantic import SecretStr

from bot.checkups import Visit, check_connections, register_cards
from bot.clock import SteppedClock
from bot.connecting import connect
from bot.platforms.findings import Finding, Level
from bot.settings import Settings
from bot.standing import standing
from bot.store.database import Database
from bot.store.shared import MemoryShared
from tests.served import SECRET
from tests.street import BOT, DING_HOOK, DING_SECRET, GROUP, HOOK_SECRET, WEBHOOK, Street, street

SECRETS = (SECRET, DING_SECRET, DING_HOOK, HOOK_SECRET, WEBHOOK, BOT.token, BOT.aes_key)
ZONE = ZoneInfo("Asia/Shanghai")


@pytest_asyncio.fixture
async def there(sqlite: Database, tmp_path: Path, now: datetime) -> AsyncIterator[Street]:
    """A running house with every kind of connection."""
    async with street(sqlite, tmp_path, SteppedClock(now)) as one:
        one.greeted()
        yield one


async def examined(there: Street, settings: Settings | None = None) -> list[tuple[str, Finding]]:
    """Return what the doctor finds; none of it shows a secret."""
    visit = Visit(there.url(""), there.clock.machine())
    found = await check_connections(settings or there.house.settings, visit)
    said = " ".join(finding.text for _, finding in found)
    assert not [secret for secret in SECRETS if secret in said]
    return found


async def test_of_a_sound_house_nothing_is_said_to_be_wrong(there: Street) -> None:
    """Every connection is looked at, its address verified as the platform verifies it, its platform asked."""
    found = await examined(there)
    wheres = {where.split()[0] for where, _ in found}
    assert wheres == {"企业微信应用", "企业微信智能机器人", "钉钉机器人", "企业微信群", "钉钉群"}
    assert not [finding.text for _, finding in found if finding.level is Level.FAIL]
    with there.house.database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM inbox").scalar() == 0


async def test_a_wrong_secret_is_named_at_its_connection(there: Street) -> None:
    """Only there, with the remedy."""
    robot = there.house.settings.dingtalk_robot[0].model_copy(update={"app_secret": SecretStr("f" * 64)})
    found = await examined(there, there.house.settings.model_copy(update={"dingtalk_robot": (robot,)}))
    wrong = {where for where, finding in found if finding.level is Level.FAIL}
    assert wrong == {f"钉钉机器人 {robot.robot_code}"}


async def test_the_cards_address_is_registered_with_its_key(there: Street) -> None:
    """And the key is not shown."""
    (app,) = there.dingtalk.apps
    app.card_routes.clear()
    (finding,) = await register_cards(there.house.settings.dingtalk_robot[0], "https://bot.example.edu")
    assert finding.level is Level.OK
    ((url, _),) = app.card_routes.values()
    assert url.startswith("https://bot.example.edu/callback/dingtalk-cards/")
    assert url.partition("?key=")[2] not in finding.text


async def test_status_says_how_each_door_and_way_out_stands(there: Street) -> None:
    """Last message, last answer, last error, what may still be said; and nothing of what is lent."""
    asked = await there.bot.says("liming", "@后勤助手 帮助", chat=GROUP)
    await there.answered()
    await there.bot.poll_until_finished(asked)
    connected = connect(there.house.settings, MemoryShared(), there.clock)
    lines = standing(there.house.database, connected, there.clock.machine(), ZONE)
    said = "\n".join(lines)
    assert (
        f"door wecom-aibot:{BOT.aibotid}: last message 2026-11-23 10:00:00, last answer 2026-11-23 10:00:00 by wire"
        in said
    )
    assert "route wecom-webhook:工作群: last call never; budget left 20 of 20 a minute" in said
    assert "door dingtalk:dingrobot0001: last message never, last answer never" in said
    assert not [secret for secret in (*SECRETS, "response_code=") if secret in said]


async def test_a_failed_call_is_the_doors_last_error(there: Street) -> None:
    """With its code and what it means."""
    asked = await there.bot.says("liming", "@后勤助手 帮助", chat=GROUP)
    there.wecom.world.response_codes.spend(asked.plain["response_url"].partition("=")[2])
    await there.answered()
    there.forward(seconds=21)
    await there.until(lambda: there.wecom.texts("liming"), "the app said it")
    connected = connect(there.house.settings, MemoryShared(), there.clock)
    lines = standing(there.house.database, connected, there.clock.machine(), ZONE)
    (line,) = [one for one in lines if one.startswith(f"door wecom-aibot:{BOT.aibotid}: last error")]
    assert "/response_url, code 40029" in line
