"""The desk: takes up one message or one due timer at a time, each in one transaction.

Inbox before timers: a timer due at T waits for messages received until T. Search and files are looked up before the
write transaction; where somebody has written since, the situation is read again there, and if it has changed, the turn
runs again. A turn that raises is rolled back whole and counted; after the third time the message is set aside, its
sender gets a kind sentence, the operator is told, and the next message goes on.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import structlog
from sqlalchemy import Connection

from bot.clock import Clock
from bot.documents import Cabinet
from bot.errors import AnotherTurn, HouqinError, RowMoved
from bot.messages import Card, Channel, Kind, Waiting
from bot.passing import pass_over
from bot.presses import Place, as_said, place_of
from bot.registry import Registry
from bot.router import Doubt, Reading, choose
from bot.settings import Office
from bot.situation import Situation, situation_of
from bot.store import accounts, calls, chats, inbox, journal, people
from bot.store.accounts import Account
from bot.store.chats import Chat
from bot.store.database import Database
from bot.store.people import Person
from bot.store.prompts import Option
from bot.store.trouble import tell_operators
from bot.turn import Turn
from bot.wires import Wires
from scheduler import ticker

TIMES_ROUND = 3
WORKERS = 16  # how far to look past messages that other workers hold
SET_ASIDE = "您的消息已收到并留存，但暂时没能处理，已转告管理员。急事请直接打电话。"
DOUBT = "您是想："
TOLD = "有一条消息三次未能处理，已搁置（编号{row}，入口{door}）。请在服务器上查看运行状态。"

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class View:
    """A message as it was understood, before or inside its transaction. card: whose button was pressed."""

    situation: Situation
    choice: Reading | Doubt | None
    card: Card | None = None


class Desk:
    """Works off the inbox and the due timers of one store."""

    def __init__(  # noqa: PLR0913 — the parts of the house it works with
        self,
        database: Database,
        clock: Clock,
        registry: Registry,
        office: Office,
        wires: Wires | None = None,
        resolvers: Mapping[str, str] | None = None,
        cabinet: Cabinet | None = None,
    ) -> None:
        """resolvers: door → the source that knows the account behind an encrypted id of that door.

        cabinet: where the documents are kept that are handed over.
        """
        self._database = database
        self._clock = clock
        self._registry = registry
        self._office = office
        self._wires = wires or Wires()
        self._resolvers = resolvers or {}
        self._cabinet = cabinet

    def step(self) -> bool:
        """Handle one message, or one due timer where no message waits. Returns whether there was anything."""
        return self.handle_message() or ticker.fire(self._database, self._clock, self._registry.dues, self._cabinet)

    def drain(self) -> int:
        """Handle everything there is. Returns how many turns were taken."""
        turns = 0
        while self.step():
            turns += 1
        return turns

    def handle_message(self) -> bool:
        """Handle the oldest waiting message that no other worker holds. Returns whether there was one."""
        with self._database.read() as connection:
            candidates = inbox.oldest(connection, 1 if self._database.is_sqlite else WORKERS)
        return any(self._attempt(waiting) for waiting in candidates)

    def _attempt(self, waiting: Waiting) -> bool:
        for _ in range(TIMES_ROUND):
            try:
                return self._handle(waiting)
            except (AnotherTurn, RowMoved):
                continue
            except Exception as trouble:  # noqa: BLE001 — one message is guarded; the next must go on
                self._failed(waiting, trouble)
                return True
        self._failed(waiting, AnotherTurn("the situation kept changing"))
        return True

    def understand(self, connection: Connection, waiting: Waiting, card: Card | None = None) -> View:
        """Read the situation and choose a reading. card: whose button the message is."""
        situation = situation_of(connection, waiting, self._clock.office(), self._office, self._registry.facts)
        place = place_of(waiting.message, card, situation.prompt)
        if place is not Place.HERE:
            return View(
                situation, Reading("system", place.value, 1.0), card if place in (Place.STALE, Place.AGAIN) else None
            )
        readings = list(self._registry.readings(waiting.message, situation))
        return View(situation, choose(waiting.message.text, readings, situation.prompt), card)

    def prepares(self, view: View) -> bool:
        """Say whether the chosen reading needs anything looked up."""
        return isinstance(view.choice, Reading) and view.choice.intent in self._registry.prepares

    def prepare(self, waiting: Waiting, view: View) -> Any:
        """Look up what the chosen reading needs, outside any write transaction."""
        if not isinstance(view.choice, Reading) or not self.prepares(view):
            return None
        return self._registry.prepares[view.choice.intent](waiting.message, view.choice, view.situation)

    def run(self, connection: Connection, waiting: Waiting, view: View, prepared: Any) -> Turn:
        """Act on an understood message inside the caller's transaction."""
        sender, message, machine = view.situation.sender, waiting.message, self._clock.machine()
        turn = Turn(
            connection,
            now=self._clock.office(),
            machine=machine,
            source=f"inbox:{waiting.id}",
            waiting=waiting,
            person_id=sender.id if isinstance(sender, Person) else None,
            reserved_until=self._wires.reserved_until(connection, message, machine),
            pressed=view.card,
            card_until=self._wires.card_until(connection, message, machine) if view.card else None,
            prepared=prepared,
            cabinet=self._cabinet,
        )
        self._act(turn, waiting, view)
        self._registry.after(turn, view.situation)
        turn.close(inside=_is_inside(connection, view.situation.chat))
        return turn

    def _handle(self, waiting: Waiting) -> bool:
        version = self._database.version()
        with self._database.read() as connection:
            waiting, card = as_said(connection, waiting)
            seen = self.understand(connection, waiting, card)
        prepared = self.prepare(waiting, seen)
        with self._database.write() as connection:
            nobody_wrote = version is not None and self._database.version() == version
            if not inbox.hold(connection, waiting):
                return False
            self._note_sender(connection, waiting)
            view = seen if nobody_wrote and _is_known(seen) else self.understand(connection, waiting, card)
            if view.choice != seen.choice or _shelf(view) != _shelf(seen):
                raise AnotherTurn("the message, or who reads the answer, is something else by now")
            self.run(connection, waiting, view, prepared)
            inbox.settle(connection, waiting.id, self._clock.office())
        return True

    def _note_sender(self, connection: Connection, waiting: Waiting) -> None:
        message, now = waiting.message, self._clock.office()
        if message.chat:
            chats.note(connection, message.platform, message.chat, message.door, now)
        is_nobody = message.kind is Kind.RESULT or bool(message.data.get("system"))
        if is_nobody or people.who(connection, message.platform, message.account, now) is not None:
            return
        times = accounts.note_stranger(connection, Account(message.platform, message.account), message.door, now)
        if times == 1 and message.door in self._resolvers:
            request = json.dumps({"account": message.account}).encode()
            calls.ask(connection, self._resolvers[message.door], request, at=self._clock.machine())

    def _act(self, turn: Turn, waiting: Waiting, view: View) -> None:
        choice = view.choice
        if choice is None:
            return
        if isinstance(choice, Doubt):
            options = [Option(r.label, r.handler, r.intent, dict(r.slots)) for r in choice.readings]
            turn.ask(DOUBT, options)
            return
        pass_over(turn, waiting, choice, view.situation.prompt)
        act = self._registry.acts.get(choice.intent)
        if act is None:
            raise HouqinError(f"no handler for {choice.intent}")
        act(turn, waiting.message, choice, view.situation)

    def _failed(self, waiting: Waiting, trouble: Exception) -> None:
        log.error(
            "a turn failed", row=waiting.id, door=waiting.message.door, kind=type(trouble).__name__, exc_info=trouble
        )
        with self._database.write() as connection:
            now = self._clock.office()
            source = f"inbox:{waiting.id}"
            if not inbox.count_failure(connection, waiting.id, type(trouble).__name__, now):
                return
            journal.append(
                connection, journal.Entry(now, "message.aside", "", source, {"error": type(trouble).__name__})
            )
            told = TOLD.format(row=waiting.id, door=waiting.message.door)
            tell_operators(connection, f"aside:{type(trouble).__name__}", told, source=source, now=now)
            if waiting.message.channel is not Channel.GROUP:
                machine = self._clock.machine()
                until = self._wires.reserved_until(connection, waiting.message, machine)
                turn = Turn(connection, now=now, machine=machine, source=source, waiting=waiting, reserved_until=until)
                turn.say(SET_ASIDE)
                turn.close()


def _is_known(view: View) -> bool:
    """Say whether noting who wrote, and where, changes nothing that was understood."""
    sender, chat = view.situation.sender, view.situation.chat
    return sender is not None and (chat is None or (chat.id > 0 and chat.left_at is None))


def _shelf(view: View) -> bool:
    """Return from which shelf an answer may be quoted; what was looked up on the other is not shown."""
    return view.situation.hears_department_documents


def _is_inside(connection: Connection, chat: Chat | None) -> bool:
    """Say whether a group was the department's own when the message was understood, and is so after it was acted on."""
    if chat is None or not chat.is_internal:
        return False
    still = chats.find(connection, chat.platform, chat.chat)
    return still is not None and still.is_internal
