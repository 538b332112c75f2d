"""An OpenAI-compatible `/v1/embeddings` on a loopback port: good, or as bad as it is told to be."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Callable
from typing import Any

from aiohttp import web

from tests.emulators.loopback import Loopback

DIMENSIONS = 8
Answer = Callable[[list[str]], Any]


def vector_of(text: str) -> list[float]:
    """Return numbers that only this text has."""
    return [byte / 255 + 0.001 for byte in hashlib.sha256(text.encode()).digest()[:DIMENSIONS]]


def good(texts: list[str]) -> Any:
    """Return what an honest model answers."""
    rows = [{"object": "embedding", "index": i, "embedding": vector_of(text)} for i, text in enumerate(texts)]
    return {"object": "list", "data": rows[::-1], "model": "m"}


class Embeddings:
    """`answer`, `status` and `manner` may be set at any time; `requests` are the bodies and headers that came."""

    def __init__(self) -> None:
        self.answer: Answer = good
        self.status = 200
        self.headers: dict[str, str] = {}
        self.manner = "at once"  # "never", "without end", "drop by drop"
        self.requests: list[tuple[dict[str, Any], dict[str, str]]] = []
        app = web.Application(client_max_size=1 << 24)
        app.router.add_post("/v1/embeddings", self._embed)
        self.loopback = Loopback(app)

    async def _embed(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        self.requests.append((body, dict(request.headers)))
        if self.manner == "never":
            await asyncio.Event().wait()
        if self.manner in ("without end", "drop by drop"):
            return await self._pour(request)
        text = json.dumps(self.answer(body["input"])) if self.status == 200 else "<html>sorry</html>"
        return web.Response(status=self.status, text=text, headers=self.headers, content_type="application/json")

    async def _pour(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "application/json"})
        await response.prepare(request)
        drop, pause_s = (b" ", 0.02) if self.manner == "drop by drop" else (b"[1,2" * (1 << 18), 0.0)
        while True:
            await response.write(drop)
            await asyncio.sleep(pause_s)
