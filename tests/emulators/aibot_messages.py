"""What a person says to an AI bot, and what happens in its chats, as the platform writes it before encryption.

Official pages 100719 and 101027. A file has an address and nothing else: no name, no size.
"""

from __future__ import annotations

import base64
import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Link = Callable[[bytes], str]
Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """One message, or a part of one. kind: its msgtype. words: of text and voice; content: of the rest."""

    kind: str
    words: str = ""
    content: bytes = b""
    items: tuple[Said, ...] = ()

    @property
    def text(self) -> str:
        """All words in it."""
        return self.words or "".join(item.text for item in self.items)

    def plain(self, link: Link) -> Plain:
        """Write it; link: makes an address for a file."""
        if self.kind in {"text", "voice"}:
            return {"msgtype": self.kind, self.kind: {"content": self.words}}
        if self.kind == "mixed":
            return {"msgtype": "mixed", "mixed": {"msg_item": [item.plain(link) for item in self.items]}}
        return {"msgtype": self.kind, self.kind: {"url": link(self.content)}}


def text(words: str) -> Said:
    """Make a text; in a group it holds `@Name ` literally."""
    return Said("text", words)


def voice(words: str) -> Said:
    """Make a voice message: the platform gives what it understood."""
    return Said("voice", words)


def image(content: bytes) -> Said:
    """Make a picture."""
    return Said("image", content=content)


def file(content: bytes) -> Said:
    """Make a file."""
    return Said("file", content=content)


def video(content: bytes) -> Said:
    """Make a video."""
    return Said("video", content=content)


def mixed(*items: Said) -> Said:
    """Make a message of texts and pictures."""
    return Said("mixed", items=items)


def new_id() -> str:
    """Return a msgid as the platform makes them: base64 with `/`, `+` and `=`."""
    return f"CAIQ/{base64.b64encode(uuid.uuid4().bytes).decode()}"


def mentions(words: str, name: str) -> bool:
    """Whether a text @-s that name: followed by a blank, or at the end."""
    return bool(re.search(rf"@{re.escape(name)}(?=\s|$)", words))


@dataclass(frozen=True, slots=True)
class Where:
    """Whose callback it is. userid: as the bot gets it. chat: None in private."""

    aibotid: str
    userid: str
    chat: str | None = None

    def plain(self, msgid: str) -> Plain:
        """Write what every callback has."""
        group = {"chatid": self.chat} if self.chat else {}
        kind = "group" if self.chat else "single"
        return {"msgid": msgid, "aibotid": self.aibotid} | group | {"chattype": kind, "from": {"userid": self.userid}}


def message(where: Where, msgid: str, said: Said, link: Link, quote: Said | None = None) -> Plain:
    """Write a message, but for its response_url."""
    quoted = {"quote": quote.plain(link)} if quote else {}
    return where.plain(msgid) | said.plain(link) | quoted


def refresh(where: Where, msgid: str, stream: str) -> Plain:
    """Write the question how far a stream has come."""
    return where.plain(msgid) | {"msgtype": "stream", "stream": {"id": stream}}


def event(where: Where, msgid: str, at: datetime, name: str, inner: Mapping[str, Any] | None = None) -> Plain:
    """Write an event."""
    about = {name: dict(inner)} if inner is not None else {}
    made = {"create_time": int(at.timestamp()), "msgtype": "event", "event": {"eventtype": name} | about}
    return where.plain(msgid) | made


def press(where: Where, msgid: str, at: datetime, card: Mapping[str, Any], key: str, *, flat: bool = False) -> Plain:
    """Write a press of a card's button. flat: in the shape the vendor's SDK describes, not its page."""
    told = {"card_type": card["card_type"], "event_key": key, "task_id": card["task_id"]}
    if not flat:
        return event(where, msgid, at, "template_card_event", told)
    made = event(where, msgid, at, "template_card_event")
    made["event"] |= told
    return made
