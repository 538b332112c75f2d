"""What staff make of an answer, and what the office makes of what was not answered."""

from __future__ import annotations

from functools import partial

from bot.registry import Due
from bot.settings import Office
from handlers.ask import talk
from handlers.ask.learning import (
    chasing,
    daily,
    handing_on,
    pairs,
    replying,
    reviewing,
    settling,
    thumbs,
    verdicts,
    worklist,
)
from handlers.ask.learning.settings import SETTINGS
from handlers.ask.part import Part
from knowledge.shelf import Shelf

__all__ = ["SETTINGS", "part_of"]


def part_of(shelf: Shelf, office: Office) -> Part:
    """Return what this part brings to the slice."""
    some = (verdicts, thumbs, worklist, reviewing, settling, pairs, handing_on, replying)
    return Part(
        acts={intent: act for one in some for intent, act in one.ACTS.items()},
        prepares={talk.WORKLIST: worklist.prepare_of(shelf), talk.SOLVED: settling.prepare_of(shelf)},
        dues={
            chasing.TIMER: Due(partial(chasing.remind, office=office), is_chain=True),
            daily.TIMER: Due(partial(daily.run, office=office, shelf=shelf)),
        },
        undos={
            kind: undo
            for one in (verdicts, reviewing, settling, pairs, handing_on, replying)
            for kind, undo in one.UNDOS.items()
        },
    )
