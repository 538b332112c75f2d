"""谁还没交心得, 催交: how many have handed in after a study and who has not, to its organiser alone."""

from __future__ import annotations

from datetime import timedelta

from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.turn import Turn
from handlers.study import papers, roster
from handlers.study.after import chasing, meant, owing, words
from handlers.study.after.owing import dated, due_of
from handlers.study.figures_said import named
from handlers.study.papers import HANDED_IN
from handlers.study.studies import Study

APART = timedelta(hours=1)  # between two reminders by the organiser's word


def left(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Say who has not handed in; of a study that wanted nothing, who has."""
    del message
    study = meant.to_run(turn, reading, situation)
    if study is None:
        return
    turn.record("study.papers_asked", study.subject)
    if not study.wants:
        turn.whisper(_given(turn, study))
        return
    found = owing.settle(turn, study, situation.zone)
    said = words.STANDS.format(
        title=study.title, kind=study.wants, all=len(found.expected), came=found.came, left=len(found.left)
    )
    said += words.STANDS_NAMES.format(names=named(found.left)) if found.left else words.STANDS_NOBODY
    day = dated(due_of(turn, study, situation.zone), situation.zone)
    turn.whisper(said + words.STANDS_UNTIL.format(day=day, number=study.number))


def urge(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Remind now who has not handed in."""
    del message
    study = meant.to_run(turn, reading, situation)
    if study is None:
        return
    found = owing.standing(turn, study)
    if not study.wants or not found.left:
        turn.whisper(words.NONE_TO_URGE.format(title=study.title, kind=_kind(study, reading), number=study.number))
        return
    before = chasing.rounds(turn, study)
    if before and turn.now - before[-1].at < APART:
        at = f"{before[-1].at.astimezone(situation.zone):%H:%M}"
        turn.whisper(words.URGED_LATELY.format(at=at, title=study.title, number=study.number))
        return
    chasing.remind(turn, study, situation.zone)
    turn.whisper(words.URGED.format(kind=study.wants, count=len(found.left), title=study.title, number=study.number))


def _given(turn: Turn, study: Study) -> str:
    came = [one for one in papers.of_studies(turn.connection, [study.id]) if one.state == HANDED_IN]
    gave = {one.person_id for one in came if one.kind in papers.KINDS}
    if not gave:
        return words.NOBODY_GAVE.format(title=study.title, number=study.number)
    entries = [one for one in roster.of_study(turn.connection, study.id) if one.person_id in gave]
    return words.NOT_WANTED.format(title=study.title, came=len(gave), names=named(entries), number=study.number)


def _kind(study: Study, reading: Reading) -> str:
    return study.wants or str(reading.slots.get("kind") or papers.NOTES)
