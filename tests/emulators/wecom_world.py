"""What the emulated platform knows, whichever door is asked: the time, the rules, screens, cards, codes, people."""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.clock import Clock
from tests.emulators.uploads import Form
from tests.emulators.wecom_rules import CODE_EXPIRED, CODE_UNKNOWN, CODE_USED, Rules, error
from tests.emulators.wecom_screen import Screen, ShownCard

Answer = Mapping[str, object]


class No(Exception):
    """The platform's no: an errcode, and what exactly."""

    def __init__(self, code: int, detail: str = "") -> None:
        super().__init__(f"{code} {detail}")
        self.answer = error(code, detail=detail)


@dataclass(frozen=True, slots=True)
class Call:
    """One request as an endpoint gets it. swallowed: answer as ever, but let nobody see anything."""

    query: Mapping[str, str]
    body: bytes
    swallowed: bool = False
    form: Form | None = None

    @property
    def object(self) -> dict[str, Any]:
        """The body as a JSON object; 47001 where it is none."""
        try:
            found = json.loads(self.body)
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise No(47001)
        return found

    def part(self, name: str) -> dict[str, Any]:
        """Return an object inside the body, empty where it is none."""
        found = self.object.get(name)
        return found if isinstance(found, dict) else {}


@dataclass(slots=True)
class _Code:
    ends: datetime
    holds: Any
    used: bool = False


class OneTimeCodes:
    """Codes that hold something, once and for a while."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._numbers = itertools.count(1)
        self._codes: dict[str, _Code] = {}

    def issue(self, holds: Any, ends: datetime) -> str:
        """Make a code."""
        code = f"{self._prefix}-_{next(self._numbers):06d}" + "Zk" * 20
        self._codes[code] = _Code(ends, holds)
        return code

    def look(self, code: str, now: datetime) -> Any:
        """Return what a code holds; No where it is unknown, spent or too old."""
        found = self._codes.get(code)
        if found is None:
            raise No(CODE_UNKNOWN, "unknown")
        if found.used:
            raise No(CODE_USED, "used")
        if found.ends <= now:
            raise No(CODE_EXPIRED)
        return found.holds

    def spend(self, code: str) -> None:
        """Use it up."""
        self._codes[code].used = True


class OpenIds:
    """People's plain ids and what stands for them where the platform hides them."""

    def __init__(self) -> None:
        self._plain: dict[str, str] = {}

    def hide(self, person: str) -> str:
        """Return the encrypted id of a person, always the same."""
        digest = base64.urlsafe_b64encode(hashlib.sha256(person.encode()).digest()).decode()
        hidden = f"woAAAA{digest[:26]}"
        self._plain[hidden] = person
        return hidden

    def plain(self, hidden: str) -> str | None:
        """Return whose id it is, None for one that was never given out."""
        return self._plain.get(hidden)


def within(times: Iterable[datetime], now: datetime, seconds: int) -> int:
    """Count the moments of the last seconds."""
    return sum(1 for at in times if now - at < timedelta(seconds=seconds))


@dataclass(slots=True)
class World:
    """Shared by the API and the bots."""

    clock: Clock
    rules: Rules
    screens: defaultdict[str, Screen] = field(default_factory=lambda: defaultdict(Screen))
    cards: dict[tuple[str, str], ShownCard] = field(default_factory=dict)
    card_codes: OneTimeCodes = field(default_factory=lambda: OneTimeCodes("card"))
    response_codes: OneTimeCodes = field(default_factory=lambda: OneTimeCodes("reply"))
    open_ids: OpenIds = field(default_factory=OpenIds)

    @property
    def now(self) -> datetime:
        """The platform's time."""
        return self.clock.machine()

    def after(self, seconds: float) -> datetime:
        """Return a moment from now."""
        return self.now + timedelta(seconds=seconds)

    def keep(self, card: ShownCard) -> None:
        """Remember a card by its task_id, which nobody may use twice."""
        self.cards[card.source, card.task_id] = card

    def is_taken(self, source: str, card: Mapping[str, Any]) -> bool:
        """Whether that sender used the card's task_id before."""
        return bool(card.get("task_id")) and (source, card["task_id"]) in self.cards
