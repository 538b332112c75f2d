"""The emulated platform keeps the vendor's rules, and speaks to wechatpy's own client as to ours."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
import requests
from aiohttp import web
from wechatpy.enterprise import WeChatClient
from wechatpy.enterprise.crypto import WeChatCrypto
from wechatpy.exceptions import WeChatClientException

from tests.emulators import wecom_callbacks as peer
from tests.emulators.loopback import Loopback
from tests.emulators.wecom import EmulatedApp, EmulatedWeCom
from tests.emulators.wecom_rules import Rules, Trouble
from tests.platforms.test_wecom_route import CORP, SECRET, START, platform

ACCOUNT = peer.Account()
AT = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)


@pytest.fixture
def wecom() -> Iterator[EmulatedWeCom]:
    """Give an emulated platform whose time stands still."""
    with platform() as (emulated, _):
        yield emulated


@contextmanager
def vendor_client(wecom: EmulatedWeCom, secret: str = SECRET) -> Iterator[Any]:
    """Point wechatpy's client, whose token address is fixed, at the emulated platform."""

    class Client(WeChatClient):  # type: ignore[misc]
        API_BASE_URL = f"{wecom.base}/cgi-bin/"

        def fetch_access_token(self) -> Any:
            query = {"corpid": self.corp_id, "corpsecret": self.secret}
            return self._fetch_access_token(url=f"{wecom.base}/cgi-bin/gettoken", params=query)

    client = Client(CORP, secret, timeout=5, auto_retry=False)
    with closing(client._http):
        yield client


def test_wechatpys_client_gets_a_token_and_sends(wecom: EmulatedWeCom) -> None:
    """An independent client finds what it expects."""
    with vendor_client(wecom) as client:
        answer = client.message.send_text(1000002, ["LiMing", "Ghost"], "你好")
        assert (answer["errcode"], answer["invaliduser"]) == (0, "ghost")
        assert client.agent.get(1000002)["name"] == "后勤助手"
    assert wecom.texts("LiMing") == ["你好"]
    assert wecom.calls["gettoken"] == 1


@pytest.mark.parametrize(
    ("agent_id", "secret", "users", "code"),
    [(1, SECRET, ["LiMing"], 40056), (1000002, "wrong", ["LiMing"], 40001), (1000002, SECRET, ["Ghost"], 81013)],
)
def test_wechatpys_client_meets_the_error_codes(
    wecom: EmulatedWeCom, agent_id: int, secret: str, users: list[str], code: int
) -> None:
    """By number."""
    with vendor_client(wecom, secret) as client, pytest.raises(WeChatClientException) as met:
        client.message.send_text(agent_id, users, "你好")
    assert met.value.errcode == code


class Caller:
    """Plain requests with a token."""

    def __init__(self, wecom: EmulatedWeCom) -> None:
        self.wecom = wecom
        self.token = self.get("gettoken", corpid=CORP, corpsecret=SECRET)["access_token"]

    def get(self, path: str, **query: str) -> Any:
        """Ask, and return the answer."""
        return requests.get(f"{self.wecom.base}/cgi-bin/{path}", params=query, timeout=5).json()

    def send(self, touser: str = "LiMing", content: str = "x", **other: object) -> Mapping[str, Any]:
        """Send a text, with other fields as given."""
        body = {"touser": touser, "msgtype": "text", "agentid": 1000002, "text": {"content": content}} | other
        return self.post(json.dumps(body).encode())

    def post(self, body: bytes) -> Mapping[str, Any]:
        """Post any body to message/send."""
        url = f"{self.wecom.base}/cgi-bin/message/send?access_token={self.token}"
        answer: Mapping[str, Any] = requests.post(url, data=body, timeout=5).json()
        return answer


def test_a_token_lives_two_hours_and_is_the_same_meanwhile() -> None:
    """Then 42001; never given, 40014; not given, 41001."""
    with platform() as (wecom, clock):
        caller = Caller(wecom)
        assert Caller(wecom).token == caller.token
        clock.move_to(START + timedelta(seconds=7200))
        assert caller.send()["errcode"] == 42001
        assert Caller(wecom).token != caller.token
        caller.token = "never"
        assert caller.send()["errcode"] == 40014
        caller.token = ""
        assert caller.send()["errcode"] == 41001


def test_gettoken_itself_is_limited() -> None:
    """45009, for a minute."""
    with platform(Rules(gettoken_per_minute=3)) as (wecom, clock):
        answers = [Caller.get(caller, "gettoken", corpid=CORP, corpsecret=SECRET) for caller in [Caller(wecom)] * 3]
        assert [answer["errcode"] for answer in answers] == [0, 0, 45009]
        clock.move_to(START + timedelta(minutes=1))
        assert Caller(wecom).token


def test_an_identical_body_is_swallowed_for_half_an_hour() -> None:
    """Only where the check is asked for; the answer is errcode 0 all the same."""
    with platform() as (wecom, clock):
        caller = Caller(wecom)
        checked: dict[str, Any] = {"enable_duplicate_check": 1, "duplicate_check_interval": 1800}
        assert [caller.send(**checked)["errcode"] for _ in range(3)] == [0, 0, 0]
        assert len(wecom.delivered) == 1
        caller.send()
        caller.send()
        caller.send(content="y", **checked)
        assert len(wecom.delivered) == 4
        clock.move_to(START + timedelta(minutes=30))
        caller.send(**checked)
        assert len(wecom.delivered) == 5


def test_a_member_gets_thirty_a_minute_and_a_thousand_an_hour() -> None:
    """More is dropped without a word; others are not touched."""
    with platform(Rules(per_hour=40)) as (wecom, clock):
        caller = Caller(wecom)
        for number in range(35):
            assert caller.send(content=str(number))["errcode"] == 0
        caller.send("WangFang")
        assert (len(wecom.texts("LiMing")), len(wecom.texts("WangFang"))) == (30, 1)
        clock.move_to(START + timedelta(minutes=1))
        for number in range(35, 50):
            caller.send(content=str(number))
        assert len(wecom.texts("LiMing")) == 40
        assert {gone.reason for gone in wecom.swallowed} == {"rate"}
        clock.move_to(START + timedelta(minutes=62))
        caller.send(content="later")
        assert wecom.texts("LiMing")[-1] == "later"


def test_a_text_is_cut_without_a_word(wecom: EmulatedWeCom) -> None:
    """At 2,048 bytes, between characters."""
    Caller(wecom).send(content="水" * 700)
    assert wecom.texts("LiMing") == ["水" * 682]


def test_everybody_is_every_visible_member(wecom: EmulatedWeCom) -> None:
    """`@all`, and ids in any case."""
    caller = Caller(wecom)
    answer = caller.send("@all", "1")
    assert answer["unlicenseduser"] == "nolicence"
    caller.send("liming", "2")
    assert (wecom.texts("LiMing"), wecom.texts("WangFang")) == (["1", "2"], ["1"])


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"x", 47001),
        (b'{"agentid":1000002,"msgtype":"dance","touser":"LiMing"}', 40008),
        (b'{"agentid":1000002,"msgtype":"text","touser":"LiMing"}', 44004),
        (b'{"agentid":1000003,"msgtype":"text","touser":"LiMing"}', 301002),
        (b'{"agentid":1000002,"msgtype":"text","touser":"%s"}' % (b"a|" * 1000), 40058),
    ],
)
def test_a_wrong_body_meets_its_code(body: bytes, code: int) -> None:
    """And reaches nobody."""
    with platform() as (wecom, _):
        wecom.apps.append(EmulatedApp(CORP, 1000003, "another", visible=()))
        assert Caller(wecom).post(body)["errcode"] == code
        assert wecom.delivered == []


def test_an_address_that_is_not_trusted_is_told_so(wecom: EmulatedWeCom) -> None:
    """60020, with the address."""
    wecom.apps[0].trusted_ips = frozenset()
    answer = Caller(wecom).send()
    assert answer["errcode"] == 60020
    assert "from ip: 127.0.0.1" in answer["errmsg"]


def test_a_swallowed_message_looks_sent(wecom: EmulatedWeCom) -> None:
    """As on a bad day of the platform."""
    caller = Caller(wecom)
    wecom.fail("message/send", Trouble.SWALLOW)
    assert caller.send()["errcode"] == 0
    assert wecom.delivered == []
    assert wecom.swallowed[0].reason == "swallowed"


SENDER = peer.Sender()


def test_wechatpy_opens_what_the_sender_seals() -> None:
    """Its cipher is written apart from the product's and agrees with a third."""
    callback = SENDER.text("你好", sender="LiMing", at=AT)
    crypto = WeChatCrypto(ACCOUNT.token, ACCOUNT.aes_key, ACCOUNT.corp_id)
    query = callback.query
    opened = crypto.decrypt_message(callback.body, query["msg_signature"], query["timestamp"], query["nonce"])
    assert "你好" in opened
    made = SENDER.by_wechatpy("<xml>你好</xml>", AT)
    encrypted = re.search(rb"<Encrypt><!\[CDATA\[(.*?)\]\]>", made.body)
    assert encrypted is not None
    assert peer.decrypt(ACCOUNT.aes_key, encrypted[1].decode()) == ("<xml>你好</xml>", ACCOUNT.corp_id)


@pytest.mark.parametrize(
    ("answers", "sent"), [([200], [200]), ([500, 302, 200], [500, 302, 200]), ([503] * 5, [503] * 3)]
)
async def test_a_callback_is_repeated_until_a_200_at_most_three_times(answers: list[int], sent: list[int]) -> None:
    """Any other status counts as a failure."""
    left = list(answers)

    async def handle(request: web.Request) -> web.Response:
        await request.read()
        return web.Response(status=left.pop(0))

    app = web.Application()
    app.router.add_post("/callback", handle)
    callback = SENDER.event("click", "<EventKey>k</EventKey>", sender="LiMing", at=AT)
    with Loopback(app) as server:
        async with aiohttp.ClientSession() as session:
            assert await peer.deliver(session, f"{server.base}/callback", callback) == sent


async def test_nobody_listening_is_no_answer() -> None:
    """Three times."""
    async with aiohttp.ClientSession() as session:
        callback = SENDER.text("x", sender="LiMing", at=AT)
        assert await peer.deliver(session, "http://127.0.0.1:1/", callback) == [0, 0, 0]


def test_a_storm_brings_everything_and_some_of_it_twice() -> None:
    """The same storm for the same seed."""
    callbacks = [SENDER.text(str(number), sender="LiMing", at=AT) for number in range(100)]
    mixed = peer.storm(callbacks, seed=1)
    assert {callback.body for callback in mixed} == {callback.body for callback in callbacks}
    assert 115 < len(mixed) < 145
    assert mixed == peer.storm(callbacks, seed=1) != peer.storm(callbacks, seed=2)
