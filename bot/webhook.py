"""The callbacks: verify, decode, store, acknowledge, in this order, and nothing else on the way.

Where the platform has no other moment for an answer (a welcome, a pressed card, a stream asked for again), it is waited
for, at most three seconds, or read from the rows; both after the message is stored.

A raw ASGI path, because it is the hot one. A refused callback gets its status and no detail; one log line says which
door and why, never what was in it. What could not be stored is a 503, so that the platform calls again. Who sends a
body drop by drop is cut off, and holds nobody up meanwhile.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import unquote_plus

import structlog
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.clock import Clock
from bot.errors import CallbackError, StoreError
from bot.lent import UPDATE, WELCOME, Lent
from bot.platforms.protocol import Decoded, Door, Reply, Request
from bot.store.admission import Admission
from bot.turn import WIRE_WAIT
from bot.wire import Wire

BODY_CAP = 64 * 1024
PATIENCE_S = 5.0  # for a body to arrive; the platform itself gives up then
SHARE = 0.7  # of the platform's patience, for the desk; the rest is for the way there and back
TOO_SLOW = Reply(status=408)
TOO_LARGE = Reply(status=413)
UNREAD = (TOO_SLOW, TOO_LARGE)
WRONG_METHOD = Reply(status=405)
NOT_STORED = Reply(status=503)

log = structlog.get_logger()


class Callbacks:
    """The callback addresses of all doors, in front of the other pages."""

    def __init__(
        self,
        doors: Sequence[Door],
        admission: Admission,
        wire: Wire,
        clock: Clock,
        rest: ASGIApp,
        patience_s: float = PATIENCE_S,
    ) -> None:
        self._doors: Mapping[str, Door] = {door.path: door for door in doors}
        self._admission = admission
        self._wire = wire
        self._clock = clock
        self._rest = rest
        self._patience_s = patience_s
        self.in_flight = 0  # whole callbacks that wait to be stored

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        door = self._doors.get(scope.get("path", "")) if scope["type"] == "http" else None
        if door is None:
            await self._rest(scope, receive, send)
            return
        await _send(send, await self._answer(door, scope, receive))

    async def _answer(self, door: Door, scope: Scope, receive: Receive) -> Reply:
        if scope["method"] not in ("GET", "POST"):
            return WRONG_METHOD
        try:
            async with asyncio.timeout(self._patience_s):
                body = await _body(scope, receive)
        except TimeoutError:
            log.warning("callback refused", door=door.name, reason="too slow")
            return TOO_SLOW
        if body is None:
            log.warning("callback refused", door=door.name, reason="too large")
            return TOO_LARGE
        request = Request(scope["method"], _query(scope["query_string"].decode("latin-1")), Headers(scope=scope), body)
        try:
            decoded = await self._stored(door, request)
            return await self._spoken(door, decoded)
        except CallbackError as refused:
            log.warning("callback refused", door=door.name, reason=str(refused))
            return Reply(status=refused.status)
        except StoreError:
            return NOT_STORED

    async def _stored(self, door: Door, request: Request) -> Decoded:
        """Verify, decode and store."""
        self.in_flight += 1
        try:
            now = self._clock.machine()
            decoded = door.decode(request, now)
            if decoded.message is not None:
                await self._admission.admit(decoded.message, self._clock.office(), decoded.lends, machine=now)
            return decoded
        finally:
            self.in_flight -= 1

    async def _spoken(self, door: Door, decoded: Decoded) -> Reply:
        """Answer with what the house says where the callback leaves room for it; nothing holds the desk up here."""
        spoken = None
        if decoded.poll is not None:
            spoken = await self._wire.polled(door.name, decoded.poll)
        elif decoded.waits and decoded.message is not None:
            spoken = await self._wire.reply(decoded.message, _patience_s(decoded.lends, self._clock.machine()))
        if spoken is None or decoded.write is None:
            return decoded.acknowledge
        return decoded.write(spoken)


def _patience_s(lends: Sequence[Lent], now: datetime) -> float:
    """Return how long the desk is waited for: three seconds, less where the platform itself has less patience."""
    left = ((lent.expires_at - now).total_seconds() * SHARE for lent in lends if lent.kind in (WELCOME, UPDATE))
    return min([WIRE_WAIT.total_seconds(), *left])


async def _body(scope: Scope, receive: Receive) -> bytes | None:
    for name, value in scope["headers"]:
        if name == b"content-length" and (not value.isdigit() or int(value) > BODY_CAP):
            return None
    parts: list[bytes] = []
    size = 0
    while True:
        event = await receive()
        if event["type"] == "http.disconnect":
            return b""
        part = event.get("body", b"")
        size += len(part)
        if size > BODY_CAP:
            return None
        parts.append(part)
        if not event.get("more_body"):
            return b"".join(parts)


def _query(raw: str) -> Mapping[str, str]:
    parts = (part.partition("=") for part in raw.split("&"))
    return {name: unquote_plus(value) if "%" in value or "+" in value else value for name, _, value in parts}


async def _send(send: Send, reply: Reply) -> None:
    headers = [
        (b"content-type", reply.media_type.encode("latin-1")),
        (b"content-length", str(len(reply.body)).encode("latin-1")),
    ]
    if reply in UNREAD:
        headers.append((b"connection", b"close"))  # the rest of the body is not waited for
    await send({"type": "http.response.start", "status": reply.status, "headers": headers})
    await send({"type": "http.response.body", "body": reply.body})
