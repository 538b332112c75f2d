"""Who may do what: role x act x relation, as one table.

Rights hang on the account a message came from and on rows that say which role its person holds and where; never on what
a text claims. A role row may be scoped to a unit or a branch: then everything it allows ends there, so the organiser of
one branch sees nothing of another. An act that is not in the table is allowed to nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.acts import ACT_NAMES, RELATION_NAMES, ROLE_NAMES, Act, Relation, Role

__all__ = [
    "ACT_NAMES",
    "RELATION_NAMES",
    "RIGHTS",
    "ROLE_NAMES",
    "Act",
    "Concern",
    "Held",
    "Relation",
    "Role",
    "may",
    "may_concerning",
    "may_somewhere",
    "rights_as_markdown",
]

_SELF, _UNIT, _BRANCH = Relation.SELF, Relation.OWN_UNIT, Relation.OWN_BRANCH
_CHARGE, _ALL = Relation.UNIT_IN_CHARGE, Relation.ANYBODY

#: The table. Everybody enrolled also holds STAFF (a contact of a department outside does not); a stranger, OUTSIDER.
RIGHTS: Mapping[Act, Mapping[Role, Relation]] = {
    Act.ASK_PUBLIC: {Role.STAFF: _ALL, Role.DEPARTMENT_LIAISON: _ALL, Role.OUTSIDER: _ALL},
    Act.ASK_DEPARTMENT: {Role.STAFF: _ALL},
    Act.REPORT: {Role.STAFF: _ALL, Role.DEPARTMENT_LIAISON: _ALL, Role.OUTSIDER: _ALL},
    Act.IMPORT_TABLES: {Role.ADMIN: _ALL, Role.ORGANISER: _ALL},
    Act.EXPORT_TABLES: {
        Role.ADMIN: _ALL,
        Role.ORGANISER: _ALL,
        Role.DISCIPLINE: _ALL,
        Role.IN_CHARGE: _CHARGE,
        Role.HEAD: _UNIT,
        Role.BRANCH_SECRETARY: _BRANCH,
        Role.BRANCH_ORGANISER: _BRANCH,
        Role.STAFF: _SELF,
    },
    Act.IMPORT_DOCUMENTS: {Role.ADMIN: _ALL, Role.ORGANISER: _ALL},
    Act.CHANGE_SETTINGS: {Role.ADMIN: _ALL},
    Act.READ_AUDIT: {Role.ADMIN: _ALL, Role.DISCIPLINE: _ALL},
    Act.READ_KEPT_MESSAGES: {Role.ADMIN: _ALL},
    Act.ENROL: {Role.ADMIN: _ALL, Role.ORGANISER: _ALL},
    Act.APPROVE_BINDING: {Role.ADMIN: _ALL},
    Act.BIND_CHAT: {
        Role.ADMIN: _ALL,
        Role.ORGANISER: _ALL,
        Role.HEAD: _UNIT,
        Role.BRANCH_SECRETARY: _BRANCH,
        Role.BRANCH_ORGANISER: _BRANCH,
    },
    Act.SEE_UNANSWERED: {Role.ADMIN: _ALL, Role.ORGANISER: _ALL},
    Act.APPROVE_ANSWERS: {Role.ADMIN: _ALL, Role.CHIEF: _ALL},
    Act.SEE_DUTY: {Role.STAFF: _ALL},
    Act.DUTY_ROSTER: {Role.ADMIN: _ALL, Role.ORGANISER: _ALL},
    Act.INCIDENT_FIGURES: {Role.CHIEF: _ALL, Role.ORGANISER: _ALL, Role.IN_CHARGE: _CHARGE},
    Act.INCIDENT_COURSE: {Role.CHIEF: _ALL, Role.ORGANISER: _ALL, Role.IN_CHARGE: _CHARGE, Role.HEAD: _UNIT},
    Act.CARD_NUMBERS: {
        Role.CHIEF: _ALL,
        Role.ORGANISER: _ALL,
        Role.IN_CHARGE: _ALL,
        Role.HEAD: _ALL,
        Role.DUTY: _ALL,
    },
    Act.NOTIFY: {
        Role.ADMIN: _ALL,
        Role.CHIEF: _ALL,
        Role.ORGANISER: _ALL,
        Role.IN_CHARGE: _CHARGE,
        Role.HEAD: _UNIT,
        Role.TEAM_LEADER: _UNIT,
        Role.BRANCH_SECRETARY: _BRANCH,
        Role.BRANCH_ORGANISER: _BRANCH,
        Role.ACTIVITY_LIAISON: _ALL,
        Role.STAFF: _SELF,
    },
    Act.ASSIGN: {
        Role.CHIEF: _ALL,
        Role.ORGANISER: _ALL,
        Role.IN_CHARGE: _CHARGE,
        Role.HEAD: _UNIT,
        Role.BRANCH_SECRETARY: _BRANCH,
    },
    Act.RUN_CAMPAIGN: {
        Role.CHIEF: _ALL,
        Role.ORGANISER: _ALL,
        Role.ACTIVITY_LIAISON: _ALL,
        Role.HEAD: _UNIT,
        Role.BRANCH_SECRETARY: _BRANCH,
        Role.BRANCH_ORGANISER: _BRANCH,
    },
    Act.SEE_TASKS: {
        Role.CHIEF: _ALL,
        Role.ORGANISER: _ALL,
        Role.DISCIPLINE: _ALL,
        Role.IN_CHARGE: _CHARGE,
        Role.HEAD: _UNIT,
        Role.STAFF: _SELF,
    },
    Act.SEE_ABSENCES: {
        Role.CHIEF: _ALL,
        Role.ORGANISER: _ALL,
        Role.DUTY: _ALL,
        Role.IN_CHARGE: _CHARGE,
        Role.HEAD: _UNIT,
        Role.STAFF: _SELF,
    },
    Act.HAND_OVER: {Role.ADMIN: _ALL, Role.ORGANISER: _ALL, Role.STAFF: _SELF},
    Act.RUN_STUDY: {
        Role.CHIEF: _ALL,
        Role.ORGANISER: _ALL,
        Role.IN_CHARGE: _CHARGE,
        Role.HEAD: _UNIT,
        Role.TEAM_LEADER: _UNIT,
        Role.BRANCH_SECRETARY: _BRANCH,
        Role.BRANCH_ORGANISER: _BRANCH,
    },
    Act.SEE_STUDIES: {
        Role.CHIEF: _ALL,
        Role.ORGANISER: _ALL,
        Role.IN_CHARGE: _CHARGE,
        Role.HEAD: _UNIT,
        Role.BRANCH_SECRETARY: _BRANCH,
        Role.BRANCH_ORGANISER: _BRANCH,
        Role.STAFF: _SELF,
    },
}


@dataclass(frozen=True, slots=True)
class Held:
    """A role somebody holds, and where.

    everywhere: in the whole department; otherwise only in `units` and `branches` (row ids, those below included).
    """

    role: Role
    everywhere: bool = True
    units: frozenset[int] = frozenset()
    branches: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Concern:
    """Whom or what an act concerns, by row ids; what is None plays no part."""

    person_id: int | None = None
    unit_id: int | None = None
    branch_id: int | None = None


def may(roles: Iterable[Role], act: Act, relation: Relation = Relation.ANYBODY) -> bool:
    """Whether one of `roles` allows `act` towards somebody who stands in `relation`."""
    grants = RIGHTS.get(act, {})
    return any(_covers(grants[role], relation) for role in roles if role in grants)


def may_concerning(me: int, held: Iterable[Held], act: Act, concern: Concern) -> bool:
    """Whether person `me`, holding `held`, may do `act` as far as `concern` is concerned."""
    return any(may((one.role,), act, relation) for one in held for relation in _relations(me, one, concern))


def may_somewhere(held: Iterable[Held], act: Act) -> bool:
    """Whether one of the roles in `held` allows `act` towards anybody or anything but oneself."""
    return any(RIGHTS.get(act, {}).get(one.role, Relation.SELF) is not Relation.SELF for one in held)


def rights_as_markdown() -> str:
    """Print the table: one line an act, one column a role, the widest relation in the cell."""
    roles = list(Role)
    head = ["做什么", *(ROLE_NAMES[role] for role in roles)]
    lines = [_line(head), _line(["---"] * len(head))]
    for act in Act:
        grants = RIGHTS.get(act, {})
        cells = [RELATION_NAMES[grants[role]] if role in grants else "" for role in roles]
        lines.append(_line([ACT_NAMES[act], *cells]))
    return "\n".join(lines) + "\n"


def _covers(granted: Relation, asked: Relation) -> bool:
    return granted in (asked, Relation.ANYBODY) or asked is Relation.SELF


def _relations(me: int, held: Held, concern: Concern) -> list[Relation]:
    found = []
    if held.everywhere:
        found.append(Relation.ANYBODY)
    if concern.person_id == me:
        found.append(Relation.SELF)
    if concern.unit_id in held.units:
        found.append(Relation.UNIT_IN_CHARGE if held.role is Role.IN_CHARGE else Relation.OWN_UNIT)
    if concern.branch_id in held.branches:
        found.append(Relation.OWN_BRANCH)
    return found


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"
