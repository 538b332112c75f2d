"""Settling: that the platform took some calls is written in one transaction for all that were answered meanwhile.

Who is answered first is written at once, and whoever is answered while that is being done is written with the others
that wait by then: no answer is held back for company, and under load a commit is shared by many.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from bot.bringing import patiently
from bot.platforms.protocol import Outcome
from bot.store.calls import Call


@dataclass(frozen=True, slots=True, eq=False)
class Done:
    """A call the platform took, and what it answered."""

    call: Call
    outcome: Outcome


class Settling:
    """What one step of the pump has to write. write: in one transaction, of calls this process holds."""

    def __init__(self, write: Callable[[Sequence[Done]], None]) -> None:
        self._write = write
        self._waiting: list[Done] = []
        self._turn = asyncio.Lock()

    async def done(self, call: Call, outcome: Outcome) -> None:
        """Have a call written; returns when it is."""
        mine = Done(call, outcome)
        self._waiting.append(mine)
        async with self._turn:
            if mine in self._waiting:
                some, self._waiting = self._waiting, []
                await patiently(partial(self._write, some))
