"""Which kinds of incidents a text speaks of: the office's words, found where they stand, and those it misspells."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from handlers.incident.kinds import Kind
from knowledge.sounds import mistaken_for
from knowledge.text import fold

_GAP = r"[^。！？!?；;\n]{0,8}?"
_MANY = r"(?:[2-9]|[1-9]\d{1,3}|[二两三四五六七八九十百]{1,3}|好?几|十几|许多|好多|多)"
_COUNT_SIGNS = "123456789二两三四五六七八九十百好几许多"
#: Words so urgent, and so often misspelled, that they are also heard where one sign is wrong.
ALARMS = ("着火", "起火", "冒烟", "漏水", "停水", "停电", "漏气", "爆管", "晕倒", "救命", "触电", "跳闸")
_ALSO = {"着": "照招找"}  # 着火 is said zháo, 着 alone zhe
_REAL_WORDS = frozenset({"触点", "露水", "流水", "漏气", "没谁", "报官", "保管"})
_NUMBERED = "号栋座幢院校"
_FIRE = re.compile(r"(?:^|[\s,，。!！])(?P<fire>火+)(?=$|[\s,，。!！])")

MOST_OF_A_KIND = 3
SHORT = 12  # signs

Match = Callable[[str, int], int]


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of a kind at [start:end]. rank: the kind's place among the kinds. is_slip: heard through a misspelling.

    is_whole: the word stands there as it is, nothing between its parts.
    """

    kind: Kind
    rank: int
    start: int
    end: int
    is_slip: bool = False
    is_whole: bool = True


def hits(kinds: tuple[Kind, ...], masked: str) -> list[Hit]:
    """Return the words of kinds in `masked` (the folded text, with blanks for what only sounds like one)."""
    index = _index(kinds)
    found = [
        Hit(kinds[rank], rank, at, end, is_whole=is_whole)
        for at, sign in enumerate(masked)
        for rank, match, is_whole in index.get(sign, ())
        if (end := match(masked, at)) > at
    ]
    return _few(_apart(found)) or list(_slips(kinds, masked)) or list(_alone(kinds, masked))


def _apart(found: Sequence[Hit]) -> list[Hit]:
    """Leave out a word that begins within another: in 水管炸了 stands 水管炸, not 炸了."""
    whole = [hit for hit in found if hit.is_whole]
    return [
        hit for hit in found if not (hit.is_whole and any(one.start < hit.start < one.end < hit.end for one in whole))
    ]


def _few(found: Sequence[Hit]) -> list[Hit]:
    """Keep the first words of each kind: a wall of them says no more."""
    counted: Counter[int] = Counter()
    kept = []
    for hit in found:
        counted[hit.rank] += 1
        if counted[hit.rank] <= MOST_OF_A_KIND:
            kept.append(hit)
    return kept


@functools.lru_cache(maxsize=8)
def _index(kinds: tuple[Kind, ...]) -> dict[str, list[tuple[int, Match, bool]]]:
    """Sort the words of all kinds by the sign they begin with."""
    index: dict[str, list[tuple[int, Match, bool]]] = {}
    for rank, kind in enumerate(kinds):
        for word in map(fold, kind.words):
            heads = _COUNT_SIGNS if word[0] == "几" else word[0]
            for head in heads:
                index.setdefault(head, []).append((rank, _matcher(word), "..." not in word and "…" not in word))
    return index


def _matcher(word: str) -> Match:
    if not re.search("[…几.]", word):
        return lambda text, at: at + len(word) if text.startswith(word, at) else -1

    def match(text: str, at: int) -> int:
        found = _pattern(word).match(text, at)
        return found.end() if found else -1

    return match


@functools.lru_cache(maxsize=4096)
def _pattern(word: str) -> re.Pattern[str]:
    """Build the search for a word with a gap or a number in it, when a text first has the sign it begins with."""
    parts = re.split(r"…|\.{3}", word)
    return re.compile(_GAP.join(re.escape(part).replace("几", _MANY) for part in parts))


@functools.lru_cache(maxsize=8)
def _ranked(kinds: tuple[Kind, ...]) -> dict[str, int]:
    """Return which kind comes first that has an alarm word."""
    words = ((fold(word), rank) for rank, kind in reversed(list(enumerate(kinds))) for word in kind.words)
    return {word: rank for word, rank in words if word in ALARMS}


def _slips(kinds: Sequence[Kind], masked: str) -> Iterator[Hit]:
    """Find alarm words with one sign misspelled, where a clause ends with them or goes on with 了."""
    known = _ranked(tuple(kinds))
    for at in range(len(masked) - 1):
        pair, after, before = masked[at : at + 2], masked[at + 2 : at + 3], masked[at - 1 : at] if at else ""
        if pair in _REAL_WORDS or (after and after not in "了啦 ,，。！!？?") or (before in _NUMBERED and before):
            continue
        word = next((word for word in ALARMS if word in known and _is_slip(pair, word)), None)
        if word is not None:
            yield Hit(kinds[known[word]], known[word], at, at + 2, is_slip=True)
            return


def _alone(kinds: Sequence[Kind], masked: str) -> Iterator[Hit]:
    """Find 火 where it stands alone in a short text; it is heard as doubtful."""
    found = _FIRE.search(masked) if len(masked) <= SHORT else None
    rank = next((rank for rank, kind in enumerate(kinds) if ALARMS[0] in kind.words), None)
    if found is not None and rank is not None:
        yield Hit(kinds[rank], rank, found.start("fire"), found.end("fire"), is_slip=True)


def _is_slip(pair: str, word: str) -> bool:
    """Whether exactly one sign differs, by sound or shape."""
    wrong = [(said, meant) for said, meant in zip(pair, word, strict=True) if said != meant]
    return len(wrong) == 1 and wrong[0][0] in mistaken_for(wrong[0][1]) + _ALSO.get(wrong[0][1], "")
