"""An admin decides whose an account is: once, privately, with a row in the audit, and a day to take it back."""

from __future__ import annotations

from datetime import timedelta

from bot.messages import Channel, Message
from bot.rights import Act, may
from bot.router import Reading
from bot.situation import Situation
from bot.store import audit, bindings, journal, people
from bot.store.accounts import Account
from bot.store.audit import Stamp, by_person
from bot.store.bindings import Binding
from bot.store.people import Person
from bot.store.pushes import Recipient
from bot.turn import Turn
from handlers.enrolment import talk
from handlers.enrolment.asking import platform_name, subject_of
from handlers.enrolment.attaching import Attachment, How, attach, attachment, detach

UNDONE_WITHIN = timedelta(days=1)
ASKED, BOUND = "binding.asked", "account.bound"


def approve(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Make each account the person's, unless something stands in the way."""
    for asked in _to_decide(turn, message, reading, situation):
        _approve(turn, asked, replace=reading.slots["replace"])


def _approve(turn: Turn, asked: Binding, *, replace: bool) -> None:
    person = people.by_number(turn.connection, asked.number, turn.now)
    if person is None:
        _stay(turn, talk.UNKNOWN_NUMBER.format(number=asked.number, row=asked.id))
        return
    account = Account(asked.platform, asked.account)
    holder = people.who(turn.connection, account.platform, account.account, turn.now)
    if holder is not None:
        _stay(turn, talk.TAKEN.format(who=holder.name))
        return
    one = attachment(turn.connection, person.id, account, turn.now)
    if one.how is How.OTHER and not replace:
        platform = platform_name(account.platform)
        _stay(turn, talk.MUST_REPLACE.format(name=person.name, platform=platform, row=asked.id))
        return
    _bind(turn, asked, person, one)


def refuse(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Refuse requests, and tell who asked."""
    for asked in _to_decide(turn, message, reading, situation):
        bindings.decide(turn.connection, asked.id, bindings.REFUSED, _me(turn), turn.now)
        turn.withdraw(subject_of(asked.id), "decided")
        turn.record("binding.refused", subject_of(asked.id))
        _tell_asker(turn, asked, talk.NOT_BOUND.format(contact=situation.office.contact))
        turn.say(talk.DECLINED.format(row=asked.id))


def release(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Take approvals back within a day."""
    for asked in _requests(turn, message, reading, situation):
        _release(turn, asked, situation.office.contact)


def _release(turn: Turn, asked: Binding, contact: str) -> None:
    made = journal.entries(turn.connection, kinds=(BOUND,), subject=subject_of(asked.id), newest=1)
    if asked.state != bindings.APPROVED or asked.decided_at is None or not made:
        turn.say(talk.NOT_APPROVED.format(row=asked.id))
        return
    if asked.decided_at <= turn.now - UNDONE_WITHIN:
        turn.say(talk.TOO_OLD.format(row=asked.id))
        return
    _tell_asker(turn, asked, talk.UNBOUND.format(contact=contact))
    bindings.undo(turn.connection, asked.id, _me(turn), turn.now)
    detach(turn.connection, Account(asked.platform, asked.account), made[0].data, turn.now)
    detail = {"binding": asked.id, "person": made[0].data["person"]}
    audit.record(turn.connection, Stamp(by_person(_me(turn)), turn.now), "binding.undone", detail)
    turn.record("account.released", subject_of(asked.id), person=made[0].data["person"])
    person = people.by_number(turn.connection, asked.number, turn.now)
    turn.say(talk.RELEASED.format(name=person.name if person else talk.SOMEBODY, number=asked.number))


def _bind(turn: Turn, asked: Binding, person: Person, one: Attachment) -> None:
    bindings.decide(turn.connection, asked.id, bindings.APPROVED, _me(turn), turn.now)
    moved = attach(turn.connection, one, turn.now)
    turn.withdraw(subject_of(asked.id), "decided")
    stamp = Stamp(by_person(_me(turn)), turn.now)
    detail = {"binding": asked.id, "platform": asked.platform, "account": asked.account, **one.data}
    audit.record(turn.connection, stamp, "binding.approved", detail)
    turn.record(BOUND, subject_of(asked.id), person=person.id, how=str(one.how), before=one.before, moved=moved)
    _tell_asker(turn, asked, talk.BOUND.format(called=person.called))
    turn.say(talk.AGREED.format(name=person.name, number=person.number, row=asked.id))


def _to_decide(turn: Turn, message: Message, reading: Reading, situation: Situation) -> list[Binding]:
    """Return the open requests that are meant; of the others say why they can't be decided."""
    asked = _requests(turn, message, reading, situation)
    for one in asked:
        if one.state != bindings.ASKED:
            _say_decided(turn, one)
    return [one for one in asked if one.state == bindings.ASKED]


def _say_decided(turn: Turn, asked: Binding) -> None:
    if asked.state == bindings.REPLACED:
        turn.say(talk.CHANGED_MIND.format(row=asked.id))
    else:
        by = people.person(turn.connection, asked.decided_by, turn.now) if asked.decided_by else None
        who = by.name if by else talk.SOMEBODY
        turn.say(talk.DECIDED.format(row=asked.id, who=who, how=talk.HOW_DECIDED[asked.state]))
    turn.shown = talk.HANDLED if turn.pressed else ""


def _requests(turn: Turn, message: Message, reading: Reading, situation: Situation) -> list[Binding]:
    """Return the requests that are meant, where the sender may decide, says so privately and says no "not yet"."""
    rows = reading.slots["rows"]
    if not isinstance(situation.sender, Person) or not may(situation.roles, Act.APPROVE_BINDING):
        turn.say(talk.ADMINS_ONLY.format(contact=situation.contact))
    elif message.channel is not Channel.PRIVATE:
        turn.say(talk.DECIDE_PRIVATELY)
    elif not rows:
        turn.say(talk.WHICH_REQUEST)
    elif reading.slots["held"]:
        turn.say(talk.NOT_DECIDED.format(rows="、".join(map(str, rows))))
    else:
        return _known(turn, rows)
    return []


def _known(turn: Turn, rows: list[int]) -> list[Binding]:
    found = {row: bindings.find(turn.connection, row) for row in rows}
    for row, one in found.items():
        if one is None:
            turn.say(talk.NO_SUCH_REQUEST.format(row=row))
    return [one for one in found.values() if one is not None]


def _stay(turn: Turn, text: str) -> None:
    """Say why nothing was decided; the pressed card stays as it is."""
    turn.shown = ""
    turn.say(text)


def _tell_asker(turn: Turn, asked: Binding, text: str) -> None:
    """Tell him where he asked: an encrypted id is reached by what was lent with his own message, if at all."""
    recipient = Recipient(platform=asked.platform, account=asked.account)
    said = journal.entries(turn.connection, kinds=(ASKED,), subject=subject_of(asked.id), newest=1)
    row = said[0].source.removeprefix("inbox:") if said else ""
    turn.push(recipient, text, audience="sender", answers=int(row) if row.isdecimal() else None)


def _me(turn: Turn) -> int:
    assert turn.person_id is not None  # noqa: S101 — `_request` looked
    return turn.person_id
