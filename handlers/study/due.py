"""What happens to a study when its timers are due: it opens, who is missing is reminded once, it closes."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from sqlalchemy import update

from bot.settings import Office
from bot.store import stand_ins
from bot.store.pushes import Severity
from bot.store.timers import Timer
from bot.turn import Turn
from handlers.study import asks, closing, noted, opening, organising, roster, rows, showing, studies, telling, words
from handlers.study.roster import EXCUSED
from handlers.study.studies import OPEN, PLANNED, Study


def opens(turn: Turn, timer: Timer, office: Office, pages: str = "") -> None:
    """Open signing in of a study that was planned; its organiser gets the code. pages: where the page is."""
    study, zone = studies.named(turn.connection, timer.subject), ZoneInfo(office.zone)
    if study is None or study.state != PLANNED:
        return
    opened = opening.open_study(turn, study, zone)
    for line in noted.away(turn.connection, opened, roster.of_study(turn.connection, opened.id)):
        text = words.OPENS_AND_AWAY.format(title=opened.title, away=line, number=opened.number)
        organising.tell(turn, opened, text, subject=opened.signing, expires_at=opened.closes_at)
    if opened.needs_code:
        shown = showing.shown(turn, opened, pages, zone)
        text = words.OPENED_WITH_CODE.format(title=opened.title, shown=shown, number=opened.number)
        severity = Severity.URGENT
        organising.tell(turn, opened, text, subject=opened.signing, severity=severity, expires_at=opened.closes_at)


def nudge(turn: Turn, timer: Timer, office: Office) -> None:
    """Remind privately, once, who has not signed in."""
    study = studies.named(turn.connection, timer.subject)
    if study is None or study.state != OPEN or turn.now >= study.closes_at:
        return
    remind(turn, study, ZoneInfo(office.zone))


def remind(turn: Turn, study: Study, zone: ZoneInfo) -> int:
    """Remind once who is missing and neither away nor waiting for leave. Returns how many they are."""
    missing = [one for one in roster.of_study(turn.connection, study.id) if one.is_missing and one.nudged_at is None]
    away = {one.person_id for one in stand_ins.absences(turn.connection, turn.now, study.closes_at)}
    excusing = {one.person_id for one in asks.waiting(turn.connection, [study.id]) if one.what in EXCUSED}
    missing = [one for one in missing if one.person_id not in away | excusing]
    opening.tell(turn, study, missing, opening.person_text(words.NUDGE, study, zone))
    ids = [one.id for one in missing]
    turn.connection.execute(update(rows.roster).where(rows.roster.c.id.in_(ids)).values(nudged_at=turn.now))
    turn.record("checkin.nudged", study.subject, people=len(missing))
    return len(missing)


def closes(turn: Turn, timer: Timer, office: Office) -> None:
    """Close signing in and give its organiser the tally."""
    study = studies.named(turn.connection, timer.subject)
    if study is None or study.state != OPEN:
        return
    closed = closing.close_study(turn, study, study.closes_at, ZoneInfo(office.zone))
    head = words.CLOSED_BY_TIME.format(title=closed.title)
    organising.tell(turn, closed, closing.told(turn, closed, head))


def tally(turn: Turn, timer: Timer, office: Office) -> None:
    """Tell the group how many have signed in."""
    telling.say_tally(turn, timer, ZoneInfo(office.zone))
