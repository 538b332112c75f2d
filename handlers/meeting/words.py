"""What is said of meetings. The first twenty characters say that it is a meeting, when, and which."""

from __future__ import annotations

#: A notice.
HEAD = "【会议】{when} {title}"
NUMBERED = "{year}年第{number}次{title}"
PLACE, AGENDA, ITEM, AUDIENCE, NOTE = "地点：{place}", "议题：", "{number}. {text}", "参加：{audience}", "要求：{note}"
COLLECTS = "会前请报{what}，{by}前，说“报{what}：…”。"
COLLECTS_SOON = "会前请报{what}，说“报{what}：…”。"
HOST = "召集人：{who}"
UNTITLED = "会议"

#: Asking for what is missing.
WHO_ATTENDS = "请问通知哪些人参加？如“各中心主任”，或写姓名。"
UNKNOWN = "没有找到“{said}”。请问通知哪些人参加？如“各中心主任”，或写姓名。"
WHICH_ONE = "“{said}”是哪一位？"
PERSON = "{name}（{number}）"
NOBODY_THERE = "“{audience}”现在没有人。请问通知哪些人参加？如“各中心主任”，或写姓名。"
NOT_UNDERSTOOD = "没有看懂要改什么。可以回“改到周四下午3点”“地点302”“加上张三”“去掉李四”，或回“确认”。"
MAY_NOT_CALL = "召集会议请联系本单位负责人或{contact}办理。"
MAY_NOT = "您不能召集{names}开会。可请{contact}办理。"
ENROL_FIRST = "您还没有登记，请先私聊我说“绑定 工号 姓名”。"
PRIVATELY = "会议的事请私聊我办理。"

#: The one confirmation.
CONFIRM = "请确认会议通知：\n{text}\n参加：{audience}（{count}人）"
CONFIRM_SERIES = (
    "请确认固定会议：\n{rule} {title}\n{text}\n参加：{audience}（{count}人）\n"
    "第一次：{first}。每次提前{ahead}天发通知，逢休息日再往前；会期遇节假日先问您。"
)
LEADS = "会前{leads}提醒。"
NO_PLACE = "地点没有写，可回“地点302”补上。"
CLASH = "注意：{count}人这时已有“{title}”（{when}）。"
SAME_PLACE = "注意：{place}这时已有“{title}”（{when}）。"
GUARDED = "注意：这一天在{period}内。"
ALREADY = "注意：这一天已有“{title}”（{when}），改时间请说“{title}改到…”。"
SENT = "已发出：{title}，{when}，{count}人。谁没回请说“谁还没回”。{held}"
BEGUN = "已定下：{rule} {title}。第一次：{first}。"
NO_FIRST = "这个规律算不出下一次，请换个说法，如“每周一上午9点”。"
ENDED_BEFORE_SENT = "这个时间已经过了，没有发出。请重新说明时间。"

#: Which meeting.
ONE_AT_A_TIME = "会议一次取消一个，请写明是哪一个，如“取消明天的例会”。"
NO_MEETING = "没有找到您召集的这个会议。要看会议请说“近期会议”。"
NOT_YOURS = "这个会议由{who}召集，请联系召集人。"
WHICH_MEETING = "是哪一个会议？"
CHOICE = "{when} {title}"
ONE_OR_ALL = "“{title}”是固定会议，{what}这一次，还是以后都{what}？"
ONLY_THIS, FROM_NOW = "只{what}这一次", "以后都{what}"
MOVE, STOP = "改", "取消"
HAS_BEGUN = "这个会议已经开始，不能再改。"

#: Changing.
TO_WHAT = "请问改到什么时间？如“周四下午3点”。"
NOTHING_CHANGES = "时间和地点都没有变，不用改。"
FROM_TO_TIME = "时间：{old} 改为 {new}"
FROM_TO_PLACE = "地点：{old} 改为 {new}"
NO_PLACE_YET = "未定"
CONFIRM_CHANGE = "请确认改动“{title}”，通知{count}人：\n{lines}"
KEEP_ANSWERS, ASK_ANEW = "确认，原来的回复有效", "确认，请大家重新回复"
CHANGED = "已通知{count}人：\n{lines}"
SERIES_MOVED = "已改：{title}以后{rule}，第一次{first}。"
CONFIRM_SERIES_MOVE = "请确认：{title}以后改为{rule}，第一次{first}。"
CONFIRM_PEOPLE = "请确认“{title}”参会人员：\n{lines}\n共{count}人。"
JOINING, LEAVING = "增加：{names}", "不再参加：{names}"
PEOPLE_CHANGED = "已改参会人员并通知：\n{lines}"
SAME_PEOPLE = "参会人员没有变，不用改。"
PEOPLE_BACK = "{title}的参会人员照原来的，以原通知为准"
SERIES_BACK = "{title}照原来的规律开"
COUNT_BACK = "{kind}次数照原来的，已开{count}次"
CHANGED_BACK = "{title}照原来的：{when} {place}。"

#: Calling off.
CONFIRM_CANCEL = "请确认取消：{when} {title}，通知{count}人。"
CONFIRM_END = "请确认：{title}以后都不开了，已发通知的{count}次一并取消。"
CANCELLED = "已取消：{when} {title}，已告知{count}人。"
IS_CANCELLED = "{when}的{title}取消，请不用到会。"
ENDED = "已停：{title}以后不再发通知。"
SKIPPED = "已定下：{when}的{title}停一次，以后照常。"
RESTORED = "{when}的{title}照常举行，请按原通知参加。"
TAKEN_BACK = "{title}的通知撤销，{when}不开会。"

#: Asking.
LIST_HEAD = "{span}会议："
LINE = "{when} {title}"
LINE_PLACE = "，{place}"
LINE_MINE = "（您召集）"
NONE_FOUND = "{span}没有您的会议。"
SPAN_NEAR = "近期"
WHEN_IS = "{title}：{when}，{place}。"
PLACE_OPEN = "地点未定"
LAST_NUMBER = "{when}的{title}是{year}年第{number}次。今年已开{count}次。"
HELD_SO_FAR = "{kind}今年已开{count}次。"
NONE_HELD = "今年还没有{kind}的记录。以前开过的可以说“今年{kind}已开20次”。"
NEXT_IS = "下一次：{when}，拟为第{number}次。"
COUNTED = "已记下：{year}年{kind}已开{count}次，下一次为第{next}次。"
NOT_COUNTED = "会议次数由办公室记，请联系{contact}。"
NO_AGENDA = "{title}（{when}）还没有议题。"
AGENDA_OF = "{title}（{when}）议题："
MOST_LISTED = 8
MORE = "另有{count}个。"

#: Before it.
TALLY = "【会议】{when} {title}：应到{expected}，已确认{confirmed}，请假{excused}，转交{handed}，未回{silent}{names}。"
NAMED, REMINDED = "（{names}）", "（{names}，已提醒）"
LEAVES = "请假：{names}。"
LEAVE_OF = "{name}{reason}"
RENUMBERED = "【会议】{title}次数变为第{number}次：前面有会议改期或取消。"

#: Answers.
CONSENT = "【请假】{who}请假，{when} {title}。这类会议请假须您同意；不同意请直接告诉本人，由本人改回“收到”。"
NEEDS_CONSENT = "这类会议请假须{who}同意，已报请。"
TOLD_ORGANISER = "已告知召集人{who}。"

#: Items, minutes, decisions.
ITEM_KEPT = "已收到，报给{who}：{title}（{when}）。"
ITEM_FOR_WHOM = "近期没有收{what}的会议。要报给谁请直接联系召集人。"
ITEM_LATE = "已过{by}的截止时间，仍为您转给召集人{who}。"
ITEM_LINE = "{number}. {who}：{text}"
ITEMS_HEAD = "【{what}汇总】{title}（{when}）已报{count}条："
ITEMS_NONE = "{title}（{when}）还没有人报{what}。"
ITEMS_MISSING = "还没报：{names}。"
ITEMS_FILE = "{title}{what}汇总"
COLLECTING = "已请{count}人报{what}{by}：{title}（{when}）。"
COLLECT_NOTICE = "【会前】{when} {title}请报{what}"
COLLECT_BY = "{by}前，说“报{what}：…”。"
UNTIL = "，{by}前"
MINUTES_KEPT = "已存{title}（{when}）纪要。要发给参会人员请说“发纪要”。"
MINUTES_WANTED = "还没有纪要。要存纪要请写“会议纪要：一、…”，或现在把文件发给我。"
MINUTES_FILE, IN_FILE = "会议纪要", "见附件。"
NO_FILE_HERE = "纪要附件在这里打不开，请向召集人领取。"
MINUTES_TAKEN_BACK = "{title}的纪要撤回，以重新发的为准。"
NO_MINUTES = "{title}（{when}）还没有纪要。请先说“会议纪要：…”。"
CONFIRM_MINUTES = "请确认发给{count}人：\n{text}"
MINUTES = "【纪要】{when} {title}\n{text}"
MINUTES_SENT = "纪要已发给{count}人。"
NO_PAST = "没有找到您最近召集的会议。请写明是哪个会，如“例会纪要：…”。"
DECIDED = "已记入{title}（{when}）决定：{text}"
WHO_CARRIES_OUT = "要交办请写明谁负责、什么时候完成，如“会议决定：食堂安全排查，孙主任负责，下周五前”。"
SOURCE = "{title}（{when}）"

#: Calendar files.
CALENDAR_GIVEN = "{title}（{when}）的日历文件，手机上点开可加入日历。"
NO_CALENDAR = "近期没有您的会议。"
CALENDAR_TEXT = "召集人：{who}"

#: The morning.
TODAY_LINE = "{time} {title}{place}"
