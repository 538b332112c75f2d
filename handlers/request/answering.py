"""A leader's words to a request: kept verbatim, told to who asked, passed on where he says so. He decides, nobody else.

What somebody types for him who may speak for him is shown as that: 王部长（张敏代）. 撤销 opens the request again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.messages import Channel, Message
from bot.router import Reading
from bot.situation import Situation
from bot.store import in_charge, people
from bot.store.deeds import Deed
from bot.store.people import Person
from bot.store.pushes import Recipient
from bot.store.units import find_unit
from bot.turn import Turn
from bot.undoing import NotUndone
from handlers.request import chasing, filing, requests, said, words
from handlers.request.choosing import answers_for, chosen
from handlers.request.matter import OPEN, Form, Kind, Request, Stage, Word
from scheduler import owed, stead
from scheduler.audience import who_is

STAGES = {Kind.RETURNED: Stage.RETURNED, Kind.SEEN: Stage.SEEN}
TOLD = {Kind.RETURNED: words.RETURNED, Kind.SEEN: words.SEEN_IT, Kind.PASSED_ON: words.PASSED_ON}


@dataclass(frozen=True, slots=True)
class Said:
    """A word being said. person: whose; agent: who typed it; to: whom it names, found."""

    request: Request
    kind: Kind
    text: str
    person: Person
    agent: Person
    asker: Person | None
    to: tuple[Person, ...] = ()
    to_name: str = ""

    @property
    def who(self) -> str:
        """Write whose word it is, and who typed it."""
        return stead.in_the_name_of(self.person, self.agent)


def answer(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Keep a leader's word and tell it."""
    request = chosen(turn, reading) if _is_privately(turn, message) else None
    one = _said(turn, reading, situation, request) if request else None
    if one is None or request is None:
        return
    if one.kind is Kind.PASSED_ON and (not one.to or one.to[0].id in (request.addressee_id, request.asker_id)):
        turn.shown = ""
        turn.say(words.NOT_FOUND_TO.format(name=one.to_name))
        return
    passed = one.to[0] if one.kind is Kind.PASSED_ON else None
    word = Word(0, request.id, one.person.id, one.agent.id, one.kind, one.text, passed.id if passed else None, turn.now)
    word_id = requests.add_word(turn.connection, word)
    turn.record("request.word", request.subject, number=request.number, kind=one.kind.value, person=one.person.id)
    data = {"id": request.id, "word": word_id, "stage": request.stage.value, "to": request.addressee_id}
    turn.may_undo(said.REPLY, request.subject, **data)
    moved = _moved(turn, one, passed, situation)
    _tell_asker(turn, one, passed)
    more = _tell_others(turn, one, situation)
    if one.kind is Kind.SEEN and moved.stage is Stage.WAITING:
        more = words.STILL_WAITS
    asker = one.asker.called if one.asker else ""
    turn.say(words.RECORDED.format(text=one.text, asker=asker, more=more, number=words.number(request)))


def undo(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Take a word back: the request waits again before whom it was."""
    request = requests.load(turn.connection, int(deed.data["id"]))
    standing = requests.words_of(turn.connection, [request.id])[request.id]
    if not standing or standing[-1].id != deed.data["word"] or request.stage is Stage.WITHDRAWN:
        raise NotUndone(
            words.ALREADY_OVER.format(title=words.title(request), stands=words.HAS_A_WORD, number=words.number(request))
        )
    requests.take_back_word(turn.connection, standing[-1].id, turn.now)
    back = requests.moved(
        turn.connection, request, stage=Stage(deed.data["stage"]), addressee_id=int(deed.data["to"]), ended_at=None
    )
    chasing.stop(turn, request, "word taken back")
    owed.take_back(turn, request.subject, deed.source)
    if back.stage is Stage.WAITING:
        chasing.arm(turn, back, situation.zone)
    person = people.person(turn.connection, standing[-1].person_id, turn.now)
    return words.WORD_TAKEN_BACK.format(
        title=words.title(request), who=person.called if person else "", number=words.number(request)
    )


def _is_privately(turn: Turn, message: Message) -> bool:
    if message.channel is Channel.PRIVATE:
        return True
    turn.say(words.PRIVATELY)
    return False


def _said(turn: Turn, reading: Reading, situation: Situation, request: Request) -> Said | None:
    """Return the word, where its sender may say it and the request is open; else say why not."""
    sender = situation.sender
    named = {"title": words.title(request), "number": words.number(request), "form": request.form.value}
    person = answers_for(turn, request, sender) if isinstance(sender, Person) else None
    if person is None or not isinstance(sender, Person):
        has_it = people.person(turn.connection, request.addressee_id, turn.now)
        turn.shown = ""
        turn.say(words.NOT_YOURS.format(who=has_it.called if has_it else "", **named))
        return None
    if request.stage not in OPEN:
        turn.shown = ""
        turn.say(words.ALREADY_OVER.format(stands=words.HAS_A_WORD, **named))
        return None
    slots: dict[str, Any] = dict(reading.slots)
    kind, name = Kind(slots.get("kind", Kind.SAID.value)), str(slots.get("to", ""))
    asker = people.person(turn.connection, request.asker_id, turn.now)
    to = _named(turn, name, person) if name else ()
    return Said(request, kind, str(slots.get("text", "")), person, sender, asker, tuple(to), name)


def _moved(turn: Turn, one: Said, passed: Person | None, situation: Situation) -> Request:
    """Bring the request to where the word leaves it."""
    request = one.request
    if one.kind is Kind.SEEN and request.form is Form.ASKS:
        return request  # a 请示 that was only read still waits
    chasing.stop(turn, request, "answered")
    if passed is None:
        owed.settle_all(turn, filing.ANSWER, request.subject)
        stage = STAGES.get(one.kind, Stage.ANSWERED)
        return requests.moved(turn.connection, request, stage=stage, ended_at=turn.now)
    owed.settle_all(turn, filing.ANSWER, request.subject, owed.HANDED_OVER)
    due = filing.due_at(turn.connection, turn.now, situation.zone) if request.form is Form.ASKS else None
    moved = requests.moved(turn.connection, request, addressee_id=passed.id, due_at=due)
    if one.asker is not None:
        filing.bring(turn, moved, one.asker, passed, situation.zone)
    return moved


def _tell_asker(turn: Turn, one: Said, passed: Person | None) -> None:
    if one.asker is None:
        return
    text = TOLD.get(one.kind, words.ANSWERED).format(
        title=words.title(one.request),
        who=one.who,
        text=one.text,
        to=passed.called if passed else "",
        number=words.number(one.request),
    )
    turn.push(Recipient(person_id=one.asker.id), text, audience="asker", subject=one.request.subject)


def _tell_others(turn: Turn, one: Said, situation: Situation) -> str:
    """Tell whom a leader's word asks to see to it; returns the sentence that says so."""
    del situation
    if one.kind is Kind.PASSED_ON:
        return words.AND_PASSED.format(who=one.to[0].called)
    if one.kind is not Kind.TO_HANDLE:
        return ""
    told = [person for person in one.to if person.id not in (one.request.asker_id, one.person.id)]
    if not one.to:
        return words.NOT_FOUND_TO.format(name=one.to_name)
    for person in told:
        text = words.TO_HANDLE.format(
            title=words.title(one.request),
            who=one.who,
            text=one.text,
            asker=one.asker.called if one.asker else "",
            body=words.shown(one.request.text, words.LONGEST_QUOTE),
            number=words.number(one.request),
        )
        turn.push(Recipient(person_id=person.id), text, audience="head", subject=one.request.subject)
    return words.AND_TOLD.format(who="、".join(person.called for person in told)) if told else ""


def _named(turn: Turn, name: str, person: Person) -> list[Person]:
    """Find whom a word names: one person, or who runs a unit."""
    unit = find_unit(turn.connection, name)
    found = who_is(turn.connection, name, turn.now, person)
    if len(found) == 1:
        return found
    return in_charge.runners_of(turn.connection, unit.id, turn.now) if unit and not found else []


ACTS = {said.REPLY: answer, said.RETURN: answer, said.PASS: answer}
