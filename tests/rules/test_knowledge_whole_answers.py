"""What belongs to a quote: the list it announces, the second part of a question, the document asked for by its name."""

from __future__ import annotations

from importlib import resources

import numpy as np
import pytest

from knowledge.answer import answer
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


def test_both_parts_are_answered_where_two_clauses_are_needed(library: Library) -> None:
    """One clause that answers both is quoted once."""
    two = answer(library, "较大突发事件多久内到场？向谁报告？")
    assert "15分钟内到达" in two.quote
    assert [one.passage.clause for one in two.parts] == ["第七条"]
    one = answer(library, "投诉几天答复？可以延长吗？")
    assert "延长5个工作日" in one.quote
    assert one.parts == ()


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
