"""What signs somebody in, what opens and closes signing in, what asks how it stands; and what only sounds like it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.messages import Channel
from bot.settings import Office
from bot.situation import Situation
from handlers.study import said
from handlers.study.facts import Facts, Known
from tests.each import each
from tests.fakes import message

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
OPEN = Known(12, "XX-0012", "学习", "维修中心党支部学习", "open", NOW, belongs="出席", is_here=True)
SIGN = """
签到|我到了|到|报到|已到|已签到|签个到|我来签到了|李明签到|李明 到|饮食中心李明签到|１|1|嗯 到了到了
那个 我已经到会场了|到会议室了
签到✅|签到了🙋|来了来了 刚到门口|同志们好 我是维修中心的 已经在会场坐好了 签到
俺到了嘞 在后排坐着|那个 我到了啊 就是学习这边 给我签一下|学习签到|今天学习签到|我已经到教室了签个到哈
人到了|俺到咧|我到咯|簽到|我已經到了|签倒|千到|qian dao|qiandao|打卡|学习打卡|来了|我在现场|我在呢|在|参加
签到！|签到。|签到 签到 签到
怎么签到不了|帮我签到|请给我签到|本人已到场签到|签道|签到签到|到207了
"""
CODES = "8362|码是8362|签到码8362|签到８３６２|8362签到|8 3 6 2|八三六二|签到 8362|签到:8362|验证码8362"
NO_SIGN = """
外卖到了|快递到了|师傅到了吗|三食堂着火了|请假有什么规定|好的|中午吃什么|张师傅到了没|到了打电话|代李明签到
签到制度是什么|我还没到|1号楼漏水
收到 准时参加|到了 外卖|签到 老王|签到表在哪|晚到十分钟 到了签到|帮老王签到 他手机没电|学习室着火了 快来 签到|签到怎么弄
王主任到了吗|会议在哪|王强签到|到周五交|1234567|水到了三楼|电梯到不了一楼
"""
OPENS = """
开始签到|签到开始|现在开始签到 机关党支部=机关党支部|发起签到：饮食中心安全培训 20分钟=饮食中心安全培训/20
开个签到 全体食堂员工培训=全体食堂员工培训
大家签到吧 四十分钟=/40|请大家签到，机关党支部党课=机关党支部党课|开簽到 維修中心學習=维修中心学习
给机关党支部开签到半小时=机关党支部/30
打开签到 用签到码|建一个签到 物业中心业务学习 到10点半=物业中心业务学习/30|开始签道 维修中心=维修中心
开始签到 维修中心党支部学习 30分钟=维修中心党支部学习/30
发起签到 一小时=/60|开签到 一刻钟=/15
"""
CLOSES = """
签到结束|停止签到|好了 关闭签到吧|行了，签到截止
关掉签到|签到截止|可以结束签到了|不用再签到了，结束吧|关闭签到 统计一下|收签到|结束签到|签到到此结束
提前结束签到
"""
STANDS = """
签到情况怎么样|签了多少人了|到了多少人|来了几个|实到多少 应到多少|人齐了吗|都到齐了没|到会人数|今天到会多少人|够不够半数
签到统计|签到人数多少了|多少人签了
"""
MISSING = """
还有谁没来|谁没到|昨天学习谁缺席了|查一下还有哪些同志没有签到啊|没签到的有哪些人|未签到名单|还有几位没签|缺谁|昨天谁没来|哪几个还没签|差哪些人|谁还没签到|谁还没签|没来的有谁
"""
URGES = "催一下没签到的|提醒没签的人|没签到的再催一下"
TILL = "签到到几点|几点截止签到|还能签到吗|什么时候开始签到|签到时间到几点"


def situation(*, channel_open: bool = True, runs: bool = False, needs_code: bool = False) -> Situation:
    """Return what 李明 meets: an open study of his group, or none."""
    known = (replace(OPEN, is_mine=runs, needs_code=needs_code),) if channel_open else ()
    return Situation(NOW, Office(), facts={"checkin": Facts(studies=known, own=("李明",))})


def meant(text: str, given: Situation, channel: Channel = Channel.PRIVATE) -> tuple[str, dict[str, object]]:
    """Return intent and slots."""
    found = said.read(replace(message(text), channel=channel), given)
    return (found[0].intent, dict(found[0].slots)) if found else ("", {})


def lines(block: str) -> list[str]:
    """Return the sentences of a block."""
    return [one for line in block.split("\n") for one in line.split("|") if one]


@each("text", lines(SIGN))
def test_words_that_sign_in_while_signing_in_is_open(text: str) -> None:
    """Typed, spoken, in dialect, with slips, with one's own name."""
    assert meant(text, situation()) == ("checkin.sign", {"status": "present"})


@each("text", lines(CODES))
def test_the_code_on_the_screen(text: str) -> None:
    """However the four digits are said."""
    assert meant(text, situation(needs_code=True)) == ("checkin.sign", {"code": "8362", "status": "present"})


@each("text", lines(NO_SIGN))
def test_what_is_no_sign_in(text: str) -> None:
    """Somebody else's arrival, other matters, questions."""
    assert meant(text, situation())[0] != "checkin.sign"


@each("text", ["签到", "到", "1", "签道", "我到了", "李明到"])
def test_in_the_group_without_naming_the_assistant_only_a_sign_in_is_heard(text: str) -> None:
    """Where a door delivers it; everything else there is others' talk."""
    assert meant(text, situation(), Channel.GROUP)[0] == "checkin.sign"


@each("text", ["在", "来了", "参加", "谁没到", "结束签到", "签到情况", "到齐了吗", "码是8362吗"])
def test_talk_in_the_group_is_left_alone(text: str) -> None:
    """Nothing is closed, counted or signed by it."""
    assert meant(text, situation(runs=True), Channel.GROUP)[0] == ""


@each("text", ["到了", "到", "1", "在", "来了", "8362", "参加"])
def test_without_anything_open_they_mean_something_else(text: str) -> None:
    """Only the word itself is answered then."""
    assert meant(text, situation(channel_open=False))[0] == ""
    assert meant("签到", situation(channel_open=False))[0] == "checkin.sign"


@each("text", lines(OPENS))
def test_opening(text: str) -> None:
    """With what it is called and for how long."""
    text, _, slots = text.partition("=")
    title, _, minutes = slots.partition("/")
    intent, found = meant(text, situation(channel_open=False))
    assert (intent, found["title"]) == ("checkin.open", title)
    assert str(found.get("duration_min", "")) == minutes
    assert bool(found.get("needs_code")) == ("签到码" in text)


@each("text", ["怎么开始签到", "签到开始了吗", "没开始签到", "签到制度", "取消签到", "签到表在哪"])
def test_what_opens_nothing(text: str) -> None:
    """Questions, and what is about something else."""
    assert meant(text, situation(channel_open=False))[0] != "checkin.open"


@each(
    ("intent", "text"),
    [
        (f"checkin.{intent}", text)
        for intent, block in (
            ("close", CLOSES),
            ("stats", STANDS),
            ("absent", MISSING),
            ("urge", URGES),
            ("window", TILL),
        )
        for text in lines(block)
    ],
)
def test_what_whoever_runs_it_says(intent: str, text: str) -> None:
    """It is closed, counted, and asked about."""
    assert meant(text, situation(runs=True))[0] == intent


@each(
    ("text", "minutes"),
    [
        ("签到延长10分钟", 10),
        ("签到再开十分钟", 10),
        ("再给一刻钟签到", 15),
        ("签到时间延长半小时", 30),
        ("签到延到10点40", 40),
        ("把签到推迟五分钟截止", 5),
        ("延长签到", 10),
    ],
)
def test_signing_in_is_to_end_later(text: str, minutes: int) -> None:
    """By how much, or until when; ten minutes where nothing is said."""
    intent, slots = meant(text, situation(runs=True))
    assert (intent, slots["duration_min"]) == ("checkin.extend", minutes)


@each(("text", "until"), [("签到延到10点40", True), ("点名延长半小时", False), ("签到延长一刻钟", False)])
def test_an_end_by_the_clock_is_told_from_a_length(text: str, *, until: bool) -> None:
    """点名 is no hour: a length counts from the end that stands, an hour is the end itself."""
    assert bool(meant(text, situation(runs=True))[1].get("until")) is until
