"""领导点评: what a leader says of a branch, 成绩, 问题 and 方向, all three, as it was written.

Reported to who collects for the activity, told to the branch's secretary privately; of a branch, never of a person.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert

from bot.messages import Message
from bot.rights import Act as Right
from bot.rights import Concern, Role, may_concerning
from bot.router import Reading
from bot.situation import Situation
from bot.store import people
from bot.store.deeds import Deed
from bot.store.people import Person
from bot.store.prompts import Option
from bot.store.pushes import Recipient
from bot.store.units import Branch, all_branches, find_branch
from bot.turn import Turn
from handlers.campaign import words
from handlers.campaign.known import HANDLER
from handlers.campaign.rows import comments
from handlers.campaign.said.comment import PARTS, parts_in
from knowledge.text import fold
from scheduler import confirming
from scheduler.audience import who_is

COMMENT, COMMENTED = "campaign.comment", "campaign.commented"
MOST_PART = 600
LEADS = frozenset({Role.CHIEF, Role.IN_CHARGE})


def comment(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Ask for the part that is missing, confirm once, then report and tell."""
    del message
    me, slots = situation.sender, dict(reading.slots)
    if not isinstance(me, Person):
        turn.say(words.ENROL_FIRST)
        return
    if not situation.among_ourselves:
        turn.say(words.PRIVATELY)
        return
    answer, missing = str(slots.pop("answer", "")).strip(), str(slots.pop("missing", ""))
    if answer and missing in PARTS:
        said = {part: text for part, text in parts_in(answer).items() if text}
        slots |= said or {missing: answer[:MOST_PART]}
    found = _who_of_what(turn, me, slots, situation)
    if found is None:
        return
    leader, branch = found
    lacking = next((part for part in PARTS if not slots.get(part)), "")
    if lacking:
        question = words.PART_MISSING.format(branch=branch.name, part=words.PARTS[lacking])
        confirming.ask_for(turn, question, Option("", HANDLER, COMMENT, {**slots, "missing": lacking}))
        return
    if not slots.get("is_sure"):
        _confirm(turn, slots, (leader, branch), me)
        return
    _commented(turn, slots, (leader, branch), me)


def undo(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Take a comment back."""
    del situation
    turn.connection.execute(delete(comments).where(comments.c.id == int(deed.data["comment"])))
    return words.COMMENT_UNDONE.format(leader=deed.data["leader"], branch=deed.data["branch"])


def _who_of_what(
    turn: Turn, me: Person, slots: dict[str, object], situation: Situation
) -> tuple[Person, Branch] | None:
    """Return the leader and the branch; None where one is not known, or the sender may not."""
    name, said = str(slots.get("who") or ""), fold(str(slots.get("branch") or ""))
    leaders = who_is(turn.connection, name, turn.now, me) if name else [me]
    if len(leaders) != 1:
        turn.say(words.WHICH_LEADER.format(who=name))
        return None
    leader = leaders[0]
    may_for = may_concerning(me.id, me.held, Right.RUN_CAMPAIGN, Concern())
    if not (may_for or (leader.id == me.id and me.roles & LEADS)):
        turn.say(words.MAY_NOT_COMMENT.format(contact=situation.contact))
        return None
    branch = _branch(turn.connection, said)
    if branch is None:
        turn.say(words.WHICH_BRANCH.format(branch=slots.get("branch")))
        return None
    return leader, branch


def _branch(connection: Connection, said: str) -> Branch | None:
    every = all_branches(connection)
    exact = [one for one in every if any(fold(name) == said for name in one.names)]
    if exact:
        return exact[0]
    units_too = [one for one in every if len(said) > 1 and any(said in fold(name) for name in one.names)]
    return find_branch(connection, said) or (units_too[0] if len(units_too) == 1 else None)


def _told(turn: Turn, branch: Branch, me: Person) -> tuple[list[Person], list[Person]]:
    """Return to whom it is reported, and the branch's secretaries."""
    group = people.people_with(turn.connection, Role.ACTIVITY_LIAISON, turn.now)
    group = group or people.people_with(turn.connection, Role.ORGANISER, turn.now)
    secretaries = [
        one
        for one in people.people_with(turn.connection, Role.BRANCH_SECRETARY, turn.now)
        if any(held.role is Role.BRANCH_SECRETARY and branch.id in held.branches for held in one.held)
    ]
    return [one for one in group if one.id != me.id] or group, secretaries


def _text(slots: dict[str, object], leader: Person, branch: Branch, me: Person) -> str:
    return words.COMMENT.format(
        leader=leader.called,
        branch=branch.name,
        noted=words.NOTED_BY.format(name=me.name) if me.id != leader.id else "",
        **{part: slots[part] for part in PARTS},
    )


def _confirm(turn: Turn, slots: dict[str, object], which: tuple[Person, Branch], me: Person) -> None:
    group, secretaries = _told(turn, which[1], me)
    goes = words.COMMENT_GOES.format(group=_called(group), secretary=_called(secretaries))
    confirming.confirm(turn, _text(slots, *which, me) + goes, Option("", HANDLER, COMMENT, {**slots, "is_sure": True}))


def _commented(turn: Turn, slots: dict[str, object], which: tuple[Person, Branch], me: Person) -> None:
    leader, branch = which
    values = {part: str(slots[part])[:MOST_PART] for part in PARTS}
    at = turn.waiting.happened_at if turn.waiting else turn.now
    row = insert(comments).values(leader_id=leader.id, branch_id=branch.id, noted_by=me.id, at=at, **values)
    number = int(turn.connection.execute(row.returning(comments.c.id)).scalar_one())
    group, secretaries = _told(turn, branch, me)
    turn.record(COMMENTED, f"comment:{number}", leader=leader.id, branch=branch.id, by=me.id)
    turn.may_undo(COMMENTED, f"comment:{number}", comment=number, leader=leader.called, branch=branch.name)
    told = dict.fromkeys([*(one.id for one in group), *(one.id for one in secretaries)])
    noted = [leader.id] if leader.id != me.id else []
    for person_id in dict.fromkeys([*told, *noted]):
        if person_id != me.id:
            turn.push(Recipient(person_id=person_id), _text(slots, leader, branch, me), audience="roster")
    turn.say(words.COMMENTED.format(group=_called(group), secretary=_called(secretaries)))


def _called(some: Sequence[Person]) -> str:
    return "、".join(one.called for one in some) or words.NOBODY
