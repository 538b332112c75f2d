"""Read a message as something about appraisals and campaigns: what is refused first, then what is exact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.messages import Channel, Message
from bot.router import Reading
from bot.situation import Situation
from handlers.campaign.known import HANDLER, NAME, facts_of
from handlers.campaign.said import refused
from handlers.campaign.said.comment import hear_comment
from handlers.campaign.said.handing import hear_hand_in
from handlers.campaign.said.starting import hear_start
from handlers.campaign.said.steps import hear_step
from knowledge.text import fold

CREATE, COMMENT, LOST = "appraisal.create", "campaign.comment", "campaign.file_lost"
Found = tuple[str, float, dict[str, Any]]
LONGEST = 20_000
LONGEST_SAID = 400


def read(message: Message, situation: Situation) -> list[Reading]:
    """Read a message. Pure; an un-mentioned group message is read only for a file that should not be there."""
    if message.data.get("media") and refused.is_private_file(message):
        return [_reading(refused.FILE, 0.985)]
    if lost := facts_of(situation.facts.get(NAME)).lost:
        return [_reading(LOST, 0.98, {"submission": lost})]
    is_read = message.in_words or bool(message.data.get("media"))
    if message.channel is Channel.GROUP or not is_read or len(message.text) > LONGEST:
        return []
    found = next(_meant(message, situation), None)
    return [_reading(*found)] if found else []


def _meant(message: Message, situation: Situation) -> Iterator[Found]:
    facts, is_short = facts_of(situation.facts.get(NAME)), len(message.text) <= LONGEST_SAID
    head = fold(message.text[:LONGEST_SAID])
    if is_short and (turned_away := _refused(head)):
        yield turned_away, 0.98, {}
    if comment := hear_comment(message.text):
        yield COMMENT, 0.95, comment
    if handed := hear_hand_in(message, fold(message.text), facts):
        yield handed
    if not is_short or not message.in_words:
        return
    now = situation.now.astimezone(situation.zone)
    if step := hear_step(head, now, facts):
        yield step
    if start := hear_start(head, now, facts):
        yield CREATE, start.confidence, start.slots


def _refused(text: str) -> str:
    if refused.is_result(text):
        return refused.RESULT
    return refused.VOTE if refused.is_vote(text) else ""


def _reading(intent: str, confidence: float, slots: Mapping[str, Any] | None = None) -> Reading:
    return Reading(HANDLER, intent, confidence, slots or {})
