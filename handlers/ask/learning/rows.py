"""What was asked and not answered, in groups of alike questions; who asked, kept apart; what answers were found to be.

Who asked stands in a table of its own, only so that he can be told, and goes as soon as he was or after some weeks.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, String, Table, UniqueConstraint

from bot.store.database import RowId, UtcTime, metadata
from knowledge.reviewed import LONGEST_ANSWER, LONGEST_QUESTION

#: Why a question is kept: nothing was found, only what comes nearest, what did not help, somebody was asked instead.
NOT_FOUND, UNSURE, UNHELPFUL, HANDED_ON = "not_found", "unsure", "unhelpful", "handed_on"

question_groups = Table(
    "question_groups",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("state", String(10), nullable=False, index=True),
    Column("opened_at", UtcTime, nullable=False),
    Column("closed_at", UtcTime),
    Column("pair_id", RowId),
)
question_askers = Table(
    "question_askers",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("question_id", RowId, nullable=False, index=True),
    Column("person_id", RowId),
    Column("platform", String(20), nullable=False),
    Column("account", String(128), nullable=False),
    Column("asked_at", UtcTime, nullable=False),
)
answer_verdicts = Table(
    "answer_verdicts",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("answer", String(40), nullable=False),
    Column("account", String(150), nullable=False),
    Column("verdict", String(10), nullable=False),
    Column("question_id", RowId),
    Column("at", UtcTime, nullable=False),
    UniqueConstraint("answer", "account"),
)
question_handovers = Table(
    "question_handovers",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("question", String(LONGEST_QUESTION), nullable=False),
    Column("question_id", RowId),
    Column("asker_id", RowId, ForeignKey("persons.id")),
    Column("platform", String(20), nullable=False),
    Column("account", String(128), nullable=False),
    Column("state", String(10), nullable=False),
    Column("asked_at", UtcTime, nullable=False),
    Column("due_at", UtcTime, nullable=False),
    Column("answer", String(LONGEST_ANSWER), nullable=False, server_default=""),
    Column("answered_by", RowId, ForeignKey("persons.id")),
    Column("answered_at", UtcTime),
    Column("pair_id", RowId),
    Index("ix_question_handovers_state", "state"),
)
