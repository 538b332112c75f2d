"""An access token of a platform: shared, renewed early, fetched by one caller while the others wait.

However many sends find the token expired, there is one gettoken: within a process they wait for the same task, between
processes for the cache's lock. A refusal is shared too and held for a minute, so a wrong secret is not asked about in
a loop. Sources: WeCom's official page 91039, DingTalk's oauth2/accessToken (7,200 s each, may be revoked early).
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from bot.clock import Clock
from bot.errors import DeliveryError, Refused, Throttled, TryLater

EARLY = timedelta(minutes=5)
HOLD = timedelta(minutes=1)

Answer = TypeVar("Answer")


class TokenStale(TryLater):
    """The access token does not hold; one new token and one retry at once are worth it."""


Fetch = Callable[[], Awaitable[tuple[str, float]]]


class TokenCache(Protocol):
    """Where tokens are kept between calls, and between processes."""

    async def get_token(self, key: str) -> tuple[str, datetime] | None:
        """Return a cached token and when it expires."""

    async def put_token(self, key: str, token: str, expires_at: datetime, now: datetime) -> None:
        """Cache a token until it expires."""

    def refreshing(self, key: str) -> AbstractAsyncContextManager[None]:
        """Hold the right to refresh one token; others wait."""


class TokenStore:
    """Gives out one access token. Belongs to one event loop."""

    def __init__(self, key: str, fetch: Fetch, cache: TokenCache, clock: Clock) -> None:
        """key: names the token in the cache. fetch: asks the platform for a token and its life in seconds."""
        self._key, self._fetch_token, self._cache, self._clock = key, fetch, cache, clock
        self._flight: asyncio.Task[str] | None = None
        self._refusal: tuple[datetime, DeliveryError] | None = None

    async def token(self, *, instead_of: str = "") -> str:
        """Return a token that is valid for some minutes.

        instead_of: a token the platform has just refused; the same one is not given again.
        Raises Refused (wrong secret, address not allowed), Throttled or TryLater.
        """
        cached = await self._cached(instead_of)
        if cached:
            return cached
        if self._flight is not None and not self._flight.done():
            brought = await asyncio.shield(self._flight)
            if brought != instead_of:  # it was under way for callers who had no quarrel with that token
                return brought
        return await self._renewal(instead_of)

    async def using(self, call: Callable[[str], Awaitable[Answer]]) -> Answer:
        """Make a call with the token; where the platform refuses the token, once more with a new one."""
        token = await self.token()
        try:
            return await call(token)
        except TokenStale:
            fresh = await self.token(instead_of=token)
        try:
            return await call(fresh)
        except TokenStale as still:
            raise TryLater(str(still), code=still.code) from None

    async def _cached(self, unwanted: str) -> str:
        found = await self._cache.get_token(self._key)
        if found is None or found[0] == unwanted or found[1] <= self._clock.machine():
            return ""
        return found[0]

    async def _renewal(self, unwanted: str) -> str:
        """Wait for the renewal that is under way, or start it."""
        if self._flight is None or self._flight.done():
            self._flight = asyncio.create_task(self._renew(unwanted))
            self._flight.add_done_callback(self._landed)
        return await asyncio.shield(self._flight)

    async def _renew(self, unwanted: str) -> str:
        now = self._clock.machine()
        if self._refusal and now < self._refusal[0]:
            raise self._refusal[1].with_traceback(None)
        async with self._cache.refreshing(self._key):
            cached = await self._cached(unwanted)  # another process may have fetched it meanwhile
            return cached or await self._fetch(now)

    async def _fetch(self, now: datetime) -> str:
        try:
            token, life_s = await self._fetch_token()
        except (Refused, Throttled) as refusal:
            self._refusal = (now + HOLD, refusal)
            raise
        self._refusal = None
        life = timedelta(seconds=life_s)
        await self._cache.put_token(self._key, token, now + max(life - EARLY, life / 2), now)
        return token

    @staticmethod
    def _landed(flight: asyncio.Task[str]) -> None:
        with contextlib.suppress(asyncio.CancelledError):
            flight.exception()  # whoever waited has it; nobody waiting is no fault
