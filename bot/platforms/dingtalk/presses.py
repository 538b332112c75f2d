"""A press on an interactive card becomes a `Message`. Pure. Source: "事件回调" of interactive cards."""

from __future__ import annotations

import re
from typing import Any

from bot.errors import Forged, Malformed
from bot.messages import Channel, Kind, Message
from bot.platforms.dingtalk.bodies import PLATFORM, Fields, hashed_id, inside, needed, words

GROUP_SPACE = "IM_GROUP"
LONGEST = 128
BUTTON = re.compile(r"(?:button)?([1-6])", re.ASCII)


def read_press(fields: Fields, *, door: str, corp_id: str, timestamp: str) -> Message:
    """Read one press. timestamp: the signed time, in milliseconds.

    `data`: `card` (the card's id), `button` (its number, from 1, as text).
    Raises Malformed, or Forged where another corp's member pressed.
    """
    if fields.get("corpId") != corp_id:
        raise Forged("the press is another corp's")
    card, account = needed(fields, "outTrackId", LONGEST), needed(fields, "userId", LONGEST)
    button = _button(inside(inside(fields, "content"), "cardPrivateData"))
    in_group = words(fields, "spaceType").upper() == GROUP_SPACE
    return Message(
        door=door,
        message_id=hashed_id(f"{card}\n{account}\n{button}\n{timestamp}"),
        platform=PLATFORM,
        account=account,
        channel=Channel.GROUP_AT if in_group else Channel.PRIVATE,
        kind=Kind.PRESS,
        chat=needed(fields, "spaceId", LONGEST) if in_group else None,
        data={"card": card, "button": button},
    )


def _button(pressed: Fields) -> str:
    """Return the number of the pressed button: of its parameter `button`, or else of its id."""
    ids = pressed.get("actionIds")
    given: list[Any] = [inside(pressed, "params").get("button"), *(ids if isinstance(ids, list) else [])]
    found = next((one for one in given if one is not None), None)
    match = BUTTON.fullmatch(found) if isinstance(found, str) else None
    if match is None:
        raise Malformed("the pressed button has no number; give the template's buttons the ids button1 to button6")
    return match[1]
