"""To-do 待办: what each thing somebody owes is called to a person, so that one list holds all of them.

A slice whose rows carry `data["line"]` (and `data["number"]`) needs nothing else; one whose rows do not hands in a
function by kind of owed. What nobody can name is still in the list: nothing owed is kept from who owes it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from scheduler.owed import Owed

#: Rows of one kind → what each is called, by the row's id: at most 40 characters, the number 〔DB-0007〕 first.
Lines = Callable[[Connection, Sequence[Owed]], Mapping[int, str]]
#: By kind of owed; each slice package exports its own as TO_DOS, where its rows carry no line.
Registry = Mapping[str, Lines]

LINE, NUMBER, ANSWER = "line", "number", "answer"
NAMELESS = "一件没有写明的事项"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing owed as a person reads it. answer: what he may say to it, empty where the slice does not tell."""

    owed: Owed
    what: str
    answer: str = ""


def items(connection: Connection, rows: Sequence[Owed], registry: Registry) -> list[Item]:
    """Name what is owed: what is overdue first, then by when it is due, what has no due date last."""
    by_kind: dict[str, list[Owed]] = defaultdict(list)
    for one in rows:
        by_kind[one.kind].append(one)
    names: dict[int, str] = {}
    for kind, some in by_kind.items():
        if kind in registry:
            names |= registry[kind](connection, some)
    named = [Item(one, names.get(one.id) or plain(one), str(one.data.get(ANSWER, ""))) for one in rows]
    return sorted(named, key=lambda item: _order(item.owed))


def plain(one: Owed) -> str:
    """Return what a row says itself: 〔DB-0007〕更换食堂排烟管."""
    number = str(one.data.get(NUMBER, ""))
    return (f"〔{number}〕" if number else "") + (str(one.data.get(LINE, "")) or NAMELESS)


def _order(one: Owed) -> tuple[bool, datetime, int]:
    return one.due_at is None, one.due_at or one.since, one.id
