"""Attendance in numbers: nothing counted twice, leave apart, 补学 beside; two in a row missed; what asks for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.messages import Channel
from bot.settings import Office
from bot.situation import Situation
from handlers.study import roster, said
from handlers.study.counted.figures import Cell, added, cells_of, figure
from handlers.study.counted.runs import Turnout, missed
from handlers.study.facts import Facts, Known
from handlers.study.roster import ABSENT, LEAVE, MISSING, PRESENT, Entry
from tests.each import each
from tests.fakes import message

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
BELONGS = (roster.ATTENDS, roster.SITS_IN, roster.NEED_NOT, roster.APART)
STATUSES = (MISSING, *roster.THERE, *roster.EXCUSED, ABSENT)
CELLS = st.lists(
    st.builds(Cell, st.sampled_from(BELONGS), st.sampled_from(STATUSES), st.booleans(), st.integers(0, 5)), max_size=12
)
CLOSED = Known(12, "XX-0012", "学习", "维修中心党支部学习", "closed", NOW, belongs="出席", is_mine=True)
STATS = """
本季度维修支部的出勤率|今年中心组学习出勤率是多少|三季度各支部学习次数|各支部今年开了几次党员大会|上半年各中心培训参加情况
嗯那个帮我看一下这个季度各支部学习搞了几次啊
统计一下上个月主题党日的到会率|今年全部门理论学习的情况怎么样|本季度機關黨支部的出勤率
本月学习出勤率|饮食中心11月培训实到率|2026年第三季度党课出勤统计|下半年学习考勤汇总给我看看|今年搞了多少次集中学习|维修支部这个月学了几回
学习出勤 本月|李明今年学习出勤率|王丽今年缺了几次学习
上一季度园林中心学习请假的有多少人次|今年每个人的学习出勤率|按月统计今年培训考勤
第三支部今年的到会率多少|宿管中心10月安全培训有多少人参加|四季度学习考勤怎么样
"""
ABSENTEES = """
今年中心组学习谁缺席最多|连续两次没来的有谁|有没有人连着两次没参加支部学习|本季度哪些人缺勤了|连续两次缺席的名单|这个月支部学习缺席的都有谁
今年培训缺得最多的是哪几个|两次以上没来学习的人|那个上个月的党员大会都有谁没来啊|老是不来的有哪些人 今年的学习
今年主题党日缺席三次以上的党员|维修支部这半年谁没怎么来学习|查查接连两回没到的|今年缺课最多的人
"""
MINE = """
我今年的学习情况|我缺了几次|我今年参加了多少次学习|我的出勤率|查一下我的学习记录|我本季度出勤率多少|我有哪几次没签到|俺今年学习缺了几回呀
我今年请了几次学习假|我還要補學幾次|我哪次学习没补|我今年中心组学习参加了几次|我今年缺勤几次|个人学习考勤
我今年学了几次|我迟到过几次|我培训缺了没有|俺落下几次课|我去年学习全勤吗|上次学习我签上了吗|我签到了吗|我今天签到了没
"""
EXPORT = """
导出签到表|导出本季度学习考勤|导出2026年中心组考勤台账|把今天的签到表发我|给我一份签到名单|下载上半年培训考勤表|生成三季度维修支部学习台账
要一份今年党课的签到台账 excel|导出考勤|呃就是那个把这个月的学习考勤表导出来一下
導出簽到表|匯出簽到表|导初签到表|打印签到表|导出昨天学习的签到表|签到记录导出来发给我
学习档案导出 2026年|签到表|我要今年全部门的学习台账|导出未签到名单|签到结果导成表格|导出
学习考勤台账|今年党员大会考勤表导出
"""
NOT_COUNTED = """
考勤制度|出勤率怎么算|迟到算缺勤吗|本季度突发事件统计|导出督办台账|导出今年突发事件台账|考核材料谁还没交|导出民主评议台账|我今年请了几天假
谁今天请假|培训制度里出勤率低于多少不能结业|导出报修台账|我这个月的督办有几件|这个月值班缺了几个人|各单位今年报修次数|中心组学习一年要学几次
党员无故连续六个月不参加组织生活怎么处理|安全例会谁没回|会议签到表怎么填|通知还有谁没回执|本月各单位督办完成率|导出通讯录|学习教育的意义是什么
支部学习多久一次|把签到表整理交给张敏 周五前完成|签到表整理完了|各位领导今年讲党课情况
王部长今年讲了几次党课|今年学习计划|导出学习计划表|明天学习几点
签到表要保存几年|缺席要补学吗|上半年会议开了几次|导出值班表|没回执的名单|支部大会多少人参加才有效|连续两次考核不合格怎么办|今年谁值班最多
"""
COUNTED = {"checkin.stats", "checkin.absent", "checkin.export"}


def meant(text: str, channel: Channel = Channel.PRIVATE, known: tuple[Known, ...] = (CLOSED,)) -> str:
    """Return what a sentence is taken to mean here, empty where it means nothing."""
    situation = Situation(NOW, Office(), facts={"checkin": Facts(studies=known)})
    found = said.read(replace(message(text), channel=channel), situation)
    return found[0].intent if found else ""


def slots(text: str) -> dict[str, object]:
    """Return what a question is about."""
    situation = Situation(NOW, Office(), facts={"checkin": Facts()})
    found = dict(said.read(message(text), situation)[0].slots)
    return {name: one for name, one in found.items() if name not in ("text", "called")}


@given(CELLS)
def test_everybody_expected_is_counted_once(cells: list[Cell]) -> None:
    """应到 is 实到, 请假, 公出, 缺勤 and 未签 together; nobody aside is among them; 补学 makes nobody present."""
    found = figure(cells)
    parts = found.there + found.leave + found.on_duty + found.absent + found.unsigned
    assert found.expected == parts == sum(one.count for one in cells if one.belongs == roster.ATTENDS)
    assert found.later <= found.expected - found.there
    assert found == figure(cells[::-1])
    assert figure([replace(one, made_up=False) for one in cells]).there == found.there


@given(CELLS, st.integers(0, 12))
def test_parts_add_up_to_the_whole(cells: list[Cell], cut: int) -> None:
    """However a span is divided, by month or by branch, its parts are the whole."""
    assert added([figure(cells[:cut]), figure(cells[cut:])]) == figure(cells)


@each(
    ("statuses", "rate"),
    [
        ([PRESENT, PRESENT], "100%"),
        ([PRESENT, LEAVE], "50%"),
        ([PRESENT, PRESENT, ABSENT], "66.7%"),
        ([LEAVE], "0%"),
        ([], "—"),
    ],
)
def test_the_rate_is_those_there_of_those_expected(statuses: list[str], rate: str) -> None:
    """Leave is not taken out of those expected: it would hide in the rate."""
    assert figure([Cell(roster.ATTENDS, one, made_up=False, count=1) for one in statuses]).rate == rate


def test_a_figure_says_what_the_tally_of_a_study_says() -> None:
    """One law for one study and for a year."""
    entries = [_entry(number, belongs, status) for number, (belongs, status) in enumerate(_every_pair())]
    tally, found = roster.tally(entries), figure(cells_of(entries))
    assert (found.expected, found.there, found.sitting_in) == (tally.expected, tally.there, tally.sitting_in)
    assert (found.need_not, found.apart, found.leave + found.on_duty) == (tally.need_not, tally.apart, tally.excused)


def _every_pair() -> list[tuple[str, str]]:
    return [(belongs, status) for belongs in BELONGS for status in STATUSES]


def _entry(number: int, belongs: str, status: str) -> Entry:
    nothing = dict.fromkeys(Entry.__dataclass_fields__, "") | {"id": number, "study_id": 1, "person_id": number}
    times = dict.fromkeys(("at", "by_id", "late_min", "made_up_at", "nudged_at"), None)
    return Entry(**{**nothing, **times, "belongs": belongs, "status": status, "can_vote": False, "position": number})  # type: ignore[arg-type]


@each(
    ("statuses", "least", "run"),
    [
        ("缺缺", 2, (2, True)),
        ("缺到缺", 2, None),
        ("缺假缺", 2, None),
        ("缺公缺缺", 2, (2, True)),
        ("缺缺到", 2, (2, False)),
        ("缺缺缺", 2, (3, True)),
        ("缺缺", 3, None),
        ("缺缺到缺缺缺到", 2, (3, False)),
        ("", 2, None),
    ],
)
def test_only_what_was_missed_without_leave_is_missed_in_a_row(
    statuses: str, least: int, run: tuple[int, bool] | None
) -> None:
    """Leave and 公出 end a run; the last run is the one that is told, however the studies come."""
    became = {"缺": ABSENT, "到": PRESENT, "假": LEAVE, "公": roster.ON_DUTY}
    turnouts = [Turnout(NOW + timedelta(days=number), became[one]) for number, one in enumerate(statuses)]
    for given_ in (turnouts, turnouts[::-1]):
        found = missed(given_, least)
        assert (None if found is None else (found.count, found.is_latest)) == run


@each(
    ("intent", "text"),
    [
        (intent, text)
        for intent, texts in (
            ("checkin.stats", STATS),
            ("checkin.absent", ABSENTEES),
            ("checkin.stats", MINE),
            ("checkin.export", EXPORT),
        )
        for text in texts.replace("\n", "|").split("|")
        if text
    ],
)
def test_numbers_are_asked_for_in_many_ways(intent: str, text: str) -> None:
    """Privately, and where the assistant is named; what is not said to it is not heard."""
    assert meant(text) == meant(text, Channel.GROUP_AT) == intent
    assert meant(text, Channel.GROUP) not in COUNTED


@each("text", [one for one in NOT_COUNTED.replace("\n", "|").split("|") if one])
def test_rules_and_other_matters_are_not_counted_here(text: str) -> None:
    """What a rule says is asked of the policies; other ledgers are of other slices."""
    assert meant(text) not in COUNTED


@each(
    ("text", "found"),
    [
        ("本季度维修支部的出勤率", {"since": "2026-10-01", "until": "2026-11-24", "whose": "维修支部"}),
        ("今年中心组出勤率", {"since": "2026-01-01", "until": "2026-11-24", "kinds": ["中心组"]}),
        ("三季度各支部学习次数", {"since": "2026-07-01", "until": "2026-10-01", "by": "branch", "times": True}),
        ("李明今年学习出勤率", {"since": "2026-01-01", "until": "2026-11-24", "whose": "李明"}),
        ("导出11月18日的签到表", {"one": True, "day": "2026-11-18"}),
        ("导出上周三的签到表", {"one": True, "day": "2026-11-18"}),
        ("导出签到表 XX-0012", {"one": True, "number": 12}),
        ("导出安全培训的签到表", {"one": True, "kinds": ["培训"], "whose": "安全"}),
        ("导出三会一课考勤台账", {"kinds": ["党员大会", "支委会", "党小组会", "党课"]}),
        ("连续三次没来的有谁", {"row": 3}),
        ("今年两次以上没来学习的人", {"since": "2026-01-01", "until": "2026-11-24", "least": 2}),
    ],
)
def test_a_question_says_which_days_kinds_and_whose(text: str, found: dict[str, object]) -> None:
    """Days as the office means them; a name is looked up later."""
    assert slots(text) == found
