"""What a message to the AI bot is made of: a text, pictures in a text, a picture, speech, a file, and what it quotes.

Words survive a broken ornament: a picture without address is noted as lost, an item or a quote that is none is left
out. Addresses of media are the platform's for five minutes; they stand beside the data, never in it.
Source: official page 100719.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.messages import Kind
from bot.platforms.wecom.aibot.fields import Fields, part_if, parts_if, require, word_if
from bot.platforms.wecom.codec import clean

MEDIA: Mapping[str, Kind] = {"image": Kind.IMAGE, "file": Kind.FILE, "video": Kind.VIDEO}
LONGEST_TYPE = 64

#: Elements every callback has; the rest of an unknown one is its own.
COMMON = frozenset({"msgid", "aibotid", "chatid", "chattype", "from", "msgtype", "create_time", "quote"})

#: What opens something: it is never kept, wherever it stands.
SECRET = frozenset({"response_url", "responseurl", "url", "aeskey"})


@dataclass(frozen=True, slots=True)
class Contents:
    """data: JSON-able, with `media`, which are `lost` where there is no address.

    addresses: where the media are, by number; as long as `media`, empty for what is lost.
    """

    kind: Kind
    text: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    addresses: tuple[str, ...] = field(default=(), repr=False)


def read_contents(fields: Fields, kind: str) -> Contents:
    """Read a message of that type; one nobody documented becomes an event `unknown`. Raises Malformed."""
    if kind == "text":
        return Contents(Kind.TEXT, word_if(part_if(fields, "text"), "content") or word_if(fields, "text"))
    if kind == "voice":
        return Contents(Kind.VOICE, word_if(part_if(fields, "voice"), "content"))
    if kind == "mixed":
        items = parts_if(part_if(fields, "mixed"), "msg_item")
        return _with_media(Kind.TEXT, _texts(items), [one for one in items if word_if(one, "msgtype").lower() in MEDIA])
    if kind in MEDIA:
        return _with_media(MEDIA[kind], "", [fields])
    require(len(kind) <= LONGEST_TYPE, "msgtype")
    return Contents(Kind.EVENT, data={"event": "unknown", "type": kind, "raw": raw(fields)})


def read_quote(fields: Fields) -> dict[str, str] | None:
    """Return what was quoted, apart from what was said: its kind and its own visible text; None without a quote."""
    quoted = part_if(fields, "quote")
    kind = word_if(quoted, "msgtype").lower()[:LONGEST_TYPE]
    if not kind:
        return None
    inside = part_if(quoted, kind)
    text = _texts(parts_if(inside, "msg_item")) if kind == "mixed" else word_if(inside, "content")
    return {"kind": kind, "text": text.strip()}


def raw(fields: Fields) -> dict[str, Any]:
    """Copy what is a callback's own, without anything that opens something."""
    return {clean(name): _plain(value) for name, value in fields.items() if clean(name) not in COMMON | SECRET}


def _with_media(kind: Kind, text: str, items: list[Fields]) -> Contents:
    media: list[dict[str, Any]] = []
    addresses = []
    for number, item in enumerate(items):
        name = word_if(item, "msgtype").lower()
        address = word_if(part_if(item, name), "url").strip()  # the official sample has a blank after it
        lost = {} if address else {"lost": True}
        media.append({"number": number, "kind": str(MEDIA[name]), "name": "", **lost})
        addresses.append(address)
    return Contents(kind, text, {"media": media} if media else {}, tuple(addresses))


def _texts(items: list[Fields]) -> str:
    said = (item for item in items if word_if(item, "msgtype").lower() == "text")
    texts = (word_if(part_if(item, "text"), "content").strip() for item in said)
    return "\n".join(filter(None, texts))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {clean(name): _plain(one) for name, one in value.items() if clean(name) not in SECRET}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return clean(value) if isinstance(value, str) else value
