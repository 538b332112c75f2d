"""The desk: one turn one transaction, in order, set aside after the third failure."""

from __future__ import annotations

import threading
from datetime import datetime

import pytest
from sqlalchemy import Connection, select, update
from structlog.testing import capture_logs

from bot.clock import SteppedClock
from bot.desk import Desk
from bot.errors import AnotherTurn
from bot.messages import Message
from bot.registry import Registry, Slice
from bot.router import Reading
from bot.settings import Office
from bot.situation import Situation
from bot.store import inbox, journal, timers
from bot.store.database import Database
from bot.store.pushes import pushes
from bot.store.timers import Timer
from bot.turn import Turn
from tests.fakes import message, minutes, registry_that


def admit(database: Database, now: datetime, *messages: Message) -> None:
    with database.write() as connection:
        inbox.admit(connection, [(one, now) for one in messages])


def said(database: Database) -> list[str]:
    with database.read() as connection:
        return list(connection.scalars(select(pushes.c.text).order_by(pushes.c.id)))


def echo(turn: Turn, heard: Message) -> None:
    turn.say(heard.text)


def test_a_message_delivered_twice_has_one_effect(database: Database, now: datetime) -> None:
    """The second delivery of the same id changes nothing, whatever it says."""
    desk = Desk(database, SteppedClock(now), registry_that(echo), Office())
    admit(database, now, message("a"), message("other words"))
    admit(database, now, message("a again"))
    assert desk.drain() == 1
    assert said(database) == ["a"]


def test_messages_are_handled_in_the_order_they_came(database: Database, now: datetime) -> None:
    """First in, first out."""
    desk = Desk(database, SteppedClock(now), registry_that(echo), Office())
    admit(database, now, *(message(str(n), str(n)) for n in range(5)))
    desk.drain()
    assert said(database) == ["0", "1", "2", "3", "4"]


def test_a_turn_that_raises_leaves_nothing_and_the_next_goes_on(database: Database, now: datetime) -> None:
    """Poison is tried three times, then set aside; sender and operator are told; neighbours are untouched."""

    def act(turn: Turn, heard: Message) -> None:
        turn.record("test.touched", text=heard.text)
        if heard.text == "poison":
            raise RuntimeError("boom")
        turn.say(heard.text)

    desk = Desk(database, SteppedClock(now), registry_that(act), Office())
    admit(database, now, message("one", "1"), message("poison", "2"), message("two", "3"))
    with capture_logs() as logs:
        desk.drain()
    with database.read() as connection:
        assert inbox.counts(connection) == {"done": 2, "aside": 1}
        assert [e.data["text"] for e in journal.entries(connection, kinds=("test.touched",))] == ["one", "two"]
        assert len(journal.entries(connection, kinds=("message.aside",))) == 1
        assert len(journal.entries(connection, kinds=("trouble.told",))) == 1
    assert len([text for text in said(database) if "没能处理" in text]) == 1
    assert len(logs) == 3
    assert all("boom" not in repr(entry["event"]) for entry in logs)


def test_a_turn_may_ask_to_be_run_again(database: Database, now: datetime) -> None:
    """A row that moved under a turn is no failure."""
    tries = []

    def act(turn: Turn, heard: Message) -> None:
        tries.append(1)
        turn.say(heard.text)
        if len(tries) < 3:
            raise AnotherTurn("once more")

    desk = Desk(database, SteppedClock(now), registry_that(act), Office())
    admit(database, now, message("a"))
    desk.drain()
    assert said(database) == ["a"]


def test_a_timer_waits_for_messages_that_came_before_it(database: Database, now: datetime) -> None:
    """What a person did in time counts, also when it is handled late."""
    order: list[str] = []

    def act(turn: Turn, heard: Message) -> None:
        order.append(heard.text)
        turn.cancel("test.late", "S1", "done")

    def late(turn: Turn, timer: Timer) -> None:
        order.append("late")

    clock = SteppedClock(now)
    desk = Desk(database, clock, registry_that(act, {"test.late": late}), Office())
    with database.write() as connection:
        timers.set_timer(connection, "test.late", "S1", now + minutes(5))
    admit(database, now + minutes(5), message("in time"))
    clock.move_to(now + minutes(60))
    desk.drain()
    assert order == ["in time"]


def test_of_a_chain_only_the_highest_due_step_runs_after_downtime(database: Database, now: datetime) -> None:
    """Nobody gets a pile of stale nags; the last one says since when."""
    ran: list[tuple[int, datetime | None]] = []

    def step(turn: Turn, timer: Timer) -> None:
        ran.append((timer.step, timers.skipped_since(turn.connection, timer)))

    clock = SteppedClock(now)
    desk = Desk(database, clock, registry_that(echo, {"test.step": step}, chain=True), Office())
    with database.write() as connection:
        for number in range(4):
            timers.set_timer(connection, "test.step", "S1", now + minutes(3 * number), step=number)
    clock.move_to(now + minutes(7))
    desk.drain()
    assert ran == [(2, now)]
    clock.move_to(now + minutes(9))
    desk.drain()
    assert [number for number, _ in ran] == [2, 3]


def test_a_timer_that_fails_is_set_aside_after_the_third_time(database: Database, now: datetime) -> None:
    """And somebody is told."""

    def fail(turn: Turn, timer: Timer) -> None:
        turn.record("test.touched")
        raise RuntimeError("boom")

    desk = Desk(database, SteppedClock(now), registry_that(echo, {"test.fail": fail}), Office())
    with database.write() as connection:
        timers.set_timer(connection, "test.fail", "S1", now)
    with capture_logs():
        assert desk.drain() == 3
    with database.read() as connection:
        assert connection.scalar(select(timers.timers.c.state)) == "aside"
        assert not journal.entries(connection, kinds=("test.touched",))
        assert len(journal.entries(connection, kinds=("timer.aside",))) == 1


def test_a_timer_of_an_unknown_kind_is_set_aside_by_name(database: Database, now: datetime) -> None:
    """A row of another version crashes nothing."""
    desk = Desk(database, SteppedClock(now), registry_that(echo), Office())
    with database.write() as connection:
        timers.set_timer(connection, "nobody.knows", "S1", now)
    assert desk.drain() == 1
    with database.read() as connection:
        (told,) = journal.entries(connection, kinds=("trouble.told",))
    assert "nobody.knows" in told.data["text"]


def test_a_timer_re_armed_by_its_own_turn_stays_armed(database: Database, now: datetime) -> None:
    """A recurring matter sets its own next moment."""
    ran: list[datetime] = []

    def again(turn: Turn, timer: Timer) -> None:
        ran.append(timer.due_at)
        turn.later("test.again", "S1", timer.due_at + minutes(10))

    clock = SteppedClock(now)
    desk = Desk(database, clock, registry_that(echo, {"test.again": again}), Office())
    with database.write() as connection:
        timers.set_timer(connection, "test.again", "S1", now)
    desk.drain()
    clock.move_to(now + minutes(10))
    desk.drain()
    assert ran == [now, now + minutes(10)]


def test_two_workers_keep_one_persons_order(postgres: Database, now: datetime) -> None:
    """On PostgreSQL a message of a person that another worker handles blocks that person's next ones."""
    from tests.ground import emptied  # noqa: PLC0415

    database = emptied(postgres)
    handled: dict[str, list[int]] = {}
    lock = threading.Lock()

    def act(turn: Turn, heard: Message) -> None:
        with lock:
            handled.setdefault(heard.account, []).append(int(heard.text))
        turn.say(heard.text)

    admit(database, now, *(message(str(n), str(n), account=f"p{n % 3}") for n in range(120)))
    desks = [Desk(database, SteppedClock(now), registry_that(act), Office()) for _ in range(3)]
    stop = threading.Event()

    def work(desk: Desk) -> None:
        while not stop.is_set():
            if not desk.step():
                with database.read() as connection:
                    if not inbox.any_waiting(connection, now):
                        return

    workers = [threading.Thread(target=work, args=(desk,)) for desk in desks]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=60)
    stop.set()
    assert all(numbers == sorted(numbers) for numbers in handled.values())
    assert sorted(int(text) for text in said(database)) == list(range(120))


def test_a_message_set_aside_is_not_taken_up_again(database: Database, now: datetime) -> None:
    """Only waiting rows are worked off."""
    desk = Desk(database, SteppedClock(now), registry_that(echo), Office())
    admit(database, now, message("a"))
    with database.write() as connection:
        connection.execute(update(inbox.inbox).values(state=inbox.ASIDE))
    assert desk.drain() == 0


@pytest.mark.parametrize(
    "text",
    ["x" * 5000, "\u202e倒过来", "'; DROP TABLE inbox;--", "\U0001f602" * 100],
    ids=["long", "reversed", "statement", "emoji"],
)
def test_any_text_is_only_text(database: Database, now: datetime, text: str) -> None:
    """Nothing in a message is executed, cut or mangled by the store."""
    desk = Desk(database, SteppedClock(now), registry_that(echo), Office())
    admit(database, now, message(text))
    desk.drain()
    assert said(database) == [text]


def test_what_is_open_is_read_again_where_somebody_wrote_meanwhile(staffed: Database, now: datetime) -> None:
    """Else once: nothing can have changed."""
    seen: list[datetime | None] = []
    acted: list[datetime | None] = []

    def facts(connection: Connection, heard: Message, sender: object, at: datetime) -> datetime | None:
        seen.append(timers.next_due(connection))
        return seen[-1]

    def prepare(heard: Message, reading: Reading, situation: Situation) -> None:
        if heard.text == "meanwhile":
            with staffed.write() as connection:
                timers.set_timer(connection, "test.late", "S1", now + minutes(5))

    def act(turn: Turn, heard: Message, reading: Reading, situation: Situation) -> None:
        acted.append(situation.facts["test"])

    def read(heard: Message, situation: Situation) -> list[Reading]:
        return [Reading("test", "test.act", 0.9)]

    slice_ = Slice("test", read, {"test.act": act}, prepares={"test.act": prepare}, facts=facts)
    desk = Desk(staffed, SteppedClock(now), Registry([slice_]), Office())
    for text in ("quiet", "meanwhile"):
        admit(staffed, now, message(text, text, account="liming"))
        assert desk.handle_message()
    assert seen == [None, None, now + minutes(5)]
    assert acted == [None, now + minutes(5)]
