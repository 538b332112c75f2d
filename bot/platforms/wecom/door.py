"""The self-built app's way in: URL verification by GET, encrypted messages by POST.

Before the signature holds everything is Forged (403), after it what can't be read is Malformed (400): who has not
signed learns nothing. A callback older or newer than the window is refused though signed; inside it the message id
makes a repeat harmless. The answer is an empty 200; what is to be said leaves by the route.
Sources: official pages 90238 (1 s for GET, 5 s and three attempts for POST), 90240 and 94945 (a press and its code).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.errors import Forged
from bot.lent import CODE_LIFE
from bot.platforms.protocol import MEDIA, RESPONSE_CODE, Decoded, Lent, Reply, Request
from bot.platforms.wecom.cipher import Keyring
from bot.platforms.wecom.codec import PLATFORM, Received, is_for, read_message
from bot.platforms.wecom.envelope import read_envelope
from bot.platforms.wecom.parameters import WINDOW, read_echo, read_parameters

ACKNOWLEDGED = Reply()
MEDIA_LIFE = timedelta(days=3)


class WeComAppDoor:
    """One app's callback address."""

    def __init__(
        self,
        *,
        corp_id: str,
        agent_id: int,
        keys: Sequence[tuple[str, str]],
        media_source: str = "",
        window: timedelta = WINDOW,
    ) -> None:
        """keys: (Token, EncodingAESKey), the current pair first; a second is valid as well while they are changed.

        media_source: the source that fetches pictures and files; empty: they are not lent.
        Raises SettingsError where a key is blank or malformed.
        """
        self._corp_id = corp_id
        self._agent_id = agent_id
        self._keyring = Keyring(keys, corp_id)
        self._media_source = media_source
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
            return Decoded(None, Reply(self._unseal(request.query, read_echo(request.query), now).encode()))
        envelope = read_envelope(request.body)
        if envelope.receiver not in {"", self._corp_id}:
            raise Forged("the envelope is another corp's")
        if not is_for(envelope.agent, self._agent_id):
            raise Forged("the envelope is another app's")
        plain = self._unseal(request.query, envelope.encrypted, now)
        received = read_message(plain, door=self.name, agent_id=self._agent_id)
        return Decoded(received.message, ACKNOWLEDGED, self._lends(received, now))

    def _unseal(self, query: Mapping[str, str], encrypted: str, now: datetime) -> str:
        signed = read_parameters(query, now, self._window)
        return self._keyring.unseal(signed.signature, signed.timestamp, signed.nonce, encrypted)

    def _lends(self, received: Received, now: datetime) -> tuple[Lent, ...]:
        if received.response_code:
            return (Lent(RESPONSE_CODE, received.response_code, now + CODE_LIFE),)
        if received.media_id and self._media_source:
            asked = json.dumps(received.message.data["media"][0]).encode()
            expires_at = now + MEDIA_LIFE
            return (Lent(MEDIA, received.media_id, expires_at, source=self._media_source, request=asked),)
        return ()
