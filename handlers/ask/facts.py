"""What the readings may know of what was asked before."""

from __future__ import annotations

from dataclasses import dataclass

from bot.situation import Situation
from handlers.ask.talk import HANDLER


@dataclass(frozen=True, slots=True)
class Shown:
    """What was shown last: the document by its file and title, the clause by its label, the head of its words."""

    file: str = ""
    title: str = ""
    clause: str = ""
    head: str = ""


@dataclass(frozen=True, slots=True)
class AskFacts:
    """What was asked before by this sender in this conversation, within some minutes; empty where there is nothing.

    last_question: as it was put in full. root: the question it all began with. more: further answers shown since.
    is_open: whether nothing answered it.
    """

    last_question: str = ""
    root: str = ""
    shown: Shown = Shown()
    more: int = 0
    is_open: bool = False

    @property
    def before(self) -> tuple[str, ...]:
        """What a fragment may go on from."""
        return tuple(dict.fromkeys(one for one in (self.last_question, self.root) if one))


def facts_of(situation: Situation) -> AskFacts:
    """Return what is known; nothing where nobody looked it up."""
    facts = situation.facts.get(HANDLER)
    return facts if isinstance(facts, AskFacts) else AskFacts()
