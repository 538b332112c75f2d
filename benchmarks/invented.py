"""Invented policies of any number of passages, in the forms offices write: 章, 条, dates, numbers of documents.

Words are drawn so that frequencies fall as those of real text do; the same size gives the same documents.
"""

from __future__ import annotations

import itertools
import random
from pathlib import Path
from typing import Final

ARTICLES: Final = 30  # passages of one document
_OFFICES: Final = ("综合办公室", "饮食中心", "物业中心", "维修中心", "运输中心", "资产管理科", "安全管理科")
_KINDS: Final = ("管理办法", "实施细则", "工作规定", "暂行规定", "工作指引", "考核办法", "应急预案", "管理制度")
_HOW: Final = ("应当", "负责", "可以", "不得", "按照规定", "会同有关单位", "每月", "每季度末", "三个工作日内", "及时")
_PARTS: Final = ("总则", "职责分工", "工作程序", "监督检查", "附则")
_COMMON: Final = 3000  # characters
_WORDS: Final = 9000


class Inventor:
    """Draws words and sentences, always the same ones in the same order."""

    def __init__(self, seed: int = 7) -> None:
        """Make up the words."""
        self._chance = random.Random(seed)  # noqa: S311 - no secret
        chars = [chr(0x4E00 + 7 * number) for number in range(_COMMON)]
        weights = [1 / (rank + 20) for rank in range(_COMMON)]
        self._words = ["".join(self._chance.choices(chars, weights, k=2)) for _ in range(_WORDS)]
        self._likely = list(itertools.accumulate(1 / (rank + 30) for rank in range(_WORDS)))

    def sentence(self) -> str:
        """Return a sentence of 20 to 70 characters."""
        words = self._chance.choices(self._words, cum_weights=self._likely, k=self._chance.randint(8, 28))
        words.insert(self._chance.randint(1, 4), self._chance.choice(_HOW))
        words.insert(len(words) // 2, "，")
        return "".join(words) + "。"

    def document(self, number: int, articles: int = ARTICLES) -> str:
        """Return the text of a document of that many articles."""
        words = self._chance.choices(self._words, cum_weights=self._likely, k=3)
        title, office = "".join(words) + _KINDS[number % len(_KINDS)], _OFFICES[number % len(_OFFICES)]
        year, day = 2015 + number % 11, 1 + number % 28
        lines = [title, f"后{office[:1]}发〔{year}〕{number + 1}号", ""]
        for article in range(articles):
            if article % (articles // len(_PARTS) or 1) == 0:
                part = article // (articles // len(_PARTS) or 1)
                lines.append(f"第{'一二三四五六七八九'[min(part, 8)]}章 {_PARTS[min(part, len(_PARTS) - 1)]}")
            text = "".join(self.sentence() for _ in range(self._chance.randint(1, 4)))
            lines.append(f"第{_numeral(article + 1)}条 {text}")
        return "\n".join([*lines, "", f"云岭大学{office}", f"{year}年{1 + number % 12}月{day}日", ""])


def _numeral(number: int) -> str:
    digits, (tens, ones) = "零一二三四五六七八九", divmod(number, 10)
    return ("" if tens < 2 else digits[tens]) + ("十" if tens else "") + (digits[ones] if ones else "")


def write_policies(folder: Path, passages: int) -> int:
    """Write documents of about that many passages together below a folder; return how many documents."""
    inventor, count = Inventor(), max(1, passages // ARTICLES)
    for number in range(count):
        below = folder / f"{2015 + number % 11}"
        below.mkdir(parents=True, exist_ok=True)
        (below / f"{number:05}.txt").write_text(inventor.document(number), encoding="utf-8")
    return count
