"""Kill `houqin serve` at random while reminders ring, a notice goes to many and both are answered; then count.

    python -m benchmarks.owed_kills --kills 10

Real encrypted callbacks, some of them twice; an emulated platform that keeps what each member was given. At the end,
after draining: every reminder and every notice was given to its member exactly once, what was answered is settled by
one entry and got one reply, and nothing is left undone.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sqlite3
import sys
import tempfile
from collections import Counter
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import aiohttp

from benchmarks.kills import DONE, DRAIN_S
from benchmarks.reminders import fill, house_at, store_many
from bot.app import House
from bot.clock import SystemClock
from bot.store import people
from bot.store.schema import make_ready
from bot.turn import Turn
from scheduler.audience import Audience
from scheduler.notices import Asks, Draft, rows, sending, words
from tests.emulators.wecom import EmulatedApp, EmulatedWeCom
from tests.emulators.wecom_callbacks import Sender, deliver, storm
from tests.served import SECRET, Served, until

PEOPLE = 200
WITHIN = timedelta(seconds=30)
LEAD = timedelta(seconds=5)
EARLIEST_S, LATEST_S = 0.3, 4.0
RECEIVED, DONE_WITH = "收到", "已办"
CHECKS = {
    "messages left undone": "SELECT count(*) FROM inbox WHERE state <> 'done'",
    "pushes left undone": "SELECT count(*) FROM pushes WHERE state <> 'delivered'",
    "timers set aside": "SELECT count(*) FROM timers WHERE state = 'aside'",
    "reminders that did not ring once": "SELECT count(*) FROM reminders WHERE rung <> 1",
    "messages without exactly one reply": """
        SELECT count(*) FROM inbox WHERE (SELECT count(*) FROM pushes WHERE pushes.answers = inbox.id) <> 1""",
    "settled more than once": """
        SELECT count(*) FROM (SELECT subject, json_extract(data, '$.person') AS who FROM journal
        WHERE kind = 'owed.settled' GROUP BY subject, who, json_extract(data, '$.kind') HAVING count(*) > 1)""",
}


def notice_to_all(house: House) -> None:
    """Send a notice to everybody, which each is to answer; not held back at night."""
    with house.database.write() as connection:
        turn = Turn(connection, now=house.clock.office(), machine=house.clock.machine(), source="benchmark")
        draft = Draft("notice", "notice:kills", "【通知】明天停水", "请储水。", Audience(), Asks.ACK, None)
        notice = rows.put(connection, draft, turn.now)
        everybody = people.people(connection, turn.now)
        sending.owe(turn, notice, everybody)
        sending.tell(turn, notice, everybody, lambda before: words.full(notice, before), presses=True)


async def answered(served: Served, dice: random.Random, round_: int) -> int:
    """Have a part of the members answer, some twice, until the server is killed; return how many were acknowledged."""
    sender, now, acked = Sender(served.account), SystemClock().machine(), 0
    made = [
        sender.text(text, sender=f"member{number}", at=now, msg_id=f"{round_}{number:05}{place}")
        for number in dice.sample(range(1, PEOPLE + 1), PEOPLE // 4)
        for place, text in enumerate((RECEIVED, DONE_WITH))
    ]

    async def say() -> None:
        nonlocal acked
        for callback in storm(made, seed=dice.randrange(10**6)):
            if served.process is None:
                return
            acked += 200 in await deliver(session, served.url, callback)

    async def kill() -> None:
        await asyncio.sleep(dice.uniform(EARLIEST_S, LATEST_S))
        served.kill()

    async with aiohttp.ClientSession() as session:
        await asyncio.gather(say(), kill())
    return acked


def faults(served: Served, platform: EmulatedWeCom) -> list[str]:
    """Count what must not be, in words."""
    with closing(sqlite3.connect(served.database)) as database:
        counts = {what: database.execute(query).fetchone()[0] for what, query in CHECKS.items()}
    given = Counter((one.account, one.text) for one in platform.delivered)
    for what, mark in (("reminders", "〔提醒〕"), ("notices", "【通知】明天停水")):
        times = [number for (_, text), number in given.items() if text.startswith(mark)]
        counts[f"{what} not given"] = PEOPLE - len(times)
        counts[f"{what} given twice"] = sum(times) - len(times)
    return [f"{number} {what}" for what, number in counts.items() if number]


def main() -> int:
    """Kill, drain, count; return 1 where anything is wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    dice, acked = random.Random(options.seed), 0  # noqa: S311 — repeatable
    with tempfile.TemporaryDirectory(prefix="houqin-kills-") as folder:
        members = [f"member{number}" for number in range(1, PEOPLE + 1)]
        app = EmulatedApp("ww1436e0e65a779aee", 1000002, SECRET, members)
        with EmulatedWeCom(SystemClock(), [app]) as platform, Served(Path(folder), platform.base) as served:
            house = house_at(f"sqlite:///{served.database}", platform.base, served.database.parent, timedelta())
            make_ready(house.database)
            fill(house, PEOPLE)
            store_many(house, range(PEOPLE), house.clock.office() + LEAD, WITHIN / PEOPLE)
            notice_to_all(house)
            house.close()
            for number in range(1, options.kills + 1):
                served.start()
                acked += asyncio.run(answered(served, dice, number))
                sys.stdout.write(f"kill {number}: {acked} acknowledged so far\n")
            served.start()
            with closing(sqlite3.connect(served.database)) as database:
                rung = "SELECT NOT EXISTS (SELECT 1 FROM reminders WHERE rung = 0)"
                until(lambda: database.execute(rung).fetchone() == (1,), "every reminder rung", DRAIN_S)
                until(lambda: database.execute(DONE).fetchone() == (1,), "everything done", DRAIN_S)
            served.stop()
            found = faults(served, platform)
    said = "; ".join(found) or "each reminder and notice given once, each answer settled and replied to once"
    sys.stdout.write(f"{options.kills} kills: {acked} acknowledged; {said}\n")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
