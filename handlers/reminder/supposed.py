"""What `explain` is told of here, and how it prints what it read: `last_push=R3 reminder`, a reminder that rang."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.context import Fact
from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.store.people import Person
from bot.turn import Turn
from handlers.reminder import rows, talk
from handlers.reminder.state import DONE
from scheduler import owed
from scheduler.when import Grain

#: What a reminder planted by `last_push=R3 reminder` says where its fact does not.
TEXT = "交总结"
_OTHERS = frozenset({"incident", "ticket", "meeting", "notice", "task", "broadcast", "answer"})


def pushed(turn: Turn, fact: Fact, message: Message, situation: Situation) -> None:
    """Let a reminder of the sender have rung a moment before: `last_push=R3 reminder [what it says]`."""
    del message
    me = situation.sender
    if not isinstance(me, Person) or (fact.words and fact.words[0] in _OTHERS):
        return
    text = " ".join(one for one in fact.words if "remind" not in one) or TEXT
    one = rows.put(turn.connection, {"owner_id": me.id, "text": text, "at": turn.now, "set_at": turn.now})
    rung = rows.change(turn.connection, one.id, state=DONE, rung=1, rung_at=turn.now)
    owed.owe(turn, talk.OWED, rung.ring, me.id, due_at=turn.now, data={"line": text})


PLANTS: Mapping[str, Callable[[Turn, Fact, Message, Situation], None]] = {"last_push": pushed}


def _printed(reading: Reading) -> Mapping[str, Any]:
    """Print a wish as all slices print theirs: who, date or start, text; several as `more`."""
    if reading.intent != talk.CREATE or not reading.slots.get("pieces"):
        return reading.slots
    first, *more = [_piece(one) for one in reading.slots["pieces"]]
    who = reading.slots["who"]
    found = {"who": who, **({} if who == talk.SELF else {"audience": who}), **first}
    found |= {"lead_minutes": reading.slots["lead_s"] // 60} if "lead_s" in reading.slots else {}
    return found | ({"more": more} if more else {})


def _piece(piece: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"text": piece["text"]}
    if piece["rule"]:
        return found | {"rrule": piece["rule"]}
    if not piece["start"] or piece["question"]:
        return found | {"date": None}
    start = datetime.fromisoformat(piece["start"])
    found["date"] = start.date().isoformat()
    return found | ({} if piece["grain"] == Grain.DAY.value else {"start": f"{start:%Y-%m-%dT%H:%M}"})


PRINTS: Mapping[str, Callable[[Reading], Mapping[str, Any]]] = {talk.HANDLER: _printed}
