"""JSON bodies: what DingTalk sends is read strictly and bounded, what we send is written the same way each time.

Only Malformed comes out of reading, and only where something must be there: the functions ending in `_if`, and
`moment`, read what adorns a message, and an ornament of an odd shape counts as not given. A text is cleaned of control
characters and of halves of characters; a secret that stands among fields kept as they came (an address, a download
code) is left out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.errors import Malformed
from bot.platforms.wecom.codec import clean

PLATFORM = "dingtalk"
MAX_BODY = 64 * 1024
LONGEST_ID = 120
LONGEST_KEPT = 500  # characters of a text kept as it came
MOST_KEPT = 50  # fields of one level, or elements of one list
DEEPEST = 5
LARGEST_NUMBER = 1 << 63
LAST_MS = 253402300799_999  # the end of the year 9999
SECRET_FIELDS = ("webhook", "code", "token", "secret", "url", "ticket")

Fields = Mapping[str, Any]


def read_object(body: bytes | str) -> dict[str, Any]:
    """Read a JSON object. Raises Malformed."""
    if len(body) > MAX_BODY:
        raise Malformed("the body is larger than any callback")
    try:
        read = json.loads(body, parse_constant=_no_number)
    except (ValueError, RecursionError):
        read = None
    if not isinstance(read, dict):
        raise Malformed("the body is no JSON object")
    return read


def write_object(value: Fields) -> bytes:
    """Write JSON as UTF-8, the same bytes for the same fields in the same order."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def whole(text: str) -> str:
    """Leave out control characters and halves of surrogate pairs, which no database and no answer can hold."""
    return clean(text).encode("utf-8", "ignore").decode()


def words(fields: Fields, name: str) -> str:
    """Return a text, cleaned; empty where there is none. Raises Malformed where it is something else."""
    value = fields.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Malformed(f"unreadable: {name}")
    return whole(value)


def words_if(fields: Fields, name: str) -> str:
    """Return a text, cleaned; empty where there is none."""
    value = fields.get(name)
    return whole(value) if isinstance(value, str) else ""


def needed(fields: Fields, name: str, longest: int) -> str:
    """Return a text that must be there, exactly as it came, such as an id. Raises Malformed."""
    value = words(fields, name)
    if not value:
        raise Malformed(f"the body has no {name}")
    if len(value) > longest or value != fields[name] or any(letter.isspace() for letter in value):
        raise Malformed(f"unreadable: {name}")
    return value


def inside(fields: Fields, name: str) -> dict[str, Any]:
    """Return a nested object, also one written as JSON text; empty where there is none. Raises Malformed."""
    value = fields.get(name)
    if value is None:
        return {}
    if isinstance(value, str):
        return read_object(value)
    if not isinstance(value, dict):
        raise Malformed(f"unreadable: {name}")
    return value


def inside_if(fields: Fields, name: str) -> dict[str, Any]:
    """Return a nested object, also one written as JSON text; empty where there is none."""
    try:
        return inside(fields, name)
    except Malformed:
        return {}


def moment(fields: Fields, name: str) -> datetime | None:
    """Return a time given in milliseconds since 1970, as number or digits; None where there is none."""
    value = fields.get(name)
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= len(str(LAST_MS)):
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LAST_MS:
        return None
    return datetime.fromtimestamp(value // 1000, UTC).replace(microsecond=value % 1000 * 1000)


def bounded_id(given: str) -> str:
    """Return an id of at most 120 characters; a longer one is told by its hash."""
    return given if len(given) <= LONGEST_ID else hashed_id(given)


def hashed_id(text: str) -> str:
    """Return the id of something that is told by its content."""
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def kept(value: Any, depth: int = 0) -> Any:
    """Copy what is kept as it came: texts cleaned, everything cut to a bearable size, no secrets."""
    if isinstance(value, str):
        return whole(value)[:LONGEST_KEPT]
    if isinstance(value, dict) and depth < DEEPEST:
        known = [(name, child) for name, child in value.items() if not _is_secret(name)]
        return {whole(name)[:LONGEST_ID]: kept(child, depth + 1) for name, child in known[:MOST_KEPT]}
    if isinstance(value, list) and depth < DEEPEST:
        return [kept(child, depth + 1) for child in value[:MOST_KEPT]]
    return value if isinstance(value, int | float) and abs(value) < LARGEST_NUMBER else None


def _is_secret(name: str) -> bool:
    return any(word in name.lower() for word in SECRET_FIELDS)


def _no_number(name: str) -> None:
    raise ValueError(name)
