"""Every documented robot message becomes a Message, as the vendor's own client reads it; what is odd is refused."""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime
from typing import Any

import dingtalk_stream
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import CallbackError, Forged, Malformed
from bot.messages import Channel, Kind, Message
from bot.platforms.dingtalk.bodies import LONGEST_ID, MAX_BODY, bounded_id, kept, moment, read_object, write_object
from bot.platforms.dingtalk.codec import Received, read_message
from bot.platforms.dingtalk.contents import LONGEST_QUOTE, MOST_MEDIA
from tests.each import each
from tests.platforms.dingtalk_samples import CORP, GROUP, MESSAGES, ROBOT, recorded

DOOR = f"dingtalk:{ROBOT}"
ODD: list[Any] = [None, "", 7, -1, 1.5, True, 10**18, [], ["x"], [None], {}, {"x": 1}, "[" * 20_000]


def read(fields: dict[str, Any]) -> Received:
    """Read as the door does."""
    return read_message(fields, door=DOOR, corp_id=CORP, robot_code=ROBOT, names=("后勤助手",))


def message(name: str, **changed: Any) -> Message:
    """Read a recorded message, changed."""
    return read(recorded(name, **changed)).message


def test_a_private_text_carries_who_what_and_when() -> None:
    """Every field; being an administrator is not one."""
    assert message("text") == Message(
        door=DOOR,
        message_id="msg8v1sxbkEQTNmRNqXg==",
        platform="dingtalk",
        account="user123",
        channel=Channel.PRIVATE,
        kind=Kind.TEXT,
        text="三食堂三楼漏水",
        sent_at=datetime(2021, 2, 18, 6, 37, 32, 678_000, tzinfo=UTC),
        data={"nick": "杨老师"},
    )


def test_a_group_text_carries_the_group_and_no_leading_blank() -> None:
    """The case of the group's id is kept."""
    found = message("text in a group")
    assert (found.channel, found.chat, found.text) == (Channel.GROUP_AT, GROUP, "病假超过几天要扣绩效？")
    assert found.data == {"nick": "杨老师", "chat_title": "后勤值班群"}


@pytest.mark.parametrize(
    ("at", "channel"), [(False, Channel.GROUP), (True, Channel.GROUP_AT), (None, Channel.GROUP_AT)]
)
def test_a_group_message_without_a_mention_is_told_apart(at: object, channel: Channel) -> None:
    """Today none is delivered; where it is not said, it was a mention."""
    assert message("text in a group", isInAtList=at).channel is channel


@pytest.mark.parametrize(
    ("name", "kind", "text", "media"),
    [
        ("picture", Kind.IMAGE, "", [("image", "")]),
        ("audio", Kind.VOICE, "三食堂停水了。", [("voice", "")]),
        ("video", Kind.VIDEO, "", [("video", "")]),
        ("file", Kind.FILE, "", [("file", "十月值班表.xlsx")]),
        ("rich text", Kind.TEXT, "三楼\n漏水，见图", [("image", ""), ("image", "")]),
    ],
)
def test_every_documented_type_is_read(name: str, kind: Kind, text: str, media: list[tuple[str, str]]) -> None:
    """Words, and what came with them by number."""
    found = message(name)
    assert (found.kind, found.text) == (kind, text)
    expected = [{"number": number, "kind": one, "name": called} for number, (one, called) in enumerate(media)]
    assert found.data["media"] == expected


def test_download_codes_stay_outside_the_message() -> None:
    """The better of the two a picture has is taken."""
    received = read(recorded("rich text"))
    assert [one.code for one in received.media] == ["canary-code-1", "canary-picture-2"]
    for name in MESSAGES:
        shown = repr(read(recorded(name)))
        assert "canary" not in shown
        assert "session=" not in shown


def test_a_rich_text_of_pictures_alone_is_a_picture() -> None:
    """And of nothing at all an empty text."""
    pictures = {"richText": [{"type": "picture", "downloadCode": "c"}] * (MOST_MEDIA + 5)}
    found = message("rich text", content=pictures)
    assert (found.kind, found.text, len(found.data["media"])) == (Kind.IMAGE, "", MOST_MEDIA)
    empty = message("rich text", content={"richText": []})
    assert (empty.kind, empty.text, empty.data.get("media")) == (Kind.TEXT, "", None)


@pytest.mark.parametrize("kind", ["unknownMsgType", "nextYearsType"])
def test_a_type_nobody_documented_is_kept_without_its_secrets(kind: str) -> None:
    """As an event, cut to size."""
    deep = {"a": {"b": {"c": {"d": ["too deep"]}}}, "long": "x" * 9999, "number": 7, "huge": 1 << 70, "no": math.inf}
    found = message("unknown", msgtype=kind, content={"unknownMsgType": "nameCard", "downloadCode": "canary", **deep})
    assert (found.kind, found.data["event"], found.data["type"]) == (Kind.EVENT, "unknown", kind)
    content = found.data["raw"]["content"]
    assert content["unknownMsgType"] == "nameCard"
    assert (len(content["long"]), content["number"], content["huge"], content["no"]) == (500, 7, None, None)
    assert "downloadCode" not in content
    assert "too deep" not in repr(found)


NO_PROOF: list[Any] = ["ding0", ["x"], None, "", {}, CORP.upper()]


@each(
    "changed",
    [{}, {"senderCorpId": CORP, "senderStaffId": None}, {"senderCorpId": CORP, "senderStaffId": ""},
     *({"senderCorpId": corp, "senderStaffId": "user123"} for corp in NO_PROOF)],
)  # fmt: skip
def test_who_is_not_proven_to_be_ours_has_no_account_of_ours(changed: dict[str, Any]) -> None:
    """Though some corp knows him by an id one of ours has too: no right hangs on a field that is not there."""
    found = message("from outside", **changed)
    assert found.account == "$:LWCP_v1:$Ff09GIxxxxxxxxxxxxx"
    assert found.data["outside"] is True


def test_a_null_corp_is_as_good_as_none() -> None:
    """It is no proof either."""
    found = read({**recorded("text"), "senderCorpId": None}).message
    assert (found.account, found.data["outside"]) == ("$:LWCP_v1:$Ff09GIxxxxxxxxxxxxx", True)


@each("name", [name for name in MESSAGES if name != "from outside"])
def test_our_own_are_not_outside(name: str) -> None:
    """In every recorded body of a member, private or in a group."""
    found = message(name)
    assert (found.account, "outside" in found.data) == ("user123", False)


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: repr(odd)[:12])
def test_words_survive_whatever_adorns_them(odd: Any) -> None:
    """A name, a title, a time, a session of an odd shape counts as not given."""
    adorned = ("senderNick", "conversationTitle", "createAt", "sessionWebhookExpiredTime", "sessionWebhook", "isAdmin",
               "atUsers", "chatbotUserId", "isInAtList", "content", "senderPlatform")  # fmt: skip
    for name in adorned:
        received = read({**recorded("text in a group"), name: odd})
        assert received.message.text == "病假超过几天要扣绩效？"
        assert received.message.account == "user123"
    received = read({**recorded("text in a group"), **dict.fromkeys(adorned, odd)})
    assert received.message.sent_at is None or odd == 7
    assert isinstance(received.message.data.get("nick", ""), str)


@each("soon", ["soon", -1, 10**18, "²", None, 253402300800_000])
def test_a_time_that_is_none_counts_as_not_given(soon: Any) -> None:
    """Neither when it was sent nor how long the session holds is known then."""
    received = read({**recorded("text"), "createAt": soon, "sessionWebhookExpiredTime": soon})
    assert (received.message.sent_at, received.session_ends) == (None, None)
    assert received.session_webhook


@pytest.mark.parametrize("odd", [*ODD, "x" * 2049, "a b", "a\u202eb"], ids=lambda odd: repr(odd)[:12])
def test_a_picture_without_a_code_is_lost_and_the_words_are_not(odd: Any) -> None:
    """And an item that is none is left out; of two codes the good one is taken."""
    whole = {"type": "picture", "downloadCode": odd, "pictureDownloadCode": "good"}
    items = [{"text": "三楼漏水"}, {"type": "picture"}, {"type": "picture", "downloadCode": odd}, odd, None, "x", whole]
    received = read(recorded("rich text", content={"richText": items}))
    assert (received.message.kind, received.message.text) == (Kind.TEXT, "三楼漏水")
    is_code = isinstance(odd, str) and 0 < len(odd) <= 2048 and odd.isprintable() and " " not in odd
    assert [one.code for one in received.media] == ["", odd if is_code else "", odd if is_code else "good"]
    lost = [one.get("lost", False) for one in received.message.data["media"]]
    assert lost == [True, not is_code, False]


@pytest.mark.parametrize("kind", ["picture", "audio", "video", "file"])
@pytest.mark.parametrize("odd", ODD, ids=lambda odd: repr(odd)[:12])
def test_a_file_without_a_code_is_lost_and_not_refused(kind: str, odd: Any) -> None:
    """Its sender gets an answer."""
    for content in (odd, {"downloadCode": odd, "recognition": odd, "fileName": odd}):
        received = read({**recorded(kind), "content": content})
        (medium,) = received.message.data["media"]
        assert medium.get("lost", False) is not bool(received.media[0].code)
        assert (received.message.kind, received.message.text.strip("[")) == (message(kind).kind, "")


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: repr(odd)[:12])
def test_an_unreadable_text_is_an_empty_one(odd: Any) -> None:
    """Its sender is told that nothing was read; a bare text is what it says."""
    said = odd if isinstance(odd, str) else ""
    for text in (odd, {"content": odd}):
        assert read({**recorded("text"), "text": text}).message.text == said
    assert read({**recorded("rich text"), "content": {"richText": odd}}).message.text == ""
    assert read({**recorded("rich text"), "content": {"richText": [{"text": odd}]}}).message.text == said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("@后勤助手 帮助", "帮助"), ("帮助 @后勤助手", "帮助"), (" 请 @后勤助手 看看", "请 看看"), ("@后勤助手", ""),
        ("@@@@", ""), ("@ @\n@", ""), ("@张三 帮助", "@张三 帮助"), ("@后勤助手们 帮助", "@后勤助手们 帮助"),
        ("？？？", "？？？"), ("a@后勤助手.cn", "a@后勤助手.cn"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["text", "text in a group"])
def test_a_mention_that_was_only_typed_is_taken_off(name: str, typed: str, said: str) -> None:
    """DingTalk takes off what really is one; other people's stay, and at-signs alone say nothing."""
    assert message(name, text={"content": typed}).text == said
    as_items = {"richText": [{"text": typed}, {"type": "picture", "downloadCode": "c"}]}
    others = [{"dingtalkId": "$:LWCP_v1:$aRobotOfOurs"}, {"dingtalkId": "$:LWCP_v1:$other"}]
    found = message("rich text", content=as_items, atUsers=others)
    assert (found.text, found.kind) == (said, Kind.TEXT if said else Kind.IMAGE)


def rich_text(*texts: str, at: Any) -> str:
    """Read the words of a rich text in a group."""
    return message("rich text", content={"richText": [{"text": text} for text in texts]}, atUsers=at).text


def test_the_mention_in_a_rich_text_is_an_item_and_taken_off() -> None:
    """By whatever name, where nobody else is mentioned; else by a known one."""
    robot, other = {"dingtalkId": "$:LWCP_v1:$aRobotOfOurs"}, {"dingtalkId": "$:LWCP_v1:$other", "staffId": "user456"}
    assert rich_text("@小助", "三楼漏水", "\n", at=[robot]) == "三楼漏水"
    assert rich_text("三楼漏水", "\n", "@小助", at=[robot]) == "三楼漏水"
    assert rich_text("@小助 三楼漏水", at=[robot]) == "@小助 三楼漏水"
    assert rich_text("@后勤助手", "漏水", "@张三", at=[robot, other]) == "漏水 @张三"
    assert rich_text("@小助", "漏水", at=[robot, other]) == "@小助 漏水"
    assert rich_text("@小助", "漏水", at=["x", 7]) == rich_text("@小助", "漏水", at={}) == "@小助 漏水"


QUOTES = [
    ({"msgType": "text", "content": {"text": "〔SJ-0017〕"}}, {"kind": "text", "text": "〔SJ-0017〕"}),
    ({"msgType": "text", "content": "〔SJ-0017〕"}, {"kind": "text", "text": "〔SJ-0017〕"}),
    ({"msgType": "richText", "content": {"richText": [{"content": "甲"}, {"type": "picture"}, {"text": "乙"}]}},
     {"kind": "text", "text": "甲乙"}),
    ({"msgType": "picture", "content": {"downloadCode": "canary"}}, {"kind": "image", "text": ""}),
    ({"msgType": "file", "content": {"fileName": "表.xlsx"}}, {"kind": "file", "text": "表.xlsx"}),
    ({"msgtype": "audio", "content": {"recognition": "停水"}}, {"kind": "voice", "text": "停水"}),
    ({"msgType": "interactiveCard"}, {"kind": "unknown", "text": ""}),
    ({"msgType": 7, "content": 8}, {"kind": "unknown", "text": ""}),
    ({"msgType": "text", "content": {"richText": ["x", 1]}}, {"kind": "text", "text": ""}),
    ({"msgType": "text", "content": {"text": "长" * 5000}}, {"kind": "text", "text": "长" * LONGEST_QUOTE}),
    (None, {"kind": "unknown", "text": ""}),
    ("x", {"kind": "unknown", "text": ""}),
]  # fmt: skip


@each(("replied", "quote"), QUOTES)
def test_what_is_answered_is_kept_as_far_as_it_can_be_read(replied: object, quote: dict[str, str]) -> None:
    """It is not documented, so it is never a reason to refuse a message."""
    found = message("reply", text={"content": "收到", "isReplyMsg": True, "repliedMsg": replied})
    assert (found.text, found.data["quote"]) == ("收到", quote)
    assert "quote" not in message("text").data


def test_controls_and_halves_of_characters_are_left_out() -> None:
    """Also from a name."""
    found = message("text", text={"content": "\u202e值\x00班\r\n表\ud83d"}, senderNick="杨\x07")
    assert (found.text, found.data["nick"]) == ("值班\n表", "杨")
    file = message("file", content={"fileName": "../../\u202e表.xlsx", "downloadCode": "c"})
    assert file.data["media"][0]["name"] == "表.xlsx"


def test_an_id_is_never_longer_than_a_column() -> None:
    """A long one is told by its hash."""
    assert message("text", msgId="m" * 500).message_id == bounded_id("m" * 500)
    assert len(bounded_id("m" * 500)) <= LONGEST_ID


@pytest.mark.parametrize("changed", [{"chatbotCorpId": "ding0"}, {"chatbotCorpId": None}, {"robotCode": "x"},
                                     {"robotCode": None}, {"chatbotCorpId": [CORP]}])  # fmt: skip
def test_another_corps_or_robots_message_is_forged(changed: dict[str, Any]) -> None:
    """Nothing else of it is looked at."""
    with pytest.raises(Forged):
        read(recorded("text", msgtype=7, **changed))


@each(
    "changed",
    [
        {"msgtype": None}, {"msgtype": ""}, {"msgtype": 7}, {"msgtype": "x" * 61}, {"msgtype": "te xt"},
        {"conversationType": None}, {"conversationType": 1}, {"conversationType": "3"},
        {"conversationType": "2", "conversationId": None}, {"conversationType": "2", "conversationId": "c" * 129},
        {"senderStaffId": ["user123"]}, {"senderStaffId": "x" * 129}, {"senderStaffId": "user\n123"},
        {"senderStaffId": None, "senderId": None}, {"senderStaffId": "user\u202e123"},
        {"senderCorpId": None, "senderId": ["x"]}, {"msgId": None}, {"msgId": ""}, {"msgId": 7},
    ],
)  # fmt: skip
def test_whose_message_it_is_must_be_readable(changed: dict[str, Any]) -> None:
    """Ids, sender, group, type: each is of its type and of bearable size, or the message is malformed."""
    with pytest.raises(Malformed):
        read(recorded("text", **changed))


@pytest.mark.parametrize("webhook", [None, 7, ["x"], "x" * 2049])
def test_a_session_that_is_no_address_is_none(webhook: object) -> None:
    """The message is read all the same."""
    assert read(recorded("text", sessionWebhook=webhook)).session_webhook == ""


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
fields_of_ours = sorted({field for fields in MESSAGES.values() for field in fields} | {"content", "text"})


@given(
    st.sampled_from(sorted(MESSAGES)),
    st.dictionaries(st.sampled_from(fields_of_ours), anything, max_size=4),
    st.dictionaries(
        st.sampled_from(["content", "richText", "repliedMsg", "isReplyMsg", "downloadCode", "recognition", "fileName"]),
        anything,
    ),
)
def test_nothing_but_the_two_errors_comes_out(name: str, changed: dict[str, Any], inner: dict[str, Any]) -> None:
    """Whatever stands in whatever field; and what is read can be stored."""
    fields = {**recorded(name), **changed}
    for holder in ("text", "content"):
        if isinstance(fields.get(holder), dict):
            fields[holder] = {**fields[holder], **inner}
    try:
        found = read(fields).message
    except CallbackError:
        return
    json.dumps(found.data, ensure_ascii=False, allow_nan=False).encode()
    (found.text + found.account + found.message_id + (found.chat or "")).encode()


@given(st.binary(max_size=200) | st.text(max_size=200))
def test_a_body_is_a_json_object_or_malformed(body: bytes | str) -> None:
    """Never another error."""
    try:
        found = read_object(body)
    except Malformed:
        return
    assert isinstance(found, dict)


@each(
    "body",
    [b"", b"[]", b"7", b'"x"', b"null", b"{", b'{"a":NaN}', b'{"a":Infinity}', b'{"a":' * 20_000, b"\xff{}",
     b'{"a":' + b"9" * 5000 + b"}", b" " * MAX_BODY + b"{}"],
)  # fmt: skip
def test_a_hostile_body_is_malformed(body: bytes) -> None:
    """Deep, huge, not UTF-8, no number."""
    with pytest.raises(Malformed):
        read_object(body)


@given(st.dictionaries(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8"))))
def test_what_is_written_reads_back(fields: dict[str, str]) -> None:
    """The same bytes each time."""
    written = write_object(fields)
    assert read_object(written) == json.loads(written)
    assert write_object(read_object(written)) == written


def test_a_time_may_be_digits() -> None:
    """As some events write it."""
    assert moment({"t": "1613630252678"}, "t") == moment({"t": 1613630252678}, "t")
    assert moment({}, "t") is None


def test_kept_fields_are_few_and_short() -> None:
    """Lists and objects alike."""
    found = kept({"list": list(range(500)), **{f"f{number}": number for number in range(500)}})
    assert len(found["list"]) == len(found) == 50


PLAIN = ["text", "text in a group", "reply", "rich text", "picture", "from outside"]


@each("name", PLAIN)
def test_the_vendors_client_reads_the_same(name: str) -> None:
    """dingtalk-stream's own parser, field by field."""
    theirs: Any = dingtalk_stream.ChatbotMessage.from_dict(recorded(name))
    received = read(recorded(name))
    ours = received.message
    assert ours.message_id == theirs.message_id
    assert ours.account == (theirs.sender_staff_id or theirs.sender_id)
    assert (ours.chat, ours.channel is Channel.PRIVATE) == (
        (theirs.conversation_id, False) if theirs.conversation_type == "2" else (None, True)
    )
    assert ours.data["nick"] == theirs.sender_nick
    assert ours.data.get("chat_title") == theirs.conversation_title
    assert ours.sent_at is not None
    assert int(ours.sent_at.timestamp() * 1000) == theirs.create_at
    assert received.session_webhook == theirs.session_webhook
    assert received.session_ends is not None
    assert int(received.session_ends.timestamp() * 1000) == theirs.session_webhook_expired_time
    if name != "picture":
        assert ours.text == "".join(theirs.get_text_list()).strip()
    if name in {"rich text", "picture"}:
        codes = [one.code for one in received.media]
        assert [code for code in codes if "picture" not in code] == theirs.get_image_list()
