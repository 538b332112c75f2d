"""Whether a document on the shelf is marked for inside only, on any line of it: then nothing of it leaves the house."""

from __future__ import annotations

from sqlalchemy import Connection, or_, select

from knowledge.rows import SHELVED, documents, passages
from knowledge.secrecy import stays_inside

_SAID = ("内部", "內部", "秘密", "外传", "外傳", "外泄", "扩散", "转发", "传播", "保存", "保密", "保管")


def is_marked_internal(connection: Connection, file: str) -> bool:
    """Tell whether a passage of a file has a line that is such a mark; the words within a sentence are none."""
    here = (documents.c.file == file) & (documents.c.state == SHELVED)
    said = or_(*(passages.c.text.contains(word) for word in _SAID), *(passages.c.heading.contains(w) for w in _SAID))
    found = select(passages.c.heading, passages.c.text).join(documents, documents.c.id == passages.c.document_id)
    rows = connection.execute(found.where(here, said))
    return "内部" in file or any(stays_inside(f"{row.heading}\n{row.text}") for row in rows)
