"""What is said about incidents: no greeting, at most four lines, what to do, the number at the end.

A locked phone shows twenty characters: what, where, what to do. Upwards the words are neutral: what was not registered
is not what was not done. A group reads kind, place and how it stands, nobody's name.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.messages import Button, Card
from handlers.incident.cases import Case
from handlers.incident.kinds import Kind
from handlers.incident.leaders import Part
from handlers.incident.matter import Leg, Stage

MARK, DRILL, UNSURE = "【突发】", "【演练】", "【待核实】"
NUMBER = "〔{number}〕"
GRADES = {1: "一般", 2: "较大", 3: "重大"}
HEAD = "{mark}{where} {kind}"
NO_PLACE = "地点待核"
ORDERS = {
    Part.LEADER: "请赴现场",
    Part.DEPUTY: "请协助处置",
    Part.LINE: "请知悉",
    Part.HEAD: "请赴现场",
    Part.DUTY: "请立即核实",
    Part.CHIEF: "请知悉",
    Part.DEPARTMENT: "请知悉",
}
KNOW_ONLY = "请知悉并安排"  # to the leader in charge of what is 一般
PEOPLE = "{about}{people}人{how}。"
REPORTER = "上报：{who}{phone}"
DEPUTY = "协管：{who} {phone}"
YOU_ACT = "{who}外出，由您代行。"
HOW_TO_ANSWER = "请回“收到”“赶赴中”或“到场”。"
HOW_TO_CONFIRM = "请核实后回“属实”或“误报”。"
FOR_DUTY = "请核实，到现场的请回“到场”。"
DO_NOT_FORWARD = "请勿转发。"
LONGEST_QUOTE, SHOWN = 60, 20

REGISTERED = "已登记{number}{what}，已通知{who}。"
REGISTERED_HERE = "已登记{number}{what}，正在处理。"
TAKEN_UNSURE = "已登记{number}{what}，值班人员正在核实。"
AND_AGAIN = "{what}已有人上报，您的情况已并入{number}，正在处理。"
IT_IS_THE_SAME, IT_IS_ANOTHER = "是同一件", "是另一件"
SAID_SAME, SAID_ANOTHER = ("同一件", "一样", "是的"), ("另一件", "不是同一件", "不是一件", "不一样", "两件")
PRIVATELY = "情况已收到，已私下回复您。急事请直接打值班电话{phone}。"
TOLD_LEADER_AND_DUTY, TOLD_DUTY, TOLD_LEADER = "分管领导和值班员", "值班员", "负责人"
ADVICE = "{advice}{approved}"
NOT_APPROVED = "（系统默认）"
NOT_A_CALL = "本助手不能代您报警{phone}。"
DUTY_PHONE = "，值班电话{phone}"
TAKEN = "情况已收到。急事请直接打值班电话{phone}。"
PASSED_ON_TO_YOU = "您在群里报的情况已登记{number}，已转告值班人员{phone}。请留意接听电话。"
ASK_PLACE = "在哪个楼、几层？请直接回地点。"
ASK_CAMPUS = "在哪个校区？"
ASK_PEOPLE = "有没有人受伤？请回“没有”或人数。"
IS_IT_A_TEST, IT_IS_REAL, IT_IS_A_DRILL = "这是测试，还是真有情况？", "真有情况", "是演练"
REPORTED_AGAIN = "又有人上报{what}，已并入{number}：{text}"

PHONE_HIM = "{head} 请电话联系{who} {phone}\n{since}上报，截至{now}未收到“收到”。\n打完请回“已打通”或“未打通”。{number}"
NOT_DELIVERED = "{head} 请电话联系{who} {phone}\n没能把消息送到{who}的账号。\n打完请回“已打通”或“未打通”。{number}"
PHONE_NOBODY = "{head} 没有查到分管领导，请电话联系有关负责人。\n{since}上报。{number}"
NOT_CONFIRMED = "{head} 请核实\n{since}上报，值班员尚未核实。\n请回“属实”或“误报”。{number}"
TO_DEPUTY = "{head} 请协助处置\n{since}上报，暂未收到{who}的“收到”，请先行处置。\n请回“收到”“赶赴中”或“到场”。{number}"
TO_CHIEF = "{head}\n{since}上报，截至{now}未收到到场登记（可能在途或在现场未登记），值班员正在电话核实。{number}"
BUTTON_ACK, BUTTON_EN_ROUTE, BUTTON_ARRIVED = "收到", "赶赴中", "到场"
BUTTON_TRUE, BUTTON_FALSE, BUTTON_REACHED, BUTTON_NOT_REACHED = "属实", "误报", "已打通", "未打通"

_FOR_ACTING = (BUTTON_ACK, BUTTON_EN_ROUTE, BUTTON_ARRIVED)


def mark_of(case: Case) -> str:
    """Return the mark at the head of everything said of an incident."""
    if case.state.is_drill:
        return DRILL
    return UNSURE if case.state.stage is Stage.UNVERIFIED else MARK


def head(case: Case) -> str:
    """Return what a locked phone shows: mark, place, kind. Of a long place the end, which says most."""
    room = SHOWN - len(mark_of(case)) - len(case.kind) - 1
    where = case.where or NO_PLACE
    if len(where) > room:
        where = (case.place or where)[-room:]
    return HEAD.format(mark=mark_of(case), where=where, kind=case.kind)


def what(case: Case) -> str:
    """Return place and kind, as they stand in a sentence."""
    return f"{DRILL if case.state.is_drill else ''}{case.where or NO_PLACE}{case.kind}"


def number(case: Case) -> str:
    """Return the number in its brackets."""
    return NUMBER.format(number=case.number)


def alarm(case: Case, part: Part, said: str, reporter: str, deputy: str = "", *, few_only: bool = False) -> str:
    """Word an alarm: what, where and what to do; what was said; whom to call; how to answer."""
    todo = KNOW_ONLY if part is Part.LEADER and case.state.grade == 1 else ORDERS[part]
    if case.state.stage is Stage.UNVERIFIED:
        todo = ORDERS[Part.DUTY]
    lines = [
        f"{head(case)} {todo}",
        f"{DO_NOT_FORWARD if few_only else ''}{people(case)}{' '.join(said.split())[:LONGEST_QUOTE]}",
        "  ".join(filter(None, (reporter, deputy))),
        f"{how_to_answer(case, part)}{number(case)}",
    ]
    return "\n".join(filter(None, lines))


def how_to_answer(case: Case, part: Part) -> str:
    """Say in words what the buttons say; nothing to who need not answer."""
    if case.state.stage is Stage.UNVERIFIED:
        return HOW_TO_CONFIRM
    if part is Part.DUTY:
        return FOR_DUTY
    return HOW_TO_ANSWER if part in (Part.LEADER, Part.DEPUTY, Part.HEAD) else ""


def is_unsure(case: Case) -> bool:
    """Whether nobody has confirmed it yet."""
    return case.state.stage is Stage.UNVERIFIED


def reported_by(who: str, phone: str) -> str:
    """Say who reported it, with a telephone to tap."""
    return REPORTER.format(who=who, phone=f" {phone}" if phone else "")


def told(parts: Sequence[Part]) -> str:
    """Say who was told, by what they are."""
    if Part.LEADER in parts:
        return TOLD_LEADER_AND_DUTY if Part.DUTY in parts else TOLD_LEADER
    return TOLD_DUTY


def people(case: Case) -> str:
    """Say how many people are hurt, or nothing."""
    return PEOPLE.format(about="", people=case.people, how=case.people_kind) if case.people else ""


def buttons(case: Case, labels: Sequence[str] = _FOR_ACTING) -> Card:
    """Make buttons that say their word with the incident's number; each recipient has a card of his own."""
    made = tuple(Button(label, f"{label} {case.number}") for label in labels)
    return Card(f"i-{secrets.token_hex(12)}", f"{case.number} {what(case)}"[:26], made)


def card_for(case: Case, part: Part) -> Card | None:
    """Make the buttons of an alarm; none for who need not answer."""
    if case.state.stage is Stage.UNVERIFIED:
        return buttons(case, (BUTTON_TRUE, BUTTON_FALSE))
    return buttons(case) if part in (Part.LEADER, Part.DEPUTY, Part.HEAD, Part.DUTY) else None


def advice(kind: Kind) -> str:
    """Return the first advice of a kind, marked until somebody has approved it by name."""
    return ADVICE.format(advice=kind.advice, approved="" if kind.approved_by else NOT_APPROVED)


def clock(moment: datetime, zone: ZoneInfo) -> str:
    """Write a moment as 02:20."""
    return moment.astimezone(zone).strftime("%H:%M")


MISSING = "还差：{legs}。"
ALL_DONE = "四项已齐，可以结案。"
LEGS = {
    Leg.SCENE: "到场",
    Leg.HANDLED: "控制",
    Leg.REPORTED_UP: "报告主要领导",
    Leg.INFORMED: "通知{departments}",
    Leg.SUMMARY: "总结",
}


def still(case: Case, open_legs: Sequence[Leg]) -> str:
    """Say what is still missing."""
    if not open_legs or case.state.is_drill:
        return ALL_DONE if not open_legs else ""
    left = "、".join(sorted(case.state.departments - case.state.informed))
    return MISSING.format(legs="、".join(LEGS[leg].format(departments=left) for leg in open_legs))


STATUS = "{what}：{status}。{number}"
RECORDED = "已记录：{what}，{done}。{more}{number}"
NOTED = "已记录。"
SEEN, ACKNOWLEDGED, EN_ROUTE, ARRIVED, SCENE_HEAD = "收到", "收到", "赶赴中", "已到场", "现场负责人已到场"
CONTROLLED, REPORTED_UP, INFORMED = "已控制", "已报告主要领导", "已通知{departments}"
CONFIRMED, ALREADY_TRUE = "情况属实，已通知有关负责人", "已核实过"
REACHED, NOT_REACHED = "电话已打通", "电话未打通"
ASK_HIM, DEPUTY_TOLD, KEEP_CALLING = "请他到场后回“到场”，也可由您代记。", "已通知协管领导。", "请继续联系。"
BY_SECRETARY = "{who}（{by}代）{done}"
FOR_WHOM = "您可以代回“收到”，其他请写明代谁登记，如“{who}到场”。{number}"
FOR_HIM = "{who}{done}（代记）"
HE_IS_EN_ROUTE = "{what}：{who}正在赶赴现场。{number}"
HE_IS_THERE = "{what}：{who}{done}。{number}"
SOMEBODY_IS_THERE = "负责人已到场"
DUTY_ROOM = "值班室"
WHICH_ONE = "是哪一件？"
NOTHING_OPEN = "现在没有需要您登记的突发事件。有新情况请直接说地点和情况。"
NO_SUCH = "没有编号{number}的事件，请核对编号。"
NOT_YOURS = "这一步请由分管领导、协管领导或值班员登记。您可以继续补充情况。{number}"
WHO_IS_THAT = "没有找到唯一的“{name}”，请写全名。"
TOO_LATE = "未改动"
REFUSED = {
    "over": "这件已经办结（{stage}），没有改动。{number}",
    "not now": "现在是“{stage}”，不能这样登记。{number}",
    "no such": "没有这一项，没有改动。{number}",
}
CLOCK = re.compile(r"([01]?\d|2[0-3])[:：]([0-5]\d)")
NO_INCIDENT = "经核实为误报，感谢及时上报，宁可误报不可不报"
DOUBTED = "您说的误报已转告，待负责人确认"
REPORTER_DOUBTS = "{what}：上报人称误报，待确认。请核实后回“误报”或继续处置。{number}"
GRADED = "定为{grade}"
NOW_REPAIR, NOW_HAZARD, NOW_MERGED = "转报修办理", "转隐患办理", "并入{number}"
NOT_THE_SAME = "两件的地点或类型不同，不能合并。"
CLOSED = "已结案"
ADDED = "已补充"
NO_WORDS = "（有图片或文件）"
MORE = "【补充】{what}：{people}{text}{number}"
HANDED, SENT = "{who}负责，待其回“收到”", "请{who}到场"
TAKE_OVER = "{head} 请您接手负责\n{by}转给您，请回“收到”“赶赴中”或“到场”。{number}"
GO_THERE = "{head} 请赴现场\n{by}请您到场，到后请回“到场”。{number}"

DEEDS = {
    "incident.ack": "收到",
    "incident.en_route": "赶赴中",
    "incident.arrived": "到场",
    "incident.controlled": "已控制",
    "incident.reported_up": "已报告主要领导",
    "incident.notified_dept": "已通知",
    "incident.reached": "电话已打通",
    "incident.confirm": "属实",
    "incident.false_alarm": "误报",
    "incident.grade": "定级",
    "incident.to_repair": "转报修",
    "incident.to_hazard": "转隐患",
    "incident.merge": "合并",
    "incident.summary": "总结",
    "incident.close": "结案",
    "incident.update": "补充",
    "incident.correct": "更正",
    "incident.attach": "补充",
}
HAS_TAKEN = "{what}：{who}已接手负责。{number}"
TAKEN_OVER = "接手"
NOT_SO = "{what}：刚才的“{done}”已撤销，以前面的情况为准。{number}"
TOO_LATE_TO_UNDO = "{what}之后又有新的登记，不能撤销。请直接说明正确的情况。{number}"
