"""What the doctor says of an AI bot, healthy and with every ailment it knows."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp import web

from bot.errors import CallbackError
from bot.platforms.findings import Finding, Level
from bot.platforms.protocol import Request
from bot.platforms.wecom.aibot.doctor import check_callback, check_directory, check_settings
from bot.platforms.wecom.api import WeComApi
from tests.each import each
from tests.emulators.loopback import Loopback
from tests.platforms.test_aibot_door import DOOR, KEY
from tests.platforms.test_wecom_doctor import levels

AT = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)
SOUND: dict[str, Any] = {
    "aibot_id": "aibQ7Xk-T0_houqin",
    "names": ("后勤助手", "旧助手"),
    "keys": [KEY],
    "media_hosts": ("*.myqcloud.com", "http://127.0.0.1:9000"),
    "api_base": "https://qyapi.weixin.qq.com",
}


def test_sound_settings_are_said_to_be() -> None:
    """One sentence; plain HTTP to this very machine is no fault."""
    assert levels(check_settings(**SOUND)) == [Level.OK]
    assert levels(check_settings(**SOUND | {"api_base": "http://127.0.0.1:9000"})) == [Level.OK]


@each(
    ("wrong", "level", "word"),
    [
        ({"aibot_id": "1000002"}, Level.WARN, "aibot_id"),
        ({"names": ("@后勤助手",)}, Level.WARN, "不带 @"),
        ({"names": ("后勤助手", "旧助手 ")}, Level.WARN, "旧助手"),
        ({"names": ("",)}, Level.WARN, "名称"),
        ({"keys": []}, Level.FAIL, "API 设置"),
        ({"keys": [("", KEY[1])]}, Level.FAIL, "Token"),
        ({"keys": [(KEY[0], KEY[1][:-1])]}, Level.FAIL, "42 位"),
        ({"media_hosts": ("*",)}, Level.FAIL, "media_hosts"),
        ({"api_base": "http://wecom.example.edu"}, Level.WARN, "https"),
    ],
)
def test_every_fault_of_a_setting_is_told(wrong: dict[str, Any], level: Level, word: str) -> None:
    """In one sentence that names the place to mend it, and never the secret."""
    (found,) = check_settings(**SOUND | wrong)
    assert found.level is level
    assert word in found.text
    assert KEY[0] not in found.text
    assert KEY[1][:-1] not in found.text


async def verify(path: str = DOOR.path, key: tuple[str, str] = KEY) -> list[Finding]:
    """Play the verification against the real door."""

    async def answer(request: web.Request) -> web.Response:
        try:
            reply = DOOR.decode(Request(request.method, request.query, {}), AT).acknowledge
        except CallbackError as refused:
            return web.Response(status=refused.status)
        return web.Response(body=reply.body)

    app = web.Application()
    app.router.add_get(DOOR.path, answer)
    with Loopback(app) as server:
        return await check_callback(server.base, path, key=key, now=AT)


async def test_a_sound_door_passes_and_refuses_forgeries() -> None:
    """With the empty receiver of an AI bot."""
    assert levels(await verify()) == [Level.OK, Level.OK]


async def test_a_wrong_path_names_the_bots_own_setting() -> None:
    """Not the app's."""
    found = await verify("/elsewhere")
    assert (found[0].level, "aibot_id" in found[0].text) == (Level.FAIL, True)


async def test_another_secret_on_the_server_is_told() -> None:
    """403 though the signature is right by this configuration."""
    assert levels(await verify(key=("another", KEY[1])))[0] is Level.FAIL


@pytest.mark.parametrize(
    ("answer", "level", "word"),
    [
        ({"errcode": 0, "userid_list": [], "invalid_open_userid_list": []}, Level.OK, "能查到"),
        ({"errcode": 48002}, Level.FAIL, "权限"),
        ({"errcode": 60020, "errmsg": "from ip: 10.0.0.8"}, Level.FAIL, "10.0.0.8"),
    ],
)
async def test_whether_encrypted_ids_can_be_asked_for_is_told(answer: dict[str, Any], level: Level, word: str) -> None:
    """With an id that is nobody's."""

    async def give(request: web.Request) -> web.Response:
        if request.path.endswith("gettoken"):
            return web.json_response({"errcode": 0, "access_token": "t", "expires_in": 7200})
        return web.json_response(answer)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", give)
    with Loopback(app) as server:
        api = WeComApi(api_base=server.base, timeout_s=2)
        (found,) = await check_directory(api, corp_id="ww1", secret="canary-secret")
        await api.close()
    assert found.level is level
    assert word in found.text
    assert "canary" not in found.text
