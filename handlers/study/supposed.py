"""What `explain` is told of studies, made true; and how what was read of one is printed.

`open_session=S12 [title …] [sender_signed] [code=NNNN]` one open in the group the message comes from.
`planned_session=S13 [title …]` one of tomorrow. `closed_session=S12 [yesterday] [title …]` one that is over.
`asked_leave=冯大海 [公出]` that one asked for leave of them. The sender runs it where he may, else he is on its roster.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from bot.acts import Act, Role
from bot.context import Fact
from bot.messages import Message
from bot.rights import may_somewhere
from bot.router import Reading
from bot.situation import Situation
from bot.store import chats, people
from bot.store.office_settings import value_of
from bot.store.people import Person
from bot.turn import Turn
from handlers.study import asks, codes, enlisting, kinds, opening, roster, settings, studies
from handlers.study.roster import CHAT, LEAVE, PRESENT
from handlers.study.studies import CLOSED, PLANNED, Study
from handlers.study.talk import HANDLER
from handlers.study.window import Window, around
from scheduler.audience import Audience
from scheduler.audience.value import Group, Term

EVERYBODY = Audience((Term(Group.EVERYBODY, "大家"),))
#: What a slot is called where it is printed, and what only the acts need.
_AS_PRINTED = {"to": "status", "on": "date"}
_INNER = frozenset({"about", "named", "self", "one", "sheet", "question", "said"})
SOME_MINUTES, MOST_TRIES = timedelta(minutes=10), 1_000_000
DEFAULT_TITLE = "理论学习"


def suppose_open(turn: Turn, fact: Fact, message: Message, situation: Situation) -> None:
    """Open a study ten minutes ago."""
    opens = turn.now - SOME_MINUTES
    window = Window(opens, opens + 3 * SOME_MINUTES, opens + 3 * SOME_MINUTES)
    study = _put(turn, fact, message, situation, window, needs_code="code" in fact.values)
    study = opening.open_study(turn, study, situation.zone)
    if "sender_signed" in fact.words and isinstance(situation.sender, Person):
        entry = roster.one(turn.connection, study.id, situation.sender.id)
        if entry is not None:
            roster.moved(turn.connection, entry, status=PRESENT, at=turn.now - timedelta(minutes=5), how=CHAT)


def suppose_planned(turn: Turn, fact: Fact, message: Message, situation: Situation) -> None:
    """Plan a study for tomorrow."""
    start = turn.now + timedelta(days=1)
    enlisting.enlist(turn, _put(turn, fact, message, situation, around(start, 15, 30, 0), start=start))


def suppose_closed(turn: Turn, fact: Fact, message: Message, situation: Situation) -> None:
    """Have a study that was over an hour ago, or yesterday."""
    start = turn.now - timedelta(days=1 if "yesterday" in fact.words else 0, hours=2)
    study = _put(turn, fact, message, situation, around(start, 15, 30, 0), start=start)
    enlisting.enlist(turn, study)
    studies.moved(turn.connection, study, state=CLOSED, closed_at=study.closes_at)


def suppose_asked(turn: Turn, fact: Fact, message: Message, situation: Situation) -> None:
    """Have somebody ask for leave of what is open or over, a moment before."""
    del message, situation
    found = people.by_name(turn.connection, fact.value, turn.now)
    for study in studies.near(turn.connection, turn.now) if found else ():
        what = fact.words[0] if fact.words else LEAVE
        one = asks.Ask(0, study.id, found[0].id, what, "", found[0].id, turn.now, asks.WAITING)
        asks.put(turn.connection, one)


def _put(  # noqa: PLR0913 — what a study is
    turn: Turn,
    fact: Fact,
    message: Message,
    situation: Situation,
    window: Window,
    *,
    start: Any = None,
    needs_code: bool = False,
) -> Study:
    title = " ".join(one for one in fact.words if one not in ("sender_signed", "yesterday")) or DEFAULT_TITLE
    chat = chats.find(turn.connection, message.platform, message.chat) if message.chat else None
    kind = kinds.kind_of(title)
    study = studies.put(
        turn.connection,
        window,
        kind=kind,
        title=title,
        starts_at=start or window.opens_at,
        audience=EVERYBODY,
        organiser_id=_organiser(turn, situation),
        chat_id=chat.id if chat else None,
        state=PLANNED,
        needs_code=needs_code,
        made_at=turn.now,
    )
    return _with_code(turn, study, fact.values["code"]) if needs_code else study


def _with_code(turn: Turn, study: Study, code: str) -> Study:
    """Give a study a secret whose code of this moment is the one that is supposed."""
    minutes = value_of(turn.connection, settings.CODE_MIN)
    secrets = (f"supposed-{number}" for number in range(MOST_TRIES))
    secret = next((one for one in secrets if codes.code_at(one, turn.now, minutes) == code), study.secret)
    return studies.moved(turn.connection, study, secret=secret)


def _organiser(turn: Turn, situation: Situation) -> int:
    me = situation.sender
    if isinstance(me, Person) and may_somewhere(me.held, Act.RUN_STUDY):
        return me.id
    return people.people_with(turn.connection, Role.ORGANISER, turn.now)[0].id


def printed(reading: Reading) -> Mapping[str, Any]:
    """Return the slots of a reading in the words all slices share."""
    said = {name: one for name, one in reading.slots.items() if one not in ("", None, [])}
    for named in (said.pop("people", None), said.pop("parts", None), said.pop("now", None)):
        said |= _of_whom(named) if named else {}
    if "self" in said:
        said |= {"who": "self"}
    shown = {_AS_PRINTED.get(name, name): one for name, one in said.items()}
    return {name: one for name, one in shown.items() if name not in _INNER}


def _of_whom(named: Any) -> dict[str, Any]:
    """Print whoever is named: one as `person`, several as `persons`; with what each is to do, as `parts`."""
    if not isinstance(named[0], Mapping):
        return {"person": named[0]} if len(named) == 1 else {"persons": list(named)}
    if len(named) > 1:
        return {"parts": list(named)}
    one = named[0]
    return {"person": one["name"], "part": one["part"]} | ({"title": one["title"]} if one.get("title") else {})


Plant = Callable[[Turn, Fact, Message, Situation], None]
PLANTS: Mapping[str, Plant] = {
    "open_session": suppose_open,
    "planned_session": suppose_planned,
    "closed_session": suppose_closed,
    "asked_leave": suppose_asked,
}
PRINTS: Mapping[str, Callable[[Reading], Mapping[str, Any]]] = {HANDLER: printed}
