"""The intents of the slice and the kinds of what it journals."""

from __future__ import annotations

HANDLER = "ask"
POLICY, CLAUSE, SOURCE_OF, LIST, FOLLOW_UP, PRIVATE = (
    "ask.policy",
    "ask.clause",
    "ask.source",
    "ask.list_docs",
    "ask.followup",
    "ask.privacy",
)
ANSWERED, UNANSWERED, SOURCE_SHOWN = "question.answered", "question.unanswered", "question.source_shown"
