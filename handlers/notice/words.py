"""What is said of notices to whom they are for and to who sent them."""

from __future__ import annotations

TAKEN = "已登记：{how}。{what}{number}"
TAKEN_FOR = "已登记：{who}{how}。{what}{number}"
HOW = {"done": "收到", "excused": "请假", "handed over": "转交"}
DONE = "已办"
IN_GROUP = "已登记。"
NUMBER = "〔{number}〕"
WHICH = "您有几份通知没有回复，这次回的是："
WHICH_SENT = "您问的是哪一份："
ALL_OF_THEM = "全部收到"
SAME = "已经登记过了，不用再回。{number}"
WHY = "请写一句请假原因（只告诉召集人，如：出差、生病、值班）。"
WHO_INSTEAD = "请写转交给谁（姓名或职务，如：转交 王强）。"
WHO_IS_THAT = "没有找到“{name}”，请写姓名再发一次。"
WHICH_ONE = "“{name}”有几位，您指的是："
NOT_HIMSELF = "不能转交给自己。请写另一位同事的姓名。"
EXCUSED = "{who}请假：{what}{reason}{delegate}。{number}"
HANDED = "{who}转交{to}：{what}。{number}"
REASON = "（{reason}）"
DELEGATE = "，由{who}代为参加"
TAKEN_BACK = "{who}刚才对“{what}”的回复已撤回"
NOBODY_MISSING = "{head}：应回{expected}，已全部回复。{number}"
NOBODY_ASKED = "这份通知没有要求回复。{number}"
SENT_PRIVATELY = "名单已私下发给您。"
CHASED = "已提醒未回的{count}人。{number}"
NOBODY_TO_CHASE = "都已回复，不用再催。{number}"
CHASED_LATELY = "一小时内已经催过，过一会儿再催。{number}"
TOLD = "已登记：{who}由您另行通知。{number}"
NOT_ASKED = "这份通知里没有{who}，或者已经登记过。{number}"
MARK = "【催办】"

# planned outages, messages to many
MAY_NOT = "您的权限不能给{who}发通知。可以把内容发给{contact}代发。"
NO_RIGHT = "群发通知由综合办公室和各单位负责人办理。可以把内容发给{contact}代发。"
TO_WHOM = "这份通知发给谁？例如：各中心主任、维修中心全体、张三。"
WHAT = "通知什么内容？"
WHEN_OUT = "从几点停到几点？请写日期和起止时间，例如：11月23日8:00-12:00。"
IS_PAST = "这个时间（{when}）已经过了，请再写一次日期和起止时间。"
WHERE_OUT = "停哪里？请写区域或楼宇。"
UNKNOWN_PEOPLE = "没有找到：{names}。请改成单位、职务或姓名再发一次。"
SEVERAL = "“{name}”有{count}位（{names}），请写全名再发一次。"
NOBODY = "“{named}”目前没有人，请换一种说法。"
CONFIRM = "请核对后确认发送：\n{text}\n发给：{named}，共{count}人{more}\n发出时间：{leaves}"
NOW = "确认后立即发出"
LATER = "确认后60秒发出"
OUTAGE_HEAD = "【计划停{what}】{place} {when}"
OUTAGE_TEXT = "原因：{reason}。{advice}\n期间如有急情请照常上报。咨询电话：{phone}。"
OUTAGE_ADVICE = {
    "水": "请提前储水，用后关好龙头",
    "电": "请提前保存资料、关好电器",
    "暖": "请注意保暖",
    "气": "请关好灶具阀门",
}
ANY_ADVICE = "请提前做好准备"
NO_REASON = "计划检修"
GUARD = "注意：这段时间在{names}内。"
BROADCAST_HEAD = "【通知】{text}"
SENT = "已发给{named}，共{count}人。{held}{number}"
SENT_IN_GROUP = "通知已发出。"
NOT_UNDERSTOOD = "这一处没有看懂，请直接写“改成……”“加上……”，或回“确认”“不发”。"
UNDONE = "“{what}”的通知作废"
