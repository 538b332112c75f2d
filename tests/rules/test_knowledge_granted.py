"""What a question takes for granted, and what it meant to ask: places, posts, and words that only sound right."""

from __future__ import annotations

import pytest

from knowledge.answer import answer
from knowledge.aspects import demands_of, matters
from knowledge.document import Clause, Document
from knowledge.granted import granted_in
from knowledge.library import library_of
from knowledge.misheard import as_meant
from tests.rules.test_knowledge_judging import GARDEN, PARKING


@pytest.mark.parametrize(
    ("question", "text", "holds"),
    [
        ("松林校区的浴室几点开", "松林校区浴室每天开放", True),
        ("松林校区的浴室几点开", "南湖校区浴室每天开放", False),
        ("各个校区怎么走", "", None),
        ("小组组长是部长担任的吗", "由书记任组长、部长任副组长", False),
        ("小组组长是书记担任的吗", "由书记任组长、部长任副组长", True),
        ("部长担任副组长吗", "由书记任组长、部长任副组长", True),
        ("副部长担任组长吗", "成立小组，组长由部长担任", False),
        ("主持人由主任担任吗", "主持人：主任或副主任", True),
    ],
)
def test_a_campus_and_a_post_that_a_question_names_must_stand_there(
    question: str, text: str, *, holds: bool | None
) -> None:
    """A post is held by whom the text says, not by his deputy."""
    proofs = [proof for _, proof in granted_in(question)]
    assert [bool(proof.search(text)) for proof in proofs] == ([] if holds is None else [holds])


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("浇水记录要写多少自", "浇水记录要写多少字"),
        ("校园咔怎么补", "校园卡怎么补"),
        ("菜园由园艺班管理", "菜园由园艺班管理"),
        ("通行证在哪领", "通行证在哪领"),
    ],
)
def test_a_phrase_that_only_sounds_right_is_read_as_it_was_meant(written: str, meant: str) -> None:
    """Only where no document has what was written."""
    assert as_meant(written, library_of([PARKING, GARDEN]).index, matters()) == meant


@pytest.mark.parametrize(
    ("question", "text", "is_met"),
    [
        ("大会开了多长时间?", "1月14日下午召开大会", False),
        ("大会开了多长时间?", "大会历时两天", True),
        ("坐班车用不用自己掏腰包", "班车由运输中心安排", False),
        ("这几家食堂,谁家做得最好", "各食堂每年评价一次,一食堂排在前面", False),
        ("花木报告全文在哪里", "花木报告要认真学习", False),
    ],
)
def test_what_is_asked_in_everyday_words_must_stand_there_as_well(question: str, text: str, *, is_met: bool) -> None:
    """A date is no length of time, and no text says which is best."""
    required = [demand for demand in demands_of(question) if demand.required]
    assert required
    assert all(demand.is_met(text) for demand in required) is is_met


def test_items_of_a_list_that_answer_alike_are_quoted_together() -> None:
    """Who does not say which of them he means reads both."""
    text = "第三条 到场时间按照以下标准执行：\n（一）断电等急修，1小时内到场；\n（二）其他一般报修，24小时内到场。"
    shelf = library_of([Document("报修.txt", "报修办法", clauses=(Clause("第三条", "", text),))])
    quote = answer(shelf, "报修多久到场").quote
    assert "1小时" in quote
    assert "24小时" in quote
    assert "1小时内" not in answer(shelf, "一般报修24小时内到场吗").quote.replace("24小时内", "")
