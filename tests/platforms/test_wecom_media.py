"""Files people sent: an app's by id, an AI bot's decrypted from its address; whole, or refused with the remedy."""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from wechatpy.crypto.base import WeChatCipher
from wechatpy.crypto.pkcs7 import PKCS7Encoder

from bot.clock import SteppedClock
from bot.errors import DeliveryError, FateUnknown, Refused, Throttled, TryLater
from bot.platforms.protocol import Brought
from bot.platforms.wecom.api import WeComApi
from bot.platforms.wecom.media import AiBotMedia, AppMedia, media_type
from bot.platforms.wecom.route import WeComAppRoute
from bot.store.shared import MemoryShared
from tests.each import each
from tests.emulators.loopback import Loopback
from tests.platforms.test_wecom_route import CORP, SECRET, START

KEY, OLD = "6qkdMrq68nTKduznJYO1A37W2oEgpkMUvkttRToqhUt", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9
ASKED = json.dumps({"number": 1, "kind": "image", "name": ""}).encode()


def sealed(content: bytes, key: str = KEY) -> bytes:
    """Encrypt a file as the platform does; the cipher and the padding are wechatpy's."""
    made: bytes = WeChatCipher(base64.b64decode(key + "=")).encrypt(PKCS7Encoder.encode(content))
    return made


FILES = {
    "png": sealed(PNG), "old": sealed(PNG, OLD), "empty": sealed(b""), "aligned": sealed(b"x" * 32),
    "other": sealed(PNG, "A" * 43), "nothing": b"", "odd": sealed(PNG)[:-1], "cut": sealed(PNG)[:-32],
    "unpadded": WeChatCipher(base64.b64decode(KEY + "=")).encrypt(bytes(32)),
    "toomuch": WeChatCipher(base64.b64decode(KEY + "=")).encrypt(b"!" * 64),
}  # fmt: skip


@pytest.fixture(scope="module")
def store() -> Iterator[Loopback]:
    """Serve encrypted files."""

    async def give(request: web.Request) -> web.Response:
        name = request.match_info["name"]
        return web.Response(body=FILES[name], headers={"Content-Disposition": 'attachment; filename="a.png"'})

    app = web.Application()
    app.router.add_get("/{name}", give)
    with Loopback(app) as server:
        yield server


async def bring(store: Loopback, name: str, *keys: str) -> Brought:
    """Fetch one file as the house does."""
    source = AiBotMedia("bot/media", keys or (KEY,), [store.base], timeout_s=2, largest=1 << 20)
    assert (source.name, source.platform) == ("bot/media", "wecom")
    try:
        return await source.bring(ASKED, json.dumps({"url": f"{store.base}/{name}?sign=canary"}))
    finally:
        await source.close()


async def test_a_picture_is_fetched_and_decrypted(store: Loopback) -> None:
    """What it is, is told by how it begins; what was asked for comes back with it."""
    brought = await bring(store, "png")
    assert (brought.content, brought.media_type, brought.name) == (PNG, "image/png", "a.png")
    assert brought.data == {"number": 1, "kind": "image", "name": ""}


@pytest.mark.parametrize(("name", "content"), [("empty", b""), ("aligned", b"x" * 32)])
async def test_every_length_is_given_back(store: Loopback, name: str, content: bytes) -> None:
    """Also those a whole block of padding follows."""
    assert (await bring(store, name)).content == content


async def test_a_file_of_the_key_before_is_decrypted_too(store: Loopback) -> None:
    """While the keys are being changed."""
    assert (await bring(store, "old", KEY, OLD)).content == PNG
    with pytest.raises(Refused):
        await bring(store, "old", KEY)


@pytest.mark.parametrize("name", ["other", "nothing", "odd", "cut", "unpadded", "toomuch"])
async def test_what_does_not_decrypt_is_refused(store: Loopback, name: str) -> None:
    """With the remedy, and without the address."""
    with pytest.raises(Refused, match="EncodingAESKey") as met:
        await bring(store, name)
    assert "canary" not in repr(met.value)


@pytest.mark.parametrize("token", ["", "x", "[]", "{}", '{"url":1}', '{"url":"https://evil.cn/canary"}'])
async def test_an_address_that_is_none_is_refused(token: str) -> None:
    """Nothing is asked for."""
    with pytest.raises(Refused) as met:
        await AiBotMedia("bot/media", [KEY], ["*.myqcloud.com"]).bring(ASKED, token)
    assert "canary" not in repr(met.value)


@each(
    ("content", "name", "given", "told"),
    [
        (b"\xff\xd8\xff\xe0", "", "application/octet-stream", "image/jpeg"),
        (b"GIF89a", "a.png", "image/png", "image/gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8", "", "application/octet-stream", "image/webp"),
        (b"%PDF-1.7", "", "text/plain", "application/pdf"),
        (b"x", "", "image/heic", "image/heic"),
        (b"x", "a.docx", "application/octet-stream",
         "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (b"x", "", "application/octet-stream", "application/octet-stream"),
    ],
)  # fmt: skip
def test_what_a_file_is_is_told_by_itself_first(content: bytes, name: str, given: str, told: str) -> None:
    """Then as its server says, then by its name."""
    assert media_type(content, name, given) == told


@asynccontextmanager
async def app_media(answer: web.Response, *, largest: int = 1 << 20) -> AsyncIterator[AppMedia]:
    """Make an app's source before a platform that gives this file."""

    async def give(request: web.Request) -> web.Response:
        if request.path.endswith("gettoken"):
            return web.json_response({"errcode": 0, "access_token": "canary-token", "expires_in": 7200})
        assert dict(request.query) == {"access_token": "canary-token", "media_id": "canary-media"}
        return web.Response(status=answer.status, headers=answer.headers, body=answer.body)

    app = web.Application()
    app.router.add_get("/cgi-bin/{path:.+}", give)
    with Loopback(app) as server:
        route = WeComAppRoute(
            corp_id=CORP, agent_id=1, secret=SECRET, cache=MemoryShared(), clock=SteppedClock(START),
            api_base=server.base, timeout_s=2,
        )  # fmt: skip
        source = AppMedia("app/media", route.api, route.tokens, largest=largest)
        yield source
        await source.close()
        await route.close()


NAMED = {"Content-Type": "audio/amr", "Content-Disposition": "attachment; filename*=UTF-8''%E5%BD%95%E9%9F%B3.amr"}


async def test_a_file_of_the_app_comes_by_its_id() -> None:
    """With the app's own token, its name and its type."""
    async with app_media(web.Response(body=b"#!AMR\n" + bytes(99), headers=NAMED)) as source:
        assert (source.name, source.platform) == ("app/media", "wecom")
        brought = await source.bring(json.dumps({"kind": "voice"}).encode(), "canary-media")
    assert (brought.content, brought.name, brought.media_type) == (b"#!AMR\n" + bytes(99), "录音.amr", "audio/amr")
    assert brought.data == {"kind": "voice"}


async def test_a_file_that_is_json_itself_is_a_file() -> None:
    """It comes with a name; an answer does not."""
    headers = {"Content-Type": "application/json", "Content-Disposition": 'attachment; filename="a.json"'}
    async with app_media(web.Response(body=b'{"errcode":40007}', headers=headers)) as source:
        assert (await source.bring(b"{}", "canary-media")).content == b'{"errcode":40007}'


JSON = {"Content-Type": "application/json; charset=utf-8"}


@pytest.mark.parametrize(
    ("answer", "expected", "code"),
    [
        (web.Response(body=b'{"errcode":40007,"errmsg":"invalid media_id"}', headers=JSON), Refused, 40007),
        (web.Response(body=b'{"errcode":45009}', headers=JSON), Throttled, 45009),
        (web.Response(body=b'{"errcode":-1}', headers={"Content-Type": "text/plain"}), TryLater, -1),
        (web.Response(body=b'{"errcode":0}', headers=JSON), Refused, 0),
        (web.Response(body=b"<html>", headers={"Content-Type": "text/html"}), TryLater, 0),
        (web.Response(status=502, body=b"x"), TryLater, 0),
        (web.Response(body=bytes(1025), headers=NAMED), Refused, 0),
    ],
)
async def test_no_file_is_an_answer_that_says_why(
    answer: web.Response, expected: type[DeliveryError], code: int, caplog: pytest.LogCaptureFixture
) -> None:
    """Asking again does no harm, so no fate is unknown; neither id nor token is told."""
    caplog.set_level("DEBUG")
    async with app_media(answer, largest=1024) as source:
        with pytest.raises(expected) as met:
            await source.bring(b"{}", "canary-media")
    assert (type(met.value), met.value.code) == (expected, code)
    assert not isinstance(met.value, FateUnknown)
    assert "canary" not in repr(met.value) + caplog.text


async def test_nobody_there_is_tried_again() -> None:
    """A closed port."""
    api = WeComApi(api_base="http://127.0.0.1:1", timeout_s=1)
    with pytest.raises(TryLater):
        await api.fetch_media("canary-token", "canary-media", 1024)
    await api.close()
