"""Who is asked about must stand in the text; another school, or a stranger, is declined."""

from __future__ import annotations

import pytest

from knowledge.answer import answer
from knowledge.document import Clause, Document
from knowledge.library import library_of
from knowledge.persons import asks_for_a_name, held_by, names_in, tokens_in
from knowledge.schools import is_among, same_school

REPORT = Document(
    "汇报.txt",
    "花房工作汇报",
    issuer="云岭大学",
    clauses=(
        Clause("一", "", "花房主任邓小禾就浇水方法作了汇报，提出每周一、周四各浇一次。"),
        Clause("二", "", "温室总监莫春山介绍了冬季供暖的安排。会上还讨论了工具的借还。"),
    ),
)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("花房主任邓小禾说了什么", ["邓小禾"]),
        ("总监莫春山 发言", ["莫春山"]),
        ("莫春山同志负责什么", ["莫春山"]),
        ("邓主任说了什么", []),
        ("主任和书记要求什么", []),
    ],
)
def test_a_name_is_known_by_the_post_before_it(question: str, names: list[str]) -> None:
    """Or by 同志 behind it; a surname with a post is no name."""
    assert names_in(question) == names


def test_keywords_may_be_names() -> None:
    """Tokens that begin with a surname."""
    assert tokens_in("花房 周海涛 题目") == ["周海涛"]


def test_a_name_may_be_mistyped_by_a_character_behind_a_post() -> None:
    """But not be another person's."""
    assert held_by("邓小和").search("花房主任邓小禾就")
    assert not held_by("邓大山").search("花房主任邓小禾就")


def test_a_question_for_a_name_needs_a_name() -> None:
    """A post is no answer to what somebody is called."""
    assert asks_for_a_name("小组的副组长叫什么名字")
    assert not asks_for_a_name("小组的副组长做什么")


@pytest.mark.parametrize(
    ("question", "answered"),
    [
        ("花房主任邓小禾汇报了什么方法", True),
        ("花房主任邓小和汇报了什么方法", True),
        ("温室总监邓小禾介绍了冬季供暖的什么安排", False),
        ("冬季供暖 安排 周海涛", False),
        ("浇水方法汇报的副主任叫什么名字", True),
    ],
)
def test_who_is_asked_about_must_stand_in_the_text(question: str, answered: bool) -> None:  # noqa: FBT001
    """A right matter of the wrong person is no answer."""
    assert answer(library_of([REPORT]), question).answered is answered


def test_another_question_about_the_same_matter_is_declined() -> None:
    """Half of it stands there word for word, the other half nowhere."""
    library = library_of([REPORT])
    assert answer(library, "冬季供暖的安排").answered
    assert not answer(library, "冬季供暖锅炉燃料采购招标").answered


def test_a_full_name_inside_a_longer_one_is_another_school() -> None:
    """One mistyped character is forgiven; a document's short name proves nothing where it has a full one."""
    assert not same_school("西安电子科技大学", "电子科技大学")
    assert same_school("云领大学", "云岭大学")
    assert same_school("交大", "上海交通大学")
    assert not is_among("西安电子科记大学", ["湖南科技大学", "科大"])
    assert is_among("湖南科技大学", ["科大"])
