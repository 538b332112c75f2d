"""Whom an imported document is for. The law: 本部门 unless it is marked 公开, and no import widens it unasked.

公开 is a document that says so of itself, or that the operator says it of. One that stood on the shelf as 本部门 stays
so, also when it is marked 公开 now, until the operator says that it is meant. 内部资料 and 工作秘密 are taken only
where the operator says so, and are never 公开.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.errors import Inner
from knowledge.document import DEPARTMENT, PUBLIC
from knowledge.secrecy import inner_mark

if TYPE_CHECKING:
    from knowledge.document import Document

INNER: Final = "文件标有“内部资料”或“工作秘密”", "确认可以放进本机的，导入时加 --internal；只供本部门查询"


@dataclass(frozen=True, slots=True)
class Admitting:
    """What the operator says with an import.

    public: everything in it is 公开; False: 本部门; None: what the documents say. internal: 内部资料 and 工作秘密 may
    be taken. widen: what is marked 公开 now becomes 公开 though it was 本部门.
    """

    public: bool | None = None
    internal: bool = False
    widen: bool = False


MARKED: Final = Admitting()


def is_inner(document: Document) -> bool:
    """Tell whether a document carries a mark of 内部资料 or 工作秘密 on a line of its own, or in its name."""
    lines = (clause.text for clause in document.clauses)
    return bool(inner_mark("\n".join((document.title, *document.file.replace("\\", "/").split("/"), *lines))))


def scope_of(document: Document, stood: str | None, said: Admitting) -> str:
    """Return whom a document is for. stood: whom it was for on the shelf, None when it is new.

    Errors: Inner when it may not be taken without a word of the operator.
    """
    if is_inner(document):
        if not said.internal:
            raise Inner(document.file, *INNER)
        return DEPARTMENT
    if said.public is not None:
        return PUBLIC if said.public else DEPARTMENT
    if document.scope == PUBLIC and (stood in (None, PUBLIC) or said.widen):
        return PUBLIC
    return DEPARTMENT


def is_withheld(document: Document, scope: str, said: Admitting) -> bool:
    """Tell whether a document is marked 公开 and was kept to the department nevertheless."""
    return document.scope == PUBLIC and scope == DEPARTMENT and said.public is None and not is_inner(document)
