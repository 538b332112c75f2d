"""The cipher against the vendors' own samples, a second implementation, and frames nobody should send."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Forged, Malformed, SettingsError
from bot.platforms.wecom.cipher import Cipher, Keyring
from tests.each import each
from tests.emulators import wecom_callbacks as peer

VECTORS: list[dict[str, str]] = json.loads((Path(__file__).parent / "wecom_vectors.json").read_text(encoding="utf-8"))[
    "vectors"
]
ACCOUNT = peer.Account()
RECEIVERS = ("", ACCOUNT.corp_id)


def keyring_of(vector: dict[str, str], **changed: Any) -> Keyring:
    """Build the receiving side of a sample."""
    given_values = vector | changed
    return Keyring([(given_values["token"], given_values["aes_key"])], given_values["receiver"])


def unseal(keyring: Keyring, vector: dict[str, str], **changed: str) -> str:
    """Open a sample, or a changed copy."""
    sent = vector | changed
    return keyring.unseal(sent["signature"], sent["timestamp"], sent["nonce"], sent["encrypted"])


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_a_sample_of_the_vendor_opens_to_its_plaintext(vector: dict[str, str]) -> None:
    """W1–W5 of WeCom, D1–D2 of DingTalk, N1–N2 of npm @wecom/crypto (N1 with an empty receiver)."""
    assert unseal(keyring_of(vector), vector) == vector["plain"]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
@pytest.mark.parametrize("part", ["signature", "timestamp", "nonce", "encrypted", "token"])
def test_one_flipped_bit_anywhere_is_forged(vector: dict[str, str], part: str) -> None:
    """Whatever part of the signed values changes, nothing is decrypted."""
    for at in {0, len(vector[part]) // 2, len(vector[part]) - 1}:
        bytes_of = bytearray(vector[part].encode())
        bytes_of[at] ^= 1
        changed = {part: bytes_of.decode()}
        keyring = keyring_of(vector, **(changed if part == "token" else {}))
        with pytest.raises(Forged):
            unseal(keyring, vector, **changed)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_a_message_for_another_receiver_is_forged(vector: dict[str, str]) -> None:
    """The receiver inside the ciphertext counts, and empty is a receiver like any other."""
    with pytest.raises(Forged):
        unseal(keyring_of(vector, receiver="ww0000000000000000" if not vector["receiver"] else ""), vector)


@each("odd", ["", "é", "\udcff", "0" * 39, "0" * 41, "5C45"])
def test_a_signature_of_odd_letters_is_forged(odd: str) -> None:
    """The comparison takes any text without an error of its own."""
    with pytest.raises(Forged):
        unseal(keyring_of(VECTORS[0]), VECTORS[0], signature=odd)


def open_signed(encrypted: str, receiver: str = ACCOUNT.corp_id) -> str:
    """Sign whatever is given rightly, and open it."""
    cipher = Cipher(ACCOUNT.token, ACCOUNT.aes_key, receiver)
    return Keyring([(ACCOUNT.token, ACCOUNT.aes_key)], receiver).unseal(
        cipher.sign("1", "n", encrypted), "1", "n", encrypted
    )


@each(
    "encrypted",
    ["!", "A", "AAAA", base64.b64encode(bytes(32)).decode(), base64.b64encode(bytes(33)).decode(), "é", "=" * 8],
)
def test_a_signed_ciphertext_that_is_none_is_malformed(encrypted: str) -> None:
    """The library wechatpy answers these with ValueError, IndexError and struct.error; here it is one error."""
    with pytest.raises((Malformed, Forged)):
        open_signed(encrypted)


@pytest.mark.parametrize("receiver", RECEIVERS)
@pytest.mark.parametrize("pad", [0, 33, 200, 255])
def test_padding_outside_1_to_32_is_malformed(receiver: str, pad: int) -> None:
    """The library wechatpy does not look at the pad byte."""
    with pytest.raises(Malformed, match="padding"):
        open_signed(peer.encrypt(ACCOUNT.aes_key, b"hello", receiver, pad=pad), receiver)


def test_padding_of_unequal_bytes_is_malformed() -> None:
    """A pad byte that counts too far reaches into the receiver."""
    with pytest.raises(Malformed, match="padding"):
        open_signed(peer.encrypt(ACCOUNT.aes_key, b"hello", "", pad=32), "")


@pytest.mark.parametrize("receiver", RECEIVERS)
@pytest.mark.parametrize("length", [6, 100, 2**31, 2**32 - 1])
def test_a_stated_length_beyond_the_frame_is_refused(receiver: str, length: int) -> None:
    """The library wechatpy would take it for an empty receiver."""
    with pytest.raises((Malformed, Forged)):
        open_signed(peer.encrypt(ACCOUNT.aes_key, b"hello", receiver, length=length), receiver)


def test_text_that_is_not_utf8_is_malformed() -> None:
    """The plaintext must be UTF-8; this is 食堂 in GBK."""
    with pytest.raises(Malformed):
        open_signed(peer.encrypt(ACCOUNT.aes_key, b"\xca\xb3\xcc\xc3", ACCOUNT.corp_id))


@given(plain=st.text(), receiver=st.sampled_from(RECEIVERS))
def test_what_is_encrypted_opens_again_here_and_elsewhere(plain: str, receiver: str) -> None:
    """Our ciphertext is read by an implementation of its own, and theirs by us."""
    ours = Cipher(ACCOUNT.token, ACCOUNT.aes_key, receiver).encrypt(plain)
    assert peer.decrypt(ACCOUNT.aes_key, ours) == (plain, receiver)
    assert open_signed(peer.encrypt(ACCOUNT.aes_key, plain.encode(), receiver), receiver) == plain


def test_two_frames_of_one_text_differ() -> None:
    """Each frame starts with 16 random bytes."""
    cipher = Cipher(ACCOUNT.token, ACCOUNT.aes_key, "")
    assert cipher.encrypt("同") != cipher.encrypt("同")


OTHER = ("anotherToken", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C")


@pytest.mark.parametrize("vector", [VECTORS[2], VECTORS[3]], ids=lambda vector: vector["name"])
@pytest.mark.parametrize("token", ["another", "same"])
def test_the_pair_before_is_valid_while_it_is_changed(vector: dict[str, str], token: str) -> None:
    """Also where only the AES key was changed and both signatures hold."""
    new = (vector["token"] if token == "same" else "another", OTHER[1])
    keyring = Keyring([new, (vector["token"], vector["aes_key"])], vector["receiver"])
    assert unseal(keyring, vector) == vector["plain"]
    assert keyring.first.sign("1", "2", "3") == Cipher(*new, vector["receiver"]).sign("1", "2", "3")


@each(
    ("token", "aes_key"),
    [("", ACCOUNT.aes_key), ("  ", ACCOUNT.aes_key), ("t", ""), ("t", "x" * 42), ("t", "x" * 44), ("t", "密" * 43)],
)
def test_blank_or_malformed_secrets_refuse_the_start(token: str, aes_key: str) -> None:
    """And the sentence does not show them."""
    with pytest.raises(SettingsError) as refused:
        Cipher(token, aes_key, "")
    assert not aes_key or aes_key not in str(refused.value)


def test_nothing_of_a_cipher_shows_its_secrets() -> None:
    """A repr in a log gives nothing away."""
    cipher = Cipher(ACCOUNT.token, ACCOUNT.aes_key, ACCOUNT.corp_id)
    shown = repr(cipher) + repr(Keyring([(ACCOUNT.token, ACCOUNT.aes_key)], ""))
    assert ACCOUNT.token not in shown
    assert ACCOUNT.aes_key not in shown
