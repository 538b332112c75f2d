"""Who may keep documents, and which document on the shelf he means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.rights import Act, Concern, may_concerning
from bot.router import Reading
from bot.situation import Situation
from bot.store.people import Person
from bot.store.prompts import Option
from bot.turn import Turn
from handlers.ask.shelving import words
from handlers.ask.talk import HANDLER
from knowledge.document import Document
from knowledge.lives import Key
from knowledge.naming import core, matching, named, numbers_in
from knowledge.rows import shelved_documents

MOST = 8


@dataclass(frozen=True, slots=True)
class Meant:
    """A document on the shelf, and where its life is kept."""

    document: Document

    @property
    def key(self) -> Key:
        """The file and title its life belongs to."""
        return self.document.file, self.document.title

    @property
    def title(self) -> str:
        """Its title in its marks."""
        return named(self.document.title)


def keeper(turn: Turn, situation: Situation) -> Person | None:
    """Return the sender where he may keep documents and may hear of them here; else say why not."""
    me = situation.sender
    if not isinstance(me, Person) or not may_concerning(me.id, me.held, Act.IMPORT_DOCUMENTS, Concern()):
        turn.say(words.NO_RIGHT.format(contact=situation.contact))
        return None
    if not situation.hears_department_documents:
        turn.say(words.PRIVATELY)
        return None
    return me


def meant(turn: Turn, reading: Reading, intent: str) -> Meant | None:
    """Return the document a reading names by `title`, or by `file` once it was chosen; else ask or say so."""
    title, file = str(reading.slots["title"]), reading.slots.get("file")
    shelf = shelved_documents(turn.connection)
    places = matching(title, [core(one.title) for one in shelf])
    found = list({(shelf[at].file, shelf[at].title): shelf[at] for at in places}.values())
    if file is not None:
        found = [one for one in found if one.file == file]
    numbers = numbers_in(str(reading.slots.get("said", "")))
    found = [one for one in found if one.number and any(n.endswith(one.number) for n in numbers)] or found
    if not found:
        turn.say(words.NOT_ON_SHELF.format(title=named(title)))
        return None
    if len(found) == 1:
        return Meant(found[0])
    options = [
        Option(_label(one), HANDLER, intent, {**reading.slots, "file": one.file, "title": one.title})
        for one in found[:MOST]
    ]
    turn.ask(words.SEVERAL.format(title=named(title), count=len(found)), options)
    return None


def _label(document: Document) -> str:
    return words.WHICH.format(number=document.number or words.NO_NUMBER, date=document.shown_date)


def today(turn: Turn, situation: Situation) -> date:
    """Return the office's day of a turn."""
    return turn.now.astimezone(situation.zone).date()
