"""Away and back: who acts, who is told, what may be taken back."""

from __future__ import annotations

from tests.office import Office
from tests.saying import silent


def test_somebody_is_away_and_whoever_acts_is_alarmed_in_his_place(office: Office) -> None:
    """Told at once who acts; those over him two minutes later; on the morning of return only if anything came."""
    office.person("林部长").says("我今天到周三出差，由副部长代")
    office.person("林部长").gets(
        "已登记出差：11月23日（周一）至11月25日（周三），共3天", "由王部长代行", "并告知陈书记、何部长、张老师"
    )
    office.person("王部长").gets("【代行】11月23日（周一）至11月25日（周三）林部长外出，由您代行", "不便代行")
    office.forward(minutes=3)
    for name in ("陈书记", "何部长", "张敏"):
        office.person(name).gets("【外出】林部长 11月23日（周一）至11月25日（周三）出差，共3天。由王部长代行")
    office.person("李明").says("三食堂三楼漏水")
    office.person("王部长").gets("【突发】")
    silent(office)
    office.person("何部长").says("林部长在吗")
    office.person("何部长").gets("林部长11月23日（周一）至11月25日（周三）外出，王部长代")
    office.person("林部长").says("已返校")
    office.person("林部长").gets("已登记返回")
    office.person("王部长").gets("林部长已返回，代行到此结束")


def test_what_is_taken_back_in_time_those_over_him_never_hear_of(office: Office) -> None:
    """Whoever was told already is corrected."""
    wang = office.person("王副主任")
    wang.says("我周三到周五去成都，马师傅代")
    wang.gets("已登记外出：11月25日（周三）至11月27日（周五）", "并告知孙主任")
    office.person("马师傅").gets("【代行】")
    wang.says("撤销")
    wang.gets("外出登记已撤销")
    office.person("马师傅").gets("【更正】王副主任 11月25日（周三）至11月27日（周五）的外出登记已撤销")
    office.forward(minutes=5)
    office.person("孙主任").gets_nothing()
    wang.says("回来了")
    wang.gets("您没有登记外出")


def test_who_acts_is_asked_where_nobody_is_named(office: Office) -> None:
    """Once, with those who are likely; another day is told to whoever was told."""
    sun = office.person("孙主任")
    sun.says("我明天起休假五天")
    sun.gets("已登记休假：11月24日（周二）至11月28日（周六），共5天", "超过3天", "由谁代行？", "1. 王副主任", "不指定")
    sun.says("1")
    sun.gets("由王副主任代行", "并告知林部长、张老师")
    office.person("王副主任").gets("【代行】")
    office.forward(minutes=3)
    for name in ("林部长", "张敏"):
        office.person(name).gets("【外出】孙主任", "由王副主任代行")
    sun.says("改到周四回来")
    sun.gets("已改为：11月24日（周二）至11月26日（周四）")
    for name in ("王副主任", "林部长", "张敏"):
        office.person(name).gets("【外出·变更】孙主任 11月24日（周二）至11月26日（周四）", "以本通知为准")
    office.person("王副主任").says("不便代行")
    office.person("王副主任").gets("已告知孙主任")
    sun.gets("王副主任不便代行", "还没有代行人")
    sun.says("不去了")
    sun.gets("已取消11月24日（周二）至11月26日（周四）的外出登记")
    for name in ("王副主任", "林部长", "张敏"):
        office.person(name).gets("【外出·取消】孙主任")


def test_a_secretary_enters_it_for_a_leader_after_one_confirmation(office: Office) -> None:
    """And nobody else may; what could be two stretches of days is asked."""
    office.person("李明").says("王部长周三到周五出差，林部长代")
    office.person("李明").gets("由本人、代办人或联络员登记")
    office.person("张敏").says("何部长下周出差三天，王部长代")
    office.person("张敏").gets("请问从哪天开始", "1. 11月30日（周一）到12月2日（周三）")
    office.person("张敏").says("2")
    office.person("张敏").gets(
        "请确认登记：何部长出差，12月1日（周二）至12月3日（周四）", "确认后告知何部长、王部长、陈书记"
    )
    office.person("张敏").says("确认")
    office.person("张敏").gets("已登记：何部长出差")
    office.person("王部长").gets("【代行】")
    office.person("何部长").gets("【外出】张老师为您登记")
    office.forward(minutes=3)
    office.person("陈书记").gets("【外出】何部长")
    office.person("张敏").says("下周谁外出")
    office.person("张敏").gets("何部长 12月1日（周二）至12月3日（周四）外出，王部长代")
    office.person("李明").says("谁不在")
    office.person("李明").gets("外出情况请问综合办公室 张敏")


def test_a_step_of_whoever_has_nothing_open_is_answered_kindly(office: Office) -> None:
    """Privately; in a group nothing is said."""
    for text in ("收到", "到场", "已到场，已控制", "收到，马上去"):
        office.person("李明").says(text)
        office.person("李明").gets("目前没有等您回复的通知、事件或工单")
        office.person("李明").says(f"@助手 {text}")
    office.group().gets_nothing()
