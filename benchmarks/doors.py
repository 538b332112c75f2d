"""How many callbacks a second a real `houqin serve` takes at each door, against a bare ASGI application alongside.

    python -m benchmarks.doors

One server with all doors, in a folder of its own; a WeCom app's messages, an AI bot's messages, polls of one of its
streams, a DingTalk robot's messages. Each door is measured with the desk working off what came before, in the same
process. Prints a line and a ratio a door; 1 where anything was not answered with 200.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.callbacks import WARM_UP, Figures, fire, prepare, serving
from bot.clock import SystemClock
from tests.emulators import aibot_load, aibot_messages
from tests.emulators.aibot_messages import Where
from tests.emulators.aibot_wire import BotAccount, BotSender, exchange
from tests.emulators.dingtalk_robot import EmulatedDingTalkRobot
from tests.served import Served

CLOCK, BOT = SystemClock(), BotAccount()
NOWHERE = "http://127.0.0.1:9"  # nothing answers there: what leaves is tried again and again, as in an outage
CORP, ROBOT, SECRET = "ding6ccabc44d2c8d38b", "dingrobot0001", "this is the app secret of a robot"
DOORS = f"""
[[wecom_aibot]]
aibot_id = "{BOT.aibotid}"
name = "{BOT.name}"
token = "{BOT.token}"
aes_key = "{BOT.aes_key}"

[[dingtalk_robot]]
corp_id = "{CORP}"
app_key = "dingkey0001"
app_secret = "{SECRET}"
robot_code = "{ROBOT}"
api_base = "{NOWHERE}"
"""
Prepared = Callable[[Served, int], list[bytes]]


def app_messages(served: Served, count: int) -> list[bytes]:
    """Make encrypted XML messages of 500 members."""
    return prepare(served.account, served.path, f"127.0.0.1:{served.port}", count)


def bot_messages(served: Served, count: int) -> list[bytes]:
    """Make encrypted JSON messages of 500 members in a group."""
    path, host = f"/callback/wecom-aibot/{BOT.aibotid}", f"127.0.0.1:{served.port}"
    return aibot_load.prepare(BOT, path, host, count, at=CLOCK.machine(), chat="GROUP1")


def bot_polls(served: Served, count: int) -> list[bytes]:
    """Make polls of one stream, each sealed anew."""
    return asyncio.run(_polls(served, count))


async def _polls(served: Served, count: int) -> list[bytes]:
    path = f"/callback/wecom-aibot/{BOT.aibotid}"
    sender, where = BotSender(BOT), Where(BOT.aibotid, "member1", None)
    asked = aibot_messages.message(where, aibot_messages.new_id(), aibot_messages.text("你好"), lambda _: "")
    first = await exchange(f"http://127.0.0.1:{served.port}{path}", sender.seal(asked, CLOCK.machine()), 5.0)
    stream = sender.open(first)["stream"]["id"]
    host = f"127.0.0.1:{served.port}"
    polls = (aibot_messages.refresh(where, aibot_messages.new_id(), stream) for _ in range(count))
    return [aibot_load.raw(sender.seal(poll, CLOCK.machine()), path, host) for poll in polls]


def robot_messages(served: Served, count: int) -> list[bytes]:
    """Make signed JSON messages of 500 members."""
    url = f"http://127.0.0.1:{served.port}/callback/dingtalk/{ROBOT}"
    robot = EmulatedDingTalkRobot(url, app_secret=SECRET, robot_code=ROBOT, corp_id=CORP, clock=CLOCK)
    return robot.raw_texts(count)


def measure(served: Served, prepared: Prepared, options: argparse.Namespace) -> Figures:
    """Warm up, then fire."""
    requests = prepared(served, WARM_UP // 4 + options.count)
    warm, rest = requests[: WARM_UP // 4], requests[WARM_UP // 4 :]
    asyncio.run(fire("127.0.0.1", served.port, warm, options.connections))
    return asyncio.run(fire("127.0.0.1", served.port, rest, options.connections))


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--count", type=int, default=8000)
    parser.add_argument("--connections", type=int, default=32)
    options = parser.parse_args()
    doors: dict[str, Prepared] = {
        "app": app_messages, "aibot": bot_messages, "polls": bot_polls, "dingtalk": robot_messages,
    }  # fmt: skip
    bad = False
    with tempfile.TemporaryDirectory() as folder, Served(Path(folder), NOWHERE, more=DOORS) as served:
        served.start()
        with serving("hello") as port:
            requests = app_messages(served, WARM_UP + options.count)
            asyncio.run(fire("127.0.0.1", port, requests[:WARM_UP], options.connections))
            bare = asyncio.run(fire("127.0.0.1", port, requests[WARM_UP:], options.connections))
        sys.stdout.write(bare.line("hello") + "\n")
        for name, prepared in doors.items():
            figures = measure(served, prepared, options)
            bad |= set(figures.statuses) != {200}
            sys.stdout.write(f"{figures.line(name)}  ratio {figures.per_second / bare.per_second:.3f}\n")
    return int(bad)


if __name__ == "__main__":
    raise SystemExit(main())
