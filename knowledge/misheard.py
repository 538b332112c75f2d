"""Phrases of a question as they were meant: a matter asked about by characters that only sound like it.

Used only where a pair of the phrase stands in no document: what is written correctly is never changed.
"""

from __future__ import annotations

import functools
import itertools
from typing import TYPE_CHECKING, Final

from knowledge.sounds import sound_of
from knowledge.terms import is_han, pair

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.index import Index

SHORTEST, LONGEST = 3, 4  # characters of a phrase told by its sound; shorter ones sound like too much else
#: How a certain fact is asked for; the words of matters come from the table of aspects.
_ASKED: Final = (
    "多少字 多少天 多少钱 多少人 多少次 多少元 多少分 多久内 几点钟 怎么交 怎么办 什么时候 哪里领 在哪里 在哪儿 "
    "手机号 电话号 联系方式 怎么罚 罚多少 扣多少 起止时间 为什么 多长时间 怎么申请"
)


def as_meant(folded: str, index: Index, phrases: Iterable[str]) -> str:
    """Return a folded question with what only sounds like a known phrase written as that phrase."""
    known = _by_sound(tuple(phrases))
    for size in range(LONGEST, SHORTEST - 1, -1):
        for at in range(len(folded) - size + 1):
            written = folded[at : at + size]
            meant = known.get(_sounds(written), "") if all(map(is_han, written)) else ""
            if meant and meant != written and _is_slip(written, meant, index):
                folded = folded[:at] + meant + folded[at + size :]
    return folded


def _is_slip(written: str, meant: str, index: Index) -> bool:
    """Tell whether most of a phrase is as it should be and no document has what was written instead."""
    same = sum(a == b for a, b in zip(written, meant, strict=True))
    wrong = [
        two for two, other in zip(itertools.pairwise(written), itertools.pairwise(meant), strict=True) if two != other
    ]
    return same * 2 >= len(meant) and not any(index.frequencies([pair(*two) for two in wrong]))


def _sounds(text: str) -> tuple[str, ...]:
    return tuple(map(sound_of, text))


@functools.lru_cache(maxsize=4)
def _by_sound(phrases: tuple[str, ...]) -> dict[tuple[str, ...], str]:
    words = [*phrases, *_ASKED.split()]
    return {_sounds(word): word for word in words if SHORTEST <= len(word) <= LONGEST and all(map(is_han, word))}
