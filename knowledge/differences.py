"""What changed between two versions of a document, clause by clause: added, removed, reworded, renumbered. Pure."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from knowledge.outline import passages_of
from knowledge.text import sentences, squeeze

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from knowledge.document import Document

_LABEL: Final = re.compile(
    r"^\s*(?:第[一二三四五六七八九十百零〇\d]+[编章节条]|[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|\d{1,2}[、．.](?!\d))\s*"
)
_ALIKE: Final = 0.6  # a clause that says so much the same is the same clause, reworded
_STILL: Final = 0.3  # under the same label less will do
_MOST: Final = 250  # clauses left over on either side that are compared each with each
_SHOWN: Final = 120


class Kind(StrEnum):
    """What happened to a clause."""

    ADDED = "新增"
    REMOVED = "删去"
    CHANGED = "修改"
    MOVED = "改号"


@dataclass(frozen=True, slots=True)
class Part:
    """A clause: its label and its text."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One clause that is not what it was; `old` None: it is new, `new` None: it is gone."""

    kind: Kind
    old: Part | None
    new: Part | None

    @property
    def label(self) -> str:
        """How the clause is cited now, or was; with its old number where that moved."""
        before, now = (part.label if part else "" for part in (self.old, self.new))
        return f"{before}→{now}" if before and now and before != now else now or before

    def line(self) -> str:
        """Tell it in a line."""
        return f"{self.kind} {self.label or '（无条号）'}{self.said()}"

    def said(self) -> str:
        """Tell what is different in it, the sentences that changed only."""
        before = _bare(self.old.text) if self.old else ""
        now = _bare(self.new.text) if self.new else ""
        if self.kind is Kind.MOVED:
            return "：文字未变"
        if self.kind is not Kind.CHANGED:
            return f"：{_cut(before or now)}"
        gone, come = _only(before, now), _only(now, before)
        if not gone:
            return f"：加上“{_cut(come)}”"
        return f"：去掉“{_cut(gone)}”" if not come else f"：原“{_cut(gone)}”，现“{_cut(come)}”"


def compared(texts: Mapping[str, Sequence[tuple[str, str]]], found: Sequence[Document]) -> dict[str, list[Difference]]:
    """Return title → what changed, of a file's documents that stood there before.

    texts: title → (label, text) of the clauses as they stood. Of one document that became another, the new title.
    """
    old = {title: [Part(*part) for part in parts] for title, parts in texts.items()}
    new: dict[str, list[Part]] = {}
    for document in found:
        new.setdefault(document.title, []).extend(Part(p.clause, p.text) for p in passages_of(document, 0))
    if len(old) == len(new) == 1:
        old = dict.fromkeys(new, next(iter(old.values())))
    return {title: differences(old[title], parts) for title, parts in new.items() if title in old}


def differences(old: Sequence[Part], new: Sequence[Part]) -> list[Difference]:
    """Return what changed, in order of the new version; what was removed stands where it stood."""
    before, after = _joined(old), _joined(new)
    pairs = _same(before, after)
    pairs |= _reworded(before, after, pairs)
    found: list[tuple[float, Difference]] = []
    places = {was: now for now, was in pairs.items()}
    for now, part in enumerate(after):
        was = pairs.get(now)
        if was is None:
            found.append((now, Difference(Kind.ADDED, None, part)))
        elif _key(before[was]) != _key(part):
            found.append((now, Difference(Kind.CHANGED, before[was], part)))
        elif before[was].label != part.label:
            found.append((now, Difference(Kind.MOVED, before[was], part)))
    last = -1.0
    for was, part in enumerate(before):
        last = float(places[was]) if was in places else last
        if was not in places:
            found.append((last + 0.5, Difference(Kind.REMOVED, part, None)))
    return [difference for _, difference in sorted(found, key=lambda one: one[0])]


def _joined(parts: Sequence[Part]) -> list[Part]:
    """Put together what was cut into passages of one clause."""
    joined: list[Part] = []
    for part in parts:
        if joined and part.label and joined[-1].label == part.label:
            joined[-1] = Part(part.label, f"{joined[-1].text}\n{part.text}")
        else:
            joined.append(part)
    return joined


def _same(before: Sequence[Part], after: Sequence[Part]) -> dict[int, int]:
    """Pair the clauses whose words are the same, those with the same label first. Returns new place → old place."""
    pairs: dict[int, int] = {}
    for with_label in (True, False):
        waiting: dict[tuple[str, str], list[int]] = {}
        for was, part in enumerate(before):
            if was not in pairs.values():
                waiting.setdefault((_key(part), part.label if with_label else ""), []).append(was)
        for now, part in enumerate(after):
            stands = waiting.get((_key(part), part.label if with_label else ""))
            if now not in pairs and stands:
                pairs[now] = stands.pop(0)
    return pairs


def _reworded(before: Sequence[Part], after: Sequence[Part], pairs: dict[int, int]) -> dict[int, int]:
    """Pair what is left by how alike it is, the most alike first."""
    taken = set(pairs.values())
    was_left = [was for was in range(len(before)) if was not in taken][:_MOST]
    now_left = [now for now in range(len(after)) if now not in pairs][:_MOST]
    likely: list[tuple[float, int, int]] = []
    for now in now_left:
        matcher = difflib.SequenceMatcher(autojunk=False)
        matcher.set_seq2(_key(after[now]))
        for was in was_left:
            least = _STILL if before[was].label == after[now].label else _ALIKE
            matcher.set_seq1(_key(before[was]))
            if matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least and matcher.ratio() >= least:
                likely.append((-matcher.ratio(), now, was))
    found: dict[int, int] = {}
    for _, now, was in sorted(likely):
        if now not in found and was not in found.values():
            found[now] = was
    return found


def _key(part: Part) -> str:
    return squeeze(_bare(part.text))


def _bare(text: str) -> str:
    return _LABEL.sub("", text)


def _only(one: str, other: str) -> str:
    """Return the sentences of one text that the other has not."""
    stands = {squeeze(sentence) for sentence in sentences(other)}
    return "".join(sentence for sentence in sentences(one) if squeeze(sentence) not in stands)


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else flat[:_SHOWN] + "……"
