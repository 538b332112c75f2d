"""What is counted: which studies, of whom, and how much of it somebody may see. Only studies that are over count."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, or_, true

from bot.rights import Act, Concern, may_concerning, may_somewhere
from bot.store.people import Person
from handlers.study.rows import roster, studies
from handlers.study.studies import CLOSED, NOTED
from scheduler.period import Period

BRANCH, UNIT, PERSON = "branch", "unit", "person"
_ACTS = (Act.SEE_STUDIES, Act.RUN_STUDY)


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose attendance is asked for. what: BRANCH, UNIT or PERSON; ids and names: its own and of what is below it."""

    what: str
    called: str
    ids: tuple[int, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """What is counted. me: who asks, None at the command line; he gets what he may see."""

    period: Period
    zone: ZoneInfo
    kinds: tuple[str, ...] = ()
    whose: Whose | None = None
    me: Person | None = None

    @property
    def held(self) -> ColumnElement[bool]:
        """Return which studies people signed in to."""
        return self._in_state(CLOSED)

    @property
    def took_place(self) -> ColumnElement[bool]:
        """Return which studies were held at all: those that were noted afterwards too."""
        return self._in_state(CLOSED, NOTED)

    def _in_state(self, *states: str) -> ColumnElement[bool]:
        since, until = self.period.moments(self.zone)
        which = [studies.c.state.in_(states), studies.c.starts_at >= since, studies.c.starts_at < until]
        if self.kinds:
            which.append(studies.c.kind.in_(self.kinds))
        if self.me is not None:
            which.append(seen_by(self.me))
        return and_(*which)

    @property
    def theirs(self) -> ColumnElement[bool]:
        """Return which entries of their rosters."""
        if self.whose is None:
            return true()
        if self.whose.what == PERSON:
            return roster.c.person_id.in_(self.whose.ids)
        column = roster.c.branch if self.whose.what == BRANCH else roster.c.unit
        return column.in_(self.whose.names)

    @property
    def organised(self) -> ColumnElement[bool]:
        """Return which studies a branch or unit held itself."""
        if self.whose is None or self.whose.what == PERSON:
            return true()
        column = studies.c.branch_id if self.whose.what == BRANCH else studies.c.unit_id
        return column.in_(self.whose.ids)

    @property
    def said(self) -> str:
        """Return what is counted in words: 维修水电党支部2026年第4季度中心组."""
        whose = self.whose.called if self.whose else ""
        return f"{whose}{self.period.called}{'、'.join(self.kinds)}"


def sees_all(me: Person) -> bool:
    """Whether somebody may see every study."""
    return any(may_concerning(me.id, me.held, act, Concern()) for act in _ACTS)


def sees_some(me: Person) -> bool:
    """Whether somebody may see studies of others by what he is; who organised one sees that one besides."""
    return any(may_somewhere(me.held, act) for act in _ACTS)


def may_ask(me: Person, whose: Whose) -> bool:
    """Whether somebody may see the studies of a branch or unit."""
    return sees_all(me) or _sees(me, whose)


def _sees(me: Person, whose: Whose) -> bool:
    concerns = [Concern(branch_id=one) if whose.what == BRANCH else Concern(unit_id=one) for one in whose.ids]
    return any(may_concerning(me.id, me.held, act, concern) for act in _ACTS for concern in concerns)


def seen_by(me: Person) -> ColumnElement[bool]:
    """Return which studies somebody may see, as `rights.may_see` says of each."""
    if sees_all(me):
        return true()
    units = {one for held in me.held for one in held.units}
    branches = {one for held in me.held for one in held.branches}
    own_units = [one for one in sorted(units) if _sees(me, Whose(UNIT, "", (one,)))]
    own_branches = [one for one in sorted(branches) if _sees(me, Whose(BRANCH, "", (one,)))]
    return or_(studies.c.organiser_id == me.id, studies.c.unit_id.in_(own_units), studies.c.branch_id.in_(own_branches))
