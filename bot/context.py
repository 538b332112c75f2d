"""What `explain` is told of the office at a moment: `open_incident=I7 assigned_to_sender location=3号楼`. Pure.

A fact begins with a name that is known to begin one; the words and pairs up to the next belong to it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

#: The names with which facts begin, whether or not anybody knows what to do with them.
NAMES = frozenset(
    [
        "open_session",
        "planned_session",
        "closed_session",
        "open_incident",
        "pending_notice",
        "meeting",
        "last_meeting",
        "appraisal",
        "task",
        "prev_answer",
        "prev_q",
        "last_push",
    ]
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact. words: what follows it without a name, in order. values: what follows with one."""

    name: str
    value: str = ""
    words: tuple[str, ...] = ()
    values: dict[str, str] = field(default_factory=dict)

    @property
    def whole(self) -> str:
        """Return the value with the words after it: a title, a question."""
        return " ".join((self.value, *self.words)).strip()


def facts_in(context: str, known: Collection[str] = ()) -> list[Fact]:
    """Read the facts of a context. known: names that begin a fact besides the usual ones."""
    found: list[Fact] = []
    for word in context.split():
        name, _, value = word.partition("=")
        if name in NAMES or name in known:
            found.append(Fact(name, value))
        elif found:
            last = found.pop()
            found.append(
                Fact(last.name, last.value, last.words, last.values | {name: value})
                if "=" in word
                else Fact(last.name, last.value, (*last.words, word), last.values)
            )
    return found
