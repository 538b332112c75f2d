"""Who looks at what was not answered and writes answers, and who approves them with his name."""

from __future__ import annotations

from bot.messages import Channel, Message
from bot.rights import Act, Concern, may_concerning
from bot.situation import Situation
from bot.store.people import Person
from bot.turn import Turn
from handlers.ask.learning import words

ANYTHING = Concern()


def writer(turn: Turn, situation: Situation) -> Person | None:
    """Return the sender where he may see the questions and write answers; else say kindly that he may not."""
    sender = situation.sender
    if isinstance(sender, Person) and may_concerning(sender.id, sender.held, Act.SEE_UNANSWERED, ANYTHING):
        return sender
    turn.say(words.NO_RIGHT.format(contact=situation.contact))
    return None


def may_approve(person: Person) -> bool:
    """Whether somebody's name may stand under an answer."""
    return may_concerning(person.id, person.held, Act.APPROVE_ANSWERS, ANYTHING)


def approver(turn: Turn, situation: Situation) -> Person | None:
    """Return the sender where he may approve answers; else say kindly that he may not."""
    sender = situation.sender
    if isinstance(sender, Person) and may_approve(sender):
        return sender
    turn.say(words.NOT_APPROVER.format(contact=situation.contact))
    return None


def is_private(turn: Turn, message: Message) -> bool:
    """Say whether questions and answers may be written out here; in a group ask for it privately."""
    if message.channel is Channel.PRIVATE:
        return True
    turn.say(words.ASK_PRIVATELY)
    return False
