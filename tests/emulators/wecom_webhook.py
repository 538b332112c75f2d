"""Emulated group webhooks (消息推送): each key its own group; speaks, hears nothing. Official page 91770."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Mapping
from datetime import datetime

from tests.emulators.wecom_card_rules import APP_CARD, INTERACTIVE, card_faults
from tests.emulators.wecom_media import Media
from tests.emulators.wecom_screen import Bubble, Face, ShownCard
from tests.emulators.wecom_world import Answer, Call, No, World, within

MENTION = re.compile(r"<@([^<>]+)>")


class Webhooks:
    """webhook/send and upload_media. groups: key → the group it belongs to; one that removes it takes the key out."""

    def __init__(self, world: World, groups: Mapping[str, str], media: Media) -> None:
        self._world, self.groups, self._media = world, dict(groups), media
        self._given: defaultdict[str, deque[datetime]] = defaultdict(deque)

    def upload(self, call: Call) -> Answer:
        """Answer webhook/upload_media; what is uploaded here, only this webhook may send."""
        return self._media.take(call, f"webhook:{self._key(call)}")

    def send(self, call: Call) -> Answer:
        """Answer webhook/send."""
        key = self._key(call)
        now, times = self._world.now, self._given[key]
        if within(times, now, 60) >= self._world.rules.webhook_per_minute:
            raise No(45009)
        bubble = self._bubble(call, self.groups[key])
        times.append(now)
        if not call.swallowed:
            self._world.screens[self.groups[key]].show(bubble)
        return {"errcode": 0, "errmsg": "ok"}

    def _key(self, call: Call) -> str:
        key = call.query.get("key", "")
        if key not in self.groups:
            raise No(93000)
        return key

    def _bubble(self, call: Call, group: str) -> Bubble:
        kind, now = call.object.get("msgtype"), self._world.now
        source = f"webhook:{group}"
        if kind == "template_card":
            return Bubble(now, source, card=ShownCard(source, Face(_card(call)), chat=group))
        if kind == "file":
            return Bubble(now, source, file=self._media.sent(call.part("file"), f"webhook:{self._key(call)}"))
        rules = self._world.rules
        limits = {"text": rules.webhook_text_bytes, "markdown": rules.webhook_markdown_bytes}
        most = (limits | {"markdown_v2": rules.webhook_markdown_bytes}).get(str(kind))
        if most is None:
            raise No(40008)
        text = call.part(str(kind)).get("content")
        if not isinstance(text, str) or not text:
            raise No(44004)
        if len(text.encode()) > most:
            raise No(40058, f"exceed max length {most}")
        listed = call.part("text").get("mentioned_list", [])
        if not isinstance(listed, list):
            raise No(40058, "mentioned_list")
        found = [] if kind == "markdown_v2" else MENTION.findall(text)
        return Bubble(now, source, text, mentioned=(*map(str, listed), *found))


def _card(call: Call) -> Mapping[str, object]:
    card = call.part("template_card")
    faults = card_faults(card, APP_CARD) or (["no callback"] if card["card_type"] in INTERACTIVE else [])
    if faults:
        raise No(40058, "; ".join(faults))
    return card
