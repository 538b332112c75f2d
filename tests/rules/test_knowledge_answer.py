"""Questions answered from invented documents, and declined where they hold no answer."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import Unreadable
from knowledge import declining
from knowledge.answer import Answer, answer
from knowledge.aspects import demands_of, met, missing
from knowledge.clauses import citation_in
from knowledge.document import QUOTE_LIMIT
from knowledge.evidence import prepare
from knowledge.finding import CANDIDATES, FEW, LEAST, find
from knowledge.index import build
from knowledge.library import Library, library_from_directory, library_from_passages, library_of
from knowledge.mending import mend
from knowledge.outline import read_documents
from knowledge.printed import as_json
from knowledge.question import read_question
from knowledge.replying import ALTERNATIVES
from knowledge.sounds import mistaken_for
from knowledge.text import fold
from knowledge.thesaurus import SHIPPED
from knowledge.weighing import Wanted, quote_from
from tests.rules.knowledge_texts import ARTICLES, NOTICE, PLAN, STATUTE, STORY

TEXTS = {"守则.txt": NOTICE, "菜园.txt": PLAN, "花房.txt": ARTICLES, "节水.txt": STORY, "鱼塘.txt": STATUTE}


@pytest.fixture(scope="module")
def library() -> Library:
    return library_of([document for file, text in TEXTS.items() for document in read_documents(mend(text), file)])


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("借出的工具多久要归还？", "2个工作日内归还"),
        ("工具 盘点", "每月盘点一次"),
        ("请问夏天菜园怎么浇水", "夏季每天傍晚浇水一次"),
        ("嗯那个蔬菜收获以后送给谁啊", "三成送给敬老院"),
        ("花房今年要培育多少盆菊花", "三千盆菊花"),
        ("园艺班按计划要换什么", "把溫室的玻璃換成新的"),
        ("感应水笼头每年节水多少", "节水四十吨"),
        ("花卉養護座談會由誰主持？", "林秋水主持"),
        ("去鱼塘钓鱼要不要许可", "钓鱼应当取得许可"),
        ("三点要求是什么 浇水 施肥 换盆", "施肥要看葉"),
        ("东西弄坏了要赔多少", "原价的三成赔偿"),
    ],
)
def test_an_answer_quotes_the_sentence_that_holds_it(library: Library, question: str, said: str) -> None:
    """Formal, terse, spoken, misspelt, in either script, and in other words."""
    reply = answer(library, question)
    assert reply.answered, reply.reason
    assert said in reply.quote
    assert reply.passage is not None
    assert reply.quote in reply.passage.text
    assert reply.alternatives[0].passage == reply.passage
    assert not reply.reason


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("工具库房电话是多少", "电话"),
        ("借工具要交多少钱押金", "金额"),
        ("菜园浇水不按时会被怎么处罚", "处罚"),
        ("林秋水主任今年多大岁数", "个人"),
        ("花房下次座谈会什么时候开", "实时"),
        ("屋顶菜园的电梯怎么坐", "电梯"),
        ("工具必须在三小时内归还吗", "三小时"),
        ("菜园是不是每季度浇水一次", "每季度"),
        ("云岭大学今天天气如何", "实时"),
        ("你觉得林秋水主持得好不好", "看法"),
    ],
)
def test_what_no_document_holds_is_declined_by_name(library: Library, question: str, named: str) -> None:
    """The text may share every word with the question; it lacks what is asked."""
    reply = answer(library, question)
    assert not reply.answered
    assert named in reply.reason
    assert reply.quote == ""
    assert reply.confidence < 0.5
    assert reply.alternatives


def test_another_schools_rule_does_not_answer(library: Library) -> None:
    """A school no document names is declined; one that is named brings its documents forward."""
    assert "浙江大学" in answer(library, "浙大的工具多久归还").reason
    assert answer(library, "云岭大学的工具多久归还").answered
    assert not answer(library, "北京大学和云岭大学谁的菜园大").answered


@pytest.mark.parametrize(
    ("question", "clause", "begins"),
    [
        ("守则第二条", "二", "二是在按时归还"),
        ("工具借用守则第3条讲什么", "三", "三是在损坏赔偿"),
        ("菜园办法第二部分", "二", "二、收获与分配"),
        ("实验鱼塘管理规定第二章", "第三条", "第二章 使用"),
        ("花房第二点要求", "一至三", "3月5日"),
    ],
)
def test_a_clause_is_found_by_its_number(library: Library, question: str, clause: str, begins: str) -> None:
    """Though the text says 二是 or 二、; quoted from its beginning."""
    reply = answer(library, question)
    assert (reply.clause, reply.quote.startswith(begins)) == (clause, True)
    assert reply.confidence >= 0.9


def test_a_question_about_a_clause_is_answered_inside_it(library: Library) -> None:
    """Or declined when the clause lacks what is asked."""
    assert "三成" in answer(library, "守则第三条说使用不当损坏要赔几成").quote
    assert not answer(library, "守则第三条规定罚款多少钱").answered


def test_a_clause_that_does_not_exist_is_said_so(library: Library) -> None:
    """With how many there are."""
    reply = answer(library, "工具借用守则第九条")
    assert not reply.answered
    assert "没有第九条" in reply.reason
    assert "4条" in reply.reason


def test_inner_numbers_are_understood() -> None:
    """第二条第三款, 第二部分（一）; a number that is no clause is none."""
    citation = citation_in("第二部分第三点讲什么")
    assert citation is not None
    assert (citation.number, citation.inner, citation.shown) == (2, 3, "第二部分")
    assert citation.matches("二（三）")
    assert not citation.matches("二（四）")
    assert citation.matches("二")
    assert not citation.matches("十二")
    assert not citation.matches("二十")
    assert citation_in("第一时间") is None
    assert citation_in("第9999条") is None
    other = citation_in("第12条")
    assert other is not None
    assert other.matches("第十二条")
    assert not other.matches("第二十条")


def test_only_what_the_asker_may_see_is_searched(library: Library) -> None:
    """Also for clauses by number."""
    nothing = np.zeros(len(library.passages), dtype=np.bool_)
    assert not answer(library, "工具多久归还", nothing).alternatives
    assert not answer(library, "守则第二条", nothing).answered


@pytest.mark.parametrize("question", ["", "   ", "？？！", "😀", "的", "hello there"])
def test_nothing_asked_or_nothing_known_is_a_kind_sentence(library: Library, question: str) -> None:
    """Never an error."""
    reply = answer(library, question)
    assert not reply.answered
    assert reply.reason.endswith("。")


def test_an_empty_shelf_says_so() -> None:
    """Before the first import."""
    assert answer(library_of([]), "工具多久归还").reason == declining.NOTHING_HERE


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="工具归还浇水每月第二条多少谁电话林秋水主任a1？，。 ", max_size=600))
def test_every_question_gets_a_bounded_answer(library: Library, question: str) -> None:
    """Quotes are verbatim and short, alternatives few, the answer's own first."""
    reply = answer(library, question)
    assert len(reply.alternatives) <= ALTERNATIVES
    assert 0 <= reply.confidence <= 1
    assert bool(reply.reason) != reply.answered
    if reply.answered:
        assert reply.passage is not None
        assert 0 < len(reply.quote) <= QUOTE_LIMIT
        assert reply.quote in reply.passage.text
        assert reply.alternatives[0].passage == reply.passage


def shape(reply: Answer) -> set[str]:
    return set(as_json(reply))


def test_the_printed_shape_is_the_same_answered_or_not(library: Library) -> None:
    """Keys never come and go; what is unknown is null."""
    answered, declined = answer(library, "夏天菜园怎么浇水"), answer(library, "电梯")
    assert shape(answered) == shape(declined)
    printed = as_json(answered)
    assert printed["document"] == {
        "file": "菜园.txt",
        "title": "屋顶菜园管理办法",
        "issuer": None,
        "number": None,
        "date": "2023-04-01",
    }
    assert as_json(declined)["quote"] is None
    assert json.dumps(printed)


def test_a_directory_becomes_a_library_and_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    """Hidden files, notes about the folder and set-aside folders are left out."""
    (tmp_path / "守则.txt").write_text(NOTICE, encoding="gb18030")
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04")
    for aside in (".hidden.txt", "README.md", "~$lock.docx"):
        (tmp_path / aside).write_text("x", encoding="utf-8")
    (tmp_path / "_drafts").mkdir()
    (tmp_path / "_drafts" / "a.txt").write_text(PLAN, encoding="utf-8")
    told: list[str] = []
    library, errors = library_from_directory(tmp_path, told.append)
    assert [error.file for error in errors] == ["坏.docx"]
    assert {document.file for document in library.documents} == {"守则.txt"}
    assert sorted(told) == ["坏.docx", "守则.txt"]
    single, _ = library_from_directory(tmp_path / "守则.txt")
    assert single.documents[0].file == "守则.txt"


def test_passages_are_taken_as_they_stand(tmp_path: Path) -> None:
    """Each with its own id, which alternatives carry."""
    rows = [
        {"id": "a", "title": "菜园", "text": "浇水要勤。"},
        {"id": "b", "title": "", "text": ""},
        {"id": 3, "title": "菜园", "text": "除草要早。"},
    ]
    file = tmp_path / "passages.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows) + "\n\n", encoding="utf-8")
    library = library_from_passages(file)
    assert len(library.documents) == 2
    printed = as_json(answer(library, "什么时候除草"))
    assert printed["alternatives"][0]["id"] == "3"
    file.write_text('{"id": 1}\n', encoding="utf-8")
    with pytest.raises(Unreadable, match="line 1"):
        library_from_passages(file)


def test_a_misspelt_pair_is_read_as_one_that_stands_in_a_document() -> None:
    """By sound or shape, and only where the pair itself stands nowhere."""
    assert "徽" in mistaken_for("微")
    assert "准" in mistaken_for("淮")
    index = build([fold("库房管理员每月盘点一次")])
    case = prepare(read_question("库仿盘典"), index)
    assert case.cover(fold("库房管理员每月盘点一次")) > 0.7
    assert case.cover("别的") == 0


def test_everyday_words_stand_for_the_offices() -> None:
    """The longest word wins; an office word stands for its neighbours less surely."""
    (found,) = SHIPPED.kin_in("头头")
    assert ("领导", 1.0) in found.words
    assert all(sure < 1 for _, sure in SHIPPED.kin_in("薪酬")[0].words)
    assert SHIPPED.kin_in("量子") == []


def _places(found: list[tuple[int, float]]) -> list[int]:
    return [place for place, _ in found]


def test_kindred_words_count_where_a_question_s_own_are_hardly_found(library: Library) -> None:
    """A question found by its own words is searched as it is written; one in other words by what they stand for."""
    literal = find(library, read_question("工具盘点每月几次"))
    assert literal.leaning == LEAST
    assert _places(literal.places) == _places(library.index.search(literal.case.terms(0.0), FEW))
    spoken = find(library, read_question("家伙什儿弄丢了咋弄"))
    assert spoken.leaning == 1.0
    assert _places(spoken.places) == _places(library.index.search(spoken.case.terms(1.0), CANDIDATES))


def test_a_question_keeps_what_carries_meaning() -> None:
    """Fillers, particles and question words go, unless nothing else is there."""
    assert read_question("嗯那个请问一下浇水是怎么规定的呀").subject() == "浇水"
    assert read_question("的").is_empty
    assert read_question("有关内容").subject() == "有关内容"
    assert read_question("，。").is_empty
    assert len(read_question("水" * 5000).text) == 300


def test_demands_are_read_from_the_question() -> None:
    """Things it asks for, numbers and dates it states; some are only preferred."""
    names = {demand.name: demand for demand in demands_of(fold("2024年3月8日以后几天内归还，每季度盘点，15分钟内到"))}
    assert {"天数", "「2024年」", "「3月8日」", "「每季度」", "「15分钟」"} <= set(names)
    assert names["「15分钟」"].is_met("十五分钟")
    assert not names["?多久"].required
    demands = demands_of(fold("多久归还"))
    assert missing(demands, "没有写") == []
    assert met(demands, "没有写") == 0
    assert met([], "") == 1
    (claim,) = [demand for demand in demands_of("150分钟内") if demand.name.startswith("「")]
    assert claim.is_met("150分钟")
    asked = {text: {demand.name for demand in demands_of(text)} for text in ("门禁卡怎么补办", "宿舍门禁几点")}
    assert ["钟点" in names for names in asked.values()] == [False, True]


def test_a_list_asked_for_is_quoted_with_its_items_as_far_as_they_fit() -> None:
    """The items follow the sentence that announces them; none is cut."""
    text = "会议强调几点浇水要求：\n" + "".join(f"{i}、浇水{i}遍。\n" for i in range(1, 5)) + "会议结束。"
    question = read_question("浇水要求有哪些")
    case = prepare(question, build([fold(text)]))
    quote, cover = quote_from(text, Wanted(case, wants_list=question.wants_list))
    assert quote.endswith("4、浇水4遍。")
    assert cover == 1
    long = "强调要求：\n" + "".join(f"{i}、{'浇水' * 50}。\n" for i in range(1, 5))
    quote, _ = quote_from(long, Wanted(case, wants_list=True))
    assert len(quote) <= QUOTE_LIMIT
    assert quote.endswith("。")


def test_a_long_clause_is_quoted_from_its_beginning_as_far_as_it_fits() -> None:
    """Cut at the end of a sentence."""
    text = "菜园守则\n一、" + "浇水要看天看地看苗情。" * 40 + "\n二、除草要早。"
    reply = answer(library_of(read_documents(text, "守则.txt")), "菜园守则第一条")
    assert reply.quote.startswith("一、浇水")
    assert QUOTE_LIMIT - 30 < len(reply.quote) <= QUOTE_LIMIT
    assert reply.quote.endswith("。")
