"""The emulated group webhooks keep the vendor's rules."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import requests

from bot.clock import SteppedClock
from tests.emulators.wecom import EmulatedWeCom
from tests.emulators.wecom_rules import Trouble
from tests.platforms.test_wecom_cards_emulator import CARD, NOTICE
from tests.platforms.test_wecom_route import START

CLOCK = SteppedClock(START)


@pytest.fixture
def wecom() -> Iterator[EmulatedWeCom]:
    """Give a platform with two groups."""
    CLOCK.set(START)
    with EmulatedWeCom(CLOCK, webhooks={"key-1": "膳食群", "key-2": "值班群"}) as emulated:
        yield emulated


def send(wecom: EmulatedWeCom, body: Any, key: str = "key-1") -> dict[str, Any]:
    """Post to a webhook."""
    url = f"{wecom.base}/cgi-bin/webhook/send"
    answer: dict[str, Any] = requests.post(url, params={"key": key}, json=body, timeout=5).json()
    return answer


def text(words: str, **other: object) -> dict[str, object]:
    """Make a text."""
    return {"msgtype": "text", "text": {"content": words, **other}}


def test_each_key_speaks_in_its_own_group(wecom: EmulatedWeCom) -> None:
    """And @-s whom the list and the text name."""
    assert send(wecom, text("停水 <@WangFang>", mentioned_list=["LiMing", "@all"]))["errcode"] == 0
    assert send(wecom, {"msgtype": "markdown", "markdown": {"content": "**值班** <@LiMing>"}}, "key-2")["errcode"] == 0
    first, second = wecom.screen("膳食群"), wecom.screen("值班群")
    assert (first.texts, first.last.mentioned) == (["停水 <@WangFang>"], ("LiMing", "@all", "WangFang"))
    assert (second.texts, second.last.mentioned) == (["**值班** <@LiMing>"], ("LiMing",))
    assert first.last.source != second.last.source


def test_the_newer_markdown_mentions_nobody(wecom: EmulatedWeCom) -> None:
    """markdown_v2 shows the letters."""
    send(wecom, {"msgtype": "markdown_v2", "markdown_v2": {"content": "<@LiMing>"}})
    assert wecom.screen("膳食群").last.mentioned == ()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (text("水" * 683), 40058),
        ({"msgtype": "markdown", "markdown": {"content": "x" * 4097}}, 40058),
        ({"msgtype": "markdown"}, 44004),
        (text(""), 44004),
        (text("x", mentioned_list="LiMing"), 40058),
        ({"msgtype": "dance"}, 40008),
        (["text"], 47001),
        ({"msgtype": "template_card", "template_card": CARD}, 40058),
        ({"msgtype": "template_card", "template_card": {}}, 40058),
    ],
)
def test_a_wrong_body_meets_its_code(wecom: EmulatedWeCom, body: object, code: int) -> None:
    """And nobody sees it: a card with buttons has nobody to answer it."""
    assert send(wecom, body)["errcode"] == code
    assert wecom.screen("膳食群").bubbles == []


@pytest.mark.parametrize(
    "body",
    [
        text("水" * 682),
        {"msgtype": "markdown", "markdown": {"content": "x" * 4096}},
        {"msgtype": "template_card", "template_card": NOTICE},
    ],
)
def test_what_just_fits_is_shown(wecom: EmulatedWeCom, body: object) -> None:
    """2,048 bytes of text, 4,096 of markdown, a notice."""
    assert send(wecom, body)["errcode"] == 0
    assert len(wecom.screen("膳食群").bubbles) == 1


def test_a_key_nobody_has_is_refused(wecom: EmulatedWeCom) -> None:
    """93000, as after the group took the webhook out."""
    assert send(wecom, text("x"), "never")["errcode"] == 93000
    wecom.webhooks.groups.pop("key-1")
    assert send(wecom, text("x"))["errcode"] == 93000


def test_twenty_a_minute_for_each_key(wecom: EmulatedWeCom) -> None:
    """45009 for the next; other keys go on, and a minute later this one."""
    answers = [send(wecom, text(str(number)))["errcode"] for number in range(21)]
    assert answers == [0] * 20 + [45009]
    assert send(wecom, text("x"), "key-2")["errcode"] == 0
    CLOCK.move_to(START + timedelta(minutes=1))
    assert send(wecom, text("y"))["errcode"] == 0


def test_a_swallowed_message_looks_sent(wecom: EmulatedWeCom) -> None:
    """As with every sender."""
    wecom.fail("webhook/send", Trouble.SWALLOW)
    assert send(wecom, text("x"))["errcode"] == 0
    assert wecom.screen("膳食群").bubbles == []
