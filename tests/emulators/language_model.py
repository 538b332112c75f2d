"""An OpenAI-compatible language model on a loopback port, which answers, lies, stalls or breaks as it is told.

The shapes follow the OpenAI API reference, "Chat completions" (request, response, streamed chunks, errors).
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from tests.emulators.loopback import Loopback

KEY = "sk-invented-0001"
Manner = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(slots=True)
class Heard:
    """One request as it came."""

    headers: dict[str, str] = field(repr=False)
    body: dict[str, Any]

    @property
    def data(self) -> dict[str, Any]:
        """The question and the passages."""
        return dict(json.loads(self.body["messages"][1]["content"]))


class EmulatedModel:
    """The model. `says`: what it answers; `manner`: how, where it is not an ordinary answer. A context manager."""

    def __init__(self, says: str = "") -> None:
        self.says, self.key = says, KEY
        self.manner: Manner | None = None
        self.heard: list[Heard] = []
        app = web.Application()
        app.router.add_post("/v1/chat/completions", self._answer)
        self._served = Loopback(app)

    @property
    def base(self) -> str:
        """What `url` is set to."""
        return f"{self._served.base}/v1"

    def __enter__(self) -> Self:
        self._served.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._served.__exit__(kind, error, trace)

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        if request.headers.get("Authorization") != f"Bearer {self.key}":
            return refuses(401)
        if not body.get("model") or not isinstance(body.get("messages"), list):
            return refuses(400)
        self.heard.append(Heard(dict(request.headers), body))
        return await self.manner(request) if self.manner else whole(self.says)


def whole(words: str | None, *, finish: str = "stop", **more: Any) -> web.Response:
    """Answer in one piece."""
    message = {"role": "assistant", "content": words, **more}
    choice = {"index": 0, "message": message, "finish_reason": finish}
    return web.json_response({"id": "chatcmpl-1", "object": "chat.completion", "choices": [choice]})


def refuses(status: int) -> web.Response:
    """Refuse as the API does, quoting the key as some do."""
    error = {"message": f"Incorrect API key provided: {KEY}", "type": "invalid_request_error"}
    return web.json_response({"error": error}, status=status)


def status(code: int) -> Manner:
    """Refuse with a status."""

    async def answer(_: web.Request) -> web.StreamResponse:
        return refuses(code)

    return answer


async def stalls(_: web.Request) -> web.StreamResponse:
    """Take the request and say nothing for a minute."""
    await asyncio.sleep(60)
    return whole("太晚了〔1〕。")


def raw(body: bytes, media_type: str = "application/json") -> Manner:
    """Answer with these bytes."""

    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(body=body, content_type=media_type)

    return answer


def redirects(to: str) -> Manner:
    """Send the asker elsewhere."""

    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(status=307, headers={"Location": to})

    return answer


def calls_tools(_: web.Request) -> Awaitable[web.StreamResponse]:
    """Want something done."""

    async def answer() -> web.StreamResponse:
        wanted = {"id": "1", "type": "function", "function": {"name": "send", "arguments": "{}"}}
        return whole(None, finish="tool_calls", tool_calls=[wanted])

    return answer()


def streamed(*pieces: str, ends: bool = True) -> Manner:
    """Answer piece by piece although nobody asked for it."""
    events = [{"choices": [{"index": 0, "delta": {"content": one}, "finish_reason": None}]} for one in pieces]
    lines = [f"data: {json.dumps(one)}\n\n" for one in events] + ["data: [DONE]\n\n"] * ends
    return raw("".join(lines).encode(), "text/event-stream")
