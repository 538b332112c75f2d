"""Who signs a callback of a robot or of a card: HMAC-SHA256 with the app's secret, over the time and nothing else.

Sources: "机器人接收消息" (headers timestamp in ms and sign; older or newer than an hour is refused) and "事件回调" of
interactive cards, updated 2026-08-04 (x-ddpaas-signature over x-ddpaas-signature-timestamp with the apiSecret given
when the address was registered).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import datetime, timedelta

from bot.errors import Forged

WINDOW = timedelta(hours=1)
LONGEST_TIMESTAMP = 14  # milliseconds


def robot_sign(timestamp: str, app_secret: str) -> str:
    """Return the sign of a robot message. timestamp: milliseconds, as written."""
    return _hmac(app_secret, f"{timestamp}\n{app_secret}")


def card_sign(timestamp: str, api_secret: str) -> str:
    """Return the signature of a card callback. timestamp: milliseconds, as written."""
    return _hmac(api_secret, timestamp)


def derived(app_secret: str, purpose: str) -> str:
    """Return a secret of its own for one purpose, 43 letters and digits, from the app's."""
    made = hmac.new(app_secret.encode(), f"houqin/{purpose}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def is_same(ours: str, given: str) -> bool:
    """Compare in time that does not depend on where they differ."""
    return hmac.compare_digest(ours.encode("utf-8", "surrogatepass"), given.encode("utf-8", "surrogatepass"))


def check_window(timestamp: str, now: datetime, window: timedelta = WINDOW) -> None:
    """Refuse a time, in milliseconds, that is none or too far from machine time `now`. Raises Forged."""
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= LONGEST_TIMESTAMP):
        raise Forged("the timestamp is no time")
    if abs(now.timestamp() - int(timestamp) / 1000) > window.total_seconds():
        raise Forged("the timestamp is outside the window; compare this machine's clock with the right time")


def _hmac(key: str, message: str) -> str:
    signed = hmac.new(key.encode(), message.encode("utf-8", "surrogatepass"), hashlib.sha256).digest()
    return base64.b64encode(signed).decode()
