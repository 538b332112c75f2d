"""Answers by session webhook: to DingTalk's own address and nowhere else, as long as it holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web

from bot.clock import SteppedClock
from bot.errors import FateUnknown, Refused
from bot.messages import Button, Card
from bot.platforms.dingtalk.session import DingTalkSession
from bot.platforms.protocol import SESSION_WEBHOOK, Address, Outcome
from tests.emulators.dingtalk import EmulatedDingTalk
from tests.emulators.loopback import Loopback
from tests.emulators.wecom_rules import Trouble
from tests.platforms.test_dingtalk_door import ELSEWHERE
from tests.platforms.test_dingtalk_route import LONG, NUMBER

ROBOT, START = "dingrobot0001", datetime(2026, 11, 20, 6, 30, tzinfo=UTC)
LI, CHAT = Address("$:LWCP_v1:$abc"), Address(chat="cidGROUP==")
PURE = DingTalkSession(robot_code=ROBOT, session_base="https://oapi.dingtalk.com")
CARD = Card("c", "t", (Button("到场", "到场"),))
CLOCK = SteppedClock(START)


@pytest.fixture
def dingtalk() -> Iterator[EmulatedDingTalk]:
    """Give an emulated platform."""
    CLOCK.set(START)
    with EmulatedDingTalk(CLOCK) as emulated:
        yield emulated


async def answer(base: str, url: str, text: str, address: Address = LI) -> list[Outcome]:
    """Answer by a session webhook."""
    route = DingTalkSession(robot_code=ROBOT, session_base=base, timeout_s=1)
    try:
        return [await route.send(body, url) for body in route.compose(text, [address])]
    finally:
        await route.close()


def test_a_body_is_the_documented_json() -> None:
    """Nobody is mentioned; the same bytes each time."""
    (body,) = PURE.compose("三食堂停水", [LI])
    assert json.loads(body) == {
        "msgtype": "text", "text": {"content": "三食堂停水"},
        "at": {"atUserIds": [], "atMobiles": [], "isAtAll": False},
    }  # fmt: skip
    assert PURE.compose("三食堂停水", [LI]) == [body]


def test_a_route_says_what_it_spends() -> None:
    """What the robot's door has lent."""
    assert (PURE.name, PURE.platform) == (f"dingtalk:{ROBOT}/session_webhook", "dingtalk")
    assert PURE.spends == (f"dingtalk:{ROBOT}", SESSION_WEBHOOK)
    assert (PURE.limits.recipients, PURE.limits.dedupes) == (1, None)


def test_it_reaches_whoever_spoke() -> None:
    """Also somebody from outside, whom no other way reaches."""
    assert PURE.reaches(LI)
    assert PURE.reaches(CHAT)
    assert not PURE.reaches(Address())
    for addresses in ([], [LI, LI], [Address()]):
        with pytest.raises(ValueError, match="one place"):
            PURE.compose("x", addresses)


def test_a_card_is_left_out() -> None:
    """The words say the same; without words there is nothing to send."""
    assert PURE.compose("请确认", [LI], CARD) == PURE.compose("请确认", [LI])
    assert PURE.compose("", [LI], CARD) == []


@pytest.mark.parametrize("place", ["user123", "cidGROUP=="])
async def test_an_answer_arrives_where_it_was_asked(dingtalk: EmulatedDingTalk, place: str) -> None:
    """Several, by one session, whole."""
    url, _ = dingtalk.lend_session(place)
    await answer(dingtalk.base, url, "三食堂停水")
    await answer(dingtalk.base, url, LONG[:3000])
    await answer(dingtalk.base, url, LONG * 2)
    first, second, *rest = dingtalk.texts(place)
    assert (first, second) == ("三食堂停水", LONG[:3000])
    assert len(rest) > 1
    assert "".join(NUMBER.sub("", part, count=1) for part in rest) == LONG * 2


async def test_a_session_that_is_over_is_refused(dingtalk: EmulatedDingTalk) -> None:
    """300001: the robot's own route is next."""
    url, _ = dingtalk.lend_session("user123")
    CLOCK.move_to(START + timedelta(hours=2))
    with pytest.raises(Refused, match="会话地址已失效") as refused:
        await answer(dingtalk.base, url, "x")
    assert refused.value.code == 300001


@pytest.mark.parametrize("url", ELSEWHERE)
async def test_nothing_is_sent_elsewhere(url: str) -> None:
    """Looked at again before each call; the address is not shown."""
    with pytest.raises(Refused) as refused:
        await PURE.send(b"{}", url)
    assert "session=" not in str(refused.value)
    assert "evil" not in str(refused.value)


async def test_nothing_is_sent_to_another_port(dingtalk: EmulatedDingTalk) -> None:
    """Of the very same host."""
    url, _ = dingtalk.lend_session("user123")
    with pytest.raises(Refused):
        await answer(dingtalk.base.replace("127.0.0.1", "localhost"), url, "x")
    with pytest.raises(Refused):
        await answer(dingtalk.base + "1", url, "x")
    assert sum(dingtalk.calls.values()) == 0


async def test_a_redirect_is_not_followed() -> None:
    """It would carry the answer elsewhere."""
    asked = []

    async def away(request: web.Request) -> web.Response:
        asked.append(request.path_qs)
        return web.Response(status=307, headers={"Location": "/robot/elsewhere"})

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", away)
    with Loopback(app) as server, pytest.raises(Exception, match="307"):
        await answer(server.base, f"{server.base}/robot/sendBySession?session=a%2Bb%2F%3D", "x")
    assert asked == ["/robot/sendBySession?session=a%2Bb%2F%3D"]


async def test_a_lost_answer_shows_no_address(dingtalk: EmulatedDingTalk, caplog: pytest.LogCaptureFixture) -> None:
    """Neither in the error nor in a log line."""
    caplog.set_level("DEBUG")
    url, _ = dingtalk.lend_session("user123")
    dingtalk.fail("/robot/sendBySession", Trouble.LOST)
    with pytest.raises(FateUnknown) as lost:
        await answer(dingtalk.base, url, "x")
    assert "canary" not in str(lost.value) + caplog.text + repr(lost.value.__cause__)
