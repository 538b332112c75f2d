"""What the organiser is asked and told of a series: days off in its way, and what was missed.

Whoever acts for him while he is away is asked in his stead; where he has left, whoever keeps the office's tables.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from bot.messages import Button, Card
from bot.rights import Role
from bot.store import people, stand_ins
from bot.store.office_settings import value_of
from bot.store.pushes import Recipient
from bot.turn import Turn
from scheduler.calendar import Calendar
from scheduler.series import late, words
from scheduler.series.occurrence import Occurrence
from scheduler.series.value import Series
from scheduler.series.walk import Rule, comes_on, shifted
from scheduler.when.frame import shown

MOST_NAMED = 5
LONGEST_TITLE = 26


def title_of(series: Series) -> str:
    """Return what a series is called."""
    return series.title or words.UNTITLED


def ask_about_days_off(turn: Turn, series: Series, asked: Sequence[Occurrence], calendar: Calendar) -> None:
    """Ask what is to become of times that fall on days off. Times in the office's zone."""
    first = asked[0]
    text = words.ON_A_DAY_OFF.format(
        title=title_of(series),
        days="、".join(named(one.at, calendar) for one in asked),
        choices=_choices(series, first, calendar),
        by=moment(first.decide_by or first.at),
        default=value_of(turn.connection, late.UNANSWERED),
        row=series.id,
    )
    _ask(turn, series, text, words.CARD_TITLE, (words.KEEP, words.SHIFT, words.SKIP))


def _choices(series: Series, first: Occurrence, calendar: Calendar) -> str:
    """Say what may be chosen; where the next workday has its own time already, that a shift means that one."""
    next_day = shifted(first.planned_at, calendar)
    first_at = series.first.astimezone(next_day.tzinfo) if series.first else None
    rule = Rule(series.rule, series.holidays, series.ahead, first_at, None)
    meets = comes_on(rule, next_day.date(), calendar)
    return (words.CHOICES_MEET if meets else words.CHOICES).format(next=shown(next_day.date()))


def ask_about_late(turn: Turn, series: Series, one: Occurrence) -> None:
    """Ask whether what was missed is still to be sent."""
    by = moment(one.decide_by or turn.now)
    text = words.MAY_I_STILL.format(title=title_of(series), when=moment(one.at), by=by, row=series.id)
    _ask(turn, series, text, words.LATE_TITLE, (words.SEND, words.PASS))


def tell(turn: Turn, series: Series, text: str) -> None:
    """Tell the organiser something of a series."""
    for person in keepers(turn, series.organiser_id):
        turn.push(Recipient(person_id=person), text, audience="organiser", subject=f"{series.mark}:told")


def tell_missed(turn: Turn, person_id: int, missed: Sequence[tuple[datetime, str]]) -> None:
    """Tell an organiser in one line what was skipped because it was too late. Times in the office's zone."""
    items = [words.MISSED_ITEM.format(title=title, when=moment(at)) for at, title in missed[:MOST_NAMED]]
    more = words.AND_MORE if len(missed) > MOST_NAMED else ""
    text = words.MISSED.format(count=len(missed), items="、".join(items) + more)
    for person in keepers(turn, person_id):
        turn.push(Recipient(person_id=person), text, audience="organiser", subject=f"missed:{person_id}")


def keepers(turn: Turn, person_id: int) -> list[int]:
    """Return who answers for somebody's series: he, who acts for him, or the office where he has left."""
    acting = stand_ins.acting_for(turn.connection, person_id, turn.now)
    if acting is not None:
        return [acting.id]
    if people.person(turn.connection, person_id, turn.now) is not None:
        return [person_id]
    for role in (Role.ORGANISER, Role.ADMIN):
        if found := people.people_with(turn.connection, role, turn.now):
            return [one.id for one in found]
    return []


def named(at: datetime, calendar: Calendar) -> str:
    """Say when a time on a day off is: 10月5日（周一，国庆节）9:00."""
    off = calendar.name_of(at.date()) or words.OFF
    return f"{shown(at.date())[:-1]}，{off}）{clock(at)}"


def moment(at: datetime) -> str:
    """Say a moment: 10月5日（周一）9:00."""
    return f"{shown(at.date())}{clock(at)}"


def clock(at: datetime) -> str:
    """Say a time of day: 9:00."""
    return f"{at.hour}:{at.minute:02d}"


def _ask(turn: Turn, series: Series, text: str, title: str, ways: Sequence[str]) -> None:
    for person in keepers(turn, series.organiser_id):
        buttons = tuple(Button(way, f"{way} {series.id}") for way in ways)
        card = Card(f"d-{secrets.token_hex(12)}", title.format(title=title_of(series))[:LONGEST_TITLE], buttons)
        turn.push(Recipient(person_id=person), text, audience="organiser", subject=series.mark, card=card)
    turn.record("series.asked", series.subject, row=series.id)
