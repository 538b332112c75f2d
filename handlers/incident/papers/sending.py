"""To whom word of a paper is sent: its drafter, who answers for it, the office. Held back in quiet hours."""

from __future__ import annotations

from collections.abc import Iterable

from bot.documents import Document
from bot.messages import Card
from bot.rights import Role
from bot.store import people
from bot.store.pushes import Recipient
from bot.turn import Turn
from handlers.incident.cases import Case


def to_drafter(turn: Turn, case: Case, person_id: int, text: str) -> None:
    """Tell who drafts, unless he says it himself."""
    if person_id != turn.person_id:
        turn.push(Recipient(person_id=person_id), text, audience="drafter", subject=case.subject)


def to_leaders(
    turn: Turn, case: Case, ids: Iterable[int], text: str, card: Card | None = None, document: Document | None = None
) -> None:
    """Tell who answers for it, each once. document: the paper as it stands."""
    for one in dict.fromkeys(ids):
        if one != turn.person_id:
            to = Recipient(person_id=one)
            turn.push(to, text, audience="leader", subject=case.subject, card=card, document=document)


def to_office(turn: Turn, case: Case, text: str) -> None:
    """Tell the organisers."""
    for one in people.people_with(turn.connection, Role.ORGANISER, turn.now):
        turn.push(Recipient(person_id=one.id), text, audience="organiser", subject=case.subject)
