"""Changing where somebody stands in a study, kept with what stood before so that it can be put back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.situation import Situation
from bot.store.deeds import Deed
from bot.turn import Turn
from bot.undoing import NotUndone
from handlers.study import asks, roster, rows, studies
from handlers.study.attending import words
from handlers.study.roster import ONLINE, Entry
from handlers.study.studies import Study
from handlers.study.talk import SIGNED
from scheduler import notices

#: What a change may touch. Reasons are no part of the journal: ledgers keep the kind alone.
_COLUMNS = ("belongs", "why", "status", "at", "by_id", "how", "reason", "leave_kind", "late_min")
_TOLD = ("belongs", "status")
DEED = "checkin.marked"


def signed(turn: Turn, study: Study, entry: Entry, **changes: Any) -> Entry | None:
    """Write down that somebody is there. Returns None where he was changed meanwhile."""
    after = roster.moved(turn.connection, entry, **changes)
    if after is not None:
        turn.record(SIGNED, study.subject, how=after.how, **told(entry, after))
    return after


def agreed(turn: Turn, study: Study, entry: Entry, reason: str) -> Entry | None:
    """Write down that somebody may take part from afar: he is 线上 once he signs."""
    after = roster.moved(turn.connection, entry, how=ONLINE, reason=reason)
    if after is not None:
        turn.record("checkin.agreed", study.subject, **told(entry, after))
    return after


def told(before: Entry, after: Entry) -> dict[str, Any]:
    """Return a change as the journal keeps it: who, what he is now, and what he was where that changed."""
    was = {f"was_{name}": getattr(before, name) for name in _TOLD if getattr(before, name) != getattr(after, name)}
    now = {name: getattr(after, name) for name in _TOLD}
    return {"person": before.person_id, "leave_kind": after.leave_kind, **was, **now}


def may_put_back(
    turn: Turn,
    study: Study,
    before: Sequence[Entry],
    ask: int | None = None,
    *,
    reopens: bool = False,
    said: str = "",
) -> None:
    """Let the sender take it back.

    before: as they stood. ask: the request that is withdrawn, or waits again, then. said: what is told then.
    """
    was = [
        {"id": one.id, "name": one.name}
        | {name: getattr(one, name) for name in _COLUMNS}
        | {"at": one.at.isoformat() if one.at else None}
        for one in before
    ]
    turn.may_undo(DEED, study.subject, was=was, ask=ask, reopens=reopens, said=said)


def put_back(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Put back what stood before a change; a request that was made is withdrawn, one that was decided waits again."""
    del situation
    study = studies.named(turn.connection, deed.subject)
    if study is None or study.state == studies.CANCELLED:
        raise NotUndone(words.NOTHING_BACK)
    for one in deed.data["was"]:
        values = {name: one[name] for name in _COLUMNS}
        values["at"] = datetime.fromisoformat(one["at"]) if one["at"] else None
        turn.connection.execute(rows.roster.update().where(rows.roster.c.id == one["id"]).values(**values))
    _reopen(turn, deed)
    notice = notices.of_subject(turn.connection, study.subject)
    if notice is not None and notice.is_open:
        notices.take_back(turn, notice, deed.source)
    stood = [words.STOOD.format(name=one["name"], status=one["status"] or words.NOT_SIGNED) for one in deed.data["was"]]
    names = "、".join(stood)
    turn.record("checkin.put_back", study.subject, people=len(deed.data["was"]))
    return deed.data["said"] or words.PUT_BACK.format(title=study.title, names=names)


def _reopen(turn: Turn, deed: Deed) -> None:
    if deed.data["ask"] is None:
        return
    state = asks.WAITING if deed.data["reopens"] else asks.WITHDRAWN
    here = rows.asks.c.id == int(deed.data["ask"])
    turn.connection.execute(rows.asks.update().where(here).values(state=state, decided_at=None, decided_by=None))
