"""Handing in 心得, 研究报告, 发言稿 after a study, as words or a file, with a receipt; a newer one replaces it.

What nobody asked for is kept gladly all the same. A file alone is asked about, never swallowed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.messages import Channel, Message
from bot.registry import Undo
from bot.router import Reading
from bot.situation import Situation
from bot.store import attachments
from bot.store.deeds import Deed
from bot.store.people import Person
from bot.store.prompts import Option
from bot.turn import Turn
from bot.undoing import NotUndone
from handlers.study import papers, roster, studies
from handlers.study.after import chasing, meant, owing, words
from handlers.study.after.owing import dated, due_of
from handlers.study.opening import hour
from handlers.study.papers import AWAITED, HANDED_IN, NOTES, REPLACED, Paper
from handlers.study.roster import ABSENT, EXCUSED
from handlers.study.studies import Study
from handlers.study.talk import HANDLER, MAKEUP, PAPER_NOT_ONE, SUBMIT
from scheduler.confirming import ask_for

KEPT = "study.handed_in"
AWAITED_FOR = timedelta(minutes=10)
LONGEST_TEXT, LONGEST_NAME, SHORTEST = 20_000, 30, 4


@dataclass(frozen=True, slots=True)
class Sent:
    """What came. media: the files of the message it came with, as a message carries them."""

    kind: str
    text: str
    short: str
    media: list[dict[str, Any]]
    door: str
    message: str
    at: datetime

    @property
    def name(self) -> str:
        """Return what its file is called, empty of words alone."""
        return str(self.media[0].get("name") or words.FILE_NAME)[:200] if self.media else ""

    @property
    def is_empty(self) -> bool:
        """Whether it was announced only."""
        return not self.media and not self.text


def sent_of(turn: Turn, message: Message, reading: Reading) -> Sent:
    """Read what came out of a reading: its words, an answer to a question, or the file of an earlier message."""
    slots = reading.slots
    said = str(slots.get("answer") or slots.get("text") or "").strip()
    long = len(said) >= SHORTEST
    return Sent(
        kind=str(slots.get("kind") or NOTES),
        text=said[:LONGEST_TEXT] if long else "",
        short="" if long else said,
        media=list(slots.get("media") or ()),
        door=str(slots.get("door") or message.door),
        message=str(slots.get("message") or message.message_id),
        at=turn.waiting.happened_at if turn.waiting else turn.now,
    )


def submit(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Take in what somebody hands in, or say what is missing of it."""
    me = situation.sender
    if not isinstance(me, Person):
        turn.whisper(words.ENROL_FIRST)
        return
    sent = sent_of(turn, message, reading)
    study = meant.to_hand_in(turn, with_message(reading, sent), me, sent.kind)
    if study is None:
        if not turn.said:
            turn.whisper(words.NO_STUDY.format(kind=sent.kind))
        return
    if sent.is_empty or (sent.media and attachments.is_lost(turn.connection, sent.door, sent.message)):
        await_it(turn, study, me, sent, SUBMIT)
        return
    before = papers.standing(turn.connection, study.id, me.id, sent.kind)
    kept = keep(turn, study, me, sent)
    owing.settle(turn, study, situation.zone)
    turn.record(KEPT, study.subject, paper=kept.id, kind=kept.kind, person=me.id)
    turn.may_undo(KEPT, study.subject, paper=kept.id, before=before.id if before else 0)
    _say_received(turn, message, _receipt(turn, study, me, sent, situation, is_again=before is not None))
    chasing.tell_if_all(turn, study)


def keep(turn: Turn, study: Study, me: Person, sent: Sent) -> Paper:
    """Keep what came, in place of what the same person handed in of the same kind."""
    data = {"door": sent.door, "message": sent.message, "name": sent.name} if sent.media else {}
    turn.answered()  # a question for it is answered by its file too
    return papers.put(
        turn.connection, Paper(0, study.id, me.id, sent.kind, sent.text, None, data, HANDED_IN, "", sent.at)
    )


def await_it(turn: Turn, study: Study, me: Person, sent: Sent, intent: str) -> None:
    """Ask for the text or the file; the next one is taken for it."""
    place = Paper(0, study.id, me.id, sent.kind, "", None, {"intent": intent}, AWAITED, "", turn.now)
    papers.wait(turn.connection, place)
    turn.record("study.paper_awaited", study.subject, kind=sent.kind)
    form = words.NOT_FETCHED if sent.media else words.WHAT_STUDIED if intent == MAKEUP else words.SEND_IT
    before = words.TOO_SHORT.format(text=sent.short, kind=sent.kind) if sent.short else ""
    said = before + form.format(kind=sent.kind, title=study.title, number=study.number)
    ask_for(turn, said, Option("", HANDLER, intent, {"study": study.id, "kind": sent.kind, "what": sent.kind}))


def file_came(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Ask whether a file that came without a word is what is owed."""
    del situation
    slots = {**reading.slots, "door": message.door, "message": message.message_id}
    name = str(reading.slots["media"][0].get("name") or words.FILE_NAME)[:LONGEST_NAME]
    options = [
        Option(words.YES, HANDLER, SUBMIT, slots, ("是", "是的", "对", "对的", "嗯", "好", "确认")),
        Option(words.NO, HANDLER, PAPER_NOT_ONE, {}, ("不", "不是的", "不对", "算了")),
    ]
    turn.ask(words.IS_IT.format(name=name, kind=reading.slots["kind"]), options)


def not_one(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Say that the file is not taken for one."""
    del message, reading, situation
    turn.say(words.NOT_TAKEN)


def file_lost(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Let what came without its file count no more: it is owed again, and its sender is told."""
    del message
    paper = papers.find(turn.connection, int(reading.slots["paper"]))
    study = studies.find(turn.connection, paper.study_id) if paper else None
    if paper is None or study is None:
        return
    papers.change(turn.connection, paper.id, state=REPLACED)
    if paper.kind == papers.LATER:
        entry = roster.one(turn.connection, study.id, paper.person_id)
        if entry is not None:
            roster.moved(turn.connection, entry, made_up_at=None)
    owing.settle(turn, study, situation.zone)
    turn.record("study.file_lost", study.subject, paper=paper.id)
    turn.say(words.FILE_LOST.format(kind=paper.kind, title=study.title, number=study.number))


def undo(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Take back what was handed in: what came before it counts again, or it is owed."""
    paper = papers.find(turn.connection, int(deed.data["paper"]))
    study = studies.find(turn.connection, paper.study_id) if paper else None
    if paper is None or study is None or paper.state != HANDED_IN:
        raise NotUndone(words.GONE)
    papers.change(turn.connection, paper.id, state=REPLACED)
    before = int(deed.data["before"])
    if before:
        papers.change(turn.connection, before, state=HANDED_IN)
    owing.settle(turn, study, situation.zone)
    turn.withdraw(f"{study.subject}/all", "taken back")
    form = words.TAKEN_BACK_OLD if before else words.TAKEN_BACK
    return form.format(kind=paper.kind, title=study.title)


def with_message(reading: Reading, sent: Sent) -> Reading:
    """Let what is asked back remember the message the file came with."""
    slots = {**reading.slots, "door": sent.door, "message": sent.message, "text": sent.text or sent.short}
    slots.pop("answer", None)
    return Reading(reading.handler, reading.intent, reading.confidence, slots)


def _receipt(turn: Turn, study: Study, me: Person, sent: Sent, situation: Situation, *, is_again: bool) -> str:
    zone = situation.zone
    due = due_of(turn, study, zone)
    entry = roster.one(turn.connection, study.id, me.id)
    is_wanted = sent.kind in papers.kinds_in(study.wants)
    form = words.LATE if sent.at > due else words.UNTIL
    more = form.format(day=dated(due, zone)) if is_wanted else words.KEPT
    if entry is not None and entry.status in (ABSENT, *EXCUSED) and entry.made_up_at is None:
        more += words.WHO_WAS_ABSENT
    day = sent.at.astimezone(zone)
    return words.RECEIVED.format(
        kind=sent.kind,
        title=study.title,
        name=sent.name[:LONGEST_NAME] or words.TEXT_NAME,
        at=f"{day.month}月{day.day}日{hour(sent.at, zone)}",
        times=words.TIMES if is_again else "",
        replace=more,
        number=study.number,
    )


def _say_received(turn: Turn, message: Message, receipt: str) -> None:
    if message.channel is not Channel.PRIVATE:
        turn.say(words.PRIVATELY)
    turn.whisper(receipt)


UNDOS: dict[str, Undo] = {KEPT: undo}
