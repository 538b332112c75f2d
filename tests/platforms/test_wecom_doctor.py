"""What the doctor says of a WeCom app, healthy and with every ailment it knows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from aiohttp import web

from bot.errors import CallbackError
from bot.platforms.findings import Finding, Level
from bot.platforms.protocol import Request
from bot.platforms.wecom.api import WeComApi
from bot.platforms.wecom.doctor import check_api, check_callback, check_settings
from bot.platforms.wecom.door import WeComAppDoor
from tests.each import each
from tests.emulators.loopback import Loopback
from tests.emulators.wecom_callbacks import Account
from tests.emulators.wecom_rules import Trouble
from tests.platforms.test_wecom_route import CORP, SECRET, platform

ACCOUNT = Account()
KEY = (ACCOUNT.token, ACCOUNT.aes_key)
AT = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)
DOOR = WeComAppDoor(corp_id=ACCOUNT.corp_id, agent_id=ACCOUNT.agent_id, keys=[KEY])
LONG = "s" * 43

Handler = Callable[[web.Request], Awaitable[web.Response]]


async def as_configured(request: web.Request) -> web.Response:
    """Answer by the real door."""
    try:
        reply = DOOR.decode(Request(request.method, request.query, {}), AT).acknowledge
    except CallbackError as refused:
        return web.Response(status=refused.status)
    return web.Response(body=reply.body)


@contextmanager
def serving(handler: Handler) -> Iterator[str]:
    """Serve the door's path by `handler`."""
    app = web.Application()
    app.router.add_get(DOOR.path, handler)
    with Loopback(app) as server:
        yield server.base


async def verify(base: str, *, path: str = DOOR.path, key: tuple[str, str] = KEY) -> list[Finding]:
    """Play the verification."""
    return await check_callback(base, path, corp_id=ACCOUNT.corp_id, key=key, now=AT)


def levels(found: list[Finding]) -> list[Level]:
    """Return how bad each finding is."""
    return [finding.level for finding in found]


async def test_a_sound_door_passes_and_refuses_forgeries() -> None:
    """Both are said."""
    with serving(as_configured) as base:
        assert levels(await verify(base + "/")) == [Level.OK, Level.OK]


async def test_another_secret_on_the_server_is_told() -> None:
    """403 though the signature is right by this configuration."""
    with serving(as_configured) as base:
        found = await verify(base, key=("another", ACCOUNT.aes_key))
    assert found[0].level is Level.FAIL
    assert "时钟" in found[0].text


async def test_a_wrong_path_is_told() -> None:
    """404."""
    with serving(as_configured) as base:
        found = await verify(base, path="/elsewhere")
    assert (found[0].level, "agent_id" in found[0].text) == (Level.FAIL, True)


@pytest.mark.parametrize(("status", "body", "words"), [(502, "", "502"), (200, '"quoted"', "引号"), (200, "", "明文")])
async def test_a_proxy_that_spoils_the_answer_is_told(status: int, body: str, words: str) -> None:
    """And a server that lets forgeries pass."""

    async def spoil(request: web.Request) -> web.Response:
        del request
        return web.Response(status=status, text=body)

    with serving(spoil) as base:
        found = await verify(base)
    assert levels(found) == [Level.FAIL, Level.FAIL]
    assert words in found[0].text


async def test_a_slow_answer_is_told() -> None:
    """The platform waits no longer than a second; here not even that."""
    with serving(as_configured) as base:
        found = await check_callback(base, DOOR.path, corp_id=ACCOUNT.corp_id, key=KEY, now=AT, patience_s=0)
    assert found[0].level is Level.WARN


async def test_no_server_is_told() -> None:
    """With the command that starts it."""
    found = await verify("http://127.0.0.1:1")
    assert levels(found) == [Level.FAIL]
    assert "houqin serve" in found[0].text


async def test_keys_of_no_form_are_told_before_anything_is_asked() -> None:
    """Nothing is sent."""
    assert levels(await verify("http://127.0.0.1:1", key=("", ""))) == [Level.FAIL]


def test_sound_settings_are_said_to_be() -> None:
    """One sentence."""
    found = check_settings(corp_id=ACCOUNT.corp_id, agent_id=1000002, secret=LONG, keys=[KEY])
    assert levels(found) == [Level.OK]


@each(
    ("corp_id", "agent_id", "secret", "keys", "level", "word"),
    [
        ("corp", 1000002, LONG, [KEY], Level.WARN, "企业ID"),
        (ACCOUNT.corp_id, 0, LONG, [KEY], Level.FAIL, "AgentId"),
        (ACCOUNT.corp_id, 1, "  ", [KEY], Level.FAIL, "Secret"),
        (ACCOUNT.corp_id, 1, "short", [KEY], Level.WARN, "43 位"),
        (ACCOUNT.corp_id, 1, LONG, [], Level.FAIL, "接收消息"),
        (ACCOUNT.corp_id, 1, LONG, [("", KEY[1])], Level.FAIL, "Token"),
        (ACCOUNT.corp_id, 1, LONG, [("t", KEY[1][:-1])], Level.FAIL, "42 位"),
        (ACCOUNT.corp_id, 1, KEY[1], [KEY], Level.FAIL, "相同"),
    ],
)
def test_every_fault_of_a_setting_is_told(
    corp_id: str, agent_id: int, secret: str, keys: list[tuple[str, str]], level: Level, word: str
) -> None:
    """In one sentence that names the place to mend it, and never the value."""
    found = check_settings(corp_id=corp_id, agent_id=agent_id, secret=secret, keys=keys)
    assert levels(found) == [level]
    assert word in found[0].text
    assert KEY[1] not in found[0].text


async def ask(base: str, secret: str = SECRET) -> list[Finding]:
    """Ask the platform about the app."""
    api = WeComApi(api_base=base, timeout_s=5)
    try:
        return await check_api(api, corp_id=CORP, agent_id=1000002, secret=secret)
    finally:
        await api.close()


async def test_a_sound_app_is_named() -> None:
    """Nothing is sent to anybody."""
    with platform() as (wecom, _):
        found = await ask(wecom.base)
        assert levels(found) == [Level.OK, Level.OK]
        assert "后勤助手" in found[1].text
        assert wecom.bodies == []


async def test_a_wrong_secret_an_untrusted_address_and_a_throttle_are_told() -> None:
    """With the remedy, never the secret."""
    with platform() as (wecom, _):
        wrong = await ask(wecom.base, "canary-wrong")
        wecom.apps[0].trusted_ips = frozenset()
        untrusted = await ask(wecom.base)
        wecom.fail("gettoken", Trouble.ERRCODE, 45009)
        throttled = await ask(wecom.base)
    assert [levels(found) for found in (wrong, untrusted, throttled)] == [
        [Level.FAIL],
        [Level.OK, Level.FAIL],
        [Level.FAIL],
    ]
    assert "Secret" in wrong[0].text
    assert "canary" not in wrong[0].text
    assert "企业可信IP" in untrusted[1].text


async def test_a_disabled_app_is_told() -> None:
    """WeCom disables what nobody uses."""

    async def answer(request: web.Request) -> web.Response:
        if request.path.endswith("gettoken"):
            return web.json_response({"errcode": 0, "access_token": "t", "expires_in": 7200})
        return web.json_response({"errcode": 0, "name": "后勤助手", "close": 1})

    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    with Loopback(app) as server:
        found = await ask(server.base)
    assert found[1].level is Level.FAIL
    assert "停用" in found[1].text


@pytest.mark.parametrize(
    "token", [{}, {"access_token": ""}, {"access_token": "t"}, {"access_token": "t", "expires_in": 0}]
)
async def test_a_gettoken_without_a_token_is_no_answer(token: dict[str, object]) -> None:
    """Errcode 0 alone is not enough."""

    async def answer(request: web.Request) -> web.Response:
        del request
        return web.json_response({"errcode": 0} | token)

    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    with Loopback(app) as server:
        assert levels(await ask(server.base)) == [Level.FAIL]
