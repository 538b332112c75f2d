"""Who has held what in a period: a branch, a 党小组, the 中心组, the department; counts without anybody's name.

What was held counts whether people signed in or it was noted afterwards; what is planned stands apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import Connection

from bot.store.units import Branch, all_branches, below, find_branch
from handlers.study import studies
from handlers.study.plans import frequency
from handlers.study.plans.frequency import BRANCH, CENTRE, DEPARTMENT, GROUP, Line
from handlers.study.studies import CLOSED, NOTED, OPEN, PLANNED, Study
from scheduler.audience import Group

HELD, TO_COME = (CLOSED, NOTED), (PLANNED, OPEN)
BRANCH_KIND = {BRANCH: "党支部", GROUP: "党小组"}
WHOLE = {CENTRE: "中心组", DEPARTMENT: "部门"}


@dataclass(frozen=True, slots=True)
class Standing:
    """How one line stands for one branch in one period. branch: None for the 中心组 and the department.

    first: of the period. held, planned: how many.
    """

    line: Line
    branch: Branch | None
    first: date
    held: int
    planned: int

    @property
    def name(self) -> str:
        """Return whose it is."""
        return self.branch.name if self.branch else WHOLE[self.line.whose]

    @property
    def is_missing(self) -> bool:
        """Whether less was held than is expected."""
        return self.held < self.line.times

    @property
    def is_uncovered(self) -> bool:
        """Whether it will be missing even if all that is planned is held."""
        return self.held + self.planned < self.line.times

    @property
    def mark(self) -> str:
        """Return the subject under which it is reminded of, once a period."""
        whose = self.branch.id if self.branch else self.line.whose
        return f"frequency:{self.line.kind}:{whose}:{self.first}"


def standings(
    connection: Connection, given: Iterable[Line], now: datetime, back: int = 0, *, day: date | None = None
) -> list[Standing]:
    """Return how some lines stand in the period `now` (in the office's zone) lies in, or `day`.

    back: so many periods before it.
    What was to be held and nobody noted is neither held nor planned.
    """
    branches = all_branches(connection)
    found: list[Standing] = []
    for line in given:
        first, after = frequency.span(line.period, day or now.date(), back)
        since, until = (datetime.combine(one, time(), tzinfo=now.tzinfo) for one in (first, after))
        of_kind = studies.between(connection, since, until, (*HELD, *TO_COME), kinds=(line.kind,))
        of_kind = [one for one in of_kind if one.state in HELD or one.state == OPEN or one.starts_at > now]
        found += [_standing(line, one, first, of_kind, branches, connection) for one in _whose(line, branches)]
    return found


def _whose(line: Line, branches: Sequence[Branch]) -> list[Branch | None]:
    if line.whose in WHOLE:
        return [None]
    return [one for one in branches if one.kind == BRANCH_KIND[line.whose]]


def _standing(
    line: Line,
    branch: Branch | None,
    first: date,
    of_kind: Sequence[Study],
    branches: Sequence[Branch],
    connection: Connection,
) -> Standing:
    its = [one for one in of_kind if branch is None or is_of(connection, one, branch, branches)]
    held = sum(one.state in HELD for one in its)
    return Standing(line, branch, first, held, len(its) - held)


def is_of(connection: Connection, study: Study, branch: Branch, branches: Sequence[Branch]) -> bool:
    """Whether a study was one of a branch: held for it, for one above it, or for all members.

    A 支委会 is for some persons by name: then its title says whose it is.
    """
    terms = study.audience.terms
    if any(one.group in (Group.MEMBERS, Group.EVERYBODY) for one in terms):
        return True
    owners = {one.id for one in terms if one.group is Group.BRANCH and one.id} | {study.branch_id}
    owners.discard(None)
    if not owners and (named := find_branch(connection, study.title)) is not None:
        owners = {named.id}
    return any(branch.id in below(one, branches) for one in owners if one is not None)
