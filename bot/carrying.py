"""Carrying: calls with a file. One step uploads it, the next sends it; between the two the call stands in the queue.

So a crash after the upload costs nothing: what the platform calls the file is kept, and the file is sent once.
"""

from __future__ import annotations

import asyncio
from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from bot.bringing import patiently
from bot.clock import Clock
from bot.documents import Document
from bot.errors import Refused
from bot.platforms.protocol import Freight, Outcome, Route
from bot.store import calls, files, uploads
from bot.store.calls import Call
from bot.store.database import Database
from bot.store.files import Enclosed, FileStore
from bot.store.uploads import Upload


class Carrying:
    """Uploads kept files, and sends what was uploaded."""

    def __init__(self, database: Database, clock: Clock, file_store: FileStore) -> None:
        self._database = database
        self._clock = clock
        self._files = file_store

    async def carry(self, route: Route, call: Call, upload: Upload) -> Outcome | None:
        """Make the next step of a claimed call. Returns None where that was the upload: the call waits to be sent.

        Raises Refused, Throttled, TryLater or FateUnknown.
        """
        freight = route.freight
        if freight is None:
            raise Refused("this route carries no files any more")
        if upload.holds(self._clock.machine()):
            return await freight.send(call.body, upload.media)
        media = await freight.upload(await asyncio.to_thread(self._document, upload.file))
        await patiently(partial(self._settle_uploaded, call, media, freight))
        return None

    @staticmethod
    def may_be_made_again(connection: Connection, call: Call) -> bool:
        """Say whether a call that was left behind had nothing to do yet but its upload."""
        upload = uploads.of_calls(connection, [call.id]).get(call.id)
        return upload is not None and not upload.media

    def _document(self, file: Enclosed) -> Document:
        with self._database.read() as connection:
            kept = files.find(connection, file.id)
        try:
            return Document(file.name, self._files.read(kept.sha256), kept.media_type)
        except FileNotFoundError:
            raise Refused("the kept file is gone from data_dir/files; restore it from the backup") from None

    def _settle_uploaded(self, call: Call, media: str, freight: Freight) -> None:
        now = self._clock.machine()
        with self._database.write() as connection:
            if calls.retry(connection, call, now):
                uploads.keep(connection, call.id, media, _until(now, freight))


def _until(now: datetime, freight: Freight) -> datetime | None:
    return now + freight.life if freight.life is not None else None
