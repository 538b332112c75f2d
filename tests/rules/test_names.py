"""How names are folded and ordered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store.names import RANKS, SURNAMES, by_strokes, fold, fold_place, surname
from tests.each import each


def test_people_of_equal_rank_are_listed_by_the_strokes_of_their_surnames() -> None:
    """丁(2) 马(3) 王(4) 冯(5) 刘(6) 陈(7) 周(8) 赵(9) 郭(10) 韩(12), and 王 before 王 by the next sign."""
    names = ["韩正", "郭靖", "赵国强", "周海", "陈志远", "刘洋", "冯涛", "王建国", "马德福", "丁桂芳"]
    assert sorted(names, key=by_strokes) == list(reversed(names))


def test_equal_strokes_go_by_the_kind_of_stroke() -> None:
    """横 before 竖 before 撇 before 点 before 折: 李 吴 何 汪 张."""
    assert sorted(["张三", "汪三", "何三", "吴三", "李三"], key=by_strokes) == ["李三", "吴三", "何三", "汪三", "张三"]


def test_a_surname_nobody_listed_comes_last() -> None:
    """Unknown is told apart, not put anywhere."""
    assert sorted(["龘三", "戴三"], key=by_strokes) == ["戴三", "龘三"]


def test_no_surname_stands_twice() -> None:
    """The order is one order."""
    assert len(RANKS) == sum(map(len, SURNAMES))


@pytest.mark.parametrize(("name", "expected"), [("王建国", "王"), ("欧阳修", "欧阳"), ("上官", "上"), ("马", "马")])
def test_the_surname_is_the_first_sign_or_a_double_one(name: str, expected: str) -> None:
    """复姓 are known."""
    assert surname(name) == expected


@each(
    ("said", "same"),
    [
        ("三号楼", "3号楼"),
        ("３＃楼", "3号楼"),
        ("三栋", "3号楼"),
        ("十二栋", "12号楼"),
        ("二十号楼", "20号楼"),
        ("一〇三", "103"),
    ],
)
def test_a_place_is_found_however_its_number_is_written(said: str, same: str) -> None:
    """三栋, 3#楼 and 3号楼 are one building."""
    assert fold_place(said) == fold_place(same)


@given(st.text(alphabet="王建国ＡaB３ 　\u200b\n"))
def test_blanks_width_and_case_play_no_part(text: str) -> None:
    """What is typed on a phone is the same name."""
    assert fold(text) == fold(" ".join(text)) == fold(fold(text).upper())
