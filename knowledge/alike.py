"""Whether two questions ask the same: the folded words without what only asks or is polite, compared part by part.

Law: numbers, negations and every word that carries meaning must agree. 「能不能」 is no 「不能」, another building is
another question, and what one wording has besides (周末, 教师) is a question of its own. Pure.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from knowledge.text import fold, numeral

LONGEST: Final = 300
GROUPED: Final = 0.8  # a qualifier of two characters is looked at together, a verb more (取消预约) is not
_SHORT: Final = 2  # characters of meaning a question needs to be compared at all

_MARKS: Final = re.compile(r"[^\u3400-\u9fffa-z0-9]+")
_POLITE: Final = re.compile(
    "请问一下|请问|问一下|想问问|想问|问问|想知道|想了解一下|想了解|我想|麻烦|帮我查查|帮我查|帮我|帮忙|"
    "查一下|查查|告诉我|告诉|"
    "说一下|说说|谢谢|您好|你好|老师好|助手|同志们|那个啥|那啥|一下子|一下|到底|究竟|目前|现在|呃|嗯|哎|喂"
)
#: How the same is asked: each wording on the right is read as the sign on the left, which no folded text holds.
_ASKED: Final = {
    "H": (
        "流程是怎样的|流程是怎样|流程是怎么样|怎么样办理|怎么办理|怎么办|怎么弄|怎么样|怎么|怎样|如何办理|"
        "如何|咋办理|咋办|咋弄|咋样|咋整|咋|流程是什么|是什么流程|什么流程|"
        "流程|哪些流程|手续是什么|什么手续|哪些手续|手续"
    ),
    "W": "是什么时候|什么时候|什么时间|啥时候|啥时间|是几点钟|是几点|几点钟|几点|几时|何时|哪天|几号|的时间是|时间",
    "L": "多长时间|要多久|多久|几天",
    "P": "是在哪里|在哪里|在哪儿|在什么地方|什么地方|啥地方|哪里|哪儿|何处|在哪|哪",
    "Q": "哪位|什么人|啥人|何人|谁",
    "C": "是多少钱|多少钱|什么价钱|什么价格|啥价|价格是多少|价格多少|收费多少|怎么收费|价格|价钱",
    "T": "什么|甚么|啥|哪些|哪几",
    "Y": "为什么|为啥|为何|干嘛",
    "N": "不可以|不允许|不准许|不准|不让|不许|不能够|不能|不得|禁止|严禁",
    "M": (
        "可以不可以|可不可以|能不能够|能不能|是否可以|是否能够|是否能|是否允许|允不允许|让不让|准不准|许不许|"
        "行不行|能否|可否|允许|可以|能够|能"
    ),
    "U": "是多少|多少个|多少|几个",
}
_WHETHER: Final = re.compile("要不要|用不用|需不需要|该不该|应不应该")
_TWICE: Final = re.compile(r"([\u3400-\u9fff])[不没]\1")  # 要不要, 有没有
_PARTICLES: Final = re.compile(
    "号码|具体|需要|应该|应当|必须|进行|是否|事情|的话|我们|咱们|咱|俺|我|你们|你|您|他们|大家|"
    "[吗嘛么呢吧啊呀哦噢哇啦喽呗的了地得着是都也还就那这要该有去在到]"
)
_NUMERAL: Final = re.compile(r"[零〇一二两三四五六七八九十百千]+|\d+")
_ORDERED: Final = re.compile("[先后前从比]|(.).*\\1")  # exchanging the halves may turn the question round
_NEGATIONS: Final = "不没无未别勿非N"
_SIGNS: Final = re.compile("[A-Z]")


@dataclass(frozen=True, slots=True)
class Plain:
    """A question as it is compared. text: what carries meaning. signs: what is asked, in any order.

    numbers, negations: what must agree whatever else.
    """

    text: str
    signs: str
    numbers: tuple[int, ...]
    negations: tuple[tuple[str, int], ...]

    @property
    def says_enough(self) -> bool:
        """Whether enough is left to compare."""
        return len(self.text) >= _SHORT


@functools.cache
def _asked() -> tuple[re.Pattern[str], dict[str, str]]:
    read = {said: sign for sign, some in _ASKED.items() for said in some.split("|")}
    return re.compile("|".join(sorted(read, key=len, reverse=True))), read


@functools.lru_cache(maxsize=4096)
def plain(question: str) -> Plain:
    """Read a question of any length; only its first 300 characters count."""
    text = _MARKS.sub("", fold(question[:LONGEST]))
    text = _POLITE.sub("", text)
    pattern, read = _asked()
    text = pattern.sub(lambda said: read[said.group()], text)
    text = _TWICE.sub(r"\1", _WHETHER.sub("", text))
    text = _PARTICLES.sub("", text)
    text = _NUMERAL.sub(lambda said: str(numeral(said.group()) or 0), text)
    text = re.sub(r"(\D)\1+", r"\1", text)
    numbers = tuple(sorted(int(one) for one in re.findall(r"\d{1,9}", text)))
    negations = tuple(sorted(Counter(one for one in text if one in _NEGATIONS).items()))
    signs = "".join(sorted(set(_SIGNS.findall(text))))
    return Plain(_SIGNS.sub("", text), signs, numbers, negations)


def likeness(one: str, other: str) -> float:
    """Return how alike two questions are, 0..1; 1 asks the same, 0 where something must agree and does not."""
    return _likeness(plain(one), plain(other))


def asks_the_same(one: str, other: str) -> bool:
    """Whether two questions ask the same, so that the answer to one may stand for the other."""
    return likeness(one, other) >= 1.0


def _likeness(one: Plain, other: Plain) -> float:
    if not (one.says_enough and other.says_enough):
        return float(one == other and bool(one.text))
    if (one.numbers, one.negations) != (other.numbers, other.negations) or _replaces(one.signs, other.signs):
        return 0.0
    if one.signs == other.signs and _is_same(one.text, other.text):
        return 1.0
    if _replaces(one.text, other.text):
        return 0.0
    return min(_overlap(one.text, other.text), 0.99)


def _overlap(one: str, other: str) -> float:
    """Return the share of characters and pairs two texts have in common (Dice)."""
    here, there = Counter(_grams(one)), Counter(_grams(other))
    return 2 * (here & there).total() / (here.total() + there.total())


def _grams(text: str) -> list[str]:
    return [*text, *map("".join, pairwise(text))]


def _is_same(one: str, other: str) -> bool:
    """Whether two texts are one, or one with its two halves exchanged (几点关门宿舍)."""
    return one == other or (len(one) == len(other) and other in one + one and not _ORDERED.search(one))


def _replaces(one: str, other: str) -> bool:
    """Whether a word of one is another word in the other (养猫, 养狗), and not only missing there."""
    return bool(Counter(one) - Counter(other)) and bool(Counter(other) - Counter(one))
