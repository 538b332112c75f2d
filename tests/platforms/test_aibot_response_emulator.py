"""What an AI bot answers later, by response_url, keeps the vendor's rules."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from tests.emulators.wecom_rules import Trouble
from tests.platforms.test_aibot_emulator import Plain, staged, stream
from tests.platforms.test_wecom_cards_emulator import CARD


async def later(url: str, body: object) -> Any:
    """Answer by a response_url."""
    async with aiohttp.ClientSession() as session, session.post(url, json=body) as answer:
        return await answer.json()


MARKDOWN: Plain = {"msgtype": "markdown", "markdown": {"content": "**病假**", "feedback": {"id": "f"}}}


async def test_a_response_url_answers_once_within_the_hour() -> None:
    """In the chat it came from, below what was there; then it can be rated."""
    with staged(lambda plain: None if plain["msgtype"] == "event" else stream("正在查")) as on:
        shown = await on.bot.says("LiMing", "@后勤助手 x", chat="GROUP1")
        url = on.tiny.heard[0]["response_url"]
        assert (await later(url, MARKDOWN))["errcode"] == 0
        assert (shown.text, shown.texts) == ("正在查", ["正在查", "**病假**"])
        assert on.bot.screen("GROUP1").texts == ["正在查", "**病假**"]
        assert "used" in (await later(url, MARKDOWN))["errmsg"]
        await on.bot.rates(shown)
        await on.bot.says("LiMing", "y")
        on.passes(3600)
        assert (await later(on.tiny.heard[-1]["response_url"], MARKDOWN))["errcode"] == 42003
        assert (await later(url + "x", MARKDOWN))["errcode"] == 40029


async def test_a_card_may_come_later() -> None:
    """With its own task_id, and be pressed."""
    with staged(lambda _: None) as on:
        shown = await on.bot.says("LiMing", "x")
        body = {"msgtype": "template_card", "template_card": CARD}
        assert (await later(on.tiny.heard[0]["response_url"], body))["errcode"] == 0
        await on.bot.presses("LiMing", shown.card, 1)
        assert "task_id is used" in (await later(on.tiny.heard[1]["response_url"], body))["errmsg"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"encrypt": "x"}, 40008),
        ({"msgtype": "text", "text": {"content": "x"}}, 40008),
        (stream("x"), 40008),
        (MARKDOWN | {"encrypt": "x"}, 40008),
        ({"msgtype": "markdown", "markdown": {}}, 44004),
        ({"msgtype": "markdown", "markdown": {"content": "水" * 6827}}, 40058),
        ({"msgtype": "template_card", "template_card": {}}, 40058),
        ("x", 47001),
    ],
)
async def test_a_wrong_later_answer_meets_its_code(body: object, code: int) -> None:
    """Encrypted, of another kind, too long; nobody sees it, and the address is not spent."""
    with staged(lambda _: None) as on:
        await on.bot.says("LiMing", "x")
        url = on.tiny.heard[0]["response_url"]
        assert (await later(url, body))["errcode"] == code
        assert on.bot.screen("LiMing").bubbles == []
        assert (await later(url, MARKDOWN))["errcode"] == 0


async def test_a_later_answer_may_be_swallowed_or_lost() -> None:
    """Swallowed it was not shown; lost it was."""
    with staged(lambda _: None) as on:
        await on.bot.says("LiMing", "x")
        await on.bot.says("LiMing", "y")
        on.wecom.fail("aibot/response", Trouble.SWALLOW)
        assert (await later(on.tiny.heard[0]["response_url"], MARKDOWN))["errcode"] == 0
        assert on.bot.screen("LiMing").bubbles == []
        on.wecom.fail("aibot/response", Trouble.LOST)
        with pytest.raises(aiohttp.ClientError):
            await later(on.tiny.heard[1]["response_url"], MARKDOWN)
        assert on.bot.screen("LiMing").texts == ["**病假**"]
