"""Sessions of a plan that have only their month: their organiser is asked for the day before the month begins, once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.store import journal
from bot.store.office_settings import value_of
from bot.store.pushes import Recipient
from bot.turn import Turn
from handlers.study import studies
from handlers.study.plans import words
from handlers.study.plans.settings import WARNED
from handlers.study.studies import UNDATED, Study

TOLD = "study.undated_told"
BACK = timedelta(days=31)


def tell(turn: Turn, zone: ZoneInfo) -> None:
    """Ask each organiser for the days of what is to be held in a month that is near."""
    until = turn.now + timedelta(days=value_of(turn.connection, WARNED))
    mine: Mapping[int, list[Study]] = defaultdict(list)
    for one in studies.between(turn.connection, turn.now - BACK, until, (UNDATED,)):
        if not journal.entries(turn.connection, kinds=(TOLD,), subject=one.subject, newest=1):
            mine[one.organiser_id].append(one)
            turn.record(TOLD, one.subject)
    for organiser_id, his in mine.items():
        lines = [_line(one, zone) for one in his]
        text = "\n".join([words.UNDATED_HEAD.format(count=len(his)), *lines, words.UNDATED_HOW])
        turn.push(Recipient(person_id=organiser_id), text, audience="organiser", subject=TOLD)


def _line(study: Study, zone: ZoneInfo) -> str:
    local = study.starts_at.astimezone(zone)
    month = words.MONTH.format(year=local.year, month=local.month)
    topic = words.SESSION_TOPIC.format(topic=study.topic) if study.topic and study.topic not in study.title else ""
    return words.UNDATED_LINE.format(month=month, title=study.title, topic=topic, number=study.number)
