"""Closing the signing in: who is missing is absent, the organiser gets the tally, the absent hear how to make it up."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import update

from bot.acts import Role
from bot.registry import Undo
from bot.situation import Situation
from bot.store import people
from bot.store.deeds import Deed
from bot.store.office_settings import value_of
from bot.store.pushes import Recipient
from bot.store.units import units_of
from bot.turn import Turn
from bot.undoing import NotUndone
from handlers.study import figures_said, opening, roster, rows, settings, studies, words
from handlers.study.after.hook import closed as after_closed
from handlers.study.after.hook import reopened as after_reopened
from handlers.study.roster import ABSENT, ATTENDS, MISSING
from handlers.study.studies import CLOSED, OPEN, Study
from handlers.study.talk import CLOSED as CLOSED_KIND
from handlers.study.timing import CLOSES, NUDGES, TALLIES
from handlers.study.window import Window

UNDO = "checkin.closed"


def close_study(turn: Turn, study: Study, at: datetime, zone: ZoneInfo) -> Study:
    """Close a study at a moment; who is not there and not excused is absent. Raises RowMoved."""
    window = Window(study.opens_at, study.late_from, min(at, study.closes_at))
    closed = studies.moved(turn.connection, study, window, state=CLOSED, closed_at=turn.now, version=study.version + 1)
    here = (rows.roster.c.study_id == study.id) & (rows.roster.c.belongs == ATTENDS)
    turn.connection.execute(update(rows.roster).where(here, rows.roster.c.status == MISSING).values(status=ABSENT))
    for kind in (NUDGES, CLOSES, TALLIES):
        turn.cancel(kind, study.subject, "signing in is over")
    turn.withdraw(study.signing, "signing in is over")
    tally = roster.tally(roster.of_study(turn.connection, study.id))
    turn.record(CLOSED_KIND, study.subject, expected=tally.expected, there=tally.there, excused=tally.excused)
    _tell_group(turn, closed, tally)
    after_closed(turn, closed, zone)
    _tell_heads(turn, closed, tally)
    return closed


def _tell_heads(turn: Turn, study: Study, tally: roster.Tally) -> None:
    """Let the heads of the units a branch covers know, in numbers; who was to come himself, or runs it, knows."""
    if study.branch_id is None or not value_of(turn.connection, settings.COPIES_HEAD):
        return
    covered = units_of(turn.connection, study.branch_id)
    heads = [one for unit in covered for one in people.people_with(turn.connection, Role.HEAD, turn.now, unit)]
    concerned = {one.person_id for one in roster.of_study(turn.connection, study.id)} | {study.organiser_id}
    text = words.FOR_HEADS.format(title=study.title, numbers=figures_said.numbers(tally), number=study.number)
    for one in {head.id: head for head in heads if head.id not in concerned}.values():
        turn.push(Recipient(person_id=one.id), text, audience="head", subject=study.subject)


def _tell_group(turn: Turn, study: Study, tally: roster.Tally) -> None:
    text = words.CLOSED_GROUP.format(
        title=study.title, expected=tally.expected, there=tally.there, excused=tally.excused
    )
    opening.tell_group(turn, study, text)


def told(turn: Turn, study: Study, head: str) -> str:
    """Return the tally as its organiser reads it, names with it."""
    return figures_said.whole(turn.connection, study, head)


def reopen(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Take back that signing in was closed before its time: who was absent may sign again."""
    study = studies.named(turn.connection, deed.subject)
    until = datetime.fromisoformat(deed.data["closes_at"])
    if study is None or study.state != CLOSED or until <= turn.now:
        raise NotUndone(words.NOTHING_TO_TAKE_BACK)
    open_again(turn, study, Window(study.opens_at, study.late_from, until))
    del situation
    return words.REOPENED.format(title=study.title)


def open_again(turn: Turn, study: Study, window: Window) -> Study:
    """Open signing in of a study that was closed: who was absent may sign. Raises RowMoved."""
    opened = studies.moved(turn.connection, study, window, state=OPEN, closed_at=None, version=study.version + 1)
    here = (rows.roster.c.study_id == study.id) & (rows.roster.c.status == ABSENT)
    turn.connection.execute(update(rows.roster).where(here).values(status=MISSING))
    turn.withdraw(study.subject, "open again")
    after_reopened(turn, opened)
    opening.arm(turn, opened)
    turn.record("checkin.reopened", study.subject)
    return opened


UNDOS: dict[str, Undo] = {UNDO: reopen}
