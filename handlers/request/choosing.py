"""Which request is meant: by its number, or the one that fits; of several it is asked. Who may see or answer one."""

from __future__ import annotations

from collections.abc import Collection

from bot.rights import Role
from bot.router import Reading
from bot.situation import Situation
from bot.store.people import Person
from bot.store.prompts import Option
from bot.turn import Turn
from handlers.request import requests, words
from handlers.request.matter import Request
from scheduler import stead

SEEING = frozenset({Role.CHIEF, Role.ORGANISER})


def chosen(turn: Turn, reading: Reading) -> Request | None:
    """Return the request a reading means; None where that was asked or said."""
    if candidates := reading.slots.get("candidates"):
        _ask_which(turn, reading, candidates)
        return None
    number = str(reading.slots.get("number", ""))
    found = requests.by_number(turn.connection, number) if number else None
    if found is None:
        turn.shown = ""
        turn.say(words.NO_SUCH_NUMBER.format(number=number) if number else words.NONE_OF_YOURS)
    return found


def answers_for(turn: Turn, request: Request, sender: Person) -> Person | None:
    """Return in whose name a sender may say a word to a request: his own, or of whom he may speak for; else None."""
    if request.addressee_id == sender.id:
        return sender
    others = stead.speaks_for(turn.connection, sender.id, turn.now)
    return next((one for one in others if one.id == request.addressee_id), None)


def may_see(turn: Turn, request: Request, situation: Situation) -> bool:
    """Whether a sender may see a request: who asked, who has or had it before him, the office, chief leaders."""
    sender = situation.sender
    if not isinstance(sender, Person):
        return False
    concerned = {request.asker_id, request.addressee_id}
    concerned |= {one.person_id for one in requests.words_of(turn.connection, [request.id])[request.id]}
    speaks = {sender.id, *(one.id for one in stead.speaks_for(turn.connection, sender.id, turn.now))}
    return bool(concerned & speaks) or any(held.role in SEEING and held.everywhere for held in sender.held)


def _ask_which(turn: Turn, reading: Reading, numbers: Collection[str]) -> None:
    found = [one for one in (requests.by_number(turn.connection, number) for number in numbers) if one is not None]
    slots = {key: value for key, value in reading.slots.items() if key != "candidates"}
    options = [
        Option(
            words.title(one) + words.number(one),
            reading.handler,
            reading.intent,
            slots | {"number": one.number},
            (one.number,),
        )
        for one in found
    ]
    turn.ask(words.WHICH_ONE, options)
