"""The callbacks as a platform meets them: real encrypted bodies, bad ones, and a store that is not there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

import httpx2
import pytest
import pytest_asyncio
from sqlalchemy import event, func, select
from structlog.testing import capture_logs

from bot.clock import SteppedClock
from bot.messages import Kind
from bot.platforms.wecom.door import WeComAppDoor
from bot.store import inbox
from bot.store.admission import Admission
from bot.store.database import Database
from bot.store.shared import MemoryShared
from bot.webhook import BODY_CAP, Callbacks
from bot.wire import Wire
from tests.emulators.wecom_callbacks import Account, Callback, Sender

ACCOUNT = Account()
PATH = "/callback/wecom-app/1000002"


async def not_found(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 404, "headers": []})
    await send({"type": "http.response.body", "body": b""})


class Site:
    """A served door and a vendor that calls it."""

    def __init__(self, database: Database, now: datetime) -> None:
        door = WeComAppDoor(corp_id=ACCOUNT.corp_id, agent_id=ACCOUNT.agent_id, keys=[(ACCOUNT.token, ACCOUNT.aes_key)])
        self.database = database
        self.now = now
        self.admission = Admission(database, lambda: None)
        clock = SteppedClock(now)
        self.app = Callbacks([door], self.admission, Wire(database, clock, MemoryShared()), clock, not_found)
        self.sender = Sender(ACCOUNT)
        self.http = httpx2.AsyncClient(transport=httpx2.ASGITransport(self.app), base_url="http://office")

    async def call(self, callback: Callback) -> httpx2.Response:
        method = "POST" if callback.body else "GET"
        return await self.http.request(method, f"{PATH}?{callback.url_query}", content=callback.body)

    def rows(self) -> int:
        with self.database.read() as connection:
            return connection.scalar(select(func.count()).select_from(inbox.inbox)) or 0


@pytest_asyncio.fixture
async def site(sqlite: Database, now: datetime) -> AsyncIterator[Site]:
    """A site."""
    one = Site(sqlite, now)
    one.admission.start()
    yield one
    one.admission.stop()
    await one.http.aclose()


async def test_the_address_is_verified_with_the_bare_plaintext(site: Site) -> None:
    """As the console does when the address is saved."""
    answer = await site.call(site.sender.verification("1616140317555161061", site.now))
    assert (answer.status_code, answer.content) == (200, b"1616140317555161061")
    assert site.rows() == 0


async def test_a_message_is_stored_and_acknowledged_with_nothing(site: Site) -> None:
    """Store, then acknowledge."""
    answer = await site.call(site.sender.text("三食堂漏水", sender="liming", at=site.now))
    assert (answer.status_code, answer.content) == (200, b"")
    with site.database.read() as connection:
        (row,) = inbox.oldest(connection)
    assert (row.message.text, row.message.account, row.message.kind) == ("三食堂漏水", "liming", Kind.TEXT)
    assert row.message.door == "wecom-app:1000002"


async def test_the_same_callback_twice_is_one_message_with_the_same_answer(site: Site) -> None:
    """Retries are the platform's right."""
    callback = site.sender.text("a", sender="liming", at=site.now, msg_id="77")
    answers = await asyncio.gather(*(site.call(callback) for _ in range(5)))
    assert {(answer.status_code, answer.content) for answer in answers} == {(200, b"")}
    assert site.rows() == 1


@pytest.mark.parametrize("field", ["msg_signature", "timestamp", "nonce"])
async def test_a_forged_callback_is_403_without_detail(site: Site, field: str) -> None:
    """One changed character anywhere; nothing stored, one line without content."""
    callback = site.sender.text("geheim", sender="liming", at=site.now)
    value = callback.query[field]
    forged = Callback({**callback.query, field: ("1" if value[0] != "1" else "2") + value[1:]}, callback.body)
    with capture_logs() as logs:
        answer = await site.call(forged)
    assert (answer.status_code, answer.content) == (403, b"")
    assert site.rows() == 0
    assert len(logs) == 1
    assert "geheim" not in repr(logs)


async def test_a_callback_of_last_hour_is_refused_though_signed(site: Site) -> None:
    """A recording is no message."""
    from datetime import timedelta  # noqa: PLC0415

    callback = site.sender.text("a", sender="liming", at=site.now - timedelta(hours=1))
    with capture_logs():
        assert (await site.call(callback)).status_code == 403
    assert site.rows() == 0


async def test_an_oversized_body_is_refused_before_it_is_read(site: Site) -> None:
    """64 KiB is far more than a message."""
    callback = site.sender.text("a", sender="liming", at=site.now)
    with capture_logs():
        answer = await site.call(Callback(callback.query, b"x" * (BODY_CAP + 1)))
    assert answer.status_code == 413

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b"x" * 4096

    with capture_logs():
        answer = await site.http.post(f"{PATH}?{callback.url_query}", content=endless())
    assert answer.status_code == 413
    assert site.rows() == 0


async def test_what_cannot_be_stored_is_503_so_that_the_platform_calls_again(site: Site) -> None:
    """Never a 200 that was not stored."""
    import sqlite3  # noqa: PLC0415

    def refuse(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    event.listen(site.database.engine, "before_cursor_execute", refuse)
    callback = site.sender.text("a", sender="liming", at=site.now, msg_id="9")
    with capture_logs():
        assert (await site.call(callback)).status_code == 503
    event.remove(site.database.engine, "before_cursor_execute", refuse)
    assert (await site.call(callback)).status_code == 200
    assert site.rows() == 1


async def test_other_methods_and_paths(site: Site) -> None:
    """Only what the platform does is allowed."""
    assert (await site.http.put(PATH)).status_code == 405
    assert (await site.http.get("/callback/wecom-app/1")).status_code == 404
