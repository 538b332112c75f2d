"""The app's door: what it lets in, how it answers, and that everything else is refused at once."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import CallbackError, Forged, Malformed, SettingsError
from bot.messages import Kind
from bot.platforms.protocol import MEDIA, RESPONSE_CODE, Lent, Reply, Request
from bot.platforms.wecom.door import WeComAppDoor
from bot.platforms.wecom.envelope import MAX_BODY
from bot.platforms.wecom.parameters import WINDOW
from tests.each import each
from tests.emulators import wecom_callbacks as peer
from tests.platforms.test_wecom_cipher import VECTORS

AT = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)
ACCOUNT = peer.Account()
SENDER = peer.Sender()
KEYS = [(ACCOUNT.token, ACCOUNT.aes_key)]
DOOR = WeComAppDoor(corp_id=ACCOUNT.corp_id, agent_id=ACCOUNT.agent_id, keys=KEYS)
TEXT = SENDER.text("病假超过几天要扣绩效？", sender="LiMing", at=AT, msg_id="7000000000000000001")


def changed(request: Request, *, query: Mapping[str, str] | None = None, body: bytes | None = None) -> Request:
    """Copy a request with other parameters or another body."""
    return Request(request.method, {**request.query, **(query or {})}, {}, request.body if body is None else body)


def test_a_signed_callback_is_let_in_and_acknowledged_with_nothing() -> None:
    """An empty 200; the answer leaves by the route."""
    decoded = DOOR.decode(TEXT.request, AT)
    assert decoded.message is not None
    assert (decoded.message.text, decoded.message.door) == ("病假超过几天要扣绩效？", DOOR.name)
    assert decoded.acknowledge == Reply(b"", 200)


def picture(door: WeComAppDoor) -> tuple[Lent, ...]:
    """Let a picture in."""
    xml = SENDER.xml("image", "<PicUrl>p</PicUrl><MediaId>media-secret</MediaId>", sender="LiMing", at=AT)
    return door.decode(SENDER.seal(xml, AT).request, AT).lends


def test_a_picture_is_lent_for_three_days_where_a_source_can_fetch_it() -> None:
    """Without one there is nobody to ask."""
    door = WeComAppDoor(corp_id=ACCOUNT.corp_id, agent_id=ACCOUNT.agent_id, keys=KEYS, media_source="app/media")
    (lent,) = picture(door)
    assert (lent.kind, lent.token, lent.expires_at) == (MEDIA, "media-secret", AT + timedelta(days=3))
    assert (lent.source, lent.number) == ("app/media", 0)
    assert json.loads(lent.request) == {"number": 0, "kind": "image", "name": ""}
    assert picture(DOOR) == ()


def test_a_press_lends_the_code_that_updates_its_card_once() -> None:
    """For seventy-two hours."""
    inner = "<EventKey>1</EventKey><TaskId>t1</TaskId><ResponseCode>code-secret</ResponseCode>"
    decoded = DOOR.decode(SENDER.event("template_card_event", inner, sender="LiMing", at=AT).request, AT)
    assert decoded.message is not None
    assert decoded.message.kind is Kind.PRESS
    assert decoded.lends == (Lent(RESPONSE_CODE, "code-secret", AT + timedelta(hours=72)),)
    assert "code-secret" not in repr(decoded)
    assert DOOR.decode(TEXT.request, AT).lends == ()


def test_a_door_says_who_it_is() -> None:
    """Name, platform and path are derived from the app."""
    assert (DOOR.name, DOOR.platform, DOOR.path) == (
        "wecom-app:1000002", "wecom", "/callback/wecom-app/1000002",
    )  # fmt: skip


def test_the_same_message_encrypted_twice_is_one_message() -> None:
    """A repeat comes newly encrypted, with another nonce; wechatpy's encryption reads the same."""
    xml = SENDER.xml("text", "<Content>x</Content>", sender="LiMing", at=AT, msg_id="5")
    made = [SENDER.seal(xml, AT), SENDER.seal(xml, AT + timedelta(seconds=5)), SENDER.by_wechatpy(xml, AT)]
    assert len({callback.body for callback in made}) == 3
    decoded = [DOOR.decode(callback.request, AT) for callback in made]
    assert decoded[0] == decoded[1] == decoded[2]


@pytest.mark.parametrize("vector", [VECTORS[0], VECTORS[2]], ids=lambda vector: vector["name"])
@pytest.mark.parametrize("mangled", [False, True])
def test_the_address_is_verified_with_the_bare_plaintext(vector: dict[str, str], *, mangled: bool) -> None:
    """No quotes, no newline; a `+` that became a space on the way is put right."""
    door = WeComAppDoor(
        corp_id=vector["receiver"], agent_id=218, keys=[("another", KEYS[0][1]), (vector["token"], vector["aes_key"])]
    )
    echo = vector["encrypted"].replace("+", " ") if mangled else vector["encrypted"]
    query = {"msg_signature": vector["signature"], "timestamp": vector["timestamp"], "nonce": vector["nonce"]}
    now = datetime.fromtimestamp(int(vector["timestamp"]), UTC)
    decoded = door.decode(Request("GET", query | {"echostr": echo}, {}), now)
    assert decoded.message is None
    assert decoded.acknowledge == Reply(vector["plain"].encode(), 200)


def test_the_second_vendor_sample_is_let_in() -> None:
    """W2 as it came over the wire."""
    vector = VECTORS[1]
    door = WeComAppDoor(corp_id=vector["receiver"], agent_id=218, keys=[(vector["token"], vector["aes_key"])])
    query = {"msg_signature": vector["signature"], "timestamp": vector["timestamp"], "nonce": vector["nonce"]}
    body = (
        f"<xml><ToUserName><![CDATA[{vector['receiver']}]]></ToUserName><Encrypt><![CDATA[{vector['encrypted']}]]>"
        "</Encrypt><AgentID><![CDATA[218]]></AgentID></xml>"
    )
    now = datetime.fromtimestamp(int(vector["timestamp"]), UTC)
    message = door.decode(Request("POST", query, {}, body.encode()), now).message
    assert message is not None
    assert (message.account, message.message_id, message.text) == ("mycreate", "4561255354251345929", "hello")


@pytest.mark.parametrize("off", [WINDOW, -WINDOW, timedelta(), timedelta(seconds=15)])
def test_inside_the_window_a_callback_holds(off: timedelta) -> None:
    """Wider than the platform's three attempts of five seconds."""
    assert DOOR.decode(TEXT.request, AT + off).message is not None


@pytest.mark.parametrize("off", [WINDOW, -WINDOW, timedelta(days=3650), timedelta(days=-3650)])
def test_outside_the_window_it_is_forged_though_signed(off: timedelta) -> None:
    """A recorded callback is worth nothing later."""
    with pytest.raises(Forged, match="window"):
        DOOR.decode(TEXT.request, AT + off + (timedelta(seconds=1) if off > timedelta() else timedelta(seconds=-1)))


@each("timestamp", ["", "x", "-1", "1e9", "１７", "9" * 13, "1 ", "\udcff"])
def test_a_time_that_is_none_is_forged(timestamp: str) -> None:
    """Whatever stands there."""
    with pytest.raises(Forged):
        DOOR.decode(changed(TEXT.request, query={"timestamp": timestamp}), AT)


@pytest.mark.parametrize("missing", ["msg_signature", "timestamp", "nonce"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_missing_parameter_is_forged(missing: str, method: str) -> None:
    """Somebody opened the address in a browser."""
    made = SENDER.verification("word", AT) if method == "GET" else TEXT
    query = {name: value for name, value in made.query.items() if name != missing}
    with pytest.raises(Forged):
        DOOR.decode(Request(method, query, {}, made.body), AT)
    with pytest.raises(Forged):
        DOOR.decode(Request("GET", {}, {}), AT)


@each("at", range(0, len(TEXT.body), 7))
def test_a_flipped_bit_of_the_body_is_forged(at: int) -> None:
    """Wherever it stands, markup and receiver included."""
    body = bytearray(TEXT.body)
    body[at] ^= 1
    with pytest.raises(Forged):
        DOOR.decode(changed(TEXT.request, body=bytes(body)), AT)


@pytest.mark.parametrize("name", ["msg_signature", "timestamp", "nonce"])
def test_a_flipped_bit_of_a_parameter_is_forged(name: str) -> None:
    """Each is signed, or is the signature."""
    value = bytearray(TEXT.query[name].encode())
    value[-1] ^= 1
    with pytest.raises(Forged):
        DOOR.decode(changed(TEXT.request, query={name: value.decode()}), AT)


def test_another_corp_or_app_is_forged() -> None:
    """By the receiver inside, by the envelope's receiver, and by its app."""
    xml = SENDER.xml("text", "<Content>x</Content>", sender="LiMing", at=AT)
    with pytest.raises(Forged):
        DOOR.decode(SENDER.seal(xml, AT, receiver="ww0000000000000000").request, AT)
    for old, new in ((b"ww1436e0e65a779aee", b"ww1436e0e65a779aef"), (b"[1000002]", b"[1000003]")):
        with pytest.raises(Forged):
            DOOR.decode(changed(TEXT.request, body=TEXT.body.replace(old, new)), AT)


def enveloped(inside: str) -> bytes:
    """Put something else where the ciphertext stands."""
    return f"<xml><ToUserName>{ACCOUNT.corp_id}</ToUserName>{inside}</xml>".encode()


SEALED = peer.encrypt(ACCOUNT.aes_key, b"<xml></xml>", ACCOUNT.corp_id)
HOSTILE = {
    "empty": b"",
    "blank": b"   ",
    "nul": b"\x00" * 100,
    "nul inside": TEXT.body.replace(b"<Encrypt>", b"<Encrypt>\x00"),
    "json": b'{"encrypt":"x"}',
    "doctype": b"<!DOCTYPE xml>" + TEXT.body,
    "entity": b'<!DOCTYPE xml [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + enveloped("<Encrypt>&a;</Encrypt>"),
    "bomb": b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + enveloped("<Encrypt>&b;</Encrypt>"),
    "parameter entity": b'<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:1/x"> %p;]>' + TEXT.body,
    "xinclude": enveloped('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>'),
    "utf-16": TEXT.body.decode().encode("utf-16"),
    "utf-16 declared": ('<?xml version="1.0" encoding="utf-16"?>' + TEXT.body.decode()).encode("utf-16"),
    "utf-7 declared": b'<?xml version="1.0" encoding="utf-7"?>+ADw-xml+AD4-',
    "latin-1": "<xml><ToUserName>ww</ToUserName><Encrypt>é</Encrypt></xml>".encode("latin-1"),
    "gbk": "<xml><Encrypt>水</Encrypt></xml>".encode("gbk"),
    "deep": b"<xml>" * 12_000,
    "deep closed": b"<a>" * 9_000 + b"</a>" * 9_000,
    "truncated": TEXT.body[:-20],
    "cut in the ciphertext": TEXT.body[:200],
    "twice the element": TEXT.body.replace(b"<Encrypt>", f"<Encrypt>{SEALED}</Encrypt><Encrypt>".encode()),
    "nested": TEXT.body.replace(b"<Encrypt>", b"<Encrypt><b>").replace(b"</Encrypt>", b"</b></Encrypt>"),
    "attribute": TEXT.body.replace(b"<Encrypt>", b'<Encrypt a="1">'),
    "two roots": TEXT.body + TEXT.body,
    "no ciphertext": enveloped("<Encrypt></Encrypt>"),
    "no element": enveloped(""),
    "no base64": enveloped("<Encrypt>水水水</Encrypt>"),
    "many elements": enveloped("".join(f"<e{number}>1</e{number}>" for number in range(3000))),
    "open marks": b"<xml>" + b"<a><![CDATA[" * 5000,
    "many brackets": enveloped("<Encrypt><![CDATA[" + "]" * 60_000 + "</Encrypt>"),
    "too large": enveloped("<Encrypt>" + "A" * MAX_BODY + "</Encrypt>"),
}  # fmt: skip


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_body_is_forged_at_once(body: bytes) -> None:
    """No parser, no entity, no socket; well below what a reader would notice."""
    with pytest.raises(Forged):
        DOOR.decode(changed(TEXT.request, body=body), AT)


@pytest.mark.parametrize("body", [body.decode("utf-8", "replace") for body in HOSTILE.values()], ids=HOSTILE.keys())
def test_a_signed_hostile_message_is_malformed_at_once(body: str) -> None:
    """Were the platform itself to send it. (A whole envelope as message is no message either.)"""
    with pytest.raises(Malformed):
        DOOR.decode(SENDER.seal(body[:40_000], AT).request, AT)


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_with_a_status_of_ours(body: bytes) -> None:
    """Signed as ciphertext or not at all."""
    for request in (changed(TEXT.request, body=body), SENDER.wrap(base64.b64encode(body).decode() or "x", AT).request):
        with pytest.raises(CallbackError) as refused:
            DOOR.decode(request, AT)
        assert refused.value.status in {400, 403}


def test_a_refusal_tells_nothing_of_the_content() -> None:
    """Log lines are made of these sentences."""
    sealed = SENDER.seal("<xml><MsgType>机密内容</MsgType></xml>", AT)
    with pytest.raises(Malformed) as refused:
        DOOR.decode(sealed.request, AT)
    assert "机密" not in str(refused.value)
    assert refused.value.__cause__ is None


def test_an_envelope_may_be_written_plainly() -> None:
    """With a declaration, a byte order mark, line breaks, without CDATA."""
    encrypted = TEXT.body.split(b"<Encrypt><![CDATA[")[1].split(b"]]>")[0]
    body = (
        b'\xef\xbb\xbf<?xml version="1.0" encoding="UTF-8"?>\n<xml>\n <Encrypt>\n' + encrypted + b"</Encrypt>\n</xml>\n"
    )
    assert DOOR.decode(changed(TEXT.request, body=body), AT) == DOOR.decode(TEXT.request, AT)


def test_a_door_without_secrets_does_not_open() -> None:
    """Blank secrets refuse the start."""
    with pytest.raises(SettingsError):
        WeComAppDoor(corp_id="ww1", agent_id=1, keys=[("", ACCOUNT.aes_key)])
