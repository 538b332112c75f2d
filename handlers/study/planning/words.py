"""What is said of studies that are planned. The first twenty characters say what kind, when, which."""

from __future__ import annotations

HEAD = "【{kind}】{when} {title}"
PLACE, TOPIC, NOTE = "地点：{place}", "专题：{topic}", "要求：{note}"
ROLE, TITLED = "{part}：{names}", "{name}《{title}》"
SITS_IN, EXEMPT, APART = "列席：{names}", "免签：{names}", "不计入应到：{names}"
APART_ONE = "{name}（{why}）"
WINDOW, CODED = "签到：{opens}–{closes}", "，要签到码"
WANTS, WANTS_SOON = "会后交{what}，{by}前", "会后交{what}"
HOST = "组织人：{who}"
UNTITLED, OF_BRANCH = "学习", "{branch}{kind}"

#: Asking for what is missing.
WHO_ATTENDS = "请问哪些人参加？如“机关党支部”“维修中心全体”“主管以上”，或写姓名。"
COMMITTEE = "请问支委会哪些人参加？请写姓名，如“陆主任、张老师”。"
UNKNOWN = "没有找到“{said}”。请问哪些人参加？写单位、支部、职级或姓名，如“维修中心全体”。"
WHICH_ONE = "“{said}”是哪一位？"
PERSON = "{name}（{number}）"
NOBODY_THERE = "“{audience}”现在没有人。请问哪些人参加？如“机关党支部”，或写姓名。"
ROLE_UNKNOWN = "没有找到“{said}”（{part}）。是外请的请选1，不是请写姓名。"
OUTSIDE = "是外请的"
NOT_FOUND = "没有找到“{said}”，请写姓名或工号。"
NOT_UNDERSTOOD = "没有看懂要改什么。可以回“改到周四下午3点”“地点302”“加上张三”“领学改为李四”，或回“确认”。"
WHEN = "请问什么时间学习？如“周四下午3点”。"

#: The one confirmation.
CONFIRM = "请确认学习通知：\n{text}\n参加：{audience}（{count}人）"
VOTERS = "有表决权{count}人，到会超过半数方可表决。"
LEADS = "学习前{leads}提醒。"
NO_PLACE = "地点没有写，可回“地点302”补上。"
CLASH = "注意：{names}这时已有“{title}”（{when}）。"
SAME_PLACE = "注意：{place}这时已有“{title}”（{when}）。"
ALREADY = "注意：这一天已有“{title}”（{when}），改时间请说“{title}改到…”。"
AWAY = "注意：{who}这时外出。"
GUARDED = "注意：这一天在{period}内。"
PLANNED = "已发出：{title}，{when}，应到{count}人，{opens}开始签到。{held}要改请说“{title}改到…”。〔{number}〕"
PLANNED_LATER = "已确认：{title}，{when}，应到{count}人，{opens}开始签到。{held}〔{number}〕"
IS_PAST = "这个时间已经过了，没有发出。请重新说明时间。"
GROUP = "{head}\n{place}请应到的同志看各自收到的通知。"

#: How a part is printed, where it is not called as it is kept.
PRINTED = {"培训授课": "主讲"}
#: To those who have something to do.
YOUR_PART = "【{part}】{when} {title}\n请您{does}{topic}。{ask}〔{number}〕"
DOES = {
    "领学": "领学", "主题发言": "作主题发言", "研讨发言": "作研讨发言", "总结讲话": "作总结讲话", "主持": "主持",
    "讲党课": "讲党课", "培训授课": "授课",
}  # fmt: skip
ABOUT = "，专题：{topic}"
WITH_TITLE = "，题目《{title}》"
ASK_TITLE = "请回“发言题目：…”，告诉我题目。"
NO_LONGER = "【更正】{when} {title}：本次不用您{does}，原通知作废。〔{number}〕"
TITLE_KEPT = "已记下您的题目《{title}》：{study}，并已告诉组织人。"
TITLE_TOLD = "【学习】{who}的{part}题目：《{title}》（{study}）。〔{number}〕"
NO_PART = "您近期没有发言或授课安排。"
TITLE_BACK = "{title}的发言题目照原来的"

#: Which study.
NO_STUDY = "没有找到您组织的这个学习。要看安排请说“近期学习安排”。"
NOT_YOURS = "这个学习由{who}组织，请找组织人办理。"
WHICH = "是哪一个学习？"
CHOICE = "{when} {title}"
HAS_BEGUN = "{title}已经开始签到，不能再改。要结束请说“结束签到”，不办了请说“取消{title}”。"
APART_PRIVATELY = "谁不计入应到和原因，请私聊我说。"
PRIVATELY = "学习的安排请私聊我办理。"

#: Changing.
TO_WHAT = "请问改到什么时间？如“周四下午3点”。"
NOTHING_CHANGES = "没有变化，不用改。"
FROM_TO_TIME, FROM_TO_PLACE, FROM_TO_TOPIC = (
    "时间：{old} 改为 {new}",
    "地点：{old} 改为 {new}",
    "专题：{old} 改为 {new}",
)
NOT_SET = "未定"
CONFIRM_CHANGE = "请确认改动“{title}”，{told}：\n{lines}"
TELLS, TELLS_THEM = "通知{count}人", "只告知有关的人"
NEW_WINDOW = "签到：{opens}–{closes}"
CHANGED = "已改动：{title}\n{lines}"
CHANGED_BY = "【学习】{who}改了您组织的“{title}”：\n{lines}"
MOVED_MEANWHILE = "这个学习刚才已有改动，请再说一次要改什么。"
ROLE_SET, ROLE_ADD, ROLE_DROP = "{part}改为：{names}", "{part}增加：{names}", "{part}去掉：{names}"
JOINING, LEAVING = "增加：{names}", "不再参加：{names}"
NOW_SITS, NOW_EXEMPT, NOW_APART = "列席：{names}", "免签：{names}", "不计入应到：{names}"
NOW_COUNT = "改后应到{count}人。"
CHANGED_BACK = "{title}照原来的：{when} {place}"
AS_BEFORE = "{title}的名单和分工照原来的，刚才的改动作废"

#: Calling off.
CONFIRM_CANCEL = "请确认取消：{when} {title}，通知{count}人。"
CANCELLED = "已取消：{when} {title}，已告知{count}人。"
CANCELLED_BY = "【学习】{who}取消了您组织的“{title}”：{when}。"
IS_CANCELLED = "本次取消，请不用到。"
RESTORED = "{when}的{title}照常举行，请按原通知参加"
TAKEN_BACK = "{title}的通知撤销，{when}不用到"
TOO_LATE = "学习已经开始签到或又有改动，不能撤销。"

#: Asking.
LIST_HEAD = "{span}学习安排："
LINE, LINE_PLACE, LINE_MINE, LINE_ROLE = "{when} {title}", "，{place}", "（您组织）", "（您{part}）"
NONE_FOUND = "{span}没有您的学习安排。"
WHEN_IS = "{title}：{when}，{place}。"
PLACE_OPEN = "地点未定"
ITS_TOPIC, NO_TOPIC = "专题：{topic}。", "专题没有写，可问组织人{who}。"
ITS_ROLES, NO_ROLES = "{roles}。", "没有安排领学和发言，可问组织人{who}。"
YOU_DO, YOU_DO_NOT = "您要{does}{title}。", "您这次没有发言、领学的安排。"
WHO_COMES = "参加：{who}。"
IS_OFF = "{when}的{title}已取消。"
MORE, MOST_LISTED = "另有{count}个。", 8
TODAY_LINE = "{time} {title}{place}{mine}"
A_STUDY = "学习"
CALENDAR_TEXT = "组织人：{who}"
