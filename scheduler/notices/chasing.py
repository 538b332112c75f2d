"""What time brings to a notice: reminders, the organiser's report, its end.

A reminder that comes late still comes, marked 〔补发〕, as long as the event is ahead; after it the organiser is told
that it did not go out. Of reminders that fell together while nobody was at work only the last comes.
"""

from __future__ import annotations

from datetime import timedelta

from bot.registry import Due
from bot.store import journal, people
from bot.store.pushes import Recipient
from bot.store.timers import Timer
from bot.turn import Turn
from scheduler import owed, stead
from scheduler.audience import people_in
from scheduler.notices import rows, words
from scheduler.notices.answers import Tally, tally
from scheduler.notices.notice import CLOSED, Asks, Notice
from scheduler.notices.plan import CHASE, CLOSE, LEAD, REPORT
from scheduler.notices.sending import ORGANISER, named, remind

CHASED, REMINDED = "notice.chased", "notice.reminded"
APART, NEAR = timedelta(hours=3), timedelta(hours=2)
LATE_AFTER = timedelta(minutes=30)
DAILY = 3  # after so many reminders of what was to be done the organiser hears of it each time


def lead(turn: Turn, timer: Timer) -> None:
    """Remind those who come of the event."""
    notice = _standing(turn, timer)
    if notice is None or notice.event_at is None:
        return
    if notice.event_at <= turn.now:
        _tell_organiser(turn, notice, words.MISSED.format(**_head(notice)))
        turn.record("notice.missed", notice.owed, due=timer.due_at.isoformat())
        return
    found = tally(turn.connection, notice, turn.now)
    coming = (
        found.confirmed if notice.asks is not Asks.NOTHING else people_in(turn.connection, notice.audience, turn.now)
    )
    mark, before, step = words.AGAIN + _late(turn, timer), _rounds(turn, notice), timer.step - 1
    silent = () if _is_too_soon(turn, notice, before) else found.silent
    reminded = remind(turn, notice, silent, words.reminded(notice, mark, owes=True), len(before))
    reminded += remind(turn, notice, coming, words.reminded(notice, mark, owes=False), step)
    turn.record(REMINDED, notice.owed, people=reminded)


def chase(turn: Turn, timer: Timer) -> None:
    """Remind those who have not answered."""
    notice = _standing(turn, timer)
    if notice is None:
        return
    found, before = tally(turn.connection, notice, turn.now), _rounds(turn, notice)
    if _is_too_soon(turn, notice, before):
        return
    times = int(timer.data.get("times", 1))
    text = words.reminded(notice, words.CHASED + _late(turn, timer), owes=True)
    reminded = remind(turn, notice, found.silent, text, len(before))
    turn.record(CHASED, notice.owed, people=reminded, times=times)
    if found.silent and notice.asks is Asks.DONE and notice.answer_by and notice.answer_by < turn.now and times > DAILY:
        _tell_organiser(turn, notice, report(notice, found, times))


def reported(turn: Turn, timer: Timer) -> None:
    """Tell the organiser who has answered and who has not."""
    notice = _standing(turn, timer)
    if notice is None or notice.organiser_id is None:
        return
    found = tally(turn.connection, notice, turn.now)
    if found.expected and found.silent:
        _tell_organiser(turn, notice, report(notice, found))
        turn.record("notice.reported", notice.owed, silent=len(found.silent))


def close(turn: Turn, timer: Timer) -> None:
    """End a notice whose event is over: nobody owes an answer any more."""
    notice = _standing(turn, timer)
    if notice is not None:
        rows.moved(turn.connection, notice, state=CLOSED)
        owed.close_subject(turn, notice.owed, owed.LAPSED)


def report(notice: Notice, found: Tally, times: int = 0) -> str:
    """Say how a notice stands, for its organiser: the names of those who are silent, chief leaders' too."""
    names = ""
    if len(found.expected) == 1 and found.silent:
        return words.NOT_HE.format(**_head(notice), who=found.silent[0].called)
    if found.silent:
        template = words.NAMES if times else words.NAMES_ONLY
        names = template.format(names=named(found.silent), times=times)
    return words.REPORT.format(
        **_head(notice),
        expected=len(found.expected),
        confirmed=len(found.confirmed),
        excused=len(found.excused),
        handed=len(found.handed_over),
        silent=len(found.silent),
        names=names,
    )


def all_answered(turn: Turn, notice: Notice) -> None:
    """Tell the organiser once that nobody is silent any more, where several were asked."""
    found = tally(turn.connection, notice, turn.now)
    if found.silent or len(found.expected) < 2 or notice.asks is Asks.NOTHING:  # noqa: PLR2004 — several
        return
    counts = {"expected": len(found.expected), "excused": len(found.excused), "handed": len(found.handed_over)}
    _tell_organiser(turn, notice, words.ALL_ANSWERED.format(**_head(notice), **counts))


def _rounds(turn: Turn, notice: Notice) -> list[journal.Entry]:
    """Return how often those who are silent were reminded of this version, whatever for."""
    since = max(notice.sent_at, notice.changed_at or notice.sent_at)
    return journal.entries(turn.connection, kinds=(CHASED, REMINDED), subject=notice.owed, since=since)


def _is_too_soon(turn: Turn, notice: Notice, before: list[journal.Entry]) -> bool:
    """Whether the silent were reminded just now, and the event is not so near that it must be said again."""
    is_near = notice.event_at is not None and notice.event_at - turn.now < NEAR
    return bool(before) and turn.now - before[-1].at < APART and not is_near


def _head(notice: Notice) -> dict[str, str]:
    return {"head": words.bare(notice.head), "number": words.NUMBER.format(number=notice.number)}


def _late(turn: Turn, timer: Timer) -> str:
    return words.LATE if turn.now - timer.due_at > LATE_AFTER else ""


def _standing(turn: Turn, timer: Timer) -> Notice | None:
    """Return the notice of a timer, as long as it stands and is the version the timer was set for."""
    notice = rows.by_id(turn.connection, int(timer.subject.split(":")[1]))
    return notice if notice and notice.is_open and notice.version == timer.data["version"] else None


def _tell_organiser(turn: Turn, notice: Notice, text: str) -> None:
    if notice.organiser_id is None:
        return
    organiser = people.person(turn.connection, notice.organiser_id, turn.now)
    if organiser is not None:
        getting, _ = stead.recipient_for(turn.connection, organiser, turn.now)
        turn.push(Recipient(person_id=getting.id), text, audience=ORGANISER, subject=notice.owed)


DUES = {LEAD: Due(lead, is_chain=True), CHASE: Due(chase, is_chain=True), REPORT: Due(reported), CLOSE: Due(close)}
