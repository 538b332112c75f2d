"""Tell the people who run the assistant what went wrong: nothing is silent, and nothing is told every minute."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from bot.rights import Role
from bot.store import journal, people, pushes
from bot.store.pushes import Push, Recipient, Severity

SAME_TROUBLE = timedelta(hours=1)


def tell_operators(connection: Connection, key: str, text: str, *, source: str, now: datetime) -> None:
    """Note a trouble in the journal and push it to every admin; the same `key` at most once an hour."""
    subject = f"trouble:{key}"[:120]
    recent = select(journal.journal.c.id).where(
        journal.journal.c.kind == "trouble.told",
        journal.journal.c.subject == subject,
        journal.journal.c.at > now - SAME_TROUBLE,
    )
    if connection.execute(recent.limit(1)).first() is not None:
        return
    journal.append(connection, journal.Entry(now, "trouble.told", subject, source, {"text": text}))
    for admin in people.people_with(connection, Role.ADMIN, now):
        push = Push(
            id=0,
            recipient=Recipient(person_id=admin.id),
            text=text,
            audience="operator",
            subject=subject,
            severity=Severity.NORMAL,
            answers=None,
            not_before=now,
            expires_at=None,
        )
        pushes.put(connection, push, source=source, at=now)
