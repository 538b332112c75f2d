"""The sheet 问答库: reviewed pairs, a line each, both ways. Whose name stands there answers for the answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, delete, select

from bot.store.office_settings import value_of
from bot.store.people import by_name
from bot.store.sheets.cells import choice, day, text
from bot.store.sheets.sheet import CellFault, Change, Column, Context, Record, Row, Sheet
from bot.store.sheets.tables import one_by_one
from handlers.ask.learning.settings import PAIR_DAYS
from handlers.ask.learning.words import PAIR_STATES
from knowledge import reviewed_rows
from knowledge.alike import plain
from knowledge.document import DEPARTMENT, PUBLIC
from knowledge.reviewed import (
    ACTIVE,
    LONGEST_ANSWER,
    LONGEST_QUESTION,
    MOST_WORDINGS,
    PROPOSED,
    REVIEW,
    WITHDRAWN,
    Pair,
)
from knowledge.reviewed_rows import LONGEST_BASIS, LONGEST_NAME, reviewed_pairs

TOO_SHORT = "“{text}”看不出问什么，请写完整"
TOO_MANY = "其他问法最多{most}种，请减少"
TWICE = "第{row}行：“{question}”与第{first}行问的是一回事，请合并"
BETWEEN = re.compile(r"[；;|\n]+")
JOIN = "；"


def _question(cell: str, context: Context) -> str:
    found = text(LONGEST_QUESTION)(cell, context)
    if not plain(found).says_enough:
        raise CellFault(TOO_SHORT.format(text=cell[:20]))
    return found


def _others(cell: str, context: Context) -> str:
    found = [_question(one, context) for one in BETWEEN.split(cell) if one.strip()]
    if len(found) >= MOST_WORDINGS:
        raise CellFault(TOO_MANY.format(most=MOST_WORDINGS - 1))
    return JOIN.join(dict.fromkeys(found))


def _record(pair: Pair, context: Context) -> Record:
    return {
        "question": pair.question,
        "others": JOIN.join(pair.others),
        "answer": pair.answer,
        "basis": pair.basis,
        "scope": pair.scope,
        "approved_by": pair.approved_by,
        "approved_on": context.day_from(pair.approved_at),
        "until": context.day_before(pair.valid_until),
        "state": PAIR_STATES[pair.state],
    }


def _current(connection: Connection, context: Context) -> list[Record]:
    return [_record(one, context) for one in reviewed_rows.in_states(connection, PROPOSED, ACTIVE, REVIEW)]


def _standing(connection: Connection, question: str) -> Pair | None:
    """Return the newest pair of a question, also one that is withdrawn."""
    same = select(reviewed_pairs.c.id).where(reviewed_pairs.c.question == question)
    newest = connection.execute(same.order_by(reviewed_pairs.c.id.desc()).limit(1)).scalar()
    return reviewed_rows.find(connection, newest) if newest else None


def _put(connection: Connection, record: Record, context: Context) -> None:
    standing = _standing(connection, record["question"])
    values = _values(connection, record, standing, context)
    if standing is None:
        reviewed_rows.add(connection, question=record["question"], made_at=context.now, **values)
    else:
        reviewed_rows.change(connection, standing.id, **values)


def _values(connection: Connection, record: Record, standing: Pair | None, context: Context) -> dict[str, Any]:
    name = record.get("approved_by", "")
    some = by_name(connection, name, context.now) if name else []
    approved_at, valid_until = (standing.approved_at, standing.valid_until) if standing else (None, None)
    on, until = record.get("approved_on", ""), record.get("until", "")
    if on != context.day_from(approved_at):
        approved_at = context.first_moment(on) if on else None
    if until != context.day_before(valid_until):
        valid_until = context.moment_after(until) if until else None
    if valid_until is None:
        days = timedelta(days=value_of(connection, PAIR_DAYS))
        valid_until = context.moment_after(context.day_from(context.now + days))
    return {
        "others": record["others"].split(JOIN) if record.get("others") else [],
        "answer": record["answer"],
        "basis": record.get("basis", ""),
        "scope": record.get("scope") or DEPARTMENT,
        "state": ACTIVE if name else PROPOSED,
        "approved_by": name,
        "approved_id": some[0].id if len(some) == 1 else None,
        "approved_at": (approved_at or context.now) if name else None,
        "valid_until": valid_until,
    }


def _drop(connection: Connection, change: Change, _context: Context) -> None:
    pair = _standing(connection, (change.before or {})["question"])
    if pair is None:
        return
    if change.erase:
        connection.execute(delete(reviewed_pairs).where(reviewed_pairs.c.id == pair.id))
    else:
        reviewed_rows.change(connection, pair.id, state=WITHDRAWN)


def _check(rows: Sequence[Row], _context: Context) -> list[str]:
    """Say which two lines ask the same."""
    seen: dict[object, int] = {}
    faults = []
    for row in rows:
        question = row.record["question"]
        first = seen.setdefault(plain(question), row.number)
        if first != row.number:
            faults.append(TWICE.format(row=row.number, question=question, first=first))
    return faults


ANSWERS = Sheet(
    key="answers",
    title="问答库",
    columns=(
        Column("question", "问题", _question, required=True, example="门禁卡怎么补办", help="最常见的问法，一问一行"),
        Column("others", "其他问法", _others, example="门禁卡丢了去哪里补", help="意思相同的问法，用分号隔开"),
        Column(
            "answer",
            "答复",
            text(LONGEST_ANSWER),
            required=True,
            example="到宿管中心二楼窗口补办，带校园卡",
            help=f"最多{LONGEST_ANSWER}个字",
        ),
        Column("basis", "依据", text(LONGEST_BASIS), example="《门禁管理办法》第五条", help="写文件名和条款，可不填"),
        Column("scope", "范围", choice(PUBLIC, DEPARTMENT), example=DEPARTMENT, help="公开或本部门；不填是本部门"),
        Column("approved_by", "审定人", text(LONGEST_NAME), example="张敏", help="谁审定的；不填则待审定，不会作答"),
        Column("approved_on", "审定日期", day, example="2026-11-21", help="不填是导入当天"),
        Column("until", "有效期至", day, example="2027-11-21", help="最后一天；不填按本部门设定"),
        Column("state", "状态", text(10), help="只供查看，导入时不看", shown_only=True),
    ),
    identity=("question",),
    current=_current,
    write=one_by_one(_put, _drop),
    check=_check,
)
