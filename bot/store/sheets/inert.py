"""Cells that stay text: a spreadsheet program must never take what somebody wrote for a formula.

In a comma-separated file an apostrophe goes before such a cell and is taken off again on the way in, so what goes out
comes back the same. In a workbook cells are typed as text and need none.
"""

from __future__ import annotations

import unicodedata

SIGNS = frozenset("=+-@")
#: Blank or invisible at the start, so that a program may look past it.
SKIPPED = frozenset("\t\r\n\x0b\x0c\xa0\u3000\ufeff")


def quote(cell: str) -> str:
    """Return `cell` with an apostrophe before it where a program might take it for a formula."""
    return f"'{cell}" if _needs_quote(cell) else cell


def unquote(cell: str) -> str:
    """Undo `quote`."""
    return cell[1:] if cell.startswith("'") and _needs_quote(cell[1:]) else cell


def _needs_quote(cell: str) -> bool:
    if cell.startswith("'"):
        return _needs_quote(cell[1:])
    first = next((sign for sign in cell if not _skipped(sign)), "")
    return bool(cell) and (cell[0] in "\t\r\n" or unicodedata.normalize("NFKC", first)[:1] in SIGNS)


def _skipped(sign: str) -> bool:
    return sign.isspace() or sign in SKIPPED or unicodedata.category(sign) in ("Cf", "Cc")
