"""What a model is given, and what is made of its words: let through, or refused on some grounds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Grounds(StrEnum):
    """Why a model's words are refused; the last ones name what the passage does not bear out."""

    EMPTY = "empty"
    LONG = "too long"
    FORM = "not plain sentences"
    UNCITED = "a sentence without its passage"
    NOT_GIVEN = "a passage that was not given"
    ADDRESS = "an address"
    PERSON = "speaks for itself or to the asker"
    SAME = "nothing but the quote"
    WORDS = "words that do not stand there"
    NUMBER = "a number that does not stand there"
    FORCE = "must, may or must not otherwise"
    NEGATION = "a no more or less"
    RELATION = "who does what to whom otherwise"
    LEFT_OUT = "a condition left out"


@dataclass(frozen=True, slots=True)
class Given:
    """One passage a model may speak of. number: by which it cites it. about: title and headings it stands under."""

    number: int
    text: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Phrased:
    """Words that were let through. cited: the numbers of the passages they speak of, in order."""

    text: str
    cited: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """Words that were not, the grounds, and the sentence that gave them."""

    grounds: Grounds
    sentence: str = ""
