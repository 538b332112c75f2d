"""What people say of papers, the 要素 of a summary, deadlines, reminders: pure, hostile texts included."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import Channel, Kind, Message
from bot.situation import Situation
from bot.stage import OFFICE
from handlers.incident.papers.deadlines import deadline
from handlers.incident.papers.due import reminders_after, workdays_late
from handlers.incident.papers.elements import Measure, dropped, is_elements, read_elements
from handlers.incident.papers.said import may_be_of_papers, read
from handlers.incident.papers.stand import Known, Stand
from handlers.incident.settings import Numbers
from scheduler.calendar import Calendar
from tests.each import each
from tests.growth import grows_with

TODAY = date(2026, 11, 23)  # a Monday
ZONE = ZoneInfo("Asia/Shanghai")
LEADER = Stand("SJ-0001", may_have=True, may_write=True, may_hand_in=True, may_delegate=True)
SIGNER = Stand("SJ-0001", may_have=True, may_write=True, may_hand_in=True, may_delegate=True, may_sign=True)
CHIEF = Stand("SJ-0001", may_have=True, is_chief=True)
DRAFTER = Stand("SJ-0001", may_write=True, may_hand_in=True, is_drafter=True)


def meant(text: str, *papers: Stand, channel: Channel = Channel.PRIVATE) -> str:
    """Return what a text is taken to mean, empty where nothing of papers."""
    message = Message("door", "1", "p", "a", channel, Kind.TEXT, text)
    situation = Situation(datetime(2026, 11, 23, 2, tzinfo=UTC), OFFICE, facts={"incident": Known(papers=papers)})
    found = read(message, situation) if may_be_of_papers(message) else []
    return found[0].intent.removeprefix("incident.") if found else ""


@each(
    ("text", "intent"),
    [
        ("首报", "first_report"),
        ("給我一份首報", "first_report"),
        ("帮我写个首报", "first_report"),
        ("SJ-0001 首报文字", "first_report"),
        ("续报", "follow_up"),
        ("给我续报二", "follow_up"),
        ("续报3", "follow_up"),
        ("帮我写个报告 发领导", "follow_up"),
        ("写个情况报告发给书记", "follow_up"),
        ("总结", "draft"),
        ("起草总结", "draft"),
        ("给我总结草稿", "draft"),
        ("帮我写一份总结报告", "draft"),
        ("总结交给李明写", "drafter"),
        ("让李明起草总结", "drafter"),
        ("请赵主任写总结报告", "drafter"),
        ("总结交了", "summary"),
        ("总结已经写好了", "summary"),
        ("交总结", "summary"),
        ("总结：油锅过热，着火了，已换灶具", "summary"),
        ("原因：电线着火", "elements"),
        ("责任是巡查不到位", "elements"),
        ("整改措施：换线，李明，12月1日前", "elements"),
        ("删除措施2", "elements"),
    ],
)
def test_what_a_leader_says_of_papers(text: str, intent: str) -> None:
    """Asked for, drafted, given to somebody, handed in."""
    assert meant(text, LEADER) == intent


@each(
    "text",
    [
        "二食堂着火了，帮我写个首报",
        "续报：又多了两个人",
        "总结什么时候交",
        "原因是什么",
        "教训深刻",
        "同意",
        "提醒我后天交总结",
        "年度总结怎么写",
        "让李明到场",
        "三食堂漏水，现在什么情况",
        "首报怎么写",
    ],
)
def test_what_is_about_something_else_is_left_alone(text: str) -> None:
    """An alarm, news, a question, a word that needs something to sign."""
    assert meant(text, LEADER, CHIEF) == ""


@pytest.mark.parametrize(
    ("text", "intent"),
    [("同意", "sign"), ("审签", "sign"), ("总结通过", "sign"), ("退回：原因没写清", "return"), ("退回", "return")],
)
def test_a_word_on_a_summary_needs_one_that_waits(text: str, intent: str) -> None:
    """From whom it waits for; from anybody else it is no word on it."""
    assert meant(text, SIGNER) == intent
    assert meant(text, LEADER) == ""


@pytest.mark.parametrize("text", ["进展", "现在什么情况", "情况怎么样了？", "现场进展如何", "SJ-0001 到哪一步了"])
def test_a_chief_asks_how_it_stands(text: str) -> None:
    """From others it is the question it was."""
    assert meant(text, CHIEF) == "progress"
    assert meant(text, LEADER) == ""


def test_without_a_paper_nothing_is_read_but_the_plain_words() -> None:
    """They are refused by who answers them; a drafter has nothing to give away."""
    assert [meant(text) for text in ("首报", "续报", "总结", "原因：线路", "进展", "审签")] == [
        "first_report", "follow_up", "", "", "", "",
    ]  # fmt: skip
    assert meant("让李明起草总结", DRAFTER) == ""
    assert meant("首报", LEADER, channel=Channel.GROUP) == ""


WORDS = "首续报总结原因责任教训措施退回审签：:；;,，。请给我要写来发一份个下的了吧让李明领导12月日前 \n"


@given(st.text(alphabet=WORDS, max_size=400))
def test_no_text_breaks_the_reading(text: str) -> None:
    """Whatever words of papers are put together."""
    meant(text, SIGNER, CHIEF)
    read_elements(text, TODAY)
    assert not is_elements(text) or dropped(text) <= 99


@each("sign", ["要", "请给我", "总结", "续报", "措施1：", "退回", "现在", "原因：", "1.", "，"])
def test_a_long_text_is_read_in_step_with_its_length(sign: str) -> None:
    """No sign makes the reading try all ways there are."""

    def work(size: int) -> None:
        meant(sign * size, SIGNER, CHIEF)
        read_elements(sign * size, TODAY)

    grows_with(work, 2000)


def test_everything_at_once_is_taken_apart() -> None:
    """By its labels, in any of the ways people number and divide."""
    text = "原因：电线老化；责任：巡查不到位。教训：要勤查\n措施：1.更换线路，李明，12.1前；2、培训 张敏 月底前"
    said = read_elements(text, TODAY)
    assert dict(said.texts) == {"原因": "电线老化", "责任": "巡查不到位", "教训": "要勤查"}
    assert said.measures == (
        Measure("更换线路", "李明", "12.1前", date(2026, 12, 1)),
        Measure("培训", "张敏", "月底前", date(2026, 11, 30)),
    )


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("换灶具，由赵主任负责，两周内完成", Measure("换灶具", "赵主任", "两周内完成", date(2026, 12, 7))),
        ("换灶具，12月5日前，责任人：李明", Measure("换灶具", "李明", "12月5日前", date(2026, 12, 5))),
        ("每周巡查，物业服务中心，长期", Measure("每周巡查，长期", "物业服务中心")),
        ("换灶具，装报警器", Measure("换灶具，装报警器")),
        ("换灶具，李明，2月30日前", Measure("换灶具", "李明", "2月30日前")),
    ],
)
def test_a_measure_has_what_who_and_when(text: str, measure: Measure) -> None:
    """In either order; what can't be read as a day is kept as said."""
    assert read_elements(f"措施：{text}", TODAY).measures == (measure,)


@each(
    ("said", "day"),
    [
        ("12月1日前", date(2026, 12, 1)),
        ("十二月一日", date(2026, 12, 1)),
        ("1月5日", date(2027, 1, 5)),
        ("明年1月5日", date(2027, 1, 5)),
        ("2027-03-01", date(2027, 3, 1)),
        ("2027年2月底前", date(2027, 2, 28)),
        ("月底前", date(2026, 11, 30)),
        ("下月底", date(2026, 12, 31)),
        ("年底前", date(2026, 12, 31)),
        ("本周五前", date(2026, 11, 27)),
        ("下周一", date(2026, 11, 30)),
        ("三天内", date(2026, 11, 26)),
        ("5个工作日内", date(2026, 11, 30)),
        ("一个月内", date(2026, 12, 23)),
        ("立即", TODAY),
        ("明天", date(2026, 11, 24)),
        ("后天前完成", date(2026, 11, 25)),
        ("10月1日", None),
        ("13月1日", None),
        ("9999年12月底", None),
        ("0000年1月1日", None),
        ("尽快", None),
        ("", None),
    ],
)
def test_a_deadline_is_a_day_of_the_calendar_or_none(said: str, day: date | None) -> None:
    """A day long past is not next year's."""
    assert deadline(said, TODAY) == day


@given(st.text(alphabet="0123456789年月日底前周内个工作天本下一二三十明今.-/", max_size=14))
def test_no_deadline_breaks(said: str) -> None:
    """Whatever is put together of signs of dates."""
    deadline(said, TODAY)


def test_reminders_fall_on_workdays_at_the_hour_that_was_set() -> None:
    """The working day before, the day itself, then each working day; never in the past."""
    due = datetime(2026, 11, 30, 18, tzinfo=ZONE)  # a Monday
    now, found = datetime(2026, 11, 25, 10, tzinfo=ZONE), []
    for _ in range(4):
        now = reminders_after(now, due, Numbers(), ZONE)
        found.append((now.month, now.day, now.hour))
    assert found == [(11, 27, 9), (11, 30, 9), (12, 1, 9), (12, 2, 9)]


def test_working_days_are_counted_both_ways() -> None:
    """Saturdays, Sundays and holidays are none; a Sunday worked instead is one."""
    assert workdays_late(date(2026, 11, 26), date(2026, 11, 30), Calendar()) == 2
    assert workdays_late(date(2026, 11, 30), date(2026, 11, 26), Calendar()) == -2
    assert workdays_late(TODAY, TODAY, Calendar()) == 0
    assert workdays_late(date(2026, 9, 30), date(2026, 10, 8), Calendar()) == 1
