"""The words of rights: the roles, the acts, and how who acts stands to what the act concerns."""

from __future__ import annotations

from collections.abc import Mapping
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
    APPROVE_ANSWERS = "approve_answers"
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
    RUN_STUDY = "run_study"
    SEE_STUDIES = "see_studies"


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
    Act.SEE_UNANSWERED: "查看未答上的问题、拟写答复",
    Act.APPROVE_ANSWERS: "审定问答",
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
    Act.RUN_STUDY: "组织学习、开签到、代签",
    Act.SEE_STUDIES: "查看学习考勤",
}
RELATION_NAMES: Mapping[Relation, str] = {
    Relation.SELF: "本人",
    Relation.OWN_UNIT: "本单位",
    Relation.OWN_BRANCH: "本支部",
    Relation.UNIT_IN_CHARGE: "分管单位",
    Relation.ANYBODY: "全部",
}
