"""Reads the JSON of a decrypted callback: what makes it somebody's words strictly, what adorns them as far as it goes.

A name twice, NaN, depth without end: Malformed, for it could mean two things. A number no integer column holds and what
lies too deep count as not given. Texts come out without control characters and halves of characters. An absent value
and null are the same. The functions ending in `_if` read ornaments: one of an odd shape counts as not given.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any, TypeAlias

from bot.errors import Malformed
from bot.platforms.wecom.codec import clean

DEEPEST = 12
LONGEST_NUMBER = 20

Fields: TypeAlias = Mapping[str, Any]


def read_fields(plain: str) -> Fields:
    """Read one JSON object. Raises Malformed, without a word of the content."""
    try:
        fields = json.loads(
            plain, object_pairs_hook=_once, parse_int=_integer, parse_float=_float, parse_constant=_constant
        )
    except (ValueError, RecursionError):
        raise Malformed("the message is no JSON") from None
    require(isinstance(fields, dict), "no object")
    return {name: _within(value, 2) for name, value in fields.items()}


def part(fields: Fields, name: str) -> Fields:
    """Return an object inside, empty where there is none. Raises Malformed."""
    value = fields.get(name)
    require(value is None or isinstance(value, dict), name)
    return value or {}


def part_if(fields: Fields, name: str) -> Fields:
    """Return an object inside, empty where there is none."""
    value = fields.get(name)
    return value if isinstance(value, dict) else {}


def parts_if(fields: Fields, name: str) -> list[Fields]:
    """Return the objects of a list inside, without what else stands there; empty where there is none."""
    value = fields.get(name)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def word(fields: Fields, name: str) -> str:
    """Return a text without control characters, empty where there is none. Raises Malformed."""
    value = fields.get(name)
    require(value is None or isinstance(value, str), name)
    return clean(value or "")


def needed(fields: Fields, name: str) -> str:
    """Return a text that must not be empty. Raises Malformed."""
    value = word(fields, name)
    require(bool(value), name)
    return value


def word_if(fields: Fields, name: str) -> str:
    """Return a text without control characters, empty where there is none."""
    value = fields.get(name)
    return clean(value) if isinstance(value, str) else ""


def number_if(fields: Fields, name: str) -> int | None:
    """Return an integer, written as a number or as digits; None where there is none."""
    value = fields.get(name)
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= LONGEST_NUMBER:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def require(holds: bool, what: str) -> None:  # noqa: FBT001 — reads as a sentence
    """Raise Malformed, naming the field, where something does not hold."""
    if not holds:
        raise Malformed(f"unreadable: {what}")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError("a name twice")
    return fields


def _integer(digits: str) -> int | None:
    return int(digits) if len(digits) <= LONGEST_NUMBER else None


def _float(digits: str) -> float | None:
    value = float(digits)
    return value if math.isfinite(value) else None


def _constant(name: str) -> float:
    raise ValueError(name)


def _within(value: Any, depth: int) -> Any:
    """Copy a value without what lies deeper than any callback reaches."""
    if not isinstance(value, dict | list):
        return value
    if depth > DEEPEST:
        return None
    if isinstance(value, list):
        return [_within(one, depth + 1) for one in value]
    return {name: _within(one, depth + 1) for name, one in value.items()}
