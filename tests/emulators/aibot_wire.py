"""The envelope of an AI bot's callback, from the platform's side: sealed, signed, sent; the answer opened.

receiveid is empty (official page 101033). The cipher and the signature are wechatpy's: written by nobody here.
"""

from __future__ import annotations

import base64
import json
import random
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import aiohttp
from wechatpy.enterprise.crypto import PrpCrypto
from wechatpy.enterprise.exceptions import InvalidCorpIdException
from wechatpy.utils import WeChatSigner

ENVELOPE = {"encrypt", "msgsignature", "timestamp", "nonce"}


class BadEnvelope(Exception):
    """A reply the platform can't open; the text says why."""


@dataclass(frozen=True, slots=True)
class BotAccount:
    """One bot in the console. name: what it is @-ed by."""

    aibotid: str = "aibQ7Xk-T0_houqin"
    name: str = "后勤助手"
    token: str = field(default="nTq3vYb8Kd2mZs6W", repr=False)
    aes_key: str = field(default="6qkdMrq68nTKduznJYO1A37W2oEgpkMUvkttRToqhUt", repr=False)


@dataclass(frozen=True, slots=True)
class Sealed:
    """One callback ready to be sent; a body is empty in a verification."""

    query: dict[str, str]
    body: bytes = b""

    @property
    def url_query(self) -> str:
        """The query string, percent-encoded."""
        return urlencode(self.query)


@dataclass(frozen=True, slots=True)
class Exchange:
    """What came back. status: 0 where nothing did."""

    sealed: Sealed
    status: int
    body: bytes = b""


class BotSender:
    """Seals one bot's callbacks and opens the replies."""

    def __init__(self, account: BotAccount | None = None) -> None:
        self.account = account or BotAccount()
        self._crypto = PrpCrypto(base64.b64decode(self.account.aes_key + "="))

    def seal(self, plain: Mapping[str, Any], at: datetime) -> Sealed:
        """Encrypt and sign a callback."""
        return self.seal_text(json.dumps(plain, ensure_ascii=False), at)

    def seal_text(self, words: str, at: datetime, receiver: str = "") -> Sealed:
        """Encrypt and sign anything, for anybody."""
        encrypted = self._crypto.encrypt(words, receiver).decode()
        return Sealed(self._signed(encrypted, at), json.dumps({"encrypt": encrypted}).encode())

    def verification(self, word: str, at: datetime) -> Sealed:
        """Make the GET with which the platform checks an address."""
        echo = self._crypto.encrypt(word, "").decode()
        return Sealed(self._signed(echo, at) | {"echostr": echo})

    def open(self, exchange: Exchange) -> dict[str, Any]:
        """Open a reply: an empty object for an empty body; raises BadEnvelope."""
        if not exchange.body:
            return {}
        envelope = _object(exchange.body, "the reply")
        if set(envelope) != ENVELOPE:
            raise BadEnvelope(f"fields {sorted(envelope)}")
        sent = exchange.sealed.query
        if any(str(envelope[name]) != sent[name] for name in ("timestamp", "nonce")):
            raise BadEnvelope("timestamp or nonce is not the request's")
        if envelope["msgsignature"] != self._sign(sent["timestamp"], sent["nonce"], str(envelope["encrypt"])):
            raise BadEnvelope("the signature does not hold")
        try:
            plain = self._crypto.decrypt(envelope["encrypt"], "")
        except InvalidCorpIdException:
            raise BadEnvelope("receiveid is not empty") from None
        except (ValueError, IndexError, TypeError, AttributeError, struct.error) as odd:
            raise BadEnvelope("the reply can't be decrypted") from odd
        if len(base64.b64decode(envelope["encrypt"])) % 32:
            raise BadEnvelope("the reply is not padded to 32")
        return _object(plain.encode(), "the decrypted reply")

    def _signed(self, encrypted: str, at: datetime) -> dict[str, str]:
        timestamp, nonce = str(int(at.timestamp())), str(random.randrange(10**9, 10**10))  # noqa: S311 — of a test
        return {"msg_signature": self._sign(timestamp, nonce, encrypted), "timestamp": timestamp, "nonce": nonce}

    def _sign(self, *values: str) -> str:
        signer = WeChatSigner()
        signer.add_data(self.account.token, *values)
        return str(signer.signature)


def _object(data: bytes, what: str) -> dict[str, Any]:
    try:
        found = json.loads(data)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise BadEnvelope(f"{what} is no JSON object")
    return found


async def exchange(url: str, sealed: Sealed, patience_s: float) -> Exchange:
    """Send one callback and wait that many real seconds; a verification goes by GET."""
    timeout = aiohttp.ClientTimeout(total=patience_s)
    method, data = ("POST", sealed.body) if sealed.body else ("GET", None)
    headers = {"Content-Type": "application/json"} if data else {}
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.request(
                method, f"{url}?{sealed.url_query}", data=data, headers=headers, allow_redirects=False
            ) as answer,
        ):
            return Exchange(sealed, answer.status, await answer.read())
    except (aiohttp.ClientError, TimeoutError):
        return Exchange(sealed, 0)
