"""免打扰 at work: what can wait is held back until the end that was said. Incidents are not held back by it."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.courtesy.patience import MUTED
from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.store import leaving, mutes
from bot.store.deeds import Deed
from bot.store.people import Person
from bot.turn import Turn
from handlers.reminder import talk, words
from handlers.reminder.desk import desk_of

WITHOUT_END = timedelta(hours=2)
LONGEST = timedelta(days=3)  # longer than that is an absence


def quiet(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Leave the sender alone until he says."""
    me, desk = situation.sender, desk_of(turn, message, situation)
    if not isinstance(me, Person):
        turn.say(words.ENROL_FIRST)
        return
    if reading.slots.get("daily"):
        desk.tell(words.QUIET_EVERY_DAY.format(contact=situation.contact))
        return
    said = str(reading.slots.get("until", ""))
    until = datetime.fromisoformat(said).astimezone(desk.now.tzinfo) if said else desk.now + WITHOUT_END
    if reading.slots.get("later") or until <= desk.now:
        desk.tell(words.QUIET_FROM_NOW)
        return
    if until > desk.now + LONGEST:
        desk.tell(words.QUIET_TOO_LONG)
        return
    mutes.mute(turn.connection, me.id, "", until, turn.now)
    turn.record("person.muted", f"person:{me.id}", until=until.isoformat())
    turn.may_undo(talk.QUIETED, f"person:{me.id}")
    desk.tell(words.QUIET.format(when=desk.say(until)))


def loud(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Tell the sender everything again; what was held back leaves at once."""
    del reading
    me, desk = situation.sender, desk_of(turn, message, situation)
    if not isinstance(me, Person):
        turn.say(words.ENROL_FIRST)
        return
    desk.tell(words.LOUD if _end(turn, me.id) else words.NOT_QUIET)


def undo_quiet(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Take 免打扰 back."""
    del situation
    return words.LOUD if _end(turn, int(deed.subject.partition(":")[2])) else ""


def _end(turn: Turn, person_id: int) -> bool:
    was = mutes.unmute(turn.connection, person_id)
    if was:
        leaving.let_go(turn.connection, person_id, MUTED, turn.now)
        turn.record("person.unmuted", f"person:{person_id}")
    return was
