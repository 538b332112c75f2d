"""Drafting the summary: the draft as a file, the 要素 taken down as they are said, the drafting given to somebody."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.store import people
from bot.store.database import insert_or_update
from bot.turn import Turn
from bot.word_file import document_of
from handlers.incident import rows, witnesses
from handlers.incident import words as incident_words
from handlers.incident.cases import Case
from handlers.incident.leaders import Part
from handlers.incident.papers import answers, asking, attached, due, elements, replies, sending
from handlers.incident.papers.answers import Planned
from handlers.incident.papers.course import course_of
from handlers.incident.papers.elements import Measure, Said
from handlers.incident.papers.rows import papers
from handlers.incident.papers.standing import Standing, chosen
from handlers.incident.papers.summary import Handed, Summary, printed


def draft(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Hand over the summary as it stands, as a file."""
    one = chosen(turn, message, reading, situation, lambda one: one.may_read)
    if one is None:
        return
    made = summary_of(turn, one.case, situation)
    turn.give(document_of(printed(made, turn.now)))
    turn.say(replies.draft(one.case, made))
    turn.record("incident.paper_given", one.case.subject, paper=replies.SUMMARY)
    if attached.hand_on(turn, one.case, replies.FILE_INSTEAD.format(name=made.handed.file_name)):
        turn.record("incident.paper_given", one.case.subject, paper=made.handed.file_name)


def answered(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Take down what is said of cause, blame, lessons and measures; echo it and what is still missing."""
    one = chosen(turn, message, reading, situation, lambda one: one.may_write)
    if one is None or not may_write(turn, one):
        return
    number = elements.dropped(message.text)
    if number:
        _drop(turn, one.case, number, situation)
        return
    said = elements.read_elements(message.text, _today(turn, situation))
    kept = [_kept(turn, one.case, measure) for measure in said.measures]
    if None in kept:
        turn.say(replies.NO_SUCH_MEASURE)
        return
    answers.keep(turn.connection, one.case.id, said, turn.person_id, turn.now)
    turn.record("incident.elements", one.case.subject, names=_names(said))
    made = summary_of(turn, one.case, situation)
    turn.say(replies.taken_down(one.case, said, [found for found in kept if found], made, situation.zone))


def given_to_drafter(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Let somebody draft; the leader in charge still answers for it."""
    one = chosen(turn, message, reading, situation, lambda one: one.may_delegate)
    if one is None or not may_write(turn, one):
        return
    if not one.may_delegate:
        turn.say(replies.NOT_YOURS_TO_GIVE)
        return
    name = str(reading.slots.get("to") or "")
    found = people.by_name(turn.connection, name, turn.now)
    if len(found) != 1:
        turn.say(incident_words.WHO_IS_THAT.format(name=name))
        return
    to, case, until = found[0], one.case, due.due_at(turn, one.case)
    note(turn.connection, case, drafter_id=to.id)
    if not case.state.is_drill:
        due.draft_owed(turn, case, to.id, until)
    mine = people.person(turn.connection, turn.person_id, turn.now) if turn.person_id else None
    text = asking.to_draft(case, mine.called if mine else "", until, situation.zone)
    sending.to_drafter(turn, case, to.id, text)
    turn.record("incident.drafter", case.subject, to=to.id)
    turn.say(replies.DRAFTED_BY.format(who=to.called, **replies.named(case)))


def may_write(turn: Turn, one: Standing) -> bool:
    """Say whether he may work on the summary; else he is told why not."""
    if not one.may_write:
        turn.say(replies.not_now(one.case) if one.is_writer else replies.NOT_YOURS_TO_WRITE)
    return one.may_write


def note(connection: Connection, case: Case, **columns: Any) -> None:
    """Write columns of an incident's paper."""
    row = {"incident_id": case.id, **columns}
    connection.execute(insert_or_update(connection, papers, row, unique=("incident_id",)))


def summary_of(turn: Turn, case: Case, situation: Situation) -> Summary:
    """Gather everything the summary is made of."""
    connection = turn.connection
    row = connection.execute(select(papers).where(papers.c.incident_id == case.id)).first()
    told = [one for one in witnesses.told_of(connection, case.id) if one.audience == Part.CHIEF]
    names = {one.id: one.name for one in people.people(connection, turn.now, [one.person_id for one in told])}
    return Summary(
        course=course_of(connection, case),
        department=situation.office.department,
        zone=situation.zone,
        texts=answers.texts_of(connection, case.id),
        measures=answers.measures_of(connection, case.id),
        handed=_handed(turn, row) if row else Handed(),
        told=[(names[one.person_id], one.first_at) for one in told if one.person_id in names],
        ticked=_ticked(connection, case),
    )


def _handed(turn: Turn, row: Row[Any]) -> Handed:
    ids = {one for one in (row.drafter_id, row.handed_in_by, row.reviewed_by) if one is not None}
    names = {one.id: one.name for one in people.people(turn.connection, turn.now, ids)}
    return Handed(
        drafter=names.get(row.drafter_id, ""),
        text=row.text,
        file_name=row.file_name,
        by=names.get(row.handed_in_by, ""),
        at=row.handed_in_at,
        signed_by=names.get(row.reviewed_by, ""),
        signed_at=row.reviewed_at,
    )


def _ticked(connection: Connection, case: Case) -> Mapping[int | str, datetime]:
    """Return when chiefs (by row) and departments (by name) were ticked."""
    up, to = rows.chiefs.c, rows.departments.c
    chiefs = connection.execute(select(up.person_id, up.reported_at).where(up.incident_id == case.id)).all()
    told = connection.execute(select(to.name, to.informed_at).where(to.incident_id == case.id)).all()
    return {key: at for key, at in (*chiefs, *told) if at is not None}


def _kept(turn: Turn, case: Case, measure: Measure) -> Planned | None:
    found = people.by_name(turn.connection, measure.person, turn.now) if measure.person else []
    person_id = found[0].id if len(found) == 1 else None
    return answers.keep_measure(turn.connection, case.id, measure, person_id, turn.now)


def _drop(turn: Turn, case: Case, number: int, situation: Situation) -> None:
    if not answers.drop_measure(turn.connection, case.id, number):
        turn.say(replies.NO_SUCH_MEASURE)
        return
    turn.record("incident.elements", case.subject, names=[replies.DROPPED.format(number=number)])
    made = summary_of(turn, case, situation)
    turn.say(replies.dropped(case, number, made))


def _names(said: Said) -> list[str]:
    return [name for name, _ in said.texts] + ([elements.MEASURES] if said.measures else [])


def _today(turn: Turn, situation: Situation) -> date:
    return turn.now.astimezone(situation.zone).date()
