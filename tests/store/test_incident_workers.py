"""Two workers on one PostgreSQL: no step twice, one chain an incident, one incident a fire, numbers without gaps.

Each worker has a desk, a pump and connections of its own. Where two meet is not left to chance: one is stopped at a
statement until the other waits for him or is done.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text

from bot import settings
from bot.app import build
from bot.clock import SteppedClock
from bot.forward import settle_down
from bot.messages import Channel, Kind, Message
from bot.stage import OFFICE
from bot.store import inbox
from bot.store.database import Database, open_database
from scheduler.ticker import fire_one
from tests import incident_laws as laws
from tests.ground import emptied
from tests.office import DOOR, PLATFORM, Screen
from tests.peopled import put_office

FIRE, LEAK = "二食堂着火了", "三食堂三楼漏水"
PATIENCE_S = 30
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


class Worker:
    """One process: its own connections, desk and pump."""

    def __init__(self, url: str, folder: Path, clock: SteppedClock, screen: Screen) -> None:
        self.database = open_database(url)
        chosen = settings.Settings(data_dir=folder, office=OFFICE, wecom_app=(), mode="live", testers=())
        self.house = build(chosen, clock=clock, database=self.database, routes=(screen,))
        self.stopped, self.goes_on = threading.Event(), threading.Event()
        self.trouble: list[BaseException] = []
        self._thread = threading.Thread()
        self._at = ""
        event.listen(self.database.engine, "before_cursor_execute", self._pass)

    def stops_at(self, statement: str) -> None:
        """Stop before the next statement that begins so."""
        self._at = statement

    def begins(self, work: Callable[[], object]) -> None:
        """Do something in a thread."""

        def run() -> None:
            try:
                work()
            except BaseException as trouble:  # noqa: BLE001 — shown by the test, not by the thread
                self.trouble.append(trouble)

        self._thread = threading.Thread(target=run, daemon=True)
        self._thread.start()

    @property
    def is_done(self) -> bool:
        """Whether the thread has ended."""
        return not self._thread.is_alive()

    def ends(self) -> None:
        """Go on to the end."""
        self.goes_on.set()
        self._thread.join(PATIENCE_S)
        assert self.is_done
        assert not self.trouble

    def _pass(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if self._at and statement.startswith(self._at):
            self._at = ""
            self.stopped.set()
            assert self.goes_on.wait(PATIENCE_S)


class Pair:
    """Two workers beside each other, and the department they work for."""

    def __init__(self, database: Database, folder: Path, clock: SteppedClock, stack: ExitStack) -> None:
        self.database, self.clock, self.screen = database, clock, Screen()
        url = database.engine.url.render_as_string(hide_password=False)
        self.first, self.second = (Worker(url, folder, clock, self.screen) for _ in range(2))
        for one in (self.first, self.second):
            stack.callback(one.database.close)
        self._number = 0

    def said(self, account: str, words: str) -> None:
        """Admit a message."""
        self._number += 1
        message = Message(DOOR, str(self._number), PLATFORM, account, Channel.PRIVATE, Kind.TEXT, words)
        with self.database.write() as connection:
            inbox.admit(connection, [(message, self.clock.office())])

    def settles(self, worker: Worker | None = None) -> None:
        """Let one worker do all there is."""
        house = (worker or self.first).house
        asyncio.run(settle_down(house.desk, house.pump))

    def meet(self, first: Callable[[], object], at: str, second: Callable[[], object]) -> None:
        """Stop the first worker at a statement until the second waits for him or is done."""
        self.first.stops_at(at)
        self.first.begins(first)
        assert self.first.stopped.wait(PATIENCE_S)
        self.second.begins(second)
        self._until_met()
        self.first.ends()
        self.second.ends()

    def rows(self) -> laws.Rows:
        """Read everything."""
        with self.database.read() as connection:
            return laws.read(connection)

    def _until_met(self) -> None:
        glance = threading.Event()
        for _ in range(PATIENCE_S * 100):
            with self.database.read() as connection:
                if self.second.is_done or connection.scalar(text(WAITING)):
                    return
            glance.wait(0.01)
        raise AssertionError("they did not meet")


@pytest.fixture
def pair(postgres: Database, tmp_path: Path, now: datetime) -> Iterator[Pair]:
    """Two workers and the invented department."""
    database = emptied(postgres)
    put_office(database, now)
    with ExitStack() as stack:
        yield Pair(database, tmp_path, SteppedClock(now), stack)


def test_two_who_report_one_fire_at_once_open_one_incident(pair: Pair, now: datetime) -> None:
    """The second worker waits until the first has opened it, and puts his report to it."""
    pair.said("liming", FIRE)
    pair.said("wuxiuying", FIRE)
    pair.meet(pair.first.house.desk.handle_message, "INSERT INTO incidents", pair.second.house.desk.handle_message)
    pair.settles()
    rows = pair.rows()
    assert [one.number for one in rows.cases] == ["SJ-0001"]
    assert [one.kind for one in rows.journal if one.kind in ("incident.opened", "incident.merged")] == [
        "incident.opened",
        "incident.merged",
    ]
    assert not laws.broken(rows, now)


def test_an_arrival_beside_the_rung_being_told_leaves_no_timer_behind(pair: Pair, now: datetime) -> None:
    """Who runs the rung sets the next one; the arrival that waits for him ends that one too."""
    pair.said("liming", FIRE)
    pair.settles()
    pair.clock.move_to(now + timedelta(minutes=3, seconds=1))
    pair.said("wang", "到场")
    fire = partial(fire_one, pair.first.database, pair.clock, pair.first.house.registry.dues)
    pair.meet(fire, "INSERT INTO pushes", pair.second.house.desk.handle_message)
    pair.settles()
    rows = pair.rows()
    assert [one.data["rung"] for one in rows.journal if one.kind == "incident.escalated"] == ["phone"]
    assert not laws.broken(rows, pair.clock.office())


def test_two_that_are_merged_into_each_other_leave_one(pair: Pair, now: datetime) -> None:
    """Whoever is second reads that the other is over."""
    pair.said("liming", LEAK)
    pair.settles()
    pair.clock.move_to(now + timedelta(minutes=31))
    pair.settles()
    pair.said("wuxiuying", LEAK)
    pair.settles()
    pair.said("linhui", "SJ-0002 合并到SJ-0001")
    pair.said("liuyang", "SJ-0001 合并到SJ-0002")
    pair.meet(pair.first.house.desk.handle_message, "UPDATE incidents", pair.second.house.desk.handle_message)
    pair.settles()
    rows = pair.rows()
    assert [one.number for one in rows.cases if one.state.is_open] == ["SJ-0001"]
    assert not laws.broken(rows, pair.clock.office())


def test_two_steps_at_once_are_both_taken(pair: Pair, now: datetime) -> None:
    """The second is decided on what the first has written."""
    pair.said("liming", FIRE)
    pair.settles()
    pair.said("wang", "SJ-0001 到场")
    pair.said("liuyang", "SJ-0001 已报告陈书记")
    pair.meet(pair.first.house.desk.handle_message, "UPDATE incidents", pair.second.house.desk.handle_message)
    pair.settles()
    (case,) = pair.rows().cases
    assert case.state.arrived_at == now
    assert case.state.reported_to
    assert case.version == 3


def test_two_fires_reported_by_six_beside_the_deadline(pair: Pair, now: datetime) -> None:
    """Both workers work everything off: one incident and one chain a fire, the arrival in time prevents the rung."""
    for fire, leader, reporters in (
        (FIRE, "wang", ("liming", "wuxiuying", "fengdahai")),
        ("体育馆着火了", "linhui", ("tian", "ma", "qiu")),
    ):
        for one in reporters:
            pair.said(one, fire)
        pair.said(leader, "收到")
    _together(pair)
    pair.clock.move_to(now + timedelta(minutes=15))
    pair.said("wang", "SJ-0001 到场")
    pair.said("linhui", "SJ-0002 到场")
    _together(pair)
    rows = pair.rows()
    assert sorted(one.number for one in rows.cases) == ["SJ-0001", "SJ-0002"]
    assert not laws.broken(rows, pair.clock.office())
    assert all(row.state in ("delivered", "dropped") for row in rows.pushes)
    assert sum(map(len, pair.screen.unseen.values())) == sum(row.state == "delivered" for row in rows.pushes)


def _together(pair: Pair) -> None:
    """Let both workers work off everything, beginning together."""
    start = threading.Barrier(2)

    def work(worker: Worker) -> None:
        start.wait(PATIENCE_S)
        pair.settles(worker)

    for one in (pair.first, pair.second):
        one.begins(partial(work, one))
    for one in (pair.first, pair.second):
        one.ends()
    pair.settles()
