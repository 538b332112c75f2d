"""An alarm that does not reach somebody: his other platform is tried at once, and where there is none it is said so.

What is said, and to whom, is the matter's own business: a timer due at once carries it to the slice. Reminders and
answers are not followed up here; their senders are told, or the operators.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, select

from bot.store import accounts, people, timers
from bot.store.people import Person
from bot.store.pushes import Push, Recipient, Severity, pushes, put

UNREACHED = "push.unreached"  # data: person (row id), audience, reason
_FOLLOWED = "push:"


def follow(
    connection: Connection, push: Push, *, failed: str, routed: Collection[str], reason: str, now: datetime
) -> None:
    """Try another platform for an alarm, once; else let its slice know.

    failed: the platform on which it failed; empty: there was no way on any. routed: the platforms that have a way out.
    """
    if push.severity is not Severity.ALARM or push.answers is not None or push.recipient.chat is not None:
        return
    person_id = _person_of(connection, push.recipient, now)
    if person_id is None:
        return
    theirs = accounts.accounts_of(connection, person_id, now)
    others = [one for one in theirs if one.platform in routed and one.platform != failed]
    if failed and others and not _is_followed(connection, push):
        elsewhere = Recipient(platform=others[0].platform, account=others[0].account)
        put(connection, replace(push, recipient=elsewhere, not_before=now), source=f"{_FOLLOWED}{push.id}", at=now)
        return
    data = {"person": person_id, "audience": push.audience, "reason": reason}
    timers.set_timer(connection, UNREACHED, push.subject, now, step=person_id, data=data)


def _is_followed(connection: Connection, push: Push) -> bool:
    source = connection.execute(select(pushes.c.source).where(pushes.c.id == push.id)).scalar_one()
    return str(source).startswith(_FOLLOWED)


def _person_of(connection: Connection, recipient: Recipient, now: datetime) -> int | None:
    if recipient.person_id is not None:
        return recipient.person_id
    found = people.who(connection, recipient.platform or "", recipient.account or "", now)
    return found.id if isinstance(found, Person) else None
