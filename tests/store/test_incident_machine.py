"""Incidents under anything: said, repeated, late, killed, put off, put back, taken back, in any order."""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.errors import FateUnknown, Throttled, TryLater
from bot.messages import Message
from bot.store.engines import open_engine
from handlers.incident.cases import Case
from tests import incident_laws as laws
from tests.hard_times import SWALLOWS, HardTimes, Killed, Mortal, TwoClocks, Vendor
from tests.office import GROUP

IS_SOAK = bool(os.environ.get("HOUQIN_SOAK"))
EXAMPLES, STEPS = (400, 40) if IS_SOAK else (5, 10)
LATER = timedelta(days=99)  # after the department was enrolled: the clock may be put back

REPORTS = (
    "三食堂三楼漏水", "二食堂着火了", "体育馆停水了", "一食堂吃坏肚子好几个", "三食堂锅炉超压了", "3号楼有学生要跳楼",
    "好像三食堂漏水", "演练：二食堂着火了", "漏水了", "3号楼停水了",
)  # fmt: skip
REPORTERS = ("李明", "吴阿姨", "冯师傅", "linxiao", "刘老师")
STAFF = (
    "王部长", "林部长", "赵主任", "孙主任", "周主任", "冯科长", "刘老师", "陈书记", "何部长", "李明", "吴阿姨",
    "linxiao",
)  # fmt: skip
SAYINGS = (
    "收到", "赶赴中 20分钟", "到场", "已控制", "已到场 已控制", "已报告陈书记", "已通知保卫处", "都已通知",
    "总结：阀门老化，已更换", "结案", "误报", "升级", "降级", "补充：二楼也漏了", "转报修", "转隐患", "属实", "已打通",
    "未打通", "转给王部长负责", "请孙主任到现场", "合并到SJ-0001", "林部长已到场", "王部长收到", "现在怎么样了",
)  # fmt: skip
WAY = ("到场", "已控制", "已报告陈书记", "都已通知", "总结：阀门老化，已更换", "结案")
MINUTES = st.sampled_from((1, 2, 3, 4, 6, 9, 15, 16, 31, 90))


class Incidents(RuleBasedStateMachine):
    """A department in which everything happens."""

    def __init__(self, staffed: Path, start: datetime) -> None:
        super().__init__()
        self.staffed, self.start = staffed, start
        self.folder = Path(tempfile.mkdtemp(prefix="houqin-machine-"))
        self.is_stalled = False
        self.put_back: set[int] = set()
        self.before: list[object] = []

    @initialize(swallows=st.sampled_from((SWALLOWS, SWALLOWS, None)))
    def opens(self, swallows: timedelta | None) -> None:
        """Open the house; some platforms swallow what is sent twice, some don't."""
        file = self.folder / "houqin.db"
        shutil.copy(self.staffed, file)
        self.clock = TwoClocks(self.start)
        self.vendor = Vendor(self.clock, swallows)
        self.times = HardTimes(lambda: Mortal(open_engine(f"sqlite:///{file}")), self.folder, self.clock, self.vendor)
        self.times.greet_everybody()

    def teardown(self) -> None:
        if hasattr(self, "times"):
            self.times.close()
        shutil.rmtree(self.folder)

    @rule(text=st.sampled_from(REPORTS), who=st.sampled_from(REPORTERS), is_group=st.booleans())
    def somebody_reports(self, text: str, who: str, *, is_group: bool) -> None:
        """Open an incident, or report one again."""
        self._says(who, text, GROUP if is_group else None)

    @precondition(lambda self: self._cases())
    @rule(data=st.data(), who=st.sampled_from(STAFF), text=st.sampled_from(SAYINGS), is_group=st.booleans())
    def somebody_says(self, data: st.DataObject, who: str, text: str, *, is_group: bool) -> None:
        """Record whatever, whether or not he may."""
        self._says(who, f"{self._one(data).number} {text}", GROUP if is_group else None)

    @precondition(lambda self: self._cases())
    @rule(data=st.data(), text=st.sampled_from(SAYINGS))
    def its_leader_says(self, data: st.DataObject, text: str) -> None:
        """Record what is his to record."""
        case = self._one(data)
        self._says(self._leader(case), f"{case.number} {text}")

    @precondition(lambda self: self._cases())
    @rule(data=st.data(), most=st.integers(1, len(WAY)))
    def it_goes_its_way(self, data: st.DataObject, most: int) -> None:
        """Do what the rule demands, step by step, as far as somebody gets."""
        case = self._one(data)
        for text in WAY[:most]:
            self._says(self._leader(case), f"{case.number} {text}")

    @precondition(lambda self: self._cases())
    @rule(who=st.sampled_from(STAFF), text=st.sampled_from(("收到", "到场", "已控制", "1", "2", "撤销", "撤销")))
    def somebody_says_without_a_number(self, who: str, text: str) -> None:
        """Say a word that means something by who says it, or answer, or take back."""
        self._says(who, text)

    @precondition(lambda self: self._cases())
    @rule(data=st.data(), text=st.sampled_from(("到场", "收到", "已控制")), minutes=MINUTES)
    def it_was_under_way(self, data: st.DataObject, text: str, minutes: int) -> None:
        """Let a message come in long after it was sent."""
        case = self._one(data)
        self._delivers(self.times.message(self._leader(case), f"{case.number} {text}", ago=timedelta(minutes=minutes)))

    @rule(minutes=MINUTES)
    def time_passes(self, minutes: int) -> None:
        """Let time pass; a desk that is stalled does nothing meanwhile."""
        if self.is_stalled:
            self._jumps(timedelta(minutes=minutes))
        else:
            self.times.passes(timedelta(minutes=minutes))

    @rule()
    def the_desk_stalls_or_goes_on(self) -> None:
        """Let messages come in that nobody handles, and then handle them all."""
        self.is_stalled = not self.is_stalled
        self._settles()

    @rule(minutes=st.sampled_from((-1440, -60, -7, 60)))
    def the_clock_is_set(self, minutes: int) -> None:
        """Put both clocks forward or back."""
        if minutes < 0:
            self.put_back |= {one.id for one in self._cases()}
        self._jumps(timedelta(minutes=minutes))
        self._settles()

    @rule(minutes=st.sampled_from((-60, -2, 2, 60)))
    def the_machine_is_set(self, minutes: int) -> None:
        """Put the machine's time alone forward or back."""
        self.clock.set_machine(self.clock.machine() + timedelta(minutes=minutes))

    @precondition(lambda self: self.times.messages)
    @rule(data=st.data())
    def the_platform_delivers_again(self, data: st.DataObject) -> None:
        """Deliver a message once more."""
        self.times.comes_again(data.draw(st.integers(0, len(self.times.messages) - 1)))
        self._settles()

    @rule()
    def the_house_is_closed_and_opened(self) -> None:
        """End the process between two steps."""
        self.times.dies()
        self._settles()

    @rule(which=st.integers(1, 12), is_committed=st.booleans(), text=st.sampled_from(REPORTS + SAYINGS), data=st.data())
    def the_house_is_killed(self, which: int, *, is_committed: bool, text: str, data: st.DataObject) -> None:
        """Kill it at the so-many-th write, before or just after the commit; the platform delivers again."""
        who = data.draw(st.sampled_from(STAFF))
        database, first = self.times.database, self.times.database.writes
        database.dies = lambda number, committed: number == first + which and committed is is_committed
        try:
            self._says(who, text)
        except Killed:
            self.times.dies()
            self.times.comes_again()
        self.times.database.dies = lambda _number, _is_committed: False
        self._settles()

    @rule(
        troubles=st.lists(
            st.sampled_from(
                (
                    (False, TryLater("no connection")),
                    (False, FateUnknown("lost before it was taken")),
                    (True, FateUnknown("lost after it was taken")),
                    (False, Throttled("not so fast")),
                )
            ),
            min_size=1,
            max_size=3,
        )
    )
    def the_platform_has_troubles(self, troubles: list[tuple[bool, TryLater | FateUnknown | Throttled]]) -> None:
        """Let the next calls fail."""
        self.vendor.troubles.extend(troubles)

    @rule(is_taken=st.booleans(), text=st.sampled_from(REPORTS), who=st.sampled_from(REPORTERS))
    def the_house_is_killed_while_it_sends(self, *, is_taken: bool, text: str, who: str) -> None:
        """Kill it in the middle of a call."""
        self.vendor.troubles.appendleft((is_taken, Killed()))
        try:
            self._says(who, text)
        except Killed:
            self.times.dies()
        self.vendor.troubles = type(self.vendor.troubles)(
            one for one in self.vendor.troubles if not isinstance(one[1], Killed)
        )
        self._settles()

    @invariant()
    def every_law_holds(self) -> None:
        """Look at every row."""
        if not hasattr(self, "times") or self.is_stalled:
            return
        with self.times.database.read() as connection:
            rows = laws.read(connection, self.put_back)
        found = laws.broken(rows, self.clock.office())
        shown = [(one.to, one.text) for one in self.vendor.shown]
        found += laws.undelivered(rows, shown, self.times.account_of)
        assert not found, found
        journal = list(rows.journal)
        assert journal[: len(self.before)] == self.before
        self.before = list(journal)

    def _says(self, who: str, text: str, chat: str | None = None) -> None:
        self._delivers(self.times.message(who, text, chat=chat))

    def _delivers(self, message: Message) -> None:
        self.times.arrives(message)
        self._settles()

    def _settles(self) -> None:
        if not self.is_stalled:
            self.times.settles()

    def _jumps(self, by: timedelta) -> None:
        self.clock.set_office(self.clock.office() + by)
        self.clock.set_machine(self.clock.machine() + by)

    def _cases(self) -> list[Case]:
        with self.times.database.read() as connection:
            return laws.every_case(connection)

    def _one(self, data: st.DataObject) -> Case:
        found = self._cases()
        return found[data.draw(st.integers(0, len(found) - 1))]

    def _leader(self, case: Case) -> str:
        return self.times.called.get(case.leader_id or 0, "刘老师")


def test_incidents_hold_whatever_happens(staffed_sqlite: Path, now: datetime) -> None:
    """One timer armed at most, nothing after the end, closed only when allowed, nobody told twice, nobody forgotten."""
    kept = settings(
        max_examples=EXAMPLES,
        stateful_step_count=STEPS,
        deadline=None,
        derandomize=not IS_SOAK,
        suppress_health_check=list(HealthCheck),
    )
    machine: Any = lambda: Incidents(staffed_sqlite, now + LATER)  # noqa: E731 — called for each example
    run_state_machine_as_test(machine, settings=kept)
