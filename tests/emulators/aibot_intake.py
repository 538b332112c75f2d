"""What the platform makes of an AI bot's answer: opened, judged, and shown where it holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.emulators.aibot_replies import About, images_of, kind_of, reply_faults
from tests.emulators.aibot_rules import BotRules, To
from tests.emulators.aibot_shown import Shown, State
from tests.emulators.aibot_wire import BadEnvelope, BotSender, Exchange
from tests.emulators.wecom_screen import Bubble, Face, ShownCard
from tests.emulators.wecom_world import World

Reply = Mapping[str, Any]


class Intake:
    """Takes the answers of one bot. violations: what was wrong with them, in words."""

    def __init__(self, world: World, sender: BotSender, source: str, rules: BotRules) -> None:
        self.violations: list[str] = []
        self._world, self._sender, self._source, self._rules = world, sender, source, rules

    def take(self, shown: Shown, answer: Exchange, to: To, *, lost: bool = False) -> bool:
        """Take an answer, and say whether the platform got one.

        lost: it gets lost on its way; what it holds is judged all the same. Of copies of one message the first counts.
        """
        if answer.status != 200:
            if 0 < answer.status < 500:
                self.violations.append(f"{to}: status {answer.status}")
            return False
        reply, faults = self._judge(shown, answer, to)
        self.violations += [f"{to}: {fault}" for fault in faults]
        if not lost and (to is To.POLL or shown.state is State.SENT):
            self._show(shown, {} if faults else reply, to)
        return not lost

    def _judge(self, shown: Shown, answer: Exchange, to: To) -> tuple[Reply, list[str]]:
        try:
            reply = self._sender.open(answer)
        except BadEnvelope as bad:
            return {}, [str(bad)]
        if not reply:
            return {}, ["an empty object instead of an empty body"] if answer.body else []
        held = shown.bubble.card if shown.bubble else None
        about = About(to, shown.stream, held.task_id if held else "", to is To.POLL and held is not None)
        faults = reply_faults(reply, about, self._rules)
        if not faults and to is not To.PRESS and self._is_used(reply, held):
            faults = ["task_id is used"]
        if not faults and (strangers := self._strangers(reply, shown)):
            faults = [f"userids {strangers} name nobody"]
        if not faults and "stream" in reply:
            shown.stream = shown.stream or reply["stream"]["id"]
        return reply, faults

    def _is_used(self, reply: Reply, held: ShownCard | None) -> bool:
        card = reply.get("template_card", {})
        is_same = held is not None and held.task_id == card.get("task_id")
        return not is_same and self._world.is_taken(self._source, card)

    def _strangers(self, reply: Reply, shown: Shown) -> list[str]:
        if shown.where.userid == shown.person:
            return []
        return [userid for userid in reply.get("userids", []) if self._world.open_ids.plain(userid) is None]

    def _show(self, shown: Shown, reply: Reply, to: To) -> None:
        kind = kind_of(reply)
        if kind == "update_template_card":
            self._update(shown, reply)
        elif reply:
            bubble = shown.bubble or Bubble(self._world.now, self._source)
            if shown.bubble is None:
                shown.bubble = self._world.screens[shown.place].show(bubble)
            bubble.text = reply.get("text", {}).get("content", bubble.text)
            self._stream(shown, bubble, reply.get("stream"), to)
            self._card(shown, bubble, reply.get("template_card"))
        if to is not To.POLL or (reply and reply["stream"].get("finish")):
            goes_on = "stream" in reply and not reply["stream"].get("finish")
            shown.state = State.STREAMING if goes_on else State.OVER

    def _stream(self, shown: Shown, bubble: Bubble, stream: Reply | None, to: To) -> None:
        if stream is None:
            return
        bubble.text = stream.get("content", bubble.text)
        bubble.images = images_of(stream)
        if to is To.MESSAGE:  # later ones are ignored
            shown.feedback = stream.get("feedback", {}).get("id", "")

    def _card(self, shown: Shown, bubble: Bubble, content: Reply | None) -> None:
        if content is None:
            return
        bubble.card = ShownCard(self._source, Face(content), chat=shown.where.chat)
        if bubble.card.task_id:
            self._world.keep(bubble.card)
        shown.feedback = content.get("feedback", {}).get("id", shown.feedback)

    def _update(self, shown: Shown, reply: Reply) -> None:
        userids = reply.get("userids")
        people = [self._world.open_ids.plain(userid) or userid for userid in userids] if userids else None
        shown.card.replace(Face(reply["template_card"]), people)
        shown.updated = True
        shown.feedback = reply["template_card"].get("feedback", {}).get("id", "")
