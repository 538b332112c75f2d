"""A text as it is listened to: half width, Simplified, without fillers, alarm words in letters put into characters.

What was said and what is compared run in step: the sign at a place of the one is the sign at that place of the other.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass

from handlers.incident.heard.spellings import in_characters, without_slips
from knowledge.text import fold

LONGEST = 1200  # signs that are listened to: an alarm stands at the beginning, and reading must stay quick
STOPS = "。！？!?；;\n"
_FILLERS = re.compile(
    r"(?:呃|嗯|额(?=[\s,，.。])|唔|哎呀?|唉|诶|欸|那个那个|那个啥|就是说|怎么说呢|[啊呀哈](?=[\s,，]))+[,，\s]*"
)
_SINGLES = re.compile(r"(?<![\u3400-\u9fff])[\u3400-\u9fff](?:\s[\u3400-\u9fff])+(?![\u3400-\u9fff])")


@dataclass(frozen=True, slots=True)
class Plain:
    """One text. said: as it was said, tidied. folded: of the same length, to compare. is_pinyin: in letters."""

    said: str
    folded: str
    is_pinyin: bool = False

    def clause(self, at: int) -> tuple[int, int]:
        """Return where the sentence around `at` begins and ends."""
        begin = max((self.folded.rfind(stop, 0, at) for stop in STOPS), default=-1) + 1
        ends = [end for stop in STOPS if (end := self.folded.find(stop, at)) >= 0]
        return begin, min(ends, default=len(self.folded))


def plain_of(text: str) -> Plain:
    """Listen to a text."""
    half = "".join(
        _half(sign) for sign in text[:LONGEST] if unicodedata.category(sign) not in ("Cf", "Cc") or sign.isspace()
    )
    tidy = " ".join(_SINGLES.sub(lambda found: "".join(found.group().split()), half).split(" ")).strip()
    tidy = re.sub(r"[ \t\r\f\v]+", " ", _FILLERS.sub("", tidy))
    typed = in_characters(tidy)
    return Plain(typed, without_slips(_folded(typed)), is_pinyin=typed != tidy)


@functools.lru_cache(maxsize=4096)
def _half(sign: str) -> str:
    plain = unicodedata.normalize("NFKC", sign)
    return plain if len(plain) == 1 else sign


def _folded(said: str) -> str:
    """Fold a text without changing its length."""
    whole = fold(said).replace("著", "着")  # 著火: Traditional, but also a sign of Simplified texts
    return whole if len(whole) == len(said) else "".join(map(_one, said))


@functools.lru_cache(maxsize=8192)
def _one(sign: str) -> str:
    folded = fold(sign)
    return folded if len(folded) == 1 else sign
