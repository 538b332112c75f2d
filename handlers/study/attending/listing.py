"""名单: who belongs to a study and how, changed by its organiser while it is planned, open or just over."""

from __future__ import annotations

from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.store.people import Person
from bot.turn import Turn
from handlers.study import choosing, enlisting, opening, roster
from handlers.study import words as core
from handlers.study.attending import asking, marks, which, whom, words
from handlers.study.roster import ABSENT, APART, ATTENDS, MISSING, SITS_IN, Entry
from handlers.study.studies import CLOSED, OPEN, PLANNED, Study

REMOVE = "移出"


def change(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Put people on a roster, or set them apart: 出席, 列席, 免签, 不计应到, or off it."""
    me = situation.sender
    study = choosing.to_run(turn, message, reading, situation, OPEN, PLANNED, CLOSED)
    if study is None or not isinstance(me, Person):
        if study is None and not turn.said:
            turn.whisper(words.NO_STUDY)
        return
    found = whom.read(turn, reading, me)
    if found is None:
        return
    if found.unknown:
        turn.whisper(words.NOBODY_CALLED.format(name="、".join(found.unknown)))
        return
    to = str(reading.slots.get("to") or ATTENDS)
    reason = str(reading.slots.get("reason") or reading.slots.get("answer") or "").strip()[: enlisting.LONGEST_WHY]
    if to == APART and not reason:
        draft = which.asks_again(reading, study=study.id, people=[one.number for one in found.people])
        asking.ask_for(turn, words.WHY_APART.format(names="、".join(one.name for one in found.people)), draft)
        return
    before = [_set(turn, study, one, to, reason) for one in found.people]
    marks.may_put_back(turn, study, [one for one in before if one is not None])
    known = {one.person_id for one in before if one is not None and one.belongs in (ATTENDS, SITS_IN)}
    added = [one.id for one in found.people if to == ATTENDS or (to == SITS_IN and one.id not in known)]
    _tell(turn, study, added, situation)
    names = "、".join(one.name for one in found.people)
    expected = roster.tally(roster.of_study(turn.connection, study.id)).expected
    turn.whisper(words.LISTED[to].format(names=names, title=study.title) + words.EXPECTED.format(expected=expected))


def _set(turn: Turn, study: Study, person: Person, to: str, reason: str) -> Entry | None:
    """Change one's place. Returns how he stood, as of nobody's before where he was not listed."""
    entry = roster.one(turn.connection, study.id, person.id)
    if entry is None:
        enlisting.put(turn, study, [person], APART)
        entry = roster.one(turn.connection, study.id, person.id)
    if entry is None:
        return None
    belongs = to
    if to == REMOVE:
        belongs = SITS_IN if entry.is_there else APART
    status = entry.status
    if belongs == ATTENDS and study.state == CLOSED and status == MISSING:
        status = ABSENT
    elif belongs != ATTENDS and status == ABSENT:
        status = MISSING
    why = reason or (words.REMOVED if to == REMOVE else words.ADDED if to == ATTENDS else "")
    after = roster.moved(turn.connection, entry, belongs=belongs, status=status, why=why)
    if after is not None:
        turn.record("checkin.listed", study.subject, **marks.told(entry, after))
    return entry


def _tell(turn: Turn, study: Study, ids: list[int], situation: Situation) -> None:
    """Tell whoever was put on the roster of an open study how to sign."""
    if study.state != OPEN:
        return
    added = [one for one in roster.of_study(turn.connection, study.id) if one.person_id in ids and not one.is_there]
    opening.tell(turn, study, added, opening.person_text(core.PERSON_OPEN, study, situation.zone))
