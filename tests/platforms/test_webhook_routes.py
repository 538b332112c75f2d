"""The group webhooks of both platforms: what they compose, what they make of every answer, what they never tell."""

from __future__ import annotations

import contextlib
import json
import re
import socket
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import Clock, SteppedClock
from bot.errors import DeliveryError, FateUnknown, Refused, Throttled, TryLater
from bot.messages import Button, Card
from bot.platforms.dingtalk.webhook import DingTalkWebhookRoute
from bot.platforms.findings import Level
from bot.platforms.protocol import Address, Outcome, Route
from bot.platforms.webhook_doctor import check_dingtalk, check_wecom
from bot.platforms.wecom.webhook import WeComWebhookRoute
from tests.each import each
from tests.emulators.dingtalk import EmulatedDingTalk
from tests.emulators.dingtalk_hooks import EmulatedHook
from tests.emulators.dingtalk_rules import HOOK
from tests.emulators.loopback import Loopback
from tests.emulators.wecom import EmulatedWeCom
from tests.emulators.wecom_rules import Trouble

START = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)
KEY, TOKEN, SECRET = "canary-key", "canary-token+/=", "SECcanary"
SECRETS = ("canary", "access_token=", "key=")
GROUP = Address(chat="anything")
CARD = Card("c1", "漏水", (Button("收到", "收到"),))
NUMBER = re.compile(r"\((\d+)/(\d+)\) ")


def wecom_route(base: str = "http://127.0.0.1:1", *, key: str = KEY, timeout_s: float = 5) -> WeComWebhookRoute:
    """Build a WeCom route."""
    return WeComWebhookRoute("值班群", key, base, timeout_s)


def dingtalk_route(
    base: str = "http://127.0.0.1:1", clock: Clock | None = None, *, secret: str = SECRET, timeout_s: float = 5
) -> DingTalkWebhookRoute:
    """Build a DingTalk route."""
    return DingTalkWebhookRoute("值班群", TOKEN, secret, clock or SteppedClock(START), base, timeout_s)


ROUTES: Sequence[Route] = (wecom_route(), dingtalk_route())


@dataclass(frozen=True)
class Side:
    """One platform with one group, and the route to it."""

    route: Callable[..., Route]
    texts: Callable[[], list[str]]
    fail: Callable[..., None]
    clock: SteppedClock


@contextmanager
def wecom_side() -> Iterator[Side]:
    """Run an emulated WeCom."""
    clock = SteppedClock(START)
    with EmulatedWeCom(clock, webhooks={KEY: "group"}) as wecom:
        yield Side(
            lambda **other: wecom_route(wecom.base, **other),
            lambda: [bubble.text for bubble in wecom.screen("group").bubbles],
            lambda trouble, number=0: wecom.fail("webhook/send", trouble, number),
            clock,
        )


@contextmanager
def dingtalk_side() -> Iterator[Side]:
    """Run an emulated DingTalk."""
    clock = SteppedClock(START)
    with EmulatedDingTalk(clock, hooks=[EmulatedHook(TOKEN, SECRET, "group")]) as ding:
        yield Side(
            lambda **other: dingtalk_route(ding.base, clock, **other),
            lambda: ding.texts("group"),
            lambda trouble, number=0: ding.fail(HOOK, trouble, number, code=number),
            clock,
        )


SIDES = {"wecom": wecom_side, "dingtalk": dingtalk_side}


@pytest.fixture(params=SIDES)
def side(request: pytest.FixtureRequest) -> Iterator[Side]:
    """Give each platform in turn."""
    with SIDES[request.param]() as given:
        yield given


async def send(route: Route, text: str) -> list[Outcome]:
    """Compose, send every part, close."""
    async with closed(route):
        return [await route.send(body) for body in route.compose(text, [GROUP])]


class closed:  # noqa: N801 — as contextlib's
    """Close a route at the end."""

    def __init__(self, route: Route) -> None:
        self._route = route

    async def __aenter__(self) -> Route:
        return self._route

    async def __aexit__(self, *_: object) -> None:
        await self._route.close()


def test_a_webhook_says_what_it_is_and_what_it_takes() -> None:
    """Twenty a minute, one group, nothing lent, no repeat swallowed."""
    assert [(route.name, route.platform) for route in ROUTES] == [
        ("wecom-webhook:值班群", "wecom"), ("dingtalk-webhook:值班群", "dingtalk"),
    ]  # fmt: skip
    for route in ROUTES:
        limits = route.limits
        assert (limits.recipients, limits.per_minute, limits.per_hour, limits.dedupes) == (1, 20, None, None)
        assert route.spends == ("", "")


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.platform)
@pytest.mark.parametrize(
    ("address", "reached"),
    [
        (Address(chat="c1"), True), (Address(chat=""), False), (Address(), False), (Address(account="LiMing"), False),
        (Address(account="LiMing", chat="c1"), False),
    ],
)  # fmt: skip
def test_a_webhook_reaches_a_chat_and_no_person(route: Route, address: Address, *, reached: bool) -> None:
    """Whose chat it is, the routing knows."""
    assert route.reaches(address) is reached
    if not reached:
        with pytest.raises(ValueError, match="its own group"):
            route.compose("x", [address])


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.platform)
def test_a_webhook_speaks_to_one_group(route: Route) -> None:
    """Not to none, not to two."""
    for addresses in ([], [GROUP, GROUP]):
        with pytest.raises(ValueError, match="its own group"):
            route.compose("x", addresses)


def test_a_body_is_the_documented_json() -> None:
    """Byte for byte the same each time, whatever the address; a card is left out, and without words nothing is left."""
    wecom, dingtalk = ROUTES
    (body,) = wecom.compose("三食堂停水", [GROUP])
    assert json.loads(body) == {"msgtype": "text", "text": {"content": "三食堂停水", "mentioned_list": []}}
    (other,) = dingtalk.compose("三食堂停水", [GROUP])
    at = {"atUserIds": [], "atMobiles": [], "isAtAll": False}
    assert json.loads(other) == {"msgtype": "text", "text": {"content": "三食堂停水"}, "at": at}
    for route, made in ((wecom, body), (dingtalk, other)):
        assert route.compose("三食堂停水", [Address(chat="another")], CARD) == [made]
        assert route.compose("", [GROUP], CARD) == []
        assert not [secret for secret in SECRETS if secret in made.decode()]


@given(
    st.lists(st.one_of(st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.sampled_from(["\n" * 3000, '"' * 4000, "。", "水" * 2500, "👩‍👧" * 900])), max_size=12).map("".join)
)  # fmt: skip
def test_nothing_of_a_long_text_is_lost_or_too_long(text: str) -> None:
    """2,048 bytes of words at WeCom; 15,000 of JSON at DingTalk, whose own limit lies somewhat higher."""
    wecom, dingtalk = (route.compose(text, [GROUP]) for route in ROUTES)
    assert all(len(json.loads(body)["text"]["content"].encode()) <= 2048 for body in wecom)
    assert all(len(body) <= 15_000 for body in dingtalk)
    for bodies in (wecom, dingtalk):
        parts = [json.loads(body)["text"]["content"] for body in bodies]
        assert "".join(NUMBER.sub("", part, count=1) if len(parts) > 1 else part for part in parts) == text


async def test_a_text_arrives_in_the_group(side: Side) -> None:
    """The same again is shown again."""
    assert await send(side.route(), "三食堂停水") == [Outcome()]
    await send(side.route(), "三食堂停水")
    assert side.texts() == ["三食堂停水"] * 2


async def test_a_long_text_arrives_whole(side: Side) -> None:
    """In parts the platform takes."""
    text = "第一条 员工请病假，须附“证明”。\n" * 600
    await send(side.route(), text)
    assert len(side.texts()) > 1
    assert "".join(NUMBER.sub("", part, count=1) for part in side.texts()) == text


@pytest.mark.parametrize(
    ("trouble", "number", "expected"),
    [
        (Trouble.STATUS, 500, FateUnknown), (Trouble.STATUS, 502, FateUnknown), (Trouble.STATUS, 503, TryLater),
        (Trouble.STATUS, 429, TryLater), (Trouble.STATUS, 404, TryLater), (Trouble.STATUS, 302, TryLater),
        (Trouble.HTML, 0, FateUnknown), (Trouble.RESET, 0, FateUnknown), (Trouble.LOST, 0, FateUnknown),
        (Trouble.HANG, 0, FateUnknown), (Trouble.ERRCODE, -1, TryLater),
    ],
)  # fmt: skip
async def test_every_trouble_says_whether_a_retry_makes_sense(
    side: Side, trouble: Trouble, number: int, expected: type[DeliveryError]
) -> None:
    """And gives nothing away."""
    side.fail(trouble, number)
    met = await fate(send(side.route(timeout_s=0.3 if trouble is Trouble.HANG else 10), "通知"))
    assert type(met) is expected
    assert side.texts() == (["通知"] if trouble in {Trouble.LOST, Trouble.HTML} else [])


async def fate(sending: Awaitable[object]) -> DeliveryError:
    """Return the error a sending ends with, which holds no secret and no cause."""
    with pytest.raises(DeliveryError) as met:
        await sending
    told = repr(met.value) + str(met.value) + repr(met.value.__cause__)
    assert not [secret for secret in SECRETS if secret in told]
    assert met.value.__cause__ is None
    return met.value


async def test_a_webhook_that_was_removed_is_refused_with_the_remedy() -> None:
    """93000 at WeCom, 300005 or 300001 at DingTalk."""
    with wecom_side() as side:
        gone = await fate(send(side.route(key="gone"), "通知"))
        assert (type(gone), gone.code) == (Refused, 93000)
        assert "重新添加" in str(gone)
    with EmulatedDingTalk(SteppedClock(START)) as ding:
        gone = await fate(send(dingtalk_route(ding.base), "通知"))
        assert (type(gone), gone.code) == (Refused, 300005)
        assert "重新添加" in str(gone)
        ding.fail(HOOK, Trouble.ERRCODE, code=300001)
        older = await fate(send(dingtalk_route(ding.base), "通知"))
        assert str(older) == str(gone)


async def test_a_wrong_secret_is_refused_with_the_remedy() -> None:
    """310000."""
    with dingtalk_side() as side:
        wrong = await fate(send(side.route(secret="SECother"), "通知"))
        assert (type(wrong), wrong.code) == (Refused, 310000)
        assert "加签" in str(wrong)


async def test_a_call_is_signed_with_the_machines_time_when_it_is_sent() -> None:
    """A body that waited for a day goes through."""
    with dingtalk_side() as side:
        async with closed(side.route()) as route:
            (body,) = route.compose("通知", [GROUP])
            side.clock.move_to(START + timedelta(days=1))
            await route.send(body)
        assert side.texts() == ["通知"]


@pytest.mark.parametrize(("name", "code", "wait_s"), [("wecom", 45009, 60), ("dingtalk", 130101, 600)])
async def test_the_twenty_first_of_a_minute_waits_as_long_as_the_block_lasts(name: str, code: int, wait_s: int) -> None:
    """A minute at WeCom, ten at DingTalk; then it goes through."""
    with SIDES[name]() as side:
        for number in range(20):
            await send(side.route(), str(number))
        block = await fate(send(side.route(), "21"))
        assert isinstance(block, Throttled)
        assert (block.code, block.wait_s) == (code, wait_s)
        side.clock.move_to(START + timedelta(seconds=wait_s))
        await send(side.route(), "21")
        assert len(side.texts()) == 21


@pytest.mark.parametrize("make", [wecom_route, dingtalk_route])
async def test_nobody_listening_is_safe_to_retry(make: Callable[[str], Route]) -> None:
    """Nothing left this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        base = f"http://127.0.0.1:{probe.getsockname()[1]}"
    assert type(await fate(send(make(base), "通知"))) is TryLater
    assert type(await fate(send(make("http://webhook.invalid"), "通知"))) is TryLater


@pytest.mark.parametrize("make", [wecom_route, dingtalk_route])
@pytest.mark.parametrize("answer", ["[]", "null", "", "{", '"ok"', "[" * 100_000, "\xff", "x" * (2 << 20)])
async def test_an_answer_of_another_shape_is_no_answer(make: Callable[[str], Route], answer: str) -> None:
    """Whatever a proxy makes up with status 200: it may have been delivered."""

    async def handle(request: web.Request) -> web.Response:
        await request.read()
        return web.Response(body=answer.encode("latin-1"))

    app = web.Application()
    app.router.add_post("/{path:.*}", handle)
    with Loopback(app) as server:
        assert type(await fate(send(make(server.base), "通知"))) is FateUnknown


async def test_no_log_line_and_no_route_holds_a_secret(side: Side, caplog: pytest.LogCaptureFixture) -> None:
    """They travel in the address; at DEBUG, through success and failure."""
    caplog.set_level("DEBUG")
    side.fail(Trouble.STATUS, 500)
    side.fail(Trouble.LOST)
    async with closed(side.route()) as route:
        (body,) = route.compose("通知", [GROUP])
        for _ in range(3):
            with contextlib.suppress(DeliveryError):
                await route.send(body)
        told = caplog.text + repr(route) + repr(vars(route))
    assert side.texts()[-1] == "通知"
    assert not [secret for secret in SECRETS if secret in told]


GOOD_KEY = "693a91f6-7aaa-4bc4-97a0-0ec2bcfa5aaa"


@pytest.mark.parametrize(
    ("key", "level"),
    [
        (GOOD_KEY, Level.OK), (f"{GOOD_KEY} ", Level.WARN), ("abc", Level.WARN),
        (f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={GOOD_KEY}", Level.FAIL),
    ],
)  # fmt: skip
def test_the_doctor_looks_at_a_key(key: str, level: Level) -> None:
    """And tells nothing of it."""
    (found,) = check_wecom(key)
    assert found.level is level
    assert GOOD_KEY not in found.text
    assert found.text.endswith("。")


GOOD_TOKEN, GOOD_SECRET = "0a" * 32, "SEC" + "1b" * 32


@each(
    ("token", "secret", "levels"),
    [
        (GOOD_TOKEN, GOOD_SECRET, [Level.OK]), ("abc", GOOD_SECRET, [Level.WARN]),
        (f"https://oapi.dingtalk.com/robot/send?access_token={GOOD_TOKEN}", GOOD_SECRET, [Level.FAIL]),
        (GOOD_TOKEN, "1b" * 32, [Level.FAIL]), (GOOD_TOKEN, "SEC1", [Level.WARN]),
        (GOOD_SECRET, GOOD_SECRET, [Level.WARN, Level.FAIL]), ("abc", "def", [Level.WARN, Level.FAIL]),
    ],
)  # fmt: skip
def test_the_doctor_looks_at_token_and_secret(token: str, secret: str, levels: list[Level]) -> None:
    """And tells nothing of them."""
    found = check_dingtalk(token, secret)
    assert [one.level for one in found] == levels
    assert all(one.text.endswith("。") for one in found)
    assert not [one for one in found for value in (GOOD_TOKEN, GOOD_SECRET) if value in one.text]
