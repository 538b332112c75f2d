"""What is said about tasks: the matter first, the number at the end. Office words: 交办 承办 办结 销号 退回 延期."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.messages import Button, Card
from handlers.task.matter import Refusal, Stage
from handlers.task.tasks import Task
from scheduler.calendar import Calendar
from scheduler.leads import spoken

MARK, URGE_MARK = "【督办】", "【催办】"
NUMBER = "〔{number}〕"
HEAD = "{mark}{title} {todo}"
TAKE, KNOW, DECIDE, DO, HELP = "请承办", "请知悉", "请审定", "请办理", "请配合"
LONGEST_HEAD, LONGEST_CARD = 40, 26

ASSIGNED_BY = "{by}交办，"
DUE_BY, NO_DUE = "{when}前办结。", "期限未定。"
LED_BY, HELPED_BY, FROM, LATE = "牵头：{who}", "；配合：{who}", "来源：{source}。", "已过期限"
HOW = "办完请回“申请办结”，有进展请回“进展：…”；不归您办请回“不归我”并写明原因。"
FOR_HELPER = "由{owner}牵头，请您配合。"
FOR_LEADER = "这是您联系单位的督办，抄送您。"

CONFIRM = (
    "请确认交办：\n事项：{title}{whole}\n牵头：{owner}{helpers}\n期限：{due}{source}{by}\n将通知：{told}"
    "（共{count}人）\n要改请直接说，如“改到12月1日”“加上物业配合”。"
)
WHOLE = "\n全文：{text}"
CONFIRM_HELPERS, CONFIRM_SOURCE, CONFIRM_BY = "\n配合：{who}", "\n来源：{source}", "\n交办人：{who}"
DUE_OPEN = "未定（可直接回日期）"
MOVED_DUE = "{when}（{day}不上班，顺延到这天）"
DONE_OWN = "已登记{number}{title}，由您承办，{due}办完请回“申请办结”。十分钟内回“撤销”可收回。"
DONE_ASSIGNED = "已交办{number}{title}，由{owner}牵头，{due}已通知{count}人。{waits}十分钟内回“撤销”可收回。"
SAME_PLACE = "已交办{number}{title}。"
WHAT_TASK = "请问交办什么事？请直接回事项。"
WHICH_OWNER = "由谁牵头承办？请回姓名、称呼或单位（牵头只能一位）。"
WHICH_PERSON = "“{said}”是哪一位？"
SEVERAL_OWNERS = "督办由一个单位牵头。请回由谁牵头；各单位分头办的，交办后可回“分给各中心”。"
NO_SUCH_PERSON = "没有找到“{said}”。由谁牵头承办？请回姓名、称呼或单位。"
NO_SUCH_HELPER = "没有找到配合的“{said}”。请重新说配合的人或单位，不需要请回“不用配合”。"
PAST_DUE = "“{said}”已经过了。请问什么时候前办结？"
WHICH_DUE = "{question}"
MAY_NOT = "交办督办由领导、单位负责人或联络员办理，可请{contact}代办。"
MAY_NOT_HIM = "{who}不在您分管或负责的范围，可请{contact}代办。"
MAY_NOT_FOR = "没有登记您可以替{who}交办，可请{contact}登记代办。"
NOT_UNDERSTOOD = "没看懂要怎么改。"
SOURCES = {"meeting": "会议", "incident": "突发事件整改"}
ENROL_FIRST = "请先绑定身份，再登记督办。"

WHICH_ONE, NO_SUCH, NOTHING = "是哪一件？", "没有编号{number}的督办，请核对编号。", "现在没有您要登记的督办。"
NOT_YOURS = "这件督办不由您登记。有问题可问{contact}。{number}"
RECORDED = "已登记：{title}，{done}。{more}{number}"
NOT_FOUND = "没有找到这件督办，请写明编号或事项名称。未办结的可回“督办情况”查看。"
REFUSED = {
    Refusal.OVER: "这件督办{stage}，不再变动。{number}",
    Refusal.NOT_NOW: "现在是“{stage}”，不能这样登记{instead}。{number}",
    Refusal.NOT_ASKED: "没有待批的延期申请。要另定期限，可回“期限改到12月5日”。{number}",
    Refusal.NOT_HIS: "这一步请由{side}来说。{number}",
    Refusal.TOO_LATE: "期限已过，不能再申请延期；您可以回“进展：…”说明原因，由{assigner}另定期限。{number}",
    Refusal.NOT_LATER: "新期限要晚于现在的{due}。请写明延到哪天。{number}",
    Refusal.NO_DUE: "这件督办没有定期限，不用申请延期。{number}",
    Refusal.CHILDREN: "下面还有没办结的：{left}。都销号后再办结。{number}",
    Refusal.SAME_OWNER: "现在就是由{owner}承办。{number}",
}
#: What can be said instead, by the stage a task is in; of a claim it is for who assigned it.
INSTEAD = {
    Stage.WORKING: "，可回“进展：…”或“申请办结”",
    Stage.CLAIMED: "，请{assigner}先回“同意办结”或“退回 原因”",
    Stage.DISOWNED: "，请{assigner}先回“转办给某某”",
}
YOU = "您"
SIDE_OWNER, SIDE_ASSIGNER = "承办人{who}", "交办人{who}"

ACCEPTED, PROGRESS, CLAIMED, CLOSED = "已接收", "进展已记", "已申请办结，待{assigner}销号", "已销号"
ALREADY = "已经接收"
LAST_STEPS = "最近进展：\n{lines}\n"
STEP_LINE = "{at} {who}：{text}"
WHICH_PROGRESS = "请写明进展，如“进展：已查完两栋”。"
TOLD_PROGRESS = "{head}\n{who}：{text}{number}"
TOLD_ACCEPTED = "{head}\n{who}已接收。{number}"
TOLD_CLAIM = "{head}\n{who}申请办结{text}。\n同意请回“同意办结”，不同意请回“退回 原因”。{number}"
TOLD_CLOSED = "{head}\n{who}已同意办结，予以销号。{number}"
TOLD_REFUSED = "{head}\n{who}未同意办结：{reason}\n请继续办理，办好再回“申请办结”。{number}"
TOLD_DISOWNED = "{head}\n{who}反映不归其承办：{reason}\n改派请回“转办给某某”。改派前仍由其负责。{number}"
TOLD_HANDED_TO = "{head}\n{by}转来，原承办人{before}。{due}\n请回“接收”；办完回“申请办结”。{number}"
TOLD_HANDED = "{head}\n已由{before}转给{owner}承办。{number}"
TOLD_ASKED = "{head}\n{who}申请延期到{due}：{reason}\n同意请回“同意延期”，不同意请回“不同意延期”。{number}"
TOLD_GRANTED = "{head}\n{who}同意延期，期限改为{due}。{number}"
TOLD_DENIED = "{head}\n{who}不同意延期，仍按{due}办结。{number}"
TOLD_DATED = "{head}\n{who}把期限改为{due}。{number}"
TOLD_CANCELLED = "{head}\n{who}已撤销这件督办，不用再办。{number}"
REASON_FIRST = "退回请写明原因，如“退回 还差三号楼”。"
DISOWN_REASON = "请写明原因或应由谁办，如“不归我，应由物业办”。"
EXTEND_HOW = "请写明延到哪天和原因，如“申请延期到下周三 缺配件”。"
SET_TO = "期限改到哪天？请直接回日期，如“12月5日”。"
EXTEND_WHY = "请写明延期的原因。"
HAND_TO = "转给谁承办？请回姓名、称呼或单位。"
REFUSED_CLAIM, DISOWNED, HANDED = "已退回继续办理", "已退给{assigner}改派", "已转{owner}承办"
ASKED, GRANTED, DENIED, DATED, CANCELLED = (
    "已申请延期到{due}",
    "已同意延期到{due}",
    "未同意延期，期限仍为{due}",
    "期限改为{due}",
    "已撤销",
)
UNTIL_THEN = "批准前仍按{due}。"

URGE = "{head}\n{who}催办：{due}请尽快办理并回“进展：…”。{number}"
URGED, URGED_BEFORE = "已催办，{owner}会收到提醒", "{minutes}分钟内已经催过，{owner}会看到"
URGED_ALL, SOME_BEFORE = "已催办{count}件，承办人会收到提醒。{numbers}", "另有{count}件刚催过。"
NOT_YOURS_TO_URGE = "催办由交办人来说。您可以把情况告诉{contact}。"

NAG_BEFORE = "{head}\n期限{due}，请按时办结。有进展请回“进展：…”，办完请回“申请办结”，要延期请在到期前申请。{number}"
NAG_DUE = "{head}\n{due}到期。办完请回“申请办结”；到期前可申请延期。{number}"
NAG_OVERDUE = "{head}\n期限{due}已过，还没有办结登记。请办理并回“进展：…”说明情况。{number}"
NAG_ASSIGNER = (
    "{head}\n{owner}承办，期限{due}已过，截至目前没有办结登记（可能已办未登记）。可回“催办”或“改期限到某日”。{number}"
)
NAG_DECIDE = "{head}\n{owner}已申请办结，待您审定。同意请回“同意办结”，不同意请回“退回 原因”。{number}"
NAG_REASSIGN = "{head}\n{owner}反映不归其承办，待您改派。请回“转办给某某”。{number}"

MILESTONE = "{title}节点：{what}"
MILESTONES_SET = "已定{count}个节点：\n{lines}\n"
MILESTONE_LINE = "{number}. {when} {what}"
REACHED = "（已完成）"
MILESTONE_DONE = "节点“{what}”已完成"
MILESTONE_LATE = "节点{when}晚于办结期限{due}，请先改期限或改节点。{number}"
WHICH_MILESTONE = "请写明时间和要做的事，如“节点：周三前出方案，周五前完成”。"
TOLD_MILESTONES = "{head}\n{who}定了节点：\n{lines}{number}"
NAG_MILESTONE = "{head}\n节点“{what}”{when}到期。完成请回“{what}完成”。{number}"

SPLIT_CONFIRM = "请确认分办〔{number}〕{title}：\n{lines}\n期限：{due}\n共{count}件，各自办结后总件才能销号。"
SPLIT_LINE = "{number}. {owner}"
SPLIT_DONE = "已分办{count}件：{numbers}。"
SPLIT_WHO = "分给哪些人或单位？请逐个写明，如“分给饮食中心、物业、维修”。"
SPLIT_SOURCE = "分办{number}"

STANDS = "{title}：{stage}{overdue}。\n{led}。{due}{whole}\n{steps}{more}{number}"
STANDS_HERE = "{number}{title}：{stage}。"
OVERDUE = "，已过期限"
ASSIGNED_ON = "{who}{when}交办。"
EXTENDED = "已延期{times}次。"
LISTS = {
    "mine": "您承办的督办（{count}件）：",
    "given": "您交办的督办（{count}件）：",
    "open": "未办结的督办（{count}件）：",
    "overdue": "逾期的督办（{count}件）：",
}
PART_LINE = "{number}{who} {stage}"
SENT_PRIVATELY = "已私下发给您。"
LIST_LINE = "{number}{title} {unit} {due} {stage}"
NONE = {
    "mine": "您没有正在承办的督办。",
    "given": "您没有未销号的交办。",
    "open": "没有未办结的督办。",
    "overdue": "没有逾期的督办。",
}
ANOTHER = "另有{count}件，可回“督办台账”看全部。"
PRIVATELY = "督办的详细情况请私聊我看。"
MAY_NOT_SEE = "督办情况由领导、单位负责人和联络员查看。您可以问“我的督办”。"
LEDGER_GIVEN = "督办台账（{count}件）已整理成表格。"
MOST = 20

UNDONE = "{title}：刚才登记的“{what}”已撤销，现在是“{stage}”。{number}"
UNASSIGNED = "{title}的交办已撤销，不用办理。{number}"
CHANGED_SINCE = "这件督办后来又有登记，不能再撤销刚才那一步。交办人要收回，可回“撤销督办”。{number}"

BUTTON_CLOSE, BUTTON_GRANT, BUTTON_DENY, BUTTON_ACCEPT, BUTTON_DONE = (
    "同意办结",
    "同意延期",
    "不同意延期",
    "接收",
    "申请办结",
)


def number(task: Task) -> str:
    """Return the number in its brackets."""
    return NUMBER.format(number=task.number)


def head(task: Task, todo: str, mark: str = MARK) -> str:
    """Return what a locked phone shows: kind, matter, what to do."""
    return HEAD.format(mark=mark, title=task.title[:LONGEST_HEAD], todo=todo)


def stage(task: Task) -> str:
    """Say where it stands."""
    return task.stage.value


def until(task: Task, now: datetime, zone: ZoneInfo, calendar: Calendar) -> str:
    """Say the day it is due, empty where none was set."""
    return spoken(task.state.due_at, now, zone, calendar) if task.state.due_at else ""


def due_line(task: Task, now: datetime, zone: ZoneInfo, calendar: Calendar) -> str:
    """Say until when in a sentence of its own."""
    return DUE_BY.format(when=until(task, now, zone, calendar)) if task.state.due_at else NO_DUE


def buttons(task: Task, labels: Sequence[str]) -> Card:
    """Make buttons that say their word with the task's number."""
    made = tuple(Button(label, f"{task.number} {label}") for label in labels)
    return Card(f"d-{secrets.token_hex(12)}", f"{task.number} {task.title}"[:LONGEST_CARD], made)


def overdue(task: Task, now: datetime) -> str:
    """Say whether its day has passed."""
    return OVERDUE if task.state.is_overdue(now) else ""


def waits(task: Task) -> bool:
    """Whether who assigned it has to say something."""
    return task.stage in (Stage.CLAIMED, Stage.DISOWNED) or task.state.asked_due is not None


def is_over(task: Task) -> bool:
    """Whether nothing is to be done any more."""
    return task.stage in (Stage.CLOSED, Stage.CANCELLED)
