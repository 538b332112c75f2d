"""代签: the organiser signs others in, a team leader those of his own unit who have no account; nobody else does.

What is said of somebody else's sign-in is never taken at face value. Whoever has an account is told and may object.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.acts import Act, Role
from bot.messages import Message
from bot.rights import Concern, may_concerning
from bot.router import Reading
from bot.situation import Situation
from bot.store import stand_ins
from bot.store.accounts import reachable
from bot.store.people import Person
from bot.store.prompts import Option
from bot.store.pushes import Recipient
from bot.store.units import all_units, below
from bot.turn import Turn
from handlers.study import choosing, enlisting, organising, roster, studies, telling
from handlers.study.attending import asking, leaving, marks, whom, words
from handlers.study.opening import hour
from handlers.study.roster import BY_ANOTHER, LATE, MADE_UP, PRESENT, SITS_IN, Entry
from handlers.study.studies import CLOSED, OPEN, Study
from handlers.study.window import Moment


@dataclass(slots=True)
class Done:
    """What became of the names of one list."""

    signed: list[Person] = field(default_factory=list)
    sat_in: list[Person] = field(default_factory=list)
    already: list[Person] = field(default_factory=list)
    refused: list[Person] = field(default_factory=list)
    before: list[Entry] = field(default_factory=list)


def sign_others(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Sign others in where the sender may, or say kindly how it goes."""
    me = situation.sender
    if not isinstance(me, Person):
        turn.whisper(words.SHARED_ACCOUNT if me else words.ENROL_FIRST)
        return
    study = _study(turn, message, reading, me, situation)
    if study is None:
        return
    if "confirmed" not in reading.slots:
        found = whom.read(turn, reading, me)
        if found is None:
            return
        if found.units:
            _confirm(turn, reading, study, found)
            return
        meant, unknown = found.people, found.unknown
    else:
        meant, unknown = whom.of_ids(turn, reading.slots["confirmed"]), ()
    at = turn.waiting.happened_at if turn.waiting else turn.now
    done = _take(turn, study, meant, me, at)
    if done.before:
        marks.may_put_back(turn, study, done.before)
        if study.state == OPEN:
            telling.arm_tally(turn, study)
    _tell_them(turn, study, done, me)
    turn.whisper(_told(turn, study, done, unknown))


def _study(turn: Turn, message: Message, reading: Reading, me: Person, situation: Situation) -> Study | None:
    """Return the study the sender may sign others in to; None where that was said."""
    open_now = studies.open_ones(turn.connection)
    runs = organising.runs(turn.connection, me, turn.now)
    if any(runs(one) for one in studies.near(turn.connection, turn.now) if one.state in (OPEN, CLOSED)):
        return choosing.to_run(turn, message, reading, situation)
    if Role.TEAM_LEADER not in me.roles or not open_now:
        his = roster.of_person(turn.connection, me.id, [one.id for one in open_now])
        meant = [one for one in open_now if one.id in his]
        if meant:
            turn.whisper(words.NOT_FOR_OTHERS.format(organiser=choosing.organiser(turn, meant[0])))
        else:
            turn.whisper(words.NOTHING_OPEN)
        return None
    named = whom.read(turn, reading, me)
    if named is None:
        return None
    ids = {one.id for one in named.people} | {me.id}
    his_team = [
        one for one in open_now if any(each.person_id in ids for each in roster.of_study(turn.connection, one.id))
    ]
    return (his_team or open_now)[-1]


def is_organiser(turn: Turn, me: Person, study: Study) -> bool:
    """Whether somebody runs a study by more than leading a team, himself or for who is away."""
    held = [one for one in me.held if one.role is not Role.TEAM_LEADER]
    concern = Concern(unit_id=study.unit_id, branch_id=study.branch_id)
    stands_for = {me.id, *stand_ins.away_for_whom(turn.connection, me.id, turn.now)}
    return study.organiser_id in stands_for or may_concerning(me.id, held, Act.RUN_STUDY, concern)


def _confirm(turn: Turn, reading: Reading, study: Study, found: whom.Meant) -> None:
    """Ask once before a whole unit is signed in."""
    listed = {one.person_id: one for one in roster.of_study(turn.connection, study.id)}
    meant = [one for one in found.people if one.id in listed and not listed[one.id].is_there]
    if not meant:
        turn.whisper(words.NOBODY_OF_UNIT.format(unit="、".join(found.units), title=study.title))
        return
    names = "、".join(one.name for one in meant)
    slots = {"study": study.id, "confirmed": [one.id for one in meant]}
    yes = Option("", reading.handler, reading.intent, slots)
    asking.confirm(turn, words.CONFIRM_UNIT.format(title=study.title, names=names, count=len(meant)), yes)


def _take(turn: Turn, study: Study, meant: Sequence[Person], me: Person, at: datetime) -> Done:
    done = Done()
    runs = is_organiser(turn, me, study)
    mine = below(me.unit_id, all_units(turn.connection)) if me.unit_id is not None else frozenset()
    with_account = reachable(turn.connection, [one.id for one in meant], turn.now)
    for one in meant:
        if not runs and (one.id in with_account or one.unit_id not in mine):
            done.refused.append(one)
            continue
        entry = roster.one(turn.connection, study.id, one.id)
        if entry is None and not runs:
            done.refused.append(one)
            continue
        if entry is None:
            enlisting.put(turn, study, [one], SITS_IN)
            entry = roster.one(turn.connection, study.id, one.id)
        if entry is None or entry.is_there:
            done.already.append(one)
            continue
        after = sign_in(turn, study, entry, at, by_id=me.id, how=BY_ANOTHER)
        if after is None:
            done.already.append(one)
            continue
        done.before.append(entry)
        (done.sat_in if after.belongs == SITS_IN else done.signed).append(one)
    return done


def sign_in(turn: Turn, study: Study, entry: Entry, at: datetime, *, by_id: int | None, how: str) -> Entry | None:
    """Sign somebody in for him, judged by when it was said; after signing in is over it is 补签."""
    place = study.window.place(at)
    status = LATE if place is Moment.LATE else MADE_UP if study.state == CLOSED else PRESENT
    after = marks.signed(turn, study, entry, status=status, at=at, how=how, by_id=by_id)
    if after is not None:
        leaving.came(turn, study, entry.person_id)
    return after


def _tell_them(turn: Turn, study: Study, done: Done, me: Person) -> None:
    """Tell whoever has an account that he was signed in, and what to say if he was not there."""
    signed = [one for one in (*done.signed, *done.sat_in) if one.id != me.id]
    known = reachable(turn.connection, [one.id for one in signed], turn.now)
    at = turn.waiting.happened_at if turn.waiting else turn.now
    text = words.SIGNED_FOR_YOU.format(title=study.title, by=me.called, at=hour(at, leaving.ZONE), number=study.number)
    for one in signed:
        if one.id in known:
            turn.push(Recipient(person_id=one.id), text, audience=leaving.ROSTER, subject=study.subject)


def _told(turn: Turn, study: Study, done: Done, unknown: Sequence[str]) -> str:
    there, expected = roster.count(turn.connection, study.id)
    lines = []
    if done.signed:
        names = "、".join(one.name for one in done.signed)
        lines.append(words.SIGNED_OTHERS.format(names=names, count=len(done.signed), title=study.title))
    if done.sat_in:
        lines.append(words.SAT_IN.format(names="、".join(one.name for one in done.sat_in)))
    if done.already:
        lines.append(words.ALREADY.format(names="、".join(one.name for one in done.already)))
    if done.refused:
        lines.append(words.NOT_YOUR_TEAM.format(names="、".join(one.name for one in done.refused)))
    if unknown:
        lines.append(words.UNKNOWN.format(names="、".join(unknown)))
    if done.signed:
        lines.append(words.NOW.format(there=there, expected=expected))
    return "\n".join(lines)
