"""The way in for subscribed events: encrypted for the app's AppKey, answered with an encrypted "success".

The signature covers the ciphertext, and an event counts once, so a wide window costs nothing; it outlasts a day's
repeats. The answer to a repeat is newly encrypted: the frame begins with random bytes, and DingTalk reads only the
"success" inside. Source: open-dingtalk/DingTalk-Callback-Crypto; the cipher is WeCom's (official page 91144).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.errors import Forged
from bot.platforms.dingtalk.bodies import PLATFORM, read_object, write_object
from bot.platforms.dingtalk.event_codec import event_type, read_event
from bot.platforms.dingtalk.signature import check_window
from bot.platforms.protocol import Decoded, Reply, Request
from bot.platforms.wecom.cipher import Keyring

WINDOW = timedelta(days=1)
VERIFICATION = "check_url"
SUCCESS = "success"


class DingTalkEventDoor:
    """One app's event address."""

    def __init__(self, *, robot_code: str, app_key: str, keys: Sequence[tuple[str, str]]) -> None:
        """keys: (token, aes_key), the current pair first. Raises SettingsError where one is blank or malformed."""
        self._robot_code = robot_code
        self._keyring = Keyring(keys, app_key)

    @property
    def name(self) -> str:
        return f"dingtalk-events:{self._robot_code}"

    @property
    def platform(self) -> str:
        return PLATFORM

    @property
    def path(self) -> str:
        return f"/callback/dingtalk-events/{self._robot_code}"

    def decode(self, request: Request, now: datetime) -> Decoded:
        """Verify, decrypt and read one event. Pure but for the answer's random bytes. Raises Forged or Malformed."""
        if request.method != "POST":
            raise Forged("events are posted")
        signature = request.query.get("msg_signature") or request.query.get("signature", "")
        timestamp = request.query.get("timestamp") or request.query.get("timeStamp", "")
        nonce = request.query.get("nonce", "")
        check_window(timestamp, now, WINDOW)
        encrypted = read_object(request.body).get("encrypt")
        if not isinstance(encrypted, str) or not encrypted:
            raise Forged("the body is not encrypted")
        plain = self._keyring.unseal(signature, timestamp, nonce, encrypted)
        fields = read_object(plain)
        answer = self._success(timestamp, nonce)
        if event_type(fields) == VERIFICATION:
            return Decoded(None, answer)
        return Decoded(read_event(fields, plain=plain, door=self.name), answer)

    def _success(self, timestamp: str, nonce: str) -> Reply:
        cipher = self._keyring.first
        sealed = cipher.encrypt(SUCCESS)
        signed = cipher.sign(timestamp, nonce, sealed)
        body = {"msg_signature": signed, "encrypt": sealed, "timeStamp": timestamp, "nonce": nonce}
        return Reply(write_object(body), media_type="application/json")
