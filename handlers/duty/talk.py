"""What is said about duty."""

from __future__ import annotations

HANDLER = "duty"
QUERY, ON, HANDOVER, NOTE = "duty.query", "duty.on", "duty.handover", "duty.note"
SWAP, DECIDE, LOG = "duty.swap", "duty.decide", "duty.log"

#: How a shift is written.
ALL_CAMPUSES = "全部校区"
NEXT_DAY = "次日"
DATED = "{month}月{day}日（周{weekday}）"
SPAN = "{start}至{end}"
LED = "（带班 {leader}）"
PHONE = "，电话{phone}"
LINE = "{campus} {when} {officer}{led}{phone}"

#: Who asks.
ONLY_PHONE = "值班电话{phone}，有事请直接打。"
NO_PHONE = "值班安排请问{contact}。"
WHICH_DAY = "要查哪一天的值班？请写日期，如“11月28日谁值班”。"
HEAD = "{days}值班："
NOW = "现在"
NEXT_UP = "现在没有人值班，接下来："
NIGHT, DAYTIME = "晚上", "白天"
MORE = "另有{count}个班，请写明校区或日期再查。"
NOBODY = "{days}{campus}还没有排班。{phone}"
NOBODY_NOW = "现在{campus}没有排班。{phone}"
CALL = "有事请打值班电话{phone}。"
NO_ROSTER = "值班表还没有导入。{phone}"
YOURS = "您最近的班："
NONE_OF_YOURS = "未来30天没有您的班。"
PRIVATELY = "值班的事请私聊我办理。"
ENROL_FIRST = "您还没有登记，请先私聊我说“绑定 工号 姓名”。"

#: The beginning of a shift.
STARTED = "【值班】{day}您值班{led}，请回“在岗”。\n{campus} {when}{phone}。"
TO_TAKE_OVER = "上一班 {officer} 还没有交接，接班请回“接班”。"
TONIGHT, THIS_DAY, TOMORROW, AT_PRESENT = "今晚", "今天", "明天", "现在"
STOOD_STILL = (
    "【值班】助手停机{since}至{until}，期间有无突发事件？\n"
    "有请补报，写明时间、地点和情况，如“22:30 三食堂漏水”；没有不用回。"
)
CARD_TITLE, SAY_ON, SAY_HANDOVER = "值班 {when}", "在岗", "接班"
BY_PHONE = "【值班】请电话告知{officer}{day}值班（没有登记账号）{phone}。\n{campus} {when}。"
NO_ANSWER = "【值班】{officer}的在岗登记截至{at}未收到，可能在岗未登记，请电话核实{phone}。\n{campus} {when}。"
TOLD_LEADER = "已告知带班 {leader}。"
ANSWERED = "【值班】{officer}已回“在岗”。\n{campus} {when}。"
IS_ON = "已登记在岗：{campus} {when}{led}。"
WAS_ON = "您{at}已登记在岗：{campus} {when}{led}。"
NOT_YOUR_TURN = "现在没有轮到您的班。"
YOUR_NEXT = "您下一个班：{line}"
SEVERAL_HERE = "现在同时有几个班，请当班人员用自己的账号回。"

#: Handing over.
TAKEN_OVER = "已接班：{campus} {when}。"
NOTHING_OPEN = "上一班没有留下未办的事。"
LEFT = "留下的事："
ITEM = "{number}. {text}"
MORE_ITEMS = "另有{count}件，请回“值班日志”查看。"
HANDED_OVER = "【交班】{officer}已接班，您的班交接完毕。\n{campus} {when}。"
NOTED = "已记下，下一班{officer}接班时会看到。"
NOTED_LATE = "已记下，并告诉了接班的{officer}。"
ADDED = "【交班】{officer}补充：{text}"
WHAT_TO_NOTE = "请写明交给下一班的事，如“交班：三号楼水泵待修”。"
NO_SHIFT_TO_NOTE = "您现在没有要交的班。"

#: Swaps.
WHICH_SHIFT_DAY = "要换哪一天的班？请写明，如“周六夜班换给李明”。"
WHO_IS_IT = "没有找到“{name}”，请写对方的姓名或工号，如“周六夜班换给李明”。"
WHICH_PERSON = "有几位“{name}”，请写工号，如“周六夜班换给10041”。"
WITH_YOURSELF = "不能和自己换班。"
BOTH_OFF = "{days}您和{name}都没有班，不能换。"
YOU_ARE_OFF = "{days}您没有班，不能换。您下一个班请说“我什么时候值班”。"
ONLY_YOU = "{days}只有您有班，{name}没有。要把班给{name}，请说“{days}的班换给{name}”。"
ONLY_OTHER = "{days}只有{name}有班，您没有。要替{name}值班，请{name}来说“{days}的班换给”您。"
WHICH_SHIFT = "要换哪一个班？"
HAS_BEGUN = "这个班已经开始，不能再换，请直接报告带班领导。"
OTHER_IS_BUSY = "{name}在{when}已有班，不能再值这个班。"
ALREADY_ASKED = "这个班已有换班申请（编号{row}）在办。要改请先回“撤销换班 {row}”。"
ASKED = "已请{name}确认，同意后再报{approver}批准。不换了请回“撤销换班 {row}”。"
TO_AGREE = "【换班】{name}想请您值{given}。{returned}\n回“同意换班 {row}”或“不同意换班 {row}”。"
IN_RETURN = "\n您的{returned}由{name}值。"
TO_APPROVE = "【换班】请批准：{given}由{asker}换给{other}。{returned}\n回“同意换班 {row}”或“不同意换班 {row}”。"
GIVEN_BACK = "\n{returned}由{other}换给{asker}。"
SWAP_CARD, AGREE, DECLINE = "换班 {row}", "同意", "不同意"
SAY_AGREE, SAY_DECLINE = "同意换班 {row}", "不同意换班 {row}"
AGREED = "已同意，再报{approver}批准。"
DECLINED = "已回绝这次换班，并告诉了{name}。"
YOUR_SWAP_DECLINED = "【换班】{name}不同意换班（编号{row}），值班不变。"
SWAPPED = "【换班】已批准：{given}由{other}值。{returned}\n有误时10分钟内回“撤销换班 {row}”。"
SWAPPED_BACK = "\n{returned}由{asker}值。"
UNDONE = "【换班】{name}撤销了换班（编号{row}），值班照原来的。"
WITHDRAWN = "【换班】{name}不换班了（编号{row}），值班不变。"
WHICH_SWAP = "请写明换班的编号，如“同意换班 3”。"
NO_SUCH_SWAP = "没有编号是{row}的换班，请核对编号。"
NOT_YOUR_SWAP = "{row}号换班不由您来定。"
WAITS_FOR_OTHER = "{row}号换班还在等{name}同意。"
SWAP_IS_OVER = "{row}号换班{how}。"
HOW_OVER = {
    "approved": "已经批准",
    "refused": "没有同意",
    "undone": "已经撤销",
    "lapsed": "已作废：值班表改过，或班已开始",
}
LAPSED = "值班表改过，或这个班已经开始，{row}号换班不能办了。"
TOO_LATE = "{row}号换班批准已超过10分钟，不能撤销。要改请再换一次，或请{contact}改值班表。"
HANDLED = "已处理"

#: Gaps, and the log.
GAPS = "【值班空缺】未来七天有{count}处没有排班，请补："
GAP = "{campus} {start}至{end}"
MORE_GAPS = "另有{count}处。"
LOG_HEAD = "值班日志 {campus} {when} {officer}："
LOG_EMPTY = "还没有记录。"
LOG_MORE = "（只显示最近{shown}条，共{count}条）"
NO_LOG = "没有您可以看的值班日志。"
LOGGED = {
    "duty.started": "已提醒值班员",
    "duty.on": "在岗登记",
    "duty.unanswered": "未收到在岗登记，已告知",
    "duty.noted": "交班：{text}",
    "duty.handed_over": "接班",
    "duty.swapped": "换班批准",
    "incident.opened": "突发事件{number} {kind} {place}",
    "incident.arrived": "到场{number}",
    "incident.controlled": "已控制{number}",
    "incident.closed": "结案{number}",
    "ticket.repair": "报修{number} {place}",
    "ticket.hazard": "隐患{number} {place}",
    "message.redirected": "情况已转告值班人员",
}
