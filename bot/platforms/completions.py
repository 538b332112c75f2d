"""One request to a language model by the OpenAI-compatible `chat/completions`, and the words it answers with.

The address is the operator's and nothing else is asked; no redirect is followed; an answer is bounded in time and size
and is words or nothing. The key travels in a header alone: no body, log, exception or row has it.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.errors import DeliveryError
from bot.platforms.client import OK, Asked, Client, Got

PATH = "/chat/completions"
LARGEST = 256 << 10  # bytes
MOST_TOKENS = 400
STREAMED = "text/event-stream"
_DATA = b"data:"
_DONE = "[DONE]"
_FINISHED = ("stop", None)


class NoWords(Exception):
    """A model gave nothing to be used. reason: for the operator, without anything it said."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Completions:
    """A model at an address. key: empty where none is asked for."""

    def __init__(self, url: str, model: str, key: str = "") -> None:
        self._url, self._model, self._key = url.rstrip("/") + PATH, model, key
        self._client = Client("语言模型")

    def __repr__(self) -> str:
        return f"Completions({self._model})"

    async def words(self, messages: Sequence[Mapping[str, str]], within_s: float) -> str:
        """Ask once and return what it says. Raises NoWords, also when it takes longer than `within_s`."""
        try:
            async with asyncio.timeout(within_s):
                got = await self._client.request(self._asked(messages))
        except TimeoutError:
            raise NoWords("timed out") from None
        except DeliveryError:
            raise NoWords("no answer") from None
        if got.status != OK:
            raise NoWords(f"HTTP {got.status}")
        if not got.is_whole:
            raise NoWords("too large")
        return _words(got)

    async def close(self) -> None:
        """Let go of connections."""
        await self._client.close()

    def _asked(self, messages: Sequence[Mapping[str, str]]) -> Asked:
        body = {
            "model": self._model,
            "messages": list(messages),
            "temperature": 0,
            "max_tokens": MOST_TOKENS,
            "stream": False,
        }
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        content = json.dumps(body, ensure_ascii=False).encode()
        return Asked("POST", self._url, "", PATH, content, headers, largest=LARGEST)


def _words(got: Got) -> str:
    """Return the words of an answer, streamed or not. Raises NoWords."""
    try:
        if got.media_type == STREAMED:
            choices = list(_streamed(got.content))
            words = "".join(_said(choice, "delta") for choice in choices)
            ends = [choice.get("finish_reason") for choice in choices][-1:]
        else:
            choice = json.loads(got.content)["choices"][0]
            words, ends = _said(choice, "message"), [choice.get("finish_reason")]
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        raise NoWords("unreadable") from None
    if any(end not in _FINISHED for end in ends):
        raise NoWords("not finished")
    if not words.strip():
        raise NoWords("no words")
    return words


def _streamed(content: bytes) -> Iterator[dict[str, Any]]:
    """Read the choices of a stream of events that came whole. Raises ValueError where it broke off."""
    for line in content.splitlines():
        if line.startswith(_DATA):
            event = line.removeprefix(_DATA).strip().decode()
            if event == _DONE:
                return
            yield from json.loads(event)["choices"][:1]
    raise ValueError("no end")


def _said(choice: Mapping[str, Any], part: str) -> str:
    message = choice[part]
    if message.get("tool_calls") or message.get("function_call"):
        raise NoWords("tool calls")
    said = message.get("content") or ""
    if not isinstance(said, str):
        raise TypeError("content")
    return said
