"""A robot message of DingTalk becomes a `Message`, and what came with it is kept apart.

Pure. Only what makes identity or addressing unreadable (corp, robot, sender, group, id, type) refuses a message; any
other oddity counts as not given, and the words are kept. `isAdmin` is not read: rights are rows here.
The corp's own people are known by their staff id and by `senderCorpId` being the corp; whoever lacks either is from
outside as far as can be proven, is known only by the id DingTalk made up for him, and marked `outside`. Every
documented and recorded body of a member, private or in a group, has both; `senderStaffId` is documented to be empty for
people from outside, and of `senderCorpId` nothing says that it may be left out for a member: no right hangs on that.
Sources: "机器人接收消息", "消息发送与接收类型".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.errors import Forged, Malformed
from bot.messages import Channel, Message
from bot.platforms.dingtalk.bodies import PLATFORM, Fields, bounded_id, moment, needed, words_if
from bot.platforms.dingtalk.contents import Medium, contents_of

PRIVATE, GROUP = "1", "2"
LONGEST_ACCOUNT = 128
LONGEST_CHAT = 128
LONGEST_NAME = 100
LONGEST_URL = 2048


@dataclass(frozen=True, slots=True)
class Received:
    """A message, and the secrets that came with it.

    session_webhook: where an answer may be posted until `session_ends`; not yet judged.
    """

    message: Message
    media: tuple[Medium, ...] = ()
    session_webhook: str = field(default="", repr=False)
    session_ends: datetime | None = None


def read_message(fields: Fields, *, door: str, corp_id: str, robot_code: str, names: Sequence[str] = ()) -> Received:
    """Read one message to the robot `robot_code` of the corp `corp_id`.

    names: the robot's, as it is mentioned by.
    `data`: `nick`, `chat_title`, `outside`, `media` (which are `lost` where there is no code), `quote` where there are
    such; of an unknown type `event` "unknown", `type`, `raw`.
    Raises Malformed where it can't be read, Forged where it is another corp's or robot's.
    """
    if fields.get("chatbotCorpId") != corp_id or fields.get("robotCode") != robot_code:
        raise Forged("the message is for another corp or another robot")
    contents = contents_of(fields, names)
    channel, chat = _place(fields)
    account, outside = _sender(fields, corp_id)
    media = [
        {"number": number, "kind": str(one.kind), "name": one.name} | ({} if one.code else {"lost": True})
        for number, one in enumerate(contents.media)
    ]
    data: dict[str, Any] = {**_names(fields, chat), **contents.data}
    data |= ({"outside": True} if outside else {}) | ({"media": media} if media else {})
    message = Message(
        door=door,
        message_id=bounded_id(needed(fields, "msgId", LONGEST_URL)),
        platform=PLATFORM,
        account=account,
        channel=channel,
        kind=contents.kind,
        text=contents.text,
        chat=chat,
        sent_at=moment(fields, "createAt"),
        data=data,
    )
    webhook = fields.get("sessionWebhook")
    if not isinstance(webhook, str) or len(webhook) > LONGEST_URL:
        return Received(message, contents.media)
    return Received(message, contents.media, webhook, moment(fields, "sessionWebhookExpiredTime"))


def _place(fields: Fields) -> tuple[Channel, str | None]:
    kind = fields.get("conversationType")
    if kind == PRIVATE:
        return Channel.PRIVATE, None
    if kind != GROUP:
        raise Malformed("unreadable: conversationType")
    chat = needed(fields, "conversationId", LONGEST_CHAT)
    return (Channel.GROUP if fields.get("isInAtList") is False else Channel.GROUP_AT), chat


def _sender(fields: Fields, corp_id: str) -> tuple[str, bool]:
    """Return the account, and whether it is somebody from outside the corp."""
    if fields.get("senderCorpId") == corp_id and fields.get("senderStaffId"):
        return needed(fields, "senderStaffId", LONGEST_ACCOUNT), False
    return needed(fields, "senderId", LONGEST_ACCOUNT), True


def _names(fields: Fields, chat: str | None) -> Mapping[str, str]:
    nick = words_if(fields, "senderNick").strip()[:LONGEST_NAME]
    title = words_if(fields, "conversationTitle").strip()[:LONGEST_NAME] if chat else ""
    return ({"nick": nick} if nick else {}) | ({"chat_title": title} if title else {})
