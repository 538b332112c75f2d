"""Reads the JSON of a decrypted callback: strictly, so that what was read can mean only one thing.

A name twice, a number no integer column holds, NaN, half a character, depth without end: Malformed. Texts come out
without control characters. An absent value and null are the same.
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
        json.dumps(fields, ensure_ascii=False).encode()  # refuses half characters
    except (ValueError, RecursionError):
        raise Malformed("the message is no JSON") from None
    require(isinstance(fields, dict), "no object")
    _check_depth(fields, 1)
    return dict(fields)


def part(fields: Fields, name: str) -> Fields:
    """Return an object inside, empty where there is none. Raises Malformed."""
    value = fields.get(name)
    require(value is None or isinstance(value, dict), name)
    return value or {}


def parts(fields: Fields, name: str) -> list[Fields]:
    """Return a list of objects inside, empty where there is none. Raises Malformed."""
    value = fields.get(name)
    require(value is None or (isinstance(value, list) and all(isinstance(one, dict) for one in value)), name)
    return value or []


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


def number(fields: Fields, name: str) -> int | None:
    """Return an integer, written as a number or as digits; None where there is none. Raises Malformed."""
    value = fields.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, str):
        require(value.isascii() and value.isdigit() and len(value) <= LONGEST_NUMBER, name)
        return int(value)
    require(isinstance(value, int) and not isinstance(value, bool), name)
    return int(value)


def require(holds: bool, what: str) -> None:  # noqa: FBT001 — reads as a sentence
    """Raise Malformed, naming the field, where something does not hold."""
    if not holds:
        raise Malformed(f"unreadable: {what}")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError("a name twice")
    return fields


def _integer(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise ValueError("a huge number")
    return int(digits)


def _float(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise ValueError("a huge number")
    return value


def _constant(name: str) -> float:
    raise ValueError(name)


def _check_depth(value: Any, depth: int) -> None:
    require(depth <= DEEPEST, "too deep")
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inside:
        if isinstance(one, dict | list):
            _check_depth(one, depth + 1)
