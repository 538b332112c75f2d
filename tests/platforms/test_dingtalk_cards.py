"""Interactive cards: what is sent, who may press, and what goes back on the wire."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import dingtalk_stream
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import CallbackError, Forged, Malformed
from bot.messages import Button, Card, Channel, Kind, Message
from bot.platforms.dingtalk import cards
from bot.platforms.dingtalk.card_door import DingTalkCardDoor
from bot.platforms.dingtalk.presses import read_press
from bot.platforms.protocol import UPDATE, Address, Request, Spoken
from tests.each import each
from tests.platforms.dingtalk_samples import AT, CORP, GROUP, KEY, RECORDED, ROBOT, SECRET, base64_hmac, milliseconds

DOOR = DingTalkCardDoor(corp_id=CORP, robot_code=ROBOT, app_secret=SECRET)
PRESS: Mapping[str, Any] = RECORDED["card"]
CARD = Card(
    "card-0017", "突发事件 SJ-0017", (Button("到场", "到场"), Button("转他人", "转给")), asks="dingtalk/user123"
)
ADDRESS_KEY, API_SECRET, NOW = cards.address_key(SECRET), cards.api_secret(SECRET), milliseconds(AT)
LI, WANG, CHAT = Address(account="user123"), Address(account="user456"), Address(chat=GROUP)


def pressed(
    body: Mapping[str, Any] | bytes = PRESS, *, key: str = ADDRESS_KEY, secret: str = API_SECRET, timestamp: str = NOW
) -> Request:
    """Sign a press as documented."""
    signature = base64_hmac(secret, timestamp)
    headers = {"x-ddpaas-signature-timestamp": timestamp, "x-ddpaas-signature": signature}
    raw = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
    return Request("POST", {"key": key}, headers, raw)


def message(**changed: Any) -> Message:
    """Return what becomes of a press, with other fields."""
    found = DOOR.decode(pressed({**PRESS, **changed}), AT).message
    assert found is not None
    return found


def content(**private: Any) -> str:
    """Write what was pressed."""
    return json.dumps({"cardPrivateData": private})


def test_a_press_says_who_pressed_which_button_of_which_card() -> None:
    """Privately where no place is told."""
    found = message()
    assert found == Message(
        door=f"dingtalk-cards:{ROBOT}",
        message_id=found.message_id,
        platform="dingtalk",
        account="user123",
        channel=Channel.PRIVATE,
        kind=Kind.PRESS,
        data={"card": "card-0017", "button": "2"},
    )
    assert (DOOR.platform, DOOR.path) == ("dingtalk", f"/callback/dingtalk-cards/{ROBOT}")


def test_a_press_in_a_group_says_where_it_is_told() -> None:
    """By spaceType and spaceId."""
    found = message(spaceType="im_group", spaceId=GROUP)
    assert (found.channel, found.chat) == (Channel.GROUP_AT, GROUP)
    assert message(spaceType="IM_ROBOT", spaceId="user123").chat is None


@pytest.mark.parametrize(
    ("private", "button"),
    [
        ({"actionIds": ["button1"]}, "1"), ({"actionIds": ["6"], "params": {}}, "6"),
        ({"params": {"button": "3"}}, "3"),
        ({"actionIds": ["other"], "params": {"button": "button4"}}, "4"), ({"actionIds": ["2"], "params": None}, "2"),
    ],
)  # fmt: skip
def test_a_button_is_known_by_its_number(private: dict[str, Any], button: str) -> None:
    """Of its parameter, or of its id."""
    assert message(content=content(**private)).data["button"] == button


def test_the_vendors_client_reads_the_same_press() -> None:
    """dingtalk-stream's own parser."""
    theirs: Any = dingtalk_stream.CardCallbackMessage.from_dict(dict(PRESS))
    ours = message()
    assert (ours.account, ours.data["card"]) == (theirs.user_id, theirs.card_instance_id)
    assert theirs.content["cardPrivateData"]["actionIds"] == [f"button{ours.data['button']}"]
    assert theirs.corp_id == CORP


def test_a_recorded_press_counts_once_and_a_new_one_again() -> None:
    """The signed time tells them apart."""
    later = milliseconds(AT + timedelta(seconds=5))
    first, repeat, again = (DOOR.decode(one, AT).message for one in (pressed(), pressed(), pressed(timestamp=later)))
    assert first == repeat
    assert first is not None
    assert again is not None
    assert first.message_id != again.message_id
    assert message(userId="user456").message_id != message().message_id


def test_a_press_is_waited_for_as_long_as_dingtalk_waits() -> None:
    """Two seconds."""
    decoded = DOOR.decode(pressed(), AT)
    assert decoded.waits
    assert [(one.kind, one.token, one.expires_at) for one in decoded.lends] == [
        (UPDATE, "card-0017", AT + timedelta(seconds=2))
    ]
    assert (decoded.acknowledge.body, decoded.acknowledge.media_type) == (b"{}", "application/json")


def written(spoken: Spoken) -> Any:
    """Return what goes back on the wire."""
    write = DOOR.decode(pressed(), AT).write
    assert write is not None
    return json.loads(write(spoken).body)


def test_the_pressed_card_shows_what_became_of_it() -> None:
    """To all, where it asked one; to the presser alone, where everybody answers for himself."""
    done = Card(CARD.id, CARD.title, CARD.buttons, CARD.asks, shown="已登记：到场")
    by_key = {"updateCardDataByKey": True, "updatePrivateDataByKey": True}
    assert written(Spoken("好的", card=done)) == {
        "cardData": {"cardParamMap": {"shown": "已登记：到场"}}, "cardUpdateOptions": by_key,
    }  # fmt: skip
    everybody = Card(CARD.id, CARD.title, CARD.buttons, shown="您已确认")
    assert written(Spoken(card=everybody)) == {
        "userPrivateData": {"cardParamMap": {"shown": "您已确认"}}, "cardUpdateOptions": by_key,
    }  # fmt: skip


@pytest.mark.parametrize("spoken", [Spoken(), Spoken("好的"), Spoken("好的", card=CARD)])
def test_a_card_that_is_not_changed_stays(spoken: Spoken) -> None:
    """Words alone change no card."""
    assert written(spoken) == {}


@pytest.mark.parametrize(
    "press",
    [pressed(key=""), pressed(key="x"), pressed(secret=SECRET), pressed(timestamp="x"), pressed(key=API_SECRET)],
)
def test_a_press_without_key_or_signature_is_forged(press: Request) -> None:
    """Both are needed, each in its place."""
    with pytest.raises(Forged):
        DOOR.decode(press, AT)


def test_a_press_without_headers_or_by_another_method_is_forged() -> None:
    """An address alone is not enough."""
    request = pressed()
    for method, headers in (("POST", {}), ("GET", request.headers)):
        with pytest.raises(Forged):
            DOOR.decode(Request(method, request.query, headers, request.body), AT)


@pytest.mark.parametrize("off", [timedelta(hours=1, seconds=1), timedelta(hours=-1, seconds=-1)])
def test_an_old_press_is_forged(off: timedelta) -> None:
    """Though rightly signed."""
    with pytest.raises(Forged, match="window"):
        DOOR.decode(pressed(), AT + off)


@pytest.mark.parametrize("corp", ["ding0", None, "", 7])
def test_another_corps_press_is_forged(corp: object) -> None:
    """His user id may be one of ours."""
    with pytest.raises(Forged):
        message(corpId=corp)


@each(
    "changed",
    [
        {"outTrackId": None}, {"outTrackId": "x" * 129}, {"userId": ""}, {"userId": 7}, {"content": None},
        {"content": "x"},
        {"content": 7}, {"content": "[]"}, {"content": content()}, {"content": content(actionIds=[])},
        {"content": content(actionIds=["ok"])}, {"content": content(actionIds=["7"])},
        {"content": content(actionIds=["0"])},
        {"content": content(actionIds=[1])}, {"content": content(actionIds="1")}, {"content": content(params=["1"])},
        {"content": content(params={"button": "１"})}, {"content": content(actionIds=["1"], params={"button": "x"})},
        {"content": json.dumps({"cardPrivateData": 7})}, {"spaceType": "IM_GROUP"}, {"spaceType": 7},
        {"spaceType": "IM_GROUP", "spaceId": "c" * 129},
    ],
)  # fmt: skip
def test_a_press_that_cannot_be_read_is_malformed(changed: dict[str, Any]) -> None:
    """A button without a number is the template's fault, and is said to be."""
    with pytest.raises(Malformed):
        message(**changed)


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_with_a_status_of_ours(body: bytes) -> None:
    """Signed as they are."""
    with pytest.raises(CallbackError) as refused:
        DOOR.decode(pressed(body), AT)
    assert refused.value.status in {400, 403}


@given(
    st.dictionaries(
        st.sampled_from(["outTrackId", "userId", "content", "spaceType", "spaceId", "corpId"]),
        st.none() | st.text(max_size=20) | st.integers() | st.dictionaries(st.just("cardPrivateData"), st.text()),
    )
)
def test_nothing_but_the_two_errors_comes_out(changed: dict[str, Any]) -> None:
    """Whatever stands in whatever field."""
    try:
        found = read_press({**PRESS, **changed}, door="d", corp_id=CORP, timestamp="1")
    except CallbackError:
        return
    (found.account + found.data["card"] + (found.chat or "")).encode()


def delivered(card: Card, text: str, *addresses: Address) -> dict[str, Any]:
    """Build the body that brings a card."""
    return cards.delivery(card, text, addresses, template="t-1.schema", robot_code=ROBOT, app_key=KEY)


def test_a_card_goes_to_people_as_documented() -> None:
    """Every variable is a text, the missing buttons are empty ones."""
    assert delivered(CARD, "三食堂三楼漏水", LI, WANG) == {
        "cardTemplateId": "t-1.schema",
        "outTrackId": "card-0017",
        "callbackType": "HTTP",
        "callbackRouteKey": f"houqin-{ROBOT}",
        "cardData": {
            "cardParamMap": {
                "title": "突发事件 SJ-0017", "text": "三食堂三楼漏水", "button1": "到场", "button2": "转他人",
                "button3": "", "button4": "", "button5": "", "button6": "", "shown": "",
            }
        },
        "openSpaceId": "dtv1.card//IM_ROBOT.user123;IM_ROBOT.user456",
        "imRobotOpenSpaceModel": {"supportForward": False},
        "imRobotOpenDeliverModel": {"spaceType": "IM_ROBOT", "robotCode": ROBOT},
        "userIdType": 1,
    }  # fmt: skip


def test_a_card_goes_to_a_group_as_documented() -> None:
    """Sent by the app's key there."""
    body = delivered(CARD, "x", CHAT)
    assert body["openSpaceId"] == f"dtv1.card//IM_GROUP.{GROUP}"
    assert body["imGroupOpenDeliverModel"] == {"robotCode": KEY}
    assert "imRobotOpenDeliverModel" not in body


def test_a_card_to_people_and_a_group_is_one_card() -> None:
    """It has one id, and DingTalk takes an id once."""
    body = delivered(CARD, "x", LI, CHAT, WANG)
    assert body["openSpaceId"] == f"dtv1.card//IM_GROUP.{GROUP};IM_ROBOT.user123;IM_ROBOT.user456"
    assert {"imGroupOpenDeliverModel", "imRobotOpenDeliverModel"} < set(body)


def test_a_variable_is_never_longer_than_a_kilobyte() -> None:
    """The whole text stands in the message before the card."""
    text = delivered(CARD, "水" * 2000, LI)["cardData"]["cardParamMap"]["text"]
    assert text.endswith("…")
    assert 990 < len(text.encode()) <= 1000


def test_a_card_is_shown_as_pressed_to_whom_it_concerns() -> None:
    """To all, or to the people it went to; of a group's card to the group."""
    shown = {"cardParamMap": {"shown": "已登记"}}
    asking = Card("c", "t", (), "dingtalk/user123", "已登记")
    everybody = Card("c", "t", (), "", "已登记")
    assert cards.update(asking, [LI])["cardData"] == shown
    assert cards.update(everybody, [LI, WANG])["privateData"] == {"user123": shown, "user456": shown}
    assert cards.update(everybody, [CHAT])["cardData"] == cards.update(everybody, [LI, CHAT])["cardData"] == shown
    assert cards.update(asking, [LI])["cardUpdateOptions"]["updateCardDataByKey"] is True


def test_the_registered_address_leads_to_the_door() -> None:
    """With key and secret that the door knows, and nothing of the app's own secret."""
    body = cards.registration(ROBOT, SECRET, "https://houqin.example.edu/")
    assert body["callbackUrl"] == f"https://houqin.example.edu{DOOR.path}?key={cards.address_key(SECRET)}"
    assert SECRET not in json.dumps(body)
    request = pressed(key=body["callbackUrl"].partition("key=")[2], secret=body["apiSecret"])
    assert DOOR.decode(request, AT).message is not None
