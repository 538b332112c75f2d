"""From mended text to documents with clauses, and from clauses to passages.

The law: whatever the numbering, every character of an article ends up in exactly one clause, in order; a passage has at
most 600 characters and is cut only at line or sentence ends.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Final

from knowledge.document import PASSAGE_LIMIT, Clause, Document, Passage
from knowledge.mending import mend
from knowledge.particulars import is_particular, read_particulars
from knowledge.text import SENTENCE_ENDS, chinese, numeral, sentences, squeeze

_ARTICLE: Final = re.compile(r"(.{2,50}?)\s*[（(]?[篇][\s]*([一二三四五六七八九十\d]{1,3})[）)]?[:：]?$")
_N: Final = r"([一二三四五六七八九十百零〇\d]{1,4})"
_PART, _PLAIN, _ITEM, _BRACKET, _ARABIC, _INNER, _CIRCLE, _POINT = 1, 8, 10, 20, 30, 40, 50, 60
_SHAPES: Final = (
    (re.compile(rf"第{_N}编"), 2), (re.compile(rf"第{_N}章"), 3),
    (re.compile(rf"第{_N}节"), 4), (re.compile(rf"第{_N}条"), 5),
    (re.compile(r"([一二三四五六七八九十]{1,3})[、．.]"), _ITEM),
    (re.compile(r"[（(]([一二三四五六七八九十]{1,3})[）)]"), _BRACKET),
    (re.compile(r"(\d{1,2})[、．.](?!\d)"), _ARABIC), (re.compile(r"[（(](\d{1,2})[）)]"), _INNER),
    (re.compile(r"([①-⑳])"), _CIRCLE),
    (re.compile(r"([一二三四五六七八九十]{1,2})(?:是(?!否|不)|要|、要)"), _POINT),
)  # fmt: skip
_ATTACHMENT: Final = re.compile(r"附件\s*[一二三四五六七八九十\d]{0,2}\s*[:：]?$")
_LONGEST_HEADING: Final = 34
_LONGEST_TITLE: Final = 60
_SHORTEST_LIST: Final = 3
_ARTICLE_LEVEL: Final = 5


@dataclass
class _Node:
    level: int
    number: int = 0
    label: str = ""
    heading: str = ""
    lines: list[str] = field(default_factory=list)
    children: list[_Node] = field(default_factory=list)

    def text(self) -> str:
        return "\n".join([*self.lines, *(child.text() for child in self.children)])


def read_documents(mended: str, file: str) -> list[Document]:
    """Split a mended text into its articles, each with particulars and clauses. file: its name, shown to staff."""
    lines = mended.split("\n") if mended else []
    name = " ".join(mend(PurePath(file).stem).split())
    documents = []
    for title, body in _articles(lines):
        particulars = read_particulars(body, name, title)
        documents.append(
            Document(
                file, particulars.title, particulars.issuer, particulars.number, particulars.date, particulars.scope,
                tuple(read_clauses(body)),
            )
        )  # fmt: skip
    return documents


def _articles(lines: list[str]) -> list[tuple[str, list[str]]]:
    starts = [i for i, line in enumerate(lines) if _ARTICLE.fullmatch(line) and len(line) <= _LONGEST_TITLE]
    if len(starts) <= 1:
        return [("", lines)]
    bounds = [0, *starts[1:], len(lines)]
    return [(lines[start], lines[a:b]) for start, a, b in zip(starts, bounds[:-1], bounds[1:], strict=True)]


def read_clauses(lines: list[str]) -> list[Clause]:
    """Return the clauses of one article in order, each at most 600 characters where its sentences allow."""
    root = _Node(0)
    path = [root]
    levels = _levels(lines)
    for i, line in enumerate(lines):
        node = _node(line, levels[i], lines, i)
        if node is None:
            path[-1].lines.append(line)
            continue
        while path[-1].level >= node.level:
            path.pop()
        path[-1].children.append(node)
        path.append(node)
    _release_tails(root)
    return _pack_root(root)


def _release_tails(node: _Node) -> None:
    """Give text after a list to whom it belongs: where every item is one line, lines after the last are no item."""
    for child in node.children:
        _release_tails(child)
    items = node.children
    if (
        len(items) >= _SHORTEST_LIST
        and len(items[-1].lines) > 1
        and not items[-1].children
        and all(len(i.lines) == 1 and not i.children and i.label for i in items[:-1])
    ):
        node.children.append(_Node(_PLAIN, lines=items[-1].lines[1:]))
        del items[-2].lines[1:]


def _shape(line: str) -> tuple[int, int] | None:
    """Return (level, number) of the label a line starts with."""
    for pattern, level in _SHAPES:
        if match := pattern.match(line):
            text = match.group(1)
            return level, (ord(text) - ord("①") + 1 if level == _CIRCLE else numeral(text) or 0)
    return None


def _levels(lines: list[str]) -> list[tuple[int, int] | None]:
    """Return the (level, number) of each line, with numbering that changes its shape midway put on one level.

    「1、 … 二、」 and 「（一） … （2）」: the odd label takes the level of the sequence it stands in.
    """
    shapes = [_shape(line) for line in lines]
    for odd, regular in ((_ARABIC, _ITEM), (_INNER, _BRACKET)):
        _put_on_level(shapes, odd, regular)
    return shapes


def _put_on_level(shapes: list[tuple[int, int] | None], odd: int, regular: int) -> None:
    """Put labels of the `odd` level on the `regular` one where they continue, or begin, a sequence there."""
    ahead: list[tuple[int, int] | None] = []  # what comes next on the level; None also where an odd one comes before it
    following: tuple[int, int] | None = None
    for shape in reversed(shapes):
        ahead.append(following)
        if shape and (shape[0] <= regular or shape[0] == odd):
            following = shape if shape[0] <= regular else None
    before: tuple[int, int] | None = None
    for i, (shape, after) in enumerate(zip(shapes, reversed(ahead), strict=True)):
        level, number = shape or (0, 0)
        goes_on = before == (regular, number - 1) if number > 1 else before is None and after == (regular, number + 1)
        if level == odd and goes_on:
            shapes[i] = regular, number
        before = shapes[i] if shape and level <= odd else before


def _node(line: str, shape: tuple[int, int] | None, lines: list[str], i: int) -> _Node | None:
    """Return the node a line opens, None when it is text of the open one."""
    if _ATTACHMENT.match(squeeze(line)):
        following = lines[i + 1] if i + 1 < len(lines) else ""
        return _Node(_PART, heading=f"附件 {following}" if len(following) <= _LONGEST_TITLE else "附件", lines=[line])
    if shape:
        return _Node(*shape, label=_label(line, *shape), heading=_heading(line), lines=[line])
    if i and _is_plain_heading(line, lines, i):
        return _Node(_PLAIN, heading=line, lines=[line])
    return None


def _label(line: str, level: int, number: int) -> str:
    if level <= _ARTICLE_LEVEL:
        return line[: line.index("编章节条"[level - 2]) + 1]
    if level in (_BRACKET, _ITEM):
        return chinese(number) if level == _ITEM else f"（{chinese(number)}）"
    if level == _ARABIC:
        return str(number)
    if level == _INNER:
        return f"（{number}）"
    return line[0] if level == _CIRCLE else chinese(number)


def _heading(line: str) -> str:
    """Return what names a labelled clause: the line when it is short and no sentence, else a short first sentence."""
    if len(line) <= _LONGEST_HEADING + 6 and line[-1] not in SENTENCE_ENDS + "；;":
        return line
    first = sentences(line)[0].strip()
    return first if len(first) <= _LONGEST_HEADING and len(first) < len(line) else ""


def _is_plain_heading(line: str, lines: list[str], i: int) -> bool:
    """A short line without end mark between paragraphs, itself no particular, is a heading."""
    if len(line) > _LONGEST_HEADING or line[-1] in SENTENCE_ENDS + "；;：:，,、)）" or is_particular(line):
        return False
    return i + 1 < len(lines) and len(lines[i + 1]) > len(line) and lines[i - 1][-1] in SENTENCE_ENDS + "”"


def _pack_root(root: _Node) -> list[Clause]:
    """Return the clauses of an article; a short list at the top stays with the paragraph that announces it."""
    lead = root.lines
    items = [child for child in root.children if child.level == _ITEM and not child.children]
    whole = "\n".join([*lead[-1:], *(item.text() for item in items)])
    if (
        not lead
        or lead[-1][-1] not in "：:"
        or not items
        or items != root.children[: len(items)]
        or len(whole) > PASSAGE_LIMIT
    ):
        return [*_cut(lead, "", ""), *(clause for child in root.children for clause in _pack(child, "", ""))]
    label = f"{items[0].label}至{items[-1].label}" if len(items) > 1 else items[0].label
    rest = [clause for child in root.children[len(items) :] for clause in _pack(child, "", "")]
    return [*_cut(lead[:-1], "", ""), Clause(label, "", whole), *rest]


def _pack(node: _Node, above: str, headings: str) -> list[Clause]:
    label = _cite(above, node)
    whole = node.text()
    holds_articles = any(child.level == _ARTICLE_LEVEL for child in node.children)  # 条 is what an office cites
    if node.level > _PART and len(whole) <= PASSAGE_LIMIT and not holds_articles:
        return [Clause(label, " ".join(filter(None, (headings, node.heading))), whole)]
    inside = " ".join(filter(None, (headings, node.heading)))
    if not node.children:
        return _cut(node.lines, label, inside)
    clauses: list[Clause] = []
    lead = "\n".join(node.lines)
    own = _cut(node.lines, label, inside)
    below = [_pack(child, label, inside) for child in node.children]
    if len(lead) <= _LONGEST_HEADING and len(lead) + 1 + len(below[0][0].text) <= PASSAGE_LIMIT:
        first = below[0][0]
        below[0][0] = Clause(first.label, first.heading, f"{lead}\n{first.text}")
    else:
        clauses.extend(own)
    for packed in below:
        clauses.extend(packed)
    return clauses


def _cite(above: str, node: _Node) -> str:
    """Return the label by which an office cites the node: 条 by itself, the rest with the numbers above."""
    if node.level in (_PART, _PLAIN):
        return ""
    if node.level <= _ARTICLE_LEVEL:
        return node.label
    if node.level == _POINT and above:
        return f"{above}第{node.label}点"
    return above + node.label


def _cut(lines: list[str], label: str, heading: str) -> list[Clause]:
    """Cut text without further outline into pieces of like size, at line ends first, then at sentence ends."""
    whole = "\n".join(lines)
    if not whole:
        return []
    pieces = [
        piece for line in lines for piece in ([line + "\n"] if len(line) <= PASSAGE_LIMIT else sentences(line + "\n"))
    ]
    target = len(whole) / -(-len(whole) // PASSAGE_LIMIT)
    texts = [""]
    for piece in pieces:
        if texts[-1] and (
            len(texts[-1]) + len(piece.rstrip("\n")) > PASSAGE_LIMIT or len(texts[-1]) + len(piece) / 2 > target
        ):
            texts.append("")
        texts[-1] += piece
    return [Clause(label, heading, text.rstrip("\n")) for text in texts if text.strip()]


def passages_of(document: Document, place: int) -> list[Passage]:
    """Return the passages of a document. place: the document's place in the library."""
    return [
        Passage(place, clause.label or clause.heading.rpartition(" ")[2], clause.heading, clause.text)
        for clause in document.clauses
    ]
