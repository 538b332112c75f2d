"""What is said of tasks: given, taken, reported, done, put off, passed on, asked for; and what is none of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.messages import Channel
from bot.router import Reading
from bot.situation import Situation
from bot.stage import OFFICE
from handlers.task.facts import Facts, Known
from handlers.task.matter import Stage
from handlers.task.said import read
from tests.each import each
from tests.fakes import message

NOW = datetime(2026, 11, 21, 10, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Saturday
OWN = Known(2, "DB-0002", "食堂安全排查", Stage.WORKING, "郭主任", is_owner=True)
NEW = replace(OWN, stage=Stage.HANDED)
GIVEN = replace(OWN, is_owner=False, is_assigner=True)
CLAIMED = replace(GIVEN, stage=Stage.CLAIMED)
ASKED = replace(GIVEN, is_asked=True)
OTHER = Known(5, "DB-0005", "消防器材检查", Stage.WORKING, "孙主任", is_assigner=True)


def heard(text: str, *known: Known, **changes: Any) -> Reading | None:
    """Return how a text is read by somebody who has to do with these tasks."""
    found = read(replace(message(text), **changes), Situation(NOW, OFFICE, facts={"task": Facts(known)}))
    return found[0] if found else None


def intent(text: str, *known: Known, **changes: Any) -> str:
    """Return what a text is read as, without the slice's name."""
    found = heard(text, *known, **changes)
    return found.intent.removeprefix("task.") if found else ""


@each(
    ("text", "title", "owner", "due"),
    [
        ("把食堂安全排查派给郭主任 下周五前完成", "食堂安全排查", "郭主任", "2026-11-27"),
        ("交办：各楼栋消防器材检查，孙主任牵头，物业配合，12月10日前", "各楼栋消防器材检查", "孙主任", "2026-12-10"),
        ("暖气片更换的事孙主任负责 12月10日前完成", "暖气片更换", "孙主任", "2026-12-10"),
        ("整改内容：地下室电瓶车清理 责任人：孙主任 整改期限：12月10日", "地下室电瓶车清理", "孙主任", "2026-12-10"),
        ("这事让老李盯着办，月底前给我结果", "", "老李", "2026-11-30"),
        ("督办：二食堂灶台整改 郭主任 12月5日前", "二食堂灶台整改", "郭主任", "2026-12-05"),
        ("请孙主任牵头把消防器材检查一遍，12月10日前完成", "消防器材检查一遍", "孙主任", "2026-12-10"),
        ("请孙主任牵头修订值班管理规定，12月10日前完成", "修订值班管理规定", "孙主任", "2026-12-10"),
        ("让郭主任下周五前把食堂安全排查完成", "食堂安全排查", "郭主任", "2026-11-27"),
        ("给孙主任派个任务：检查各楼栋消防器材，12月10日前", "检查各楼栋消防器材", "孙主任", "2026-12-10"),
        ("交办孙主任：检查各楼栋消防器材 12月10日前", "检查各楼栋消防器材", "孙主任", "2026-12-10"),
        ("孙主任牵头，物业配合，12月10日前完成各楼栋消防器材检查", "各楼栋消防器材检查", "孙主任", "2026-12-10"),
        ("宿舍热水整改交给冯科长，下周三前完成", "宿舍热水整改", "冯科长", "2026-11-25"),
        ("3号楼屋面漏水的整改由维修中心负责，本月底前完成", "3号楼屋面漏水的整改", "维修中心", "2026-11-30"),
        ("责成水电科一周内拿出节能改造方案", "拿出节能改造方案", "水电科", "2026-11-28"),
        ("安排周主任负责冬季防滑，12月1日前落实", "冬季防滑", "周主任", "2026-12-01"),
        ("陈书记交办：宿舍空调更换方案，孙主任承办，12月15日前", "宿舍空调更换方案", "孙主任", "2026-12-15"),
        ("巡查发现5号楼消防通道堆物，交由物业整改，3天内完成", "巡查发现5号楼消防通道堆物", "物业", "2026-11-24"),
        ("那个 呃 把那个消防检查派给孙主任吧 下周五之前弄完", "消防检查", "孙主任", "2026-11-27"),
        ("學生公寓熱水整改交給馮科長 下週三前完成", "学生公寓热水整改", "冯科长", "2026-11-25"),
        ("請孫主任牽頭落實電梯年檢，12月10日前辦結", "电梯年检", "孙主任", "2026-12-10"),
        ("立督办：西区路灯改造，冯科长牵头，园林配合，年底前完成", "西区路灯改造", "冯科长", "2026-12-31"),
        ("帮我给冯科长派个活：查一下东区管网漏损，这个月底要结果", "查一下东区管网漏损", "冯科长", "2026-11-30"),
        ("车队年检 派给许主任 12月15号", "车队年检", "许主任", "2026-12-15"),
        ("把暖气试压交代给冯科长 11月25日前", "暖气试压", "冯科长", "2026-11-25"),
        ("会议议定的停车位划线交许主任办，12月5号前", "会议议定的停车位划线", "许主任", "2026-12-05"),
        ("食堂燃气报警器更换 责任人赵主任 12月3日", "食堂燃气报警器更换", "赵主任", "2026-12-03"),
        ("老李 这事你盯着 月底前给我结果", "", "老李", "2026-11-30"),
        ("这个事列入督办，孙主任牵头，12月底前", "", "孙主任", "2026-12-31"),
        ("要求食堂下周内把后厨烟道清洗一遍", "后厨烟道清洗一遍", "食堂", "2026-11-29"),
        ("督办：我自己整理值班表，12月1日前", "整理值班表", "我", "2026-12-01"),
        ("把值班表整理派给我自己 12月1日前完成", "值班表整理", "我", "2026-12-01"),
        ("把台账补录派给孙主任，昨天前完成", "台账补录", "孙主任", "2026-11-20"),
        ("把食堂卫生交给赵主任盯着", "食堂卫生", "赵主任", None),
        ("把更换门禁派给周主任", "更换门禁", "周主任", None),
        ("督办事项：图书馆卫生间异味 责任单位：物业中心 期限：12月4日", "图书馆卫生间异味", "物业中心", "2026-12-04"),
        ("叫老孙把楼顶那几块松的瓦换了 明天下班前", "楼顶那几块松的瓦换了", "老孙", "2026-11-22"),
        ("交办赵主任，二食堂后厨地面防滑整改，下周一完成", "二食堂后厨地面防滑整改", "赵主任", "2026-11-23"),
        ("請郭主任把倉庫清理乾淨 月底前", "仓库清理干净", "郭主任", "2026-11-30"),
        ("垃圾清运交给园林中心负责，12月1日前落实到位", "垃圾清运", "园林中心", "2026-12-01"),
        ("老周你盯一下楼道堆物清理的事 周四之前弄完", "楼道堆物清理", "老周", "2026-11-26"),
        ("许主任，大巴防滑链备齐，下周二之前办好报我", "大巴防滑链备齐", "许主任", "2026-11-24"),
        ("交代孙主任一件事：泵房加把锁，周五前", "泵房加把锁", "孙主任", "2026-11-27"),
        ("二食堂排风投诉 赵主任去处理 五天内", "二食堂排风投诉", "赵主任", "2026-11-26"),
        ("许主任您下周二前把大巴车检一遍", "大巴车检一遍", "许主任", "2026-11-24"),
        ("你跟老孙说一声让他月底前把水泵房打扫了", "水泵房打扫了", "老孙", "2026-11-30"),
        ("转小冯处理一下 东门路面塌陷 三天内", "东门路面塌陷", "小冯", "2026-11-24"),
        ("嗯会上定的那个路灯改造就让水电科去办吧年底之前完成", "路灯改造", "水电科", "2026-12-31"),
        ("根据联席会议要求，由物业中心负责清理楼顶，11月底前完成", "清理楼顶", "物业中心", "2026-11-30"),
        ("请各科室12月4日前完成库房盘点并上报结果", "库房盘点", "各科室", "2026-12-04"),
        (
            "【督办单】\n事项：西区锅炉烟囱加固\n承办单位：维修中心\n办结时限：2026年12月20日\n特此督办。",
            "西区锅炉烟囱加固",
            "维修中心",
            "2026-12-20",
        ),
        ("这件事交给环卫中心 月底前搞定 北门垃圾房", "北门垃圾房", "环卫中心", "2026-11-30"),
    ],
)
def test_somebody_is_given_something_to_do(text: str, title: str, owner: str, due: str | None) -> None:
    """What, who, until when; terse, spoken, formal, Traditional."""
    found = heard(text)
    assert found is not None
    assert found.intent == "task.assign"
    assert (found.slots["title"], found.slots["owner"], found.slots.get("due")) == (title, owner, due)


@each(
    ("text", "name", "value"),
    [
        ("交办：各楼栋消防器材检查，孙主任牵头，物业、水电科配合，12月10日前", "helpers", ["物业", "水电科"]),
        (
            "由周主任牵头，赵主任、钱主任配合，对各楼栋用电安全进行排查，12月15日前报结果",
            "helpers",
            ["赵主任", "钱主任"],
        ),
        ("陈书记交办：宿舍空调更换方案，孙主任承办", "for", "陈书记"),
        ("交办：灶台整改，赵主任承办，来源：巡查", "source", "巡查"),
        ("会议议定的停车位划线交许主任办，12月5号前", "source", "会议"),
        ("把电梯年检派给周主任 本周五前", "due_asked", "“本周五”（11月20日（周五））已经过了，请问是指下周五吗？"),
        ("把电梯年检派给周主任 12月中旬前", "due_asked", "“12月中旬”请问具体是哪一天？"),
        ("把电梯年检派给周主任 2月30号前", "due_refused", "2月没有30号，请核对日期"),
    ],
)
def test_who_helps_whence_in_whose_name(text: str, name: str, value: object) -> None:
    """And what must be asked about the day."""
    found = heard(text)
    assert found is not None
    if name == "due_refused":
        assert found.slots[name]
    else:
        assert found.slots[name] == value


@each(
    ("text", "known", "meant"),
    [
        ("DB-0007 进展：已查完两栋", OWN, "progress"),
        ("db7 已经联系厂家", OWN, "progress"),
        ("进度80%", OWN, "progress"),
        ("还差二食堂", OWN, "progress"),
        ("排查完成了80%", OWN, "progress"),
        ("已查完3个食堂，还剩一个", OWN, "progress"),
        ("目前正在走流程", OWN, "progress"),
        ("食堂排查进展：后厨已看完", OWN, "progress"),
        ("进展 灶台已经换了两个", OWN, "progress"),
        ("进展：已查完两栋", OWN, "progress"),
        ("进度：方案初稿写好了，等审", OWN, "progress"),
        ("汇报一下排查进展，东区已全部查完", OWN, "progress"),
        ("已经联系厂家，等配件", OWN, "progress"),
        ("正在走采购流程，预计下周到货", OWN, "progress"),
        ("目前查到三楼了", OWN, "progress"),
        ("那个排查弄完了", OWN, "done"),
        ("T2完成了", OWN, "done"),
        ("申请办结", OWN, "done"),
        ("食堂排查已完成，照片已发", OWN, "done"),
        ("任务完成", OWN, "done"),
        ("都查完了", OWN, "done"),
        ("搞定了", OWN, "done"),
        ("9号督办 已完成", OWN, "done"),
        ("排查全部整改到位，请销号", OWN, "done"),
        ("那个食堂的排查我们都弄好了", OWN, "done"),
        ("同意办结", CLAIMED, "close"),
        ("销号", CLAIMED, "close"),
        ("同意", CLAIMED, "close"),
        ("DB-0002 同意办结", CLAIMED, "close"),
        ("退回 还差三号楼", CLAIMED, "return"),
        ("不同意办结，后厨没整改到位", CLAIMED, "return"),
        ("重新查一遍", CLAIMED, "return"),
        ("不归我，应该物业办", OWN, "return"),
        ("这个不是我们中心的事", OWN, "return"),
        ("申请延期到下周三 缺配件", OWN, "extend"),
        ("缺配件，想延期几天", OWN, "extend"),
        ("能不能延期到下周五", OWN, "extend"),
        ("期限改到12月5日", GIVEN, "extend"),
        ("DB-0002 改期限到12月5日", GIVEN, "extend"),
        ("改期限到12月5日", GIVEN, "extend"),
        ("同意", ASKED, "extend"),
        ("不同意", ASKED, "extend"),
        ("销号", OWN, "close"),
        ("同意办结", OWN, "close"),
        ("同意延期", ASKED, "extend"),
        ("不同意延期", ASKED, "extend"),
        ("催一下郭主任的排查", GIVEN, "urge"),
        ("DB-2 再催一下", GIVEN, "urge"),
        ("抓紧办", GIVEN, "urge"),
        ("DB-0002转办给孙主任", OWN, "hand_over"),
        ("这个任务转给孙主任", OWN, "hand_over"),
        ("把DB-0003分给三个中心各自报", GIVEN, "split"),
        ("这个任务分解到饮食中心、物业", GIVEN, "split"),
        ("节点：周三前出方案，周五前完成", OWN, "milestone"),
        ("DB-0002 节点：12月1日前招标，12月10日前进场", GIVEN, "milestone"),
        ("DB-0002 撤销督办", GIVEN, "cancel"),
        ("这个任务不用办了", GIVEN, "cancel"),
        ("接收", NEW, "accept"),
        ("DB-0002 收到", NEW, "accept"),
        ("进展：东区走完了，西区下周走", OWN, "progress"),
        ("卡在招标上了", OWN, "progress"),
        ("就差一号楼 别的都查完", OWN, "progress"),
        ("说一下啊 已经跟厂家约好了", OWN, "progress"),
        ("再给我一周行不行", OWN, "extend"),
        ("按期弄不完了 能晚两天吗", OWN, "extend"),
        ("还没查完 人手不够", OWN, "progress"),
        ("食堂排查办结", OWN, "done"),
        ("没查到位 重新来", GIVEN, "return"),
        ("汇报一下进度：厂家还没到货", OWN, "progress"),
        ("整完了领导", OWN, "done"),
        ("同意销号", GIVEN, "close"),
        ("这项结了吧", CLAIMED, "close"),
        ("打回去重新整改", GIVEN, "return"),
        ("同意延期", GIVEN, "extend"),
        ("供暖那个事怎么还没动静 催催老孙", GIVEN, "urge"),
        ("问下老孙那件事弄得咋样了 再催催", GIVEN, "urge"),
        ("DB-2 怎么样了", OWN, "query"),
        ("食堂排查办得怎么样了", GIVEN, "query"),
        ("DB-0002", OWN, "query"),
    ],
)
def test_steps_are_read_by_whose_task_it_is(text: str, known: Known, meant: str) -> None:
    """With the number, or without where the sender has to do with one."""
    assert intent(text, known) == meant


@each(
    ("text", "meant"),
    [
        ("督办情况", "report"),
        ("督办进展怎么样了", "report"),
        ("各单位督办进展如何", "report"),
        ("哪些任务逾期了", "report"),
        ("督办件有哪些没完成", "report"),
        ("我交办的任务怎么样了", "list"),
        ("我的督办", "list"),
        ("我手头的督办件有几个", "list"),
        ("督办都办得怎么样啦", "report"),
        ("还有几项没销号", "report"),
        ("各中心任务办得咋样了", "report"),
        ("本月督办完成率多少", "report"),
        ("统计一下十月份督办办结情况", "report"),
        ("我派出去了哪些活", "list"),
        ("整改台账", "ledger"),
        ("逾期的督办都催一遍", "urge"),
        ("各中心督办的事加快", "urge"),
        ("给我看看督办进度表", "report"),
        ("交办的事都办到哪一步了", "report"),
        ("上个月交办的办结了几件", "report"),
        ("超期没办的有几个单位", "report"),
        ("问一下维修中心配电房整改到哪一步了", "query"),
        ("督办台账", "ledger"),
        ("导出督办台账", "ledger"),
        ("本月督办进展通报一下", "report"),
        ("出一份10月份督办工作通报", "report"),
        ("上个月的督办通报", "report"),
        ("催一下郭主任的排查", "urge"),
        ("督办事项已经全部完成了", "done"),
    ],
)
def test_lists_and_papers_need_no_task(text: str, meant: str) -> None:
    """Whoever asks is told how it stands, or that he may not see it."""
    assert intent(text) == meant


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("本月督办进展通报一下", "2026-11"),
        ("上个月的督办通报", "2026-10"),
        ("出一份10月份督办工作通报", "2026-10"),
        ("12月督办通报", "2025-12"),
        ("督办通报", "2026-11"),
    ],
)
def test_a_bulletin_is_of_a_month(text: str, period: str) -> None:
    """The current one where none is named; one to come was meant as the last of its name."""
    found = heard(text)
    assert found is not None
    assert found.slots["period"] == period


@each(
    "text",
    [
        "督办怎么销号",
        "任务逾期怎么处理",
        "督办制度是什么",
        "延期要怎么申请",
        "什么是督办",
        "谁可以交办任务",
        "督办几天内反馈",
        "督办超期会被扣分吗",
        "任务逾期了会怎么样",
        "没按时办结有什么后果",
        "老李你怎么还没来",
        "老李你下周三值班",
        "王主任，下周三开会的材料弄好给我",
        "安排个电工明天来修开关",
        "催一下我报修的灯",
        "我有哪些待办",
        "待办事项",
        "好的",
        "谢谢",
        "收到",
        "1",
        "嗯",
        "在吗",
        "下周三开会",
        "明天上午9点例会",
        "提醒我后天交总结",
        "提醒郭主任下周五前完成食堂排查",
        "通知各中心主任周五前交总结",
        "请各中心主任周五前交总结",
        "着火了",
        "二食堂漏水了",
        "图书馆灯不亮了",
        "派李师傅去修水管",
        "让孙主任到场",
        "已经派给孙主任了",
        "食堂排查派给郭主任了吗",
        "派给谁了",
        "把钥匙交给郭主任",
        "把材料交给张老师",
        "我把报告交给孙主任了",
        "把这个通知发给郭主任",
        "谁负责食堂安全",
        "孙主任负责消防",
        "周主任负责物业，赵主任负责饮食",
        "12月10日前完成检查",
        "我下周五前完成",
        "食堂晚上几点关门",
        "签到",
        "修好了",
        "吃完了",
        "会议纪要写完了",
        "撤销",
        "满意",
        "BX-0012 修好了",
        "YH-0005 销号",
        "冯科长负责供水，明天停水",
        "下周三上午9点开会，孙主任负责会场",
        "如果派给孙主任会怎么样",
        "别派给孙主任",
        "今天值班的是谁",
        "谁还没收到",
        "关于更换锅炉的请示",
        "我周三到周五出差，由王强代",
        "孩子发烧了想请假",
        "考核进展如何",
        "承诺书催一下",
        "我要请假",
        "",
    ],
)
def test_what_is_none_of_it(text: str) -> None:
    """Questions about rules, meetings, reminders, alarms, repairs, chatter, what was done already."""
    assert intent(text) == ""


@each(
    "text",
    [
        "好的",
        "谢谢",
        "签到",
        "修好了",
        "吃完了",
        "下周三开会",
        "会议纪要写完了",
        "我到了",
        "着火了",
        "周五前能完成吗",
        "还没弄完",
        "明天弄完",
        "快弄完了",
    ],
)
def test_words_of_something_else_do_nothing_to_an_open_task(text: str) -> None:
    """Nor does a promise or a question."""
    assert intent(text, OWN) in ("", "query")


def test_of_several_the_one_that_is_named_is_meant() -> None:
    """By its title or its owner; else all of them are asked about."""
    found = heard("催一下孙主任的检查", GIVEN, OTHER)
    assert found is not None
    assert found.slots["task"] == OTHER.id
    asked = heard("催一下", GIVEN, OTHER)
    assert asked is not None
    assert asked.slots["candidates"] == [2, 5]


def test_who_is_not_spoken_to_reads_nothing() -> None:
    """A group's chatter is left alone."""
    assert intent("把食堂安全排查派给郭主任 下周五前完成", channel=Channel.GROUP, chat="g") == ""


def test_the_words_quoted_are_the_matter() -> None:
    """这事 in answer to a message is that message."""
    quote = {"quote": {"kind": "text", "text": "西区锅炉房的门坏了，风一吹就开"}}
    found = heard("这事让老李盯着办，月底前给我结果", data=quote)
    assert found is not None
    assert found.slots["title"] == "西区锅炉房的门坏了，风一吹就开"
