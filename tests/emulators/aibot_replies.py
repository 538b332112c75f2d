"""Whether WeCom takes a decrypted reply of an AI bot: one check that names every fault. Official page 101031."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.emulators.aibot_rules import ALLOWED, FIELDS, OPTIONAL, BotRules, To
from tests.emulators.wecom_card_rules import BOT_CARD, card_faults


@dataclass(frozen=True, slots=True)
class About:
    """What is answered. stream: the id its stream has by now; task_id: of the pressed card; has_card: it has one."""

    to: To
    stream: str = ""
    task_id: str = ""
    has_card: bool = False


def kind_of(reply: Mapping[str, Any]) -> str:
    """Return the kind of a reply."""
    return str(reply.get("response_type") or reply.get("msgtype") or "")


def reply_faults(reply: Mapping[str, Any], about: About, rules: BotRules) -> list[str]:
    """Return everything that is wrong with a reply that is not empty, in words."""
    kind = kind_of(reply)
    if kind not in ALLOWED[about.to]:
        return [f"{kind or 'a reply without a kind'} can't answer a {about.to}"]
    if missing := FIELDS[kind] - OPTIONAL.get(kind, frozenset()) - set(reply):
        return [f"{kind} without {sorted(missing)}"]
    try:
        return [*_fields(reply, kind), *_stream(reply, about, rules), *_card(reply, about), *_rest(reply)]
    except (TypeError, AttributeError):
        return ["a field has the wrong type"]


def images_of(stream: Mapping[str, Any]) -> tuple[bytes, ...]:
    """Return the pictures of a stream that holds."""
    return tuple(base64.b64decode(item["image"]["base64"]) for item in stream.get("msg_item", []))


def _fields(reply: Mapping[str, Any], kind: str) -> Iterator[str]:
    yield from (f"{name} is no field of {kind}" for name in reply if name not in FIELDS[kind])


def _rest(reply: Mapping[str, Any]) -> Iterator[str]:
    words = reply.get("text", {}).get("content", "-")
    if not isinstance(words, str) or not words:
        yield "text.content is empty"
    people = reply.get("userids", ["-"])
    if not isinstance(people, list) or not people or not all(isinstance(person, str) and person for person in people):
        yield "userids is no list of ids"


def _stream(reply: Mapping[str, Any], about: About, rules: BotRules) -> Iterator[str]:
    if "stream" not in reply:
        return
    stream = reply["stream"]
    yield from (
        f"{name} is no field of a stream"
        for name in stream
        if name not in {"id", "finish", "content", "msg_item", "feedback"}
    )
    number = stream.get("id", about.stream)
    if not isinstance(number, str) or not number:
        yield "the stream has no id"
    elif about.stream and number != about.stream:
        yield "the stream has another id than before"
    if not isinstance(stream.get("finish", False), bool):
        yield "finish is neither true nor false"
    if len(stream.get("content", "").encode()) > rules.stream_bytes:
        yield f"content is longer than {rules.stream_bytes} bytes"
    feedback = stream.get("feedback", {"id": "-"}).get("id")
    if not isinstance(feedback, str) or not 0 < len(feedback.encode()) <= rules.feedback_bytes:
        yield f"feedback.id is not 1 to {rules.feedback_bytes} bytes"
    yield from _images(stream, rules)


def _images(stream: Mapping[str, Any], rules: BotRules) -> Iterator[str]:
    items = stream.get("msg_item", [])
    if items and not stream.get("finish"):
        yield "pictures before finish"
    if len(items) > rules.images:
        yield f"more than {rules.images} pictures"
    for item in items:
        picture = item.get("image", {})
        try:
            content = base64.b64decode(picture.get("base64", ""), validate=True)
        except (binascii.Error, ValueError):
            content = b""
        if item.get("msgtype") != "image" or not 0 < len(content) <= rules.image_bytes:
            yield "a picture is none, or too large"
        elif hashlib.md5(content).hexdigest() != picture.get("md5"):  # noqa: S324 — the platform's own
            yield "a picture's md5 is another one"


def _card(reply: Mapping[str, Any], about: About) -> Iterator[str]:
    if "template_card" not in reply:
        return
    card = reply["template_card"]
    yield from card_faults(card, BOT_CARD)
    if about.has_card:
        yield "a second card for the same message"
    if about.to is To.PRESS and card.get("task_id") != about.task_id:
        yield "task_id is not that of the pressed card"
