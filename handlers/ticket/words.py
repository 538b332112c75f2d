"""What is said about repairs and hazards: what, where, what to do, the number at the end.

A locked phone shows twenty characters. Times are shown as the department's own. A group reads number, place and how it
stands; a telephone only the unit reads.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.messages import Button, Card
from handlers.ticket.matter import Kind, Stage
from handlers.ticket.tickets import Ticket

MARKS = {Kind.REPAIR: "【报修】", Kind.HAZARD: "【隐患】"}
NAMES = {Kind.REPAIR: "报修", Kind.HAZARD: "隐患"}
NUMBER = "〔{number}〕"
HEAD = "{mark}{what} {todo}"
NO_PLACE = "地点待补"
TAKE_IT, PUT_RIGHT, VERIFY, KNOW, LOOK, ASSIGN = "请接单", "请整改", "请核实", "请知悉", "请复查", "请安排"
WHO = "报修人：{who}{phone}"
FOUND_BY = "发现人：{who}{phone}"
UNENROLLED = "未登记"
TIMES = "共{count}人次反映。"
HOW_REPAIR = "请回“收到”“到场”“修好”，不归本单位的回“退回”并写明单位。"
HOW_HAZARD = "请回“收到”，改完回“整改完成”；另定期限请回“三天内整改”。"
RESPOND_BY = "{when}前响应（本部门设定）。"
PUT_RIGHT_BY = "整改期限{when}（本部门设定）。"
SHOWN, LONGEST_QUOTE, MONTH_DAY = 20, 60, "{month}月{day}日"

REGISTERED = "已登记{number}{what}，已通知{who}，{when}前响应（本部门设定，响应不是修好）。"
REGISTERED_HAZARD = "已登记{number}{what}，已通知{who}，{when}前整改（本部门设定）。"
REGISTERED_HERE = "{number}{where}：已登记，已通知{who}。"
TAKEN_HERE = "情况已收到，编号和进度会私聊告诉您。"
SOMEBODY, DUTY_OFFICER, SAFETY = "有关负责人", "值班员", "安全分管领导"
IF_WORSE = "情况扩大或有危险，请直接打值班电话{phone}。"
JOINED = "{what}已有人报修{number}，您的情况已并入，办好会告诉您。"
JOINED_HAZARD = "{what}已有人报过{number}，您的情况已并入，办好会告诉您。"
SAY_MORE = "请一句话说清哪里、什么坏了，如“3号楼402灯不亮”。"
SAY_HAZARD = "请一句话说清哪里、什么隐患，如“5号楼消防通道堵了”。"
TOO_OFTEN = "一小时内报得太多了，请直接打值班电话{phone}。"
ELSEWHERE = "报修请走学校的报修平台：{where}。这里不另立单。"
ASK_PLACE = "在哪个楼、几层、哪个房间？请直接回地点。"
ASK_ROOM = "是哪个房间？请回房间号。"
ASK_PHONE = "请回一个联系电话，只给上门的单位看。"
ASK_CAMPUS = "在哪个校区？"

RECORDED = "已记录：{what}，{done}。{more}{number}"
STATUS = "{what}：{status}。{number}"
STATUS_HERE = "{number}{where}：{status}。"
MORE = "【补充】{what}：{text}{number}"
NO_WORDS = "（有图片或文件）"
NOTED = "已记录。"
ADDED = "已补充"
RESPONDED, THERE, MENDED, RECTIFIED = "已响应", "已到场", "已修好", "整改完成，待复查"
HELD, MOVED, TURNED, CANCELLED = "已挂起（{reason}）", "已转{unit}", "已转突发事件处理", "已取消"
SENT = "已派{who}"
UNIT_ANSWERS = "{unit}已响应，将尽快上门"
UNIT_RECTIFIES = "{unit}已响应，{when}前整改（本部门设定）"
SOMEBODY_IS_THERE = "维修人员已到场"
HELD_FOR = "暂时挂起，原因：{reason}"
NOW_OF = "已转给{unit}办理"
NOW_INCIDENT = "已转为突发事件处理"
BY_REPORTER = "报修人已取消，不用上门"
IS_MENDED = "{what}已修好。请回“满意”；没修好请在{days}天内回“不满意”（本部门设定）。{number}"
LOOK_AT_IT = "{head}\n{who}回整改完成。合格请回“销号”，不合格请回“不合格”。{number}"
CLOSED, SATISFIED, REOPENED, NOT_ACCEPTED = "已销号", "满意，已办结", "返修，已重新派单", "复查不合格，请继续整改"
MEND_AGAIN = "报修人反映没修好，第{times}次返修"
DUE_SET = "{when}前整改"
WHICH_DAY = "请写明哪天前整改，如“三天内整改”“11月30日前整改”。"
WHICH_UNIT = "请写明应由哪个单位办理，如“退回 物业服务中心”。"
WHICH_PERSON = "没有找到唯一的“{name}”，请写全名。"
SAME_UNIT = "现在就是由{unit}办理。"
GO_THERE = "{head}\n{by}派您上门。{said}\n{who}\n请回“收到”“到场”“修好”。{number}"
NOT_BY_HIMSELF = "销号请由另一位复查后登记。{number}"
URGED = "已催办，{unit}负责人会看到。{status}"
URGE = "{head}\n报修人催办，{since}报修，现在是“{stage}”。{number}"
URGED_BEFORE = "已经催过，{unit}正在安排。{status}"
WHICH_ONE = "是哪一单？"
NO_SUCH = "没有编号{number}的单子，请核对编号。"
NOT_YOURS = "这一步请由办理单位登记。您可以补充情况或催办。{number}"
NOT_YOUR_REPORT = "这一步请由报修人来说。{number}"
NOTHING_OPEN = "现在没有您要登记的报修或隐患。"
REFUSED = {
    "over": "这一单已经结束（{stage}），没有改动。{number}",
    "not now": "现在是“{stage}”，不能这样登记。{number}",
    "too late": "已过返修期限（本部门设定），请重新报修。{number}",
}
TOO_LATE = "未改动"
REASON = "未写原因"

UNANSWERED = "{head}\n{since}登记，截至{now}还没有响应登记。请安排人回“收到”。{number}"
UNANSWERED_UP = "{head}\n{since}登记，截至{now}未收到{unit}的响应登记（可能已上门未登记）。{number}"
OVERDUE = "{head}\n整改期限{when}已到，还没有“整改完成”登记。{number}"
OVERDUE_UP = "{head}\n整改期限{when}已过，未收到{unit}的整改登记（可能已改未登记）。{number}"
OF_INCIDENT = "由突发事件〔{number}〕转来。"

MINE, OF_UNIT = "您报的单子：", "没办完的单子（{count}）："
LINE = "{number}{what} {status}{since}"
SINCE = "，{since}登记"
NONE_OF_YOURS, NOTHING_LEFT = "您没有正在办理的单子。", "没有没办完的单子。"
ANOTHER = "另有{count}单，请管理员导出台账。"
PRIVATELY = "单子的详细情况请私聊我看。"

BUTTON_TAKEN, BUTTON_THERE, BUTTON_DONE, BUTTON_RECTIFIED = "收到", "到场", "修好", "整改完成"
BUTTON_GOOD, BUTTON_BAD, BUTTON_CLOSE, BUTTON_REFUSE = "满意", "不满意", "销号", "不合格"
FOR_UNIT = {
    Kind.REPAIR: (BUTTON_TAKEN, BUTTON_THERE, BUTTON_DONE),
    Kind.HAZARD: (BUTTON_TAKEN, BUTTON_RECTIFIED),
}
FOR_REPORTER, FOR_LINE = (BUTTON_GOOD, BUTTON_BAD), (BUTTON_CLOSE, BUTTON_REFUSE)
LONGEST_TITLE = 26


def number(ticket: Ticket) -> str:
    """Return the number in its brackets."""
    return NUMBER.format(number=ticket.number)


def what(ticket: Ticket) -> str:
    """Return place and thing, as they stand in a sentence: 图书馆电梯 and 电梯按钮 are 图书馆电梯按钮."""
    where, item = ticket.where, ticket.item or NAMES[ticket.kind]
    shared = next((size for size in range(len(item), 0, -1) if where.endswith(item[:size])), 0)
    return where + item[shared:]


def status(ticket: Ticket) -> str:
    """Say how it stands."""
    if ticket.state.stage is Stage.DONE:
        return MENDED if ticket.kind is Kind.REPAIR else RECTIFIED
    if ticket.state.stage is Stage.CLOSED and ticket.kind is Kind.HAZARD:
        return CLOSED
    if ticket.state.stage is Stage.HELD:
        return HELD.format(reason=ticket.reason or REASON)
    return ticket.state.stage.value


def stands(ticket: Ticket) -> str:
    """Say of a ticket how it stands, in one sentence."""
    return STATUS.format(what=what(ticket), status=status(ticket), number=number(ticket))


def stands_here(ticket: Ticket, said: str = "") -> str:
    """Say it as a group may read it: number, place, status."""
    return STATUS_HERE.format(number=number(ticket), where=ticket.where or NO_PLACE, status=said or status(ticket))


def head(ticket: Ticket, todo: str) -> str:
    """Return what a locked phone shows: mark, place, thing, what to do. Of a long place the end, which says most."""
    mark, item = MARKS[ticket.kind], ticket.item or NAMES[ticket.kind]
    room = SHOWN - len(mark) - len(item) - 1
    where = ticket.where or NO_PLACE
    if len(where) > room > 0:
        where = (ticket.place or where)[-room:]
    return HEAD.format(mark=mark, what=f"{where} {item}", todo=todo)


def quoted(text: str) -> str:
    """Bring what was said into one short line."""
    return " ".join(text.split())[:LONGEST_QUOTE] or NO_WORDS


def buttons(ticket: Ticket, labels: Sequence[str]) -> Card:
    """Make buttons that say their word with the ticket's number; each recipient has a card of his own."""
    made = tuple(Button(label, f"{label} {ticket.number}") for label in labels)
    return Card(f"t-{secrets.token_hex(12)}", f"{ticket.number} {what(ticket)}"[:LONGEST_TITLE], made)


def moment(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """Write a moment: 10:30 where it is today's, else 11月24日8:30."""
    local = at.astimezone(zone)
    clock = f"{local.hour}:{local:%M}"
    return clock if local.date() == now.astimezone(zone).date() else day(at, zone) + clock


def day(at: datetime, zone: ZoneInfo) -> str:
    """Write a day: 11月24日."""
    local = at.astimezone(zone)
    return MONTH_DAY.format(month=local.month, day=local.day)


def reason_in(text: str) -> str:
    """Return what a text gives as a reason: all of it but the word for the step and the number."""
    plain = re.sub(r"[〔\[【(（]?\s*(?:BX|YH)\s*-?\s*\d+\s*[〕\]】)）]?", " ", text, flags=re.IGNORECASE)
    said = re.sub(r"^[\s,，。:：]*(?:先|暂时|暂)?(?:挂起|暂停|退回|转突发)[\s,，。:：]*", "", plain).strip(" ,，。:：")
    return " ".join(said.split())[:LONGEST_QUOTE]
