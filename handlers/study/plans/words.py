"""Everything staff read of plans of a year and of how often each kind is held."""

from __future__ import annotations

#: A session is changed.
IN_PLACE = "（{place}）"
CONTENT_CHANGED = "安排有变，以本次通知为准"
FROM_TO = "{what}：{old} → {new}"
NONE = "（无）"

PRIVATELY = "学习计划的事请私聊我说。"
ENROL_FIRST = "请先登记。请私聊我说“我是 姓名 工号”。"
#: Plans, as they stand.
NO_PLAN = "还没有您能看到的学习计划。{how}"
HOW_TO_IMPORT = "要导入请说“导入学习计划”。"
WHICH_PLAN = "有几个学习计划，请问看哪一个？"
PLAN_HEAD = "【学习计划】{name}：共{count}次，已开{held}，待开{to_come}{undated}{passed}"
UNDATED = "，日期待定{count}"
PASSED = "，到期未登记{count}"
SESSION = "{no}. {when} {title}{topic}{place}，{state}〔{number}〕"
SESSION_TOPIC = " {topic}"
NUMBERS = "已开，应到{expected}实到{there}"
HELD_NOTED, DAY_OPEN, NOT_TOLD, TOLD, IS_OPEN, NOT_NOTED = (
    "已开", "日期待定", "未到通知时间", "已通知", "签到中", "到期未登记",
)  # fmt: skip
MONTH = "{year}年{month}月"
MORE_SESSIONS = "其余{count}次请导出“学习计划”表查看。"

#: How often each kind was held.
FREQUENCY_HEAD = "【学习频次】{period} {kind}（{said}，{source}）"
FREQUENCY_LINE = "{name}：已开{held}次{planned}{short}"
FREQUENCY_PLANNED = "，已安排{count}次"
FREQUENCY_SHORT = "，差{count}次"
NONE_MISSING = "都已开够。"
MISSING_HEAD = "还没开够的有{count}个："
ALL_HEAD = "【学习频次】共{all}项，{count}项还没开够，明细见表"
ALL_HELD = "【学习频次】共{all}项，都已开够，明细见表"
KIND_MISSING = "{kind}（{period}，{said}）：还差 {names}"
KIND_HELD = "{kind}（{period}，{said}）：都已开够"
NO_LINE = "还没有设定“{kind}”多久开一次。可在“学习频次”表里设定。"
MAY_NOT_SEE = "学习频次由联络员、支部书记查看，您可联系{contact}。"
NOT_YOUR_BRANCH = "您没有管理的支部，看不到学习频次，您可联系{contact}。"
FILE_NAME = "学习频次{period}"
LEAF, LEAF_HEAD = "学习频次", ("序号", "支部（党小组）", "类别", "周期", "应开", "已开", "已安排", "还差", "依据")
LEAF_NOTE = "只计次数。会后登记的也算已开；依据写明“系统默认”的，待本部门核定。"

#: A secretary is reminded.
REMINDED = "【学习频次】{until}前还差{count}项，请安排"
REMINDED_LINE = "{name} {kind}（{said}，{source}）：本期已开{held}次，差{short}次"
REMINDED_HOW = "已经开过的请说“登记 11月5日 {name} {kind} 已开”，便计入。"

#: What was held without signing in is noted.
WHICH_DAY = "请写明是哪一天开的，如“登记 11月5日 {whose} {kind} 已开”。"
WHOSE_WAS_IT = "请写明是哪个支部，如“登记 11月5日 机关党支部 {kind} 已开”。"
NOT_YET = "{day}还没到，开过再登记。"
MAY_NOT_NOTE = "会议登记由支部书记、支部联络员或联络员办理，您可联系{contact}。"
NOTED = "已登记：{day}{whose}{kind}已开，只计频次，不计考勤。回“撤销”可取消。〔{number}〕"
NOTED_ALREADY = "{day}{whose}{kind}已有记录，不用再登记。〔{number}〕"
NOT_NOTED_ANY_MORE = "已取消登记：{title}。"
NOTHING_TO_UNDO = "这次登记已经不在了，没有可撤销的。"
HOW_NOTED = "会后登记"

#: A plan comes as a file in the chat.
MAY_NOT_IMPORT = "学习计划由单位负责人、支部书记或联络员导入，您可联系{contact}。"
SEND_FILE = "请把学习计划的表格私聊发给我，核对后请您确认一次。没有表格请说“学习计划模板”。"
TEMPLATE_NAME = "学习计划模板"
TEMPLATE_GIVEN = "学习计划模板：每次学习一行，同一计划写同一名称，日期未定的写到月。填好私聊发给我。"
FILE_COMES = "已收到“{name}”，核对后请您确认。"
NOT_A_PLAN = "“{name}”不是学习计划表。请说“学习计划模板”取表填写，再发给我。"
OLD_FORM = "“{name}”是旧版格式，请用表格软件另存为新版表格后再发给我。"
FAULTS = "【学习计划】有{count}处要改，什么也没有导入：\n{faults}\n改好后请重新发来。"
MORE_FAULTS = "……另有{count}处。"
NOTHING_NEW = "【学习计划】与现有安排一样，没有变化。"
PREVIEW = "【学习计划】{counts}，共{rows}行：\n{lines}\n{told}确认导入吗？"
COUNT = "{kind}{count}次"
NEW_SESSION = "新增{no}：{when} {kind}{topic}（{audience}，{count}人）"
PREVIEW_MORE = "……另有{count}处。"
TOLD_NOW = "其中{count}次临近，确认后即发通知（共{people}人次）；其余提前{days}个工作日发。{speakers}"
TOLD_LATER = "每次提前{days}个工作日发通知，现在不发。{speakers}"
SPEAKERS_TOLD = "领学、发言、授课的人提前{days}个工作日私下告知。"
KEPT = "已导入学习计划：{counts}。说“学习计划”可查看，有误回“撤销”。"
CHANGED_SINCE = "学习计划刚刚变过，请再核对一次。"
IMPORT_UNDONE = "学习计划的导入已撤销。"
CANNOT_UNDO = "导入后又改过，不能整个撤销：{why}。"

#: A session has only its month.
UNDATED_HEAD = "【学习计划】{count}次学习快到月份，日期还没定"
UNDATED_LINE = "{month} {title}{topic}〔{number}〕"
UNDATED_HOW = "定下后请把计划表里的日期和时间填好，再发给我。"
