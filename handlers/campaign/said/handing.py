"""Handing in: 「交承诺书」 with a file or text, a file alone from somebody who owes one. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from bot.messages import Channel, Kind, Message
from handlers.campaign.known import Facts, Mine
from handlers.campaign.said.topics import ASKS, NUMBER, STRONG

HAND_IN, CAME = "campaign.hand_in", "campaign.file_came"
LONGEST_OF_OTHERS = 12  # characters of somebody who owes nothing we know of
LEAST_TEXT = 6  # characters: a shorter answer is no paper

Found = tuple[str, float, dict[str, Any]]

_HANDS = re.compile(
    r"^(?:那个|呃|嗯|您好|你好|老师)*[,，\s]*(?:我|我们|本人|本支部|我支部|我中心)?(?:来|现在|要|想|先|再|这就)*(?:(?:代|替|帮)(?P<for>[一-鿿]{2,5}?))?"
    r"(?:重新|补)?(?:上交|提交|报送|补交|重交|交|报|发)(?:一?下|上|了|一份|来)*(?:我们?的|本支部的?|[一二三四五六七八九十]支部的?|修改后的|改好的)?(?P<what>(?!给)[^\s,，。:：]{2,16}?)(?:了|过来|给您)?"
    r"(?:[\s,，。:：]+(?P<text>.+))?$",
    re.DOTALL,
)
_THIS_IS = re.compile(
    r"^(?:这是|附件是|这个是|附上|发您)(?:我们?的|本支部的?|改好的|修改后的)*(?P<what>[^\s,，。:：]{2,16})[。.,，\s]*(?:请查收|请审阅|请收)?[。.]?$"
)
_IS_HANDED = re.compile(
    r"^(?:我的?|我们的?)?(?P<what>[^\s,，。:：]{2,16}?)(?:已经?)?(?:交|报|发|提交)(?:上去|过来|给您)?了[。.]?$"
)


def hear_hand_in(message: Message, text: str, facts: Facts) -> Found | None:
    """Read a message as what its sender hands in. text: folded."""
    media = _documents(message)
    if not text.strip():
        return _file_alone(message, media, facts) if media else None
    if (len(text) > LONGEST_OF_OTHERS and not facts.mine) or not (facts.mine or STRONG.search(text)):
        return None
    if ASKS.search(text.partition("\n")[0][:40]) and not media:
        return None
    found = _HANDS.match(text) or _THIS_IS.match(text) or _IS_HANDED.match(text)
    if found is None:
        return None
    said = found.groupdict()
    named = _named(said["what"], facts.mine)
    if not named and not STRONG.search(said["what"]):
        return None
    written = (said.get("text") or "").strip()
    slots = {
        "submissions": [one.id for one in named],
        "what": said["what"],
        "text": written if len(written) >= LEAST_TEXT else "",
        "short": written if len(written) < LEAST_TEXT else "",
        "for": said.get("for") or "",
        "media": media,
    }
    return HAND_IN, 0.96 if named else 0.9, slots


def _file_alone(message: Message, media: list[dict[str, Any]], facts: Facts) -> Found | None:
    if message.channel is not Channel.PRIVATE:
        return None
    awaited = [one for one in facts.mine if one.is_awaited]
    if awaited:
        return HAND_IN, 0.97, {"submissions": [awaited[0].id], "what": "", "text": "", "for": "", "media": media}
    owed = [one for one in facts.mine if one.is_owed] or list(facts.mine)
    is_document = any(one["kind"] == Kind.FILE.value for one in media)
    if not owed or not is_document:
        return None
    by_name = _named(media[0]["name"], owed)
    return CAME, 0.955, {"submissions": [one.id for one in by_name or owed], "media": media}


def _named(what: str, mine: Sequence[Mine]) -> list[Mine]:
    """Return what of it a word names; its own word before that of its cycle."""
    if NUMBER.search(what):
        return []
    owed = [one for one in mine if one.is_owed]
    exact = [one for one in mine if one.deliverable and (one.deliverable in what or what in one.deliverable)]
    found = exact or [one for one in mine if any(word in what or what in word for word in one.words)]
    return [one for one in found if one in owed] or found


def _documents(message: Message) -> list[dict[str, Any]]:
    """Return the pictures and files of a message: number, kind, name."""
    wanted = (Kind.FILE.value, Kind.IMAGE.value)
    found = [one for one in message.data.get("media") or () if isinstance(one, dict) and not one.get("lost")]
    return [
        {"number": int(one.get("number", place)), "kind": str(one.get("kind", "")), "name": str(one.get("name", ""))}
        for place, one in enumerate(found, start=1)
        if str(one.get("kind", "")) in wanted
    ]
