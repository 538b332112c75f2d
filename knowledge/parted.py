"""The sentences of a passage and their folded forms, kept for those asked about last: questions find them again."""

from __future__ import annotations

import functools
from typing import Final

from knowledge.document import QUOTE_LIMIT
from knowledge.text import folded_each, sentences

_KEPT: Final = 4096  # passages


@functools.lru_cache(_KEPT)
def parts_of(text: str) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """Return the sentences of a passage, each of them folded, and the folded ones joined."""
    parts = tuple(sentences(text, QUOTE_LIMIT)) or ("",)
    folded = tuple(folded_each(parts))
    return parts, folded, "".join(folded)


def folded_whole(text: str) -> str:
    """Return a passage folded sentence by sentence."""
    return parts_of(text)[2]
