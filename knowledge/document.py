"""What a document is once it was read: its particulars, its clauses, and the passages that search handles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from knowledge.life import HOLDING, Standing

PASSAGE_LIMIT: Final = 600
QUOTE_LIMIT: Final = 240
PUBLIC: Final = "公开"
DEPARTMENT: Final = "本部门"
UNDATED: Final = "未注明日期"


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a document that stands under one label.

    label: as an office cites it (`七`, `二（三）`, `第五条`), empty where the text has no numbering.
    heading: the headings it stands under, outermost first, blank-separated; may be empty.
    """

    label: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """One article. `issuer`, `number` (文号), `date` (ISO, day or month): None where not stated.

    standing: how long it holds, as `knowledge.life` tells it.
    """

    file: str
    title: str
    issuer: str | None = None
    number: str | None = None
    date: str | None = None
    scope: str = DEPARTMENT
    clauses: tuple[Clause, ...] = ()
    standing: Standing = HOLDING

    @property
    def shown_date(self) -> str:
        """The date as staff read it: 2026年3月10日, or that there is none."""
        if self.date is None:
            return UNDATED
        return "".join(f"{int(part)}{unit}" for part, unit in zip(self.date.split("-"), "年月日", strict=False))


@dataclass(frozen=True, slots=True)
class Passage:
    """One unit of search: at most 600 characters of one clause, cut at sentence ends.

    document: its document's place in the library. id: only where passages came with ids of their own.
    """

    document: int
    clause: str
    heading: str
    text: str
    id: str = ""
