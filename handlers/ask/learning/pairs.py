"""The pairs as they stand: looked at, approved, kept on, retired; what is out of date is told to who approved it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.messages import Message
from bot.registry import Act
from bot.rights import Role
from bot.router import Reading
from bot.situation import Situation
from bot.store import people
from bot.store.deeds import Deed
from bot.store.office_settings import value_of
from bot.store.people import Person
from bot.store.pushes import Recipient
from bot.turn import Turn
from handlers.ask import talk
from handlers.ask.learning import words
from handlers.ask.learning.drafts import Draft, last_day, valid_until
from handlers.ask.learning.reviewing import approve
from handlers.ask.learning.rights import approver, may_approve, writer
from handlers.ask.learning.settings import PAIR_DAYS
from handlers.ask.learning.verdicts import shortened
from knowledge import reviewed_rows
from knowledge.reviewed import ACTIVE, PROPOSED, REVIEW, WITHDRAWN, Pair, called

DEED = "answer.moved"
RETIRE = "retire"
MOST_LINES = 8
AHEAD = timedelta(days=14)
_STOOD = ("state", "approved_by", "approved_id", "file", "sha256")
_MOMENTS = ("approved_at", "valid_until")


def move(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Approve, renew or retire a pair."""
    del message
    sender = approver(turn, situation)
    if sender is None:
        return
    pair = reviewed_rows.find(turn.connection, int(reading.slots["number"]))
    if pair is None:
        turn.say(words.NO_SUCH_PAIR.format(number=called(int(reading.slots["number"]))))
        return
    what = str(reading.slots["what"])
    if what == RETIRE:
        reviewed_rows.change(turn.connection, pair.id, state=WITHDRAWN)
        turn.record("answer.retired", f"pair:{pair.id}")
        turn.may_undo(DEED, f"pair:{pair.id}", **_as_it_stood(pair))
        turn.say(words.PAIR_RETIRED.format(number=pair.number))
    elif pair.state == PROPOSED:
        count = approve(turn, pair.id, sender, situation.zone)
        told = words.AND_TOLD.format(count=count) if count else ""
        turn.say(words.REVIEWED_NOW.format(number=pair.number, told=told))
    else:
        _renew(turn, pair, sender, situation)


def _renew(turn: Turn, pair: Pair, sender: Person, situation: Situation) -> None:
    """Let a pair hold on, with the document it rests on as it stands now."""
    until = valid_until(Draft(""), turn.now, value_of(turn.connection, PAIR_DAYS), situation.zone)
    changes = {"approved_by": sender.name, "approved_id": sender.id, "approved_at": turn.now, "valid_until": until}
    reviewed_rows.change(turn.connection, pair.id, state=ACTIVE, basis=pair.basis, **changes)
    turn.record("answer.renewed", f"pair:{pair.id}")
    turn.may_undo(DEED, f"pair:{pair.id}", **_as_it_stood(pair))
    turn.say(words.PAIR_RENEWED.format(number=pair.number, until=last_day(until, situation.zone)))


def show(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Show the newest pairs and how they stand."""
    del message, reading
    is_approver = isinstance(situation.sender, Person) and may_approve(situation.sender)
    if not is_approver and writer(turn, situation) is None:
        return
    found = reviewed_rows.in_states(turn.connection, PROPOSED, ACTIVE, REVIEW)
    turn.record(talk.PAIRS, pairs=len(found))
    lines = [
        words.PAIR_LINE.format(
            number=one.number, question=shortened(one.question), scope=one.scope, state=words.PAIR_STATES[one.state]
        )
        for one in found[::-1][:MOST_LINES]
    ]
    turn.whisper(words.PAIRS.format(count=len(found), lines="\n".join(lines)) if found else words.NOTHING_PAIRED)


def tell_stale(turn: Turn, zone: ZoneInfo) -> None:
    """Set aside what is out of date, and tell who approved it; warn once of what soon will be."""
    for pair in reviewed_rows.out_of_date(turn.connection, turn.now):
        is_over = pair.valid_until is not None and pair.valid_until <= turn.now
        why = words.WHY_EXPIRED if is_over else words.WHY_CHANGED
        reviewed_rows.change(turn.connection, pair.id, state=REVIEW)
        turn.record("answer.stale", f"pair:{pair.id}", expired=is_over)
        _tell(turn, pair, words.PAIR_STALE, why=why)
    since, until = turn.now + AHEAD - timedelta(days=1), turn.now + AHEAD
    for pair in reviewed_rows.in_states(turn.connection, ACTIVE):
        if pair.valid_until is not None and since < pair.valid_until <= until:
            _tell(turn, pair, words.PAIR_EXPIRES, day=last_day(pair.valid_until, zone))


def _tell(turn: Turn, pair: Pair, template: str, **said: str) -> None:
    """Tell who approved a pair; where he has left, or it came by a file, the admins."""
    person = people.person(turn.connection, pair.approved_id, turn.now) if pair.approved_id else None
    told = [person] if person else people.people_with(turn.connection, Role.ADMIN, turn.now)
    text = template.format(number=pair.number, question=shortened(pair.question), answer=pair.answer, **said)
    for one in told:
        turn.push(Recipient(person_id=one.id), text, audience="approver", subject=f"pair:{pair.id}")


def _as_it_stood(pair: Pair) -> dict[str, Any]:
    """Write down what renewing and retiring change, to be put back as it was."""
    moments = {"approved_at": pair.approved_at, "valid_until": pair.valid_until}
    stood = {name: getattr(pair, name) for name in _STOOD}
    return stood | {name: moment and moment.isoformat() for name, moment in moments.items()}


def _undo(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Put a pair back as it stood."""
    del situation
    pair_id = int(deed.subject.partition(":")[2])
    moments = {name: deed.data[name] and datetime.fromisoformat(deed.data[name]) for name in _MOMENTS}
    reviewed_rows.change(turn.connection, pair_id, **{name: deed.data[name] for name in _STOOD}, **moments)
    return words.PAIR_BACK.format(number=called(pair_id))


ACTS: dict[str, Act] = {talk.PAIR: move, talk.PAIRS: show}
UNDOS = {DEED: _undo}
