"""Text as documents bring it, made fit to read (`mend`) and fit to compare (`fold`).

The law: mending touches layout only (hard wraps, stray spaces, artefacts), so that a quote stays verbatim; every change
of characters (half width, script, odd glyphs, synonymous spellings) belongs to folding, which is never shown to anybody.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import Final, Protocol

SENTENCE_ENDS: Final = "。！？!?"
_PAUSES: Final = ("；;", "，,：:、", "")
_OPENING: Final = "「『“‘《〈（(【〔["
_CLOSING: Final = "」』”’》〉）)】〕]"
_NEVER_BEFORE: Final = "，。、；：！？”’」』）》〉】〕,;:!?)]}…%"
_LONGEST_QUOTATION: Final = 300

_HAN: Final = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_BOOKMARK: Final = re.compile(r"\[(?:bookmark|书签)\s*[:：][^\]\n]*\]|_GoBack|_Toc\d+|_Hlk\d+|HYPERLINK\s+\S+", re.IGNORECASE)
_INVISIBLE: Final = re.compile("[\\u0000-\\u0008\\u000e-\\u001f\\u007f-\\u009f\\u00ad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\ufeff\\ufffe\\uffff\\ue000-\\uf8ff]")
_NEWLINE: Final = re.compile(r"\r\n?|[\u000b\u000c\u0085\u2028\u2029]")
_SPACE: Final = re.compile(r"[^\S\n]+")
_SPACE_AT_DIGIT: Final = re.compile(rf"(?<=[{_HAN}〔（《“第]) (?=\d)|(?<=\d) (?=[{_HAN}〕）》”%℃])")
_SPACE_AT_MARK: Final = re.compile(rf"(?<=[{_HAN}\d]) (?=[，。、；：！？”’）》〕])|(?<=[，。、；：！？“‘（《〔]) (?=[{_HAN}\d])")
_LABEL: Final = re.compile(
    r"第[一二三四五六七八九十百零〇\d]+[编章节条款]|[一二三四五六七八九十]+[、．.]|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[、．.](?!\d)"
    r"|[①-⑳]|[一二三四五六七八九十]+(?:是|要)|附件|附[:：]"
)
_KIND: Final = (
    "通知|意见|办法|规定|方案|公约|总结|细则|制度|条例|规程|守则|预案|计划|报告|纪要|公告|通告|章程|规范|标准|指南|须知|手册|流程|决定|批复|函|要点|清单|"
    "說明|说明|意見|辦法|規定|總結|細則|條例|規程|守則|預案|計畫|計劃|報告|紀要|規範|標準|須知|決定|要點|清單"
)
KIND_AT_END: Final = re.compile(rf"(?:{_KIND})(?:[（(][^（()）]{{1,12}}[)）])?[》」]?$")

# Characters with two code points or shapes that stand for one (rare glyphs scanners and old input methods leave behind).
_GLYPHS: Final = str.maketrans("釆囯甪爲衆臺裏峯羣啓衞喫祕恆〇○Ｏ", "采国用为众台里峰群启卫吃秘恒零零0")
# The same thing in two spellings after Traditional characters became Simplified ones; both sides of a match pass here.
_SPELLINGS: Final = {
    "计画": "计划", "程式": "程序", "资讯": "信息", "网路": "网络", "透过": "通过", "软体": "软件", "硬体": "硬件",
    "品质": "质量", "列印": "打印", "伺服器": "服务器", "登陆": "登录", "帐": "账", "部份": "部分", "份子": "分子",
    "营运": "运营", "计程车": "出租车", "捷运": "地铁", "公车": "公交车", "巴士": "大巴", "脚踏车": "自行车", "机车": "摩托车",
    "国小": "小学", "国中": "初中", "影印": "复印", "传真机": "传真", "员警": "警察", "户外": "室外", "储值": "充值",
    "缴交": "缴纳", "缴费": "交费", "身份": "身分", "视讯": "视频", "简讯": "短信",
    "光碟": "光盘", "随身碟": "优盘", "讯息": "信息", "资料库": "数据库", "行动电话": "手机", "垃圾筒": "垃圾桶",
}  # fmt: skip
_SPELLING: Final = re.compile("|".join(sorted(_SPELLINGS, key=len, reverse=True)))

_DIGITS: Final = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "O": 0, "o": 0, "两": 2, "兩": 2, "０": 0}
_UNITS: Final = {"十": 10, "百": 100, "千": 1000, "廿": 20}
NUMERAL: Final = r"[一二三四五六七八九十百千零〇两兩\d]+"


class _Converter(Protocol):
    def convert(self, text: str, /) -> str: ...


def mend(raw: str) -> str:
    """Return `raw` with its layout repaired: one paragraph a line, no artefacts, no blank lines; characters as they were."""
    text = _NEWLINE.sub("\n", raw)
    text = _INVISIBLE.sub("", _BOOKMARK.sub("", text))
    lines = [_SPACE.sub(" ", line.rstrip()) if line.strip() else "" for line in text.split("\n")]
    mended = (_close_up(line.strip()) for line in _join(lines, _indents(text.split("\n"))))
    return "\n".join(line for line in mended if line)


def _close_up(line: str) -> str:
    return _SPACE_AT_MARK.sub("", _SPACE_AT_DIGIT.sub("", line))


def _indents(lines: list[str]) -> list[int]:
    """Count the leading columns of each line; an ideographic space counts two, a tab four."""
    widths = {"\u3000": 2, "\t": 4}
    return [sum(widths.get(c, 1) for c in line[: len(line) - len(line.lstrip())]) for line in lines]


def _width(line: str) -> float:
    return sum(1.0 if ord(c) > 0x2E7F else 0.5 for c in line)


def _measure(lines: list[str]) -> float:
    """Return the column at which lines were hard-wrapped, 0 when the text is not wrapped at all."""
    widths = sorted(_width(line) for line in lines if line.strip())
    if len(widths) < 6:
        return 0.0
    edge = widths[int(len(widths) * 0.9)]
    at_edge = [line for line in lines if edge - 3 <= _width(line) <= edge + 3]
    open_ended = sum(1 for line in at_edge if line[-1] not in SENTENCE_ENDS + "；：;:")
    return edge if 12 <= edge <= 64 and len(at_edge) >= 0.3 * len(widths) and open_ended >= 0.5 * len(at_edge) else 0.0


def _join(lines: list[str], indents: list[int]) -> list[str]:
    edge = _measure([line.strip() for line in lines])
    shown = [(line.strip(), indent) for line, indent in zip(lines, indents, strict=True) if line.strip()]
    joined: list[str] = []
    last = ""
    for line, indent in shown:
        if joined and _continues(last, line, indent, edge, head=len(joined) <= 4):
            gap = " " if last[-1].isascii() and line[0].isascii() and last[-1].isalnum() and line[0].isalnum() else ""
            joined[-1] = joined[-1] + gap + line
        else:
            joined.append(line)
        last = line if not edge else joined[-1][-200:] if len(joined[-1]) <= len(line) else line
    return joined


def _continues(last: str, line: str, indent: int, edge: float, *, head: bool) -> bool:
    """Tell whether `line` goes on with the sentence of `last`."""
    if line[0] in _NEVER_BEFORE:
        return True
    if _LABEL.match(line):
        return False
    if _is_open(last) or (last[-1] in "，、" and len(last) > 8):
        return True
    if head and last[-1] == "的" and len(line) <= 20 and KIND_AT_END.search(line):
        return True
    full = edge > 0 and _width(last) >= edge - 3.5
    return full and indent < 2 and not (head and KIND_AT_END.search(last))


def _is_open(line: str) -> bool:
    """Tell whether `line` ends inside a title or bracket it opened in its last forty characters."""
    tail = line[-40:]
    return any(tail.count(o) > tail.count(c) and len(tail) - tail.rfind(o) <= 40 for o, c in ("《》", "〔〕", "“”"))


def sentences(text: str, limit: int = 240) -> list[str]:
    """Split into sentences of at most `limit` characters; joined again they are `text`.

    Cuts stand after 。！？ and line ends, never inside a quotation or bracket of normal length; only a sentence longer
    than `limit` is cut at ； then ， then anywhere.
    """
    found: list[str] = []
    start, depth, opened = 0, 0, 0
    for i, char in enumerate(text):
        if char in _OPENING:
            depth, opened = depth + 1, i
        elif char in _CLOSING and depth:
            depth -= 1
        inside = depth > 0 and i - opened < _LONGEST_QUOTATION
        ends = char == "\n" or (char in SENTENCE_ENDS and not inside) or (char in _CLOSING and not inside and text[i - 1 : i] and text[i - 1] in SENTENCE_ENDS)
        if ends and not (i + 1 < len(text) and text[i + 1] in SENTENCE_ENDS + _CLOSING + "\n"):
            found.append(text[start : i + 1])
            start, depth = i + 1, 0
    if start < len(text):
        found.append(text[start:])
    return [piece for sentence in found for piece in _pieces(sentence, limit)]


def _pieces(sentence: str, limit: int) -> list[str]:
    if len(sentence) <= limit:
        return [sentence]
    for marks in _PAUSES:
        at = max((sentence.rfind(mark, limit // 3, limit) for mark in marks), default=limit - 1)
        if at > 0:
            return [sentence[: at + 1], *_pieces(sentence[at + 1 :], limit)]
    return [sentence[:limit], *_pieces(sentence[limit:], limit)]


@functools.cache
def _to_simplified() -> _Converter:
    import opencc  # noqa: PLC0415 - 10 ms and 10 MB that a server without questions need not spend

    converter: _Converter = opencc.OpenCC("t2s")
    return converter


def fold(text: str) -> str:
    """Return the form in which texts are compared: NFKC, lower case, Simplified, one glyph and spelling for one thing."""
    folded = unicodedata.normalize("NFKC", text.translate(_GLYPHS)).lower()
    if not folded.isascii():
        folded = _to_simplified().convert(folded)
    return _SPELLING.sub(lambda m: _SPELLINGS[m.group()], folded)


def is_traditional(text: str) -> bool:
    """Tell whether `text` is written in Traditional characters."""
    return _to_simplified().convert(text) != text


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
    """Write 1 to 99 as Chinese clause numbers are written: 七, 十二, 二十, 三十五."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    if not tens:
        return digits[ones]
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")
