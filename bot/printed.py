"""Printed documents: what stands on the paper, as data, and the Word file made of it.

Laid out as offices file papers, GB/T 9704-2012: A4, 5.2.1 upper margin 37 mm, left 28 mm, text 156 x 225 mm; 5.2.2 body
三号仿宋; 5.2.3 22 lines of 28 signs; 7.3.1 title 二号小标宋; 7.3.3 headings 黑体, then 楷体; 7.5 page numbers between
dashes. The same parts make the same bytes. Where a font is not installed, the reader's program takes another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

TITLE_PT, BODY_PT, TABLE_PT, SMALL_PT = 22.0, 16.0, 12.0, 10.5  # 二号, 三号, 小四, 五号
SPACED = 1.81  # 28.95 pt between the lines of 16 pt: 22 lines on 225 mm
CLOSE = 1.3  # in tables, and where a page must hold much

LONGEST_NAME = 90  # of a file, without its ending


class Font(StrEnum):
    """The fonts by the names they have on the office's machines."""

    TITLE = "方正小标宋简体"
    HEADING = "黑体"
    SUBHEADING = "楷体"
    BODY = "仿宋"


class Side(StrEnum):
    """Where a line stands."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Page:
    """The paper: A4, margins in millimetres; is_numbered: a number at the foot of every page."""

    top: float = 37
    right: float = 26
    bottom: float = 35
    left: float = 28
    is_wide: bool = False
    is_numbered: bool = True

    @property
    def width_mm(self) -> float:
        """Return how wide a table may be."""
        return (297 if self.is_wide else 210) - self.left - self.right


FILED = Page()  # as papers are filed
WIDE = Page(top=28, right=25, bottom=26, left=25, is_wide=True)  # a table of many columns
POSTED = Page(top=14, right=15, bottom=12, left=15, is_numbered=False)  # one page for the wall


@dataclass(frozen=True, slots=True)
class Title:
    """The title, in the middle. pt: the size of its signs."""

    text: str
    pt: float = TITLE_PT


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. level: 1 黑体 (一、), 2 楷体 （一）; as written, nothing is numbered here."""

    text: str
    level: int = 1
    pt: float = BODY_PT
    spacing: float = SPACED


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. is_indented: two signs, as every paragraph of the text; not 主送, 落款, notes. spacing: of lines."""

    text: str
    is_indented: bool = True
    side: Side = Side.BOTH
    pt: float = BODY_PT
    is_bold: bool = False
    spacing: float = SPACED


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. rows: of as many cells as `widths`; an empty head: none. widths: in millimetres."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    pt: float = TABLE_PT
    spacing: float = CLOSE


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a new page."""


Part: TypeAlias = Title | Heading | Paragraph | Grid | NewPage


@dataclass(frozen=True, slots=True)
class Printed:
    """A document. name: of the file, without its ending. issuer: who made it, as the file's properties say.

    made_at: office time, in the office's zone.
    """

    name: str
    parts: Sequence[Part]
    made_at: datetime
    issuer: str = ""
    page: Page = FILED
