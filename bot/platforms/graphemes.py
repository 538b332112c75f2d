"""Where a text may be cut without halving what a reader sees as one character.

A family, a flag, a letter with its marks are several code points. They stay together as Unicode's rules for grapheme
clusters (UAX #29) have it, Indian conjuncts and old Hangul excepted. More marks than any word bears are no character.
"""

from __future__ import annotations

import re
from unicodedata import category

LONGEST = 64  # code points of one character
JOINER = "\u200d"
#: What belongs to the character before it, besides marks: joiners, skin tones, tags of flags, voiced marks, old vowels.
EXTENDING = re.compile("[\u200c\u200d\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f\uff9e\uff9f\u1160-\u11ff\ud7b0-\ud7fb]")
#: Two of them make a flag.
REGIONAL = re.compile("[\U0001f1e6-\U0001f1ff]")


def last_end(text: str, end: int, start: int = 0) -> int:
    """Return the last place at or before `end` where a character ends; `end` itself where there is none.

    start: where a character is known to begin; no place before it is looked at.
    """
    ends = range(min(end, len(text)), max(start, end - LONGEST), -1)
    return next((at for at in ends if at == len(text) or not _is_inside(text, at, start)), end)


def _is_inside(text: str, at: int, start: int) -> bool:
    """Whether a character goes on at `at`."""
    before, after = text[at - 1], text[at]
    if category(before) == "Cc":
        return before + after == "\r\n"
    if before == JOINER or EXTENDING.match(after) or category(after)[0] == "M":
        return True
    return bool(REGIONAL.match(after)) and _regionals_before(text, at, start) % 2 == 1


def _regionals_before(text: str, at: int, start: int) -> int:
    first = at
    while first > start and REGIONAL.match(text[first - 1]):
        first -= 1
    return at - first
