"""「不要早报」「恢复早报」: on oneself, at once, taken back by 撤销; and the digest of today when it is asked for."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.messages import Channel, Message
from bot.registry import Act
from bot.router import Reading
from bot.situation import Situation
from bot.store.deeds import Deed
from bot.store.office_settings import value_of
from bot.store.people import Person
from bot.turn import Turn
from handlers.todo import digest, rows, said, words
from handlers.todo.digest import Sources
from handlers.todo.settings import DIGEST_AT


def off(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Send the sender no digest any more."""
    del message, reading
    person = _reader(turn, situation)
    if person is None:
        return
    if not rows.switch_off(turn.connection, person.id, turn.now):
        turn.say(words.ALREADY_OFF)
        return
    turn.record(said.DIGEST_OFF, f"person:{person.id}")
    turn.may_undo(said.DIGEST_OFF, f"person:{person.id}")
    turn.say(words.OFF)


def on(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Send the sender the digest again."""
    del message, reading
    person = _reader(turn, situation)
    if person is None:
        return
    if not rows.switch_on(turn.connection, person.id):
        turn.say(words.ALREADY_ON)
        return
    turn.record(said.DIGEST_ON, f"person:{person.id}")
    turn.may_undo(said.DIGEST_ON, f"person:{person.id}")
    at = value_of(turn.connection, DIGEST_AT)
    turn.say(words.ON.format(at=f"{at.hour}:{at:%M}"))


def showing(sources: Sources) -> Act:
    """Return the act of 「看看今天的早报」."""

    def act(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
        del reading
        person = _reader(turn, situation)
        if person is None:
            return
        text = digest.text_of(turn.connection, person, turn.now.astimezone(ZoneInfo(situation.office.zone)), sources)
        if message.channel is not Channel.PRIVATE:
            turn.say(words.PRIVATELY)
        turn.whisper(text or words.DIGEST_NOTHING)

    return act


def undo_off(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Take 「不要早报」 back."""
    del situation
    rows.switch_on(turn.connection, deed.person_id or 0)
    return words.BACK_ON


def undo_on(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Take 「恢复早报」 back."""
    del situation
    rows.switch_off(turn.connection, deed.person_id or 0, turn.now)
    return words.BACK_OFF


def _reader(turn: Turn, situation: Situation) -> Person | None:
    person = situation.sender
    if not isinstance(person, Person):
        turn.say(words.ENROL_FIRST.format(contact=situation.contact) if person is None else words.NOT_A_PERSON)
        return None
    if not set(digest.READERS) & person.roles:
        turn.say(words.NOT_SENT_TO)
        return None
    return person
