"""The index: what it finds, in which order, from which file."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.index import build
from knowledge.terms import is_han, pair, single, terms_in, word

TEXTS = ["菜园浇水每周两次", "花房换盆每年一次", "浇水要看土", "steps 12 and 3.5", ""]


def weights(text: str) -> dict[int, float]:
    return dict.fromkeys(terms_in(text), 1.0)


def test_the_passage_that_holds_most_rare_terms_comes_first() -> None:
    """And what holds none is not found."""
    found = build(TEXTS).search(weights("浇水看土"), 10)
    assert [place for place, _ in found] == [2, 0]
    assert found[0][1] > found[1][1] > 0


def test_words_and_numbers_are_terms_of_their_own() -> None:
    """12 is not 1 and 2."""
    index = build(TEXTS)
    assert index.search({word("12"): 1.0}, 5)[0][0] == 3
    assert index.search({word("1"): 1.0}, 5) == []
    assert index.search({word("3.5"): 1.0}, 5)[0][0] == 3


def test_only_allowed_passages_are_found() -> None:
    """The filter works inside the search."""
    index = build(TEXTS)
    allowed = np.array([True, True, False, True, True])
    assert [place for place, _ in index.search(weights("浇水"), 5, allowed)] == [0]


def test_ties_keep_the_order_of_passages_and_the_top_is_bounded() -> None:
    """So that answers are repeatable."""
    index = build(["浇水"] * 30)
    assert [place for place, _ in index.search(weights("浇水"), 3)] == [0, 1, 2]


def test_rarity_is_greatest_for_what_one_passage_has() -> None:
    """And nothing for what none has."""
    index = build(TEXTS)
    assert index.rarities([pair("换", "盆")])[0] == pytest.approx(index.greatest_rarity)
    assert index.rarities([pair("浇", "水")])[0] < index.greatest_rarity
    assert index.rarities([pair("电", "梯")]) == [0]
    assert index.frequencies([single("水"), single("梯")]) == [2, 0]


def test_an_empty_index_finds_nothing() -> None:
    """And knows how rare a word would be."""
    index = build([])
    assert index.size == 0
    assert index.search(weights("浇水"), 5) == []
    assert index.greatest_rarity > 0


@given(
    st.lists(st.text(alphabet="菜园浇水看土a1 ", max_size=12), max_size=12),
    st.text(alphabet="菜园浇水看土a1", max_size=4),
)
def test_exactly_the_passages_that_share_a_term_are_found(texts: list[str], question: str) -> None:
    """Neither more nor fewer; counts agree with a plain reading."""
    index = build(texts)
    asked = set(terms_in(question))
    found = {place for place, _ in index.search(dict.fromkeys(asked, 1.0), 100)}
    assert found == {place for place, text in enumerate(texts) if asked & set(terms_in(text))}
    for term in asked:
        assert index.frequencies([term])[0] == sum(term in terms_in(text) for text in texts)


def test_what_counts_as_chinese() -> None:
    """Letters and marks do not."""
    assert is_han("菜")
    assert not is_han("a")
    assert not is_han("，")
