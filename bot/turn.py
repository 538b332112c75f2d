"""A turn: the handling of one message or one due timer, in one transaction.

Whatever a handler does goes through here: rows it writes on `connection`, what is to be said, asked, done later and
remembered. Everything said to one conversation in one turn is one reply. A turn that raises leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from bot.documents import Cabinet, Document
from bot.messages import Card, Channel, Waiting
from bot.store import deeds, journal, leaving, prompts, pushes, timers
from bot.store.deeds import Deed
from bot.store.prompts import Option, Prompt
from bot.store.pushes import Push, Recipient, Severity

PROMPT_TIMER = "system.prompt_expired"
WIRE_WAIT = timedelta(seconds=3)
PRESSED = "已选：{label}"
GIVEN = "文件已私下发给您。"


class Turn:
    """One turn.

    connection: the write transaction everything belongs to.
    now, machine: office time and machine time of the turn.
    waiting: the message at hand, None in the turn of a timer.
    person_id: whose message it is, None for a stranger or a timer.
    prepared: what the slice looked up before the transaction began.
    effects: the kinds of what this turn did, in order, for `explain` and the tests.
    shown: what the pressed card says from now on; empty: it stays as it is.
    cabinet: where documents are kept that are handed over.
    late_since: when it fell due, in the turn of a timer that runs late.
    """

    def __init__(  # noqa: PLR0913 — the circumstances of a turn
        self,
        connection: Connection,
        *,
        now: datetime,
        machine: datetime,
        source: str,
        waiting: Waiting | None = None,
        person_id: int | None = None,
        reserved_until: datetime | None = None,
        pressed: Card | None = None,
        card_until: datetime | None = None,
        prepared: Any = None,
        cabinet: Cabinet | None = None,
        late_since: datetime | None = None,
    ) -> None:
        self.connection, self.now, self.machine = connection, now, machine
        self.source, self.waiting, self.person_id = source, waiting, person_id
        self.prepared, self.pressed = prepared, pressed
        self.effects: list[str] = []
        self.said: list[str] = []
        self.whispered: list[str] = []
        self.given: list[Document] = []
        self.shown = PRESSED.format(label=waiting.message.data["pressed"]) if pressed and waiting else ""
        self._card: Card | None = None
        self._cabinet, self._late_since = cabinet, late_since
        self._reserved_until, self._card_until = reserved_until, card_until
        self._held: tuple[str, datetime] | None = None
        self._inside = False

    def say(self, text: str, card: Card | None = None) -> None:
        """Answer where the message came from. card: buttons for what the text offers in words."""
        self.said.append(text)
        self._card = card or self._card

    def hold(self, subject: str, until: datetime) -> None:
        """Let what is said here wait until office time `until`, or until `held.let_go` of the subject."""
        self._held = (subject, until)

    def whisper(self, text: str) -> None:
        """Answer the sender privately, also when the message came from a group."""
        self.whispered.append(text)

    def give(self, document: Document) -> None:
        """Hand the sender a file, privately also when he asked in a group. Raises ValueError in a timer's turn."""
        self._message("give")
        self.given.append(document)
        self._note("document.given")

    def push(  # noqa: PLR0913 — the columns of a push
        self,
        recipient: Recipient,
        text: str,
        *,
        audience: str,
        subject: str = "",
        severity: Severity = Severity.NORMAL,
        not_before: datetime | None = None,
        expires_at: datetime | None = None,
        card: Card | None = None,
        answers: int | None = None,
        document: Document | None = None,
    ) -> None:
        """Say something to somebody else, or to somebody later; an empty text with a document says nothing.

        audience: what the recipient is to the matter; the effect is `push:<audience>`.
        subject: the matter, so that `withdraw` finds what has not left yet. Times are office times.
        severity: what is NORMAL waits for quiet hours to end and for bundles; URGENT is what can't.
        answers: the inbox row of an earlier message of the recipient; what was lent with it is tried first.
        document: a file handed over after the text.
        """
        push = Push(
            id=0,
            recipient=recipient,
            text=text,
            audience=audience,
            subject=subject,
            severity=severity,
            answers=answers,
            not_before=not_before or self.now,
            expires_at=expires_at,
            card=card,
        )
        push = leaving.gathered(push, self.now, self._late_since)
        if text or document is None:
            pushes.put(self.connection, push, source=self.source, at=self.now)
        if document is not None:
            self._hand_over(replace(push, card=None), document)
        self._note(f"push:{audience}")

    def push_all(self, given: Sequence[Push]) -> None:
        """Say many things at once, by one statement; each as `push` would, without documents."""
        gathered = [leaving.gathered(push, self.now, self._late_since) for push in given]
        pushes.put_all(self.connection, gathered, source=self.source, at=self.now)
        for audience in sorted({push.audience for push in given}):
            self._note(f"push:{audience}")

    def withdraw(self, subject: str, reason: str) -> int:
        """Drop what was to be said about a matter and has not left yet."""
        return pushes.withdraw(self.connection, subject, self.now, reason)

    def ask(self, question: str, options: Sequence[Option], free: Option | None = None) -> None:
        """Ask the sender; the numbered options are shown and the answer may take ten minutes.

        free: what any other answer means; its slots get what was said as `answer`.
        """
        waiting = self._message("ask")
        shown = [option for option in options if option.label]
        lines = [question, *(f"{number}. {option.label}" for number, option in enumerate(shown, start=1))]
        account, chat = waiting.message.order_key, waiting.message.chat
        card = prompts.card_of(question, shown, account)
        self.say("\n".join(lines), card)
        expires_at = self.now + prompts.LIFE
        prompt = Prompt(question, tuple(options), expires_at, card.id if card else "", free)
        prompts.put(self.connection, account, chat, prompt, self.now)
        data = {"platform": waiting.message.platform, "account": waiting.message.account, "chat": chat}
        self.later(PROMPT_TIMER, f"{account}|{chat or ''}", expires_at, data=data)
        self._note("prompt.asked")

    def may_undo(self, kind: str, subject: str, /, **data: Any) -> None:
        """Let whoever said this take it back within ten minutes. data: what is needed to set it right, JSON-able."""
        message = self._message("may_undo").message
        deed = Deed(0, message.order_key, self.person_id, message.chat, kind, subject, self.source, data, self.now)
        deeds.note(self.connection, deed)

    def answered(self, *, aside: str = "") -> None:
        """Forget the open question of this conversation: it has been answered or passed over. aside: or another."""
        message = self._message("answered").message
        chat = f"{message.chat or ''}{aside}"
        if prompts.close(self.connection, message.order_key, chat):
            self.cancel(PROMPT_TIMER, f"{message.order_key}|{chat}", "answered")

    def later(
        self, kind: str, subject: str, due_at: datetime, *, step: int = 0, data: Mapping[str, Any] | None = None
    ) -> None:
        """Have the due function of `kind` called when office time reaches `due_at`, however long that is."""
        timers.set_timer(self.connection, kind, subject, due_at, step=step, data=dict(data or {}))

    def cancel(self, kind: str, subject: str, reason: str) -> int:
        """Cancel what `later` set for a matter."""
        return timers.cancel_timers(self.connection, kind, subject, self.now, reason)

    def record(self, kind: str, subject: str = "", /, *, at: datetime | None = None, **data: Any) -> None:
        """Write a journal entry: what happened, to what, dated when it was done."""
        happened = at or (self.waiting.happened_at if self.waiting else self.now)
        account = self.waiting.message.order_key if self.waiting else ""
        entry = journal.Entry(happened, kind, subject, self.source, data, self.person_id, account)
        journal.append(self.connection, entry)
        self._note(kind)

    def close(self, *, inside: bool = False) -> None:
        """Turn what was said into replies, and the pressed card into one that looks pressed; called by the desk.

        inside: whether what is said to the group is for the department's own people.
        """
        self._inside = inside
        if self.waiting is None:
            return
        message = self.waiting.message
        private = Recipient(platform=message.platform, account=message.account)
        group = Recipient(platform=message.platform, chat=message.chat)
        here = private if message.channel is Channel.PRIVATE else group
        if self.pressed and self.shown:
            pressed = replace(self.pressed, shown=self.shown)
            self._put(here, "", pressed, until=self._card_until)
        if here is private:
            self._reply(private, self.said + self.whispered, self._card, until=self._reserved_until)
            self._hand_all_over(private)
            return
        self._reply(group, self.said or [GIVEN] * bool(self.given), self._card, until=self._reserved_until)
        self._reply(private, self.whispered, None, until=None)  # the wire leads back to the group
        self._hand_all_over(private)

    def _reply(self, recipient: Recipient, texts: Sequence[str], card: Card | None, until: datetime | None) -> None:
        if texts:
            self._put(recipient, "\n\n".join(texts), card, until)
            self._note("push:sender")

    def _put(self, recipient: Recipient, text: str, card: Card | None, until: datetime | None) -> None:
        push = self._answer(recipient, text, card)
        if self._held and text and recipient.chat == self._message("hold").message.chat:
            push = replace(push, subject=self._held[0], not_before=self._held[1])
        pushes.put(self.connection, push, source=self.source, at=self.now, reserved_until=until)

    def _answer(self, recipient: Recipient, text: str, card: Card | None) -> Push:
        return Push(
            id=0,
            recipient=recipient,
            text=text,
            audience="sender",
            subject="",
            severity=Severity.URGENT,
            answers=self._message("reply").id,
            not_before=self.now,
            expires_at=None,
            card=card,
            inside=self._inside and recipient.chat is not None,
        )

    def _hand_all_over(self, recipient: Recipient) -> None:
        for document in self.given:
            self._hand_over(self._answer(recipient, "", None), document)

    def _hand_over(self, push: Push, document: Document) -> None:
        if self._cabinet is None:
            raise ValueError("this turn has nowhere to keep a document")
        file = self._cabinet.keep(self.connection, document, self.now)
        whole = replace(push, text=self._cabinet.instead(file.name), file=file)
        pushes.put(self.connection, whole, source=self.source, at=self.now)

    def _message(self, act: str) -> Waiting:
        if self.waiting is None:
            raise ValueError(f"a timer's turn has nobody to {act}")
        return self.waiting

    def _note(self, effect: str) -> None:
        if effect not in self.effects:
            self.effects.append(effect)
