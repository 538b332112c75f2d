"""Admission: callbacks that arrive together share one durable commit.

One commit each is some 280 a second on a slow disk; shared it is thousands. A message is acknowledged only when its
`admit` future is done: what was acknowledged is stored. A message that can't be stored does not take its neighbours
with it.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from bot.errors import StoreError
from bot.lent import Lent
from bot.messages import Message
from bot.store import calls, inbox, ways
from bot.store.database import Database

MOST_PER_COMMIT = 200
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Arrival:
    message: Message
    received_at: datetime
    lends: Sequence[Lent]
    machine: datetime
    stored: asyncio.Future[None]


class Admission:
    """A thread that stores arriving messages in groups. `after_commit` is called once for each stored group."""

    def __init__(self, database: Database, after_commit: Callable[[], None]) -> None:
        self._database = database
        self._after_commit = after_commit
        self._arrivals: queue.SimpleQueue[_Arrival | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="admission", daemon=True)

    def start(self) -> None:
        """Begin to store."""
        self._thread.start()

    def stop(self) -> None:
        """Store what has arrived, then end."""
        self._arrivals.put(None)
        self._thread.join()

    async def admit(
        self, message: Message, received_at: datetime, lends: Sequence[Lent] = (), *, machine: datetime | None = None
    ) -> None:
        """Return when the message is durably stored, with what came with it. Raises StoreError when it could not be.

        received_at: office time. machine: machine time, by which what is lent expires; default: received_at.
        """
        stored: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._arrivals.put(_Arrival(message, received_at, lends, machine or received_at, stored))
        await stored

    def _run(self) -> None:
        while (first := self._arrivals.get()) is not None:
            group = [first]
            last = False
            while len(group) < MOST_PER_COMMIT and not self._arrivals.empty():
                arrival = self._arrivals.get()
                if arrival is None:
                    last = True
                    break
                group.append(arrival)
            self._store(group)
            if last:
                return

    def _store(self, group: list[_Arrival]) -> None:
        try:
            with self._database.write() as connection:
                inbox.admit(connection, [(arrival.message, arrival.received_at) for arrival in group])
                _keep_what_is_lent(connection, group)
        except OperationalError as trouble:
            self._refuse(group, trouble)
        except Exception as trouble:  # noqa: BLE001 — a thread that ended would leave every later callback unanswered
            if len(group) == 1:
                self._refuse(group, trouble)
            for arrival in group if len(group) > 1 else ():
                self._store([arrival])
        else:
            _settle(group, None)
            self._after_commit()

    def _refuse(self, group: list[_Arrival], trouble: Exception) -> None:
        kind = type(trouble).__name__
        log.error("messages could not be stored", count=len(group), kind=kind, exc_info=trouble)
        _settle(group, StoreError("the message could not be stored"))


def _keep_what_is_lent(connection: Connection, group: Sequence[_Arrival]) -> None:
    """Keep tokens in their messages' own transaction; what is to be fetched is asked for at once."""
    tokens = []
    for arrival in group:
        door, message_id = arrival.message.door, arrival.message.message_id
        tokens += [(door, message_id, lent) for lent in arrival.lends if not lent.source]
        for lent in filter(lambda one: one.source, arrival.lends):
            way_id = ways.lend(connection, door, message_id, lent)
            if way_id is not None:
                calls.ask(connection, lent.source, lent.request, at=arrival.machine, way_id=way_id)
    ways.lend_all(connection, tokens)


def _settle(group: list[_Arrival], error: StoreError | None) -> None:
    loop = group[0].stored.get_loop()
    loop.call_soon_threadsafe(_resolve, [arrival.stored for arrival in group], error)


def _resolve(futures: list[asyncio.Future[None]], error: StoreError | None) -> None:
    for future in futures:
        if future.done():
            continue
        if error is None:
            future.set_result(None)
        else:
            future.set_exception(error)
