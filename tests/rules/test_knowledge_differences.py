"""What changed between two versions of a document, clause by clause; whom a document is for."""

from __future__ import annotations

import pytest

from bot.errors import Inner
from knowledge.admitting import Admitting, is_withheld, scope_of
from knowledge.differences import Part, differences
from knowledge.document import DEPARTMENT, PUBLIC, Clause, Document

OLD = [
    Part("", "温室管理办法"),
    Part("第一条", "第一条 温室每天浇水三次。由园艺组负责。"),
    Part("第二条", "第二条 温室钥匙由门卫保管。"),
    Part("第三条", "第三条 外单位参观须经办公室批准。"),
    Part("第四条", "第四条 温室内不得吸烟。"),
]
LEND = Part("第三条", "第三条 花草不外借。")
SMOKE, VISIT = "第三条 温室内严禁吸烟和用火。", "第四条 外单位的人参观须经办公室批准。"
CASES = [
    (OLD, []),
    ([*OLD[:4], Part("第四条", "第四条 温室内不得吸烟。违者通报批评。")], ["修改 第四条：加上“违者通报批评。”"]),
    (
        [OLD[0], Part("第一条", "第一条 温室每天浇水一次。由园艺组负责。"), *OLD[2:]],
        ["修改 第一条：原“温室每天浇水三次。”，现“温室每天浇水一次。”"],
    ),
    (
        [*OLD[:2], Part("第二条", "第二条 外单位参观须经办公室批准。"), Part("第三条", "第三条 温室内不得吸烟。")],
        ["删去 第二条：温室钥匙由门卫保管。", "改号 第三条→第二条：文字未变", "改号 第四条→第三条：文字未变"],
    ),
    (
        [*OLD[:3], LEND, Part("第四条", OLD[3].text[3:]), Part("第五条", OLD[4].text[3:])],
        ["新增 第三条：花草不外借。", "改号 第三条→第四条：文字未变", "改号 第四条→第五条：文字未变"],
    ),
    (
        [*OLD[:3], Part("第三条", SMOKE), Part("第四条", VISIT)],
        [
            "修改 第四条→第三条：原“温室内不得吸烟。”，现“温室内严禁吸烟和用火。”",
            "修改 第三条→第四条：原“外单位参观须经办公室批准。”，现“外单位的人参观须经办公室批准。”",
        ],
    ),
    ([OLD[0]], ["删去 第一条：温室每天浇水三次。由园艺组负责。", *[f"删去 {p.label}：{p.text[4:]}" for p in OLD[2:]]]),
]  # fmt: skip


@pytest.mark.parametrize(("new", "lines"), CASES)
def test_a_new_version_is_told_clause_by_clause(new: list[Part], lines: list[str]) -> None:
    """Added, removed, reworded; a clause that only got another number is recognised."""
    assert [one.line() for one in differences(OLD, new)] == lines


def of(text: str, scope: str = DEPARTMENT) -> Document:
    return Document("a.txt", "温室管理办法", scope=scope, clauses=(Clause("", "", text),))


SCOPES = [
    (of("第一条"), None, Admitting(), DEPARTMENT),
    (of("第一条", PUBLIC), None, Admitting(), PUBLIC),
    (of("第一条", PUBLIC), PUBLIC, Admitting(), PUBLIC),
    (of("第一条", PUBLIC), DEPARTMENT, Admitting(), DEPARTMENT),
    (of("第一条", PUBLIC), DEPARTMENT, Admitting(widen=True), PUBLIC),
    (of("第一条"), DEPARTMENT, Admitting(widen=True), DEPARTMENT),
    (of("第一条"), DEPARTMENT, Admitting(public=True), PUBLIC),
    (of("内部资料 注意保存\n第一条", PUBLIC), None, Admitting(public=True, internal=True, widen=True), DEPARTMENT),
]


@pytest.mark.parametrize(("document", "stood", "said", "scope"), SCOPES)
def test_a_document_is_for_the_department_unless_it_is_marked(
    document: Document, stood: str | None, said: Admitting, scope: str
) -> None:
    """And what stood there for the department is not widened by its text alone."""
    assert scope_of(document, stood, said) == scope
    assert is_withheld(document, scope, said) == (document.scope == PUBLIC and not said.internal and scope != PUBLIC)


@pytest.mark.parametrize(
    "mark", ["内部资料", "（内部文件，请勿外传）", "【工作秘密】", "工作秘密★3年", "密级：内部资料"]
)
def test_what_is_marked_as_inner_is_taken_only_on_a_word(mark: str) -> None:
    """On a line of its own; a sentence that speaks of it is no mark."""
    with pytest.raises(Inner):
        scope_of(of(f"{mark}\n第一条 浇水。"), None, Admitting())
    assert scope_of(of(f"第一条 {mark}应当妥善保管，不得带出。"), None, Admitting()) == DEPARTMENT
