"""What is owed after a study 心得, 研究报告: by whom who was there, or studied it later; reminded until it has come.

Who owes follows the roster as it stands: it is looked at anew at every reminder. Names go to the organiser alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.store.office_settings import value_of
from bot.turn import Turn
from handlers.study import papers, roster
from handlers.study.after import settings, words
from handlers.study.papers import HANDED_IN
from handlers.study.roster import ATTENDS, Entry
from handlers.study.studies import Study
from scheduler import owed
from scheduler.calendar import calendar_of
from scheduler.leads import DAILY, nag_moments, weekday

KIND = "study.paper"
NAG, DUE = "study.paper_nag", "study.paper_due"


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands. expected: who is to hand in; left: who has not, or was given it back; both in office order."""

    expected: Sequence[Entry]
    left: Sequence[Entry]

    @property
    def came(self) -> int:
        """Return how many have handed in."""
        return len(self.expected) - len(self.left)


def due_of(turn: Turn, study: Study, zone: ZoneInfo) -> datetime:
    """Return until when what is wanted is handed in; a day without an hour ends when papers close."""
    closes = value_of(turn.connection, settings.CLOSES_AT)
    if study.wants_by is None:
        days = timedelta(days=value_of(turn.connection, settings.DAYS))
        day = (study.closes_at + days).astimezone(zone)
    else:
        day = study.wants_by.astimezone(zone)
        if day.time() != time(0):
            return study.wants_by
    return day.replace(hour=closes.hour, minute=closes.minute, second=0, microsecond=0)


def dated(moment: datetime, zone: ZoneInfo) -> str:
    """Say a day: 11月27日（周五）."""
    day = moment.astimezone(zone).date()
    return f"{day.month}月{day.day}日（{weekday(day)}）"


def standing(turn: Turn, study: Study) -> Standing:
    """Return who is to hand in and who has not."""
    wanted = set(papers.kinds_in(study.wants))
    given: dict[int, set[str]] = {}
    for one in papers.of_studies(turn.connection, [study.id]):
        if one.state == HANDED_IN:
            given.setdefault(one.person_id, set()).add(one.kind)
    expected = [one for one in roster.of_study(turn.connection, study.id) if is_expected(one)]
    return Standing(expected, [one for one in expected if not wanted <= given.get(one.person_id, set())])


def is_expected(entry: Entry) -> bool:
    """Whether somebody is to hand in: he was there, or studied it later."""
    return entry.belongs == ATTENDS and (entry.is_there or entry.made_up_at is not None)


def begin(turn: Turn, study: Study, zone: ZoneInfo) -> Standing:
    """Have everybody who was there owe what is wanted, and set when they are reminded."""
    found = settle(turn, study, zone)
    due = due_of(turn, study, zone)
    for kind in (NAG, DUE):
        turn.cancel(kind, study.subject, "set anew")
    calendar = calendar_of(turn.connection)
    daily = calendar.add_workdays(due.astimezone(zone).date(), DAILY)
    for step, moment in enumerate(nag_moments(turn.now, due, calendar, zone, study.subject), start=1):
        is_late = moment.astimezone(zone).date() > daily
        turn.later(NAG, study.subject, moment, step=step, data={"late": is_late})
    if due > turn.now:
        turn.later(DUE, study.subject, due)
    return found


def settle(turn: Turn, study: Study, zone: ZoneInfo) -> Standing:
    """Let what is owed be what the roster and the papers say. Returns how it stands."""
    found = standing(turn, study)
    if not study.wants:
        return found
    left = {one.person_id for one in found.left}
    expected = {one.person_id for one in found.expected}
    known = {one.person_id: one for one in owed.on_subject(turn.connection, study.subject) if one.kind == KIND}
    data, due = _data(study), due_of(turn, study, zone)
    owed.owe_all(turn, KIND, study.subject, [one for one in left if one not in known], due_at=due, data=data)
    for person_id, row in known.items():
        if person_id in left and row.settled_at is not None:
            owed.settle_anew(turn, KIND, study.subject, person_id, owed.VOID)
            owed.owe(turn, KIND, study.subject, person_id, due_at=due, data=data)
        elif person_id not in left and row.settled_at is None:
            how = owed.DONE if person_id in expected else owed.VOID
            owed.settle(turn, KIND, study.subject, person_id, how)
    return found


def end(turn: Turn, study: Study) -> None:
    """Let nobody owe anything after a study any more."""
    owed.settle_all(turn, KIND, study.subject, owed.VOID)
    for kind in (NAG, DUE):
        turn.cancel(kind, study.subject, "nothing is wanted any more")


def _data(study: Study) -> dict[str, str]:
    return {
        "line": words.LINE.format(title=study.title, kind=study.wants),
        "number": study.number,
        "answer": words.ANSWER.format(kind=study.wants),
    }
