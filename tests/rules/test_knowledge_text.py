"""Folding, sentences, numerals, and the mending of layout."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.mending import mend
from knowledge.text import chinese, chinese_marks, fold, folded_each, is_traditional, numeral, sentences, squeeze
from tests.each import each
from tests.rules.knowledge_texts import NOTICE

CHINESE = st.text(alphabet="云岭大学，。；！？“”《》（）「」 \n\t　一二三、1aA:,", max_size=400)


@given(CHINESE)
def test_sentences_joined_again_are_the_text(text: str) -> None:
    """Splitting loses and adds nothing, and no sentence is longer than allowed."""
    pieces = sentences(text, 40)
    assert "".join(pieces) == text
    assert all(0 < len(piece) <= 40 for piece in pieces)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第一句。第二句！第三句", ["第一句。", "第二句！", "第三句"]),
        ("他说：“好。走吧。”大家走了。", ["他说：“好。走吧。”", "大家走了。"]),
        ("《去不去？》是一出戏。", ["《去不去？》是一出戏。"]),
        ("真的吗？！是的。\n", ["真的吗？！", "是的。\n"]),
        ("“说完了。”\n下一段", ["“说完了。”\n", "下一段"]),
    ],
)
def test_a_sentence_is_not_cut_inside_a_quotation(text: str, expected: list[str]) -> None:
    """Ends count outside quotation marks and brackets, and take the marks that follow with them."""
    assert sentences(text) == expected


def test_a_quotation_that_never_closes_does_not_swallow_the_document() -> None:
    """A forgotten closing mark costs one stretch, not the rest of the text."""
    text = "“没有合上。" + "一句话。" * 200
    assert len(sentences(text)) > 50


def test_an_endless_sentence_is_cut_at_pauses_first() -> None:
    """At ； where there is one, at ， otherwise, anywhere only when there is nothing."""
    assert sentences("甲" * 30 + "；" + "乙" * 30, 40) == ["甲" * 30 + "；", "乙" * 30]
    assert sentences("甲" * 30 + "，" + "乙" * 30, 40) == ["甲" * 30 + "，", "乙" * 30]
    assert sentences("甲" * 70, 40) == ["甲" * 40, "甲" * 30]


def test_chinese_marks_come_back_beside_chinese_signs() -> None:
    """Between digits and Latin letters they stay as they are."""
    said = "研究了冬季防火,由孙主任负责;时间:9:30(周三),带U盘(8G),共1,200元!"
    assert chinese_marks(said) == "研究了冬季防火，由孙主任负责；时间：9:30（周三），带U盘（8G），共1,200元！"


def test_folding_makes_scripts_widths_and_spellings_one() -> None:
    """What differs only in form compares equal."""
    assert fold("計畫") == fold("计划")
    assert fold("程式步驟") == fold("程序步骤")
    assert fold("ＡＢＣ１２３") == "abc123"
    assert fold("釆取") == "采取"
    assert fold("OK 12") == "ok 12"


def test_traditional_text_is_recognised() -> None:
    """By its characters."""
    assert is_traditional("後勤")
    assert not is_traditional("后勤")


@each(
    ("text", "number"),
    [("七", 7), ("十", 10), ("十二", 12), ("二十", 20), ("一百零三", 103), ("廿三", 23), ("二〇二〇", 2020), ("12", 12),
     ("二O一O", 2010), ("两", 2), ("", None), ("甲", None), ("三甲", None)],
)  # fmt: skip
def test_chinese_numerals_are_read(text: str, number: int | None) -> None:
    """In every form documents use."""
    assert numeral(text) == number


@given(st.integers(min_value=0, max_value=20_000))
def test_clause_numbers_written_are_read_back(number: int) -> None:
    """Writing and reading agree, of statutes of a thousand clauses too."""
    assert numeral(chinese(number)) == number


@pytest.mark.parametrize(
    ("number", "written"), [(10, "十"), (35, "三十五"), (100, "一百"), (113, "一百一十三"), (1008, "一千零八")]
)
def test_clause_numbers_are_written_as_statutes_write_them(number: int, written: str) -> None:
    """With 零 for what is skipped, once."""
    assert chinese(number) == written


@given(st.lists(CHINESE | st.text("ＡｂÅ①＝，…か゛\u0338\x1f計畫程式〇", max_size=8), max_size=5))
def test_many_texts_are_folded_as_each_is(texts: list[str]) -> None:
    """Whatever stands at their ends."""
    assert folded_each(texts) == [fold(text) for text in texts]


@given(CHINESE)
def test_mending_changes_white_space_only(text: str) -> None:
    """So that a quote is verbatim."""
    assert squeeze(mend(text)) == squeeze(text)


@given(CHINESE)
def test_mending_twice_is_mending_once_but_for_wraps(text: str) -> None:
    """A mended text has no blank line and no line with blanks at its ends."""
    assert all(line and line == line.strip() for line in mend(text).split("\n")) or not mend(text)


def test_hard_wrapped_lines_become_paragraphs() -> None:
    """Though a blank line stands between them and a page break inside a sentence."""
    lines = mend(NOTICE).split("\n")
    assert "关于印发《云岭大学工具借用守则》的通知" in lines
    assert "云后发〔2024〕7号" in lines
    assert "2024年3月8日" in lines
    found = [line for line in lines if line.startswith("二是")]
    assert found == ["二是在按时归还上做到当日清点。借出的工具应当在2个工作日内归还；确需延长的，由班组长签字同意。"]


def test_a_text_that_is_not_wrapped_keeps_its_paragraphs() -> None:
    """Short lines that end in a full stop or nothing stand alone."""
    assert mend("标题\n第一段。\n第二段。") == "标题\n第一段。\n第二段。"


@each(
    ("raw", "mended"),
    [
        ("[bookmark: _GoBack]以节水为目标", "以节水为目标"),
        ("共 3 个 人", "共3个 人"),
        ("第一 。第二", "第一。第二"),
        ("\ufeff开头\u200b文字\u0007", "开头文字"),
        ("甲\r\n乙。\r丙", "甲\n乙。\n丙"),
        ("一句话说到这里还没有完，\n下一行接着说。", "一句话说到这里还没有完，下一行接着说。"),
        ("关于印发《工具\n守则》的通知", "关于印发《工具守则》的通知"),
        ("关于进一步做好节水工作的\n实施意见", "关于进一步做好节水工作的实施意见"),
        ("一句话\n。又一句", "一句话。又一句"),
        ("see the\n, next", "see the, next"),
        ("", ""),
    ],
)
def test_artefacts_and_stray_spaces_go(raw: str, mended: str) -> None:
    """One example for each kind."""
    assert mend(raw) == mended


def test_an_indented_line_begins_a_paragraph() -> None:
    """Also where the line before reached the edge; Latin words keep a blank where lines are joined."""
    wide = "这一行正好写满了整整三十个汉字的宽度所以看起来像是没有写完的样子"
    assert mend("\n".join([wide] * 4 + ["　　" + wide] + [wide] * 4)).count("\n") == 1
    assert "Open Air" in mend("\n".join([wide[:-5] + "在Open", "Air" + wide[:-2], *[wide] * 8]))
