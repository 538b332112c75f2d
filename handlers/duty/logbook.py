"""值班日志: what happened in a shift, written from the journal; nothing in it is typed a second time."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.messages import Message
from bot.rights import Act, may
from bot.router import Reading
from bot.situation import Situation
from bot.store import journal, shifts
from bot.store.journal import Entry
from bot.store.shifts import Shift
from bot.turn import Turn
from handlers.duty import talk
from handlers.duty.being_on import mine
from handlers.duty.written import Writer, clock

MOST = 4
LOOKED_BACK = timedelta(days=1)
NEWEST = 500
OWN = "duty."  # entries of a shift itself, whenever they were made


def log(connection: Connection, shift: Shift, zone: ZoneInfo) -> list[str]:
    """Return the lines of a shift's log, oldest first: what concerns it, and what happened while it ran."""
    kinds = tuple(talk.LOGGED)
    own = journal.entries(connection, kinds=kinds, subject=shift.subject, newest=NEWEST)
    meanwhile = journal.entries(connection, kinds=kinds, since=shift.starts_at, newest=NEWEST)
    other = [one for one in meanwhile if one.at < shift.ends_at and not one.kind.startswith(OWN)]
    found = sorted([*own, *other], key=lambda one: one.at)
    return [f"{clock(one.at.astimezone(zone))} {_words(one)}" for one in found]


def show(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Show the log of the shift that runs, else of the last: to its officer, its leader, who keeps the roster."""
    del message, reading
    if not situation.among_ourselves:
        turn.say(talk.PRIVATELY)
        return
    shift = _meant(turn, situation)
    if shift is None:
        turn.say(talk.NO_LOG)
        return
    writer = Writer(turn.connection, turn.now, situation.zone)
    head = talk.LOG_HEAD.format(
        campus=writer.campus(shift.campus_id), when=writer.when(shift), officer=writer.name(shift.officer_id)
    )
    lines = log(turn.connection, shift, situation.zone)
    more = [talk.LOG_MORE.format(shown=MOST, count=len(lines))] if len(lines) > MOST else []
    turn.say("\n".join([head, *(lines[-MOST:] or [talk.LOG_EMPTY]), *more]))


def _meant(turn: Turn, situation: Situation) -> Shift | None:
    lately = shifts.between(turn.connection, turn.now - LOOKED_BACK, turn.now + timedelta(microseconds=1))
    sees_all = may(situation.roles, Act.DUTY_ROSTER)
    shown = [one for one in lately if sees_all or turn.person_id in (one.officer_id, one.leader_id)]
    found = shown or mine(turn, situation)
    running = [one for one in found if one.ends_at > turn.now]
    own = [one for one in running or found if one.officer_id == turn.person_id]
    return next(iter((own or running or found)[::-1]), None)


def _words(entry: Entry) -> str:
    """Word an entry by what it carries; what it does not carry leaves no trace."""
    found = {name: str(entry.data.get(name) or "") for name in ("text", "number", "kind", "place")}
    return " ".join(talk.LOGGED[entry.kind].format(**found).split())
