"""Which addresses may be fetched from: https on its own port, hosts the operator named, and nothing that looks alike.

A pattern is a host (`files.example.edu`), all hosts below a domain (`*.myqcloud.com`, not the domain itself), or either
with scheme and port written out (`http://127.0.0.1:9000`), for private deployments: only such a pattern lets plain HTTP
or another port through. An address comes from outside: it is read by a strict small grammar, not by a lenient parser.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
HOST = rf"{LABEL}(?:\.{LABEL})*"
PORT = r"[1-9][0-9]{0,4}"
ADDRESS = re.compile(
    rf"(?P<scheme>https?)://(?P<host>{HOST})(?::(?P<port>{PORT}))?(?P<rest>[/?][^\x00-\x20\x7f\\#]*)?(?:#.*)?",
    re.ASCII | re.IGNORECASE,
)
PATTERN = re.compile(
    rf"(?:(?P<scheme>https?)://)?(?P<below>\*\.)?(?P<host>{HOST})(?::(?P<port>{PORT}))?/?", re.ASCII | re.IGNORECASE
)
LONGEST = 4096
PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))


@dataclass(frozen=True, slots=True)
class Pattern:
    """One allowed origin. below: the hosts below `host`, instead of it. port: empty for the scheme's own."""

    scheme: str
    host: str
    port: str
    below: bool

    def admits(self, scheme: str, host: str, port: str) -> bool:
        """Whether an address of these lower-case parts is meant."""
        fits = host.endswith("." + self.host) if self.below else host == self.host
        return fits and scheme == self.scheme and port == self.port


def read_pattern(text: str) -> Pattern | None:
    """Read one pattern; None where it is none, which then lets nothing through."""
    found = PATTERN.fullmatch(text.strip())
    if found is None or (found["below"] and "." not in found["host"]):
        return None
    scheme = (found["scheme"] or "https").lower()
    return Pattern(scheme, found["host"].lower(), found["port"] or "", below=bool(found["below"]))


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
