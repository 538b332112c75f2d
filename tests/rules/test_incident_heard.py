"""What a text says of an incident: places and people, gravity and doubt, whoever writes it and however."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store.places import Building
from bot.store.units import Unit
from handlers.incident.heard import Heard, Lexicon, hear, lexicon_of, plain_of
from handlers.incident.kinds import Kind, defaults
from tests.each import each
from tests.growth import grows_with

LEXICON = lexicon_of(
    defaults(),
    [("东校区", ["东区", "本部"]), ("西校区", ["西区"])],
    [
        Building(1, 1, "东校区", "3号楼", ("3号楼", "女生公寓3号楼"), None, {}),
        Building(2, 2, "西校区", "3号楼", ("3号楼",), None, {}),
        Building(3, 2, "西校区", "三食堂", ("三食堂", "第三食堂", "三餐厅"), None, {}),
        Building(4, 1, "东校区", "办公楼", ("办公楼", "行政楼"), None, {}),
        Building(5, 1, "东校区", "12号楼", ("12号楼",), None, {}),
    ],
    [Unit(1, "物业服务中心", None, ("物业",), 1), Unit(2, "维修服务中心", None, ("维修中心",), 2)],
)


WORDS = ("着火", "3号楼", "如果", "？", "了", "没有", " ", "东区", "5个", "学生", "演练", "〔SJ-1〕", "停水", "通知")
WALLS = ("着火", "1", "，", "漏水的", "3号楼", "不是", "东", "一", "如果着火", "防", "给王部长", "停电", "已")


def heard(text: str, lexicon: Lexicon = LEXICON) -> Heard:
    """Hear a text."""
    return hear(text, lexicon)


@each(
    ("text", "place", "campus", "building", "campuses"),
    [
        ("三食堂三楼漏水", "三食堂三楼", "西校区", "三食堂", ()),
        ("3餐厅后厨着火了", "3餐厅后厨", "西校区", "三食堂", ()),
        ("第三食堂 二楼 停电", "第三食堂 二楼", "西校区", "三食堂", ()),
        ("三号楼四楼冒烟了", "三号楼四楼", "", "3号楼", ("东校区", "西校区")),
        ("3栋402漏水", "3栋402", "", "3号楼", ("东校区", "西校区")),
        ("3#楼停水了", "3#楼", "", "3号楼", ("东校区", "西校区")),
        ("西区3号楼着火了", "西区3号楼", "西校区", "3号楼", ()),
        ("着火了！东区三号楼", "东区三号楼", "东校区", "3号楼", ()),
        ("女生公寓3号楼有人晕倒", "女生公寓3号楼", "东校区", "3号楼", ()),
        ("13号楼停电了", "13号楼", "", "", ()),
        ("十二号楼302室漏水", "十二号楼302室", "东校区", "12号楼", ()),
        ("行政楼电梯困人", "行政楼", "东校区", "办公楼", ()),
        ("本部停电了", "本部", "东校区", "", ()),
        ("南门两辆车撞了", "南门", "", "", ()),
        ("化粪池那边冒臭气 有人晕倒", "化粪池", "", "", ()),
        ("三号楼后面着火了", "三号楼后面", "", "3号楼", ("东校区", "西校区")),
        ("校医院说有三例水痘", "", "", "", ()),
        ("是3号楼不是12号楼 着火了", "3号楼", "", "3号楼", ("东校区", "西校区")),
        ("着火了", "", "", "", ()),
    ],
)
def test_the_place_is_kept_as_it_was_said(
    text: str, place: str, campus: str, building: str, campuses: tuple[str, ...]
) -> None:
    """With floor and room; the building it stands for is known where it can be, and never guessed between two."""
    said = heard(text)
    assert (said.place, said.campus, said.building, said.campuses) == (place, campus, building, campuses)


@each(
    ("text", "count", "kind", "about"),
    [
        ("二食堂5个学生拉肚子", 5, "不适", False),
        ("有学生吃坏肚子 大概五个", 5, "不适", True),
        ("两名工人触电", 2, "受伤", False),
        ("一家三口煤气中毒", 3, "不适", False),
        ("又多了3个发烧的 现在一共8个", 8, "不适", False),
        ("十几个学生呕吐", 10, "不适", True),
        ("二十多人上吐下泻", 20, "不适", True),
        ("三四个人被困电梯", 4, "被困", True),
        ("好几个同学晕倒了", None, "不适", True),
        ("操场有个学生骨折了", 1, "受伤", False),
        ("4号楼着火", None, "", False),
        ("着火了 没有人员伤亡", 0, "", False),
        ("两车相撞 人没事", 0, "", False),
        ("幼儿园走失一个孩子", 1, "走失", False),
        ("死了一个人", 1, "死亡", False),
        ("拉肚子的3-5人", 5, "不适", True),
    ],
)
def test_people_are_counted(text: str, count: int | None, kind: str, *, about: bool) -> None:
    """Totals before parts; a vague number is marked, nobody hurt is a number too."""
    said = heard(text)
    assert (said.people, said.people_kind, said.approximate) == (count, kind, about)


@each(
    ("text", "grade"),
    [
        ("实验室爆炸了", 3),
        ("火势很大控制不住", 3),
        ("全校停电了", 3),
        ("十五个人食物中毒", 3),
        ("工地塌了有人被埋", 3),
        ("电梯里困了两个人", 2),
        ("有人触电昏迷", 2),
        ("4个孩子发烧", 2),
        ("整栋楼停水", 2),
        ("三食堂漏水", 0),
        ("食堂难吃死了", 0),
        ("没有爆炸", 0),
    ],
)
def test_words_of_gravity_raise_the_grade(text: str, grade: int) -> None:
    """And figures of speech do not."""
    assert heard(text).grade == grade


@each(
    ("text", "sure"),
    [
        ("全校停电了？？", False),
        ("好像着火了", False),
        ("听说三食堂漏水了", False),
        ("可能是煤气味", False),
        ("是不是着火了 好大烟", False),
        ("云倒了一个人", False),
        ("着火了！！！", True),
        ("三食堂漏水", True),
    ],
)
def test_doubt_is_heard(text: str, *, sure: bool) -> None:
    """It opens all the same, to be verified."""
    said = heard(text)
    assert said.kind
    assert (said.is_sure, said.is_question, said.is_past) == (sure, False, False)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("代报：物业老赵 13900001111，二食堂漏水", ("物业老赵", "13900001111")),
        ("代报:李阿姨，三食堂冒烟", ("李阿姨", "")),
        ("帮老王报一下 6号楼停电了", ("老王", "")),
        ("张师傅让我报 锅炉房漏水", ("张师傅", "")),
        ("三食堂漏水", ("", "")),
    ],
)
def test_who_really_reports_is_heard(text: str, who: tuple[str, str]) -> None:
    """People without an account are not made to disappear behind who writes."""
    assert heard(text).on_behalf == who


@each(
    ("text", "done"),
    [
        ("着火了 打了120和119", ("已打120", "已打119")),
        ("已打119，已断电，人员已疏散", ("已打119", "已断电", "已疏散")),
        ("爆管了 阀门关了", ("已关阀门",)),
        ("吃坏肚子 已送医 已留样", ("已送医", "已留样")),
        ("着火了快打119", ()),
        ("要不要打120", ()),
        ("还没断电", ()),
        ("帮忙打一下120", ()),
        ("电梯困人 已联系维保", ("已联系维保",)),
        ("火已经扑灭了", ("已扑灭",)),
    ],
)
def test_what_was_done_is_heard_and_what_is_asked_for_is_not(text: str, done: tuple[str, ...]) -> None:
    """快打119 has called nobody."""
    assert set(heard(text).actions) == set(done)


@each(
    "text",
    [
        "着 火 了",
        "着火了",
        "著火了",
        "ｚｈａｏｈｕｏ ｌｅ",
        "ZHAOHUO",
        "呃 那个 着火了",
        "嗯着火了啊",
        "着\u200b火了",
        "招火了",
        "＃着火了＃",
    ],
)
def test_one_alarm_in_many_spellings(text: str) -> None:
    """Blanks between signs, Traditional, full width, letters, fillers, invisible signs, a slip of the tongue."""
    assert heard(text).kind == "火情"


@each(
    ("text", "drill", "test"),
    [
        ("演练：三食堂着火", True, False),
        ("【演习】电梯困人", True, False),
        ("测试 测试 停电", False, True),
        ("test 着火了", False, True),
        ("这不是演习 着火了", False, False),
        ("下周组织消防演练", False, False),
        ("核酸测试点停电了", False, False),
    ],
)
def test_drills_and_tests_are_told_apart_from_what_is_real(text: str, *, drill: bool, test: bool) -> None:
    """And 这不是演习 is no drill."""
    said = heard(text)
    assert (said.is_drill, said.is_test) == (drill, test)


@pytest.mark.parametrize(
    ("text", "question", "past"),
    [
        ("如果着火了怎么办", True, False),
        ("听说着火了是真的吗", True, False),
        ("上次漏水后来怎么处理的", False, True),
        ("去年3号楼着火了", False, True),
    ],
)
def test_what_is_asked_or_long_over_is_known_as_such(text: str, *, question: bool, past: bool) -> None:
    """The kind is heard, and that it does not happen now."""
    said = heard(text)
    assert said.kind
    assert (said.is_question, said.is_past) == (question, past)


def test_the_unit_that_is_named_is_heard() -> None:
    """By name or alias."""
    assert heard("物业负责的3号楼漏水").unit == "物业服务中心"


def test_the_office_adds_its_own_words() -> None:
    """With a gap, and with a number above one; one hen is no epidemic."""
    kind = Kind("家禽", ("几只…打蔫", "鸡舍…塌方"), "请先隔离。", (), 1)
    lexicon = Lexicon(kinds=(*defaults(), kind))
    assert heard("三只鸡都打蔫了", lexicon).kind == "家禽"
    assert heard("一只鸡打蔫了", lexicon).kind == ""
    assert heard("鸡舍后墙塌方", lexicon).kind in {"家禽", "工程事故"}


@given(st.text(max_size=400))
def test_anything_at_all_is_heard_without_a_fault(text: str) -> None:
    """What is said and what is compared stay in step; the place comes out of the text."""
    plain = plain_of(text)
    assert len(plain.said) == len(plain.folded)
    said = heard(text)
    assert said.place in plain.said
    assert said.people is None or said.people >= 0
    assert said.grade in (0, 1, 2, 3)


@given(
    st.lists(
        st.sampled_from(
            [
                "着火",
                "3号楼",
                "如果",
                "？",
                "了",
                "没有",
                " ",
                "东区",
                "5个",
                "学生",
                "\n",
                "演练",
                "〔SJ-1〕",
                "停水",
                "通知",
                "电梯",
            ]
        ),
        max_size=40,
    )
)
def test_words_in_any_order_are_heard_without_a_fault(words: list[str]) -> None:
    """Nothing in it depends on sense."""
    said = heard("".join(words))
    assert not (said.is_question and said.is_past)


@pytest.mark.parametrize("seed", WALLS)
def test_a_wall_of_anything_is_heard_at_once(seed: str) -> None:
    """However long the text, the work is bounded."""
    grows_with(lambda size: heard(seed * (size // len(seed))), 20_000)
