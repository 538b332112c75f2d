"""Writing the roster: everybody the study is for, as the office's tables stand at that moment.

It is written when a study is planned and again when signing in opens, and from then on only the organiser's word
changes it: what the tables say of people later changes no roster. Who has a part and is not of those it is for sits in,
so that he can sign and what he contributed counts; who lectures need not sign.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, select

from bot.store import people
from bot.store.dated import holds
from bot.store.people import Person
from bot.store.units import MEMBER_KINDS, all_branches, all_units, members
from bot.turn import Turn
from handlers.study import parts, roster, rows
from handlers.study.parts import LECTURES
from handlers.study.roster import ATTENDS, MISSING, NEED_NOT, SITS_IN, SPEAKING
from handlers.study.studies import Study
from scheduler.audience import people_in

FULL_MEMBER = MEMBER_KINDS[0]
LAST = 1_000_000  # of those without a 排序号
LONGEST_WHY = 200


def enlist(turn: Turn, study: Study) -> int:
    """Write the roster of a study anew; who was excused, signed or set apart before stays. Returns how many attend."""
    belonging = people_in(turn.connection, study.audience, turn.now)
    _forget_others(turn.connection, study, [one.id for one in belonging])
    put(turn, study, belonging)
    _put_speakers(turn, study)
    return roster.tally(roster.of_study(turn.connection, study.id)).expected


def put(turn: Turn, study: Study, belonging: Sequence[Person], belongs: str = ATTENDS, why: str = "") -> None:
    """Put people on a roster in office order, with their unit and branch as they are now. why: of 免签 and 不计."""
    units = {one.id: one.name for one in all_units(turn.connection)}
    member_of, voting = _memberships(turn)
    rows_ = [
        {
            "study_id": study.id,
            "person_id": one.id,
            "belongs": belongs,
            "why": why[:LONGEST_WHY],
            "can_vote": study.has_vote and one.id in voting,
            "name": one.name,
            "unit": units.get(one.unit_id or 0, ""),
            "branch": member_of.get(one.id, ""),
            "position": LAST if one.sort_no is None else one.sort_no,
        }
        for one in belonging
    ]
    roster.put_all(turn.connection, rows_)


def _put_speakers(turn: Turn, study: Study) -> None:
    """Put those on the roster who have a part and are not on it yet."""
    noted = [one for one in parts.of_studies(turn.connection, [study.id]) if one.person_id is not None]
    teaching = {one.person_id for one in noted if one.part in LECTURES}
    given = people.people(turn.connection, turn.now, {one.person_id for one in noted if one.person_id})
    put(turn, study, [one for one in given if one.id in teaching], NEED_NOT, SPEAKING)
    put(turn, study, [one for one in given if one.id not in teaching], SITS_IN, SPEAKING)


def _forget_others(connection: Connection, study: Study, ids: Sequence[int]) -> None:
    """Drop who is no longer meant and of whom nothing was said; who was there for his part alone is put anew."""
    here = rows.roster.c.study_id == study.id
    for_his_part = (rows.roster.c.why == SPEAKING) & (rows.roster.c.status == MISSING) & (rows.roster.c.how == "")
    connection.execute(delete(rows.roster).where(here, for_his_part))
    untouched = (
        (rows.roster.c.belongs == ATTENDS)
        & (rows.roster.c.status == MISSING)
        & rows.roster.c.late_min.is_(None)
        & (rows.roster.c.why == "")
    )
    listed = connection.execute(select(rows.roster.c.id, rows.roster.c.person_id).where(here, untouched)).all()
    kept = set(ids)
    gone = [row.id for row in listed if row.person_id not in kept]
    if gone:
        connection.execute(delete(rows.roster).where(rows.roster.c.id.in_(gone)))


def voters(turn: Turn) -> frozenset[int]:
    """Return who has a vote: 正式党员."""
    return _memberships(turn)[1]


def _memberships(turn: Turn) -> tuple[dict[int, str], frozenset[int]]:
    """Return the branch of each member, and who has a vote: 正式党员."""
    names = {one.id: one.name for one in all_branches(turn.connection)}
    found = turn.connection.execute(
        select(members.c.person_id, members.c.branch_id, members.c.kind).where(holds(members, turn.now))
    ).all()
    branch_of = {row.person_id: names.get(row.branch_id, "") for row in found}
    return branch_of, frozenset(row.person_id for row in found if row.kind == FULL_MEMBER)
