"""Subscribed events: the vendor's samples open, the answer says success, groups and people get the house's names."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import CallbackError, Forged, Malformed, SettingsError
from bot.messages import Channel, Kind, Message
from bot.platforms.dingtalk.event_codec import MOST_ACCOUNTS, read_event
from bot.platforms.dingtalk.events import WINDOW, DingTalkEventDoor
from bot.platforms.protocol import Request
from tests.each import each
from tests.emulators import wecom_callbacks as peer
from tests.platforms.dingtalk_samples import GROUP, KEY, RECORDED, ROBOT, milliseconds

VECTORS = {
    vector["name"]: vector
    for vector in json.loads((Path(__file__).parent / "wecom_vectors.json").read_text(encoding="utf-8"))["vectors"]
}
TOKEN, AES_KEY = "123456", "4g5j64qlyl3zvetqxz5jiocdr586fn2zvjpa8zls3ij"
AT = datetime(2022, 9, 14, 8, 15, 36, tzinfo=UTC)
DOOR = DingTalkEventDoor(robot_code=ROBOT, app_key=KEY, keys=[(TOKEN, AES_KEY)])
EVENTS: Mapping[str, dict[str, Any]] = RECORDED["events"]


def sealed(fields: Mapping[str, Any] | str, *, at: datetime = AT, owner: str = KEY) -> Request:
    """Encrypt and sign an event, with a cipher that shares no line with the product's."""
    plain = fields if isinstance(fields, str) else json.dumps(fields, ensure_ascii=False)
    encrypted = peer.encrypt(AES_KEY, plain.encode("utf-8", "surrogatepass"), owner)
    timestamp = milliseconds(at)
    query = {"timestamp": timestamp, "nonce": "n1", "msg_signature": peer.signature(TOKEN, timestamp, "n1", encrypted)}
    return Request("POST", query, {}, json.dumps({"encrypt": encrypted}).encode())


def message(fields: Mapping[str, Any]) -> Message:
    """Return what becomes of an event."""
    decoded = DOOR.decode(sealed(fields), AT)
    assert decoded.message is not None
    return decoded.message


def word_of(body: bytes, *, owner: str = KEY, token: str = TOKEN, aes_key: str = AES_KEY) -> str:
    """Verify and decrypt an answer as DingTalk does."""
    found = json.loads(body)
    assert list(found) == ["msg_signature", "encrypt", "timeStamp", "nonce"]
    assert found["msg_signature"] == peer.signature(token, found["timeStamp"], found["nonce"], found["encrypt"])
    word, receiver = peer.decrypt(aes_key, found["encrypt"])
    assert receiver == owner
    return word


def by_vector(name: str, **changed: str) -> tuple[DingTalkEventDoor, Request, datetime]:
    """Build the door of a vendor's sample, and its request."""
    vector = VECTORS[name] | changed
    door = DingTalkEventDoor(
        robot_code=ROBOT, app_key=vector["receiver"], keys=[("another", AES_KEY), (vector["token"], vector["aes_key"])]
    )
    query = {"signature": vector["signature"], "timeStamp": vector["timestamp"], "nonce": vector["nonce"]}
    body = json.dumps({"encrypt": vector["encrypted"]}).encode()
    return door, Request("POST", query, {}, body), datetime.fromtimestamp(int(vector["timestamp"]) / 1000, UTC)


def test_the_vendors_verification_is_answered_and_stored_nowhere() -> None:
    """D2, with the older names of the parameters, by the pair before."""
    door, request, now = by_vector("D2")
    decoded = door.decode(request, now)
    assert decoded.message is None
    assert decoded.acknowledge.media_type == "application/json"
    assert word_of(decoded.acknowledge.body, owner=VECTORS["D2"]["receiver"], token="another") == "success"


def test_the_vendors_other_sample_is_an_event() -> None:
    """D1: another check, kept as it came."""
    door, request, now = by_vector("D1")
    found = door.decode(request, now).message
    assert found is not None
    assert (found.kind, found.data["event"]) == (Kind.EVENT, "check_create_suite_url")
    assert found.data["raw"] == {"Random": "LPIdSnlF", "TestSuiteKey": "suite4xxxxxxxxxxxxxxx"}
    assert found.message_id.startswith("sha256:")


@pytest.mark.parametrize("name", ["D1", "D2"])
def test_an_event_for_another_app_is_forged(name: str) -> None:
    """Though signed with our token."""
    door, request, now = by_vector(name, receiver="dingappkey000002")
    with pytest.raises(Forged):
        door.decode(request, now)


def test_a_door_says_who_it_is() -> None:
    """Apart from the robot's own door."""
    assert (DOOR.name, DOOR.platform) == (f"dingtalk-events:{ROBOT}", "dingtalk")
    assert DOOR.path == f"/callback/dingtalk-events/{ROBOT}"


def test_an_event_is_nobodys_saying() -> None:
    """Its account is the system's, whoever did it."""
    found = message(EVENTS["title"])
    assert found == Message(
        door=DOOR.name,
        message_id="c7c7120f2c07419ebdba0318c8",
        platform="dingtalk",
        account="sys",
        channel=Channel.PRIVATE,
        kind=Kind.EVENT,
        sent_at=datetime(2022, 9, 14, 8, 15, 35, 567_000, tzinfo=UTC),
        data=found.data,
    )


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("title", {"event": "chat_update_title", "chat": GROUP, "chat_title": "后勤值班群（新）"}),
        ("disband", {"event": "chat_disband", "chat": GROUP}),
        ("quit", {"event": "chat_quit", "chat": GROUP, "accounts": ["user789"]}),
        ("leave", {"event": "user_leave_org", "accounts": ["015aaaa227", "user789"]}),
    ],
)
def test_events_of_groups_and_people_get_the_houses_names(name: str, known: dict[str, Any]) -> None:
    """Beside what came."""
    data = message(EVENTS[name]).data
    assert {key: value for key, value in data.items() if key not in {"raw", "system"}} == known
    assert data["system"] is True
    assert data["raw"]["BizId"] == EVENTS[name]["BizId"]


def test_an_older_event_in_capitals_is_read_too() -> None:
    """As older subscriptions write it."""
    found = message({"EventType": "chat_quit", "EventId": "e1", "OpenConversationId": GROUP, "Operator": "user789"})
    assert found.message_id == "e1"
    assert (found.data["chat"], found.data["accounts"], found.sent_at) == (GROUP, ["user789"], None)
    nobody = message({"EventType": "user_leave_org"})
    assert nobody.data["accounts"] == []


@each("odd", ["", 7, -1, [], {}, None])
def test_an_event_survives_a_title_and_a_time_that_are_none(odd: Any) -> None:
    """They count as not given."""
    found = message({"EventType": "chat_update_title", "EventTime": odd, "title": odd, "openConversationId": GROUP})
    assert (found.data["chat"], "chat_title" in found.data) == (GROUP, False)


def test_an_event_nobody_documented_is_kept() -> None:
    """Without what looks like a secret."""
    found = message({"EventType": "of_next_year", "a": [1, {"b": "c"}], "callbackUrl": "https://x", "apiSecret": "y"})
    assert found.data == {"event": "of_next_year", "system": True, "raw": {"a": [1, {"b": "c"}]}}


def test_an_event_without_an_id_is_told_by_its_content() -> None:
    """The same content is the same event, encrypted anew or not."""
    one, other = {"EventType": "x", "a": 1}, {"EventType": "x", "a": 2}
    assert message(one).message_id == message(one).message_id != message(other).message_id


def test_a_repeat_gets_success_too() -> None:
    """Newly encrypted, and stored once by its id."""
    first, again = DOOR.decode(sealed(EVENTS["quit"]), AT), DOOR.decode(sealed(EVENTS["quit"]), AT)
    assert first.message == again.message
    assert word_of(first.acknowledge.body) == word_of(again.acknowledge.body) == "success"


@each(
    "fields",
    [{}, {"EventType": ""}, {"EventType": 7}, {"EventType": "x" * 81},
     {"EventType": "x", "eventId": 7}, {"EventType": "chat_quit", "operator": {}},
     {"EventType": "chat_x", "openConversationId": 7}, {"EventType": "user_leave_org", "userId": [7]},
     {"EventType": "user_leave_org", "userId": ["x"] * (MOST_ACCOUNTS + 1)}, "[]", "x", ""],
)  # fmt: skip
def test_an_event_that_cannot_be_read_is_malformed(fields: Mapping[str, Any] | str) -> None:
    """Though it is signed."""
    with pytest.raises(Malformed):
        DOOR.decode(sealed(fields), AT)


@pytest.mark.parametrize("missing", ["msg_signature", "timestamp", "nonce"])
def test_a_missing_parameter_is_forged(missing: str) -> None:
    """Nothing is decrypted."""
    request = sealed(EVENTS["quit"])
    query = {name: value for name, value in request.query.items() if name != missing}
    with pytest.raises(Forged):
        DOOR.decode(Request("POST", query, {}, request.body), AT)


@pytest.mark.parametrize("body", [b'{"encrypt":""}', b'{"encrypt":7}', b"{}"])
def test_a_body_that_is_not_encrypted_is_forged(body: bytes) -> None:
    """An event in plain words is nobody's."""
    with pytest.raises(Forged):
        DOOR.decode(Request("POST", sealed({}).query, {}, body), AT)


def test_only_a_post_is_an_event() -> None:
    """A browser is shown nothing."""
    with pytest.raises(Forged):
        DOOR.decode(Request("GET", sealed(EVENTS["quit"]).query, {}), AT)


@pytest.mark.parametrize("off", [WINDOW, -WINDOW])
def test_an_event_holds_for_a_day(off: timedelta) -> None:
    """It is told apart by its id, so it is the repeats of hours that count."""
    request = sealed(EVENTS["quit"])
    assert DOOR.decode(request, AT + off).message is not None
    with pytest.raises(Forged, match="window"):
        DOOR.decode(request, AT + off * 1.01)


def test_a_flipped_bit_is_forged() -> None:
    """In the body and in each parameter."""
    request = sealed(EVENTS["quit"])
    body = request.body.replace(b'"encrypt": "', b'"encrypt": "A')
    with pytest.raises(Forged):
        DOOR.decode(Request("POST", request.query, {}, body), AT)
    for name, value in request.query.items():
        turned = value[:-1] + chr(ord(value[-1]) ^ 1)
        with pytest.raises(Forged):
            DOOR.decode(Request("POST", {**request.query, name: turned}, {}, request.body), AT)


@given(
    st.dictionaries(
        st.sampled_from(
            ["EventType", "eventId", "EventTime", "openConversationId", "title", "operator", "userId", "x"]
        ),
        st.text(max_size=30) | st.integers() | st.lists(st.text(max_size=9), max_size=3) | st.none() | st.floats(),
    ),
    st.sampled_from(["chat_quit", "chat_update_title", "user_leave_org", "other"]),
)
def test_nothing_but_the_two_errors_comes_out(fields: dict[str, Any], name: str) -> None:
    """And what is read can be stored."""
    try:
        found = read_event({"EventType": name, **fields}, plain="{}", door="d")
    except CallbackError:
        return
    json.dumps(found.data, ensure_ascii=False, allow_nan=False).encode()


def test_a_door_without_secrets_does_not_open() -> None:
    """Blank secrets refuse the start."""
    with pytest.raises(SettingsError):
        DingTalkEventDoor(robot_code=ROBOT, app_key=KEY, keys=[("", AES_KEY)])
