"""A turn: what it says, asks, owes and leaves for later."""

from __future__ import annotations

import asyncio
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.clock import SteppedClock
from bot.desk import Desk
from bot.forward import forward, next_moment
from bot.messages import Message
from bot.platforms.protocol import Spoken
from bot.pump import Pump
from bot.registry import Registry, Slice
from bot.router import Reading
from bot.routing import Routing
from bot.settings import Office
from bot.situation import Situation
from bot.store import inbox, journal
from bot.store.database import Database
from bot.store.prompts import Option
from bot.store.pushes import Recipient, pushes
from bot.store.shared import TURNS, MemoryShared
from bot.store.timers import Timer
from bot.turn import Turn
from bot.wire import Wire
from bot.wires import Wires
from handlers import system
from scheduler import owed
from tests.fakes import DOOR, NO_FILES, PLATFORM, FakeRoute, message, minutes, registry_that

ZONE = ZoneInfo("Asia/Shanghai")


class Bench:
    """A desk and a pump over one database."""

    def __init__(self, database: Database, now: datetime, registry: Registry, *, wire: bool = False) -> None:
        self.database = database
        self.clock = SteppedClock(now)
        self.route = FakeRoute()
        wires = Wires(frozenset({DOOR}) if wire else frozenset())
        self.desk = Desk(database, self.clock, registry, Office(), wires)
        self.pump = Pump(database, self.clock, Routing([self.route]), ZONE, NO_FILES)
        self._number = 0

    def hear(self, text: str, chat: str | None = None) -> str:
        """Admit a message and return its id."""
        self._number += 1
        with self.database.write() as connection:
            inbox.admit(connection, [(message(text, str(self._number), chat=chat), self.clock.office())])
        return str(self._number)

    async def settle(self) -> list[str]:
        """Work everything off and return what was said."""
        self.desk.drain()
        await self.pump.drain()
        said, self.route.bodies = self.route.texts, []
        return said


def asking() -> Registry:
    """A registry that asks about everything but its own options."""

    def read(heard: Message, situation: Situation) -> list[Reading]:
        return [Reading("test", "test.ask", 0.5)]

    def ask(turn: Turn, heard: Message, reading: Reading, situation: Situation) -> None:
        options = [
            Option("甲", "test", "test.chosen", {"which": "a"}),
            Option("乙", "test", "test.chosen", {"which": "b"}),
        ]
        turn.ask("哪一个：", options)

    def chosen(turn: Turn, heard: Message, reading: Reading, situation: Situation) -> None:
        turn.say(f"选了{reading.slots['which']}")

    return Registry([Slice("test", read, {"test.ask": ask, "test.chosen": chosen}), system.SLICE])


async def test_a_question_is_answered_by_its_number(database: Database, now: datetime) -> None:
    """And asked only once."""
    bench = Bench(database, now, asking())
    bench.hear("？？什么")
    assert await bench.settle() == ["哪一个：\n1. 甲\n2. 乙"]
    bench.hear("2")
    assert await bench.settle() == ["选了b"]
    assert next_moment(database, now) is None


async def test_a_question_nobody_answers_is_dropped_and_says_so(database: Database, now: datetime) -> None:
    """After ten minutes, by itself."""
    bench = Bench(database, now, asking())
    bench.hear("？？什么")
    await bench.settle()
    await forward(database, bench.clock, bench.desk, bench.pump, now + minutes(11))
    assert bench.route.texts == ["刚才的问题没有等到回答，先放下了。需要时请再说一次。"]
    bench.route.bodies = []
    bench.hear("2")
    assert (await bench.settle())[0].startswith("哪一个")


async def test_several_sentences_of_one_turn_are_one_reply(database: Database, now: datetime) -> None:
    """In a group what is whispered goes privately."""

    def act(turn: Turn, heard: Message) -> None:
        turn.say("一")
        turn.say("二")
        turn.whisper("三")

    bench = Bench(database, now, registry_that(act))
    bench.hear("a")
    assert await bench.settle() == ["一\n\n二\n\n三"]
    bench.hear("a", chat="group")
    assert sorted(await bench.settle()) == ["一\n\n二", "三"]


async def test_what_is_owed_is_owed_once_and_settled_once(database: Database, now: datetime) -> None:
    """Dated, with who settled it by which message; nothing is deleted."""

    def act(turn: Turn, heard: Message) -> None:
        if heard.text == "owe":
            for _ in range(2):
                owed.owe(turn, "receipt", "M1", 7, due_at=turn.now + minutes(30))
            owed.owe(turn, "arrive", "M1", 8)
        if heard.text == "settle":
            turn.say(str([owed.settle(turn, "receipt", "M1", 7), owed.settle(turn, "receipt", "M1", 7)]))
        if heard.text == "close":
            turn.say(str(owed.close_subject(turn, "M1")))

    bench = Bench(database, now, registry_that(act))
    bench.hear("owe")
    await bench.settle()
    with database.read() as connection:
        assert [(one.kind, one.person_id) for one in owed.open_of(connection, 7)] == [("receipt", 7)]
    bench.hear("settle")
    assert await bench.settle() == ["[True, False]"]
    bench.hear("close")
    assert await bench.settle() == ["1"]
    with database.read() as connection:
        assert [(one.kind, one.settled_how) for one in owed.on_subject(connection, "M1")] == [
            ("receipt", "done"),
            ("arrive", "void"),
        ]
        assert not owed.open_of(connection, 7)
        assert len(journal.entries(connection, kinds=("owed.settled",))) == 2


async def test_time_goes_forward_from_due_to_due(database: Database, now: datetime) -> None:
    """Each step sees the clock at its own moment, and what it says has left before the next."""
    seen: list[tuple[str, int]] = []

    def act(turn: Turn, heard: Message) -> None:
        for number in (3, 1, 2):
            turn.later("test.nag", f"S{number}", turn.now + minutes(5 * number))

    def say(turn: Turn, timer: Timer) -> None:
        seen.append((f"{turn.now.astimezone(ZONE):%H:%M}", len(bench.route.bodies)))
        turn.push(Recipient(platform=PLATFORM, account="somebody"), timer.subject, audience="staff")

    bench = Bench(database, now, registry_that(act, {"test.nag": say}))
    bench.hear("a")
    await forward(database, bench.clock, bench.desk, bench.pump, now + minutes(60))
    assert seen == [("10:05", 0), ("10:10", 1), ("10:15", 2)]
    assert bench.route.texts == ["S1", "S2", "S3"]
    assert bench.clock.office() == now + minutes(60)


async def test_a_reply_taken_on_the_wire_is_not_sent_again(sqlite: Database, now: datetime) -> None:
    """The door that waits gets it once; what is whispered leaves by the pump."""

    def act(turn: Turn, heard: Message) -> None:
        turn.say("answer")
        turn.whisper("secret")

    bench = Bench(sqlite, now, registry_that(act), wire=True)
    wakes = MemoryShared()
    wire = Wire(sqlite, bench.clock, wakes)
    number = bench.hear("a", chat="group")
    waiting = asyncio.create_task(wire.reply(message("a", number), within_s=5))
    await asyncio.sleep(0)
    await asyncio.to_thread(bench.desk.drain)
    wakes.wake(TURNS)
    assert await waiting == Spoken("answer", is_over=True)
    await bench.pump.drain()
    assert bench.route.texts == ["secret"]
    assert await wire.reply(message("a", number), within_s=5) == Spoken("answer", is_over=True)


async def test_a_reply_the_door_did_not_wait_for_leaves_by_the_pump(sqlite: Database, now: datetime) -> None:
    """Three seconds later, once."""
    bench = Bench(sqlite, now, registry_that(lambda turn, _: turn.say("answer")), wire=True)
    wire = Wire(sqlite, bench.clock, MemoryShared())
    number = bench.hear("a")
    assert await wire.reply(message("a", number), within_s=0.01) is None
    bench.desk.drain()
    await bench.pump.drain()
    assert bench.route.texts == []
    bench.clock.move_to(now + minutes(1))
    await bench.pump.drain()
    assert bench.route.texts == ["answer"]


def test_every_row_of_a_turn_names_what_made_it(database: Database, now: datetime) -> None:
    """The journal and the pushes carry their source."""

    def act(turn: Turn, heard: Message) -> None:
        turn.record("test.done", "S1", text="x")
        turn.say("ok")

    bench = Bench(database, now, registry_that(act))
    bench.hear("a")
    bench.desk.drain()
    with database.read() as connection:
        (entry,) = journal.entries(connection, subject="S1")
        assert entry.source == "inbox:1"
        assert entry.account == f"{PLATFORM}/somebody"
        assert connection.scalar(select(pushes.c.source)) == "inbox:1"
