"""Times of day in which somebody is not to be disturbed: several a day, also over midnight, in the office's zone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

NONE = "无"
BAD_SPAN = "请写成 10:45-13:15 这样的时段，几个时段用顿号隔开；全天都可以发就填“无”"
WRITTEN = re.compile(r"([01]?\d|2[0-4])[:：]([0-5]\d)(?:-|－|—+|–|~|～|至|到)([01]?\d|2[0-4])[:：]([0-5]\d)")
BETWEEN = re.compile(r"[、,，;；\n]+")
ASLEEP = time(2)  # who works at this hour works at night
MOST_STEPS = 8


@dataclass(frozen=True, slots=True)
class Span:
    """From a time of day until another; where that is earlier, over midnight."""

    start: time
    end: time

    @property
    def shown(self) -> str:
        """Return it as a cell shows it."""
        return f"{self.start:%H:%M}-{self.end:%H:%M}"

    def holds(self, at: time) -> bool:
        """Whether it is that time."""
        if self.start <= self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end

    def end_after(self, local: datetime) -> datetime:
        """Return when it is over, seen from a local moment within it."""
        is_next_day = self.start > self.end and local.time() >= self.start
        return datetime.combine(local.date() + timedelta(days=is_next_day), self.end, tzinfo=local.tzinfo)


@dataclass(frozen=True, slots=True)
class Rest:
    """When one person is left alone.

    spans: each day. worked: night shifts (from, until) of these days: the night of such a shift is no rest; after: the
    times of the day on which such a shift ends, from its end.
    """

    spans: tuple[Span, ...] = ()
    worked: tuple[tuple[datetime, datetime], ...] = ()
    after: tuple[Span, ...] = field(default=())


def read_spans(text: str) -> tuple[Span, ...]:
    """Read 10:45-13:15、21:00-4:00, or 无 for none. Raises ValueError with the remedy, in Chinese."""
    plain = re.sub(r"\s", "", text)
    if plain == NONE:
        return ()
    found = [WRITTEN.fullmatch(part) for part in BETWEEN.split(plain) if part]
    if not found or None in found:
        raise ValueError(BAD_SPAN)
    spans = [Span(_time(one[1], one[2]), _time(one[3], one[4])) for one in found if one]
    if any(one.start == one.end for one in spans):
        raise ValueError(BAD_SPAN)
    return tuple(spans)


def shown_spans(spans: Sequence[Span]) -> str:
    """Write spans as `read_spans` reads them."""
    return "、".join(one.shown for one in spans) or NONE


def is_at_night(starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> bool:
    """Whether somebody who works from one moment until another works through a night."""
    first = starts_at.astimezone(zone).date()
    nights = (datetime.combine(first + timedelta(days=number), ASLEEP, tzinfo=zone) for number in (0, 1))
    return any(starts_at <= night < ends_at for night in nights)


def free_at(rest: Rest, moment: datetime, zone: ZoneInfo) -> datetime:
    """Return the first moment from `moment` on at which somebody may be disturbed."""
    for _ in range(MOST_STEPS):
        end = _rests_until(rest, moment.astimezone(zone))
        if end is None:
            return moment
        moment = end
    return moment


def _rests_until(rest: Rest, local: datetime) -> datetime | None:
    at = local.time()
    works = any(start <= local < end for start, end in rest.worked)
    for span in rest.spans:
        if span.holds(at) and not (works and span.holds(ASLEEP)):
            return span.end_after(local)
    zone = local.tzinfo
    is_after = any(end <= local and end.astimezone(zone).date() == local.date() for _, end in rest.worked)
    return next((span.end_after(local) for span in rest.after if is_after and span.holds(at)), None)


def _time(hour: str, minute: str) -> time:
    return time(int(hour) % 24, int(minute))
