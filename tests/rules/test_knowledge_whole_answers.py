"""What belongs to a quote: the list it announces, the second part of a question, the document asked for by its name."""

from __future__ import annotations

from importlib import resources

import numpy as np
import pytest

from handlers.ask.answering.words import answer_text
from knowledge.answer import answer
from knowledge.following import chosen, ways
from knowledge.library import Library, library_from_directory
from knowledge.parts import parts_in


@pytest.fixture(scope="module")
def library() -> Library:
    with resources.as_file(resources.files("knowledge") / "samples") as folder:
        return library_from_directory(folder)[0]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("较大突发事件多久内到场？向谁报告？", ("较大突发事件多久内到场", "较大突发事件 向谁报告")),
        ("投诉几天答复，可以延长吗", ("投诉几天答复", "投诉 可以延长吗")),
        ("谁负责值班表，什么时候公布", ("谁负责值班表", "负责值班表 什么时候公布")),
        ("会议通知应当提前多久发出", ()),
        ("食堂昨天停电，我想问换班要谁批", ()),
    ],
)
def test_a_message_with_two_questions_is_taken_apart(text: str, parts: tuple[str, ...]) -> None:
    """The later part keeps the matter of the first; what asks nothing is no part."""
    assert parts_in(text) == parts


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "我昨天跟冯科长说灯的事他说要走流程我也不懂，反正我就想问一下重大隐患的整改期限到底是谁来定",
            "分管领导根据情况确定",
        ),
        (
            "上次开会讲了半天安全的事，老赵他们也提了好多意见，后来散会了我才想起来，我们班组的隐患拍了照片以后谁来复查呢，大家都不清楚",
            "整改人不得复查",
        ),
    ],
)
def test_the_question_in_the_midst_of_much_else_is_found(library: Library, text: str, said: str) -> None:
    """Behind 想问 and the like, or the sentence that asks."""
    assert said in answer(library, text).quote


@pytest.mark.parametrize(
    ("before", "rest", "said"),
    [
        ("突发事件多久到场", "总结", "3个工作日内"),
        ("值班表什么时候公布", "谁编制", "由综合办公室按月编制"),
        ("工作日值班从几点到几点", "周末", "周末和法定节假日全天值班"),
        ("一般报修多久到场", "急修", "1小时内到场"),
        ("投诉多久答复", "不满意怎么办", "重新办理一次"),
    ],
)
def test_a_fragment_is_put_in_full_by_what_its_answer_holds(
    library: Library, before: str, rest: str, said: str
) -> None:
    """Another part of the matter, another case of it, another thing asked of it."""
    first = answer(library, before)
    file = first.document.file if first.document else ""
    reply = chosen([answer(library, way) for way in ways((before,), rest)], rest, file, first.clause)
    assert said in reply.quote


def test_both_parts_are_answered_where_two_clauses_are_needed(library: Library) -> None:
    """One clause that answers both is quoted once."""
    two = answer(library, "较大突发事件多久内到场？向谁报告？")
    assert "15分钟内到达" in two.quote
    assert [one.passage.clause for one in two.parts] == ["第七条"]
    one = answer(library, "投诉几天答复？可以延长吗？")
    assert "延长5个工作日" in one.quote
    assert one.parts == ()


def test_a_further_question_of_its_own_is_answered_by_itself(library: Library) -> None:
    """What the first is about does not hide it, and it may stand in another document, which is then named."""
    same = answer(library, "急修多久到场，投诉几天答复")
    assert ("1小时内到场" in same.quote, [one.passage.clause for one in same.parts]) == (True, ["第八条"])
    other = answer(library, "停水提前几天通知，会议纪要几天印发")
    text = answer_text(other, "", "")
    assert text.index("计划停水停电信息公开办法") < text.index("会后2个工作日内") < text.index("会议管理规定")


def test_a_quote_that_announces_a_list_or_is_a_heading_is_followed_by_what_it_announces(library: Library) -> None:
    """Verbatim, as many sentences as find room."""
    assert answer(library, "突发事件分几级").rest.startswith("（一）一般：影响限于局部区域")
    assert answer(library, "三重一大包括哪些").rest.startswith("重大决策、重要人事任免")
    assert answer(library, "急修多久到场").rest == ""


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("值班管理规定", ["值班管理规定"]),
        ("《会议管理规定》讲什么", ["会议管理规定"]),
        ("突发事件处置办法", ["突发事件处置办法"]),
        ("请问有没有关于报修的规定？", ["报修与投诉受理办法"]),
        ("有关于车辆的规定吗", []),
        ("换班有什么规定", []),
        ("值班管理规定第三条", []),
        ("有没有请假的规定", []),
        ("有关于车辆管理的规定吗", []),
    ],
)
def test_a_document_asked_for_by_its_name_is_told_by_its_purpose(
    library: Library, text: str, titles: list[str]
) -> None:
    """A bare title or topic is no question for a clause; a topic no title has is answered as any question."""
    about = answer(library, text).about
    assert [title in one.document.title for title, one in zip(titles, about, strict=True)] == [True] * len(titles)
    assert all(one.purpose in one.passage.text for one in about)


def test_a_document_that_may_not_be_seen_is_not_told_of(library: Library) -> None:
    """Its title leaks neither by its name nor by its topic."""
    nothing = np.zeros(len(library.passages), dtype=np.bool_)
    assert answer(library, "值班管理规定", nothing).about == ()
