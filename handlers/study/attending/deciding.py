"""同意 and 不同意: the organiser's word on leave, being online and signing in afterwards; whoever asked is told."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.store import people
from bot.store.people import Person
from bot.store.prompts import Option
from bot.store.pushes import Recipient
from bot.turn import Turn
from handlers.study import asks, choosing, organising, roster, studies
from handlers.study.asks import GRANTED, REFUSED, Ask
from handlers.study.attending import asking, leaving, marks, which, words
from handlers.study.roster import ABSENT, CHAT, EXCUSED, LATE, MADE_UP, ONLINE, PRESENT, Entry
from handlers.study.studies import Study
from scheduler import notices, owed
from scheduler.audience import who_is

DECIDED = "checkin.decided"
LONGEST_LABEL = 26


def decide(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Take down the organiser's word on one request, on several, or on all."""
    del message
    me = situation.sender
    if not isinstance(me, Person):
        turn.whisper(words.ENROL_FIRST)
        return
    waiting = _waiting(turn, reading, me)
    meant = _meant(turn, reading, waiting, me)
    if not meant:
        return
    grants = bool(reading.slots.get("grants"))
    reason = str(reading.slots.get("reason") or "")
    lines = [_decide(turn, study, one, me, grants=grants, reason=reason) for study, one in meant]
    done = "、".join(filter(None, lines))
    if done:
        turn.whisper((words.GRANTED if grants else words.REFUSED).format(what=done))


Waiting = Sequence[tuple[Study, Ask]]


def _waiting(turn: Turn, reading: Reading, me: Person) -> Waiting:
    """Return what waits for the sender, in the order it was asked."""
    near = studies.near(turn.connection, turn.now)
    mine = organising.runs(turn.connection, me, turn.now)
    runs = {one.id: one for one in near if mine(one)}
    if "study" in reading.slots:
        runs = {key: one for key, one in runs.items() if key == int(reading.slots["study"])}
    return [(runs[one.study_id], one) for one in asks.waiting(turn.connection, runs)]


def _meant(turn: Turn, reading: Reading, waiting: Waiting, me: Person) -> Waiting:
    """Return which of them are meant; nothing where that was said or asked."""
    if "ask" in reading.slots:
        return [pair for pair in waiting if pair[1].id == int(reading.slots["ask"])]
    names = [str(one) for one in reading.slots.get("people") or ()]
    if names:
        ids = {found.id for name in names for found in who_is(turn.connection, name, turn.now, me)}
        named = [pair for pair in waiting if pair[1].person_id in ids]
        if not named:
            turn.whisper(words.NOT_WAITING.format(name="、".join(names)))
        return named
    if not waiting:
        turn.whisper(words.NONE_WAITING)
        return []
    if len(waiting) == 1 or reading.slots.get("all"):
        return waiting
    known = {one.id: one for one in people.people(turn.connection, turn.now, {one.person_id for _, one in waiting})}
    options = [_option(reading, study, one, known[one.person_id].name) for study, one in waiting[: which.MOST]]
    every = {**reading.slots, "all": True}
    options.append(Option(words.ALL_OF_THEM, reading.handler, reading.intent, every, ("全部同意", "全部", "都")))
    asking.ask(turn, words.WHICH_ASK, options)
    return []


def _option(reading: Reading, study: Study, one: Ask, name: str) -> Option:
    what = leaving.said_of(one.what)
    label = words.ASK_LABEL.format(name=name, what=what, title=study.title)[:LONGEST_LABEL]
    return Option(label, reading.handler, reading.intent, {**reading.slots, "ask": one.id})


def _decide(turn: Turn, study: Study, one: Ask, me: Person, *, grants: bool, reason: str) -> str:
    """Decide one request. Returns it in words, empty where it was decided meanwhile."""
    entry = roster.one(turn.connection, study.id, one.person_id)
    state = GRANTED if grants else REFUSED
    at = turn.waiting.happened_at if turn.waiting else turn.now
    if entry is None or not asks.decide(turn.connection, one, state, me.id, at, reason):
        return ""
    if grants:
        _grant(turn, study, entry, one)
    else:
        _owes_again(turn, study, one)
    turn.withdraw(leaving.subject_of(one), "decided")
    turn.record(DECIDED, study.subject, person=one.person_id, what=one.what, state=state)
    what = leaving.said_of(one.what)
    back = words.DECISION_BACK.format(title=study.title, name=entry.name, what=what)
    marks.may_put_back(turn, study, [entry], one.id, reopens=True, said=back)
    _tell(turn, study, entry, one, grants=grants, reason=reason)
    return words.ONE.format(name=entry.name, what=what, title=study.title)


def _owes_again(turn: Turn, study: Study, one: Ask) -> None:
    """Have who is refused leave owe the announcement an answer as before: asking was none."""
    notice = notices.of_subject(turn.connection, study.subject)
    if notice is not None and notice.is_open and one.what in EXCUSED:
        owed.open_again(turn, notices.KIND, notice.owed, due_at=notice.answer_by, person_id=one.person_id)


def _grant(turn: Turn, study: Study, entry: Entry, one: Ask) -> None:
    """Have the roster say what was granted; who came meanwhile is there all the same."""
    by = None if one.asked_by == one.person_id else one.asked_by
    if one.what in EXCUSED and not entry.is_there:
        leaving.excuse(turn, study, entry, one.what, one.reason, by_id=by, how="")
    elif one.what == ONLINE and entry.status in (PRESENT, LATE):
        marks.signed(turn, study, entry, status=ONLINE, reason=one.reason)
    elif one.what == ONLINE and not entry.is_there:
        marks.agreed(turn, study, entry, one.reason)
    elif one.what == MADE_UP and (not entry.is_there or entry.status == ABSENT):
        reason = {"reason": one.reason}
        marks.signed(turn, study, entry, status=MADE_UP, at=one.asked_at, how=CHAT, by_id=None, **reason)


def _tell(turn: Turn, study: Study, entry: Entry, one: Ask, *, grants: bool, reason: str) -> None:
    """Tell whose request it was, and who made it for him."""
    what = leaving.said_of(one.what)
    common = {"title": study.title, "what": what, "organiser": choosing.organiser(turn, study), "number": study.number}
    why = words.BECAUSE.format(reason=reason) if reason else ""
    if grants:
        text = words.GRANTED_TOLD.format(**common, more=_more(entry, one))
        other = words.GRANTED_OTHER.format(**common, name=entry.name)
    else:
        more = words.CALL_HIM if one.what == MADE_UP else words.COME_THEN
        text = words.REFUSED_TOLD.format(**common, reason=why, more=more)
        other = words.REFUSED_OTHER.format(**common, reason=why, name=entry.name)
    told = [(one.person_id, text)] + [(one.asked_by, other)] * (one.asked_by != one.person_id)
    for person_id, said in told:
        if person_id != turn.person_id:
            turn.push(Recipient(person_id=person_id), said, audience=leaving.ROSTER, subject=study.subject)


def _more(entry: Entry, one: Ask) -> str:
    if one.what == ONLINE:
        return words.IS_ONLINE if entry.is_there else words.SIGN_ONLINE
    if one.what == MADE_UP:
        return words.SIGNED_BACK.format(at=leaving.told_hour(one.asked_at, one.asked_at))
    return ""
