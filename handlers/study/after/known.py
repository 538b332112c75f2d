"""What a reading of a file without words may know: what its sender said he would send, what he owes, what was lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.messages import Kind, Message
from bot.store.people import Person
from handlers.study import papers, studies
from handlers.study.after.handing import AWAITED_FOR
from handlers.study.after.owing import KIND
from handlers.study.facts import Facts
from handlers.study.talk import SUBMIT
from scheduler import owed


def with_papers(connection: Connection, facts: Facts, message: Message, me: Person, now: datetime) -> Facts:
    """Return facts with what is known of papers."""
    if message.kind is Kind.RESULT:
        lost = papers.came_with(connection, me.id, str(message.data.get("of", "")))
        return replace(facts, lost=lost.id if lost else 0)
    waits = papers.awaited(connection, me.id, now - AWAITED_FOR)
    awaited = (waits.study_id, waits.kind, str(waits.data.get("intent", SUBMIT))) if waits else None
    owing = [one for one in owed.open_of(connection, me.id) if one.kind == KIND]
    first = studies.named(connection, owing[0].subject) if owing else None
    return replace(facts, awaited=awaited, owed=first.wants if first else "")
