"""A text made fit to read times in: half width, Simplified, usual typos mended, fillers gone; signs know their place.

What only looks like a time is blanked out (lookalikes.py), so that no reader sees it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from scheduler.when.lookalikes import BLANK, LOOKALIKE

_SIMPLE: Final = str.maketrans(
    "點時週後號兩禮開個臘節國慶學內幾鐘過這從間農曆陰閏舊陽勞動婦兒師聖誕壹貳叁肆伍陸柒捌玖拾遲會辦處樓層級條項讓課考試結束種當淩隔單雙報離當發",
    "点时周后号两礼开个腊节国庆学内几钟过这从间农历阴闰旧阳劳动妇儿师圣诞一二三四五六七八九十迟会办处楼层级条项让课考试结束种当凌隔单双报离当发",
)
_TYPOS = {
    r"下[五无舞误](?=\d|[一二三四五六七八九十两零]{1,3}点|[一二三四五六七八九十两]{1,2}:)": "下午",
    r"上[五无舞误](?=\d|[一二三四五六七八九十两零]{1,3}点)": "上午",
    r"中[五无](?=\d|十[一二]点)": "中午",
    r"明[填田]|名天(?!才)": "明天",
    r"今[填田](?!野)": "今天",
    r"后[填田](?!径)": "后天",
    r"星[其七](?=[一二三四五六日天])": "星期",
    r"礼败|理拜|李拜": "礼拜",
    r"晚[尚商](?=\d|[一二三四五六七八九十两])": "晚上",
    r"早[尚商](?=\d|[一二三四五六七八九十两])": "早上",
    r"[零临]晨|凌辰|凌成": "凌晨",
    r"(?<=[\d一二三四五六七八九十两])点种": "点钟",
    r"(?<=[\d一二三四五六七八九十两半])分种": "分钟",
    r"月低": "月底",
    r"年低(?=前|之)": "年底",
    r"工[做坐]日": "工作日",
    r"[园圆]旦": "元旦",
    r"中秋接|中丘": "中秋",
    r"截至(?=日期|时间|$)": "截止",
}
#: 通知下 周日: the 下 belongs to the verb before it.
_LOOSE: Final = re.compile(r"下\s+(?=周|星期|礼拜)")
_ASKED_FOR: Final = frozenset("知醒排说看问叫讲发帮查等催告")
_WEEKDAY: Final = r"(?:(?<=[下本这上]周)|(?<=星期|礼拜)|(?<=(?<![一两二三四五六七八九十几\d第整半])周))"
_TYPOS |= {
    rf"{_WEEKDAY}{figure}(?![\d次个天月人轮期批/.:#-])": sign
    for figure, sign in zip("1234567", "一二三四五六日", strict=True)
}
_TYPO: Final = re.compile("|".join(f"({wrong})" for wrong in _TYPOS))
_RIGHT: Final = tuple(_TYPOS.values())
_FILLER: Final = re.compile(
    r"[呃嗯唔欸诶]+|(?<![有的是])那个(?!月|星期|周|礼拜|时候)|这个(?=[今明后大]|下个?周|本周|[上下]午)|(?<=[天午晚上])吧(?=\d)|"
    r"那啥|内个|(?<=[一二三四五六日天号午晚])[吧嘛哈啊呢哦]+(?=[上下中]午|早|晚|凌晨|傍晚|\d|[一二三四五六七八九十两]{1,3}点)"
)


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The text to read, and the place of each of its signs in the original."""

    original: str
    text: str
    places: tuple[int, ...]

    def words(self, begin: int, end: int) -> tuple[int, int]:
        """Return which part of the original stands behind a part of the text, not empty."""
        return self.places[begin], self.places[end - 1] + 1


def skeleton(original: str) -> Skeleton:
    """Fold a text; of signs that unfold into several (㈠) only those that stay one are folded."""
    kept = [(place, sign) for place, sign in enumerate(original) if not _is_dropped(original, place, sign)]
    text = "".join(_folded(sign) for _, sign in kept)
    gone = {place for found in _FILLER.finditer(text) for place in range(*found.span())}
    places = tuple(kept[at][0] for at in range(len(text)) if at not in gone)
    text = "".join(sign for at, sign in enumerate(text) if at not in gone)
    text = _TYPO.sub(_mended, text)
    return Skeleton(original, LOOKALIKE.sub(_blanked, text), places)


def _mended(found: re.Match[str]) -> str:
    right = _RIGHT[(found.lastindex or 1) - 1]
    return right if len(right) == len(found[0]) else (right + found[0])[: len(found[0])]


def _blanked(found: re.Match[str]) -> str:
    return BLANK * len(found[0])


def _folded(sign: str) -> str:
    plain = unicodedata.normalize("NFKC", sign).lower()
    return (plain if len(plain) == 1 else sign).translate(_SIMPLE)[:1] or BLANK


def _is_dropped(text: str, place: int, sign: str) -> bool:
    """Whether a sign is white space or invisible; a blank between two digits stays."""
    if sign.isspace():
        before, after = text[place - 1 : place], text[place + 1 : place + 2]
        return not (before.isdigit() and after.isdigit())
    if sign == "下" and _LOOSE.match(text, place):
        return text[place - 1 : place] in _ASKED_FOR
    return unicodedata.category(sign) == "Cf"
