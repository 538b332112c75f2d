"""Bringing: calls that ask a source for something, a picture or the account behind an encrypted id.

What was brought is admitted as a message of kind `result` from whoever's message it belongs to, so that the desk takes
it up in its turn; what could not be brought is one too, and says why. A file is on the disk before its row is written.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from bot.clock import Clock
from bot.errors import DeliveryError, Refused
from bot.messages import Channel, Kind, Message
from bot.platforms.protocol import Brought, Source
from bot.store import attachments, calls, files, inbox
from bot.store.attachments import Attachment
from bot.store.calls import Call
from bot.store.database import Database
from bot.store.files import FileStore
from bot.store.ways import Way

MOST_ATTEMPTS = 6
PAUSE = timedelta(seconds=3)
MEDIA_EVENT = "media"
SETTLE_PAUSES_S = (0.05, 0.25, *(1.0,) * 40)  # twice that is less than a lease: until then nobody else takes the call

log = structlog.get_logger()


class Bringing:
    """Asks sources, keeps what they bring, and hands it to the inbox."""

    def __init__(self, database: Database, clock: Clock, file_store: FileStore) -> None:
        self._database = database
        self._clock = clock
        self._files = file_store
        self.ends: Callable[[], None] = lambda: None  # called once something was handed to the inbox

    async def bring(self, source: Source, call: Call, way: Way | None) -> None:
        """Make one claimed call of a source, and write down what became of it."""
        try:
            if call.way_id is not None and way is None:
                raise Refused("its time was over before it could be fetched")
            brought = await source.bring(call.body, way.token if way else "")
        except DeliveryError as trouble:
            log.warning("a source failed", source=call.route, kind=type(trouble).__name__, text=str(trouble))
            await patiently(partial(self._settle_trouble, way, call, trouble))
        else:
            digest = "" if brought.content is None else await asyncio.to_thread(self._files.keep, brought.content)
            await patiently(partial(self._settle_brought, way, source, call, brought, digest))
            self.ends()

    def settle_lost(self, way: Way | None, call: Call, trouble: DeliveryError) -> None:
        """End a call that brought nothing and will bring nothing."""
        with self._database.write() as connection:
            self._lost(connection, way, call, trouble)

    def _settle_trouble(self, way: Way | None, call: Call, trouble: DeliveryError) -> None:
        again_at = self._clock.machine() + PAUSE * call.attempts
        in_time = way is None or again_at < way.expires_at
        with self._database.write() as connection:
            if isinstance(trouble, Refused) or call.attempts >= MOST_ATTEMPTS or not in_time:
                self._lost(connection, way, call, trouble)
            else:
                calls.retry(connection, call, again_at, code=trouble.code, error=str(trouble))

    def _lost(self, connection: Connection, way: Way | None, call: Call, trouble: DeliveryError) -> None:
        settled = calls.settle(
            connection, call, calls.FAILED, self._clock.machine(), code=trouble.code, error=str(trouble)
        )
        asked = _original(connection, way)
        if settled and way is not None and asked is not None:
            about = json.loads(call.body)
            kind = str(about.get("kind", ""))
            fate = Attachment(way.door, way.message_id, way.number, kind, reason=str(trouble))
            if attachments.note(connection, fate, self._clock.office()):
                self._admit(connection, _result_of(asked, way, {"kind": kind, "lost": str(trouble)}))

    def _settle_brought(self, way: Way | None, source: Source, call: Call, brought: Brought, digest: str) -> None:
        with self._database.write() as connection:
            if not calls.settle(connection, call, calls.DONE, self._clock.machine()):
                return
            asked = _original(connection, way)
            if way is not None and asked is not None:
                self._attach(connection, way, asked, call, (brought, digest))
            elif way is None:
                self._admit(connection, _answer_of(source, call, brought))

    def _attach(self, connection: Connection, way: Way, asked: Message, call: Call, kept: tuple[Brought, str]) -> None:
        brought, digest = kept
        about, now = json.loads(call.body), self._clock.office()
        kind = str(about.get("kind", ""))
        name = brought.name or str(about.get("name", "")) or kind
        file = files.note(connection, digest, len(brought.content or b""), name, brought.media_type, now)
        if attachments.note(connection, Attachment(way.door, way.message_id, way.number, kind, file.id), now):
            self._admit(connection, _result_of(asked, way, {"kind": kind, "file": file.id, "name": name}))

    def _admit(self, connection: Connection, message: Message) -> None:
        inbox.admit(connection, [(message, self._clock.office())])


def _original(connection: Connection, way: Way | None) -> Message | None:
    return inbox.of_id(connection, way.door, way.message_id) if way else None


def _answer_of(source: Source, call: Call, brought: Brought) -> Message:
    """Make the message that says what a source knows about an account."""
    return Message(
        door=call.route,
        message_id=f"call-{call.id}",
        platform=source.platform,
        account=str(brought.data.get("account", "")),
        channel=Channel.PRIVATE,
        kind=Kind.RESULT,
        data=dict(brought.data),
    )


def _result_of(asked: Message, way: Way, data: dict[str, Any]) -> Message:
    """Make the message that says what became of one picture or file of another."""
    return replace(
        asked,
        message_id=f"{asked.message_id}/media/{way.number}",
        kind=Kind.RESULT,
        text="",
        data={"event": MEDIA_EVENT, "of": asked.message_id, "number": way.number, **data},
    )


async def patiently(settle: Callable[[], None]) -> None:
    """Settle in a thread; again and again where the store is away: an answer not kept is an answer lost.

    No pause is long, because all that is to be sent waits for this one as soon as the store is back.
    """
    for pause_s in SETTLE_PAUSES_S:
        try:
            await asyncio.to_thread(settle)
        except OperationalError as trouble:
            log.warning("a fate could not be written; it is tried again", kind=type(trouble).__name__)
            await asyncio.sleep(pause_s)
        else:
            return
    await asyncio.to_thread(settle)
