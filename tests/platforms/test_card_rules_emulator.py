"""What the emulated platform asks of a card; each rule is broken once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.each import each
from tests.emulators.wecom_card_rules import APP_CARD, BOT_CARD, card_faults
from tests.platforms.test_wecom_cards_emulator import CARD, NOTICE


@each(
    ("changed", "fault"),
    [
        ({"card_type": "dance"}, "card_type"),
        ({"task_id": ""}, "task_id is missing"),
        ({"task_id": "三食堂"}, "task_id has other"),
        ({"task_id": "x" * 129}, "task_id is too long"),
        ({"main_title": {}, "sub_title_text": ""}, "main_title is missing"),
        ({"main_title": {"title": "字" * 37}}, "main_title.title is longer"),
        ({"main_title": {"title": "字", "desc": "字" * 45}}, "main_title.desc is longer"),
        ({"main_title": {"desc": "字"}, "sub_title_text": ""}, "neither main_title.title"),
        ({"main_title": "字"}, "wrong type"),
        ({"sub_title_text": "字" * 113}, "sub_title_text is longer"),
        ({"button_list": []}, "button_list is missing"),
        ({"button_list": [{"text": "到", "key": str(n)} for n in range(7)]}, "more than 6"),
        ({"button_list": [{"text": "字" * 11, "key": "k"}]}, "a button's text"),
        ({"button_list": [{"text": "字", "key": "k" * 1025}]}, "a button's key is missing or too long"),
        ({"button_list": [{"text": "字", "key": "k"}] * 2}, "a button's key is there twice"),
        ({"button_list": [{"text": "字"}]}, "a button's key is missing"),
        ({"horizontal_content_list": [{"keyname": "地点"}] * 7}, "too many rows"),
        ({"horizontal_content_list": [{"keyname": "六个字的名称"}]}, "a row's keyname"),
        ({"horizontal_content_list": [{"keyname": "地点", "type": 9}]}, "a row's type"),
        ({"jump_list": [{"title": "看"}] * 4}, "too many jumps"),
        ({"jump_list": [{"type": 3, "title": "看", "question": "问" * 67}]}, "a jump's"),
        ({"action_menu": {"action_list": []}}, "action_list"),
        ({"action_menu": {"action_list": [{}]}, "task_id": ""}, "action_menu needs"),
        ({"card_action": {"type": 1}}, "card_action has no url"),
        ({"colour": "red"}, "colour is no field"),
        ({"feedback": {"id": "f"}}, "feedback is no field"),
    ],
)
def test_an_apps_card_has_its_rules(changed: dict[str, Any], fault: str) -> None:
    """What is broken is named."""
    assert any(fault in found for found in card_faults({**CARD, **changed}, APP_CARD))


OPTION = {"id": "o", "text": "字"}
SELECT = {"question_key": "q", "option_list": [OPTION]}
VOTE = {
    "card_type": "vote_interaction", "main_title": {"title": "字"}, "task_id": "t",
    "checkbox": {"question_key": "q", "option_list": [OPTION]}, "submit_button": {"text": "提交", "key": "s"},
}  # fmt: skip
MANY = {
    "card_type": "multiple_interaction", "main_title": {"title": "字"},
    "select_list": [SELECT], "submit_button": {"text": "提交", "key": "s"},
}  # fmt: skip


@each(
    ("card", "fault"),
    [
        (VOTE | {"checkbox": {"option_list": []}}, "not 1 to 20 options"),
        (VOTE | {"checkbox": {"option_list": [OPTION, OPTION]}}, "an option's id is there twice"),
        (VOTE | {"submit_button": {"text": "字" * 11, "key": "s"}}, "submit_button.text"),
        (VOTE | {"submit_button": {"text": "字"}}, "submit_button.key"),
        (MANY | {"select_list": [SELECT] * 4}, "too many selectors"),
        (MANY | {"select_list": [SELECT | {"option_list": [{"id": "o", "text": "字" * 11}]}]}, "an option's text"),
        (MANY | {"select_list": [SELECT | {"option_list": [{"id": "o" * 129, "text": "字"}]}]}, "an option's id"),
        ({**CARD, "button_selection": {"option_list": []}}, "not 1 to 10 options"),
        ({**CARD, "main_title": {"title": "字" * 27}}, "main_title.title is longer than 26"),
        ({**CARD, "feedback": {"id": "反" * 86}}, "feedback.id is too long"),
        ({**NOTICE, "card_action": {"type": 0}}, "card_action.type"),
        ({**CARD, "replace_text": "x"}, "replace_text is no field"),
        ("x", "no object"),
    ],
)
def test_a_bots_card_has_rules_of_its_own(card: Any, fault: str) -> None:
    """Shorter titles, its own fields, and the kinds an app's test does not show."""
    assert any(fault in found for found in card_faults(card, BOT_CARD))


@pytest.mark.parametrize("card", [CARD, NOTICE, VOTE, MANY])
def test_a_sound_card_has_no_fault(card: Any) -> None:
    """As an app's and as a bot's."""
    assert card_faults(card, APP_CARD) == card_faults(card, BOT_CARD) == []
