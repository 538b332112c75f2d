"""The register of what leaders contribute: 讲党课, 培训授课, 调研走访, 主题发言; 谈心谈话 by day and persons alone.

For oneself at once; for another by his secretary, or by who runs studies where he works. Of a talk nothing that was
said in it is taken: the words are erased and nothing is registered.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from bot.messages import Message
from bot.registry import Undo
from bot.rights import Act
from bot.router import Reading
from bot.situation import Situation
from bot.store import inbox, people
from bot.store.deeds import Deed
from bot.store.people import Person
from bot.store.prompts import Option
from bot.turn import Turn
from bot.undoing import NotUndone
from handlers.study import parts, studies
from handlers.study.after import speaking, words
from handlers.study.after.register import ask, ask_several, counted, spoken_day, titled
from handlers.study.after.within import may_about
from handlers.study.parts import DONE, DROPPED, OF_A_STUDY, TALKS, Part
from handlers.study.studies import CLOSED, OPEN, Study
from handlers.study.talk import HANDLER, SPEECH
from scheduler import stead
from scheduler.audience import who_is
from scheduler.confirming import ask_for

NOTED = "checkin.speech"
MOST = 6


def note(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Register a contribution of the sender's, or of somebody he may register for."""
    del message
    me = situation.sender
    if not isinstance(me, Person):
        turn.whisper(words.ENROL_FIRST)
        return
    slots = dict(reading.slots)
    if _of_several(turn, reading, me, situation):
        return
    if answer := str(slots.pop("answer", "")):
        slots["who"] = answer
    person = whom(turn, me, slots)
    if person is None:
        return
    if slots.get("asks"):
        ask(turn, reading, me, person, situation)
        return
    if person.id != me.id and not _may_note(turn, me, person):
        turn.whisper(words.MAY_NOT_NOTE.format(name=person.called, contact=situation.contact))
        return
    on = date.fromisoformat(slots["on"]) if slots.get("on") else turn.now.astimezone(situation.zone).date()
    if on > turn.now.astimezone(situation.zone).date():
        turn.whisper(words.FUTURE.format(day=spoken_day(on)))
        return
    _note(turn, me, person, slots, on, situation)


def _of_several(turn: Turn, reading: Reading, me: Person, situation: Situation) -> bool:
    """Do what concerns no one person: what is refused, a table of several, those of a study that is open."""
    if reading.slots.get("refused"):
        _refuse(turn, me)
    elif reading.slots.get("several"):
        ask_several(turn, reading, me, situation)
    elif reading.slots.get("now"):
        speaking.note(turn, reading, me, situation)
    else:
        return False
    return True


def _refuse(turn: Turn, me: Person) -> None:
    """Turn away what was said in a talk, and forget it."""
    if turn.waiting is not None:
        inbox.forget_text(turn.connection, turn.waiting.id)
    turn.record("message.refused", reason="contents of a talk")
    turn.whisper(words.TALK_REFUSED.format(name=me.called))


def whom(turn: Turn, me: Person, slots: dict[str, Any]) -> Person | None:
    """Return who is meant, the sender himself where nobody is named; None where it had to be asked."""
    said = str(slots.get("who") or "")
    if "person" in slots or not said:
        return people.person(turn.connection, int(slots["person"]), turn.now) if "person" in slots else me
    found_ones = who_is(turn.connection, said, turn.now, me)
    if len(found_ones) == 1:
        return found_ones[0]
    draft = Option("", HANDLER, SPEECH, {**slots, "who": ""})
    if not found_ones:
        ask_for(turn, words.UNKNOWN.format(said=said), draft)
        return None
    options = [Option(one.called, HANDLER, SPEECH, {**slots, "person": one.id}) for one in found_ones[:MOST]]
    turn.ask(words.WHICH_ONE.format(said=said), options)
    return None


def _may_note(turn: Turn, me: Person, person: Person) -> bool:
    """Whether somebody may register for another: his secretary, or who runs studies where he works."""
    if person.id in {one.id for one in stead.speaks_for(turn.connection, me.id, turn.now)}:
        return True
    return may_about(turn, me, Act.RUN_STUDY, person)


def _note(turn: Turn, me: Person, person: Person, slots: dict[str, Any], on: date, situation: Situation) -> None:
    part, title = str(slots["part"]), str(slots.get("title") or "")[:200]
    said = {"name": person.called, "day": spoken_day(on), "part": part, "title": titled(part, title)}
    study = _study_of(turn, part, on, slots, situation) if part in OF_A_STUDY else None
    known = _known(turn, person, part, title, on, study)
    said["title"] = titled(part, title or (known.title if known else ""))
    if known is not None and known.state == DONE:
        turn.whisper(words.NOTED_BEFORE.format(**said))
        return
    if known is not None:
        parts.settle(turn.connection, [known.id], DONE, on)
        kept = known
    else:
        kept = parts.put(
            turn.connection,
            Part(0, study.id if study else None, person.id, person.name, part, title, on, DONE, me.id, turn.now),
        )
    turn.record(NOTED, f"person:{person.id}", part=part, on=on.isoformat(), row=kept.id)
    turn.may_undo(NOTED, f"person:{person.id}", row=kept.id, was=known.state if known else DROPPED)
    form = words.NOTED_TALK if part == TALKS else words.NOTED
    count = counted(turn.connection, person.id, part, date(on.year, 1, 1), date(on.year + 1, 1, 1))
    turn.whisper(form.format(count=count, **said))


def _study_of(turn: Turn, part: str, on: date, slots: dict[str, Any], situation: Situation) -> Study | None:
    """Return the study of that day a contribution belongs to, where one alone fits."""
    del part
    start = datetime(on.year, on.month, on.day, tzinfo=situation.zone)
    that_day = studies.between(turn.connection, start, start + timedelta(days=1), (OPEN, CLOSED))
    about = str(slots.get("about") or "")
    fitting = [one for one in that_day if one.kind in about or one.title in about] or that_day
    return fitting[0] if len(fitting) == 1 else None


def _known(turn: Turn, person: Person, part: str, title: str, on: date, study: Study | None) -> Part | None:
    """Return the same contribution where it stands already, announced, dropped or made."""
    if study is not None:
        every = parts.of_everybody(turn.connection, study.id)
        same = [one for one in every if one.person_id == person.id and one.part == part]
        return same[-1] if same else None
    day = parts.between(turn.connection, on, on + timedelta(days=1), [person.id])
    same = [one for one in day if one.part == part and one.title == title]
    return same[-1] if same else None


def undo(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Take a registration back."""
    del situation
    part = parts.find(turn.connection, int(deed.data["row"]))
    if part is None or part.state != DONE:
        raise NotUndone(words.GONE)
    parts.settle(turn.connection, [part.id], str(deed.data["was"]))
    return words.NOT_NOTED.format(name=part.name, part=part.part)


UNDOS: dict[str, Undo] = {NOTED: undo, **speaking.UNDOS}
