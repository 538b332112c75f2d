"""Every documented callback of the AI bot becomes a Message; what is new is kept, what can't be read refused."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import CallbackError, Forged, Malformed
from bot.messages import Channel, Kind, Message
from bot.platforms.protocol import Poll
from bot.platforms.wecom.aibot.codec import Bot, Received, read_callback
from bot.platforms.wecom.aibot.fields import DEEPEST
from tests.each import each

AIBOT = "aibQ7Xk-T0_houqin"
BOT = Bot(f"wecom-aibot:{AIBOT}", AIBOT, ("后勤助手", "旧助手"))
URL = "https://ww-aibot-img-1.cos.ap-guangzhou.myqcloud.com/a/b?sign=canary%3D1"
RESPONSE = "https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=canary"
LI = {"userid": "LiMing"}
GROUP = {"chattype": "group", "chatid": "WrkSFfCgAA_Qx"}


def callback(kind: str = "text", *, sent_by: Any = LI, **own: Any) -> dict[str, Any]:
    """Write a callback as the platform does; a private text unless told otherwise; `...` leaves a field out."""
    fields = {
        "msgid": "CAIQ16HMjQYY/NGagIOAgAMgq4KM0AI=", "aibotid": AIBOT, "chattype": "single",
        "from": sent_by, "response_url": RESPONSE, "msgtype": kind,
    }  # fmt: skip
    given = {"text": {"content": "三食堂停水"}} | own if kind == "text" else own
    return {name: value for name, value in (fields | given).items() if value is not ...}


def event(name: str, **own: Any) -> dict[str, Any]:
    """Write an event."""
    inner = own.pop("inner", {})
    return callback("event", event={"eventtype": name, name: inner}, create_time=1700000000, response_url=..., **own)


def received(fields: dict[str, Any], bot: Bot = BOT) -> Received:
    """Read as the door does."""
    return read_callback(json.dumps(fields, ensure_ascii=False), bot)


def read(fields: dict[str, Any]) -> Message:
    """Read what is a message."""
    message = received(fields).message
    assert message is not None
    return message


def test_a_group_message_carries_who_where_and_what() -> None:
    """The group's id with its capitals, the bot's name gone."""
    assert read(callback(text={"content": "@后勤助手 三食堂停水"}, **GROUP)) == Message(
        door=BOT.door,
        message_id="CAIQ16HMjQYY/NGagIOAgAMgq4KM0AI=",
        platform="wecom",
        account="LiMing",
        channel=Channel.GROUP_AT,
        kind=Kind.TEXT,
        text="三食堂停水",
        chat="WrkSFfCgAA_Qx",
    )


def test_a_private_message_has_no_chat() -> None:
    """Even if an id is given."""
    assert read(callback()).chat is None
    assert read(callback(chatid="x")).channel is Channel.PRIVATE
    assert read(callback(chattype=..., chatid="Wr1")).chat == "Wr1"


def test_what_is_lent_stands_beside_the_message() -> None:
    """Never in it, nor in what is shown of it."""
    got = received(callback("image", image={"url": URL + " "}))
    assert (got.response_url, got.addresses) == (RESPONSE, (URL,))
    assert "canary" not in repr(got)
    assert got.message is not None
    assert got.message.data == {"media": [{"number": 0, "kind": "image", "name": ""}]}


@each(
    ("kind", "own", "expected", "text", "addresses"),
    [
        ("voice", {"voice": {"content": "三食堂停水"}}, Kind.VOICE, "三食堂停水", 0),
        ("voice", {"voice": {}}, Kind.VOICE, "", 0),
        ("image", {"image": {"url": URL}}, Kind.IMAGE, "", 1),
        ("file", {"file": {"url": URL}}, Kind.FILE, "", 1),
        ("video", {"video": {"url": URL}}, Kind.VIDEO, "", 1),
        ("TEXT", {"text": {"content": "x"}}, Kind.TEXT, "x", 0),
    ],
)
def test_every_documented_type_is_read(
    kind: str, own: dict[str, Any], expected: Kind, text: str, addresses: int
) -> None:
    """A voice is its transcript; a file has no name before it is fetched."""
    got = received(callback(kind, **own))
    assert got.message is not None
    assert (got.message.kind, got.message.text, len(got.addresses)) == (expected, text, addresses)
    assert [one["kind"] for one in got.message.data.get("media", [])] == [str(expected)] * addresses


def mixed(*items: str) -> dict[str, Any]:
    """Write texts and pictures as one message."""
    written = [
        {"msgtype": "image", "image": {"url": f"{URL}&n={number}"}}
        if item == "IMAGE"
        else {"msgtype": "text", "text": {"content": item}}
        for number, item in enumerate(items)
    ]
    return {"msg_item": written}


def test_texts_and_pictures_in_one_message_stay_in_their_order() -> None:
    """The texts joined, the pictures numbered."""
    got = received(callback("mixed", mixed=mixed("@后勤助手 三楼漏水", "IMAGE", " ", "在东侧", "IMAGE"), **GROUP))
    assert got.message is not None
    assert (got.message.kind, got.message.text) == (Kind.TEXT, "三楼漏水\n在东侧")
    assert [one["number"] for one in got.message.data["media"]] == [0, 1]
    assert got.addresses == (f"{URL}&n=1", f"{URL}&n=4")


def test_a_picture_with_nothing_but_the_bots_name_is_a_picture() -> None:
    """And a message of nothing at all is an empty text."""
    assert read(callback("mixed", mixed=mixed("@后勤助手", "IMAGE"), **GROUP)).kind is Kind.IMAGE
    empty = read(callback("mixed", mixed={}))
    assert (empty.kind, empty.text, empty.data) == (Kind.TEXT, "", {})


@each(
    ("quote", "kept"),
    [
        ({"msgtype": "text", "text": {"content": "〔SJ-1023〕 三食堂停水\n"}},
         {"kind": "text", "text": "〔SJ-1023〕 三食堂停水"}),
        ({"msgtype": "text", "text": {"content": "@后勤助手 在吗"}}, {"kind": "text", "text": "@后勤助手 在吗"}),
        ({"msgtype": "mixed", "mixed": mixed("今日情况", "IMAGE", "见图")},
         {"kind": "mixed", "text": "今日情况\n见图"}),
        ({"msgtype": "voice", "voice": {"content": "停水了"}}, {"kind": "voice", "text": "停水了"}),
        ({"msgtype": "image", "image": {"url": URL}}, {"kind": "image", "text": ""}),
        ({"msgtype": "file", "file": {"url": URL}}, {"kind": "file", "text": ""}),
        ({"msgtype": "new"}, {"kind": "new", "text": ""}),
    ],
)  # fmt: skip
def test_a_quote_is_kept_apart_from_what_is_said(quote: dict[str, Any], kept: dict[str, str]) -> None:
    """Its own words, and no address."""
    got = received(callback(text={"content": "@后勤助手 这件办好了"}, quote=quote, **GROUP))
    assert got.message is not None
    assert (got.message.text, got.message.data) == ("这件办好了", {"quote": kept})
    assert got.addresses == ()


def test_an_empty_quote_is_none() -> None:
    """As null is."""
    assert read(callback(quote={})).data == read(callback(quote=None)).data == {}


def test_an_unknown_name_is_told() -> None:
    """Somebody renamed the bot."""
    message = read(callback(text={"content": "@新助手 停水"}, **GROUP))
    assert (message.text, message.data) == ("停水", {"unknown_mention": "新助手"})


def test_a_member_of_another_corp_is_never_one_of_ours() -> None:
    """Though he bear the same id; unless his corp is known to be our own."""
    outside = {"userid": "LiMing", "corpid": "wpOther"}
    message = read(callback(sent_by=outside))
    assert (message.account, message.data) == ("wpOther/LiMing", {"outside": True})
    assert received(callback(sent_by=outside)).sender == "LiMing"
    known = received(callback(sent_by=outside), Bot(BOT.door, AIBOT, BOT.names, corp_id="wpOther")).message
    assert known is not None
    assert (known.account, known.data) == ("LiMing", {})


def test_a_long_foreign_id_still_fits_a_column() -> None:
    """And is nobody else's."""
    accounts = {read(callback(sent_by={"userid": "u" * 127 + last, "corpid": "wp"})).account for last in "ab"}
    assert len(accounts) == 2
    assert all(len(account) <= 128 and "/" in account for account in accounts)


def test_a_type_nobody_documented_is_kept_without_its_addresses() -> None:
    """At any depth."""
    inner = {"title": "x", "url": "canary", "list": [{"aeskey": "canary", "n": 1}], "none": None}
    message = read(callback("location", location=inner))
    assert message.kind is Kind.EVENT
    assert message.data == {
        "event": "unknown", "type": "location", "raw": {"location": {"title": "x", "list": [{"n": 1}], "none": None}},
    }  # fmt: skip
    assert "canary" not in repr(message)


def test_a_poll_is_no_message() -> None:
    """It asks how far a stream has come, and who asks."""
    got = received(callback("stream", stream={"id": "s1"}, response_url=..., **GROUP))
    assert (got.message, got.poll) == (None, Poll("s1", "LiMing", "WrkSFfCgAA_Qx"))
    with pytest.raises(Malformed):
        received(callback("stream", stream={"id": "s" * 129}))


def test_an_opened_chat_is_an_event_with_a_time() -> None:
    """The platform says neither chat nor kind of chat."""
    got = received(event("enter_chat", chattype=...))
    assert got.is_event
    assert got.message is not None
    assert (got.message.kind, got.message.data) == (Kind.EVENT, {"event": "enter_chat"})
    assert got.message.sent_at == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
    assert got.message.channel is Channel.PRIVATE


PRESS = {
    "card_type": "button_interaction", "event_key": "2", "task_id": "card-1",
    "selected_items": {
        "selected_item": [{"question_key": "q", "option_ids": {"option_id": ["a", "b"]}}, {"question_key": "r"}]
    },
}  # fmt: skip


@pytest.mark.parametrize("is_flat", [False, True])
def test_a_press_carries_card_button_and_choices(*, is_flat: bool) -> None:
    """Where the official page puts them, or where the official SDK declares them."""
    inner = {"eventtype": "template_card_event"} | (PRESS if is_flat else {"template_card_event": PRESS})
    message = read(callback("event", event=inner, **GROUP))
    assert message.kind is Kind.PRESS
    assert message.data == {"card": "card-1", "button": "2", "selected": {"q": ["a", "b"], "r": []}}


def test_the_grey_button_of_a_pressed_card_says_nothing() -> None:
    """It is no press, or it would be answered."""
    message = read(event("template_card_event", inner={"event_key": "0", "task_id": "card-1"}))
    assert (message.kind, message.data) == (Kind.EVENT, {"event": "spent_button", "card": "card-1"})


@pytest.mark.parametrize(
    ("number", "verdict"), [(1, "good"), (2, "bad"), (3, "withdrawn"), (4, "unknown"), (None, "unknown")]
)
def test_a_rating_says_of_what_and_why(number: int | None, verdict: str) -> None:
    """In the words the person chose from."""
    inner = {"id": "m1", "type": number, "content": " 再详细些 ", "inaccurate_reason_list": [2, 4, 9]}
    assert read(event("feedback_event", inner=inner, **GROUP)).data == {
        "event": "feedback", "of": "m1", "verdict": verdict, "text": "再详细些",
        "reasons": ["内容不完整", "数据分析错误", "9"],
    }  # fmt: skip


def test_an_event_of_next_year_is_kept() -> None:
    """With what it carries, but no address."""
    message = read(event("New_Event", inner={"a": 1}))
    assert message.data == {"event": "new_event", "raw": {"a": 1}}
    assert read(event("new_event", inner={"a": [1, "b"], "url": "canary"})).data == {
        "event": "new_event", "raw": {"a": [1, "b"]},
    }  # fmt: skip


def test_events_without_an_id_are_told_apart_and_repeats_are_not() -> None:
    """By who, where, when and what."""

    def key(name: str = "template_card_event", **own: Any) -> str:
        return read(event(name, msgid=..., **own)).message_id

    first = key(inner={"task_id": "t", "event_key": "1"})
    assert first == key(inner={"task_id": "t", "event_key": "1"})
    others = [
        key(inner={"task_id": "t", "event_key": "2"}), key(inner={"task_id": "u", "event_key": "1"}),
        key(inner={"task_id": "t", "event_key": "1"}, **GROUP), key("enter_chat"),
        key(inner={"task_id": "t", "event_key": "1"}, sent_by={"userid": "WangFang"}),
    ]  # fmt: skip
    assert len({first, *others}) == 6
    assert len(key(inner={"task_id": "t" * 1000})) <= 120


def test_controls_are_left_out_of_what_people_typed() -> None:
    """Line breaks are one character."""
    assert read(callback(text={"content": "值\x7f班\x00\r\n\u202e表"})).text == "值班\n表"


@pytest.mark.parametrize("fields", [callback(aibotid="aibOther"), callback(aibotid=...), callback(aibotid="")])
def test_another_bots_message_is_forged(fields: dict[str, Any]) -> None:
    """Two bots may share keys by mistake."""
    with pytest.raises(Forged):
        received(fields)


NESTED = "[" * DEEPEST + "]" * DEEPEST
GOOD = json.dumps(callback(), ensure_ascii=False)
HOSTILE = {
    "empty": "", "word": "x", "list": "[]", "number": "1", "null": "null", "text": '"x"', "cut": GOOD[:-1],
    "more": GOOD + "x", "twice": GOOD + GOOD, "bom": "\ufeff" + GOOD,
    "name twice": GOOD.replace('"msgtype"', '"msgtype":"text","msgtype"'),
    "inner name twice": GOOD.replace('{"content"', '{"content":"a","content"'),
    "half a character in a sender": GOOD.replace("LiMing", "Li\\ud800Ming"),
    "nan": GOOD.replace("{", '{"x":NaN,', 1), "infinity": GOOD.replace("{", '{"x":-Infinity,', 1),
    "very deep": "[" * 40_000, "deep objects": '{"a":' * 30_000,
    "no id": json.dumps(callback(msgid=...)), "blank id": json.dumps(callback(msgid=" ")),
    "id no text": json.dumps(callback(msgid=1)),
    "no type": json.dumps(callback(msgtype=...)), "type a list": json.dumps(callback(msgtype=["text"])),
    "no sender": json.dumps(callback(sent_by=...)), "sender a text": json.dumps(callback(sent_by="LiMing")),
    "empty sender": json.dumps(callback(sent_by={"userid": ""})),
    "sender with controls": json.dumps(callback(sent_by={"userid": "Li\x00Ming"})),
    "long sender": json.dumps(callback(sent_by={"userid": "u" * 129})),
    "sender like another corp's": json.dumps(callback(sent_by={"userid": "wpOther/LiMing"})),
    "corp with controls": json.dumps(callback(sent_by={"userid": "LiMing", "corpid": "w\x00w"})),
    "corp a number": json.dumps(callback(sent_by={"userid": "LiMing", "corpid": 1})),
    "group without id": json.dumps(callback(chattype="group")),
    "long chat": json.dumps(callback(chattype="group", chatid="c" * 129)),
    "chat with controls": json.dumps(callback(chattype="group", chatid="c\u202ed")),
    "no event": json.dumps(callback("event")), "event a list": json.dumps(callback("event", event=[])),
    "event without name": json.dumps(callback("event", event={})),
    "long event": json.dumps(event("e" * 65)), "long type": json.dumps(callback("t" * 65)),
    "long key": json.dumps(event("template_card_event", inner={"event_key": "k" * 1025})),
    "stream without id": json.dumps(callback("stream")),
}  # fmt: skip


@pytest.mark.parametrize("plain", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_cannot_be_read_is_malformed_and_never_anything_else(plain: str) -> None:
    """One clean refusal, without a word of the content."""
    with pytest.raises(Malformed) as refused:
        read_callback(plain, BOT)
    assert refused.value.__cause__ is None
    assert "三食堂" not in str(refused.value)


ODD: list[Any] = [None, "", "x", 7, 1.5, True, [], ["x"], [None], {}, {"x": 1}]


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_words_survive_a_broken_ornament(odd: Any) -> None:
    """Whatever stands where a quote, a time, an address to answer to, or something new is expected."""
    quotes = [odd, {"msgtype": odd}, {"msgtype": "text", "text": odd}, {"msgtype": "mixed", "mixed": {"msg_item": odd}}]
    for quote in quotes:
        got = received(callback(quote=quote, create_time=odd, new=odd) | {"response_url": odd})
        assert got.message is not None
        assert got.message.text == "三食堂停水"
        assert got.message.sent_at is None or odd == 7


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_a_picture_that_cannot_be_fetched_is_lost_and_the_words_are_not(odd: Any) -> None:
    """And an item that is none is left out."""
    items = [{"msgtype": "text", "text": {"content": "三楼漏水"}}, {"msgtype": "image", "image": odd}, odd,
             {"msgtype": "Image", "image": {"url": odd}}, {"msgtype": "image", "image": {"url": URL}}]  # fmt: skip
    got = received(callback("mixed", mixed={"msg_item": items}))
    assert got.message is not None
    lost = [one.get("lost", False) for one in got.message.data["media"]]
    assert (got.message.kind, got.message.text, len(lost)) == (Kind.TEXT, "三楼漏水", len(got.addresses))
    assert [bool(address) for address in got.addresses] == [not one for one in lost]
    assert (lost[0], lost[-1]) == (True, False)
    alone = received(callback("image", image=odd)).message
    assert alone is not None
    assert (alone.kind, alone.data["media"]) == (
        Kind.IMAGE, [{"number": 0, "kind": "image", "name": "", "lost": True}],
    )  # fmt: skip


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_an_unreadable_text_is_an_empty_one(odd: Any) -> None:
    """Its sender is told that nothing was read; a bare text is what it says."""
    said = odd if isinstance(odd, str) else ""
    assert read(callback(text=odd)).text == said
    assert read(callback(text={"content": odd})).text == said
    assert read(callback("voice", voice={"content": odd})).text == said
    assert read(callback("mixed", mixed=odd)).text == read(callback("mixed", mixed={"msg_item": odd})).text == ""


def test_half_a_character_is_left_out_of_what_was_said() -> None:
    """A client cut an emoji in two; also of something new."""
    for half in ("\\ud83d", "\\udc00\\ud800"):
        message = read_callback(GOOD.replace("停水", "停水" + half), BOT).message
        assert message is not None
        assert message.text == "三食堂停水"
    new = read_callback(json.dumps(callback("new", new={"a\ud83d": ["b\ud83d"], "url\ud83d": "canary"})), BOT).message
    assert new is not None
    assert new.data["raw"] == {"new": {"a": ["b"]}}


@each("value", ["1e999", "9" * 21, "9" * 5000, "-" + "9" * 30, NESTED, '{"a":' * 30 + "1" + "}" * 30])
def test_what_no_column_holds_counts_as_not_given(value: str) -> None:
    """Beside the words, where something new may stand."""
    message = read_callback(GOOD.replace("{", '{"create_time":' + value + ',"x":' + value + ",", 1), BOT).message
    assert message is not None
    assert (message.text, message.sent_at) == ("三食堂停水", None)


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_a_press_and_a_rating_survive_what_adorns_them(odd: Any) -> None:
    """Choices, reasons and times that can't be read are none."""
    choices = [odd, {"question_key": odd}, {"question_key": "q", "option_ids": odd},
               {"question_key": "q", "option_ids": {"option_id": odd}}]  # fmt: skip
    for items in (odd, {"selected_item": odd}, {"selected_item": choices}):
        press = read(event("template_card_event", inner=PRESS | {"selected_items": items}))
        assert (press.kind, press.data["card"], press.data["button"]) == (Kind.PRESS, "card-1", "2")
        assert set(press.data["selected"]) <= {"x", "q"}
    inner = {"id": odd, "type": odd, "content": odd, "inaccurate_reason_list": odd}
    assert read(event("feedback_event", inner=inner)).data["event"] == "feedback"
    assert read(callback("event", event={"eventtype": "e", "e": odd}, create_time=odd)).data["event"] == "e"


@each("seconds", [True, "yesterday", "9" * 21, -1, 253402300800, 1.5])
def test_a_time_that_is_none_counts_as_not_given(seconds: Any) -> None:
    """The rest is read."""
    assert read(event("enter_chat") | {"create_time": seconds}).sent_at is None


def test_a_time_may_be_written_as_digits() -> None:
    """Or not at all."""
    assert read(event("enter_chat") | {"create_time": "1700000000"}).sent_at is not None
    assert read(event("enter_chat") | {"create_time": ""}).sent_at is None
    assert read(callback()).sent_at is None


odd = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["text", "event", AIBOT]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.data())
def test_an_odd_value_anywhere_never_gets_past_the_two_errors(data: st.DataObject) -> None:
    """In the place of any field, at any depth."""
    base = data.draw(st.sampled_from([
        callback(quote={"msgtype": "text", "text": {"content": "x"}}, **GROUP),
        callback("mixed", mixed=mixed("a", "IMAGE")),
        event("template_card_event", inner=PRESS), event("feedback_event", inner={"id": "1", "type": 1}),
        callback("stream", stream={"id": "s"}), callback("image", image={"url": URL}), callback("voice", voice={}),
    ]))  # fmt: skip
    fields = json.loads(json.dumps(base))
    place: Any = fields
    while True:
        name = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        if isinstance(place[name], dict | list) and place[name] and data.draw(st.booleans()):
            place = place[name]
            continue
        place[name] = data.draw(odd)
        break
    try:
        got = read_callback(json.dumps(fields), BOT)
    except CallbackError as refused:
        assert refused.status in {400, 403}  # noqa: PT017 — either is right
        return
    if got.message is not None:
        said = [got.message.text, got.message.account, got.message.chat, got.message.message_id, got.message.data]
        json.dumps(said, ensure_ascii=False, allow_nan=False).encode()


@given(st.text(alphabet=st.sampled_from(list('{}[]":,\\ u0dtruefalsn19.eE-水\x00\ud800')), max_size=80))
def test_noise_never_gets_past_the_two_errors(noise: str) -> None:
    """In the place of the message and inside it."""
    for plain in (noise, GOOD.replace('"三食堂停水"', noise or "0"), GOOD.replace("三食堂停水", noise)):
        try:
            read_callback(plain, BOT)
        except CallbackError:
            continue
