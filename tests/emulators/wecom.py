"""An emulated WeCom API on a loopback port: what the platform enforces, silently or not, at a time the test sets.

`delivered` is what members got from apps, `swallowed` what they did not get although the answer was errcode 0;
`screen` is everything a person or a group sees, whoever it came from.
"""

from __future__ import annotations

import asyncio
import itertools
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from types import TracebackType
from typing import TYPE_CHECKING, Self

from aiohttp import web

from bot.clock import Clock
from tests.emulators.loopback import Loopback
from tests.emulators.uploads import LARGEST_REQUEST, form_in
from tests.emulators.wecom_app import AppMessages, Delivery, EmulatedApp, Press
from tests.emulators.wecom_media import CORP, Media
from tests.emulators.wecom_response import Responses
from tests.emulators.wecom_rules import Fault, Rules, Trouble, error
from tests.emulators.wecom_screen import Screen, ShownCard
from tests.emulators.wecom_webhook import Webhooks
from tests.emulators.wecom_world import Answer, Call, No, World, within

if TYPE_CHECKING:
    from tests.emulators.aibot import EmulatedAiBot

__all__ = ["Delivery", "EmulatedApp", "EmulatedWeCom"]

PAGE = "<html><head><title>502 Bad Gateway</title></head><body>gateway</body></html>"
BEFORE = frozenset({Trouble.STATUS, Trouble.HANG, Trouble.RESET, Trouble.ERRCODE})
AFTER = frozenset({Trouble.LOST, Trouble.HTML})

Endpoint = Callable[[EmulatedApp, Call], Answer | web.Response]


class EmulatedWeCom:
    """The platform. A context manager; `base` is the api_base of its apps. webhooks: key → the group it is in."""

    def __init__(
        self,
        clock: Clock,
        apps: Sequence[EmulatedApp] = (),
        rules: Rules | None = None,
        *,
        webhooks: Mapping[str, str] | None = None,
    ) -> None:
        self.apps, self.rules = list(apps), rules or Rules()
        self.world = World(clock, self.rules)
        self.bots: list[EmulatedAiBot] = []
        self.calls: Counter[str] = Counter()
        self.media = Media(self.world)
        self.webhooks = Webhooks(self.world, webhooks or {}, self.media)
        self.responses = Responses(self.world)
        self._messages = AppMessages(self.world, self.apps, self.media)
        self._faults: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self._asked: deque[datetime] = deque()
        self._numbers = itertools.count(1)
        self._endpoints: dict[str, Endpoint] = {
            "message/send": self._messages.send,
            "message/update_template_card": self._messages.update,
            "media/get": lambda _, call: self.media.get(call),
            "media/upload": lambda _, call: self.media.take(call, CORP),
            "batch/openuserid_to_userid": self._plain_ids,
            "agent/get": lambda app, _: (
                {"errcode": 0, "errmsg": "ok", "agentid": app.agent_id} | {"name": "后勤助手", "close": 0}
            ),
            "getcallbackip": lambda *_: {"errcode": 0, "errmsg": "ok", "ip_list": ["101.226.103.*", "101.226.62.*"]},
        }
        self._server = Loopback(self._application())

    @property
    def base(self) -> str:
        """The api_base to configure."""
        return self._server.base

    @property
    def delivered(self) -> list[Delivery]:
        """What members got from apps, in order."""
        return self._messages.delivered

    @property
    def swallowed(self) -> list[Delivery]:
        """What they did not get."""
        return self._messages.swallowed

    @property
    def bodies(self) -> list[bytes]:
        """The bodies of message/send, in order."""
        return self._messages.bodies

    def __enter__(self) -> Self:
        self._server.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, trouble: BaseException | None, at: TracebackType | None
    ) -> None:
        self._server.__exit__(kind, trouble, at)

    def fail(self, path: str, trouble: Trouble, number: int = 0, *, times: int = 1) -> None:
        """Make the next `times` requests to `path` (such as message/send; aibot-media for links) go wrong."""
        self._faults[path].extend([Fault(trouble, number)] * times)

    def texts(self, account: str) -> list[str]:
        """Return the texts a member got from apps, in order."""
        return [delivery.text for delivery in self.delivered if delivery.account == account and delivery.text]

    def screen(self, place: str) -> Screen:
        """Return what a person or a group sees."""
        return self.world.screens[place]

    def press(self, account: str, card: ShownCard, number: int) -> Press:
        """Let a member press a button of an app's card, from 1; what it gives is for `Sender.press`."""
        return self._messages.press(card, account, number)

    def revoke(self) -> None:
        """Forget every access token, as the platform may at any time."""
        for app in self.apps:
            app.tokens.clear()

    def _application(self) -> web.Application:
        app = web.Application(client_max_size=LARGEST_REQUEST)
        app.router.add_get("/cgi-bin/{path:.+}", self._handle)
        app.router.add_post("/cgi-bin/{path:.+}", self._handle)
        app.router.add_get("/aibot-media/{file:.+}", self._handle)
        return app

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        path = request.match_info.get("path", "aibot-media")
        self.calls[path] += 1
        form = await form_in(request)
        body = await request.read() if form is None else b""
        if self.rules.answer_s:
            await asyncio.sleep(self.rules.answer_s)
        fault = self._faults[path].popleft() if self._faults[path] else None
        if fault and fault.trouble in BEFORE:
            return await self._break(request, fault)
        if fault and fault.trouble is Trouble.REVOKE:
            self.revoke()
        call = Call(request.query, body, swallowed=bool(fault and fault.trouble is Trouble.SWALLOW), form=form)
        try:
            answer = self._answer(path, call, request)
        except No as no:
            answer = no.answer
        if fault and fault.trouble in AFTER:
            return await self._break(request, fault)
        return answer if isinstance(answer, web.Response) else web.json_response(answer)

    async def _break(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        if fault.trouble is Trouble.HANG:
            await asyncio.Event().wait()
        if fault.trouble in {Trouble.RESET, Trouble.LOST} and request.transport:
            request.transport.abort()
        if fault.trouble is Trouble.ERRCODE:
            return web.json_response(error(fault.number))
        return web.Response(status=fault.number or 200, text=PAGE, content_type="text/html")

    def _answer(self, path: str, call: Call, request: web.Request) -> Answer | web.Response:
        if path == "aibot-media":
            return self.media.fetch(request.match_info["file"], call)
        if path == "webhook/send":
            return self.webhooks.send(call)
        if path == "webhook/upload_media":
            return self.webhooks.upload(call)
        if path == "aibot/response":
            return self.responses.take(call)
        if path == "gettoken":
            return self._give_token(call.query)
        app = self._caller(call.query.get("access_token", ""), request.remote or "")
        if path not in self._endpoints:
            raise No(40066)
        return self._endpoints[path](app, call)

    def _caller(self, token: str, address: str) -> EmulatedApp:
        app = next((app for app in self.apps if token in app.tokens), None)
        if app is None:
            raise No(40014 if token else 41001)
        if app.tokens[token] <= self.world.now:
            raise No(42001)
        if address not in app.trusted_ips:
            raise No(60020)
        return app

    def _give_token(self, query: Mapping[str, str]) -> Answer:
        now = self.world.now
        if within(self._asked, now, 60) >= self.rules.gettoken_per_minute:
            raise No(45009)
        self._asked.append(now)
        if all(app.corp_id != query.get("corpid") for app in self.apps):
            raise No(40013)
        app = next((app for app in self.apps if app.secret == query.get("corpsecret")), None)
        if app is None:
            raise No(40001)
        token = next((token for token, ends in app.tokens.items() if ends > now), "")
        if not token:
            token = f"token-of-{app.agent_id}-{next(self._numbers)}-{'x' * 180}"
            app.tokens[token] = now + timedelta(seconds=self.rules.token_life_s)
        life_s = int((app.tokens[token] - now).total_seconds())
        return {"errcode": 0, "errmsg": "ok", "access_token": token, "expires_in": life_s}

    def _plain_ids(self, app: EmulatedApp, call: Call) -> Answer:
        asked = call.object.get("open_userid_list")
        if not isinstance(asked, list) or not 1 <= len(asked) <= self.rules.open_ids:
            raise No(40058, "open_userid_list")
        found = {hidden: plain for hidden in asked if (plain := self.world.open_ids.plain(str(hidden)))}
        seen = {hidden: plain for hidden, plain in found.items() if app.member(plain)}
        listed = [{"open_userid": hidden, "userid": plain} for hidden, plain in seen.items()]
        rest = [hidden for hidden in asked if hidden not in seen]
        return {"errcode": 0, "errmsg": "ok", "userid_list": listed, "invalid_open_userid_list": rest}
