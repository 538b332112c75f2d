"""Who has not handed in after a study is reminded privately; the organiser is told who they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.settings import Office
from bot.store import journal, people
from bot.store.people import Person
from bot.store.pushes import Push, Recipient, Severity
from bot.store.timers import Timer
from bot.turn import Turn
from handlers.study import organising, studies
from handlers.study.after import owing, words
from handlers.study.after.owing import Standing, dated, due_of
from handlers.study.figures_said import named
from handlers.study.roster import Entry
from handlers.study.studies import CLOSED, Study
from scheduler import stead
from scheduler.notices.words import FOR

ROSTER, NAGGED = "roster", "study.paper_nagged"


def nag(turn: Turn, timer: Timer, office: Office) -> None:
    """Remind those who have not handed in; once it is long overdue the organiser hears who they are."""
    study = _wanting(turn, timer)
    if study is None:
        return
    zone = ZoneInfo(office.zone)
    found = remind(turn, study, zone)
    if timer.data.get("late"):
        _report(turn, study, found)


def due(turn: Turn, timer: Timer, office: Office) -> None:
    """Tell the organiser how it stands on the hour it is due."""
    study = _wanting(turn, timer)
    if study is not None:
        _report(turn, study, owing.settle(turn, study, ZoneInfo(office.zone)))


def rounds(turn: Turn, study: Study) -> list[journal.Entry]:
    """Return how often those who owe were reminded, by the calendar or by the organiser's word."""
    return journal.entries(turn.connection, kinds=(NAGGED,), subject=study.subject)


def remind(turn: Turn, study: Study, zone: ZoneInfo) -> Standing:
    """Remind everybody who owes. Returns how it stands."""
    found, times = owing.settle(turn, study, zone), len(rounds(turn, study))
    until = due_of(turn, study, zone)
    form = words.NAG if turn.now <= until else words.NAG_LATE
    text = form.format(kind=study.wants, title=study.title, day=dated(until, zone), number=study.number)
    nag_each(turn, study, [one.person_id for one in found.left], text, times=times)
    turn.record(NAGGED, study.subject, people=len(found.left))
    return found


def nag_each(turn: Turn, study: Study, person_ids: Iterable[int], text: str, *, times: int) -> None:
    """Remind some people, chiefs once and then their secretary; times: how often before."""
    for_whom: dict[int, list[Person]] = defaultdict(list)
    for one in people.people(turn.connection, turn.now, person_ids):
        getting = stead.nagged(turn.connection, one, turn.now, times)
        if getting is not None:
            for_whom[getting.id].append(one)
    given = []
    for getting_id, theirs in for_whom.items():
        others = "、".join(one.called for one in theirs if one.id != getting_id)
        given += [pushed(study, getting_id, text, turn)] if any(one.id == getting_id for one in theirs) else []
        given += [pushed(study, getting_id, FOR.format(who=others) + text, turn)] if others else []
    turn.push_all(given)


def tell_each(turn: Turn, study: Study, told: Iterable[tuple[Entry, str]]) -> None:
    """Say something to each of some people on a roster."""
    turn.push_all([pushed(study, one.person_id, text, turn) for one, text in told])


def pushed(study: Study, person_id: int, text: str, turn: Turn, not_before: datetime | None = None) -> Push:
    """Return what is said to one of many about a study."""
    return Push(
        id=0,
        recipient=Recipient(person_id=person_id),
        text=text,
        audience=ROSTER,
        subject=study.subject,
        severity=Severity.NORMAL,
        answers=None,
        not_before=not_before or turn.now,
        expires_at=None,
    )


def to_organiser(turn: Turn, study: Study, text: str) -> None:
    """Say something to who runs a study."""
    organising.tell(turn, study, text)


def tell_if_all(turn: Turn, study: Study) -> None:
    """Tell the organiser once when the last paper has come."""
    found = owing.standing(turn, study)
    if study.wants and study.state == CLOSED and found.expected and not found.left:
        subject = f"{study.subject}/all"
        turn.withdraw(subject, "said anew")
        text = words.ALL_IN.format(kind=study.wants, title=study.title, all=len(found.expected), number=study.number)
        organising.tell(turn, study, text, subject=subject)


def _wanting(turn: Turn, timer: Timer) -> Study | None:
    study = studies.named(turn.connection, timer.subject)
    return study if study is not None and study.state == CLOSED and study.wants else None


def _report(turn: Turn, study: Study, found: Standing) -> None:
    if found.left:
        text = words.REPORT.format(
            kind=study.wants,
            title=study.title,
            all=len(found.expected),
            came=found.came,
            left=len(found.left),
            names=named(found.left),
            number=study.number,
        )
        to_organiser(turn, study, text)
