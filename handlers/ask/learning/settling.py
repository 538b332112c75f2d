"""What needs no answer of our own: a document answers it by now (those who asked are told), or it is put aside.

What a document answers by now is only said to be so in the list; those who asked are told on the office's word, because
what answers a question a little beside is worse than no word at all.
"""

from __future__ import annotations

from bot.messages import Message
from bot.registry import Act, Prepare
from bot.router import Reading
from bot.situation import Situation
from bot.store.deeds import Deed
from bot.store.prompts import Option
from bot.turn import Turn
from handlers.ask import talk
from handlers.ask.answering.words import source_text
from handlers.ask.learning import groups, words
from handlers.ask.learning.groups import Group
from handlers.ask.learning.rights import is_private, writer
from handlers.ask.learning.telling import as_data, from_data, hearing, tell
from handlers.ask.learning.verdicts import shortened
from knowledge.answer import Answer
from knowledge.shelf import Shelf
from scheduler import confirming

DEED = "question.settled"


def prepare_of(shelf: Shelf) -> Prepare:
    """Return what looks up whether a group is answered by now."""

    def look_up(message: Message, reading: Reading, situation: Situation) -> Answer | None:
        del message
        day = situation.now.astimezone(situation.zone).date()
        with shelf.reading() as connection:
            group = groups.find(connection, int(reading.slots["number"]))
        return shelf.ask(group.wording, day=day) if group else None

    return look_up


def solved(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Confirm that a document answers a group, then tell those who asked."""
    group = _open_group(turn, reading, situation)
    answer = turn.prepared
    if group is None or not is_private(turn, message):
        return
    if not isinstance(answer, Answer) or not answer.answered or answer.document is None:
        turn.say(words.NOT_FOUND_YET.format(number=group.id))
        return
    some = groups.askers(turn.connection, group.id)
    told = hearing(turn.connection, some, answer.document.scope, turn.now)
    said = {
        "answer": answer.quote,
        "basis": source_text(answer.document, answer.clause, situation.office.department),
    }
    if told and not reading.slots.get("confirmed"):
        text = words.CONFIRM_SOLVED.format(number=group.id, question=shortened(group.wording), count=len(told), **said)
        confirming.confirm(turn, text, Option("", talk.HANDLER, talk.SOLVED, {"number": group.id, "confirmed": True}))
        return
    groups.move(turn.connection, group.id, groups.ANSWERED, turn.now)
    groups.forget_askers(turn.connection, group.id)
    subject = f"question:{group.id}"
    tell(turn, told, words.NOW_FOUND, situation.zone, subject, **said)
    turn.record("question.solved", subject, told=len(told))
    turn.may_undo(DEED, subject, group=group.id, askers=as_data(some), told=bool(told))
    sentence = words.SOLVED if told else words.SOLVED_QUIETLY
    turn.say(sentence.format(number=group.id, count=len(told)))


def aside(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Put a group aside: it is not listed any more."""
    del message
    group = _open_group(turn, reading, situation)
    if group is None:
        return
    subject = f"question:{group.id}"
    some = groups.askers(turn.connection, group.id)
    groups.move(turn.connection, group.id, groups.ASIDE, turn.now)
    groups.forget_askers(turn.connection, group.id)
    turn.record("question.set_aside", subject)
    turn.may_undo(DEED, subject, group=group.id, askers=as_data(some), told=False)
    turn.say(words.ASIDE.format(number=group.id))


def _open_group(turn: Turn, reading: Reading, situation: Situation) -> Group | None:
    if writer(turn, situation) is None:
        return None
    number = int(reading.slots["number"])
    group = groups.find(turn.connection, number)
    if group is None:
        turn.say(words.NO_SUCH_GROUP.format(number=number))
        return None
    if group.state != groups.OPEN:
        turn.say(words.GROUP_OVER.format(number=number, state=words.STATES[group.state]))
        return None
    return group


def _undo(turn: Turn, deed: Deed, situation: Situation) -> str:
    del situation
    number = int(deed.data["group"])
    groups.put_back(turn.connection, number, from_data(deed.data["askers"]), turn.now)
    group = groups.find(turn.connection, number)
    if deed.data["told"] and group:
        return words.TAKEN_BACK.format(question=shortened(group.wording))
    return words.ASIDE_TAKEN_BACK.format(number=number)


ACTS: dict[str, Act] = {talk.SOLVED: solved, talk.ASIDE: aside}
UNDOS = {DEED: _undo}
