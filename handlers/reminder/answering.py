"""What is answered to a reminder that rang: 已办, 稍后, 不再提醒; and what an organiser decides of a series."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.messages import Message
from bot.rights import Role
from bot.router import Reading
from bot.situation import Situation
from bot.store.deeds import Deed
from bot.store.office_settings import value_of
from bot.store.people import Person
from bot.turn import Turn
from handlers.reminder import choosing, keeping, rows, talk, words
from handlers.reminder.desk import desk_of
from handlers.reminder.settings import LATER
from scheduler import owed, series, stead
from scheduler.calendar import calendar_of
from scheduler.series import Series
from scheduler.series import rows as series_rows
from scheduler.series.deciding import decide_all


def done(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Settle a reminder that rang."""
    one = choosing.rung(turn, message, reading, situation)
    if one is None:
        return
    owed.settle(turn, talk.OWED, one.ring, one.owner_id)
    turn.cancel(talk.AGAIN, one.subject, "done")
    turn.may_undo(talk.ANSWERED, one.ring)
    turn.say(words.NOTED_DONE.format(text=one.short))


def snooze(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Say a reminder once more, later."""
    one = choosing.rung(turn, message, reading, situation)
    if one is None:
        return
    desk = desk_of(turn, message, situation)
    said = str(reading.slots.get("at", ""))
    minutes = timedelta(minutes=value_of(turn.connection, LATER))
    at = datetime.fromisoformat(said).astimezone(desk.now.tzinfo) if said else desk.now + minutes
    if reading.slots.get("grain") == "day":
        at = datetime.combine(at.date(), desk.today.default, tzinfo=at.tzinfo)
    if at <= desk.now:
        turn.say(words.IS_PAST.format(when=desk.say(at)))
        return
    turn.later(talk.AGAIN, one.subject, at, data={"nag": False})
    turn.record("reminder.snoozed", one.subject, until=at.isoformat())
    turn.say(words.SNOOZED.format(when=desk.say(at), text=one.short))


def mute(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """End what rang last, or what was named: it is not said again."""
    me = situation.sender
    rung = choosing.rung_of(turn, me.id) if isinstance(me, Person) else []
    about, row = str(reading.slots.get("about", "")), int(reading.slots.get("row", 0))
    one = next((each for each in rung if row in (0, each.id) and about in each.text), None)
    one = one or choosing.standing(turn, message, reading, situation)
    if one is None:
        return
    was = one.state
    keeping.drop(turn, one, "muted")
    turn.may_undo(talk.CANCELLED, one.subject, state=was, holidays="")
    told = words.MUTED_FOR_GOOD if one.rule else words.MUTED
    turn.say(told.format(text=one.short, undo=words.UNDO))


def undo_answered(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Let a reminder that was settled be owed again."""
    del situation
    owed.take_back(turn, deed.subject, deed.source)
    found = rows.find(turn.connection, int(deed.subject.split(":")[1]))
    return words.PUT_BACK.format(text=found.short) if found else ""


def decide(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Take an organiser's word for times of a series that are asked about."""
    del message
    me = situation.sender
    if not isinstance(me, Person):
        turn.say(words.ENROL_FIRST)
        return
    one = _asked(turn, me, int(reading.slots.get("row", 0)))
    if one is None:
        turn.say(words.NOT_ASKED)
        return
    now, calendar = turn.now.astimezone(situation.zone), calendar_of(turn.connection)
    turn.say(decide_all(turn, one, str(reading.slots["way"]), calendar, now) or words.NOT_ASKED)


def _asked(turn: Turn, me: Person, row: int) -> Series | None:
    """Return the series that somebody may decide on: his own, of whom he acts for, or any as the office's organiser."""
    whose = {me.id, *(one.id for one in stead.speaks_for(turn.connection, me.id, turn.now))}
    if row:
        found = series_rows.find(turn.connection, row)
        may = found is not None and (found.organiser_id in whose or Role.ORGANISER in me.roles)
        return found if may else None
    asked = [one for person in whose for _, one in series_rows.asked_of(turn.connection, person)]
    return series.of_subject(turn.connection, asked[0].subject) if len({one.id for one in asked}) == 1 else None
