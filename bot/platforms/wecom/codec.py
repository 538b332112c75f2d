"""A decrypted WeCom message becomes a `Message`: every documented type and event, and whatever is new, kept as it came.

Pure. Only what makes identity, addressing or the words themselves unreadable refuses a message; any other element that
can't be read counts as not given, a file without its id as lost. Vendor names end here: known elements get the house's
names, those of events and unknown types stay under `raw`.
Sources: official pages 90239 (messages) and 90240 (events).
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.errors import Forged, Malformed
from bot.messages import Channel, Kind, Message
from bot.platforms.wecom.cards import SPENT
from bot.platforms.wecom.flat import read_flat
from bot.platforms.wecom.vendor import Field, fields_of

PLATFORM = "wecom"
SYSTEM = "sys"  # the sender of what no member did
DEEPEST = 6
LONGEST_ID = 120
LONGEST_ACCOUNT = 128  # the platform's own limit is 64 bytes
LAST_SECOND = 253402300799  # the end of the year 9999

#: C0 and C1 controls but newline and tab, the marks that turn the direction of writing round, halves of characters.
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")

#: Elements every message has; the rest of it is its own.
COMMON = frozenset({"ToUserName", "FromUserName", "CreateTime", "MsgType", "MsgId", "AgentID"})

#: A card's answer may be updated once with this code; it is a way to answer, never part of a message.
WAYS = frozenset({"ResponseCode"})

#: Elements that may stand but once.
SINGLE = COMMON | {"Content", "Event", "EventKey"}

#: What tells two events of one second apart, where they have no MsgId.
IDENTITY = ("FromUserName", "CreateTime", "AgentID", "Event", "EventKey", "TaskId", "ChangeType", "UserID", "Id")


@dataclass(frozen=True, slots=True)
class Shape:
    """How one message type is read. optional, numbers: the house's name → the vendor's element."""

    kind: Kind
    optional: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)


#: What comes with a file: the file is asked for with its MediaId, which is lent and never part of a message.
MEDIA: Mapping[str, Kind] = {
    "image": Kind.IMAGE,
    "voice": Kind.VOICE,
    "video": Kind.VIDEO,
    "shortvideo": Kind.VIDEO,
    "file": Kind.FILE,
}
SHAPES: Mapping[str, Shape] = {
    "text": Shape(Kind.TEXT),
    **{name: Shape(kind, optional={"format": "Format"}) for name, kind in MEDIA.items()},
    "location": Shape(
        Kind.LOCATION,
        optional={"label": "Label", "scale": "Scale", "app_type": "AppType"},
        numbers={"latitude": "Location_X", "longitude": "Location_Y"},
    ),
    "link": Shape(
        Kind.LINK,
        optional={"url": "Url", "title": "Title", "description": "Description", "picture_url": "PicUrl"},
    ),
}
POSITION = {"latitude": "Latitude", "longitude": "Longitude", "precision": "Precision"}


@dataclass(frozen=True, slots=True)
class Received:
    """One message, and what the platform lends with it: the id of its file, the code to update a card once."""

    message: Message
    media_id: str = field(default="", repr=False)
    response_code: str = field(default="", repr=False)


def read_message(xml: str, *, door: str, agent_id: int) -> Received:
    """Read one decrypted message of the app `agent_id`.

    `data` of an event: `event` (its name in lower case), `key`, `raw`; `system` where no member did it; `card` or a
    position where it has one. `data` of a press: `card`, `button`, `selected`. `data` of an unknown type: `event`
    "unknown", `type`, `raw`.
    Raises Malformed where it can't be read, Forged where it is another app's.
    """
    fields = read_flat(xml) or fields_of(xml)
    for name in SINGLE:
        _require(not isinstance(fields.get(name), list), f"two {name}")
    agent = _text(fields, "AgentID")
    if not is_for(agent, agent_id):
        raise Forged("the message is another app's")
    _needed(fields, "ToUserName")
    account = _needed(fields, "FromUserName")
    _require(account == clean(account) and len(account) <= LONGEST_ACCOUNT, "FromUserName")
    kind, text, data = _contents(fields)
    message = Message(
        door=door,
        message_id=_message_id(fields),
        platform=PLATFORM,
        account=account,
        channel=Channel.PRIVATE,
        kind=kind,
        text=text,
        sent_at=_moment(_text_if(fields, "CreateTime")),
        data=data | ({"system": True} if account == SYSTEM else {}),
    )
    media_id = _text_if(fields, "MediaId").strip() if "media" in data else ""
    return Received(message, media_id, _text_if(fields, "ResponseCode").strip() if kind is Kind.PRESS else "")


def is_for(agent: str, agent_id: int) -> bool:
    """Whether an AgentID element means this app; contact changes and jobs may leave it empty or 0."""
    return agent in {"", "0", str(agent_id)}


def clean(text: str) -> str:
    """Leave out control characters and halves of characters; every line end becomes a newline."""
    return CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _contents(fields: Mapping[str, Field]) -> tuple[Kind, str, dict[str, Any]]:
    kind = _needed(fields, "MsgType").lower()
    if kind == "event":
        return _event(fields)
    shape = SHAPES.get(kind)
    if shape is None:
        return Kind.EVENT, "", {"event": "unknown", "type": kind, "raw": _raw(fields)}
    if shape.kind is Kind.TEXT:
        _require("Content" in fields, "no Content")
        return shape.kind, clean(_text(fields, "Content")), {}
    told = {name: fields[element] for name, element in shape.optional.items() if element in fields}
    data = _numbers(fields, shape.numbers)
    data |= {name: clean(value or "") for name, value in told.items() if isinstance(value, str | None)}
    if kind in MEDIA:
        lost = {} if _text_if(fields, "MediaId").strip() else {"lost": True}
        data["media"] = [{"number": 0, "kind": str(shape.kind), "name": "", **lost}]
    return shape.kind, "", data


def _event(fields: Mapping[str, Field]) -> tuple[Kind, str, dict[str, Any]]:
    name, key = clean(_needed(fields, "Event")).lower(), clean(_text(fields, "EventKey"))
    if name == "template_card_event":
        card, selected = clean(_text(fields, "TaskId")), _selected(fields.get("SelectedItems"))
        if key == SPENT:
            return Kind.EVENT, "", {"event": "spent_button", "card": card}
        return Kind.PRESS, "", {"card": card, "button": key, "selected": selected}
    data: dict[str, Any] = {"event": name, "key": key}
    if name == "location":
        data |= _numbers(fields, POSITION)
    return Kind.EVENT, "", data | {"raw": _raw(fields)}


def _selected(items: Field) -> dict[str, list[str]]:
    """Read what was chosen on a card, by question; one element or several look different once parsed."""
    chosen: dict[str, list[str]] = {}
    for item in _several(items, "SelectedItem"):
        question = clean(_text_if(item, "QuestionKey")) if isinstance(item, dict) else ""
        if question:
            options = _several(item.get("OptionIds"), "OptionId")
            chosen[question] = [clean(option) for option in options if isinstance(option, str)]
    return chosen


def _several(parent: Field, name: str) -> list[Any]:
    if not isinstance(parent, dict):
        return []
    found = parent.get(name)
    if isinstance(found, list):
        return found
    return [] if found is None else [found]


def _raw(fields: Mapping[str, Field]) -> dict[str, Any]:
    return {name: _plain(value, 1) for name, value in fields.items() if name not in COMMON | WAYS and _is_element(name)}


def _plain(value: Field, depth: int) -> Any:
    """Copy a parsed element with its texts cleaned, without what is deeper than any event is."""
    if isinstance(value, dict | list) and depth == DEEPEST:
        return ""
    if isinstance(value, dict):
        return {name: _plain(child, depth + 1) for name, child in value.items() if _is_element(name)}
    if isinstance(value, list):
        return [_plain(child, depth + 1) for child in value]
    return clean(value or "")


def _is_element(name: str) -> bool:
    """Whether it is none of the odd names by which the parser shows attributes, namespaces and mixed content."""
    return name.replace("_", "").isalnum()


def _message_id(fields: Mapping[str, Field]) -> str:
    given = clean(_text(fields, "MsgId")).strip()
    if given:
        return bounded(given)
    _needed(fields, "CreateTime")
    return bounded("/".join(_text(fields, name) for name in IDENTITY if fields.get(name)))


def bounded(text: str, longest: int = LONGEST_ID) -> str:
    """Return an id of at most that many characters; a longer one is told by its hash."""
    cleaned = clean(text)
    return cleaned if len(cleaned) <= longest else "sha256:" + hashlib.sha256(cleaned.encode()).hexdigest()


def _moment(seconds: str) -> datetime | None:
    is_time = _is_digits(seconds) and int(seconds) <= LAST_SECOND
    return datetime.fromtimestamp(int(seconds), UTC) if is_time else None


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < len(str(2**64))


def _numbers(fields: Mapping[str, Field], elements: Mapping[str, str]) -> dict[str, Any]:
    """Read the elements that are numbers, by the house's names."""
    found = {house: _number(_text_if(fields, element)) for house, element in elements.items()}
    return {house: number for house, number in found.items() if math.isfinite(number)}


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


def _needed(fields: Mapping[str, Field], name: str) -> str:
    value = _text(fields, name)
    _require(bool(value), f"no {name}")
    return value


def _text_if(fields: Mapping[str, Field], name: str) -> str:
    value = fields.get(name)
    return value if isinstance(value, str) else ""


def _text(fields: Mapping[str, Field], name: str) -> str:
    value = fields.get(name)
    _require(value is None or isinstance(value, str), name)
    return str(value or "")


def _require(holds: bool, what: str) -> None:  # noqa: FBT001 — reads as a sentence
    if not holds:
        raise Malformed(f"the message has {what}" if what.startswith(("no ", "two ")) else f"unreadable: {what}")
