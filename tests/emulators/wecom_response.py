"""aibot/response: what an AI bot answers later, by the response_url of a callback. Official page 101138.

Plain JSON, once, within the hour.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.emulators.wecom_card_rules import BOT_CARD, card_faults
from tests.emulators.wecom_screen import Bubble, Face, ShownCard
from tests.emulators.wecom_world import Answer, Call, No, World


@dataclass(frozen=True, slots=True)
class Callback:
    """The callback that is answered. place: the person or the group that sees it; show: puts it there."""

    source: str
    place: str
    chat: str | None
    show: Callable[[Bubble, str], None]


class Responses:
    """Takes answers by response_url."""

    def __init__(self, world: World) -> None:
        self._world = world

    def url(self, base: str, callback: Callback) -> str:
        """Make the response_url of a callback."""
        code = self._world.response_codes.issue(callback, self._world.after(self._world.rules.response_life_s))
        return f"{base}/cgi-bin/aibot/response?response_code={code}"

    def take(self, call: Call) -> Answer:
        """Answer a request."""
        code = call.query.get("response_code", "")
        callback: Callback = self._world.response_codes.look(code, self._world.now)
        bubble, feedback = self._bubble(call, callback)
        self._world.response_codes.spend(code)
        if not call.swallowed:
            if bubble.card and bubble.card.task_id:
                self._world.keep(bubble.card)
            callback.show(bubble, feedback)
        return {"errcode": 0, "errmsg": "ok"}

    def _bubble(self, call: Call, callback: Callback) -> tuple[Bubble, str]:
        body = call.object
        kind = body.get("msgtype")
        if kind not in {"markdown", "template_card"} or set(body) != {"msgtype", kind}:
            raise No(40008)  # an encrypted body has no msgtype
        content = call.part(kind)
        feedback = content.get("feedback", {}).get("id", "") if isinstance(content.get("feedback", {}), dict) else ""
        if kind == "template_card":
            self._check(content, callback.source)
            card = ShownCard(callback.source, Face(content), chat=callback.chat)
            return Bubble(self._world.now, callback.source, card=card), feedback
        return Bubble(self._world.now, callback.source, self._text(content)), feedback

    def _text(self, content: Mapping[str, object]) -> str:
        text = content.get("content")
        if not isinstance(text, str) or not text:
            raise No(44004)
        if len(text.encode()) > self._world.rules.response_bytes:
            raise No(40058, f"exceed max length {self._world.rules.response_bytes}")
        return text

    def _check(self, card: Mapping[str, object], source: str) -> None:
        faults = card_faults(card, BOT_CARD)
        if not faults and self._world.is_taken(source, card):
            faults = ["task_id is used"]
        if faults:
            raise No(40058, "; ".join(faults))
