"""The registry: what the slices bring to the desk. Only `app.py` fills one; a row of an unknown kind is set aside."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.messages import Message
from bot.router import Reading
from bot.situation import Facts, Situation
from bot.store.deeds import Deed
from bot.store.timers import Timer
from bot.turn import Turn

Read = Callable[[Message, Situation], Sequence[Reading]]
Act = Callable[[Turn, Message, Reading, Situation], None]
After = Callable[[Turn, Situation], None]
Prepare = Callable[[Message, Reading, Situation], Any]
DueRun = Callable[[Turn, Timer], None]
#: Sets right what a deed changed. Returns the sentence that corrects what was told, empty where nothing is to be told.
Undo = Callable[[Turn, Deed, Situation], str]


@dataclass(frozen=True, slots=True)
class Due:
    """What happens when a timer of a kind is due. Of a chain, only the highest due step runs after downtime.

    is_light: it says something and touches no row but its own matter's, so that several may run in one transaction.
    """

    run: DueRun
    is_chain: bool = False
    is_light: bool = False


@dataclass(frozen=True, slots=True)
class Slice:
    """One feature: what people can say, what is done, what time brings.

    read: pure. acts: by intent. prepares: by intent, run before the write transaction (search, files).
    facts: what `read` may know, read from the slice's own rows. dues: by timer kind. undos: by kind of deed.
    """

    name: str
    read: Read
    acts: Mapping[str, Act] = field(default_factory=dict)
    prepares: Mapping[str, Prepare] = field(default_factory=dict)
    facts: Facts | None = None
    dues: Mapping[str, Due] = field(default_factory=dict)
    undos: Mapping[str, Undo] = field(default_factory=dict)


class Registry:
    """The slices, looked up by intent and kind. Each of `after` is called once a message has been acted on."""

    def __init__(self, slices: Sequence[Slice], *, after: Sequence[After] = ()) -> None:
        self._slices = tuple(slices)
        self.acts = {intent: act for one in slices for intent, act in one.acts.items()}
        self.prepares = {intent: prepare for one in slices for intent, prepare in one.prepares.items()}
        self.dues = {kind: due for one in slices for kind, due in one.dues.items()}
        self.facts = {one.name: one.facts for one in slices if one.facts is not None}
        self._after = tuple(after)

    def after(self, turn: Turn, situation: Situation) -> None:
        """Do what is done after every message."""
        for one in self._after:
            one(turn, situation)

    def readings(self, message: Message, situation: Situation) -> Iterator[Reading]:
        """Collect every slice's readings of a message."""
        for one in self._slices:
            yield from one.read(message, situation)
