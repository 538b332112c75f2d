"""Telling those who asked what can be answered now: privately, each once, nobody what he may not read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.rights import Act, may
from bot.store import people
from bot.store.people import Person
from bot.store.pushes import Recipient
from bot.turn import Turn
from handlers.ask.learning.groups import Asker
from handlers.ask.learning.verdicts import shortened
from knowledge.document import PUBLIC


def hearing(connection: Connection, askers: Sequence[Asker], scope: str, now: datetime) -> list[Asker]:
    """Return who of those who asked may read an answer of a scope."""
    return [one for one in askers if scope == PUBLIC or _is_ours(connection, one, now)]


def tell(turn: Turn, askers: Sequence[Asker], template: str, zone: ZoneInfo, subject: str, **said: str) -> None:
    """Tell everybody. template: with `day`, `question` and what `said` gives."""
    for one in askers:
        local = one.asked_at.astimezone(zone)
        text = template.format(day=f"{local.month}月{local.day}日", question=shortened(one.question), **said)
        turn.push(recipient(one.person_id, one.platform, one.account), text, audience="asker", subject=subject)


def recipient(person_id: int | None, platform: str, account: str) -> Recipient:
    """Return where somebody is told: as a person of the office, else by the account he wrote from."""
    return Recipient(person_id=person_id) if person_id else Recipient(platform=platform, account=account)


def as_data(askers: Sequence[Asker]) -> list[dict[str, Any]]:
    """Write down who was told, for setting it right."""
    return [
        {
            "person_id": one.person_id,
            "platform": one.platform,
            "account": one.account,
            "question": one.question,
            "asked_at": one.asked_at.isoformat(),
        }
        for one in askers
    ]


def from_data(data: Sequence[dict[str, Any]]) -> list[Asker]:
    """Read what `as_data` wrote."""
    return [Asker(**(one | {"asked_at": datetime.fromisoformat(one["asked_at"])})) for one in data]


def _is_ours(connection: Connection, asker: Asker, now: datetime) -> bool:
    found = people.who(connection, asker.platform, asker.account, now)
    return may(found.roles, Act.ASK_DEPARTMENT) if isinstance(found, Person) else found is not None
