"""Who was told of an incident, and what became of it: the fate of every push about it.

Delivered means that the platform took it for that account; whether somebody has read it only his own 收到 says.
What was lost and sent again stands once for each sending.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from bot.store.pushes import DELIVERED, DROPPED, FAILED, UNKNOWN, pushes
from handlers.incident.cases import Case
from handlers.incident.figures.persons import Persons, masked

SENT, SENT_AT, NOT_YET = "已发出", "已发出 {at}", "待发出"
FATES = {DROPPED: "未发（发出前已不需要）", FAILED: "未送达", UNKNOWN: "是否送达不确定"}
TRIAL_ONLY, AGAIN = "（试运行，只发给了测试人员）", "（补发）"
TRIAL_MARK = "[试运行]"  # before what was said to the testers instead
_COLUMNS = ("id", "created_at", "source", "person_id", "platform", "account", "chat", "text", "audience", "state")
_FATE = ("said", "settled_at", "resent")


@dataclass(frozen=True, slots=True)
class Delivery:
    """One push. at: when it was to be said. settled_at: when its fate was known. source: what made it be said."""

    to: str
    text: str
    at: datetime
    settled_at: datetime | None
    fate: str
    source: str


def deliveries(connection: Connection, case: Case, persons: Persons) -> list[Delivery]:
    """Return everything that was said to anybody about an incident, in order; replies aside."""
    columns = [pushes.c[name] for name in (*_COLUMNS, *_FATE)]
    rows = connection.execute(select(*columns).where(pushes.c.subject == case.subject).order_by(pushes.c.id)).all()
    sources = {f"push:{row.id}": row.source for row in rows}
    return [
        Delivery(
            to=_to(row, persons),
            text=masked(row.text),
            at=row.created_at,
            settled_at=row.settled_at,
            fate=_fate(row),
            source=_first(row.source, sources),
        )
        for row in rows
        if row.text
    ]


def _to(row: Row[Any], persons: Persons) -> str:
    if row.chat:
        return persons.group(row.platform, row.chat)
    if row.person_id is not None:
        return persons.person(row.person_id, row.created_at, row.audience)
    return persons.account(row.platform, row.account, row.created_at, row.audience)


def _fate(row: Row[Any]) -> str:
    said = SENT if row.state == DELIVERED else FATES.get(row.state, NOT_YET)
    trial = TRIAL_ONLY if (row.said or "").startswith(TRIAL_MARK) else ""
    return said + trial + (AGAIN if row.resent else "")


def _first(source: str, sources: Mapping[str, str]) -> str:
    """Return what made the first of several sendings."""
    while source in sources:
        source = sources[source]
    return source
