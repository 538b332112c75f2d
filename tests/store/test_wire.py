"""Replies that spend what the platform lent: streams, one-time addresses, and the ways that are left after them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.clock import SteppedClock
from bot.desk import SET_ASIDE, Desk
from bot.errors import FateUnknown, Forged, Refused, TryLater
from bot.lent import RESPONSE_URL, STREAM, Lent
from bot.messages import Button, Card, Channel, Message
from bot.platforms.protocol import Poll, Spoken
from bot.pump import Pump
from bot.routing import FOR_THE_GROUP, Routing
from bot.settings import Office
from bot.store import chats, inbox, pushes, ways
from bot.store.database import Database
from bot.store.shared import MemoryShared
from bot.turn import Turn
from bot.wire import ELSEWHERE, LATER, OVER, Wire
from bot.wires import STREAM_WAIT, Wires
from tests.fakes import DOOR, NO_FILES, PLATFORM, FakeRoute, message, minutes, registry_that

ZONE = ZoneInfo("Asia/Shanghai")
STREAM_LIFE = timedelta(minutes=5, seconds=30)


class Bench:
    """A house whose door lends a stream and a one-time address with every message."""

    def __init__(self, database: Database, now: datetime, act: Callable[[Turn, Message], None]) -> None:
        self.database = database
        self.clock = SteppedClock(now)
        self.once, self.app = FakeRoute(), FakeRoute()
        self.once.name, self.once.spends = "fake/response_url", (DOOR, RESPONSE_URL)
        self.desk = Desk(database, self.clock, registry_that(act), Office(), Wires())
        self.pump = Pump(database, self.clock, Routing([self.app, self.once]), ZONE, NO_FILES)
        self.wire = Wire(database, self.clock, MemoryShared())

    def hear(self, heard: Message) -> None:
        """Store a message and what came with it."""
        now = self.clock.machine()
        number = heard.message_id
        with self.database.write() as connection:
            inbox.admit(connection, [(heard, now)])
            ways.lend(connection, DOOR, number, Lent(STREAM, f"stream-{number}", now + STREAM_LIFE))
            ways.lend(connection, DOOR, number, Lent(RESPONSE_URL, f"https://once/{number}", now + minutes(59)))

    def polls(self, number: str, account: str = "somebody", chat: str | None = None) -> Spoken:
        """Ask how far a stream has come."""
        return asyncio.run(self.wire.polled(DOOR, Poll(f"stream-{number}", account, chat)))

    def pass_on(self, **time: float) -> None:
        """Let time pass and the pump work."""
        self.clock.move_to(self.clock.office() + timedelta(**time))
        asyncio.run(self.pump.drain())

    def fates(self) -> list[tuple[str, str | None]]:
        """Return each push's state and route."""
        columns = (pushes.pushes.c.state, pushes.pushes.c.route)
        with self.database.read() as connection:
            return [(row.state, row.route) for row in connection.execute(select(*columns).order_by(pushes.pushes.c.id))]


def answer(turn: Turn, heard: Message) -> None:
    """Say what was asked."""
    turn.say(f"one: {heard.text}")
    turn.say("two")


def test_a_stream_ends_with_the_whole_answer_and_says_it_again_when_asked_again(
    database: Database, now: datetime
) -> None:
    """Several sentences of a turn are one reply, and nothing leaves a second way."""
    bench = Bench(database, now, answer)
    bench.hear(message("q"))
    assert bench.polls("1") == Spoken()
    bench.desk.drain()
    assert [bench.polls("1"), bench.polls("1")] == [Spoken("one: q\n\ntwo", is_over=True)] * 2
    bench.pass_on(minutes=10)
    assert (bench.app.bodies, bench.once.bodies) == ([], [])
    assert bench.fates() == [("delivered", "wire")]


def test_two_people_who_ask_the_same_at_once_each_get_their_own_answer(database: Database, now: datetime) -> None:
    """Streams are told apart by who asked, also in one group; somebody else's poll is refused."""
    bench = Bench(database, now, lambda turn, heard: turn.say(f"for {heard.account}"))
    bench.hear(message("q", "1", "li", "group"))
    bench.hear(message("q", "2", "wang", "group"))
    bench.desk.drain()
    assert bench.polls("2", "wang", "group").text == "for wang"
    assert bench.polls("1", "li", "group").text == "for li"
    with pytest.raises(Forged):
        bench.polls("1", "wang", "group")
    with pytest.raises(Forged):
        bench.polls("1", "li", None)


def test_an_unknown_or_forgotten_stream_is_ended(sqlite: Database, now: datetime) -> None:
    """No stream stays open because its row is gone."""
    assert Bench(sqlite, now, answer).polls("404") == Spoken(OVER, is_over=True)


def test_a_reply_nobody_polls_for_goes_by_the_one_time_address(database: Database, now: datetime) -> None:
    """A late poll is told so and does not show it twice."""
    bench = Bench(database, now, answer)
    bench.hear(message("q"))
    bench.desk.drain()
    bench.pass_on(seconds=STREAM_WAIT.total_seconds() - 1)
    assert bench.once.bodies == []
    bench.pass_on(seconds=1)
    assert bench.once.texts == ["one: q\n\ntwo"]
    assert bench.polls("1") == Spoken(ELSEWHERE, is_over=True)
    assert bench.fates() == [("delivered", "fake/response_url")]


def test_an_answer_that_is_not_ready_in_time_ends_the_stream_and_follows_by_itself(
    database: Database, now: datetime
) -> None:
    """Six minutes are all a stream has."""
    bench = Bench(database, now, answer)
    bench.hear(message("q"))
    bench.clock.move_to(now + STREAM_LIFE)
    assert bench.polls("1") == Spoken(LATER, is_over=True)
    bench.desk.drain()
    bench.pass_on(seconds=1)
    assert bench.once.texts == ["one: q\n\ntwo"]


@pytest.mark.parametrize("trouble", [Refused("used up"), TryLater("no connection")])
def test_a_one_time_address_that_does_not_work_gives_way_to_another_route(
    database: Database, now: datetime, trouble: Exception
) -> None:
    """Used up, expired or unreachable: the reply is not lost, and not said twice."""
    bench = Bench(database, now, answer)
    bench.once.troubles.extend([trouble] * 3)
    bench.hear(message("q"))
    bench.desk.drain()
    for _ in range(4):
        bench.pass_on(minutes=1)
    assert bench.app.texts == ["one: q\n\ntwo"]
    assert bench.fates() == [("delivered", "fake")]


def test_a_reply_whose_fate_is_unknown_is_not_said_again(sqlite: Database, now: datetime) -> None:
    """The one-time address may have taken it."""
    bench = Bench(sqlite, now, answer)
    bench.once.troubles.append(FateUnknown("reset"))
    bench.hear(message("q"))
    bench.desk.drain()
    bench.pass_on(minutes=2)
    bench.pass_on(minutes=2)
    assert bench.app.texts == []
    assert bench.fates()[0][0] == "unknown"


def test_after_an_hour_the_reply_goes_another_way(sqlite: Database, now: datetime) -> None:
    """Also where the token expires between forming the call and making it."""
    bench = Bench(sqlite, now, answer)
    bench.hear(message("q"))
    bench.desk.drain()
    bench.pass_on(hours=2)
    assert (bench.once.texts, bench.app.texts) == ([], ["one: q\n\ntwo"])


def test_a_group_that_cannot_be_reached_any_more_is_answered_to_the_asker(sqlite: Database, now: datetime) -> None:
    """And he reads which question it answers."""
    bench = Bench(sqlite, now, answer)
    bench.app.reaches = lambda address: address.account is not None  # type: ignore[method-assign]
    bench.hear(message("q", chat="group"))
    bench.desk.drain()
    bench.pass_on(hours=2)
    assert bench.app.texts == [f"{FOR_THE_GROUP}one: q\n\ntwo"]


def test_whispers_never_go_where_the_group_reads(sqlite: Database, now: datetime) -> None:
    """Neither by the stream nor by the one-time address."""
    bench = Bench(sqlite, now, lambda turn, _: turn.whisper("for you alone"))
    bench.hear(message("q", chat="group"))
    bench.desk.drain()
    assert bench.polls("1", chat="group") == Spoken(ELSEWHERE, is_over=True)
    bench.pass_on(seconds=30)
    assert (bench.once.texts, bench.app.texts) == ([], ["for you alone"])


def test_a_stream_ends_also_when_nothing_is_said_or_the_message_is_set_aside(sqlite: Database, now: datetime) -> None:
    """Three failures, then a kind sentence."""
    silent = Bench(sqlite, now, lambda *_: None)
    silent.hear(message("q"))
    silent.desk.drain()
    assert silent.polls("1") == Spoken(is_over=True)

    def fail(turn: Turn, heard: Message) -> None:
        raise ValueError

    failing = Bench(sqlite, now, fail)
    failing.hear(message("q", "2"))
    failing.desk.drain()
    assert failing.polls("2") == Spoken(SET_ASIDE, is_over=True)


def test_what_is_lent_twice_is_kept_once(sqlite: Database, now: datetime) -> None:
    """The second delivery of a message brings the same stream and spends nothing."""
    bench = Bench(sqlite, now, answer)
    bench.hear(message("q"))
    bench.hear(message("q"))
    with sqlite.read() as connection:
        assert len(ways.of_message(connection, DOOR, "1", now)) == 2


def test_nobody_but_a_tester_is_answered_in_trial_mode(sqlite: Database, now: datetime) -> None:
    """The stream ends by saying that this is a trial, and the answer goes to the testers."""
    bench = Bench(sqlite, now, answer)
    routing = Routing([bench.app, bench.once], testers=["20180001"])
    wires = Wires(may_answer=lambda connection, heard: routing.may_answer(connection, heard, now))
    bench.desk = Desk(sqlite, bench.clock, registry_that(answer), Office(), wires)
    bench.wire = Wire(sqlite, bench.clock, MemoryShared(), elsewhere="trial")
    bench.hear(message("q"))
    bench.desk.drain()
    assert bench.polls("1") == Spoken("trial", is_over=True)
    bench.pump = Pump(sqlite, bench.clock, routing, ZONE, NO_FILES)
    bench.pass_on(minutes=1)
    assert bench.fates() == [("failed", None)]


def test_a_group_message_without_mention_is_heard_like_any_other_here(sqlite: Database, now: datetime) -> None:
    """The channel is the door's word, not the wire's."""
    bench = Bench(sqlite, now, answer)
    bench.hear(replace(message("q", chat="group"), channel=Channel.GROUP))
    bench.desk.drain()
    assert bench.polls("1", chat="group").is_over


def test_buttons_go_the_way_that_shows_them(sqlite: Database, now: datetime) -> None:
    """Rather than by an address that is lent and takes words only."""
    bench = Bench(sqlite, now, lambda turn, _: turn.say("pick", Card("c", "buttons", (Button("a", "a"),))))
    bench.app.shows_cards = True
    bench.hear(message("q"))
    bench.desk.drain()
    bench.pass_on(minutes=1)
    assert (bench.once.texts, bench.app.texts) == ([], ["pick[buttons]"])


def test_an_answer_the_group_refuses_is_given_to_the_asker(sqlite: Database, now: datetime) -> None:
    """The bot may have been put out of the group meanwhile."""
    bench = Bench(sqlite, now, answer)
    bench.hear(message("q", chat="group"))
    bench.desk.drain()
    bench.app.troubles.append(Refused("not in this group"))
    bench.pass_on(hours=2)
    assert bench.app.texts == ["one: q\n\ntwo", f"{FOR_THE_GROUP}one: q\n\ntwo"]


@pytest.mark.parametrize("is_polled", [True, False])
def test_what_was_said_among_ourselves_is_not_said_before_outsiders(
    database: Database, now: datetime, *, is_polled: bool
) -> None:
    """The group became one with outsiders before the answer left: it goes to the asker, by stream or not at all."""
    bench = Bench(database, now, answer)
    with database.write() as connection:
        chat = chats.note(connection, PLATFORM, "group", DOOR, now)
        chats.set_standing(connection, chat.id, chats.INTERNAL)
    bench.hear(message("q", chat="group"))
    bench.desk.drain()
    with database.write() as connection:
        chats.set_standing(connection, chat.id, chats.OUTSIDERS)
    if is_polled:
        assert bench.polls("1", chat="group") == Spoken(ELSEWHERE, is_over=True)
    bench.pass_on(minutes=1)
    assert (bench.once.texts, bench.app.texts) == ([], [f"{FOR_THE_GROUP}one: q\n\ntwo"])
