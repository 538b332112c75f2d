"""Every documented message and event becomes a Message; what is new is kept; what can't be read is refused."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import CallbackError, Forged, Malformed
from bot.messages import Channel, Kind, Message
from bot.platforms.wecom.cipher import Cipher
from bot.platforms.wecom.codec import LONGEST_ID, clean, read_message
from bot.platforms.wecom.envelope import UNWRITABLE, cdata, write_envelope, write_text
from bot.platforms.wecom.flat import read_flat
from bot.platforms.wecom.vendor import fields_of
from tests.each import each
from tests.emulators import wecom_callbacks as peer
from tests.platforms.test_wecom_cipher import ACCOUNT, VECTORS

AT = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)
SENDER = peer.Sender()
SIGNING = Cipher(ACCOUNT.token, ACCOUNT.aes_key, ACCOUNT.corp_id)


def read(xml: str, agent_id: int = ACCOUNT.agent_id) -> Message:
    """Read as the door does."""
    return read_message(xml, door="wecom-app:1000002", agent_id=agent_id).message


def xml_of(kind: str, inner: str, *, sender: str = "LiMing", msg_id: str | None = "42") -> str:
    """Write a message of that type."""
    return SENDER.xml(kind, inner, sender=sender, at=AT, msg_id=msg_id)


def event(name: str, inner: str = "", *, sender: str = "LiMing") -> Message:
    """Read an event of that name."""
    return read(xml_of("event", f"<Event><![CDATA[{name}]]></Event>{inner}", sender=sender, msg_id=None))


def one_of(kind: str) -> dict[str, Any]:
    """Describe the only file of a message."""
    return {"number": 0, "kind": kind, "name": ""}


def test_a_text_carries_who_what_and_when() -> None:
    """Every field of the house's message is filled."""
    message = read(xml_of("text", "<Content><![CDATA[三食堂三楼漏水]]></Content>"))
    assert message == Message(
        door="wecom-app:1000002",
        message_id="42",
        platform="wecom",
        account="LiMing",
        channel=Channel.PRIVATE,
        kind=Kind.TEXT,
        text="三食堂三楼漏水",
        sent_at=AT,
    )


@pytest.mark.parametrize(("name", "agent_id", "text"), [("W2", 218, "hello"), ("W4", 1000002, "你好")])
def test_the_vendors_own_messages_are_read(name: str, agent_id: int, text: str) -> None:
    """With and without CDATA, with and without line breaks between elements."""
    plain = next(vector["plain"] for vector in VECTORS if vector["name"] == name)
    message = read(plain, agent_id)
    assert (message.text, message.kind) == (text, Kind.TEXT)


def test_a_signed_json_that_is_none_is_malformed() -> None:
    """The vendor's own broken sample."""
    with pytest.raises(Malformed):
        read(VECTORS[4]["plain"])


@each(
    ("kind", "inner", "expected", "data"),
    [
        ("image", "<PicUrl>http://p/1</PicUrl><MediaId>m1</MediaId>", Kind.IMAGE, {"media": [one_of("image")]}),
        ("voice", "<MediaId>m2</MediaId><Format>amr</Format>", Kind.VOICE,
         {"media": [one_of("voice")], "format": "amr"}),
        ("video", "<MediaId>m3</MediaId><ThumbMediaId>t3</ThumbMediaId>", Kind.VIDEO, {"media": [one_of("video")]}),
        ("shortvideo", "<MediaId>m4</MediaId>", Kind.VIDEO, {"media": [one_of("video")]}),
        ("file", "<MediaId>m5</MediaId>", Kind.FILE, {"media": [one_of("file")]}),
        ("location",
         "<Location_X>30.5</Location_X><Location_Y>114.3</Location_Y><Scale>16</Scale><Label>东区三食堂</Label><AppType>wxwork</AppType>",
         Kind.LOCATION,
         {"latitude": 30.5, "longitude": 114.3, "scale": "16", "label": "东区三食堂", "app_type": "wxwork"}),
        ("link", "<Title>通知</Title><Description>停水</Description><Url>https://u/1</Url><PicUrl></PicUrl>", Kind.LINK,
         {"title": "通知", "description": "停水", "url": "https://u/1", "picture_url": ""}),
    ],
)  # fmt: skip
def test_every_documented_type_is_read(kind: str, inner: str, expected: Kind, data: dict[str, Any]) -> None:
    """By the house's own names."""
    message = read(xml_of(kind, inner))
    assert (message.kind, message.data, message.text) == (expected, data, "")


EVENTS = [
    "subscribe",
    "unsubscribe",
    "enter_agent",
    "click",
    "view",
    "view_miniprogram",
    "scancode_push",
    "scancode_waitmsg",
    "pic_sysphoto",
    "pic_photo_or_album",
    "pic_weixin",
    "location_select",
    "batch_job_result",
    "change_contact",
    "open_approval_change",
    "inactive_alert",
    "close_inactive_agent",
    "reopen_inactive_agent",
    "low_active_alert",
    "low_active",
    "active_restored",
    "template_card_menu_event",
    "an_event_of_next_year",
]


@each("name", EVENTS)
def test_every_event_is_kept_with_what_it_carries(name: str) -> None:
    """Known or new, with nested elements."""
    inner = "<EventKey>k</EventKey><Deep><Item>1</Item><Item>2</Item><One><Two/></One></Deep>"
    message = event(name.upper(), inner)
    assert message.kind is Kind.EVENT
    assert (message.data["event"], message.data["key"]) == (name, "k")
    assert message.data["raw"]["Deep"] == {"Item": ["1", "2"], "One": {"Two": ""}}
    assert "FromUserName" not in message.data["raw"]


def test_a_position_event_carries_numbers() -> None:
    """LOCATION is written in capitals and is not the message type of that name."""
    message = event("LOCATION", "<Latitude>30.5</Latitude><Longitude>114.3</Longitude><Precision>65</Precision>")
    assert message.data | {"raw": None} == {
        "event": "location", "key": "", "latitude": 30.5, "longitude": 114.3, "precision": 65.0, "raw": None,
    }  # fmt: skip


ONE = "<SelectedItem><QuestionKey>q1</QuestionKey><OptionIds><OptionId>a</OptionId></OptionIds></SelectedItem>"
TWO = (
    "<SelectedItem><QuestionKey>q2</QuestionKey>"
    "<OptionIds><OptionId>b</OptionId><OptionId>c</OptionId></OptionIds></SelectedItem>"
)


@pytest.mark.parametrize(
    ("items", "selected"),
    [
        ("", {}),
        ("<SelectedItems></SelectedItems>", {}),
        (f"<SelectedItems>{ONE}</SelectedItems>", {"q1": ["a"]}),
        (f"<SelectedItems>{ONE}{TWO}</SelectedItems>", {"q1": ["a"], "q2": ["b", "c"]}),
    ],
)
def test_a_press_carries_what_was_chosen(items: str, selected: dict[str, list[str]]) -> None:
    """None, one or several look different once parsed; the code to answer with is lent, not part of the message."""
    card = "<EventKey>2</EventKey><TaskId>t1</TaskId><CardType>button_interaction</CardType>"
    inner = f"<Event>template_card_event</Event>{card}<ResponseCode>secret-code</ResponseCode>{items}"
    received = read_message(xml_of("event", inner, msg_id=None), door="wecom-app:1000002", agent_id=ACCOUNT.agent_id)
    assert received.message.kind is Kind.PRESS
    assert received.message.data == {"card": "t1", "button": "2", "selected": selected}
    assert received.response_code == "secret-code"
    assert "secret-code" not in repr(received)


def test_the_grey_button_of_a_pressed_card_says_nothing() -> None:
    """It is no press, or it would be answered."""
    message = event("template_card_event", "<EventKey>0</EventKey><TaskId>t1</TaskId><ResponseCode>c</ResponseCode>")
    assert (message.kind, message.data) == (Kind.EVENT, {"event": "spent_button", "card": "t1"})


@pytest.mark.parametrize("kind", ["image", "voice", "video", "file"])
def test_the_key_to_a_file_is_lent_and_not_part_of_the_message(kind: str) -> None:
    """Whoever has it can fetch the file."""
    xml = xml_of(kind, "<MediaId>media-secret</MediaId><PicUrl>https://p/pic-secret</PicUrl>")
    received = read_message(xml, door="wecom-app:1000002", agent_id=ACCOUNT.agent_id)
    assert received.media_id == "media-secret"
    assert "-secret" not in repr(received)


def test_a_type_nobody_documented_is_kept() -> None:
    """Such as a contact card, were it ever delivered."""
    message = read(xml_of("card", "<Name>值班电话</Name>"))
    assert message.kind is Kind.EVENT
    assert message.data == {"event": "unknown", "type": "card", "raw": {"Name": "值班电话"}}


def test_what_no_member_did_is_marked() -> None:
    """Contact changes come from `sys`."""
    message = event("change_contact", "<ChangeType>create_user</ChangeType>", sender="sys")
    assert message.data["system"] is True
    assert "system" not in event("click").data


def test_events_of_one_second_are_told_apart_and_repeats_are_not() -> None:
    """Events have no id of their own."""

    def created(user: str) -> str:
        inner = f"<ChangeType>create_user</ChangeType><UserID>{user}</UserID>"
        return event("change_contact", inner, sender="sys").message_id

    assert created("a") != created("b")
    assert created("a") == created("a")
    assert event("click", "<EventKey>1</EventKey>").message_id != event("click", "<EventKey>2</EventKey>").message_id


def test_an_id_is_never_longer_than_a_column() -> None:
    """A menu may carry a URL of any length as its key."""
    ids = {event("view", f"<EventKey>{'u' * 5000}{number}</EventKey>").message_id for number in range(2)}
    assert len(ids) == 2
    assert max(map(len, ids)) <= LONGEST_ID


def test_controls_are_left_out_of_what_people_typed() -> None:
    """Also the marks that turn writing round; line breaks are one character, emoji stay whole."""
    assert clean("a\x00b\x07\x1b[31m\r\nc\rd\x85\u202ee\u2066f\ufeff\t👩‍👧") == "ab[31m\nc\nde" + "f\t👩‍👧"
    message = read(xml_of("text", "<Content><![CDATA[值\x7f班\x00\r\n表]]></Content>"))
    assert message.text == "值班\n表"


@pytest.mark.parametrize("agent", ["", "0", "1000002"])
def test_an_empty_agent_is_this_one(agent: str) -> None:
    """Contact changes leave it empty."""
    assert read(xml_of("text", "<Content>x</Content>").replace("1000002", agent)).text == "x"


def test_another_apps_message_is_forged() -> None:
    """Two apps may share keys by mistake."""
    with pytest.raises(Forged):
        read(xml_of("text", "<Content>x</Content>"), agent_id=1000003)


GOOD = xml_of("text", "<Content>x</Content>")


def event_xml(inner: str) -> str:
    """Write an event without an id."""
    return xml_of("event", f"<Event>e</Event>{inner}", msg_id=None)


@each("seconds", ["", "yesterday", "-1", "²", "9" * 13, "9" * 5000, "<x>1</x>"])
def test_words_survive_a_time_that_is_none(seconds: str) -> None:
    """It counts as not given."""
    message = read(GOOD.replace(str(int(AT.timestamp())), seconds))
    assert (message.text, message.sent_at) == ("x", None)
    assert read(GOOD.replace("CreateTime", "Created")).text == "x"


def test_words_survive_an_element_that_stands_twice_or_has_others_inside() -> None:
    """Where it is none of those that say who said what."""
    odd = "<PicUrl>a</PicUrl><PicUrl>b</PicUrl><MediaId><x>1</x></MediaId><Title y='1'>t</Title>"
    assert read(GOOD.replace("</AgentID>", f"</AgentID>{odd}")).text == "x"
    link = read(xml_of("link", f"{odd}<Description>停水</Description>"))
    assert (link.kind, link.data) == (Kind.LINK, {"description": "停水"})


@pytest.mark.parametrize("inner", ["", "<PicUrl>p</PicUrl>", "<MediaId></MediaId>", "<MediaId><x>1</x></MediaId>"])
def test_a_picture_without_its_id_is_lost_and_not_refused(inner: str) -> None:
    """Its sender gets an answer."""
    received = read_message(xml_of("image", inner), door="d", agent_id=ACCOUNT.agent_id)
    assert (received.message.kind, received.media_id) == (Kind.IMAGE, "")
    assert received.message.data == {"media": [one_of("image") | {"lost": True}]}


@pytest.mark.parametrize("wrong", ["here", "nan", "", "inf", "<x>1</x>"])
def test_a_place_keeps_its_label_without_numbers(wrong: str) -> None:
    """Those that are none are left out."""
    inner = f"<Location_X>{wrong}</Location_X><Location_Y>1</Location_Y><Label>东区</Label>"
    assert read(xml_of("location", inner)).data == {"longitude": 1.0, "label": "东区"}
    assert "latitude" not in event("LOCATION", f"<Latitude>{wrong}</Latitude>").data


@pytest.mark.parametrize(
    ("inner", "raw"),
    [
        ("<a>" * 20 + "</a>" * 20, {"a": {"a": {"a": {"a": {"a": {"a": ""}}}}}}),
        ("<a b='1'><c/></a><d>2</d>", {"a": {"c": ""}, "d": "2"}),
        ("<x:a xmlns:x='u'><c/></x:a><d>2</d>", {"d": "2"}),
        ("<a>1</a><a>2</a>", {"a": ["1", "2"]}),
    ],
)
def test_what_is_odd_in_an_event_is_left_out_of_it(inner: str, raw: dict[str, Any]) -> None:
    """Depth, attributes, namespaces; an element that stands twice is a list."""
    assert event("e", inner).data["raw"] == {"Event": "e", **raw}


@pytest.mark.parametrize(
    ("items", "selected"),
    [
        ("<SelectedItem>x</SelectedItem>" + ONE, {"q1": ["a"]}),
        (ONE.replace(">a<", "><b/><"), {"q1": []}),
        (ONE.replace("q1", "") + TWO, {"q2": ["b", "c"]}),
    ],
)
def test_a_press_survives_an_odd_choice(items: str, selected: dict[str, list[str]]) -> None:
    """The button is what counts."""
    inner = f"<EventKey>1</EventKey><TaskId>t</TaskId><SelectedItems>{items}</SelectedItems>"
    assert event("template_card_event", inner).data == {"card": "t", "button": "1", "selected": selected}


@each(
    "xml",
    [
        "", "x", "<xml/>", "<xml></xml>", "<xml>x</xml>", "<XML></XML>", GOOD[:-7], GOOD + "x", GOOD + GOOD,
        "<!DOCTYPE xml>" + GOOD,
        '<!DOCTYPE xml [<!ENTITY a "b">]>' + GOOD.replace(">x<", ">&a;<"),
        '<!DOCTYPE xml SYSTEM "file:///etc/passwd">' + GOOD,
        GOOD.replace(">x<", ">&undefined;<"),
        GOOD.replace("<Content>", '<Content a="1">'),
        GOOD.replace("<Content>x", "<Content>x<b>y</b>"),
        GOOD.replace("<Content>x</Content>", ""),
        GOOD.replace("</AgentID>", "</AgentID><Content>y</Content>"),
        GOOD.replace("</AgentID>", "</AgentID><MsgType>text</MsgType>"),
        GOOD.replace("FromUserName", "From"),
        GOOD.replace("ToUserName", "To"),
        GOOD.replace("<MsgType><![CDATA[text]]></MsgType>", ""),
        event_xml("<EventKey>k</EventKey>").replace("CreateTime", "Created"),
        GOOD.replace("LiMing", "Li\x01Ming"),
        xml_of("event", ""),
        xml_of("event", "<Event><x>1</x></Event>"),
        xml_of("event", "<Event>e</Event><Event>f</Event>"),
        xml_of("event", "<Event>e</Event><EventKey><k>1</k></EventKey>"),
        "<a>" * 20_000 + "</a>" * 20_000,
        "<xml>" * 20_000,
        GOOD.replace("<Content>x</Content>", "<Content>" * 8000 + "</Content>" * 8000),
        '<xml xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/passwd" parse="text"/></xml>',
        GOOD.replace(">x<", '><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/><'),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_malformed_and_never_anything_else(xml: str) -> None:
    """One clean refusal, whatever wechatpy would have raised."""
    with pytest.raises(Malformed):
        read(xml)


@given(st.text(alphabet=st.sampled_from(list("<>/![]CDAT&;\"' xmlMsgTypeevent水\x00\x01\r\n")), max_size=200))
def test_noise_never_gets_past_the_two_errors(noise: str) -> None:
    """Inside the message and in its place."""
    for xml in (noise, GOOD.replace(">x<", f">{noise}<"), xml_of("event", f"<Event>e</Event>{noise}")):
        try:
            read(xml)
        except CallbackError:
            continue


words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)
names = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,8}", fullmatch=True)


@given(fields=st.dictionaries(names, words.filter(lambda text: "]]>" not in text), max_size=8), spaced=st.booleans())
def test_the_small_grammar_reads_what_wechatpy_reads(fields: dict[str, str], spaced: bool) -> None:  # noqa: FBT001
    """On the plain XML WeCom writes, both give the same."""
    space = "\n  " if spaced else ""
    inner = space.join(f"<{name}><![CDATA[{text}]]></{name}>" for name, text in fields.items())
    xml = f"<xml>{space}{inner}<MsgType>text</MsgType>{space}</xml>"
    flat = read_flat(xml)
    if "MsgType" in fields:
        assert flat is None
        return
    assert flat == {name: text or "" for name, text in fields_of(xml).items()}


@each(
    "xml",
    [
        "<xml><a><![CDATA[1]]><b>2</b><![CDATA[3]]></a></xml>", "<xml><a>1</b></xml>", "<xml><a>&lt;</a></xml>",
        "<xml><a>1</a><a>2</a></xml>", "<xml><a b='1'>1</a></xml>", "<xml><!-- c --><a>1</a></xml>", "<xml><a>1</a>",
        "<xml><a>1</a></xml><xml></xml>", "<xml><a>1</a>x</xml>", "<xml><x:a>1</x:a></xml>", "<!DOCTYPE a><xml></xml>",
    ],
)  # fmt: skip
def test_the_small_grammar_leaves_everything_else_alone(xml: str) -> None:
    """Markup never ends up inside a text."""
    assert read_flat(xml) is None


@given(
    st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(["", "]]>", "]]]]><![CDATA[>", "\r", "&#13;"])
)
def test_a_passive_reply_says_exactly_the_text(text: str, trap: str) -> None:
    """Nothing breaks out of the reply's CDATA; only what XML can't write is missing."""
    said = text + trap + text
    plain = write_text(said, account="LiMing", corp_id=ACCOUNT.corp_id, timestamp="1476422779")
    body = write_envelope(SIGNING, plain, timestamp="1476422779", nonce="n1")
    envelope = fields_by_parser(body.decode())
    assert envelope["MsgSignature"] == peer.signature(ACCOUNT.token, "1476422779", "n1", envelope["Encrypt"])
    opened, receiver = peer.decrypt(ACCOUNT.aes_key, envelope["Encrypt"])
    assert receiver == ACCOUNT.corp_id
    reply = fields_by_parser(opened)
    assert reply["Content"] == UNWRITABLE.sub("", said)
    assert (reply["ToUserName"], reply["FromUserName"], reply["MsgType"]) == ("LiMing", ACCOUNT.corp_id, "text")


def fields_by_parser(xml: str) -> dict[str, str]:
    """Read with the standard library's parser: what the other side sees."""
    return {element.tag: element.text or "" for element in ET.fromstring(xml)}  # noqa: S314


def test_cdata_keeps_line_breaks_apart() -> None:
    """A parser would make a bare carriage return a newline."""
    assert cdata("a\rb]]>c\x00") == "<![CDATA[a]]>&#13;<![CDATA[b]]]]><![CDATA[>c]]>"
