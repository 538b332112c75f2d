"""Whether somebody asks for a document rather than for a rule, and what it is about: its headings, verbatim."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from knowledge.document import QUOTE_LIMIT
from knowledge.text import fold, sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from knowledge.document import Document, Passage
    from knowledge.library import Library

MOST: Final = 3  # documents a topic is answered with
MOST_HEADINGS: Final = 12
NEAR_THE_HEAD: Final = 3  # passages
SHORTEST: Final = 12  # signs of a sentence that says what a document is for
_KIND: Final = "规定|办法|制度|文件|规则|细则|方案|意见|通知|条例|要求|公约|预案|规范|标准|资料|材料"
_POLITE: Final = (
    r"(?:请问|你好|您好|帮我|麻烦|我想|想|查一下|查查|查询?|看一下|看看|找一下|找找?|问一下|一下|助手|咱们?|我们|学校|部门|"
    r"这里|现在|那个|嗯|呃|[\s,，。@])*"
)
_TOPIC: Final = re.compile(
    rf"^{_POLITE}(?:有没有|有|是否有|有无)?(?:什么|哪些|啥)?(?:关于|有关|涉及)?(?P<topic>[\u4e00-\u9fff]{{2,10}}?)"
    rf"(?:方面|工作|管理|相关|有关)*的?(?:相关|有关)?(?:{_KIND})(?:文件|制度|规定)?(?:吗|么|没有?|嘛|呢|啊)?$"
)
_ASKS_FOR_ONE: Final = re.compile(r"有没有|有无|是否有|关于|有关|方面|吗$|么$|没$|没有$|嘛$")
_BEHIND: Final = re.compile(
    r"(?:讲什么|讲了什么|说什么|是什么内容|主要内容|什么内容|内容|是什么|是啥|呢|吗|一下|给我|的)+$"
)
_PURPOSE: Final = re.compile(r"\s*(?:第一条\s*)?(?:为|根据|按照|依据)")
_CHAPTER: Final = re.compile(r"^(?:第[一二三四五六七八九十百\d]+[章节编部]|[一二三四五六七八九十]+[、是．.])")
_NOT_A_TOPIC: Final = frozenset({"什么", "哪些", "制度", "文件", "规定", "这个", "这方面", "其他", "相关"})


@dataclass(frozen=True, slots=True)
class About:
    """A document somebody asks for.

    headings: its chapters, verbatim; count: of its numbered clauses; purpose: the sentence that says what it is for,
    which stands in `passage`.
    """

    document: Document
    headings: tuple[str, ...]
    count: int
    purpose: str
    passage: Passage


def asked_for(raw: str, library: Library, is_seen: Callable[[int], bool]) -> tuple[About, ...]:
    """Return the documents a text asks for by title or topic and nothing more; empty where it asks for a rule."""
    text = re.sub(r"[《》〈〉“”\"?？。!！]", "", fold(raw)).strip()
    if not _may_name(text):
        return ()
    name = _BEHIND.sub("", re.sub(f"^{_POLITE}", "", text)).replace(" ", "")
    found = library.titles.named(name)
    if not found and _ASKS_FOR_ONE.search(text) and (topic := _TOPIC.match(text)):
        word = topic["topic"]
        found = library.titles.holding(word) if word not in _NOT_A_TOPIC else []
    return tuple(_about(library, at) for at in itertools.islice(filter(is_seen, found), MOST))


def asks_for_a_document(raw: str) -> bool:
    """Tell whether a text asks for what there is on a topic (有没有关于车辆的规定), not for a rule."""
    text = re.sub(r"[《》〈〉“”\"?？。!！]", "", fold(raw)).strip()
    return _may_name(text) and bool(_ASKS_FOR_ONE.search(text) and _TOPIC.match(text))


def _may_name(text: str) -> bool:
    return bool(re.search(_KIND, text)) and len(text) <= 60  # noqa: PLR2004 — no title is much longer


def _about(library: Library, at: int) -> About:
    own = [library.passages[place] for place in library.places_of(at)]
    count = len({one.clause for one in own if one.clause.startswith("第")})
    purpose, passage = _purpose(own)
    return About(library.documents[at], _chapters(own), count, purpose, passage)


def _purpose(own: Sequence[Passage]) -> tuple[str, Passage]:
    """Return the sentence near the head that says what a document is for, or its first; and where it stands."""
    near = [(part.strip(), one) for one in own[:NEAR_THE_HEAD] for part in sentences(one.text, QUOTE_LIMIT)]
    whole = [(part, one) for part, one in near if part.endswith("。") and len(part) >= SHORTEST]
    meant = (found for found in whole if _PURPOSE.match(found[0]))
    return next(meant, (whole or near)[0])


def _chapters(own: Sequence[Passage]) -> tuple[str, ...]:
    """Return the chapters of a document in order: of each heading path the outermost that is numbered as one."""
    paths = [passage.heading.split(" ") for passage in own]
    chapters = [next((_whole(path, i) for i, word in enumerate(path) if _CHAPTER.match(word)), "") for path in paths]
    return tuple(dict.fromkeys(chapter.rstrip("。") for chapter in chapters if chapter))[:MOST_HEADINGS]


def _whole(path: Sequence[str], at: int) -> str:
    """Return a chapter with its name, which may stand behind a blank."""
    word = path[at]
    is_bare = bool(re.fullmatch(r"第[一二三四五六七八九十百\d]+[章节编部]", word))
    return f"{word} {path[at + 1]}" if is_bare and at + 1 < len(path) else word
