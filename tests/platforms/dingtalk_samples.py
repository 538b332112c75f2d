"""Recorded bodies of DingTalk and their signing, from the documentation: no line is shared with the product."""

from __future__ import annotations

import base64
import copy
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.platforms.protocol import Request

RECORDED: Mapping[str, Any] = json.loads((Path(__file__).parent / "dingtalk_bodies.json").read_text(encoding="utf-8"))
MESSAGES: Mapping[str, dict[str, Any]] = RECORDED["messages"]
AT = datetime(2021, 2, 18, 6, 37, 33, tzinfo=UTC)  # the samples' createAt, and a little
CORP, ROBOT, KEY, SECRET = "ding1a2b3c4d5e6f7a8b", "dingrobotcode001", "dingappkey000001", "canary-app-secret"
GROUP = "cidg2bRmEJjgoYBzmpFYkfW2Q=="


def recorded(name: str, **changed: Any) -> dict[str, Any]:
    """Copy a recorded message, with other fields; a field set to None is left out."""
    fields = {**copy.deepcopy(MESSAGES[name]), **changed}
    return {key: value for key, value in fields.items() if value is not None}


def milliseconds(at: datetime) -> str:
    """Write a time as the platform does."""
    return str(int(at.timestamp() * 1000))


def base64_hmac(key: str, words: str) -> str:
    """Sign as documented."""
    return base64.b64encode(hmac.digest(key.encode(), words.encode(), hashlib.sha256)).decode()


def signed(body: Mapping[str, Any] | bytes, *, at: datetime = AT, secret: str = SECRET) -> Request:
    """Sign a robot message."""
    timestamp = milliseconds(at)
    raw = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
    return Request("POST", {}, {"timestamp": timestamp, "sign": base64_hmac(secret, f"{timestamp}\n{secret}")}, raw)
