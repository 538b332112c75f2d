"""One zip: names 单位-姓名-题目 that are safe anywhere, told apart, and in Chinese."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.packing import NAMELESS, Paper, file_name, named, titled, zip_of
from handlers.campaign.settings import days, numbers
from tests.each import each


@each(
    ("unit", "name", "title", "expected"),
    [
        ("饮食服务中心", "张三", "服务育人案例.docx", "饮食服务中心-张三-服务育人案例.docx"),
        ("../..", "张三", "/etc/passwd", "张三-etcpasswd"),
        ("饮食\\中心", "李\u202e四", "a\u202etxt.exe", "饮食中心-李四-atxt.exe"),
        ("机关党支部", "机关党支部", "承诺书.PDF", "机关党支部-承诺书.pdf"),
        ("", "", "???", NAMELESS),
        ("中心", "张三", "", "中心-张三"),
        ("中心", "张三", ".docx", "中心-张三.docx"),
        ("中心\n二行", "张 三", "表<1>:终稿|.xlsx", "中心二行-张 三-表1终稿.xlsx"),
        ("中心", "张三", "x" * 200 + ".docx", "中心-张三-" + "x" * 30 + ".docx"),
        ("CON", "-", "..", "CON"),
    ],
)
def test_a_name_is_safe_and_says_whose_it_is(unit: str, name: str, title: str, expected: str) -> None:
    """No folder, no control, no turned writing; the ending stays."""
    assert file_name(unit, name, title) == expected


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_no_name_leaves_the_folder(unit: str, name: str, title: str) -> None:
    """Whatever anybody is called."""
    found = file_name(unit, name, title)
    assert found
    assert not re.search(r'[/\\:*?"<>|\x00-\x1f]', found)
    assert not found.startswith(".")
    assert len(found.encode()) <= 240


@given(st.lists(st.sampled_from(["案例.docx", "案例.DOCX", "案例（2）.docx", "a.txt", "A.txt"]), max_size=8))
def test_the_same_name_twice_is_numbered(titles: list[str]) -> None:
    """Whatever the case of its letters; nothing is written over."""
    found = [name.casefold() for name, _ in named(Paper("中心", "张三", one, b"") for one in titles)]
    assert len(found) == len(set(found)) == len(titles)


def test_a_zip_holds_chinese_names_and_is_the_same_for_the_same() -> None:
    """Marked as UTF-8, so that no unpacker guesses."""
    inside = [("饮食服务中心-张三-案例.docx", b"one"), ("说明.txt", b"two")]
    document = zip_of("服务育人案例材料1210", inside)
    assert document.name == "服务育人案例材料1210.zip"
    assert document.content == zip_of("服务育人案例材料1210", inside).content
    packed = zipfile.ZipFile(io.BytesIO(document.content))
    assert [(one.filename, bool(one.flag_bits & 0x800)) for one in packed.infolist()] == [
        (name, True) for name, _ in inside
    ]


def test_the_days_of_reminders_are_read_and_refused_with_the_remedy() -> None:
    """The largest first."""
    assert days("1，3 7") == "7、3、1"
    assert numbers("7、3、1") == [7, 3, 1]
    for typed in ("", "0", "三天", "1、2、3、4、5、6"):
        with pytest.raises(ValueError, match="如 7、3、1"):
            days(typed)


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("", b"%PDF-1.7", "承诺书.pdf"),
        ("", b"PK\x03\x04...word/document.xml", "承诺书.docx"),
        ("我的", b"\xff\xd8\xff", "我的.jpg"),
        ("a.doc", b"%PDF-", "a.doc"),
        ("", b"?", "承诺书"),
    ],
)
def test_a_file_without_a_name_gets_an_ending_it_opens_by(name: str, content: bytes, expected: str) -> None:
    """The AI bot tells no names; a text is one of its own."""
    assert titled(name, "承诺书", content, is_text=False) == expected
    assert titled(name, "承诺书", content, is_text=True) == "承诺书.txt"
