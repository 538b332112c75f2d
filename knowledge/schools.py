"""Which universities a text speaks of, by full or by short name: another school's rule must not answer for ours."""

from __future__ import annotations

import csv
import functools
import re
from collections import Counter
from collections.abc import Iterable
from importlib import resources
from typing import Final

from knowledge.sounds import mistaken_for

_FULL: Final = re.compile(r"[\u4e00-\u9fff]{2,10}?(?:大学|学院)(?![生者习校院])")
_NOT_A_NAME: Final = re.compile(
    r"^.*(?:[在于与和及至是的了对为从向到由就将被把按照根据建设我们本该各全国内外一所有名流高水平综合重点普通这那个哪些几等隔壁邻近附近问下听说看])"
)
_NOT_AFTER: Final = "(?![学力家量型小会门楼厅幅众多步兴胆局体约概致赛队事件])"
_SHORTEST: Final = 4  # characters of a full name
_SHORTEST_COLLEGE: Final = 6
_LONGEST_SHORT: Final = 4
_GENERIC: Final = ("大学", "学院", "二级学院", "各学院", "书院", "本学院")


@functools.cache
def _short_names() -> dict[str, str]:
    """Return short name → full name (北大 → 北京大学), longest names first."""
    text = resources.files("knowledge").joinpath("schools.csv").read_text(encoding="utf-8")
    rows = [row for row in csv.reader(text.splitlines()) if len(row) == len(("full", "short"))]
    return {short: full for full, shorts in sorted(rows, key=lambda r: -len(r[1])) for short in shorts.split()}


@functools.cache
def _full_names() -> frozenset[str]:
    return frozenset(_short_names().values())


@functools.cache
def _pattern() -> re.Pattern[str]:
    shorts = _short_names()
    names = sorted({*shorts, *shorts.values()}, key=len, reverse=True)
    return re.compile("(?:" + "|".join(names) + ")" + _NOT_AFTER)


def schools_in(folded: str) -> Counter[str]:
    """Count the schools a folded text names, by full name; a school outside the list counts by the name as written."""
    shorts = _short_names()
    found: Counter[str] = Counter()
    rest = _pattern().sub(lambda m: _note(found, shorts.get(m.group(), m.group())), folded)
    for match in _FULL.finditer(rest):
        name = _NOT_A_NAME.sub("", match.group())
        shortest = _SHORTEST if name.endswith("大学") else _SHORTEST_COLLEGE
        if len(name) >= shortest and name not in _GENERIC:
            found[name] += 1
    return found


def same_school(name: str, other: str) -> bool:
    """Tell whether two names may mean one school: two full names but for a mistyped character, or one short for it.

    A full name inside a longer one is another school (西安电子科技大学 is not 电子科技大学).
    """
    if is_full(name) and is_full(other):
        return name == other or (not is_known(name) and _is_slip(name, other))
    short, long = sorted((name, other), key=len)
    if short in long:
        return True
    rest = iter(long)
    return len(short) <= _LONGEST_SHORT and short.endswith("大") and all(char in rest for char in short)


def _is_slip(written: str, meant: str) -> bool:
    """Tell whether a name is another one with one character mistyped: one of like sound or shape."""
    pairs = [(a, b) for a, b in zip(written, meant, strict=False) if a != b]
    return len(written) == len(meant) and len(pairs) == 1 and pairs[0][1] in mistaken_for(pairs[0][0])


def is_known(name: str) -> bool:
    """Tell whether a full name is one of the list; such a name is never a slip for another."""
    return name in _full_names()


def is_full(name: str) -> bool:
    """Tell whether a name is written out."""
    return len(name) >= _SHORTEST and name.endswith(("大学", "学院"))


def is_among(school: str, names: Iterable[str]) -> bool:
    """Tell whether a school is one of a document's; where that names itself in full, its short names prove nothing."""
    known = set(names)
    full = {name for name in known if is_full(name)}
    return any(same_school(school, name) for name in (full if full and is_full(school) else known))


def _note(found: Counter[str], school: str) -> str:
    found[school] += 1
    return "\n"
