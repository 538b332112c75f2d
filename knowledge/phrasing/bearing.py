"""Whether one rule of a passage bears out what one rule of a model's words says.

Every clause must stand in as few neighbouring clauses of the rule as can hold it, with their force, every negation and
every limit; two numbers of one unit, or the heads of two cases, are not mixed; the condition before it is not dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from knowledge.phrasing.covering import in_order, keeps_roles, skips, uncovered
from knowledge.phrasing.force import Force
from knowledge.phrasing.given import Grounds
from knowledge.phrasing.said import AND, OR, Clause, Rule, Signs

_WIDEST: Final = 3
_BINDING: Final = frozenset({Force.MUST_NOT, Force.NEED_NOT, Force.MAY, Force.ONLY, Force.ADVISED})
_LIMITS: Final = re.compile(
    r"不故|连续|仅限?|只|特别重大|重大|较大|一般|紧急|临时|试用|在编|正式|首次|夜间|周末|特殊|部分|个别|原则上|是否|工作日|假日|节假日|寒暑?假|同一|单次|累计|贵重|大额"
)
_CONDITION: Final = re.compile(r"(?:的|时|外|者)$|^(?:如|若|凡|确需|除|因|经|未|只有|遇)")
_GOES_ON: Final = re.compile(r"^(?:并|且|同时|及时|也|还|再|后)")
_RESTRICTS: Final = re.compile(r"^(?:但|除|不过|例外|特殊情况|确有)|(?:除外|不在此限)$")
_HALF: Final = 0.5
_MOSTLY: Final = 0.6


@dataclass(frozen=True, slots=True)
class Matter:
    """What the rules of a passage speak of without naming it: its title and headings, and the whole of it, folded."""

    about: str
    passage: str


@dataclass(frozen=True, slots=True)
class _Window:
    """Neighbouring clauses of a rule, [first, last]."""

    rule: Rule
    first: int
    last: int

    @property
    def clauses(self) -> Rule:
        return self.rule[self.first : self.last + 1]

    @property
    def content(self) -> str:
        return "|".join(clause.content for clause in self.clauses)

    @property
    def is_single(self) -> bool:
        return self.first == self.last

    def meets(self, other: _Window) -> bool:
        """Tell whether two windows have a clause in common."""
        return self.first <= other.last and other.first <= self.last


def borne_out(said: Rule, rule: Rule, matter: Matter, signs: Signs) -> Grounds | None:
    """Return None where a rule bears out what is said, else on what grounds it does not."""
    windows: list[_Window] = []
    for at, clause in enumerate(said):
        window = _window_of(clause, rule, windows[-1].first if windows else 0, matter, first=at == 0)
        if window is None:
            return _missing(clause, rule)
        windows.append(window)
    whole = _Window(rule, min(one.first for one in windows), max(one.last for one in windows))
    words = "".join(clause.content for clause in said)
    checks = (
        (Grounds.NUMBER, _mixes_numbers(said, windows, signs)),
        (Grounds.FORCE, not _same_force(said, windows)),
        (Grounds.NEGATION, not _same_negations(words, windows)),
        (Grounds.RELATION, any(_turns(clause, one) for clause, one in zip(said, windows, strict=True))),
        (Grounds.RELATION, _mixes_cases(words, whole)),
        (Grounds.LEFT_OUT, any(skips(clause.content, one.content) for clause, one in zip(said, windows, strict=True))),
        (Grounds.LEFT_OUT, _leaves_out(words, windows, whole)),
    )
    return next((grounds for grounds, holds in checks if holds), None)


def _window_of(clause: Clause, rule: Rule, start: int, matter: Matter, *, first: bool) -> _Window | None:
    """Return the narrowest window that holds a clause, of equal ones the first not before `start`."""
    for window in _windows(rule, start):
        stretches = uncovered(clause.content, window.content)
        if all(_is_understood(clause.content, one, window, matter, first=first) for one in stretches):
            return window
    return None


def _is_understood(content: str, stretch: tuple[int, int], window: _Window, matter: Matter, *, first: bool) -> bool:
    """Tell whether words that do not stand in a window only name what it speaks of without naming it."""
    start, end = stretch
    words, there = content[start:end], window.content
    if words in matter.about:
        return True
    if there[:1] >= "\ue000" and words in window.rule[0].content:
        return True  # a row of cases told apart by numbers, under one head
    if any(_completes(content, one, end, there, matter.passage) for one in (start, start - 1)):
        return True
    if end == len(content) and window.rule[0].content.startswith(words) and all(_used(content, there)):
        return True  # what a rule begins with is what all its clauses are about
    rest = content[end:].lstrip("的")[:2]
    begins = first and start == 0 and window.first == 0 and len(rest) > 1 and there.startswith(rest)
    return begins and words in matter.passage


def _completes(content: str, start: int, end: int, there: str, passage: str) -> bool:
    """Tell whether words complete one before them that stands alone in a window, as the passage itself does."""
    before = content[max(0, start - 2) : start]
    alone = re.search(re.escape(before) + r"(?:的|\||$|[\ue000-\uf8ff])", there)
    return len(before) > 1 and before + content[start:end] in passage and alone is not None


def _windows(rule: Rule, start: int) -> Iterator[_Window]:
    for width in range(1, _WIDEST + 1):
        firsts = range(len(rule) - width + 1)
        for first in sorted(firsts, key=lambda one: (one < start, one)):
            yield _Window(rule, first, first + width - 1)


def _missing(clause: Clause, rule: Rule) -> Grounds:
    everywhere = "|".join(one.content for one in rule)
    there = frozenset(sign for one in rule for sign in one.quantities)
    return Grounds.NUMBER if clause.quantities - there and not uncovered(
        "".join(sign for sign in clause.content if sign not in clause.quantities), everywhere
    ) else Grounds.WORDS  # fmt: skip


def _mixes_numbers(said: Rule, windows: list[_Window], signs: Signs) -> bool:
    """Tell whether a number of the clauses used is not said, or is another clause's."""
    everywhere = frozenset(sign for clause in said for sign in clause.quantities)
    for clause, window in zip(said, windows, strict=True):
        own = everywhere if window.is_single else clause.quantities
        units = {signs.unit(sign) for sign in own}
        for one in window.clauses:
            used = window.is_single or _share(clause.content, one.content) > _MOSTLY
            if any(used or signs.unit(sign) in units for sign in one.quantities - own):
                return True
    return False


def _same_force(said: Rule, windows: list[_Window]) -> bool:
    """Tell whether every clause has the force of where it stands; what binds may be said by a neighbour from there."""
    for clause, window in zip(said, windows, strict=True):
        own = frozenset(force for one in window.clauses for force in one.force)
        beside = (one.force for one, other in zip(said, windows, strict=True) if other.meets(window))
        if not clause.force <= (own or _inherited(window)) or not own & _BINDING <= frozenset().union(*beside):
            return False
    return True


def _inherited(window: _Window) -> frozenset[Force]:
    before = reversed(window.rule[: window.first])
    return next((one.force for one in before if one.force), frozenset())


def _same_negations(words: str, windows: list[_Window]) -> bool:
    """Tell whether every negation of the clauses used is said, and none besides."""
    used = {one.content for window in windows for one in window.clauses}
    there = {content[at : at + 2] for content in used for at, sign in enumerate(content) if sign == "不"}
    said = {words[at : at + 2] for at, sign in enumerate(words) if sign == "不"}
    return {pair for pair in there if len(pair) > 1} == {pair for pair in said if len(pair) > 1}


def _turns(clause: Clause, window: _Window) -> bool:
    there = "|".join(one.content for one in window.rule)
    heads = (window.content,) if window.is_single else ()
    ordered = in_order(clause.content, window.content, turned=window.is_single)
    return not ordered or not keeps_roles(clause.content, there, heads=heads)


def _mixes_cases(words: str, whole: _Window) -> bool:
    """Tell whether the head of one clause is taken with the tail of another that has a head of its own."""
    used = [_used(words, one.content) for one in whole.clauses]
    for (before, tail), (after, head) in zip(
        zip(whole.clauses, used, strict=True), zip(whole.clauses[1:], used[1:], strict=True), strict=False
    ):
        cut_tail = not all(tail[-2:]) and any(tail)
        cut_head = not any(head[:2]) and any(head)
        if cut_tail and cut_head and not _GOES_ON.match(after.content) and before is not after:
            return True
    return False


def _used(words: str, content: str) -> list[bool]:
    """Tell of each sign of a clause whether what is said holds it, beside a neighbour."""
    return [
        any(len(pair) > 1 and pair in words for pair in (content[max(0, at - 1) : at + 1], content[at : at + 2]))
        or (content[at] >= "\ue000" and content[at] in words)
        for at in range(len(content))
    ]


def _leaves_out(words: str, windows: list[_Window], whole: _Window) -> bool:
    used = "".join(one.content for window in windows for one in window.clauses)
    if any(limit not in words for limit in _LIMITS.findall(used)):
        return True
    there = "".join(dict.fromkeys(one.content for window in windows for one in window.clauses))
    if there.count(OR) != words.count(OR) or there.count(AND) > words.count(AND):
        return True
    rule = whole.rule
    for at in range(len(rule)):
        before = at < whole.first and at == whole.first - 1 and _CONDITION.search(rule[at].raw)
        between = whole.first <= at <= whole.last and _CONDITION.search(rule[at].raw)
        behind = at == whole.last + 1 and _RESTRICTS.search(rule[at].raw)
        if (before or between or behind) and not _is_told(words, rule[at].content):
            return True
    return False


def _is_told(words: str, content: str) -> bool:
    return _share(words, content) >= _HALF


def _share(words: str, content: str) -> float:
    return sum(_used(words, content)) / len(content)
