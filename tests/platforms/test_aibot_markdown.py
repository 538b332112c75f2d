"""A plain text, read as Markdown by a parser nobody here wrote, shows its own characters and lines."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.platforms.wecom.aibot.markdown import as_markdown
from tests.each import each

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
SHOWING = {"p", "br", "ol", "ul", "li"}


class Page(HTMLParser):
    """What a reader sees of a page: its lines, with the numbers and dashes of lists."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text, self.tags = "", set[str]()
        self._lists: list[int | None] = []
        self.feed(READER.render(as_markdown(text)))
        self.close()

    @property
    def lines(self) -> str:
        return "\n".join(line.strip() for line in self.text.split("\n") if line.strip())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag in {"ol", "ul"}:
            self._lists.append(int(dict(attrs).get("start") or 1) - 1 if tag == "ol" else None)
        if tag == "li":
            number = self._lists[-1]
            self._lists[-1] = None if number is None else number + 1
            self.text += "\n- " if number is None else f"\n{number + 1}. "
        elif tag == "br":
            self.text += "\n"

    def handle_endtag(self, tag: str) -> None:
        if tag in {"ol", "ul"}:
            self._lists.pop()
        self.text += "\n"

    def handle_data(self, data: str) -> None:
        self.text += data if data.strip() else ""


def shown(text: str) -> str:
    """Read as Markdown, and return the lines that are seen; nothing may have become more than text and lists."""
    page = Page(text)
    assert page.tags <= SHOWING, page.tags
    return page.lines


def seen(text: str) -> str:
    """What is to be seen: the text, its tags and paired tildes with full-width twins."""
    lines = re.sub(r"<(?=[A-Za-z/!?@])", "＜", text).split("\n")
    return "\n".join(line.strip() for line in lines if line.strip())


@each(
    "text",
    [
        "三食堂停水", "第一行\n第二行\n第三行", "a\n\n\nb", "138****1234，139****5678", "3*5=15，4*6=24", "*急*",
        "**急**", "_a_", "__init__.py 和 _x_", "a_b_c.docx", "`a` 和 `b`", "```\n代码",
        "[通知](http://evil.cn)", "![图](http://e)", "[a][b]", "[a]: http://x", "[a[b]](c)", "# 标题",
        "####### 七", "> 引用", "标题\n---", "标题\n===", "***", "___", "- - -",
        "| a | b |\n|---|---|\n| 1 | 2 |", "a | b\n--- | ---\n1 | 2", "* a\n* b", "+ a\n+ b",
        "C:\\_x_\\", "a\\*b", "行末\\\n下一行", "&nbsp; &#65; &amp;", "    四格", "\t缩进", "a\n    b",
        "请看<b>这里</b>", "<@zhangsan> 你好", "<think>想</think>", "<!-- x -->", "<http://evil.cn>",
        "3<5 且 5>3", "<script>alert(1)</script>", "---", "=", "==", "https://a.cn/x_y_z?a=1",
        "“引号”、—— 破折号 ……", "〔SJ-1023〕", "电话：0551-1234567#8", "a  \nb", "末尾 ", "~", "约~50元", "#", ">",
        "*", "_", "`",
    ],
)  # fmt: skip
def test_what_was_written_is_what_is_seen(text: str) -> None:
    """Marks in pairs, blocks, links, tables, tags, line breaks."""
    assert shown(text) == seen(text)


def test_times_joined_by_tildes_are_not_struck_out() -> None:
    """The full-width tilde looks the same."""
    assert as_markdown("8:00~9:00，10:00~11:00") == "8:00～9:00，10:00～11:00"
    assert as_markdown("约~50元") == "约~50元"


def test_nobody_can_be_mentioned_or_thought_for() -> None:
    """A person's own words may come back in an answer."""
    assert "<" not in as_markdown("<@all> <@zhangsan> <think>x</think> <font color='red'>")


def test_numbered_options_stay_a_list() -> None:
    """They count on from line to line; so does a list of dashes."""
    text = "请选：\n1. 是\n2. 否\n- 甲\n- 乙"
    assert as_markdown(text).replace("  \n", "\n") == text


def test_numbers_that_do_not_count_on_stay_what_they_are() -> None:
    """A reader of Markdown would count 3, 4."""
    assert as_markdown("3. 甲\n5. 乙") == "3. 甲  \n5\\. 乙"
    for text in (
        "3. 甲\n5. 乙\n\n7. 丙\n后面\n1. 丁",
        "1. 甲\n\n3. 乙\n\n5. 丙",
        "2. 甲\n说明\n2. 乙",
        "1. 甲\n- 乙\n4. 丙",
    ):
        assert shown(text) == seen(text)


@each(
    "text",
    ["1.        代码", "1. * 甲", "- # 甲", "2) > 乙", "- ---", "1. - 甲", "- 2. 甲", "1. [a]: b", "-\t甲", "1.", "- "],
)
def test_an_items_own_words_begin_nothing_new(text: str) -> None:
    """A list is as deep as it was written: one."""
    assert " ".join(shown(text).split()) == " ".join(text.replace(")", ".").split())


def test_a_list_may_go_on_after_a_gap_and_begins_anew_after_a_sentence() -> None:
    """As a reader of Markdown takes it."""
    assert as_markdown("1. 甲\n\n2. 乙") == "1. 甲\n\n2. 乙"
    assert as_markdown("1. 甲\n\n说明\n\n1. 乙") == "1. 甲\n\n说明\n\n1. 乙"


marks = st.sampled_from(
    [*"*_`~#>|-+=[]()!<&\\ \n.:;@\t", "1.", "2)", "水", "a", "\n\n", "---", "](", "    "],
)


@given(st.lists(marks, max_size=25).map("".join))
def test_no_heap_of_marks_loses_a_character(text: str) -> None:
    """White space and the numbers of lists aside, and the twins of tildes."""

    def bare(written: str) -> str:
        return re.sub(r"[\s\u00a0～~0-9.):-]", "", written)

    page = Page(text)
    assert page.tags <= SHOWING, page.tags
    assert bare(page.text) == bare(seen(text))


@given(st.lists(st.tuples(st.integers(1, 9), st.sampled_from(["\n", "\n\n", "\n文\n", "\n\n文\n\n"])), max_size=8))
def test_every_number_at_the_start_of_a_line_stays_itself(items: list[tuple[int, str]]) -> None:
    """Options, clauses, whatever order they come in, whatever stands between."""
    text = "".join(f"{number}. 项{gap}" for number, gap in items)
    assert shown(text) == seen(text)


@each(
    "unit",
    [
        " ",
        "\t",
        "*",
        "_",
        "`",
        "~",
        "[",
        "](",
        "<",
        "\\",
        "&",
        "1. ",
        "- ",
        "-",
        "|",
        "\n",
        " \n",
        "#",
        "[]:",
        "a_",
        "@",
    ],
)
def test_no_text_makes_writing_slow(unit: str) -> None:
    """As long as an answer can be."""
    start = time.perf_counter()
    as_markdown(unit * (40_000 // len(unit)) + "x")
    assert time.perf_counter() - start < 0.5
