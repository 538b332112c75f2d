"""What setting and keeping reminders goes by: the turn, the moment, the calendar, how the sender is answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.messages import Channel, Message
from bot.situation import Situation
from bot.store.office_settings import value_of
from bot.turn import Turn
from handlers.reminder.settings import DEFAULT_AT
from handlers.reminder.times import Today
from scheduler.calendar import calendar_of


@dataclass(frozen=True, slots=True)
class Desk:
    """One turn about reminders."""

    turn: Turn
    today: Today
    channel: Channel

    @property
    def now(self) -> datetime:
        """Return the moment, in the office's zone."""
        return self.today.now

    def say(self, at: datetime) -> str:
        """Say a moment."""
        return self.today.say(at)

    def tell(self, text: str) -> None:
        """Answer the sender alone: what he wants to be reminded of is nobody else's business."""
        if self.channel is Channel.PRIVATE:
            self.turn.say(text)
        else:
            self.turn.whisper(text)


def desk_of(turn: Turn, message: Message, situation: Situation) -> Desk:
    """Return what a turn goes by."""
    now, default = turn.now.astimezone(situation.zone), value_of(turn.connection, DEFAULT_AT)
    return Desk(turn, Today(now, situation.zone, calendar_of(turn.connection), default), message.channel)
