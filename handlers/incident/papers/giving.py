"""首报 and 续报 as they are given out: numbered, the position of the journal kept, so that nothing is said twice.

The text is the leader's own to send: giving it ticks nothing. That it was given, and to whom, stands in the journal.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from bot.errors import RowMoved
from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.store.database import insert_one_new
from bot.turn import Turn
from handlers.incident import words as incident_words
from handlers.incident.cases import Case
from handlers.incident.papers import upward, words
from handlers.incident.papers.course import Course, course_of
from handlers.incident.papers.rows import given
from handlers.incident.papers.standing import Standing, chosen
from knowledge.text import chinese


@dataclass(frozen=True, slots=True)
class Given:
    """A report that was given out. number: 0 首报, 1 续报一. position: up to where it tells the journal."""

    number: int
    at: datetime
    position: int
    text: str

    @property
    def name(self) -> str:
        """Return what it is called."""
        return words.LAST_FOLLOW_UP.format(number=chinese(self.number)) if self.number else words.LAST_FIRST


def given_of(connection: Connection, incident_id: int) -> list[Given]:
    """Return what was given out of an incident, the first first."""
    columns = (given.c.number, given.c.at, given.c.position, given.c.text)
    rows = connection.execute(select(*columns).where(given.c.incident_id == incident_id).order_by(given.c.number))
    return [Given(*row) for row in rows]


def first_report(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Give 首报 as things stand now. Given again, it moves nothing: the next 续报 still begins after the first."""
    one = chosen(turn, message, reading, situation, lambda one: one.may_have)
    if one is not None and _may_have(turn, one):
        _give_first(turn, course_of(turn.connection, one.case), situation)


def follow_up(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Give the next 续报, an earlier one that is named again, or 首报 where none was given yet."""
    one = chosen(turn, message, reading, situation, lambda one: one.may_have)
    if one is None or not _may_have(turn, one):
        return
    course, before = course_of(turn.connection, one.case), given_of(turn.connection, one.case.id)
    again = next((old for old in before if old.number and old.number == reading.slots.get("which")), None)
    if again is not None:
        turn.say(again.text)
        _record(turn, one.case, again.name)
    elif before:
        _give_next(turn, course, before[-1], situation)
    else:
        _give_first(turn, course, situation)


def progress(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Tell a chief on one screen how it stands, in neutral words."""
    one = chosen(turn, message, reading, situation, lambda one: one.may_have)
    if one is not None and _may_have(turn, one):
        turn.say(upward.progress(course_of(turn.connection, one.case), situation.zone))
        turn.record("incident.queried", one.case.subject)


def _may_have(turn: Turn, one: Standing) -> bool:
    if not one.may_have:
        turn.say(words.NOT_FOR_YOU)
    return one.may_have


def _give_first(turn: Turn, course: Course, situation: Situation) -> None:
    office = situation.office
    text = upward.first_report(course, office.department, office.duty_phone, turn.now, situation.zone)
    turn.say(text)
    if not given_of(turn.connection, course.case.id):
        _keep(turn, course, 0, text)
    _record(turn, course.case, words.LAST_FIRST)


def _give_next(turn: Turn, course: Course, last: Given, situation: Situation) -> None:
    number = last.number + 1
    department = situation.office.department
    text = upward.follow_up(course, number, last.position, department, turn.now, situation.zone)
    if not text:
        at = upward.moment(last.at, situation.zone)
        what, its = incident_words.what(course.case), incident_words.number(course.case)
        turn.say(words.NOTHING_NEW.format(what=what, at=at, last=last.name, number=its))
        return
    turn.say(text)
    _keep(turn, course, number, text)
    _record(turn, course.case, words.LAST_FOLLOW_UP.format(number=chinese(number)))


def _keep(turn: Turn, course: Course, number: int, text: str) -> None:
    """Keep what was given. Raises RowMoved where somebody else was given it at the same moment."""
    row: dict[str, Any] = {"incident_id": course.case.id, "number": number, "person_id": turn.person_id, "at": turn.now}
    row |= {"position": course.position, "text": text}
    if insert_one_new(turn.connection, given, row, unique=("incident_id", "number")) is None:
        raise RowMoved(course.case.number)


def _record(turn: Turn, case: Case, paper: str) -> None:
    turn.record("incident.paper_given", case.subject, paper=paper)
