"""What stands in the workbooks of attendance."""

from __future__ import annotations

SIGNED, SUMMARY, PLACES, STUDIES, MISSING, SPEECHES, NOTES = (
    "签到表", "汇总", "各支部各单位", "各次学习", "未签到", "发言讲课", "说明",
)  # fmt: skip
SIGNED_HEAD = ("序号", "姓名", "单位", "支部", "职务", "应到类别", "状态", "签到时间", "方式", "备注")
SIGNED_WIDTHS = (4, 6, 12, 12, 10, 6, 5, 12, 9, 14)
MISSING_ONE_HEAD = ("序号", "姓名", "单位", "支部", "职务", "状态", "补学")
MISSING_ONE_WIDTHS = (4, 6, 12, 12, 10, 5, 12)
SUMMARY_HEAD = (
    "序号", "姓名", "单位", "支部", "应到", "实到", "其中迟到", "其中线上", "其中补签", "请假", "公出", "缺席", "补学",
    "出勤率",
)  # fmt: skip
SUMMARY_WIDTHS = (4, 6, 12, 12, 4, 4, 6, 6, 6, 4, 4, 4, 4, 5)
PLACES_HEAD = ("类别", "名称", "组织学习次数", "应到人次", "实到人次", "请假", "公出", "缺席", "补学", "出勤率")
PLACES_WIDTHS = (4, 14, 7, 6, 6, 4, 4, 4, 4, 5)
STUDIES_HEAD = (
    "编号", "时间", "类别", "题目", "地点", "组织人", "应到", "实到", "请假", "公出", "缺席", "补学",
    "列席", "免签", "不计入应到", "出勤率", "有表决权", "到会有表决权", "是否超过半数",
)  # fmt: skip
STUDIES_WIDTHS = (5, 9, 5, 14, 8, 5, 4, 4, 4, 4, 4, 4, 4, 4, 6, 5, 5, 7, 7)
MISSING_HEAD = ("序号", "时间", "编号", "类别", "题目", "姓名", "单位", "支部", "状态", "补学")
MISSING_WIDTHS = (4, 9, 5, 5, 14, 6, 12, 12, 5, 9)
SPEECHES_HEAD = ("序号", "日期", "姓名", "内容", "题目", "学习")
SPEECHES_WIDTHS = (4, 7, 6, 6, 18, 16)
SPEAKERS_NOTE = "各人次数：{counts}"
SPEAKER = "{name}（{counts}）"
NOTES_HEAD, NOTES_WIDTHS = ("项目", "内容"), (8, 40)

ABSENT, NOT_YET, NOT_COME, NEED_NOT, APART = "缺席", "未签到", "未到", "免签", "不计入应到"
LATER = "已补学（{day}）"
BY_ANOTHER = "{how}（{name}）"
BRANCH, UNIT = "支部", "单位"

OVER, LONGEST_TITLE = " {when} {place}", 60
FILE_ONE, FILE_SPAN = "签到表 {title} {day}", "{said}学习考勤台账"
TITLE, KIND, TIME, PLACE, ORGANISER, WINDOW = "题目", "类别", "时间", "地点", "组织人", "签到时间"
NUMBER, SPAN, COUNT, WHOSE = "编号", "起止时间", "学习次数", "范围"
FIGURES, ASIDE, VOTES, HOW, SET, BY = "人数", "另有", "表决", "统计口径", "本部门设定", "导出"
WINDOW_SAID = "{opens}至{closes}，{late}后记迟到，以消息到达平台的时间为准"
WINDOW_IN_TIME = "{opens}至{closes}，以消息到达平台的时间为准"
STILL_OPEN = "签到还没有结束，人数以结束时为准"
NOT_BEGUN = "签到还没有开始，本表供现场使用"
FIGURES_SAID = (
    "应到{expected}，实到{there}（正常{present}、迟到{late}、线上{online}、补签{made_up}），请假{leave}，公出{on_duty}，"
    "缺席{absent}，未签{unsigned}，出勤率{rate}"
)
ASIDE_SAID = "列席{sitting_in}，免签{need_not}，不计入应到{apart}，缺席请假后已补学{later}"
VOTES_SAID = "应到有表决权{voters}，到会有表决权{voting}，{half}"
HOW_SAID = (
    "应到为出席范围内的人，免签、列席和因故不计入的不在内；实到含正常、迟到、线上、补签；应到=实到+请假+公出+缺席+未签；"
    "出勤率=实到/应到，请假、公出单列，不算到；补学单列，不改变缺席；预备党员计出席，不计表决权"
)
ROSTER_SAID = "单位、支部以学习当时为准；请假只列类别，不列事由；次序按排序号"
SETTINGS_SAID = "签到提前{before}分钟，截止为开始后{after}分钟，宽限{grace}分钟，补学期限{days}天"
BY_SAID = "{name} {at}"
EVERYTHING = "本人可查看的全部学习"
OPERATOR = "系统管理员"
