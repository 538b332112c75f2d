"""An emulated WeCom API on a loopback port: what the platform enforces, silently or not, at a time the test sets.

`delivered` is what members got, `swallowed` what they did not get although the answer was errcode 0.
"""

from __future__ import annotations

import asyncio
import itertools
import json
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from bot.clock import Clock
from tests.emulators.loopback import Loopback
from tests.emulators.wecom_rules import Fault, Rules, Trouble, error

PAGE = "<html><head><title>502 Bad Gateway</title></head><body>gateway</body></html>"


@dataclass(slots=True)
class EmulatedApp:
    """One app. visible: its members; unlicensed: those of them without an interface licence."""

    corp_id: str
    agent_id: int
    secret: str
    visible: Sequence[str]
    unlicensed: frozenset[str] = frozenset()
    trusted_ips: frozenset[str] = frozenset({"127.0.0.1"})
    tokens: dict[str, datetime] = field(default_factory=dict)
    by_lower: dict[str, str] = field(default_factory=dict)

    def member(self, account: str) -> str | None:
        """Find a visible member, whatever the case it is written in."""
        if len(self.by_lower) != len(self.visible):
            self.by_lower = {known.lower(): known for known in self.visible}
        return self.by_lower.get(account.lower())


@dataclass(frozen=True, slots=True)
class Delivery:
    """One text at one member. reason: why it was swallowed, empty where it was delivered."""

    at: datetime
    agent_id: int
    account: str
    text: str
    reason: str = ""


class EmulatedWeCom:
    """The platform. A context manager; `base` is the api_base of its apps."""

    def __init__(self, clock: Clock, apps: Sequence[EmulatedApp], rules: Rules | None = None) -> None:
        self.apps, self.rules = list(apps), rules or Rules()
        self.delivered: list[Delivery] = []
        self.swallowed: list[Delivery] = []
        self.bodies: list[bytes] = []
        self.calls: Counter[str] = Counter()
        self._clock = clock
        self._faults: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self._seen: dict[str, datetime] = {}
        self._asked: deque[datetime] = deque()
        self._given: defaultdict[tuple[int, str], deque[datetime]] = defaultdict(deque)
        self._numbers = itertools.count(1)
        app = web.Application()
        app.router.add_get("/cgi-bin/{path:.+}", self._handle)
        app.router.add_post("/cgi-bin/{path:.+}", self._handle)
        self._server = Loopback(app)

    @property
    def base(self) -> str:
        """The api_base to configure."""
        return self._server.base

    def __enter__(self) -> Self:
        self._server.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, trouble: BaseException | None, at: TracebackType | None
    ) -> None:
        self._server.__exit__(kind, trouble, at)

    def fail(self, path: str, trouble: Trouble, number: int = 0, *, times: int = 1) -> None:
        """Make the next `times` requests to `path` (such as message/send) go wrong."""
        self._faults[path].extend([Fault(trouble, number)] * times)

    def texts(self, account: str) -> list[str]:
        """Return what a member got, in order."""
        return [delivery.text for delivery in self.delivered if delivery.account == account]

    def revoke(self) -> None:
        """Forget every access token, as the platform may at any time."""
        for app in self.apps:
            app.tokens.clear()

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        path = request.match_info["path"]
        self.calls[path] += 1
        body = await request.read()
        fault = self._faults[path].popleft() if self._faults[path] else None
        if fault and fault.trouble in BEFORE:
            return await self._break(request, fault)
        if fault and fault.trouble is Trouble.REVOKE:
            self.revoke()
        answer = self._answer(path, request, body, swallow=bool(fault and fault.trouble is Trouble.SWALLOW))
        if fault and fault.trouble in {Trouble.LOST, Trouble.HTML}:
            return await self._break(request, fault)
        return web.json_response(answer)

    async def _break(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        if fault.trouble is Trouble.HANG:
            await asyncio.Event().wait()
        if fault.trouble in {Trouble.RESET, Trouble.LOST} and request.transport:
            request.transport.abort()
        if fault.trouble is Trouble.ERRCODE:
            return web.json_response(error(fault.number))
        return web.Response(status=fault.number or 200, text=PAGE, content_type="text/html")

    def _answer(self, path: str, request: web.Request, body: bytes, *, swallow: bool) -> Mapping[str, object]:
        if path == "gettoken":
            return self._give_token(request.query)
        token = request.query.get("access_token", "")
        app = next((app for app in self.apps if token in app.tokens), None)
        if app is None:
            return error(40014 if token else 41001)
        if app.tokens[token] <= self._clock.machine():
            return error(42001)
        if (request.remote or "") not in app.trusted_ips:
            return error(60020, request.remote or "")
        if path == "message/send":
            return self._send(app, body, swallow=swallow)
        plain: dict[str, dict[str, object]] = {
            "agent/get": {"agentid": app.agent_id, "name": "后勤助手", "close": 0},
            "getcallbackip": {"ip_list": ["101.226.103.*", "101.226.62.*"]},
        }
        return {"errcode": 0, "errmsg": "ok", **plain.get(path, {})}

    def _give_token(self, query: Mapping[str, str]) -> Mapping[str, object]:
        now = self._clock.machine()
        if _within(self._asked, now, 60) >= self.rules.gettoken_per_minute:
            return error(45009)
        self._asked.append(now)
        if all(app.corp_id != query.get("corpid") for app in self.apps):
            return error(40013)
        app = next((app for app in self.apps if app.secret == query.get("corpsecret")), None)
        if app is None:
            return error(40001)
        token = next((token for token, ends in app.tokens.items() if ends > now), "")
        if not token:
            token = f"token-of-{app.agent_id}-{next(self._numbers)}-{'x' * 180}"
            app.tokens[token] = now + timedelta(seconds=self.rules.token_life_s)
        life_s = int((app.tokens[token] - now).total_seconds())
        return {"errcode": 0, "errmsg": "ok", "access_token": token, "expires_in": life_s}

    def _send(self, app: EmulatedApp, body: bytes, *, swallow: bool) -> Mapping[str, object]:
        self.bodies.append(body)
        try:
            message = json.loads(body)
        except ValueError:
            return error(47001)
        accounts = str(message.get("touser", "")).split("|")
        if code := self._fault_of(app, message, accounts):
            return error(code)
        if accounts == ["@all"]:
            accounts = list(app.visible)
        known = [member for account in accounts if (member := app.member(account))]
        invalid = "|".join(account.lower() for account in accounts if app.member(account) is None)
        if not known:
            return {**error(81013), "invaliduser": invalid}
        reason = "swallowed" if swallow else "duplicate" if self._is_repeat(app, message) else ""
        for member in known:
            if member not in app.unlicensed:
                self._deliver(app, member, message, reason)
        unlicensed = "|".join(member.lower() for member in known if member in app.unlicensed)
        answer = {"errcode": 0, "errmsg": "ok", "invaliduser": invalid, "unlicenseduser": unlicensed}
        return answer | {"msgid": f"msg-{next(self._numbers)}"}

    def _fault_of(self, app: EmulatedApp, message: Mapping[str, Any], accounts: Sequence[str]) -> int:
        if message.get("agentid") != app.agent_id:
            ours = {known.agent_id for known in self.apps}
            return 301002 if message.get("agentid") in ours else 40056
        if message.get("msgtype") != "text":
            return 40008
        if len(accounts) > self.rules.members:
            return 40058
        return 0 if message.get("text", {}).get("content") else 44004

    def _is_repeat(self, app: EmulatedApp, message: Mapping[str, Any]) -> bool:
        if not message.get("enable_duplicate_check"):
            return False
        now, key = self._clock.machine(), f"{app.agent_id} {json.dumps(message, sort_keys=True)}"
        window = timedelta(seconds=message.get("duplicate_check_interval") or self.rules.duplicate_s)
        repeated = key in self._seen and now - self._seen[key] < window
        if not repeated:
            self._seen[key] = now
        return repeated

    def _deliver(self, app: EmulatedApp, member: str, message: Mapping[str, Any], reason: str) -> None:
        now = self._clock.machine()
        times = self._given[app.agent_id, member]
        while times and now - times[0] >= timedelta(hours=1):
            times.popleft()
        if _within(times, now, 60) >= self.rules.per_minute or _within(times, now, 3600) >= self.rules.per_hour:
            reason = reason or "rate"
        if not reason:
            times.append(now)
        text = message["text"]["content"].encode()[: self.rules.text_bytes].decode(errors="ignore")
        (self.swallowed if reason else self.delivered).append(Delivery(now, app.agent_id, member, text, reason))


BEFORE = frozenset({Trouble.STATUS, Trouble.HANG, Trouble.RESET, Trouble.ERRCODE})


def _within(times: Iterable[datetime], now: datetime, seconds: int) -> int:
    return sum(1 for at in times if now - at < timedelta(seconds=seconds))
