"""How long a document holds: from when, until when, what came after it, and what of that is said beside a quote.

Pure: the day asked about is an argument. What a day means: `effective` is the first on which a document holds,
`expires` the last; from `replaced_on` and `withdrawn_on` on it holds no more.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from knowledge.naming import named

REPLACED: Final = "（已由{successor}代替）"
NEWER: Final = "新的文件"
EXPIRED: Final = "（{day}已到期）"
NOT_YET: Final = "（{day}起施行）"
WITHDRAWN: Final = "（已于{day}废止）"
WITHDRAWN_NAMED: Final = "{title}已于{day}废止"
NOW: Final = "，现行的是{successor}"


class Force(StrEnum):
    """Whether a document holds on a day, and if not, why."""

    HOLDS = "holds"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Standing:
    """The facts of one document's life; what is None was never said.

    replaced_by: the title of what came after. A `replaced_on` without one: it was replaced by what may not be named.
    """

    effective: date | None = None
    expires: date | None = None
    replaced_by: str = ""
    replaced_on: date | None = None
    withdrawn_on: date | None = None

    def force(self, day: date) -> Force:
        """Tell whether the document holds on a day, and if not, why."""
        if self.withdrawn_on and self.withdrawn_on <= day:
            return Force.WITHDRAWN
        if self.replaced_on <= day if self.replaced_on else self.replaced_by:
            return Force.REPLACED
        if self.expires and self.expires < day:
            return Force.EXPIRED
        return Force.NOT_YET if self.effective and self.effective > day else Force.HOLDS

    def said(self, day: date) -> str:
        """Say beside a source that the document does not hold on a day, and why; empty where it holds."""
        match self.force(day):
            case Force.WITHDRAWN if self.withdrawn_on:
                return WITHDRAWN.format(day=shown(self.withdrawn_on))
            case Force.REPLACED:
                return REPLACED.format(successor=named(self.replaced_by) if self.replaced_by else NEWER)
            case Force.EXPIRED if self.expires:
                return EXPIRED.format(day=shown(self.expires))
            case Force.NOT_YET if self.effective:
                return NOT_YET.format(day=shown(self.effective))
            case _:
                return ""

    def unnamed(self) -> Standing:
        """Return the standing without the successor's title, for whoever may not see it."""
        return replace(self, replaced_by="", replaced_on=self.replaced_on or date.min)

    def told_withdrawn(self, title: str) -> str:
        """Tell whoever asks for a withdrawn document by its name since when it is, and what holds now."""
        if self.withdrawn_on is None:
            return ""
        now = NOW.format(successor=named(self.replaced_by)) if self.replaced_by else ""
        return WITHDRAWN_NAMED.format(title=named(title), day=shown(self.withdrawn_on)) + now + "。"


#: Of whose life nothing was said: it holds.
HOLDING: Final = Standing()


def shown(day: date) -> str:
    """Return a day as staff read it: 2026年5月1日."""
    return f"{day.year}年{day.month}月{day.day}日"
