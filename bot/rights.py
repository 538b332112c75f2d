"""Who may do what: role x act x relation, as one table.

Rights hang on the account a message came from and on rows that say which role its person holds and where; never on what
a text claims. A role row may be scoped to a unit or a branch: then everything it allows ends there, so the organiser of
one branch sees nothing of another. An act that is not in the table is allowed to nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is to the department. A person may hold several.

    ACTIVITY_LIAISON collects for an activity; DEPARTMENT_LIAISON is the contact of a department outside (保卫处, 校办).
    """

    ADMIN = "admin"
    CHIEF = "chief"
    IN_CHARGE = "in_charge"
    HEAD = "head"
    TEAM_LEADER = "team_leader"
    ORGANISER = "organiser"
    BRANCH_SECRETARY = "branch_secretary"
    BRANCH_ORGANISER = "branch_organiser"
    DUTY = "duty"
    DISCIPLINE = "discipline"
    ACTIVITY_LIAISON = "activity_liaison"
    DEPARTMENT_LIAISON = "department_liaison"
    STAFF = "staff"
    OUTSIDER = "outsider"


class Act(StrEnum):
    """What a right is needed for."""

    ASK_PUBLIC = "ask_public"
    ASK_DEPARTMENT = "ask_department"
    REPORT = "report"
    IMPORT_TABLES = "import_tables"
    EXPORT_TABLES = "export_tables"
    IMPORT_DOCUMENTS = "import_documents"
    CHANGE_SETTINGS = "change_settings"
    READ_AUDIT = "read_audit"
    READ_KEPT_MESSAGES = "read_kept_messages"
    ENROL = "enrol"
    APPROVE_BINDING = "approve_binding"
    BIND_CHAT = "bind_chat"
    SEE_UNANSWERED = "see_unanswered"
    SEE_DUTY = "see_duty"
    DUTY_ROSTER = "duty_roster"
    INCIDENT_FIGURES = "incident_figures"
    INCIDENT_COURSE = "incident_course"
    CARD_NUMBERS = "card_numbers"
    NOTIFY = "notify"
    ASSIGN = "assign"
    RUN_CAMPAIGN = "run_campaign"
    SEE_TASKS = "see_tasks"
    SEE_ABSENCES = "see_absences"
    HAND_OVER = "hand_over"


class Relation(StrEnum):
    """How the one who acts stands to what the act concerns. ANYBODY takes in all the others, each of them SELF."""

    SELF = "self"
    OWN_UNIT = "own_unit"
    OWN_BRANCH = "own_branch"
    UNIT_IN_CHARGE = "unit_in_charge"
    ANYBODY = "anybody"


ROLE_NAMES: Mapping[Role, str] = {
    Role.ADMIN: "管理员",
    Role.CHIEF: "主要领导",
    Role.IN_CHARGE: "分管领导",
    Role.HEAD: "单位负责人",
    Role.TEAM_LEADER: "班组长",
    Role.ORGANISER: "联络员",
    Role.BRANCH_SECRETARY: "支部书记",
    Role.BRANCH_ORGANISER: "支部联络员",
    Role.DUTY: "值班员",
    Role.DISCIPLINE: "纪检",
    Role.ACTIVITY_LIAISON: "活动联络员",
    Role.DEPARTMENT_LIAISON: "职能部门联系人",
    Role.STAFF: "员工",
    Role.OUTSIDER: "未登记人员",
}
ACT_NAMES: Mapping[Act, str] = {
    Act.ASK_PUBLIC: "询问公开文件",
    Act.ASK_DEPARTMENT: "询问本部门文件",
    Act.REPORT: "上报情况",
    Act.IMPORT_TABLES: "导入表格",
    Act.EXPORT_TABLES: "导出表格",
    Act.IMPORT_DOCUMENTS: "导入文件",
    Act.CHANGE_SETTINGS: "修改本部门设定",
    Act.READ_AUDIT: "查阅操作记录",
    Act.READ_KEPT_MESSAGES: "查看留存消息（须写明理由）",
    Act.ENROL: "登记人员",
    Act.APPROVE_BINDING: "审核账号绑定",
    Act.BIND_CHAT: "登记群",
    Act.SEE_UNANSWERED: "查看未答上的问题",
    Act.SEE_DUTY: "查看值班安排",
    Act.DUTY_ROSTER: "管理值班表、查看值班日志",
    Act.INCIDENT_FIGURES: "查看突发事件统计",
    Act.INCIDENT_COURSE: "导出突发事件过程记录",
    Act.CARD_NUMBERS: "应急卡上印领导手机号",
    Act.NOTIFY: "向他人发通知、召集会议、设提醒",
    Act.ASSIGN: "交办督办事项、销号",
    Act.RUN_CAMPAIGN: "组织考核、征集和活动",
    Act.SEE_TASKS: "查看督办台账和通报",
    Act.SEE_ABSENCES: "查看外出报备",
    Act.HAND_OVER: "办理交接",
}
RELATION_NAMES: Mapping[Relation, str] = {
    Relation.SELF: "本人",
    Relation.OWN_UNIT: "本单位",
    Relation.OWN_BRANCH: "本支部",
    Relation.UNIT_IN_CHARGE: "分管单位",
    Relation.ANYBODY: "全部",
}

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
