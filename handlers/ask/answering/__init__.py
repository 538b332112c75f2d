"""Questions answered by a quote."""

from handlers.ask.answering.acts import Alarm, acts_of
from handlers.ask.answering.looking import prepares_of
from handlers.ask.part import Part
from knowledge.shelf import Shelf


def part_of(shelf: Shelf, alarm: Alarm) -> Part:
    """Return what this part brings to the slice. alarm: opens an incident of a sentence."""
    return Part(acts=acts_of(alarm), prepares=prepares_of(shelf))
