"""What is said of meetings: called, moved, called off, asked for; and what only sounds like it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.messages import Channel
from bot.situation import Situation
from bot.stage import OFFICE
from handlers.meeting.facts import Facts, Known
from handlers.meeting.said import read
from tests.each import each
from tests.fakes import message

NOW = datetime(2026, 11, 21, 2, tzinfo=UTC)  # a Saturday, ten o'clock
MINE = Known(4, "例会", "例会", NOW + timedelta(days=1), is_organiser=True)
THEIRS = Known(5, "例会", "例会", NOW + timedelta(days=1), collects="进展")


def heard(text: str, *known: Known, **changes: Any) -> tuple[str, dict[str, Any]]:
    """Return how a text is read, without the slice's name: intent and slots."""
    said = replace(message(text), **changes)
    found = read(said, Situation(NOW, OFFICE, facts={"meeting": Facts(concerned=known)}))
    return (found[0].intent.removeprefix("meeting."), dict(found[0].slots)) if found else ("", {})


CALLED = [
    ("约上林部长和各支部书记 周四下午3点 201", {"start": "2026-11-26T15:00", "audience": "林部长和各支部书记"}),
    ("明天下午5点到3点例会 302", {"title": "例会", "start": None, "day": "2026-11-22T00:00"}),
    ("明天下午3点紧急会 通知冯科长", {"title": "紧急会"}),
    (
        "周三下午3点例会 议题：" + "；".join(f"{number}.汇报第{number}项工作的进展情况" for number in range(1, 90)),
        {"agenda": [f"汇报第{number}项工作的进展情况" for number in range(1, 90)]},
    ),
    ("明早9点例会 提醒各中心主任", {"title": "例会", "start": "2026-11-22T09:00", "audience": "各中心主任"}),
    (
        "那个下礼拜二上午十点吧通知一下各中心主任到三楼开个安全会",
        {"title": "安全会", "start": "2026-11-24T10:00", "place": "三楼", "audience": "各中心主任"},
    ),
    ("昨天下午3点开会 提醒大家", {"start": None, "audience": "大家"}),
    (
        "每周一上午9点工作例会 306室",
        {"title": "工作例会", "rule": "FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0", "place": "306室"},
    ),
    (
        "党政联席会 周四下午两点半 二楼会议室 议题：1.预算 2.值班",
        {"title": "党政联席会", "start": "2026-11-26T14:30", "place": "二楼会议室", "agenda": ["预算", "值班"]},
    ),
    (
        "12月5号干部大会主管以上参加 科学馆207",
        {"title": "干部大会", "day": "2026-12-05T00:00", "place": "科学馆207", "audience": "主管以上", "start": None},
    ),
    ("周二下午3点开制度修订讨论会 各科长参加", {"start": "2026-11-24T15:00"}),
    ("后天安全工作小组碰头会", {"title": "安全工作小组碰头会", "day": "2026-11-23T00:00"}),
    ("十點開會", {"title": None, "start": None, "guess": "2026-11-22T10:00"}),
    ("十一点开会", {"start": "2026-11-21T11:00"}),
    (
        "會議通知\n時間：11月25日（周三）下午3:00\n地點：辦公樓302\n參會人員：各中心主任\n議題：1.年終總結；2.冬季安全",
        {
            "start": "2026-11-25T15:00",
            "place": "办公楼302",
            "audience": "各中心主任",
            "agenda": ["年终总结", "冬季安全"],
        },
    ),
    (
        "周三上午九点在办公楼二楼会议室召开后勤保障部党政联席会议，请各位领导参加",
        {"title": "后勤保障部党政联席会议", "place": "办公楼二楼会议室", "audience": "各位领导"},
    ),
    (
        "下周一上午9点，二楼会议室开个碰头会，叫上赵主任和钱主任",
        {"title": "碰头会", "place": "二楼会议室", "audience": "赵主任和钱主任", "start": "2026-11-23T09:00"},
    ),
    ("通知维修中心全体明天下午两点开会", {"audience": "维修中心全体", "start": "2026-11-22T14:00"}),
    (
        "呃 那个 明天下午三点 嗯 在一楼大厅 开个 食堂安全的会 各中心主任都来",
        {"title": "食堂安全会", "audience": "各中心主任", "start": "2026-11-22T15:00"},
    ),
    ("周五下午2点半腾讯会议 123-456-789 各支部书记", {"place": "腾讯会议 123-456-789", "audience": "各支部书记"}),
    ("开个会", {"start": None}),
    ("安排一个会", {"start": None}),
    ("我要开会 通知各班组长", {"audience": "各班组长"}),
    ("明天上午开个专题会研究冬季供暖", {"title": "专题会", "agenda": ["冬季供暖"], "day": "2026-11-22T00:00"}),
    (
        "请各单位负责人于11月27日下午3点到科学馆207参加安全生产工作部署会",
        {"title": "安全生产工作部署会", "place": "科学馆207", "audience": "各单位负责人", "start": "2026-11-27T15:00"},
    ),
    (
        "周一9点例会 会前请各中心报进展，周日前",
        {"title": "例会", "collect": "进展", "collect_by": "周日前", "start": "2026-11-23T09:00"},
    ),
    (
        "每月第一个周五下午3点安全例会 各中心主任 302会议室",
        {"title": "安全例会", "place": "302会议室", "rule": "FREQ=MONTHLY;BYDAY=1FR;BYHOUR=15;BYMINUTE=0"},
    ),
    ("2月30号开会 通知大家", {"start": None, "audience": "大家"}),
    ("下五3点例会 各中心主任", {"title": "例会", "start": "2026-11-21T15:00"}),
    ("12月中旬开干部大会 中层干部参加", {"title": "干部大会", "start": None, "audience": "中层干部"}),
    (
        "定于2026年12月1日14:30在图书馆报告厅召开全体职工大会，请准时参加",
        {"title": "全体职工大会", "place": "图书馆报告厅", "audience": "全体职工", "start": "2026-12-01T14:30"},
    ),
    ("火灾隐患整改专题会 周三下午3点 306", {"title": "火灾隐患整改专题会", "place": "306"}),
    ("周二下午四点燃气泄漏应急演练部署会 叫孙主任", {"title": "燃气泄漏应急演练部署会", "audience": "孙主任"}),
    ("下周五上午10点停水检修协调会 水电科和物业中心参加", {"title": "停水检修协调会", "start": "2026-11-27T10:00"}),
    ("本周四15：00—16：30 办公会 班子成员", {"title": "办公会", "start": None}),
    ("下周四15：00—16：30 办公会 班子成员", {"start": "2026-11-26T15:00", "end": "2026-11-26T16:30"}),
    ("下午四点开个短会", {"start": "2026-11-21T16:00"}),
    ("下週一上午九點開例會 通知各中心主任", {"title": "例会", "start": "2026-11-23T09:00"}),
    ("周一开会", {"day": "2026-11-23T00:00"}),
    ("提醒大家明天开例会", {"title": "例会", "audience": "大家", "day": "2026-11-22T00:00"}),
    (
        "明天9:00中层干部会议，地点行政楼402",
        {"place": "行政楼402", "audience": "中层干部", "start": "2026-11-22T09:00"},
    ),
    ("麻烦帮我通知一下饮食中心的全体员工，后天下午两点在二食堂开会", {"start": "2026-11-23T14:00", "place": "二食堂"}),
    ("召集各班组长今晚7点碰个头", {"audience": "各班组长", "start": "2026-11-21T19:00", "title": "碰头会"}),
    ("定个会 下周三下午", {"day": "2026-11-25T00:00", "start": None}),
    ("每天早上7点半班前会 维修一班", {"rule": "FREQ=DAILY;BYHOUR=7;BYMINUTE=30"}),
    ("每周五下午 安全例会", {"title": "安全例会", "start": None}),
    ("拟于11月30日上午9时召开年度总结会，议题：一、各中心汇报；二、领导讲话", {"agenda": ["各中心汇报", "领导讲话"]}),
    ("各位主任：明天上午十点半开会，三楼会议室，不要迟到", {"start": "2026-11-22T10:30", "place": "三楼会议室"}),
    ("喂 小助手 跟各个主任说一声 明儿早上八点半开会", {"start": "2026-11-22T08:30"}),
    ("发个会议通知", {"start": None}),
    ("发布会议通知：周三下午4点，工作小组会，办公楼201", {"title": "工作小组会", "place": "办公楼201"}),
    ("紧急会议 半小时后 值班室 各中心主任", {"start": "2026-11-21T10:30", "audience": "各中心主任"}),
    ("元旦前最后一个工作日下午3点开安全会，各中心主任", {"start": "2026-12-31T15:00", "title": "安全会"}),
    ("周二我要开个节能专题会，叫上水电科，下午两点", {"start": "2026-11-24T14:00"}),
    ("下周三吧下午三点叫物业的几位主管到我办公室碰个头", {"start": "2026-11-25T15:00", "place": "我办公室"}),
    ("各班组长周四上午9点到205集合开会", {"place": "205", "audience": "各班组长", "start": "2026-11-26T09:00"}),
    (
        "安排会议 时间 11月25日上午9点；地点 办公楼201；参会 各中心主任",
        {"start": "2026-11-25T09:00", "place": "办公楼201"},
    ),
    (
        "关于召开安全工作会议的通知\n时间：11月30日（周一）下午3:00\n地点：行政楼305\n参会人员：各中心主任\n请提前15分钟到场签到，因故不能参加的向综合办请假，收到请回复",
        {"start": "2026-11-30T15:00", "place": "行政楼305", "audience": "各中心主任"},
    ),
    ("我想约孙主任明天下午四点开个小会说说停车的事", {"start": "2026-11-22T16:00"}),
    ("周二上午10点把维修的师傅们叫过来碰一下", {"audience": "维修的师傅们"}),
    ("周五上午跟几位班长碰个头", {"audience": "几位班长"}),
]
CHANGED = [
    ("例会改到周四下午3点", {"name": "例会", "to_start": "2026-11-26T15:00"}),
    ("明天的例会改到周四下午3点", {"date": "2026-11-22", "to_start": "2026-11-26T15:00"}),
    ("明天的会推迟一小时", {"date": "2026-11-22", "by_min": 60}),
    ("例会提前半小时", {"by_min": -30}),
    ("例会推迟一个半小时", {"by_min": 90}),
    ("例会地点改到207", {"place": "207"}),
    ("会议地点改为科学馆207", {"place": "科学馆207"}),
    ("周一的例会换到三楼会议室开", {"place": "三楼会议室", "date": "2026-11-23"}),
    ("安全会延期到下周五上午10点", {"name": "安全会", "to_start": "2026-11-27T10:00"}),
    ("會議改到後天下午兩點", {"to_start": "2026-11-23T14:00"}),
    ("例会以后都改到周二上午9点", {"scope": "all", "to_start": "2026-11-24T09:00"}),
    ("这次例会改到周二上午9点", {"scope": "one"}),
    ("例会改期", {}),
    ("联席会往后推一天", {"by_min": 1440}),
    ("下午3点的会改到4点", {"at": "15:00", "hour_only": True}),
    ("例会调整到周三下午3点，地点改在办公楼302", {"to_start": "2026-11-25T15:00", "place": "办公楼302"}),
    ("干部大会改在图书馆报告厅", {"place": "图书馆报告厅"}),
    ("安全会推到周五上午十点", {"to_start": "2026-11-27T10:00"}),
    ("例会顺延两天", {"by_min": 2880}),
    ("明天的会改腾讯会议了", {"place": "腾讯会议"}),
    ("会议通知时间发错了，应该是下午4点，不是3点", {"hour_only": True}),
    ("安全会推迟，时间待定", {"to_start": None}),
    ("更正：安全会时间应为周四上午10点，不是9点", {"to_start": "2026-11-26T10:00"}),
    ("例会拖到下午五点", {"hour_only": True}),
    ("把赵主任从周一的会议名单里删掉", {"drop": "赵主任"}),
    ("安全会往后推一推 下午四点开", {"hour_only": True}),
    ("周一的会叫孙主任也来听听", {"add": "孙主任"}),
    ("例会改视频形式", {}),
]
MOVED_BARE = [
    ("推迟一小时", {"by_min": 60}),
    ("改到4点", {"hour_only": True}),
    ("地点改到207", {"place": "207"}),
    ("改到302", {"place": "302"}),
    ("加上冯科长", {"add": "冯科长"}),
    ("去掉孙主任和钱主任吧", {"drop": "孙主任和钱主任"}),
    ("提前到两点", {}),
    ("时间改为周四下午3点", {"to_start": "2026-11-26T15:00"}),
    ("会议室有人占了，换到302", {"place": "302"}),
]
CALLED_OFF = [
    ("取消明天的例会", {"date": "2026-11-22", "name": "例会"}),
    ("明天的例会取消", {"date": "2026-11-22"}),
    ("例会不开了", {"kind": "例会"}),
    ("周四的会不开了", {"date": "2026-11-26"}),
    ("这周例会停一次", {"scope": "one"}),
    ("取消會議", {}),
    ("把后天那个安全会取消掉", {"date": "2026-11-23", "kind": "安全会"}),
    ("党政联席会因故取消，通知一下", {"kind": "党政联席会"}),
    ("例会以后不开了", {"scope": "all"}),
    ("下周一的会议暂停", {"date": "2026-11-23"}),
    ("周三的会免了吧", {"date": "2026-11-25"}),
    ("这个会黄了", {}),
    ("取消了 明天的安全会", {"date": "2026-11-22"}),
]
ASKED = [
    ("下周有什么会", {"about": "list"}),
    ("明天几点开会", {"about": "time", "date": "2026-11-22"}),
    ("例会在哪开", {"about": "place", "kind": "例会"}),
    ("上次联席会是第几次", {"about": "number", "kind": "党政联席会", "last": True}),
    ("今年党政联席会开了几次", {"about": "number", "kind": "党政联席会"}),
    ("明天有会吗", {"date": "2026-11-22"}),
    ("今天下午有会没有", {}),
    ("例会什么时候开", {"about": "time"}),
    ("明天的会议题是什么", {"about": "agenda"}),
    ("我的会议", {}),
    ("本周会议安排", {}),
    ("下次例会是哪天", {"about": "time"}),
    ("明天例會幾點？", {"about": "time"}),
    ("周一例会谁参加", {"about": "people"}),
    ("会议情况", {"about": "people"}),
    ("今天有哪些会议", {"about": "list"}),
    ("后天的会在哪个会议室开", {"about": "place", "date": "2026-11-23"}),
    ("明天例会谁请假了", {"about": "people"}),
    ("周一的会有多少人参加", {"about": "people"}),
    ("明天的会要准备什么", {"about": "bring"}),
    ("把上周例会纪要找出来", {"about": "minutes"}),
    ("上周例会都布置了什么", {"about": "decided"}),
    ("下午开会不", {}),
    ("周四的会还是在207吗", {"about": "stands"}),
    ("下回例会是多会儿", {"about": "time"}),
    ("我后天用不用去开会", {}),
    ("例会改期了没", {"about": "stands"}),
    ("会议地址发我一下", {"about": "time"}),
    ("例会有几个人回了", {"about": "people"}),
    ("帮我查一下这周的会议", {"about": "list"}),
]
PAPERS = [
    (
        "会议决定：1.食堂安全排查,孙主任负责,下周五前;2.配电房检查，冯科长负责",
        "decide",
        {"title": "食堂安全排查", "owner": "孙主任", "more": ["配电房检查，冯科长负责"]},
    ),
    ("例会纪要：" + "研究了冬季防火，部署值班。" * 200, "minutes", {"text": "研究了冬季防火，部署值班。" * 200}),
    ("报议题：食堂涨价方案", "item", {"text": "食堂涨价方案"}),
    ("提交议题：二期供暖改造", "item", {"text": "二期供暖改造"}),
    ("報進展：隱患整改完成八成", "item", {}),
    ("例会纪要：一、部署冬季安全；二、通报值班。", "minutes", {"kind": "例会"}),
    ("会议纪要", "minutes", {"text": ""}),
    ("发纪要", "hand_out", {}),
    ("把例会纪要发给大家", "hand_out", {"kind": "例会"}),
    (
        "会议决定：食堂安全排查，郭主任负责，下周五前",
        "decide",
        {"title": "食堂安全排查", "owner": "郭主任", "due": "下周五前"},
    ),
    ("联席会议定：由维修中心牵头更换老旧电梯，12月底前完成", "decide", {"owner": "维修中心", "kind": "党政联席会"}),
    ("会议决定，值班表从下月起公示", "decide", {"owner": ""}),
    ("会前请各中心报进展，周日前", "collect", {"what": "进展", "by": "周日前"}),
    ("收集例会议题，周五前", "collect", {"by": "周五前"}),
    ("议题汇总", "collect", {"show": True}),
    ("今年党政联席会已开20次", "count", {"kind": "党政联席会", "count": 20}),
    ("发日历", "calendar", {}),
    ("会议日历", "calendar", {}),
    ("例会上我们要汇报的：锅炉年检已完成", "item", {"text": "锅炉年检已完成"}),
    ("例会纪要整理好了：一、防冻；二、值班。", "minutes", {"kind": "例会"}),
]
OTHERS = [
    line
    for line in (Path(__file__).parent / "meeting_others.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def holds(slots: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    """Return what is not as wanted."""
    return {
        name: slots.get(name)
        for name, value in wanted.items()
        if slots.get(name) != value and not (value == "" and not slots.get(name))
    }


@each(("text", "wanted"), CALLED)
def test_a_meeting_is_called_in_every_way_people_say_it(text: str, wanted: dict[str, Any]) -> None:
    """What is missing or past has no start, and something to ask."""
    intent, slots = heard(text)
    assert (intent, holds(slots, wanted)) == ("create", {})
    assert "rule" in slots or bool(slots.get("start")) != bool(slots.get("question"))


@each(("text", "wanted"), CHANGED)
def test_a_meeting_is_moved(text: str, wanted: dict[str, Any]) -> None:
    """By its name, to a moment, by an interval, to a place."""
    intent, slots = heard(text)
    assert (intent, holds(slots, wanted)) == ("change", {})


@pytest.mark.parametrize(("text", "wanted"), MOVED_BARE)
def test_who_calls_meetings_moves_his_own_without_naming_it(text: str, wanted: dict[str, Any]) -> None:
    """The same words of anybody else mean nothing here."""
    intent, slots = heard(text, MINE)
    assert (intent, holds(slots, wanted)) == ("change", {})


@each(("text", "wanted"), CALLED_OFF)
def test_a_meeting_is_called_off(text: str, wanted: dict[str, Any]) -> None:
    """By day, by kind, for once or for good."""
    intent, slots = heard(text)
    assert (intent, holds(slots, wanted)) == ("cancel", {})


@each(("text", "wanted"), ASKED)
def test_meetings_are_asked_for(text: str, wanted: dict[str, Any]) -> None:
    """When, where, which number."""
    intent, slots = heard(text)
    assert (intent, holds(slots, wanted)) == ("query", {})


@each(("text", "meant", "wanted"), PAPERS)
def test_items_minutes_and_decisions_are_put_to_a_meeting(text: str, meant: str, wanted: dict[str, Any]) -> None:
    """Before it and after it."""
    intent, slots = heard(text, MINE, THEIRS)
    assert (intent, holds(slots, wanted)) == (meant, {})


@each("text", OTHERS)
def test_what_only_sounds_like_a_meeting_is_left_alone(text: str) -> None:
    """Questions about rules, rooms out of order, 请假 and 收到, being in a meeting."""
    assert heard(text)[0] == ""


def test_nothing_is_read_in_a_group_unless_the_assistant_is_spoken_to() -> None:
    """A plan among colleagues is not a command."""
    assert heard("明早9点例会 提醒各中心主任", channel=Channel.GROUP, chat="g")[0] == ""
