"""The situation: what is open, and who the sender is, at the moment a message is taken up.

Readings are pure functions of a message and a situation; everything they may know stands here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.messages import Message, Waiting
from bot.rights import Act, Role, may
from bot.settings import Office
from bot.store import chats, people, prompts
from bot.store.chats import Chat
from bot.store.people import Person
from bot.store.places import Place
from bot.store.prompts import Prompt

#: An office at the head of a text, told from a person with a post (张处长).
_OFFICE = re.compile(r"[^\s\d]{2,20}?(?:办公室|办(?!公)|[科部处室组队班站院](?![长员])|中心|公司)")


@dataclass(frozen=True, slots=True)
class Situation:
    """What the office looks like to one sender at one moment.

    sender: the person enrolled under the account, a place whose account is shared, or None for a stranger.
    chat: the group the message came from, None in private.
    facts: what each slice knows, by the slice's name.
    """

    now: datetime
    office: Office
    sender: Person | Place | None = None
    chat: Chat | None = None
    prompt: Prompt | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def zone(self) -> ZoneInfo:
        """The office's time zone."""
        return ZoneInfo(self.office.zone)

    @property
    def roles(self) -> frozenset[Role]:
        """The sender's roles; a stranger is an outsider."""
        if isinstance(self.sender, Person):
            return self.sender.roles
        return frozenset({Role.STAFF}) if self.sender else frozenset({Role.OUTSIDER})

    @property
    def among_ourselves(self) -> bool:
        """Whether only the sender, or only the department's own people, read an answer; else it names nobody."""
        return self.chat is None or self.chat.is_internal

    @property
    def contact(self) -> str:
        """Whom to ask: before outsiders the office, without anybody's name or number."""
        if self.among_ourselves:
            return self.office.contact
        office = _OFFICE.match(self.office.contact)
        return office.group() if office else self.office.department

    @property
    def hears_department_documents(self) -> bool:
        """Whether the department's own documents may be quoted here: to its own people, and among themselves."""
        return self.among_ourselves and may(self.roles, Act.ASK_DEPARTMENT)


Facts = Callable[[Connection, Message, Person | Place | None, datetime], Any]


def situation_of(
    connection: Connection, waiting: Waiting, now: datetime, office: Office, facts: Mapping[str, Facts]
) -> Situation:
    """Read the situation of a message's sender."""
    message = waiting.message
    sender = people.who(connection, message.platform, message.account, now)
    return Situation(
        now=now,
        office=office,
        sender=sender,
        chat=_chat(connection, message) if message.chat else None,
        prompt=prompts.open_prompt(connection, message.order_key, message.chat, waiting.happened_at),
        facts={name: read(connection, message, sender, now) for name, read in facts.items()},
    )


def _chat(connection: Connection, message: Message) -> Chat:
    """Return the group of a message; of one never heard before nothing is assumed."""
    chat = str(message.chat)
    return chats.find(connection, message.platform, chat) or chats.unheard(message.platform, chat)
