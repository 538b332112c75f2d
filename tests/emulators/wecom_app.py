"""An emulated self-built app: whom it sees, what it sends, how it changes its cards."""

from __future__ import annotations

import itertools
import json
from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.emulators.uploads import Uploaded
from tests.emulators.wecom_card_rules import APP_CARD, INTERACTIVE, card_faults
from tests.emulators.wecom_media import CORP, Media
from tests.emulators.wecom_rules import error
from tests.emulators.wecom_screen import Bubble, Face, ShownCard
from tests.emulators.wecom_world import Answer, Call, No, World, within


@dataclass(slots=True)
class EmulatedApp:
    """One app. visible: its members; unlicensed: those of them without an interface licence.

    has_callback: whether an address to receive messages is configured, without which no card may have buttons.
    """

    corp_id: str
    agent_id: int
    secret: str
    visible: Sequence[str]
    unlicensed: frozenset[str] = frozenset()
    trusted_ips: frozenset[str] = frozenset({"127.0.0.1"})
    tokens: dict[str, datetime] = field(default_factory=dict)
    by_lower: dict[str, str] = field(default_factory=dict)
    has_callback: bool = True

    def member(self, account: str) -> str | None:
        """Find a visible member, whatever the case it is written in."""
        if len(self.by_lower) != len(self.visible):
            self.by_lower = {known.lower(): known for known in self.visible}
        return self.by_lower.get(account.lower())

    @property
    def source(self) -> str:
        """As it stands on a screen."""
        return f"app:{self.agent_id}"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message at one member: a text, card or file. reason: why it was swallowed, empty where it was delivered."""

    at: datetime
    agent_id: int
    account: str
    text: str
    reason: str = ""
    card: ShownCard | None = None
    file: Uploaded | None = None


@dataclass(frozen=True, slots=True)
class Press:
    """A member pressed a button of an app's card: what the event tells the app."""

    account: str
    key: str
    task_id: str
    card_type: str
    response_code: str = field(repr=False)


class AppMessages:
    """message/send and message/update_template_card."""

    def __init__(self, world: World, apps: Sequence[EmulatedApp], media: Media) -> None:
        self._world, self._apps, self._media = world, apps, media
        self.delivered: list[Delivery] = []
        self.swallowed: list[Delivery] = []
        self.bodies: list[bytes] = []
        self._seen: dict[str, datetime] = {}
        self._given: defaultdict[tuple[int, str], deque[datetime]] = defaultdict(deque)
        self._numbers = itertools.count(1)

    def send(self, app: EmulatedApp, call: Call) -> Answer:
        """Answer message/send."""
        self.bodies.append(call.body)
        message = call.object
        accounts = str(message.get("touser", "")).split("|")
        self._check(app, message, accounts)
        if accounts == ["@all"]:
            accounts = list(app.visible)
        known = [member for account in accounts if (member := app.member(account))]
        invalid = "|".join(account.lower() for account in accounts if app.member(account) is None)
        if not known:
            return {**error(81013), "invaliduser": invalid}
        reason = "swallowed" if call.swallowed else "duplicate" if self._is_repeat(app, message) else ""
        licensed = [member for member in known if member not in app.unlicensed]
        card, code = self._card_of(app, message, licensed, reason)
        file = self._media.sent(message["file"], CORP) if message["msgtype"] == "file" else None
        for member in licensed:
            self._deliver(app, member, message, (card, file), reason)
        unlicensed = "|".join(member.lower() for member in known if member in app.unlicensed)
        answer = {"errcode": 0, "errmsg": "ok", "invaliduser": invalid, "unlicenseduser": unlicensed}
        return answer | {"msgid": f"msg-{next(self._numbers)}"} | ({"response_code": code} if code else {})

    def update(self, app: EmulatedApp, call: Call) -> Answer:
        """Answer message/update_template_card."""
        body = call.object
        self._check_agent(app, body)
        owner, card = self._world.card_codes.look(str(body.get("response_code", "")), self._world.now)
        if owner != app.agent_id:
            raise No(40029, "of another app")
        people = body.get("userids", [])
        if not isinstance(people, list) or len(people) > self._world.rules.updated or not (people or body.get("atall")):
            raise No(40058, "userids")
        face = _updated(call, card)
        self._world.card_codes.spend(body["response_code"])
        found = {account: member for account in people if (member := app.member(str(account))) in card.seen_by}
        if not call.swallowed:
            card.replace(face, None if body.get("atall") else found.values())
        invalid = [account for account in people if account not in found]
        return {"errcode": 0, "errmsg": "ok", "invaliduser": invalid}

    def press(self, card: ShownCard, account: str, number: int) -> Press:
        """Let a member press a button, from 1; LookupError where it is not there."""
        key = card.key(account, number)
        card.presses.append((account, key))
        code = self._code(int(card.source.removeprefix("app:")), card)
        return Press(account, key, card.task_id, str(card.everybody.content["card_type"]), code)

    def _check_agent(self, app: EmulatedApp, body: Mapping[str, Any]) -> None:
        if body.get("agentid") != app.agent_id:
            ours = {known.agent_id for known in self._apps}
            raise No(301002 if body.get("agentid") in ours else 40056)

    def _check(self, app: EmulatedApp, message: Mapping[str, Any], accounts: Sequence[str]) -> None:
        self._check_agent(app, message)
        kind = message.get("msgtype")
        if kind not in {"text", "template_card", "file"}:
            raise No(40008)
        if len(accounts) > self._world.rules.members:
            raise No(40058)
        if not isinstance(content := message.get(kind), dict) or not (kind != "text" or content.get("content")):
            raise No(44004)
        if kind == "file":
            self._media.sent(content, CORP)
        if kind == "template_card":
            self._check_card(app, content)

    def _check_card(self, app: EmulatedApp, card: Mapping[str, Any]) -> None:
        if faults := card_faults(card, APP_CARD):
            raise No(40058, "; ".join(faults))
        if card["card_type"] in INTERACTIVE and not app.has_callback:
            raise No(40058, "no callback url")

    def _card_of(
        self, app: EmulatedApp, message: Mapping[str, Any], people: Sequence[str], reason: str
    ) -> tuple[ShownCard | None, str]:
        if message["msgtype"] != "template_card":
            return None, ""
        content = message["template_card"]
        card = ShownCard(app.source, Face(content), tuple(people))
        if reason == "duplicate":
            return card, self._code(app.agent_id, self._world.cards.get((app.source, card.task_id), card))
        if self._world.is_taken(app.source, content):
            raise No(40058, "task_id is used")
        if card.task_id:
            self._world.keep(card)
        return card, self._code(app.agent_id, card)

    def _code(self, agent_id: int, card: ShownCard) -> str:
        return self._world.card_codes.issue((agent_id, card), self._world.after(self._world.rules.code_life_s))

    def _is_repeat(self, app: EmulatedApp, message: Mapping[str, Any]) -> bool:
        if not message.get("enable_duplicate_check"):
            return False
        now, key = self._world.now, f"{app.agent_id} {json.dumps(message, sort_keys=True)}"
        window = timedelta(seconds=message.get("duplicate_check_interval") or self._world.rules.duplicate_s)
        repeated = key in self._seen and now - self._seen[key] < window
        if not repeated:
            self._seen[key] = now
        return repeated

    def _deliver(
        self,
        app: EmulatedApp,
        member: str,
        message: Mapping[str, Any],
        shown: tuple[ShownCard | None, Uploaded | None],
        reason: str,
    ) -> None:
        card, file = shown
        now, rules = self._world.now, self._world.rules
        times = self._given[app.agent_id, member]
        while times and now - times[0] >= timedelta(hours=1):
            times.popleft()
        if within(times, now, 60) >= rules.per_minute or within(times, now, 3600) >= rules.per_hour:
            reason = reason or "rate"
        words = message["text"]["content"] if message["msgtype"] == "text" else ""
        text = words.encode()[: rules.text_bytes].decode(errors="ignore")
        if not reason:
            times.append(now)
            self._world.screens[member].show(Bubble(now, app.source, text, card, file=file))
        told = Delivery(now, app.agent_id, member, text, reason, card, file)
        (self.swallowed if reason else self.delivered).append(told)


def _updated(call: Call, card: ShownCard) -> Face:
    if name := call.part("button").get("replace_name"):
        return Face(card.everybody.content, str(name))
    content = call.part("template_card")
    if not content:
        raise No(40058, "neither button.replace_name nor template_card")
    task = content.get("task_id") or card.task_id  # ignored in an update, so it may be left out
    if faults := card_faults(content | {"task_id": task}, APP_CARD):
        raise No(40058, "; ".join(faults))
    return Face(content, str(content.get("replace_text", "")))
