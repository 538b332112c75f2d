"""A robot of the emulated DingTalk to speak to: `await robot.says("user123", "三食堂漏水", chat="cidGROUP")`.

It delivers to one address; what comes back from the house stands on the platform's screens. What the platform does not
repeat is not repeated here: a test that wants a message twice delivers it twice.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import aiohttp

from bot.clock import Clock
from tests.emulators.dingtalk import EmulatedDingTalk
from tests.emulators.dingtalk_callbacks import Callback, EventKeys, Robot, Who, event, opened, press
from tests.emulators.dingtalk_rules import Denied
from tests.emulators.dingtalk_screens import ShownCard

PATIENCE_S = 5.0
PRESS_PATIENCE_S = 2.0  # the official page of card callbacks


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. status: 0 where nothing did. taken: whether a press's answer changed the card."""

    status: int
    body: bytes = b""
    taken: bool = False


class EmulatedDingTalkRobot(Robot):
    """A robot that speaks to one address."""

    def __init__(  # noqa: PLR0913 — what a robot is made of
        self,
        url: str,
        *,
        app_secret: str,
        robot_code: str,
        corp_id: str,
        clock: Clock,
        platform: EmulatedDingTalk | None = None,
        titles: Mapping[str, str] | None = None,
    ) -> None:
        """url: where messages go. Presses go where the card's callbackRouteKey was registered for."""
        super().__init__(
            app_secret=app_secret, robot_code=robot_code, corp_id=corp_id, clock=clock, platform=platform, titles=titles
        )
        self.url = url
        self.action = "button{}"  # as the template in the console names its buttons
        self.sent: list[Callback] = []

    async def says(self, who: Who | str, words: str, *, chat: str = "") -> Answer:
        """Send a text, in a group with an @-mention of the robot."""
        return await self.deliver(self.text(who, words, chat=chat))

    async def deliver(self, callback: Callback, *, url: str = "", patience_s: float = PATIENCE_S) -> Answer:
        """Send a callback once."""
        self.sent.append(callback)
        timeout = aiohttp.ClientTimeout(total=patience_s)
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout) as session,
                session.post(
                    (url or self.url) + callback.url_query, data=callback.body, headers=dict(callback.headers)
                ) as answer,
            ):
                return Answer(answer.status, await answer.read())
        except (aiohttp.ClientError, TimeoutError):
            return Answer(0)

    async def presses(
        self,
        user: str,
        card: ShownCard,
        number: int = 1,
        *,
        actions: Sequence[str] = (),
        params: Mapping[str, str] | None = None,
    ) -> Answer:
        """Press a card's button; the card then shows what the answer says.

        number: of the button; `action` makes its id of it unless `actions` are given.
        Raises ValueError where he does not see the card, or its presses do not go to an address.
        """
        url, secret = self._way_of(user, card)
        pressed = press(
            user, card.out_track_id, actions or [self.action.format(number)],
            corp_id=self.corp_id, secret=secret, at=self._clock.machine(), params=params,
        )  # fmt: skip
        answer = await self.deliver(pressed, url=url, patience_s=PRESS_PATIENCE_S)
        return Answer(answer.status, answer.body, self._take(user, card, answer))

    async def tells(
        self, keys: EventKeys, fields: Mapping[str, object], *, url: str = "", old_names: bool = False
    ) -> str:
        """Send an encrypted event; return the word its answer decrypts to, "" where it does not."""
        made = event(keys, fields, self._clock.machine(), old_names=old_names)
        answer = await self.deliver(made, url=url)
        try:
            return opened(keys, answer.body)
        except (ValueError, KeyError, TypeError):
            return ""

    async def subscribes(self, keys: EventKeys, *, url: str = "") -> bool:
        """Check an event address as the console does when it is saved."""
        return await self.tells(keys, {"EventType": "check_url"}, url=url) == "success"

    def raw_texts(self, count: int, *, people: int = 500) -> list[bytes]:
        """Make that many signed texts of as many people as raw HTTP requests to the address, for a load test."""
        where = urlsplit(self.url)
        requests = []
        for number in range(count):
            callback = self.text(f"member{number % people}", f"病假超过几天要扣绩效？第{number}次问")
            head = f"POST {where.path or '/'} HTTP/1.1\r\nHost: {where.netloc}\r\n"
            head += "".join(f"{name}: {value}\r\n" for name, value in callback.headers.items())
            requests.append(f"{head}Content-Length: {len(callback.body)}\r\n\r\n".encode() + callback.body)
        return requests

    def _way_of(self, user: str, card: ShownCard) -> tuple[str, str]:
        if self._platform is None or card.out_track_id not in self._platform.screens.cards:
            raise ValueError("this card was never shown")
        app = next(app for app in self._platform.apps if app.robot_code == self.robot_code)
        seers = {member for place in card.places for member in (place, *app.groups.get(place, ()))}
        if user not in seers:
            raise ValueError(f"{user} does not see this card")
        if not card.callback:
            raise ValueError("presses of this card go to the stream")
        return app.card_routes[card.callback]

    def _take(self, user: str, card: ShownCard, answer: Answer) -> bool:
        """Change the card as the answer says; an answer that does not hold changes nothing."""
        try:
            found = json.loads(answer.body) if answer.status == 200 else None
        except ValueError:
            found = None
        if self._platform is None or not isinstance(found, dict):
            return False
        before = card.versions
        try:
            self._platform.cards.answered(card.out_track_id, user, found)
        except Denied:
            return False
        return card.versions > before
