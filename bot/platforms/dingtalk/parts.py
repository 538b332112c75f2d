"""Cut a text so that each part, written as JSON, fits what DingTalk takes. Pure."""

from __future__ import annotations

from collections.abc import Callable

from bot.platforms.split import split_written

LARGEST = 15_000  # UTF-8 bytes of a msgParam ("机器人发送群聊消息"); the same is assumed elsewhere


def parts_of(text: str, write: Callable[[str], bytes], largest: int = LARGEST) -> list[bytes]:
    """Return the parts as `write` writes them, none above `largest` bytes."""
    return split_written(text, write, largest)
