"""制度立改废 of a year: what was issued, revised and ended, what waits for its review, what a text says is over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.store.people import person
from bot.turn import Turn
from handlers.ask.shelving import words
from handlers.ask.shelving.finding import keeper, today
from knowledge import lives
from knowledge.life import shown
from knowledge.life_reading import ended
from knowledge.naming import named
from knowledge.rows import shelved_documents

MOST = 15
_YEAR = re.compile(r"20\d\d")


def show(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Tell whoever keeps documents what became of them this year, or the year he names."""
    del message
    if keeper(turn, situation) is None:
        return
    said, day = str(reading.slots.get("said", "")), today(turn, situation)
    found = _YEAR.search(said)
    year = int(found.group()) if found else day.year - ("去年" in said)
    turn.say("\n".join(lines(turn.connection, year, day, situation.zone, turn.now)))


def lines(connection: Connection, year: int, day: date, zone: ZoneInfo, now: datetime) -> list[str]:
    """Return the list of a year. day: today, for what waits."""
    shelf, found = shelved_documents(connection), lives.lives(connection)
    first, end = (datetime(one, 1, 1, tzinfo=zone) for one in (year, year + 1))
    noted = lives.noted_between(connection, lives.REVISED, first, end)
    on_shelf = {(one.file, one.title) for one in shelf}
    added = [one.title for one in shelf if (one.date or "").startswith(f"{year}-")]
    revised = [key[1] for _, key in noted if key in on_shelf]
    over = [life for life in found.values() if any(one and one.year == year for one in _ends(life))]
    gone = [life.title for life in over if life.key in on_shelf]
    told = [words.YEAR.format(year=year, added=_count(added), revised=_count(revised), ended=_count(gone))]
    told += _line(words.ADDED, added) + _line(words.REVISED, revised) + _line(words.ENDED, gone)
    waiting = [life for life in lives.to_review(connection, date(day.year + 1, 12, 31)) if life.key in on_shelf]
    items = [_item(connection, life, now) for life in waiting if not life.withdrawn_on]
    if items:
        told.append(words.YEAR_LINE.format(kind=words.TO_REVIEW, titles=_some(items)))
    return told + _line(words.PROPOSED, [one.document.title for one in ended(shelf, found, day)])


def _ends(life: lives.Life) -> tuple[date | None, ...]:
    return life.withdrawn_on, life.replaced_on if life.replaced_by else None


def _item(connection: Connection, life: lives.Life, now: datetime) -> str:
    owner = person(connection, life.reviewer_id, now) if life.reviewer_id else None
    on = shown(life.review_on) if life.review_on else ""
    return words.REVIEW_ITEM.format(title=named(life.title), on=on, who=owner.name if owner else words.NOBODY)


def _line(kind: str, titles: Iterable[str]) -> list[str]:
    every = [named(title) for title in dict.fromkeys(titles)]
    return [words.YEAR_LINE.format(kind=kind, titles=_some(every))] if every else []


def _some(items: Sequence[str]) -> str:
    return "、".join(items[:MOST]) + (words.MORE.format(count=len(items)) if len(items) > MOST else "")


def _count(titles: Iterable[str]) -> int:
    return len(set(titles))
