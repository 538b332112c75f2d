"""What several processes share beside the database: wake-ups and platform tokens. In memory, or in Redis.

Nothing here is the truth: a lost wake-up costs a second (every loop polls), a lost token costs one fetch. When Redis is
down the house is slower, never wrong.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

import structlog

if TYPE_CHECKING:
    from redis import Redis

INBOX, PUSHES, TURNS = "inbox", "pushes", "turns"
CHANNEL = "houqin:wake"
LOCK_S = 10.0

log = structlog.get_logger()
Listener = Callable[[str], None]


class Shared(Protocol):
    """Wake-ups by topic, and tokens with single-flight refresh."""

    def wake(self, topic: str) -> None:
        """Tell every loop, here and in other processes, that there is work."""

    def listen(self, listener: Listener) -> None:
        """Have `listener(topic)` called, from any thread, at each wake-up."""

    async def get_token(self, key: str) -> tuple[str, datetime] | None:
        """Return a cached token and when it expires."""

    async def put_token(self, key: str, token: str, expires_at: datetime, now: datetime) -> None:
        """Cache a token until it expires."""

    def refreshing(self, key: str) -> AbstractAsyncContextManager[None]:
        """Hold the right to refresh one token; others wait."""

    def close(self) -> None:
        """Let go of connections."""


class MemoryShared:
    """For one process."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self._tokens: dict[str, tuple[str, datetime]] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    def wake(self, topic: str) -> None:
        for listener in self._listeners:
            listener(topic)

    def listen(self, listener: Listener) -> None:
        self._listeners.append(listener)

    async def get_token(self, key: str) -> tuple[str, datetime] | None:
        return self._tokens.get(key)

    async def put_token(self, key: str, token: str, expires_at: datetime, now: datetime) -> None:
        del now
        self._tokens[key] = (token, expires_at)

    @asynccontextmanager
    async def refreshing(self, key: str) -> AsyncIterator[None]:
        async with self._locks.setdefault(key, asyncio.Lock()):
            yield

    def close(self) -> None:
        self._listeners.clear()


class RedisShared:
    """For several processes. Falls back to memory, with one warning a spell, while Redis does not answer."""

    def __init__(self, url: str) -> None:
        from redis import Redis  # noqa: PLC0415 — optional package

        self._local = MemoryShared()
        self._redis: Redis = Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1)
        self._ears: Redis = Redis.from_url(url, socket_connect_timeout=1)
        self._stopping = threading.Event()
        self._well = True
        self._thread = threading.Thread(target=self._hear, name="wake-ups", daemon=True)
        self._thread.start()

    def wake(self, topic: str) -> None:
        self._local.wake(topic)
        with self._tolerating():
            self._redis.publish(CHANNEL, topic)

    def listen(self, listener: Listener) -> None:
        self._local.listen(listener)

    async def get_token(self, key: str) -> tuple[str, datetime] | None:
        found: bytes | str | None = None
        with self._tolerating():
            found = await asyncio.to_thread(self._redis.get, f"houqin:token:{key}")
        if found is None:
            return await self._local.get_token(key)
        held = json.loads(found)
        return held["token"], datetime.fromisoformat(held["expires_at"])

    async def put_token(self, key: str, token: str, expires_at: datetime, now: datetime) -> None:
        await self._local.put_token(key, token, expires_at, now)
        value = json.dumps({"token": token, "expires_at": expires_at.isoformat()})
        with self._tolerating():
            life_s = max(1, int((expires_at - now).total_seconds()))
            await asyncio.to_thread(self._redis.set, f"houqin:token:{key}", value, ex=life_s)

    @asynccontextmanager
    async def refreshing(self, key: str) -> AsyncIterator[None]:
        async with self._local.refreshing(key):
            lock = self._redis.lock(f"houqin:lock:{key}", timeout=LOCK_S, blocking_timeout=LOCK_S, thread_local=False)
            held = False
            with self._tolerating():
                held = await asyncio.to_thread(lock.acquire)
            try:
                yield
            finally:
                if held:
                    with self._tolerating():
                        await asyncio.to_thread(lock.release)

    def close(self) -> None:
        self._stopping.set()
        self._thread.join(timeout=3)
        self._local.close()
        self._redis.close()
        self._ears.close()

    def _hear(self) -> None:
        while not self._stopping.is_set():
            with self._tolerating():
                self._hear_while_connected()
            self._stopping.wait(1)

    def _hear_while_connected(self) -> None:
        with self._ears.pubsub(ignore_subscribe_messages=True) as ears:  # type: ignore[no-untyped-call]
            ears.subscribe(CHANNEL)
            while not self._stopping.is_set():
                heard = ears.get_message(timeout=1)
                if heard is not None:
                    self._local.wake(heard["data"].decode())

    @contextlib.contextmanager
    def _tolerating(self) -> Iterator[None]:
        from redis.exceptions import RedisError  # noqa: PLC0415 — optional package

        try:
            yield
        except (RedisError, OSError) as trouble:
            if self._well:
                log.warning("redis does not answer; going on without it", kind=type(trouble).__name__)
            self._well = False
        else:
            self._well = True
