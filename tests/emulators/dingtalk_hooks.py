"""The addresses of the emulated DingTalk that need no access token: sessionWebhook, and the custom robot of a group.

Both answer with HTTP 200 always, and with an errcode.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import itertools
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.emulators.dingtalk_rules import HOOK, HOOK_TYPES, SESSION, Denied, Rules
from tests.emulators.dingtalk_screens import EVERYBODY, Delivery, Screens


def sign(secret: str, timestamp: str) -> str:
    """Sign as documented for the robot's callbacks and the custom robot alike."""
    return base64.b64encode(hmac.digest(secret.encode(), f"{timestamp}\n{secret}".encode(), hashlib.sha256)).decode()


def milliseconds(moment: datetime) -> str:
    """Write a moment as the platform does."""
    return str(int(moment.timestamp() * 1000))


@dataclass(slots=True)
class EmulatedHook:
    """A custom robot of one group. secret: of 加签. keywords: one of which a message must hold; empty: any."""

    access_token: str
    secret: str
    group: str
    keywords: tuple[str, ...] = ()
    sent: deque[datetime] = field(default_factory=deque)
    blocked_until: datetime | None = None


class Hooks:
    """What these paths do."""

    def __init__(self, rules: Rules, screens: Screens, hooks: Mapping[str, EmulatedHook]) -> None:
        """hooks: by access_token."""
        self._rules, self._screens, self._hooks = rules, screens, hooks
        self._sessions: dict[str, tuple[str, datetime]] = {}
        self._numbers = itertools.count(1)

    def lend_session(self, place: str, now: datetime, base: str) -> tuple[str, datetime]:
        """Make a sessionWebhook that leads to a person or a group; return it and when it ends."""
        until = now + timedelta(seconds=self._rules.session_s)
        session = f"canary-session-{next(self._numbers)}"
        self._sessions[session] = (place, until)
        return f"{base}{SESSION}?session={session}", until

    def say_in_session(
        self, query: Mapping[str, str], body: Mapping[str, Any], now: datetime, *, swallow: bool
    ) -> dict[str, object]:
        """Answer sendBySession: as often as one likes until the session ends."""
        place, until = self._sessions.get(query.get("session", ""), ("", now))
        if now >= until:
            raise Denied(300001)
        said = _said(body, SESSION, place, now, self._rules.session_bytes)
        self._screens.show(said, repeat_s=self._rules.session_repeat_s, swallow=swallow)
        return {"errcode": 0, "errmsg": "ok"}

    def say_by_hook(
        self, query: Mapping[str, str], body: Mapping[str, Any], now: datetime, *, swallow: bool
    ) -> dict[str, object]:
        """Answer robot/send: token, then signature, then rate, then the message."""
        hook = self._hook(query)
        self._check_sign(hook, query, now)
        self._check_rate(hook, now)
        said = _said(body, HOOK, hook.group, now, self._rules.hook_bytes)
        if hook.keywords and not any(word in said.text for word in hook.keywords):
            raise Denied(310000, "keywords not in content")
        self._screens.show(said, swallow=swallow)
        return {"errcode": 0, "errmsg": "ok"}

    def _hook(self, query: Mapping[str, str]) -> EmulatedHook:
        token = query.get("access_token")
        if not token:
            raise Denied(40035, "缺少参数 access_token")
        if token not in self._hooks:
            raise Denied(300005)
        return self._hooks[token]

    def _check_sign(self, hook: EmulatedHook, query: Mapping[str, str], now: datetime) -> None:
        timestamp = query.get("timestamp", "")
        if not timestamp.isdigit() or abs(int(timestamp) / 1000 - now.timestamp()) > self._rules.drift_s:
            raise Denied(310000, "invalid timestamp")
        if query.get("sign") != sign(hook.secret, timestamp):
            raise Denied(310000)

    def _check_rate(self, hook: EmulatedHook, now: datetime) -> None:
        if hook.blocked_until and now < hook.blocked_until:
            raise Denied(130101)
        while hook.sent and now - hook.sent[0] >= timedelta(minutes=1):
            hook.sent.popleft()
        if len(hook.sent) >= self._rules.hook_per_minute:
            hook.blocked_until = now + timedelta(seconds=self._rules.hook_block_s)
            raise Denied(130101)
        hook.sent.append(now)


def _said(body: Mapping[str, Any], way: str, place: str, now: datetime, most: int) -> Delivery:
    kind = str(body.get("msgtype"))
    if kind not in HOOK_TYPES:
        raise Denied(400105)
    inner, at = body.get(kind), body.get("at")
    text = inner.get(HOOK_TYPES[kind]) if isinstance(inner, dict) else None
    if not isinstance(text, str) or not text:
        raise Denied(40035, f"缺少参数 {HOOK_TYPES[kind]}")
    if len(text.encode()) > most:
        raise Denied(460101)
    named = at if isinstance(at, dict) else {}
    mentions = [
        *named.get("atUserIds", ()),
        *named.get("atMobiles", ()),
        *([EVERYBODY] if named.get("isAtAll") else ()),
    ]
    return Delivery(now, place, way, kind, text, tuple(mentions))
