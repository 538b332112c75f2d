"""Manners: holds what waits against what each recipient was told already, and puts off, drops, or lets it go.

Read once for a page of pushes, inside the transaction that forms calls. Of a person only one worker at a time decides:
his row is held meanwhile, and who is in another worker's hands is left to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from bot.courtesy.parcels import Parcel, parcel_of
from bot.courtesy.patience import BUNDLE, COMPANY, QUIET, Recipient, Rules, Wait, wait
from bot.spans import Rest
from bot.store import journal, leaving, pushes
from bot.store.accounts import owner_of
from bot.store.mutes import NOTHING, muted
from bot.store.office_settings import APART, BUNDLE_AFTERNOON, BUNDLE_MORNING, PUSHES_PER_DAY, values_of
from bot.store.people import persons
from bot.store.pushes import Push, Severity
from bot.store.quiet_hours import of_the_house, rests
from bot.store.received import Received, accounts_of_people, received

EXEMPT = ("sender", "operator", "tester")  # answers in all but name, and those who keep the house
UNCOUNTED = ("admin",)  # who decides on others' requests, be they many
FOR_MORE = (BUNDLE, COMPANY)
MUTED_MATTER, MUTED_UNTIL, QUIET_UNTIL = "muted by its recipient", "left alone by request", "expired in quiet hours"


def can_wait(push: Push) -> bool:
    """Whether a push is one that courtesy may hold back."""
    return push.severity is Severity.NORMAL and push.answers is None and push.audience not in EXEMPT


class Manners:
    """What is known of the recipients of some pages of pushes, and decided about them."""

    def __init__(self, connection: Connection, now: datetime, zone: ZoneInfo) -> None:
        self._connection = connection
        self._now = now
        self._zone = zone
        self._people: dict[int, Recipient] = {}
        self._whose: dict[pushes.Recipient, int | None] = {}
        self._waiting: dict[pushes.Recipient, list[Push]] = {}

    @cached_property
    def _rules(self) -> Rules:
        found = values_of(self._connection, (PUSHES_PER_DAY, BUNDLE_MORNING, BUNDLE_AFTERNOON, APART))
        most, morning, afternoon, apart = found
        return Rules(most, (morning, afternoon), timedelta(minutes=apart), self._zone)

    @cached_property
    def _house(self) -> Rest:
        return Rest(of_the_house(self._connection))

    def look_at(self, page: Sequence[Push]) -> None:
        """Read what is needed to decide about a page."""
        named = [push.recipient for push in page if can_wait(push) and push.recipient.chat is None]
        new = [one for one in dict.fromkeys(named) if one not in self._whose]
        for one in new:
            self._whose[one] = self._person_of(one)
        ids = {self._whose[one] for one in new} - {None} - set(self._people)
        self._read_people({one for one in ids if one is not None})
        waiting: dict[pushes.Recipient, list[Push]] = defaultdict(list)
        row_ids = [one.person_id for one in new if one.person_id is not None]
        accounts = [one.account for one in new if one.account is not None and self._whose[one] is not None]
        if row_ids or accounts:
            found = leaving.all_waiting(self._connection, self._now, row_ids, accounts, FOR_MORE)
            for push in filter(can_wait, found):
                waiting[push.recipient].append(push)
        self._waiting |= waiting

    def parcel(self, push: Push) -> Parcel | int:
        """Return what goes with a push whose turn it is; or how many were put off or dropped instead."""
        if not can_wait(push):
            return Parcel((push,))
        whose = self._whose.get(push.recipient)
        if whose is None:
            return self._decide(Recipient(self._house, counts=False), [push])
        if whose not in self._people:
            return 0  # another worker has him in hands
        here = self._people[whose]
        found = self._waiting.get(push.recipient) or [push]
        alive = [one for one in found if one.subject not in here.muted.subjects or not one.subject]
        gone = [one for one in found if one not in alive]
        self._drop(gone, MUTED_MATTER)
        return self._decide(here, alive) if any(leaving.is_due(one, self._now) for one in alive) else len(gone)

    def told(self, parcel: Parcel) -> None:
        """Note that a parcel leaves, so that nothing follows it at once by another way."""
        whose = self._whose.get(parcel.pushes[0].recipient)
        if whose in self._people and can_wait(parcel.pushes[0]):
            here = self._people[whose]
            self._people[whose] = replace(here, got=here.got + Received(1, len(parcel.pushes), 0, self._now))

    def _decide(self, here: Recipient, found: list[Push]) -> Parcel | int:
        due = [push for push in found if leaving.is_due(push, self._now)]
        waits = wait(
            here,
            self._rules,
            self._now,
            is_bundle=any(push.held == BUNDLE for push in due),
            fell_due=all(push.fell_due for push in due),
            follows=due[0].file is not None or due[0].audience in UNCOUNTED,
        )
        if waits is None:
            return self._together(here, found)
        stale = [push for push in due if push.expires_at is not None and push.expires_at <= waits.until]
        if stale and not waits.drops:
            return self._together(here, found)
        self._drop(stale, QUIET_UNTIL if waits.why == QUIET else MUTED_UNTIL)
        self._put_off([push for push in due if push not in stale], waits)
        return len(due)

    def _together(self, here: Recipient, found: list[Push]) -> Parcel:
        """Return what leaves together: what is due, and what waited for more."""
        alive = [push for push in found if push.expires_at is None or push.expires_at > self._now]
        return parcel_of(alive if here.counts else alive[:1])

    def _put_off(self, found: Sequence[Push], waits: Wait) -> None:
        until = min(waits.until, self._now + leaving.LONGEST)
        for held in (True, False):  # what waits for the bundle goes on waiting for it
            some = [push for push in found if (push.held == BUNDLE) is held]
            if some:
                leaving.put_off(self._connection, some, until, BUNDLE if held else waits.why)

    def _drop(self, found: Sequence[Push], reason: str) -> None:
        pushes.settle(self._connection, [push.id for push in found], pushes.DROPPED, self._now, reason=reason)
        for push in found:
            data = {"reason": reason, "audience": push.audience}
            entry = journal.Entry(self._now, "push.dropped", push.subject, f"push:{push.id}", data)
            journal.append(self._connection, entry)

    def _person_of(self, recipient: pushes.Recipient) -> int | None:
        if recipient.person_id is not None:
            return recipient.person_id
        owner = owner_of(self._connection, recipient.platform or "", recipient.account or "", self._now)
        return owner.person_id if owner else None

    def _read_people(self, ids: set[int]) -> None:
        """Read how it stands with some people, but for those another worker has in hands."""
        mine = select(persons.c.id).where(persons.c.id.in_(ids)).with_for_update(skip_locked=True, key_share=True)
        held = list(self._connection.execute(mine).scalars()) if ids else []
        if not held:
            return
        today = self._now.astimezone(self._zone).replace(hour=0, minute=0, second=0, microsecond=0)
        since = min(today, self._now - self._rules.apart)
        owners = accounts_of_people(self._connection, held, self._now)
        got = received(self._connection, owners, held, since)
        alone = rests(self._connection, held, self._now, self._zone)
        silent = muted(self._connection, held, self._now)
        for one in held:
            self._people[one] = Recipient(alone[one], silent.get(one, NOTHING), got.get(one, Received()))
