"""The outer XML of a callback, read before anything about it is proven, and the outer XML of a passive reply.

Read with expat directly: always as UTF-8 whatever it declares, no DOCTYPE, one flat level, each element once. Nothing
of it is trusted but through the signature; so all that can't be read is Forged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NoReturn
from xml.parsers import expat

from bot.errors import Forged
from bot.platforms.wecom.cipher import Cipher

MAX_BODY = 64 * 1024
LEVELS = 2
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Envelope:
    """receiver, agent: whom it says it is for, empty where it does not say. encrypted: base64."""

    receiver: str
    agent: str
    encrypted: str


class _Reader:
    """Collects the texts of a flat XML document."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self._open: list[str] = []
        self._text: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._open.append(name)
        self._text.clear()
        if attributes or len(self._open) > LEVELS or name in self.texts or self._open[0] != "xml":
            _refuse()

    def end(self, name: str) -> None:
        self._open.pop()
        if self._open:
            self.texts[name] = "".join(self._text)

    def text(self, piece: str) -> None:
        self._text.append(piece)


def _refuse(*_: object) -> NoReturn:
    raise Forged("the envelope is not WeCom's")


def read_flat(body: bytes) -> dict[str, str]:
    """Read `<xml>` with one level of elements, text by name. Raises Forged on anything else."""
    reader = _Reader()
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(body, True)  # noqa: FBT003 — expat takes it by position
    except expat.ExpatError:
        _refuse()
    return reader.texts


def read_envelope(body: bytes) -> Envelope:
    """Read the body of a callback. Raises Forged."""
    if len(body) > MAX_BODY:
        raise Forged("the body is larger than any callback")
    texts = read_flat(body)
    encrypted = texts.get("Encrypt", "").strip()
    if not encrypted:
        _refuse()
    return Envelope(texts.get("ToUserName", "").strip(), texts.get("AgentID", "").strip(), encrypted)


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
