"""Text made fit to compare (`fold`), cut into sentences, its Chinese numerals read.

A folded text (half width, Simplified, one glyph and spelling for one thing) is never shown to anybody.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

SENTENCE_ENDS: Final = "。！？!?"
_PAUSES: Final = ("；;", "，,：:、")
_OPENING: Final = "「『“‘《〈（(【〔["
_CLOSING: Final = "」』”’》〉）)】〕]"
_SPOKEN: Final = "」』”’"
_LONGEST_QUOTATION: Final = 300
_BETWEEN: Final = "\x1f"  # no text that was read has it, and no folding looks over it

# Characters that stand for another one: rare glyphs that scanners and old input methods leave behind.
_GLYPHS: Final = str.maketrans("釆囯甪爲衆臺裏峯羣啓衞喫祕恆〇○Ｏ", "采国用为众台里峰群启卫吃秘恒零零0")
_GLYPH: Final = re.compile("[" + "".join(map(chr, _GLYPHS)) + "]")
_WIDE: Final = tuple(zip("，：；？！（）％　", ",:;?!()% ", strict=True))
#: All that is not a Chinese character, none of which has another form or joins with what stands beside it.
_BESIDE: Final = re.compile("[^\u4e00-\u9fff]+")
# The same thing in two spellings after Traditional characters became Simplified ones; both sides of a match pass here.
_SPELLINGS: Final = {
    "计画": "计划", "程式": "程序", "资讯": "信息", "网路": "网络", "透过": "通过", "软体": "软件", "硬体": "硬件",
    "品质": "质量", "列印": "打印", "伺服器": "服务器", "登陆": "登录", "帐": "账", "部份": "部分", "份子": "分子",
    "营运": "运营",
    "计程车": "出租车", "捷运": "地铁", "公车": "公交车", "巴士": "大巴", "脚踏车": "自行车", "机车": "摩托车",
    "国小": "小学", "国中": "初中", "影印": "复印", "传真机": "传真", "员警": "警察", "户外": "室外", "储值": "充值",
    "缴交": "缴纳", "缴费": "交费", "身份": "身分", "视讯": "视频", "简讯": "短信",
    "光碟": "光盘", "随身碟": "优盘", "讯息": "信息", "资料库": "数据库", "行动电话": "手机", "垃圾筒": "垃圾桶",
}  # fmt: skip
_SPELLING: Final = re.compile("|".join(sorted(_SPELLINGS, key=len, reverse=True)))

_DIGITS: Final = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "O": 0,
    "o": 0,
    "两": 2,
    "兩": 2,
    "０": 0,
}
_UNITS: Final = {"十": 10, "百": 100, "千": 1000, "廿": 20}
_GREATEST_WRITTEN: Final = 10_000
NUMERAL: Final = r"[一二三四五六七八九十百千零〇两兩\d]+"


class _Converter(Protocol):
    def convert(self, text: str, /) -> str: ...


_FULL_MARKS = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_MARK: Final = re.compile("[" + re.escape(f"\n{SENTENCE_ENDS}{_OPENING}{_CLOSING}") + "]")
_SIGN = "[\u4e00-\u9fff、。，；：！？（）《》“”]"
_HALF_MARK = re.compile(rf"(?<={_SIGN})[,;:?!()]|[,;?!()](?={_SIGN})")


def sentences(text: str, limit: int = 240) -> list[str]:
    """Split into sentences of at most `limit` characters; joined again they are `text`.

    Cuts stand after 。！？ and line ends, never inside a quotation or bracket of normal length; only a sentence longer
    than `limit` is cut at ； then ， then anywhere.
    """
    found: list[str] = []
    start, depth, opened = 0, 0, 0
    for mark in _MARK.finditer(text):
        i, char = mark.start(), mark[0]
        if char in _OPENING:
            depth, opened = depth + 1, i
        elif char in _CLOSING and depth:
            depth -= 1
        inside = depth > 0 and i - opened < _LONGEST_QUOTATION
        ends = (
            char == "\n"
            or (char in SENTENCE_ENDS and not inside)
            or (char in _SPOKEN and not inside and i > 0 and text[i - 1] in SENTENCE_ENDS)
        )
        if ends and not (i + 1 < len(text) and text[i + 1] in SENTENCE_ENDS + _CLOSING + "\n"):
            found.append(text[start : i + 1])
            start, depth = i + 1, 0
    if start < len(text):
        found.append(text[start:])
    return [piece for sentence in found for piece in _pieces(sentence, limit)]


def _pieces(sentence: str, limit: int) -> list[str]:
    pieces: list[str] = []
    start = 0
    while len(sentence) - start > limit:  # a file may be one sentence of millions of signs
        pauses = (max(sentence.rfind(mark, start + limit // 3, start + limit) for mark in marks) for marks in _PAUSES)
        end = next((at + 1 for at in pauses if at > start), start + limit)
        pieces.append(sentence[start:end])
        start = end
    return [*pieces, sentence[start:]]


@functools.cache
def _to_simplified() -> _Converter:
    import opencc  # noqa: PLC0415 - 10 ms and 10 MB that a server without questions need not spend

    converter: _Converter = opencc.OpenCC("t2s")
    return converter


def fold(text: str) -> str:
    """Return the form in which texts are compared: NFKC, lower case, Simplified, one glyph and spelling a thing."""
    folded = (text if text.isascii() else _composed(text)).lower()
    if not folded.isascii():
        folded = _to_simplified().convert(folded)
    return _SPELLING.sub(lambda m: _SPELLINGS[m.group()], folded)


def _plainer(glyph: re.Match[str]) -> str:
    return glyph[0].translate(_GLYPHS)


def _composed(text: str) -> str:
    """Return a text in NFKC, one glyph a thing; what nearly every text is made of goes the quick way."""
    text = _GLYPH.sub(_plainer, text)
    for full, half in _WIDE:
        text = text.replace(full, half)
    if unicodedata.is_normalized("NFKC", text):
        return text
    return _BESIDE.sub(lambda run: unicodedata.normalize("NFKC", run[0]), text)


@functools.lru_cache(maxsize=8192)
def folded_once(text: str) -> str:
    """Fold a text that is asked for again and again: a passage, its title, its sentences."""
    return fold(text)


def folded_each(texts: Sequence[str]) -> list[str]:
    """Fold many short texts at once, which takes a small part of the time; the same as folding each."""
    folded = fold(_BETWEEN.join(texts)).split(_BETWEEN)
    return folded if len(folded) == len(texts) else [fold(text) for text in texts]


def is_traditional(text: str) -> bool:
    """Tell whether `text` is written in Traditional characters."""
    return _to_simplified().convert(text) != text


def chinese_marks(text: str) -> str:
    """Return a text with the marks of Chinese beside its signs again, which reading had made half width."""
    while (marked := _HALF_MARK.sub(lambda mark: _FULL_MARKS[mark[0]], text)) != text:
        text = marked
    return text


def squeeze(text: str) -> str:
    """Return `text` without any white space."""
    return "".join(text.split())


def numeral(text: str) -> int | None:
    """Read 七, 十二, 二十, 一百零三, 二〇二〇, 12 as a number; None when it is none."""
    if not text:
        return None
    if text.isascii() and text.isdigit():
        return int(text)
    if all(c in _DIGITS or c.isdigit() for c in text):
        return int("".join(str(_DIGITS.get(c, c)) for c in text))
    total, digit = 0, 0
    for char in text:
        if char in _UNITS:
            total, digit = (total + max(digit, 1) * _UNITS[char], 0) if char != "廿" else (total + 20, 0)
        elif char in _DIGITS:
            digit = _DIGITS[char]
        else:
            return None
    return total + digit


def chinese(number: int) -> str:
    """Write 0 to 9999 as Chinese clause numbers are written: 七, 十二, 二十, 一百零三; a greater one in digits."""
    if number >= _GREATEST_WRITTEN:
        return str(number)
    written, skipped = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            written += ("零" if skipped and written else "") + "零一二三四五六七八九"[digit] + name
        skipped = not digit
    return (written.removeprefix("一") if 10 <= number < 20 else written) or "零"  # noqa: PLR2004 - 十二, not 一十二
