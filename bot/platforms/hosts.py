"""Which addresses may be fetched from: https on its own port, hosts the operator named, and nothing that looks alike.

What the operator may name stands in bot/origins.py. An address comes from outside: it is read by a strict small
grammar, not by a lenient parser.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote

from bot.origins import HOST, PORT, read_pattern

ADDRESS = re.compile(
    rf"(?P<scheme>https?)://(?P<host>{HOST})(?::(?P<port>{PORT}))?(?P<rest>[/?][^\x00-\x20\x7f\\#]*)?(?:#.*)?",
    re.ASCII | re.IGNORECASE,
)
LONGEST = 4096
PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))


def allowed(url: str, hosts: Sequence[str]) -> str | None:
    """Return the address as it may be asked for, percent-encoded where it was not; None where it may not be."""
    found = ADDRESS.fullmatch(url) if len(url) <= LONGEST else None
    if found is None:
        return None
    scheme, host, port = found["scheme"].lower(), found["host"].lower(), found["port"] or ""
    patterns = filter(None, map(read_pattern, hosts))
    if not any(pattern.admits(scheme, host, port) for pattern in patterns):
        return None
    rest = quote(found["rest"] or "/", safe=PRINTABLE, errors="replace")
    origin = f"{scheme}://{host}" + (f":{port}" if port else "")
    return origin + (rest if rest.startswith("/") else "/" + rest)
