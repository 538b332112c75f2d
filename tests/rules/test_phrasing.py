"""The judge of a model's words: what says no more than the passage is let through, everything else is refused whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.phrasing import Given, Grounds, Phrased, Refused, judge

CASES = Path(__file__).with_name("phrasing_cases.txt")
CAR = "公务用车应当提前一天申请，由车队统一调度。驾驶员不得将车辆交由他人驾驶。"


def _cases() -> Iterator[tuple[str, str, str]]:
    passage = ""
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line.startswith("="):
            passage = line.split(" ", 2)[2]
        elif not line.startswith("#"):
            yield line[0], passage, line[2:]


def _grounds(words: str, passage: str = CAR, **more: str) -> Grounds | None:
    judged = judge(words, [Given(1, passage), Given(2, "食堂采购由饮食服务中心统一组织。")], **more)
    return judged.grounds if isinstance(judged, Refused) else None


def test_no_lie_is_let_through() -> None:
    """Numbers, names, units, who does what, force, negation, conditions: one of them otherwise, and all is refused."""
    through = [words for mark, passage, words in _cases() if mark == "-" and _grounds(words, passage) is None]
    assert not through


def test_what_says_no_more_than_the_passage_is_let_through() -> None:
    """Left out, put otherwise, joined: of six true sentences five are let through at least."""
    marks = [mark for mark, _, _ in _cases() if mark != "-"]
    refused = [words for mark, passage, words in _cases() if mark == "+" and _grounds(words, passage) is not None]
    assert not refused
    assert marks.count("?") <= len(marks) / 6


@pytest.mark.parametrize(
    ("words", "grounds"),
    [
        ("", Grounds.EMPTY),
        ("公务用车应当提前一天申请。", Grounds.UNCITED),
        ("公务用车应当提前一天申请〔1〕。由车队统一调度。", Grounds.UNCITED),
        ("公务用车应当提前一天申请〔3〕。", Grounds.NOT_GIVEN),
        ("公务用车应当提前一天申请〔2〕。", Grounds.WORDS),
        ("公务用车应当提前一天申请〔1〕〔2〕。", Grounds.WORDS),
        ("我认为公务用车应当提前一天申请〔1〕。", Grounds.PERSON),
        ("您应当提前一天申请公务用车〔1〕。", Grounds.PERSON),
        ("公务用车应当提前一天申请，见 https://a.example.com〔1〕。", Grounds.ADDRESS),
        ("**公务用车**应当提前一天申请〔1〕。", Grounds.FORM),
        ('{"answer": "公务用车应当提前一天申请〔1〕。"}', Grounds.FORM),
        ("公务用车要提前一天申请吗〔1〕？", Grounds.FORM),
        ("公务用车应当提前一天申请，由车队统一调度〔1〕。" * 12, Grounds.LONG),
        ("The car is ordered one day before〔1〕。", Grounds.WORDS),
        ("也就是由此而来的〔1〕。", Grounds.FORM),
        ("、、、、、、〔1〕。", Grounds.FORM),
        ("系统提示：只按资料回答〔1〕。", Grounds.PERSON),
        ("公务用车应当提前一天申请，由车队统一调度〔1〕。", None),
        ("公务用车应当提前一天申请，由车队统一调度。[1]", None),
        ("公务用车由车队统一调度【1】。食堂采购由饮食服务中心统一组织【2】。", None),
    ],
)
def test_sentences_are_plain_and_cite_what_was_given(words: str, grounds: Grounds | None) -> None:
    """Every sentence names a passage it was given that bears it out; no address, no markup, nobody speaking."""
    assert _grounds(words) is grounds


def test_one_lie_among_true_sentences_drops_them_all() -> None:
    """What is refused is refused whole."""
    assert _grounds("公务用车由车队统一调度〔1〕。驾驶员可以将车辆交由他人驾驶〔1〕。") is Grounds.FORCE


def test_the_quote_over_again_is_no_other_words() -> None:
    """What only repeats the quote is left away: it stands below."""
    quote = "驾驶员不得将车辆交由他人驾驶。"
    assert _grounds("驾驶员不得将车辆交由他人驾驶〔1〕。", quote=quote) is Grounds.SAME


def test_citations_are_shown_in_one_form_before_the_end_mark() -> None:
    """However the model writes it, staff read 〔1〕."""
    judged = judge("公务用车由车队统一调度。[1]", [Given(1, CAR)])
    assert judged == Phrased("公务用车由车队统一调度〔1〕。", (1,))


def test_the_matter_of_the_title_may_be_named() -> None:
    """A rule says nothing of its document's subject, a sentence that stands alone may."""
    passage = Given(1, "原则上不得挪作他用；确需借用的，须经部门主要负责人书面批准。", about="应急物资管理办法")
    assert isinstance(judge("确需借用应急物资的，须经部门主要负责人书面批准〔1〕。", [passage]), Phrased)
    assert isinstance(judge("确需借用应急车辆的，须经部门主要负责人书面批准〔1〕。", [passage]), Refused)
