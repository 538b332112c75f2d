"""Whether what a clause says stands in a stretch of a passage, and in the same order of who and whom."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import Final

#: What may join the words of a passage otherwise; it says nothing by itself.
_JOINING: Final = re.compile(
    r"的话|情况下|情形下|的时候|时候|的情况|的情形|如果|如需|若需|假如|倘若|因此|所以|因为|由于|但是|另外|此外|同时|其中|按照|根据|依照|属于"
    r"|进行|有关|相关|具体|凡是|然后|并且|而且|也就是|即为|作为|对于|关于|以便|随后|再"
    r"|[&/的了是在于为也还都就会并且而则其这那该此时把给由被使所之等个们如若因但才即到经凡来去用从方]"
)
#: What may be missing between two words that are put together.
_LIGHT: Final = re.compile(rf"(?:{_JOINING.pattern}|开展|实行|予以|做好|按|以)+")
_SIGN: Final = re.compile("[\ue000-\uf8ff]")
_PLACES: Final = frozenset("前后内外上下中左右东西南北早晚先再")
_AGENT: Final = re.compile(r"(?:由|经|被)(?P<who>[\u4e00-\u9fff]{2})")
_TARGET: Final = re.compile(r"(?:向|报|给|对)(?P<who>[\u4e00-\u9fff]{2})")
_FORMER: Final = "由经被"
_LATTER: Final = "向报给对"


def says_something(content: str) -> bool:
    """Tell whether anything is left of a clause without what only joins words."""
    return len(_JOINING.sub("", content)) > 1


def uncovered(content: str, there: str) -> list[tuple[int, int]]:
    """Return the stretches [start, end) of a clause's content that do not stand in a text and say something."""
    stands = [_stands(content, at, there) for at in range(len(content))]
    for joint in _JOINING.finditer(content):
        stands[joint.start() : joint.end()] = [True] * len(joint.group())
    stretches, start = [], None
    for at, fine in enumerate([*stands, True]):
        if not fine and start is None:
            start = at
        elif fine and start is not None:
            stretches.append((start, at))
            start = None
    return stretches


def _stands(content: str, at: int, there: str) -> bool:
    sign = content[at]
    if _SIGN.match(sign):
        return sign in there
    before, behind = content[max(0, at - 1) : at + 1], content[at : at + 2]
    if any(len(pair) > 1 and pair in there for pair in (before, behind)):
        return True
    alone = len(_bare(content, at)) == 1
    return alone and sign not in _PLACES and sign != "不" and sign in there


def _bare(content: str, at: int) -> str:
    """Return the run of words a sign stands in, between joints and quantities."""
    start = end = at
    while start > 0 and not _ends(content[start - 1]):
        start -= 1
    while end < len(content) and not _ends(content[end]):
        end += 1
    return content[start:end]


def _ends(sign: str) -> bool:
    return bool(_SIGN.match(sign) or _JOINING.fullmatch(sign))


def in_order(content: str, there: str, *, turned: bool) -> bool:
    """Tell whether the words of a clause stand in a text in the same order.

    turned: whether what is done may be put before who does it, as 由, 被 or 的 show. A and B exchanged around what A
    does to B is another matter. Where something is done, said by 在, may then stand anywhere.
    """
    pieces: list[_Piece] = []
    for run in re.split("[\ue000-\uf8ff]|在(?=[^|]{2})", content):
        found = _pieces(run, there, pieces[-1].at if pieces else 0)
        pieces += found[1:] if turned and f"在{run}" in content else found
    falls = [at for at, (one, other) in enumerate(itertools.pairwise(pieces), start=1) if other.at < one.at]
    if len(falls) != 1 or not turned:
        return not falls
    return pieces[-1].at < pieces[0].at and _is_turned(content, there, pieces, falls[0])


def skips(content: str, there: str) -> bool:
    """Tell whether words that stand apart in a text are put together: what stood between them was left out."""
    for run in re.split("[\ue000-\uf8ff]", content):
        for one, other in itertools.pairwise(_pieces(run, there, 0)):
            between = there[one.at + len(one.words) : other.at]
            if one.words + other.words in run and between and "|" not in between and not _LIGHT.fullmatch(between):
                return True
    return False


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words, and where they stand in the text."""

    words: str
    at: int


def _is_turned(content: str, there: str, pieces: list[_Piece], fall: int) -> bool:
    """Tell whether something shows that one end was put in front."""
    head, tail, last = pieces[fall - 1].words, pieces[fall].words, pieces[-1]
    behind = there[last.at + len(last.words) :]
    fronted = re.search(re.escape(head) + r"[\ue000-\uf8ff]?[由被]", content)
    return bool(fronted) or behind.startswith(("由", "被")) or f"的{tail}" in content


def _pieces(run: str, there: str, after: int) -> list[_Piece]:
    """Return the longest pieces of a run that stand in a text, each as near behind the one before as can be."""
    pieces, at = [], 0
    while at < len(run):
        length = next((size for size in range(len(run) - at, 1, -1) if run[at : at + size] in there), 0)
        if length:
            words = run[at : at + length]
            found = there.find(words, after)
            pieces.append(_Piece(words, found if found >= 0 else there.find(words)))
            after = pieces[-1].at + length
        at += length or 1
    return pieces


def keeps_roles(raw: str, there: str, *, heads: tuple[str, ...]) -> bool:
    """Tell whether who acts and to whom is as in a text. heads: how its clauses begin, where who acts may stand."""
    agents = all(_is_agent(found["who"], there, heads) for found in _AGENT.finditer(raw))
    targets = (found["who"] for found in _TARGET.finditer(raw))
    return agents and all(_is_behind(who, there, _LATTER) for who in targets)


def _is_agent(who: str, there: str, heads: tuple[str, ...]) -> bool:
    return _is_behind(who, there, _FORMER) or any(head.startswith(who) for head in heads)


def _is_behind(who: str, there: str, markers: str) -> bool:
    """Tell whether somebody stands behind such a word; what is no word of the text is not judged here."""
    if who not in there:
        return True
    marked = [found for found in re.finditer(re.escape(who), there) if there[max(0, found.start() - 1)] in markers]
    return bool(marked)
