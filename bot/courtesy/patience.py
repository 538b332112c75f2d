"""Whether what can wait goes now, waits, or is dropped. Pure.

In somebody's quiet hours it waits for their end; beyond his messages a day it waits for the next bundle. What fell due
soon after his last message waits for company; what somebody has just done does not. What would be stale by the end of
the quiet hours is dropped; what would be stale by the next bundle, or when company comes, does not wait for it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.spans import Rest, free_at
from bot.store.mutes import NOTHING, Muted
from bot.store.received import Received

QUIET, MUTED, BUNDLE, COMPANY = "quiet", "muted", "bundle", "company"


@dataclass(frozen=True, slots=True)
class Rules:
    """What the office set. most: messages a day; apart: how long after one the next waits for company."""

    most: int
    bundles: tuple[time, time]
    apart: timedelta
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Recipient:
    """How it stands with one recipient. counts: whether there is a limit to what he gets (a group has none)."""

    rest: Rest
    muted: Muted = NOTHING
    got: Received = field(default_factory=Received)
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Wait:
    """Until when something waits, and why."""

    until: datetime
    why: str

    @property
    def drops(self) -> bool:
        """Whether what has expired by then is dropped; otherwise it goes now."""
        return self.why in (QUIET, MUTED)


def wait(
    recipient: Recipient, rules: Rules, now: datetime, *, is_bundle: bool, fell_due: bool, follows: bool
) -> Wait | None:
    """Return how long somebody is not told what can wait; None: tell him now.

    is_bundle: it has waited for the bundle, whose time has come. fell_due: a timer set it off, not somebody.
    follows: a file that follows the words just said.
    """
    muted_until = recipient.muted.until
    if muted_until is not None and muted_until > now:
        return Wait(muted_until, MUTED)
    free = free_at(recipient.rest, now, rules.zone)
    if free > now:
        return Wait(free, QUIET)
    if not recipient.counts or follows:
        return None
    if not is_bundle and recipient.got.messages >= rules.most:
        return Wait(next_bundle(rules, now), BUNDLE)
    last = recipient.got.last_at
    if fell_due and last is not None and last <= now < last + rules.apart:
        return Wait(last + rules.apart, COMPANY)
    return None


def next_bundle(rules: Rules, now: datetime) -> datetime:
    """Return when the next bundle goes."""
    local = now.astimezone(rules.zone)
    days = (local.date(), local.date() + timedelta(days=1))
    moments = sorted(datetime.combine(day, at, tzinfo=rules.zone) for day in days for at in rules.bundles)
    return next(moment for moment in moments if moment > now)
