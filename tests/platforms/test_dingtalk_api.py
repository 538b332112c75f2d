"""What is made of every way DingTalk answers or does not: one answer, or one error of the right kind in Chinese."""

from __future__ import annotations

import json
import socket
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from aiohttp import web

from bot.errors import DeliveryError, FateUnknown, Refused, Throttled, TryLater
from bot.platforms.dingtalk.api import DingTalkApi
from bot.platforms.dingtalk.errcodes import FAULTS, AlreadyThere, Fate, error_for
from bot.platforms.tokens import TokenStale
from tests.each import each
from tests.emulators.loopback import Loopback

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
PATH = "/v1.0/robot/oToMessages/batchSend"


def answering(status: int, body: Any) -> Handler:
    """Answer everything with that."""

    async def handle(request: web.Request) -> web.Response:
        raw = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        return web.Response(status=status, body=raw, content_type="application/json")

    return handle


async def called(handler: Handler, *, ask: bool = False) -> Any:
    """Make one call of that server."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handler)
    with Loopback(app) as server:
        api = DingTalkApi(api_base=server.base + "/", timeout_s=2)
        try:
            return await (api.ask(PATH, b"{}", "t") if ask else api.call("POST", PATH, b"{}", "t"))
        finally:
            await api.close()


@pytest.mark.parametrize("body", [{"processQueryKey": "k"}, {"errcode": 0, "errmsg": "ok"}, {"success": True}, {}])
async def test_an_answer_without_an_error_is_an_answer(body: dict[str, Any]) -> None:
    """Of the new API and of the old."""
    assert await called(answering(200, body)) == body


@pytest.mark.parametrize(
    ("status", "body", "kind", "words"),
    [
        (401, {"code": "InvalidAuthentication", "message": "不合法的access_token"}, TokenStale, "令牌"),
        (200, {"errcode": 42001, "errmsg": "x"}, TokenStale, "42001"),
        (400, {"code": "invalidClientIdOrSecret"}, Refused, "AppSecret"),
        (403, {"code": "Forbidden.AccessDenied.AccessTokenPermissionDenied", "requestid": "6E32D367-2DFE",
               "accessdenieddetail": {"requiredScopes": ["qyapi_robot_sendmsg"]}}, Refused,
         "缺少 qyapi_robot_sendmsg，请求号 6E32D367-2DFE"),
        (403, {"code": "Forbidden.AccessDenied.IpNotInWhiteList", "message": "访问ip不在白名单，request ip=10.0.0.8."},
         Refused, "出口IP 10.0.0.8）"),
        (403, {"code": "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi"}, Throttled, "每秒"),
        (400, {"code": "send.too.fast"}, Throttled, "频繁"),
        (200, {"errcode": 130101, "errmsg": "send too fast"}, Throttled, "十分钟"),
        (200, {"errcode": 300001, "errmsg": "session 不存在"}, Refused, "会话"),
        (400, {"code": "param.cardAlreadyExist"}, AlreadyThere, "卡片"),
        (500, {"code": "system.busy"}, TryLater, "繁忙"),
        (503, {"code": "ServiceUnavailable"}, TryLater, "繁忙"),
        (400, {"code": "of.next.year", "message": "<script>"}, Refused, "of.next.year"),
        (400, {"code": "秘密 <b>"}, Refused, "钉钉错误 ?"),
        (200, {"errcode": 7, "errmsg": "x"}, Refused, "钉钉错误 7"),
        (404, {"code": 404, "message": "x"}, Refused, "404"),
        (400, {"errcode": 40035}, Refused, "40035"),
        (503, {"code": "of.next.year"}, TryLater, "503"),
        (429, {"code": "of.next.year"}, TryLater, "429"),
        (500, {"code": "of.next.year"}, FateUnknown, "500"),
        (200, {"success": False, "result": None}, Refused, "没有办成"),
        (200, {"status": 1111, "wait": 5, "punish": "deny"}, Throttled, "出口IP"),
    ],
)  # fmt: skip
async def test_every_error_is_of_its_kind(status: int, body: Any, kind: type[DeliveryError], words: str) -> None:
    """By its code; of the vendor's own words nothing else gets through."""
    with pytest.raises(kind) as met:
        await called(answering(status, body))
    assert type(met.value) is kind
    assert words in str(met.value)
    assert "<" not in str(met.value)


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (200, b"<html>", FateUnknown), (200, b"[]", FateUnknown), (200, b"[" * 100_000, FateUnknown),
        (200, b"x" * (2 << 20), FateUnknown), (200, b"\xff", FateUnknown), (200, {"errcode": True}, FateUnknown),
        (200, {"errcode": ["x"]}, FateUnknown), (400, {"code": None}, TryLater), (400, {"code": 0}, TryLater),
        (400, b"", TryLater), (302, b"", TryLater), (404, b"<html>", TryLater), (429, b"", TryLater),
        (502, b"<html>", FateUnknown), (503, b"<html>", TryLater), (500, {}, FateUnknown),
    ],
)  # fmt: skip
async def test_an_answer_of_another_shape_is_no_answer(status: int, body: Any, kind: type[DeliveryError]) -> None:
    """What stood before the API has taken nothing; else nobody knows."""
    with pytest.raises(kind) as met:
        await called(answering(status, body))
    assert type(met.value) is kind


async def test_a_lost_answer_to_a_question_may_be_asked_for_again() -> None:
    """A question changes nothing."""

    async def vanish(request: web.Request) -> web.Response:
        assert request.transport
        request.transport.abort()
        return web.Response()

    with pytest.raises(FateUnknown):
        await called(vanish)
    with pytest.raises(TryLater):
        await called(vanish, ask=True)


async def test_what_never_left_may_be_sent_again() -> None:
    """Nobody listens there."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        api = DingTalkApi(api_base=f"http://127.0.0.1:{free.getsockname()[1]}")
        with pytest.raises(TryLater, match="连不上"):
            await api.call("POST", PATH, b"{}")
        await api.close()
        await api.close()


@pytest.mark.parametrize("answer", [{}, {"accessToken": ""}, {"accessToken": "t"}, {"accessToken": "t", "expireIn": 0}])
async def test_an_answer_without_a_token_is_none(answer: dict[str, object]) -> None:
    """Status 200 alone is not enough."""
    app = web.Application()
    app.router.add_post("/v1.0/oauth2/accessToken", answering(200, answer))
    with Loopback(app) as server:
        api = DingTalkApi(api_base=server.base)
        with pytest.raises(TryLater):
            await api.fetch_token("k", "s")
        await api.close()


@each("code", sorted(FAULTS))
def test_every_known_code_names_cause_and_remedy(code: str) -> None:
    """In one Chinese sentence, of the right kind, whatever the case it is written in."""
    fault, met = FAULTS[code], error_for(code.upper(), {})
    kinds = {Fate.REFUSED: Refused, Fate.THROTTLED: Throttled, Fate.THERE: AlreadyThere, Fate.TOKEN: TokenStale}
    assert type(met) is kinds.get(fault.fate, TryLater)
    assert fault.cause in str(met)
    assert str(met).endswith(f"{fault.remedy}。")
    if isinstance(met, Throttled):
        assert met.wait_s == fault.wait_s > 0


@pytest.mark.parametrize("detail", [None, "x", {}, {"requiredScopes": "x"}, {"requiredScopes": [7, "<b>"]}])
def test_odd_particulars_are_left_out(detail: object) -> None:
    """Nothing of them is shown."""
    met = error_for("send.forbidden", {"accessdenieddetail": detail, "requestid": "<b>", "message": 7})
    assert str(met) == str(error_for("send.forbidden", {}))
