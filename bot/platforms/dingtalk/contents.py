"""What a robot message is made of: each message type becomes words and media.

Source: "消息发送与接收类型" (text, richText, picture, audio, video, file, unknownMsgType). Quotes (`isReplyMsg`,
`repliedMsg`) are not documented; whatever of them can be read is kept. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.errors import Malformed
from bot.messages import Kind
from bot.platforms.dingtalk.bodies import Fields, inside, kept, needed, whole, words
from bot.platforms.disposition import safe_name

MOST_MEDIA = 20
LONGEST_CODE = 2048
LONGEST_QUOTE = 2000
LONGEST_TYPE = 60
QUOTED: Mapping[str, Kind] = {
    "text": Kind.TEXT, "richtext": Kind.TEXT, "picture": Kind.IMAGE, "audio": Kind.VOICE, "video": Kind.VIDEO,
    "file": Kind.FILE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Medium:
    """One picture or file. code: the secret it is fetched with."""

    kind: Kind
    code: str = field(repr=False)
    name: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """kind, text, data: as in a Message, without `media`."""

    kind: Kind
    text: str = ""
    media: tuple[Medium, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)


def contents_of(fields: Fields) -> Contents:
    """Read what a message is made of; a type that is new is kept as an event "unknown". Raises Malformed."""
    kind = needed(fields, "msgtype", LONGEST_TYPE)
    read = READERS.get(kind)
    if read is not None:
        return read(fields)
    raw = {name: fields[name] for name in ("content", "text") if name in fields}
    return Contents(Kind.EVENT, data={"event": "unknown", "type": kind, "raw": kept(raw)})


def _text(fields: Fields) -> Contents:
    text = inside(fields, "text")
    if "content" not in text:
        raise Malformed("the body has no text")
    quote = _quote(text)
    return Contents(Kind.TEXT, words(text, "content").strip(), data={"quote": quote} if quote else {})


def _rich_text(fields: Fields) -> Contents:
    content = inside(fields, "content")
    pieces = list(_pieces(content.get("richText")))
    text = "".join(words(piece, "text") for piece in pieces).strip()
    pictures = [piece for piece in pieces if piece.get("type") == "picture" or _has_code(piece)]
    media = tuple(_medium(piece, Kind.IMAGE) for piece in pictures[:MOST_MEDIA])
    return Contents(Kind.TEXT if text or not media else Kind.IMAGE, text, media)


def _picture(fields: Fields) -> Contents:
    return Contents(Kind.IMAGE, media=(_medium(inside(fields, "content"), Kind.IMAGE),))


def _audio(fields: Fields) -> Contents:
    content = inside(fields, "content")
    return Contents(Kind.VOICE, words(content, "recognition").strip(), (_medium(content, Kind.VOICE),))


def _video(fields: Fields) -> Contents:
    return Contents(Kind.VIDEO, media=(_medium(inside(fields, "content"), Kind.VIDEO),))


def _file(fields: Fields) -> Contents:
    content = inside(fields, "content")
    return Contents(Kind.FILE, media=(_medium(content, Kind.FILE, safe_name(words(content, "fileName"))),))


READERS: Mapping[str, Callable[[Fields], Contents]] = {
    "text": _text, "richText": _rich_text, "picture": _picture, "audio": _audio, "video": _video, "file": _file,
}  # fmt: skip


def _medium(content: Fields, kind: Kind, name: str = "") -> Medium:
    code = "downloadCode" if content.get("downloadCode") else "pictureDownloadCode"
    return Medium(kind, needed(content, code, LONGEST_CODE), name)


def _has_code(piece: Fields) -> bool:
    return "downloadCode" in piece or "pictureDownloadCode" in piece


def _pieces(pieces: Any) -> Iterator[dict[str, Any]]:
    if not isinstance(pieces, list):
        raise Malformed("unreadable: richText")
    for piece in pieces:
        if not isinstance(piece, dict):
            raise Malformed("unreadable: richText")
        yield piece


def _quote(text: Fields) -> dict[str, str]:
    """Read the message that is answered, as far as it can be read: it is an extra, never a reason to refuse."""
    replied = text.get("repliedMsg")
    if not text.get("isReplyMsg") and not replied:
        return {}
    said = replied if isinstance(replied, dict) else {}
    named = said.get("msgType", said.get("msgtype"))
    kind = QUOTED.get(named.lower(), "unknown") if isinstance(named, str) else "unknown"
    return {"kind": str(kind), "text": whole(_said(said.get("content"))).strip()[:LONGEST_QUOTE]}


def _said(content: Any) -> str:
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        return "".join(map(_said, content)) if all(isinstance(piece, dict) for piece in content) else ""
    if not isinstance(content, dict):
        return ""
    found = (content.get(name) for name in ("text", "content", "recognition", "fileName", "richText"))
    return next((_said(value) for value in found if value and isinstance(value, str | list)), "")
