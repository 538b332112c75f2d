"""What the AI bot may answer where, as the platform documents it; and cards that are the same for bot and app."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import Button, Card
from bot.platforms.wecom.aibot.frames import (
    CUT,
    LIMIT,
    Scene,
    as_content,
    cut_to,
    write_card,
    write_stream,
    write_text,
    write_update,
)
from bot.platforms.wecom.aibot.markdown import as_markdown
from bot.platforms.wecom.cards import SPENT, as_template_card
from tests.each import each
from tests.growth import grows_with

CARD = Card("card-1", "三食堂停水，谁去？", (Button("我去", "我去"), Button("转给别人", "转")), asks="wecom/LiMing")
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
SEEDS = ["<@all>到。", "*_急。", "水。", "<@all>", "\n#", "\n\t\t\t\t`a`", FAMILY + "<b>", "&lt;"]
PRESSED = Card("card-1", "三食堂停水，谁去？", CARD.buttons, shown="已登记：我去")


def stream(**own: Any) -> dict[str, Any]:
    """Write a frame of a stream."""
    given: dict[str, Any] = {"text": "在查", "is_over": False} | own
    frame: dict[str, Any] = json.loads(write_stream(Scene.MESSAGE, "s1", **given))
    return frame


def test_a_frame_says_the_whole_text_so_far() -> None:
    """The platform shows the latest alone."""
    assert stream() == {"msgtype": "stream", "stream": {"id": "s1", "finish": False, "content": "在查"}}
    assert stream(text="好了", is_over=True, rating="m1") == {
        "msgtype": "stream",
        "stream": {"id": "s1", "finish": True, "content": "好了", "feedback": {"id": "m1"}},
    }


def test_a_card_goes_with_the_last_frame_only() -> None:
    """One message takes one card, and a frame may be asked for again."""
    frame = stream(is_over=True, card=CARD)
    assert frame["msgtype"] == "stream_with_template_card"
    assert frame["template_card"]["task_id"] == "card-1"
    with pytest.raises(ValueError, match="last frame"):
        stream(card=CARD)


def test_a_welcome_is_plain_text_or_a_card() -> None:
    """A welcome is not read as Markdown."""
    assert json.loads(write_text(Scene.WELCOME, "您好，*我*是\n后勤助手")) == {
        "msgtype": "text", "text": {"content": "您好，*我*是\n后勤助手"},
    }  # fmt: skip
    assert json.loads(write_card(Scene.WELCOME, CARD))["msgtype"] == "template_card"


def test_a_pressed_card_is_shown_to_everybody_or_to_one() -> None:
    """With the choice and one grey button that means nothing."""
    update = json.loads(write_update(Scene.PRESS, PRESSED))
    assert update == {
        "response_type": "update_template_card",
        "template_card": {
            "card_type": "button_interaction",
            "main_title": {"title": "三食堂停水，谁去？"},
            "sub_title_text": "已登记：我去",
            "button_list": [{"text": "已选定", "style": 4, "key": SPENT}],
            "task_id": "card-1",
        },
    }
    assert json.loads(write_update(Scene.PRESS, PRESSED, only="LiMing"))["userids"] == ["LiMing"]


WRITERS = {
    "text": lambda scene: write_text(scene, "x"),
    "card": lambda scene: write_card(scene, CARD),
    "stream": lambda scene: write_stream(scene, "s", "x", is_over=True),
    "stream and card": lambda scene: write_stream(scene, "s", "x", is_over=True, card=CARD),
    "update": lambda scene: write_update(scene, PRESSED),
}
ALLOWED = {
    ("text", Scene.WELCOME), ("card", Scene.WELCOME), ("card", Scene.MESSAGE), ("stream", Scene.MESSAGE),
    ("stream", Scene.POLL), ("stream and card", Scene.MESSAGE), ("stream and card", Scene.POLL),
    ("update", Scene.PRESS),
}  # fmt: skip


@pytest.mark.parametrize("scene", Scene)
@pytest.mark.parametrize("kind", WRITERS)
def test_what_the_platform_does_not_take_there_cannot_be_written(kind: str, scene: Scene) -> None:
    """By the table of official page 101031."""
    if (kind, scene) in ALLOWED:
        assert json.loads(WRITERS[kind](scene))
        return
    with pytest.raises(ValueError, match="does not take"):
        WRITERS[kind](scene)


def test_a_ratings_id_has_a_length() -> None:
    """In bytes."""
    assert stream(rating="水" * 85)["stream"]["feedback"] == {"id": "水" * 85}
    with pytest.raises(ValueError, match="256"):
        stream(rating="水" * 86)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("size", [LIMIT // 3, LIMIT, LIMIT * 2])
def test_what_is_sent_is_always_escaped(seed: str, size: int) -> None:
    """Though the text alone would fit and its Markdown does not: then it is cut, where it fits just so."""
    text = "请注意。" + seed * (size // len(seed.encode()))
    said = as_content(text)
    assert not re.search("<[@a-z]|(?<!\\\\)[*&#`]", said)
    if len(as_markdown(text).encode()) <= LIMIT:
        assert said == as_markdown(text)
    else:
        assert said.endswith(as_markdown(CUT))
        assert LIMIT - 120 < len(said.encode()) <= LIMIT


def test_a_text_too_long_is_cut_after_a_sentence_and_says_so() -> None:
    """Only as a last resort, and between characters as a reader sees them."""
    said = as_content("三食堂三楼<今天停水。" * 1000)
    assert said.endswith("今天停水。  " + CUT)
    assert LIMIT - 100 < len(said.encode()) <= LIMIT
    assert set(cut_to(FAMILY * 100, 200).removesuffix(CUT).split(FAMILY)) == {""}


def test_a_text_of_escapes_is_cut_in_time_that_grows_with_it() -> None:
    """Others wait meanwhile."""
    grows_with(lambda size: as_content("*_#" * size), 20_000)


def test_a_text_without_sentences_is_cut_at_a_line_or_between_characters() -> None:
    """No character is halved."""
    assert set(cut_to("水水水水水水\n" * 100, 200).removesuffix(CUT).split("\n")) == {"水水水水水水"}
    assert set(cut_to("水" * 1000, 200).removesuffix(CUT)) == {"水"}
    assert cut_to("好。" + "水" * 1000, 200).startswith("好。水")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200), st.integers(1, 400))
def test_content_never_exceeds_the_limit(text: str, times: int) -> None:
    """Whatever is repeated how often."""
    assert len(as_content(text * times).encode()) <= LIMIT


def test_buttons_are_numbered_and_the_first_stands_out() -> None:
    """What they say stands in our own rows, not in the card."""
    card = as_template_card(CARD)
    assert card["button_list"] == [
        {"text": "我去", "style": 1, "key": "1"}, {"text": "转给别人", "style": 2, "key": "2"},
    ]  # fmt: skip
    assert '转"' not in json.dumps(card, ensure_ascii=False).replace("转给别人", "")
    assert "sub_title_text" not in card


def test_what_is_too_long_for_a_card_is_shortened() -> None:
    """The client would cut it somewhere."""
    card = as_template_card(Card("c", "题" * 30, (Button("钮" * 11, "x"),), shown=""))
    assert card["main_title"]["title"] == "题" * 25 + "…"
    assert card["button_list"][0]["text"] == "钮" * 9 + "…"
    shown = as_template_card(Card("c", "题\n目", (Button("钮", "x"),), shown="水" * 200))
    assert (shown["main_title"]["title"], len(shown["sub_title_text"])) == ("题 目", 112)


@each("number", ["", "a b", "水", "a/b", "x" * 65, "a\n"])
def test_a_card_without_a_good_id_is_refused(number: str) -> None:
    """Presses come back by it."""
    with pytest.raises(ValueError, match="id"):
        as_template_card(Card(number, "题", (Button("好", "好"),)))


@pytest.mark.parametrize("count", [0, 7])
def test_a_card_has_one_to_six_buttons(count: int) -> None:
    """The platform takes no more."""
    with pytest.raises(ValueError, match="buttons"):
        as_template_card(Card("c", "题", (Button("好", "好"),) * count))
