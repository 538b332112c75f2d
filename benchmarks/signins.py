"""Two thousand people who sign in within one minute, through a real `houqin serve`, and two thousand who say 你好.

    python -m benchmarks.signins                         # SQLite with one worker, PostgreSQL with two
    python -m benchmarks.signins --only sqlite --people 500 --within 10

First everybody says 你好, then a study with a group is opened, everybody is told, and everybody signs in; both are
encrypted callbacks of the app, sent at an even pace by connections that are kept open, each at its own moment whatever
became of those before. The emulated platform is a process of its own and answers every request in 50 ms. Prints, for
both: how long an admission took, from the moment the callback was to be sent; how long after it the person had the
answer; what the workers spent on one. Then everybody signs in once more, all at one moment, to no effect.
Counts at the end what became of every sign-in, in the store and on everybody's screen, and returns 1 where one was
lost or double, the tally is wrong, the group read more than three messages, or p99 of an admission is over 100 ms.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import quantiles
from time import monotonic, perf_counter, sleep
from zoneinfo import ZoneInfo

import aiohttp
from sqlalchemy import func, insert, select

from benchmarks.reminders import ACCOUNT, ANSWER_S, house_at, postgresql, process
from bot.app import House
from bot.clock import SystemClock
from bot.platforms.wecom.codec import PLATFORM
from bot.rights import Role
from bot.store import chats, journal, posts
from bot.store.accounts import accounts
from bot.store.database import Database
from bot.store.inbox import inbox
from bot.store.people import persons
from bot.store.pushes import pushes
from bot.store.schema import make_ready
from bot.turn import Turn
from handlers.study import opening, roster, rows, studies
from handlers.study.talk import SIGNED
from handlers.study.window import from_now
from scheduler.audience import Audience
from scheduler.audience.value import Group, Term
from tests.emulators.wecom import EmulatedApp, EmulatedWeCom
from tests.emulators.wecom_callbacks import Callback, Sender
from tests.emulators.wecom_rules import Rules
from tests.served import SECRET, Served

PROGRAM = (sys.executable, "-m", "benchmarks.signins")
HOOK, GROUP = "693a91f6-7xxx-4bc4", "wrGROUPone"
EVERYBODY = Audience((Term(Group.EVERYBODY, "大家"),))
CONNECTIONS, GIVE_UP_S, MINUTES = 32, 300.0, 30
LONGEST_P99_S, MOST_IN_GROUP = 0.1, 3
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Figures:
    """What one kind of message cost. Times in seconds, each of one message but cpu_s, the mean."""

    statuses: Counter[int]
    admitted_s: Sequence[float]
    answered_s: Sequence[float]
    cpu_s: float

    @property
    def p99_s(self) -> float:
        """How long all but one in a hundred admissions took at most."""
        return quantiles(self.admitted_s, n=100)[98]

    def line(self, name: str) -> str:
        """Say it in one line."""
        admitted, answered = quantiles(self.admitted_s, n=100), quantiles(self.answered_s, n=100)
        counts = " ".join(f"{status}×{count}" for status, count in sorted(self.statuses.items()))
        return (
            f"{name:<24} admitted p50 {admitted[49] * 1e3:6.1f} ms  p99 {admitted[98] * 1e3:6.1f} ms   "
            f"answered p50 {answered[49]:5.2f} s  p99 {answered[98]:5.2f} s   cpu {self.cpu_s * 1e3:5.1f} ms   {counts}"
        )


@dataclass(frozen=True, slots=True)
class Site:
    """A department at work: its store, its workers, how many people it has."""

    house: House
    workers: Sequence[Served]
    people: int

    @property
    def database(self) -> Database:
        """The store."""
        return self.house.database

    def callbacks(self, words: str) -> list[Callback]:
        """Have everybody say something."""
        sender, now = Sender(ACCOUNT), SystemClock().machine()
        first = int(now.timestamp() * 1e6)
        members = range(1, self.people + 1)
        return [sender.text(words, sender=f"member{one}", at=now, msg_id=str(first + one)) for one in members]

    def measure(self, words: str, within_s: float) -> Figures:
        """Have everybody say something within a time, and wait until everything is answered."""
        made = self.callbacks(words)
        before, since = self._spent_s(), self.house.clock.office()
        statuses, took = asyncio.run(paced(made, [one.url for one in self.workers], within_s))
        self.settle()
        return Figures(statuses, took, self._answered_s(since), (self._spent_s() - before) / len(made))

    def settle(self) -> None:
        """Wait until nothing waits to be heard or said."""
        ends = monotonic() + GIVE_UP_S
        heard = select(func.count()).where(inbox.c.state == "wait")
        said = select(func.count()).where(pushes.c.state.in_(("wait", "called")))
        while monotonic() < ends:
            with self.database.read() as connection:
                if not connection.scalar(heard) and not connection.scalar(said):
                    return
            sleep(0.25)

    def _answered_s(self, since: datetime) -> list[float]:
        """Return how long after its admission each message had its answer delivered."""
        answered = select(inbox.c.received_at, pushes.c.settled_at).where(
            pushes.c.answers == inbox.c.id, inbox.c.received_at >= since, pushes.c.settled_at.is_not(None)
        )
        with self.database.read() as connection:
            return [(row.settled_at - row.received_at).total_seconds() for row in connection.execute(answered)]

    def _spent_s(self) -> float:
        """Return what the workers' processors have spent so far."""
        spent = 0
        for one in self.workers:
            assert one.process is not None
            fields = Path(f"/proc/{one.process.pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
            spent += int(fields[11]) + int(fields[12])
        return spent / TICKS


async def paced(
    callbacks: Sequence[Callback], urls: Sequence[str], within_s: float
) -> tuple[Counter[int], list[float]]:
    """Send callbacks at an even pace, in turn to each worker. Returns statuses and seconds from the planned moment."""
    statuses, took = Counter[int](), list[float]()
    begin = perf_counter() + 0.2

    async def send(number: int, callback: Callback) -> None:
        due = begin + within_s * number / len(callbacks)
        await asyncio.sleep(due - perf_counter())
        url = f"{urls[number % len(urls)]}?{callback.url_query}"
        async with session.post(url, data=callback.body) as answer:
            statuses[answer.status] += 1
        took.append(perf_counter() - due)

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=CONNECTIONS)) as session:
        await asyncio.gather(*(send(number, one) for number, one in enumerate(callbacks)))
    return statuses, took


def fill(house: House, people: int) -> None:
    """Enrol people whom the assistant knows, the first of them an organiser, and their group."""
    now, numbers = house.clock.office(), range(1, people + 1)
    theirs = [{"platform": PLATFORM, "account": f"member{one}", "person_id": one, "since": now} for one in numbers]
    with house.database.write() as connection:
        connection.execute(insert(persons), [{"id": one, "number": f"B{one}", "name": f"员工{one}"} for one in numbers])
        connection.execute(insert(accounts), theirs)
        posts.give_role(connection, 1, Role.ORGANISER, now)
        chat = chats.note(connection, PLATFORM, GROUP, "benchmark", now)
        chats.set_standing(connection, chat.id, chats.INTERNAL)
        chats.speak_by(connection, chat.id, "wecom-webhook:工作群")
        for one in numbers:
            greeted = journal.Entry(now, "person.greeted", "", "benchmark", {}, account=f"{PLATFORM}/member{one}")
            journal.append(connection, greeted)


def open_study(house: House) -> int:
    """Open signing in for everybody; return the study's row."""
    now = house.clock.office()
    with house.database.write() as connection:
        turn = Turn(connection, now=now, machine=house.clock.machine(), source="benchmark", person_id=1)
        chat = chats.find(connection, PLATFORM, GROUP)
        assert chat is not None
        study = studies.put(
            connection,
            from_now(now, MINUTES),
            kind="培训",
            title="全员安全培训",
            starts_at=now,
            audience=EVERYBODY,
            organiser_id=1,
            chat_id=chat.id,
            made_at=now,
        )
        return opening.open_study(turn, study, ZoneInfo(house.settings.office.zone)).id


def measure(url: str, base: str, folder: Path, workers: int, options: argparse.Namespace) -> list[str]:
    """Have everybody greet, open, have everybody sign in, send it all again; print, and return what is wrong."""
    house = house_at(url, base, folder, SystemClock().ahead)
    make_ready(house.database)
    fill(house, options.people)
    name = f"{house.database.engine.dialect.name} ×{workers}"
    with ExitStack() as stack:
        served = [
            stack.enter_context(Served(folder / str(number), base, account=ACCOUNT, more=_more(url, base)))
            for number in range(workers)
        ]
        for one in served:
            one.start()
        site = Site(house, served, options.people)
        greeted = site.measure("你好", options.within)
        _say(greeted.line(f"{name} 你好"))
        began, study_id = monotonic(), open_study(house)
        site.settle()
        _say(f"{name} everybody told in {monotonic() - began:.1f} s")
        signed = site.measure("签到", options.within)
        _say(signed.line(f"{name} 签到"))
        again = site.measure("签到", 0)
        _say(again.line(f"{name} all at once, again"))
        ratios = f"p99 {signed.p99_s / greeted.p99_s:.2f}   cpu {signed.cpu_s / greeted.cpu_s:.2f}"
        _say(f"{name} 签到 to 你好: {ratios}")
        wrong = [f"{set(one.statuses)} were answered" for one in (greeted, signed, again) if set(one.statuses) != {200}]
        wrong += faults(house.database, study_id, options.people)
    house.close()
    return wrong + ([f"p99 {signed.p99_s * 1e3:.0f} ms"] if signed.p99_s > LONGEST_P99_S else [])


def faults(database: Database, study_id: int, people: int) -> list[str]:
    """Return what is wrong with the sign-ins of a study that everybody signed in to."""
    unheard = select(func.count()).where(inbox.c.state != "done")
    standing = select(rows.roster.c.status, func.count()).group_by(rows.roster.c.status)
    with database.read() as connection:
        signed = Counter(one.person_id for one in journal.entries(connection, kinds=(SIGNED,), newest=2 * people))
        found = {row[0]: row[1] for row in connection.execute(standing)}
        counted = roster.count(connection, study_id)
        left = connection.scalar(unheard)
    checks = {
        f"the roster has {found}": found == {roster.PRESENT: people},
        f"the tally is {counted}": counted == (people, people),
        f"{len(signed)} signed in, {signed.total()} times": len(signed) == people == signed.total(),
        f"{left} messages were not heard": not left,
    }
    return [what for what, holds in checks.items() if not holds]


def seen_by(delivered: Sequence[tuple[str, str]], group: Sequence[str], people: int) -> list[str]:
    """Return what is wrong with what people saw. delivered: who and what."""
    acked = Counter(who for who, text in delivered if text.startswith("已签到"))
    told = Counter(who for who, text in delivered if text.startswith("【签到】"))
    checks = {
        f"{len(acked)} acknowledged, one {max(acked.values(), default=0)} times": acked.total() == len(acked) == people,
        f"{told.total()} told that it opened": told.total() <= people,
        f"the group read {list(group)}": 1 <= len(group) <= MOST_IN_GROUP,
    }
    return [what for what, holds in checks.items() if not holds]


def serve_platform(people: int) -> None:
    """Be the platform until told to end; say where it is, and at the end what is wrong with what people saw."""
    over = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: over.set())
    members = [f"member{one}" for one in range(1, people + 1)]
    app = EmulatedApp(ACCOUNT.corp_id, ACCOUNT.agent_id, SECRET, members)
    with EmulatedWeCom(SystemClock(), [app], Rules(answer_s=ANSWER_S), webhooks={HOOK: GROUP}) as platform:
        sys.stdout.write(f"{platform.base}\n")
        sys.stdout.flush()
        over.wait()
        delivered = [(one.account, one.text) for one in platform.delivered]
        group = platform.screen(GROUP).texts
    sys.stdout.write(json.dumps([f"the group read {text}" for text in group]) + "\n")
    sys.stdout.write(json.dumps(seen_by(delivered, group, people)) + "\n")


def _more(url: str, base: str) -> str:
    hook = f'[[wecom_webhook]]\nname = "工作群"\nkey = "{HOOK}"\napi_base = "{base}"\n'
    return f'\n[store]\nurl = "{url}"\n{hook}'


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    """Measure both databases, print, and return 1 where anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--within", type=float, default=50, help="seconds")
    parser.add_argument("--platform", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.platform:
        serve_platform(options.people)
        return 0
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        for database, workers in (("sqlite", 1), ("postgresql", 2)):
            if options.only not in (None, database):
                continue
            folder = Path(name) / database
            folder.mkdir()
            sqlite = f"sqlite:///{folder}/houqin.db"
            url = sqlite if database == "sqlite" else stack.enter_context(postgresql(folder))
            with process([*PROGRAM, "--platform", "--people", str(options.people)], {}) as platform:
                assert platform.stdout is not None
                wrong += measure(url, platform.stdout.readline().strip(), folder, workers, options)
                platform.send_signal(signal.SIGTERM)
                _say("\n".join(json.loads(platform.stdout.readline())))
                wrong += json.loads(platform.stdout.readline())
    _say("\n".join(wrong) or "nobody lost, nobody twice, the tally right, the group not flooded")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
