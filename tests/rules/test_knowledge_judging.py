"""Whether a question is answered: by how it is put, whose rule it asks for, and what it takes for granted."""

from __future__ import annotations

import pytest

from knowledge.answer import answer
from knowledge.aspects import demands_of
from knowledge.document import Clause, Document
from knowledge.library import Library, library_of
from knowledge.register import Register, register_of
from knowledge.schools import same_school, schools_in

PARKING = Document(
    "停车.txt",
    "关于印发《芦溪师范学院校园车辆管理办法》的通知",
    issuer="芦溪师范学院",
    number="芦师总〔2024〕11号",
    clauses=(
        Clause("第三条", "第二章 停放", "第三条 教职工每人限办一张通行证，凭工作证到东门窗口办理，当场领取。"),
        Clause("第五条", "第二章 停放", "第五条 校园内时速不得超过20公里，教学楼前广场禁止通行。"),
        Clause("第六条", "第二章 停放", "第六条 电动自行车停放在车棚内，严禁进楼入户，严禁私拉电线。"),
        Clause("第八条", "第三章 违规", "第八条 首次违规停放的予以提醒；一学期累计三次的，收回通行证。"),
    ),
)
GARDEN = Document(
    "菜园.txt",
    "屋顶菜园管理办法",
    issuer="云岭大学后勤服务部",
    clauses=(
        Clause("第一条", "", "第一条 菜园由园艺班管理，每学期评选一次，从产量、整洁两个方面打分。"),
        Clause("第二条", "", "第二条 夏季每天傍晚浇水一次，雨后不浇水。邓小禾书记提出四点希望。"),
    ),
)


@pytest.fixture(scope="module")
def library() -> Library:
    return library_of([PARKING, GARDEN])


@pytest.mark.parametrize(
    ("question", "register"),
    [
        ("通行证 办理 窗口", Register.KEYWORDS),
        ("菜园应当如何浇水？", Register.WRITTEN),
        ("《车辆管理办法》由哪个部门解释", Register.WRITTEN),
        ("电瓶车能推进楼里不", Register.SPOKEN),
        ("头一回放错地儿咋整", Register.SPOKEN),
        ("菜园子 几天浇一回啊", Register.SPOKEN),
    ],
)
def test_a_question_is_put_in_keywords_in_writing_or_in_speech(question: str, register: Register) -> None:
    """By its marks, its blanks and its turns."""
    assert register_of(question) is register


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("电动自行车能推进楼不", "严禁进楼入户"),
        ("违停几回通行证就没了", "累计三次"),
        ("通行证 尺码", ""),
        ("广场 时速", "20公里"),
        ("菜园 产量 彩票", ""),
    ],
)
def test_talk_is_answered_where_keywords_would_not_be(library: Library, question: str, said: str) -> None:
    """A keyword of which nothing stands there is not there; a word of speech proves nothing."""
    reply = answer(library, question)
    assert (reply.answered, said in reply.quote) == (bool(said), True)


def test_a_guess_is_marked_as_doubtful(library: Library) -> None:
    """Nearest text, few words in common; what stands there is no guess."""
    assert answer(library, "头一回把车搁错地儿咋整").is_doubtful
    assert not answer(library, "校园内时速不得超过多少公里").is_doubtful
    assert not answer(library, "彩票 开奖").is_doubtful


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("时速不得超过四十公里吗", "四十公里"),
        ("为什么累计五次才收回通行证", "五次"),
        ("邓小禾书记提出的六点希望是什么", "六点"),
        ("菜园第八届评选谁得了第一", "第八届"),
        ("周海山书记提了几点希望", "周海山"),
        ("菜园评选奖金多少", "金额"),
        ("菜园现在还有空位吗", "实时"),
    ],
)
def test_what_a_question_takes_for_granted_must_stand_there(library: Library, question: str, named: str) -> None:
    """Numbers, counts, who; it is declined by the word that does not stand there."""
    reply = answer(library, question)
    assert not reply.answered
    assert named in reply.reason


def test_a_matter_much_of_a_shelf_speaks_of_need_not_be_said_again() -> None:
    """A rare one must; a year in a title is no claim, nor is a noun that merely sounds like a question."""
    rare = answer(library_of([PARKING, GARDEN]), "电梯检修期间教职工怎么办理通行证")
    assert "电梯" in rare.reason
    lifts = [
        Document(f"{i}.txt", f"电梯检修记录{i}", clauses=(Clause("", "", f"{i}号电梯检修完毕。"),)) for i in range(12)
    ]
    assert answer(library_of([PARKING, *lifts]), "电梯检修期间教职工怎么办理通行证，到哪个窗口").answered
    assert not [one for one in demands_of("“2016消夏晚会”的本金数额如何认定") if one.required]
    assert demands_of("2016年的晚会")[0].required


def test_the_same_length_of_time_may_be_said_otherwise() -> None:
    """Half an hour is thirty minutes; four points are a list of four."""
    rule = Document(
        "报修.txt", "报修办法", clauses=(Clause("", "", "报修后30分钟内响应。要求：一、快。二、好。三、省。"),)
    )
    library = library_of([rule])
    assert answer(library, "报修后半小时内响应吗").answered
    assert answer(library, "报修的三点要求是什么").answered
    assert not answer(library, "报修的五点要求是什么").answered


@pytest.mark.parametrize(
    ("question", "answered"),
    [
        ("云岭大学的菜园夏季怎么浇水", True),
        ("云领大学的菜园夏季怎么浇水", True),
        ("芦溪师范学院的菜园夏季怎么浇水", False),
        ("云岭大学的校园内时速不得超过多少", False),
        ("隔壁青岭大学的菜园夏季怎么浇水", False),
        ("中南大学的菜园夏季怎么浇水", False),
    ],
)
def test_a_school_is_answered_from_its_own_documents(library: Library, question: str, *, answered: bool) -> None:
    """A slip of the pen is forgiven, another school's rule is never lent."""
    assert answer(library, question).answered is answered


def test_a_school_of_the_list_is_no_slip_for_another() -> None:
    """Though one sign apart; what stands before a name does not belong to it."""
    assert not same_school("中南大学", "湖南大学")
    assert set(schools_in("隔壁青江大学的食堂")) == {"青江大学"}
