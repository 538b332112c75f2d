"""Who issued a document, under which title, number and date, and whom it is for: read from its first and last lines.

Only lines that are nothing but such a particular count; a date or number inside a sentence belongs to something else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from knowledge.document import DEPARTMENT, PUBLIC
from knowledge.mending import KIND_AT_END
from knowledge.schools import schools_in
from knowledge.text import SENTENCE_ENDS, fold, numeral, squeeze

_NUMBER: Final = re.compile(r"(?:文号|发文字号)?[:：]?([\u4e00-\u9fff]{1,12}[〔\[［（(]\d{4}[〕\]］）)]第?\d+号)$")
_Y: Final = r"([\d〇○零一二三四五六七八九Oo０-９]{4})"
_N: Final = r"([一二三四五六七八九十\d]{1,3})"
_DATE: Final = re.compile(rf"{_Y}年{_N}月(?:{_N}[日号號])?$")
_PLAIN_DATE: Final = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})$")
_BEFORE_DATE: Final = re.compile(r"^.*?(?:日期|时间|時間|印发|发布)[:：]|(?:印发|发布|发)$|^[（(]|[）)]$")
_LETTERHEAD: Final = re.compile(r"^(.{4,30}?)(?:文件|（?通知）?)$")
_ISSUER_FIELD: Final = re.compile(r"^(?:发文机关|发布单位|制定单位|印发单位|发文单位|来源|单位)[:：]\s*(.{2,30})$")
_OFFICE: Final = re.compile(
    r"(?:大学|大學|学院|學院|学校|學校|部|处|處|中心|办公室|辦公室|委员会|委員會|党委|黨委|集团|公司|院|所|局|厅)$"
)
_ADDRESSEE: Final = re.compile(r"^(?:各|全体|全體).{1,40}[:：]$")
_SCOPE: Final = re.compile(
    r"^(?:公开(?:范围|属性|方式|类型)?[:：])?(?:主动公开|公开|对外公开|校内外公开|public)$|^(?:scope|范围|公开范围)[:：](?:公开|public)$",
    re.IGNORECASE,
)
_LONGEST: Final = 40  # characters of a line that is a particular
_SHORTEST_TITLE: Final = 4
_LONGEST_TITLE: Final = 60
_LONGEST_ISSUER: Final = 30
_SENTENCE: Final = 25  # a longer line with an end mark is text
_HEAD_LINES: Final = 12
_TAIL_LINES: Final = 6


@dataclass(frozen=True, slots=True)
class Particulars:
    """The fields of a document; None where the text does not state them."""

    title: str
    issuer: str | None
    number: str | None
    date: str | None
    scope: str


def read_particulars(lines: list[str], name: str, title: str = "") -> Particulars:
    """Read the particulars of an article from its mended lines.

    name: what to call it when it has no title (the file's stem). title: already known (one of several articles).
    """
    head = _head(lines)
    edges = head + [line for line in _tail(lines) if line not in head]
    number = next(
        (m.group(1) for line in head if (m := _NUMBER.search(squeeze(line))) and len(squeeze(line)) < _LONGEST), None
    )
    dated = next((found for line in edges if (found := read_date(line))), None)
    scope = PUBLIC if any(_SCOPE.match(squeeze(line)) for line in edges) else DEPARTMENT
    return Particulars(title or _title(head, lines, name), _issuer(head, edges, lines), number, dated, scope)


def is_particular(line: str) -> bool:
    """Tell whether a short line is letterhead, number, date, addressee or mark, and so no heading of the text."""
    bare = squeeze(line)
    return bool(
        _NUMBER.search(bare)
        or read_date(bare)
        or _ADDRESSEE.match(bare)
        or _SCOPE.match(bare)
        or _ISSUER_FIELD.match(bare)
        or _OFFICE.search(bare)
    )


def read_date(line: str) -> str | None:
    """Read a line that is nothing but a date (2020年5月12日, 二〇二〇年五月, 二O一O年…, 2020-05-12) as ISO text."""
    bare = squeeze(line)
    for _ in range(2):
        bare = _BEFORE_DATE.sub("", bare)
    match = _DATE.fullmatch(bare) or _PLAIN_DATE.fullmatch(bare)
    if not match:
        return None
    year, month = numeral(match.group(1)), numeral(match.group(2))
    day = numeral(match.group(3)) if match.group(3) else None
    try:
        date(year or 0, month or 0, 1 if day is None else day)
    except ValueError:
        return None
    return f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else "")


def _head(lines: list[str]) -> list[str]:
    head: list[str] = []
    for line in lines[:_HEAD_LINES]:
        if len(line) > _SENTENCE and line[-1] in SENTENCE_ENDS + "；;：:":
            break
        head.append(line)
    return head


def _tail(lines: list[str]) -> list[str]:
    """Return the short lines before each attachment and at the end, where signature and date stand."""
    ends = [i for i, line in enumerate(lines) if re.match(r"附件\d*[:：]?$", squeeze(line))] + [len(lines)]
    return [
        line
        for end in ends
        for line in lines[max(0, end - _TAIL_LINES) : end]
        if len(line) <= _LONGEST and line[-1] not in SENTENCE_ENDS
    ]


def _title(head: list[str], lines: list[str], name: str) -> str:
    plain = [line for line in head if not _ADDRESSEE.match(line) and not line.startswith(("附件", "附："))]
    for line in plain:
        if KIND_AT_END.search(line) and not line.endswith("文件") and _SHORTEST_TITLE <= len(line) <= _LONGEST_TITLE:
            return line
    for line in plain[:2]:
        if (
            _SHORTEST_TITLE <= len(line) <= _LONGEST_TITLE
            and line[-1] not in SENTENCE_ENDS + "：:，,；;"
            and not is_particular(line)
            and not line.endswith("文件")
        ):
            return line
    if re.search(r"[\u4e00-\u9fff]{2}", name) or not lines:
        return name
    return lines[0] if len(lines[0]) <= _LONGEST_ISSUER else lines[0][:_LONGEST_ISSUER] + "…"


def _issuer(head: list[str], edges: list[str], lines: list[str]) -> str | None:
    for line in edges:
        if field := _ISSUER_FIELD.match(line):
            return field.group(1).strip()
    for line in head[:3]:
        if (letterhead := _LETTERHEAD.match(line)) and _OFFICE.search(letterhead.group(1)):
            return letterhead.group(1)
    for line in reversed(edges):
        if (
            line not in head[:1]
            and len(line) <= _LONGEST_ISSUER
            and _OFFICE.search(line)
            and not _ADDRESSEE.match(line)
        ):
            return line
    named = schools_in(fold("\n".join(lines)))
    return max(named, key=lambda school: (school.endswith(("大学", "学院")), named[school])) if named else None
