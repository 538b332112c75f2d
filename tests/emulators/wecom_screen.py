"""What a person or a group sees on the phone: messages in order, a stream replaced in place, cards with their state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.emulators.uploads import Uploaded


@dataclass(frozen=True, slots=True)
class Face:
    """A card as one person sees it. shown: what stands greyed where the buttons were; empty: the buttons."""

    content: Mapping[str, Any]
    shown: str = ""

    @property
    def title(self) -> str:
        """The title."""
        return str(self.content.get("main_title", {}).get("title", ""))

    @property
    def words(self) -> str:
        """Everything but the buttons, a line each."""
        title = self.content.get("main_title", {})
        rows = [f"{row['keyname']} {row.get('value', '')}" for row in self.content.get("horizontal_content_list", [])]
        lines = [title.get("title", ""), title.get("desc", ""), self.content.get("sub_title_text", ""), *rows]
        return "\n".join(line for line in lines if line)

    @property
    def keys(self) -> dict[str, str]:
        """The buttons that can be pressed: key → text, in order."""
        if self.shown:
            return {}
        submit = self.content.get("submit_button")
        buttons = [*self.content.get("button_list", []), *([submit] if submit else [])]
        return {button["key"]: button["text"] for button in buttons}

    @property
    def buttons(self) -> list[str]:
        """What stands on the buttons."""
        return list(self.keys.values())


@dataclass(slots=True)
class ShownCard:
    """One card message. source: whose; chat: the group it is in. A person's own face wins over everybody's."""

    source: str
    everybody: Face
    seen_by: tuple[str, ...] = ()
    chat: str | None = None
    own: dict[str, Face] = field(default_factory=dict)
    presses: list[tuple[str, str]] = field(default_factory=list)

    @property
    def task_id(self) -> str:
        """As it was sent; an update can't change it."""
        return str(self.everybody.content.get("task_id", ""))

    def face(self, person: str = "") -> Face:
        """Return the card as that person sees it now."""
        return self.own.get(person, self.everybody)

    def key(self, person: str, number: int) -> str:
        """Return the key of a button, from 1; LookupError where that person sees no such button."""
        keys = list(self.face(person).keys)
        if not 1 <= number <= len(keys):
            raise LookupError(f"{person} sees no button {number}, only {self.face(person).buttons}")
        return keys[number - 1]

    def replace(self, face: Face, people: Iterable[str] | None = None) -> None:
        """Show another face: to some people, or to everybody."""
        kept = Face(dict(face.content) | {"task_id": self.task_id}, face.shown)
        if people is None:
            self.everybody, self.own = kept, {}
        else:
            self.own.update(dict.fromkeys(people, kept))


@dataclass(slots=True)
class Bubble:
    """One message on a screen. source: `app:`, `aibot:` or `webhook:` and whose. mentioned: who is @-ed in it.

    images: pictures below the text. file: a file, alone.
    """

    at: datetime
    source: str
    text: str = ""
    card: ShownCard | None = None
    mentioned: tuple[str, ...] = ()
    images: tuple[bytes, ...] = ()
    file: Uploaded | None = None


@dataclass(slots=True)
class Screen:
    """What one person sees in private, or one group together."""

    bubbles: list[Bubble] = field(default_factory=list)

    def show(self, bubble: Bubble) -> Bubble:
        """Put a message at the end."""
        self.bubbles.append(bubble)
        return bubble

    @property
    def texts(self) -> list[str]:
        """The texts now, in order; a stream as it stands."""
        return [bubble.text for bubble in self.bubbles if bubble.text]

    @property
    def files(self) -> list[Uploaded]:
        """The files, in order."""
        return [bubble.file for bubble in self.bubbles if bubble.file]

    @property
    def cards(self) -> list[ShownCard]:
        """The cards, in order."""
        return [bubble.card for bubble in self.bubbles if bubble.card]

    @property
    def last(self) -> Bubble:
        """The last message; IndexError where there is none."""
        return self.bubbles[-1]
