"""Who is told what of an incident: everybody once at its opening, and of what changes exactly those told before."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from bot.messages import Card
from bot.store import chats
from bot.store.people import Person
from bot.store.pushes import Recipient, Severity
from bot.turn import Turn
from handlers.incident import leaders, witnesses, words
from handlers.incident.cases import Case
from handlers.incident.leaders import Part

GROUP = "group"


def alarm(turn: Turn, case: Case, person: Person, part: Part, text: str, card: Card | None = None) -> bool:
    """Alarm somebody who was not told yet; who wrote the message knows already. Returns whether he was alarmed."""
    if not witnesses.tell(turn.connection, case.id, person.id, part.value, turn.now):
        return False
    if person.id != turn.person_id:
        push(turn, case, person.id, part, text, card)
    return True


def tell(turn: Turn, case: Case, person: Person, part: Part, text: str, card: Card | None = None) -> None:
    """Tell somebody, whether or not he was told before; from now on he is among those who are told."""
    if not alarm(turn, case, person, part, text, card):
        push(turn, case, person.id, part, text, card)


def push(turn: Turn, case: Case, person_id: int, part: Part, text: str, card: Card | None = None) -> None:
    """Say something about an incident to somebody; it is never held back."""
    recipient = Recipient(person_id=person_id)
    turn.push(
        recipient, text, audience=part.value, subject=case.subject, severity=Severity.ALARM, card=card,
    )  # fmt: skip


def tell_told(turn: Turn, case: Case, text: str, parts: Collection[Part] = (), *, besides: Iterable[int] = ()) -> None:
    """Tell those who were told before (of some parts only), but for who says it himself."""
    left_out = {turn.person_id, *besides}
    for one in witnesses.told_of(turn.connection, case.id):
        if one.person_id not in left_out and (not parts or one.audience in parts):
            push(turn, case, one.person_id, Part(one.audience), text)


def tell_reporters(turn: Turn, case: Case, text: str) -> None:
    """Tell whoever reported it, once each, but for who says it himself and who was told otherwise."""
    told = {one.person_id for one in witnesses.told_of(turn.connection, case.id)}
    accounts: set[str] = set()
    for one in witnesses.reports_of(turn.connection, case.id):
        if one.account in accounts or one.person_id in told or one.account == _own(turn):
            continue
        accounts.add(one.account)
        platform, _, account = one.account.partition("/")
        who = Recipient(platform=platform, account=account)
        turn.push(who, text, audience=Part.REPORTER.value, subject=case.subject, severity=Severity.URGENT)


def is_for_few(turn: Turn, case: Case) -> bool:
    """Say whether only few may know of it, so that no group reads a word of it."""
    return leaders.kind_named(turn.connection, case.kind).few_only


def tell_group(turn: Turn, case: Case, status: str) -> None:
    """Say in the group where it was reported how it stands: kind, place and status, among ourselves only."""
    is_here = turn.waiting is not None and turn.waiting.message.chat == case.chat
    if case.chat is None or is_here or is_for_few(turn, case):
        return
    chat = chats.find(turn.connection, case.platform, case.chat)
    if chat is not None and chat.is_internal:
        group = Recipient(platform=case.platform, chat=case.chat)
        text = words.STATUS.format(what=words.what(case), status=status, number=words.number(case))
        turn.push(group, text, audience=GROUP, subject=case.subject, severity=Severity.URGENT)


def _own(turn: Turn) -> str:
    return turn.waiting.message.order_key if turn.waiting else ""
