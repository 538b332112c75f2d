"""The one place that touches wechatpy: its cipher and its parser, typed and with their leaks stopped.

wechatpy 1.8.18 leaves padding and frame length unchecked, draws its random bytes from a small alphabet, and answers bad
input with whatever happened to break (ValueError, IndexError, KeyError, struct.error, ExpatError, TypeError,
AttributeError). Here the frame is checked, and everything that breaks becomes `Malformed` or `Forged`.
"""

from __future__ import annotations

import base64
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TypeAlias

from wechatpy.crypto.base import WeChatCipher
from wechatpy.enterprise.crypto import PrpCrypto, WeChatCrypto
from wechatpy.enterprise.exceptions import InvalidCorpIdException
from wechatpy.enterprise.parser import parse_message

from bot.errors import CallbackError, Forged, Malformed, SettingsError

RANDOM, LENGTH, BLOCK, IV = 16, 4, 32, 16
AES_KEY = re.compile(r"[A-Za-z0-9+/]{43}")
OPENING = re.compile(r"\s*(?:<\?xml[^<>]*\?>\s*)?<xml>")

#: A parsed element: its text, None where it is empty, its children by name, or all elements of one name.
Field: TypeAlias = "str | dict[str, Field] | list[Field] | None"


@contextmanager
def guarded(doing: str) -> Iterator[None]:
    """Turn whatever wechatpy raises on bad input into Forged or Malformed, without a word of the content."""
    try:
        yield
    except CallbackError:
        raise
    except InvalidCorpIdException:
        raise Forged(f"{doing}: meant for another receiver") from None
    except Exception as trouble:  # noqa: BLE001 — the one guard around wechatpy
        raise Malformed(f"{doing}: {type(trouble).__name__}") from None


class FrameCipher(WeChatCipher):  # type: ignore[misc]
    """AES-256-CBC that gives out only plaintexts framed as documented: 16 random bytes, length, message, receiver."""

    def decrypt(self, ciphertext: bytes) -> bytes:
        """Decrypt, and check the padding (1..32 equal bytes) and the stated length."""
        plain: bytes = super().decrypt(ciphertext)
        unpadded = without_padding(plain)
        if unpadded is None:
            raise Malformed("decrypting: the padding does not hold")
        stated = int.from_bytes(plain[RANDOM : RANDOM + LENGTH], "big")
        if stated > len(unpadded) - RANDOM - LENGTH:
            raise Malformed("decrypting: the stated length does not hold")
        return plain


class FrameCrypto(PrpCrypto):  # type: ignore[misc]
    """wechatpy's framing over the checked cipher, with random bytes fit for cryptography."""

    def __init__(self, key: bytes, receiver: str) -> None:
        super().__init__(key)
        self.cipher = FrameCipher(key)
        self._receiver = receiver

    def get_random_string(self) -> bytes:
        """Return the 16 bytes a frame starts with."""
        return secrets.token_bytes(RANDOM)

    def open(self, encrypted: str) -> str:
        """Decrypt one frame. Raises Malformed, or Forged where it is meant for another receiver."""
        with guarded("decrypting"):
            return str(self.decrypt(encrypted, self._receiver))

    def seal(self, plain: str) -> str:
        """Encrypt one frame, base64."""
        sealed: bytes = self.encrypt(plain, self._receiver)
        return sealed.decode("ascii")


def without_padding(plain: bytes) -> bytes | None:
    """Take off the padding, 1 to 32 equal bytes; None where it does not hold."""
    pad = plain[-1] if plain else 0
    return plain[:-pad] if 1 <= pad <= BLOCK and plain.endswith(bytes([pad]) * pad) else None


def open_file(sealed: bytes, aes_key: str) -> bytes | None:
    """Decrypt a file: AES-256-CBC, the key's first 16 bytes as IV. None where the key is another or the file broken."""
    if not sealed or len(sealed) % IV:
        return None
    return without_padding(WeChatCipher(base64.b64decode(aes_key + "=")).decrypt(sealed))


def frame_crypto(token: str, aes_key: str, receiver: str) -> FrameCrypto:
    """Build the cipher of one callback configuration.

    aes_key: EncodingAESKey, 43 characters (32 bytes in base64 without its `=`; trailing bits may be set).
    receiver: the corp id; empty for an AI bot of the own corp.
    Raises SettingsError where token or key is blank or malformed; neither is shown.
    """
    if not token.strip():
        raise SettingsError("wecom: the callback Token is blank; copy it from 接收消息 in the app's console page")
    if not AES_KEY.fullmatch(aes_key):
        raise SettingsError("wecom: EncodingAESKey must be the 43 letters and digits the console shows")
    return FrameCrypto(WeChatCrypto(token, aes_key, receiver).key, receiver)


def fields_of(xml: str) -> Mapping[str, Field]:
    """Parse a decrypted message of any depth into its elements. Raises Malformed; DTDs and entities are refused."""
    if not OPENING.match(xml):
        raise Malformed("parsing: not a message")
    with guarded("parsing"):
        fields: Mapping[str, Field] = parse_message(xml)._data  # noqa: SLF001 — wechatpy has no public name for it
        return fields
