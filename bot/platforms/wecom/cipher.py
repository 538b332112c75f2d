"""Signature and encryption of WeCom callbacks, with several keys valid at once while they are being changed.

The signature is compared in constant time and before anything is decrypted. DingTalk's events use the same cipher.
Source: official page "加解密方案说明" (document/path/91144).
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence

from bot.errors import CallbackError, Forged
from bot.platforms.wecom.vendor import frame_crypto


class Cipher:
    """One pair of Token and EncodingAESKey, for one receiver (corp id; empty for an AI bot)."""

    def __init__(self, token: str, aes_key: str, receiver: str) -> None:
        """Raises SettingsError where token or key is blank or malformed."""
        self._crypto = frame_crypto(token, aes_key, receiver)
        self._token = token

    def sign(self, timestamp: str, nonce: str, encrypted: str) -> str:
        """Return the signature: lower-case hex SHA-1 of the four values, sorted and joined."""
        joined = "".join(sorted((self._token, timestamp, nonce, encrypted)))
        return hashlib.sha1(joined.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()

    def is_signed(self, signature: str, timestamp: str, nonce: str, encrypted: str) -> bool:
        """Whether the signature holds, in time that does not depend on where it differs."""
        given = signature.encode("utf-8", "surrogatepass")
        return hmac.compare_digest(self.sign(timestamp, nonce, encrypted).encode(), given)

    def decrypt(self, encrypted: str) -> str:
        """Decrypt what was signed. Raises Malformed, or Forged where it is meant for another receiver."""
        return self._crypto.open(encrypted)

    def encrypt(self, plain: str) -> str:
        """Encrypt a reply, base64."""
        return self._crypto.seal(plain)


class Keyring:
    """The pairs that are valid now: the configured one, and the one before while it is being changed."""

    def __init__(self, keys: Sequence[tuple[str, str]], receiver: str) -> None:
        """keys: (Token, EncodingAESKey), the one to encrypt with first. Raises SettingsError."""
        self._ciphers = tuple(Cipher(token, aes_key, receiver) for token, aes_key in keys)

    @property
    def first(self) -> Cipher:
        """The pair to encrypt with."""
        return self._ciphers[0]

    def unseal(self, signature: str, timestamp: str, nonce: str, encrypted: str) -> str:
        """Verify, then decrypt with the pair whose signature holds.

        Raises Forged where no signature holds or the receiver is another, Malformed where it can't be decrypted.
        """
        return self.open(signature, timestamp, nonce, encrypted)[0]

    def open(self, signature: str, timestamp: str, nonce: str, encrypted: str) -> tuple[str, Cipher]:
        """Verify and decrypt, and return the pair it was done with too: the one the other side knows."""
        trouble: CallbackError = Forged("the signature does not hold")
        for cipher in self._ciphers:
            if not cipher.is_signed(signature, timestamp, nonce, encrypted):
                continue
            try:
                return cipher.decrypt(encrypted), cipher
            except CallbackError as refused:  # the same Token with another key: try the next pair
                trouble = refused
        raise trouble
