"""Which incident somebody means: by its number, by what he quotes, else by what he may do to which; never guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from handlers.incident.facts import Open

_WRITTEN = re.compile(r"[〔\[【(]?\s*(?P<series>SJ|YL)\s*[-—_ ]?\s*0*(?P<number>\d{1,6})\s*[〕\]】)]?", re.IGNORECASE)
_SPOKEN = re.compile(
    r"(?<![\d月.\-])第?\s?0*(?P<number>\d{1,6})\s?号(?:事件|突发|演练|"
    r"单)?(?![楼食教宿公院门线柜机房仓车栋站餐店馆桥井泵配电\d])"
)
_SPOKEN_FIRST = re.compile(rf"^(?:{_SPOKEN.pattern})")


@dataclass(frozen=True, slots=True)
class Which:
    """The incident that is meant. one: None where none or several may be meant. named: a number was said."""

    one: Open | None = None
    number: str = ""
    candidates: tuple[Open, ...] = ()
    is_named: bool = False


def numbers_in(text: str) -> list[str]:
    """Return the numbers of incidents written in a text, as SJ-0017."""
    return [
        f"{one['series'].upper()}-{int(one['number']):04d}"
        for one in _WRITTEN.finditer(unicodedata.normalize("NFKC", text))
    ]


def without_numbers(text: str) -> str:
    """Return a text without the numbers of incidents."""
    return _SPOKEN_FIRST.sub(" ", _WRITTEN.sub(" ", text)).strip()


def which(text: str, quote: str, open_: Sequence[Open], fits: Callable[[Open], bool]) -> Which:
    """Tell which of `open_` is meant. fits: whether the step may be said of it by its sender."""
    named = numbers_in(text) or numbers_in(quote)[:1]
    if named:
        one = next((one for one in open_ if _same(one.number, named[0])), None)
        return Which(one, one.number if one else named[0], (one,) if one else (), is_named=True)
    if spoken := next((one for found in _SPOKEN.finditer(text) for one in open_ if _is(one, found["number"])), None):
        return Which(spoken, spoken.number, (spoken,), is_named=True)
    fitting = tuple(one for one in open_ if fits(one))
    if len(fitting) == 1:
        return Which(fitting[0], fitting[0].number, fitting)
    return Which(candidates=fitting)


def _same(number: str, other: str) -> bool:
    return numbers_in(number)[:1] == [other] or number == other


def _is(one: Open, digits: str) -> bool:
    found = re.search(r"\d+", one.number)
    return found is not None and int(found.group()) == int(digits)
