"""What is said about absences."""

from __future__ import annotations

SLICE, HANDLER = "leave", "reminder"
OUT, BACK = "leave.out", "leave.back"
CHANGE, CALLED_OFF, DECLINE, QUERY, STAND_IN = (
    "leave.change",
    "leave.called_off",
    "leave.decline",
    "leave.query",
    "leave.stand_in",
)

ENROL_FIRST = "您还没有登记，请先私聊我说“绑定 工号 姓名”。"
WHO_IS_IT = "没有找到“{name}”，请写全名或工号。"
WHICH_ONE = "“{name}”有{count}位，请问是哪一位？"
NOT_YOURS = "{name}的外出由本人、代办人或联络员登记，可请{contact}办理。"
WHO_ACTS = "这段时间由谁代行？"
NO_SUCH_AGENT = "没有找到“{name}”。"
NOT_HIMSELF = "代行人不能是本人。"
NOBODY, SAID_NOBODY = "不指定", ("不用", "没有", "没人", "不需要", "不指定代行", "无", "不用代", "不安排")

#: From when to when.
DATED = "{month}月{day}日（{weekday}）"
YEAR = "{year}年"
SPAN, OPEN, PART = "{since}至{until}", "{since}起", "{since}{start}至{until}"
END_OF_DAY, WHOLE_DAYS = "24:00", "，共{count}天"

#: The one who is away.
ENTERED = "已登记{kind}：{span}{days}。"
ENTERED_HERE = "已登记外出，详情已私下发您。"
ACTED_FOR = "由{agent}代行，突发事件、通知和待办先发给代行人，您收抄送。"
ACTED_BY_NOBODY = "没有指定代行人。"
AGENT_AWAY = "注意：{agent}这段时间也有外出登记。"
AS_TOLD = "并告知{names}。"
FORM_IS_DUE = "超过{days}天，按本部门设定须填写书面{form}，交{contact}。"
FORM_LEADER, FORM_STAFF = "外出报备表", "请假条"
HOW_ON = "返回后请回“已返校”；填错请回“撤销”。"
UNTIL_SAID = "返回日期没有写，返回后请回“已返校”。"
FOR_OTHER = "请确认登记：{name}{kind}，{span}{days}。\n{acting}\n确认后告知{names}。"
ENTERED_FOR = "已登记：{name}{kind}，{span}{days}。{acting}"
ACTS, NOBODY_ACTS = "由{agent}代行。", "没有指定代行人。"

#: Who is told.
TO_HIM = "【外出】{by}为您登记：{span}{kind}。{acting}\n有误请回“取消外出登记”。"
TO_AGENT = (
    "【代行】{span}{name}外出，由您代行。\n"
    "这段时间{name}的突发事件、通知和待办先发给您，对方收抄送。不便请回“不便代行”。"
)
TO_LEADER = "【外出】{name} {span}{kind}{days}。{acting}"
CHANGED = "【外出·变更】{name} {span}{kind}{days}。{acting}以本通知为准。"
CANCELLED = "【外出·取消】{name} {span}的外出取消。"
IS_BACK_TO_AGENT = "【代行】{name}已返回，代行到此结束。"
NOT_ANY_MORE = "【代行】{name} {span}外出改由他人代行。"
DECLINED = "【外出】{agent}不便代行，{span}还没有代行人，请回“改由某某代”。"
DECLINED_BY_YOU = "已告知{names}，另找人代行。"
NOBODY_NAMED_YOU = "目前没有请您代行的外出登记。"

#: Coming back, another day, called off.
IS_BACK = "已登记返回，{span}的外出结束。"
NOT_AWAY = "您没有登记外出，不用销。"
NOT_AWAY_YET = "登记的外出是{span}，还没有开始；要取消请回“取消外出登记”。"
HE_IS_NOT_AWAY = "{name}没有登记外出。"
NONE_TO_CHANGE = "您没有登记外出，请直接说，如“我周三到周五出差，王强代”。"
CHANGED_TO = "已改为：{span}{kind}{days}。{acting}"
CALLED_OFF_NOW = "已取消{span}的外出登记。"
UNDONE = "{name} {span}的外出登记已撤销"
UNDONE_CHANGE = "{name}的外出登记已改回{span}"
UNDONE_BACK = "{name}尚未返回，外出登记仍为{until}"
NOT_BEFORE = "返回的日子在出发之前，请说明哪天回来。"
TOO_LATE = "这条登记后来又变了，不能再撤销，请直接说现在的安排。"
STILL_AWAY = "【外出】您登记外出已{days}天，还没有登记返回。已返校请回“已返校”。"
MEANWHILE = "【返回】外出到昨天结束。外出期间：{counts}。\n回“我的待办”可看详情；尚未返回请回“改到周四回来”。"
MEANWHILE_NOW = "外出期间：{counts}。"
YOURS_TO_DO, DONE_BY_OTHERS = "待您办理{count}件", "已办结{count}件"

#: Who is away.
NOBODY_IS_AWAY = "{span}没有外出登记。"
AWAY_HEAD = "{span}外出："
AWAY_LINE = "{name} {span}{kind}{acting}"
ACTED = "，{agent}代"
MORE = "另有{count}人。"
HE_IS_AWAY = "{name}{span}外出{acting}。"
HE_IS_HERE = "{name}没有外出登记。"
WILL_BE_AWAY = "{name}{span}外出{acting}，目前没有外出登记。"
MAY_NOT_SEE = "外出情况请问{contact}。"
ONLY_PRIVATELY = "外出情况请私聊我查。"

#: Handing over.
HANDOVER_LIST, HANDOVER, HANDED = "handover.list", "handover.start", "handover.give"
MAY_NOT_HAND_OVER = "交接由本人、联络员或管理员办理，请找{contact}。"
HOLDS_NOTHING = "{name}名下没有未办结的事项。"
HOLDS = (
    "【交接】{name}名下：{counts}。\n{lines}\n"
    "全部交接请回“交接 {name} → 接手人”；逐项请写序号，如“交接 {name} 1、3 → 接手人”。"
)
NUMBERED = "{number}. {kind}：{line}"
AND_MORE = "……另有{count}件。"
TO_WHOM = "交给谁？请写接手人姓名。"
TAKER_IS_GIVER = "接手人不能是本人。"
NO_SUCH_NUMBER = "没有第{number}项，共{count}项。"
CONFIRM_HANDOVER = "请确认交接：{giver} → {taker}，{counts}。\n{lines}\n确认后告知双方。"
HANDED_OVER = "已交接给{taker}：{counts}。"
NOT_MOVED = "未能交接{count}件，请到相应功能里办理：{lines}"
TO_TAKER = "【交接】您接手{giver}的工作：{counts}。\n{lines}\n回“我的待办”可看详情。"
TO_GIVER = "【交接】您名下的{counts}已交给{taker}。"
HANDOVER_UNDONE = "{giver}交给{taker}的{counts}已退回"
GONE = "【交接】{name}已离岗，名下还有{counts}没有交接。\n{lines}\n请回“交接 {name} → 接手人”。"
MOVED_ON = "【交接】{name}的{what}有变动，名下还有{counts}。\n{lines}\n需要交接请回“交接 {name} → 接手人”。"
POST, CHARGE, ROLE = "职务", "分工", "角色"

#: A secretary who speaks for somebody.
SPEAKS, SPEAKS_DECIDE, SPEAKS_NO_MORE = "secretary.name", "secretary.decide", "secretary.end"
SECRETARY_IS_SELF = "代办人不能是本人。"
SPEAKS_ALREADY = "{secretary}已经是{name}的代办人。"
ASKED_THE_OFFICE = "已请{office}确认由{secretary}代办您的通知（收到、请假、交办）。到场、投票、签到、承诺仍由本人办理。"
ASK_OFFICE = (
    "【代办】{name}请{secretary}代办通知（收到、请假、交办），请确认。\n"
    "同意请回“同意代办 {row}”，不同意请回“不同意代办 {row}”。"
)
AGREE, DECLINE_IT = "同意", "不同意"
SAY_AGREE, SAY_DECLINE = "同意代办 {row}", "不同意代办 {row}"
SECRETARY_CARD = "{name}的代办"
NO_SUCH_ROW = "没有编号是{row}的代办申请。"
DECIDED_ALREADY = "这条代办申请已经处理过了。"
ONLY_OFFICE = "代办由联络员确认，可请{contact}办理。"
AGREED_TO = "已确认：{secretary}代办{name}的通知。"
REFUSED_TO = "已答复不同意。"
TO_THE_ONE = "【代办】已确认由{secretary}代办您的通知，显示为“{name}（{secretary}代）”。取消请回“取消{secretary}代办”。"
TO_SECRETARY = "【代办】您可代{name}办理通知：收到、请假、交办，写明代谁即可。\n到场、投票、签到、承诺不能代办。"
REFUSED_TELL = "【代办】联络员不同意由{secretary}代办，可另选他人或找{contact}。"
ENDED = "已取消{secretary}代办{name}的通知。"
ENDED_TELL = "【代办】{secretary}不再代办{name}的通知。"
NONE_TO_END = "{name}没有这样的代办人。"
SPEAKS_AGAIN = "{secretary}仍代办{name}的通知"
SPEAKS_NOT = "{secretary}不代办{name}的通知"
