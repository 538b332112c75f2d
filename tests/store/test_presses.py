"""Buttons: a press is what the button says, by whom it asks, while it is asked, and the card then looks pressed."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime

from bot.clock import SteppedClock
from bot.desk import Desk
from bot.lent import UPDATE, Lent
from bot.messages import Button, Card, Kind, Message
from bot.presses import Place, as_said, place_of
from bot.registry import Act, Registry, Slice
from bot.router import Reading
from bot.settings import Office
from bot.situation import Situation
from bot.store import inbox, prompts, pushes, replies, ways
from bot.store.database import Database
from bot.store.prompts import Option, Prompt
from bot.store.pushes import Recipient
from bot.store.shared import TURNS, MemoryShared
from bot.turn import Turn
from bot.wire import Wire
from tests.fakes import DOOR, PLATFORM, message, minutes, waiting

CARD = Card("owed-1", "收到请按", (Button("收到", "收到 7"), Button("请假", "请假 7")))


class Bench:
    """A desk that asks which of two, and says what it was told."""

    def __init__(self, database: Database, now: datetime) -> None:
        self.database, self.clock, self.wakes = database, SteppedClock(now), MemoryShared()
        self.desk = Desk(database, self.clock, Registry([Slice("test", self.read, self.acts())]), Office())
        self.wire = Wire(database, self.clock, self.wakes)
        self.heard: list[tuple[str, str]] = []
        self._number = 0

    def read(self, heard: Message, situation: Situation) -> list[Reading]:
        """Take a question for a question, everything else for words."""
        return [Reading("test", "ask" if heard.text == "?" else "words", 0.9)]

    def acts(self) -> dict[str, Act]:
        """Return what each intent does."""

        def ask(turn: Turn, heard: Message, reading: Reading, situation: Situation) -> None:
            east, west = Option("东门", "test", "chosen", {"gate": "E"}), Option("西门", "test", "chosen", {})
            turn.ask("哪一个：", [east, west])

        def note(turn: Turn, heard: Message, reading: Reading, situation: Situation) -> None:
            self.heard.append((heard.account, f"{reading.intent}:{heard.text}:{dict(reading.slots)}"))

        places = {place.value: note for place in Place if place.value}
        return {"ask": ask, "chosen": note, "words": note, **places}

    def hear(self, heard: Message) -> Message:
        """Store a message."""
        now = self.clock.machine()
        with self.database.write() as connection:
            inbox.admit(connection, [(heard, now)])
            if heard.kind is Kind.PRESS:
                ways.lend(connection, DOOR, heard.message_id, Lent(UPDATE, "", now + minutes(1)))
        return heard

    def presses(self, card: str, button: str, account: str = "somebody", chat: str | None = None) -> Message:
        """Press a button; the desk takes it up."""
        self._number += 1
        pressed = replace(
            message("", f"press-{self._number}", account, chat), kind=Kind.PRESS, data={"card": card, "button": button}
        )
        self.hear(pressed)
        self.desk.drain()
        return pressed

    def asked_card(self) -> str:
        """Return the card of the newest question."""
        with self.database.read() as connection:
            open_prompt = prompts.open_prompt(connection, f"{PLATFORM}/somebody", None, self.clock.office())
        assert open_prompt is not None
        return open_prompt.card

    def shown(self, pressed: Message) -> str:
        """Return what the door shows on the card as the answer to a press."""
        spoken = asyncio.run(self.wire.reply(pressed))
        assert spoken is not None
        return spoken.card.shown if spoken.card else ""


def send(database: Database, card: Card, now: datetime) -> None:
    """Store a push with a card."""
    to, severity = Recipient(person_id=1), pushes.Severity.NORMAL
    push = pushes.Push(0, to, "回“收到 7”", "roster", "", severity, None, now, None, card=card)
    with database.write() as connection:
        pushes.put(connection, push, source="test", at=now)


def test_a_pressed_option_is_chosen_and_shown_as_chosen(database: Database, now: datetime) -> None:
    """Once; a second press finds it answered."""
    bench = Bench(database, now)
    bench.hear(message("?"))
    bench.desk.drain()
    card = bench.asked_card()
    assert bench.shown(bench.presses(card, "1")) == "已选：1 东门"
    assert bench.heard == [("somebody", "chosen:东门:{'gate': 'E'}")]
    again = bench.presses(card, "2")
    assert bench.heard[-1] == ("somebody", f"{Place.AGAIN}:西门:{{}}")
    assert again.message_id == "press-2"


def test_a_question_is_answered_by_whom_it_asks(sqlite: Database, now: datetime) -> None:
    """Somebody else's press changes neither the question nor the card."""
    bench = Bench(sqlite, now)
    bench.hear(message("?"))
    bench.desk.drain()
    card = bench.asked_card()
    assert bench.shown(bench.presses(card, "1", "another")) == ""
    assert bench.heard == [("another", f"{Place.OTHERS}:东门:{{}}")]
    assert bench.asked_card() == card


def test_the_old_card_does_not_answer_the_new_question(sqlite: Database, now: datetime) -> None:
    """Though both offer the same words."""
    bench = Bench(sqlite, now)
    bench.hear(message("?"))
    bench.desk.drain()
    old = bench.asked_card()
    bench.hear(message("?", "2"))
    bench.desk.drain()
    assert bench.asked_card() != old
    bench.presses(old, "1")
    assert bench.heard == [("somebody", f"{Place.STALE}:东门:{{}}")]


def test_a_card_for_everybody_is_pressed_by_each_for_himself(database: Database, now: datetime) -> None:
    """A button is the words on it, said by who pressed."""
    bench = Bench(database, now)
    send(database, CARD, now)
    assert bench.shown(bench.presses("owed-1", "1", "li")) == "已选：收到"
    assert bench.shown(bench.presses("owed-1", "2", "wang")) == "已选：请假"
    assert bench.heard == [("li", "words:收到 7:{}"), ("wang", "words:请假 7:{}")]


def test_an_unknown_card_or_button_says_nothing_on_behalf_of_anybody(sqlite: Database, now: datetime) -> None:
    """What a press means stands in our rows, not in what the platform sends."""
    bench = Bench(sqlite, now)
    send(sqlite, CARD, now)
    for card, button in (("no-such", "1"), ("owed-1", "3"), ("owed-1", "0"), ("owed-1", "收到 7"), ("", "1")):
        assert bench.shown(bench.presses(card, button)) == ""
    assert {words for _, words in bench.heard} == {f"{Place.UNKNOWN}::{{}}"}


def test_a_press_is_heard_in_the_group_its_card_stands_in(database: Database, now: datetime) -> None:
    """Also where the platform does not say in which group it was pressed."""
    bench = Bench(database, now)
    bench.hear(message("?", chat="group"))
    bench.desk.drain()
    with database.read() as connection:
        open_prompt = prompts.open_prompt(connection, f"{PLATFORM}/somebody", "group", now)
    assert open_prompt is not None
    bench.presses(open_prompt.card, "2")
    assert bench.heard == [("somebody", "chosen:西门:{}")]


async def test_a_press_the_desk_has_no_time_for_is_shown_as_taken_down(sqlite: Database, now: datetime) -> None:
    """The platform waits some seconds and never asks again; the effect follows."""
    bench = Bench(sqlite, now)
    send(sqlite, CARD, now)
    pressed = bench.hear(replace(message(""), kind=Kind.PRESS, data={"card": "owed-1", "button": "1"}))
    spoken = await bench.wire.reply(pressed, within_s=0.01)
    assert spoken is not None
    assert spoken.card is not None
    assert spoken.card.shown == "已登记：收到"
    nonsense = bench.hear(replace(message("", "2"), kind=Kind.PRESS, data={"card": "owed-1", "button": "x"}))
    spoken = await bench.wire.reply(nonsense, within_s=0.01)
    assert spoken is not None
    assert spoken.card is None
    bench.wakes.wake(TURNS)


def test_typed_words_need_no_card(now: datetime) -> None:
    """A message that is no press belongs where it was said."""
    typed = waiting("收到", now)
    assert place_of(typed.message, None, Prompt("q", (), now + minutes(1))) is Place.HERE


def test_the_card_of_a_press_is_found_by_its_id(sqlite: Database, now: datetime) -> None:
    """And only then is the press turned into words."""
    send(sqlite, CARD, now)
    pressed = replace(
        waiting("", now), message=replace(message(""), kind=Kind.PRESS, data={"card": "owed-1", "button": "2"})
    )
    with sqlite.read() as connection:
        said, card = as_said(connection, pressed)
        assert (said.message.text, said.message.kind, card) == ("请假 7", Kind.TEXT, CARD)
        assert replies.card(connection, "") is None
