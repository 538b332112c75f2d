"""Why a question is not answered, in one sentence for staff: what the text does say, or what comes nearest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from knowledge.naming import named

if TYPE_CHECKING:
    from knowledge.document import Document

NOTHING_ASKED: Final = "没有看出要问什么，请写出要问的事，例如「总结报告什么时候交」。"
NOTHING_HERE: Final = "还没有收录任何文件，请先导入。"
NOT_FOUND: Final = "现有文件里没有查到。"
NEAREST: Final = "现有文件里没有查到，最接近的是{titles}。"
NOT_STATED: Final = "{title}只写到“{quote}”，没有规定{name}。"
NOT_STATED_AT_ALL: Final = "文件里没有关于{name}的规定，最接近的是{titles}。"
NOT_WRITTEN: Final = "文件里没有{name}的规定，最接近的是{title}写的“{quote}”。"
NO_SUCH_SCHOOL: Final = "没有收录{school}的文件，最接近的是{titles}。"
NOT_OF_SCHOOL: Final = "{school}的文件里没有查到，最接近的是{titles}。"
NO_SUCH_DOCUMENT: Final = "没有收录《{name}》，最接近的是{titles}。"
NO_SUCH_NUMBER: Final = "没有收录{name}，最接近的是{titles}。"
NO_SUCH_CLAUSE: Final = "{title}没有{clause}，它一共有{count}条。"
NO_SUCH_PART: Final = "{title}没有{clause}。"
WHICH_OF: Final = "有{count}份文件有{clause}，请说明是哪一份，例如“{title}{clause}”。"
COUNTED: Final = "{title}共{count}，最后一{unit}是："
NONE: Final = "（无）"

_SHORT: Final = 40
_MOST_TITLES: Final = 2


def shortened(quote: str) -> str:
    """Return a quote fit to stand inside a sentence."""
    flat = " ".join(quote.split()).rstrip("。")
    return flat if len(flat) <= _SHORT else flat[:_SHORT] + "…"


def titles_of(documents: Sequence[Document], *, with_issuer: bool = False) -> str:
    """Return the first two titles of documents; with_issuer: each behind whose it is."""
    shown = dict.fromkeys(
        f"{document.issuer if with_issuer and document.issuer else ''}{named(document.title)}"
        for document in documents
        if document.title
    )
    return "、".join(list(shown)[:_MOST_TITLES]) or NONE


def not_stated(document: Document, quote: str, name: str) -> str:
    """Say what a document does write where it lacks what was asked. name: of what is lacking; 「…」 are its words."""
    form = NOT_WRITTEN if name.startswith("「") else NOT_STATED
    return form.format(title=named(document.title), quote=shortened(quote), name=name)


def no_such_document(name: str, titles: str) -> str:
    """Say that a document called by its name or number is not here."""
    form = NO_SUCH_NUMBER if name.endswith(("号", "号文", "号文件")) else NO_SUCH_DOCUMENT
    return form.format(name=name, titles=titles)


def which_of(titles: Sequence[str], clause: str) -> str:
    """Ask which of several documents is meant that all have a clause."""
    return WHICH_OF.format(count=len(titles), clause=clause, title=named(titles[0]))
