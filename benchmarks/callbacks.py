"""How many encrypted WeCom callbacks a server takes a second, against a bare ASGI application in the same run.

    python -m benchmarks.callbacks                         # the door alone: verified, decrypted, parsed, nothing stored
    python -m benchmarks.callbacks --url http://127.0.0.1:8000/callback/wecom-app/1000002 \
        --corp-id ww… --agent-id 1000002                   # a running server; Token and AES key from the environment

HOUQIN_BENCH_TOKEN and HOUQIN_BENCH_AES_KEY hold the callback's secrets. Every callback has its own id and is sent once,
over 32 connections kept alive; both servers get the very same requests.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import socket
import statistics
import subprocess
import sys
import time
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from bot.clock import SystemClock
from bot.errors import CallbackError
from bot.platforms.protocol import Request
from bot.platforms.wecom.door import WeComAppDoor
from tests.emulators.wecom_callbacks import Account, Sender

WARM_UP = 2000
Asgi = Callable[[MutableMapping[str, Any]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Figures:
    """What one run gave. Times in seconds."""

    statuses: Counter[int]
    took_s: float
    p50_s: float
    p99_s: float

    @property
    def per_second(self) -> float:
        """Requests a second, whatever their status."""
        return sum(self.statuses.values()) / self.took_s

    def line(self, name: str) -> str:
        """Say it in one line."""
        counts = " ".join(f"{status}×{count}" for status, count in sorted(self.statuses.items()))
        times = f"p50 {self.p50_s * 1e3:6.2f} ms  p99 {self.p99_s * 1e3:6.2f} ms"
        return f"{name:<8} {self.per_second:8.0f}/s  {times}  {counts}"


class Connection(asyncio.Protocol):
    """Sends the next request as soon as the last one is answered."""

    def __init__(self, queue: deque[bytes], statuses: Counter[int], times: list[float]) -> None:
        self._queue, self._statuses, self._times = queue, statuses, times
        self._received = b""
        self._start = 0.0
        self._transport: asyncio.Transport | None = None
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport) or hasattr(transport, "write")
        self._transport = transport  # type: ignore[assignment]
        self._next()

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, found, rest = self._received.partition(b"\r\n\r\n")
        if not found or len(rest) < _content_length(head):
            return
        self._statuses[int(head[9:12])] += 1
        self._times.append(time.perf_counter() - self._start)
        self._received = b""
        self._next()

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        if not self.done.done():
            self._statuses[0] += 1
            self.done.set_result(None)

    def _next(self) -> None:
        assert self._transport is not None
        if self._queue:
            self._start = time.perf_counter()
            self._transport.write(self._queue.popleft())
        elif not self.done.done():
            self.done.set_result(None)
            self._transport.close()


def _content_length(head: bytes) -> int:
    at = head.lower().find(b"\r\ncontent-length:")
    return int(head[at + 17 :].split(b"\r\n", 1)[0]) if at >= 0 else 0


async def fire(host: str, port: int, requests: list[bytes], connections: int) -> Figures:
    """Send every request once over that many connections."""
    queue, statuses, times = deque(requests), Counter[int](), list[float]()
    loop = asyncio.get_running_loop()
    start = time.perf_counter()
    made = [
        (await loop.create_connection(lambda: Connection(queue, statuses, times), host, port))[1]
        for _ in range(connections)
    ]
    await asyncio.gather(*(connection.done for connection in made))
    took_s = time.perf_counter() - start
    cuts = statistics.quantiles(times, n=100) if len(times) > 1 else [0.0] * 99
    return Figures(statuses, took_s, cuts[49], cuts[98])


def prepare(account: Account, path: str, host: str, count: int) -> list[bytes]:
    """Make that many callbacks with the present time, each with its own id, as raw HTTP requests."""
    sender, now, requests = Sender(account), SystemClock().machine(), []
    first = time.time_ns()
    for number in range(count):
        words = f"病假超过几天要扣绩效？第{number}次问"
        callback = sender.text(words, sender=f"member{number % 500}", at=now, msg_id=str(first + number))
        head = f"POST {path}?{callback.url_query} HTTP/1.1\r\nHost: {host}\r\nContent-Type: text/xml\r\n"
        requests.append(f"{head}Content-Length: {len(callback.body)}\r\n\r\n".encode() + callback.body)
    return requests


async def hello(scope: MutableMapping[str, Any], receive: Asgi, send: Asgi) -> None:
    """Answer every request with nothing, without reading it: the bare ASGI application."""
    del receive
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]})
        await send({"type": "http.response.body", "body": b""})


async def door(scope: MutableMapping[str, Any], receive: Callable[[], Awaitable[Any]], send: Asgi) -> None:
    """Decode every callback with the real door and acknowledge it; nothing is stored."""
    if scope["type"] != "http":
        return
    body = b""
    while (part := await receive())["type"] == "http.request":
        body += part["body"]
        if not part.get("more_body"):
            break
    query = dict(pair.split("=", 1) for pair in scope["query_string"].decode().split("&"))
    try:
        status = DOOR.decode(Request("POST", query, {}, body), CLOCK.machine()).acknowledge.status
    except CallbackError as refused:
        status = refused.status
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})


SAMPLE = Account()
DOOR = WeComAppDoor(corp_id=SAMPLE.corp_id, agent_id=SAMPLE.agent_id, keys=[(SAMPLE.token, SAMPLE.aes_key)])
CLOCK = SystemClock()


@contextmanager
def serving(application: str) -> Iterator[int]:
    """Serve one of the applications above by uvicorn in a process of its own; give its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", f"benchmarks.callbacks:{application}", "--port", str(port)]
    process = subprocess.Popen([*command, "--log-level", "warning", "--no-access-log"])
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait(10)


def measure(host: str, port: int, path: str, options: argparse.Namespace, account: Account) -> Figures:
    """Warm up, then fire."""
    requests = prepare(account, path, f"{host}:{port}", WARM_UP + options.count)
    asyncio.run(fire(host, port, requests[:WARM_UP], options.connections))
    return asyncio.run(fire(host, port, requests[WARM_UP:], options.connections))


def main() -> int:
    """Measure, print three lines, and return 1 where anything was not answered with 200."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--url", help="the callback address of a running server; without it the door alone")
    parser.add_argument("--corp-id", default=SAMPLE.corp_id)
    parser.add_argument("--agent-id", type=int, default=SAMPLE.agent_id)
    parser.add_argument("--count", type=int, default=20000)
    parser.add_argument("--connections", type=int, default=32)
    options = parser.parse_args()
    token = os.environ.get("HOUQIN_BENCH_TOKEN", SAMPLE.token)
    account = Account(options.corp_id, options.agent_id, token, os.environ.get("HOUQIN_BENCH_AES_KEY", SAMPLE.aes_key))
    with serving("hello") as port:
        bare = measure("127.0.0.1", port, DOOR.path, options, account)
    if options.url:
        url = urlsplit(options.url)
        real = measure(url.hostname or "127.0.0.1", url.port or 80, url.path, options, account)
    else:
        with serving("door") as port:
            real = measure("127.0.0.1", port, DOOR.path, options, account)
    ratio = f"ratio    {real.per_second / bare.per_second:8.3f}"
    sys.stdout.write("\n".join((bare.line("hello"), real.line("server" if options.url else "door"), ratio, "")))
    return 0 if set(real.statuses) == {200} else 1


if __name__ == "__main__":
    raise SystemExit(main())
