"""What readings may know of requests: those the sender has before him, himself or for another, and his own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.messages import Message
from bot.store.people import Person
from bot.store.places import Place
from handlers.request import requests
from handlers.request.matter import Form, Request, Stage
from scheduler import stead

RECENTLY = timedelta(days=60)
TO_BE_SEEN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Known:
    """A request as far as readings need it. waits: a 请示 without a word yet; else a 报告 nobody said 已阅 to."""

    id: int
    number: str
    form: Form
    waits: bool = True


@dataclass(frozen=True, slots=True)
class Facts:
    """before: what the sender may say a word to. own: what he asked, the newest first."""

    before: tuple[Known, ...] = ()
    own: tuple[Known, ...] = ()


NOTHING = Facts()


def facts(connection: Connection, message: Message, sender: Person | Place | None, now: datetime) -> Facts:
    """Read what the sender has to do with requests."""
    del message
    if not isinstance(sender, Person) or not requests.is_any(connection):
        return NOTHING
    spoken_for = {sender.id, *(one.id for one in stead.speaks_for(connection, sender.id, now))}
    found = requests.concerning(connection, spoken_for, now - RECENTLY)
    before = [one for one in found if one.addressee_id in spoken_for and _is_before_him(one, now)]
    own = [one for one in found if one.asker_id == sender.id and one.stage is not Stage.WITHDRAWN]
    return Facts(tuple(map(_known, before)), tuple(map(_known, own)))


def facts_of(found: object) -> Facts:
    """Return the facts of a situation, none where the slice gave none."""
    return found if isinstance(found, Facts) else NOTHING


def _is_before_him(one: Request, now: datetime) -> bool:
    return one.stage is Stage.WAITING or (one.stage is Stage.FILED and one.filed_at >= now - TO_BE_SEEN)


def _known(one: Request) -> Known:
    return Known(one.id, one.number, one.form, waits=one.stage is Stage.WAITING)
