"""The AI bot's way in: messages, polls and events by POST, each answered on the same connection, sealed.

Before the signature holds everything is Forged (403), after it what can't be read is Malformed (400). A message opens
a stream: its id is a keyed hash of the message's, so a second delivery opens the same, and nobody can guess another's.
The platform then asks how far it has come, for six minutes from the message. A rating's id counts on the first frame
only, which is the acknowledgement: there it is the message's own id.
Sources: official pages 101033 (envelope, receiver empty), 100719 (streams), 101027 (5 s for an event), 101138.
"""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.lent import MEDIA, RESPONSE_URL, STREAM, UPDATE, WELCOME, Lent
from bot.messages import Kind, Message
from bot.platforms.protocol import Decoded, Reply, Request, Spoken
from bot.platforms.wecom.aibot.codec import Bot, Received, read_callback
from bot.platforms.wecom.aibot.envelope import read_envelope, write_envelope
from bot.platforms.wecom.aibot.events import ENTERED
from bot.platforms.wecom.aibot.frames import LONGEST_RATING, Scene, write_card, write_stream, write_text, write_update
from bot.platforms.wecom.aibot.response_url import query_of
from bot.platforms.wecom.api import API_BASE
from bot.platforms.wecom.cipher import Keyring
from bot.platforms.wecom.codec import PLATFORM
from bot.platforms.wecom.parameters import WINDOW, read_echo, read_parameters

STREAM_LIFE = timedelta(minutes=5, seconds=30)  # six by the platform
RESPONSE_URL_LIFE = timedelta(minutes=59)  # an hour by the platform
MEDIA_LIFE = timedelta(minutes=5)
EVENT_LIFE = timedelta(seconds=5)
RECEIVED, DONE = "收到，请稍候。", "已收到。"
NOTHING = Reply()

Seal = Callable[[str], Reply]


class WeComAiBotDoor:
    """One AI bot's callback address."""

    def __init__(  # noqa: PLR0913 — what a door depends on
        self,
        *,
        aibot_id: str,
        names: Sequence[str],
        keys: Sequence[tuple[str, str]],
        media_source: str = "",
        api_base: str = API_BASE,
        corp_id: str = "",
        window: timedelta = WINDOW,
    ) -> None:
        """names: as it is @-mentioned, its own first. keys: (Token, EncodingAESKey), the current pair first.

        media_source: the source that fetches pictures and files; empty: they are not lent. api_base: where response
        addresses lead, none is taken that leads elsewhere. corp_id: the own corp's, where it is known.
        Raises SettingsError where a key is blank or malformed.
        """
        self._bot = Bot(f"wecom-aibot:{aibot_id}", aibot_id, tuple(names), corp_id)
        self._keyring = Keyring(keys, "")
        self._stream_key = hmac.digest(base64.b64decode(keys[0][1] + "="), b"stream ids", "sha256")
        self._media_source = media_source
        self._api_base = api_base
        self._window = window

    @property
    def name(self) -> str:
        return self._bot.door

    @property
    def platform(self) -> str:
        return PLATFORM

    @property
    def path(self) -> str:
        return f"/callback/wecom-aibot/{self._bot.aibot_id}"

    def decode(self, request: Request, now: datetime) -> Decoded:
        """Verify, decrypt and parse one callback. Pure. Raises Forged (403) or Malformed (400)."""
        is_verification = request.method == "GET"
        signed = read_parameters(request.query, now, self._window)
        encrypted = read_echo(request.query) if is_verification else read_envelope(request.body)
        plain, cipher = self._keyring.open(signed.signature, signed.timestamp, signed.nonce, encrypted)
        if is_verification:
            return Decoded(None, Reply(plain.encode()))

        def seal(frame: str) -> Reply:
            return write_envelope(cipher, frame, timestamp=signed.timestamp, nonce=signed.nonce)

        return self._answerable(read_callback(plain, self._bot), seal, now)

    def _answerable(self, received: Received, seal: Seal, now: datetime) -> Decoded:
        message = received.message
        if message is None:
            return _poll(received, seal)
        if message.kind is Kind.PRESS:
            lends = (Lent(UPDATE, "", now + EVENT_LIFE), *self._lent_address(received, now))
            return Decoded(message, NOTHING, lends, write=_update(received, message, seal), waits=True)
        if message.data.get("event") == ENTERED:
            lends = (Lent(WELCOME, "", now + EVENT_LIFE),)
            return Decoded(message, NOTHING, lends, write=_welcome(seal), waits=True)
        if received.is_event:
            return Decoded(message, NOTHING)
        stream = self._stream(message)
        lends = (
            Lent(STREAM, stream, now + STREAM_LIFE),
            *self._lent_address(received, now),
            *self._lent_media(received, message, now),
        )
        rating = message.message_id if len(message.message_id.encode()) <= LONGEST_RATING else ""
        first = seal(write_stream(Scene.MESSAGE, stream, RECEIVED, is_over=False, rating=rating))
        return Decoded(message, first, lends, write=_stream_frame(Scene.MESSAGE, stream, seal))

    def _stream(self, message: Message) -> str:
        said = f"{message.door}/{message.message_id}".encode()
        return hmac.digest(self._stream_key, said, "sha256")[:20].hex()

    def _lent_address(self, received: Received, now: datetime) -> tuple[Lent, ...]:
        if query_of(received.response_url, self._api_base) is None:
            return ()
        return (Lent(RESPONSE_URL, received.response_url, now + RESPONSE_URL_LIFE),)

    def _lent_media(self, received: Received, message: Message, now: datetime) -> tuple[Lent, ...]:
        if not self._media_source:
            return ()
        return tuple(
            Lent(
                MEDIA,
                json.dumps({"url": url}),
                now + MEDIA_LIFE,
                number=media["number"],
                source=self._media_source,
                request=json.dumps(media).encode(),
            )
            for url, media in zip(received.addresses, message.data.get("media", ()), strict=True)
            if url
        )


def _poll(received: Received, seal: Seal) -> Decoded:
    assert received.poll is not None  # noqa: S101 — a callback is a message or a poll
    stream = received.poll.stream
    waiting = seal(write_stream(Scene.POLL, stream, RECEIVED, is_over=False))
    return Decoded(None, waiting, poll=received.poll, write=_stream_frame(Scene.POLL, stream, seal))


def _stream_frame(scene: Scene, stream: str, seal: Seal) -> Callable[[Spoken], Reply]:
    def write(spoken: Spoken) -> Reply:
        text = spoken.text or (DONE if spoken.is_over else RECEIVED)
        card = spoken.card if spoken.is_over else None
        return seal(write_stream(scene, stream, text, is_over=spoken.is_over, card=card))

    return write


def _welcome(seal: Seal) -> Callable[[Spoken], Reply]:
    def write(spoken: Spoken) -> Reply:
        if spoken.text:
            return seal(write_text(Scene.WELCOME, spoken.text))
        return seal(write_card(Scene.WELCOME, spoken.card)) if spoken.card else NOTHING

    return write


def _update(received: Received, message: Message, seal: Seal) -> Callable[[Spoken], Reply]:
    def write(spoken: Spoken) -> Reply:
        card = spoken.card
        if card is None or card.id != message.data["card"]:
            return NOTHING
        for_himself = message.chat is not None and not card.asks  # in a private chat there is nobody else
        return seal(write_update(Scene.PRESS, card, only=received.sender if for_himself else ""))

    return write
