"""The self-built app's way in: URL verification by GET, encrypted messages by POST.

Before the signature holds everything is Forged (403), after it what can't be read is Malformed (400): who has not
signed learns nothing. A callback older or newer than the window is refused though signed; inside it the message id
makes a repeat harmless. The answer is an empty 200; what is to be said leaves by the route.
Sources: official page 90238 (1 s for GET, 5 s and three attempts for POST).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.errors import Forged
from bot.platforms.protocol import Decoded, Reply, Request
from bot.platforms.wecom.cipher import Keyring
from bot.platforms.wecom.codec import PLATFORM, is_for, read_message
from bot.platforms.wecom.envelope import read_envelope

#: Three attempts of 5 s and a clock some minutes wrong fit in; a recorded callback does not for long.
WINDOW = timedelta(minutes=10)
LONGEST_TIMESTAMP = 12
ACKNOWLEDGED = Reply()


class WeComAppDoor:
    """One app's callback address."""

    def __init__(
        self, *, corp_id: str, agent_id: int, keys: Sequence[tuple[str, str]], window: timedelta = WINDOW
    ) -> None:
        """keys: (Token, EncodingAESKey), the current pair first; a second is valid as well while they are changed.

        Raises SettingsError where one is blank or malformed.
        """
        self._corp_id = corp_id
        self._agent_id = agent_id
        self._keyring = Keyring(keys, corp_id)
        self._window = window

    @property
    def name(self) -> str:
        return f"wecom-app:{self._agent_id}"

    @property
    def platform(self) -> str:
        return PLATFORM

    @property
    def path(self) -> str:
        return f"/callback/wecom-app/{self._agent_id}"

    def decode(self, request: Request, now: datetime) -> Decoded:
        """Verify, decrypt and parse one callback. Pure. Raises Forged (403) or Malformed (400)."""
        if request.method == "GET":
            echo = _parameter(request.query, "echostr").replace(" ", "+")
            return Decoded(None, Reply(self._unseal(request.query, echo, now).encode()))
        envelope = read_envelope(request.body)
        if envelope.receiver not in {"", self._corp_id}:
            raise Forged("the envelope is another corp's")
        if not is_for(envelope.agent, self._agent_id):
            raise Forged("the envelope is another app's")
        plain = self._unseal(request.query, envelope.encrypted, now)
        return Decoded(read_message(plain, door=self.name, agent_id=self._agent_id), ACKNOWLEDGED)

    def _unseal(self, query: Mapping[str, str], encrypted: str, now: datetime) -> str:
        timestamp = _parameter(query, "timestamp")
        signature, nonce = _parameter(query, "msg_signature"), _parameter(query, "nonce")
        self._check_window(timestamp, now)
        return self._keyring.unseal(signature, timestamp, nonce, encrypted)

    def _check_window(self, timestamp: str, now: datetime) -> None:
        if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= LONGEST_TIMESTAMP):
            raise Forged("the timestamp is no time")
        off_by_s = abs(now.timestamp() - int(timestamp))
        if off_by_s > self._window.total_seconds():
            raise Forged("the timestamp is outside the window; compare this machine's clock with the right time")


def _parameter(query: Mapping[str, str], name: str) -> str:
    value = query.get(name, "")
    if not value:
        raise Forged(f"no {name}")
    return value
