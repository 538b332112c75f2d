"""What is handed in after a study 心得, 研究报告, 发言稿, what shows that one studied it later 补学, and its 纪要."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from handlers.study.rows import papers

NOTES, REPORT, SPEECH, LATER, MINUTES = "心得", "研究报告", "发言稿", "补学", "纪要"
KINDS = (NOTES, REPORT, SPEECH)  # what may be asked of everybody
HANDED_IN, RETURNED, REPLACED, AWAITED = "handed in", "returned", "replaced", "awaited"
#: What each is called by those who hand it in; the first that fits.
_CALLED = {
    LATER: r"补学",
    REPORT: r"(?:研究|调研|学习|专题)报告|论文",
    SPEECH: r"发言(?:稿|材料|提纲)|讲话稿|讲稿",
    NOTES: r"心得|体会|感想|感悟|笔记",
}


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

    @property
    def door(self) -> str:
        """Return the door its file came through; empty of what was written in the chat."""
        return str(self.data.get("door", ""))

    @property
    def message(self) -> str:
        """Return the message its file came with."""
        return str(self.data.get("message", ""))


_COLUMNS = tuple(papers.c[one.name] for one in fields(Paper))


def kind_of(text: str) -> str:
    """Return what some words call a paper; empty where they name none."""
    return next((kind for kind, pattern in _CALLED.items() if re.search(pattern, text)), "")


def kinds_in(wants: str) -> tuple[str, ...]:
    """Return every kind that is wanted after a study: 心得、研究报告 are two."""
    return tuple(kind for kind in KINDS if re.search(_CALLED[kind], wants))


def put(connection: Connection, one: Paper) -> Paper:
    """Keep a paper in place of what the same person handed in of the same kind before; `id` is given anew."""
    same = (
        (papers.c.study_id == one.study_id)
        & (papers.c.person_id == one.person_id)
        & (papers.c.kind == one.kind)
        & papers.c.state.in_((HANDED_IN, RETURNED, AWAITED))
    )
    connection.execute(update(papers).where(same).values(state=REPLACED))
    row = {each.name: getattr(one, each.name) for each in fields(Paper) if each.name != "id"}
    return Paper(*connection.execute(insert(papers).values(**row).returning(*_COLUMNS)).one())


def wait(connection: Connection, one: Paper) -> None:
    """Note what somebody said he would send; what he handed in before stands until it comes."""
    row = {each.name: getattr(one, each.name) for each in fields(Paper) if each.name != "id"}
    connection.execute(insert(papers).values(**row))


def change(connection: Connection, paper_id: int, **values: Any) -> None:
    """Change columns of a paper."""
    connection.execute(update(papers).where(papers.c.id == paper_id).values(**values))


def find(connection: Connection, paper_id: int) -> Paper | None:
    """Return a paper."""
    row = connection.execute(select(*_COLUMNS).where(papers.c.id == paper_id)).first()
    return Paper(*row) if row else None


def standing(connection: Connection, study_id: int, person_id: int, kind: str) -> Paper | None:
    """Return what somebody handed in of a kind for a study, and what stands."""
    of_his = (papers.c.study_id == study_id) & (papers.c.person_id == person_id) & (papers.c.kind == kind)
    here = of_his & papers.c.state.in_((HANDED_IN, RETURNED))
    row = connection.execute(select(*_COLUMNS).where(here).order_by(papers.c.id.desc())).first()
    return Paper(*row) if row else None


def awaited(connection: Connection, person_id: int, since: datetime) -> Paper | None:
    """Return what somebody said he would send, the last since a moment."""
    here = (papers.c.person_id == person_id) & (papers.c.state == AWAITED) & (papers.c.at > since)
    row = connection.execute(select(*_COLUMNS).where(here).order_by(papers.c.id.desc())).first()
    return Paper(*row) if row else None


def came_with(connection: Connection, person_id: int, message: str) -> Paper | None:
    """Return what somebody handed in with a message and what stands."""
    here = (papers.c.person_id == person_id) & (papers.c.state == HANDED_IN)
    rows = connection.execute(select(*_COLUMNS).where(here).order_by(papers.c.id.desc()))
    return next((found for row in rows if (found := Paper(*row)).message == message), None)


def of_studies(connection: Connection, study_ids: Iterable[int]) -> list[Paper]:
    """Return what was handed in for some studies and stands, returned ones among them, in the order it came."""
    here = papers.c.study_id.in_(list(study_ids)) & papers.c.state.in_((HANDED_IN, RETURNED))
    return [Paper(*row) for row in connection.execute(select(*_COLUMNS).where(here).order_by(papers.c.id))]
