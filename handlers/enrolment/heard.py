"""What is noticed of a group beside what is said in it: that it is new, what it is called, that the assistant is out.

Nothing is told twice: the journal holds for each group whether its organisers know of it, and whether it was told how
to be registered.
"""

from __future__ import annotations

from bot.messages import Channel, Message
from bot.rights import Role
from bot.router import Reading
from bot.situation import Situation
from bot.store import chats, journal, people
from bot.store.chats import Chat
from bot.store.people import Person
from bot.store.pushes import Recipient
from bot.turn import Turn
from handlers.enrolment import talk
from handlers.enrolment.quoted import quoted

ALARM = "push:duty"
HEARD, HINTED = "chat.heard", "chat.hinted"


def notice(turn: Turn, situation: Situation) -> None:
    """Look at the group a message came from, after the message has been acted on."""
    message = turn.waiting.message if turn.waiting else None
    if message is None or message.chat is None or message.channel is Channel.PRIVATE:
        return
    chat = chats.find(turn.connection, message.platform, message.chat)
    assert chat is not None  # noqa: S101 — the desk has noted it
    _retitle(turn, chat, message)
    if not chat.is_registered:
        _tell_organisers(turn, message, situation, chat)
        _hint(turn, situation, chat)


def retitled(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Note a new title the platform tells of."""
    del reading, situation
    chat = chats.find(turn.connection, message.platform, str(message.data["chat"]))
    if chat is not None:
        _retitle(turn, chat, message)


def gone(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Note that the assistant is out of a group, and tell who registered it."""
    del reading, situation
    chat = chats.find(turn.connection, message.platform, str(message.data["chat"]))
    if chat is None or chat.left_at is not None:
        return
    chats.leave(turn.connection, chat.id, turn.now)
    turn.record("chat.left", chat.subject, event=message.data["event"])
    if chat.is_registered:
        _tell_keepers(turn, chat, talk.BOT_LEFT.format(title=shown(chat.title)))


def shown(title: str) -> str:
    """Bring a group's name into one short line."""
    return quoted(title) or talk.NAMELESS


def _retitle(turn: Turn, chat: Chat, message: Message) -> None:
    title = str(message.data.get("chat_title", ""))[:120]
    if not title or title == chat.title:
        return
    chats.rename(turn.connection, chat.id, title)
    turn.record("chat.renamed", chat.subject, title=title, before=chat.title)
    if chat.is_registered and chat.title:
        told = talk.RETITLED.format(before=shown(chat.title), title=shown(title), standing=chat.standing)
        _tell_keepers(turn, chat, told)


def _tell_organisers(turn: Turn, message: Message, situation: Situation, chat: Chat) -> None:
    """Tell once that there is a group nobody has registered: the organisers whose reach fits, else the admins."""
    if _is_noted(turn, HEARD, chat) or "chat.unbound" in turn.effects:
        return
    title = str(message.data.get("chat_title", "")) or chat.title
    sender = situation.sender
    text = talk.NEW_GROUP.format(
        title=f"“{shown(title)}”群" if title else talk.A_GROUP,
        who=sender.name if sender else talk.SOMEBODY,
        assistant=situation.office.assistant,
    )
    for one in _organisers(turn, sender.unit_id if sender else None):
        turn.push(Recipient(person_id=one.id), text, audience="organiser", subject=chat.subject)
    turn.record(HEARD, chat.subject)


def _hint(turn: Turn, situation: Situation, chat: Chat) -> None:
    """Say once in the group how it is registered, below the first answer; not below an alarm."""
    if not turn.said or ALARM in turn.effects or _is_noted(turn, HINTED, chat):
        return
    if not any(talk.REGISTER in text for text in turn.said):
        turn.say(talk.NOT_YET_REGISTERED.format(assistant=situation.office.assistant))
    turn.record(HINTED, chat.subject)


def _is_noted(turn: Turn, kind: str, chat: Chat) -> bool:
    return bool(journal.entries(turn.connection, kinds=(kind,), subject=chat.subject, newest=1))


def _tell_keepers(turn: Turn, chat: Chat, text: str) -> None:
    """Tell who registered a group; where he has left, the organisers it belongs to."""
    keeper = people.person(turn.connection, chat.bound_by, turn.now) if chat.bound_by is not None else None
    for one in [keeper] if keeper else _organisers(turn, chat.unit_id):
        turn.push(Recipient(person_id=one.id), text, audience="organiser", subject=chat.subject)


def _organisers(turn: Turn, unit_id: int | None) -> list[Person]:
    """Return the organisers of a unit, those of the whole department where there is none, else the admins."""
    organisers = people.people_with(turn.connection, Role.ORGANISER, turn.now, unit_id)
    fitting = [one for one in organisers if unit_id is not None or _is_everywhere(one)]
    return fitting or people.people_with(turn.connection, Role.ADMIN, turn.now)


def _is_everywhere(one: Person) -> bool:
    return any(held.role is Role.ORGANISER and held.everywhere for held in one.held)
