"""What an organiser is told beside the numbers: who said he would be late, and who is registered as away that day.

Who is away is only proposed as 公出: whether it is leave, duty or neither is the organiser's word.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import Connection

from bot.store import stand_ins
from handlers.study import asks, words
from handlers.study.roster import ATTENDS, LATE, MISSING, Entry
from handlers.study.studies import Study

LENGTH = timedelta(hours=1)  # of a study whose end nobody said


def beside(connection: Connection, study: Study, entries: Sequence[Entry]) -> list[str]:
    """Return the lines about a roster: lateness with its reason, absences."""
    said = [one for one in entries if _said_late(one)]
    lines = [words.SAID_LATE.format(names="、".join(_late(one) for one in said))] if said else []
    return lines + _undecided(connection, study, entries) + away(connection, study, entries)


def _undecided(connection: Connection, study: Study, entries: Sequence[Entry]) -> list[str]:
    """Return the line about what still waits for the organiser's word; or none."""
    names = {one.person_id: one.name for one in entries}
    places = {person_id: place for place, person_id in enumerate(names)}
    waiting = [one for one in asks.waiting(connection, [study.id]) if one.person_id in names]
    waiting.sort(key=lambda one: places[one.person_id])
    said = "、".join(words.UNDECIDED_ONE.format(name=names[one.person_id], what=one.what) for one in waiting)
    return [words.UNDECIDED.format(names=said)] if said else []


def away(connection: Connection, study: Study, entries: Sequence[Entry]) -> list[str]:
    """Return the line about who is expected, has not signed, and is registered as away at that time; or none."""
    missing = {one.person_id: one for one in entries if one.belongs == ATTENDS and one.is_missing}
    if not missing:
        return []
    until = study.ends_at or study.starts_at + LENGTH
    gone = {one.person_id for one in stand_ins.absences(connection, study.starts_at, until, missing)}
    names = [one.name for one in missing.values() if one.person_id in gone]
    return [words.AWAY.format(names="、".join(names), first=names[0])] if names else []


def _said_late(one: Entry) -> bool:
    if one.belongs != ATTENDS:
        return False
    return (one.status == MISSING and one.late_min is not None) or (one.status == LATE and bool(one.reason))


def _late(one: Entry) -> str:
    about = [words.ABOUT.format(minutes=one.late_min)] if one.late_min and one.status == MISSING else []
    said = "，".join(about + [one.reason] * bool(one.reason))
    return f"{one.name}（{said}）" if said else one.name
