"""The callbacks: verify, decode, store, acknowledge, in this order, and nothing else on the way.

A raw ASGI path, because it is the hot one. A refused callback gets its status and no detail; one log line says which
door and why, never what was in it. What could not be stored is a 503, so that the platform calls again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import unquote_plus

import structlog
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.clock import Clock
from bot.errors import CallbackError, StoreError
from bot.platforms.protocol import Door, Reply, Request
from bot.store.admission import Admission

BODY_CAP = 64 * 1024
TOO_LARGE = Reply(status=413)
WRONG_METHOD = Reply(status=405)
NOT_STORED = Reply(status=503)

log = structlog.get_logger()


class Callbacks:
    """The callback addresses of all doors, in front of the other pages."""

    def __init__(self, doors: Sequence[Door], admission: Admission, clock: Clock, rest: ASGIApp) -> None:
        self._doors: Mapping[str, Door] = {door.path: door for door in doors}
        self._admission = admission
        self._clock = clock
        self._rest = rest
        self.in_flight = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        door = self._doors.get(scope.get("path", "")) if scope["type"] == "http" else None
        if door is None:
            await self._rest(scope, receive, send)
            return
        self.in_flight += 1
        try:
            reply = await self._answer(door, scope, receive)
            await _send(send, reply)
        finally:
            self.in_flight -= 1

    async def _answer(self, door: Door, scope: Scope, receive: Receive) -> Reply:
        if scope["method"] not in ("GET", "POST"):
            return WRONG_METHOD
        body = await _body(scope, receive)
        if body is None:
            log.warning("callback refused", door=door.name, reason="too large")
            return TOO_LARGE
        request = Request(scope["method"], _query(scope["query_string"].decode("latin-1")), Headers(scope=scope), body)
        try:
            decoded = door.decode(request, self._clock.machine())
            if decoded.message is not None:
                await self._admission.admit(decoded.message, self._clock.office())
        except CallbackError as refused:
            log.warning("callback refused", door=door.name, reason=str(refused))
            return Reply(status=refused.status)
        except StoreError:
            return NOT_STORED
        return decoded.acknowledge


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
    await send({"type": "http.response.start", "status": reply.status, "headers": headers})
    await send({"type": "http.response.body", "body": reply.body})
