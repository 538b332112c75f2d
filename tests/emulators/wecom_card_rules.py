"""What WeCom asks of a template card, as data and as one check that names every fault.

Lengths the vendor only advises are asked for here too: a phone cuts what is longer. Sources: official pages 90236
(cards of an app) and 101032 (cards of an AI bot).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

TASK_ID = re.compile(r"[0-9A-Za-z_\-@]+")
COMMON = {
    "card_type", "source", "action_menu", "main_title", "quote_area", "horizontal_content_list", "jump_list",
    "card_action", "task_id", "emphasis_content", "sub_title_text", "card_image", "image_text_area",
    "vertical_content_list", "button_selection", "button_list", "checkbox", "select_list", "submit_button",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CardRules:
    """Limits of one kind of sender. Numbers of characters, where the name does not say bytes.

    own: field names only this sender's cards have. links: the types a row and a jump may have.
    """

    title: int
    desc: int
    value: int
    own: frozenset[str]
    row_types: frozenset[int]
    jump_types: frozenset[int]
    sub_title: int = 112
    keyname: int = 5
    rows: int = 6
    jumps: int = 3
    buttons: int = 6
    button_text: int = 10
    key_bytes: int = 1024
    task_bytes: int = 128
    options: int = 10
    checks: int = 20
    check_text: int = 11
    selects: int = 3
    option_bytes: int = 128
    actions: int = 3
    question_bytes: int = 200
    feedback_bytes: int = 256


APP_CARD = CardRules(36, 44, 30, frozenset({"replace_text"}), frozenset({0, 1, 2, 3}), frozenset({0, 1, 2}))
BOT_CARD = CardRules(26, 30, 26, frozenset({"feedback"}), frozenset({0, 1, 3}), frozenset({0, 1, 2, 3}))

#: card_type → the fields it can't do without.
NEEDED: Mapping[str, tuple[str, ...]] = {
    "text_notice": ("card_action",),
    "news_notice": ("main_title", "card_action"),
    "button_interaction": ("main_title", "button_list", "task_id"),
    "vote_interaction": ("main_title", "checkbox", "submit_button", "task_id"),
    "multiple_interaction": ("main_title", "select_list", "submit_button"),
}
INTERACTIVE = frozenset({"button_interaction", "vote_interaction", "multiple_interaction"})


def card_faults(card: object, rules: CardRules) -> list[str]:
    """Return everything that is wrong with a template card, in words; empty where it holds."""
    if not isinstance(card, dict):
        return ["the card is no object"]
    kind = card.get("card_type")
    if not isinstance(kind, str) or kind not in NEEDED:
        return [f"card_type is {kind!r}"]
    try:
        return [*_fields(card, kind, rules), *_words(card, rules), *_lists(card, rules), *_choices(card, rules)]
    except (TypeError, AttributeError):
        return ["a field has the wrong type"]


def _fields(card: Mapping[str, Any], kind: str, rules: CardRules) -> Iterator[str]:
    yield from (f"{name} is no field of a card" for name in card if name not in COMMON | rules.own)
    yield from (f"{name} is missing" for name in NEEDED[kind] if not card.get(name))
    if not card.get("main_title", {}).get("title") and not card.get("sub_title_text"):
        yield "neither main_title.title nor sub_title_text"
    task = card.get("task_id", "")
    if task and not TASK_ID.fullmatch(task):
        yield "task_id has other characters than digits, letters, _-@"
    if len(task.encode()) > rules.task_bytes:
        yield "task_id is too long"
    if not task and card.get("action_menu"):
        yield "action_menu needs a task_id"
    feedback = card.get("feedback", {}).get("id", "")
    if len(feedback.encode()) > rules.feedback_bytes:
        yield "feedback.id is too long"
    action = card.get("card_action")
    if kind in {"text_notice", "news_notice"} and action and action.get("type") not in {1, 2}:
        yield "card_action.type is neither 1 nor 2"
    if action and action.get("type") == 1 and not action.get("url"):
        yield "card_action has no url"


def _words(card: Mapping[str, Any], rules: CardRules) -> Iterator[str]:
    title = card.get("main_title", {})
    for name, words, most in (
        ("main_title.title", title.get("title", ""), rules.title),
        ("main_title.desc", title.get("desc", ""), rules.desc),
        ("sub_title_text", card.get("sub_title_text", ""), rules.sub_title),
        ("submit_button.text", card.get("submit_button", {}).get("text", ""), rules.button_text),
    ):
        if len(words) > most:
            yield f"{name} is longer than {most}"


def _lists(card: Mapping[str, Any], rules: CardRules) -> Iterator[str]:
    rows, jumps = card.get("horizontal_content_list", []), card.get("jump_list", [])
    if len(rows) > rules.rows:
        yield "too many rows"
    for row in rows:
        if not row.get("keyname") or len(row["keyname"]) > rules.keyname or len(row.get("value", "")) > rules.value:
            yield "a row's keyname or value is missing or too long"
        if row.get("type", 0) not in rules.row_types:
            yield "a row's type"
    if len(jumps) > rules.jumps:
        yield "too many jumps"
    for jump in jumps:
        if not jump.get("title") or jump.get("type", 0) not in rules.jump_types:
            yield "a jump's title or type"
        if len(jump.get("question", "").encode()) > rules.question_bytes:
            yield "a jump's question is too long"
    actions = card.get("action_menu", {}).get("action_list", [0])
    if not 1 <= len(actions) <= rules.actions:
        yield "action_list has none or too many"


def _choices(card: Mapping[str, Any], rules: CardRules) -> Iterator[str]:
    buttons = card.get("button_list", [])
    if len(buttons) > rules.buttons:
        yield f"more than {rules.buttons} buttons"
    if any(not button.get("text") or len(button["text"]) > rules.button_text for button in buttons):
        yield "a button's text is missing or too long"
    yield from _keys("a button's key", [button.get("key", "") for button in buttons], rules.key_bytes)
    if "submit_button" in card:
        yield from _keys("submit_button.key", [card["submit_button"].get("key", "")], rules.key_bytes)
    selects = card.get("select_list", [])
    if len(selects) > rules.selects:
        yield "too many selectors"
    yield from _keys("a question_key", [select.get("question_key", "") for select in selects], rules.key_bytes)
    for select in [*selects, *([card["button_selection"]] if "button_selection" in card else [])]:
        yield from _options(select.get("option_list", []), rules.options, rules.button_text, rules)
    if "checkbox" in card:
        yield from _options(card["checkbox"].get("option_list", []), rules.checks, rules.check_text, rules)


def _options(options: Sequence[Mapping[str, Any]], most: int, text: int, rules: CardRules) -> Iterator[str]:
    if not 1 <= len(options) <= most:
        yield f"not 1 to {most} options"
    if any(not option.get("text") or len(option["text"]) > text for option in options):
        yield "an option's text is missing or too long"
    yield from _keys("an option's id", [option.get("id", "") for option in options], rules.option_bytes)


def _keys(name: str, keys: Sequence[str], most: int) -> Iterator[str]:
    if any(not key or len(key.encode()) > most for key in keys):
        yield f"{name} is missing or too long"
    if len(set(keys)) < len(keys):
        yield f"{name} is there twice"
