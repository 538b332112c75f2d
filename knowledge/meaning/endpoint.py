"""A model behind an OpenAI-compatible `/embeddings`: one address, fixed by the settings.

What comes back is believed only as numbers: as many vectors as asked, of one length, finite. The key travels in a
header and gets into no text, log or error; of an error of the network only its kind gets out of here.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as Late
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp

from bot.errors import MeaningDown
from knowledge.meaning.embedder import LONGEST, Floats, checked

BATCH: Final = 64
BOUND_S: Final = 0.8
PASSAGES_S: Final = 30.0
LARGEST: Final = 16 << 20
_PIECE: Final = 1 << 16
_OK: Final = 200
REFUSED: Final = frozenset({400, 413, 422})  # what was sent is not taken; something else may be
_GRACE_S: Final = 0.1


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the model is. url: up to and without `/embeddings`. dimensions: asked for; 0 leaves it to the model.

    question_prefix, passage_prefix: what the model wants before each text, such as `query: `.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    dimensions: int = 0
    question_prefix: str = ""
    passage_prefix: str = ""

    @property
    def identity(self) -> str:
        """The model's name and host, and a mark of everything else that makes its vectors what they are."""
        made = "\n".join((self.url, self.model, str(self.dimensions), self.question_prefix, self.passage_prefix))
        mark = hashlib.sha256(made.encode()).hexdigest()[:12]
        return f"{self.model[:60]} at {(urlsplit(self.url).hostname or '')[:40]} {mark}"


class EndpointEmbedder:
    """The model at an endpoint. Its connections live in a thread of their own, from the first request to `close`."""

    batch: int = BATCH
    is_remote: bool = True

    def __init__(self, endpoint: Endpoint, bound_s: float = BOUND_S, passages_s: float = PASSAGES_S) -> None:
        self.identity = endpoint.identity
        self.bound_s = bound_s
        self._passages_s = passages_s
        self._endpoint = endpoint
        self._dimensions = endpoint.dimensions
        self._starting = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._session: aiohttp.ClientSession | None = None

    def passages(self, texts: Sequence[str]) -> Floats:
        return self._embed([self._endpoint.passage_prefix + text[:LONGEST] for text in texts], self._passages_s)

    def question(self, text: str) -> Floats:
        one: Floats = self._embed([self._endpoint.question_prefix + text[:LONGEST]], self.bound_s)[0]
        return one

    def close(self) -> None:
        with self._starting:
            loop, self._loop = self._loop, None
        if loop is not None:
            asyncio.run_coroutine_threadsafe(self._end(), loop).result()
            loop.call_soon_threadsafe(loop.stop)

    def _embed(self, texts: list[str], within_s: float) -> Floats:
        asked = asyncio.run_coroutine_threadsafe(self._request(texts, within_s), self._started())
        try:
            content = asked.result(within_s + _GRACE_S)
        except (Late, TimeoutError):
            asked.cancel()
            raise MeaningDown("no answer in time") from None
        except CancelledError:
            raise MeaningDown("closed while it was asked") from None
        found = checked(_vectors(content, len(texts)), len(texts), self._dimensions)
        self._dimensions = found.shape[1]
        return found

    def _started(self) -> asyncio.AbstractEventLoop:
        with self._starting:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(target=_run, args=[self._loop], name="meaning endpoint", daemon=True).start()
            return self._loop

    async def _request(self, texts: list[str], within_s: float) -> bytes:
        if self._session is None:
            self._session = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())
        body: dict[str, Any] = {"model": self._endpoint.model, "input": texts, "encoding_format": "float"}
        if self._endpoint.dimensions:
            body["dimensions"] = self._endpoint.dimensions
        headers = {"Authorization": f"Bearer {self._endpoint.key}"} if self._endpoint.key else {}
        try:
            async with self._session.post(
                f"{self._endpoint.url}/embeddings",
                json=body,
                headers=headers,
                allow_redirects=False,
                timeout=aiohttp.ClientTimeout(total=within_s),
            ) as answer:
                if answer.status != _OK:
                    refused = answer.status in REFUSED
                    raise MeaningDown(f"HTTP {answer.status}", _asked_rest(answer.headers), is_of_text=refused)
                return await _content(answer)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as trouble:
            raise MeaningDown(f"no answer ({type(trouble).__name__})") from None

    async def _end(self) -> None:
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        if self._session is not None:
            await self._session.close()
            self._session = None


def _run(loop: asyncio.AbstractEventLoop) -> None:
    loop.run_forever()
    loop.close()


async def _content(answer: aiohttp.ClientResponse) -> bytes:
    content = bytearray()
    async for piece in answer.content.iter_chunked(_PIECE):
        content += piece
        if len(content) > LARGEST:
            raise MeaningDown("an answer without end")
    return bytes(content)


def _asked_rest(headers: Mapping[str, str]) -> float:
    """Return how many seconds the other side asks to be left alone; 0 where it does not say."""
    said = headers.get("Retry-After", "")
    return float(said[:6]) if said.isascii() and said.isdecimal() else 0.0


def _vectors(content: bytes, count: int) -> list[Any]:
    """Return the vectors of an answer in the order of the texts. Errors: MeaningDown where it is not of that form."""
    try:
        rows = json.loads(content)["data"]
        found = {row["index"]: row["embedding"] for row in rows}
        if len(rows) != count or set(found) != set(range(count)):
            raise MeaningDown(f"{len(rows)} vectors for {count} texts, or in no order")
        vectors = [found[place] for place in range(count)]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise MeaningDown("an answer of another form") from None
    if not all(isinstance(vector, list) and _are_numbers(vector) for vector in vectors):
        raise MeaningDown("vectors that are no lists of numbers")
    return vectors


def _are_numbers(values: list[Any]) -> bool:
    return all(type(value) in (int, float) for value in values)
