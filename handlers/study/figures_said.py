"""One study in words: for its organiser with names, for others in numbers."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from handlers.study import noted, roster, words
from handlers.study.roster import ATTENDS, EXCUSED, LEAVE, ON_DUTY, THERE, Entry, Tally
from handlers.study.studies import Study

MOST_NAMES = 30


def numbers(tally: Tally, *, votes: bool = False) -> str:
    """Say a tally in one line. votes: whether the half counts."""
    of = "、".join(words.STATUS_COUNT.format(status=one, count=tally.of[one]) for one in THERE if tally.of.get(one))
    lines = [
        words.NUMBERS.format(
            expected=tally.expected,
            there=tally.there,
            of=words.OF.format(of=of) if of else "",
            leave=tally.of.get(LEAVE, 0),
            duty=tally.of.get(ON_DUTY, 0),
            missing=tally.missing,
        )
    ]
    if tally.sitting_in:
        lines.append(words.SITTING_IN.format(count=tally.sitting_in))
    said = "，".join(lines)
    if votes:
        half = words.HALF if tally.has_half else words.NO_HALF
        said += "\n" + words.VOTES.format(voters=tally.voters, voting=tally.voting, half=half)
    return said


def whole(connection: Connection, study: Study, head: str) -> str:
    """Say how a study stands: numbers, who is missing, who is excused and why."""
    entries = roster.of_study(connection, study.id)
    missing = [one for one in entries if one.is_missing]
    excused = [one for one in entries if one.belongs == ATTENDS and one.status in EXCUSED]
    lines = [head, numbers(roster.tally(entries), votes=study.has_vote)]
    if missing:
        lines.append(words.MISSING_ARE.format(names=named(missing)))
    if excused:
        why = "、".join(f"{one.name}（{'，'.join(filter(None, (one.status, one.reason)))}）" for one in excused)
        lines.append(words.LEAVES_ARE.format(names=why))
    lines += noted.beside(connection, study, entries)
    return "\n".join(lines) + f"〔{study.number}〕"


def named(entries: Sequence[Entry]) -> str:
    """Name people in office order, the first thirty and how many they are."""
    names = "、".join(one.name for one in entries[:MOST_NAMES])
    return names if len(entries) <= MOST_NAMES else f"{names}等{len(entries)}人"
