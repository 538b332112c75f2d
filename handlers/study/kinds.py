"""The kinds of studies 学习类别, what a title is taken for, and what each kind brings with it. Pure.

Kinds and votes: 中国共产党支部工作条例(试行); 谈心谈话 is no kind on purpose, for its contents never enter.
"""

from __future__ import annotations

import re

CENTRE_GROUP, LECTURE, TRAINING = "中心组", "专题报告", "培训"
GENERAL, COMMITTEE, GROUP, LESSON = "党员大会", "支委会", "党小组会", "党课"
THEME_DAY, LIFE, DEMOCRATIC, REVIEW = "主题党日", "组织生活会", "民主生活会", "民主评议"
ORDINARY = "学习"

#: kind → the words by which a title is of it; the first that fits.
_KINDS = {
    REVIEW: r"民主评议",
    DEMOCRATIC: r"民主生活会",
    LIFE: r"组织生活会",
    THEME_DAY: r"主题党日|党日活动|党员活动日",
    COMMITTEE: r"支委会|支部委员会|支委(?!员)",
    GROUP: r"党小组",
    GENERAL: r"党员大?会|支部大会|全体党员会",
    LESSON: r"党课|微党课",
    CENTRE_GROUP: r"中心组",
    LECTURE: r"专题报告|报告会|形势报告|专题讲座|讲座|宣讲",
    TRAINING: r"培训|轮训|演练培训|业务学习|上岗学习|教育(?:课|学习)",
}
_COMPILED = tuple((kind, re.compile(words)) for kind, words in _KINDS.items())
KINDS = (
    CENTRE_GROUP, LECTURE, TRAINING, GENERAL, COMMITTEE, GROUP, LESSON, THEME_DAY, LIFE, DEMOCRATIC, REVIEW, ORDINARY,
)  # fmt: skip
#: Kinds at which something may be decided: 应到, 实到, 有表决权 and the half are shown.
VOTING = frozenset({GENERAL, COMMITTEE, REVIEW})


def kind_of(title: str) -> str:
    """Return what a study of this title is: 理论中心组第三次学习 is of the 中心组."""
    return next((kind for kind, pattern in _COMPILED if pattern.search(title)), ORDINARY)
