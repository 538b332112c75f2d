"""Prompts: stored questions that wait for an answer, one a person and conversation, ten minutes long.

One that an alarm came between is set aside: it waits beside, and only the words of its own options answer it.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    String,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    delete,
    select,
    update,
)

from bot.messages import Button, Card
from bot.store.database import RowId, UtcTime, insert_or_update, metadata

LIFE = timedelta(minutes=10)
ASIDE = "|aside"  # behind the conversation's name
MOST_BUTTONS, LONGEST_LABEL, LONGEST_TITLE = 6, 10, 26

prompts = Table(
    "prompts",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("account", String(150), nullable=False),
    Column("chat", String(128), nullable=False, server_default=""),
    Column("question", Text, nullable=False),
    Column("options", JSON, nullable=False),
    Column("free", JSON(none_as_null=True)),
    Column("card", String(64), nullable=False, server_default=""),
    Column("asked_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    UniqueConstraint("account", "chat"),
)


@dataclass(frozen=True, slots=True)
class Option:
    """One numbered answer: what it is called, and the reading it stands for.

    label: empty where it is not shown, and has no number. words: further words that choose it.
    is_draft: it carries what is still being written, so that another step of the same feature (改到十点) is about it.
    """

    label: str
    handler: str
    intent: str
    slots: dict[str, Any]
    words: tuple[str, ...] = ()
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class Prompt:
    """An open question.

    card: the id of the card that shows its options; empty where none does.
    free: what any other answer means; its slots get what was said as `answer`. None: only the options answer it.
    aside: whether an alarm came between.
    """

    question: str
    options: tuple[Option, ...]
    expires_at: datetime
    card: str = ""
    free: Option | None = None
    aside: bool = False

    @property
    def is_of(self) -> str:
        """Return whose handler asked it."""
        asking = [one.handler for one in self.options if one.label] + ([self.free.handler] if self.free else [])
        return asking[0] if asking else ""


def put(connection: Connection, account: str, chat: str | None, prompt: Prompt, at: datetime) -> None:
    """Store a question; the one open before is forgotten."""
    row = {
        "account": account,
        "chat": chat or "",
        "question": prompt.question,
        "options": [asdict(one) for one in prompt.options],
        "free": asdict(prompt.free) if prompt.free else None,
        "card": prompt.card,
        "asked_at": at,
        "expires_at": prompt.expires_at,
    }
    connection.execute(insert_or_update(connection, prompts, row, unique=("account", "chat")))


def open_prompt(connection: Connection, account: str, chat: str | None, now: datetime) -> Prompt | None:
    """Return the question still open in this conversation, else the one that was set aside."""
    found = _open(connection, account, chat or "", now)
    if found is not None:
        return found
    beside = _open(connection, account, f"{chat or ''}{ASIDE}", now)
    if beside is None:
        return None
    named = tuple(replace(one, label="", words=(one.label,)) for one in beside.options if one.label)
    return replace(beside, options=named, free=None, aside=True)


def set_aside(connection: Connection, account: str, chat: str | None, until: datetime) -> bool:
    """Set the question of this conversation aside until then. Returns whether there was one."""
    close(connection, account, f"{chat or ''}{ASIDE}")
    here = (prompts.c.account == account) & (prompts.c.chat == (chat or ""))
    moved = update(prompts).where(here).values(chat=f"{chat or ''}{ASIDE}", expires_at=until).returning(prompts.c.id)
    return connection.execute(moved).first() is not None


_of_conversation = select(
    prompts.c.question, prompts.c.options, prompts.c.expires_at, prompts.c.card, prompts.c.free
).where(
    prompts.c.account == bindparam("account"),
    prompts.c.chat == bindparam("chat"),
    prompts.c.expires_at > bindparam("now"),
)


def _open(connection: Connection, account: str, chat: str, now: datetime) -> Prompt | None:
    row = connection.execute(_of_conversation, {"account": account, "chat": chat, "now": now}).first()
    if row is None:
        return None
    options = tuple(_option(one) for one in row.options)
    return Prompt(row.question, options, row.expires_at, row.card, _option(row.free) if row.free else None)


def close(connection: Connection, account: str, chat: str | None) -> bool:
    """Forget the question of this conversation. Returns whether there was one."""
    gone = delete(prompts).where(prompts.c.account == account, prompts.c.chat == (chat or "")).returning(prompts.c.id)
    return connection.execute(gone).first() is not None


def _option(stored: Mapping[str, Any]) -> Option:
    return Option(**{**stored, "words": tuple(stored["words"])})


def card_of(question: str, options: Sequence[Option], asks: str) -> Card | None:
    """Make the buttons of a question; None where there are none, or too many. asks: whose answer counts."""
    if not 0 < len(options) <= MOST_BUTTONS:
        return None
    labels = [f"{number} {option.label}"[:LONGEST_LABEL] for number, option in enumerate(options, start=1)]
    buttons = tuple(Button(label, option.label) for label, option in zip(labels, options, strict=True))
    title = question.strip().splitlines()[0].strip("：: ")[:LONGEST_TITLE]
    return Card(f"q-{secrets.token_hex(12)}", title, buttons, asks=asks)
