"""The plaintext of what the AI bot may answer to a callback; what the platform does not take there can't be written.

Each stream frame replaces the text shown before. A stream takes a rating's id on its first frame only, a card only
once. Sources: official pages 101031 (passive replies), 100719 (streams), 101027 (events; a rating is answered with
nothing).
"""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Any

from bot.messages import Card
from bot.platforms.graphemes import last_end
from bot.platforms.split import SENTENCE_END
from bot.platforms.wecom.aibot.markdown import as_markdown
from bot.platforms.wecom.cards import as_template_card

LIMIT = 20480  # UTF-8 bytes of a stream's or a Markdown message's content
LONGEST_RATING = 256  # UTF-8 bytes
CUT = "\n（内容较长，未完）"
SURE = LIMIT // 10  # bytes of a text that fit however much of them is escaped: a tab, at most, becomes eight


class Scene(StrEnum):
    """What is answered."""

    WELCOME = "welcome"  # a private chat was opened for the first time today
    MESSAGE = "message"
    POLL = "poll"  # the platform asks how far a stream has come
    PRESS = "press"  # a card's button


def write_text(scene: Scene, text: str) -> str:
    """Write a plain text. Raises ValueError but for a welcome."""
    _allow(scene, Scene.WELCOME)
    return _json({"msgtype": "text", "text": {"content": cut_to(text, LIMIT)}})


def write_card(scene: Scene, card: Card) -> str:
    """Write a card alone. Raises ValueError but for a welcome and a message."""
    _allow(scene, Scene.WELCOME, Scene.MESSAGE)
    return _json({"msgtype": "template_card", "template_card": as_template_card(card)})


def write_stream(
    scene: Scene, stream: str, text: str, *, is_over: bool, rating: str = "", card: Card | None = None
) -> str:
    """Write one frame of a stream, with a card beside the last one.

    text: plain; the whole of it so far. rating: the id a rating comes back with.
    Raises ValueError but for a message and a poll, for a card beside an unfinished frame, for a rating's id too long.
    """
    _allow(scene, Scene.MESSAGE, Scene.POLL)
    if card and not is_over:
        raise ValueError("a card may be sent once: with the last frame")
    if len(rating.encode()) > LONGEST_RATING:
        raise ValueError(f"a rating's id has at most {LONGEST_RATING} bytes")
    frame: dict[str, Any] = {"id": stream, "finish": is_over, "content": as_content(text)}
    if rating:
        frame["feedback"] = {"id": rating}
    if card is None:
        return _json({"msgtype": "stream", "stream": frame})
    written = {"stream": frame, "template_card": as_template_card(card)}
    return _json({"msgtype": "stream_with_template_card"} | written)


def write_update(scene: Scene, card: Card, *, only: str = "") -> str:
    """Write a card as it is to stand now. Raises ValueError but for a press.

    only: the one member of a group whose card changes; empty: everybody's.
    """
    _allow(scene, Scene.PRESS)
    update: dict[str, Any] = {"response_type": "update_template_card"}
    if only:
        update["userids"] = [only]
    return _json(update | {"template_card": as_template_card(card)})


def as_content(text: str) -> str:
    """Return plain text as Markdown of at most 20,480 bytes; always escaped, and cut where that does not fit."""
    marked = as_markdown(text)
    least, most = SURE, len(text.encode())
    if len(marked.encode()) <= LIMIT:
        return marked
    while most - least > 1:
        room = (least + most) // 2
        if len(as_markdown(cut_to(text, room)).encode()) <= LIMIT:
            least = room
        else:
            most = room
    return as_markdown(cut_to(text, least))


def cut_to(text: str, limit: int) -> str:
    """Return at most `limit` UTF-8 bytes of a text, cut where a sentence, a line or a character ends, and said so."""
    raw = text.encode()
    if len(raw) <= limit:
        return text
    window = raw[: limit - len(CUT.encode())].decode(errors="ignore")
    sentence = max((found.end() for found in SENTENCE_END.finditer(window)), default=0)
    end = max(sentence, window.rfind("\n"))
    return text[: last_end(text, end if end > len(window) // 2 else len(window))] + CUT


def _allow(scene: Scene, *allowed: Scene) -> None:
    if scene not in allowed:
        raise ValueError(f"the platform does not take this as the answer to a {scene}")


def _json(frame: dict[str, Any]) -> str:
    return json.dumps(frame, ensure_ascii=False, separators=(",", ":"))
