"""Questions answered by a quote."""

from handlers.ask.answering.acts import acts_of, prepares_of
from handlers.ask.part import Part
from knowledge.shelf import Shelf


def part_of(shelf: Shelf) -> Part:
    """Return what this part brings to the slice."""
    return Part(acts=acts_of(shelf), prepares=prepares_of(shelf))
