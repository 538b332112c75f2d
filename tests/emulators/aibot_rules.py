"""What WeCom does for an AI bot, and what it takes as a reply, as data.

Sources: official pages 100719 (messages), 101027 (events), 101031 (replies), 101033 (envelope).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class BotRules:
    """The vendor's limits; a test may tighten them.

    patience_s: real seconds an answer is waited for. verify_s: the same, when the address is saved in the console.
    attempts: how often a message is sent until a 200. same_bytes: whether a repeat has the very same bytes, nonce and
    timestamp; if not it is sealed anew. poll_s: between two polls of a stream; whoever drives the bot keeps it.
    stream_life_s: from the person's message on. interactions: messages of one person under way with one bot.
    """

    patience_s: float = 5.0
    verify_s: float = 1.0
    attempts: int = 3
    same_bytes: bool = False
    poll_s: float = 1.0
    stream_life_s: int = 360
    stream_bytes: int = 20480
    images: int = 10
    image_bytes: int = 10 * 1024 * 1024
    feedback_bytes: int = 256
    interactions: int = 3


class To(StrEnum):
    """What kind of callback is answered."""

    MESSAGE = "message"
    POLL = "poll"
    ENTER = "enter_chat"
    PRESS = "template_card_event"
    RATING = "feedback_event"
    OTHER = "event"


#: Callback → the kinds of reply it takes; an empty body is always taken.
ALLOWED: Mapping[To, frozenset[str]] = {
    To.MESSAGE: frozenset({"stream", "template_card", "stream_with_template_card"}),
    To.POLL: frozenset({"stream", "stream_with_template_card"}),
    To.ENTER: frozenset({"text", "template_card"}),
    To.PRESS: frozenset({"update_template_card"}),
    To.RATING: frozenset(),
    To.OTHER: frozenset(),
}

#: Kind of reply → its fields; all but the OPTIONAL ones must be there.
FIELDS: Mapping[str, frozenset[str]] = {
    "text": frozenset({"msgtype", "text"}),
    "stream": frozenset({"msgtype", "stream"}),
    "template_card": frozenset({"msgtype", "template_card"}),
    "stream_with_template_card": frozenset({"msgtype", "stream", "template_card"}),
    "update_template_card": frozenset({"response_type", "template_card", "userids"}),
}
OPTIONAL: Mapping[str, frozenset[str]] = {
    "stream_with_template_card": frozenset({"template_card"}),
    "update_template_card": frozenset({"userids"}),
}

#: What a group message may be made of; the rest reaches a bot in private only.
IN_GROUPS = frozenset({"text", "mixed"})
