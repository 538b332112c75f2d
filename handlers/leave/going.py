"""Going away: what concerns oneself is entered at once and can be taken back; of somebody else it is confirmed first.

Days that could be two are asked, and so is who acts where nobody is named; asked once, with those who are likely.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.messages import Channel, Message
from bot.router import ANSWER, Reading
from bot.situation import Situation
from bot.store import people, stand_ins
from bot.store.people import Person
from bot.store.prompts import Option
from bot.turn import Turn
from handlers.leave import rows, talk
from handlers.leave.absence import Absence, may_enter, refusal, replaced_by
from handlers.leave.agents import agents_named, has_duties, likely
from handlers.leave.naming import delegate_in
from handlers.leave.returning import arm
from handlers.leave.spans import Away, read_away
from handlers.leave.telling import form, tell, told_to
from knowledge.text import fold
from scheduler import owed
from scheduler.audience import who_is
from scheduler.calendar import calendar_of
from scheduler.confirming import ask_for, confirm

Slots = dict[str, Any]


def out(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Enter an absence, or ask for what is missing."""
    del message
    sender, slots = situation.sender, dict(reading.slots)
    if not isinstance(sender, Person):
        turn.say(talk.ENROL_FIRST)
        return
    if slots.get("confirmed"):
        _enter_for(turn, slots, situation, sender)
        return
    person = _subject(turn, slots, sender, situation)
    away = _days(turn, slots, situation) if person else None
    if person is None or away is None:
        return
    found = _agents(turn, slots, person)
    agent = found[0] if len(found) == 1 and found[0].id != person.id else None
    since, until = away.since or turn.now, away.until
    absence = Absence(0, person, agent, since, until, slots.get("kind", ""))
    if person.id == sender.id:
        _enter_own(turn, absence, slots, situation, found)
    else:
        _confirm(turn, absence, slots, situation, found)


def stand_in(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Take the answer to who acts."""
    del message
    sender, slots = situation.sender, dict(reading.slots)
    row = stand_ins.find(turn.connection, slots["row"])
    if not isinstance(sender, Person) or row is None or (row.until is not None and row.until <= turn.now):
        turn.say(talk.NOT_AWAY)
        return
    found = _agents(turn, slots | {"delegate": slots.get(ANSWER, "")}, sender)
    chosen = slots.get("agent_id")
    if chosen != 0 and (len(found) != 1 or found[0].id == sender.id):
        _ask_who(turn, slots, sender, found, [talk.NOT_HIMSELF] if sender in found else [])
        return
    agent = found[0] if chosen != 0 else None
    stand_ins.change(turn.connection, row.id, agent_id=agent.id if agent else None)
    kind = rows.kinds_of(turn.connection, [row.id]).get(row.id, "")
    absence = Absence(row.id, sender, agent, row.since, row.until, kind)
    turn.withdraw(absence.subject, "who acts is known")
    turn.record("leave.stand_in", absence.subject, agent=agent.id if agent else None)
    turn.may_undo(talk.OUT, absence.subject, row=row.id, replaced=slots["replaced"])
    over = tell(turn, absence, situation, sender)
    turn.say(_echo_acting(turn, absence) + _as_told(over))


def _subject(turn: Turn, slots: Slots, sender: Person, situation: Situation) -> Person | None:
    """Return who is away; None where that had to be said or asked."""
    name = slots.get("who", "")
    if not name:
        return sender
    if "person_id" in slots:
        return people.person(turn.connection, slots["person_id"], turn.now)
    found = who_is(turn.connection, name, turn.now, sender)
    if not found:
        turn.say(talk.WHO_IS_IT.format(name=name))
    elif len(found) > 1:
        options = [Option(one.name, talk.HANDLER, talk.OUT, slots | {"person_id": one.id}) for one in found]
        turn.ask(talk.WHICH_ONE.format(name=name, count=len(found)), options)
    elif not may_enter(turn.connection, sender, found[0], situation):
        turn.say(refusal(found[0], situation))
    else:
        slots["person_id"] = found[0].id
        return found[0]
    return None


def _days(turn: Turn, slots: Slots, situation: Situation) -> Away | None:
    """Return from when to when, by the office's calendar; None where that had to be asked."""
    now = situation.now.astimezone(situation.zone)
    answer = slots.pop(ANSWER, "")
    if answer:
        slots["when"] = fold(answer)
        slots["delegate"] = delegate_in(fold(answer)) or slots.get("delegate", "")
    away = read_away(slots.get("when") or slots["text"], now, calendar_of(turn.connection))
    if not away.question:
        return away
    choices = [Option(one, talk.HANDLER, talk.OUT, slots | {"when": fold(one)}) for one in away.choices]
    ask_for(turn, away.question, Option("", talk.HANDLER, talk.OUT, slots), choices)
    return None


def _agents(turn: Turn, slots: Slots, person: Person) -> list[Person]:
    if slots.get("agent_id"):
        return people.people(turn.connection, turn.now, [slots["agent_id"]])
    said = fold(slots.get("delegate", "")).strip()
    return agents_named(turn.connection, delegate_in(said) or said, person, turn.now) if said else []


def _enter_own(turn: Turn, absence: Absence, slots: Slots, situation: Situation, found: list[Person]) -> None:
    sender = absence.person
    wants = absence.agent is None and not slots.get("nobody")
    asks = wants and bool(slots.get("delegate") or has_duties(sender) or owed.open_of(turn.connection, sender.id))
    replaced = replaced_by(turn.connection, sender.id, absence.since, absence.until)
    entered = _enter(turn, absence, sender, replaced)
    over = tell(turn, entered, situation, sender, is_asked=asks)
    words = entered.words(turn.now, situation.zone) | {"kind": entered.kind}
    lines = [talk.ENTERED.format(**words)]
    if not asks:
        lines.append(_echo_acting(turn, entered) + _as_told(over))
    lines += [form(turn, entered, situation), talk.HOW_ON if entered.until else talk.UNTIL_SAID]
    text = "\n".join(filter(None, lines))
    if turn.waiting is not None and turn.waiting.message.channel is not Channel.PRIVATE and not asks:
        turn.say(talk.ENTERED_HERE)
        turn.whisper(text)
        return
    turn.say(text)
    if asks:
        _ask_who(turn, {"row": entered.id, "replaced": replaced, **slots}, sender, found, [])


def _ask_who(turn: Turn, slots: Slots, away: Person, found: list[Person], notes: list[str]) -> None:
    """Ask who acts. found: whom the name that was given may mean; none or one is no choice."""
    named = slots.get("delegate", "") if not found else ""
    unknown = [talk.NO_SUCH_AGENT.format(name=named)] if named and not notes else []
    choices = found if len(found) > 1 else likely(turn.connection, away, turn.now)
    kept = {"row": slots["row"], "replaced": slots["replaced"]}
    options = [
        Option(one.called, talk.HANDLER, talk.STAND_IN, kept | {"agent_id": one.id}, (one.name,)) for one in choices
    ]
    options.append(Option(talk.NOBODY, talk.HANDLER, talk.STAND_IN, kept | {"agent_id": 0}, talk.SAID_NOBODY))
    turn.ask("".join([*notes, *unknown, talk.WHO_ACTS]), options, free=Option("", talk.HANDLER, talk.STAND_IN, kept))


def _confirm(turn: Turn, absence: Absence, slots: Slots, situation: Situation, found: list[Person]) -> None:
    """Ask once before an absence of somebody else is entered: his alarms will go to another."""
    if slots.get("delegate") and absence.agent is None and len(found) != 1:
        options = [
            Option(one.called, talk.HANDLER, talk.OUT, slots | {"agent_id": one.id}, (one.name,))
            for one in found or likely(turn.connection, absence.person, turn.now)
        ]
        unknown = "" if found else talk.NO_SUCH_AGENT.format(name=slots["delegate"])
        turn.ask(unknown + talk.WHO_ACTS, options)
        return
    words = absence.words(turn.now, situation.zone)
    sender = situation.sender
    over = told_to(turn, absence, situation, sender.id if isinstance(sender, Person) else 0)
    names = "、".join(dict.fromkeys([absence.person.called, *_named(absence.agent), *(one.called for one, _ in over)]))
    kept = {
        "confirmed": True,
        "person_id": absence.person.id,
        "agent_id": absence.agent.id if absence.agent else 0,
        "since": absence.since.isoformat(),
        "until": absence.until.isoformat() if absence.until else "",
        "kind": absence.kind,
    }
    confirm(turn, talk.FOR_OTHER.format(names=names, **words), Option("", talk.HANDLER, talk.OUT, kept))


def _enter_for(turn: Turn, slots: Slots, situation: Situation, sender: Person) -> None:
    both = {one.id: one for one in people.people(turn.connection, turn.now, [slots["person_id"], slots["agent_id"]])}
    person = both.get(slots["person_id"])
    if person is None or not may_enter(turn.connection, sender, person, situation):
        turn.say(talk.WHO_IS_IT.format(name=""))
        return
    until = datetime.fromisoformat(slots["until"]) if slots["until"] else None
    agent = both.get(slots["agent_id"])
    absence = Absence(0, person, agent, datetime.fromisoformat(slots["since"]), until, slots["kind"])
    replaced = replaced_by(turn.connection, person.id, absence.since, absence.until)
    entered = _enter(turn, absence, sender, replaced)
    over = tell(turn, entered, situation, sender)
    words = entered.words(turn.now, situation.zone)
    lines = [talk.ENTERED_FOR.format(**words) + _as_told([person, *_named_people(agent), *over])]
    turn.say("\n".join(filter(None, [*lines, form(turn, entered, situation)])))


def _enter(turn: Turn, absence: Absence, by: Person, replaced: list[list[Any]]) -> Absence:
    """Write an absence down, to be taken back within ten minutes."""
    agent_id = absence.agent.id if absence.agent else None
    row = stand_ins.go_away(turn.connection, absence.person.id, agent_id, absence.since, absence.until)
    rows.note_kind(turn.connection, row, absence.kind, by.id, turn.now)
    entered = replace(absence, id=row)
    turn.record(
        "leave.noted",
        entered.subject,
        person=absence.person.id,
        agent=agent_id,
        since=absence.since.isoformat(),
        until=absence.until.isoformat() if absence.until else None,
        kind=absence.kind,
    )
    turn.may_undo(talk.OUT, entered.subject, row=row, replaced=replaced)
    arm(turn, entered)
    return entered


def _echo_acting(turn: Turn, absence: Absence) -> str:
    if absence.agent is None:
        return talk.ACTED_BY_NOBODY
    also = stand_ins.absences(turn.connection, absence.since, absence.until or absence.since, [absence.agent.id])
    warning = talk.AGENT_AWAY.format(agent=absence.agent.called) if also else ""
    return talk.ACTED_FOR.format(agent=absence.agent.called) + warning


def _as_told(some: list[Person]) -> str:
    return talk.AS_TOLD.format(names="、".join(one.called for one in some)) if some else ""


def _named(agent: Person | None) -> list[str]:
    return [agent.called] if agent else []


def _named_people(agent: Person | None) -> list[Person]:
    return [agent] if agent else []
