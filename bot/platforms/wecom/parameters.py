"""What stands in the query of a signed callback. Nothing of it is proven yet: what is missing or no time is Forged.

Source: official page 90238, the same for the app and the AI bot.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import Forged

#: Three attempts of 5 s and a clock some minutes wrong fit in; a recorded callback does not for long.
WINDOW = timedelta(minutes=10)
LONGEST_TIMESTAMP = 12


@dataclass(frozen=True, slots=True)
class Parameters:
    """timestamp: seconds since 1970, as written."""

    signature: str
    timestamp: str
    nonce: str


def read_parameters(query: Mapping[str, str], now: datetime, window: timedelta = WINDOW) -> Parameters:
    """Read the parameters of a callback signed within the window. Raises Forged."""
    timestamp = _parameter(query, "timestamp")
    parameters = Parameters(_parameter(query, "msg_signature"), timestamp, _parameter(query, "nonce"))
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= LONGEST_TIMESTAMP):
        raise Forged("the timestamp is no time")
    if abs(now.timestamp() - int(timestamp)) > window.total_seconds():
        raise Forged("the timestamp is outside the window; compare this machine's clock with the right time")
    return parameters


def read_echo(query: Mapping[str, str]) -> str:
    """Return what a verification asks to be decrypted, a `+` that became a space put right. Raises Forged."""
    return _parameter(query, "echostr").replace(" ", "+")


def _parameter(query: Mapping[str, str], name: str) -> str:
    value = query.get(name, "")
    if not value:
        raise Forged(f"no {name}")
    return value
