"""Who stands behind an encrypted id: asked of the app's directory, told plainly, and unknown where nobody is."""

from __future__ import annotations

import json
from typing import Any

import pytest
from aiohttp import web

from bot.clock import SteppedClock
from bot.errors import DeliveryError, Refused, Throttled, TryLater
from bot.platforms.protocol import Address, Brought
from bot.platforms.wecom.directory import Directory
from bot.platforms.wecom.route import WeComAppRoute
from bot.store.aliases import is_encrypted
from bot.store.shared import MemoryShared
from tests.each import each
from tests.emulators.loopback import Loopback
from tests.platforms.test_wecom_route import CORP, PURE, SECRET, START

HIDDEN = "wo" + "aB3-_" * 6


@each(
    ("account", "encrypted"),
    [
        (HIDDEN, True), ("wm" + "x" * 30, True), ("wo" + "x" * 29, False), ("wo" + "x" * 31, False),
        ("wx" + "x" * 30, False), ("LiMing", False), ("", False), (HIDDEN + "\n", False), ("WO" + "x" * 30, False),
    ],
)  # fmt: skip
def test_an_encrypted_id_is_told_by_its_form(account: str, *, encrypted: bool) -> None:
    """Wo or wm and thirty characters."""
    assert is_encrypted(account) is encrypted


@pytest.mark.parametrize("account", [HIDDEN, "wpOther/LiMing"])
def test_the_app_does_not_reach_an_id_it_does_not_know(account: str) -> None:
    """message/send takes plain ids of its own corp alone."""
    assert not PURE.reaches(Address(account=account))


async def ask(answer: dict[str, Any] | str, account: str = HIDDEN) -> Brought:
    """Ask a platform that answers just this."""
    heard: list[Any] = []

    async def give(request: web.Request) -> web.Response:
        if request.path.endswith("gettoken"):
            return web.json_response({"errcode": 0, "access_token": "canary-token", "expires_in": 7200})
        heard.append((request.path, dict(request.query), json.loads(await request.read())))
        return web.json_response(answer) if isinstance(answer, dict) else web.Response(text=answer)

    app = web.Application()
    app.router.add_route("*", "/cgi-bin/{path:.+}", give)
    with Loopback(app) as server:
        route = WeComAppRoute(
            corp_id=CORP, agent_id=1, secret=SECRET, cache=MemoryShared(), clock=SteppedClock(START),
            api_base=server.base, timeout_s=2,
        )  # fmt: skip
        source = Directory("app/directory", route.api, route.tokens)
        assert (source.name, source.platform) == ("app/directory", "wecom")
        try:
            brought = await source.bring(json.dumps({"account": account}).encode())
        finally:
            await source.close()
            await route.close()
    path = "/cgi-bin/batch/openuserid_to_userid"
    assert heard == [(path, {"access_token": "canary-token"}, {"open_userid_list": [account]})]
    return brought


@pytest.mark.parametrize(
    ("answer", "userid"),
    [
        ({"userid_list": [{"open_userid": HIDDEN, "userid": "LiMing"}], "invalid_open_userid_list": []}, "LiMing"),
        ({"userid_list": [], "invalid_open_userid_list": [HIDDEN]}, ""),
        ({"userid_list": [{"open_userid": "wo" + "z" * 30, "userid": "WangFang"}]}, ""),
        ({"userid_list": ["x", {"open_userid": HIDDEN, "userid": 1}]}, ""),
        ({"userid_list": None}, ""),
        ({}, ""),
    ],
)
async def test_the_directory_says_who_it_is_or_nobody(answer: dict[str, Any], userid: str) -> None:
    """Out of the app's visible range nobody is known."""
    brought = await ask({"errcode": 0} | answer)
    assert brought.data == {"event": "resolved", "account": HIDDEN, "userid": userid}
    assert brought.content is None


async def test_a_plain_id_stands_for_itself() -> None:
    """The platform gives it back among those it can't convert."""
    brought = await ask({"errcode": 0, "userid_list": [], "invalid_open_userid_list": ["LiMing"]}, "LiMing")
    assert brought.data["userid"] == "LiMing"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [({"errcode": 48002}, Refused), ({"errcode": 45009}, Throttled), ({"errcode": -1}, TryLater), ("<html>", TryLater)],
)
async def test_a_trouble_says_whether_a_retry_makes_sense(
    answer: dict[str, Any] | str, expected: type[DeliveryError]
) -> None:
    """Asking changes nothing, so no fate is unknown."""
    with pytest.raises(expected) as met:
        await ask(answer)
    assert type(met.value) is expected
    assert "canary" not in repr(met.value)
