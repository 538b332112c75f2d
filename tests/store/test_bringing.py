"""What is fetched: pictures in their five minutes, the account behind an id; kept, or lost and said so."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.clock import SteppedClock
from bot.errors import Refused, TryLater
from bot.lent import MEDIA, Lent
from bot.messages import Kind, Message
from bot.platforms.protocol import Brought
from bot.pump import Pump
from bot.routing import Routing
from bot.store import attachments, calls, files, inbox
from bot.store.admission import Admission
from bot.store.attachments import Attachment
from bot.store.database import Database
from bot.store.files import FileStore
from tests.fakes import DOOR, PLATFORM, message, minutes

ZONE = ZoneInfo("Asia/Shanghai")
SOURCE = "fake/media"


class FakeSource:
    """Brings what it has, after the troubles it was told to have first."""

    name, platform = SOURCE, PLATFORM

    def __init__(self) -> None:
        self.asked: list[tuple[bytes, str]] = []
        self.troubles: deque[Exception] = deque()
        self.brought = Brought(content=b"picture", name="漏水.jpg", media_type="image/jpeg")

    async def bring(self, request: bytes, token: str = "") -> Brought:
        self.asked.append((request, token))
        if self.troubles:
            raise self.troubles.popleft()
        return self.brought

    async def close(self) -> None:
        return None


class Bench:
    """A house that hears messages with pictures."""

    def __init__(self, database: Database, now: datetime, folder: Path) -> None:
        self.database, self.clock, self.source = database, SteppedClock(now), FakeSource()
        self.files = FileStore(folder)
        self.pump = Pump(database, self.clock, Routing([], sources=[self.source]), ZONE, self.files)

    def hear(self, times: int = 1) -> Message:
        """Admit a message with one picture."""
        heard = replace(
            message("三食堂漏水", chat="group"), data={"media": [{"number": 0, "kind": "image", "name": ""}]}
        )
        asyncio.run(self._admit(heard, times))
        return heard

    async def _admit(self, heard: Message, times: int) -> None:
        now = self.clock.machine()
        request = json.dumps({"kind": "image", "name": "", "number": 0}).encode()
        lent = Lent(MEDIA, "https://secret/1", now + minutes(5), source=SOURCE, request=request)
        admission = Admission(self.database, lambda: None)
        admission.start()
        for _ in range(times):
            await admission.admit(heard, now, [lent], machine=now)
        admission.stop()

    def pass_on(self, **time: float) -> None:
        """Let time pass and the pump work."""
        self.clock.move_to(self.clock.office() + timedelta(**time))
        asyncio.run(self.pump.drain())

    def results(self) -> list[Message]:
        """Return what was brought back, as messages."""
        with self.database.read() as connection:
            waiting = inbox.oldest(connection, 10)
        return [one.message for one in waiting if one.message.kind is Kind.RESULT]

    def attached(self) -> list[Attachment]:
        """Return the fates of the message's pictures."""
        with self.database.read() as connection:
            return attachments.of_message(connection, DOOR, "1")


def test_a_picture_is_fetched_once_and_kept_with_its_message(database: Database, now: datetime, tmp_path: Path) -> None:
    """However often the message was delivered; the desk hears of it as of a message of the same person."""
    bench = Bench(database, now, tmp_path)
    heard = bench.hear(times=3)
    bench.pass_on(seconds=1)
    assert bench.source.asked == [(b'{"kind": "image", "name": "", "number": 0}', "https://secret/1")]
    (result,) = bench.results()
    assert (result.account, result.chat, result.channel) == (heard.account, heard.chat, heard.channel)
    assert (result.data["of"], result.data["name"], result.data["event"]) == ("1", "漏水.jpg", "media")
    (attached,) = bench.attached()
    assert attached.file_id == result.data["file"]
    with database.read() as connection:
        digest = connection.execute(files.files.select()).one().sha256
    assert bench.files.read(digest) == b"picture"
    assert "secret" not in repr(result)


def test_a_source_that_is_away_is_asked_again_while_there_is_time(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    """Some seconds apart."""
    bench = Bench(database, now, tmp_path)
    bench.source.troubles.extend([TryLater("away"), TryLater("away")])
    bench.hear()
    for _ in range(4):
        bench.pass_on(seconds=10)
    assert len(bench.source.asked) == 3
    assert bench.attached()[0].file_id is not None


def test_a_picture_that_cannot_be_had_is_said_to_be_lost(database: Database, now: datetime, tmp_path: Path) -> None:
    """With the reason; once."""
    bench = Bench(database, now, tmp_path)
    bench.source.troubles.append(Refused("the host is not allowed"))
    bench.hear()
    bench.pass_on(seconds=1)
    bench.pass_on(minutes=1)
    (attached,) = bench.attached()
    assert (attached.file_id, attached.reason) == (None, "the host is not allowed")
    (result,) = bench.results()
    assert result.data["lost"] == "the host is not allowed"


def test_after_five_minutes_a_picture_is_lost(sqlite: Database, now: datetime, tmp_path: Path) -> None:
    """The platform holds it no longer; nobody is asked in vain."""
    bench = Bench(sqlite, now, tmp_path)
    bench.source.troubles.extend([TryLater("away")] * 9)
    bench.hear()
    bench.pass_on(seconds=1)
    bench.pass_on(minutes=4, seconds=58)
    bench.pass_on(minutes=10)
    assert len(bench.source.asked) == 2
    assert bench.attached()[0].reason == "away"


def test_a_bug_in_a_source_loses_one_picture_and_stops_nothing(sqlite: Database, now: datetime, tmp_path: Path) -> None:
    """It is guarded like a route."""
    bench = Bench(sqlite, now, tmp_path)
    bench.source.troubles.append(ValueError("bug"))
    bench.hear()
    bench.pass_on(seconds=1)
    assert bench.attached()[0].reason == "ValueError"


def test_a_fetch_whose_maker_died_is_made_again(sqlite: Database, now: datetime, tmp_path: Path) -> None:
    """Asking changes nothing."""
    bench = Bench(sqlite, now, tmp_path)
    bench.hear()
    bench.pump._form_and_claim()
    bench.clock.move_to(now + minutes(2))
    bench.pass_on(seconds=1)
    assert bench.attached()[0].file_id is not None


def test_what_a_source_knows_of_an_account_comes_back_as_a_message_of_it(
    sqlite: Database, now: datetime, tmp_path: Path
) -> None:
    """Without a file."""
    bench = Bench(sqlite, now, tmp_path)
    bench.source.brought = Brought({"event": "resolved", "account": "wo1", "userid": "liming"})
    with sqlite.write() as connection:
        calls.ask(connection, SOURCE, b'{"account": "wo1"}', at=now)
    bench.pass_on(seconds=1)
    (result,) = bench.results()
    assert (result.account, result.platform, result.data["userid"]) == ("wo1", PLATFORM, "liming")
