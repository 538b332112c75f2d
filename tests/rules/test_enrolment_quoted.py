"""What people call themselves and their groups, before it is told to anybody."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from handlers.enrolment.heard import shown
from handlers.enrolment.quoted import quoted
from tests.each import each


@each(
    ("text", "line"),
    [
        ("三食堂 群", "三食堂 群"),
        ("一\n二\u2028三\u0000四", "一 二 三四"),
        ("\u202e群\u2066“通知”\u2069", "群‘通知’"),
        ('「食堂」"群"', "‘食堂’’群’"),
        ("\u202e \u2066", ""),
        ("群" * 31, "群" * 29 + "…"),
        ("群" * 30, "群" * 30),
    ],
)
def test_a_title_becomes_one_short_line(text: str, line: str) -> None:
    """Nothing in it ends a line, a quotation, or the direction of writing."""
    assert quoted(text) == line


def test_a_title_that_shows_nothing_is_said_to_be_none() -> None:
    """An empty quotation would puzzle."""
    assert shown("\u202e") == "未命名"


@given(st.text(max_size=200))
def test_no_title_leaves_its_quotation_marks(text: str) -> None:
    """Whatever it is made of."""
    line = quoted(text)
    assert len(line) <= 30
    assert not set('“”"\n\r') & set(line)
    assert not {one for one in line if unicodedata.category(one) in ("Cc", "Cf", "Zl", "Zp")}
