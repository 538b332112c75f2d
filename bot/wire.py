"""The wire: a reply that leaves as the answer to a callback: within three seconds, or by a stream that is asked for.

The door takes the reserved replies by a conditional update. Asked again, because an answer got lost on the way, it
gives the same again. What it does not take leaves another way, and the stream ends by saying so: none stays open.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.clock import Clock
from bot.errors import Forged
from bot.messages import Card, Kind, Message
from bot.platforms.protocol import Poll, Spoken
from bot.presses import card_of
from bot.store import inbox, replies, shared
from bot.store.database import Database
from bot.store.replies import OnTheWire
from bot.store.shared import Shared
from bot.turn import WIRE_WAIT

LATER = "还在办理，结果稍后另发给您。"
ELSEWHERE = "已另行答复。"
OVER = "这条消息的答复已发出。"
TRIAL = "助手正在试运行，暂时只答复试用人员。急事请打值班电话{phone}，火警119，急救120。"
TAKEN_DOWN = "已登记：{label}"


class Wire:
    """Answers callbacks on behalf of the doors."""

    def __init__(self, database: Database, clock: Clock, wakes: Shared, *, elsewhere: str = ELSEWHERE) -> None:
        """elsewhere: what a stream ends with whose reply went, or is to go, another way."""
        self._database = database
        self._clock = clock
        self._elsewhere = elsewhere
        self._waiters: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()
        wakes.listen(self._heard)

    async def reply(self, message: Message, within_s: float = WIRE_WAIT.total_seconds()) -> Spoken | None:
        """Return what is said to a stored message, taken for good; None when the desk was not done in time."""
        here = (asyncio.get_running_loop(), asyncio.Event())
        self._waiters.add(here)
        try:
            async with asyncio.timeout(within_s):
                while (spoken := await asyncio.to_thread(self._taken, message.door, message.message_id)) is None:
                    await here[1].wait()
                    here[1].clear()
                return spoken
        except TimeoutError:
            return await asyncio.to_thread(self._noted, message) if message.kind is Kind.PRESS else None
        finally:
            self._waiters.discard(here)

    async def polled(self, door: str, poll: Poll) -> Spoken:
        """Return how far a stream has come. Raises Forged where it is not the asker's."""
        return await asyncio.to_thread(self._polled, door, poll)

    def _polled(self, door: str, poll: Poll) -> Spoken:
        with self._database.read() as connection:
            asked = inbox.of_stream(connection, door, poll.stream)
            if asked is None:
                return Spoken(OVER, is_over=True)
            if (asked.account, asked.chat) != (poll.account, poll.chat):
                raise Forged("the poll is not by whose message the stream answers")
            if asked.state == inbox.WAIT:
                return Spoken(LATER, is_over=True) if asked.expires_at <= self._clock.machine() else Spoken()
            found = replies.taken(connection, asked.id, self._clock.office())
        if found.held and asked.expires_at > self._clock.machine():
            return Spoken()
        return self._take(asked.id) if found.reserved else self._spoken(asked.id, found)

    def _taken(self, door: str, message_id: str) -> Spoken | None:
        with self._database.read() as connection:
            row = inbox.handled(connection, door, message_id)
            if row is None:
                return None
            found = replies.taken(connection, row, self._clock.office())
        if found.held:
            return None
        return self._take(row) if found.reserved else self._spoken(row, found)

    def _take(self, row: int) -> Spoken:
        with self._database.write() as connection:
            now = self._clock.office()
            replies.take(connection, row, now)
            return self._spoken(row, replies.taken(connection, row, now))

    def _spoken(self, row: int, found: OnTheWire) -> Spoken:
        text = found.text or (self._elsewhere if found.elsewhere else "")
        card = found.card and found.card.sent_as(row)
        return Spoken(text, is_over=True, card=card)

    def _noted(self, message: Message) -> Spoken | None:
        """Show a button as pressed whose effect is still to come."""
        with self._database.read() as connection:
            card = card_of(connection, message)
        return Spoken(is_over=True, card=_taken_down(card, str(message.data.get("button", "")))) if card else None

    def _heard(self, topic: str) -> None:
        if topic == shared.TURNS:
            for loop, event in list(self._waiters):
                loop.call_soon_threadsafe(event.set)


def _taken_down(card: Card, button: str) -> Card | None:
    at = int(button) - 1 if button.isascii() and button.isdigit() and len(button) == 1 else -1
    if not 0 <= at < len(card.buttons):
        return None
    return replace(card, shown=TAKEN_DOWN.format(label=card.buttons[at].label))
