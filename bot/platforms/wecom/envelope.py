"""The outer XML of a callback, read before anything about it is proven, and the XML of a passive reply.

Read as UTF-8 whatever it declares. Nothing of it is trusted but through the signature; so what can't be read is Forged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.errors import Forged
from bot.platforms.wecom.cipher import Cipher
from bot.platforms.wecom.flat import read_flat

MAX_BODY = 64 * 1024
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Envelope:
    """receiver, agent: whom it says it is for, empty where it does not say. encrypted: base64."""

    receiver: str
    agent: str
    encrypted: str


def read_envelope(body: bytes) -> Envelope:
    """Read the body of a callback. Raises Forged."""
    if len(body) > MAX_BODY:
        raise Forged("the body is larger than any callback")
    try:
        texts = read_flat(body.decode())
    except UnicodeDecodeError:
        texts = None
    if texts is None or not texts.get("Encrypt"):
        raise Forged("the envelope is not WeCom's")
    return Envelope(texts.get("ToUserName", ""), texts.get("AgentID", ""), texts["Encrypt"])


def write_envelope(cipher: Cipher, plain: str, *, timestamp: str, nonce: str) -> bytes:
    """Encrypt and sign a passive reply.

    timestamp: seconds since 1970, our own. nonce: our own, letters and digits.
    """
    encrypted = cipher.encrypt(plain)
    signature = cipher.sign(timestamp, nonce, encrypted)
    return (
        f"<xml><Encrypt><![CDATA[{encrypted}]]></Encrypt><MsgSignature><![CDATA[{signature}]]></MsgSignature>"
        f"<TimeStamp>{timestamp}</TimeStamp><Nonce>{cdata(nonce)}</Nonce></xml>"
    ).encode()


def write_text(text: str, *, account: str, corp_id: str, timestamp: str) -> str:
    """Write the plaintext of a passive text reply.

    Characters XML has no way to write are left out; everything else arrives exactly as given. WeCom shows the first
    2,048 bytes.
    """
    return (
        f"<xml><ToUserName>{cdata(account)}</ToUserName><FromUserName>{cdata(corp_id)}</FromUserName>"
        f"<CreateTime>{timestamp}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content>{cdata(text)}</Content></xml>"
    )


def cdata(text: str) -> str:
    """Write text as CDATA that it can't break out of; a carriage return stands outside, or it would be a newline."""
    kept = UNWRITABLE.sub("", text).replace("]]>", "]]]]><![CDATA[>").replace("\r", "]]>&#13;<![CDATA[")
    return f"<![CDATA[{kept}]]>"
