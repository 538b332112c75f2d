"""The draft of a reviewed pair: which questions, what answer, on what it rests, who may read it, how long. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from knowledge.document import DEPARTMENT

_BASIS = re.compile(r"[\s，,；;（(]*依据[:：是为]?\s*(?P<basis>《[^》]{2,100}》[^\n。；;）)]{0,60})[。）)]?\s*$")
_BASIS_ALONE = re.compile(r"依据[:：]\s*(?P<basis>\S.{1,150}?)[。]?")
_SCOPE = re.compile(r"[\s，,；;。（(]*(?:范围[:：]?)?\s*(?P<scope>公开|本部门)[）)。]?\s*$")
_UNTIL = re.compile(
    r"[\s，,；;（(]*有效期?(?:到|至)?[:：]?\s*(?P<year>\d{4})[年./-](?P<month>\d{1,2})[月./-](?P<day>\d{1,2})日?(?:止|前)?[）)。]?\s*$"
)


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be approved. number: the group it answers; handover: the passed-on question it comes from."""

    text: str
    number: int = 0
    handover: int = 0
    basis: str = ""
    scope: str = DEPARTMENT
    until: str = ""  # the last day, ISO; empty: as the office's setting has it

    @property
    def slots(self) -> dict[str, Any]:
        """Return it as the slots of a prompt."""
        return {name: getattr(self, name) for name in self.__slots__}


def draft_of(slots: dict[str, Any]) -> Draft:
    """Read a draft from slots; what was written behind the answer (依据, 公开, 有效期) is taken off it."""
    known = {name: slots[name] for name in Draft.__slots__ if name in slots}
    draft = Draft(**({"text": ""} | known))
    return _with_tails(draft)


def amended(draft: Draft, said: str) -> Draft | None:
    """Return the draft as a word to the confirmation changes it; None where the word changes nothing known."""
    said = said.strip()
    basis = _BASIS_ALONE.fullmatch(said)
    if basis:
        return replace(draft, basis=basis["basis"].strip())
    tails = _with_tails(replace(draft, text=f" {said}"))
    return replace(tails, text=draft.text) if not tails.text.strip() else None


def valid_until(draft: Draft, now: datetime, days: int, zone: ZoneInfo) -> datetime:
    """Return the first moment the pair holds no more."""
    last = date.fromisoformat(draft.until) if draft.until else now.astimezone(zone).date() + timedelta(days=days)
    return datetime.combine(last + timedelta(days=1), time(), tzinfo=zone)


def last_day(until: datetime, zone: ZoneInfo) -> str:
    """Say the last day before a moment: 2027年11月21日."""
    day = (until - timedelta(microseconds=1)).astimezone(zone)
    return f"{day.year}年{day.month}月{day.day}日"


def _with_tails(draft: Draft) -> Draft:
    found = True
    while found:
        found = False
        if until := _UNTIL.search(draft.text):
            day = _day(until)
            if day:
                draft, found = replace(draft, text=draft.text[: until.start()], until=day), True
        if (scope := _SCOPE.search(draft.text)) and _stands_alone(draft.text, scope):
            draft, found = replace(draft, text=draft.text[: scope.start()], scope=scope["scope"]), True
        if basis := _BASIS.search(draft.text):
            draft, found = replace(draft, text=draft.text[: basis.start()], basis=basis["basis"].strip()), True
    return replace(draft, text=draft.text.strip())


def _stands_alone(text: str, scope: re.Match[str]) -> bool:
    """Whether 公开 stands apart at the end (，公开), and is no part of the answer's last words (结果不公开)."""
    between = text[scope.start() : scope.start("scope")].strip()
    return bool(between) or not text[: scope.start()].strip()


def _day(said: re.Match[str]) -> str:
    try:
        return date(int(said["year"]), int(said["month"]), int(said["day"])).isoformat()
    except ValueError:
        return ""
