"""A decrypted callback of the AI bot becomes a `Message`, or the question how far a stream has come.

Pure. Only what makes identity or addressing unreadable refuses a message; any other oddity counts as not given, and the
words are kept. Vendor names end here; addresses the platform lends are handed out beside the message, never inside it.
Sources: official pages 100719 (messages), 101027 (events).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.errors import Forged
from bot.messages import Channel, Kind, Message
from bot.platforms.protocol import Poll
from bot.platforms.wecom.aibot.contents import Contents, read_contents, read_quote
from bot.platforms.wecom.aibot.events import read_event
from bot.platforms.wecom.aibot.fields import Fields, needed, number_if, part, read_fields, require, word, word_if
from bot.platforms.wecom.aibot.mentions import strip_mentions
from bot.platforms.wecom.codec import LAST_SECOND, LONGEST_ACCOUNT, PLATFORM, bounded

LONGEST_CHAT = 128
LONGEST_STREAM = 128

#: What tells two events apart where they have no msgid.
EVENT_IDENTITY = ("card", "button", "of", "verdict")


@dataclass(frozen=True, slots=True)
class Bot:
    """Whose callbacks are read. names: its own first. corp_id: the own corp's, where it is known."""

    door: str
    aibot_id: str
    names: tuple[str, ...]
    corp_id: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """One callback.

    message: None for a poll. sender: his id as WeCom wrote it. is_event: not said by anybody, so nothing answers it but
    what its own kind takes. addresses: of the message's media, in the order of their numbers; empty for what is lost.
    """

    message: Message | None
    sender: str
    poll: Poll | None = None
    is_event: bool = False
    response_url: str = field(default="", repr=False)
    addresses: tuple[str, ...] = field(default=(), repr=False)


def read_callback(plain: str, bot: Bot) -> Received:
    """Read one decrypted callback. Raises Malformed where it can't be read, Forged where it is another bot's."""
    fields = read_fields(plain)
    if word(fields, "aibotid") != bot.aibot_id:
        raise Forged("the message is another bot's")
    sender, account, outside = _sender(fields, bot)
    chat = _chat(fields)
    kind = needed(fields, "msgtype").lower()
    if kind == "stream":
        stream = needed(part(fields, "stream"), "id")
        require(len(stream) <= LONGEST_STREAM, "stream")
        return Received(None, sender, Poll(stream, account, chat))
    is_event = kind == "event"
    contents = read_event(fields) if is_event else _said(fields, kind, bot, in_group=chat is not None)
    message = Message(
        door=bot.door,
        message_id=_message_id(fields, contents, account, chat),
        platform=PLATFORM,
        account=account,
        channel=Channel.PRIVATE if chat is None else Channel.GROUP_AT,
        kind=contents.kind,
        text=contents.text,
        chat=chat,
        sent_at=_sent_at(fields),
        data=contents.data | ({"outside": True} if outside else {}),
    )
    url = word_if(fields, "response_url").strip()
    return Received(message, sender, None, is_event, response_url=url, addresses=contents.addresses)


def _said(fields: Fields, kind: str, bot: Bot, *, in_group: bool) -> Contents:
    """Read what a person sent, without the bot's own name."""
    contents = read_contents(fields, kind)
    data: dict[str, Any] = dict(contents.data)
    text, unknown = strip_mentions(contents.text, bot.names, in_group=in_group)
    if unknown:
        data["unknown_mention"] = unknown
    if quote := read_quote(fields):
        data["quote"] = quote
    pictures_only = contents.kind is Kind.TEXT and not text and contents.addresses
    return Contents(Kind.IMAGE if pictures_only else contents.kind, text, data, contents.addresses)


def _sender(fields: Fields, bot: Bot) -> tuple[str, str, bool]:
    """Return the sender's id as written, his account in the house, and whether he is of another corp.

    Another corp's member may bear the id of one of ours: his account begins with his corp's, which no id contains.
    """
    given = part(fields, "from")
    sender, corp = needed(given, "userid"), word(given, "corpid")
    require(sender == given["userid"] and len(sender) <= LONGEST_ACCOUNT and "/" not in sender, "userid")
    require(corp == (given.get("corpid") or ""), "corpid")
    if corp in {"", bot.corp_id}:
        return sender, sender, False
    account = f"{corp}/{sender}"
    return sender, account if len(account) <= LONGEST_ACCOUNT else f"corp/{bounded(account)}", True


def _chat(fields: Fields) -> str | None:
    """Return the group's id with its capitals, None in a private chat; a welcome does not even say which it is."""
    kind, chat = word(fields, "chattype"), word(fields, "chatid")
    if kind == "single" or (kind != "group" and not chat):
        return None
    require(bool(chat) and chat == fields["chatid"] and len(chat) <= LONGEST_CHAT, "chatid")
    return chat


def _message_id(fields: Fields, contents: Contents, account: str, chat: str | None) -> str:
    given = word(fields, "msgid").strip()
    if given:
        return bounded(given)
    require(word(fields, "msgtype").lower() == "event", "msgid")
    own = [str(contents.data.get(name, "")) for name in EVENT_IDENTITY]
    event, seconds = str(contents.data.get("event", contents.kind)), str(number_if(fields, "create_time") or "")
    return bounded("/".join((event, account, chat or "", seconds, *own)))


def _sent_at(fields: Fields) -> datetime | None:
    seconds = number_if(fields, "create_time")
    return datetime.fromtimestamp(seconds, UTC) if seconds is not None and 0 <= seconds <= LAST_SECOND else None
