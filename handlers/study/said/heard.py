"""What the parts of the slice hear: the text made plain, the message, what is known, and local now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.messages import Channel, Message
from handlers.study.facts import Facts


@dataclass(frozen=True, slots=True)
class Heard:
    """One message as it is read. text: half width, Simplified, without fillers. now: local."""

    text: str
    message: Message
    facts: Facts
    now: datetime

    @property
    def is_aside(self) -> bool:
        """Whether it was said in a group without naming the assistant: only signing in is heard there."""
        return self.message.channel is Channel.GROUP
