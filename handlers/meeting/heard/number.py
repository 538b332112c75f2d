"""How often a kind of meeting was held this year, as the office tells it: 党政联席会今年已开20次. Pure."""

from __future__ import annotations

import re
from typing import Any

from handlers.meeting.kinds import kind_named
from knowledge.text import numeral

MOST = 400

_HELD = re.compile(
    r"(?:截至?(?:目前|今天|现在)[,，]?)?(?:今年|本年度?|20\d\d年)?(?:的)?(?P<name>[一-龥]{1,12}?会议?)(?:今年|本年度?)?(?:已经?|一共|共|总共|截至?(?:目前|今天|现在))+(?:召?开|举行)(?:过|了)?(?:到第)?(?P<count>[\d一二三四五六七八九十两]{1,4})次(?:了)?[。.]?"
)


def hear_count(text: str) -> dict[str, Any] | None:
    """Read how many there were, None where nothing is told."""
    found = _HELD.fullmatch(text.replace(" ", ""))
    kind = kind_named(found["name"]) if found else ""
    count = numeral(found["count"]) if found else None
    return {"kind": kind, "count": count} if kind and count is not None and count <= MOST else None
