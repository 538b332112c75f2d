"""Fetching a file: from named hosts only, whole or not at all, and its address told to nobody."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Iterator

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import DeliveryError, Refused, TryLater
from bot.platforms.disposition import LONGEST, file_name, safe_name
from bot.platforms.hosts import allowed
from bot.platforms.media import Downloaded, download
from tests.each import each
from tests.emulators.loopback import Loopback

HOSTS = ("*.myqcloud.com", "files.example.edu", "http://127.0.0.1:9000", "https://pan.example.edu:8443")
PICTURE = b"\x89PNG" + bytes(range(256)) * 40
CANARY = "canary-signature"


@each(
    ("url", "asked"),
    [
        ("https://a.myqcloud.com/x?sign=a%2Bb&q=1", "https://a.myqcloud.com/x?sign=a%2Bb&q=1"),
        ("https://a.b.myqcloud.com", "https://a.b.myqcloud.com/"),
        ("HTTPS://A.MyQCloud.com/X", "https://a.myqcloud.com/X"),
        ("https://files.example.edu?x=1#top", "https://files.example.edu/?x=1"),
        ("https://files.example.edu/水.png", "https://files.example.edu/%E6%B0%B4.png"),
        ("http://127.0.0.1:9000/x", "http://127.0.0.1:9000/x"),
        ("https://pan.example.edu:8443/x", "https://pan.example.edu:8443/x"),
        ("https://files.example.edu/https://a@b:1/..", "https://files.example.edu/https://a@b:1/.."),
    ],
)
def test_a_named_host_is_asked_for_exactly_what_was_given(url: str, asked: str) -> None:
    """A signed query must arrive as it was signed."""
    assert allowed(url, HOSTS) == asked


@each(
    "url",
    [
        "", "x", "//a.myqcloud.com/x", "/x", "ftp://a.myqcloud.com/x", "file:///etc/passwd", "data:,x", "javascript:x",
        "http://a.myqcloud.com/x", "https://myqcloud.com/x", "https://amyqcloud.com/x", "https://xmyqcloud.com/x",
        "https://a.myqcloud.com.evil.cn/x", "https://evil.cn/a.myqcloud.com", "https://evil.cn?.myqcloud.com",
        "https://evil.cn#.myqcloud.com", "https://a.myqcloud.com@evil.cn/x", "https://a@a.myqcloud.com/x",
        "https://a:b@a.myqcloud.com/x", "https://evil.cn\\@a.myqcloud.com/x", "https://evil.cn\\.myqcloud.com/x",
        "https:\\\\a.myqcloud.com/x", "https:/a.myqcloud.com/x", "https:a.myqcloud.com", "https:///a.myqcloud.com/x",
        "https://a.myqcloud.com:443/x", "https://a.myqcloud.com:8080/x", "https://a.myqcloud.com:/x",
        "https://a.myqcloud.com:99999999/x", "https://a.myqcloud.com./x", "https://.myqcloud.com/x",
        "https://a..myqcloud.com/x", "https://-a.myqcloud.com/x", "https://ａ.myqcloud.com/x",
        "https://a。myqcloud.com/x", "https://水.myqcloud.com/x", "https://a.myqcloud.com\u2024evil.cn/",
        "https://a.myqcloud.com\t/x", "https://a.myqcloud.com /x", " https://a.myqcloud.com/x",
        "https://a.myqcloud.com/x y", "https://a.myqcloud.com/x\r\nHost: evil.cn", "https://a.myqcloud.com/\x00",
        "https://a.myqcloud.com%2eevil.cn/x", "https://evil.cn%2f.myqcloud.com/x", "https://%61.myqcloud.com/x",
        "https://a.myqcloud.com/x\n", "https://a.myqcloud.com\\evil.cn/x",
        "https://127.0.0.1:9000/x", "http://127.0.0.1/x", "http://127.0.0.1:9001/x", "http://127.1:9000/x",
        "http://2130706433:9000/", "http://[::1]:9000/", "http://localhost:9000/", "https://169.254.169.254/latest",
        "https://pan.example.edu/x", "http://pan.example.edu:8443/x", "https://files.example.edu.cn/x",
        "https://a.files.example.edu/x", "https://a.myqcloud.com/" + "x" * 5000, "https://MYQCLOUD.COM/x",
        "https://a.myqcloud.com\u017f/x", "https://a.myq\u212aloud.com/x",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_named_host_is_not_asked(url: str) -> None:
    """Suffixes, users, ports, escapes, other alphabets, other schemes."""
    assert allowed(url, HOSTS) is None


def test_a_pattern_may_name_scheme_and_port() -> None:
    """For a private deployment."""
    assert allowed("http://a.corp.example:8080/x", ["http://*.corp.example:8080/"]) == "http://a.corp.example:8080/x"
    assert allowed("https://corp.example/x", [" https://Corp.example "]) == "https://corp.example/x"


@given(st.text(max_size=80) | st.from_regex(r"https://[a-z.@:\\/%#?]{0,30}myqcloud\.com[a-z.@:\\/%#?]{0,20}"))
def test_whatever_is_asked_goes_to_a_named_host(url: str) -> None:
    """By the reading of the library that asks."""
    asked = allowed(url, HOSTS[:1])
    assert asked is None or str(asked).split("/")[2].endswith(".myqcloud.com")


@each(
    ("header", "name"),
    [
        ("", ""), ("attachment", ""),
        ('attachment; filename="a.png"', "a.png"), ("attachment; filename=a.png", "a.png"),
        ('attachment; filename="a b;c.png"; size=3', "a b;c.png"),
        ("attachment; filename*=UTF-8''%E6%B0%B4.png", "水.png"),
        ("attachment; filename=\"x.png\"; filename*=utf-8'zh'%E6%B0%B4.png", "水.png"),
        ("attachment; filename*=GBK''%CB%AE.png", "水.png"),
        ("attachment; filename*=nonsense''%E6%B0%B4.png", "水.png"),
        ("attachment; filename*=UTF-8''%B9%DC.png", "管.png"),
        ("attachment; filename*=UTF-8''%FF%FF%FF%FF", ""),
        ('attachment; filename="%E6%B0%B4%20%E7%AE%A1.pdf"', "水 管.pdf"),
        ('attachment; filename="水.png"', "水.png"), ('ATTACHMENT;FILENAME="a\\"b.png"', "ab.png"),
        ('attachment; filename="100%.pdf"', "100%.pdf"),
        ('attachment; filename="水.png"'.encode().decode("ascii", "surrogateescape"), "水.png"),
        ('attachment; xfilename="a.png"', ""), ('attachment; filename="', ""),
    ],
)  # fmt: skip
def test_a_name_is_read_however_a_server_writes_it(header: str, name: str) -> None:
    """Encoded, quoted, bare, raw, in an old charset."""
    assert file_name(header) == name


@each(
    ("given_name", "kept"),
    [
        ("../../etc/passwd", "passwd"), ("C:\\x\\a.doc", "a.doc"), ("..", ""), ("/", ""), (".htaccess", "htaccess"),
        ("a\x00\r\n\u202egnp.exe", "agnp.exe"), ("  a.png ", "a.png"), ('a<b>:"|?*.png', "ab.png"), ("a\ud800b", "ab"),
        ("水" * 300 + ".pdf", "水" * 116 + ".pdf"), ("水" * 300, "水" * 120), ("a." + "x" * 300, "a." + "x" * 118),
    ],
)  # fmt: skip
def test_a_name_leads_nowhere_and_hides_nothing(given_name: str, kept: str) -> None:
    """No folder, no control character, no turned writing, no endless name."""
    assert safe_name(given_name) == kept


@given(st.text(max_size=400))
def test_any_name_becomes_a_safe_one(text: str) -> None:
    """In a header or by itself."""
    for name in (safe_name(text), file_name(f'attachment; filename="{text}"'), file_name(text)):
        assert len(name) <= LONGEST
        assert not set(name) & set('/\\\x00\r\n<>:"|?*')
        assert name.encode() is not None


async def _picture(request: web.Request) -> web.Response:
    assert request.headers["Accept-Encoding"] == "identity"
    return web.Response(
        body=PICTURE,
        headers={"Content-Type": "Image/PNG; x=1", "Content-Disposition": "attachment; filename*=UTF-8''%E6%B0%B4.png"},
    )


async def _echo(request: web.Request) -> web.Response:
    return web.Response(body=request.raw_path.encode(), headers={"Content-Type": "<script>"})


async def _status(request: web.Request) -> web.Response:
    return web.Response(status=int(request.match_info["status"]), headers={"Location": "/picture"})


async def _endless(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    for _ in range(64):
        await response.write(bytes(1 << 16))
    return response


async def _broken(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Length": "1000"})
    await response.prepare(request)
    await response.write(b"half")
    assert request.transport is not None
    request.transport.abort()
    return response


async def _never(request: web.Request) -> web.Response:
    await asyncio.Event().wait()
    raise AssertionError(request.path)


async def _zipped(request: web.Request) -> web.Response:
    del request
    return web.Response(body=gzip.compress(bytes(1 << 20)), headers={"Content-Encoding": "gzip"})


@pytest.fixture(scope="module")
def server() -> Iterator[Loopback]:
    """Serve files, and troubles."""
    app = web.Application()
    app.router.add_get("/picture", _picture)
    app.router.add_get("/echo", _echo)
    app.router.add_get("/status/{status}", _status)
    app.router.add_get("/endless", _endless)
    app.router.add_get("/broken", _broken)
    app.router.add_get("/never", _never)
    app.router.add_get("/zipped", _zipped)
    with Loopback(app) as loopback:
        yield loopback


async def fetch(server: Loopback, path: str, *, largest: int = 1 << 20) -> Downloaded:
    """Fetch from the loopback server, with a secret in the query."""
    return await download(f"{server.base}{path}?sign={CANARY}", [server.base], timeout_s=1.5, largest=largest)


async def test_a_file_comes_whole_with_its_type_and_name(server: Loopback) -> None:
    """To the last byte allowed."""
    content, media_type, name = await fetch(server, "/picture", largest=len(PICTURE))
    assert (content, media_type, name) == (PICTURE, "image/png", "水.png")


async def test_the_address_arrives_as_it_was_signed(server: Loopback) -> None:
    """Nothing is encoded twice or decoded; an odd type is just bytes."""
    got = await download(f"{server.base}/echo?a=%2B%2f+%7E&b=%E6%B0%B4/水", [server.base])
    assert got == (b"/echo?a=%2B%2f+%7E&b=%E6%B0%B4/%E6%B0%B4", "application/octet-stream", "")


@pytest.mark.parametrize(
    ("path", "largest", "expected"),
    [
        ("/status/404", 9, Refused), ("/status/403", 9, Refused),
        ("/status/302", 9, Refused), ("/status/204", 9, Refused),
        ("/status/500", 9, TryLater), ("/status/503", 9, TryLater), ("/status/429", 9, TryLater),
        ("/picture", len(PICTURE) - 1, Refused), ("/endless", 1 << 20, Refused), ("/zipped", 1 << 20, Refused),
        ("/broken", 1 << 20, TryLater), ("/never", 9, TryLater),
    ],
)  # fmt: skip
async def test_every_trouble_says_whether_a_retry_makes_sense(
    server: Loopback, path: str, largest: int, expected: type[DeliveryError], caplog: pytest.LogCaptureFixture
) -> None:
    """And tells the address to nobody."""
    caplog.set_level("DEBUG")
    with pytest.raises(expected) as met:
        await fetch(server, path, largest=largest)
    assert type(met.value) is expected
    assert CANARY not in repr(met.value) + caplog.text
    assert met.value.__cause__ is None


async def test_nobody_there_is_tried_again() -> None:
    """A closed port, a name that does not resolve."""
    for base in ("http://127.0.0.1:1", "http://files.invalid:80"):
        with pytest.raises(TryLater) as met:
            await download(f"{base}/x?sign={CANARY}", [base], timeout_s=1)
        assert CANARY not in repr(met.value)


async def test_a_host_that_is_not_named_is_never_asked(server: Loopback) -> None:
    """Not even for its name."""
    with pytest.raises(Refused, match="media_hosts") as met:
        await download(f"{server.base}/picture?sign={CANARY}", ["*.myqcloud.com"])
    assert CANARY not in repr(met.value)
