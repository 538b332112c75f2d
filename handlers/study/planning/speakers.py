"""Those who have something to do at a study: each is told privately; who speaks is asked for his title."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.store.deeds import Deed
from bot.store.people import Person
from bot.store.pushes import Recipient
from bot.turn import Turn
from bot.undoing import NotUndone
from handlers.study import organising, parts, studies
from handlers.study import words as core
from handlers.study.parts import LEADS, LESSON, SPEAKS, TEACHES, Part
from handlers.study.planning import notice, words
from handlers.study.studies import PLANNED, Study
from scheduler.leads import dated

ASKED = (SPEAKS, LESSON, TEACHES)  # for a title; 领学 may have one
TITLED = (*ASKED, LEADS)
TITLE_KEPT = "checkin.title"


def tell_all(turn: Turn, study: Study, zone: ZoneInfo, not_before: datetime | None = None) -> None:
    """Tell everybody who has something to do."""
    tell(turn, study, parts.of_studies(turn.connection, [study.id]), zone, not_before)


def tell(turn: Turn, study: Study, whose: Sequence[Part], zone: ZoneInfo, not_before: datetime | None = None) -> None:
    """Tell some what they are to do."""
    for one in whose:
        if one.person_id is None or one.person_id == turn.person_id:
            continue
        title = words.WITH_TITLE.format(title=one.title) if one.title else ""
        topic = words.ABOUT.format(topic=study.topic) if study.topic and not title else ""
        text = words.YOUR_PART.format(
            part=one.part,
            when=dated(study.starts_at, zone),
            title=study.title,
            does=words.DOES.get(one.part, one.part),
            topic=title or topic,
            ask=words.ASK_TITLE if one.part in ASKED and not one.title else "",
            number=study.number,
        )
        turn.push(
            Recipient(person_id=one.person_id), text, audience="roster", subject=study.subject, not_before=not_before
        )


def tell_no_longer(turn: Turn, study: Study, whose: Sequence[Part], zone: ZoneInfo) -> None:
    """Tell some that they need not do it."""
    for one in whose:
        if one.person_id is None or one.person_id == turn.person_id:
            continue
        text = words.NO_LONGER.format(
            when=dated(study.starts_at, zone),
            title=study.title,
            does=words.DOES.get(one.part, one.part),
            number=study.number,
        )
        turn.push(Recipient(person_id=one.person_id), text, audience="roster", subject=study.subject)


def keep_title(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Take down the title of what the sender is to say at the next study."""
    del message
    me = situation.sender
    if not isinstance(me, Person):
        turn.whisper(core.ENROL_FIRST)
        return
    coming = {one.id: one for one in studies.near(turn.connection, turn.now) if one.state == PLANNED}
    mine = [one for one in parts.of_studies(turn.connection, coming) if one.person_id == me.id and one.part in TITLED]
    mine.sort(key=lambda one: (bool(one.title), one.part not in ASKED, coming[one.study_id or 0].starts_at))
    if not mine:
        turn.whisper(words.NO_PART)
        return
    part, title = mine[0], str(reading.slots["title"])[:60]
    study = coming[part.study_id or 0]
    parts.titled(turn.connection, part.id, title)
    notice.rewritten(turn, study, situation.zone)
    turn.record(TITLE_KEPT, study.subject, part=part.id)
    turn.may_undo(TITLE_KEPT, study.subject, part=part.id, title=part.title)
    turn.whisper(words.TITLE_KEPT.format(title=title, study=study.title))
    if study.organiser_id != me.id:
        text = words.TITLE_TOLD.format(
            who=me.called, part=part.part, title=title, study=study.title, number=study.number
        )
        organising.tell(turn, study, text)


def title_back(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Have the title be what it was."""
    study = studies.named(turn.connection, deed.subject)
    if study is None or study.state != PLANNED:
        raise NotUndone(words.TOO_LATE)
    parts.titled(turn.connection, int(deed.data["part"]), str(deed.data["title"]))
    notice.rewritten(turn, study, situation.zone)
    return words.TITLE_BACK.format(title=study.title)
