"""A test of many cases tells of all that came out otherwise, not of the first."""

from __future__ import annotations

import pytest

from tests.each import each


def test_every_case_is_tried_and_each_that_is_wrong_is_named() -> None:
    """Whether it came out otherwise, raised, or raised nothing where it should have."""

    @each(("said", "expected"), [("一", 1), ("二", 3), ("三", 3), ("四", 0), ("五", -1)])
    def trial(said: str, expected: int) -> None:
        if expected < 0:
            with pytest.raises(ValueError, match="nothing"):
                "一二三四五".index(said)
        assert 1 // expected + "一二三四五".index(said) >= expected - 1

    with pytest.raises(AssertionError) as failed:
        trial()
    told = str(failed.value).splitlines()
    assert told[0] == "3 of 5 came out otherwise:"
    assert [line for line in told if line.startswith("(")] == ["('二', 3)", "('四', 0)", "('五', -1)"]


@each("size", [1, 2])
def test_what_else_a_test_needs_it_is_given(size: int, now: object) -> None:
    """Fixtures are taken as in any other test."""
    assert size
    assert now


def test_a_test_of_no_case_is_none() -> None:
    """An empty list of cases is a mistake, not a success."""
    with pytest.raises(AssertionError, match="no case"):
        each("one", [])
