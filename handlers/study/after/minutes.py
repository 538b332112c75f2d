"""学习记录: the draft as a Word file, made of what is known of a study; the final one handed back is kept with it."""

from __future__ import annotations

from bot.documents import Document
from bot.messages import Message
from bot.registry import Undo
from bot.router import Reading
from bot.situation import Situation
from bot.store.deeds import Deed
from bot.store.people import Person
from bot.turn import Turn
from bot.undoing import NotUndone
from bot.word_file import document_of
from handlers.study import papers, parts, roster, studies
from handlers.study.after import handing, meant, words
from handlers.study.after.minutes_printed import Held, printed
from handlers.study.opening import hour
from handlers.study.papers import HANDED_IN, MINUTES, REPLACED, SPEECH
from handlers.study.studies import Study

KEPT, MADE = "study.minutes_kept", "study.minutes_made"


def minutes(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Hand over the draft; what comes with a text or a file is the final one and is kept."""
    study = meant.to_run(turn, reading, situation)
    if study is None:
        return
    sent = handing.sent_of(
        turn, message, Reading(reading.handler, reading.intent, 1.0, {**reading.slots, "kind": MINUTES})
    )
    me = situation.sender
    if not sent.is_empty and isinstance(me, Person):
        _keep(turn, study, me, sent, situation)
        return
    turn.give(draft(turn, study, situation))
    turn.record(MADE, study.subject)
    turn.whisper(words.MINUTES_MADE.format(title=study.title, number=study.number))


def draft(turn: Turn, study: Study, situation: Situation) -> Document:
    """Make the draft of a study as it stands."""
    came = papers.of_studies(turn.connection, [study.id])
    organiser = studies.organiser(turn.connection, study, turn.now)
    held = Held(
        study=study,
        department=situation.office.department,
        zone=situation.zone,
        entries=roster.of_study(turn.connection, study.id),
        parts=parts.of_studies(turn.connection, [study.id]),
        speeches={one.person_id: one.text for one in came if one.kind == SPEECH and one.state == HANDED_IN},
        recorder=organiser.name if organiser else "",
    )
    return document_of(printed(held, turn.now))


def _keep(turn: Turn, study: Study, me: Person, sent: handing.Sent, situation: Situation) -> None:
    before = papers.standing(turn.connection, study.id, me.id, MINUTES)
    kept = handing.keep(turn, study, me, sent)
    turn.record(KEPT, study.subject, paper=kept.id)
    turn.may_undo(KEPT, study.subject, paper=kept.id, before=before.id if before else 0)
    at = sent.at.astimezone(situation.zone)
    turn.whisper(
        words.MINUTES_KEPT.format(
            title=study.title,
            name=sent.name or words.TEXT_NAME,
            at=f"{at.month}月{at.day}日{hour(sent.at, situation.zone)}",
            number=study.number,
        )
    )


def undo(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Take back that minutes were kept."""
    del situation
    study = studies.named(turn.connection, deed.subject)
    paper = papers.find(turn.connection, int(deed.data["paper"]))
    if study is None or paper is None or paper.state != HANDED_IN:
        raise NotUndone(words.GONE)
    papers.change(turn.connection, paper.id, state=REPLACED)
    if deed.data["before"]:
        papers.change(turn.connection, int(deed.data["before"]), state=HANDED_IN)
    return words.MINUTES_TAKEN_BACK.format(title=study.title)


UNDOS: dict[str, Undo] = {KEPT: undo}
