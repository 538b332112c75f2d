"""请假 and 公出: asked of the organiser, or written down at once where nobody's consent is needed.

公出 is being on duty elsewhere and no leave. Of a reason the ledgers keep the kind; the organiser alone reads it. A
chief leader is not given leave by his own office: it is written down, and the organiser told.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.acts import Role
from bot.messages import Button, Card
from bot.store import people
from bot.store.office_settings import value_of
from bot.store.people import Person
from bot.store.pushes import Recipient
from bot.turn import Turn
from handlers.study import asks, choosing, enlisting, organising, roster, settings
from handlers.study.asks import WAITING, Ask
from handlers.study.attending import marks, words
from handlers.study.opening import hour
from handlers.study.roster import APART, LEAVE, MADE_UP, ONLINE, Entry
from handlers.study.studies import CLOSED, PLANNED, Study
from handlers.study.talk import LEFT
from scheduler import notices, owed
from scheduler.excuses import kind_of
from scheduler.notices import Answer

ZONE = ZoneInfo("Asia/Shanghai")  # the whole country has one; hooks are called without a situation
ASKED = "checkin.wished"
ROSTER = "roster"


def ask_leave(turn: Turn, study: Study, person: Person, what: str, reason: str, asked_by: Person) -> str:
    """Ask for somebody's 请假 or 公出 of a study, or write it down where it needs no consent.

    what: LEAVE or ON_DUTY. asked_by: who says it, himself or another. Returns what `asked_by` is to read.
    """
    entry = entry_of(turn, study, person)
    who = words.YOU if person.id == asked_by.id else person.called
    if entry is None or entry.belongs == APART:
        return words.NOT_LISTED.format(who=who, title=study.title, what=what)
    if entry.is_there:
        at = hour(entry.at, ZONE) if entry.at else ""
        organiser = choosing.organiser(turn, study)
        return words.ALREADY_SIGNED.format(who=who, at=at, title=study.title, organiser=organiser)
    if entry.status == what and (not reason or entry.reason == reason):
        return words.ALREADY_EXCUSED.format(title=study.title, who=who, what=what)
    if not needs_consent(turn, study, person, asked_by):
        return _at_once(turn, study, entry, person, what, reason, asked_by)
    one = wish(turn, study, person, what, reason, asked_by)
    _settle_notice(turn, study, person.id, kind_of(reason) if reason and what == LEAVE else what)
    said = words.WITHDRAWN.format(title=study.title, name=person.name, what=what)
    marks.may_put_back(turn, study, [entry], one.id, said=said)
    why = "" if reason else words.WHY_MISSING
    organiser = choosing.organiser(turn, study)
    return words.ASKED.format(title=study.title, who=who, what=what, organiser=organiser, why=why)


def needs_consent(turn: Turn, study: Study, person: Person, asked_by: Person) -> bool:
    """Whether somebody's absence waits for the organiser's word; what is asked after the study always does."""
    if organising.runs(turn.connection, asked_by, turn.now)(study) or Role.CHIEF in person.roles:
        return False
    return study.state == CLOSED or bool(value_of(turn.connection, settings.APPROVED))


def entry_of(turn: Turn, study: Study, person: Person) -> Entry | None:
    """Return where somebody stands; the roster of a planned study is written where it does not know him yet."""
    entry = roster.one(turn.connection, study.id, person.id)
    if entry is None and study.state == PLANNED:
        enlisting.enlist(turn, study)
        entry = roster.one(turn.connection, study.id, person.id)
    return entry


def excuse(turn: Turn, study: Study, entry: Entry, what: str, reason: str, **how: Any) -> Entry | None:
    """Write down that somebody is excused. how: `how`, `by_id`. Returns None where he was changed meanwhile."""
    kind = (kind_of(reason) if reason else "") if what == LEAVE else ""
    changes = {"status": what, "reason": reason, "leave_kind": kind, "at": None, "late_min": None}
    after = roster.moved(turn.connection, entry, **changes, **how)
    if after is not None:
        turn.record(LEFT, study.subject, **marks.told(entry, after))
        _settle_notice(turn, study, entry.person_id, kind or what)
    return after


def wish(turn: Turn, study: Study, person: Person, what: str, reason: str, asked_by: Person) -> Ask:
    """Keep a request and ask its organiser."""
    at = turn.waiting.happened_at if turn.waiting else turn.now
    one = asks.put(turn.connection, Ask(0, study.id, person.id, what, reason, asked_by.id, at, WAITING))
    turn.record(ASKED, study.subject, person=person.id, what=what)
    ask_organiser(turn, study, one)
    return one


def ask_organiser(turn: Turn, study: Study, one: Ask) -> None:
    """Put a request before the organiser, with buttons for what the text says in words."""
    both = {each.id: each for each in people.people(turn.connection, turn.now, [one.person_id, one.asked_by])}
    person, asker = both[one.person_id], both.get(one.asked_by)
    by = words.BY.format(who=asker.called) if asker is not None and asker.id != person.id else ""
    reason = words.BECAUSE.format(reason=one.reason) if one.reason else words.NO_REASON
    at = words.AT.format(at=told_hour(one.asked_at, turn.now)) if one.what == MADE_UP else ""
    what = said_of(one.what)
    text = words.ASK_TELL.format(
        title=study.title, name=person.name, what=what, by=by, reason=reason, at=at, number=study.number
    )
    says = (("同意", f"同意 {person.name} {study.number}"), ("不同意", f"不同意 {person.name} {study.number}"))
    card = Card(f"xa-{one.id}", f"{person.name} {what}"[:26], tuple(Button(*both_) for both_ in says))
    organising.tell(turn, study, text, subject=subject_of(one), card=card)


def said_of(what: str) -> str:
    """Return how a wish is called: 线上 is 线上参加."""
    return words.ONLINE if what == ONLINE else what


def subject_of(one: Ask) -> str:
    """Return the subject under which a request is pushed, so that one withdrawn is not asked for any more."""
    return f"study:{one.study_id}:ask:{one.id}"


def _at_once(  # noqa: PLR0913 — what a leave is
    turn: Turn, study: Study, entry: Entry, person: Person, what: str, reason: str, asked_by: Person
) -> str:
    by = None if person.id == asked_by.id else asked_by.id
    excuse(turn, study, entry, what, reason, by_id=by, how="")
    marks.may_put_back(turn, study, [entry])
    who = words.YOU if by is None else person.called
    why = words.BECAUSE.format(reason=reason) if reason else ""
    if by is not None:
        told = words.EXCUSED_OTHER.format(
            title=study.title, by=asked_by.called, what=what, reason=why, number=study.number
        )
        turn.push(Recipient(person_id=person.id), told, audience=ROSTER, subject=study.subject)
    if study.organiser_id == asked_by.id:
        return words.EXCUSED.format(title=study.title, who=who, what=what, told=words.MAY_UNDO)
    name = person.name
    text = words.EXCUSED_TELL.format(
        what=what, title=study.title, name=name, by=words.BY.format(who=asked_by.called) if by else "",
        reason=why, number=study.number,
    )  # fmt: skip
    organising.tell(turn, study, text)
    told = words.TOLD_ORGANISER.format(organiser=choosing.organiser(turn, study))
    return words.EXCUSED.format(title=study.title, who=who, what=what, told=told)


def _settle_notice(turn: Turn, study: Study, person_id: int, kind: str) -> None:
    """Have who is excused owe no answer to the announcement."""
    notice = notices.of_subject(turn.connection, study.subject)
    if notice is not None and notice.is_open:
        notices.settle(turn, notice, person_id, Answer(owed.EXCUSED, kind))


def came(turn: Turn, study: Study, person_id: int) -> None:
    """Have who is there after all owe no answer to the announcement."""
    notice = notices.of_subject(turn.connection, study.subject)
    if notice is not None and notice.is_open:
        owed.settle(turn, notices.KIND, notice.owed, person_id)


def told_hour(moment: datetime, now: datetime) -> str:
    """Say when something reached the platform: 10:40, of another day 11月21日10:40."""
    local, today = moment.astimezone(ZONE), now.astimezone(ZONE).date()
    return f"{local:%H:%M}" if local.date() == today else f"{local.month}月{local.day}日{local:%H:%M}"
