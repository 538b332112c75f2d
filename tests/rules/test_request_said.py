"""What is a request, what a report, what a leader's word to one; and what only sounds like it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.messages import Channel
from bot.settings import Office
from bot.situation import Situation
from handlers.request import said
from handlers.request.draft import read_draft
from handlers.request.facts import Facts, Known
from handlers.request.matter import Form
from handlers.request.matters import DEFAULTS, checked, largest_sum
from tests.each import each
from tests.fakes import message

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
LEADER = Facts(before=(Known(1, "QS-2026-001", Form.ASKS),))
ASKER = Facts(own=(Known(1, "QS-2026-001", Form.ASKS), Known(2, "BG-2026-001", Form.TELLS, waits=False)))

#: said | form | to | title
SUBMITTED = """
请示：关于采购消防器材的事，预算3万，请王部长批示|请示|王部长|采购消防器材
報告：二食堂燃气改造已完成|报告||二食堂燃气改造已完成
向何部长请示一下明天停水|请示|何部长|明天停水
我想请示王部长，能不能下周三停水检修|请示|王部长|能不能下周三停水检修
呈王部长：关于更换3号楼电梯的请示，预算20万，妥否，请批示|请示|王部长|更换3号楼电梯
关于更换3号楼电梯的请示，请何部长阅示|请示|何部长|更换3号楼电梯
关于二食堂燃气改造完成情况的报告|报告||二食堂燃气改造完成
跟林部长汇报一下，水泵已经换好了|报告|林部长|水泵已经换好了
有个事要请示一下领导|请示||
写个请示|请示||
打个报告给王部长，申请买两台洗碗机|请示|王部长|申请买两台洗碗机
我要打个报告|报告||
请示一下，明天能不能提前关灯|请示||明天能不能提前关灯
请示领导：周末加班能否调休|请示||周末加班能否调休
报告领导，迎新保障工作已结束|报告||迎新保障工作已结束
向王部长和何部长请示采购的事|请示|王部长、何部长|采购的事
请示 增加两名保洁员 请林部长批示|请示|林部长|增加两名保洁员
【请示】关于维修锅炉的事|请示||维修锅炉
向王部长报告一下食堂检查情况，一切正常|报告|王部长|食堂检查情况
请示下王部长，维修基金还剩8万，想用来换水泵|请示|王部长|维修基金还剩8万
請示：關於增加夜班值班員的事|请示||增加夜班值班員
向分管领导请示：食堂涨价两毛|请示||食堂涨价两毛
我们中心想跟何部长请示一下国庆加班费的事|请示|何部长|国庆加班费的事
报告：锅炉年检结束，未发现隐患|报告||锅炉年检结束
請示領導：寒假要不要留一个食堂|请示||寒假要不要留一个食堂
呃我想请示一下啊那个元旦能不能多排两个人|请示||元旦能不能多排两个人
有个请示 想给值班室添台电暖气|请示||想给值班室添台电暖气
想打个报告换三台水泵|请示||换三台水泵
请示：拟于12月5日起更换一号楼暖气片，妥否，请批示|请示||更换一号楼暖气片
"""
#: said by a leader before whom one is | kind | whom it names
WORDS = """
同意|agreed|
同意。按程序采购|agreed|
原则同意，预算再核一下|in_principle|
不同意，今年不安排|refused|
退回：补预算|returned|
退回|returned|
已阅|seen|
请维修中心办理|to_handle|维修中心
同意。按程序采购，请张敏办理|to_handle|张敏
请孙主任牵头办理，下周五前报我|to_handle|孙主任
转何部长阅示|passed_on|何部长
转林部长|passed_on|林部长
请何部长批示|passed_on|何部长
拟同意，请陈书记阅示|passed_on|陈书记
再议|said|
缓办，明年再说|said|
QS-2026-001 同意|agreed|
qs2026-1 同意|agreed|
1号请示同意|agreed|
〔QS-2026-001〕 再压一压价|said|
"""
ASKED = """
我的请示批了吗|request.query
我的报告看了吗|request.query
QS-2026-001 批了没|request.query
QS-2026-001|request.query
上周交的请示有结果了吗|request.query
请示批下来了没有|request.query
我的请示呢|request.query
我的请示|request.query
有哪些请示等我批|request.query
待批的请示|request.query
催一下我的请示|request.urge
QS-2026-001 催一下|request.urge
撤回请示|request.withdraw
撤回QS-2026-001|request.withdraw
QS-2026-001 补充：预算改为2万|request.add
请示台账|request.ledger
导出今年的请示报告台账|request.ledger
"""
NOT = """
请示报告制度怎么规定|请示和报告有什么区别|重大事像请示报告制度是啥|哪些事项需要请示|请示怎么写
什么事要请示|报告厅几点开门|检测报告在哪|体检报告什么时候出|心得报告交了|总结报告写好了
向上级报告的时限是多少|突发事件应该向谁报告|报告领导，二食堂着火了|报告：电梯困人了
报告：3号楼402灯不亮|好的|收到|同意|退回|已阅|同意换班 3|不同意换班 3|请假
我同意你的看法吗|工作报告怎么写|报告单在哪领|请示报告有哪些要求|审计报告什么时候公布
事故报告应当包括哪些内容|请维修中心办理|转何部长阅示|重大事项应该向谁请示|逐级请示是什么意思
开展工作报告会|谁来批请示|报告：西区泵房有隐患|报告一下 南门路灯杆歪了|什么情况要不要请示领导|应该先请示还是先报告
"""


def meant(text: str, facts: Facts = ASKER) -> tuple[str, dict[str, Any]]:
    """Return intent and slots."""
    found = said.read(message(text), Situation(NOW, Office(), facts={said.SLICE: facts}))
    return (found[0].intent, dict(found[0].slots)) if found else ("", {})


def rows(block: str) -> list[tuple[str, ...]]:
    """Return the lines of a block, cut."""
    return [tuple(line.split("|")) for line in block.strip().split("\n")]


@each(("text", "form", "to", "title"), rows(SUBMITTED))
def test_a_request_or_report_is_read_with_its_matter_and_its_addressee(
    text: str, form: str, to: str, title: str
) -> None:
    """However it is put."""
    intent, slots = meant(text)
    assert (intent, slots["form"], "、".join(slots["to"])) == ("request.submit", form, to)
    draft = read_draft(text)
    assert draft is not None
    assert draft.title == title


@each(("text", "kind", "to"), rows(WORDS))
def test_a_leaders_word_is_read_and_kept_as_it_stands(text: str, kind: str, to: str) -> None:
    """With whom it names, and of the one that is before him."""
    intent, slots = meant(text, LEADER)
    assert (slots["kind"], slots["to"], slots["number"]) == (kind, to, "QS-2026-001")
    assert intent in ("request.reply", "request.return", "request.pass")
    assert slots["text"] in text


@each(("text", "intent"), rows(ASKED))
def test_what_is_asked_of_a_request(text: str, intent: str) -> None:
    """How it stands, and what its asker does meanwhile."""
    assert meant(text)[0] == intent


@each("text", [one for (*line,) in rows(NOT) for one in line])
def test_what_only_sounds_like_it(text: str) -> None:
    """Questions of rules, other reports, alarms, words of others."""
    assert meant(text) == ("", {})


def test_a_word_that_may_be_of_two_is_asked_about_and_a_quoted_number_says_which() -> None:
    """Without a number, and with one in what is quoted."""
    two = Facts(before=(Known(1, "QS-2026-001", Form.ASKS), Known(2, "QS-2026-002", Form.ASKS)))
    assert meant("同意", two)[1]["candidates"] == ["QS-2026-001", "QS-2026-002"]
    quoting = replace(message("同意"), data={"quote": {"text": "【请示】关于采购的请示 〔QS-2026-002〕"}})
    found = said.read(quoting, Situation(NOW, Office(), facts={said.SLICE: two}))
    assert found[0].slots["number"] == "QS-2026-002"
    heard = replace(message("请示：采购", chat="group"), channel=Channel.GROUP)
    assert said.read(heard, Situation(NOW, Office())) == []


@pytest.mark.parametrize(
    ("text", "is_begging", "is_several"),
    [
        ("报告：水泵已换，另需经费2万，请批准", True, False),
        ("报告：一是水泵已换，二是电梯已检", False, True),
        ("请示：1.采购灭火器 2.增加保洁员", False, True),
        ("请示：采购灭火器，另外还有一件事要请示", False, True),
        ("请示：采购20具灭火器，预算1.5万", False, False),
    ],
)
def test_what_is_wrong_with_one_is_seen(text: str, is_begging: bool, is_several: bool) -> None:  # noqa: FBT001
    """A 报告 that asks, and more than one matter."""
    draft = read_draft(text)
    assert draft is not None
    assert (draft.is_begging, draft.is_several) == (is_begging, is_several)


def test_sums_and_checklists_are_read() -> None:
    """In 万元; what the text speaks of."""
    assert [largest_sum(text) for text in ("预算3万", "约十二万元", "1.5万和2百万", "3号楼")] == [3, 12, 200, 0]
    done, missing = checked("已调研并征求意见", DEFAULTS[0].checklist)
    assert (done, missing[0]) == (["调研", "征求意见"], "专家论证")
