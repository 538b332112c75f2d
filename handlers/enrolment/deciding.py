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
    """Make the account the person's, unless something stands in the way."""
    asked = _to_decide(turn, message, reading, situation)
    person = people.by_number(turn.connection, asked.number, turn.now) if asked else None
    if asked is None:
        return
    if person is None:
        _stay(turn, talk.UNKNOWN_NUMBER.format(number=asked.number, row=asked.id))
        return
    account = Account(asked.platform, asked.account)
    holder = people.who(turn.connection, account.platform, account.account, turn.now)
    if holder is not None:
        _stay(turn, talk.TAKEN.format(who=holder.name))
        return
    one = attachment(turn.connection, person.id, account, turn.now)
    if one.how is How.OTHER and not reading.slots["replace"]:
        platform = platform_name(account.platform)
        _stay(turn, talk.MUST_REPLACE.format(name=person.name, platform=platform, row=asked.id))
        return
    _bind(turn, asked, person, one)


def refuse(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Refuse a request, and tell who asked."""
    asked = _to_decide(turn, message, reading, situation)
    if asked is None:
        return
    bindings.decide(turn.connection, asked.id, bindings.REFUSED, _me(turn), turn.now)
    turn.withdraw(subject_of(asked.id), "decided")
    turn.record("binding.refused", subject_of(asked.id))
    _tell_asker(turn, asked, talk.NOT_BOUND.format(contact=situation.office.contact))
    turn.say(talk.DECLINED.format(row=asked.id))


def release(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Take an approval back within a day."""
    asked = _request(turn, message, reading, situation)
    if asked is None:
        return
    made = journal.entries(turn.connection, kinds=(BOUND,), subject=subject_of(asked.id), newest=1)
    if asked.state != bindings.APPROVED or asked.decided_at is None or not made:
        turn.say(talk.NOT_APPROVED.format(row=asked.id))
        return
    if asked.decided_at <= turn.now - UNDONE_WITHIN:
        turn.say(talk.TOO_OLD.format(row=asked.id))
        return
    _tell_asker(turn, asked, talk.UNBOUND.format(contact=situation.office.contact))
    bindings.undo(turn.connection, asked.id, _me(turn), turn.now)
    detach(turn.connection, Account(asked.platform, asked.account), made[0].data, turn.now)
    detail = {"binding": asked.id, "person": made[0].data["person"]}
    audit.record(turn.connection, Stamp(by_person(_me(turn)), turn.now), "binding.undone", detail)
    turn.record("account.released", subject_of(asked.id), person=made[0].data["person"])
    person = people.by_number(turn.connection, asked.number, turn.now)
    turn.say(talk.RELEASED.format(name=person.name if person else talk.SOMEBODY, number=asked.number))


def _bind(turn: Turn, asked: Binding, person: Person, one: Attachment) -> None:
    bindings.decide(turn.connection, asked.id, bindings.APPROVED, _me(turn), turn.now)
    attach(turn.connection, one, turn.now)
    turn.withdraw(subject_of(asked.id), "decided")
    stamp = Stamp(by_person(_me(turn)), turn.now)
    detail = {"binding": asked.id, "platform": asked.platform, "account": asked.account, **one.data}
    audit.record(turn.connection, stamp, "binding.approved", detail)
    turn.record(BOUND, subject_of(asked.id), person=person.id, how=str(one.how), before=one.before)
    _tell_asker(turn, asked, talk.BOUND.format(called=person.called))
    turn.say(talk.AGREED.format(name=person.name, number=person.number, row=asked.id))


def _to_decide(turn: Turn, message: Message, reading: Reading, situation: Situation) -> Binding | None:
    """Return the open request that is meant; otherwise say why it can't be decided."""
    asked = _request(turn, message, reading, situation)
    if asked is None or asked.state == bindings.ASKED:
        return asked
    if asked.state == bindings.REPLACED:
        turn.say(talk.CHANGED_MIND.format(row=asked.id))
    else:
        by = people.person(turn.connection, asked.decided_by, turn.now) if asked.decided_by else None
        who = by.name if by else talk.SOMEBODY
        turn.say(talk.DECIDED.format(row=asked.id, who=who, how=talk.HOW_DECIDED[asked.state]))
    turn.shown = talk.HANDLED if turn.pressed else ""
    return None


def _request(turn: Turn, message: Message, reading: Reading, situation: Situation) -> Binding | None:
    """Return the request that is meant, where the sender may decide and says so privately."""
    if not isinstance(situation.sender, Person) or not may(situation.roles, Act.APPROVE_BINDING):
        turn.say(talk.ADMINS_ONLY.format(contact=situation.contact))
        return None
    if message.channel is not Channel.PRIVATE:
        turn.say(talk.DECIDE_PRIVATELY)
        return None
    row = reading.slots["row"]
    found = bindings.find(turn.connection, row) if row else None
    if found is None:
        turn.say(talk.NO_SUCH_REQUEST.format(row=row) if row else talk.WHICH_REQUEST)
    return found


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
