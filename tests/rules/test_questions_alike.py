"""Which questions ask the same, which are never kept, what is said to answers, and how long a person has to answer."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.settings import Office
from bot.situation import Situation
from handlers.ask import said
from handlers.ask.learning.drafts import Draft, amended, draft_of
from handlers.ask.learning.hours import after_hours
from knowledge.alike import GROUPED, asks_the_same, likeness
from knowledge.unlisted import is_unlisted
from scheduler.calendar.value import Calendar
from tests.each import each
from tests.fakes import message

HERE = Path(__file__).parent
ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)


def lines(name: str) -> list[list[str]]:
    """Return the lines of a file beside this one, cut at the bars."""
    return [line.split("|") for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


@each(("kind", "one", "other"), lines("question_pairs.txt"))
def test_only_what_asks_the_same_is_answered_the_same(kind: str, one: str, other: str) -> None:
    """However it is asked; another thing, number, place or a negation is another question. ?: may be missed."""
    assert asks_the_same(one, other) == asks_the_same(other, one)
    assert kind == "?" or asks_the_same(one, other) == (kind == "=")


@each(
    ("one", "other", "together"),
    [
        ("图书馆几点关门", "周末图书馆几点关门", True),
        ("会议室怎么预约", "会议室怎么取消预约", False),
        ("二食堂几点关门", "三食堂几点关门", False),
        ("吗", "吗", False),
    ],
)
def test_what_is_nearly_the_same_is_looked_at_together(one: str, other: str, together: bool) -> None:  # noqa: FBT001
    """By a person; another number never is."""
    assert (likeness(one, other) >= GROUPED) == together


UNLISTED = """
我的工资怎么少了|1
食堂经理收回扣找谁举报|1
张师傅得了什么病|1
我爱人住院能请几天假|1
李老师电话多少|1
给13900010041打电话有用吗|1
他为什么被处分|1
文件标着秘密★3年怎么办|1
病虫害多久防治一次|0
报修电话是多少|0
食堂员工体检多久一次|0
一卡通在哪里充值|0
"""


@each(("question", "unlisted"), [line.split("|") for line in UNLISTED.strip().splitlines()])
def test_what_concerns_a_persons_private_matters_is_never_kept(question: str, unlisted: str) -> None:
    """Wages, discipline, illness of a person, particulars, misconduct, secrets."""
    assert is_unlisted(question) == (unlisted == "1")


@each(("intent", "text"), lines("learning_said.txt"))
def test_what_is_said_to_answers_and_questions(intent: str, text: str) -> None:
    """A whole message is a verdict or a wish, and a question that begins with 谢谢 stays one."""
    office = Office(department="后勤保障部", assistant="助手", duty_phone="8110", contact="综合办公室 张敏")
    (reading,) = said.read(message(text), Situation(NOW, office))
    assert reading.intent == intent


TAILS = """
到二楼办理|到二楼办理|本部门||
到二楼办理，公开|到二楼办理|公开||
到二楼办理。公开|到二楼办理|公开||
到二楼办理。依据：《办事指南》第五条，公开|到二楼办理。|公开|《办事指南》第五条|
到二楼办理；依据《办事指南》第五条|到二楼办理|本部门|《办事指南》第五条|
到二楼办理（公开），有效期至2027年6月30日|到二楼办理|公开||2027-06-30
评选结果一律公开|评选结果一律公开|本部门||
"""


@each(("said_", "text", "scope", "basis", "until"), [line.split("|") for line in TAILS.strip().splitlines()])
def test_what_stands_behind_an_answer_is_taken_off_it(
    said_: str, text: str, scope: str, basis: str, until: str
) -> None:
    """Scope, basis and last day; what belongs to the answer stays."""
    draft = draft_of({"text": said_, "number": 3})
    assert (draft.text, draft.scope, draft.basis, draft.until) == (text, scope, basis, until)


def test_a_word_to_the_confirmation_changes_the_draft_or_nothing() -> None:
    """公开, 依据：…; anything else leaves it as it is."""
    draft = Draft("到二楼办理", number=3)
    assert [getattr(amended(draft, word), "scope", None) for word in ("公开", "本部门", "再想想")] == [
        "公开",
        "本部门",
        None,
    ]
    changed = amended(draft, "依据：《办事指南》第五条")
    assert changed is not None
    assert (changed.basis, changed.text) == ("《办事指南》第五条", "到二楼办理")


@each(
    ("start", "hours", "end"),
    [
        ("2026-11-23T10:00", 2, "2026-11-23T12:00"),
        ("2026-11-23T10:00", 7, "2026-11-24T10:00"),
        ("2026-11-20T17:00", 1, "2026-11-23T09:00"),
        ("2026-11-21T15:00", 4, "2026-11-23T14:30"),
    ],
)
def test_working_hours_leave_out_nights_noons_and_days_off(start: str, hours: int, end: str) -> None:
    """What is asked on a Saturday begins to count on Monday."""
    given = datetime.fromisoformat(start).replace(tzinfo=ZONE)
    assert after_hours(given, hours, Calendar(), ZONE) == datetime.fromisoformat(end).replace(tzinfo=ZONE)
