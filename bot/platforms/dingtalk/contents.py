"""What a robot message is made of: each message type becomes words and media.

Words survive a broken ornament: a picture or file without a code is noted as lost, an item that is none is left out.
The robot's own mention is taken off a text by DingTalk, wherever it stands; of a richText it is an item of its own and
left in. What is taken off here: that item, and the robot's name where somebody only typed it.
Source: "消息发送与接收类型" (text, richText, picture, audio, video, file, unknownMsgType); the item of a mention was
seen in recorded callbacks. Quotes (`isReplyMsg`, `repliedMsg`) are not documented; whatever of them can be read is
kept. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.messages import Kind
from bot.platforms.dingtalk.bodies import Fields, inside_if, kept, needed, whole, words_if
from bot.platforms.disposition import safe_name
from bot.platforms.wecom.aibot.mentions import strip_mentions

MOST_MEDIA = 20
CODE = re.compile(r"\S{1,2048}")
MENTION = re.compile(r"\A\s*@[^\s@]+\s*\Z")  # an item that is nothing else
LONGEST_QUOTE = 2000
LONGEST_TYPE = 60
QUOTED: Mapping[str, Kind] = {
    "text": Kind.TEXT, "richtext": Kind.TEXT, "picture": Kind.IMAGE, "audio": Kind.VOICE, "video": Kind.VIDEO,
    "file": Kind.FILE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Medium:
    """One picture or file. code: the secret it is fetched with; empty: it is lost."""

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


def contents_of(fields: Fields, names: Sequence[str] = ()) -> Contents:
    """Read what a message is made of; a type that is new is kept as an event "unknown". Raises Malformed.

    names: the robot's, as it is mentioned by.
    """
    kind = needed(fields, "msgtype", LONGEST_TYPE)
    read = READERS.get(kind)
    if read is not None:
        return _without_mentions(read(fields), names)
    raw = {name: fields[name] for name in ("content", "text") if name in fields}
    return Contents(Kind.EVENT, data={"event": "unknown", "type": kind, "raw": kept(raw)})


def _text(fields: Fields) -> Contents:
    text = inside_if(fields, "text")
    quote = _quote(text)
    said = words_if(text, "content") if text else words_if(fields, "text")
    return Contents(Kind.TEXT, said, data={"quote": quote} if quote else {})


def _rich_text(fields: Fields) -> Contents:
    given = inside_if(fields, "content").get("richText")
    pieces = [piece for piece in given if isinstance(piece, dict)] if isinstance(given, list) else []
    mention = "" if _only_the_robot_is_mentioned(fields) else r" \g<0> "
    said = [MENTION.sub(mention, words_if(piece, "text")) for piece in pieces]
    pictures = [piece for piece in pieces if piece.get("type") == "picture" or _has_code(piece)]
    return Contents(Kind.TEXT, "".join(said), tuple(_medium(piece, Kind.IMAGE) for piece in pictures[:MOST_MEDIA]))


def _picture(fields: Fields) -> Contents:
    return Contents(Kind.IMAGE, media=(_medium(inside_if(fields, "content"), Kind.IMAGE),))


def _audio(fields: Fields) -> Contents:
    content = inside_if(fields, "content")
    return Contents(Kind.VOICE, words_if(content, "recognition"), (_medium(content, Kind.VOICE),))


def _video(fields: Fields) -> Contents:
    return Contents(Kind.VIDEO, media=(_medium(inside_if(fields, "content"), Kind.VIDEO),))


def _file(fields: Fields) -> Contents:
    content = inside_if(fields, "content")
    return Contents(Kind.FILE, media=(_medium(content, Kind.FILE, safe_name(words_if(content, "fileName"))),))


READERS: Mapping[str, Callable[[Fields], Contents]] = {
    "text": _text, "richText": _rich_text, "picture": _picture, "audio": _audio, "video": _video, "file": _file,
}  # fmt: skip


def _without_mentions(contents: Contents, names: Sequence[str]) -> Contents:
    """Take the robot's name off; what is left of mentions alone says nothing, and pictures alone are a picture."""
    text, _ = strip_mentions(contents.text, names, in_group=False)
    text = text if text.strip("@ \n") else ""
    pictures_only = contents.kind is Kind.TEXT and not text and contents.media
    return replace(contents, kind=Kind.IMAGE if pictures_only else contents.kind, text=text)


def _only_the_robot_is_mentioned(fields: Fields) -> bool:
    """Whether an item that is a mention can be nobody's but the robot's."""
    users = fields.get("atUsers")
    ids = [one.get("dingtalkId") for one in users if isinstance(one, dict)] if isinstance(users, list) else []
    return bool(ids) and set(map(str, ids)) == {words_if(fields, "chatbotUserId")}


def _medium(content: Fields, kind: Kind, name: str = "") -> Medium:
    return Medium(kind, _code(content, "downloadCode") or _code(content, "pictureDownloadCode"), name)


def _code(content: Fields, name: str) -> str:
    """Return a code exactly as it came, for it is spent; empty where it is none."""
    code = words_if(content, name)
    return code if code == content.get(name) and CODE.fullmatch(code) else ""


def _has_code(piece: Fields) -> bool:
    return "downloadCode" in piece or "pictureDownloadCode" in piece


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
