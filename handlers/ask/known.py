"""What was asked before, read from the journal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from bot.messages import Message
from bot.store import journal
from bot.store.people import Person
from bot.store.places import Place
from handlers.ask.facts import AskFacts, Shown
from handlers.ask.talk import ASKED, CLAUSE_SHOWN, MORE_SHOWN, UNANSWERED

REMEMBERED = timedelta(minutes=10)
LOOKED_THROUGH = 20  # a person's latest entries, among which the last question of this conversation is
HEAD = 40  # signs of what was shown, by which its clause is found again


def facts(connection: Connection, message: Message, sender: Person | Place | None, now: datetime) -> AskFacts:
    """Read the sender's last question in this conversation: a group does not follow up what was asked privately."""
    del sender
    kinds, here = (*ASKED, MORE_SHOWN, CLAUSE_SHOWN), message.chat or ""
    found = journal.entries(
        connection, kinds=kinds, account=message.order_key, since=now - REMEMBERED, newest=LOOKED_THROUGH
    )
    own = [one for one in found if one.data.get("chat", "") == here]
    asked = next((at for at in range(len(own) - 1, -1, -1) if own[at].kind in ASKED), None)
    if asked is None:
        return AskFacts()
    question = str(own[asked].data.get("question", ""))  # empty where it is not kept: what was shown is
    further = sum(1 for one in own[asked:] if one.kind == MORE_SHOWN)
    return AskFacts(
        question,
        str(own[asked].data.get("root") or question),
        _shown(own[-1].data),
        further,
        own[asked].kind == UNANSWERED,
    )


def written(file: str, title: str, clause: str, text: str) -> dict[str, Any]:
    """Return what an entry keeps of what was shown."""
    return {"file": file, "title": title, "clause": clause, "head": text.strip()[:HEAD]}


def _shown(data: Mapping[str, Any]) -> Shown:
    return Shown(*(str(data.get(name, "")) for name in ("file", "title", "clause", "head")))
