"""What staff read of leave, lateness, being online, signing others in and corrections."""

from __future__ import annotations

ENROL_FIRST = "请先登记，才能办理。请私聊我说“我是 姓名 工号”。"
#: 请假 without a study, a meeting or days.
WHICH_LEAVE = (
    "请写明是哪几天，如“我明天请假，由王强代”。不能参加会议或学习的，请引用它的通知或写上编号，再回“请假”和原因。"
)
SAY_PRIVATELY = "{question}请私聊我说清楚，群里不问。"
WHICH_STUDY = "您说的是哪一个学习？"
WHICH_OF_BOTH = "您要请哪一个的假？"
NO_STUDY = "近期没有您要参加的学习。如果是会议，请引用会议通知再说一次。"
ONLINE = "线上参加"
NOT_LISTED = "{who}不在“{title}”的名单上，不用{what}。"
YOU = "您"
NOBODY_CALLED = "没有找到“{name}”，请写姓名全称或工号。"
WHICH_PERSON = "“{name}”有几位，请问是哪一位？"

#: Leave.
ASKED = "{title}：{who}的{what}已报组织人{organiser}，等同意后告诉您。{why}"
WHY_MISSING = "原因可再回一句，如“请假 孩子发烧”，只有组织人能看到。"
ALREADY_SIGNED = "{who}已在{at}签到：{title}。要改请先回“撤销签到”，中途离开请告诉组织人{organiser}。"
ALREADY_EXCUSED = "{title}：{who}已记{what}，不用再报。"
EXCUSED = "{title}：{who}已记{what}。{told}"
TOLD_ORGANISER = "已告知组织人{organiser}。"
MAY_UNDO = "要改回“撤销”。"
EXCUSED_TELL = "【{what}】{title}：{name}{what}{by}{reason}。〔{number}〕"
EXCUSED_OTHER = "【{what}】{title}：{by}替您报了{what}，已记下{reason}。您要参加的话到时回“签到”。〔{number}〕"
ASK_TELL = "【待同意】{title}：{name}申请{what}{by}{reason}{at}\n请回“同意 {name}”或“不同意 {name} 理由”。〔{number}〕"
BY = "（{who}代报）"
BECAUSE = "，原因：{reason}"
NO_REASON = "，没写原因"
AT = "，消息{at}到达"
TOO_LATE = "{title}已结束超过{days}天，不能再{what}，请联系组织人{organiser}。"

#: The organiser's word.
NONE_WAITING = "现在没有等您同意的申请。"
NOT_WAITING = "没有{name}等您同意的申请，可能已经办过。"
WHICH_ASK = "有几件申请等您同意，请问是哪一件？"
ASK_LABEL = "{name} {what} {title}"
WITHDRAWN = "{title}：{name}的{what}申请已撤回。"
ALL_OF_THEM = "都同意"
GRANTED = "已同意：{what}。"
REFUSED = "没有同意：{what}。已告知本人。"
ONE = "{name}{what}（{title}）"
GRANTED_TOLD = "【已同意】{title}：您的{what}申请，{organiser}已同意。{more}〔{number}〕"
REFUSED_TOLD = "【未同意】{title}：您的{what}申请，{organiser}没有同意{reason}。{more}〔{number}〕"
GRANTED_OTHER = "【已同意】{title}：您替{name}报的{what}，{organiser}已同意。〔{number}〕"
REFUSED_OTHER = "【未同意】{title}：您替{name}报的{what}，{organiser}没有同意{reason}。〔{number}〕"
SIGN_ONLINE = "接入后请回“签到”，记为线上。"
IS_ONLINE = "您的签到已记为线上。"
SIGNED_BACK = "已记补签（消息{at}到达）。"
COME_THEN = "请按时参加，有困难请直接联系组织人。"
CALL_HIM = "有不同意见请直接联系组织人。"
DECISION_BACK = "{title}：{name}的{what}申请改回待同意。"
NOTHING_BACK = "这件事后来又有变动，不能撤销，请直接说要改成什么。"
PUT_BACK, STOOD = "已改回：{title}，{names}。", "{name}（{status}）"
#: Lateness.
LATE_NOTED = "已记下：{title}，您{late}{reason}。到了请回“签到”。{told}"
LATE_MIN = "晚到约{minutes}分钟"
LATE_SOME = "会晚到"
LATE_TELL = "【晚到】{title}：{name}{late}{reason}。〔{number}〕"
#: Being online.
ONLINE_NOW = "{title}：您可以线上参加，接入后请回“签到”，记为线上。"
ONLINE_DONE = "已签到（{at}，线上）：{title}。"
ONLINE_TELL = "【线上】{title}：{name}线上参加{reason}。〔{number}〕"
#: Signing in afterwards.
SIGNED_ALREADY = "您已签到（{at}，{status}）：{title}，不用补签。"
MADE_UP_DONE = "已记补签：{title}。"
MADE_UP_ASKED = "{title}的补签申请（消息{at}到达）已报组织人{organiser}确认，结果会告诉您。"
#: Signing others in.
SHARED_ACCOUNT = "这是公用账号，请写明是谁，如“到：李明、王丽”，由组织人或班组长用自己的账号发。"
NOTHING_OPEN = "现在没有开着的签到，不用代签。"
NOT_FOR_OTHERS = (
    "签到由本人办理，不能代签。请他本人私聊我回“签到”；没有账号的请告诉组织人{organiser}，由组织人或班组长代签。"
)
NOBODY_OF_UNIT = "“{unit}”在“{title}”的名单上没有还未签到的人。"
CONFIRM_UNIT = "代签：{title}，{count}人：{names}。有账号的会收到告知。确认请回“确认”。"
SIGNED_FOR_YOU = "【代签】{title}：{by}在{at}为您代签到。如果您没有到，请回“我没到”。〔{number}〕"
SIGNED_OTHERS = "已代签{count}人：{names}（{title}）。"
SAT_IN = "不在名单上，已记列席：{names}。应在名单上的请回“名单加上 姓名”。"
ALREADY = "已经签过：{names}。"
NOT_YOUR_TEAM = "不能由您代签：{names}。有账号的请本人回“签到”；不是本班组的请告诉组织人。"
UNKNOWN = "没有找到：{names}，请写姓名全称或工号再发一次。"
NOW = "现在实到{there}人，应到{expected}人。"
#: Corrections.
NOT_SIGNED = "未签到"
NOT_ON_IT = "{name}不在“{title}”的名单上，要加入请回“名单加上{name}”。"
WHY_CORRECT = "请问{name}改为{to}的原因？"
SAME = "{name}已经是{to}，没有改动。"
CORRECTED = "已更正：{title}，{name}由{was}改为{to}，原因：{reason}。已告知本人。"
CORRECTED_TOLD = "【更正】{title}：{by}把您的签到由{was}改为{to}，原因：{reason}。有不同意见请联系组织人。〔{number}〕"
IS_THERE = "{title}：您记的是{status}，没有记错，不用更正。"
COMES_ANYWAY = "{title}：您现记{status}。要参加的，请直接回“签到”，以签到为准。"
SENDS_ANOTHER = "已通知{who}列席。"
STILL_EXPECTED = "学习考勤不能由他人代替，您仍计在应到内；不能参加请再回“请假”和原因。"
NOTHING_WRONG = "近期没有您的签到记录。"
OBJECTS = (
    "【异议】{title}：{name}现记{status}，本人说“{said}”\n核实后如要更正，请回“{name}改为{to}”加原因。〔{number}〕"
)
OBJECTION_TOLD = "{title}：您现记{status}，您的说明已转给组织人{organiser}核实。"
#: Taking a sign-in back.
NOT_SIGNED_YET = "您还没有签到，没有可撤销的。"
UNSIGNED = "已撤销您的签到：{title}。到了请再回“签到”。"
#: The roster.
WHY_APART = "请问{names}不计入应到的原因？"
REMOVED, ADDED = "移出名单", "增补"
LISTED = {
    "出席": "已加入名单：{names}（{title}）。",
    "列席": "已改为列席：{names}（{title}）。",
    "免签": "已记免签：{names}（{title}）。",
    "不计": "已记不计入应到：{names}（{title}）。",
    "移出": "已移出名单：{names}（{title}）。",
}
EXPECTED = "现在应到{expected}人。"
#: The paper list.
LIST_SHOWN = (
    "【签到表】{title}：按“{name}”写入纸质签到\n匹配{count}人：{names}。{guests}{there}{unknown}\n确认写入请回“确认”。"
)
LIST_GUESTS = "不在名单上、记列席：{names}。"
LIST_THERE = "已签到不变{count}人。"
LIST_UNKNOWN = "未找到或同名{count}人：{names}。"
LIST_NOTHING_NEW = "【签到表】{title}：“{name}”里没有要补记的人。{unknown}"
LIST_TOO_LATE = "{title}已结束超过{days}天，签到表不再写入，个别更正请回“姓名改为正常 原因”。"
LIST_KEPT = "已写入纸质签到{count}人：{title}。现在实到{there}人，应到{expected}人。"
NO_LIST = "“{name}”里没有“姓名”或“工号”一列，没有写入。"
PHOTO_KEPT = "照片已随“{title}”留存备查；名单不从照片里读，请发签到表文件或回“到：姓名、姓名”。"
