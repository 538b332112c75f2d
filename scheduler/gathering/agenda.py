"""What a meeting is about: 议题：1.预算 2.值班; and what is collected before it: 会前请各中心报进展，周日前. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.text import chinese_marks

MOST, LONGEST = 100, 500

_MARK = re.compile(
    r"(?:会议|主要)?(?:议题|议程)(?:如下|包括|有|是|为)?[:：\s]*(?P<items>\S.*)$|"
    r"(?:^|[\s,，。;；])(?:主要|会议)?(?:内容|事项)(?:如下|包括|是|为)?[:：]\s*(?P<more>\S.*)$|"
    r"(?:主要|重点)?(?:研究|讨论|审议|商议|商量)(?:一下)?[:：]?\s*(?P<matter>[^\s,，。;；:：].*)$",
    re.DOTALL,
)
_NUMBERED = re.compile(
    r"(?:^|(?<=[\s;；,，。]))\s*(?:第?[一二三四五六七八九十]{1,3}[、.:：是]|[(（]?\d{1,2}[)）、.．](?!\d)|[①-⑩])\s*"
)
_TIGHT = re.compile(r"(?<!\d)\d{1,2}[、.．)）](?=[一-龥])")
_LISTED = re.compile(r"[;；\n、]")
_EDGES = " \t\n,，。;；、:："
_COLLECT = re.compile(
    r"(?:^|[\s,，。;；])(?P<whole>(?:会前|开会前|会议前)[^。;；\n]{0,12}?(?:报送?|交|提交?|上报|发|收集?|准备)(?:一下|上来)?(?:各自的?)?"
    r"(?P<what>[^,，。;；\s\d]{1,12}?)(?:[,，\s]*(?P<by>(?:最迟|请)?[^,，。;；\s]{1,12}(?:之前|以前|前))(?:报|交)?(?:给我|上来|报送)?)?)(?=[\s,，。;；]|$)"
)


@dataclass(frozen=True, slots=True)
class Collected:
    """What is collected before a meeting. by: until when, as it was said."""

    what: str
    by: str


def read_agenda(text: str) -> tuple[tuple[str, ...], str]:
    """Read the items of an agenda. Returns them, and the text before it."""
    found = _MARK.search(text)
    if found is None:
        return (), text
    return items_of(found["items"] or found["more"] or found["matter"]), text[: found.start()].strip(_EDGES)


def items_of(text: str) -> tuple[str, ...]:
    """Cut a list into its items, by numbers where it has any, else at ；, 、 and line ends."""
    pieces = _NUMBERED.split(text) if _NUMBERED.search(text) else _TIGHT.split(text)
    if len(pieces) < 2:  # noqa: PLR2004 — not numbered
        pieces = _LISTED.split(text)
    found = [" ".join(one.split()).strip(_EDGES)[:LONGEST] for one in pieces]
    return tuple(chinese_marks(one) for one in found if one)[:MOST]


def read_collected(text: str) -> tuple[Collected | None, str]:
    """Read what is to be handed in before the meeting. Returns it and the text without it."""
    found = _COLLECT.search(text)
    if found is None:
        return None, text
    rest = f"{text[: found.start('whole')]} {text[found.end('whole') :]}"
    return Collected(found["what"].removeprefix("一下"), found["by"] or ""), " ".join(rest.split()).strip(" ,，")
