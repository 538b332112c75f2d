"""What is said of requests and reports: what it is about, of whom, to whom; a leader's words in quotes as he said them.

Nothing here says that anything is approved: what a leader said stands in his own words. In the first signs of a push
stand kind and matter, the number at the end.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.messages import Button, Card
from handlers.request.matter import Form, Kind, Request, Stage
from handlers.request.matters import Matter, checked

NUMBER = "〔{number}〕"
TITLE = "关于{title}的{form}"
LONGEST_SHOWN, LONGEST_QUOTE = 4000, 4000  # all of it: who decides or carries out must have read it

ENROL_FIRST = "您还没有登记，不能提交请示、报告。请联系{contact}登记。"
NOT_A_PERSON = "这是共用账号，请用本人账号提交。"
PRIVATELY = "请示、报告请私聊我办理，群里不登记。"
WHAT_ABOUT = "请把{form}的内容一次说清：什么事、为什么、要领导定什么。一文一事。"
WHAT_TO_REPORT = "请把报告的内容一次说清：什么事、现在怎样。"
TO_WHOM = "请示只呈一位领导。呈给谁？"
TO_WHOM_TELL = "报告呈给谁？"
NO_SUCH_PERSON = "没有找到“{name}”。呈给哪位领导？请写姓名或职务，如“王部长”。"
NO_LEADER = "没有查到您单位的分管领导。呈给哪位领导？请写姓名或职务，如“王部长”。"
NOT_A_LEADER = "{name}不是领导或单位负责人。呈给哪位领导？请写姓名或职务，如“王部长”。"
TO_YOURSELF = "不能呈给本人。呈给哪位领导？请写姓名或职务，如“何部长”。"

CONFIRM = "【{form}】呈{who}：{title}"
BODY = "内容：{text}"
IS_AWAY = "{who}外出，同时送代行的{acting}。"
IN_CHARGE = "（分管）"
MAJOR = "属“三重一大”（{matter}），上报前应有：{checklist}。"
MATTER = "属本部门重大事项（{matter}）。"
ALREADY = "文中已写：{done}。"
SEVERAL = "一文一事：文中像有几件事，宜分开请示。"
BEGGING = "报告不夹带请示事项：文中有请求批准的内容，可回“改为请示”。"
ATTACHED = "附件{count}个，一并留存。"
NOW_WHAT = "确认后编号呈送{due}。也可回“呈何部长”“改为{other}”，或直接补充内容。"
DUE = "，{days}个工作日没有批示会提醒（本部门设定）"
FILED = "已呈送{who}。{title}{number}\n回“我的请示”可看批示情况，十分钟内回“撤销”可收回。"

TO_ANSWER = "【请示】{title} 请批示\n{asker}：{text}"
TO_KNOW = "【报告】{title}\n{asker}：{text}"
FORMER = "{who}：“{text}”"
HOW_TO_ANSWER = "请回批示原话，如“同意”“退回：原因”“转何部长阅示”。{number}"
HOW_TO_SEE = "无须批复。{number}"
COPY = "（{who}外出，由{acting}代行，此件供您知悉）"
REMIND = "【请示】{title} 待批示\n{asker}于{when}呈送。请回批示原话，如“同意”“退回：原因”“转何部长阅示”。{number}"
REMIND_ACTING = (
    "【请示】{title} 待批示\n{asker}于{when}呈{who}，{who}外出由您代行。请回批示原话，如“同意”“退回：原因”。{number}"
)
REMIND_SECRETARY = "【请示】{title} 待{who}批示\n{asker}于{when}呈送，请协助呈阅。可代为登记批示原话。{number}"
STILL_WAITING = "【请示】{title} 尚未见批示\n已于{when}呈{who}，可当面或电话请示；需要收回请回“撤回”。{number}"
URGED = "【请示】{title} 请批示\n{asker}请您早日批示。请回批示原话，如“同意”“退回：原因”。{number}"

ANSWERED = "【批示】{title}\n{who}：“{text}”{number}"
RETURNED = "【退回】{title}\n{who}：“{text}”\n改好后请回“补充：…”并带编号，会再次呈送。{number}"
PASSED_ON = "【批示】{title} 已转{to}\n{who}：“{text}”{number}"
TO_HANDLE = "【批示】{title} 请办理\n{who}：“{text}”\n{asker}的请示：{body}{number}"
SEEN_IT = "【已阅】{title}\n{who}：“{text}”{number}"
RECORDED = "已按原话登记：“{text}”，并告知{asker}。{more}{number}"
AND_TOLD = "同时告知{who}。"
AND_PASSED = "已转{who}。"
NOT_FOUND_TO = "没有找到“{name}”，未转告，请写明姓名或职务。"
STILL_WAITS = "这件是请示，仍待批示。"
HAS_A_WORD = "已有批示"
ALREADY_OVER = "{title}：{stands}，没有改动。{number}"
NOT_YOURS = "这件{form}呈的是{who}，由{who}批示。{number}"
NO_SUCH_NUMBER = "没有编号是{number}的请示或报告。"
NOT_FOR_YOU = "这件请示、报告由呈报人、受文领导和综合办查看。"
WHICH_ONE = "是哪一件？"
NONE_OF_YOURS = "您近期没有请示、报告。提交请说“请示：……，请某某领导批示”。"
NONE_BEFORE_YOU = "没有待您批示的请示。"
HEAD_MINE, HEAD_BEFORE = "您的请示、报告：", "待您批示{count}件："
LINE, MORE = "{number}{title}：{stands}", "另有{count}件"
WAITS, SAID = "待{who}批示（{when}呈）", "{who}{when}批：“{text}”"
STAGES = {
    Stage.FILED: "已呈{who}（{when}）",
    Stage.SEEN: "{who}已阅",
    Stage.RETURNED: "{who}退回：“{text}”",
    Stage.WITHDRAWN: "已撤回",
}
NOTHING_WAITS = "您没有待批的请示，不用催。"
URGED_NOW, URGED_TODAY = "已再次提醒{who}。{number}", "今天已经提醒过{who}。{number}"
WITHDRAWN = "已撤回{title}。{number}"
IT_IS_WITHDRAWN = "【撤回】{title}\n{asker}已撤回，不用批示。{number}"
NOTHING_TO_WITHDRAW = "您没有可撤回的请示、报告。"
ADDED = "已补充并再次呈送{who}。{number}"
FILING_TAKEN_BACK = "{title}已撤回{number}"
WORD_TAKEN_BACK = "{title}：{who}的批示已撤销{number}"
LEDGER_NOT_YOURS = "请示报告台账由综合办和主要领导查看。您自己的请回“我的请示”。"
LEDGER_GIVEN = "请示报告台账见文件。"
LEDGER_NAME = "请示报告台账"
CARD_TITLE = "请示 {title}"
TODO_LINE = "{title}：请批示"
PENDING, PENDING_OF = "待您批示：{title}{number}", "待{who}批示：{title}{number}"
UNANSWERED = "未批示：{title}，{when}呈{who}{number}"
LABELS = ("同意", "原则同意", "退回")
SAID_LABEL = "{number} {label}"
KINDS = {
    Kind.AGREED: "同意",
    Kind.IN_PRINCIPLE: "原则同意",
    Kind.REFUSED: "不同意",
    Kind.RETURNED: "退回",
    Kind.SEEN: "已阅",
    Kind.PASSED_ON: "转阅示",
    Kind.TO_HANDLE: "转办理",
    Kind.SAID: "批示",
}


def number(request: Request) -> str:
    """Return the number in its brackets."""
    return NUMBER.format(number=request.number)


def title(request: Request) -> str:
    """Return what it is called: 关于采购消防器材的请示."""
    return titled(request.title, request.form)


def titled(about: str, form: Form) -> str:
    """Return what something about a matter is called in its form."""
    return TITLE.format(title=about, form=form.value)


def shown(text: str, most: int = LONGEST_SHOWN) -> str:
    """Return a text as far as it is shown in a push."""
    return text if len(text) <= most else text[: most - 1] + "…"


def day(moment: datetime, zone: ZoneInfo) -> str:
    """Say a day: 11月24日."""
    local = moment.astimezone(zone)
    return f"{local.month}月{local.day}日"


def matter_lines(matter: Matter | None, text: str) -> list[str]:
    """Say once what kind of weighty matter it is and what should stand behind it."""
    if matter is None:
        return []
    if not matter.is_major:
        return [MATTER.format(matter=matter.name)]
    done, _ = checked(text, matter.checklist)
    line = MAJOR.format(matter=matter.name, checklist="、".join(matter.checklist))
    return [line + (ALREADY.format(done="、".join(done)) if done else "")]


def card(request: Request) -> Card:
    """Make buttons for a leader's commonest words; each says what he would type."""
    buttons = tuple(Button(label, SAID_LABEL.format(number=request.number, label=label)) for label in LABELS)
    return Card(f"r-{secrets.token_hex(12)}", CARD_TITLE.format(title=request.title)[:26], buttons)
