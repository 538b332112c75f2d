"""Many people who sign in at once, each twice, worked off by the workers a store allows: each counted once."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert

from bot import settings
from bot.app import House, build
from bot.clock import SteppedClock
from bot.forward import settle_down
from bot.messages import Channel, Kind, Message
from bot.stage import OFFICE
from bot.store import chats, inbox, journal
from bot.store.accounts import accounts
from bot.store.database import Database
from bot.store.people import persons
from bot.turn import Turn
from handlers.study import opening, roster, studies
from handlers.study.talk import SIGNED
from handlers.study.window import from_now
from scheduler.audience import Audience, Group, Term
from tests.ground import opened
from tests.office import DOOR, GROUP, PLATFORM, Screen

PEOPLE = 200 if os.environ.get("HOUQIN_SOAK") else 40  # `benchmarks.signins` has two thousand
PATIENCE_S = 60
NUMBERS = range(1, PEOPLE + 1)


@pytest.fixture
def clock(now: datetime) -> SteppedClock:
    """The time at all workers."""
    return SteppedClock(now)


@pytest.fixture
def screen() -> Screen:
    """What people see."""
    return Screen()


@pytest.fixture
def houses(
    database: Database, tmp_path: Path, now: datetime, clock: SteppedClock, screen: Screen
) -> Iterator[list[House]]:
    """One worker on SQLite, two on PostgreSQL, with one screen; a study with a group is open for everybody."""
    chosen = settings.Settings(data_dir=tmp_path, office=OFFICE, wecom_app=(), mode="live", testers=())
    with ExitStack() as stack:
        stores = [database]
        if not database.is_sqlite:
            stores.append(opened(database.engine.url.render_as_string(hide_password=False)))
            stack.callback(stores[1].close)
        made = [build(chosen, clock=clock, database=one, routes=(screen,)) for one in stores]
        fill(database, clock.office())
        yield made


def fill(database: Database, now: datetime) -> None:
    """Enrol people whom the assistant knows, and open signing in."""
    with database.write() as connection:
        connection.execute(insert(persons), [{"id": one, "number": f"B{one}", "name": f"员工{one}"} for one in NUMBERS])
        theirs = [{"platform": PLATFORM, "account": f"m{one}", "person_id": one, "since": now} for one in NUMBERS]
        connection.execute(insert(accounts), theirs)
        for one in NUMBERS:
            journal.append(connection, journal.Entry(now, "person.greeted", "", DOOR, {}, account=f"{PLATFORM}/m{one}"))
        chat = chats.note(connection, PLATFORM, GROUP, DOOR, now)
        chats.set_standing(connection, chat.id, chats.INTERNAL)
        study = studies.put(
            connection,
            from_now(now, 30),
            kind="培训",
            title="安全培训",
            starts_at=now,
            audience=Audience((Term(Group.EVERYBODY, "大家"),)),
            organiser_id=1,
            chat_id=chat.id,
            made_at=now,
        )
        turn = Turn(connection, now=now, machine=now, source="story", person_id=1)
        opening.open_study(turn, study, ZoneInfo("Asia/Shanghai"))


def settled(houses: list[House]) -> None:
    """Let all workers work off everything, beginning together."""
    start = threading.Barrier(len(houses))
    trouble: list[BaseException] = []

    def work(house: House) -> None:
        start.wait(PATIENCE_S)
        try:
            house.desk.drain()
        except BaseException as raised:  # noqa: BLE001 — shown by the test, not by the thread
            trouble.append(raised)

    threads = [threading.Thread(target=work, args=(one,)) for one in houses]
    for one in threads:
        one.start()
    for one in threads:
        one.join(PATIENCE_S)
    assert not trouble
    asyncio.run(settle_down(houses[0].desk, houses[0].pump))


def test_everybody_who_signs_in_twice_at_once_counts_once(
    houses: list[House], now: datetime, clock: SteppedClock, screen: Screen
) -> None:
    """None is lost, none double, each is acknowledged once, the group reads one tally."""
    database = houses[0].database
    said = [
        (Message(DOOR, f"{word}{one}", PLATFORM, f"m{one}", Channel.PRIVATE, Kind.TEXT, word), now)
        for word in ("签到", "到了")
        for one in NUMBERS
    ]
    with database.write() as connection:
        inbox.admit(connection, said)
    settled(houses)
    clock.move_to(now + timedelta(minutes=1))
    settled(houses)
    with database.read() as connection:
        assert roster.count(connection, 1) == (PEOPLE, PEOPLE)
        signed = [one.person_id for one in journal.entries(connection, kinds=(SIGNED,), newest=2 * PEOPLE)]
        assert sorted(one or 0 for one in signed) == list(NUMBERS)
        assert set(inbox.counts(connection)) == {"done"}
    for one in NUMBERS:
        assert sum(text.startswith("已签到") for text in screen.unseen[f"m{one}"]) == 1
    assert [text for text in screen.unseen[GROUP] if "已签到" in text] == [
        f"【签到】安全培训 已签到{PEOPLE}人，应到{PEOPLE}人，10:30截止。"
    ]
