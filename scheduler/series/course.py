"""The course of a series: begun, changed, given to somebody else, ended; and what the organiser decides of one time.

Whoever changes a series holds its timer first, so that on PostgreSQL he and the worker that runs it wait for each other
in one order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.store import timers
from bot.turn import Turn
from scheduler.calendar import Calendar
from scheduler.series import rows
from scheduler.series.occurrence import CANCELLED, MOVED, PLANNED, SKIPPED, Occurrence
from scheduler.series.reasons import ASK, CHANGED, DECIDED, KEEP, POLICIES, SHIFT, SKIP
from scheduler.series.value import ENDED, RUNNING, Series
from scheduler.series.walk import INSTANT, Rule, comes_on, shifted
from scheduler.when import Recurrence
from scheduler.when.recurrence import HOURLY, MINUTELY

NEXT = "series.next"
TO = "to"
WAYS = (KEEP, SHIFT, SKIP, TO)


def begin(  # noqa: PLR0913 — what a series is
    turn: Turn,
    kind: str,
    subject: str,
    rule: Recurrence,
    *,
    organiser_id: int,
    first: datetime | None = None,
    until: datetime | None = None,
    holidays: str = ASK,
    ahead: timedelta = timedelta(),
    data: Mapping[str, Any] | None = None,
) -> int:
    """Let something recur under a subject; what ran under it is replaced. Returns the row.

    first: the first occurrence, else the next the rule has. holidays: one of POLICIES; a rule by the clock keeps all.
    data: JSON-able; `title` is what the organiser reads. Raises ValueError for another policy.
    """
    if holidays not in POLICIES:
        raise ValueError(f"no policy of this house: {holidays}")
    known = rows.of_subject(turn.connection, subject)
    if known is not None:
        _cancel_open(turn, known)
    start = first - INSTANT if first and first > turn.now else turn.now
    values = {
        "kind": kind,
        "subject": subject,
        "rule": rule.text,
        "first": first,
        "until": until,
        "holidays": KEEP if rule.freq in (MINUTELY, HOURLY) else holidays,
        "ahead_s": int(ahead.total_seconds()),
        "organiser_id": organiser_id,
        "data": dict(data or {}),
        "state": RUNNING,
        "reached": start,
        "calendar": "",
        "begun_at": turn.now,
        "ended_at": None,
    }
    number = rows.put(turn.connection, values)
    turn.record("series.begun", subject, kind=kind, rule=rule.text)
    _arm(turn, number)
    return number


def move(turn: Turn, subject: str, rule: Recurrence, *, first: datetime | None = None) -> bool:
    """Let a series come by another rule from now on; what it had planned is cancelled. Returns whether it runs."""
    return _change(turn, subject, rule=rule.text, first=first)


def change_data(turn: Turn, subject: str, data: Mapping[str, Any], *, until: datetime | None = None) -> bool:
    """Put other data into a series that runs, and another end where one is given. Returns whether it runs."""
    found = held_one(turn, subject)
    if found is None:
        return False
    rows.change(turn.connection, found.id, data={**found.data, **data}, **({"until": until} if until else {}))
    return True


def give(turn: Turn, subject: str, organiser_id: int) -> bool:
    """Give a series to another organiser. Returns whether it runs."""
    found = held_one(turn, subject)
    if found is None:
        return False
    rows.change(turn.connection, found.id, organiser_id=organiser_id)
    turn.record("series.given", subject, before=found.organiser_id, after=organiser_id)
    return True


def end(turn: Turn, subject: str) -> bool:
    """End a series; what it had planned or asked is withdrawn. Returns False where none ran."""
    found = held_one(turn, subject)
    if found is None:
        return False
    _cancel_open(turn, found)
    rows.change(turn.connection, found.id, state=ENDED, ended_at=turn.now)
    turn.cancel(NEXT, found.mark, "ended")
    turn.record("series.ended", subject)
    return True


def decide(turn: Turn, subject: str, planned: datetime, how: str, *, to: datetime | None = None) -> bool:
    """Decide of one time that is to come: "keep" it, "skip" it, or have it "to" another moment.

    planned: as the rule has it (`first_of`, `Occurrence.planned_at`). Returns False where it is over already, or no
    series runs. Raises ValueError for another way.
    """
    if how not in WAYS or how == SHIFT or (how == TO) != (to is not None):
        raise ValueError(f"no way to decide: {how}")
    found = held_one(turn, subject)
    if found is None:
        return False
    row = {"series_id": found.id, "planned_at": planned, "at": planned, "state": PLANNED, "version": found.version}
    rows.raise_one(turn.connection, row)
    for one in rows.open_ones(turn.connection, found.id):
        if one.planned_at == planned:
            settle_one(turn, found, one, how, to)
            _arm(turn, found.id)
            return True
    return False


def settle_one(turn: Turn, series: Series, one: Occurrence, how: str, to: datetime | None = None) -> None:
    """Write what was decided of one open occurrence, and by whose word it is as it is."""
    if how == SKIP:
        rows.settle(turn.connection, one.id, SKIPPED, DECIDED, turn.now)
    else:
        state = PLANNED if to in (None, one.planned_at) else MOVED
        rows.set_to(turn.connection, one.id, state=state, at=to or one.planned_at, decide_by=None)
    rows.set_to(turn.connection, one.id, decided=how)
    turn.record("series.decided", series.subject, planned=one.planned_at.isoformat(), how=how)


def where_shifted(
    rule: Rule, series_open: Sequence[Occurrence], one: Occurrence, calendar: Calendar
) -> datetime | None:
    """Return the same time on the next workday; None where the series comes on that day anyway."""
    to = shifted(one.planned_at, calendar)
    others = {other.at for other in series_open if other.id != one.id}
    return None if comes_on(rule, to.date(), calendar) or to in others else to


def rule_of(series: Series, now: datetime) -> Rule:
    """Return what of a series decides on its occurrences, in the zone of `now`."""
    zone = now.tzinfo
    first, until = (one.astimezone(zone) if one else None for one in (series.first, series.until))
    return Rule(series.rule, series.holidays, series.ahead, first, until)


def in_zone(one: Occurrence, now: datetime) -> Occurrence:
    """Return an occurrence with its times in the zone of `now`."""
    zone = now.tzinfo
    by = one.decide_by.astimezone(zone) if one.decide_by else None
    return replace(one, planned_at=one.planned_at.astimezone(zone), at=one.at.astimezone(zone), decide_by=by)


def _change(turn: Turn, subject: str, **values: Any) -> bool:
    found = held_one(turn, subject)
    if found is None:
        return False
    _cancel_open(turn, found)
    version = found.version + 1
    rows.change(turn.connection, found.id, **values, version=version, reached=turn.now, calendar="")
    turn.record("series.moved", subject, version=version, rule=values["rule"])
    _arm(turn, found.id)
    return True


def held_one(turn: Turn, subject: str) -> Series | None:
    """Return the series that runs under a subject, held with its timer by this transaction; None where none does."""
    found = rows.of_subject(turn.connection, subject)
    if found is None:
        return None
    timers.hold(turn.connection, NEXT, found.mark)
    held = rows.find(turn.connection, found.id)
    return held if held and held.state == RUNNING else None


def _cancel_open(turn: Turn, found: Series) -> None:
    timers.hold(turn.connection, NEXT, found.mark)
    for one in rows.open_ones(turn.connection, found.id):
        rows.settle(turn.connection, one.id, CANCELLED, CHANGED, turn.now)
    turn.withdraw(found.mark, "changed")


def wake(turn: Turn, found: Series) -> None:
    """Have a series looked at at once."""
    _arm(turn, found.id)


def _arm(turn: Turn, series_id: int) -> None:
    turn.later(NEXT, f"series:{series_id}", turn.now)
