"""What somebody says of not being there as planned: 请假, 公出, 晚到, 线上; of himself, or 请假 for another."""

from __future__ import annotations

from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.store.people import Person
from bot.store.prompts import Option
from bot.turn import Turn
from handlers.study import choosing, organising, roster
from handlers.study.attending import asking, leaving, marks, which, words
from handlers.study.opening import hour
from handlers.study.roster import CHAT, EXCUSED, LEAVE, MISSING, ONLINE, Entry
from handlers.study.studies import OPEN, Study
from handlers.study.window import Moment
from scheduler import notices
from scheduler.notices import Asks

MEETING, MEETING_LEAVE, SHORTEST_LABEL = "meeting", "meeting.leave", 22


def leave(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Ask for leave of a study, one's own or somebody else's."""
    del message
    me = _me(turn, situation)
    person = _person(turn, reading, me) if me else None
    if me is None or person is None:
        return
    choice = which.study_of(turn, reading, person, situation, which.AT_ALL)
    if choice.was_asked:
        return
    study = choice.one
    if study is None:
        turn.whisper(words.WHICH_LEAVE)
        return
    if person.id == me.id and _asks_of_meeting(turn, reading, study, me, situation):
        return
    what, reason = str(reading.slots.get("what") or LEAVE), str(reading.slots.get("reason") or "")
    turn.whisper(leaving.ask_leave(turn, study, person, what, reason, me))


def late(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Note that somebody will be late; the organiser hears it quietly."""
    del message
    found = _his_study(turn, reading, situation)
    if found is None:
        return
    study, entry, me = found
    if entry.is_there:
        at = hour(entry.at, situation.zone) if entry.at else ""
        organiser = choosing.organiser(turn, study)
        turn.whisper(words.ALREADY_SIGNED.format(who=words.YOU, at=at, title=study.title, organiser=organiser))
        return
    minutes = reading.slots.get("late_minutes")
    reason = str(reading.slots.get("reason") or "")
    changes = {"late_min": int(minutes or 0), "reason": reason or ("" if entry.status in EXCUSED else entry.reason)}
    after = roster.moved(turn.connection, entry, status=MISSING, leave_kind="", **changes)
    if after is None:
        return
    turn.record("checkin.late_noted", study.subject, minutes=after.late_min, **marks.told(entry, after))
    marks.may_put_back(turn, study, [entry])
    said = words.LATE_MIN.format(minutes=minutes) if minutes else words.LATE_SOME
    why = words.BECAUSE.format(reason=reason) if reason else ""
    told = ""
    if study.organiser_id != me.id:
        text = words.LATE_TELL.format(title=study.title, name=me.name, late=said, reason=why, number=study.number)
        until = study.closes_at
        organising.tell(turn, study, text, expires_at=until)
        told = words.TOLD_ORGANISER.format(organiser=choosing.organiser(turn, study))
    turn.whisper(words.LATE_NOTED.format(title=study.title, late=said, reason=why, told=told))


def online(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Ask to take part from afar; where nobody's consent is needed it is granted, and signed where it is open."""
    del message
    found = _his_study(turn, reading, situation)
    if found is None:
        return
    study, entry, me = found
    reason = str(reading.slots.get("reason") or "")
    if leaving.needs_consent(turn, study, me, me):
        one = leaving.wish(turn, study, me, ONLINE, reason, me)
        said = words.WITHDRAWN.format(title=study.title, name=me.name, what=words.ONLINE)
        marks.may_put_back(turn, study, [entry], one.id, said=said)
        organiser = choosing.organiser(turn, study)
        form = words.ASKED.format(title=study.title, who=words.YOU, what=words.ONLINE, organiser=organiser, why="")
        turn.whisper(form)
        return
    _online_at_once(turn, study, entry, me, reason, situation)


def _online_at_once(turn: Turn, study: Study, entry: Entry, me: Person, reason: str, situation: Situation) -> None:
    at = turn.waiting.happened_at if turn.waiting else turn.now
    is_open = study.state == OPEN and study.window.place(at) in (Moment.IN_TIME, Moment.LATE)
    if is_open and not study.needs_code:
        marks.signed(turn, study, entry, status=ONLINE, at=at, how=CHAT, by_id=None, reason=reason)
        said = words.ONLINE_DONE.format(at=hour(at, situation.zone), title=study.title)
    else:
        marks.agreed(turn, study, entry, reason)
        said = words.ONLINE_NOW.format(title=study.title)
    marks.may_put_back(turn, study, [entry])
    if study.organiser_id != me.id:
        why = words.BECAUSE.format(reason=reason) if reason else ""
        text = words.ONLINE_TELL.format(title=study.title, name=me.name, reason=why, number=study.number)
        organising.tell(turn, study, text)
    turn.whisper(said)


def _his_study(turn: Turn, reading: Reading, situation: Situation) -> tuple[Study, Entry, Person] | None:
    """Return the sender's study, where he stands in it, and himself; None where that was said or asked."""
    me = _me(turn, situation)
    choice = which.study_of(turn, reading, me, situation, which.TO_COME) if me else which.Choice()
    if me is None or choice.was_asked:
        return None
    if choice.one is None:
        turn.whisper(words.NO_STUDY)
        return None
    entry = leaving.entry_of(turn, choice.one, me)
    if entry is None:
        turn.whisper(words.NOT_LISTED.format(who=words.YOU, title=choice.one.title, what="报"))
        return None
    return choice.one, entry, me


def _asks_of_meeting(turn: Turn, reading: Reading, study: Study, me: Person, situation: Situation) -> bool:
    """Ask whether a meeting is meant, where one waits for his answer as well. Returns whether it was asked."""
    if "study" in reading.slots or reading.slots.get("title") or reading.slots.get("named"):
        return False
    pending = [one for one, _ in notices.pending(turn.connection, [me.id]) if one.asks is Asks.RSVP]
    meetings = [one for one in pending if one.kind == MEETING]
    if not meetings:
        return False
    reason = str(reading.slots.get("reason") or "")
    options = [which.option_of(study, reading, situation)] + [
        Option(one.head[:SHORTEST_LABEL], MEETING, MEETING_LEAVE, {"notices": [one.id], "reason": reason})
        for one in meetings[: which.MOST - 1]
    ]
    asking.ask(turn, words.WHICH_OF_BOTH, options)
    return True


def _me(turn: Turn, situation: Situation) -> Person | None:
    if isinstance(situation.sender, Person):
        return situation.sender
    turn.whisper(words.ENROL_FIRST)
    return None


def _person(turn: Turn, reading: Reading, me: Person) -> Person | None:
    name = str(reading.slots.get("person") or "")
    return which.somebody(turn, reading, name, me) if name else me
