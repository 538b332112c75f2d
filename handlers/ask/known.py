"""What was asked before, read from the journal."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.messages import Message
from bot.store import journal
from bot.store.people import Person
from bot.store.places import Place
from handlers.ask.facts import AskFacts
from handlers.ask.talk import ANSWERED

REMEMBERED = timedelta(minutes=10)
LOOKED_THROUGH = 20  # a person's latest questions, among which the last of this conversation is


def facts(connection: Connection, message: Message, sender: Person | Place | None, now: datetime) -> AskFacts:
    """Read the sender's last question in this conversation: a group does not follow up what was asked privately."""
    del sender
    since, here = now - REMEMBERED, message.chat or ""
    asked = journal.entries(
        connection, kinds=(ANSWERED,), account=message.order_key, since=since, newest=LOOKED_THROUGH
    )
    questions = [one.data["question"] for one in asked if one.data.get("chat", "") == here]
    return AskFacts(questions[-1] if questions else "")
