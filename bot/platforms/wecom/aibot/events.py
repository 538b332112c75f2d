"""What happened to the AI bot: its chat was opened, a card's button pressed, an answer rated.

Source: official page 101027. A press is sent once and dropped when it is not answered within 5 s.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.messages import Kind
from bot.platforms.wecom.aibot.contents import LONGEST_TYPE, Contents, raw
from bot.platforms.wecom.aibot.fields import Fields, needed, number_if, part, part_if, parts_if, require, word, word_if
from bot.platforms.wecom.cards import SPENT
from bot.platforms.wecom.codec import clean

LONGEST_KEY = 1024
ENTERED, PRESSED, RATED = "enter_chat", "template_card_event", "feedback_event"
VERDICTS: Mapping[int | None, str] = {1: "good", 2: "bad", 3: "withdrawn"}

#: Why an answer was not good, as the client words it.
REASONS: Mapping[int, str] = {1: "与问题无关", 2: "内容不完整", 3: "内容有错误", 4: "数据分析错误"}


def read_event(fields: Fields) -> Contents:
    """Read an event. Raises Malformed.

    `data` of a press: `card`, `button`, `selected`; of a rating `event` "feedback", `of`, `verdict`, `text`, `reasons`;
    of the grey button of a pressed card `event` "spent_button"; of any other `event` and `raw`.
    """
    event = part(fields, "event")
    given = needed(event, "eventtype")
    require(len(given) <= LONGEST_TYPE, "eventtype")
    name, own = given.lower(), part_if(event, given)
    if name == PRESSED:
        return _press(own, event)
    if name == RATED:
        return Contents(Kind.EVENT, data=_rating(own))
    if name == ENTERED:
        return Contents(Kind.EVENT, data={"event": name})
    return Contents(Kind.EVENT, data={"event": name, "raw": raw(own)})


def _press(own: Fields, event: Fields) -> Contents:
    """Read a press; the card's id and the button stand one level higher in what the official SDK declares."""
    card, button = (word(own, name) or word(event, name) for name in ("task_id", "event_key"))
    require(len(card) <= LONGEST_KEY and len(button) <= LONGEST_KEY, "event_key")
    if button == SPENT:
        return Contents(Kind.EVENT, data={"event": "spent_button", "card": card})
    selected = part_if(own, "selected_items") or part_if(event, "selected_items")
    return Contents(Kind.PRESS, data={"card": card, "button": button, "selected": _selected(selected)})


def _selected(items: Fields) -> dict[str, list[str]]:
    chosen: dict[str, list[str]] = {}
    for item in parts_if(items, "selected_item"):
        options = part_if(item, "option_ids").get("option_id")
        listed = options if isinstance(options, list) else []
        if question := word_if(item, "question_key"):
            chosen[question] = [clean(option) for option in listed if isinstance(option, str)]
    return chosen


def _rating(own: Fields) -> dict[str, Any]:
    given = own.get("inaccurate_reason_list")
    reasons = [reason for reason in given if type(reason) is int] if isinstance(given, list) else []
    return {
        "event": "feedback",
        "of": word_if(own, "id"),
        "verdict": VERDICTS.get(number_if(own, "type"), "unknown"),
        "text": word_if(own, "content").strip(),
        "reasons": [REASONS.get(reason, str(reason)) for reason in reasons],
    }
