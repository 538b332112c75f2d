"""A text as it is listened to: half width, Simplified, without fillers, pinyin of alarm words in characters.

What was said and what is compared run in step: the sign at a place of the one is the sign at that place of the other.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass

from knowledge.text import fold

LONGEST = 1200  # signs that are listened to: an alarm stands at the beginning, and reading must stay quick
STOPS = "。！？!?；;\n"
_FILLERS = re.compile(
    r"(?:呃|嗯|额(?=[\s,，.。])|唔|哎呀?|唉|诶|欸|那个那个|那个啥|就是说|怎么说呢|[啊呀哈](?=[\s,，]))+[,，\s]*"
)
_SINGLES = re.compile(r"(?<![\u3400-\u9fff])[\u3400-\u9fff](?:\s[\u3400-\u9fff])+(?![\u3400-\u9fff])")
#: The ten words somebody on a foreign keyboard most likely types.
_PINYIN = {
    "着火": r"zha?o\s?huo|zhe\s?huo",
    "起火": r"qi\s?huo",
    "冒烟": r"mao\s?yan",
    "漏水": r"lou\s?shui",
    "停水": r"ting\s?shui",
    "停电": r"ting\s?dian",
    "爆管": r"bao\s?guan",
    "漏气": r"lou\s?qi",
    "救命": r"jiu\s?ming",
    "晕倒": r"yun\s?dao",
}
_TYPED = re.compile(
    r"(?<![a-z])(?:"
    + "|".join(f"(?P<w{at}>{said})" for at, said in enumerate(_PINYIN.values()))
    + r")(?P<le>\s?le)?(?![a-z])"
)
_WORDS = tuple(_PINYIN)
_ENGLISH = re.compile(r"\b(?:on\s)?fire\b(?!\s(?:drill|safety|exit|door|escape|rule|extinguisher|prevention))")
_ENGLISH_ASKS = re.compile(r"\b(?:what|how|rule|should|if|when|who)\b")


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
    lowered = tidy.lower() if len(tidy.lower()) == len(tidy) else tidy
    typed = _TYPED.sub(_characters, lowered)
    if not _ENGLISH_ASKS.search(typed):
        typed = _ENGLISH.sub("着火", typed)
    said = tidy if typed == lowered else typed
    return Plain(said, _folded(said), is_pinyin=typed != lowered)


def _characters(found: re.Match[str]) -> str:
    word = next(word for at, word in enumerate(_WORDS) if found[f"w{at}"])
    return word + ("了" if found["le"] else "")


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
