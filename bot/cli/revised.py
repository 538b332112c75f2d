"""What an import of policies changes, as lines to read and as a table: .xlsx or .docx."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from bot.printed import WIDE, Grid, Printed, Title
from bot.word_file import document_of
from bot.workbooks import Leaf, workbook_of
from knowledge.comparing import Revision

NEW = "新增《{title}》（{file}），{scope}"
GONE = "不再有《{title}》（{file}）"
CHANGED = "修订《{title}》（{file}），{summary}"
SCOPE_ONLY = "《{title}》（{file}）条文未变"
WIDER = "，范围由{before}改为{after}"
TITLE = "文件修订对照表"
HEAD = ("文件", "变化", "条款", "原文", "现文")
TITLE_LONGEST = 40
WIDTHS_MM = (45.0, 18.0, 28.0, 78.0, 78.0)
WIDTHS = (16, 6, 12, 40, 40)


def lines_of(one: Revision) -> list[str]:
    """Tell a revision: what happened to the document, then a line a clause."""
    if one.after is None:
        return [GONE.format(title=one.title, file=one.file)]
    if one.before is None:
        return [NEW.format(title=one.title, file=one.file, scope=one.after)]
    form = CHANGED if one.differences else SCOPE_ONLY
    first = form.format(title=one.title, file=one.file, summary=one.summary())
    if one.before != one.after:
        first += WIDER.format(before=one.before, after=one.after)
    return [first, *(f"  {difference.line()}" for difference in one.differences)]


def write_table(revisions: Iterable[Revision], file: Path, now: datetime) -> None:
    """Write the clauses that changed, the old text beside the new. file: .docx, else .xlsx. Errors: OSError."""
    rows = [row for one in revisions for row in _rows(one)]
    if file.suffix.lower() == ".docx":
        parts = (Title(TITLE), Grid(HEAD, rows, WIDTHS_MM))
        file.write_bytes(document_of(Printed(file.stem, parts, now, page=WIDE)).content)
    else:
        file.write_bytes(workbook_of(file.stem, [Leaf(TITLE, HEAD, rows, WIDTHS, heading=TITLE)]).content)


def _rows(one: Revision) -> Sequence[Sequence[str]]:
    return [
        (
            f"《{one.title[:TITLE_LONGEST]}》",
            str(difference.kind),
            difference.label,
            difference.old.text if difference.old else "",
            difference.new.text if difference.new else "",
        )
        for difference in one.differences
    ]
