"""Cards of the app: sent after the words, shown as pressed once by a code that stands in no body kept."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from aiohttp import web

from bot.clock import SteppedClock
from bot.errors import DeliveryError, FateUnknown, Refused
from bot.messages import Button, Card
from bot.platforms.protocol import RESPONSE_CODE, Address, Outcome
from bot.platforms.wecom.card_update import WeComAppCardUpdate
from bot.platforms.wecom.route import WeComAppRoute
from bot.store.shared import MemoryShared
from tests.emulators.loopback import Loopback
from tests.platforms.test_wecom_route import CORP, LI, PURE, SECRET, START, WANG

CARD = Card("card-1", "三食堂停水，谁去？", (Button("我去", "我去"), Button("不去", "不去")))
PRESSED = replace(CARD, shown="已登记：我去")
UPDATE = WeComAppCardUpdate(1000002, PURE.api, PURE.tokens)


def test_a_card_goes_out_after_its_words() -> None:
    """Whoever can't press can read and answer with a number."""
    words, card = (json.loads(body) for body in PURE.compose("谁去？\n1. 我去\n2. 不去", [LI, WANG], CARD))
    assert words["text"]["content"] == "谁去？\n1. 我去\n2. 不去"
    assert (card["touser"], card["msgtype"], card["agentid"]) == ("LiMing|WangFang", "template_card", 1000002)
    assert card["enable_duplicate_check"] == 1
    assert card["template_card"] == {
        "card_type": "button_interaction",
        "main_title": {"title": "三食堂停水，谁去？"},
        "button_list": [{"text": "我去", "style": 1, "key": "1"}, {"text": "不去", "style": 2, "key": "2"}],
        "task_id": "card-1",
    }


def test_a_pressed_card_is_no_new_card() -> None:
    """It is shown by another way out, or not at all."""
    assert PURE.compose("", [LI], PRESSED) == []
    (words,) = PURE.compose("已登记", [LI], PRESSED)
    assert json.loads(words)["msgtype"] == "text"
    (card,) = PURE.compose("", [LI], CARD)
    assert json.loads(card)["msgtype"] == "template_card"


def test_an_update_says_which_button_was_pressed() -> None:
    """The code is put in when the call is made."""
    (body,) = UPDATE.compose("", [LI], PRESSED)
    assert json.loads(body) == {
        "userids": ["LiMing"], "agentid": 1000002, "button": {"replace_name": "已登记：我去"},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "addresses", "card"),
    [
        ("已登记", [LI], PRESSED), ("", [LI], CARD), ("", [LI], None), ("", [Address(chat="c")], PRESSED),
        ("", [LI, Address()], PRESSED),
    ],
)  # fmt: skip
def test_an_update_says_nothing_else(text: str, addresses: list[Address], card: Card | None) -> None:
    """No words, no card to be pressed, no group."""
    assert UPDATE.compose(text, addresses, card) == []


def test_an_update_says_who_it_is_and_what_it_spends() -> None:
    """The code that came with a press of its own door."""
    assert (UPDATE.name, UPDATE.platform) == ("wecom-app:1000002/response_code", "wecom")
    assert UPDATE.spends == ("wecom-app:1000002", RESPONSE_CODE)
    assert UPDATE.limits.recipients == 1000
    assert [UPDATE.reaches(address) for address in (LI, Address(chat="c"), Address())] == [True, False, False]


async def update(answer: dict[str, Any] | None) -> tuple[Outcome, list[Any]]:
    """Send an update to a platform that answers just this, None: that loses the answer."""
    heard: list[Any] = []

    async def take(request: web.Request) -> web.Response:
        if request.path.endswith("gettoken"):
            return web.json_response({"errcode": 0, "access_token": "canary-token", "expires_in": 7200})
        heard.append((request.path, json.loads(await request.read())))
        if answer is None:
            assert request.transport is not None
            request.transport.abort()
        return web.json_response(answer)

    app = web.Application()
    app.router.add_route("*", "/cgi-bin/{path:.+}", take)
    with Loopback(app) as server:
        route = WeComAppRoute(
            corp_id=CORP, agent_id=1000002, secret=SECRET, cache=MemoryShared(), clock=SteppedClock(START),
            api_base=server.base, timeout_s=2,
        )  # fmt: skip
        way = WeComAppCardUpdate(1000002, route.api, route.tokens)
        (body,) = way.compose("", [LI], PRESSED)
        try:
            return await way.send(body, "canary-code"), heard
        finally:
            await way.close()
            await route.close()


async def test_an_update_is_sent_with_its_code() -> None:
    """To the documented interface."""
    outcome, heard = await update({"errcode": 0, "errmsg": "ok"})
    assert outcome == Outcome()
    assert heard == [
        (
            "/cgi-bin/message/update_template_card",
            {
                "userids": ["LiMing"],
                "agentid": 1000002,
                "button": {"replace_name": "已登记：我去"},
                "response_code": "canary-code",
            },
        )
    ]


@pytest.mark.parametrize(
    ("answer", "expected"), [({"errcode": 40029}, Refused), ({"errcode": 42003}, Refused), (None, FateUnknown)]
)
async def test_a_used_code_is_refused(answer: dict[str, Any] | None, expected: type[DeliveryError]) -> None:
    """And told to nobody."""
    with pytest.raises(expected) as met:
        await update(answer)
    assert "canary" not in repr(met.value)
