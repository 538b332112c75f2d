"""A late answer of the AI bot: one body, to the lent address and nowhere else, and what every trouble means."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

import pytest
from aiohttp import web

from bot.errors import DeliveryError, FateUnknown, Refused, Throttled, TryLater
from bot.messages import Button, Card
from bot.platforms.protocol import RESPONSE_URL, Address, Outcome
from bot.platforms.wecom.aibot.frames import LIMIT
from bot.platforms.wecom.aibot.markdown import as_markdown
from bot.platforms.wecom.aibot.route import WeComAiBotReply
from tests.emulators.loopback import Loopback

LI, GROUP = Address(account="LiMing"), Address(chat="WrkSFfCgAA_Qx")
CARD = Card("card-1", "谁去？", (Button("我去", "我去"),))
CODE = "response_code=canary-_a%2Bb"
PURE = WeComAiBotReply(aibot_id="aibQ7Xk")

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@contextmanager
def answering(answer: Answer) -> Iterator[str]:
    """Serve the API's path by `answer`."""
    app = web.Application()
    app.router.add_post("/cgi-bin/aibot/response", answer)
    with Loopback(app) as server:
        yield server.base


async def send(base: str, token: str | None = None) -> Outcome:
    """Send one text by the lent address."""
    route = WeComAiBotReply(aibot_id="aibQ7Xk", api_base=base, timeout_s=1.5)
    (body,) = route.compose("已派人", [GROUP])
    try:
        return await route.send(body, f"{base}/cgi-bin/aibot/response?{CODE}" if token is None else token)
    finally:
        await route.close()


def test_a_route_says_who_it_is_and_what_it_spends() -> None:
    """The address lent with a message of its own door."""
    assert (PURE.name, PURE.platform) == ("wecom-aibot:aibQ7Xk/response_url", "wecom")
    assert PURE.spends == ("wecom-aibot:aibQ7Xk", RESPONSE_URL)
    assert (PURE.limits.recipients, PURE.limits.per_minute, PURE.limits.per_hour) == (1, 30, 1000)
    assert [PURE.reaches(address) for address in (LI, GROUP, Address())] == [True, True, False]


def test_an_answer_is_one_body_of_markdown() -> None:
    """That looks like the plain text; a card's words stand in the text."""
    (body,) = PURE.compose("请选：\n1. *我去*", [LI], CARD)
    assert json.loads(body) == {"msgtype": "markdown", "markdown": {"content": "请选：  \n1. \\*我去\\*"}}
    assert PURE.compose("", [LI], CARD) == []


def test_a_text_too_long_for_one_body_says_so_by_several() -> None:
    """One address takes one: whoever asks decides."""
    bodies = PURE.compose("三食堂三楼今天停水。" * 1000, [GROUP])
    assert len(bodies) == 2
    assert all(len(json.loads(body)["markdown"]["content"].encode()) <= LIMIT for body in bodies)


@pytest.mark.parametrize("addresses", [[], [LI, GROUP]])
def test_an_answer_has_one_recipient(addresses: list[Address]) -> None:
    """An address answers one message."""
    with pytest.raises(ValueError, match="one message"):
        PURE.compose("x", addresses)


def test_every_body_is_escaped_and_loses_nothing() -> None:
    """Where its Markdown is longer than the text, it becomes several."""
    text = "<@all>三食堂停水。" * 800
    assert len(text.encode()) < LIMIT < len(as_markdown(text).encode())
    bodies = [json.loads(body)["markdown"]["content"] for body in PURE.compose(text, [LI])]
    assert len(bodies) == 2
    assert all(len(body.encode()) <= LIMIT and "<@" not in body for body in bodies)
    assert sum(body.count("＜@all>三食堂停水。") for body in bodies) == 800


async def test_an_answer_is_posted_plainly_to_the_lent_address() -> None:
    """The very query, and the very bytes, not sealed."""
    heard: list[tuple[str, bytes, str]] = []

    async def take(request: web.Request) -> web.Response:
        heard.append((request.query_string, await request.read(), request.content_type))
        assert request.raw_path.endswith(CODE)
        return web.json_response({"errcode": 0, "errmsg": "ok"})

    with answering(take) as base:
        assert await send(base) == Outcome()
    ((_, body, kind),) = heard
    assert json.loads(body)["markdown"]["content"] == "已派人"
    assert kind == "application/json"


async def test_an_empty_answer_is_a_yes() -> None:
    """The documentation promises none."""

    async def take(request: web.Request) -> web.Response:
        del request
        return web.Response()

    with answering(take) as base:
        assert await send(base) == Outcome()


def answer_of(status: int, body: str) -> Answer:
    """Make a platform that answers just this."""

    async def answer(request: web.Request) -> web.Response:
        del request
        return web.Response(status=status, text=body)

    return answer


async def cut(request: web.Request) -> web.Response:
    """Take the call, and lose the answer."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


@pytest.mark.parametrize(
    ("answer", "expected", "code"),
    [
        (answer_of(200, '{"errcode":40029,"errmsg":"invalid code"}'), Refused, 40029),
        (answer_of(200, '{"errcode":42003}'), Refused, 42003),
        (answer_of(200, '{"errcode":40014}'), Refused, 40014),
        (answer_of(200, '{"errcode":846605}'), Refused, 846605),
        (answer_of(200, '{"errcode":99}'), Refused, 99),
        (answer_of(200, '{"errcode":45009}'), Throttled, 45009),
        (answer_of(200, '{"errcode":-1}'), TryLater, -1),
        (answer_of(200, "<html>"), FateUnknown, 0),
        (answer_of(502, "<html>"), FateUnknown, 0),
        (answer_of(503, ""), TryLater, 0),
        (answer_of(302, ""), TryLater, 0),
        (answer_of(404, ""), TryLater, 0),
        (cut, FateUnknown, 0),
    ],
)
async def test_every_trouble_says_whether_a_retry_makes_sense(
    answer: Answer, expected: type[DeliveryError], code: int, caplog: pytest.LogCaptureFixture
) -> None:
    """And tells the address to nobody."""
    caplog.set_level("DEBUG")
    with answering(answer) as base, pytest.raises(expected) as met:
        await send(base)
    assert (type(met.value), met.value.code) == (expected, code)
    assert "canary" not in repr(met.value) + caplog.text


@pytest.mark.parametrize(
    "token",
    [
        "", "canary", "http://evil.cn/cgi-bin/aibot/response?response_code=canary",
        "https://127.0.0.1/cgi-bin/aibot/response?response_code=canary",
    ],
)  # fmt: skip
async def test_an_address_that_leads_elsewhere_is_refused(token: str) -> None:
    """Nothing is sent, not even to the right host."""
    heard: list[str] = []

    async def take(request: web.Request) -> web.Response:
        heard.append(request.path)
        return web.Response()

    with answering(take) as base, pytest.raises(Refused, match="api_base") as met:
        await send(base, token)
    assert heard == []
    assert "canary" not in repr(met.value)


async def test_another_path_of_the_right_host_is_refused() -> None:
    """The access token's interfaces are there too."""
    with answering(cut) as base, pytest.raises(Refused):
        await send(base, f"{base}/cgi-bin/message/send?response_code=canary")


async def test_nobody_listening_is_safe_to_retry() -> None:
    """Nothing left this machine."""
    with pytest.raises(TryLater):
        await send("http://127.0.0.1:1")
