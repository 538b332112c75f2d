"""What is said of plans of a year and of how often each kind is held, and what only sounds like it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.situation import Situation
from bot.stage import OFFICE
from bot.store.sheets.sheet import CellFault, Context
from handlers.study.facts import Facts
from handlers.study.plans import frequency
from handlers.study.plans.cells import date_cell, hour_cell, speeches_cell
from handlers.study.plans.frequency import HALF, MONTH, QUARTER, YEAR
from handlers.study.said import read
from tests.each import each
from tests.fakes import message

FRIDAY = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
CONTEXT = Context(ZoneInfo(OFFICE.zone), FRIDAY, {"person": {"王建国": "王建国（10001）", "李明": ""}})
HEARD = {
    "中心组第四季度学习计划": "study.plan",
    "今年中心组的学习计划发我看看": "study.plan",
    "理论学习计划都学到哪了": "study.plan",
    "本年度学习计划执行情况": "study.plan",
    "机关党支部下半年学习计划": "study.plan",
    "第四季度学习安排有哪些": "study.plan",
    "学习计划还剩几次没开": "study.plan",
    "咱支部今年的学习计划": "study.plan",
    "中心組學習計劃": "study.plan",
    "那个，学习计划，嗯，看一下": "study.plan",
    "培训计划完成了多少": "study.plan",
    "“主题教育专题学习”这个计划还有哪几场": "study.plan",
    "查一下服务育人专题学习计划": "study.plan",
    "导入学习计划": "study.import",
    "我要上传今年的学习计划": "study.import",
    "学习计划表发给你，帮我录进去": "study.import",
    "把这份中心组学习计划导进来": "study.import",
    "批量录入学习计划": "study.import",
    "学习计划模板发我一份": "study.template",
    "给我一个学习计划的空表": "study.template",
    "本季度哪些支部还没开党员大会": "study.frequency",
    "学习频次": "study.frequency",
    "哪个支部这个月没开支委会": "study.frequency",
    "三会一课开展情况": "study.frequency",
    "各支部三会一课完成情况怎么样": "study.frequency",
    "这个季度党课上了没有": "study.frequency",
    "我们支部这个月支委会开了没": "study.frequency",
    "主题党日本月哪些支部还没搞": "study.frequency",
    "还有谁家没开党员大会": "study.frequency",
    "三会一课欠账": "study.frequency",
    "看看各支部的学习频次": "study.frequency",
    "哪些党小组这个月还没开会": "study.frequency",
    "本季度還有哪些支部沒開黨員大會": "study.frequency",
    "上季度哪些支部没上党课": "study.frequency",
    "登记 11月5日 机关党支部 支委会 已开": "study.held",
    "补登10月20号维修中心党支部党员大会已开": "study.held",
    "登记一下，上周五我们支部主题党日已经搞过了": "study.held",
    "11月12日 机关支部 党课 已上，登记": "study.held",
    "饮食支部昨天开了支委会，登记一下": "study.held",
    "理论中心组今年的学习计划还剩哪些没学": "study.plan",
    "把三支部的学习计划调出来看看": "study.plan",
    "嗯那个今年的党课计划是怎么排的": "study.plan",
    "我想看下培训计划表": "study.plan",
    "四季度中心组学习安排发我": "study.plan",
    "學習計劃完成情況": "study.plan",
    "今年理论学习计划落实到哪一步了": "study.plan",
    "主题教育学习计划": "study.plan",
    "下半年学习计划有几次没开": "study.plan",
    "学习计划查一下谢谢": "study.plan",
    "我这有一份明年的学习计划，怎么导进去": "study.import",
    "上传学习计划": "study.import",
    "帮我把学习计划表导入系统": "study.import",
    "我把支部学习计划发给你录一下": "study.import",
    "学习计划的空白表格有没有": "study.template",
    "要一份党课计划模板": "study.template",
    "这季度还有几个支部没开党员大会": "study.frequency",
    "11月份支委会哪些支部没开": "study.frequency",
    "各支部本月主题党日开展情况": "study.frequency",
    "查一下三会一课落实情况": "study.frequency",
    "三季度党课都上了吗，哪些支部没上": "study.frequency",
    "咱们支部还差哪些会没开": "study.frequency",
    "哪几个党小组本月小组会没开": "study.frequency",
    "中心组本季度学了没有": "study.frequency",
    "还有哪家没搞主题党日": "study.frequency",
    "組織生活會哪個支部還沒開": "study.frequency",
    "统计各支部三会一课次数": "study.frequency",
    "我支部这个月支委会开没开过": "study.frequency",
    "上个月哪个支部没开支委会": "study.frequency",
    "11月8号我们支部上了党课，帮忙登记": "study.held",
    "补登一次支委会，10月12日开的": "study.held",
    "登记：机关党支部10月20日党员大会，已召开": "study.held",
    "记一下，昨天主题党日搞完了": "study.held",
    "饮食宿管党支部前天已经开过支委会了请登记": "study.held",
}
OTHERS = (
    "我昨天的党课没上，怎么补",
    "明天下午3点三支部开党员大会，科学馆207",
    "谁没参加这个月的主题党日",
    "党课多久上一次",
    "支委会的召开频次有什么要求",
    "学习计划怎么制定",
    "通知各支部12月5日前报送明年学习计划",
    "下周工作安排发我",
    "锅炉检修计划什么时候出",
    "支部党员大会要多少人到会才有效",
    "党员大会改到周五",
    "这个月我上了几次党课",
    "本月支委会没开成，改到下周一",
    "登记一个维修工单",
    "维修计划登记一下",
    "工作计划什么时候交",
    "采购计划报上来了吗",
    "明天东区停水计划",
    "三会一课多久开一次",
    "支委会每月要开几次",
    "党员大会一般多长时间召开一次",
    "年度培训计划怎么写",
    "党员大会表决票怎么算",
    "检修计划发我",
    "明天下午3点开支委会",
)
OURS = ("study.plan", "study.frequency", "study.import", "study.template", "study.held")


def heard(text: str) -> tuple[str, dict[str, Any]]:
    """Return how a text is read on a Friday at ten."""
    found = read(message(text), Situation(FRIDAY, OFFICE, facts={"checkin": Facts()}))
    return (found[0].intent, dict(found[0].slots)) if found else ("", {})


@each(("text", "intent"), HEARD.items())
def test_plans_and_how_often_are_heard(text: str, intent: str) -> None:
    """However it is put."""
    assert heard(text)[0] == intent


@each("text", OTHERS)
def test_other_plans_and_what_a_rule_wants_are_not(text: str) -> None:
    """They are others' matters, or the documents'."""
    assert heard(text)[0] not in OURS


def test_a_day_that_was_is_the_last_one_of_its_date() -> None:
    """Not the next."""
    assert heard("登记 11月5日 机关党支部 支委会 已开")[1]["on"] == "2026-11-05"
    assert heard("登记 12月30日 机关党支部 支委会 已开")[1]["on"] == "2026-12-30"
    assert heard("登记 8月30日 机关党支部 支委会 已开")[1]["on"] == "2026-08-30"


def test_cells_of_a_plan_take_what_offices_write() -> None:
    """A month with its year waits for its day; one without is refused."""
    assert date_cell("2026年7月", CONTEXT) == "2026-07"
    assert date_cell("2026/7/3", CONTEXT) == "2026-07-03"
    assert [hour_cell(one, CONTEXT) for one in ("15：00", "下午3点半", "15:00:00")] == ["15:00", "15:30", "15:00"]
    said = speeches_cell("王建国《安全、服务与育人》；王建国", CONTEXT)
    assert said == "王建国（10001）《安全、服务与育人》、王建国（10001）"
    for cell in ("7月", "12月中旬", "年底"):
        with pytest.raises(CellFault, match="请写成 2026-07-10"):
            date_cell(cell, CONTEXT)
    with pytest.raises(CellFault, match="不止一个"):
        speeches_cell("李明《题目》", CONTEXT)


def test_the_month_or_quarter_that_is_named_is_the_last_there_was() -> None:
    """Asked in November of October, of the third quarter, of December."""
    asked = ("10月份支委会哪些支部没开", "三季度哪些支部没上党课", "12月哪些支部没开支委会", "本月哪些支部没开支委会")
    assert [heard(one)[1]["in"] for one in asked] == ["2026-10-01", "2026-07-01", "2025-12-01", ""]


def test_periods_begin_and_end_with_the_calendar() -> None:
    """A month, a quarter, half a year, a year; and the one before."""
    day = date(2026, 11, 20)
    ends = [frequency.last_day(one, day) for one in (MONTH, QUARTER, HALF, YEAR)]
    assert ends == [date(2026, 11, 30), *[date(2026, 12, 31)] * 3]
    assert frequency.span(QUARTER, date(2026, 2, 1), back=1) == (date(2025, 10, 1), date(2026, 1, 1))
    said = [frequency.named(one, frequency.span(one, day)[0]) for one in (MONTH, QUARTER, HALF, YEAR)]
    assert said == ["2026年11月", "2026年第四季度", "2026年下半年", "2026年"]
