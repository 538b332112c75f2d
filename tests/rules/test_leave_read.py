"""What is said about being away, and what only sounds like it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.messages import Channel
from bot.settings import Office
from bot.situation import Situation
from bot.store.stand_ins import ACTING, StandIn
from handlers.leave import said, talk
from handlers.leave.known import Known
from tests.each import each
from tests.fakes import message

MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)  # 10:00 in the office
SITUATION = Situation(MONDAY, Office())
OWN = StandIn(1, 1, 2, ACTING, MONDAY, None)
IS_AWAY = replace(SITUATION, facts={"leave": Known((OWN,))})
ACTS = replace(SITUATION, facts={"leave": Known(acts=True)})


def meant(text: str, situation: Situation = SITUATION) -> tuple[str, dict[str, Any]]:
    """Return intent and slots, ("", {}) where nothing is read."""
    found = said.read(message(text), situation)
    return (found[0].intent, dict(found[0].slots)) if found else ("", {})


def span(slots: dict[str, Any]) -> str:
    """Write from when to when: 25-27 are days of this November, both included, 24:14 is two in the afternoon."""
    return "-".join(short(slots[end]) if slots[end] else "" for end in ("start", "end"))


def short(written: str) -> str:
    moment = datetime.fromisoformat(written)
    day = f"{moment.month}.{moment.day}" if moment.month != 11 else str(moment.day)
    return f"{day}:{moment.hour}" if "T" in written else day


#: text, from when to when, who acts, the kind.
OUT = [
    ("后天外出办事", "25-25", "", "公出"),
    ("我在上海培训，周四回来", "23-26", "", "学习"),
    ("明天和后天两天休息，有事打孙主任电话", "24-25", "孙主任", "休假"),
    ("后天回一趟老家，活儿让小李先顶着", "25-25", "小李", "外出"),
    ("我周三到周五去成都，王强代", "25-27", "王强", "外出"),
    ("我周三到周五出差，由副处长代", "25-27", "副处长", "出差"),
    ("下周出差三天 工作由副部长代", "-", "副部长", "出差"),
    ("明天下午请半天假，有事找孙主任", "24:14-24:18", "孙主任", "事假"),
    ("我休年假到下周五", "23-12.4", "", "年假"),
    ("出差了，这几天找老李", "23-", "老李", "出差"),
    ("25-27号去上海开会", "25-27", "", "公出"),
    ("11.25-11.27出差 林慧代", "25-27", "林慧", "出差"),
    ("本人于11月25日至27日赴北京参加培训，期间工作由王副主任负责。", "25-27", "王副主任", "学习"),
    ("嗯那个我后天要出差，周五回来，有事找那个孙主任", "25-27", "孙主任", "出差"),
    ("我星期三四五在外地", "25-27", "", "外出"),
    ("我後天請假一天", "25-25", "", "事假"),
    ("下禮拜一到禮拜三出差，請林部長代", "30-12.2", "林部长", "出差"),
    ("明天请假", "24-24", "", "事假"),
    ("请三天假", "-", "", "事假"),
    ("孩子发烧请假一天", "23-23", "", "病假"),
    ("病假两天", "-", "", "病假"),
    ("从明天起休假五天，急事联系冯科长", "24-28", "冯科长", "休假"),
    ("即日起到月底外出培训", "23-30", "", "学习"),
    ("我这两天不在，找小王", "23-24", "小王", "外出"),
    ("在外地，有事联系张敏", "23-", "张敏", "外出"),
    ("12月1日开始休产假", "12.1-", "", "休假"),
    ("周五下午不在单位", "27:14-27:18", "", "外出"),
    ("下周一休息一天，小李替我", "30-30", "小李", "休假"),
    ("出差到后天", "23-25", "", "出差"),
    ("我去省里开会，28号回", "23-28", "", "公出"),
    ("30号才回来上班，现在在北京出差", "23-29", "", "出差"),
    ("2月30号请假", "-", "", "事假"),
    ("我12月1号到5号请年假 手头的活交给马师傅", "12.1-12.5", "马师傅", "年假"),
    ("这周都不在办公室", "23-29", "", "外出"),
    ("明天一早去重庆，后天晚上回来，代行人：王强", "24:6-25:22", "王强", "外出"),
    ("领导，我想明后天调休", "24-25", "", "休假"),
    ("明天我上不了班了，发烧", "24-24", "", "病假"),
    ("王书记，我下周要去外地考察三天，由陆明同志代理", "-", "陆明", "公出"),
    ("我后天飞深圳，周六回", "25-28", "", "外出"),
    ("周三至周五到济南参加后勤年会，代行人王建国", "25-27", "王建国", "外出"),
    ("我大后天休息", "26-26", "", "休假"),
    ("明天在外面开会，电话联系", "24-24", "", "公出"),
    ("我下午四点到六点外出办事", "23:16-23:18", "", "公出"),
]


@each(("text", "days", "delegate", "kind"), OUT)
def test_somebody_says_that_he_is_away(text: str, days: str, delegate: str, kind: str) -> None:
    """From when to when, who acts, and of the reason only the kind."""
    intent, slots = meant(text)
    assert (intent, span(slots), slots["delegate"], slots["kind"], slots["who"]) == (
        "leave.out",
        days,
        delegate,
        kind,
        "",
    )


@pytest.mark.parametrize(
    ("text", "who", "delegate"),
    [
        ("王部长周三到周五出差，林部长代", "王部长", "林部长"),
        ("陈书记明天去北京开会，后天回", "陈书记", ""),
        ("赵主任下周一请假，找李明", "赵主任", "李明"),
        ("周海 11月25日到26日 公出", "周海", ""),
        ("帮何部长登记一下，周四周五外出，由王部长主持工作", "何部长", "王部长"),
    ],
)
def test_it_may_be_said_of_somebody_else(text: str, who: str, delegate: str) -> None:
    """A secretary enters it for a leader."""
    intent, slots = meant(text)
    assert (intent, slots["who"], slots["delegate"]) == ("leave.out", who, delegate)


@each(
    "text",
    [
        "已返校",
        "回来了",
        "我回来了。",
        "提前回来了，今天就上班",
        "出差回来了",
        "已返岗",
        "销假",
        "我已经回到单位了",
        "休假结束，明天上班",
        "我到校了",
        "昨晚从北京回来了",
        "已銷假",
        "我回来了，林部长不用代了",
    ],
)
def test_somebody_is_back(text: str) -> None:
    """In so many words."""
    assert meant(text)[0] == talk.BACK


@each(
    ("text", "intent", "situation"),
    [
        ("王部长回来了", talk.BACK, SITUATION),
        ("本人已返岗，恢复正常工作", talk.BACK, SITUATION),
        ("培训结束了，已到校", talk.BACK, SITUATION),
        ("病好了 明天恢复上班", talk.CHANGE, IS_AWAY),
        ("改到周四回来", talk.CHANGE, IS_AWAY),
        ("推迟两天回来", talk.CHANGE, IS_AWAY),
        ("周四才回", talk.CHANGE, IS_AWAY),
        ("行程延长到下周一", talk.CHANGE, IS_AWAY),
        ("提前一天回来", talk.CHANGE, IS_AWAY),
        ("改成周三到周六", talk.CHANGE, IS_AWAY),
        ("周五下午回校", talk.CHANGE, IS_AWAY),
        ("王部长明天回来", talk.CHANGE, SITUATION),
        ("改由孙主任代", talk.CHANGE, IS_AWAY),
        ("王部长出差推迟到周六回来", talk.CHANGE, SITUATION),
        ("不去了", talk.CALLED_OFF, IS_AWAY),
        ("出差取消了", talk.CALLED_OFF, SITUATION),
        ("取消我的请假", talk.CALLED_OFF, SITUATION),
        ("我不出差了", talk.CALLED_OFF, SITUATION),
        ("不便代行", talk.DECLINE, SITUATION),
        ("我也代不了", talk.DECLINE, SITUATION),
        ("不方便", talk.DECLINE, ACTS),
        ("谁不在", talk.QUERY, SITUATION),
        ("本周谁外出", talk.QUERY, SITUATION),
        ("今天有哪些领导出差", talk.QUERY, SITUATION),
        ("外出名单", talk.QUERY, SITUATION),
        ("王部长在吗", talk.QUERY, SITUATION),
        ("王部长什么时候回来", talk.QUERY, SITUATION),
        ("林部长不在找谁", talk.QUERY, SITUATION),
        ("谁代王部长", talk.QUERY, SITUATION),
        ("王部長在不在", talk.QUERY, SITUATION),
    ],
)
def test_what_else_is_said_of_an_absence(text: str, intent: str, situation: Situation) -> None:
    """Another day, called off, not able to act, who is away."""
    assert meant(text, situation)[0] == intent


@each(
    "text",
    [
        "我请假",
        "请假",
        "出差要报备吗",
        "外出多少天要填表",
        "请假流程是什么",
        "干部外出三天以上须书面报备",
        "出差三天怎么报销",
        "请假几天要主要领导批",
        "周三的例会我请假",
        "明天的会去不了，请假",
        "明天下午党员大会请假，孩子发烧",
        "参会不了 派副主任去",
        "提醒我周三出差",
        "通知大家下周一外出学习",
        "周三夜班换给李明，我出差",
        "明天停水到周五",
        "三食堂周三到周五不供应早餐",
        "钥匙不在了",
        "热水回来了",
        "电什么时候来",
        "在吗",
        "有人在吗",
        "大家在吗",
        "我去三食堂看一下",
        "我去现场",
        "不去了",
        "改到周四",
        "我上周出差了，签到没签上",
        "昨天请假了的人要补签吗",
        "明天开会的人员名单",
        "学生请假找谁",
        "值班员不在岗，电梯困人",
        "马师傅去修了，周三回复",
        "请假条怎么写",
        "下周安全检查由王强负责",
        "周三到周五由王强值班",
        "不能",
        "不方便",
        "王部长已到场",
        "周三前交总结，孙主任负责",
        "员工年假有几天",
        "今天谁值班",
        "谁不在岗要处理",
        "把周五的检查改到周四",
        "收到，周三去",
        "下周三例会我出差，请假",
        "明天会议我在外地，派王强参加",
        "张师傅请假了，没人修电梯",
        "食堂周三休息",
        "我到北京了",
        "给我记一下 周三去医院体检",
        "帮我备忘：周五去省厅开会",
    ],
)
def test_what_only_sounds_like_it(text: str) -> None:
    """A question about the rules, a meeting's leave, somebody else's matter."""
    assert meant(text) == ("", {})


def test_a_group_that_does_not_mention_the_assistant_is_not_heard() -> None:
    """Nothing is entered from what people say to each other."""
    unheard = replace(message("我周三到周五去成都，王强代"), channel=Channel.GROUP)
    assert said.read(unheard, SITUATION) == []
