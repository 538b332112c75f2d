"""The notice of a study that stands: its text as the study is now, without telling anybody anew."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.turn import Turn
from handlers.study.planning import writing
from handlers.study.studies import Study
from scheduler import notices
from scheduler.notices import Notice
from scheduler.notices import rows as notice_rows


def standing(turn: Turn, study: Study) -> Notice | None:
    """Return the notice of a study while it is open."""
    found = notices.of_subject(turn.connection, study.subject)
    return found if found is not None and found.is_open else None


def rewritten(turn: Turn, study: Study, zone: ZoneInfo) -> None:
    """Let the notice say what the study is now: who is reminded reads it so."""
    found = standing(turn, study)
    if found is not None:
        notice_rows.moved(turn.connection, found, text=writing.body(turn, study, zone))
