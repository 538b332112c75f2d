"""What is said of studies that are planned: announced, changed, called off, asked for; and what only sounds like it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.situation import Situation
from bot.stage import OFFICE
from handlers.study.facts import Facts, Known
from handlers.study.said import read
from handlers.study.studies import PLANNED
from scheduler.gathering.studied import read_study_title, speaks_of_study
from tests.each import each
from tests.fakes import message

NOW = datetime(2026, 11, 21, 2, tzinfo=UTC)  # a Saturday, ten o'clock
MINE = Known(3, "XX-0003", "中心组", "中心组学习", PLANNED, NOW + timedelta(days=1), "出席", is_mine=True)
HIS = Known(3, "XX-0003", "中心组", "中心组学习", PLANNED, NOW + timedelta(days=1), "出席")


def heard(text: str, *known: Known) -> tuple[str, dict[str, Any]]:
    """Return how a text is read, without the slice's name: intent and slots."""
    found = read(message(text), Situation(NOW, OFFICE, facts={"checkin": Facts(studies=known)}))
    return (found[0].intent.removeprefix("checkin."), dict(found[0].slots)) if found else ("", {})


def holds(slots: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    """Return what of `wanted` the slots do not hold; of parts the words 领学=书记《…》 are compared."""
    roles = [
        f"{one['part']}={one['name']}" + (f"《{one['title']}》" if one["title"] else "")
        for one in slots.get("parts", [])
    ]
    said = {**slots, "parts": sorted(roles)}
    return {name: (said.get(name), one) for name, one in wanted.items() if said.get(name) != one}


PLANS = [
    (
        "下周三下午3点 科学馆207 中心组学习 专题:服务育人 书记领学 宿舍、园林两中心主任主题发言",
        {
            "kind": "中心组",
            "start": "2026-11-25T15:00",
            "place": "科学馆207",
            "topic": "服务育人",
            "parts": ["主题发言=园林主任", "主题发言=宿舍主任", "领学=书记"],
        },
    ),
    (
        "周五上午9点在二楼会议室开维修水电党支部党员大会，主题：学习贯彻上级会议精神",
        {"kind": "党员大会", "title": "维修水电党支部党员大会", "topic": "学习贯彻上级会议精神", "place": "二楼会议室"},
    ),
    (
        "11月30号下午两点半 消防培训 全体食堂员工 地点三食堂二楼",
        {"kind": "培训", "start": "2026-11-30T14:30", "place": "三食堂二楼", "audience": "食堂全体员工"},
    ),
    (
        "通知机关党支部下周二下午上党课，王部长主讲",
        {
            "kind": "党课",
            "audience": "机关党支部",
            "day": "2026-11-24T00:00",
            "start": None,
            "parts": ["讲党课=王部长"],
        },
    ),
    (
        (
            "时间：11月25日（周三）14:30\n地点：行政楼305\n参加人员：机关党支部全体党员\n学习内容：二十届四中全会精神\n"
            "领学：陆主任\n主题发言：张敏《办公室服务规范》、蒋主任《财务内控》\n列席：孙主任\n主持：陈书记"
        ),
        {
            "start": "2026-11-25T14:30",
            "place": "行政楼305",
            "audience": "机关党支部全体党员",
            "topic": "二十届四中全会精神",
            "sits_in": "孙主任",
            "parts": ["主持=陈书记", "主题发言=张敏《办公室服务规范》", "主题发言=蒋主任《财务内控》", "领学=陆主任"],
        },
    ),
    ("嗯那个下周四下午三点吧，咱们机关支部搞个主题党日，去校史馆，陆书记带队", {"kind": "主题党日", "place": "校史馆"}),
    ("下週三下午三點 科學館207 中心組學習 專題：服務育人 書記領學", {"kind": "中心组", "parts": ["领学=书记"]}),
    ("中新组学习 下周一下午3点 306 专题：廉洁后勤", {"kind": "中心组", "place": "306", "topic": "廉洁后勤"}),
    ("周四下午4点支委会，学习室，研究发展对象", {"kind": "支委会", "audience": None, "place": "学习室"}),
    ("安排一次组织生活会，12月5日上午9点，饮食宿管党支部全体党员，党员之家", {"title": "组织生活会"}),
    ("机关党支部12月1号上午9:00召开民主评议党员大会，应到全体正式党员", {"kind": "民主评议", "audience": "机关党支部"}),
    (
        "定于11月27日（星期五）下午2:30在报告厅举办安全生产专题报告会，请各中心主任、班组长参加，外请专家免签。",
        {"title": "安全生产专题报告会", "audience": "各中心主任、班组长", "exempt": "外请专家"},
    ),
    ("叫食堂的人后天下午来听食品安全讲座 三食堂二楼会议室 两点开始", {"start": "2026-11-23T14:00"}),
    ("这个礼拜五下午三点，各中心主任学习会", {"start": None}),
    ("林部长周四上午十点给机关支部讲党课，会场305", {"audience": "机关支部", "parts": ["讲党课=林部长"]}),
    ("我们支部周二下午四点集中学习，306，读原著，张老师领读", {"audience": "本支部", "parts": ["领学=张老师"]}),
    (
        "安排全体员工消防安全培训，11月28日上午9:00-11:00，操场，主讲：保卫处王处长，张三长期病休不计入应到",
        {"apart": [["张三", "长期病休"]], "end": "2026-11-28T11:00", "parts": ["培训授课=保卫处王处长"]},
    ),
    (
        "通知全体员工明天下午三点到报告厅听形势报告会，请校党委宣讲团李教授主讲",
        {"kind": "专题报告", "audience": "全体员工", "parts": ["培训授课=校党委宣讲团李教授"]},
    ),
    (
        "饮食宿管党支部专题学习研讨会，11月30日14:30，公寓楼会议室，研讨发言：李明、吴阿姨，每人5分钟",
        {
            "title": "饮食宿管党支部专题学习研讨会",
            "audience": "饮食宿管党支部",
            "parts": ["研讨发言=吴阿姨", "研讨发言=李明"],
        },
    ),
    ("张敏、刘洋、李明 周六上午9点 青年读书班 图书馆", {"audience": "张敏、刘洋、李明", "place": "图书馆"}),
    (
        "周三14:00全体中层干部集中学习，地点科学馆302，要签到码，会后交心得，12月4日前",
        {"needs_code": True, "wants": "心得", "wants_by": "12月4日前", "audience": "全体中层干部"},
    ),
]
CHANGES = [
    ("明天的中心组学习改到周四下午3点", {"name": "中心组学习", "date": "2026-11-22", "to_start": "2026-11-26T15:00"}),
    ("中心组学习地点改到科学馆301", {"place": "科学馆301"}),
    ("中心組學習改到後天上午九點", {"to_start": "2026-11-23T09:00"}),
    ("学习时间往后挪半小时", {"by_min": 30}),
    ("中心组学习再加上李明", {"add": "李明"}),
    ("李明不用参加明天的中心组学习了", {"drop": "李明"}),
    ("领学改为林部长", {"role": "set", "parts": ["领学=林部长"]}),
    ("主题发言加上赵主任《伙食保障》", {"role": "add", "parts": ["主题发言=赵主任《伙食保障》"]}),
    ("中心组学习的专题改成服务育人", {"topic": "服务育人"}),
    ("冯科长列席明天的中心组学习", {"sits_in": "冯科长"}),
    ("张老师长期病休，中心组学习不计入应到", {"apart": [["张老师", "长期病休"]]}),
]
QUERIES = [
    ("下次学习什么时候", "time"),
    ("明天的党课在哪", "place"),
    ("这周有什么学习", "list"),
    ("谁领学", "roles"),
    ("我要发言吗", "mine"),
    ("培训几点开始啊", "time"),
]
OTHERS = [
    "周三下午3点安全例会 三楼会议室 各中心主任参加",
    "明天上午九点开个学习室改造的协调会，306，各中心主任参加",
    "下周一九点班子碰头会，研究培训经费，在我办公室",
    "中心组学习多久一次",
    "党课一年要上几次",
    "预备党员在党员大会上有没有表决权",
    "学习室漏水了，天花板在滴水",
    "提醒我明天下午三点去参加培训",
    "取消明天的安全例会",
    "我下周二去省里参加培训",
    "昨天机关党支部上了党课，大家都参加了",
    "交办：各中心12月10日前组织员工消防培训，完成后报综合办",
    "消防培训已经组织完了，参加20人",
    "收集各支部学习心得，周五前交",
    "请示：拟于12月5日组织职工外出培训，经费2万元，请审批",
    "明天培训谁值班",
    "把明天消防培训的通知再发一遍",
]


@each(("text", "wanted"), PLANS)
def test_a_study_is_planned_in_every_way_people_say_it(text: str, wanted: dict[str, Any]) -> None:
    """Its kind, hour, place, topic, who attends, who does what; what is missing has no slot."""
    intent, slots = heard(text)
    assert (intent, holds(slots, wanted)) == ("open", {})


@each(("text", "wanted"), CHANGES)
def test_a_planned_study_is_changed(text: str, wanted: dict[str, Any]) -> None:
    """By day and name, or without a name by who has planned one."""
    intent, slots = heard(text, MINE)
    assert (intent, holds(slots, wanted)) == ("change", {})


@each("text", ["取消明天的中心组学习", "中心组学习先取消，时间另行通知", "明天那个学习不搞了", "撤掉周日的消防培训吧"])
def test_a_planned_study_is_called_off(text: str) -> None:
    """In the words an office has for it."""
    assert heard(text, MINE)[0] == "cancel"


@each(("text", "about"), QUERIES)
def test_studies_are_asked_for(text: str, about: str) -> None:
    """When, where, who, oneself."""
    intent, slots = heard(text, HIS)
    assert (intent, slots.get("about")) == ("query", about)


@each("text", OTHERS)
def test_what_only_sounds_like_a_study_is_left_alone(text: str) -> None:
    """Meetings, questions about rules, rooms, who goes to a training himself, what is over."""
    assert heard(text)[0] not in ("open", "change", "cancel", "query")


def test_whoever_speaks_says_his_title() -> None:
    """Only where he has something to do at a study to come."""
    assert heard("发言题目：《服务育人》", HIS) == ("speech", {"what": "title", "title": "服务育人"})
    assert heard("发言题目：《服务育人》")[0] == ""


def test_what_is_named_first_is_what_a_text_speaks_of() -> None:
    """A meeting that deals with a training is a meeting, a 党员大会 is a study."""
    assert speaks_of_study("支部党员大会 讨论工作例会制度")
    assert not speaks_of_study("工作例会 通报党课情况")
    assert read_study_title("定于周五召开机关党支部党员大会") == "机关党支部党员大会"
