"""The source that is asked to say passages in other words; it brings words, or why there are none, and nothing else.

What it is asked by is a call's body: no key, no name, no chat. Whatever happens, something is brought back, so that a
reply that waits is let go.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from bot.clock import Clock
from bot.platforms.completions import Completions, NoWords
from bot.platforms.protocol import Brought

SOURCE = "language-model"
EVENT = "phrasing"
TOO_LATE = "too late"


def request_of(subject: str, until: datetime, messages: list[dict[str, str]], about: dict[str, Any]) -> bytes:
    """Return the body of a call. subject: of the reply that waits; until: machine time; about: is brought back."""
    asked = {"subject": subject, "until": until.isoformat(), "messages": messages, "about": about}
    return json.dumps(asked, ensure_ascii=False).encode()


class PhrasingSource:
    """A language model as a source of the house."""

    name, platform = SOURCE, SOURCE

    def __init__(self, completions: Completions, clock: Clock, patience_s: float) -> None:
        """patience_s: how long an answer is waited for, at most."""
        self._completions, self._clock, self._patience_s = completions, clock, patience_s

    async def bring(self, request: bytes, token: str = "") -> Brought:
        """Ask once, in what is left of the time; after a restart there may be none left."""
        del token
        asked: dict[str, Any] = json.loads(request)
        subject = str(asked["subject"])
        left_s = (datetime.fromisoformat(asked["until"]) - self._clock.machine()).total_seconds()
        told = {"account": subject, "event": EVENT, "subject": subject, "about": asked["about"]}
        if left_s <= 0:
            return Brought({**told, "lost": TOO_LATE})
        try:
            words = await self._completions.words(asked["messages"], min(left_s, self._patience_s))
        except NoWords as trouble:
            return Brought({**told, "lost": trouble.reason})
        return Brought({**told, "text": words})

    async def close(self) -> None:
        """Let go of connections."""
        await self._completions.close()
