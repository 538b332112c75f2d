"""The file name a server gives in Content-Disposition, made safe to keep and to show.

`filename*` (RFC 5987) goes before `filename`; the latter may be percent-encoded or raw UTF-8, as file servers write it.
"""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

LONGEST = 120  # characters
LONGEST_ENDING = 16
EXTENDED = re.compile(r"(?:^|[;\s])filename\*\s*=\s*([A-Za-z0-9_-]{1,20})'[^']{0,20}'([^;\s\"]+)", re.IGNORECASE)
QUOTED = re.compile(r"(?:^|[;\s])filename\s*=\s*\"((?:[^\"\\]|\\.)*)\"", re.IGNORECASE)
PLAIN = re.compile(r"(?:^|[;\s])filename\s*=\s*([^;\"\s]+)", re.IGNORECASE)
ESCAPED = re.compile(r"\\(.)")
PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")

#: Controls, marks that turn the direction of writing or stay unseen, and what file systems can't hold.
UNSAFE = re.compile('[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff<>:"|?*]')


def file_name(disposition: str) -> str:
    """Return the name in a Content-Disposition header, safe; empty where there is none."""
    if found := EXTENDED.search(disposition):
        return safe_name(_decoded(unquote_to_bytes(found[2]), found[1]))
    if found := QUOTED.search(disposition):
        name = ESCAPED.sub(r"\1", found[1])
    elif found := PLAIN.search(disposition):
        name = found[1]
    else:
        return ""
    raw = name.encode("utf-8", "surrogateescape")
    return safe_name(_decoded(unquote_to_bytes(raw) if PERCENT.search(name) else raw, "utf-8"))


def safe_name(name: str) -> str:
    """Return the last part of a name without controls and reserved characters, at most 120 characters.

    The ending is kept where the name is cut. Empty where nothing is left.
    """
    last = re.split(r"[/\\]", name)[-1]
    kept = UNSAFE.sub("", last).strip().lstrip(".").strip()
    if len(kept) <= LONGEST:
        return kept
    stem, dot, ending = kept.rpartition(".")
    if not stem or len(ending) > LONGEST_ENDING:
        return kept[:LONGEST]
    return stem[: LONGEST - len(ending) - 1] + dot + ending


def _decoded(raw: bytes, charset: str) -> str:
    for encoding in (charset, "utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return raw.decode("utf-8", "ignore")
