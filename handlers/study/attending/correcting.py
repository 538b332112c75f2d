"""更正: the organiser's word on what became of somebody, with its reason; he is told privately.

What somebody says is wrong of himself goes to the organiser, who alone changes it.
"""

from __future__ import annotations

import re
from typing import Any

from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.store.people import Person
from bot.store.pushes import Recipient
from bot.turn import Turn
from handlers.study import choosing, enlisting, organising, roster, studies
from handlers.study.attending import asking, leaving, marks, which, whom, words
from handlers.study.roster import ABSENT, BY_ORGANISER, EXCUSED, LATE, LEAVE, MISSING, PRESENT, SITS_IN, THERE, Entry
from handlers.study.studies import CLOSED, OPEN, Study
from scheduler.excuses import kind_of

OBJECTED = "checkin.objected"
_WRONGED = re.compile(r"缺勤|缺席|迟到|请假")


def correct(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Change what became of somebody, or pass on what somebody says is wrong of himself."""
    me = situation.sender
    if not isinstance(me, Person):
        turn.whisper(words.ENROL_FIRST)
        return
    if reading.slots.get("self"):
        object_to(turn, me, str(reading.slots.get("reason") or ""))
        return
    study = choosing.to_run(turn, message, reading, situation)
    person = whom.one(turn, reading, me) if study is not None else None
    if study is None or person is None:
        return
    entry = roster.one(turn.connection, study.id, person.id)
    status = str(reading.slots.get("to") or "") or (ABSENT if study.state == CLOSED else MISSING)
    if entry is None and status not in THERE:
        turn.whisper(words.NOT_ON_IT.format(name=person.name, title=study.title))
        return
    reason = str(reading.slots.get("reason") or reading.slots.get("answer") or "").strip()
    if not reason:
        draft = which.asks_again(reading, study=study.id, people=[person.number])
        asking.ask_for(turn, words.WHY_CORRECT.format(name=person.name, to=_said(status)), draft)
        return
    _correct(turn, study, person, entry, status, reason, me)


def _correct(  # noqa: PLR0913 — what a correction is
    turn: Turn, study: Study, person: Person, entry: Entry | None, status: str, reason: str, me: Person
) -> None:
    if entry is None:
        enlisting.put(turn, study, [person], SITS_IN)
        entry = roster.one(turn.connection, study.id, person.id)
    if entry is None or entry.status == status:
        turn.whisper(words.SAME.format(name=person.name, to=_said(status)))
        return
    at = turn.waiting.happened_at if turn.waiting else turn.now
    changes: dict[str, Any] = {"status": status, "how": BY_ORGANISER, "by_id": me.id, "reason": reason}
    changes["leave_kind"] = kind_of(reason) if status == LEAVE else ""
    changes["at"] = (entry.at or at) if status in THERE else None
    after = roster.moved(turn.connection, entry, **changes)
    if after is None:
        return
    turn.record("checkin.corrected", study.subject, **marks.told(entry, after))
    if status in THERE:
        leaving.came(turn, study, person.id)
    marks.may_put_back(turn, study, [entry])
    common = {"title": study.title, "was": _said(entry.status), "to": _said(status), "reason": reason}
    if person.id != me.id:
        told = words.CORRECTED_TOLD.format(**common, by=me.called, number=study.number)
        turn.push(Recipient(person_id=person.id), told, audience=leaving.ROSTER, subject=study.subject)
    turn.whisper(words.CORRECTED.format(**common, name=person.name))


def _answered(study: Study, entry: Entry, said: str) -> str:
    """Return what answers somebody without his organiser: he is down as there, or may simply come; else nothing."""
    if entry.is_there and entry.status != LATE and _WRONGED.search(said):
        return words.IS_THERE.format(title=study.title, status=entry.status)
    if entry.status in EXCUSED and study.state == OPEN:
        return words.COMES_ANYWAY.format(title=study.title, status=entry.status)
    return ""


def object_to(turn: Turn, me: Person, said: str) -> None:
    """Pass on to the organiser what somebody says is wrong of his own record; nothing is changed."""
    near = [one for one in studies.near(turn.connection, turn.now) if one.state in (OPEN, CLOSED)]
    his = roster.of_person(turn.connection, me.id, [one.id for one in near])
    mine = [one for one in near if one.id in his]
    if not mine:
        turn.whisper(words.NOTHING_WRONG)
        return
    study = mine[-1]
    entry = his[study.id]
    if plainly := _answered(study, entry, said):
        turn.whisper(plainly)
        return
    text = words.OBJECTS.format(
        title=study.title,
        name=me.name,
        status=_said(entry.status),
        said=said,
        to=ABSENT if entry.is_there and entry.status != LATE else PRESENT,
        number=study.number,
    )
    organising.tell(turn, study, text)
    turn.record(OBJECTED, study.subject, person=me.id, status=entry.status)
    organiser = choosing.organiser(turn, study)
    turn.whisper(words.OBJECTION_TOLD.format(title=study.title, status=_said(entry.status), organiser=organiser))


def _said(status: str) -> str:
    return status or words.NOT_SIGNED
