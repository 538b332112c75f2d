"""An emulated AI bot (智能机器人): the platform's side of its callback address, with the people in front of it.

It sends what people do, keeps the platform's patience and repeats, polls streams when told to, and shows what it takes.
A reply the platform would not take is not shown and stands in `violations`. Time is the platform's clock alone; only
how long an answer is waited for is real time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, timedelta, timezone
from typing import Any

from tests.emulators import aibot_messages as messages
from tests.emulators.aibot_intake import Intake
from tests.emulators.aibot_messages import Said, Where, new_id
from tests.emulators.aibot_rules import IN_GROUPS, BotRules, To
from tests.emulators.aibot_shown import LIVE, Shown, State
from tests.emulators.aibot_wire import BotAccount, BotSender, exchange
from tests.emulators.wecom import EmulatedWeCom
from tests.emulators.wecom_response import Callback
from tests.emulators.wecom_screen import Bubble, Screen, ShownCard

CHINA = timezone(timedelta(hours=8))


class EmulatedAiBot:
    """One bot of the platform, whose callback address is `url`.

    hides_ids: it gets encrypted user ids. flat_events: presses come in the shape of the vendor's SDK.
    losing: so many of the next answers get lost on their way to the platform.
    """

    def __init__(
        self,
        wecom: EmulatedWeCom,
        url: str,
        account: BotAccount | None = None,
        *,
        rules: BotRules | None = None,
        hides_ids: bool = False,
        flat_events: bool = False,
    ) -> None:
        self.url, self.rules = url, rules or BotRules()
        self.sender = BotSender(account)
        self.account = self.sender.account
        self.hides_ids, self.flat_events, self.losing = hides_ids, flat_events, 0
        self.shown: list[Shown] = []
        self._wecom, self._world = wecom, wecom.world
        self._intake = Intake(wecom.world, self.sender, self.source, self.rules)
        self._entered: set[tuple[str, date]] = set()
        wecom.bots.append(self)

    @property
    def source(self) -> str:
        """As it stands on a screen."""
        return f"aibot:{self.account.aibotid}"

    @property
    def violations(self) -> list[str]:
        """What the bot answered and the platform would not have taken."""
        return self._intake.violations

    def screen(self, place: str) -> Screen:
        """Return what a person or a group sees, of everybody."""
        return self._wecom.screen(place)

    def must_be_clean(self) -> None:
        """Fail on any reply the platform would not have taken."""
        assert not self.violations, self.violations

    async def verifies(self) -> bool:
        """Save the address in the console: whether it answers the very word in time."""
        sealed = self.sender.verification("8349027563412", self._world.now)
        answer = await exchange(self.url, sealed, self.rules.verify_s)
        return (answer.status, answer.body) == (200, b"8349027563412")

    async def says(
        self, person: str, words: str, *, chat: str | None = None, quote: Said | None = None, copies: int = 1
    ) -> Shown:
        """Let a person write; in a group every bot that is @-ed gets it. copies: how often at once."""
        return await self.sends(person, messages.text(words), chat=chat, quote=quote, copies=copies)

    async def sends(
        self, person: str, said: Said, *, chat: str | None = None, quote: Said | None = None, copies: int = 1
    ) -> Shown:
        """Let a person send anything; ValueError for what can't reach a bot in a group."""
        if chat is None:
            return await self._hears(person, said, None, quote, copies)
        if said.kind not in IN_GROUPS:
            raise ValueError(f"{said.kind} reaches a bot in private only")
        heard = [bot for bot in self._wecom.bots if messages.mentions(said.text, bot.account.name)]
        shown = await asyncio.gather(*(bot._hears(person, said, chat, quote, copies) for bot in heard))
        return next((mine for bot, mine in zip(heard, shown, strict=True) if bot is self), self._unheard(person, chat))

    async def enters(self, person: str) -> Shown:
        """Let a person open the conversation: the bot hears of the first time a day, and has one chance."""
        today = self._world.now.astimezone(CHINA).date()
        if (person, today) in self._entered:
            return self._unheard(person)
        self._entered.add((person, today))
        shown = self._begin(To.ENTER, person)
        shown.plain = messages.event(shown.where, shown.msgid, shown.at, "enter_chat")
        await self._deliver(shown, 1)
        return shown

    async def presses(self, person: str, card: ShownCard, number: int) -> Shown:
        """Let a person press a button, from 1; LookupError where he sees none of this bot's. Sent once."""
        if card.source != self.source:
            raise LookupError(f"a card of {card.source}")
        key = card.key(person, number)
        card.presses.append((person, key))
        shown = self._begin(To.PRESS, person, card.chat)
        shown.bubble = Bubble(shown.at, self.source, card=card)
        shown.plain = messages.press(
            shown.where, shown.msgid, shown.at, card.everybody.content, key, flat=self.flat_events
        ) | {"response_url": self._response_url(shown)}
        await self._deliver(shown, 1)
        return shown

    async def rates(
        self, rated: Shown, *, good: bool | None = True, content: str = "", reasons: Sequence[int] = ()
    ) -> Shown:
        """Let its person rate an answer, None takes a rating back; ValueError where it can't be rated."""
        if not rated.feedback:
            raise ValueError("the answer had no feedback.id with its first words")
        inner: dict[str, Any] = {"id": rated.feedback, "type": 3 if good is None else 1 if good else 2}
        if good is False:
            inner |= {"content": content, "inaccurate_reason_list": list(reasons)}
        return await self.happens(rated.person, "feedback_event", inner, chat=rated.where.chat)

    async def happens(
        self, person: str, name: str, inner: dict[str, Any] | None = None, *, chat: str | None = None
    ) -> Shown:
        """Send any event, known or not."""
        shown = self._begin(To.RATING if name == "feedback_event" else To.OTHER, person, chat)
        shown.plain = messages.event(shown.where, shown.msgid, shown.at, name, inner or {})
        await self._deliver(shown, self.rules.attempts)
        return shown

    async def poll(self) -> list[Shown]:
        """Ask once how far every live stream has come; those too old are abandoned. Return those asked for."""
        live = self._live_streams()
        await asyncio.gather(*(self._refresh(shown) for shown in live))
        return live

    async def poll_until_finished(
        self, shown: Shown, rounds: int = 20, between: Callable[[], Awaitable[object]] | None = None
    ) -> Shown:
        """Poll until a stream is over or abandoned, at most so many rounds; `between` is awaited before each."""
        for _ in range(rounds):
            if shown.state not in LIVE:
                return shown
            if between:
                await between()
            await self.poll()
        assert shown.state not in LIVE, f"not finished after {rounds} polls: {shown.text!r}"
        return shown

    async def _hears(self, person: str, said: Said, chat: str | None, quote: Said | None, copies: int) -> Shown:
        self._live_streams()
        busy = [one for one in self.shown if one.to is To.MESSAGE and one.person == person and one.state in LIVE]
        shown = self._begin(To.MESSAGE, person, chat)
        if len(busy) >= self.rules.interactions:
            shown.state = State.REFUSED
            return shown
        shown.plain = messages.message(shown.where, shown.msgid, said, self._link, quote)
        shown.plain |= {"response_url": self._response_url(shown)}
        await asyncio.gather(*(self._deliver(shown, self.rules.attempts) for _ in range(copies)))
        return shown

    def _begin(self, to: To, person: str, chat: str | None = None) -> Shown:
        userid = self._world.open_ids.hide(person) if self.hides_ids else person
        shown = Shown(to, person, Where(self.account.aibotid, userid, chat), new_id(), self._world.now)
        self.shown.append(shown)
        return shown

    def _unheard(self, person: str, chat: str | None = None) -> Shown:
        where = Where(self.account.aibotid, person, chat)
        return Shown(To.OTHER, person, where, "", self._world.now, State.UNHEARD)

    def _link(self, content: bytes) -> str:
        return self._wecom.base + self._wecom.media.link(content, self.account.aes_key)

    def _response_url(self, shown: Shown) -> str:
        def show(bubble: Bubble, feedback: str) -> None:
            shown.later.append(self.screen(shown.place).show(bubble))
            shown.feedback = feedback or shown.feedback

        callback = Callback(self.source, shown.place, shown.where.chat, show)
        return self._wecom.responses.url(self._wecom.base, callback)

    def _live_streams(self) -> list[Shown]:
        streams = [shown for shown in self.shown if shown.state is State.STREAMING]
        life = timedelta(seconds=self.rules.stream_life_s)
        for shown in streams:
            if self._world.now - shown.at > life:
                shown.state = State.ABANDONED
        return [shown for shown in streams if shown.state is State.STREAMING]

    async def _refresh(self, shown: Shown) -> None:
        plain = messages.refresh(shown.where, new_id(), shown.stream)
        answer = await exchange(self.url, self.sender.seal(plain, self._world.now), self.rules.patience_s)
        shown.statuses.append(answer.status)
        self._intake.take(shown, answer, To.POLL)

    async def _deliver(self, shown: Shown, attempts: int) -> None:
        sealed = self.sender.seal(shown.plain, self._world.now)
        for _ in range(attempts):
            answer = await exchange(self.url, sealed, self.rules.patience_s)
            shown.statuses.append(answer.status)
            lost = self.losing > 0
            self.losing -= lost
            if self._intake.take(shown, answer, shown.to, lost=lost):
                return
            if not self.rules.same_bytes:
                sealed = self.sender.seal(shown.plain, self._world.now)
        if shown.state is State.SENT:
            shown.state = State.LOST
