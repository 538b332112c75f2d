"""A year of the department as it is served: what was set by sentences comes, through kills, standstills and workers.

Only the vendor is played, and the two clocks. Each opening is a new process that begins as `serve` does; what anybody
had on his screen is kept with the office time it came at.
"""

from __future__ import annotations

import asyncio
import re
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from bot.app import House, begin
from bot.forward import next_moment
from bot.messages import Message
from bot.standstill import Pulse
from tests.hard_times import SWALLOWS, HardTimes, Killed, Mortal, Shown, TwoClocks, Vendor
from tests.year import ZONE

MINUTE = timedelta(minutes=1)
ORGANISER = "张老师"
#: What is set, and what is answered; each a minute after the one before.
SET_UP = (
    ("李明", "每个工作日上午8点半提醒我晨检"),
    ("李明", "每月最后一个周五下午3点提醒我交台账"),
    ("李明", "每季度末前5个工作日提醒我盘点"),
    (ORGANISER, "每周一上午9点例会 302会议室 通知孙主任和钱主任"),
    (ORGANISER, "确认"),
    (ORGANISER, "七一表彰倒排一下计划"),
    (ORGANISER, "确认"),
    ("王部长", "交办：冬季用电自查，赵主任承办，10月20日前"),
    ("王部长", "确认"),
    ("赵主任", "收到"),
    ("赵主任", "节点：9月29日前摸底，10月10日前整改"),
)
ASKED = "【逢假请定】"
TOGETHER = "【合并通知】"
NUMBERED = re.compile(r"^[一二三四五六七八九十]+、")
#: What the organiser answers about days off, one after the other; nothing: the department's setting holds.
ANSWERS = ("顺延", "照开", "停一次", "")


@dataclass(frozen=True, slots=True, order=True)
class Came:
    """Something that came on somebody's screen, in office time."""

    at: datetime
    to: str
    text: str


class Dated(Vendor):
    """A platform that keeps when things came, in office time."""

    def __init__(self, clock: TwoClocks, swallows: timedelta | None = SWALLOWS) -> None:
        super().__init__(clock, swallows)
        self.came: list[Came] = []

    def as_it_stands(self, clock: TwoClocks) -> Dated:
        """Return another platform that has taken and shown the same."""
        other = Dated(clock, self.limits.dedupes)
        other.shown, other.came = list(self.shown), list(self.came)
        other._taken = dict(self._taken)
        return other

    def _show(self, one: Shown) -> None:
        super()._show(one)
        self.came.append(Came(self._clock.office().astimezone(ZONE), one.to, one.text))


class AtWork(HardTimes):
    """The invented department's house, served. kills: whether the process dies, by life, write and commit."""

    vendor: Dated
    patience = 2 * MINUTE  # killed in every try of a call, its last one is still within what the platform swallows
    kills: Callable[[int, int, bool], bool] = staticmethod(lambda _life, _write, _is_committed: False)

    def __init__(
        self, opened: Callable[[], Mortal], folder: Path, clock: TwoClocks, vendor: Dated, *, heard: int = 0
    ) -> None:
        self.lives = 0
        super().__init__(opened, folder, clock, vendor, heard=heard)
        self.answered = self._asked()

    def dies(self) -> None:
        """End as a power cut does, and begin again."""
        self.database.is_dead = True
        self._runner.close()
        self._runner = asyncio.Runner()
        self.database.close()
        self.database, self.house = self._open()

    def says(self, who: str, text: str) -> None:
        """Have something said and worked off; a minute later it is the next one's turn."""
        self._hears(self.message(who, text))
        self.passes(MINUTE)

    def passes(self, by: timedelta) -> None:
        """Let office time pass through every death; what is asked about days off is answered as soon as it came."""
        until = self.clock.office() + by
        while True:
            try:
                self.settles()
                if self.answers_if_asked():
                    continue
                moment = next_moment(self.database, self.clock.office())
                if moment is None or moment > until:
                    break
                self.moves_to(moment)
            except Killed:
                self.dies()
        self.moves_to(until)

    def stands_still(self, until: datetime) -> None:
        """Let nobody be at work until a moment."""
        self.database.is_dead = True
        super().moves_to(until)
        self.dies()

    def moves_to(self, moment: datetime) -> None:
        super().moves_to(moment)
        self.pulse.beat(self.clock.office())

    def answers_if_asked(self) -> bool:
        """Answer what the organiser was asked last and has not answered. Returns whether there was anything."""
        if self.answered == self._asked():
            return False
        self._answers()
        return True

    def _answers(self) -> None:
        answer = ANSWERS[self.answered % len(ANSWERS)]
        self.answered += 1
        if answer:
            self._hears(self.message(ORGANISER, answer))

    def _hears(self, message: Message) -> None:
        """Admit a message; a platform that got no answer delivers it again."""
        self.messages.append(message)
        while True:
            try:
                self._admit(message)
            except Killed:
                self.dies()
            else:
                return

    def _asked(self) -> int:
        return sum(one.text.startswith(ASKED) for one in self.vendor.came)

    def _open(self) -> tuple[Mortal, House]:
        database, house = super()._open()
        self.pulse = Pulse(self._folder)
        begin(house, self.pulse)
        life, first = self.lives, database.writes
        self.lives += 1
        database.dies = lambda write, is_committed: self.kills(life, write - first, is_committed)
        return database, house


def sets_up(house: AtWork, sentences: Sequence[tuple[str, str]] = SET_UP) -> None:
    """Have everything said that is set."""
    for who, text in sentences:
        house.says(who, text)


def together(houses: Sequence[AtWork], until: datetime) -> None:
    """Let office time pass for several workers on the same rows, all beginning together at each due moment."""
    first = houses[0]
    while True:
        threads = [threading.Thread(target=one.works) for one in houses]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        first.settles()
        if first.answers_if_asked():
            continue
        moment = next_moment(first.database, first.clock.office())
        if moment is None or moment > until:
            return
        first.moves_to(moment)


def said(came: Sequence[Came]) -> Counter[tuple[date, str, str]]:
    """Return what each was told on each day, whatever was said together: that depends on what was there by then."""
    return Counter(
        (one.at.date(), one.to, NUMBERED.sub("", thing))
        for one in came
        for thing in (one.text.split("\n\n")[1:] if one.text.startswith(TOGETHER) else [one.text])
    )
