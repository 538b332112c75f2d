"""An emulated DingTalk on a loopback port: what the platform enforces, silently or not, at a time the test sets.

Both of its APIs stand here: below /v1.0 an error is an HTTP 4xx with code, message and requestid, on the old paths an
errcode with HTTP 200. What persons and groups see is in `screens`.
"""

from __future__ import annotations

import asyncio
import itertools
import json
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from bot.clock import Clock
from tests.emulators import dingtalk_rules as paths
from tests.emulators.dingtalk_cards import Cards
from tests.emulators.dingtalk_hooks import EmulatedHook, Hooks
from tests.emulators.dingtalk_robots import EmulatedApp, Robots, SentFile
from tests.emulators.dingtalk_rules import API_ERRORS, BEFORE, OLD_ERRORS, Denied, Fault, Rules
from tests.emulators.dingtalk_screens import Screens, ShownCard
from tests.emulators.loopback import Loopback
from tests.emulators.uploads import LARGEST_REQUEST, Form, Uploaded, form_in
from tests.emulators.wecom_rules import Trouble

PAGE = "<html><head><title>502 Bad Gateway</title></head><body>gateway</body></html>"
TOKEN_HEADER = "x-acs-dingtalk-access-token"


class EmulatedDingTalk:
    """The platform. A context manager; `base` is the api_base and the session_base of its apps and hooks."""

    def __init__(
        self,
        clock: Clock,
        apps: Sequence[EmulatedApp] = (),
        hooks: Sequence[EmulatedHook] = (),
        rules: Rules | None = None,
    ) -> None:
        self.apps, self.hooks, self.rules = list(apps), {hook.access_token: hook for hook in hooks}, rules or Rules()
        self.screens = Screens()
        self.robots = Robots(self.rules, self.screens)
        self.cards = Cards(self.rules, self.screens)
        self._hooks = Hooks(self.rules, self.screens, self.hooks)
        self.bodies: defaultdict[str, list[bytes]] = defaultdict(list)
        self.calls: Counter[str] = Counter()
        self._clock = clock
        self._faults: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self._numbers = itertools.count(1)
        app = web.Application(client_max_size=LARGEST_REQUEST)
        app.router.add_route("*", "/{path:.*}", self._handle)
        self._server = Loopback(app)

    @property
    def base(self) -> str:
        """The api_base and session_base to configure."""
        return self._server.base

    def __enter__(self) -> Self:
        self._server.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, trouble: BaseException | None, at: TracebackType | None
    ) -> None:
        self._server.__exit__(kind, trouble, at)

    def fail(self, path: str, trouble: Trouble, number: int = 0, *, code: str | int = "", times: int = 1) -> None:
        """Make the next `times` requests to `path` go wrong. number: the HTTP status; code: of an ERRCODE."""
        self._faults[path].extend([Fault(trouble, number, code)] * times)

    def revoke(self) -> None:
        """Forget every access token, as the platform may at any time."""
        for app in self.apps:
            app.tokens.clear()

    def texts(self, place: str) -> list[str]:
        """Return what a person (userId) or a group (openConversationId) got, in order."""
        return self.screens.texts(place)

    def files(self, place: str) -> list[Uploaded]:
        """Return the files a person or a group got, in order."""
        return self.screens.files(place)

    def cards_in(self, place: str) -> list[ShownCard]:
        """Return the cards of a person or a group as they stand now, in order."""
        return self.screens.cards_in(place)

    def lend_session(self, place: str) -> tuple[str, int]:
        """Make a sessionWebhook to a person or a group; return it and its sessionWebhookExpiredTime."""
        url, until = self._hooks.lend_session(place, self._clock.machine(), self.base)
        return url, int(until.timestamp() * 1000)

    def keep_file(self, content: bytes, media_type: str = "application/octet-stream") -> str:
        """Take a file somebody sends to the robot; return its downloadCode."""
        return self.robots.keep(SentFile(content, media_type))

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        path = request.path
        key = paths.FILE if path.startswith(paths.FILE) else path
        self.calls[key] += 1
        form = await form_in(request)
        body = await request.read() if form is None else b""
        self.bodies[key].append(body)
        fault = self._faults[key].popleft() if self._faults[key] else None
        if fault and fault.trouble in BEFORE:
            return await self._break(request, fault)
        if fault and fault.trouble is Trouble.REVOKE:
            self.revoke()
        answer = self._answer(request, form or body, swallow=bool(fault and fault.trouble is Trouble.SWALLOW))
        if fault and fault.trouble in {Trouble.LOST, Trouble.HTML}:
            return await self._break(request, fault)
        return answer

    async def _break(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        if fault.trouble is Trouble.HANG:
            await asyncio.Event().wait()
        if fault.trouble in {Trouble.RESET, Trouble.LOST} and request.transport:
            request.transport.abort()
        if fault.trouble is Trouble.ERRCODE:
            return self._denial(Denied(fault.code))
        return web.Response(status=fault.number or 200, text=PAGE, content_type="text/html")

    def _answer(self, request: web.Request, body: bytes | Form, *, swallow: bool) -> web.StreamResponse:
        if request.path.startswith(paths.FILE):
            return self._file(request)
        try:
            if not isinstance(body, bytes):
                return web.json_response(self._uploaded(request, body))
            if request.path.startswith("/v1.0/"):
                return web.json_response(self._new(request, _read(body), swallow=swallow))
            return web.json_response(self._old(request, body, swallow=swallow))
        except Denied as denied:
            return self._denial(denied)

    def _denial(self, denied: Denied) -> web.Response:
        if isinstance(denied.code, int):
            return web.json_response({"errcode": denied.code, "errmsg": denied.detail or OLD_ERRORS[denied.code]})
        status, message = API_ERRORS[denied.code]
        said = {"code": denied.code, "message": message, "requestid": f"REQUEST-{next(self._numbers)}"}
        return web.json_response(said, status=status)

    def _new(self, request: web.Request, body: Mapping[str, Any], *, swallow: bool) -> Mapping[str, object]:
        """Answer on a path of api.dingtalk.com."""
        if request.path == paths.TOKEN:
            token, life_s = self._give_token(body.get("appKey"), body.get("appSecret"), "invalidClientIdOrSecret")
            return {"accessToken": token, "expireIn": life_s}
        app, now = self._app(request.headers.get(TOKEN_HEADER, "")), self._clock.machine()
        answers: Mapping[tuple[str, str], Callable[[], Mapping[str, object]]] = {
            ("POST", paths.ONE_TO_ONE): lambda: self.robots.say_to_persons(app, body, now, swallow=swallow),
            ("POST", paths.GROUP): lambda: self.robots.say_to_group(app, body, now, swallow=swallow),
            ("POST", paths.DOWNLOAD): lambda: self.robots.lend_file(app, body, now, self.base),
            ("POST", paths.CARD_CALLBACK): lambda: self.cards.register(app, body),
            ("POST", paths.CARD_CREATE): lambda: self.cards.create(app, body, swallow=swallow),
            ("PUT", paths.CARD): lambda: self.cards.update(body, swallow=swallow),
        }
        if (request.method, request.path) not in answers:
            raise web.HTTPNotFound
        return answers[request.method, request.path]()

    def _old(self, request: web.Request, body: bytes, *, swallow: bool) -> Mapping[str, object]:
        """Answer on a path of oapi.dingtalk.com."""
        query, now = request.query, self._clock.machine()
        if request.path == paths.OLD_TOKEN:
            token, life_s = self._give_token(query.get("appkey"), query.get("appsecret"), 40089)
            return {"errcode": 0, "errmsg": "ok", "access_token": token, "expires_in": life_s}
        if request.path not in {paths.SESSION, paths.HOOK}:
            raise web.HTTPNotFound
        if request.method != "POST":
            raise Denied(43002)
        say = self._hooks.say_in_session if request.path == paths.SESSION else self._hooks.say_by_hook
        return say(query, _read(body), now, swallow=swallow)

    def _uploaded(self, request: web.Request, form: Form) -> Mapping[str, object]:
        """Answer the one path that takes a form."""
        if request.path != paths.UPLOAD:
            raise web.HTTPNotFound
        now = self._clock.machine()
        if all(app.tokens.get(request.query.get("access_token", ""), now) <= now for app in self.apps):
            raise Denied(40014)
        return self.robots.upload(form, now)

    def _give_token(self, key: object, secret: object, refusal: str | int) -> tuple[str, int]:
        now = self._clock.machine()
        app = next((app for app in self.apps if (app.app_key, app.app_secret) == (key, secret)), None)
        if app is None:
            raise Denied(refusal)
        token = next((token for token, ends in app.tokens.items() if ends > now), "")
        if not token:
            token = f"token-of-{app.app_key}-{next(self._numbers)}"
            app.tokens[token] = now + timedelta(seconds=self.rules.token_life_s)
        return token, int((app.tokens[token] - now).total_seconds())

    def _app(self, token: str) -> EmulatedApp:
        app = next((app for app in self.apps if token in app.tokens), None)
        if app is None or app.tokens[token] <= self._clock.machine():
            raise Denied("InvalidAuthentication")
        return app

    def _file(self, request: web.Request) -> web.StreamResponse:
        file = self.robots.file_at(request.path.removeprefix(paths.FILE), self._clock.machine())
        if file is None:
            return web.Response(status=403, text="<Error><Code>AccessDenied</Code></Error>", content_type="text/xml")
        return web.Response(body=file.content, content_type=file.media_type)


def _read(body: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(body)
    except ValueError:
        found = None
    return found if isinstance(found, dict) else {}
