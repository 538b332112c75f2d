"""The robot's way in: one POST a message, checked, read, acknowledged.

The signature covers the time alone, neither body nor message id: whoever gets hold of one header pair can send any body
for an hour. What follows from it: the address is https and kept out of logs; corp and robot must be ours; an answer
goes to DingTalk's own session address and nowhere else; a message id counts once; who may do what is decided by rows,
never by what a body claims (`isAdmin` is not read). `createAt` is not judged: a delivery that is repeated hours later
is signed anew and must not be lost. The answer is an empty JSON object: replies in it are not documented any more.
Source: "机器人接收消息".
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.errors import Forged
from bot.platforms.dingtalk.bodies import PLATFORM, read_object, write_object
from bot.platforms.dingtalk.codec import Received, read_message
from bot.platforms.dingtalk.signature import check_window, is_same, robot_sign
from bot.platforms.dingtalk.webhook_address import session_query
from bot.platforms.protocol import MEDIA, SESSION_WEBHOOK, Decoded, Lent, Reply, Request

SESSION_AT_MOST = timedelta(hours=2)  # it holds about 90 minutes
SESSION_MARGIN = timedelta(minutes=1)
SESSION_USES = 1000
MEDIA_HOLDS = timedelta(hours=1)  # how long a download code holds is not documented; it is asked for at once
MEDIA_USES = 20  # attempts
ACKNOWLEDGED = Reply(b"{}", media_type="application/json")


class DingTalkDoor:
    """One robot's callback address."""

    def __init__(
        self,
        *,
        corp_id: str,
        robot_code: str,
        app_secret: str,
        session_base: str,
        media_source: str = "",
        names: Sequence[str] = (),
    ) -> None:
        """Take what one robot's console page shows.

        session_base: the only place session webhooks may lead. media_source: who is asked for pictures and files.
        names: what it is mentioned by; DingTalk takes off a mention, but not what was typed like one.
        """
        self._corp_id, self._robot_code = corp_id, robot_code
        self._app_secret = app_secret
        self._session_base, self._media_source = session_base, media_source
        self._names = tuple(names)

    @property
    def name(self) -> str:
        return f"dingtalk:{self._robot_code}"

    @property
    def platform(self) -> str:
        return PLATFORM

    @property
    def path(self) -> str:
        return f"/callback/dingtalk/{self._robot_code}"

    def decode(self, request: Request, now: datetime) -> Decoded:
        """Verify and read one message. Pure. Raises Forged (403) or Malformed (400)."""
        if request.method != "POST":
            raise Forged("robot messages are posted")
        timestamp, given = request.headers.get("timestamp", ""), request.headers.get("sign", "")
        check_window(timestamp, now)
        if not is_same(robot_sign(timestamp, self._app_secret), given):
            raise Forged("the signature does not hold")
        received = read_message(
            read_object(request.body),
            door=self.name,
            corp_id=self._corp_id,
            robot_code=self._robot_code,
            names=self._names,
        )
        return Decoded(received.message, ACKNOWLEDGED, lends=self._lent(received, now))

    def _lent(self, received: Received, now: datetime) -> tuple[Lent, ...]:
        return (*self._session(received, now), *self._media(received, now))

    def _session(self, received: Received, now: datetime) -> tuple[Lent, ...]:
        ends = min(received.session_ends or now, now + SESSION_AT_MOST) - SESSION_MARGIN
        if ends <= now or session_query(received.session_webhook, self._session_base) is None:
            return ()
        return (Lent(SESSION_WEBHOOK, received.session_webhook, ends, uses=SESSION_USES),)

    def _media(self, received: Received, now: datetime) -> tuple[Lent, ...]:
        return tuple(
            Lent(
                MEDIA,
                medium.code,
                now + MEDIA_HOLDS,
                uses=MEDIA_USES,
                number=number,
                source=self._media_source,
                request=write_object({"kind": str(medium.kind), "name": medium.name, "number": number}),
            )
            for number, medium in enumerate(received.media)
            if medium.code
        )
