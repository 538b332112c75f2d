"""The robot's door: what it lets in, what it lends on, and that everything else is refused."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import CallbackError, Forged, Malformed
from bot.platforms.dingtalk.door import DingTalkDoor
from bot.platforms.dingtalk.signature import WINDOW
from bot.platforms.protocol import MEDIA, SESSION_WEBHOOK, Lent, Reply, Request
from tests.each import each
from tests.platforms.dingtalk_samples import AT, CORP, MESSAGES, ROBOT, SECRET, recorded, signed

BASE = "https://oapi.dingtalk.com"
DOOR = DingTalkDoor(
    corp_id=CORP, robot_code=ROBOT, app_secret=SECRET, session_base=BASE, media_source=f"dingtalk:{ROBOT}/media"
)


def lent(kind: str, fields: dict[str, Any], door: DingTalkDoor = DOOR) -> list[Lent]:
    """Return what is lent of a kind with a message."""
    return [one for one in door.decode(signed(fields), AT).lends if one.kind == kind]


def test_a_door_says_who_it_is() -> None:
    """Name, platform and path are derived from the robot."""
    assert (DOOR.name, DOOR.platform, DOOR.path) == (f"dingtalk:{ROBOT}", "dingtalk", f"/callback/dingtalk/{ROBOT}")


@each("name", sorted(MESSAGES))
def test_a_signed_message_is_let_in_and_acknowledged(name: str) -> None:
    """Each recorded one, with an empty object; a repeat, newly signed, is the same message."""
    decoded = DOOR.decode(signed(recorded(name)), AT)
    assert decoded.message is not None
    assert decoded.message.door == DOOR.name
    assert decoded.acknowledge == Reply(b"{}", 200, "application/json")
    again = DOOR.decode(signed(recorded(name), at=AT + timedelta(hours=3)), AT + timedelta(hours=3))
    assert again.message == decoded.message
    assert again.acknowledge == decoded.acknowledge


def test_the_session_is_lent_until_a_minute_before_its_end() -> None:
    """About ninety minutes, and often."""
    (session,) = lent(SESSION_WEBHOOK, recorded("text"))
    assert session.token == MESSAGES["text"]["sessionWebhook"]
    assert timedelta(minutes=88) < session.expires_at - AT < timedelta(minutes=90)
    assert session.uses == 1000
    assert "session=" not in repr(session)


def test_a_session_is_never_lent_for_more_than_two_hours() -> None:
    """Whatever the body claims."""
    (session,) = lent(SESSION_WEBHOOK, recorded("text", sessionWebhookExpiredTime=9_999_999_999_999))
    assert session.expires_at == AT + timedelta(hours=2) - timedelta(minutes=1)


@pytest.mark.parametrize("ends", [None, 1, int(AT.timestamp() * 1000) + 30_000])
def test_a_session_that_is_over_is_not_lent(ends: int | None) -> None:
    """Nor one without an end."""
    assert lent(SESSION_WEBHOOK, recorded("text", sessionWebhookExpiredTime=ends)) == []


ELSEWHERE = [
    "https://oapi.dingtalk.com.evil.cn/robot/sendBySession?session=x",
    "https://oapi.dingtalk.com@evil.cn/robot/sendBySession?session=x",
    "https://user:pass@oapi.dingtalk.com/robot/sendBySession?session=x",
    "https://evil.cn/robot/sendBySession?session=x",
    "https://evil.cn/https://oapi.dingtalk.com/robot/sendBySession?session=x",
    "https://evil.cn\\@oapi.dingtalk.com/robot/sendBySession?session=x",
    "https://oapi.dingtalk.com\\@evil.cn/robot/sendBySession?session=x",
    "https://oapi.dingtalk.com\\.evil.cn/robot/sendBySession?session=x",
    "https:\\\\oapi.dingtalk.com/robot/sendBySession?session=x",
    "http://oapi.dingtalk.com/robot/sendBySession?session=x",
    "https://oapi.dingtalk.com:8443/robot/sendBySession?session=x",
    "https://oapi.dingtalk.com:443/robot/sendBySession?session=x",
    "https://oapi.dingtalk.com./robot/sendBySession?session=x",
    "https://xoapi.dingtalk.com/robot/sendBySession?session=x",
    "https://a.oapi.dingtalk.com/robot/sendBySession?session=x",
    "https://dingtalk.com/robot/sendBySession?session=x",
    "https://oapi.dingta1k.com/robot/sendBySession?session=x",
    "https://oаpi.dingtalk.com/robot/sendBySession?session=x",  # a Cyrillic letter
    "https://xn--opi-5cd.dingtalk.com/robot/sendBySession?session=x",
    "https://oapi.dingtalk。com/robot/sendBySession?session=x",
    "https://oapi%2edingtalk.com/robot/sendBySession?session=x",
    "https://oapi.dingtalk.com%2f.evil.cn/robot/sendBySession?session=x",
    "https://oapi.dingtalk.com/robot/send?access_token=x",
    "https://oapi.dingtalk.com/robot/sendBySession/?session=x",
    "https://oapi.dingtalk.com/robot/sendBySession/../send?access_token=x",
    "https://oapi.dingtalk.com/robot//sendBySession?session=x",
    "https://oapi.dingtalk.com/robot/sendbysession?session=x",
    "https://oapi.dingtalk.com/robot/sendBySession#?session=x",
    "https://oapi.dingtalk.com/robot/sendBySession?",
    "https://oapi.dingtalk.com/robot/sendBySession",
    "https://oapi.dingtalk.com/?/robot/sendBySession?session=x",
    "//oapi.dingtalk.com/robot/sendBySession?session=x",
    " https://oapi.dingtalk.com/robot/sendBySession?session=x",
    "https://oapi.dingtalk.com/robot/sendBySession?session=x y",
    "https://oapi.dingtalk.com/robot/sendBySession?session=x\r\nHost: evil.cn",
    "ftp://oapi.dingtalk.com/robot/sendBySession?session=x",
    "file:///robot/sendBySession?session=x",
    "",
]  # fmt: skip


@each("url", ELSEWHERE)
def test_a_session_that_leads_elsewhere_is_not_lent(url: str) -> None:
    """The message is let in all the same: the body is not signed, and an answer finds another way."""
    decoded = DOOR.decode(signed(recorded("text", sessionWebhook=url)), AT)
    assert decoded.message is not None
    assert decoded.lends == ()


def test_a_private_deployment_has_its_own_session_address() -> None:
    """With scheme and port, exactly."""
    door = DingTalkDoor(
        corp_id=CORP, robot_code=ROBOT, app_secret=SECRET, session_base="http://10.0.0.8:9000", media_source=""
    )
    url = "http://10.0.0.8:9000/robot/sendBySession?session=x%2B"
    (session,) = lent(SESSION_WEBHOOK, recorded("text", sessionWebhook=url), door)
    assert session.token == url
    assert lent(SESSION_WEBHOOK, recorded("text"), door) == []


def test_a_picture_without_a_code_is_not_lent_and_the_others_keep_their_numbers() -> None:
    """There is nothing to ask for."""
    items = [{"text": "水"}, {"type": "picture", "downloadCode": ""}, {"type": "picture", "downloadCode": "c"}]
    found = lent(MEDIA, recorded("rich text", content={"richText": items}))
    assert [(one.number, one.token) for one in found] == [(1, "c")]


def test_a_door_knows_what_its_robot_is_called() -> None:
    """A mention that was only typed is taken off."""
    door = DingTalkDoor(
        corp_id=CORP, robot_code=ROBOT, app_secret=SECRET, session_base=BASE, media_source="", names=["助手"]
    )
    said = door.decode(signed(recorded("text", text={"content": "@助手 帮助"})), AT).message
    assert said is not None
    assert said.text == "帮助"


def test_media_are_lent_by_number_with_what_to_ask() -> None:
    """The code is the token; the request names kind and number."""
    found = lent(MEDIA, recorded("rich text"))
    assert [(one.number, one.token, one.source) for one in found] == [
        (0, "canary-code-1", f"dingtalk:{ROBOT}/media"), (1, "canary-picture-2", f"dingtalk:{ROBOT}/media"),
    ]  # fmt: skip
    assert [json.loads(one.request) for one in found] == [
        {"kind": "image", "name": "", "number": 0}, {"kind": "image", "name": "", "number": 1},
    ]  # fmt: skip
    (file,) = lent(MEDIA, recorded("file"))
    assert json.loads(file.request)["name"] == "十月值班表.xlsx"
    assert file.expires_at > AT


@pytest.mark.parametrize("off", [WINDOW, -WINDOW])
def test_a_recorded_signature_holds_for_an_hour_and_no_longer(off: timedelta) -> None:
    """In both directions."""
    request = signed(recorded("text"))
    assert DOOR.decode(request, AT + off).message is not None
    with pytest.raises(Forged, match="window"):
        DOOR.decode(request, AT + off + timedelta(seconds=1 if off > timedelta() else -1))


def test_a_message_delivered_again_a_day_later_is_not_lost() -> None:
    """Its createAt is old, its signature new; its session is over."""
    later = AT + timedelta(days=1)
    decoded = DOOR.decode(signed(recorded("text"), at=later), later)
    assert decoded.message is not None
    assert decoded.lends == ()


@pytest.mark.parametrize("header", ["timestamp", "sign"])
def test_a_missing_header_is_forged(header: str) -> None:
    """Somebody found the address."""
    request = signed(recorded("text"))
    headers = {name: value for name, value in request.headers.items() if name != header}
    with pytest.raises(Forged):
        DOOR.decode(Request("POST", {}, headers, request.body), AT)


@pytest.mark.parametrize("method", ["GET", "PUT", "HEAD"])
def test_only_a_post_is_a_message(method: str) -> None:
    """An address opened in a browser shows nothing."""
    request = signed(recorded("text"))
    with pytest.raises(Forged):
        DOOR.decode(Request(method, {}, request.headers, request.body), AT)


def test_a_signature_by_another_secret_is_forged() -> None:
    """Before the body is looked at."""
    with pytest.raises(Forged):
        DOOR.decode(signed(b"\x00" * 100, secret="another"), AT)


@pytest.mark.parametrize("changed", [{"chatbotCorpId": "ding0"}, {"robotCode": "dingrobotcode002"}])
def test_a_signed_message_for_another_corp_or_robot_is_forged(changed: dict[str, str]) -> None:
    """The signature covers neither."""
    with pytest.raises(Forged):
        DOOR.decode(signed(recorded("text", **changed)), AT)


@each(
    "body",
    [
        b"",
        b"x",
        b"[]",
        b"\xff\xfe",
        b"{" * 30_000,
        b'{"a":' * 9_000,
        b"<xml></xml>",
        b'{"text":"' + b"x" * 70_000 + b'"}',
    ],
)
def test_a_signed_hostile_body_is_refused_at_once(body: bytes) -> None:
    """With a status of ours."""
    with pytest.raises(Malformed):
        DOOR.decode(signed(body), AT)


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_with_a_status_of_ours(body: bytes) -> None:
    """Signed as they are."""
    with pytest.raises(CallbackError) as refused:
        DOOR.decode(signed(body), AT)
    assert refused.value.status in {400, 403}


def test_a_refusal_tells_nothing_of_the_content() -> None:
    """Log lines are made of these sentences."""
    for changed in ({"msgtype": "机密内容", "conversationType": "机密内容"}, {"robotCode": "机密"}):
        with pytest.raises(CallbackError) as refused:
            DOOR.decode(signed(recorded("text", **changed)), AT)
        assert "机密" not in str(refused.value)
