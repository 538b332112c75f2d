"""Cut a text so that each part, written as JSON, fits what DingTalk takes. Pure."""

from __future__ import annotations

from collections.abc import Callable

from bot.platforms.split import split_text

LARGEST = 15_000  # UTF-8 bytes of a msgParam ("机器人发送群聊消息"); the same is assumed elsewhere


def parts_of(text: str, write: Callable[[str], bytes], largest: int = LARGEST) -> list[bytes]:
    """Return the parts as `write` writes them, none above `largest` bytes.

    A quotation mark or a line break takes two bytes there: where that makes a part too large, all are cut smaller.
    """
    room = largest - len(write(""))
    while True:
        written = [write(part) for part in split_text(text, room)]
        longest = max(map(len, written))
        if longest <= largest:
            return written
        room = room * largest // longest - 1
