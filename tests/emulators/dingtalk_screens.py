"""What persons and groups see of the emulated DingTalk, in order; and what they do not see although it was accepted."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from tests.emulators.uploads import Uploaded

EVERYBODY = "@ALL"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message at one person or in one group.

    place: a user id, or an openConversationId. way: the path it came by. kind: its msgKey or msgtype.
    mentions: who was @-mentioned. reason: why it was swallowed, empty where it was delivered.
    file: of a sampleFile; told apart by `media_id`.
    """

    at: datetime
    place: str
    way: str
    kind: str
    text: str
    mentions: tuple[str, ...] = ()
    reason: str = ""
    file: Uploaded | None = None
    media_id: str = ""


@dataclass(slots=True)
class ShownCard:
    """One card as it stands now, in every place it was delivered to. private: what only one user sees, over `params`.

    callback: the callbackRouteKey its presses go to; "": to the stream.
    """

    out_track_id: str
    template: str
    places: tuple[str, ...]
    params: dict[str, str]
    callback: str = ""
    private: dict[str, dict[str, str]] = field(default_factory=dict)
    versions: int = 1

    def seen_by(self, user: str) -> Mapping[str, str]:
        """Return the card's data as one user sees it."""
        return {**self.params, **self.private.get(user, {})}


class Screens:
    """Everything that was shown."""

    def __init__(self) -> None:
        self.delivered: list[Delivery] = []
        self.swallowed: list[Delivery] = []
        self.cards: dict[str, ShownCard] = {}
        self._seen: dict[tuple[str, str, str], datetime] = {}
        self._times: defaultdict[str, deque[datetime]] = defaultdict(deque)

    def show(self, delivery: Delivery, *, repeat_s: int = 0, swallow: bool = False) -> None:
        """Show a message, or swallow it: told to, or because the same was shown within `repeat_s`."""
        key = (delivery.way, delivery.place, f"{delivery.kind} {delivery.text} {delivery.media_id}")
        before = self._seen.get(key)
        repeated = before is not None and delivery.at - before < timedelta(seconds=repeat_s)
        if swallow or repeated:
            reason = "swallowed" if swallow else "duplicate"
            self.swallowed.append(replace(delivery, reason=reason))
            return
        self._seen[key] = delivery.at
        self.delivered.append(delivery)

    def is_crowded(self, place: str, now: datetime, per_minute: int | None) -> bool:
        """Count one more message to a place, unless it had as many as that within the last minute."""
        if per_minute is None:
            return False
        times = self._times[place]
        while times and now - times[0] >= timedelta(minutes=1):
            times.popleft()
        if len(times) >= per_minute:
            return True
        times.append(now)
        return False

    def texts(self, place: str) -> list[str]:
        """Return what a person or a group got, in order."""
        return [delivery.text for delivery in self.delivered if delivery.place == place]

    def files(self, place: str) -> list[Uploaded]:
        """Return the files a person or a group got, in order."""
        return [one.file for one in self.delivered if one.place == place and one.file]

    def cards_in(self, place: str) -> list[ShownCard]:
        """Return the cards of a person or a group, in order."""
        return [card for card in self.cards.values() if place in card.places]
