"""The way in for presses on interactive cards, and the way a card changes: on the same wire, within two seconds.

Documented ("事件回调", 2026-08-04): x-ddpaas-signature over the time, with the apiSecret given at the registration; the
body's type, outTrackId, corpId, userId, content; the answer's cardData. Not verified on a real server: that the query
of the registered address is kept, and whether spaceType and spaceId are told. Since the body is not signed, the address
carries a key nobody can guess, another corp's press is refused (its user ids might be ours), and the desk checks the
press against the card it has sent. The signed time is part of the id, so a recorded press counts once.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.errors import Forged
from bot.platforms.dingtalk.bodies import PLATFORM, read_object, write_object
from bot.platforms.dingtalk.cards import address_key, api_secret, callback_path, press_answer
from bot.platforms.dingtalk.presses import read_press
from bot.platforms.dingtalk.signature import card_sign, check_window, is_same
from bot.platforms.protocol import UPDATE, Decoded, Lent, Reply, Request, Spoken

PATIENCE = timedelta(seconds=2)  # what DingTalk waits for
UNCHANGED = Reply(b"{}", media_type="application/json")


class DingTalkCardDoor:
    """The callback address of one robot's cards."""

    def __init__(self, *, corp_id: str, robot_code: str, app_secret: str) -> None:
        """app_secret: key and signature of the address are derived from it."""
        self._corp_id, self._robot_code = corp_id, robot_code
        self._key, self._api_secret = address_key(app_secret), api_secret(app_secret)

    @property
    def name(self) -> str:
        return f"dingtalk-cards:{self._robot_code}"

    @property
    def platform(self) -> str:
        return PLATFORM

    @property
    def path(self) -> str:
        return callback_path(self._robot_code)

    def decode(self, request: Request, now: datetime) -> Decoded:
        """Verify and read one press. Pure. Raises Forged (403) or Malformed (400)."""
        if request.method != "POST":
            raise Forged("presses are posted")
        if not is_same(self._key, request.query.get("key", "")):
            raise Forged("the address has another key; register the cards' address again")
        timestamp = request.headers.get("x-ddpaas-signature-timestamp", "")
        check_window(timestamp, now)
        if not is_same(card_sign(timestamp, self._api_secret), request.headers.get("x-ddpaas-signature", "")):
            raise Forged("the signature does not hold")
        message = read_press(read_object(request.body), door=self.name, corp_id=self._corp_id, timestamp=timestamp)
        lent = Lent(UPDATE, message.data["card"], now + PATIENCE)
        return Decoded(message, UNCHANGED, lends=(lent,), write=_write, waits=True)


def _write(spoken: Spoken) -> Reply:
    if spoken.card is None or not spoken.card.shown:
        return UNCHANGED
    return Reply(write_object(press_answer(spoken.card)), media_type="application/json")
