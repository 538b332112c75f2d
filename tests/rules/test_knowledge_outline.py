"""Documents, particulars, clauses, passages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.document import DEPARTMENT, PASSAGE_LIMIT, PUBLIC, UNDATED, Document
from knowledge.mending import mend
from knowledge.outline import passages_of, read_clauses, read_documents
from knowledge.particulars import read_date, read_particulars
from knowledge.schools import same_school, schools_in
from knowledge.text import squeeze
from tests.each import each
from tests.rules.knowledge_texts import ARTICLES, NOTICE, PLAN, STATUTE, STORY


def one(text: str, file: str = "办法.txt") -> Document:
    (document,) = read_documents(mend(text), file)
    return document


def labels(document: Document) -> list[str]:
    return [clause.label for clause in document.clauses]


def test_a_notice_gives_its_particulars() -> None:
    """Letterhead, number, date of the signature, and the title wrapped over two lines."""
    document = one(NOTICE)
    assert document.title == "关于印发《云岭大学工具借用守则》的通知"
    assert (document.issuer, document.number, document.date) == (
        "云岭大学后勤服务部",
        "云后发〔2024〕7号",
        "2024-03-08",
    )
    assert document.scope == DEPARTMENT


def test_points_of_an_attachment_are_clauses_of_their_own() -> None:
    """一是 to 四是 are cited as 一 to 四, under the attachment's title."""
    document = one(NOTICE)
    assert labels(document) == ["", "", "一", "二", "三", "四"]
    assert document.clauses[2].heading.startswith("附件 云岭大学工具借用守则")


def test_numbering_of_mixed_shapes_is_one_outline() -> None:
    """（3） after 2、 stays inside; a short part is one clause."""
    document = one(PLAN)
    assert document.date == "2023-04-01"
    assert labels(document) == ["", "一", "二", "三"]
    assert "夏季每天傍晚" in document.clauses[1].text


def test_a_long_part_is_cut_at_its_inner_clauses() -> None:
    """And they are cited with the numbers above them."""
    body = "浇水要看天看地看苗情。" * 40
    document = one(
        f"菜园办法\n一、总则\n短。\n二、浇水\n（一）春季\n{body}\n（2） 夏季\n{body}\n（三）秋季\n"
        f"1、早晨\n{body}\n2、傍晚\n{body}\n三、附则\n短。"
    )
    assert labels(document) == ["", "一", "二（一）", "二（二）", "二（三）1", "二（三）2", "三"]


def test_a_first_arabic_number_before_a_chinese_second_is_the_first_part() -> None:
    """1、 … 二、 … 三、 is one sequence."""
    assert labels(one("菜园意见\n1、指导思想\n种好菜。\n二、办法\n勤浇水。\n三、要求\n守时间。")) == [
        "",
        "一",
        "二",
        "三",
    ]


def test_points_inside_a_part_are_cited_as_points() -> None:
    """第二点 of 二."""
    body = "把菜园打理得整整齐齐。" * 30
    document = one(f"菜园意见\n一、总则\n短。\n二、要求\n一是整地。{body}\n二是浇水。{body}\n三、附则\n短。")
    assert labels(document) == ["", "一", "二第一点", "二第二点", "三"]


def test_articles_are_cited_by_their_number_alone() -> None:
    """Chapters give the heading, 条 the label; text without a number belongs to the article before it."""
    document = one(STATUTE)
    assert labels(document) == ["", "第一条", "第二条", "第三条", "第四条"]
    assert document.clauses[3].text.endswith("许可有效期为一年。")


def test_several_articles_in_one_file_are_several_documents() -> None:
    """Split at 篇N, each with its title; the original script is kept."""
    first, second = read_documents(mend(ARTICLES), "花房.txt")
    assert first.title == "雲嶺大學花房工作匯報 篇1"
    assert second.title.endswith("篇2")
    assert second.date is None
    assert second.shown_date == UNDATED


def test_a_list_stays_with_the_paragraph_that_announces_it() -> None:
    """And what follows the list is no part of its last item."""
    first = read_documents(mend(ARTICLES), "花房.txt")[0]
    listed = next(clause for clause in first.clauses if clause.label == "一至三")
    assert listed.text.startswith("3月5日")
    assert listed.text.endswith("換盆要看根。")
    assert first.clauses[-1].text == "林秋水說,花房今年要培育三千盆菊花。"


def test_plain_lines_between_paragraphs_are_headings() -> None:
    """A news story has no numbers; its clauses are named by their headings, the story by its first words."""
    document = one(STORY, "0007.txt")
    passages = passages_of(document, 3)
    assert passages[1].clause == "节水从水龙头开始"
    assert passages[2].clause == "大家一起来查漏"
    assert passages[0].document == 3
    assert document.title.startswith("本月上旬")


@pytest.mark.parametrize("text", [NOTICE, PLAN, STORY, STATUTE])
def test_no_character_is_lost_between_text_and_clauses(text: str) -> None:
    """Every character stands in exactly one clause, in order."""
    assert squeeze("".join(clause.text for clause in one(text).clauses)) == squeeze(text)


LINES = st.lists(
    st.sampled_from(
        ["一、总则", "二、分则", "（一）浇水", "（2） 施肥", "1、早上", "2．晚上", "(1)慢慢来", "①看天",
         "一是看土。", "二要看叶。", "第一章 总则",
         "第一条 种菜。", "第二条 收菜。", "附件：", "一个小标题", "菜要常浇水。" * 30, "没有句号的长段落" * 90,
         "短句。", "要求:"]
    ),
    max_size=25,
)  # fmt: skip


@given(LINES)
def test_whatever_the_outline_nothing_is_lost_and_passages_are_short(lines: list[str]) -> None:
    """Clauses joined are the text, none is longer than a passage may be, none is empty."""
    clauses = read_clauses(lines)
    assert squeeze("".join(clause.text for clause in clauses)) == squeeze("".join(lines))
    assert all(0 < len(clause.text) <= PASSAGE_LIMIT for clause in clauses)


@each(
    ("line", "date"),
    [("2024年3月8日", "2024-03-08"), ("（二〇二三年五月）", "2023-05"), ("二O一O年六月二十日", "2010-06-20"),
     ("2024-3-8", "2024-03-08"),
     ("发布时间：2024年3月8日", "2024-03-08"), ("2024年3月8日印发", "2024-03-08"), ("2024年13月8日", None),
     ("2024年2月30日", None),
     ("从2024年3月8日起执行。", None), ("今天", None), ("2024年0月", None)],
)  # fmt: skip
def test_a_line_that_is_a_date_is_read(line: str, date: str | None) -> None:
    """Only when the line is nothing else and the day exists."""
    assert read_date(line) == date


def test_a_mark_makes_a_document_public() -> None:
    """As its own line in the head."""
    assert one("菜园办法\n公开属性：主动公开\n勤浇水，每天都要去菜园里看一看、走一走、记一记。").scope == PUBLIC
    assert one("菜园办法\n种菜情况应当公开。").scope == DEPARTMENT


@each(
    ("lines", "title", "issuer"),
    [
        (["制定单位：园艺班", "菜园守则", "勤浇水。"], "菜园守则", "园艺班"),
        (["菜园值日安排", "每天两人，轮流浇水，离开前把水龙头关好、把工具放回原处。"], "菜园值日安排", None),
        (
            ["每天两人，轮流浇水，离开前把水龙头关好、把工具放回原处，交接时互相说一声。"],
            "每天两人，轮流浇水，离开前把水龙头关好、把工具放回原处…",
            None,
        ),
        (["短句。"], "短句。", None),
        (["科大守则", "科大的地由云岭科技大学的园艺班看管，钥匙放在门口的箱子里。"], "科大守则", "云岭科技大学"),
        (["菜园守则", "浇水要勤。", "云岭大学园艺中心", "2024年5月1日"], "菜园守则", "云岭大学园艺中心"),
        (
            ["菜园守则", "我校与云岭大学一起种菜，大家轮流浇水，遇到下雨天就在屋里整理种子和工具。"],
            "菜园守则",
            "云岭大学",
        ),
    ],
)
def test_title_and_issuer_are_found_or_left_open(lines: list[str], title: str, issuer: str | None) -> None:
    """From a field, the signature or the text; else nobody is named."""
    found = read_particulars(lines, "0001")
    assert (found.title[:26], found.issuer) == (title[:26], issuer)


def test_a_file_name_in_chinese_serves_as_title() -> None:
    """When the text has none."""
    assert (
        read_particulars(["浇水要勤，除草要早，收获以后把地翻一遍，工具用完放回原处，钥匙交还。"], "菜园须知").title
        == "菜园须知"
    )
    assert read_documents("", "空.txt")[0].title == "空"


def test_schools_are_known_by_full_and_short_names() -> None:
    """And 大 inside other words is no school."""
    assert set(schools_in("清华和浙大的食堂")) == {"清华大学", "浙江大学"}
    assert set(schools_in("我在云岭大学工作")) == {"云岭大学"}
    assert not schools_in("最大的问题是扩大影响，广大师生，大学生")


@pytest.mark.parametrize(
    ("name", "other", "same"),
    [("交大", "上海交通大学", True), ("云岭大学", "云岭大学", True), ("云岭大学", "青山大学", False),
     ("浙江大学", "浙江工业大学", False)],
)  # fmt: skip
def test_names_that_may_mean_one_school(name: str, other: str, *, same: bool) -> None:
    """Equal, or short for it."""
    assert same_school(name, other) is same
