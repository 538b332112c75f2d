"""How requests stand, and what their askers do meanwhile: 催, 补充, 撤回."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.messages import Channel, Message
from bot.router import Reading
from bot.situation import Situation
from bot.store import people
from bot.store.people import Person
from bot.store.pushes import Recipient
from bot.turn import Turn
from handlers.request import chasing, filing, requests, said, words
from handlers.request.choosing import chosen, may_see
from handlers.request.facts import RECENTLY
from handlers.request.matter import OPEN, Form, Request, Stage, Word
from scheduler import stead

MOST = 8


def query(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Say how one stands, or the sender's own, or what waits for him; privately."""
    if message.channel is not Channel.PRIVATE:
        turn.say(words.PRIVATELY)
        return
    if not isinstance(situation.sender, Person):
        turn.say(words.ENROL_FIRST.format(contact=situation.contact))
        return
    if reading.slots.get("number"):
        request = chosen(turn, reading)
        if request is not None:
            turn.say(_one(turn, request, situation))
        return
    is_before = bool(reading.slots.get("before"))
    found = _before(turn, situation.sender) if is_before else _own(turn, situation.sender)
    if not found:
        turn.say(words.NONE_BEFORE_YOU if is_before else words.NONE_OF_YOURS)
        return
    head = words.HEAD_BEFORE.format(count=len(found)) if is_before else words.HEAD_MINE
    more = [words.MORE.format(count=len(found) - MOST)] if len(found) > MOST else []
    turn.say("\n".join([head, *_lines(turn, found[:MOST], situation.zone), *more]))


def urge(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Remind the addressee once more, once a day; a chief leader's secretary in his stead."""
    del message
    request = chosen(turn, reading) if reading.slots else None
    if request is None or request.asker_id != turn.person_id or request.stage is not Stage.WAITING:
        if request is not None or not reading.slots:
            turn.say(words.NOTHING_WAITS)
        return
    person = people.person(turn.connection, request.addressee_id, turn.now)
    told = stead.nagged(turn.connection, person, turn.now, 1) if person else None
    today = turn.now.astimezone(situation.zone).date()
    is_again = request.urged_at is not None and request.urged_at.astimezone(situation.zone).date() == today
    named = {"who": person.called if person else "", "number": words.number(request)}
    if is_again or told is None:
        turn.say(words.URGED_TODAY.format(**named))
        return
    requests.moved(turn.connection, request, urged_at=turn.now)
    asker = situation.sender.called if isinstance(situation.sender, Person) else ""
    text = words.URGED.format(title=words.title(request), asker=asker, number=words.number(request))
    turn.push(Recipient(person_id=told.id), text, audience="leader", subject=request.subject)
    turn.record("request.urged", request.subject, told=told.id)
    turn.say(words.URGED_NOW.format(**named))


def withdraw(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Withdraw one's own, as long as it is open; its addressee is told."""
    del message
    request = chosen(turn, reading) if reading.slots else None
    if request is None or request.asker_id != turn.person_id or request.stage not in OPEN:
        if request is not None or not reading.slots:
            turn.say(words.NOTHING_TO_WITHDRAW)
        return
    filing.close(turn, request)
    named = {"title": words.title(request), "number": words.number(request)}
    asker = situation.sender.called if isinstance(situation.sender, Person) else ""
    text = words.IT_IS_WITHDRAWN.format(asker=asker, **named)
    turn.push(Recipient(person_id=request.addressee_id), text, audience="leader", subject=request.subject)
    turn.say(words.WITHDRAWN.format(**named))


def add(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Add to one's own; one that was returned waits before the leader again."""
    del message
    request, asker = chosen(turn, reading), situation.sender
    if request is None:
        return
    person = people.person(turn.connection, request.addressee_id, turn.now)
    if (
        request.asker_id != turn.person_id
        or request.stage not in OPEN
        or person is None
        or not isinstance(asker, Person)
    ):
        turn.say(words.NOTHING_TO_WITHDRAW)
        return
    asks = request.form is Form.ASKS
    chasing.stop(turn, request, "more was said")
    moved = requests.moved(
        turn.connection,
        request,
        text=f"{request.text}\n{reading.slots['text']}",
        stage=Stage.WAITING if asks else Stage.FILED,
        due_at=filing.due_at(turn.connection, turn.now, situation.zone) if asks else None,
        ended_at=None,
    )
    turn.record("request.added", request.subject, number=request.number)
    filing.bring(turn, moved, asker, person, situation.zone)
    turn.say(words.ADDED.format(who=person.called, number=words.number(request)))


def line(request: Request, standing: list[Word], names: dict[int, str], zone: ZoneInfo) -> str:
    """Say how one stands, in a line."""
    return words.LINE.format(
        number=words.number(request), title=words.title(request), stands=_stands(request, standing, names, zone)
    )


def _stands(request: Request, standing: list[Word], names: dict[int, str], zone: ZoneInfo) -> str:
    last = standing[-1] if standing else None
    said_by = names.get(last.person_id if last else request.addressee_id, "")
    filled = {
        "who": names.get(request.addressee_id, ""),
        "when": words.day(request.filed_at, zone),
        "text": last.text if last else "",
    }
    if request.stage is Stage.WAITING:
        return words.WAITS.format(**filled)
    if request.stage is Stage.ANSWERED and last:
        return words.SAID.format(who=said_by, when=words.day(last.at, zone), text=last.text)
    return words.STAGES[request.stage].format(**filled | {"who": said_by})


def _one(turn: Turn, request: Request, situation: Situation) -> str:
    if not may_see(turn, request, situation):
        return words.NOT_FOR_YOU
    standing = requests.words_of(turn.connection, [request.id])[request.id]
    names = _names(turn, [request], {request.id: standing})
    told = [words.FORMER.format(who=names.get(one.person_id, ""), text=one.text) for one in standing[:-1]]
    body = words.BODY.format(text=words.shown(request.text))
    return "\n".join([line(request, standing, names, situation.zone), body, *told])


def _own(turn: Turn, sender: Person) -> list[Request]:
    found = requests.concerning(turn.connection, [sender.id], turn.now - RECENTLY)
    return [one for one in found if one.asker_id == sender.id]


def _before(turn: Turn, sender: Person) -> list[Request]:
    spoken_for = {sender.id, *(one.id for one in stead.speaks_for(turn.connection, sender.id, turn.now))}
    found = requests.concerning(turn.connection, spoken_for, turn.now)
    return [one for one in found if one.addressee_id in spoken_for and one.stage is Stage.WAITING][::-1]


def _lines(turn: Turn, found: list[Request], zone: ZoneInfo) -> list[str]:
    standing = requests.words_of(turn.connection, [one.id for one in found])
    names = _names(turn, found, standing)
    return [line(one, standing[one.id], names, zone) for one in found]


def _names(turn: Turn, found: list[Request], standing: dict[int, list[Word]]) -> dict[int, str]:
    ids = {one.addressee_id for one in found} | {word.person_id for some in standing.values() for word in some}
    return {one.id: one.called for one in people.people(turn.connection, turn.now, ids)}


ACTS = {said.QUERY: query, said.URGE: urge, said.WITHDRAW: withdraw, said.ADD: add}
