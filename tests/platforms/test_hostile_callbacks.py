"""Who sends a callback drop by drop, half, or never: cut off, and nobody waits for him."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.clock import SteppedClock
from bot.errors import Malformed
from bot.platforms.wecom.door import WeComAppDoor
from bot.store import inbox
from bot.store.admission import Admission
from bot.store.database import Database
from bot.store.shared import MemoryShared
from bot.webhook import Callbacks
from bot.wire import Wire as AnswerWire
from tests.emulators.wecom_callbacks import Account, Callback, Sender

ACCOUNT = Account()
DOOR = WeComAppDoor(corp_id=ACCOUNT.corp_id, agent_id=ACCOUNT.agent_id, keys=[(ACCOUNT.token, ACCOUNT.aes_key)])


class Wire:
    """One connection: gives the parts of a body, then nothing more, and keeps what comes back."""

    def __init__(self, callback: Callback, *parts: dict[str, Any]) -> None:
        self.scope = {
            "type": "http",
            "method": "POST",
            "path": DOOR.path,
            "query_string": callback.url_query.encode(),
            "headers": [],
        }
        self.sent: list[dict[str, Any]] = []
        self._parts = list(parts)

    async def receive(self) -> dict[str, Any]:
        if not self._parts:
            await asyncio.Event().wait()
        return self._parts.pop(0)

    async def send(self, event: dict[str, Any]) -> None:
        self.sent.append(event)

    @property
    def status(self) -> int:
        return int(self.sent[0]["status"])


async def rest(scope: Any, receive: Any, send: Any) -> None:
    raise AssertionError("not a callback")


def part(body: bytes, *, more: bool) -> dict[str, Any]:
    return {"type": "http.request", "body": body, "more_body": more}


@pytest.fixture
def callbacks(sqlite: Database, now: datetime) -> Callbacks:
    """The callbacks of one door, impatient."""
    clock = SteppedClock(now)
    wire = AnswerWire(sqlite, clock, MemoryShared())
    return Callbacks([DOOR], Admission(sqlite, lambda: None), wire, clock, rest, patience_s=0.05)


async def test_a_body_that_never_ends_is_cut_off_and_its_connection_closed(callbacks: Callbacks, now: datetime) -> None:
    """A drop, then nothing: 408, one line, and meanwhile it does not count as a callback being answered."""
    callback = Sender().text("geheim", sender="liming", at=now)
    wire = Wire(callback, part(callback.body[:40], more=True))
    with capture_logs() as logs:
        task = asyncio.create_task(callbacks(wire.scope, wire.receive, wire.send))  # type: ignore[arg-type]
        await asyncio.sleep(0)
        assert callbacks.in_flight == 0
        await task
    assert wire.status == 408
    assert (b"connection", b"close") in wire.sent[0]["headers"]
    assert [entry["reason"] for entry in logs] == ["too slow"]


async def test_a_caller_who_hangs_up_half_way_leaves_nothing(
    callbacks: Callbacks, sqlite: Database, now: datetime
) -> None:
    """Half a body is no message, though it may be signed."""
    callback = Sender().text("geheim", sender="liming", at=now)
    wire = Wire(callback, part(callback.body[:-5], more=True), {"type": "http.disconnect"})
    with capture_logs():
        await callbacks(wire.scope, wire.receive, wire.send)  # type: ignore[arg-type]
    assert wire.status == 403
    with sqlite.read() as connection:
        assert inbox.counts(connection) == {}


@pytest.mark.parametrize("account", ["", " ", "a" * 129, "a\u202eb"])
def test_an_account_that_can_be_nobodys_is_refused(account: str, now: datetime) -> None:
    """Before it reaches a column it does not fit."""
    callback = Sender().text("x", sender=account, at=now)
    with pytest.raises(Malformed):
        DOOR.decode(callback.request, now)
