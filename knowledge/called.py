"""Which document somebody calls by its name or number: in full, in marks, in short (值班规定 is 值班管理规定).

The law: who names a document nobody has is told so; another document is never put in its place. How texts and orders
name documents in full is `naming`.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from knowledge.document import Document
from knowledge.evidence import prepare
from knowledge.naming import core
from knowledge.question import read_question
from knowledge.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowledge.library import Library

_KIND: Final = "办法|规定|公约|方案|制度|意见|细则|规则|规程|通知|守则|条例|预案|总结|标准|章程"
_MARKED: Final = re.compile(r"《([^《》]{2,60})》")
_KINDED: Final = re.compile(rf"[\u4e00-\u9fff\da-z]{{1,24}}?(?:{_KIND})(?!(?:{_KIND})|[了的]?(?:什么|几|多少|啥))")
_NUMBER: Final = re.compile(
    r"(?:(\d{4})\s*[〕\]）)年]\s*第?\s*)?(?<![\d月])(\d{1,3})\s*号(?!楼|院|馆|门|线|宿舍|食堂)(?:文件|文)?"
)
_BEFORE_NUMBER: Final = re.compile(r"[\u4e00-\u9fff]{0,8}[〔\[（(]?\s*$")
_ATTACHED: Final = "附件"
ASKING: Final = re.compile(
    r"讲了?[啥什]么?|说了?[啥什]么?|写了?[啥什]么?|是[啥什]么?|怎么[说写讲规定]+|规定了?[啥什]?么?|原文|全文|具体|内容|看[看下]|一下|给我|的"
)
LOOKED_THROUGH: Final = 64  # documents
_SHORTEST: Final = 2


@dataclass(frozen=True, slots=True)
class Called:
    """What a text calls a document: `name` as said, "" when it calls none; the places of those meant; what is left."""

    name: str
    places: tuple[int, ...]
    rest: str


def called_in(library: Library, folded: str, is_seen: Callable[[int], bool]) -> Called:
    """Find the document a folded text calls by number or name. is_seen: which documents may be told of."""
    number = _NUMBER.search(folded)
    if number:
        before = _BEFORE_NUMBER.search(folded[: number.start()])
        begins = before.start() if before else number.start()
        rest = f"{folded[:begins]} {folded[number.end() :]}"
        return Called(folded[begins : number.end()].strip(), _numbered(library, number, is_seen), rest)
    marked = _MARKED.search(folded)
    kinded = marked or _KINDED.search(folded)
    if not kinded:
        whole = ASKING.sub("", folded).strip()
        places = _held_by(library, whole, is_seen)
        return Called(whole, places, "") if places else Called("", (), folded)
    name = kinded.group(1) if marked else _bare(kinded.group())
    rest = f"{folded[: kinded.start()]} {folded[kinded.end() :]}"
    if not marked and len(name) <= _SHORTEST:
        in_whole = _held_by(library, name, is_seen)
        return Called("" if len(in_whole) != 1 else name, in_whole if len(in_whole) == 1 else (), rest)
    return Called(name, _held_by(library, name, is_seen), rest)


def _numbered(library: Library, said: re.Match[str], is_seen: Callable[[int], bool]) -> tuple[int, ...]:
    year, serial = said.groups()
    found = []
    for at in _likely(library, said.group()):
        document = library.documents[at]
        digits = re.findall(r"\d+", fold(document.number or ""))
        if digits[-1:] == [serial] and (not year or year in digits) and is_seen(at):
            found.append(at)
    return tuple(found)


def _likely(library: Library, name: str) -> list[int]:
    """Return the documents worth looking at: all of a small shelf, those the search puts first of a large one."""
    scores = library.index.scores(prepare(read_question(name, library.thesaurus), library.index).weights)
    return library.documents_by(scores, LOOKED_THROUGH)


def _bare(name: str) -> str:
    """Return a name without what is said before it: 请问那个值班规定."""
    content = read_question(name).content
    first = next((i for i, weight in enumerate(content) if weight), 0)
    return name[first:] if len(name) - first > _SHORTEST else name


def _held_by(library: Library, name: str, is_seen: Callable[[int], bool]) -> tuple[int, ...]:
    """Return the documents whose name holds the signs of another in order, those that hold them closest together."""
    signs = re.sub(r"\s", "", name)
    if len(signs) < _SHORTEST:
        return ()
    spans: dict[int, int] = {}
    for at in _likely(library, signs):
        span = min(filter(None, (_span(signs, own) for own in _names(library.documents[at]))), default=0)
        if span and is_seen(at):
            spans[at] = span
    closest = min(spans.values(), default=0)
    return tuple(at for at, span in spans.items() if span == closest)


@functools.lru_cache(maxsize=8192)
def _names(document: Document) -> tuple[str, ...]:
    """Return what a document may be called by: its title, alone and behind its issuer, and what it attaches."""
    title = core(document.title)
    headings = (clause.heading.split(" ") for clause in document.clauses)
    attached = {path[1] for path in headings if path[0] == _ATTACHED and len(path) > 1}
    issuer = fold(document.issuer or "").replace(" ", "")
    return tuple(dict.fromkeys([title, issuer + title, *(fold(one) for one in sorted(attached))]))


def _span(signs: str, name: str) -> int:
    """Return how long the tail of a name is that holds all signs in order, 0 when it does not hold them."""
    at = len(name)
    for sign in reversed(signs):
        at = name.rfind(sign, 0, at)
        if at < 0:
            return 0
    return len(name) - at
