"""Hard times: a house that is killed at any write and opened again, beside a platform that swallows, breaks and hangs.

The real desk, runner's turns, pump and slices work on a real database; only the vendor is played. Office and machine
time stand still until they are moved, each for itself and in either direction.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, Engine

from bot import settings
from bot.app import House, build
from bot.errors import DeliveryError
from bot.forward import next_moment, settle_down
from bot.messages import Card, Channel, Kind, Message
from bot.platforms.protocol import Address, Freight, Limits, Outcome
from bot.stage import OFFICE
from bot.store import calls, inbox, journal
from bot.store.accounts import accounts_of
from bot.store.database import Database
from bot.store.people import people

PLATFORM, DOOR = "tryout", "story"
SWALLOWS = timedelta(minutes=30)
PATIENCE = timedelta(minutes=6)  # machine time within which whatever was put off has been tried again


class Killed(BaseException):
    """The process is dead; no guard of the house catches it."""


class TwoClocks:
    """Office time and machine time, each moved by hand."""

    def __init__(self, start: datetime) -> None:
        self._office = self._machine = start

    def office(self) -> datetime:
        return self._office

    def machine(self) -> datetime:
        return self._machine

    def as_it_stands(self) -> TwoClocks:
        """Return another clock that shows the same."""
        other = TwoClocks(self._office)
        other.set_machine(self._machine)
        return other

    def set_office(self, moment: datetime) -> None:
        """Set office time, also backwards."""
        self._office = moment

    def set_machine(self, moment: datetime) -> None:
        """Set machine time, also backwards."""
        self._machine = moment


@dataclass(frozen=True, slots=True)
class Shown:
    """Something somebody has on his screen."""

    to: str
    text: str


class Vendor:
    """A platform. An identical body within the window is swallowed, as vendors do; troubles come first.

    A trouble (`taken`: after the platform took the message, else before) is raised once each.
    """

    name = DOOR
    platform = PLATFORM
    spends = ("", "")
    freight: Freight | None = None

    def __init__(self, clock: TwoClocks, swallows: timedelta | None = SWALLOWS) -> None:
        self.limits = Limits(dedupes=swallows)
        self.shown: list[Shown] = []
        self.swallowed = 0
        self.troubles: deque[tuple[bool, DeliveryError | Killed]] = deque()
        self._clock = clock
        self._taken: dict[bytes, datetime] = {}

    def as_it_stands(self, clock: TwoClocks) -> Vendor:
        """Return another platform that has taken and shown the same."""
        other = Vendor(clock, self.limits.dedupes)
        other.shown, other._taken = list(self.shown), dict(self._taken)
        return other

    def reaches(self, address: Address) -> bool:
        return bool(address.account or address.chat)

    def compose(self, text: str, addresses: Sequence[Address], card: Card | None = None) -> list[bytes]:
        del card  # its id is drawn anew each time, and a body is to say what is said
        (address,) = addresses
        return [json.dumps([address.chat or address.account, text], ensure_ascii=False).encode()] if text else []

    async def send(self, body: bytes, token: str = "") -> Outcome:
        del token
        taken, trouble = self.troubles.popleft() if self.troubles else (True, None)
        if taken:
            self._take(body)
        if trouble is not None:
            raise trouble
        return Outcome()

    async def close(self) -> None:
        return None

    def _take(self, body: bytes) -> None:
        now, before = self._clock.machine(), self._taken.get(body)
        window = self.limits.dedupes
        if window is not None and before is not None and now - before < window:
            self.swallowed += 1
            return
        self._taken[body] = now
        to, text = json.loads(body)
        self._show(Shown(to, text))

    def _show(self, one: Shown) -> None:
        self.shown.append(one)


class Mortal(Database):
    """A database whose process dies at the write transaction it is told to, before or just after the commit."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self.writes = 0
        self.is_dead = False
        self.dies: Callable[[int, bool], bool] = lambda _number, _is_committed: False

    @contextmanager
    def write(self) -> Iterator[Connection]:
        if self.is_dead:
            raise Killed
        with super().write() as connection:
            yield connection
            self.writes += 1
            number = self.writes
            self._may_die(number, is_committed=False)
        self._may_die(number, is_committed=True)

    def _may_die(self, number: int, *, is_committed: bool) -> None:
        self.is_dead = self.is_dead or self.dies(number, is_committed)
        if self.is_dead:
            raise Killed


class HardTimes:
    """The invented department's house. opened: opens its rows; each opening is a new process.

    heard: how many messages came before. patience: machine time that passes while something is put off.
    """

    patience = PATIENCE

    def __init__(
        self, opened: Callable[[], Mortal], folder: Path, clock: TwoClocks, vendor: Vendor, *, heard: int = 0
    ) -> None:
        self._opened, self._folder = opened, folder
        self.clock, self.vendor = clock, vendor
        self.messages: list[Message] = []
        self._heard = heard
        self.account_of: dict[int, str] = {}
        self.called: dict[int, str] = {}
        self._runner = asyncio.Runner()
        self.database, self.house = self._open()
        self._read_people()

    def close(self) -> None:
        """End for good."""
        self.database.close()
        self._runner.close()

    def dies(self) -> None:
        """End as a power cut does, and open again as `serve` does at its start."""
        self.database.is_dead = True
        self._runner.close()
        self._runner = asyncio.Runner()
        self.database.close()
        self.database, self.house = self._open()
        with self.database.write() as connection:
            calls.let_go(connection, self.clock.machine())

    def greet_everybody(self) -> None:
        """Have the first-contact lines over with."""
        now = self.clock.office()
        with self.database.write() as connection:
            for account in (*self._accounts.values(), *STRANGERS):
                entry = journal.Entry(now, "person.greeted", "", "story", {}, account=f"{PLATFORM}/{account}")
                journal.append(connection, entry)

    def message(self, who: str, text: str, *, chat: str | None = None, ago: timedelta = timedelta()) -> Message:
        """Write a message. who: somebody's 称呼, or a stranger's account. ago: how long it was under way."""
        return Message(
            door=DOOR,
            message_id=str(self._heard + len(self.messages) + 1),
            platform=PLATFORM,
            account=self._accounts.get(who, who),
            channel=Channel.GROUP_AT if chat else Channel.PRIVATE,
            kind=Kind.TEXT,
            text=text,
            chat=chat,
            sent_at=self.clock.office() - ago,
        )

    def arrives(self, message: Message) -> None:
        """Admit a message."""
        self.messages.append(message)
        self._admit(message)

    def comes_again(self, number: int = -1) -> None:
        """Admit a message that came before, as a platform does that got no answer."""
        self._admit(self.messages[number])

    def settles(self) -> None:
        """Work off everything, what was put off included."""
        self.works()
        while self._is_anything_put_off():
            self.clock.set_machine(self.clock.machine() + self.patience)
            self.works()

    def works(self) -> None:
        """Work off what can be worked off now."""
        self._runner.run(settle_down(self.house.desk, self.house.pump))

    def passes(self, by: timedelta) -> None:
        """Let office time pass, from due moment to due moment."""
        to = self.clock.office() + by
        self.settles()
        while (moment := next_moment(self.database, self.clock.office())) is not None and moment <= to:
            self.moves_to(moment)
            self.settles()
        self.moves_to(to)
        self.settles()

    def moves_to(self, moment: datetime) -> None:
        """Set both clocks forward."""
        self.clock.set_machine(self.clock.machine() + (moment - self.clock.office()))
        self.clock.set_office(moment)

    def _open(self) -> tuple[Mortal, House]:
        database = self._opened()
        chosen = settings.Settings(data_dir=self._folder, office=OFFICE, wecom_app=(), mode="live", testers=())
        return database, build(chosen, clock=self.clock, database=database, routes=(self.vendor,))

    def _admit(self, message: Message) -> None:
        with self.database.write() as connection:
            inbox.admit(connection, [(message, self.clock.office())])

    def _is_anything_put_off(self) -> bool:
        with self.database.read() as connection:
            return calls.any_open(connection)

    def _read_people(self) -> None:
        now = self.clock.office()
        with self.database.read() as connection:
            for one in people(connection, now):
                for account in accounts_of(connection, one.id, now):
                    if account.platform == PLATFORM:
                        self.account_of[one.id], self.called[one.id] = account.account, one.called
        self._accounts = {name: self.account_of[number] for number, name in self.called.items()}


STRANGERS = ("linxiao",)
