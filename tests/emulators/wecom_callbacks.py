"""WeCom's side of a callback: writes the XML, encrypts and signs it, sends it, and repeats it like the platform.

The cipher here is written from the documentation over `cryptography` alone and shares no line with the product's;
`by_wechatpy` makes the same with wechatpy, as a second opinion.
"""

from __future__ import annotations

import base64
import hashlib
import itertools
import os
import random
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

import aiohttp
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from wechatpy.enterprise.crypto import PrpCrypto

from bot.platforms.protocol import Request
from tests.emulators.wecom_app import Press

ATTEMPTS = 3
PATIENCE_S = 5.0


@dataclass(frozen=True, slots=True)
class Account:
    """One callback configuration."""

    corp_id: str = "ww1436e0e65a779aee"
    agent_id: int = 1000002
    token: str = "hJqcu3uJ9Tn2gXPmxx2w9kkCkCE2EPYo"
    aes_key: str = "6qkdMrq68nTKduznJYO1A37W2oEgpkMUvkttRToqhUt"


@dataclass(frozen=True, slots=True)
class Callback:
    """One signed callback, ready to be sent."""

    query: dict[str, str]
    body: bytes = b""

    @property
    def request(self) -> Request:
        """As a door gets it."""
        return Request("POST" if self.body else "GET", self.query, {}, self.body)

    @property
    def url_query(self) -> str:
        """The query string, percent-encoded."""
        return urlencode(self.query)


def encrypt(aes_key: str, plain: bytes, receiver: str, *, pad: int | None = None, length: int | None = None) -> str:
    """Encrypt as documented. pad, length: another pad byte or stated length than the right one."""
    key = base64.b64decode(aes_key + "=")
    frame = os.urandom(16) + struct.pack(">I", len(plain) if length is None else length) + plain + receiver.encode()
    missing = 32 - len(frame) % 32
    frame += bytes([missing if pad is None else pad]) * missing
    encryptor = Cipher(algorithms.AES(key), modes.CBC(key[:16])).encryptor()
    return base64.b64encode(encryptor.update(frame) + encryptor.finalize()).decode()


def decrypt(aes_key: str, encrypted: str) -> tuple[str, str]:
    """Decrypt as documented: the message and the receiver."""
    key = base64.b64decode(aes_key + "=")
    decryptor = Cipher(algorithms.AES(key), modes.CBC(key[:16])).decryptor()
    frame = decryptor.update(base64.b64decode(encrypted)) + decryptor.finalize()
    length = struct.unpack(">I", frame[16:20])[0]
    return frame[20 : 20 + length].decode(), frame[20 + length : -frame[-1]].decode()


def signature(*values: str) -> str:
    """Sign as documented."""
    return hashlib.sha1("".join(sorted(values)).encode()).hexdigest()  # noqa: S324 — the platform's own


class Sender:
    """Makes one configuration's callbacks."""

    def __init__(self, account: Account | None = None) -> None:
        self.account = account or Account()
        self._numbers = itertools.count(7_000_000_000_000_000_000)

    def xml(self, kind: str, inner: str, *, sender: str, at: datetime, msg_id: str | None = "") -> str:
        """Write a message as the platform does. msg_id: None leaves it out, "" takes the next."""
        account = self.account
        number = next(self._numbers) if msg_id == "" else msg_id
        return (
            f"<xml><ToUserName><![CDATA[{account.corp_id}]]></ToUserName>"
            f"<FromUserName><![CDATA[{sender}]]></FromUserName><CreateTime>{int(at.timestamp())}</CreateTime>"
            f"<MsgType><![CDATA[{kind}]]></MsgType>{inner}"
            + (f"<MsgId>{number}</MsgId>" if number is not None else "")
            + f"<AgentID>{account.agent_id}</AgentID></xml>"
        )

    def text(self, words: str, *, sender: str, at: datetime, msg_id: str = "") -> Callback:
        """Make a text message."""
        inner = f"<Content><![CDATA[{words}]]></Content>"
        return self.seal(self.xml("text", inner, sender=sender, at=at, msg_id=msg_id), at)

    def event(self, name: str, inner: str = "", *, sender: str, at: datetime) -> Callback:
        """Make an event, which has no MsgId."""
        inner = f"<Event><![CDATA[{name}]]></Event>{inner}"
        return self.seal(self.xml("event", inner, sender=sender, at=at, msg_id=None), at)

    def press(self, pressed: Press, *, at: datetime) -> Callback:
        """Make the event of a pressed button (official page 90240)."""
        inner = (
            f"<EventKey><![CDATA[{pressed.key}]]></EventKey><TaskId><![CDATA[{pressed.task_id}]]></TaskId>"
            f"<CardType><![CDATA[{pressed.card_type}]]></CardType>"
            f"<ResponseCode><![CDATA[{pressed.response_code}]]></ResponseCode>"
        )
        return self.event("template_card_event", inner, sender=pressed.account, at=at)

    def seal(self, xml: str, at: datetime, *, receiver: str | None = None) -> Callback:
        """Encrypt and sign a message."""
        plain = xml.encode()
        account = self.account
        return self.wrap(encrypt(account.aes_key, plain, account.corp_id if receiver is None else receiver), at)

    def by_wechatpy(self, xml: str, at: datetime) -> Callback:
        """Encrypt with wechatpy, sign, wrap."""
        account = self.account
        sealed = PrpCrypto(base64.b64decode(account.aes_key + "=")).encrypt(xml, account.corp_id)
        return self.wrap(sealed.decode(), at)

    def wrap(self, encrypted: str, at: datetime) -> Callback:
        """Sign what is encrypted and put it into the envelope."""
        account = self.account
        body = (
            f"<xml><ToUserName><![CDATA[{account.corp_id}]]></ToUserName><Encrypt><![CDATA[{encrypted}]]></Encrypt>"
            f"<AgentID><![CDATA[{account.agent_id}]]></AgentID></xml>"
        )
        return Callback(self._signed(encrypted, at), body.encode())

    def verification(self, word: str, at: datetime) -> Callback:
        """Make the GET with which the platform checks an address."""
        echo = encrypt(self.account.aes_key, word.encode(), self.account.corp_id)
        return Callback(self._signed(echo, at) | {"echostr": echo})

    def _signed(self, encrypted: str, at: datetime) -> dict[str, str]:
        timestamp, nonce = str(int(at.timestamp())), str(random.randrange(10**9))  # noqa: S311 — a nonce of a test
        sign = signature(self.account.token, timestamp, nonce, encrypted)
        return {"msg_signature": sign, "timestamp": timestamp, "nonce": nonce}


async def deliver(session: aiohttp.ClientSession, url: str, callback: Callback) -> list[int]:
    """Send one callback, at most three times until a 200 within 5 s; return the statuses, 0 for none."""
    statuses: list[int] = []
    while len(statuses) < ATTEMPTS and 200 not in statuses:
        try:
            async with session.post(
                f"{url}?{callback.url_query}", data=callback.body, timeout=aiohttp.ClientTimeout(total=PATIENCE_S)
            ) as answer:
                statuses.append(answer.status)
        except (aiohttp.ClientError, TimeoutError):
            statuses.append(0)
    return statuses


def storm(callbacks: Sequence[Callback], *, seed: int, duplicates: float = 0.3) -> list[Callback]:
    """Shuffle, with that share of them twice."""
    dice = random.Random(seed)  # noqa: S311 — repeatable
    twice = [callback for callback in callbacks if dice.random() < duplicates]
    mixed = [*callbacks, *twice]
    dice.shuffle(mixed)
    return mixed
