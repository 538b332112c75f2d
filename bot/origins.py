"""What an operator writes to say where files may be fetched from: patterns of origins, read by a strict small grammar.

A pattern is a host (`files.example.edu`), all hosts below a domain (`*.myqcloud.com`, not the domain itself), or either
with scheme and port written out (`http://127.0.0.1:9000`), for private deployments: only such a pattern lets plain HTTP
or another port through.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
HOST = rf"{LABEL}(?:\.{LABEL})*"
PORT = r"[1-9][0-9]{0,4}"
PATTERN = re.compile(
    rf"(?:(?P<scheme>https?)://)?(?P<below>\*\.)?(?P<host>{HOST})(?::(?P<port>{PORT}))?/?", re.ASCII | re.IGNORECASE
)
LAST_PORT = 65535


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


def is_sound(text: str) -> bool:
    """Whether it is a pattern; one that is none lets nothing through, which nobody would notice."""
    return read_pattern(text) is not None


def read_pattern(text: str) -> Pattern | None:
    """Read one pattern; None where it is none, which then lets nothing through."""
    found = PATTERN.fullmatch(text.strip())
    if found is None or (found["below"] and "." not in found["host"]) or int(found["port"] or 0) > LAST_PORT:
        return None
    scheme = (found["scheme"] or "https").lower()
    return Pattern(scheme, found["host"].lower(), found["port"] or "", below=bool(found["below"]))
