"""What is said of appraisals and campaigns, and what only sounds like it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.messages import Channel, Kind
from bot.router import Reading
from bot.situation import Situation
from bot.stage import OFFICE
from handlers.campaign.known import Facts, Known, Mine
from handlers.campaign.said import read
from tests.each import each
from tests.fakes import message
from tests.growth import grows_with

SATURDAY = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
YEARLY = Known(
    1,
    "KH-0001",
    "年度绩效考核",
    ("绩效考核", "年度考核", "考核", "自评", "自评材料", "审核", "群众考评"),
    ((11, ("自评", "自评材料")), (12, ("审核",))),
    is_own=True,
)
POSTS = Known(
    2,
    "KH-0002",
    "示范岗评选",
    ("示范岗", "示范岗评选", "推荐", "推荐材料", "群众考评"),
    ((21, ("推荐",)),),
    is_own=True,
)
PLEDGES = Known(3, "KH-0003", "承诺书", ("承诺书", "责任书"), ((31, ("签订", "承诺书")),), is_own=True)
CASES = Known(4, "KH-0004", "服务育人案例", ("征集", "案例"), ((41, ("交稿", "案例")),), is_own=True)
OWN = (YEARLY, POSTS, PLEDGES, CASES)
PLEDGE = Mine(7, "承诺书", "承诺书", ("承诺书", "责任书"))
REVIEW = Mine(8, "年度绩效考核", "自评材料", ("自评材料", "年度绩效考核", "自评"))
DOCUMENT = {"media": [{"number": 1, "kind": "file", "name": "材料.docx"}]}


def heard(text: str, facts: Facts | None = None, **changes: Any) -> Reading | None:
    """Return how a text is read on a Saturday at ten."""
    said = replace(message(text), **changes)
    found = read(said, Situation(SATURDAY, OFFICE, facts={"campaign": facts or Facts()}))
    return found[0] if found else None


def begun(text: str) -> dict[str, Any]:
    """Return the slots of a cycle that is begun, without those that are empty."""
    found = heard(text)
    assert found is not None, text
    assert found.intent == "appraisal.create", text
    assert found.handler == "appraisal"
    return {key: value for key, value in found.slots.items() if value not in (None, "", False)}


@each(
    ("text", "title", "due", "audience"),
    [
        ("12月中旬进行示范岗中期检查 提醒各支部书记", "示范岗中期检查", None, "各支部书记"),
        ("启动年度绩效考核，12月20日前交自评", "年度绩效考核", "2026-12-20", None),
        ("那个呃启动一下年度绩效考核吧十二月二十号之前交自评", "年度绩效考核", "2026-12-20", None),
        ("啟動年度績效考核，12月20日前交自評", "年度绩效考核", "2026-12-20", None),
        ("开展示范岗评选", "示范岗评选", None, None),
        ("咱们今年的先锋岗评选开始搞吧", "先锋岗评选", None, None),
        ("示范岗评选12月1日到15日", "示范岗评选", "2026-12-15", None),
        ("七一表彰倒排一下计划", "七一表彰", "2027-07-01", None),
        ("帮我把七一表彰的计划倒排出来", "七一表彰", None, None),
        ("七一评优排一下", "七一评优", None, None),
        ("收一下各支部的承诺书，月底前", "承诺书", "2026-11-30", "各支部书记"),
        ("收党员承诺书 每人一份 12月1号截止", "党员承诺书", "2026-12-01", "党员"),
        ("组织各支部签订安全责任书，12月4日前", "安全责任书", "2026-12-04", "各支部书记"),
        ("消防安全责任书，各中心12月1日前签好交上来", "消防安全责任书", "2026-12-01", "各中心"),
        ("收一下承诺书", "承诺书", None, None),
        ("征集服务育人案例 每个中心一篇 12月10日截止", "服务育人案例", "2026-12-10", "各中心"),
        ("征集一下各支部的先进事迹材料，12月4日前交", "先进事迹材料", "2026-12-04", "各支部书记"),
        ("发起优秀案例征集，各中心主任，12月10日截止", "优秀案例征集", "2026-12-10", "各中心主任"),
        ("通知各单位12月15日前报送年度考核自评材料", "年度考核自评材料", "2026-12-15", "各单位"),
        ("请各支部书记12月5日前提交示范岗推荐材料", "示范岗推荐材料", "2026-12-05", "各支部书记"),
        ("示範崗中期檢查12月18日進行，提醒各支部書記", "示范岗中期检查", "2026-12-18", "各支部书记"),
        ("示范岗推荐 各支部 12月5日前", "示范岗推荐", "2026-12-05", "各支部书记"),
        ("下周三启动示范岗推荐工作，推荐材料12月9日前交综合办", "示范岗推荐", "2026-12-09", None),
        ("提醒各中心主任12月20日前交年度考核自评表", "年度考核自评表", "2026-12-20", "各中心主任"),
        ("布置述职报告，中层干部12月18日前交", "述职报告", "2026-12-18", "中层干部"),
        ("开展党员民主评议，12月底前完成", "党员民主评议", "2026-12-31", None),
        ("安排领导点评各支部，12月15日前", "领导点评", "2026-12-15", None),
        ("要求各支部月底前交承诺书", "承诺书", "2026-11-30", "各支部书记"),
        ("２０２６年度绩效考核启动，１２月２０日前交自评", "2026年度绩效考核", "2026-12-20", None),
        ("请各中心12月11日前报节能经验材料", "节能经验材料", "2026-12-11", "各中心"),
        ("各科室半年总结12月18日前报送综合办", "半年总结", "2026-12-18", "各科室"),
        ("安全责任书该签了 12月1日到10日 各中心", "安全责任书", "2026-12-10", "各中心"),
        ("下个月搞群众测评 提醒各支部", "群众测评", None, "各支部书记"),
        ("收一下各中心的年度计划 12月8号截止", "年度计划", "2026-12-08", "各中心"),
        ("请各科室于12月3日前将2026年工作总结报送综合办", "2026年工作总结", "2026-12-03", "各科室"),
    ],
)
def test_a_cycle_is_begun_in_one_sentence(text: str, title: str, due: str | None, audience: str | None) -> None:
    """Title, day and audience as they were said; a vague day is none, and its words are kept for the question."""
    slots = begun(text)
    assert (slots.get("title"), slots.get("due"), slots.get("audience")) == (title, due, audience)
    assert bool(slots.get("asked")) is ("中旬" in text or "下个月" in text)


def test_a_stage_that_is_named_is_that_stage_and_the_cycle_is_all_of_it() -> None:
    """启动 begins all stages around the one whose day was said; 收 and 中期检查 are one."""
    assert begun("启动年度绩效考核，12月20日前交自评").items() >= {"stage": "自评", "is_whole": True}.items()
    assert begun("开展示范岗评选").items() >= {"template": "示范岗", "is_whole": True}.items()
    assert "is_whole" not in begun("12月15日进行示范岗中期检查 提醒各支部书记")
    assert begun("12月15日进行示范岗中期检查 提醒各支部书记")["stage"] == "中期检查"
    assert "is_whole" not in begun("收一下各支部的承诺书，月底前")
    assert begun("消防安全责任书，各中心12月1日前签好交上来")["deliverable"] == "消防安全责任书"


@each(
    ("text", "intent", "what"),
    [
        ("考核进行到哪一步了", "appraisal.query", "progress"),
        ("考核到哪一步啦", "appraisal.query", "progress"),
        ("示范岗评选进展怎么样", "appraisal.query", "progress"),
        ("示范岗弄得咋样了", "appraisal.query", "progress"),
        ("考核現在什麼階段", "appraisal.query", "progress"),
        ("承诺书还有谁没交", "appraisal.query", "missing"),
        ("承諾書還有誰沒交", "appraisal.query", "missing"),
        ("谁还没交自评", "appraisal.query", "missing"),
        ("自评交齐了吗", "appraisal.query", "missing"),
        ("还差几个没交", "appraisal.query", "missing"),
        ("案例收了多少", "appraisal.query", "missing"),
        ("责任书哪些支部没签", "appraisal.query", "missing"),
        ("承诺书签齐了吗", "appraisal.query", "missing"),
        ("考核表几号截止", "appraisal.query", "progress"),
        ("我的承诺书交了没有", "appraisal.query", "mine"),
        ("没交的名单给我", "appraisal.query", "missing"),
        ("催一下没交的", "campaign.urge", ""),
        ("催一下承诺书", "campaign.urge", ""),
        ("提醒没交自评的", "campaign.urge", ""),
        ("还没交的再催催", "campaign.urge", ""),
        ("把推荐延到周五", "campaign.move", "推荐"),
        ("自评截止时间推迟到12月25日", "campaign.move", "自评"),
        ("承诺书延期到下周三", "campaign.move", "承诺书"),
        ("退回 张三的案例 缺照片", "campaign.return", "案例"),
        ("把张三的案例退回，缺照片", "campaign.return", "案例"),
        ("饮食宿管党支部的承诺书打回 没签字", "campaign.return", "承诺书"),
        ("李明的案例让他重写 太短", "campaign.return", "案例"),
        ("张三的案例通过", "campaign.pass", "案例"),
        ("全部通过", "campaign.pass", ""),
        ("李娜 纸质已交", "campaign.paper", None),
        ("二支部的承诺书纸质版收到了", "campaign.paper", "承诺书"),
        ("李娜交了纸质的，存综合办", "campaign.paper", None),
        ("群众考评已完成，票存综合办", "campaign.stage_done", "群众考评"),
        ("审核结束了", "campaign.stage_done", "审核"),
        ("取消示范岗评选", "campaign.cancel", None),
        ("打包发我", "campaign.pack", None),
        ("案例打个包", "campaign.pack", None),
        ("把交上来的材料发我", "campaign.pack", None),
        ("导出台账", "campaign.ledger", None),
        ("导出考核台账", "campaign.ledger", None),
    ],
)
def test_what_an_organiser_says_of_it(text: str, intent: str, what: str | None) -> None:
    """By whoever runs one."""
    found = heard(text, Facts(OWN))
    assert found is not None
    assert (found.intent, found.confidence >= 0.9) == (intent, True)
    assert what is None or found.slots.get("what", "") == what


def test_who_and_why_are_read_as_said() -> None:
    """The reason is what follows the name."""
    found = heard("退回 张三的案例 缺照片", Facts(OWN))
    assert found is not None
    assert (found.slots["who"], found.slots["reason"], found.slots["id"]) == ("张三", "缺照片", "KH-0004")
    found = heard("李娜交了纸质的，存综合办", Facts(OWN))
    assert found is not None
    assert (found.slots["who"], found.slots["where"]) == ("李娜", "综合办")


@each(
    ("text", "data", "intent", "submissions"),
    [
        ("交承诺书", {}, "campaign.hand_in", [7]),
        ("我来交一下承诺书", {}, "campaign.hand_in", [7]),
        ("交承诺书", DOCUMENT, "campaign.hand_in", [7]),
        ("这是我的自评材料，请查收", DOCUMENT, "campaign.hand_in", [8]),
        ("提交自评：今年完成了三项改造，下一步抓好节能。", {}, "campaign.hand_in", [8]),
        ("补交责任书", {}, "campaign.hand_in", [7]),
        ("承诺书交了", {}, "campaign.hand_in", [7]),
        ("", DOCUMENT, "campaign.file_came", [7, 8]),
        ("我还要交什么", {}, "appraisal.query", None),
        ("承诺书什么时候截止", {}, "appraisal.query", None),
        ("我的承诺书交了吗", {}, "appraisal.query", None),
    ],
)
def test_what_is_handed_in(text: str, data: dict[str, Any], intent: str, submissions: list[int] | None) -> None:
    """By whoever owes it; a file alone is asked about."""
    kind = Kind.FILE if data and not text else Kind.TEXT
    found = heard(text, Facts(mine=(PLEDGE, REVIEW)), data=data, kind=kind)
    assert found is not None
    assert (found.intent, found.slots.get("submissions")) == (intent, submissions)


def test_a_file_whose_words_came_before_it_is_taken() -> None:
    """And one from somebody who owes nothing is not ours."""
    awaited = Facts(mine=(replace(PLEDGE, is_awaited=True), REVIEW))
    found = heard("", awaited, data=DOCUMENT, kind=Kind.FILE)
    assert found is not None
    assert (found.intent, found.slots["submissions"]) == ("campaign.hand_in", [7])
    assert heard("", Facts(), data=DOCUMENT, kind=Kind.FILE) is None


@each(
    "text",
    [
        "张三考核结果优秀",
        "李明今年年度考核定为合格",
        "张三同志民主评议不合格",
        "考核结果：张三优秀，李四合格",
        "王强被党内警告处分",
        "李明受到记过处分",
        "张三評為優秀",
    ],
)
def test_results_of_persons_are_turned_away(text: str) -> None:
    """Whoever says it."""
    found = heard(text, Facts(OWN))
    assert found is not None
    assert found.intent == "campaign.result_refused"


@pytest.mark.parametrize(
    "text", ["搞个匿名投票", "群众考评投票", "示范岗在群里投票吧", "发起一个无记名测评", "大家投票选示范岗"]
)
def test_votes_are_turned_away(text: str) -> None:
    """They could not be anonymous."""
    found = heard(text, Facts(OWN))
    assert found is not None
    assert found.intent == "campaign.vote_refused"


@pytest.mark.parametrize(
    ("text", "who", "branch", "given"),
    [
        ("李书记点评二支部 成绩：学习扎实 问题：台账不全 方向：补齐台账", "李书记", "二支部", "good wrong next"),
        ("李書記點評二支部 成績：學習扎實 問題：台賬不全 方向：補齊台賬", "李書記", "二支部", "good wrong next"),
        ("点评机关党支部：成绩：好 问题：少", "", "机关党支部", "good wrong"),
        ("我点评一下维修水电党支部", "", "维修水电党支部", ""),
        ("对一支部的点评：优点：带头作用好；不足：记录不全；下一步打算：每月检查", "", "一支部", "good wrong next"),
    ],
)
def test_a_comment_has_three_parts(text: str, who: str, branch: str, given: str) -> None:
    """成绩, 问题, 方向 as they were written; what is missing is empty."""
    found = heard(text)
    assert found is not None
    assert found.intent == "campaign.comment"
    assert (found.slots["who"], found.slots["branch"]) == (who, branch)
    assert " ".join(part for part in ("good", "wrong", "next") if found.slots[part]) == given


@each(
    "text",
    [
        "绩效考核怎么算",
        "绩效考核怎么弄的 有没有细则",
        "示范岗评选条件是什么",
        "承诺书什么时候填",
        "领导点评是干啥滴",
        "党员评议有什么规定",
        "评优评先的标准",
        "群众考评包括哪些环节",
        "考核标准发我一下",
        "责任书的要求",
        "模范党员评选分几个环节",
        "示范岗是哪一年开始的",
        "谁负责绩效考核",
        "年度考核优秀比例是多少",
        "考核不合格怎么处理",
        "不合格党员如何处置",
        "投票怎么投",
        "匿名投票有什么规定",
        "公开承诺是什么意思",
        "年度考核已经启动了",
        "去年的示范岗评选搞得不错",
        "提醒我12月10日交自评",
        "明天下午3点开考核动员会 通知各中心主任",
        "交给王强12月1日前完成考核方案",
        "周五下午三点开例会",
        "3号楼402灯不亮",
        "收到",
        "好的",
        "到了",
        "退回，归物业",
        "修好了",
        "已完成",
        "催一下",
        "谁还没收到",
        "把例会改到周五",
        "我周三到周五出差",
        "打包盒没了 二食堂",
        "三食堂卫生评级优秀",
        "演练合格",
        "复查合格",
        "学习心得谁没交",
        "食堂着火了",
        "张三的电话是多少",
        "导出报修台账",
        "交班 一切正常",
        "交水费在哪里",
        "",
    ],
)
def test_what_only_sounds_like_it(text: str) -> None:
    """Questions about rules are the policies'; other matters are others'."""
    found = heard(text, Facts(campaigns=tuple(replace(one, is_own=False) for one in OWN), mine=(PLEDGE,)))
    assert found is None, found
    found = heard(text, Facts(OWN, mine=(PLEDGE,)))
    assert found is None, found


def test_a_paper_about_a_person_is_seen_by_its_name_even_in_a_group() -> None:
    """Where nobody mentioned the assistant; any other message there is not read."""
    named = {"media": [{"number": 1, "kind": "file", "name": "2026年考核结果汇总.xlsx"}]}
    found = heard("", data=named, kind=Kind.FILE, channel=Channel.GROUP, chat="group-1")
    assert found is not None
    assert found.intent == "campaign.file_refused"
    assert heard("启动年度绩效考核", channel=Channel.GROUP, chat="group-1") is None


@each("seed", ["考核", "退回张三的案例 ", "收承诺书，", "点评二支部 成绩：", "张三", "12月20日前交自评"])
def test_a_wall_of_anything_is_read_at_once(seed: str) -> None:
    """Twenty thousand characters of one thing."""
    facts = Facts(OWN, mine=(PLEDGE,))
    grows_with(lambda size: heard(seed * (size // len(seed)), facts), 20_000)
