"""Text as documents bring it, made fit to read: hard wraps joined, artefacts and stray spaces gone.

The law: mending touches layout only, so that a quote stays verbatim; what changes a character is folding.
"""

from __future__ import annotations

import re
from typing import Final

from knowledge.text import SENTENCE_ENDS

_FIRST_WIDE: Final = 0x2E80  # from here on characters are two columns of a page wide; widths count in them
_FEWEST_LINES: Final = 6
_NARROWEST, _WIDEST, _RAGGED = 12, 64, 3.5
_INDENTED: Final = 2
_HEAD_LINES: Final = 4
_TITLE_REST: Final = 20
_LONGEST_TITLE: Final = 40
_SHORT: Final = 8
_NEVER_BEFORE: Final = "，。、；：！？”’」』）》〉】〕,;:!?)]}…%"
_HAN: Final = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_BOOKMARK: Final = re.compile(
    r"\[(?:bookmark|书签)\s*[:：][^\]\n]*\]|_GoBack|_Toc\d+|_Hlk\d+|HYPERLINK\s+\S+", re.IGNORECASE
)
_INVISIBLE: Final = re.compile(
    r"[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064]"
    r"|[\ufeff\ufffe\uffff\ue000-\uf8ff]"
)
_NEWLINE: Final = re.compile(r"\r\n?|[\u000b\u000c\u0085\u2028\u2029]")
_SPACE: Final = re.compile(r"[^\S\n]+")
_SPACE_AT_DIGIT: Final = re.compile(rf"(?<=[{_HAN}〔（《“第]) (?=\d)|(?<=\d) (?=[{_HAN}〕）》”%℃])")
_SPACE_AT_MARK: Final = re.compile(
    rf"(?<=[{_HAN}\d]) (?=[，。、；：！？”’）》〕])|(?<=[，。、；：！？“‘（《〔]) (?=[{_HAN}\d])"
)
_LABEL: Final = re.compile(
    r"第[一二三四五六七八九十百零〇\d]+[编章节条款]|[一二三四五六七八九十]+[、．.]|[（(][一二三四五六七八九十\d]+[）)]"
    r"|\d{1,2}[、．.](?!\d)|[①-⑳]|[一二三四五六七八九十]+(?:是|要)|附件|附[:：]"
)
_KIND: Final = (
    "通知|意见|办法|规定|方案|公约|总结|细则|制度|条例|规程|守则|预案|计划|报告|纪要|公告|通告|章程|规范|标准|指南|须知|手册|流程"
    "|决定|批复|函|要点|清单|说明|說明|意見|辦法|規定|總結|細則|條例|規程|守則|預案|計畫|計劃|報告|紀要|規範|標準|須知|決定|要點|清單"
)
KIND_AT_END: Final = re.compile(rf"(?:{_KIND})(?:[（(][^（()）]{{1,12}}[)）])?[》」]?$")


def mend(raw: str) -> str:
    """Return `raw` with its layout repaired: one paragraph a line, no artefacts, no blank lines, same characters."""
    text = _NEWLINE.sub("\n", raw)
    text = _INVISIBLE.sub("", _BOOKMARK.sub("", text))
    mended = (_close_up(_SPACE.sub(" ", line)) for line in _join(text.split("\n")))
    return "\n".join(line for line in mended if line)


def _close_up(line: str) -> str:
    return _SPACE_AT_MARK.sub("", _SPACE_AT_DIGIT.sub("", line))


def _indent(line: str) -> int:
    """Count the leading columns of a line; an ideographic space counts two, a tab four."""
    widths = {"\u3000": 2, "\t": 4}
    return sum(widths.get(c, 1) for c in line[: len(line) - len(line.lstrip())])


def _width(line: str) -> float:
    return sum(1.0 if ord(c) >= _FIRST_WIDE else 0.5 for c in line)


def _edge(lines: list[str]) -> float:
    """Return the column at which lines were hard-wrapped, 0 when the text is not wrapped at all."""
    widths = sorted(_width(line) for line in lines)
    if len(widths) < _FEWEST_LINES:
        return 0.0
    edge = widths[int(len(widths) * 0.9)]
    at_edge = [line for line in lines if abs(_width(line) - edge) <= _RAGGED]
    open_ended = sum(1 for line in at_edge if line[-1] not in SENTENCE_ENDS + "；：;:")
    wrapped = len(at_edge) >= 0.3 * len(widths) and open_ended >= 0.5 * len(at_edge)
    return edge if wrapped and _NARROWEST <= edge <= _WIDEST else 0.0


def _join(lines: list[str]) -> list[str]:
    shown = [(line.strip(), _indent(line)) for line in lines if line.strip()]
    edge = _edge([line for line, _ in shown])
    joined: list[str] = []
    last = ""
    for line, indent in shown:
        is_head = len(joined) <= _HEAD_LINES
        if joined and (
            _goes_on(joined[-1], line, is_head=is_head) or _is_wrapped(last, line, indent, edge, is_head=is_head)
        ):
            gap = " " if _is_latin(last[-1]) and _is_latin(line[0]) else ""
            joined[-1] += gap + line
        else:
            joined.append(line)
        last = line
    return joined


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _goes_on(paragraph: str, line: str, *, is_head: bool) -> bool:
    """Tell whether `line` can only be the rest of a sentence that `paragraph` left open."""
    if line[0] in _NEVER_BEFORE:
        return True
    if _LABEL.match(line):
        return False
    if _is_open(paragraph) or (paragraph[-1] in "，、" and len(paragraph) > _SHORT):
        return True
    return is_head and paragraph[-1] == "的" and len(line) <= _TITLE_REST and bool(KIND_AT_END.search(line))


def _is_wrapped(last: str, line: str, indent: int, edge: float, *, is_head: bool) -> bool:
    """Tell whether the line `last` reached the edge and `line`, neither indented nor labelled, goes on with it."""
    if not edge or indent >= _INDENTED or _LABEL.match(line) or (is_head and KIND_AT_END.search(last)):
        return False
    return _width(last) >= edge - _RAGGED


def _is_open(paragraph: str) -> bool:
    """Tell whether a paragraph ends inside a title or bracket that it opened shortly before its end."""
    tail = paragraph[-_LONGEST_TITLE:]
    return any(tail.count(o) > tail.count(c) for o, c in ("《》", "〔〕", "“”"))
