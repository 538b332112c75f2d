"""What the parts of the slice hear: the text, the message, the situation and what was asked before."""

from __future__ import annotations

from dataclasses import dataclass

from bot.messages import Message
from bot.situation import Situation
from handlers.ask.facts import AskFacts


@dataclass(frozen=True, slots=True)
class Heard:
    """One message as it is read. text: as it came, without blanks around it."""

    text: str
    message: Message
    situation: Situation
    facts: AskFacts
