"""What a group is: said in the group itself, by somebody whose right reaches that far, and in force at once."""

from __future__ import annotations

from dataclasses import dataclass

from bot.messages import Channel, Message
from bot.rights import Act, Concern, may_concerning, may_somewhere
from bot.router import Reading
from bot.situation import Situation
from bot.store import chats
from bot.store.chats import Chat
from bot.store.people import Person
from bot.store.prompts import Option
from bot.store.units import Unit
from bot.turn import Turn
from handlers.enrolment import owners, talk
from handlers.enrolment.groups_named import AS_IT_IS, HOW, INTERNAL, NOTHING, OUTSIDERS, says_nothing
from handlers.enrolment.owners import Owner

PICKED = "picked"  # the slot `is` of an option: `unit_id` or `branch_id` stands beside it, `with` says who is in it
UNSURE = "unsure"  # the slot `with` where something was left unread
NOBODY = Concern()
MOST_OPTIONS = 6


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
    assistant = situation.office.assistant
    if message.channel is Channel.PRIVATE or chat is None:
        turn.say(talk.IN_THE_GROUP.format(assistant=assistant))
    elif not _may_register(situation):
        turn.say(talk.MAY_NOT_REGISTER.format(contact=situation.contact))
    elif said == AS_IT_IS:
        turn.say(talk.AS_IT_IS.format(stands=_stands(turn, chat), assistant=assistant))
    elif said == HOW:
        turn.say(talk.HOW_TO_REGISTER.format(assistant=assistant))
    elif said == NOTHING and not chat.is_registered:
        turn.say(talk.NOT_REGISTERED)
    else:
        wanted = _wanted(turn, reading, assistant, chat)
        if wanted is not None:
            _register(turn, situation, chat, wanted)


def _may_register(situation: Situation) -> bool:
    return situation.sender is not None and may_somewhere(situation.sender.held, Act.BIND_CHAT)


def _wanted(turn: Turn, reading: Reading, assistant: str, chat: Chat) -> Registration | None:
    """Say what the group shall be; None where that has to be asked first."""
    said, name = reading.slots["is"], reading.slots.get("name", "")
    if said == NOTHING:
        return Registration(chats.UNREGISTERED)
    if said == PICKED:
        return _picked(turn, reading, assistant)
    found = owners.named(turn.connection, name) if name else []
    if said == OUTSIDERS:
        return _with_outsiders(turn, reading, assistant, chat, found)
    if not name:
        return Registration(chats.BRANCH if chat.branch_id else chats.INTERNAL, chat.unit_id, chat.branch_id)
    if not found:
        turn.say(talk.NO_SUCH_UNIT.format(assistant=assistant))
    elif len(found) > 1:
        _ask_which(turn, found, assistant)
    elif says_nothing(found[0].beside):
        return _registration(found[0], outsiders=False)
    else:
        _ask_who_is_in_it(turn, found[0], assistant)
    return None


def _with_outsiders(
    turn: Turn, reading: Reading, assistant: str, chat: Chat, found: list[Owner]
) -> Registration | None:
    """Outsiders were named: that holds whosever group it is, unless a unit is called by just these words."""
    so_called = owners.called(turn.connection, reading.slots.get("whole", ""))
    if so_called:
        _ask_who_is_in_it(turn, so_called[0], assistant)
        return None
    if len(found) > 1 and not chat.is_internal:
        _ask_which(turn, found, assistant, OUTSIDERS)
        return None
    if len(found) == 1:
        return _registration(found[0], outsiders=True)
    return Registration(chats.OUTSIDERS, chat.unit_id, chat.branch_id)


def _picked(turn: Turn, reading: Reading, assistant: str) -> Registration | None:
    owner = owners.by_row(turn.connection, reading.slots)
    if owner is None:
        turn.say(talk.NO_SUCH_UNIT.format(assistant=assistant))
    elif reading.slots["with"] == UNSURE:
        _ask_who_is_in_it(turn, owner, assistant)
    else:
        return _registration(owner, outsiders=reading.slots["with"] == OUTSIDERS)
    return None


def _ask_which(turn: Turn, found: list[Owner], assistant: str, who: str = "") -> None:
    options = [
        _option(one, one.one.name, who or (INTERNAL if says_nothing(one.beside) else UNSURE))
        for one in found[:MOST_OPTIONS]
    ]
    turn.ask(talk.WHICH_UNIT.format(assistant=assistant), options)


def _ask_who_is_in_it(turn: Turn, owner: Owner, assistant: str) -> None:
    options = [_option(owner, chats.INTERNAL, INTERNAL), _option(owner, chats.OUTSIDERS, OUTSIDERS)]
    turn.ask(talk.WHO_IS_IN_IT.format(name=owner.one.name, assistant=assistant), options)


def _option(owner: Owner, label: str, who: str) -> Option:
    return Option(label, talk.SYSTEM, talk.BIND_CHAT, {"is": PICKED, "with": who, **owner.which})


def _registration(owner: Owner, *, outsiders: bool) -> Registration:
    inside = chats.INTERNAL if isinstance(owner.one, Unit) else chats.BRANCH
    return Registration(chats.OUTSIDERS if outsiders else inside, **owner.which, name=owner.one.name)


def _register(turn: Turn, situation: Situation, chat: Chat, wanted: Registration) -> None:
    """Write what the group is, where the sender's right reaches what it was and what it shall be."""
    sender = situation.sender
    if not isinstance(sender, Person) or not _may(sender, chat, wanted):
        turn.say(talk.NOT_YOURS.format(contact=situation.contact))
        return
    stays = chat.standing == wanted.standing == chats.OUTSIDERS
    if not stays and not _may_open(sender, chat):
        turn.say(talk.DECLARED_BY_ANOTHER.format(contact=situation.contact))
        return
    by = chat.bound_by if stays else sender.id  # who only repeats it may not take it back
    unit_id, branch_id = wanted.unit_id, wanted.branch_id
    chats.bind(turn.connection, chat.id, wanted.standing, unit_id=unit_id, branch_id=branch_id, by=by, now=turn.now)
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
    owner = Concern(unit_id=chat.unit_id, branch_id=chat.branch_id)
    if owner != NOBODY and not _reaches(me, owner):
        return False
    if wanted.standing == chats.UNREGISTERED:
        return owner != NOBODY or chat.bound_by == me.id or _reaches(me, NOBODY)
    return (wanted.standing == chats.OUTSIDERS and wanted.concern == NOBODY) or _reaches(me, wanted.concern)


def _may_open(me: Person, chat: Chat) -> bool:
    """Whether somebody may say that no outsiders are in a group: who said they are, and whose right reaches all."""
    return chat.standing != chats.OUTSIDERS or chat.bound_by == me.id or _reaches(me, NOBODY)


def _reaches(me: Person, concern: Concern) -> bool:
    return may_concerning(me.id, me.held, Act.BIND_CHAT, concern)


def _echo(wanted: Registration) -> str:
    if wanted.standing == chats.INTERNAL:
        return talk.UNIT_GROUP if wanted.name else talk.INTERNAL_GROUP
    if wanted.standing == chats.BRANCH:
        return talk.BRANCH_GROUP if wanted.name else talk.INTERNAL_GROUP
    return talk.OUTSIDERS_GROUP if wanted.standing == chats.OUTSIDERS else talk.FREE_GROUP


def _stands(turn: Turn, chat: Chat) -> str:
    """Say what a group is."""
    slots = {"unit_id": chat.unit_id} if chat.unit_id else {"branch_id": chat.branch_id}
    owner = owners.by_row(turn.connection, slots)
    return talk.STANDS[chat.standing].format(whose=f"{owner.one.name}的" if owner else "")
