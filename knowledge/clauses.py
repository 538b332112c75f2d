"""Clauses asked for by their number: 「公约第七条」 finds the seventh clause, though the text may say 七是 or 七、.

A citation is a path: 第四部分第二点 goes through part four to its second point. A clause that stands deeper, or that
holds what is cited, matches too. Chapters before a 第…条 say nothing, for those are numbered through.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from knowledge.text import NUMERAL, chinese, numeral

if TYPE_CHECKING:
    from collections.abc import Sequence

_UNITS: Final = "个?(?:部分|方面)|大部分|大点|大条|条|跳|章|节|点(?!\\d)|项|款"
_CITED: Final = re.compile(rf"[第地弟]({NUMERAL})({_UNITS})")
_BARE: Final = re.compile(rf"第({NUMERAL})(?=$|[\s?？。,，])")
_OUTLINE: Final = re.compile(r"(?<![第\d])([一二三四五六七八九十]{1,3})[（(](?=[一二三四五六七八九十\d]{1,3}[）)])")
_INNER: Final = re.compile(rf"^[\s的之中里]*(?:[第地]|[（(])?({NUMERAL})(?:[）)]|条|点|项|款|小点|部分|跳)")
_ATTACHMENT: Final = re.compile(rf"附件\s*({NUMERAL})(?!\d*[年月号])")
_GREATEST: Final = 2000
_ARTICLE: Final = "条"
_CHAPTERS: Final = ("章", "节")
ATTACHMENT: Final = "附件"
_LEADS: Final = r"(?:第?{number}[条项点款、．.是]|[（(]{number}[）)]|{number}、?要)"


@dataclass(frozen=True, slots=True)
class Citation:
    """A clause named by number. `path`: the numbers from the outermost; `rest`: the question without all this."""

    path: tuple[int, ...]
    unit: str
    rest: str

    @property
    def number(self) -> int:
        """The outermost number cited."""
        return self.path[0]

    @property
    def inner(self) -> int:
        """The number cited within it, 0 when none."""
        return self.path[1] if len(self.path) > 1 else 0

    @property
    def shown(self) -> str:
        """The citation as staff write it."""
        own = chinese(self.number)
        return f"附件{self.number}" if self.unit == ATTACHMENT else f"第{own}{self.unit}"

    def stands_in(self, heading: str) -> bool:
        """Tell whether a heading path goes through the chapter or section cited."""
        own = f"第(?:{chinese(self.number)}|{self.number}){self.unit[-1]}"
        return self.unit in _CHAPTERS and any(re.match(own, word) for word in heading.split(" "))

    def matches(self, label: str) -> bool:
        """Tell whether a clause's label is the one cited, lies within it or holds it."""
        if not label or self.unit in (*_CHAPTERS, ATTACHMENT):
            return False
        if "至" in label:
            first, _, last = label.partition("至")
            return (numeral(first) or 0) <= self.number <= (numeral(last) or 0)
        own = path_of(label)
        if label.startswith("第"):
            return label[-1] == _ARTICLE and self.unit[-1] == _ARTICLE and own[:1] == self.path[:1]
        depth = min(len(own), len(self.path))
        return bool(own) and own[:depth] == self.path[:depth]

    def depth_in(self, label: str) -> int:
        """Return how many numbers of the citation a label that matches holds."""
        return min(len(path_of(label)), len(self.path))

    def within(self, text: str, label: str) -> str:
        """Return the part of a clause's text from the item cited within it on, "" when the clause has no such item."""
        own = path_of(label)
        inner = self.path[len(own) :] if "至" not in label else self.path[:1]
        opening = re.match(_lead(own[-1]), text) if own and "至" not in label else None
        text = text[opening.end() :] if opening else text
        for number in inner:
            found = re.search(_lead(number), text)
            if not found:
                return ""
            following = re.search(_lead(number + 1), text[found.end() :])
            text = text[found.start() : found.end() + following.start()] if following else text[found.start() :]
        return text.strip() if inner else ""


def _lead(number: int) -> str:
    either = f"(?:{chinese(number)}|{number})" if number else "(?!)"
    return r"(?m)^\s*" + _LEADS.format(number=either)


def path_of(label: str) -> tuple[int, ...]:
    """Return the numbers of a clause's label from the outermost: 四（二）3 is (4, 2, 3)."""
    return tuple(number for found in re.findall(NUMERAL, label) if (number := numeral(found)))


def citation_in(folded: str) -> Citation | None:
    """Find a clause cited by number in a folded question; None when there is none."""
    attached = _ATTACHMENT.search(folded)
    found = list(_CITED.finditer(folded))
    if attached and not found:
        rest = folded[: attached.start()] + " " + folded[attached.end() :]
        return Citation((numeral(attached.group(1)) or 1,), ATTACHMENT, rest)
    article = next((one for one in found if _unit(one) == _ARTICLE), None)
    first = article if article and found and _unit(found[0]) in _CHAPTERS else next(iter(found), None)
    first = first or _BARE.search(folded) or _OUTLINE.search(folded)
    number = numeral(first.group(1)) if first else None
    if not first or not number or number > _GREATEST:
        return None
    end = first.end() - folded[: first.end()].endswith(("（", "("))
    path = [number]
    while (after := _INNER.match(folded[end:])) and (deeper := numeral(after.group(1))):
        path.append(deeper)
        end += after.end()
    begins = min([first.start(), *(one.start() for one in found)])
    return Citation(tuple(path), _unit(first), f"{folded[:begins]} {folded[end:]}")


def _unit(found: re.Match[str]) -> str:
    unit = found.group(2) if len(found.groups()) > 1 else _ARTICLE
    return unit.replace("跳", _ARTICLE)


def numbered(labels: Sequence[str]) -> int:
    """Return how many clauses labels number outermost: 第一条 to 第九条 are nine, 一、一（一）、二 are two."""
    articles = {label for label in labels if re.fullmatch(rf"第{NUMERAL}条", label)}
    if articles:
        return len(articles)
    outermost: set[int] = set()
    for label in labels:
        first, _, last = label.partition("至")
        path = path_of(first)
        if path and re.match("[一二三四五六七八九十]", label):
            outermost |= set(range(path[0], (numeral(last) or path[0]) + 1))
    return len(outermost)
