"""The code of four digits 签到码 on the projector page: it changes, and the one before it holds for as long again.

It is derived and never stored: an HMAC of the study's secret over the number of the interval (as RFC 6238 does), so
that every process shows and takes the same one. Pure.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta

DIGITS = 4


def code_at(secret: str, moment: datetime, minutes: int) -> str:
    """Return the code that is shown at a moment. minutes: how long one is shown, at least 1."""
    return _code(secret, _interval(moment, minutes))


def holds(secret: str, code: str, moment: datetime, minutes: int) -> bool:
    """Whether a code is the one shown at a moment, or the one before."""
    interval = _interval(moment, minutes)
    return any(hmac.compare_digest(code, _code(secret, one)) for one in (interval, interval - 1))


def changes_at(moment: datetime, minutes: int) -> datetime:
    """Return when the code shown at a moment is replaced."""
    length = minutes * 60
    return moment + timedelta(seconds=length - moment.timestamp() % length)


def _interval(moment: datetime, minutes: int) -> int:
    return int(moment.timestamp()) // (minutes * 60)


def _code(secret: str, interval: int) -> str:
    digest = hmac.new(secret.encode(), str(interval).encode(), hashlib.sha256).digest()
    return f"{int.from_bytes(digest[:8], 'big') % 10**DIGITS:0{DIGITS}}"
