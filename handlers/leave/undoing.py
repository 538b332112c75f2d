"""撤销 of what was said about an absence: the rows are again as they were, unless something later changed them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.situation import Situation
from bot.store import stand_ins
from bot.store.deeds import Deed
from bot.store.stand_ins import StandIn
from bot.turn import Turn
from bot.undoing import NotUndone
from handlers.leave import talk
from handlers.leave.absence import Absence, absence_of
from handlers.leave.returning import arm


def undo_out(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Take an absence back; what it replaced holds again."""
    row, absence = _still(turn, deed)
    if row.until is not None and row.until <= row.since:
        raise NotUndone(talk.TOO_LATE)
    words = absence.words(turn.now, situation.zone)
    stand_ins.change(turn.connection, row.id, until=row.since)
    for number, until in deed.data["replaced"]:
        stand_ins.change(turn.connection, number, until=_moment(until))
    turn.withdraw(absence.subject, "taken back")
    _rearm(turn, row.id)
    return talk.UNDONE.format(**words)


def undo_change(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Set the days and who acts as they were before."""
    row, absence = _still(turn, deed)
    since, until, agent = _moment(deed.data["since"]), _moment(deed.data["until"]), deed.data["agent"]
    stand_ins.change(turn.connection, row.id, since=since, until=until, agent_id=agent)
    _rearm(turn, row.id)
    again = _still(turn, deed)[1]
    return talk.UNDONE_CHANGE.format(name=absence.person.called, span=again.words(turn.now, situation.zone)["span"])


def undo_back(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Let an absence go on that was ended."""
    row, absence = _still(turn, deed)
    del row
    until = _moment(deed.data["until"])
    stand_ins.change(turn.connection, absence.id, until=until)
    _rearm(turn, absence.id)
    again = _still(turn, deed)[1]
    words = again.words(turn.now, situation.zone)
    return talk.UNDONE_BACK.format(name=absence.person.called, until=words["span"])


def _still(turn: Turn, deed: Deed) -> tuple[StandIn, Absence]:
    row = stand_ins.find(turn.connection, deed.data["row"])
    absence = absence_of(turn.connection, row, turn.now) if row else None
    if row is None or absence is None:
        raise NotUndone(talk.TOO_LATE)
    return row, absence


def _rearm(turn: Turn, row_id: int) -> None:
    row = stand_ins.find(turn.connection, row_id)
    absence = absence_of(turn.connection, row, turn.now) if row else None
    if absence is not None:
        arm(turn, absence)


def _moment(written: Any) -> datetime | None:
    return datetime.fromisoformat(written) if written else None
