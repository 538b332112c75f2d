"""Telling of an absence: who acts at once, those over him two minutes later, so that what is corrected is told once."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from bot.situation import Situation
from bot.store.office_settings import value_of
from bot.store.people import Person
from bot.store.pushes import DELIVERED, FAILED, UNKNOWN, Recipient, pushes
from bot.turn import Turn
from handlers.leave import talk
from handlers.leave.absence import Absence
from handlers.leave.settings import FORM_BEYOND, TELL_FROM
from handlers.leave.watchers import is_leading, watchers_of

FOLDED = timedelta(minutes=2)
WHILE_ASKED = timedelta(minutes=10)
_TOLD = (DELIVERED, UNKNOWN, FAILED)


def told_to(turn: Turn, absence: Absence, situation: Situation, besides: int) -> list[tuple[Person, str]]:
    """Return who over him is told of an absence of that length; `besides`: who enters it."""
    if absence.count(situation.zone) < value_of(turn.connection, TELL_FROM) and absence.until is not None:
        return []
    acts = absence.agent.id if absence.agent else 0
    found = watchers_of(turn.connection, absence.person, turn.now)
    return [(one, audience) for one, audience in found if one.id not in (besides, acts)]


def tell(turn: Turn, absence: Absence, situation: Situation, by: Person, *, is_asked: bool = False) -> list[Person]:
    """Tell of a new absence. is_asked: who acts is still being asked. Returns who over him is told."""
    words = absence.words(turn.now, situation.zone)
    if absence.agent is not None and absence.agent.id != by.id:
        _push(turn, absence, absence.agent, talk.TO_AGENT.format(**words), "agent")
    if by.id != absence.person.id:
        _push(turn, absence, absence.person, talk.TO_HIM.format(by=by.called, **words), "person")
    text = talk.TO_LEADER.format(**words)
    over = told_to(turn, absence, situation, by.id)
    wait = WHILE_ASKED if is_asked else FOLDED
    for one, audience in over:
        _push(turn, absence, one, text, audience, wait=wait)
    return [one for one, _ in over]


def tell_again(turn: Turn, absence: Absence, text: str, by: Person) -> None:
    """Tell everybody who was told before, and nobody else; what has not left is withdrawn."""
    turn.withdraw(absence.subject, "changed")
    for person_id, audience in told_of(turn, absence):
        if person_id != by.id:
            turn.push(Recipient(person_id=person_id), text, audience=audience, subject=absence.subject)


def told_of(turn: Turn, absence: Absence) -> list[tuple[int, str]]:
    """Return who was told of an absence."""
    said = select(pushes.c.person_id, pushes.c.audience).where(
        pushes.c.subject == absence.subject, pushes.c.state.in_(_TOLD), pushes.c.person_id.is_not(None)
    )
    return list({row.person_id: (row.person_id, row.audience) for row in turn.connection.execute(said)}.values())


def form(turn: Turn, absence: Absence, situation: Situation) -> str:
    """Word that the written form is due, where the absence is long enough; else nothing."""
    beyond = value_of(turn.connection, FORM_BEYOND)
    if absence.count(situation.zone) <= beyond:
        return ""
    paper = talk.FORM_LEADER if is_leading(absence.person) else talk.FORM_STAFF
    return talk.FORM_IS_DUE.format(days=beyond, form=paper, contact=situation.contact)


def _push(
    turn: Turn, absence: Absence, to: Person, text: str, audience: str, *, wait: timedelta = timedelta(0)
) -> None:
    turn.push(Recipient(person_id=to.id), text, audience=audience, subject=absence.subject, not_before=turn.now + wait)
