"""What came with a request: kept with its message, and handed to whoever it is brought before."""

from __future__ import annotations

from bot.store import attachments, files, pushes
from bot.store.files import Enclosed
from bot.store.pushes import Push, Recipient, Severity
from bot.turn import Turn
from handlers.request.matter import Request

FILE_INSTEAD = "附件“{name}”这里收不到，请向呈报人索取。"


def hand_on(turn: Turn, request: Request, person_id: int) -> None:
    """Hand what was kept of the message to a person, after the words that were pushed to him."""
    if not request.message_id:
        return
    for one in attachments.of_message(turn.connection, request.door, request.message_id):
        if one.file_id is None:
            continue
        name = files.find(turn.connection, one.file_id).name
        push = Push(
            id=0,
            recipient=Recipient(person_id=person_id),
            text=FILE_INSTEAD.format(name=name),
            audience="leader",
            subject=request.subject,
            severity=Severity.NORMAL,
            answers=None,
            not_before=turn.now,
            expires_at=None,
            file=Enclosed(one.file_id, name),
        )
        pushes.put(turn.connection, push, source=turn.source, at=turn.now)
