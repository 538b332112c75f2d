"""The robot's and the cards' signatures, against frozen values and two other implementations."""

from __future__ import annotations

import base64
import shutil
import subprocess
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import Forged
from bot.platforms.dingtalk.signature import WINDOW, card_sign, check_window, derived, is_same, robot_sign
from tests.each import each

TIMESTAMP, SECRET = "1577262236757", "this is secret"
FROZEN = "hmPWwU+7lVdm3ZZz0r9tSfx0L4Q26jWOZr9+Gs6EZQM="
AT = datetime.fromtimestamp(1577262236.757, UTC)
NODE = (
    "const [, key, words] = process.argv;"
    "process.stdout.write(require('node:crypto').createHmac('sha256', key).update(words).digest('base64'))"
)


def by_openssl(key: str, words: str) -> str:
    """Sign with openssl."""
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed")
    command = ["openssl", "dgst", "-sha256", "-mac", "HMAC", "-macopt", f"hexkey:{key.encode().hex()}", "-binary"]
    done = subprocess.run(command, input=words.encode(), capture_output=True, check=True)
    return base64.b64encode(done.stdout).decode()


def by_node(key: str, words: str) -> str:
    """Sign with Node's crypto."""
    if not shutil.which("node"):
        pytest.skip("node is not installed")
    return subprocess.run(["node", "-e", NODE, key, words], capture_output=True, check=True, text=True).stdout


def test_the_signatures_are_what_they_were() -> None:
    """Frozen."""
    assert robot_sign(TIMESTAMP, SECRET) == FROZEN
    assert card_sign(TIMESTAMP, SECRET) == "FGwKaEF7XaGlJ5gccMRQ354PCw//L4yApnX1QNvs7BU="


@pytest.mark.parametrize("other", [by_openssl, by_node])
@pytest.mark.parametrize("secret", [SECRET, "密钥-_" + "x" * 64])
def test_another_implementation_signs_the_same(other: object, secret: str) -> None:
    """Also with a secret longer than the hash's block."""
    assert callable(other)
    assert robot_sign(TIMESTAMP, secret) == other(secret, f"{TIMESTAMP}\n{secret}")
    assert card_sign(TIMESTAMP, secret) == other(secret, TIMESTAMP)


@each("given", ["", FROZEN[:-1], FROZEN + "=", FROZEN.lower(), "é", "\udcff", FROZEN + "\x00"])
def test_whatever_is_given_for_a_signature_is_compared_without_an_error(given: str) -> None:
    """Odd letters too."""
    assert not is_same(FROZEN, given)
    assert is_same(FROZEN, FROZEN)


@pytest.mark.parametrize("off", [timedelta(), WINDOW, -WINDOW])
def test_inside_an_hour_a_time_holds(off: timedelta) -> None:
    """On both sides."""
    check_window(TIMESTAMP, AT + off)


@pytest.mark.parametrize("off", [WINDOW, -WINDOW, timedelta(days=3650)])
def test_outside_an_hour_it_is_forged(off: timedelta) -> None:
    """By a second."""
    with pytest.raises(Forged, match="window"):
        check_window(TIMESTAMP, AT + off + timedelta(seconds=1 if off > timedelta() else -1))


@each("timestamp", ["", "x", "-1", "1e12", "１５", "1577262236", "9" * 15, "1 ", "\udcff", "1.5"])
def test_a_time_that_is_none_is_forged(timestamp: str) -> None:
    """Seconds are too long ago."""
    with pytest.raises(Forged):
        check_window(timestamp, AT)


def test_a_derived_secret_is_of_one_app_and_one_purpose() -> None:
    """And tells nothing of the app's own."""
    made = {derived(secret, purpose) for secret in ("a", "b") for purpose in ("x", "y")}
    assert len(made) == 4
    assert all(len(one) == 43 for one in made)
    assert derived("a", "x") in made
