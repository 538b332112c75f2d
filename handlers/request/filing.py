"""A confirmed request is filed: numbered, sent to its one addressee, owed by him; taken back within ten minutes."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.store import people
from bot.store.deeds import Deed
from bot.store.office_settings import value_of
from bot.store.people import Person
from bot.store.pushes import Recipient, Severity
from bot.turn import Turn
from bot.undoing import NotUndone
from handlers.request import attached, chasing, requests, said, words
from handlers.request.matter import OPEN, Form, Request, Stage
from handlers.request.matters import matter_of
from handlers.request.requests import Filing
from handlers.request.settings import REMIND_AFTER
from handlers.request.submitting import paper_of
from scheduler import owed, stead
from scheduler.calendar import calendar_of

ANSWER = "request.answer"
END_OF_WORK = time(17, 30)


def file(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """File what was confirmed and send it to its addressee."""
    asker = situation.sender
    person = people.person(turn.connection, int(reading.slots["addressee"]), turn.now)
    if not isinstance(asker, Person) or person is None:
        turn.say(words.NO_LEADER)
        return
    paper = paper_of(reading.slots, message)
    draft, matter = paper.draft, matter_of(turn.connection, paper.draft.text)
    filing = Filing(
        form=draft.form,
        title=draft.title,
        text=draft.text,
        asker_id=asker.id,
        unit_id=asker.unit_id,
        addressee_id=person.id,
        matter=matter.name if matter else "",
        is_major=bool(matter and matter.is_major),
        door=paper.door,
        message_id=paper.message_id,
        due_at=due_at(turn.connection, turn.now, situation.zone) if draft.form is Form.ASKS else None,
    )
    request = requests.file(turn.connection, filing, turn.now.astimezone(situation.zone).year, turn.now)
    turn.record("request.filed", request.subject, number=request.number, to=person.id, form=request.form.value)
    bring(turn, request, asker, person, situation.zone)
    turn.may_undo(said.FILE, request.subject, id=request.id)
    turn.say(words.FILED.format(who=person.called, title=words.title(request), number=words.number(request)))


def bring(turn: Turn, request: Request, asker: Person, person: Person, zone: ZoneInfo) -> None:
    """Bring a request before somebody: he reads it, owes a word where one is asked, and is reminded of it."""
    first, copies = stead.recipient_for(turn.connection, person, turn.now)
    lines = [text_for(turn.connection, request, asker)]
    asks = request.form is Form.ASKS
    if asks:
        data = {
            "line": words.TODO_LINE.format(title=words.title(request)),
            "number": request.number,
            "answer": words.SAID_LABEL.format(number=request.number, label=words.LABELS[0]),
        }
        owe_anew(turn, request, person.id, data)
        chasing.arm(turn, request, zone)
    how = (words.HOW_TO_ANSWER if asks else words.HOW_TO_SEE).format(number=words.number(request))
    _push(turn, request, first, "\n".join([*lines, how]), with_card=asks)
    attached.hand_on(turn, request, first.id)
    for one in copies:
        note = words.COPY.format(who=one.called, acting=first.called)
        _push(turn, request, one, "\n".join([*lines, note + words.number(request)]), with_card=False)


def owe_anew(turn: Turn, request: Request, person_id: int, data: dict[str, str]) -> None:
    """Let somebody owe a word, again where he gave one before."""
    before = owed.one(turn.connection, ANSWER, request.subject, person_id)
    if before is not None and before.settled_at is not None:
        owed.settle_anew(turn, ANSWER, request.subject, person_id, owed.VOID)
    owed.owe(turn, ANSWER, request.subject, person_id, due_at=request.due_at, data=data)


def text_for(connection: Connection, request: Request, asker: Person) -> str:
    """Write a request as its addressee reads it: what, of whom, what leaders said to it before."""
    text = words.TO_ANSWER if request.form is Form.ASKS else words.TO_KNOW
    matter = matter_of(connection, request.text)
    standing = requests.words_of(connection, [request.id])[request.id]
    names = {one.id: one.called for one in people.people(connection, request.filed_at, {w.person_id for w in standing})}
    return "\n".join(
        [
            text.format(title=words.title(request), asker=asker.called, text=words.shown(request.text)),
            *(words.matter_lines(matter, request.text) if request.is_major else []),
            *(words.FORMER.format(who=names.get(one.person_id, ""), text=one.text) for one in standing),
        ]
    )


def due_at(connection: Connection, now: datetime, zone: ZoneInfo) -> datetime:
    """Return until when a word is waited for, as the department set it."""
    days = value_of(connection, REMIND_AFTER)
    day = calendar_of(connection).add_workdays(now.astimezone(zone).date(), days)
    return datetime.combine(day, END_OF_WORK, tzinfo=zone)


def undo(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Take the filing back, as long as no word was said to it."""
    del situation
    request = requests.load(turn.connection, int(deed.data["id"]))
    if request.stage not in OPEN or requests.words_of(turn.connection, [request.id])[request.id]:
        raise NotUndone(
            words.ALREADY_OVER.format(title=words.title(request), stands=words.HAS_A_WORD, number=words.number(request))
        )
    close(turn, request)
    return words.FILING_TAKEN_BACK.format(title=words.title(request), number=words.number(request))


def close(turn: Turn, request: Request) -> Request:
    """Withdraw a request: nobody owes a word to it any more."""
    chasing.stop(turn, request, "withdrawn")
    owed.close_subject(turn, request.subject)
    turn.record("request.withdrawn", request.subject, number=request.number)
    return requests.moved(turn.connection, request, stage=Stage.WITHDRAWN, ended_at=turn.now)


def _push(turn: Turn, request: Request, person: Person, text: str, *, with_card: bool) -> None:
    turn.push(
        Recipient(person_id=person.id),
        text,
        audience="leader",
        subject=request.subject,
        severity=Severity.NORMAL,
        card=words.card(request) if with_card else None,
    )
