"""The emulated AI bot opens no reply whose envelope does not hold."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping

import pytest
from aiohttp import web
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from tests.emulators import wecom_callbacks as cipher
from tests.platforms.test_aibot_emulator import Stage, staged, stream


def padded_to_16(aes_key: str, words: str) -> str:
    """Encrypt as a common AES library does by itself."""
    key = base64.b64decode(aes_key + "=")
    plain = words.encode() + b" " * (-(20 + len(words.encode())) % 32)  # blanks, so that 16 are missing
    encryptor = Cipher(algorithms.AES(key), modes.CBC(key[:16])).encryptor()
    frame = bytes(16) + len(plain).to_bytes(4, "big") + plain + bytes([16]) * 16
    return base64.b64encode(encryptor.update(frame) + encryptor.finalize()).decode()


def bad_envelopes(on: Stage, query: Mapping[str, str]) -> dict[str, web.Response]:
    """Make replies the platform can't open."""
    tiny, word = on.tiny, json.dumps(stream("x"))
    elsewhere = cipher.encrypt(tiny.account.aes_key, word.encode(), "ww1")
    broken = base64.b64encode(bytes(64)).decode()

    def signed(encrypted: str) -> dict[str, object]:
        sign = cipher.signature(tiny.account.token, query["timestamp"], query["nonce"], encrypted)
        return {"encrypt": encrypted, "msgsignature": sign}

    return {
        "no JSON object": web.Response(text="success"),
        "fields": web.json_response(stream("x")),
        "timestamp or nonce": tiny.seal(query, stream("x"), nonce="another"),
        "the signature": tiny.seal(query, stream("x"), msgsignature="0" * 40),
        "receiveid": tiny.seal(query, stream("x"), **signed(elsewhere)),
        "can't be decrypted": tiny.seal(query, stream("x"), **signed(broken)),
        "padded to 32": tiny.seal(query, stream("x"), **signed(padded_to_16(tiny.account.aes_key, word))),
        "decrypted reply is no": tiny.seal(query, [1]),  # type: ignore[arg-type]
        "empty object": tiny.seal(query, {}),
    }


@pytest.mark.parametrize(
    "fault",
    [
        "no JSON object", "fields", "timestamp or nonce", "the signature", "receiveid", "can't be decrypted",
        "padded to 32", "decrypted reply is no", "empty object",
    ],
)  # fmt: skip
async def test_an_envelope_that_does_not_hold_is_a_fault(fault: str) -> None:
    """Plain words, another nonce, another receiver, rubbish."""
    stage: list[Stage] = []
    with staged(lambda _: bad_envelopes(stage[0], stage[0].tiny.queries[-1])[fault]) as on:
        stage.append(on)
        await on.bot.says("LiMing", "x")
        assert len(on.bot.violations) == 1
        assert fault in on.bot.violations[0]


async def test_a_refused_callback_is_a_fault_and_a_troubled_server_is_none() -> None:
    """403 says that the two do not understand each other; 503 that it may be tried again."""
    with staged(lambda _: None) as on:
        on.tiny.account = type(on.tiny.account)(token="another")
        await on.bot.says("LiMing", "x")
        assert on.bot.violations == ["message: status 403"] * 3
    with staged(lambda _: web.Response(status=503)) as on:
        await on.bot.says("LiMing", "x")
        on.bot.must_be_clean()
