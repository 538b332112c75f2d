"""What came of one thing a person did with an AI bot."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from tests.emulators.aibot_messages import Plain, Where
from tests.emulators.aibot_rules import To
from tests.emulators.wecom_screen import Bubble, ShownCard


class State(StrEnum):
    """How far it has come."""

    SENT = "sent"  # under way to the bot
    STREAMING = "streaming"  # a stream has begun and is polled
    OVER = "over"  # answered whole, or with nothing
    ABANDONED = "abandoned"  # the stream was not finished in time
    LOST = "lost"  # the platform gave up: no 200 in time
    REFUSED = "refused"  # too many messages of this person under way; the bot never heard of it
    UNHEARD = "unheard"  # the bot was not @-ed, or it was not the first time today


LIVE = frozenset({State.SENT, State.STREAMING})


@dataclass(slots=True, eq=False)
class Shown:
    """One callback and what its person sees of it; the text changes with every poll.

    person: his plain id. where: as the bot gets it. place: whose screen it is on. statuses: of every attempt.
    feedback: the id under which it can be rated. later: what came by its response_url. updated: a press changed the
    card. plain: what was sent, before encryption.
    """

    to: To
    person: str
    where: Where
    msgid: str
    at: datetime
    state: State = State.SENT
    stream: str = ""
    feedback: str = ""
    bubble: Bubble | None = None
    later: list[Bubble] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    updated: bool = False
    plain: Plain = field(default_factory=dict, repr=False)

    @property
    def place(self) -> str:
        """The group, or the person where it is private."""
        return self.where.chat or self.person

    @property
    def text(self) -> str:
        """What is visible now; empty where nothing is."""
        return self.bubble.text if self.bubble else ""

    @property
    def texts(self) -> list[str]:
        """What is visible now, and what came later by the response_url."""
        return [bubble.text for bubble in [self.bubble, *self.later] if bubble and bubble.text]

    @property
    def card(self) -> ShownCard:
        """The card that came with it; LookupError where none did."""
        for bubble in [self.bubble, *self.later]:
            if bubble and bubble.card:
                return bubble.card
        raise LookupError(f"no card with {self.text!r}")
