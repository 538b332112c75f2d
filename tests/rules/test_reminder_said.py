"""What is said to be reminded, what is answered, what only talks about reminders; on Saturday 21 November 2026."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.messages import Channel
from bot.router import Reading
from bot.settings import Office
from bot.situation import Situation
from handlers.reminder import said
from handlers.reminder.known import Known
from handlers.reminder.supposed import PRINTS
from scheduler.when.lead import read_lead, without_lead
from tests.each import each
from tests.fakes import message

SITUATION = Situation(datetime(2026, 11, 21, 2, tzinfo=UTC), Office())
RUNG = Situation(SITUATION.now, Office(), facts={"reminder": Known(rung=("reminder:1:1",), asked=(12,))})
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)

#: what is said | who | what | when (empty: asked) | how many
WISHES = """
提醒我后天交总结|self|交总结|2026-11-23|1
每周五下午4点提醒我写周报|self|写周报|FREQ=WEEKLY;BYDAY=FR;BYHOUR=16;BYMINUTE=0|1
每月25号提醒我报水电|self|报水电|FREQ=MONTHLY;BYMONTHDAY=25|1
半小时后提醒我关火|self|关火|2026-11-21T10:30|1
下周三提醒维修中心全体 检查配电房|维修中心全体|检查配电房|2026-11-25|1
提醒张三明天带材料|张三|带材料|2026-11-22|1
到时候叫我一声|self|||1
明早7点叫我起床|self|起床|2026-11-22T07:00|1
明天下午三点叫我一下|self||2026-11-22T15:00|1
设个提醒：后天交总结|self|交总结|2026-11-23|1
定个明天7点的闹钟|self||2026-11-22T07:00|1
设置提醒 每周五下午4点写周报|self|写周报|FREQ=WEEKLY;BYDAY=FR;BYHOUR=16;BYMINUTE=0|1
后天交总结，提醒一下|self|交总结|2026-11-23|1
记得提醒我明天下午去财务处报销，后天上午9点领工具|self|去财务处报销|2026-11-22T14:00|2
明天上午9点交报表，下午3点去仓库盘点，提醒我|self|交报表|2026-11-22T09:00|2
提醒我明天9点交报表，下午3点开会|self|交报表|2026-11-22T09:00|2
12月中旬进行示范岗中期检查 提醒各支部书记|各支部书记|进行示范岗中期检查||1
你能提醒我后天交总结吗|self|交总结|2026-11-23|1
后天的会提前半小时提醒我|self|会|2026-11-23|1
下周二考试，三天前提醒我|self|考试|2026-11-24|1
提醒我|self|||1
提醒我交总结|self|交总结||1
呃那个提醒我一下那个明天下午三点去开会|self|去开会|2026-11-22T15:00|1
麻烦您明天提醒我给锅炉房打电话|self|给锅炉房打电话|2026-11-22|1
每天早上8点提醒我量体温，节假日不用提醒|self|量体温|FREQ=DAILY;BYHOUR=8;BYMINUTE=0|1
每月25号提醒我报水电，遇节假日提前|self|报水电|FREQ=MONTHLY;BYMONTHDAY=25|1
明天下午2点通知我去取货|self|去取货|2026-11-22T14:00|1
别忘了提醒我周五交表|self|交表|2026-11-27|1
我怕忘了，后天交党费|self|交党费|2026-11-23|1
提醒我2月30号交材料|self|交材料||1
提醒我这周五交总结|self|交总结||1
提醒我昨天下午3点交材料|self|交材料|2026-11-20T15:00|1
提醒我12月中旬交总结|self|交总结||1
幫我設個鬧鐘，明天早上六點|self||2026-11-22T06:00|1
提醒我问一下谁值班|self|问一下谁值班||1
提醒食堂赵主任周五前报菜单|食堂赵主任|报菜单|2026-11-27|1
提醒我下週一交報表|self|交報表|2026-11-23|1
题醒我明天交表|self|交表|2026-11-22|1
提醒我每天早上8点量体温，节假日不用提醒|self|量体温|FREQ=DAILY;BYHOUR=8;BYMINUTE=0|1
提醒我周末提前去机场|self|提前去机场|2026-11-21|1
每天早上八点提醒我给锅炉房打电话记录压力|self|给锅炉房打电话记录压力|FREQ=DAILY;BYHOUR=8;BYMINUTE=0|1
明天记得提醒我去校医院体检|self|去校医院体检|2026-11-22|1
我后天要去教育局送材料，到时候提醒我一声|self|去教育局送材料|2026-11-23|1
下午四点半叫我去接孩子|self|去接孩子|2026-11-21T16:30|1
那个啥，你明天上午九点半提醒我一下，就是给供应商回电话|self|给供应商回电话|2026-11-22T09:30|1
每个月最后一个工作日提醒我报考勤|self|报考勤|MONTHLY-LAST-WORKDAY|1
每季度末前5个工作日提醒我填消防台账|self|填消防台账|QUARTERLY-LAST-5-WORKDAY|1
腊月廿三提醒我贴封条|self|贴封条|2027-01-30|1
每隔两小时提醒我巡查一次|self|巡查一次|FREQ=HOURLY;INTERVAL=2|1
节后第一个工作日提醒我查水表|self|查水表||1
帮我记一下，12月5号下午两点去税务局|self|去税务局|2026-12-05T14:00|1
加个备忘：下周四交宣传稿|self|交宣传稿|2026-11-26|1
帮我建个提醒 明早八点半 联系电梯维保|self|联系电梯维保|2026-11-22T08:30|1
闹钟 明早6点|self||2026-11-22T06:00|1
定闹钟明早6点半|self||2026-11-22T06:30|1
设个闹铃，五点半|self|||1
提醒 明天下午3点 交材料|self|交材料|2026-11-22T15:00|1
提醒：周五下班前把钥匙还了|self|把钥匙还了|2026-11-27|1
請提醒我下週三下午三點半開協調會|self|開協調會|2026-11-25T15:30|1
麻煩提醒我明早九點打電話給廠商|self|打電話給廠商|2026-11-22T09:00|1
记得叫我，晚上八点关水泵|self|关水泵|2026-11-21T20:00|1
晚上8点记得叫我关水泵|self|关水泵|2026-11-21T20:00|1
明晚十一点提醒我锁大门|self|锁大门|2026-11-22T23:00|1
三分钟后提醒我关水|self|关水|2026-11-21T10:03|1
提醒一下我月底交水电报表|self|交水电报表|2026-11-30|1
明天的会提前10分钟叫我|self|会|2026-11-22|1
12月1日考试，提前三天提醒我|self|考试|2026-12-01|1
周五上午9点和下午3点提醒我巡查|self|巡查|2026-11-27T09:00|2
提醒我11月30日前把合同送审|self|把合同送审|2026-11-30|1
提醒我下周交计划|self|交计划|2026-11-23|1
提醒自己明天带工作证|self|带工作证|2026-11-22|1
提醒我给张三打电话，明天上午|self|给张三打电话|2026-11-22T08:00|1
后天早上七点喊我一声|self||2026-11-23T07:00|1
一会儿提醒我|self|||1
待会提醒我关灯|self|关灯||1
过半个钟头喊我|self||2026-11-21T10:30|1
别让我忘了明天交表|self|交表|2026-11-22|1
以后每周一早上提醒我开例会前打印材料|self|开例会前打印材料|FREQ=WEEKLY;BYDAY=MO;BYHOUR=7;BYMINUTE=0|1
提醒我下班前关空调|self|关空调|2026-11-21|1
中午12点叫我吃饭|self|吃饭|2026-11-21T12:00|1
提醒我明天问问有没有消防检查|self|问问有没有消防检查|2026-11-22|1
我要设置一个提醒，每周三下午检查灭火器|self|检查灭火器|FREQ=WEEKLY;BYDAY=WE;BYHOUR=14;BYMINUTE=0|1
设置每天17点提醒我关窗|self|关窗|FREQ=DAILY;BYHOUR=17;BYMINUTE=0|1
帮我设定每周一8:30提醒交周计划|self|交周计划|FREQ=WEEKLY;BYDAY=MO;BYHOUR=8;BYMINUTE=30|1
11月28号上午10点提醒我参加培训，提前一天也提醒|self|参加培训|2026-11-28T10:00|1
不要忘了提醒我周三领物资|self|领物资|2026-11-25|1
能不能明天早上提醒我一下带证件|self|带证件|2026-11-22T07:00|1
可以在下午两点提醒我开窗通风吗|self|开窗通风|2026-11-21T14:00|1
你下午5点提醒我好不好，我要发日报|self|发日报|2026-11-21T17:00|1
提醒俺明儿个交账|self|交账|2026-11-22|1
今晚9点提醒我给闺女打电话|self|给闺女打电话|2026-11-21T21:00|1
四点二十吱一声 我去取件|self|我去取件|2026-11-21T16:20|1
你明天上午跟冯科长提个醒就说水表该换了|冯科长|水表该换了|2026-11-22T08:00|1
12月8号 灭火器送检 提前两天跟我说一声|self|灭火器送检|2026-12-08|1
每月最后一个工作日提醒各班组长报考勤|各班组长|报考勤|MONTHLY-LAST-WORKDAY|1
国庆放假前一天提醒各中心关好水电|各中心|关好水电|2027-09-30|1
给各楼长发个提醒 明晚十点锁门|各楼长|锁门|2026-11-22T22:00|1
各班组长周五前交巡查表，到时提醒一遍|各班组长|交巡查表|2026-11-27|1
"""
#: what is said | the intent | whether a reminder has rung and a series is asked about
ANSWERS = """
现在忙着 下午四点再叫我|snooze|rung
过会儿再说，三点喊我|snooze|rung
这个以后别发给我了|mute|rung
好了 别催了|mute|rung
那条不用了，已经办完了|mute|rung
后天我有什么提醒|list|
那条提醒设错了，撤回吧|undo|
还有哪些提醒没响|list|
别再提醒我了|mute|
那个提醒就别再响了|mute|
我都设了啥提醒|list|
取消那个提醒|undo|
提醒改到10点|change|
我有哪些提醒|list|
过10分钟再提醒|snooze|
过10分钟再提醒我|snooze|rung
稍后|snooze|rung
已办|done|rung
办好了|done|rung
不再提醒|mute|rung
照开|decide|rung
停一次 12|decide|rung
把交总结的提醒改到后天|change|
把交总结的提醒取消|undo|
以后别提醒我喝水了|mute|
取消周五写周报的提醒|undo|
稍后 3|snooze|rung
不再提醒 4|mute|
我设了哪些提醒|list|
查看我的提醒|list|
把明天的提醒删了|undo|
撤销刚才的提醒|undo|
那个提醒不要了|undo|
提醒3号改到下午4点|change|
周报的提醒改成每周四|change|
不用再提醒我了|mute|
请停止提醒|mute|
启用节前提醒|eves|
停用节前提醒|eves|
补发 7|decide|
跳过 7|decide|
顺延 7|decide|
照常开 7|decide|
半小时后再叫我|snooze|
明天早上再提醒我一次|snooze|rung
搞定了|done|rung
弄好了|done|rung
等会儿再说|snooze|rung
"""
NOTHING_OF_THE_KIND = """
年审什么时候提醒
有没有提醒功能
能提醒我吗
你会提醒我们年审吗
怎么设置提醒
提醒怎么取消
领导提醒我们注意安全
主任提醒我明天要检查
他昨天提醒我了
谢谢提醒
感谢提醒
温馨提醒：明天8点至12点停水
友情提醒：节日期间注意用电安全
提醒广大师生注意防火
怎么没提醒我
刚才提醒了吗
为什么没有提醒我开会
谁提醒的
夜里有急事跟谁言语一声
上次提醒我的是什么事
提醒大家明天下午3点开会
明早9点例会 提醒各中心主任
昨天下午3点开会 提醒大家
通知各中心主任明天上午开会
叫我去开会
有消息通知我
叫电工来修一下
叫救护车
明天开会
着火了快叫人
二食堂燃气泄漏
收到
好的
谢谢
1
忘了带钥匙怎么办
我忘了密码
会议提醒一般提前多久
提醒牌放在哪里
安全提醒标语怎么写
值班室叫我过去一趟
锅炉房的闹铃一直响
消防警铃响了
已办理退休手续怎么交党费
办好了的证在哪取
稍后
待会再说
照开
停一次
顺延到什么时候
明天不开会了
跳过
催我干什么
提醒事项有哪些规定
规定要求提前几天提醒
顺延的规定是什么
节前三件事是哪三件
节前安全检查什么时候开始
补发工资什么时候到
"""


def meant(text: str, situation: Situation = SITUATION) -> Reading | None:
    """Return the reading, None where there is none."""
    found = said.read(message(text), situation)
    return found[0] if found else None


def printed(text: str) -> dict[str, object]:
    """Return the slots as `explain` prints them."""
    found = meant(text)
    assert found is not None
    assert found.intent == "reminder.create"
    return dict(PRINTS["reminder"](found))


def lines(table: str) -> list[str]:
    """Return the lines of a table."""
    return table.strip().splitlines()


@each("line", lines(WISHES))
def test_what_is_said_to_be_reminded_is_read(line: str) -> None:
    """Who, what and when, whatever the manner."""
    text, who, what, when, count = line.split("|")
    slots = printed(text)
    more = slots.get("more", [])
    assert isinstance(more, list)
    found = slots.get("rrule") or slots.get("start") or slots.get("date") or ""
    assert (slots["who"], slots["text"], found, len(more) + 1) == (who, what, when, int(count))


@each("line", lines(ANSWERS))
def test_what_is_answered_is_read(line: str) -> None:
    """Commands stand for themselves, little words only where something is asked."""
    text, intent, is_asked = line.split("|")
    found = meant(text, RUNG if is_asked else SITUATION)
    assert found is not None
    assert found.intent == f"reminder.{intent}"


@each("text", lines(NOTHING_OF_THE_KIND))
def test_what_only_talks_of_reminders_sets_none(text: str) -> None:
    """Questions, thanks, notices, meetings, and little words where nothing is asked."""
    assert meant(text) is None


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("静音", {}),
        ("安静一个半小时", {"until": "2026-11-21T11:30:00+08:00"}),
        ("今天别再推了 吵死了", {"until": "2026-11-22T00:00:00+08:00"}),
        ("这两天别给我发提醒，我在外地开会", {"until": "2026-11-24T00:00:00+08:00"}),
        ("我上夜班要睡觉，白天别发消息", {"daily": "yes"}),
        ("午休，别吵我", {}),
        ("我在开会，别给我发通知", {}),
        ("静音两小时", {"until": "2026-11-21T12:00:00+08:00"}),
        ("开会中，两小时内别打扰我", {"until": "2026-11-21T12:00:00+08:00"}),
        ("設置免打擾到下午三點", {"until": "2026-11-21T15:00:00+08:00"}),
        ("今天别打扰我", {"until": "2026-11-22T00:00:00+08:00"}),
        ("到周一免打扰", {"until": "2026-11-23T00:00:00+08:00"}),
        ("下午2点到4点免打扰", {"later": "yes"}),
    ],
)
def test_who_wants_to_be_left_alone_says_until_when(text: str, slots: dict[str, str]) -> None:
    """From now on; without an end for a while."""
    found = meant(text)
    assert found is not None
    assert (found.intent, found.slots) == ("reminder.mute", {"everything": True, **slots})


@pytest.mark.parametrize("text", ["取消免打扰", "解除静音", "可以发消息了"])
def test_who_wants_to_hear_again_says_so(text: str) -> None:
    """The end of 免打扰."""
    found = meant(text)
    assert found is not None
    assert found.intent == "reminder.unmute"


@pytest.mark.parametrize(
    "text",
    [
        "免打扰时段是几点到几点",
        "不要打扰学生休息",
        "会议室静音设备坏了",
        "别给学生发消息",
        "别发火",
        "不要推卸责任",
        "夜间施工请不要打扰居民",
    ],
)
def test_what_only_talks_of_being_left_alone_is_no_wish(text: str) -> None:
    """A question, a rule, a fault."""
    assert meant(text) is None


def test_who_has_just_set_a_reminder_moves_it_without_naming_it() -> None:
    """To another hour or another rule; of anybody else the words mean nothing here."""
    fresh = replace(SITUATION, facts={"reminder": Known(fresh=7)})
    for text, to in (("改到4点", "4点"), ("改成每周四下午3点吧", "每周四下午3点"), ("不对，改到后天", "后天")):
        found = meant(text, fresh)
        assert found is not None
        assert (found.intent, found.slots["row"], found.slots["to"]) == ("reminder.change", 7, to)
        assert meant(text) is None
    every = meant("取消全部提醒")
    assert every is not None
    assert every.slots["all"]


def test_what_is_not_said_to_the_assistant_is_left_alone_and_a_long_text_is_kept_whole() -> None:
    """An un-mentioned group message; a page of text, of which the beginning says when."""
    in_group = replace(message("提醒我明天交表"), channel=Channel.GROUP, chat="g")
    assert not said.read(in_group, SITUATION)
    found = meant("提醒我明天交表" + "，很长" * 200)
    assert found is not None
    assert found.slots["pieces"][-1]["text"] == "交表" + "，很长" * 200


def test_what_is_said_of_days_off_and_lead_times_is_kept_apart_from_the_text() -> None:
    """节假日不用提醒; 提前三天."""
    found = meant("每天早上8点提醒我量体温，节假日不用提醒")
    assert found is not None
    assert found.slots["holidays"] == "skip"
    assert found.slots["pieces"][0]["text"] == "量体温"
    found = meant("每月25号提醒我报水电，遇节假日顺延")
    assert found is not None
    assert found.slots["holidays"] == "shift"
    found = meant("12月1日考试，提前三天提醒我")
    assert found is not None
    assert found.slots["lead_s"] == 3 * 86400


@each(
    ("text", "lead", "rest"),
    [
        ("提前一天提醒我", DAY, "提醒我"),
        ("会前半小时提醒我", 30 * MINUTE, "会提醒我"),
        ("三天前提醒我", 3 * DAY, "提醒我"),
        ("开会前15分钟", 15 * MINUTE, "开会"),
        ("一刻钟前叫我", 15 * MINUTE, "叫我"),
        ("提前半天", DAY / 2, ""),
        ("提早两个小时", 120 * MINUTE, ""),
        ("提前一点叫我", 15 * MINUTE, "叫我"),
        ("提前完成任务", None, "提前完成任务"),
        ("三天前就交了", None, "三天前就交了"),
        ("提前900天", None, "提前900天"),
    ],
)
def test_lead_times_are_read(text: str, lead: timedelta | None, rest: str) -> None:
    """What it is before stays in the text."""
    assert without_lead(text) == (lead, rest)
    assert read_lead(text) == lead
