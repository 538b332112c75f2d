"""Somebody says which 工号 is his: the request is kept, and every admin is asked.

The asker reads the same whether or not there is such a 工号, so that nobody finds out by trying which there are.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from bot.messages import Button, Card, Channel, Message
from bot.rights import Role
from bot.router import Reading
from bot.situation import Situation
from bot.store import accounts, aliases, bindings, people
from bot.store.accounts import Account
from bot.store.people import Person
from bot.store.places import Place
from bot.store.pushes import Recipient
from bot.store.sheets.platform_accounts import PLATFORM_HEADINGS
from bot.store.units import all_units
from bot.turn import Turn
from handlers.enrolment import talk
from handlers.enrolment.attaching import How, attachment
from handlers.enrolment.quoted import quoted
from knowledge.text import fold

A_DAY = timedelta(days=1)
MOST_A_DAY = 3
LONGEST_NICK = 20
LONGEST_SUBJECT = 120
ACCOUNT_WORDS = {
    How.FIRST: talk.NO_ACCOUNT,
    How.HIDDEN: talk.HIDDEN_ACCOUNT,
    How.PLAIN: talk.HIDDEN_ACCOUNT,
    How.OTHER: talk.OTHER_ACCOUNT,
}


def request(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Take a request, or say kindly why not."""
    number = reading.slots.get("number", "")
    sender, contact = situation.sender, situation.office.contact
    if message.channel is not Channel.PRIVATE:
        turn.say(talk.PRIVATELY)
    elif isinstance(sender, Place):
        turn.say(talk.SHARED)
    elif sender is not None:
        turn.say(talk.ALREADY.format(called=sender.called, contact=contact))
    elif not number:
        turn.say(talk.HOW_TO_BIND.format(contact=contact))
    else:
        _ask(turn, message, number, reading.slots.get("name", ""), contact)


def resolved(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Take up what the directory says of an encrypted id, and tell who is recognised by it."""
    del reading, situation
    raw, plain = message.account, str(message.data.get("userid", ""))
    found = people.who(turn.connection, message.platform, plain, turn.now) if plain else None
    turn.record("account.resolved", raw[:LONGEST_SUBJECT], known=bool(plain), enrolled=found is not None)
    if not raw or not plain:
        return
    aliases.know(turn.connection, message.platform, raw, plain, turn.now)
    if found is not None:
        accounts.no_stranger(turn.connection, Account(message.platform, raw))
    if isinstance(found, Person):
        turn.push(Recipient(person_id=found.id), talk.RECOGNISED.format(called=found.called), audience="sender")


def subject_of(row: int) -> str:
    """Name a request in journal and pushes."""
    return f"binding:{row}"


def platform_name(platform: str) -> str:
    """Return how the office calls an account of a platform."""
    return dict(PLATFORM_HEADINGS).get(platform, talk.AN_ACCOUNT)


def _ask(turn: Turn, message: Message, number: str, name: str, contact: str) -> None:
    """Keep a request and tell the admins; the same again tells nobody, and a fourth in a day is one too many."""
    account = Account(message.platform, message.account)
    before = bindings.open_of(turn.connection, account.platform, account.account)
    if before is not None and before.number == number:
        turn.say(talk.STILL_OPEN.format(contact=contact))
        return
    if bindings.asked_since(turn.connection, account.platform, account.account, turn.now - A_DAY) >= MOST_A_DAY:
        turn.say(talk.TOO_OFTEN.format(most=MOST_A_DAY, contact=contact))
        return
    nick = quoted(str(message.data.get("nick", "")), LONGEST_NICK)
    row = bindings.ask(turn.connection, account.platform, account.account, nick, number, turn.now)
    turn.record("binding.asked", subject_of(row))
    if before is not None:
        turn.withdraw(subject_of(before.id), "asked again with another number")
    text, agree = _to_decide(turn, account, row, number=number, nick=nick, given=name)
    for admin in people.people_with(turn.connection, Role.ADMIN, turn.now):
        card = _card(row, agree)
        turn.push(Recipient(person_id=admin.id), text, audience="admin", subject=subject_of(row), card=card)
    turn.say(talk.ASKED)


def _to_decide(turn: Turn, account: Account, row: int, *, number: str, nick: str, given: str) -> tuple[str, str]:
    """Word what an admin needs to know to decide, and what he says to agree."""
    who = f"“{nick}”" if nick else talk.SOMEBODY
    person = people.by_number(turn.connection, number, turn.now)
    if person is None:
        return talk.UNKNOWN_NUMBER_ASKED.format(nick=who, number=number, row=row), talk.SAY_AGREE.format(row=row)
    unit = next((one.name for one in all_units(turn.connection) if one.id == person.unit_id), talk.NO_UNIT)
    fits = (
        talk.NAME_FITS
        if fold(given) == fold(person.name)
        else talk.NAME_DIFFERS.format(given=quoted(given, LONGEST_NICK))
    )
    how = attachment(turn.connection, person.id, account, turn.now).how
    agree = (talk.SAY_REPLACE if how is How.OTHER else talk.SAY_AGREE).format(row=row)
    known = talk.KNOWN.format(
        name=person.name,
        unit=unit,
        given=fits if given else talk.NO_NAME,
        account=ACCOUNT_WORDS[how].format(platform=platform_name(account.platform)),
    )
    return talk.TO_DECIDE.format(nick=who, number=number, known=known, agree=agree, row=row), agree


def _card(row: int, agree: str) -> Card:
    """Make the two buttons; each admin has a card of his own."""
    buttons = (
        Button(talk.AGREE_REPLACING if agree == talk.SAY_REPLACE.format(row=row) else talk.AGREE, agree),
        Button(talk.DECLINE, talk.SAY_DECLINE.format(row=row)),
    )
    return Card(f"b-{secrets.token_hex(12)}", talk.CARD_TITLE.format(row=row), buttons)
