"""Cards as columns: a push keeps its card as JSON, and the card's id beside it, by which a press finds it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from bot.messages import Button, Card


def as_columns(card: Card | None) -> dict[str, Any]:
    """Return the values of `card` and `card_id`."""
    return {"card": asdict(card) if card else None, "card_id": card.own_id if card else ""}


def from_column(value: Mapping[str, Any] | None) -> Card | None:
    """Read a card back."""
    if value is None:
        return None
    buttons = tuple(Button(**button) for button in value["buttons"])
    return Card(value["id"], value["title"], buttons, value["asks"], value["shown"])
