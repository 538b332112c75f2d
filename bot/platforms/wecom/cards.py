"""A `Card` as WeCom's template_card of type button_interaction, for the app and for the AI bot.

A button's key is its number, from "1"; what it says stands in our own rows. A card that was pressed keeps its task id,
shows what was chosen, and has one grey button left whose key means nothing: the AI bot's cards can't be without a
button, know no `replace_text`, and a text_notice card would need an address to lead to.
Sources: official pages 101032 (AI bot), 90236 (app); sizes are advice there, what is longer is cut by the client.
"""

from __future__ import annotations

import re
from typing import Any

from bot.messages import Card

TASK_ID = re.compile(r"[0-9A-Za-z_@-]{1,64}")  # the platform takes 128
LONGEST_TITLE, LONGEST_SUBTITLE, LONGEST_LABEL, MOST_BUTTONS = 26, 112, 10, 6
FIRST_STYLE, OTHER_STYLE, GREY_STYLE = 1, 2, 4

#: The key of the button that is left on a pressed card; pressing it says nothing.
SPENT = "0"
CHOSEN = "已选定"


def as_template_card(card: Card) -> dict[str, Any]:
    """Write a card. Raises ValueError where its id or its buttons are none WeCom takes."""
    if not TASK_ID.fullmatch(card.id):
        raise ValueError("a card's id is 1 to 64 letters, digits, _-@")
    if not 1 <= len(card.buttons) <= MOST_BUTTONS:
        raise ValueError(f"a card has 1 to {MOST_BUTTONS} buttons")
    written: dict[str, Any] = {
        "card_type": "button_interaction",
        "main_title": {"title": shortened(card.title, LONGEST_TITLE)},
    }
    if card.shown:
        written["sub_title_text"] = shortened(card.shown, LONGEST_SUBTITLE)
    return written | {"button_list": _buttons(card), "task_id": card.id}


def shortened(text: str, most: int) -> str:
    """Return a text of one line and at most that many characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def _buttons(card: Card) -> list[dict[str, Any]]:
    if card.shown:
        return [{"text": CHOSEN, "style": GREY_STYLE, "key": SPENT}]
    return [
        {
            "text": shortened(button.label, LONGEST_LABEL),
            "style": FIRST_STYLE if number == 1 else OTHER_STYLE,
            "key": str(number),
        }
        for number, button in enumerate(card.buttons, start=1)
    ]
