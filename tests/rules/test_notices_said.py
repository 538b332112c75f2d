"""What is said to a notice, and what somebody wants sent, as it is read."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.messages import Channel, Kind, Message
from bot.situation import Situation
from bot.stage import OFFICE
from handlers.notice.dated import with_dates
from handlers.notice.facts import Facts, Pending, Sent
from handlers.notice.heard import comes_himself
from handlers.notice.slice import read
from scheduler.calendar import Calendar
from scheduler.notices import Asks, words
from tests.each import each

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
RSVP = Pending(1, "HY-0003", "meeting", Asks.RSVP, "【会议】周一9:00 例会")
ACK = Pending(2, "TZ-0007", "broadcast", Asks.ACK, "【通知】锅炉年检")
DONE = Pending(3, "TX-0005", "reminder", Asks.DONE, "【提醒】交值班表")
SENT = Facts(sent=(Sent(4, "HY-0009", "【会议】安全会"),))


def readings(text: str, facts: Facts, channel: Channel = Channel.PRIVATE) -> list[tuple[str, dict[str, object]]]:
    """Return what a text is read as."""
    message = Message("d", "1", "p", "a", channel, Kind.TEXT, text)
    situation = Situation(NOW, OFFICE, facts={"notice": facts})
    return [(one.intent, dict(one.slots)) for one in read(message, situation)]


@each(
    ("text", "intent"),
    [
        *(
            (text, "meeting.ack")
            for text in [
                "收到",
                "收到了",
                "好的收到",
                "知道了",
                "1",
                "参加",
                "我参加",
                "准时参加",
                "HY-0003 收到",
                "能来",
                "收到，谢谢",
                "好的，准时参加",
                "水电科收到",
                "水电科 周海 收到 准时参会",
                "收到，不过要晚到一会",
                "好滴 一定去",
                "收倒",
                "好",
                "OK",
                "👍",
                "3号收到",
                "收到 请领导放心",
                "好的主任，我会按时到",
                "我准点来",
                "回复：参会",
                "ShouDao",
                "嗯嗯晓得了我按时到",
            ]
        ),
        *(
            (text, "meeting.leave")
            for text in [
                "请假",
                "参会不了 派副主任去",
                "2",
                "来不了，去医院",
                "有事请个假",
                "我去不了，出差在外",
                "不能参加，让王强替我去",
                "HY-0003 请假 值班",
                "派王强去",
                "那天在省里开会 让王强替我",
                "周四真不行 家里装修",
                "2 值夜班",
                "开会我让王强去",
                "我不去了，老孙去吧",
            ]
        ),
        *((text, "notice.hand_on") for text in ["转交王强", "转给王副主任", "转交", "3"]),
        *(
            (text, "")
            for text in [
                "收到几份了？",
                "包裹收到",
                "没收到",
                "三会一课多久一次",
                "3号楼停水",
                "让王强也来",
                "收到，另外3号楼漏水了",
                "请假要找谁批",
                "谁去参加",
                "签到",
                "食堂着火了",
                "已办",
            ]
        ),
    ],
)
def test_a_meeting_is_answered(text: str, intent: str) -> None:
    """By word, digit or number; a question answers nothing."""
    found = readings(text, Facts((RSVP,)))
    assert [one for one, _ in found] == ([intent] if intent else [])


@each(
    ("pending", "text", "intent"),
    [
        (ACK, "收到", "notice.ack"),
        (ACK, "明白", "notice.ack"),
        (ACK, "请假", ""),
        (DONE, "已办", "notice.done"),
        (DONE, "办好了", "notice.done"),
        (DONE, "已经报了", "notice.done"),
        (DONE, "我已上报", "notice.done"),
        (DONE, "交上去了", "notice.done"),
        (DONE, "还没报", ""),
        (RSVP, "2 出差", "meeting.leave"),
        (RSVP, "2、去医院", "meeting.leave"),
        (RSVP, "3 王强", "notice.hand_on"),
        (DONE, "1", "notice.done"),
        (DONE, "收到", "notice.seen"),
    ],
)
def test_what_is_asked_decides_what_answers(pending: Pending, text: str, intent: str) -> None:
    """收到 does not settle what is to be done."""
    assert [one for one, _ in readings(text, Facts((pending,)))] == ([intent] if intent else [])


def test_the_number_or_the_quote_says_which_of_several() -> None:
    """Else all that fit are offered."""
    facts = Facts((RSVP, ACK))
    assert readings("TZ-0007 收到", facts)[0][1]["notices"] == [2]
    assert readings("收到", facts)[0][1]["notices"] == [1, 2]
    message = Message(
        "d", "1", "p", "a", Channel.PRIVATE, Kind.TEXT, "收到", data={"quote": {"text": "锅炉〔TZ-0007〕"}}
    )
    (found,) = read(message, replace(Situation(NOW, OFFICE), facts={"notice": facts}))
    assert found.slots["notices"] == [2]


def test_who_sent_what_was_to_be_done_asks_who_has_not() -> None:
    """谁还没交 means a notice only where one of that sort was sent."""
    done = Facts(sent=(Sent(4, "TZ-0009", "〔提醒〕报总结", Asks.DONE),))
    assert [readings(text, done)[0][0] for text in ("谁还没报", "哪些单位没交", "谁没办")] == ["notice.missing"] * 3
    assert readings("谁还没报", SENT) == []


@each(
    ("text", "dated"),
    [
        ("后天上午9点前报值班表", "后天（11月23日 周一）上午9点前报值班表"),
        ("下周三体检，周五（11月27日）出结果", "下周三（11月25日）体检，周五（11月27日）出结果"),
        ("每周一交报表，值班到天明", "每周一交报表，值班到天明"),
        ("12月5日停水", "12月5日停水"),
    ],
)
def test_a_day_named_by_a_word_has_its_date_beside_it(text: str, dated: str) -> None:
    """Who is reminded on another day must not take 明天 for the day after that."""
    assert with_dates(text, NOW, Calendar()) == dated


def test_two_changes_are_one_line() -> None:
    """Time and place each by itself; what was changed back says nothing."""
    lines = ["时间：周二9:00 改为 周三9:00；地点：301 改为 302", "时间：周三9:00 改为 周四9:00", "地点：302 改为 301"]
    assert words.folded(lines) == ["时间：周二9:00 改为 周四9:00"]


OF_CHEN = replace(ACK, whose=10, called="陈书记", name="陈志远")
OF_HE = replace(ACK, whose=20, called="何部长", name="何立群")


@pytest.mark.parametrize(
    ("text", "intent", "slots"),
    [
        ("收到 7", "notice.ack", {"notices": [2]}),
        ("7号 收到", "notice.ack", {"notices": [2]}),
        ("收到3", "meeting.ack", {"notices": [1]}),
        ("请假 3", "meeting.leave", {"notices": [1], "reason": ""}),
        ("请假 谢谢", "meeting.leave", {"reason": ""}),
        ("2", "meeting.leave", {"reason": ""}),
        ("收到 18", "notice.ack", {"notices": [], "number": "TZ-0018"}),
        ("代陈书记收到", "notice.ack", {"whose": 10}),
        ("何部长知道了", "notice.ack", {"whose": 20}),
        ("替陈书记回个收到", "notice.ack", {"whose": 10}),
        ("代何立群收到 TZ-0007", "notice.ack", {"whose": 20}),
    ],
)
def test_which_notice_and_in_whose_name_stand_beside_the_answer(
    text: str, intent: str, slots: dict[str, object]
) -> None:
    """The number without its letters, the leader a secretary speaks for; a digit or a courtesy is no reason."""
    ((found, told),) = readings(text, Facts((RSVP, ACK, OF_CHEN, OF_HE)))
    assert (found, {key: told.get(key) for key in slots}) == (intent, slots)


def test_a_word_twice_and_a_question_of_who_sent_nothing_are_answered() -> None:
    """Not searched for in the documents."""
    assert readings("收到", Facts(lately="TZ-0007"))[0][1] == {"notices": [], "number": "TZ-0007"}
    assert readings("收到", Facts(lately="TZ-0007"), Channel.GROUP_AT) == []
    assert readings("谁还没回", Facts())[0][0] == "notice.missing"
    assert readings("哪些情况未收到回复要报告", Facts()) == []


@pytest.mark.parametrize("text", ["算了 我自己去", "还是我自己参加吧", "我去"])
def test_who_thinks_better_of_a_leave_comes(text: str) -> None:
    """He was asked for the reason, or for whom."""
    assert comes_himself(text)
    assert not comes_himself("王强去")


def test_a_nod_answers_one_notice_alone() -> None:
    """Of several, or to what is to be done, it says nothing."""
    assert readings("好的", Facts((RSVP, ACK))) == []
    assert readings("好的", Facts((DONE,))) == []


def test_what_is_added_to_a_receipt_is_kept() -> None:
    """收到，要晚到 is told on."""
    ((_, slots),) = readings("收到，要晚到十分钟", Facts((RSVP,)))
    assert slots["note"] == "要晚到十分钟"


def test_who_sent_nothing_may_ask_all_the_same() -> None:
    """He is told so, and asked no rules."""
    assert readings("还有谁没收到通知", Facts())[0][0] == "notice.missing"
    assert readings("谁还没交报表", Facts()) == []


def test_reason_and_substitute_are_taken_apart() -> None:
    """The reason without the request, the substitute by his name."""
    ((_, slots),) = readings("请假，去医院复查，派王强去", Facts((RSVP,)))
    assert slots["delegate"] == "王强"
    assert "医院复查" in str(slots["reason"])


@each(
    ("text", "intent"),
    [
        *(
            (text, "notice.missing")
            for text in [
                "谁还没收到",
                "还有谁没回",
                "没回的有谁",
                "回执情况",
                "安全会哪些人没确认",
                "多少人回了",
                "大家收到了吗",
                "还有哪几个没确认",
                "确认的有多少",
            ]
        ),
        *(
            (text, "notice.chase")
            for text in ["催一下没回的", "再提醒一下没收到的人", "没回的催一下", "没确认的再发一遍"]
        ),
        *((text, "notice.chase") for text in ["催一下", "再催一催", "帮我催促一下"]),
        ("芶小兰 已通知", "notice.told"),
        ("安全会推迟，时间另行通知", ""),
        ("食堂几点开门", ""),
    ],
)
def test_who_sent_it_asks_who_has_not_answered(text: str, intent: str) -> None:
    """And may have them reminded."""
    assert [one for one, _ in readings(text, SENT)] == ([intent] if intent else [])


@each(
    "text",
    [
        "停水通知：11月23日8:00-12:00东区管网检修停水，请提前储水",
        "通知一下明天上午8点到12点3号楼停电检修",
        "计划停电：西区变电所检修，12月1日6:00至18:00",
        "因管网改造，11月25日9点到17点东校区停水",
        "周日8點到11點二號樓計劃停水",
        "西区锅炉房检修，11月28日早8点到晚6点停暖",
        "周六凌晨2点到5点图书馆停电换变压器",
    ],
)
def test_a_planned_outage_is_a_notice(text: str) -> None:
    """Not an incident."""
    ((intent, slots),) = readings(text, Facts())
    assert intent == "notice.planned_outage"
    assert slots["start"]
    assert slots["end"]
    assert slots["location"]


@pytest.mark.parametrize(
    "text",
    [
        "停水了",
        "怎么又停电了",
        "停水通知什么时候发",
        "三号楼突然停水",
        "停水要提前几天通知？",
        "《计划停水停电信息公开办法》12月1日起废止",
        "计划停水停电信息公开办法第三条",
        "計畫停電需提前幾日公告",
        "计划停水要提前几天通知",
    ],
)
def test_what_is_cut_off_now_is_no_notice(text: str) -> None:
    """Nor is a question about it."""
    assert readings(text, Facts()) == []


@pytest.mark.parametrize(
    ("text", "who", "what"),
    [
        ("通知全体：明天起食堂开门时间改为7点", "全体", "明天起食堂开门时间改为7点"),
        ("群发给各中心主任：请报送元旦值班表", "各中心主任", "请报送元旦值班表"),
        ("发个通知给维修中心全体：工具库今天盘点", "维修中心全体", "工具库今天盘点"),
        ("通知张三下午带工具到库房", "张三", "下午带工具到库房"),
        ("跟各班组长说一声 明天降温把水管包好", "各班组长", "明天降温把水管包好"),
        ("發佈公告：元旦期間車輛走東門", "", "元旦期間車輛走東門"),
        ("群发给各中心主任：请按要求自查，有没有隐患都报", "各中心主任", "请按要求自查，有没有隐患都报"),
    ],
)
def test_a_message_to_many_says_to_whom_and_what(text: str, who: str, what: str) -> None:
    """The audience before the colon, or after 通知."""
    ((intent, slots),) = readings(text, Facts())
    assert (intent, slots["who"], slots["what"]) == ("broadcast.request", who, what)


def test_nobody_is_answered_for_what_was_not_said_to_the_assistant() -> None:
    """A group is heard only when it is mentioned."""
    assert readings("收到", Facts((RSVP,)), Channel.GROUP) == []
    assert readings("收到", Facts((RSVP,)), Channel.GROUP_AT)
