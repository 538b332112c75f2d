"""Received pictures and files are fetched by their download code, from named hosts only."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from aiohttp import web

from bot.clock import SteppedClock
from bot.errors import Refused, TryLater
from bot.platforms.dingtalk.media import PATH, DingTalkMedia
from bot.platforms.protocol import Brought
from tests.emulators.dingtalk import EmulatedDingTalk
from tests.emulators.dingtalk_robots import EmulatedApp
from tests.emulators.loopback import Loopback
from tests.emulators.wecom_rules import Trouble
from tests.platforms.test_dingtalk_route import CORP, KEY, ROBOT, SECRET, START, route_to

PICTURE = b"\xff\xd8" + bytes(range(256)) * 20
REQUEST = json.dumps({"kind": "image", "name": "", "number": 0}).encode()


@pytest.fixture
def dingtalk() -> Iterator[EmulatedDingTalk]:
    """Give an emulated platform."""
    with EmulatedDingTalk(SteppedClock(START), [EmulatedApp(KEY, SECRET, ROBOT, CORP, members=())]) as emulated:
        yield emulated


def source_at(base: str, hosts: tuple[str, ...], largest: int = 1 << 20) -> DingTalkMedia:
    """Build a source with the robot's own API and tokens."""
    route = route_to(base)
    return DingTalkMedia(
        name=f"dingtalk:{ROBOT}/media", api=route.api, tokens=route.tokens, hosts=hosts, robot_code=ROBOT,
        timeout_s=2, largest=largest,
    )  # fmt: skip


async def bring(source: DingTalkMedia, code: str, request: bytes = REQUEST) -> Brought:
    """Fetch one file, close."""
    try:
        return await source.bring(request, code)
    finally:
        await source.close()


async def test_a_file_is_brought_by_its_code(dingtalk: EmulatedDingTalk) -> None:
    """Once with the code, once at the address the platform gives."""
    source = source_at(dingtalk.base, (dingtalk.base,))
    code = dingtalk.keep_file(PICTURE, "image/jpeg")
    brought = await bring(source, code)
    assert (source.name, source.platform) == (f"dingtalk:{ROBOT}/media", "dingtalk")
    assert brought == Brought({"kind": "image", "name": "", "number": 0}, PICTURE, "", "image/jpeg")
    assert dingtalk.bodies[PATH] == [
        json.dumps({"downloadCode": code, "robotCode": ROBOT}, separators=(",", ":")).encode()
    ]


async def test_a_file_keeps_the_name_it_was_sent_with(dingtalk: EmulatedDingTalk) -> None:
    """The message told it."""
    request = json.dumps({"kind": "file", "name": "值班表.xlsx", "number": 0}).encode()
    brought = await bring(source_at(dingtalk.base, (dingtalk.base,)), dingtalk.keep_file(b"PK"), request)
    assert brought.name == "值班表.xlsx"


async def test_a_host_that_is_not_named_is_not_asked(dingtalk: EmulatedDingTalk) -> None:
    """Though the platform itself gave the address; which is not shown."""
    with pytest.raises(Refused, match="media_hosts") as refused:
        await bring(source_at(dingtalk.base, ("*.aliyuncs.com",)), dingtalk.keep_file(PICTURE))
    assert "canary" not in str(refused.value)
    assert dingtalk.calls["/files/"] == 0


async def test_a_code_that_is_over_is_refused(dingtalk: EmulatedDingTalk) -> None:
    """With what to do."""
    with pytest.raises(Refused, match="重发"):
        await bring(source_at(dingtalk.base, (dingtalk.base,)), "none")


async def test_a_file_that_is_too_large_is_refused(dingtalk: EmulatedDingTalk) -> None:
    """It is not kept."""
    with pytest.raises(Refused, match="兆"):
        await bring(source_at(dingtalk.base, (dingtalk.base,), largest=1000), dingtalk.keep_file(PICTURE))


async def test_a_lost_answer_is_asked_for_again(dingtalk: EmulatedDingTalk) -> None:
    """Asking changes nothing."""
    dingtalk.fail(PATH, Trouble.LOST)
    source = source_at(dingtalk.base, (dingtalk.base,))
    code = dingtalk.keep_file(PICTURE)
    with pytest.raises(TryLater):
        await bring(source, code)
    assert (await bring(source, code)).content == PICTURE


async def test_an_answer_without_an_address_is_none() -> None:
    """It is asked for again."""

    async def handle(request: web.Request) -> web.Response:
        return web.json_response({"accessToken": "t", "expireIn": 7200})

    app = web.Application()
    app.router.add_post("/{path:.*}", handle)
    with Loopback(app) as server, pytest.raises(TryLater, match="下载地址"):
        await bring(source_at(server.base, ("*.aliyuncs.com",)), "code")
