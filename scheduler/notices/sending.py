"""Sending a notice: everybody it is for owes an answer, gets it, and is reminded until he has given one.

Who is away gets a copy; who acts for him gets the notice and may answer it. Who has no account can't be reached: the
organiser is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.messages import Card
from bot.store import people, stand_ins
from bot.store.accounts import reachable
from bot.store.people import Person
from bot.store.pushes import Push, Recipient, Severity
from bot.turn import Turn
from scheduler import owed, stead
from scheduler.audience import people_in
from scheduler.notices import rows, words
from scheduler.notices.notice import KIND, Asks, Draft, Notice
from scheduler.notices.plan import set_timers

ROSTER, ORGANISER, COPY, BROADCAST = "roster", "organiser", "copy", "broadcast"
SOON = timedelta(hours=3)
LATER_TODAY = timedelta(hours=9)  # what changes then can't wait for a bundle of the afternoon
A_MOMENT = timedelta(seconds=1)
#: for whom he reads it → the text
Said = Callable[[str], str]


def send(turn: Turn, draft: Draft, not_before: datetime | None = None) -> Notice:
    """Send a notice: resolve its audience now, owe an answer of each, tell each, and set what is to come.

    not_before: office time before which nothing leaves (of many recipients: `confirming.leaves_at`).
    """
    notice = rows.put(turn.connection, draft, turn.now)
    told = people_in(turn.connection, notice.audience, turn.now)
    owe(turn, notice, told)
    tell(turn, notice, told, lambda before: words.full(notice, before), not_before=not_before)
    no_account(turn, notice, told)
    set_timers(turn, notice)
    turn.record("notice.sent", notice.owed, kind=notice.kind, number=notice.number, people=len(told))
    return notice


def owe(turn: Turn, notice: Notice, told: Sequence[Person]) -> None:
    """Have each of `told` owe an answer, where one is asked for; the organiser need not answer himself."""
    if notice.asks is Asks.NOTHING:
        return
    ids = [one.id for one in told if one.id != notice.organiser_id]
    data = {"line": words.bare(notice.head), "number": notice.number}
    owed.owe_all(turn, KIND, notice.owed, ids, due_at=notice.answer_by, data=data)


def tell(
    turn: Turn,
    notice: Notice,
    told: Sequence[Person],
    said: Said,
    *,
    not_before: datetime | None = None,
    presses: bool = False,
) -> None:
    """Say something to everybody in `told` who has an account, and to who acts for those who are away.

    presses: it can't wait for quiet hours to end or for a bundle.
    """
    card = words.card(notice)
    away = _away(turn.connection, told, turn.now)
    known = reachable(turn.connection, [one.id for one in told], turn.now)
    given = []
    for one in told:
        getting, copies = stead.recipient_for(turn.connection, one, turn.now) if one.id in away else (one, ())
        before = "" if getting.id == one.id else words.FOR.format(who=one.called)
        if before or one.id in known:
            given.append(_push(turn, notice, getting, said(before), card, not_before, presses=presses))
        copied = words.COPY.format(who=getting.called)
        given.extend(_push(turn, notice, other, said(copied), None, not_before, presses=presses) for other in copies)
    turn.push_all(given)


def remind(turn: Turn, notice: Notice, whom: Iterable[Person], text: str, times: int = 0) -> int:
    """Remind some people. times: how often before; chief leaders once, then who speaks for them. Returns how many."""
    card = words.card(notice)
    given = []
    meant = [(one, stead.nagged(turn.connection, one, turn.now, times)) for one in whom]
    known = reachable(turn.connection, [one.id for _, one in meant if one is not None], turn.now)
    for one, getting in meant:
        if getting is None or getting.id not in known:
            continue
        before = "" if getting.id == one.id else words.FOR.format(who=one.called)
        given.append(_push(turn, notice, getting, before + text, card, None))
    turn.push_all(given)
    return len(given)


def hand_on(turn: Turn, notice: Notice, whose: Person, to: Person) -> None:
    """Have somebody else owe the answer, and tell him who passed it on."""
    if notice.asks is not Asks.NOTHING:
        data = {"line": words.bare(notice.head), "number": notice.number}
        owed.owe(turn, KIND, notice.owed, to.id, due_at=notice.answer_by, data=data)
    tell(turn, notice, [to], lambda before: words.full(notice, words.PASSED_ON.format(who=whose.called) + before))


def no_account(turn: Turn, notice: Notice, told: Sequence[Person]) -> None:
    """Tell the organiser who can't be reached."""
    organiser = people.person(turn.connection, notice.organiser_id, turn.now) if notice.organiser_id else None
    known = reachable(turn.connection, [one.id for one in told], turn.now)
    left_out = [one for one in told if one.id not in known]
    if not left_out or organiser is None:
        return
    text = words.NO_ACCOUNT.format(names=named(left_out), name=left_out[0].name)
    turn.push(
        Recipient(person_id=organiser.id),
        f"{notice.head}：{text}{words.NUMBER.format(number=notice.number)}",
        audience=ORGANISER,
        subject=notice.owed,
    )


def named(some: Sequence[Person]) -> str:
    """Name people in their order, the first twenty and how many more."""
    names = "、".join(one.name for one in some[: words.MOST_NAMES])
    return names if len(some) <= words.MOST_NAMES else f"{names}等{len(some)}人"


def changes_today(now: datetime, *moments: datetime | None) -> bool:
    """Say whether one of the moments is so near that who is concerned must hear at once of a change."""
    return any(one is not None and now <= one < now + LATER_TODAY for one in moments)


def is_soon(event_at: datetime | None, now: datetime) -> bool:
    """Say whether something is so near that its notice goes at once, also in quiet hours."""
    return event_at is not None and event_at - now < SOON


def _push(  # noqa: PLR0913 — one push
    turn: Turn,
    notice: Notice,
    to: Person,
    text: str,
    card: Card | None,
    not_before: datetime | None,
    *,
    presses: bool = False,
) -> Push:
    return Push(
        id=0,
        recipient=Recipient(person_id=to.id),
        text=text,
        audience=BROADCAST if notice.kind == BROADCAST else ROSTER,
        subject=notice.owed,
        severity=Severity.URGENT if presses or is_soon(notice.event_at, turn.now) else Severity.NORMAL,
        answers=None,
        not_before=not_before or turn.now,
        expires_at=notice.event_at if notice.event_at and notice.event_at > turn.now else None,
        card=card,
    )


def _away(connection: Connection, told: Sequence[Person], now: datetime) -> set[int]:
    ids = [one.id for one in told]
    return {row.person_id for row in stand_ins.absences(connection, now, now + A_MOMENT, ids)}
