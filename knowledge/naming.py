"""Which documents a text names: 《值班管理规定》, a title without its marks, or a number 〔2026〕3号. Pure.

For texts and orders, which name a document as it is called. How a question calls one in short is `called`.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final

from knowledge.text import fold, folded_each, squeeze

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.document import Document

_ISSUING: Final = re.compile(
    r"(?:.{0,30}?关于)?(?:印发|公布|发布|转发|下发|修订)[《〈](?P<title>[^《》]+)[》〉]的?(?:通知|公告|决定)?"
)
_EDITION: Final = re.compile(r"[（(\[【〔][^（(）)]{1,14}[）)\]】〕]$")
_MARKED: Final = re.compile(r"《([^《》]{2,80})》")
_NAMED: Final = re.compile(r"《[^《》]{2,80}》(?:里面|里|中|内|的|规定)*")
_NUMBER: Final = re.compile(r"[\u4e00-\u9fff]{0,12}[〔\[［（(]\s*\d{4}\s*[〕\]］）)]\s*第?\s*\d+\s*号")
_SHORTEST: Final = 4
_MOST_OF: Final = 0.6  # so much of a title is no other one


def issued(title: str) -> str:
    """Return the title of what a notice issues, any other title as it is."""
    inner = _ISSUING.fullmatch(title) if "《" in title or "〈" in title else None
    return inner["title"] if inner else title


def named(title: str) -> str:
    """Return a title in its marks; of a notice that issues a document, the document's."""
    title = issued(title)
    return title if "《" in title else f"《{title}》"


@functools.lru_cache(maxsize=1 << 16)
def core(title: str) -> str:
    """Return what a title is compared by: the inner title of a notice that issues it, without edition, folded."""
    return _plain(_inner(title))


def cores_of(titles: Sequence[str]) -> list[str]:
    """Return `core` of many titles at once."""
    return [folded.replace(" ", "") for folded in folded_each([_inner(title) for title in titles])]


def _inner(title: str) -> str:
    return _EDITION.sub("", issued(squeeze(title)).strip("《》〈〉"))


def numbers_in(text: str) -> list[str]:
    """Return the document numbers a text holds, in one form of brackets."""
    return [_bracketed(found) for found in _NUMBER.findall(text)]


def titles_in(text: str) -> list[str]:
    """Return what stands in title marks, in order."""
    return _MARKED.findall(text)


def meant(text: str, documents: Sequence[Document], cores: Sequence[str] | None = None) -> list[int]:
    """Return the places of the documents a text names; those whose whole title it says before those it shortens.

    cores: `core` of each title, where they are kept.
    """
    cores = cores if cores is not None else [core(document.title) for document in documents]
    numbers = set(numbers_in(text))
    found = [at for at, one in enumerate(documents) if numbers and one.number and _bracketed(one.number) in numbers]
    for title in titles_in(text):
        found += matching(title, cores)
    if not found:
        said = _plain(text)
        held = [at for at, name in enumerate(cores) if len(name) > _SHORTEST and name in said]
        longest = max((len(cores[at]) for at in held), default=0)
        found = [at for at in held if len(cores[at]) == longest]
    return list(dict.fromkeys(found))


def matching(title: str, cores: Sequence[str]) -> list[int]:
    """Return the places of the cores a title names: those that are it, else those that hold it, else all its signs."""
    name = core(title)
    exact = [at for at, one in enumerate(cores) if one == name]
    if exact or len(name) < _SHORTEST:
        return exact
    held = [at for at, one in enumerate(cores) if name in one]
    return held or [at for at, one in enumerate(cores) if len(name) >= _MOST_OF * len(one) and _in_order(name, one)]


def _in_order(short: str, whole: str) -> bool:
    """Tell whether the signs of a short title stand in a whole one, in order."""
    signs = iter(whole)
    return all(sign in signs for sign in short)


def without_names(text: str, title: str) -> str:
    """Return a question without the documents it names, marked or as `title` stands, to be asked of one that is known.

    Empty where it asked for no more than the document.
    """
    return _NAMED.sub("", text) if _MARKED.search(text) else text.replace(title, "")


def _plain(text: str) -> str:
    return fold(text).replace(" ", "")


def _bracketed(number: str) -> str:
    bare = re.sub(r"\s|第", "", number)
    return re.sub(r"[\[［（(]", "〔", re.sub(r"[\]］）)]", "〕", bare))
