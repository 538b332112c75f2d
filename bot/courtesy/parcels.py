"""Parcels: what one recipient is told in one message, and how it reads. Pure.

Every thing keeps its own words; buttons only where they can belong to one thing alone. What is late says so, and what
waited over midnight says of which day it speaks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.messages import Card
from bot.store.pushes import Push

MOST = 20  # things in one message; what is left goes with the next
LATE = timedelta(minutes=30)
HEAD = "【合并通知】{count}件{kinds}{late}"
KINDS, LATE_ONES = "：{kinds}", "（其中{count}件补发）"
NUMBERS = "一二三四五六七八九十"
AGAIN, AGAIN_DUE = "补发", "〔补发·原定{at}〕"
OF_ANOTHER_DAY = "（{at}的消息）"
TITLE = re.compile(r"【([^】]{1,12})】")
MOST_KINDS = 3


@dataclass(frozen=True, slots=True)
class Parcel:
    """Pushes to one recipient that leave together, in order."""

    pushes: tuple[Push, ...]

    @property
    def card(self) -> Card | None:
        """Return the buttons, where there are those of one thing only."""
        found = [push.card for push in self.pushes if push.card is not None]
        return found[0] if len(found) == 1 else None

    @property
    def bearer(self) -> int:
        """Return the push whose buttons are shown."""
        return next((push.id for push in self.pushes if push.card is not None), self.pushes[0].id)


def parcel_of(found: Sequence[Push]) -> Parcel:
    """Take what goes together of what waits for somebody: up to the first file, which goes by itself."""
    first = found[0]
    if first.file is not None:
        return Parcel((first,))
    together = []
    for push in found[:MOST]:
        if push.file is not None:
            break
        together.append(push)
    return Parcel(tuple(together))


def words(push: Push, said: str, now: datetime, zone: ZoneInfo) -> str:
    """Return one thing as it is said: marked where it is late or of another day. said: its own words."""
    due = (push.first_due or push.not_before).astimezone(zone)
    local = now.astimezone(zone)
    if push.held and due.date() < local.date():
        return f"{said}\n{OF_ANOTHER_DAY.format(at=_moment(due, local))}"
    if is_late(push, now) and AGAIN not in said:
        return AGAIN_DUE.format(at=_moment(due, local)) + said
    return said


def is_late(push: Push, now: datetime) -> bool:
    """Whether it leaves late through no courtesy of ours."""
    return not push.held and now - (push.first_due or push.not_before) >= LATE


def together(said: Sequence[str], late: int) -> str:
    """Join several things under one head. late: how many of them are late."""
    titles = [found[1] for one in said if (found := TITLE.search(one.partition("\n")[0]))]
    kinds = KINDS.format(kinds="、".join(list(dict.fromkeys(titles))[:MOST_KINDS])) if titles else ""
    head = HEAD.format(count=len(said), kinds=kinds, late=LATE_ONES.format(count=late) if late else "")
    return "\n\n".join([head, *(f"{_number(place)}、{one}" for place, one in enumerate(said, start=1))])


def _moment(due: datetime, local: datetime) -> str:
    at = f"{due.hour}:{due:%M}"
    return at if due.date() == local.date() else f"{due.month}月{due.day}日{at}"


def _number(place: int) -> str:
    tens, ones = divmod(place, 10)
    if place <= len(NUMBERS):
        return NUMBERS[place - 1]
    return ("" if tens == 1 else NUMBERS[tens - 1]) + "十" + (NUMBERS[ones - 1] if ones else "")
