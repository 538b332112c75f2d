"""退回: the organiser gives back what one person handed in, with a reason; it is owed again, 补学 is not made up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.messages import Message
from bot.registry import Undo
from bot.router import Reading
from bot.situation import Situation
from bot.store.deeds import Deed
from bot.store.office_settings import value_of
from bot.store.people import Person
from bot.store.prompts import Option
from bot.store.pushes import Recipient
from bot.turn import Turn
from bot.undoing import NotUndone
from handlers.study import papers, roster, settings, studies
from handlers.study.after import meant, owing, words
from handlers.study.after.making_up import until
from handlers.study.after.owing import dated, due_of
from handlers.study.papers import HANDED_IN, LATER, RETURNED, Paper
from handlers.study.roster import Entry
from handlers.study.studies import Study
from handlers.study.talk import HANDLER, RETURN
from scheduler.audience import who_is
from scheduler.confirming import ask_for

GIVEN_BACK = "study.returned"


def give_back(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Give a paper back to who handed it in."""
    del message
    slots = dict(reading.slots)
    answer = str(slots.pop("answer", "")).strip()
    slots["who" if not slots.get("who") else "why"] = answer or slots.get("who" if not slots.get("who") else "why", "")
    study = meant.to_run(turn, reading, situation)
    if study is None:
        return
    slots |= {"study": study.id}
    kind = str(slots.get("kind") or study.wants or papers.NOTES)
    person = _whom(turn, study, slots, situation)
    if person is None:
        ask_for(turn, words.WHOSE.format(kind=kind), Option("", HANDLER, RETURN, {**slots, "who": ""}))
        return
    paper = papers.standing(turn.connection, study.id, person.person_id, kind)
    if paper is None or paper.state != HANDED_IN:
        turn.whisper(words.NOTHING_OF_HIS.format(title=study.title, name=person.name, kind=kind, number=study.number))
        return
    if not slots.get("why"):
        ask_for(turn, words.WHY_RETURN.format(name=person.name, kind=kind), Option("", HANDLER, RETURN, slots))
        return
    _return(turn, study, person, paper, str(slots["why"]), situation)


def _whom(turn: Turn, study: Study, slots: Mapping[str, Any], situation: Situation) -> Entry | None:
    """Return whose paper is meant: one on the roster of that name."""
    who = str(slots.get("who") or "")
    me = situation.sender if isinstance(situation.sender, Person) else None
    known = {one.person_id: one for one in roster.of_study(turn.connection, study.id)}
    meant_ones = [one for one in who_is(turn.connection, who, turn.now, me) if one.id in known] if who else []
    return known[meant_ones[0].id] if len(meant_ones) == 1 else None


def _return(turn: Turn, study: Study, entry: Entry, paper: Paper, why: str, situation: Situation) -> None:
    zone = situation.zone
    papers.change(turn.connection, paper.id, state=RETURNED, why=why[:200])
    made_up = entry.made_up_at if paper.kind == LATER else None
    if paper.kind == LATER:
        roster.moved(turn.connection, entry, made_up_at=None)
    owing.settle(turn, study, zone)
    turn.record(GIVEN_BACK, study.subject, paper=paper.id, kind=paper.kind, person=entry.person_id)
    turn.may_undo(GIVEN_BACK, study.subject, paper=paper.id, made_up=made_up.isoformat() if made_up else "")
    if paper.kind == LATER:
        days = value_of(turn.connection, settings.MAKE_UP)
        last = max(until(study, days), until(study, days, turn.now))
        text = words.REFUSED_MAKE_UP.format(title=study.title, why=why, day=dated(last, zone), number=study.number)
    else:
        due = due_of(turn, study, zone)
        day = words.DUE.format(day=dated(due, zone)) if study.wants and due > turn.now else ""
        text = words.TO_RETURNED.format(title=study.title, kind=paper.kind, why=why, due=day, number=study.number)
    turn.push(Recipient(person_id=entry.person_id), text, audience="roster", subject=study.subject)
    turn.whisper(words.RETURNED.format(name=entry.name, kind=paper.kind, why=why, number=study.number))


def undo(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Take it back: the paper stands."""
    paper = papers.find(turn.connection, int(deed.data["paper"]))
    study = studies.find(turn.connection, paper.study_id) if paper else None
    entry = roster.one(turn.connection, paper.study_id, paper.person_id) if paper else None
    if paper is None or study is None or entry is None or paper.state != RETURNED:
        raise NotUndone(words.GONE)
    papers.change(turn.connection, paper.id, state=HANDED_IN, why="")
    if paper.kind == LATER:
        roster.moved(turn.connection, entry, made_up_at=paper.at)
    owing.settle(turn, study, situation.zone)
    return words.NOT_RETURNED.format(name=entry.name, kind=paper.kind)


UNDOS: dict[str, Undo] = {GIVEN_BACK: undo}
