"""What is handed in after a study 心得, 研究报告, 发言稿, and what shows that one studied it later 补学."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from handlers.study.rows import papers

NOTES, REPORT, SPEECH, LATER = "心得", "研究报告", "发言稿", "补学"
KINDS = (NOTES, REPORT, SPEECH, LATER)
HANDED_IN, RETURNED, REPLACED = "handed in", "returned", "replaced"


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper. file_id: the row in `files`, None of what was written in the chat.

    data: `door`, `message`, `media` (numbers) of the message it came with, while its file is still being fetched.
    why: with what remark it was returned.
    """

    id: int
    study_id: int
    person_id: int
    kind: str
    text: str
    file_id: int | None
    data: dict[str, Any]
    state: str
    why: str
    at: datetime


_COLUMNS = tuple(papers.c[one.name] for one in fields(Paper))


def put(connection: Connection, one: Paper) -> Paper:
    """Keep a paper in place of what the same person handed in of the same kind before; `id` is given anew."""
    same = (
        (papers.c.study_id == one.study_id)
        & (papers.c.person_id == one.person_id)
        & (papers.c.kind == one.kind)
        & (papers.c.state != REPLACED)
    )
    connection.execute(update(papers).where(same).values(state=REPLACED))
    row = {each.name: getattr(one, each.name) for each in fields(Paper) if each.name != "id"}
    return Paper(*connection.execute(insert(papers).values(**row).returning(*_COLUMNS)).one())


def of_studies(connection: Connection, study_ids: Iterable[int]) -> list[Paper]:
    """Return what was handed in for some studies and stands, in the order it came."""
    here = papers.c.study_id.in_(list(study_ids)) & (papers.c.state != REPLACED)
    return [Paper(*row) for row in connection.execute(select(*_COLUMNS).where(here).order_by(papers.c.id))]
