"""The words for who owes something: as they are looked up, and for whom one paper is owed. Pure."""

from __future__ import annotations

import re

from handlers.campaign.templates import Per

_CANON = (
    (re.compile(r"每个?(?=[^人位名])"), "各"),
    (re.compile(r"^(?:各|全体|所有)?党?支部$"), "各支部书记"),
    (re.compile(r"^各(?:党?支部)的"), "各支部书记"),
    (re.compile(r"^(?:每人|人手|各人)$"), ""),
)
_PER = ((Per.BRANCH, re.compile(r"支部")), (Per.UNIT, re.compile(r"中心|单位|科室|部门|班组")))


def canonical(audience: str) -> str:
    """Return the words of an audience as the tables of the office are asked for them: 各支部 are their secretaries."""
    for pattern, instead in _CANON:
        audience = pattern.sub(instead, audience)
    return audience


def per_of(audience: str) -> str:
    """Return for whom something is handed in once: a branch, a unit or a person; empty where nobody is named."""
    return next((per.value for per, pattern in _PER if pattern.search(audience)), Per.PERSON.value if audience else "")
