"""What is said of reminders."""

from __future__ import annotations

import re

#: Setting one.
ENROL_FIRST = "您还没有登记，请先私聊我说“绑定 工号 姓名”。"
OWN_ACCOUNT = "这是公用账号，请用您自己的账号设提醒。"
SET = "{when}提醒您：{text}。"
SET_BY_RULE = "{said}提醒您：{text}。第一次：{when}。"
BY_CLOCK = "{said}提醒您：{text}，今天{until}止。"
HOUR_IS_OURS = "没说几点，按本部门设定{hour}提醒。"
UNDO = "有误请回“撤销”。"
ON_DAYS_OFF = {
    "skip": "逢节假日停一次。", "shift": "逢节假日顺延到下一工作日。", "shift_back": "逢节假日提前到前一工作日。",
    "ask": "逢节假日先问您。", "keep": "",
}  # fmt: skip
UNTITLED = "您定的时间到了"
SEVERAL = "已设{count}个提醒："
EACH = "{number}. {line}"
NOT_PUBLISHED = "{year}年放假安排尚未公布，公布后重新核对。"

#: Asking.
WHEN = "什么时候提醒？请说时间，如“明天下午3点”。"
WHEN_AND_WHAT = "什么时候、提醒什么？请一起说，如“明天下午3点交材料”。"
ASK_AGAIN = "{why}"
WHICH_DAY = "“{said}”请问具体哪一天？"
WHAT_HOUR_TODAY = "请问今天几点提醒？"
IS_PAST = "{when}已经过了，请另说时间。"
LEAD_IS_PAST = "按提前的时间算，{when}已经过了，请另说几点提醒。"
TOO_FAR = "时间太远了，请说五年以内的时间。"
NO_TIME_HEARD = "没有听出时间，提醒没有设。请再说一次，如“提醒我明天下午3点交材料”。"
YES = "是的"
YES_WORDS = ("是", "对", "对的", "嗯", "没错", "好", "好的", "可以", "行")
EVERY_FEW_MINUTES = "间隔太短，请说10分钟以上。"

#: Ringing.
RUNG = "〔提醒〕{late}{text}{due}"
SENT_LATE, MEANT = "〔补发〕", "原定"
FOR = "（代{who}）"
SAY_DONE, SAY_LATER, SAY_NO_MORE = "已办 {row}", "稍后 {row}", "不再提醒 {row}"
RUNG_AGAIN = "〔提醒〕{text}（再次）"
HOW_TO_ANSWER = "办完请回“已办 {row}”，或回“稍后 {row}”。"
HOW_TO_STOP = "不再提醒请回“不再提醒 {row}”。"
ORIGINALLY = "（原定{when}）"
CARD_TITLE = "提醒 {text}"
DONE, LATER, NO_MORE = "已办", "稍后", "不再提醒"
NOT_SETTLED_YEAR = "（{year}年放假安排尚未公布）"

#: Answers.
NOTED_DONE = "已记：{text}，已办。"
NOTHING_RUNG = "没有等您回的提醒。"
SNOOZED = "{when}再提醒您：{text}。"
MUTED = "好的，不再提醒：{text}。{undo}"
MUTED_FOR_GOOD = "好的，{text}今后不再提醒。{undo}"
WHICH = "哪一个提醒？"
NONE = "您没有设提醒。要设请说“提醒我明天下午3点交材料”。"
SETTLED = "这条提醒已经处理过，不用再回：{text}"
NO_SUCH = "没有找到这个提醒。查看请说“我的提醒”。"
CANCELLED = "已取消提醒：{text}（{when}）。{undo}"
CANCELLED_ALL = "已取消{count}个提醒：{names}。有误请回“撤销”。"
CHANGED = "提醒已改到{when}：{text}。{undo}"
CHANGED_RULE = "提醒已改为{said}：{text}。下一次：{when}。{undo}"
ONE_DAY_ONLY = "这是定期提醒，请说新的周期，如“提醒改到每周四下午4点”；只改时刻可说“提醒改到10点”。"
NOT_A_TIME = "没有听出改到什么时候。请说“提醒改到明天10点”。"
NOT_YET = "日历里还算不出下一次"
LIST_HEAD = "您的提醒："
LIST_ITEM = "{row}号 {when} {text}"
LIST_FOR = "（给{who}）"
LIST_HOW = "改请说“提醒{row}号改到10点”，取消请说“取消提醒{row}号”。"
LIST_MORE = "另有{count}个。"
PUT_BACK = "提醒已恢复：{text}"
TAKEN_BACK = "提醒已撤销：{text}"
BY_RULE = "{said}，下一次{when}"

#: 免打扰.
QUIET = "好的，{when}前不打扰您，到时一并发给您。突发事件和当天的紧急变动照常通知。恢复请回“取消免打扰”。"
QUIET_FROM_NOW = "免打扰从现在算起，请说到几点为止，如“免打扰到下午4点”。"
QUIET_EVERY_DAY = (
    "每天固定的免打扰时段按单位和班次设定，可请{contact}调整。只要今天，可回“今天别发消息”；突发事件照常通知。"
)
QUIET_TOO_LONG = "免打扰最长3天。外出请说“我周三到周五出差，由王强代”。"
LOUD = "免打扰已取消，消息照常发给您。"
NOT_QUIET = "您没有开免打扰。"

#: Others.
CONFIRM = "{when}提醒{who}（{count}人）：{text}。{notes}{call}"
CONFIRM_RULE = "{said}提醒{who}（{count}人）：{text}。第一次：{when}。{notes}{call}"
CALL = "\n要改请直接说。"
FIRST_OF = "{said}，第一次"
SCHEDULED = "已定，{often}{when}提醒{who}（{count}人）：{text}。有误请在10分钟内回“撤销”。"
WHO_IS_IT = "没有找到“{names}”，请写姓名、单位或职务。"
WHICH_PERSON = "“{name}”是哪一位？"
MAY_NOT = "提醒{who}不在您的权限内，可请{contact}代发。"
NOBODY = "“{who}”里现在没有人，请另写提醒谁。"
MORE_PEOPLE = re.compile(r"(?:再|还要|也)?(?:加上?|叫上|带上|抄送)(?P<who>[^,，。]{2,30})")
INSTEAD = re.compile(r"^(?:时间|提醒)?(?:改|换|调)(?:到|成|为|在)|^(?:还是|不如|就)")
NO_LONGER = "此提醒作废，不用办理。"
NOT_ASKED = "没有等您定的事项，或不止一项，请写明编号，如“照开 12”。"
OTHERS_HEAD = "〔提醒〕{text}"
AT_ONCE = "现在"

#: Holidays: what every holiday of three days and more is preceded by.
EVES_ON = "已启用节前提醒：{days}天及以上的假期前{before}个工作日，提醒各单位负责人节前三件事。停用请说“停用节前提醒”。"
EVES_OFF = "已停用节前提醒。"
EVES_WERE_OFF = "节前提醒没有启用。"
EVES_NOT_YOURS = "节前提醒由联络员或管理员启用，可找{contact}。"
EVES_HEAD = "〔节前提醒〕{name}{first}至{last}放假，请办三件事"
EVES_TEXT = (
    "1. 值班表：{by}前报送假期值班安排。\n2. 安全检查：放假前查一遍水、电、燃气、门窗和消防。\n"
    "3. 廉洁提醒：严格执行中央八项规定精神，不公车私用，不收送礼品礼金。"
)
IN_LIEU, NEW_YEARS_EVE, HOLIDAY = "调休", "除夕", "假期"
FOR_OTHERS = "定时提醒"

#: The calendar.
UNSETTLED = (
    "【日历】{year}年放假安排尚未导入。国务院通知一般11月公布，导入前，{year}年的节假日和调休按法定假日推算。\n"
    "通知发布后请管理员导入。"
)
