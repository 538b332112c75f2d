"""What is left of a sentence once owner, day, helpers and source were taken out of it: its title. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from handlers.task.named import SURELY_WHO, split_names
from handlers.task.orders import (
    ASIDE_IN,
    BY,
    EDGE,
    EMPTY,
    FINISHED,
    HELP,
    HELP_NAMED,
    LABEL,
    LEAD,
    LET,
    NAMED,
    NAMED_PLAIN,
    SELF,
    SOURCE_NAMED,
    SOURCES,
    TO,
    TO_PLAIN,
    around_day,
)
from scheduler.calendar import Calendar
from scheduler.when import Kind, When, read_times


@dataclass(slots=True)
class Left:
    """A sentence with what has been read taken out of it."""

    text: str

    def take(self, found: re.Match[str], instead: str = "，") -> re.Match[str]:
        """Take what was found out of it, and return it."""
        self.text = self.text[: found.start()] + instead + self.text[found.end() :]
        return found


def due_in(text: str, now: datetime, calendar: Calendar) -> When:
    """Return until when something is to be done, a DEADLINE before all; NONE where none is said."""
    times = [one for one in read_times(text, now, calendar) if one.kind in (Kind.DEADLINE, Kind.POINT, Kind.SPAN)]
    refused = next((one for one in read_times(text, now, calendar) if one.refused), None)
    best = next((one for one in times if one.kind is Kind.DEADLINE), next(iter(times), None))
    return best or refused or When(Kind.NONE)


def take_due(left: Left, now: datetime, calendar: Calendar) -> When:
    """Take until when something is to be done out of it, and return it."""
    when = due_in(left.text, now, calendar)
    if not when.matched:
        return when
    if found := around_day(when.matched).search(left.text):
        left.take(found)
    return when


def take_helpers(left: Left) -> tuple[str, ...]:
    """Take those who help out of it, and return them."""
    found = HELP_NAMED.search(left.text) or HELP.search(left.text)
    if found is None:
        return ()
    left.take(found)
    return tuple(split_names(found["who"]))


def take_owner(left: Left, *, given: bool = True) -> str:
    """Take the owner out of it, and return him; empty where none is named. given: also one behind 派给."""
    patterns: tuple[re.Pattern[str], ...] = (NAMED, NAMED_PLAIN, LEAD, LET)
    for pattern in patterns:
        found = pattern.search(left.text)
        if found and found["owner"] and not SELF.match(found["owner"]):
            return BY.sub("", str(left.take(found)["owner"]))
    for pattern in (TO, TO_PLAIN) if given else ():
        if found := pattern.search(left.text):
            left.take(found, f"，{found['title']}，")
            return str(found["owner"])
    return ""


def bare_owner(title: str) -> tuple[str, str]:
    """Find the owner that stands as a part of its own: 督办：二食堂灶台整改 郭主任."""
    parts = [one for one in re.split(r"[,，。;；\s]+", title) if one]
    named = next((one for one in parts if SURELY_WHO.fullmatch(one)), "")
    return "，".join(one for one in parts if one != named), named


def source_of(left: Left, plain: str) -> str:
    """Return where a task comes from, as said or by the kind of thing that is said; empty where nothing is."""
    if found := SOURCE_NAMED.search(left.text):
        left.take(found)
        return str(found["source"])
    return next((name for name, pattern in SOURCES if pattern.search(plain)), "")


def title_of(text: str) -> str:
    """Return what is left as a title."""
    said = LABEL.sub("", re.sub(r"[,，。;；\s]*[,，。;；]+[,，。;；\s]*", "，", text))
    said, before = ASIDE_IN.sub("", said), ""
    while said != before:
        before, said = said, EDGE.sub("", said).strip()
    said = FINISHED.sub("", said)
    parts = [one for one in said.split("，") if one and not EMPTY.match(one)]
    return "，".join(parts)
