"""Voiding: the buttons of a notice that was moved or called off say so, where the platform can change them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.store import pushes, sent_cards
from bot.store.pushes import Push, Severity
from bot.turn import Turn
from scheduler.notices.notice import Notice


def void_cards(turn: Turn, notice: Notice, shown: str, not_before: datetime | None = None) -> int:
    """Let the cards of a notice say `shown` instead of their buttons. Returns how many there are.

    not_before: office time, when the newer version leaves.
    """
    given = [
        Push(
            id=0,
            recipient=recipient,
            text="",
            audience=sent_cards.CHANGED,
            subject=notice.owed,
            severity=Severity.URGENT,  # nobody hears it
            answers=None,
            not_before=not_before or turn.now,
            expires_at=None,
            card=replace(card, shown=shown),
        )
        for recipient, card in sent_cards.of_matter(turn.connection, notice.owed)
    ]
    pushes.put_all(turn.connection, given, source=turn.source, at=turn.now)
    return len(given)
