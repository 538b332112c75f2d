"""Calls under way: made side by side; what hangs is left to itself, so that an alarm does not wait for its time-out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from typing import Any

HANGS_S = 1.0


class UnderWay:
    """The calls one pump is making. ends: called when one that was left to itself has an end."""

    def __init__(self) -> None:
        self._calls: set[asyncio.Task[None]] = set()
        self.ends: Callable[[], None] = lambda: None

    def __len__(self) -> int:
        """Return how many have no end yet."""
        return len(self._calls)

    async def make(self, some: Iterable[Coroutine[Any, Any, None]]) -> None:
        """Make calls, and wait for them as long as they do not hang. Raises what one could not write."""
        begun = {asyncio.ensure_future(one) for one in some}
        self._calls |= begun
        if begun:
            await asyncio.wait(begun, timeout=HANGS_S)
        for one in begun:
            if not one.done():
                one.add_done_callback(lambda _: self.ends())
        self._forget()

    async def have_ends(self) -> None:
        """Wait until every call has an end. Raises what one could not write."""
        if self._calls:
            await asyncio.wait(self._calls)
        self._forget()

    async def stop(self) -> None:
        """Let go of all; they keep their leases."""
        left, self._calls = self._calls, set()
        for one in left:
            one.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    def _forget(self) -> None:
        over = {one for one in self._calls if one.done()}
        self._calls -= over
        troubles = [trouble for one in over if (trouble := one.exception()) is not None]
        if troubles:  # all were looked at, so that none is told of once more when it is collected
            raise troubles[0]
