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
MORE, NEXT, ORIGINAL, DECLINED, ALARM = "ask.more", "ask.next", "ask.original", "ask.declined", "ask.alarm"
ANSWERED, UNANSWERED, SOURCE_SHOWN = "question.answered", "question.unanswered", "question.source_shown"
MORE_SHOWN, CLAUSE_SHOWN, NOT_OURS = "question.more_shown", "question.clause_shown", "question.declined"
PHRASED = "ask.phrased"
OFFERED, REWORDED, NOT_REWORDED = "answer.offered", "answer.reworded", "answer.not_reworded"
#: Entries that tell of a question, whether or not it was answered.
ASKED = (ANSWERED, UNANSWERED)
#: Around the answers. They belong to the handler `system` for whoever reads them: they answer what was said, not asked.
SYSTEM = "system"
HELPFUL, UNHELPFUL, RATED = "feedback.positive", "feedback.negative", "answer.rated"
ASKED_BACK, VERDICT_GONE = "feedback.asked", "feedback.withdrawn"
HAND_ON, REPLY = "ask.handover", "ask.reply"
WORKLIST, REVIEW, SOLVED, ASIDE = "ask.worklist", "ask.review", "ask.solved", "ask.dismiss"
ANSWERABLE = "question.answerable"
COLLECT, PAIR, PAIRS = "ask.collect", "ask.pair", "ask.pairs"

SET_LIFE, LIFE_SET, TELL_REVISION, REVISION_SENT, YEAR_LIST = (
    "ask.set_life",
    "ask.life_set",
    "ask.tell_revision",
    "ask.revision_sent",
    "ask.year_list",
)
LIFE_CHANGED, REVISION_TOLD, REVIEW_ASKED = "policy.life_set", "policy.told", "policy.review_asked"
