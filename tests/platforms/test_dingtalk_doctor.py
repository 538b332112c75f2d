"""What the doctor says of a DingTalk robot, healthy and with every ailment it knows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from aiohttp import web

from bot.clock import SteppedClock
from bot.errors import CallbackError
from bot.messages import Message
from bot.platforms.dingtalk import cards
from bot.platforms.dingtalk.api import DingTalkApi
from bot.platforms.dingtalk.card_door import DingTalkCardDoor
from bot.platforms.dingtalk.doctor import check_api, check_settings, register_cards
from bot.platforms.dingtalk.door import DingTalkDoor
from bot.platforms.dingtalk.events import DingTalkEventDoor
from bot.platforms.dingtalk.probes import check_cards, check_events, check_robot
from bot.platforms.findings import Finding, Level
from bot.platforms.protocol import Door, Request
from tests.each import each
from tests.emulators.dingtalk import EmulatedDingTalk
from tests.emulators.dingtalk_robots import EmulatedApp
from tests.emulators.loopback import Loopback
from tests.emulators.wecom_rules import Trouble
from tests.platforms.dingtalk_samples import AT, CORP, KEY, ROBOT, SECRET
from tests.platforms.test_dingtalk_events import AES_KEY, TOKEN

OK, WARN, FAIL = Level.OK, Level.WARN, Level.FAIL
KEYS = (TOKEN, AES_KEY)
DOORS: tuple[Door, ...] = (
    DingTalkDoor(corp_id=CORP, robot_code=ROBOT, app_secret=SECRET, session_base="https://oapi.dingtalk.com"),
    DingTalkEventDoor(robot_code=ROBOT, app_key=KEY, keys=[KEYS]),
    DingTalkCardDoor(corp_id=CORP, robot_code=ROBOT, app_secret=SECRET),
)
LONG = "s" * 64

Handler = Callable[[web.Request], Awaitable[web.Response]]


@contextmanager
def serving(handler: Handler) -> Iterator[str]:
    """Serve every path by `handler`."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handler)
    with Loopback(app) as server:
        yield server.base


def as_configured(stored: list[Message]) -> Handler:
    """Answer by the real doors; keep what would be stored."""

    async def handle(request: web.Request) -> web.Response:
        door = next((one for one in DOORS if one.path == request.path), None)
        if door is None:
            return web.Response(status=404)
        headers = {name.lower(): value for name, value in request.headers.items()}
        try:
            decoded = door.decode(Request(request.method, request.query, headers, await request.read()), AT)
        except CallbackError as refused:
            return web.Response(status=refused.status)
        stored.extend([decoded.message] if decoded.message else [])
        return web.Response(body=decoded.acknowledge.body)

    return handle


def always(status: int, body: str = "") -> Handler:
    """Answer everything the same."""

    async def handle(request: web.Request) -> web.Response:
        return web.Response(status=status, text=body)

    return handle


def levels(found: list[Finding]) -> list[Level]:
    """Return how bad each finding is."""
    return [finding.level for finding in found]


async def examine(base: str, *, secret: str = SECRET, keys: tuple[str, str] = KEYS) -> list[list[Finding]]:
    """Examine all three addresses."""
    robot = await check_robot(base, DOORS[0].path, corp_id=CORP, robot_code=ROBOT, app_secret=secret, now=AT)
    events = await check_events(base, DOORS[1].path, app_key=KEY, key=keys, now=AT)
    return [robot, events, await check_cards(base, robot_code=ROBOT, app_secret=secret, now=AT)]


async def test_sound_doors_pass_and_nothing_is_stored() -> None:
    """Of the robot, of the events, of the cards."""
    stored: list[Message] = []
    with serving(as_configured(stored)) as base:
        found = await examine(base + "/")
    assert [levels(one) for one in found] == [[OK, OK, OK], [OK, OK], [OK, OK, OK]]
    assert stored == []


async def test_another_secret_on_the_server_is_told() -> None:
    """The server refuses what is rightly signed by this configuration."""
    with serving(as_configured([])) as base:
        found = await examine(base, secret="another", keys=("another", AES_KEY))
    assert [one[0].level for one in found] == [FAIL, FAIL, FAIL]
    assert "时钟" in found[0][0].text
    assert "密钥" in found[1][0].text


@pytest.mark.parametrize(("status", "words"), [(404, "robot_code"), (502, "502"), (200, "400")])
async def test_a_proxy_that_spoils_the_answer_is_told(status: int, words: str) -> None:
    """And a server that lets forgeries pass."""
    with serving(always(status, "{}")) as base:
        found = await examine(base)
    assert all(set(levels(one)) == {FAIL} for one in found)
    assert words in found[0][0].text


async def test_no_server_is_told() -> None:
    """With the command that starts it."""
    for found in await examine("http://127.0.0.1:1"):
        assert levels(found) == [FAIL]
        assert "houqin serve" in found[0].text


async def test_keys_of_no_form_are_told_before_anything_is_asked() -> None:
    """Nothing is sent."""
    found = await check_events("http://127.0.0.1:1", "/x", app_key=KEY, key=("", ""), now=AT)
    assert levels(found) == [FAIL]


@each(
    ("changed", "level", "word"),
    [
        ({}, OK, "正确"),
        ({"corp_id": "wx1234567890"}, WARN, "CorpId"),
        ({"app_secret": " "}, FAIL, "AppSecret"),
        ({"app_secret": "short"}, WARN, "64 位"),
        ({"robot_code": CORP}, FAIL, "相同"),
        ({"keys": [("", AES_KEY)]}, FAIL, "token"),
        ({"keys": [("t", AES_KEY[:-1])]}, FAIL, "42 位"),
    ],
)
def test_every_fault_of_a_setting_is_told(changed: dict[str, object], level: Level, word: str) -> None:
    """In one sentence that names the place to mend it, and never the value."""
    values: dict[str, object] = {"corp_id": CORP, "app_key": KEY, "app_secret": LONG, "robot_code": ROBOT, **changed}
    found = check_settings(**values)  # type: ignore[arg-type]
    assert levels(found) == [level]
    assert word in found[0].text
    assert LONG not in found[0].text
    assert AES_KEY[:-1] not in found[0].text


@contextmanager
def platform() -> Iterator[tuple[EmulatedDingTalk, DingTalkApi]]:
    """Run an emulated platform with the robot."""
    app = EmulatedApp(KEY, SECRET, ROBOT, CORP, members=("user123",))
    with EmulatedDingTalk(SteppedClock(AT), [app]) as emulated:
        yield emulated, DingTalkApi(api_base=emulated.base, timeout_s=2)


async def ask(api: DingTalkApi, *, secret: str = SECRET, robot_code: str = ROBOT) -> list[Finding]:
    """Ask the platform about the robot."""
    try:
        return await check_api(api, app_key=KEY, app_secret=secret, robot_code=robot_code)
    finally:
        await api.close()


async def test_a_sound_robot_is_said_to_be() -> None:
    """Nothing is sent to anybody."""
    with platform() as (dingtalk, api):
        found = await ask(api)
        assert levels(found) == [OK, OK]
        assert dingtalk.texts("user123") == []


async def test_what_is_wrong_with_a_robot_is_told() -> None:
    """The secret, the robot code, the permission, the address; with the remedy."""
    path = "/v1.0/robot/oToMessages/batchSend"
    with platform() as (dingtalk, api):
        wrong = await ask(api, secret="canary-wrong")
        unknown = await ask(api, robot_code="another")
        dingtalk.fail(path, Trouble.STATUS, 503)
        away = await ask(api)
    assert [levels(found) for found in (wrong, unknown, away)] == [[FAIL], [OK, FAIL], [OK, WARN]]
    assert "AppSecret" in wrong[0].text
    assert "canary" not in wrong[0].text
    assert "RobotCode" in unknown[1].text


@pytest.mark.parametrize(
    ("status", "body", "level", "word"),
    [
        (403, '{"code":"Forbidden.AccessDenied.AccessTokenPermissionDenied"}', FAIL, "qyapi_robot_sendmsg"),
        (403, '{"code":"Forbidden.AccessDenied.IpNotInWhiteList","message":"request ip=10.0.0.8"}', FAIL, "10.0.0.8"),
        (400, '{"code":"invalidParameter.userIds.empty"}', OK, "权限"),
        (200, '{"processQueryKey":"k"}', OK, "可用"),
    ],
)
async def test_a_refusal_tells_what_the_robot_may_do(status: int, body: str, level: Level, word: str) -> None:
    """Asked to say something to nobody."""

    async def handle(request: web.Request) -> web.Response:
        if request.path.endswith("accessToken"):
            return web.json_response({"accessToken": "t", "expireIn": 7200})
        return web.Response(status=status, text=body)

    with serving(handle) as base:
        found = await ask(DingTalkApi(api_base=base))
    assert levels(found) == [OK, level]
    assert word in found[1].text


async def test_the_cards_address_is_registered_for_presses() -> None:
    """With the secret the door checks; over an older one; neither is shown."""
    with platform() as (dingtalk, api):
        for base_url in ("https://old.example.edu", "https://houqin.example.edu/"):
            found = await register_cards(api, app_key=KEY, app_secret=SECRET, robot_code=ROBOT, base_url=base_url)
        url, secret = dingtalk.apps[0].card_routes[cards.route_key(ROBOT)]
        wrong = await register_cards(api, app_key=KEY, app_secret="canary", robot_code=ROBOT, base_url="https://x")
        await api.close()
    assert levels(found) == [OK]
    assert urlsplit(url).path == DOORS[2].path
    assert url.startswith("https://houqin.example.edu/callback/")
    assert secret == cards.api_secret(SECRET)
    assert cards.address_key(SECRET) not in found[0].text
    assert levels(wrong) == [FAIL]
