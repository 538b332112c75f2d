"""A table or a photo from somebody who runs a study that is open or lately over: the paper list. Pure."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.messages import Channel, Kind
from bot.router import Reading
from handlers.study.said.heard import Heard
from handlers.study.said.plans import brought
from handlers.study.studies import CLOSED, OPEN
from handlers.study.talk import EVIDENCE, HANDLER, LIST_READ

SURE, BARELY, LONGEST_FILE = 0.985, 0.955, 200
LATELY, A_DAY = timedelta(days=7), timedelta(days=1)
_CALLED = re.compile(r"签到|签名|到会|参会|出席|考勤|名单")


def hear(heard: Heard) -> Reading | None:
    """Read it."""
    message, facts = heard.message, heard.facts
    if message.channel is not Channel.PRIVATE or facts.wants_plan:
        return None
    is_open = any(one.is_mine and one.state == OPEN for one in facts.studies)
    over = [one for one in facts.studies if one.is_mine and one.state == CLOSED]
    if brought(message):
        name = str(message.data["name"])[:LONGEST_FILE]
        is_called = _CALLED.search(name) is not None
        lately = any(heard.now - one.starts_at <= LATELY for one in over)
        slots = {"file": message.data["file"], "name": name, "wanted": is_called}
        return Reading(HANDLER, LIST_READ, SURE, slots) if is_open or (lately and is_called) else None
    today = is_open or any(heard.now - one.starts_at <= A_DAY for one in over)
    is_photo = message.kind is Kind.IMAGE and not message.text.strip() and bool(message.data.get("media"))
    return Reading(HANDLER, EVIDENCE, BARELY, {}) if is_photo and today else None
