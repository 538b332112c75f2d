"""The terms an index knows: single Chinese characters, pairs of adjacent ones, words of Latin letters or digits.

Characters beat words on every set of Chinese documents measured, and need no dictionary. A term is 32 bits: a
character's number and 0 for one character, two numbers for a pair, the top bit set for a word.
"""

from __future__ import annotations

import itertools
import re
from typing import Final

FIRST, LAST = 0x3400, 0x9FFF
_WORD: Final = re.compile(r"[a-z]+|\d+(?:\.\d+)?")
_WORD_BIT: Final = 1 << 31


def single(char: str) -> int:
    """Return the term of one Chinese character."""
    return (ord(char) - FIRST + 1) << 16


def pair(a: str, b: str) -> int:
    """Return the term of two adjacent Chinese characters."""
    return (ord(a) - FIRST + 1) << 16 | (ord(b) - FIRST + 1)


def word(text: str) -> int:
    """Return the term of a word in Latin letters or digits: a stable hash, a rare clash costs one rank."""
    value = 2166136261
    for byte in text.encode():
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return value | _WORD_BIT


def is_han(char: str) -> bool:
    """Tell whether a character is one the index knows as Chinese."""
    return FIRST <= ord(char) <= LAST


def words_in(folded: str) -> list[str]:
    """Return the words in Latin letters and the numbers of a folded text, in order."""
    return _WORD.findall(folded)


def terms_in(folded: str) -> list[int]:
    """Return the terms of a folded text: characters, pairs, words; repetitions kept."""
    singles = [single(c) for c in folded if is_han(c)]
    pairs = [pair(a, b) for a, b in itertools.pairwise(folded) if is_han(a) and is_han(b)]
    return singles + pairs + [word(w) for w in words_in(folded)]
