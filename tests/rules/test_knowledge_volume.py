"""Volumes: bound anew or out of older ones they are the same, and come back from their files."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import postings as postings_module
from knowledge.document import Passage
from knowledge.postings import Postings, postings_of
from knowledge.volume import Bound, Volume, load, rebound, volume_of

TEXTS = st.lists(st.text(alphabet="菜园浇水看土a1 ", max_size=12), min_size=1, max_size=3)
SHELVES = st.lists(TEXTS, max_size=6)


def bound(shelf: dict[int, list[str]]) -> Volume:
    """Bind documents, key → texts, in one go."""
    passages = [[Passage(0, "一", f"第{key}篇", text) for text in texts] for key, texts in shelf.items()]
    return volume_of(list(shelf), passages, [part.text for parts in passages for part in parts])


def same(one: Volume, other: Volume) -> bool:
    """Compare bit for bit, types too."""
    names = [name for name in Volume.__slots__ if name != "postings"]
    pairs = [(getattr(one, name), getattr(other, name)) for name in names]
    pairs += [(getattr(one.postings, name), getattr(other.postings, name)) for name in Postings.__slots__]
    return all(a.dtype == b.dtype and np.array_equal(a, b) for a, b in pairs)


@settings(max_examples=60, deadline=None)
@given(SHELVES, SHELVES, st.randoms())
def test_a_changed_shelf_is_bound_as_if_it_were_bound_anew(
    old: list[list[str]], new: list[list[str]], chance: random.Random
) -> None:
    """Whatever stays, goes, comes, and in whatever order it then stands: bit for bit."""
    before = dict(enumerate(old))
    added = dict(enumerate(new, 100))
    kept = [key for key in before if chance.random() < 0.6]
    keys = [*kept, *added]
    chance.shuffle(keys)
    everything = before | added
    assert same(rebound(keys, [bound(before), bound(added)]), bound({key: everything[key] for key in keys}))


def test_stretches_and_chunks_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    """Gathered and merged in many pieces they are the same postings."""
    texts = ["菜园浇水每周两次", "花房换盆每年一次", "浇水要看土", "steps 12 and 3.5", ""] * 3
    whole = postings_of(texts)
    monkeypatch.setattr(postings_module, "GATHERED", 4)
    monkeypatch.setattr(postings_module, "_MERGED", 7)
    pieces = postings_of(texts)
    assert all(np.array_equal(getattr(whole, name), getattr(pieces, name)) for name in Postings.__slots__)


def test_a_volume_comes_back_from_its_file(tmp_path: Path) -> None:
    """Mapped, the same, nothing left beside it; also an empty one."""
    for shelf in ({7: ["菜园浇水", "看土"], 1 << 63: ["a1"]}, {}):
        volume = bound(shelf)
        volume.save(tmp_path / "index.bin")
        assert same(load(tmp_path / "index.bin"), volume)
    assert [file.name for file in tmp_path.iterdir()] == ["index.bin"]


def test_a_file_that_is_no_volume_is_refused(tmp_path: Path) -> None:
    """By its first bytes, and by its length."""
    file = tmp_path / "index.bin"
    bound({1: ["菜园浇水"] * 9}).save(file)
    whole = file.read_bytes()
    for broken in (b"", b"something else", whole[:-200], whole.replace(b'"keys"', b'"kays"')):
        file.write_bytes(broken)
        with pytest.raises(ValueError, match=r"no index|cut short"):
            load(file)


def test_passages_stand_one_volume_behind_the_other() -> None:
    """With their headings, in the order of their documents, as a list would hold them."""
    both = Bound([bound({1: ["甲", "乙"], 2: ["丙"]}), bound({}), bound({3: ["丁"]})])
    assert [(one.document, one.clause, one.heading, one.text) for one in both] == [
        (0, "一", "第1篇", "甲"), (0, "一", "第1篇", "乙"), (1, "一", "第2篇", "丙"), (2, "一", "第3篇", "丁"),
    ]  # fmt: skip
    assert (both.starts(), both[-1].text, [one.text for one in both[1:3]]) == ([0, 2, 3, 4], "丁", ["乙", "丙"])
    with pytest.raises(IndexError):
        both[4]
