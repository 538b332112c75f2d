"""The pump: every push has a fate, every retry the same bytes, every lane its order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.clock import SteppedClock
from bot.errors import FateUnknown, Refused, Throttled, TryLater
from bot.messages import Button, Card
from bot.platforms.protocol import Address, Limits
from bot.pump import Pump
from bot.routing import Routing
from bot.store import calls, journal, pushes
from bot.store.database import Database
from bot.store.pushes import Push, Recipient, Severity
from tests.fakes import NO_FILES, PLATFORM, FakeRoute, minutes

ZONE = ZoneInfo("Asia/Shanghai")
SWALLOWS = Limits(dedupes=timedelta(minutes=30))


def pump_of(database: Database, clock: SteppedClock, route: FakeRoute) -> Pump:
    return Pump(database, clock, Routing([route]), ZONE, NO_FILES)


def put(  # noqa: PLR0913
    database: Database,
    now: datetime,
    text: str,
    *,
    account: str = "somebody",
    severity: Severity = Severity.NORMAL,
    answers: int | None = None,
    subject: str = "",
    expires_at: datetime | None = None,
) -> int:
    push = Push(
        0, Recipient(platform=PLATFORM, account=account), text, "staff", subject, severity, answers, now, expires_at
    )
    with database.write() as connection:
        return pushes.put(connection, push, source="test", at=now)


def fates(database: Database) -> list[tuple[str, str]]:
    with database.read() as connection:
        rows = connection.execute(select(pushes.pushes.c.text, pushes.pushes.c.state).order_by(pushes.pushes.c.id))
        return [(row.text, row.state) for row in rows]


async def test_what_is_put_is_delivered_and_says_so(database: Database, now: datetime) -> None:
    """The row knows its fate."""
    route = FakeRoute()
    put(database, now, "a")
    await pump_of(database, SteppedClock(now), route).drain()
    assert route.texts == ["a"]
    assert fates(database) == [("a", "delivered")]


async def test_an_alarm_goes_first_and_the_rest_in_order(database: Database, now: datetime) -> None:
    """First in first out within a severity."""
    route = FakeRoute()
    for text, severity in (("1", Severity.NORMAL), ("2", Severity.NORMAL), ("fire", Severity.ALARM)):
        put(database, now, text, severity=severity)
    await pump_of(database, SteppedClock(now), route).drain()
    assert route.texts == ["fire", "1", "2"]


async def test_the_parts_of_one_push_are_not_interleaved(database: Database, now: datetime) -> None:
    """A chain waits for its own parts, and nothing overtakes them, not even an alarm put meanwhile."""
    route = FakeRoute(part=3)
    clock = SteppedClock(now)
    put(database, now, "abcdefg")
    pump = pump_of(database, clock, route)
    await pump.step()
    put(database, now, "fir", severity=Severity.ALARM)
    await pump.drain()
    assert route.texts == ["abc", "def", "g", "fir"]
    assert {state for _, state in fates(database)} == {"delivered"}


async def test_a_failed_part_fails_the_push_and_stops_the_rest(database: Database, now: datetime) -> None:
    """Half a message is a failed message."""
    route = FakeRoute(part=3)
    route.troubles.append(Refused("no", code=40008))
    put(database, now, "abcdef")
    with capture_logs():
        await pump_of(database, SteppedClock(now), route).drain()
    assert route.texts == ["abc"]
    assert fates(database) == [("abcdef", "failed")]


async def test_a_retry_sends_the_same_bytes(database: Database, now: datetime) -> None:
    """The platform's duplicate check needs them identical."""
    route = FakeRoute()
    route.troubles.extend([TryLater("down"), TryLater("down")])
    clock = SteppedClock(now)
    put(database, now, "a")
    pump = pump_of(database, clock, route)
    with capture_logs():
        for _ in range(3):
            await pump.drain()
            clock.move_to(clock.machine() + minutes(5))
    assert len(route.bodies) == 3
    assert len(set(route.bodies)) == 1
    assert fates(database) == [("a", "delivered")]


async def test_a_long_outage_is_waited_out_and_somebody_is_told(database: Database, now: datetime) -> None:
    """Hours later the alarm still leaves, and the operator has known since the first minutes."""
    route = FakeRoute()
    route.troubles.extend([TryLater("down")] * 20)
    clock = SteppedClock(now)
    put(database, now, "fire", severity=Severity.ALARM)
    pump = pump_of(database, clock, route)
    with capture_logs():
        for _ in range(24):
            await pump.drain()
            clock.move_to(clock.machine() + minutes(30))
    assert fates(database) == [("fire", "delivered")]
    with database.read() as connection:
        assert len(journal.entries(connection, kinds=("trouble.told",))) == 1


async def test_after_a_day_it_gives_up_and_says_so(database: Database, now: datetime) -> None:
    """Nothing is silent."""
    route = FakeRoute()
    route.troubles.extend([TryLater("down")] * 40)
    clock = SteppedClock(now)
    put(database, now, "a")
    pump = pump_of(database, clock, route)
    with capture_logs():
        for _ in range(14):
            await pump.drain()
            clock.move_to(clock.machine() + timedelta(hours=2))
    assert fates(database) == [("a", "failed")]
    with database.read() as connection:
        assert journal.entries(connection, kinds=("push.failed",))
        assert journal.entries(connection, kinds=("trouble.told",))


async def test_a_throttled_route_waits_as_a_whole_and_keeps_its_order(database: Database, now: datetime) -> None:
    """A limit is waited for, not fought."""
    route = FakeRoute()
    route.troubles.append(Throttled("slow down", code=45009, wait_s=60))
    clock = SteppedClock(now)
    put(database, now, "1")
    put(database, now, "2", account="other")
    pump = pump_of(database, clock, route)
    with capture_logs():
        await pump.step()
        first = list(route.texts)
        await pump.drain()
        clock.move_to(clock.machine() + minutes(2))
        await pump.drain()
    assert set(first) == {"1", "2"} or first == ["1"]
    assert route.texts[-1] == "1"
    assert {state for _, state in fates(database)} == {"delivered"}


async def test_a_lost_answer_is_retried_identically_where_the_platform_swallows_repeats(
    database: Database, now: datetime
) -> None:
    """At most once on the phone, at least once on the wire."""
    route = FakeRoute(limits=SWALLOWS)
    route.troubles.append(FateUnknown("reset"))
    clock = SteppedClock(now)
    put(database, now, "a")
    pump = pump_of(database, clock, route)
    with capture_logs():
        await pump.drain()
        clock.move_to(clock.machine() + minutes(1))
        await pump.drain()
    assert len(route.bodies) == 2
    assert len(set(route.bodies)) == 1
    assert fates(database) == [("a", "delivered")]


@pytest.mark.parametrize(
    ("severity", "answers", "expected"),
    [
        (Severity.ALARM, None, ["a", "〔重发〕a"]),
        (Severity.NORMAL, None, ["a", "〔重发〕a"]),
        (Severity.URGENT, 7, ["a"]),
    ],
    ids=["alarm", "reminder", "reply"],
)
async def test_a_lost_answer_without_a_duplicate_check(
    database: Database, now: datetime, severity: Severity, answers: int | None, expected: list[str]
) -> None:
    """Alarms and reminders are said again and say so; replies are not."""
    route = FakeRoute()
    route.troubles.append(FateUnknown("reset"))
    put(database, now, "a", severity=severity, answers=answers)
    with capture_logs():
        await pump_of(database, SteppedClock(now), route).drain()
    assert route.texts == expected


async def test_a_reminder_is_said_again_only_once(database: Database, now: datetime) -> None:
    """Two lost answers end it; an alarm goes on."""
    route = FakeRoute()
    route.troubles.extend([FateUnknown("reset")] * 3)
    put(database, now, "a")
    put(database, now, "fire", severity=Severity.ALARM, account="other")
    with capture_logs():
        await pump_of(database, SteppedClock(now), route).drain()
    assert route.texts.count("〔重发〕a") == 1
    assert route.texts.count("〔重发〕fire") >= 1


async def test_the_same_words_twice_are_two_messages_though_the_platform_swallows_repeats(
    database: Database, now: datetime
) -> None:
    """An honest repeat differs by its time."""
    route = FakeRoute(limits=SWALLOWS)
    clock = SteppedClock(now)
    pump = pump_of(database, clock, route)
    for _ in range(4):
        put(database, now, "a")
        await pump.drain()
    assert route.texts == ["a", "a\n（10:00）", "a\n（10:00:00）", "a\n（10:00:00，第2次）"]
    clock.move_to(now + timedelta(minutes=31))
    put(database, clock.office(), "a")
    await pump.drain()
    assert route.texts[-1] == "a"


async def test_the_same_words_to_many_are_one_call(database: Database, now: datetime) -> None:
    """Five thousand people are five calls, not five thousand."""
    route = FakeRoute(limits=Limits(recipients=3))
    for number in range(7):
        put(database, now, "a", account=f"p{number}")
    await pump_of(database, SteppedClock(now), route).drain()
    assert len(route.bodies) == 3
    assert len(fates(database)) == 7
    assert {state for _, state in fates(database)} == {"delivered"}


async def test_somebody_left_out_of_a_taken_call_is_failed_and_told(database: Database, now: datetime) -> None:
    """Errcode 0 with invaliduser is a partial failure."""
    route = FakeRoute(limits=Limits(recipients=10))
    route.refused = {"p1": "not visible"}
    for number in range(3):
        put(database, now, "a", account=f"p{number}")
    await pump_of(database, SteppedClock(now), route).drain()
    assert [state for _, state in fates(database)] == ["delivered", "failed", "delivered"]
    with database.read() as connection:
        assert "not visible" in journal.entries(connection, kinds=("push.failed",))[0].data["reason"]


async def test_a_member_gets_no_more_than_the_platform_delivers(database: Database, now: datetime) -> None:
    """What the platform would drop silently waits for the next minute."""
    route = FakeRoute(limits=Limits(per_minute=3))
    clock = SteppedClock(now)
    pump = pump_of(database, clock, route)
    for number in range(5):
        put(database, now, str(number))
    await pump.drain()
    assert route.texts == ["0", "1", "2"]
    clock.move_to(now + timedelta(seconds=61))
    await pump.drain()
    assert route.texts == ["0", "1", "2", "3", "4"]


async def test_what_expired_or_was_withdrawn_is_not_sent(database: Database, now: datetime) -> None:
    """A stale word is worse than none, and its row says why it was dropped."""
    route = FakeRoute()
    put(database, now, "old", expires_at=now)
    put(database, now, "void", subject="S1")
    with database.write() as connection:
        assert pushes.withdraw(connection, "S1", now, "closed") == 1
    await pump_of(database, SteppedClock(now), route).drain()
    assert route.texts == []
    assert [state for _, state in fates(database)] == ["dropped", "dropped"]


async def test_a_call_whose_maker_died_is_of_unknown_fate(database: Database, now: datetime) -> None:
    """After the lease the next process goes on; the old one can't settle it any more."""
    route = FakeRoute(limits=SWALLOWS)
    clock = SteppedClock(now)
    put(database, now, "a")
    dead = pump_of(database, clock, route)
    _, (ready,) = dead._form_and_claim()
    call = ready.call
    clock.move_to(now + minutes(2))
    alive = pump_of(database, clock, route)
    await alive.drain()
    clock.move_to(clock.machine() + minutes(1))
    await alive.drain()
    assert route.texts == ["a"]
    with database.write() as connection:
        assert not calls.settle(connection, call, calls.FAILED, now)
    assert fates(database) == [("a", "delivered")]


async def test_a_bug_in_a_route_stops_nothing(database: Database, now: datetime) -> None:
    """One call is guarded."""
    route = FakeRoute()
    route.troubles.append(RuntimeError("bug"))
    put(database, now, "a", answers=1)
    put(database, now, "b", account="other")
    with capture_logs() as logs:
        await pump_of(database, SteppedClock(now), route).drain()
    assert dict(fates(database)) == {"a": "unknown", "b": "delivered"}
    assert any(entry["log_level"] == "error" for entry in logs)


class RouteWithCards(FakeRoute):
    """Says the words, then shows the card."""

    def compose(self, text: str, addresses: Sequence[Address], card: Card | None = None) -> list[bytes]:
        return [*super().compose(text, addresses), *(super().compose("[card]", addresses) if card else [])]


async def test_words_that_arrived_without_their_buttons_have_arrived(database: Database, now: datetime) -> None:
    """The card is refused, the words say how to answer: delivered, and the admins are told what to mend."""
    route = RouteWithCards()
    card, li = Card("c", "t", (Button("a", "a"),)), Recipient(platform=PLATFORM, account="li")
    push = Push(0, li, "回1", "x", "", Severity.NORMAL, None, now, None, card=card)
    with database.write() as connection:
        pushes.put(connection, push, source="test", at=now)
    pump = pump_of(database, SteppedClock(now), route)
    await pump.step()
    route.troubles.append(Refused("no such template"))
    await pump.drain()
    assert fates(database) == [("回1", "delivered")]
    with database.read() as connection:
        (told,) = journal.entries(connection, kinds=("trouble.told",))
    assert "按钮没有送达" in told.data["text"]
