"""A reminder rings: said with its buttons, owed until it is done, once more the next morning of work, then left alone.

What rings by the hour its owner chose is not held back by quiet hours or bundles. What came too late because the
assistant stood still is marked 〔补发〕 with the time it was meant for, or told in one line.
"""

from __future__ import annotations

import secrets
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.messages import Button, Card
from bot.settings import Office
from bot.store import people
from bot.store.pushes import Recipient, Severity
from bot.store.timers import Timer
from bot.turn import Turn
from handlers.reminder import others, rows, talk, words
from handlers.reminder.rows import Reminder
from handlers.reminder.state import DONE, MISSED, WAITING
from scheduler import owed, stead
from scheduler.calendar import Calendar, calendar_of
from scheduler.leads import moved, spoken
from scheduler.series import Occurrence, Series, late
from scheduler.series.due import MISSED as TELL_MISSED
from scheduler.series.due import SOON

NEXT_MORNING = time(9)
LONGEST_TITLE = 26
DAY_AND_A_HALF = timedelta(hours=36)


def due(turn: Turn, timer: Timer, office: Office) -> None:
    """Ring what rings once."""
    one = rows.find(turn.connection, int(timer.subject.partition(":")[2]))
    if one is None or one.state != WAITING or one.rule:
        return
    overdue = turn.now - timer.due_at
    how = late.SEND if overdue <= late.GRACE else late.what_becomes(turn.connection, talk.KIND, overdue)
    if how == late.PASS:
        rows.change(turn.connection, one.id, state=MISSED)
        turn.record("reminder.missed", one.subject)
        turn.later(TELL_MISSED, f"person:{one.owner_id}", turn.now + SOON)
        return
    zone = ZoneInfo(office.zone)
    mark = _originally(timer.due_at, turn.now, zone, turn) if overdue > late.GRACE else ""
    rung = rows.change(turn.connection, one.id, state=DONE, rung=one.rung + 1, rung_at=turn.now)
    ring(turn, rung, zone, mark)


def plan(turn: Turn, series: Series, occurrence: Occurrence, office: Office) -> None:
    """Ring what recurs: what is still owed of the last time is let go."""
    one = rows.find(turn.connection, int(series.data["reminder"]))
    if one is None or one.state != WAITING:
        return
    owed.close_subject(turn, one.ring)
    zone = ZoneInfo(office.zone)
    mark = _originally(occurrence.at, turn.now, zone, turn) if occurrence.is_late else ""
    mark += "" if occurrence.is_settled else words.NOT_SETTLED_YEAR.format(year=occurrence.at.year)
    rung = rows.change(turn.connection, one.id, rung=one.rung + 1, rung_at=turn.now)
    following = series.rule.next(occurrence.at, calendar_of(turn.connection), _local(series.first, zone))
    is_soon = following is not None and (
        following - occurrence.at <= DAY_AND_A_HALF or following <= _next_morning(turn, rung, zone)
    )
    ring(turn, rung, zone, mark, nags=not is_soon)


def ring(turn: Turn, one: Reminder, zone: ZoneInfo, mark: str, *, nags: bool = True) -> None:
    """Say a reminder to whom it is for. mark: what stands behind it; nags: whether it comes again next morning."""
    turn.record("reminder.rung", one.subject, ring=one.rung)
    if one.audience is not None:
        others.ring(turn, one, mark)
        return
    owed.owe(turn, talk.OWED, one.ring, one.owner_id, due_at=turn.now, data={"line": one.short, "answer": words.DONE})
    say_it(turn, one, words.RUNG.format(late=words.SENT_LATE if words.MEANT in mark else "", text=one.text, due=mark))
    if nags:
        turn.later(talk.AGAIN, one.subject, _next_morning(turn, one, zone), data={"nag": True})


def again(turn: Turn, timer: Timer, office: Office) -> None:
    """Say it once more: it was put off, or was not answered until the next morning."""
    one = rows.find(turn.connection, int(timer.subject.partition(":")[2]))
    still = one is not None and any(row.settled_at is None for row in owed.on_subject(turn.connection, one.ring))
    if one is None or not still:
        return
    is_nag = bool(timer.data.get("nag"))
    turn.record("reminder.rung", one.subject, ring=one.rung, again=True)
    say_it(
        turn,
        one,
        words.RUNG_AGAIN.format(text=one.text) if is_nag else words.RUNG.format(late="", text=one.text, due=""),
    )
    if not is_nag:
        morning = _next_morning(turn, one, ZoneInfo(office.zone))
        turn.later(talk.AGAIN, one.subject, morning, data={"nag": True})


def say_it(turn: Turn, one: Reminder, text: str) -> None:
    """Push a reminder to its owner, or to who acts for him."""
    owner = people.person(turn.connection, one.owner_id, turn.now)
    if owner is None:
        return
    getting, _ = stead.recipient_for(turn.connection, owner, turn.now)
    named = "" if getting.id == owner.id else words.FOR.format(who=owner.called)
    lines = [named + text, words.HOW_TO_ANSWER.format(row=one.id)]
    lines += [words.HOW_TO_STOP.format(row=one.id)] if one.rule else []
    turn.push(
        Recipient(person_id=getting.id),
        "\n".join(lines),
        audience="reminder",
        subject=one.subject,
        severity=Severity.URGENT,
        card=_card(one),
    )


def _local(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    return moment.astimezone(zone) if moment else None


def _card(one: Reminder) -> Card:
    buttons = [
        Button(words.DONE, words.SAY_DONE.format(row=one.id)),
        Button(words.LATER, words.SAY_LATER.format(row=one.id)),
    ]
    buttons += [Button(words.NO_MORE, words.SAY_NO_MORE.format(row=one.id))]
    return Card(f"r-{secrets.token_hex(12)}", words.CARD_TITLE.format(text=one.short)[:LONGEST_TITLE], tuple(buttons))


def _next_morning(turn: Turn, one: Reminder, zone: ZoneInfo) -> datetime:
    """Return the next morning, some minutes before nine, by the reminder; what rang on a workday waits for another."""
    today, calendar = turn.now.astimezone(zone).date(), calendar_of(turn.connection)
    day = calendar.next_workday(today) if calendar.is_workday(today) else today + timedelta(days=1)
    return moved(datetime.combine(day, NEXT_MORNING, tzinfo=zone), one.ring)


def _originally(at: datetime, now: datetime, zone: ZoneInfo, turn: Turn) -> str:
    calendar: Calendar = calendar_of(turn.connection)
    return words.ORIGINALLY.format(when=spoken(at, now, zone, calendar))
