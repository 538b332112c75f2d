"""What the readings may know of what was asked before."""

from __future__ import annotations

from dataclasses import dataclass

from bot.situation import Situation
from handlers.ask.talk import HANDLER


@dataclass(frozen=True, slots=True)
class AskFacts:
    """What was asked before: the last question of this sender within some minutes, empty where there is none."""

    last_question: str = ""


def facts_of(situation: Situation) -> AskFacts:
    """Return what is known; nothing where nobody looked it up."""
    facts = situation.facts.get(HANDLER)
    return facts if isinstance(facts, AskFacts) else AskFacts()
