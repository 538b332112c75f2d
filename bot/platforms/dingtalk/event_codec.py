"""A decrypted event of DingTalk becomes a `Message` of kind event; those of groups and people get the house's names.

Pure. No event is anybody's saying: its account is `sys`, and who did it stands in the data. Events are told apart by
their eventId, or else by their content. Sources: "事件订阅" (HTTP推送): 群会话更换群名称, 群会话解散群,
群会话用户主动退群, 通讯录用户离职.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.errors import Malformed
from bot.messages import Channel, Kind, Message
from bot.platforms.dingtalk.bodies import PLATFORM, Fields, bounded_id, hashed_id, kept, moment, needed, words, words_if

SYSTEM = "sys"
LONGEST_TYPE = 80
LONGEST_ACCOUNT = 128
LONGEST_TITLE = 100
MOST_ACCOUNTS = 500
GROUPS = "chat_"  # how the names of the events of groups begin
#: Who left: the event, and where it names him.
LEAVING: Mapping[str, tuple[str, str]] = {
    "chat_quit": ("operator", "Operator"),
    "user_leave_org": ("userId", "UserId"),
}
COMMON = frozenset({"EventType"})


def event_type(fields: Fields) -> str:
    """Return the event's name. Raises Malformed."""
    return needed(fields, "EventType", LONGEST_TYPE)


def read_event(fields: Fields, *, plain: str, door: str) -> Message:
    """Read one event. plain: the decrypted text, which tells it apart where it has no id.

    `data`: `event` (its name), `raw`, `system`; of groups `chat` and `chat_title`; of who left `accounts`.
    Raises Malformed.
    """
    name = event_type(fields)
    given = words(fields, "eventId") or words(fields, "EventId")
    raw = {field: value for field, value in fields.items() if field not in COMMON}
    return Message(
        door=door,
        message_id=bounded_id(given) if given else hashed_id(plain),
        platform=PLATFORM,
        account=SYSTEM,
        channel=Channel.PRIVATE,
        kind=Kind.EVENT,
        sent_at=moment(fields, "EventTime"),
        data={"event": name, "system": True, **_known(name, fields), "raw": kept(raw)},
    )


def _known(name: str, fields: Fields) -> Mapping[str, Any]:
    data: dict[str, Any] = {}
    if name.startswith(GROUPS) and (chat := words(fields, "openConversationId") or words(fields, "OpenConversationId")):
        data["chat"] = chat[:LONGEST_ACCOUNT]
        if title := (words_if(fields, "title") or words_if(fields, "Title")).strip():
            data["chat_title"] = title[:LONGEST_TITLE]
    if names := LEAVING.get(name):
        data["accounts"] = _accounts(fields, names)
    return data


def _accounts(fields: Fields, names: tuple[str, str]) -> list[str]:
    """Return the account or accounts under one of the names."""
    found: Any = next((fields[name] for name in names if name in fields), [])
    accounts = [found] if isinstance(found, str) else found
    if not isinstance(accounts, list) or len(accounts) > MOST_ACCOUNTS:
        raise Malformed("unreadable: the accounts")
    return [needed({"account": account}, "account", LONGEST_ACCOUNT) for account in accounts]
