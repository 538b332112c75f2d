"""The outer JSON of an AI bot's callback, read before anything about it is proven, and the JSON of an answer.

Nothing of it is trusted but through the signature; so what can't be read is Forged. Source: official page 101033.
"""

from __future__ import annotations

import json

from bot.errors import Forged, Malformed
from bot.platforms.protocol import Reply
from bot.platforms.wecom.aibot.fields import read_fields
from bot.platforms.wecom.cipher import Cipher

MAX_BODY = 1 << 20


def read_envelope(body: bytes) -> str:
    """Return what is encrypted, base64. Raises Forged."""
    if len(body) > MAX_BODY:
        raise Forged("the body is larger than any callback")
    try:
        fields = read_fields(body.decode("utf-8-sig"))
    except (UnicodeDecodeError, Malformed):
        fields = {}
    encrypted = fields.get("encrypt", fields.get("Encrypt"))
    if not isinstance(encrypted, str) or not encrypted:
        raise Forged("the envelope is not an AI bot's")
    return encrypted


def write_envelope(cipher: Cipher, plain: str, *, timestamp: str, nonce: str) -> Reply:
    """Encrypt and sign an answer. timestamp, nonce: the callback's own, as the platform expects them back."""
    encrypted = cipher.encrypt(plain)
    signature = cipher.sign(timestamp, nonce, encrypted)
    sealed = {"encrypt": encrypted, "msgsignature": signature, "timestamp": timestamp, "nonce": nonce}
    return Reply(json.dumps(sealed, ensure_ascii=False).encode("utf-8", "surrogatepass"))
