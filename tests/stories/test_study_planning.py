"""Studies planned at the office: announced, spoken at, changed, called off; signing in opens by itself."""

from __future__ import annotations

import pytest

from tests.office import Office
from tests.saying import says, silent

PLAN = "周四下午3点 科学馆207 中心组学习 专题:服务育人 书记领学 宿舍、园林两中心主任主题发言 列席：孙主任"
LESSON = "通知机关党支部下周二下午上党课，王部长主讲"


@pytest.fixture
def planned(office: Office) -> Office:
    """Have the office plan a study of the leaders for Thursday."""
    says(office, "张敏", PLAN, "确认")
    return office


def test_one_confirmation_says_everything_and_then_everybody_hears_his_part(office: Office) -> None:
    """Who attends is whom the office's setting names; who speaks is asked for his title; leave is asked as ever."""
    asked = says(office, "张敏", PLAN)
    for said in (
        "11月26日（周四）15:00",
        "领学：陈书记",
        "主题发言：钱主任、郑主任",
        "列席：孙主任",
        "签到：14:45–15:30",
    ):
        assert said in asked
    assert "参加：班子成员（4人）" in asked
    office.person("张敏").says("确认")
    office.person("张敏").gets("已发出：中心组学习", "应到4人", "14:45开始签到")
    office.person("何部长").gets("【中心组】11月26日（周四）15:00 中心组学习", "专题：服务育人", "请回：1 收到（参加）")
    office.person("钱主任").gets("【主题发言】", "请回“发言题目")
    office.person("孙主任").gets("【中心组】", "列席：钱主任、孙主任、郑主任")
    office.person("张敏").gets_file("中心组学习.ics")
    silent(office)
    office.person("钱主任").says("发言题目：《宿舍里的服务》")
    office.person("钱主任").gets("已记下您的题目《宿舍里的服务》")
    office.person("张敏").gets("钱主任的主题发言题目：《宿舍里的服务》")
    assert "您要作主题发言，题目《宿舍里的服务》" in says(office, "钱主任", "中心组学习我要发言吗")


def test_signing_in_opens_by_itself_a_quarter_of_an_hour_before(planned: Office) -> None:
    """Who attends may sign, though he has not answered the announcement; who speaks without belonging sits in."""
    planned.forward(hours=76.8)
    assert "签到开放到15:30" in "".join(planned.screen.unseen[planned.person("钱主任").account])
    silent(planned)
    assert "已签到" in says(planned, "何部长", "1")
    assert "您列席" in says(planned, "钱主任", "签到")
    assert "您不在名单上" in says(planned, "冯科长", "签到 XX-0001")
    planned.person("林部长").says("2 在北京出差")
    planned.person("林部长").gets("中心组学习：您的公出已报组织人张老师")
    planned.person("张敏").gets("【待同意】", "林慧申请公出")
    planned.person("张敏").says("不同意 今天要表决")
    planned.person("林部长").gets("【未同意】", "原因：今天要表决")
    silent(planned)
    assert "您的请假已报组织人" in says(planned, "林部长", "2 孩子住院")
    assert "已通知许主任列席。学习考勤不能由他人代替" in says(planned, "王部长", "3 许主任")
    assert "您列席" in says(planned, "许主任", "签到")
    assert "应到4人，实到1人" in says(planned, "张敏", "到的过半了吗")
    assert "应到4人，实到1人" in says(planned, "张敏", "统计")
    assert len(planned.journal("checkin.opened")) == 1


def test_a_change_is_told_once_and_moves_the_window_and_undo_puts_it_back(planned: Office) -> None:
    """Old and new in one line; the notice of everybody says so, and 撤销 corrects it."""
    asked = says(planned, "张敏", "中心组学习改到周五上午9点")
    assert "时间：11月26日（周四）15:00 改为 11月27日（周五）09:00" in asked
    assert "签到：08:45–09:30" in asked
    planned.person("张敏").says("确认")
    planned.forward(minutes=3)
    planned.person("何部长").gets("改期·第1次", "11月27日（周五）09:00")
    silent(planned)
    planned.person("张敏").says("撤销")
    planned.person("张敏").gets("中心组学习照原来的：11月26日（周四）15:00")
    silent(planned)
    planned.forward(hours=76.8)
    assert len(planned.journal("checkin.opened")) == 1
    silent(planned)


def test_who_does_what_and_who_counts_is_changed_among_those_it_concerns(planned: Office) -> None:
    """Only he who is new and he who is free hear it; who is set apart is no more expected."""
    says(planned, "张敏", "领学改为林部长")
    planned.person("张敏").says("确认")
    planned.person("陈书记").gets("本次不用您领学")
    planned.person("林部长").gets("【领学】", "请您领学")
    assert "已记下您的题目《怎样服务》" in says(planned, "林部长", "发言题目：《怎样服务》")
    planned.person("何部长").gets_nothing()
    silent(planned)
    assert "改后应到3人" in says(planned, "张敏", "王部长长期病休，中心组学习不计入应到")
    assert "不计入应到：王部长（长期病休）" in says(planned, "张敏", "确认")
    assert "没有您的学习安排" in says(planned, "王部长", "这周有什么学习")
    assert "增加：韩委员" in says(planned, "张敏", "中心组学习再加上韩委员")
    planned.person("张敏").says("确认")
    planned.person("韩委员").gets("【中心组】11月26日（周四）15:00")
    silent(planned)
    assert "改后应到5人" in says(planned, "张敏", "中心组学习再加上钱主任")
    assert "列席：冯科长" in says(planned, "张敏", "中心组学习主题发言改为冯科长")
    planned.person("张敏").says("确认")
    planned.person("冯科长").gets("【中心组】", "请您作主题发言")
    planned.person("郑主任").gets("本次不用您作主题发言")
    planned.person("郑主任").gets_nothing()
    silent(planned)
    planned.person("张敏").says("撤销")
    planned.person("冯科长").gets("【更正】", "刚才的改动作废")
    planned.person("冯科长").gets_nothing()
    silent(planned)


def test_what_is_missing_is_asked_and_who_lectures_need_not_sign(office: Office) -> None:
    """The hour is asked for; a guest nobody knows stays as he was said."""
    assert "几点学习" in says(office, "陆主任", LESSON)
    asked = says(office, "陆主任", "三点")
    assert "讲党课：王部长" in asked
    assert "免签：王部长" in asked
    assert "应到6人" in says(office, "陆主任", "确认")
    assert "参加：维修水电党支部（5人）" in says(office, "孙主任", "下周三下午3点 维修党支部党课 王部长主讲")
    assert "是外请的请选1" in says(office, "陆主任", "下周五下午3点 机关党支部党课 306 主讲：保卫处王处长")
    assert "讲党课：保卫处王处长" in says(office, "陆主任", "1")
    assert "主讲：外请李队长" in says(office, "陆主任", "下周五下午3点 机关党支部培训 306 主讲：外请李队长")
    says(office, "陆主任", "算了")
    assert "支委会哪些人参加" in says(office, "陆主任", "下周四下午3点 机关党支部支委会")
    assert "参加：张老师、陆主任（2人）" in says(office, "陆主任", "张老师、陆主任")


def test_what_is_called_off_is_told_to_those_who_were_told(planned: Office) -> None:
    """Signing in never opens; another study of the hour is noted before it is planned."""
    assert "这时已有“中心组学习”" in says(planned, "张敏", "周四下午3点半 班子成员 专题报告会 报告厅")
    says(planned, "张敏", "算了", "取消周四的中心组学习")
    planned.person("张敏").says("确认")
    planned.person("何部长").gets("【取消】", "请不用到")
    planned.person("郑主任").gets("【取消】")
    silent(planned)
    planned.forward(hours=77)
    assert not planned.journal("checkin.opened")


def test_who_may_not_run_studies_plans_none(office: Office) -> None:
    """He hears whom to ask, and no study stands."""
    assert "联系" in says(office, "李明", "周五上午9点在二楼会议室开食品安全培训，饮食中心全体参加")
    assert not office.journal("checkin.planned")
