"""What readings of papers may know; looked up only where a message may be of a paper, so that others cost nothing."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime

from sqlalchemy import Connection

from bot.messages import Message
from bot.store.people import Person
from bot.store.places import Place
from handlers.incident import known
from handlers.incident.facts import Facts
from handlers.incident.leaders import Part
from handlers.incident.papers.said import may_be_of_papers
from handlers.incident.papers.stand import Known, Stand
from handlers.incident.papers.standing import Standing, known_to


def facts(connection: Connection, message: Message, sender: Person | Place | None, now: datetime) -> Facts:
    """Return what the readings may know of one sender."""
    found = known.facts(connection, message, sender, now)
    if not may_be_of_papers(message):
        return found
    same = {one.name: getattr(found, one.name) for one in fields(found)}
    return Known(**same, papers=tuple(_stand(one) for one in known_to(connection, sender, now)))


def _stand(one: Standing) -> Stand:
    return Stand(
        number=one.case.number,
        is_open=one.case.state.is_open,
        may_have=one.may_have,
        may_write=one.may_write,
        may_hand_in=one.may_hand_in,
        may_delegate=one.may_delegate,
        may_sign=one.may_sign,
        is_drafter=one.is_drafter,
        is_chief=one.part is Part.CHIEF,
    )
