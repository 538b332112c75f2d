"""The document a drafter sent as the summary: handed on to whoever asks for the summary, as it came."""

from __future__ import annotations

from sqlalchemy import Connection, select

from bot.store import attachments, pushes
from bot.store.files import Enclosed
from bot.store.pushes import Push, Recipient, Severity
from bot.turn import Turn
from handlers.incident.cases import Case
from handlers.incident.papers.rows import papers


def attached(connection: Connection, case: Case) -> Enclosed | None:
    """Return the document that was sent; None where there is none, or it has not been fetched."""
    columns = (papers.c.door, papers.c.message_id, papers.c.file_name)
    row = connection.execute(select(*columns).where(papers.c.incident_id == case.id)).first()
    if row is None or not row.message_id:
        return None
    kept = (one.file_id for one in attachments.of_message(connection, row.door, row.message_id))
    file_id = next((one for one in kept if one is not None), None)
    return Enclosed(file_id, row.file_name) if file_id is not None else None


def hand_on(turn: Turn, case: Case, instead: str) -> bool:
    """Hand the document to who asks for it. instead: what is said where no file goes. Returns whether there is one."""
    file, waiting = attached(turn.connection, case), turn.waiting
    if file is None or waiting is None:
        return False
    push = Push(
        id=0,
        recipient=Recipient(platform=waiting.message.platform, account=waiting.message.account),
        text=instead,
        audience="sender",
        subject="",
        severity=Severity.URGENT,
        answers=waiting.id,
        not_before=turn.now,
        expires_at=None,
        file=file,
    )
    pushes.put(turn.connection, push, source=turn.source, at=turn.now)
    return True
