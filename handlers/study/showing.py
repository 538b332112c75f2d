"""The code and the page for whoever runs a study 签到码、大屏: given to the organiser alone, privately."""

from __future__ import annotations

from functools import partial
from zoneinfo import ZoneInfo

from bot.messages import Message
from bot.registry import Act
from bot.router import Reading
from bot.situation import Situation
from bot.store.office_settings import value_of
from bot.store.people import Person
from bot.turn import Turn
from handlers.study import choosing, codes, organising, screen, settings, studies, words
from handlers.study.opening import hour
from handlers.study.studies import OPEN, PLANNED, Study


def shower(pages: str) -> Act:
    """Return what answers 签到码 and 大屏. pages: the address the house is reached at, empty where it has none."""
    return partial(_show, pages=pages)


def _show(turn: Turn, message: Message, reading: Reading, situation: Situation, *, pages: str) -> None:
    study = _coming(turn, reading, situation) or choosing.to_run(turn, message, reading, situation, OPEN)
    if study is None:
        return
    turn.record("checkin.asked", study.subject)
    turn.whisper(shown(turn, study, pages, situation.zone))


def shown(turn: Turn, study: Study, pages: str, zone: ZoneInfo) -> str:
    """Say the code of this moment and where the page is, as the organiser reads it."""
    where = where_it_is(study, pages) or words.NO_PAGE
    if study.state == PLANNED:
        return words.CODE_TO_COME.format(title=study.title, opens=hour(study.opens_at, zone), where=where)
    if study.state != OPEN:
        return words.CODE_NO_MORE.format(title=study.title, where=where_it_is(study, pages)).strip()
    if not study.needs_code:
        return words.CODE_NOT_NEEDED.format(title=study.title, where=where)
    minutes = value_of(turn.connection, settings.CODE_MIN)
    code = codes.code_at(study.secret, turn.now, minutes)
    until = hour(codes.changes_at(turn.now, minutes), zone)
    return words.CODE_NOW.format(title=study.title, code=code, until=until, minutes=minutes, where=where)


def where_it_is(study: Study, pages: str) -> str:
    """Say where the page is; empty where the house has no address."""
    return words.PAGE_IS.format(link=screen.link(pages, study)) if pages else ""


def _coming(turn: Turn, reading: Reading, situation: Situation) -> Study | None:
    """Return the next study the sender runs that has not opened yet, where he runs none that is open."""
    me = situation.sender
    if not isinstance(me, Person) or "study" in reading.slots:
        return None
    mine = list(filter(organising.runs(turn.connection, me, turn.now), studies.near(turn.connection, turn.now)))
    to_come = [one for one in mine if one.state == PLANNED and one.closes_at > turn.now]
    return to_come[0] if to_come and not any(one.state == OPEN for one in mine) else None
