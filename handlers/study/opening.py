"""Opening the signing in: the roster is written, everybody on it and the group are told, and what is to come is set."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.messages import Button, Card
from bot.store import chats
from bot.store.accounts import reachable
from bot.store.pushes import Push, Recipient, Severity
from bot.turn import Turn
from handlers.study import enlisting, roster, studies, words
from handlers.study.roster import ATTENDS, EXCUSED, SITS_IN, SPEAKING, Entry
from handlers.study.studies import OPEN, Study
from handlers.study.talk import OPENED
from handlers.study.timing import CLOSES, NUDGES
from scheduler.confirming import leaves_at
from scheduler.leads import weekday

GROUP, ROSTER = "group", "roster"


def open_study(turn: Turn, study: Study, zone: ZoneInfo) -> Study:
    """Open a study for signing in. Raises RowMoved where it was changed meanwhile."""
    opened = studies.moved(turn.connection, study, state=OPEN, version=study.version + 1)
    expected = enlisting.enlist(turn, opened)
    _tell(turn, opened, zone)
    arm(turn, opened)
    turn.record(OPENED, opened.subject, kind=opened.kind, title=opened.title, people=expected)
    return opened


def arm(turn: Turn, study: Study) -> None:
    """Set when who is missing is reminded, and when signing in ends."""
    turn.later(NUDGES, study.subject, study.window.nudge_at)
    turn.later(CLOSES, study.subject, study.closes_at)


def _tell(turn: Turn, study: Study, zone: ZoneInfo) -> None:
    told = [one for one in roster.of_study(turn.connection, study.id) if one.status not in EXCUSED and not one.is_there]
    attending = [one for one in told if one.belongs == ATTENDS or (one.belongs, one.why) == (SITS_IN, SPEAKING)]
    text = person_text(words.PERSON_OPEN, study, zone)
    tell(turn, study, attending, text, leaves_at(turn, len(attending)))
    tell_group(turn, study, group_text(study, zone), study.closes_at)


def tell(turn: Turn, study: Study, whom: list[Entry], text: str, not_before: datetime | None = None) -> None:
    """Say something to some people who are to sign, with the buttons for it; it is void once signing in is over."""
    known = reachable(turn.connection, [one.person_id for one in whom], turn.now)
    given = [
        Push(
            id=0,
            recipient=Recipient(person_id=one.person_id),
            text=text,
            audience=ROSTER,
            subject=study.signing,
            severity=Severity.URGENT,
            answers=None,
            not_before=not_before or turn.now,
            expires_at=study.closes_at,
            card=card(study),
        )
        for one in whom
        if one.person_id in known and one.person_id != turn.person_id
    ]
    turn.push_all(given)


def tell_group(turn: Turn, study: Study, text: str, expires_at: datetime | None = None) -> None:
    """Say something to the group of a study, where it has one and only the department's own people are in it.

    expires_at: of what is void once signing in is over.
    """
    chat = chats.by_id(turn.connection, study.chat_id) if study.chat_id else None
    if chat is not None and chat.left_at is None and chat.is_internal:
        turn.push(
            Recipient(platform=chat.platform, chat=chat.chat),
            text,
            audience=GROUP,
            subject=study.signing if expires_at else study.subject,
            severity=Severity.URGENT,
            expires_at=expires_at,
        )


def group_text(study: Study, zone: ZoneInfo) -> str:
    """Return what a group reads when signing in opens."""
    until = hour(study.closes_at, zone)
    return words.GROUP_OPEN.format(title=study.title, place=_place(study), until=until, code=_code(study))


def person_text(form: str, study: Study, zone: ZoneInfo) -> str:
    """Return what somebody reads who is to sign. form: PERSON_OPEN or NUDGE."""
    until = hour(study.closes_at, zone)
    return form.format(title=study.title, place=_place(study), until=until, code=_code(study), number=study.number)


def card(study: Study) -> Card | None:
    """Make the buttons of a study, the same for everybody; of one that needs a code nothing can be pressed but 请假."""
    labels = ("请假",) if study.needs_code else ("签到", "请假")
    buttons = tuple(Button(label, f"{label} {study.number}") for label in labels)
    return Card(f"x-{study.id}-{study.version}", study.title[:26], buttons)


def hour(moment: datetime, zone: ZoneInfo) -> str:
    """Say an hour: 10:30."""
    return f"{moment.astimezone(zone):%H:%M}"


def in_full(moment: datetime, zone: ZoneInfo) -> str:
    """Say a moment as it stands in papers that are filed: 2026年11月23日（周一）15:00."""
    local = moment.astimezone(zone)
    return f"{local.year}年{local.month}月{local.day}日（{weekday(local.date())}）{local:%H:%M}"


def _place(study: Study) -> str:
    return words.PLACE.format(place=study.place) if study.place else ""


def _code(study: Study) -> str:
    return words.WITH_CODE if study.needs_code else ""
