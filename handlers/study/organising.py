"""Who answers for a study: who organised it; who acts for him while he is away; once he has left, whose branch it is.

What is meant for the organiser reaches whoever can do something about it; of what waits for a word who is away reads a
copy.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from bot.acts import Role
from bot.messages import Card
from bot.store import people, stand_ins
from bot.store.people import Person
from bot.store.pushes import Recipient, Severity
from bot.turn import Turn
from handlers.study.rights import may_run
from handlers.study.studies import Study
from scheduler import stead
from scheduler.notices.words import COPY, FOR

ORGANISER = "organiser"
FOR_WHOM = "（代{who}）"
_OF_BRANCH = (Role.BRANCH_SECRETARY, Role.BRANCH_ORGANISER)
_OF_OFFICE = (Role.ORGANISER, Role.ADMIN)


def organiser_of(connection: Connection, study: Study, now: datetime) -> Person | None:
    """Return who organised a study; once he has left, who runs studies of its branch, else of the office."""
    return people.person(connection, study.organiser_id, now) or _after_him(connection, study, now)


def _after_him(connection: Connection, study: Study, now: datetime) -> Person | None:
    for role in _OF_BRANCH if study.branch_id is not None else ():
        for one in people.people_with(connection, role, now):
            if any(held.role is role and study.branch_id in held.branches for held in one.held):
                return one
    return next((one for role in _OF_OFFICE for one in people.people_with(connection, role, now)), None)


def tell(  # noqa: PLR0913 — what a push may say besides
    turn: Turn,
    study: Study,
    text: str,
    *,
    subject: str = "",
    card: Card | None = None,
    severity: Severity = Severity.NORMAL,
    expires_at: datetime | None = None,
) -> None:
    """Say something to who answers for a study. subject: under which it may be withdrawn, else the study's own."""
    owner = organiser_of(turn.connection, study, turn.now)
    if owner is None:
        return
    getting, copies = stead.recipient_for(turn.connection, owner, turn.now)
    before = "" if getting.id == owner.id else FOR.format(who=owner.called)
    given = [(getting, before + text, card)]
    given += [(one, COPY.format(who=getting.called) + text, None) for one in copies if card is not None]
    for who, said, his_card in given:
        if who.id == turn.person_id:
            continue
        turn.push(
            Recipient(person_id=who.id),
            said,
            audience=ORGANISER,
            subject=subject or study.subject,
            card=his_card,
            severity=severity,
            expires_at=expires_at,
        )


def called(connection: Connection, study: Study, now: datetime) -> str:
    """Return how who answers for a study is called: 张老师（代陆主任）; empty where nobody does."""
    owner = organiser_of(connection, study, now)
    if owner is None:
        return ""
    getting, _ = stead.recipient_for(connection, owner, now)
    return owner.called if getting.id == owner.id else f"{getting.called}{FOR_WHOM.format(who=owner.called)}"


def runs(connection: Connection, me: Person, now: datetime) -> Callable[[Study], bool]:
    """Return whether somebody runs a study himself, or acts for who does."""
    absent = stand_ins.away_for_whom(connection, me.id, now)
    return lambda study: study.organiser_id in absent or may_run(me, study)
