"""登记 … 已开: what was held without signing in is noted. Without a roster it counts for frequency and nothing else.

It concerns nobody but the branch it is noted for: it is done at once, echoed, and can be taken back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import delete

from bot.messages import Message
from bot.registry import Undo
from bot.rights import Act, Concern, Role, may_concerning, may_somewhere
from bot.router import Reading
from bot.situation import Situation
from bot.store.deeds import Deed
from bot.store.people import Person
from bot.store.units import Branch, all_branches, find_branch
from bot.turn import Turn
from bot.undoing import NotUndone
from handlers.study import enlisting, kinds, rows, settings, studies
from handlers.study.plans import counting, words
from handlers.study.studies import CANCELLED, CLOSED, NOTED, PLANNED, Study
from handlers.study.window import around
from scheduler.audience import Audience, Group
from scheduler.audience.value import Term
from scheduler.calendar import calendar_of
from scheduler.leads import spoken

DONE = "study.held"
NOON, DAY = time(12), timedelta(days=1)
OF_A_BRANCH = (Role.BRANCH_SECRETARY, Role.BRANCH_ORGANISER)


@dataclass(frozen=True, slots=True)
class _Past:
    """What was held: which kind, whose (None: the whole department's), on which local day, as it is said."""

    kind: str
    branch: Branch | None
    at: datetime
    said: str

    @property
    def whose(self) -> str:
        return self.branch.name if self.branch else ""


def note(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Note a meeting that was held."""
    del message
    me = situation.sender
    if not isinstance(me, Person) or not situation.among_ourselves:
        turn.say(words.PRIVATELY if isinstance(me, Person) else words.ENROL_FIRST)
        return
    past = _past(turn, me, reading, situation)
    if past is None:
        return
    if not may_concerning(me.id, me.held, Act.RUN_STUDY, Concern(branch_id=past.branch.id if past.branch else None)):
        turn.whisper(words.MAY_NOT_NOTE.format(contact=situation.contact))
        return
    same = _same(turn, past)
    done = next((one for one in same if one.state in (CLOSED, NOTED)), None)
    if done is not None:
        turn.whisper(words.NOTED_ALREADY.format(day=past.said, whose=past.whose, kind=past.kind, number=done.number))
        return
    planned = next((one for one in same if one.state == PLANNED), None)
    study = _mark(turn, planned) if planned else _put(turn, me, past)
    turn.record(DONE, study.subject, kind=study.kind, on=past.at.date().isoformat())
    turn.may_undo(DONE, study.subject, was=PLANNED if planned else CANCELLED)
    turn.whisper(words.NOTED.format(day=past.said, whose=past.whose, kind=past.kind, number=study.number))


def _past(turn: Turn, me: Person, reading: Reading, situation: Situation) -> _Past | None:
    """Return what was held; None where it had to be asked, or is still to come."""
    kind, said = str(reading.slots["kind"]), str(reading.slots.get("said", ""))
    branch = _branch(turn, me, said) if kind != kinds.CENTRE_GROUP else None
    if branch is None and kind != kinds.CENTRE_GROUP and not _is_office(me):
        turn.whisper(
            (words.WHOSE_WAS_IT if may_somewhere(me.held, Act.RUN_STUDY) else words.MAY_NOT_NOTE).format(
                kind=kind, contact=situation.contact
            )
        )
        return None
    if branch is None and kind != kinds.CENTRE_GROUP:
        turn.whisper(words.WHOSE_WAS_IT.format(kind=kind))
        return None
    if not reading.slots.get("on"):
        turn.whisper(words.WHICH_DAY.format(whose=branch.name if branch else "", kind=kind))
        return None
    day, zone = date.fromisoformat(reading.slots["on"]), situation.zone
    at = datetime.combine(day, NOON, tzinfo=zone)
    told = spoken(at, turn.now, zone, calendar_of(turn.connection), hour=False)
    if day > turn.now.astimezone(zone).date():
        turn.whisper(words.NOT_YET.format(day=told))
        return None
    return _Past(kind, branch, at, told)


def _branch(turn: Turn, me: Person, said: str) -> Branch | None:
    """Return the branch that is named, else the one the sender runs."""
    if (named := find_branch(turn.connection, said)) is not None:
        return named
    reach = [one.branches for one in me.held if one.role in OF_A_BRANCH and one.branches]
    tree = {one.id: one for one in all_branches(turn.connection)}
    own = [tree[one] for ids in reach for one in ids if tree[one].parent_id not in ids]
    return own[0] if len({one.id for one in own}) == 1 else None


def _is_office(me: Person) -> bool:
    return may_concerning(me.id, me.held, Act.RUN_STUDY, Concern())


def _same(turn: Turn, past: _Past) -> list[Study]:
    """Return what stands of the same kind and branch on that day."""
    first = datetime.combine(past.at.date(), time(), tzinfo=past.at.tzinfo)
    found = studies.between(turn.connection, first, first + DAY, (PLANNED, CLOSED, NOTED), kinds=(past.kind,))
    branches = all_branches(turn.connection)
    return [one for one in found if past.branch is None or counting.is_of(turn.connection, one, past.branch, branches)]


def _mark(turn: Turn, planned: Study) -> Study:
    """Say of what was planned that it was held; its roster goes, for nobody knows who was there."""
    turn.connection.execute(delete(rows.roster).where(rows.roster.c.study_id == planned.id))
    return studies.moved(turn.connection, planned, state=NOTED, closed_at=turn.now, version=planned.version + 1)


def _put(turn: Turn, me: Person, past: _Past) -> Study:
    everybody = Term(Group.MEMBERS, words.HOW_NOTED)
    term = Term(Group.BRANCH, past.branch.name, past.branch.id) if past.branch else everybody
    return studies.put(
        turn.connection,
        around(past.at, *settings.margins(turn.connection)),
        kind=past.kind,
        title=f"{past.whose}{past.kind}",
        starts_at=past.at,
        audience=Audience((term,)),
        branch_id=past.branch.id if past.branch else None,
        organiser_id=me.id,
        state=NOTED,
        has_vote=past.kind in kinds.VOTING,
        note=words.HOW_NOTED,
        made_at=turn.now,
        closed_at=turn.now,
    )


def take_back(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Take back that something was noted."""
    del situation
    study = studies.named(turn.connection, deed.subject)
    if study is None or study.state != NOTED:
        raise NotUndone(words.NOTHING_TO_UNDO)
    back = studies.moved(turn.connection, study, state=deed.data["was"], closed_at=None, version=study.version + 1)
    if back.state == PLANNED:
        enlisting.enlist(turn, back)
    turn.record("checkin.changed", back.subject, version=back.version)
    return words.NOT_NOTED_ANY_MORE.format(title=back.title)


UNDOS: dict[str, Undo] = {DONE: take_back}
