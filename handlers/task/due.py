"""Until when: the day a sentence names, as slots, and the moment it means; a day off moves to the next workday."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from handlers.task.remainder import due_in
from scheduler.calendar import Calendar
from scheduler.when import Grain, When


@dataclass(frozen=True, slots=True)
class Due:
    """A 期限. at: the moment it is over. moved_from: the day off it was said for, None where it was a workday."""

    at: datetime
    moved_from: date | None = None

    def is_past(self, now: datetime) -> bool:
        """Whether it was over when it was said; a day off that has gone is past, whatever it is moved to."""
        return self.at <= now or (
            self.moved_from is not None and self.moved_from < now.astimezone(self.at.tzinfo).date()
        )


def due_slots(text: str, now: datetime, calendar: Calendar, when: When | None = None) -> dict[str, Any]:
    """Return what a text says of until when: `due` (a day or a moment, ISO), `due_asked` or `due_refused`."""
    found = when or due_in(text, now, calendar)
    if found.refused:
        return {"due_refused": found.refused}
    last = found.end or found.start
    if last is None:
        return {}
    said = last.date().isoformat() if found.grain is Grain.DAY else last.isoformat(timespec="minutes")
    slots = {"due": said, "due_said": found.matched}
    return slots | ({"due_asked": found.question} if found.question else {})


def due_of(slots: Mapping[str, Any], until: time, calendar: Calendar, zone: ZoneInfo) -> Due | None:
    """Return the moment slots mean, None where they name no day. until: when a working day is over."""
    said = str(slots.get("due") or "")
    if not said:
        return None
    day = date.fromisoformat(said[:10])
    if "T" in said:
        return _moved(datetime.fromisoformat(said).replace(tzinfo=zone), calendar)
    return _moved(datetime.combine(day, until, tzinfo=zone), calendar)


def _moved(moment: datetime, calendar: Calendar) -> Due:
    day = moment.date()
    if calendar.is_workday(day):
        return Due(moment)
    return Due(datetime.combine(calendar.next_workday(day), moment.timetz()), day)
