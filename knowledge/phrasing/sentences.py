"""A model's words as sentences that each name their passages; whatever is written otherwise is refused."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from knowledge.phrasing.given import Grounds, Refused

LONGEST: Final = 240  # characters of all sentences together
_MOST: Final = 5
_SHORTEST: Final = 4
_BREATH: Final = 80  # characters between two marks
_CITED: Final = re.compile(r"\s*[〔\[【［](\d{1,2})[〕\]】］]")
_ENDS: Final = re.compile(r"(?<=[。！？!?])(?!\s*[〔\[【［]\d{1,2}[〕\]】］])|\n+")
_MARKUP: Final = re.compile(r"[`{}<>|\\^~*#_=]|^\s*[-•]\s|\x00|[\x01-\x08\x0b-\x1f\x7f]", re.MULTILINE)
_ADDRESS: Final = re.compile(r"https?:|www\.|://|[a-z0-9-]+\.(?:com|cn|net|org|edu|io|gov)\b|\w@\w", re.IGNORECASE)
_PERSON: Final = re.compile(
    r"我|咱|您|你|本人|笔者|亲爱|抱歉|对不起|很遗憾|作为.{0,6}(?:助手|模型|AI)|语言模型|系统提示|提示词|希望对|请注意|温馨提示|总之|综上",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cited:
    """One sentence with its end mark, without citations, and the numbers of the passages it names."""

    text: str
    numbers: tuple[int, ...]


def sentences_of(words: str, given: frozenset[int]) -> tuple[Cited, ...] | Refused:
    """Read a model's words. given: the numbers of the passages it may name."""
    plain = unicodedata.normalize("NFC", words).strip()
    grounds = _whole(plain)
    if grounds is not None:
        return Refused(grounds)
    cited = tuple(_cited(piece) for piece in _ENDS.split(plain) if piece.strip())
    if len(cited) > _MOST:
        return Refused(Grounds.LONG)
    for one in cited:
        grounds = _each(one, given)
        if grounds is not None:
            return Refused(grounds, one.text)
    return cited or Refused(Grounds.EMPTY)


def _whole(words: str) -> Grounds | None:
    if len(words) < _SHORTEST:
        return Grounds.EMPTY
    if len(words) > LONGEST:
        return Grounds.LONG
    if _ADDRESS.search(words):
        return Grounds.ADDRESS
    if _PERSON.search(words):
        return Grounds.PERSON
    return Grounds.FORM if _MARKUP.search(words) else None


def _cited(piece: str) -> Cited:
    numbers = tuple(dict.fromkeys(int(number) for number in _CITED.findall(piece)))
    text = re.sub(r"[。.]*$", "", _CITED.sub("", piece).strip())
    return Cited(f"{text}。", numbers)


def _each(one: Cited, given: frozenset[int]) -> Grounds | None:
    if not one.numbers:
        return Grounds.UNCITED
    if not given.issuperset(one.numbers):
        return Grounds.NOT_GIVEN
    longest = max(map(len, re.split(r"[，,；;：:。]", one.text)))
    if len(one.text) < _SHORTEST or longest > _BREATH or re.search(r"[?？!！]", one.text):
        return Grounds.FORM
    return None
