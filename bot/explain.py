"""Explain: what the bot would take a message to mean, by the real desk on a store that is thrown away.

Every message runs in a transaction that is rolled back, so nothing is changed and nothing is sent.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from bot.app import House, build
from bot.clock import SteppedClock
from bot.context import Fact, facts_in
from bot.messages import Channel, Kind, Message, Waiting
from bot.platforms.tryout import PLATFORM
from bot.router import Doubt, Reading
from bot.settings import Settings
from bot.situation import Situation
from bot.stage import OFFICE, set_the_stage
from bot.store import accounts, chats, inbox, journal, people
from bot.store.accounts import Account
from bot.turn import Turn
from handlers import campaign, incident, leave, meeting, notice, reminder, request, study, task, todo
from handlers.ask.talk import ANSWERED
from handlers.system import GREETED

DOOR = "explain"
GROUP = "explain-group"
JUST_BEFORE = timedelta(minutes=2)
ENROLLED_BEFORE = timedelta(days=1)
#: role → the account of somebody of the invented department who holds it; the others are strangers.
CAST = {"staff": "liming", "organiser": "zhangmin", "leader": "wang", "chief": "chen"}

Plant = Callable[[Turn, Fact, Message, Situation], None]
Print = Callable[[Reading], Mapping[str, Any]]
#: What makes a fact of the context true, by its name. turn: a moment before the message.
PLANTS: Mapping[str, Plant] = {
    name: plant
    for one in (incident, notice, meeting, reminder, task, request, todo, campaign, leave, study)
    for name, plant in one.PLANTS.items()
}
#: The slots of a slice's readings in the words all slices share, by the reading's intent or handler.
PRINTS: Mapping[str, Print] = {
    name: print_
    for one in (incident, notice, meeting, reminder, task, request, todo, campaign, leave, study)
    for name, print_ in one.PRINTS.items()
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One message to explain. `context`: blank-separated facts; those nobody knows are ignored."""

    text: str
    now: datetime
    channel: Channel = Channel.PRIVATE
    role: str = "staff"
    context: str = "none"
    id: str = ""


@contextmanager
def explaining(earliest: datetime) -> Iterator[House]:
    """Open the throw-away house; its invented department was enrolled a day before the earliest message."""
    with tempfile.TemporaryDirectory(prefix="houqin-explain-") as folder:
        own = Settings(data_dir=Path(folder), office=OFFICE, wecom_app=(), mode="live", testers=(), language_model=None)
        house = build(own, clock=SteppedClock(earliest - ENROLLED_BEFORE), routes=())
        try:
            set_the_stage(house)
            yield house
        finally:
            house.close()


def explain(house: House, asked: Asked) -> dict[str, Any]:
    """Say what one message means and what it would do."""
    clock = house.clock
    assert isinstance(clock, SteppedClock)  # noqa: S101 — `explaining` made it
    clock.set(asked.now)
    with _rolled_back(house) as connection:
        waiting = _plant(house, connection, asked)
        seen = house.desk.understand(connection, waiting)
        readings = sorted(house.registry.readings(waiting.message, seen.situation), key=lambda r: -r.confidence)
        turn = None if house.desk.prepares(seen) else house.desk.run(connection, waiting, seen, None)
    if turn is None:
        prepared = house.desk.prepare(waiting, seen)
        with _rolled_back(house) as connection:
            waiting = _plant(house, connection, asked)
            turn = house.desk.run(connection, waiting, house.desk.understand(connection, waiting), prepared)
    said = "\n\n".join([*turn.said, *turn.whispered])
    meant = _meant(seen.choice)
    return {
        "id": asked.id,
        "handler": meant.handler,
        "intent": meant.intent,
        "slots": _printed(meant),
        "reply": said,
        "effects": turn.effects,
        "readings": [
            {"handler": one.handler, "intent": one.intent, "confidence": round(one.confidence, 3)} for one in readings
        ],
    }


def _printed(meant: Reading) -> dict[str, Any]:
    print_ = PRINTS.get(meant.intent) or PRINTS.get(meant.handler)
    return dict(print_(meant) if print_ else meant.slots)


def _meant(choice: Reading | Doubt | None) -> Reading:
    if isinstance(choice, Reading):
        return choice
    return choice.readings[0] if choice else Reading("system", "noise", 0.0)


class _RollBack(Exception):
    pass


@contextmanager
def _rolled_back(house: House) -> Iterator[Connection]:
    try:
        with house.database.write() as connection:
            yield connection
            raise _RollBack  # noqa: TRY301 — leaves the transaction behind
    except _RollBack:
        return


def _plant(house: House, connection: Connection, asked: Asked) -> Waiting:
    account = CAST.get(asked.role, asked.role)
    in_group = asked.channel is not Channel.PRIVATE
    message = Message(
        door=DOOR,
        message_id="1",
        platform=PLATFORM,
        account=account,
        channel=asked.channel,
        kind=Kind.TEXT,
        text=asked.text,
        chat=GROUP if in_group else None,
    )
    if in_group:
        chat = chats.note(connection, PLATFORM, GROUP, DOOR, asked.now)
        chats.set_standing(connection, chat.id, chats.INTERNAL)
    if asked.role not in CAST:
        accounts.note_stranger(connection, Account(PLATFORM, account), DOOR, asked.now)
    _plant_context(house, connection, asked, message)
    inbox.admit(connection, [(message, asked.now)])
    return inbox.oldest(connection)[0]


def _plant_context(house: House, connection: Connection, asked: Asked, message: Message) -> None:
    """Make true what the context says; each slice makes true what it knows of."""
    before, account = asked.now - JUST_BEFORE, message.order_key
    journal.append(connection, journal.Entry(before, GREETED, "", DOOR, {}, account=account))
    sender = people.who(connection, message.platform, message.account, before)
    chat = chats.find(connection, message.platform, message.chat) if message.chat else None
    situation = Situation(before, house.settings.office, sender, chat)
    turn = Turn(connection, now=before, machine=before, source=DOOR)
    for fact in facts_in(asked.context, PLANTS):
        if fact.name in PLANTS:
            PLANTS[fact.name](turn, fact, message, situation)
        elif fact.name == "prev_q" and fact.whole:
            data = {"question": fact.whole, "file": "", "clause": "", "chat": message.chat or ""}
            journal.append(connection, journal.Entry(before, ANSWERED, "", DOOR, data, account=account))
