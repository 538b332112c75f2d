"""What a reading may know of incidents: those that are open, as the sender stands to them, and the names of places."""

from __future__ import annotations

from dataclasses import dataclass, field

from handlers.incident.heard.lexicon import Lexicon
from handlers.incident.matter import Stage

HANDLER = "incident"


@dataclass(frozen=True, slots=True)
class Open:
    """An open incident as the sender stands to it.

    is_mine: the sender is its leader in charge, or acts for him. is_scene_head: he is its centre head or duty officer.
    can_act: he may record steps. is_unseen: he was told and has not said 收到 yet.
    needs: the legs still open. asked: what the reporter was asked last: place, people,
    campus.
    """

    id: int
    number: str
    kind: str
    place: str
    stage: Stage
    is_mine: bool
    is_scene_head: bool
    is_reporter: bool
    can_act: bool
    needs: tuple[str, ...]
    asked: str = ""
    is_drill: bool = False
    is_unseen: bool = False
    opened_minutes: int = 0

    @property
    def is_mine_to_do(self) -> bool:
        """Whether the sender may record what was done about it."""
        return self.is_mine or self.is_scene_head or self.can_act

    @property
    def is_of_sender(self) -> bool:
        """Whether the sender has to do with it at all."""
        return self.is_mine_to_do or self.is_reporter


@dataclass(frozen=True, slots=True)
class Facts:
    """open: the newest first, those the sender has to do with before others of the same chat.

    elsewhere: other open ones, those few may know of left out; nothing for strangers.
    recently_closed: the sender's, of the last three days.
    """

    open: tuple[Open, ...] = ()
    lexicon: Lexicon = field(default_factory=Lexicon)
    recently_closed: tuple[Open, ...] = ()
    elsewhere: tuple[Open, ...] = ()


NONE = Facts()


def facts_of(known: object) -> Facts:
    """Return the facts of a situation; without any, none is open and only the default kinds are known."""
    return known if isinstance(known, Facts) else NONE
