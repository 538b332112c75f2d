"""What a group is: said in the group itself, by somebody whose right reaches that far, and in force at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from bot.messages import Channel, Message
from bot.rights import Act, Concern, may_concerning, may_somewhere
from bot.router import Reading
from bot.situation import Situation
from bot.store import chats
from bot.store.chats import Chat
from bot.store.people import Person
from bot.store.prompts import Option
from bot.store.units import Branch, Unit, all_branches, all_units
from bot.turn import Turn
from handlers.enrolment import talk
from handlers.enrolment.groups_named import HOW, NOTHING, OUTSIDERS
from knowledge.text import fold, squeeze

PICKED = "picked"  # the slot `is` of an option: `unit_id` or `branch_id` stands beside it
NOBODY = Concern()
MOST_OPTIONS = 6
LEAST_OF_A_NAME = 2


@dataclass(frozen=True, slots=True)
class Registration:
    """What a group shall be. name: of the unit or branch."""

    standing: str
    unit_id: int | None = None
    branch_id: int | None = None
    name: str = ""

    @property
    def concern(self) -> Concern:
        """Whom it concerns."""
        return Concern(unit_id=self.unit_id, branch_id=self.branch_id)


def bind(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Register the group, or say kindly why not."""
    chat, said = situation.chat, reading.slots["is"]
    if message.channel is Channel.PRIVATE or chat is None:
        turn.say(talk.IN_THE_GROUP.format(assistant=situation.office.assistant))
    elif not _may_register(situation):
        turn.say(talk.MAY_NOT_REGISTER.format(contact=situation.contact))
    elif said == HOW:
        turn.say(talk.HOW_TO_REGISTER.format(assistant=situation.office.assistant))
    elif said == NOTHING and not chat.is_registered:
        turn.say(talk.NOT_REGISTERED)
    else:
        wanted = _wanted(turn, reading, situation, chat)
        if wanted is not None:
            _register(turn, situation, chat, wanted)


def _may_register(situation: Situation) -> bool:
    return situation.sender is not None and may_somewhere(situation.sender.held, Act.BIND_CHAT)


def _wanted(turn: Turn, reading: Reading, situation: Situation, chat: Chat) -> Registration | None:
    """Say what the group shall be; None where that has to be asked first."""
    said, name = reading.slots["is"], reading.slots.get("name", "")
    if said == NOTHING:
        return Registration(chats.UNREGISTERED)
    if said == PICKED:
        found = _by_id(turn.connection, reading)
    elif name:
        found = named(turn.connection, name)
    else:
        standing = chats.OUTSIDERS if said == OUTSIDERS else chats.BRANCH if chat.branch_id else chats.INTERNAL
        return Registration(standing, chat.unit_id, chat.branch_id)
    outsiders = OUTSIDERS in (said, reading.slots.get("with"))
    if len(found) == 1:
        return _registration(found[0], outsiders=outsiders)
    if not found:
        turn.say(talk.NO_SUCH_UNIT.format(assistant=situation.office.assistant))
        return None
    options = [_option(one, said) for one in found[:MOST_OPTIONS]]
    turn.ask(talk.WHICH_UNIT.format(assistant=situation.office.assistant), options)
    return None


def named(connection: Connection, text: str) -> list[Unit | Branch]:
    """Return the units and branches a text may mean: called so; else the longest name in it; else it in their names."""
    said = _plain(text)
    if len(said) < LEAST_OF_A_NAME:
        return []
    everything: list[Unit | Branch] = [*all_units(connection), *all_branches(connection)]
    known = [(one, [_plain(name) for name in one.names]) for one in everything]
    exact = [one for one, names in known if said in names]
    inside = [(max((len(name) for name in names if name in said), default=0), one) for one, names in known]
    longest = max((length for length, _ in inside), default=0)
    held = [one for length, one in inside if length and length == longest]
    return exact or held or [one for one, names in known if any(said in name for name in names)]


def _register(turn: Turn, situation: Situation, chat: Chat, wanted: Registration) -> None:
    """Write what the group is, where the sender's right reaches what it was and what it shall be."""
    sender = situation.sender
    if not isinstance(sender, Person) or not _may(sender, chat, wanted):
        turn.say(talk.NOT_YOURS.format(contact=situation.contact))
        return
    unit_id, branch_id = wanted.unit_id, wanted.branch_id
    chats.bind(
        turn.connection, chat.id, wanted.standing, unit_id=unit_id, branch_id=branch_id, by=sender.id, now=turn.now
    )
    if wanted.standing == chats.UNREGISTERED:
        turn.record("chat.unbound", chat.subject, before=chat.standing)
    else:
        turn.record(
            "chat.bound",
            chat.subject,
            standing=wanted.standing,
            before=chat.standing,
            unit_id=unit_id,
            branch_id=branch_id,
        )
    turn.say(_echo(wanted).format(name=wanted.name, assistant=situation.office.assistant))


def _may(me: Person, chat: Chat, wanted: Registration) -> bool:
    """Whether somebody may say so; that outsiders are in a group that is nobody's may be said by all who register."""

    def reaches(concern: Concern) -> bool:
        return may_concerning(me.id, me.held, Act.BIND_CHAT, concern)

    owner = Concern(unit_id=chat.unit_id, branch_id=chat.branch_id)
    if owner != NOBODY and not reaches(owner):
        return False
    if wanted.standing == chats.UNREGISTERED:
        return owner != NOBODY or chat.bound_by == me.id or reaches(NOBODY)
    return (wanted.standing == chats.OUTSIDERS and wanted.concern == NOBODY) or reaches(wanted.concern)


def _echo(wanted: Registration) -> str:
    if wanted.standing == chats.INTERNAL:
        return talk.UNIT_GROUP if wanted.name else talk.INTERNAL_GROUP
    if wanted.standing == chats.BRANCH:
        return talk.BRANCH_GROUP if wanted.name else talk.INTERNAL_GROUP
    return talk.OUTSIDERS_GROUP if wanted.standing == chats.OUTSIDERS else talk.FREE_GROUP


def _registration(found: Unit | Branch, *, outsiders: bool) -> Registration:
    if isinstance(found, Unit):
        return Registration(chats.OUTSIDERS if outsiders else chats.INTERNAL, unit_id=found.id, name=found.name)
    return Registration(chats.OUTSIDERS if outsiders else chats.BRANCH, branch_id=found.id, name=found.name)


def _option(one: Unit | Branch, said: str) -> Option:
    which = {"unit_id" if isinstance(one, Unit) else "branch_id": one.id}
    return Option(one.name, talk.SYSTEM, talk.BIND_CHAT, {"is": PICKED, "with": said, **which})


def _by_id(connection: Connection, reading: Reading) -> Sequence[Unit | Branch]:
    if "unit_id" in reading.slots:
        return [one for one in all_units(connection) if one.id == reading.slots["unit_id"]]
    return [one for one in all_branches(connection) if one.id == reading.slots["branch_id"]]


def _plain(text: str) -> str:
    return squeeze(fold(text))
