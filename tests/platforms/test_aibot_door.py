"""The AI bot's door: what it lets in, what it lends, how it answers on the wire; peers seal and open with it."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wechatpy.enterprise.crypto import PrpCrypto, WeChatCrypto

from bot.errors import CallbackError, Forged, Malformed, SettingsError
from bot.messages import Button, Card, Kind
from bot.platforms.protocol import MEDIA, RESPONSE_URL, STREAM, UPDATE, WELCOME, Decoded, Poll, Reply, Request, Spoken
from bot.platforms.wecom.aibot.door import DONE, RECEIVED, WeComAiBotDoor
from bot.platforms.wecom.aibot.envelope import MAX_BODY
from bot.platforms.wecom.parameters import WINDOW
from tests.each import each
from tests.emulators import wecom_callbacks as peer
from tests.platforms.test_aibot_codec import AIBOT, GROUP, PRESS, RESPONSE, URL, callback, event, mixed

AT = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)
KEY = ("nTq3vYb8Kd2mZs6W", "6qkdMrq68nTKduznJYO1A37W2oEgpkMUvkttRToqhUt")
OLD = ("old-token", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C")
TIMESTAMP, NONCE = str(int(AT.timestamp())), "1372623149"
FIVE_MINUTES = timedelta(minutes=5)
CARD = Card("card-1", "谁去？", (Button("我去", "我去"), Button("不去", "不去")))


def door_with(
    *keys: tuple[str, str], source: str = "bot/media", api_base: str = "https://qyapi.weixin.qq.com"
) -> WeComAiBotDoor:
    """Make a door."""
    names = ("后勤助手", "旧助手")
    return WeComAiBotDoor(aibot_id=AIBOT, names=names, keys=keys, media_source=source, api_base=api_base)


DOOR = door_with(KEY)


def signed(encrypted: str, key: tuple[str, str] = KEY, *, nonce: str = NONCE, at: datetime = AT) -> dict[str, str]:
    """Sign as the platform does."""
    timestamp = str(int(at.timestamp()))
    signature = peer.signature(key[0], timestamp, nonce, encrypted)
    return {"msg_signature": signature, "timestamp": timestamp, "nonce": nonce}


def wrapped(encrypted: str, **how: Any) -> Request:
    """Put a ciphertext into the envelope and sign it."""
    return Request("POST", signed(encrypted, **how), {}, json.dumps({"encrypt": encrypted}).encode())


def sealed(plain: str | dict[str, Any], key: tuple[str, str] = KEY, receiver: str = "", **how: Any) -> Request:
    """Encrypt, sign, wrap."""
    text = plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False)
    return wrapped(peer.encrypt(key[1], text.encode("utf-8", "surrogatepass"), receiver), key=key, **how)


def decode(plain: str | dict[str, Any], door: WeComAiBotDoor = DOOR) -> Decoded:
    """Let a callback in."""
    return door.decode(sealed(plain), AT)


def opened(reply: Reply, key: tuple[str, str] = KEY, nonce: str = NONCE) -> dict[str, Any]:
    """Open an answer as the platform does."""
    envelope = json.loads(reply.body)
    assert set(envelope) == {"encrypt", "msgsignature", "timestamp", "nonce"}
    assert (envelope["timestamp"], envelope["nonce"]) == (TIMESTAMP, nonce)
    assert envelope["msgsignature"] == peer.signature(key[0], TIMESTAMP, nonce, envelope["encrypt"])
    assert (reply.status, reply.media_type) == (200, "text/plain; charset=utf-8")
    message, receiver = peer.decrypt(key[1], envelope["encrypt"])
    assert receiver == ""
    plain: dict[str, Any] = json.loads(message)
    return plain


def written(decoded: Decoded, spoken: Spoken) -> dict[str, Any]:
    """Let the house speak, and open what is written; empty for an empty 200."""
    assert decoded.write is not None
    reply = decoded.write(spoken)
    return opened(reply) if reply.body else {}


def test_a_door_says_who_it_is() -> None:
    """Name, platform and path are derived from the bot."""
    assert (DOOR.name, DOOR.platform, DOOR.path) == (
        f"wecom-aibot:{AIBOT}", "wecom", f"/callback/wecom-aibot/{AIBOT}",
    )  # fmt: skip


@pytest.mark.parametrize("mangled", [False, True])
def test_the_address_is_verified_with_the_bare_plaintext(*, mangled: bool) -> None:
    """The receiver is empty; a `+` that became a space on the way is put right."""
    echo = peer.encrypt(KEY[1], b"8349027563412", "")
    while "+" not in echo:
        echo = peer.encrypt(KEY[1], b"8349027563412", "")
    query = signed(echo) | {"echostr": echo.replace("+", " ") if mangled else echo}
    decoded = DOOR.decode(Request("GET", query, {}), AT)
    assert (decoded.message, decoded.acknowledge) == (None, Reply(b"8349027563412", 200))


def test_a_message_opens_a_stream_and_is_told_so_at_once() -> None:
    """Its own id is what a rating comes back with: the first frame alone takes one."""
    decoded = decode(callback())
    assert decoded.message is not None
    assert decoded.message.text == "三食堂停水"
    assert not decoded.waits
    (stream, address) = decoded.lends
    assert opened(decoded.acknowledge) == {
        "msgtype": "stream",
        "stream": {
            "id": stream.token, "finish": False, "content": RECEIVED, "feedback": {"id": decoded.message.message_id},
        },
    }  # fmt: skip
    assert (stream.kind, stream.expires_at) == (STREAM, AT + timedelta(minutes=5, seconds=30))
    assert (address.kind, address.token, address.uses) == (RESPONSE_URL, RESPONSE, 1)
    assert address.expires_at == AT + timedelta(minutes=59)


def test_a_stream_is_the_same_for_a_repeat_and_nobody_elses() -> None:
    """A keyed hash of the message's id: newly sealed, after a key change of the other pair, for another message."""

    def stream(door: WeComAiBotDoor, **own: Any) -> str:
        return decode(callback(**own), door).lends[0].token

    mine = stream(DOOR)
    assert mine == stream(DOOR) == stream(door_with(KEY, OLD))
    assert len({mine, stream(DOOR, msgid="2"), stream(door_with((KEY[0], OLD[1]), KEY))}) == 3
    assert len(mine) == 40


def test_pictures_are_lent_for_five_minutes_with_their_numbers() -> None:
    """The address only as token; what is asked for says which picture it is."""
    decoded = decode(callback("mixed", mixed=mixed("漏水", "IMAGE", "IMAGE"), **GROUP))
    media = [lent for lent in decoded.lends if lent.kind == MEDIA]
    assert [json.loads(lent.token) for lent in media] == [{"url": f"{URL}&n=1"}, {"url": f"{URL}&n=2"}]
    assert [json.loads(lent.request) for lent in media] == [
        {"number": 0, "kind": "image", "name": ""}, {"number": 1, "kind": "image", "name": ""},
    ]  # fmt: skip
    assert {(lent.source, lent.expires_at, lent.uses) for lent in media} == {
        ("bot/media", AT + timedelta(minutes=5), 1)
    }
    assert [lent.number for lent in media] == [0, 1]


def test_a_picture_without_address_is_not_lent_and_the_others_keep_their_numbers() -> None:
    """There is nothing to fetch; the words are let in."""
    fields = mixed("水", "IMAGE", "IMAGE")
    fields["msg_item"][1]["image"] = {"url": ""}
    decoded = decode(callback("mixed", mixed=fields))
    assert decoded.message is not None
    assert decoded.message.text == "水"
    assert [(lent.number, json.loads(lent.token)) for lent in decoded.lends if lent.kind == MEDIA] == [
        (1, {"url": f"{URL}&n=2"})
    ]


def test_without_a_source_pictures_are_not_lent() -> None:
    """There is nobody to ask."""
    kinds = [lent.kind for lent in decode(callback("image", image={"url": URL}), door_with(KEY, source="")).lends]
    assert kinds == [STREAM, RESPONSE_URL]


@each(
    "url",
    [
        "", "https://evil.cn/cgi-bin/aibot/response?response_code=c", "http://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=c",
        "https://qyapi.weixin.qq.com.evil.cn/cgi-bin/aibot/response?response_code=c",
        "https://qyapi.weixin.qq.com@evil.cn/cgi-bin/aibot/response?response_code=c",
        "https://qyapi.weixin.qq.com:8443/cgi-bin/aibot/response?response_code=c",
        "https://qyapi.weixin.qq.com/cgi-bin/aibot/response/../../x?response_code=c",
        "https://qyapi.weixin.qq.com/cgi-bin/message/send?response_code=c",
        "https://qyapi.weixin.qq.com/cgi-bin/aibot/response", "https://qyapi.weixin.qq.com/cgi-bin/aibot/response?x=1",
        "https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=",
        "https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=a b",
        "https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=a#b",
        "https://qyapi.weixin.qq.com\\cgi-bin/aibot/response?response_code=c",
        "https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=" + "c" * 5000,
    ],
)  # fmt: skip
def test_an_address_that_leads_elsewhere_is_not_lent(url: str) -> None:
    """An answer goes to the configured API or nowhere; the message itself is heard."""
    decoded = decode(callback(response_url=url))
    assert decoded.message is not None
    assert [lent.kind for lent in decoded.lends] == [STREAM]


def test_an_address_of_a_private_deployment_is_lent() -> None:
    """With its scheme, host and port."""
    url = "http://127.0.0.1:9000/cgi-bin/aibot/response?response_code=c"
    kinds = [
        lent.kind
        for lent in decode(callback(response_url=url), door_with(KEY, api_base="http://127.0.0.1:9000/")).lends
    ]
    assert kinds == [STREAM, RESPONSE_URL]


@pytest.mark.parametrize(
    ("spoken", "content", "is_over"),
    [
        (Spoken(), RECEIVED, False),
        (Spoken("在查"), "在查", False),
        (Spoken("好了", is_over=True), "好了", True),
        (Spoken(is_over=True), DONE, True),
    ],
)
@pytest.mark.parametrize("is_poll", [False, True])
def test_a_stream_says_what_the_house_says(spoken: Spoken, content: str, *, is_over: bool, is_poll: bool) -> None:
    """To the message itself or to a poll; never nothing, which would wipe what stands there."""
    decoded = decode(callback("stream", stream={"id": "s1"})) if is_poll else decode(callback())
    frame = written(decoded, spoken)["stream"]
    assert (frame["content"], frame["finish"]) == (content, is_over)
    assert frame["id"] == ("s1" if is_poll else decoded.lends[0].token)


def test_a_poll_is_answered_and_stores_nothing() -> None:
    """With who asks, for the house to compare."""
    decoded = decode(callback("stream", stream={"id": "s1"}, **GROUP))
    assert decoded.message is None
    assert decoded.poll == Poll("s1", "LiMing", "WrkSFfCgAA_Qx")
    assert opened(decoded.acknowledge)["stream"] == {"id": "s1", "finish": False, "content": RECEIVED}


def test_a_card_goes_with_the_last_frame() -> None:
    """A card beside an unfinished answer would be a second one later."""
    decoded = decode(callback("stream", stream={"id": "s1"}))
    last = written(decoded, Spoken("选一个", is_over=True, card=CARD))
    assert last["msgtype"] == "stream_with_template_card"
    assert written(decoded, Spoken("等等", card=CARD))["msgtype"] == "stream"


def test_an_opened_chat_is_welcomed_by_text() -> None:
    """Or by a card, or not at all; there is no second moment that day."""
    decoded = decode(event("enter_chat", chattype=...))
    assert decoded.message is not None
    assert (decoded.message.kind, decoded.acknowledge.body, decoded.waits) == (Kind.EVENT, b"", True)
    assert [(lent.kind, lent.token, lent.expires_at - AT) for lent in decoded.lends] == [
        (WELCOME, "", timedelta(seconds=5))
    ]
    assert written(decoded, Spoken("您好")) == {"msgtype": "text", "text": {"content": "您好"}}
    assert written(decoded, Spoken(card=CARD))["msgtype"] == "template_card"
    assert written(decoded, Spoken(is_over=True)) == {}


def test_a_press_shows_its_card_as_pressed() -> None:
    """With the same task id; who pressed may say more by the lent address."""
    decoded = decode(event("template_card_event", inner=PRESS) | {"response_url": RESPONSE})
    assert decoded.message is not None
    assert (decoded.message.kind, decoded.acknowledge.body, decoded.waits) == (Kind.PRESS, b"", True)
    assert [(lent.kind, lent.expires_at - AT) for lent in decoded.lends] == [
        (UPDATE, timedelta(seconds=5)), (RESPONSE_URL, timedelta(minutes=59)),
    ]  # fmt: skip
    update = written(decoded, Spoken(is_over=True, card=replace(CARD, shown="已登记：不去")))
    assert update["response_type"] == "update_template_card"
    assert (update["template_card"]["task_id"], update["template_card"]["sub_title_text"]) == ("card-1", "已登记：不去")
    assert written(decoded, Spoken("晚些", is_over=True)) == {}
    assert written(decoded, Spoken(card=replace(CARD, id="card-2", shown="x"))) == {}


def test_whose_card_changes_depends_on_whom_it_asks() -> None:
    """In a group a card that asks everybody changes for who pressed; one that asks one person, for all."""
    pressed = replace(CARD, shown="已登记")
    outside = {"userid": "LiMing", "corpid": "wpOther"}
    group = decode(event("template_card_event", inner=PRESS, sent_by=outside, **GROUP))
    assert written(group, Spoken(card=pressed))["userids"] == ["LiMing"]
    assert "userids" not in written(group, Spoken(card=replace(pressed, asks="wecom/LiMing")))
    private = decode(event("template_card_event", inner=PRESS))
    assert "userids" not in written(private, Spoken(card=pressed))


@pytest.mark.parametrize("name", ["feedback_event", "disconnected_event"])
def test_other_events_are_taken_and_answered_with_nothing(name: str) -> None:
    """The platform takes no answer to them."""
    decoded = decode(event(name))
    assert decoded.message is not None
    assert (decoded.acknowledge, decoded.lends, decoded.write, decoded.waits) == (Reply(), (), None, False)


def test_nothing_that_opens_something_is_shown() -> None:
    """Log lines are made of representations."""
    for fields in (
        callback("image", image={"url": URL}),
        event("template_card_event", inner=PRESS) | {"response_url": RESPONSE},
    ):
        decoded = decode(fields)
        assert "canary" not in repr(decoded)
        assert all(lent.token not in repr(decoded) for lent in decoded.lends if lent.token)


def test_while_keys_are_changed_each_callback_is_answered_with_its_own() -> None:
    """The platform knows only one pair at a time, and we do not know which."""
    door = door_with(KEY, OLD)
    for key in (KEY, OLD):
        decoded = door.decode(sealed(callback(), key), AT)
        assert opened(decoded.acknowledge, key)["msgtype"] == "stream"
    with pytest.raises(Forged):
        DOOR.decode(sealed(callback(), OLD), AT)


@pytest.mark.parametrize("off", [WINDOW, -WINDOW, timedelta()])
def test_inside_the_window_a_replay_is_the_same_message_again(off: timedelta) -> None:
    """It changes nothing: same id, same stream."""
    first, again = DOOR.decode(sealed(callback()), AT), DOOR.decode(sealed(callback()), AT + off)
    assert again.message == first.message
    assert again.lends[0].token == first.lends[0].token


@pytest.mark.parametrize("off", [WINDOW, -WINDOW])
def test_outside_the_window_it_is_forged_though_signed(off: timedelta) -> None:
    """A recorded callback is worth nothing later."""
    with pytest.raises(Forged, match="window"):
        DOOR.decode(sealed(callback()), AT + off * 1.01)


@pytest.mark.parametrize("missing", ["msg_signature", "timestamp", "nonce"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_missing_parameter_is_forged(missing: str, method: str) -> None:
    """Somebody opened the address in a browser."""
    made = sealed(callback())
    query = {name: value for name, value in made.query.items() if name != missing} | {"echostr": "x"}
    with pytest.raises(Forged):
        DOOR.decode(Request(method, query, {}, made.body), AT)


def test_another_receiver_and_another_bot_are_forged_though_signed() -> None:
    """Keys copied from an app, or shared by two bots."""
    for request in (sealed(callback(), receiver="ww1436e0e65a779aee"), sealed(callback(aibotid="aibOther"))):
        with pytest.raises(Forged):
            DOOR.decode(request, AT)


GOOD = sealed(callback())
HOSTILE = {
    "empty": b"", "nul": b"\x00" * 100, "xml": b"<xml><Encrypt>x</Encrypt></xml>", "list": b"[]", "number": b"1",
    "no ciphertext": b"{}", "empty ciphertext": b'{"encrypt":""}', "number inside": b'{"encrypt":1}',
    "null inside": b'{"encrypt":null}', "list inside": b'{"encrypt":["x"]}', "no base64": '{"encrypt":"水"}'.encode(),
    "not padded": b'{"encrypt":"A"}', "twice": GOOD.body[:-1] + b"," + GOOD.body[1:], "cut": GOOD.body[:-3],
    "utf-16": GOOD.body.decode().encode("utf-16"), "gbk": '{"encrypt":"水"}'.encode("gbk"),
    "deep": b'{"encrypt":' * 10_000, "deep list": b"[" * 50_000, "half": b'{"encrypt":"\\ud800"}',
    "nan": b'{"encrypt":NaN}', "huge": b'{"encrypt":' + b"9" * 10_000 + b"}",
    "too large": b'{"encrypt":"' + b"A" * MAX_BODY + b'"}',
}  # fmt: skip


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_body_is_forged_at_once(body: bytes) -> None:
    """Who has not signed learns nothing."""
    start = time.perf_counter()
    with pytest.raises(Forged):
        DOOR.decode(replace(GOOD, body=body), AT)
    assert time.perf_counter() - start < 0.1


@each("at", range(0, len(GOOD.body), 9))
def test_a_flipped_bit_is_forged(at: int) -> None:
    """Wherever it stands."""
    body = bytearray(GOOD.body)
    body[at] ^= 1
    with pytest.raises(Forged):
        DOOR.decode(replace(GOOD, body=bytes(body)), AT)


def test_an_envelope_may_be_written_with_a_capital_and_more() -> None:
    """As older notes have it; nothing else of it is looked at."""
    encrypted = json.loads(GOOD.body)["encrypt"]
    body = json.dumps({"ToUserName": "x", "Encrypt": encrypted, "AgentID": 1}, indent=1).encode("utf-8-sig")
    assert DOOR.decode(replace(GOOD, body=body), AT).message == DOOR.decode(GOOD, AT).message


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_with_a_status_of_ours(body: bytes) -> None:
    """Signed as ciphertext, encrypted as message, or not at all."""
    requests = [
        replace(GOOD, body=body), wrapped(base64.b64encode(body).decode() or "x"),
        sealed(body.decode("utf-8", "surrogateescape")),
    ]  # fmt: skip
    for request in requests:
        with pytest.raises(CallbackError) as refused:
            DOOR.decode(request, AT)
        assert refused.value.status in {400, 403}


def test_a_signed_message_that_is_none_is_malformed_without_a_word_of_it() -> None:
    """Log lines are made of these sentences."""
    with pytest.raises(Malformed) as refused:
        decode('{"aibotid": 机密}')
    assert "机密" not in str(refused.value)
    assert refused.value.__cause__ is None


def test_a_door_without_secrets_does_not_open() -> None:
    """Blank secrets refuse the start."""
    for key in (("", KEY[1]), (KEY[0], "short")):
        with pytest.raises(SettingsError):
            door_with(key)


def test_wechatpy_seals_and_opens_with_the_door() -> None:
    """A second opinion on cipher and signature, in both directions, with Chinese."""
    crypto = PrpCrypto(base64.b64decode(KEY[1] + "="))
    encrypted = crypto.encrypt(json.dumps(callback(), ensure_ascii=False), "").decode()
    decoded = DOOR.decode(wrapped(encrypted), AT)
    assert decoded.message is not None
    assert decoded.message.text == "三食堂停水"
    assert decoded.write is not None
    envelope = json.loads(decoded.write(Spoken("已派人，二十分钟到。", is_over=True)).body)
    plain = WeChatCrypto(*KEY, "").decrypt_message(
        {"Encrypt": envelope["encrypt"]}, envelope["msgsignature"], TIMESTAMP, NONCE
    )
    assert json.loads(plain)["stream"]["content"] == "已派人，二十分钟到。"


NPM = Path(sys.prefix) / "peers" / "node_modules" / "@wecom" / "crypto"
BY_NPM = """
const crypto = require(process.argv[1]);
const given = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const encrypt = given.encrypt || crypto.encrypt(given.key, given.plain, '');
const found = crypto.decrypt(given.key, encrypt);
process.stdout.write(JSON.stringify({
  encrypt, message: found.message, id: found.id,
  signature: crypto.getSignature(given.token, given.timestamp, given.nonce, encrypt),
}));
"""


def by_npm(**given: str) -> Mapping[str, str]:
    """Let npm's @wecom/crypto seal or open."""
    words = {"token": KEY[0], "key": KEY[1], "timestamp": TIMESTAMP, "nonce": NONCE} | given
    done = subprocess.run(
        ["node", "-e", BY_NPM, str(NPM)], input=json.dumps(words).encode(), capture_output=True, check=True
    )
    found: dict[str, str] = json.loads(done.stdout)
    return found


@pytest.mark.skipif(not (shutil.which("node") and NPM.is_dir()), reason="node or npm's @wecom/crypto is not installed")
def test_the_vendors_own_crypto_seals_and_opens_with_the_door() -> None:
    """Npm's @wecom/crypto: verification, message, answer; the receiver empty, Chinese text."""
    made = by_npm(plain=json.dumps(callback(), ensure_ascii=False))
    query = {"msg_signature": made["signature"], "timestamp": TIMESTAMP, "nonce": NONCE}
    decoded = DOOR.decode(Request("POST", query, {}, json.dumps({"encrypt": made["encrypt"]}).encode()), AT)
    assert decoded.message is not None
    assert (decoded.message.text, made["id"]) == ("三食堂停水", "")
    assert (
        DOOR.decode(Request("GET", query | {"echostr": made["encrypt"]}, {}), AT).acknowledge.body.decode()
        == made["message"]
    )
    assert decoded.write is not None
    envelope = json.loads(decoded.write(Spoken("已派人，二十分钟到。", is_over=True)).body)
    answer = by_npm(encrypt=envelope["encrypt"])
    assert (answer["signature"], answer["id"]) == (envelope["msgsignature"], "")
    assert json.loads(answer["message"])["stream"]["content"] == "已派人，二十分钟到。"
