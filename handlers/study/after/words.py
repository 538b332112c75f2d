"""Everything staff read of what follows a study."""

from __future__ import annotations

ENROL_FIRST = "请先登记，再交材料。请私聊我说“我是 姓名 工号”。"
PRIVATELY = "已收到，结果私下告诉您。"
FILE_NAME, TEXT_NAME = "文件", "文字"

#: Handing in.
RECEIVED = "已收到您的{kind}：{title}\n{name}，{at}收到{times}。{replace}〔{number}〕"
TIMES = "，替换上次交的"
UNTIL = "{day}前可重交，以最后一次为准。"
LATE = "{day}已截止，照收，记为逾期。"
KEPT = "已随这次学习存档。"
WHO_WAS_ABSENT = "您这次没有到会；要算补学的，请回“补学”加学习内容。"
SEND_IT = "请把{kind}的文件或文字发过来，我接着收：{title}。〔{number}〕"
TOO_SHORT = "“{text}”太短，没有作为{kind}收下。"
NOT_FETCHED = "文件没有取到，请再发一次：{kind}，{title}。〔{number}〕"
FILE_LOST = "【退回】{kind}的文件没有取到，没有收下\n请再发一次：{title}。〔{number}〕"
NO_STUDY = "没有找到您近期参加的学习，{kind}没有收下。请写上学习的编号，如“XX-0012 心得：…”。"
WHICH = "请问是哪一次学习的{kind}？"
IS_IT = "收到文件“{name}”，请问是要交的{kind}吗？"
YES, NO = "是，交上", "不是"
NOT_TAKEN = "好的，这个文件没有作为学习材料收下。"
TAKEN_BACK = "已撤回您的{kind}：{title}。"
TAKEN_BACK_OLD = "已撤回您刚交的{kind}，以前一次交的为准：{title}。"
GONE = "这份材料已经不在了，没有可撤回的。"

#: What is owed after a study.
WANTED = "【{kind}】{title} 请在{day}前交一篇{kind}\n把文字或文件私聊发我，开头写“{kind}”。〔{number}〕"
LINE = "交{kind}：{title}"
ANSWER = "{kind}：…"
NAG = "【{kind}】{title} 还没有收到您的{kind}，{day}截止\n把文字或文件私聊发我，开头写“{kind}”。〔{number}〕"
NAG_LATE = (
    "【{kind}】{title} 您的{kind}应于{day}前交，还没有收到\n请尽快把文字或文件私聊发我，开头写“{kind}”。〔{number}〕"
)
REPORT = "【{kind}】{title} 应交{all}人，已交{came}人，未交{left}人\n未交：{names}〔{number}〕"
ALL_IN = "【{kind}】{title} 已全部交齐，共{all}人\n要文件请说“心得打包”。〔{number}〕"
STANDS = "{title}的{kind}：应交{all}人，已交{came}人，未交{left}人。"
STANDS_NAMES = "\n未交：{names}。"
STANDS_NOBODY = "\n已全部交齐。"
STANDS_UNTIL = "{day}截止。〔{number}〕"
NOT_WANTED = (
    "{title}没有要求交材料，已收到{came}份：{names}。要大家交，请说“这次学习大家交一篇心得，下周五前”。〔{number}〕"
)
NOBODY_GAVE = "{title}没有要求交材料，也没有人交。要大家交，请说“这次学习大家交一篇心得，下周五前”。〔{number}〕"
URGED_LATELY = "{at}刚提醒过，先不再提醒：{title}。急的请直接联系本人。〔{number}〕"
URGED = "已提醒没有交{kind}的{count}人：{title}。〔{number}〕"
NONE_TO_URGE = "{title}没有欠交的{kind}。〔{number}〕"
NO_STUDY_RUN = "没有找到您近期组织的学习。"
CONFIRM_WANTED = "{text}\n\n确认后通知到会的{count}人，{day}截止。{held}"
BY_WHEN = "请问{kind}哪天前交？如“下周五前”。"
BY_PAST = "{day}已经过了，请问{kind}哪天前交？"
NOT_YET_OVER = "{title}还没有结束，结束后再说一次，或改计划时写“会后交心得”。〔{number}〕"
NOBODY_CAME = "{title}没有人到会，没有可通知的人。〔{number}〕"
WANTS_IT = "已通知{count}人：{title}，{day}前交{kind}。谁没交到时会提醒，随时可问“谁还没交心得”。〔{number}〕"
WANTED_NO_MORE = "{title}不用交{kind}了。"

#: Given back.
RETURNED = "已退回{name}的{kind}，原因：{why}。〔{number}〕"
TO_RETURNED = "【退回】{title} 您的{kind}请修改后重交\n原因：{why}。{due}〔{number}〕"
DUE = "{day}前交。"
WHY_RETURN = "请问退回{name}的{kind}是什么原因？"
WHOSE = "请问退回哪一位的{kind}？请写姓名，如“退回李明的心得 内容太少”。"
NOTHING_OF_HIS = "{title}没有收到{name}的{kind}。〔{number}〕"
NOT_RETURNED = "退回已撤销，{name}的{kind}照收。"

#: Packed.
PACK_NAME = "{title}{kind}{day}"
PACKED = "已打包{count}份{kind}，未交{left}人：{title}。{lost}〔{number}〕"
LOST = "有{count}份文件没有取到：{names}。"
NOTHING_TO_PACK = "{title}还没有可以打包的{kind}。〔{number}〕"
TOO_BIG = "文件共{size}兆，太大，发不出去，请联系管理员在服务器上取。"

#: 补学.
MADE_UP = "已登记您的补学：{title}{late}。考勤仍记{status}，并注明已补学。{wants}〔{number}〕"
MADE_UP_LATE = "（逾期，期限是{day}）"
MADE_UP_WANTS_NOW = "这次学习还要交{kind}，截止时间已过，请尽快交。"
MADE_UP_WANTS = "这次学习还要交{kind}，{day}前交。"
WHAT_STUDIED = "请说明补学了什么，文字或文件都可以：{title}。〔{number}〕"
WAS_THERE = "您已到会，不用补学：{title}。〔{number}〕"
ALREADY_MADE_UP = "您已补学，这次的内容替换了上次的：{title}。〔{number}〕"
NOTHING_TO_MAKE_UP = "没有找到需要您补学的学习。"
TOLD_MADE_UP = "【补学】{name}已补学：{title}{late}\n看内容说“心得打包”，不合要求回“补学退回 {name} 原因”。〔{number}〕"
REFUSED_MAKE_UP = "【退回】{title} 您的补学请重做\n原因：{why}。请在{day}前再补学，学完回“补学”加学习内容。〔{number}〕"
MADE_UP_TAKEN_BACK = "已撤销补学登记：{title}。"
EXCUSED_TOLD = (
    "【补学】{title} 您{status}，没有参加\n方便时请在{day}前自学有关内容，学完回“补学”加学习内容即可。"
    "已随其他支部学过同一内容的，不用再补。〔{number}〕"
)
MAKE_UP_AGAIN = (
    "【补学】{title} 还没有收到您的补学，{day}截止\n学完请回“补学”加学习内容，文字或文件都可以。〔{number}〕"
)

#: Minutes.
MINUTES_MADE = "学习记录草稿已生成：{title}\n空着的请补上，改好后把文件发我，写“学习记录定稿”，随学习存档。〔{number}〕"
MINUTES_KEPT = "已存档：{title}的学习记录（{name}），{at}收到。〔{number}〕"
MINUTES_TAKEN_BACK = "已撤回刚存档的学习记录：{title}。"
NOT_YOURS = "这个学习由{who}组织，请找组织人办理。"

#: Contributions.
NOTED = "已登记：{name} {day} {part}{title}。本年第{count}次。"
NOTED_TALK = "已登记：{name} {day} 谈心谈话{title}。只记日期和人员。本年第{count}次。"
TITLED, AT, WITH = "《{title}》", "（{title}）", "（与{title}）"
NOTED_BEFORE = "{name} {day} {part}{title}已经登记过，没有重复登记。"
TALK_REFUSED = (
    "谈话内容不进系统，请线下留存，刚才的文字已删除。\n只登记日期和人员：如“登记谈心谈话 {name}和李明 11月20日”。"
)
WHICH_ONE = "“{said}”有几位，请问是哪一位？"
UNKNOWN = "没有找到“{said}”，请写姓名或称呼，如“王部长”。"
MAY_NOT_NOTE = "您不能替{name}登记，请由本人、其代办人或联络员登记，可联系{contact}。"
MAY_NOT_SEE = "{name}的情况由本人、组织人和主要领导查看，可联系{contact}。"
FUTURE = "{day}还没有到，讲完以后再登记。"
#: Noted while a study is open.
LONGEST_TITLE = 60
SPEAKS = "{part}{name}{title}"
SPOKEN = "已登记{study}：{who}。记错请回“撤销”。〔{number}〕"
SPOKEN_BEFORE = "{study}已登记过：{who}。〔{number}〕"
FROM_OUTSIDE = "\n人员名册里没有{names}，按外请人员登记。"
NOT_SPOKEN = "已撤销刚才登记的发言。"
ONLY_YOURSELF = "别人的领学和发言由组织人{organiser}登记，您可以登记自己的，如“我发言 题目《食堂服务育人》”。"
NOTHING_OPEN = "现在没有正在进行的学习。学习过后登记请写日期，如“登记 王部长 11月20日 主题发言《服务育人》”。"
NOT_NOTED = "已撤销登记：{name} {part}。"
REGISTER = "【登记】{name}{span}：{counts}"
REGISTER_LINE = "{day} {part}{title}"
REGISTER_NONE = "【登记】{name}{span}没有登记过{part}。"
ANY_PART = "讲课、发言、调研"
OF_EACH, NONE_OF_IT = "{name}：{counts}", "无"
COUNTED = "{part}{count}次"
MORE_LINES = "……共{count}条"
THIS_YEAR, LAST_YEAR = "今年", "去年"

DROPPED = "【发言】{title} 有{count}人没有签到，暂按未发言记\n{names}。确已发言的请回“登记 {name} {part}”。〔{number}〕"
NAMED_PART = "{name}（{part}）"
