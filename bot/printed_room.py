"""How much room printed parts take on their page, reckoned without a program that lays them out.

Every line's height is exact (`bot.printed`), so only the breaking of lines is reckoned: a Chinese sign is as wide as
it is high, a Western one a little over half, and a line is taken for one sign shorter than it is, for the rule that no
line begins with a stop. What fits here fits on paper.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Sequence

from bot.printed import SPACED, Grid, Heading, NewPage, Page, Paragraph, Part, Title

MM = 72 / 25.4
A4_SHORT_MM, A4_LONG_MM = 210, 297
NARROW, CELL_MARGINS_PT, RULE_PT = 0.56, 10.8, 0.75
TITLE_SPACING = 1.5
INDENT = 2


def room_pt(page: Page) -> float:
    """Return how high the text of a page is, in points."""
    return ((A4_SHORT_MM if page.is_wide else A4_LONG_MM) - page.top - page.bottom) * MM


def height_pt(parts: Iterable[Part], page: Page) -> float:
    """Return how high some parts stand below each other, in points."""
    return sum(_height(part, page.width_mm * MM) for part in parts)


def _height(part: Part, width_pt: float) -> float:
    match part:
        case Title():
            return _lines(part.text, width_pt, part.pt) * part.pt * TITLE_SPACING
        case Heading():
            return _lines(part.text, width_pt, part.pt) * part.pt * part.spacing
        case Paragraph():
            indent = INDENT if part.is_indented else 0
            return sum(_lines("　" * indent + one, width_pt, part.pt) for one in part.text.split("\n")) * (
                part.pt * part.spacing
            )
        case Grid():
            return sum(_row(row, part) for row in (*([part.head] if part.head else []), *part.rows))
        case NewPage():
            return SPACED


def _row(row: Sequence[str], grid: Grid) -> float:
    lines = [
        sum(_lines(one, width * MM - CELL_MARGINS_PT, grid.pt) for one in text.split("\n"))
        for text, width in zip(row, grid.widths, strict=True)
    ]
    return max(lines) * grid.pt * grid.spacing + RULE_PT


def _lines(text: str, width_pt: float, pt: float) -> int:
    ems = sum(1 if unicodedata.east_asian_width(sign) in "FWA" else NARROW for sign in text)
    a_line = max(width_pt / pt, 1)
    return 1 if ems <= a_line else math.ceil(ems / max(a_line - 1, 1))
