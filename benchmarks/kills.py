"""Kill `houqin serve` at random under load, again and again, then count what became of every message.

    python -m benchmarks.kills --kills 20

Real encrypted callbacks, 30 % of them twice and all shuffled, over 32 connections; an emulated platform that takes the
replies. At the end, after draining: what was acknowledged is stored, every stored message had one effect and one
reply, no member got anything twice, the database is whole and nothing is left undone.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sqlite3
import sys
import tempfile
from collections import Counter, deque
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from bot.clock import SystemClock
from tests.emulators.wecom import EmulatedApp, EmulatedWeCom
from tests.emulators.wecom_callbacks import Sender, deliver, storm
from tests.served import SECRET, Served, until

CONNECTIONS = 32
MEMBERS = [f"member{number}" for number in range(2000)]
EARLIEST_S, LATEST_S = 0.05, 0.8
EACH_ROUND = 1000
DRAIN_S = 600.0

#: What must be empty in the end.
CHECKS = {
    "messages left undone": "SELECT count(*) FROM inbox WHERE state <> 'done'",
    "pushes left undone": "SELECT count(*) FROM pushes WHERE state <> 'delivered'",
    "calls left undone": "SELECT count(*) FROM calls WHERE state <> 'done'",
    "messages without exactly one reply": """
        SELECT count(*) FROM inbox WHERE (SELECT count(*) FROM pushes WHERE pushes.answers = inbox.id) <> 1""",
    "messages without exactly one effect": """
        SELECT count(*) FROM inbox WHERE (SELECT count(*) FROM journal
        WHERE journal.source = 'inbox:' || inbox.id AND journal.kind = 'feedback.positive') <> 1""",
    "members greeted twice": """
        SELECT count(*) - count(DISTINCT account) FROM journal WHERE kind = 'person.greeted'""",
}
DONE = """
    SELECT NOT EXISTS (SELECT 1 FROM inbox WHERE state = 'wait')
    AND NOT EXISTS (SELECT 1 FROM pushes WHERE state IN ('wait', 'reserved'))
    AND NOT EXISTS (SELECT 1 FROM calls WHERE state IN ('wait', 'work'))"""


@dataclass(frozen=True, slots=True)
class Found:
    """What stands in the store. faults: what must not be, in words."""

    stored: frozenset[str]
    faults: list[str]


async def hammered(
    served: Served,
    dice: random.Random,
    first: int,
    members: Sequence[str],
    *,
    count: int = EACH_ROUND,
    latest_s: float = LATEST_S,
) -> set[str]:
    """Send callbacks numbered from `first` until the server is killed; return the ids it acknowledged."""
    sender, now = Sender(served.account), SystemClock().machine()
    made = {
        str(number): sender.text("谢谢", sender=dice.choice(members), at=now, msg_id=str(number))
        for number in range(first, first + count)
    }
    ids = {callback.query["msg_signature"]: number for number, callback in made.items()}
    queue = deque(storm(list(made.values()), seed=dice.randrange(10**6)))
    acked: set[str] = set()

    async def keep_sending() -> None:
        while queue and served.process is not None:
            callback = queue.popleft()
            if 200 in await deliver(session, served.url, callback):
                acked.add(ids[callback.query["msg_signature"]])

    async def kill() -> None:
        await asyncio.sleep(dice.uniform(EARLIEST_S, latest_s))
        served.kill()

    async with aiohttp.ClientSession() as session:
        await asyncio.gather(kill(), *(keep_sending() for _ in range(CONNECTIONS)))
    return acked


def drained(served: Served, within_s: float = DRAIN_S) -> None:
    """Wait until a running server has nothing left to do."""
    with closing(sqlite3.connect(served.database)) as database:
        until(lambda: database.execute(DONE).fetchone() == (1,), "everything done", within_s)


def counted(served: Served, platform: EmulatedWeCom) -> Found:
    """Count what became of every message of a server that has ended."""
    with closing(sqlite3.connect(served.database)) as database:
        stored = frozenset(row[0] for row in database.execute("SELECT message_id FROM inbox"))
        counts = {what: database.execute(query).fetchone()[0] for what, query in CHECKS.items()}
        (whole,) = database.execute("PRAGMA integrity_check").fetchone()
        replies = database.execute("SELECT count(*) FROM pushes").fetchone()[0]
    given = Counter((one.account, one.text) for one in platform.delivered)
    counts["replies given twice"] = sum(times - 1 for times in given.values())
    counts["replies not given"] = replies - len(given)
    faults = [f"{number} {what}" for what, number in counts.items() if number]
    return Found(stored, faults if whole == "ok" else [*faults, whole])


def main() -> int:
    """Kill, drain, count; return 1 where anything is wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    dice, acked, sent = random.Random(options.seed), set[str](), 1  # noqa: S311 — repeatable
    with tempfile.TemporaryDirectory(prefix="houqin-kills-") as folder:
        clock = SystemClock()
        app = EmulatedApp("ww1436e0e65a779aee", 1000002, SECRET, MEMBERS)
        with EmulatedWeCom(clock, [app]) as platform, Served(Path(folder), platform.base) as served:
            for number in range(1, options.kills + 1):
                served.start()
                acked |= asyncio.run(hammered(served, dice, sent, MEMBERS))
                sent += EACH_ROUND
                sys.stdout.write(f"kill {number}: {len(acked)} acknowledged so far\n")
            served.start()
            drained(served)
            served.stop()
            found = counted(served, platform)
    lost = acked - found.stored
    sys.stdout.write(
        f"{options.kills} kills: {len(acked)} acknowledged, {len(found.stored)} stored, {len(lost)} lost; "
        f"{'; '.join(found.faults) or 'one effect and one reply each, database whole, nothing left undone'}\n"
    )
    return 1 if lost or found.faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
