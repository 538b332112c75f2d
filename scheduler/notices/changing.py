"""A notice that changes, or is void: only the newest version is owed, and what was said before says so.

Changes within two minutes are one: the pushes of the first have not left, and go with the second. Who was told and is
asked no more hears that; who is asked now for the first time gets the whole notice.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from bot.store import people
from bot.store.accounts import reachable
from bot.store.people import Person
from bot.store.pushes import Recipient, Severity
from bot.turn import Turn
from scheduler import owed
from scheduler.audience import Audience, people_in
from scheduler.notices import rows, words
from scheduler.notices.notice import CANCELLED, KIND, OPEN, Asks, Notice
from scheduler.notices.plan import TIMERS, set_timers
from scheduler.notices.sending import COPY, ROSTER, changes_today, no_account, owe, tell
from scheduler.notices.voiding import void_cards

FOLD = timedelta(minutes=2)
AT_ONCE = timedelta(hours=2)  # before the event nothing waits to be folded
_COLUMNS = ("head", "text", "event_at", "answer_by", "version", "lines", "changes", "changed_at", "state")


def change(  # noqa: PLR0913 — what may change
    turn: Turn,
    notice: Notice,
    line: str,
    *,
    head: str | None = None,
    text: str | None = None,
    event_at: datetime | None = None,
    answer_by: datetime | None = None,
    audience: Audience | None = None,
    keep_answers: bool = False,
) -> Notice:
    """Send a newer version to everybody.

    line: what it was and what it is (「时间：周二10:00 → 周三15:00」). keep_answers: who has answered need not again.
    """
    before = {one.id for one in _asked(turn, notice)}
    is_fold = notice.changed_at is not None and turn.now - notice.changed_at < FOLD
    turn.withdraw(notice.owed, "a newer version goes instead")
    changed = rows.moved(
        turn.connection,
        notice,
        head=head or notice.head,
        text=notice.text if text is None else text,
        event_at=event_at or notice.event_at,
        answer_by=answer_by or (None if event_at else notice.answer_by),
        audience=audience or notice.audience,
        version=notice.version + 1,
        changes=notice.changes + (not is_fold),
        lines=words.folded([*(notice.lines if is_fold else ()), line]),
        changed_at=turn.now,
    )
    told = people_in(turn.connection, changed.audience, turn.now)
    presses = changes_today(turn.now, notice.event_at, changed.event_at)
    _ask_anew(turn, changed, told, before, keeps=keep_answers, presses=presses)
    set_timers(turn, changed)
    turn.record("notice.changed", notice.owed, version=changed.version, line=line)
    return changed


def cancel(turn: Turn, notice: Notice, text: str, *, by_id: int | None = None) -> None:
    """Make a notice void: nobody owes an answer, and exactly those who were told hear it. by_id: who need not hear."""
    told = [one for one in _asked(turn, notice) if one.id != by_id] or _audience(turn, notice, by_id)
    known = reachable(turn.connection, [one.id for one in told], turn.now)
    told = [one for one in told if one.id in known]
    said = words.cancelled(void(turn, notice), text)
    severity = Severity.URGENT if changes_today(turn.now, notice.event_at) else Severity.NORMAL
    for one in told:
        turn.push(Recipient(person_id=one.id), said, audience=ROSTER, subject=notice.owed, severity=severity)
    turn.record("notice.cancelled", notice.owed, people=len(told))


def void(turn: Turn, notice: Notice) -> Notice:
    """Make a notice void and tell nobody: what was to be said of it is withdrawn, nobody owes an answer."""
    turn.withdraw(notice.owed, "the notice is void")
    gone = rows.moved(turn.connection, notice, state=CANCELLED)
    for kind in TIMERS:
        turn.cancel(kind, notice.owed, "the notice is void")
    owed.close_subject(turn, notice.owed)
    void_cards(turn, notice, words.VOID)
    return gone


def snapshot(notice: Notice) -> dict[str, Any]:
    """Return what `restore` needs to set a notice back, JSON-able."""
    found: dict[str, Any] = {name: getattr(notice, name) for name in _COLUMNS}
    moments = {name: value.isoformat() for name, value in found.items() if isinstance(value, datetime)}
    return {**found, **moments, "lines": list(notice.lines), "audience": notice.audience.data()}


def restore(turn: Turn, notice: Notice, was: Mapping[str, Any], source: str) -> Notice:
    """Set a notice back to what it was before one turn changed it or made it void; who was told hears it elsewhere."""
    values: dict[str, Any] = dict(was)
    for name in ("event_at", "answer_by", "changed_at"):
        values[name] = datetime.fromisoformat(values[name]) if values[name] else None
    back = rows.moved(turn.connection, notice, **values | {"version": notice.version + 1, "state": OPEN})
    owed.take_back(turn, notice.owed, source)
    set_timers(turn, back)
    return back


def _ask_anew(turn: Turn, notice: Notice, told: list[Person], before: set[int], *, keeps: bool, presses: bool) -> None:
    not_before = turn.now + FOLD
    if notice.event_at is not None and notice.event_at - turn.now < AT_ONCE:
        not_before = turn.now
    say = partial(tell, turn, notice, not_before=not_before, presses=presses)
    if not keeps:
        owed.open_again(turn, KIND, notice.owed, due_at=notice.answer_by)
    told = [*told, *(_instead(turn, notice) if keeps else ())]
    gone = before - {one.id for one in told}
    for one in people.people(turn.connection, turn.now, gone):
        owed.settle(turn, KIND, notice.owed, one.id, owed.VOID)
        text = words.NOT_YOU.format(head=words.bare(notice.head))
        turn.push(Recipient(person_id=one.id), text, audience=COPY, subject=notice.owed, not_before=not_before)
    known = [one for one in told if one.id in before]
    new = [one for one in told if one.id not in before and one.id != notice.organiser_id]
    owe(turn, notice, new)
    settled = {one.person_id for one in owed.on_subject(turn.connection, notice.owed) if one.settled_at is not None}
    kept = [one for one in known if keeps and one.id in settled]
    asked = [one for one in known if one not in kept]
    say(kept, lambda b: words.changed(notice, keeps=True, before=b))
    say(asked, lambda b: words.changed(notice, keeps=False, before=b, again=not keeps))
    say(new, lambda b: words.full(notice, b))
    void_cards(turn, notice, words.OLD, not_before)
    no_account(turn, notice, new)


def _instead(turn: Turn, notice: Notice) -> list[Person]:
    """Return who comes in somebody's place; where answers are kept, so is he."""
    delegates = {row.delegate_id for row in rows.answers_of(turn.connection, notice.id) if row.delegate_id}
    return people.people(turn.connection, turn.now, delegates)


def _asked(turn: Turn, notice: Notice) -> list[Person]:
    """Return who was told of a notice."""
    if notice.asks is Asks.NOTHING:
        return _audience(turn, notice, None)
    rows_of = owed.on_subject(turn.connection, notice.owed)
    ids = {one.person_id for one in rows_of if one.kind == KIND and one.settled_how != owed.VOID}
    return people.people(turn.connection, turn.now, ids)


def _audience(turn: Turn, notice: Notice, but: int | None) -> list[Person]:
    return [one for one in people_in(turn.connection, notice.audience, turn.now) if one.id != but]
