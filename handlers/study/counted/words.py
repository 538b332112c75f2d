"""What staff read of numbers of studies."""

from __future__ import annotations

ENROL_FIRST = "请先登记，才能查学习情况。请私聊我说“我是 姓名 工号”。"
PRIVATELY = "学习情况请私聊我问。"
NOT_FOR_YOU = "学习考勤由组织人、支部书记和联络员查看，可联系{contact}。您自己的请说“我今年的学习情况”。"
NOT_THEIRS = "{whose}的学习考勤由该单位（支部）和联络员查看，可联系{contact}。"
UNKNOWN = "没有找到“{said}”，请写支部、单位或姓名，如“本季度机关党支部的出勤率”。"
NOTHING = "【学习】{said}没有已结束的学习。"
NOTHING_SEEN = "【学习】{said}没有您能查看的已结束的学习。您自己的请说“我今年的学习情况”。"

HEAD = "【学习】{said}：学习{count}次"
NUMBERS = "应到{expected}人次，实到{there}人次，请假{leave}，公出{on_duty}，缺勤{absent}，出勤率{rate}"
OF_THEM = "实到中{of}"
STATUS_COUNT = "{status}{count}"
ASIDE = "另有{of}"
LATER, SITTING_IN, NEED_NOT, APART = "缺勤请假后补学{}人次", "列席{}人次", "免签{}人次", "不计入应到{}人次"
HELD = "本{what}组织{count}次"
WHAT = {"branch": "支部", "unit": "单位"}
HOW_COUNTED = "（出勤率为实到除以应到，请假单列）"
EACH_HEAD = "【学习】{said}，按{by}："
EACH_HELD = "组织学习{count}次，"
EACH_TIMES = "{name}：{count}次"
EACH_NONE = "{name}：组织学习{count}次"
ALTOGETHER = "合计{count}次"
BY = {
    "branch": "支部", "unit": "单位", "person": "人员", "kind": "类别", "month": "月", "quarter": "季度",
    "half": "半年", "year": "年", "plan": "计划",
}  # fmt: skip
OTHER = {"branch": "未列入支部的人", "unit": "未列入单位的人"}
NO_PLAN = "计划外"
MORE = "其余{count}项请说“导出{said}学习考勤”。"
_ONE = "应到{expected}次，实到{there}次{of}，请假{leave}次，公出{on_duty}次，缺勤{absent}次，出勤率{rate}"

PERSON = "【学习】{name}{called}：" + _ONE
YOURS = "【学习】您{called}：" + _ONE
NONE_YOURS = "【学习】您{called}没有已结束的学习记录。"
NONE_THEIRS = "【学习】{name}{called}没有已结束的学习记录。"
ASIDE_ONE = "另{of}"
SITTING_IN_ONE, NEED_NOT_ONE, APART_ONE = "列席{}次", "免签{}次", "不计入应到{}次"
MISSED = "{status}：{names}"
MISSED_ONE = "{day}{title}{later}"
IS_LATER, NOT_LATER = "（已补学）", "（未补学）"
AND_MORE = "{names}等{count}次"

NOBODY_ABSENT = "【学习】{said}没有人缺勤。"
ABSENT = "【学习】{said}缺勤（请假、公出不算），按排序号："
ABSENT_LEAST = "【学习】{said}缺勤{least}次以上（请假、公出不算），按排序号："
ABSENT_ONE = "{name}{count}次"
NOT_LISTED = "缺勤较少的{count}人没有列出，全部请说“导出{said}学习考勤”。"
IN_A_ROW = "【学习】{said}同类学习连续缺勤{least}次以上（请假、公出不算），按排序号："
IN_A_ROW_ONE = "{name}：{kind}{first}至{last}连续{count}次{since}"
HAS_COME = "，之后已参加或请假"
NOBODY_IN_A_ROW = "【学习】{said}没有人同类学习连续缺勤{least}次。"

LEDGER_GIVEN = "{said}学习考勤台账已发您，内含个人考勤，请勿转发到群里。"
SHEET_GIVEN = "{title}的签到表已发您，内含个人考勤，请勿转发到群里。〔{number}〕"
NO_SHEET = "近期没有可导出的签到表。要一段时间的请说“导出本季度学习考勤”。"
NO_SUCH_SHEET = "没有找到这次学习的签到表，请带上编号，如“导出签到表 XX-0012”。"
NO_SHEET_FOR_YOU = "没有找到您可以看的这份签到表。您自己的情况请说“我今年的学习情况”。"
NOT_YOUR_SHEET = "这次学习由{who}组织，签到表请找组织人。"
WHICH_SHEET = "请问导出哪一次的签到表？"

YOU_SIGNED = "【签到】您{at}已签到（{status}）：{day}{title}。〔{number}〕"
YOU_NEED_NOT = "【签到】您不用签到：{day}{title}。〔{number}〕"
YOU_ARE_EXCUSED = "【签到】记的是{status}：{day}{title}。〔{number}〕"
NOT_SIGNED_YET = "【签到】还没有您的签到：{day}{title}。到了请回“签到”。〔{number}〕"
YOU_DID_NOT_SIGN = "【签到】没有您的签到：{day}{title}。当时在场的请回“补签”加原因。〔{number}〕"
NOT_ON_ANY = "【签到】近期没有您要签到的学习。"
