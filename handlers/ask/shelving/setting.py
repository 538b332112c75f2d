"""A document's life is set by who keeps documents: one confirmation, one row in the audit, and 撤销."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.store import audit
from bot.store.audit import Stamp, by_person
from bot.store.deeds import Deed
from bot.store.office_settings import value_of
from bot.store.people import Person
from bot.store.prompts import Option
from bot.turn import Turn
from handlers.ask import talk
from handlers.ask.said import shelved
from handlers.ask.shelving import words
from handlers.ask.shelving.finding import Meant, keeper, meant, today
from handlers.ask.shelving.reviewing import AHEAD, weekday
from knowledge import lives
from knowledge.naming import core, matching, named
from knowledge.rows import shelved_documents
from scheduler.audience import who_is
from scheduler.calendar import calendar_of
from scheduler.confirming import confirm
from scheduler.when import read_time

DEED = "policy.life"


def ask(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Show what would be set and ask once."""
    del message
    me = keeper(turn, situation)
    found = meant(turn, reading, talk.SET_LIFE) if me else None
    if me is None or found is None:
        return
    what, said = str(reading.slots["what"]), str(reading.slots["said"])
    day = _day(turn, said, situation)
    if day is None and what in (shelved.EXPIRES, shelved.EFFECTIVE, shelved.REVIEW):
        turn.say(words.NO_DAY.format(title=found.title))
        return
    made = _made(turn, found, reading, situation, day or today(turn, situation))
    if made is None:
        return
    text, values = made
    slots = {"title": found.document.title, "file": found.document.file, "values": _json(values), "text": text}
    confirm(turn, text, Option("", talk.HANDLER, talk.LIFE_SET, slots))


def set_(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Set what was confirmed; the right is looked at again."""
    del message
    me = keeper(turn, situation)
    if me is None:
        return
    key = str(reading.slots["file"]), str(reading.slots["title"])
    values = lives.restored(reading.slots["values"])
    if "withdrawn_on" in values:
        values["withdrawn_by"] = me.name
    before = lives.change(turn.connection, key, turn.now, me.name, **values)
    _note(turn, me.id, key, values)
    turn.may_undo(DEED, f"policy:{key[1][:80]}", key=list(key), before=before, by=me.name)
    turn.say(words.DONE.format(what=str(reading.slots["text"]).split("】", 1)[-1].split("\n")[0]))


def undo(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Set a life as it was before."""
    del situation
    file, title = deed.data["key"]
    before = lives.restored(deed.data["before"])
    lives.change(turn.connection, (file, title), turn.now, str(deed.data["by"]), **before)
    if deed.person_id is not None:
        _note(turn, deed.person_id, (file, title), before)
    return words.UNDONE.format(title=named(title))


def _note(turn: Turn, person_id: int, key: lives.Key, values: Mapping[str, Any]) -> None:
    detail = {"file": key[0], "title": key[1], **_json(values)}
    audit.record(turn.connection, Stamp(by_person(person_id), turn.now), talk.LIFE_CHANGED, detail)
    turn.record(talk.LIFE_CHANGED, f"policy:{key[1][:80]}", **detail)


def _made(
    turn: Turn, found: Meant, reading: Reading, situation: Situation, day: date
) -> tuple[str, dict[str, Any]] | None:
    """Return what is asked about and what it would set; None where it was said that it can't be."""
    match str(reading.slots["what"]):
        case shelved.WITHDRAWN:
            return words.WITHDRAW.format(title=found.title, on=weekday(day)), {"withdrawn_on": day}
        case shelved.REPLACED:
            return _replaced(turn, found, str(reading.slots["successor"]), day)
        case shelved.FOR_GOOD:
            return words.FOR_GOOD.format(title=found.title), {"expires_on": lives.FOR_GOOD}
        case shelved.EXPIRES:
            return words.EXPIRE.format(title=found.title, on=weekday(day)), {"expires_on": day}
        case shelved.EFFECTIVE:
            return words.BEGIN.format(title=found.title, on=weekday(day)), {"effective_on": day}
        case _:
            return _review(turn, found, reading, situation, day)


def _replaced(turn: Turn, found: Meant, successor: str, day: date) -> tuple[str, dict[str, Any]]:
    """Say what comes after; from when that is in force where it is not yet."""
    shelf = shelved_documents(turn.connection)
    places = matching(successor, [core(one.title) for one in shelf])
    note = "" if places else "\n" + words.NO_SUCCESSOR.format(successor=named(successor))
    title = shelf[places[0]].title if places else successor
    if places:
        effective = lives.life_of(turn.connection, (shelf[places[0]].file, title)).standing.effective
        day = max(day, effective) if effective else day
    text = words.REPLACE.format(title=found.title, on=weekday(day), successor=named(title)) + note
    return text, {"replaced_by": title, "replaced_on": day}


def _review(
    turn: Turn, found: Meant, reading: Reading, situation: Situation, day: date
) -> tuple[str, dict[str, Any]] | None:
    me, said = situation.sender, str(reading.slots.get("owner", ""))
    owner = me if isinstance(me, Person) else None
    if said and said not in ("我", "本人"):
        those = who_is(turn.connection, said, turn.now)
        owner = those[0] if len(those) == 1 else None
    if owner is None:
        turn.say(words.NO_OWNER.format(who=said))
        return None
    days = value_of(turn.connection, AHEAD)
    text = words.REVIEW.format(title=found.title, on=weekday(day), who=owner.called, days=days)
    return text, {"review_on": day, "reviewer_id": owner.id}


def _day(turn: Turn, said: str, situation: Situation) -> date | None:
    """Return the day a sentence names outside titles, of a month its last."""
    bare = shelved.without_titles(said)
    when = read_time(bare, turn.now.astimezone(situation.zone), calendar_of(turn.connection))
    moment = when.end or when.start
    return moment.astimezone(situation.zone).date() if moment else None


def _json(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: one.isoformat() if isinstance(one, date) else one for name, one in values.items()}
