"""Who leads or speaks at a study that is open, noted as it is said: by its organiser of anybody, else of oneself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.registry import Undo
from bot.router import Reading
from bot.situation import Situation
from bot.store.deeds import Deed
from bot.store.people import Person
from bot.store.prompts import Option
from bot.turn import Turn
from bot.undoing import NotUndone
from handlers.study import choosing, parts, roster, studies
from handlers.study.after import words
from handlers.study.after.register import titled
from handlers.study.parts import DONE, DROPPED, Part
from handlers.study.planning.people import Named, cast
from handlers.study.rights import may_run
from handlers.study.studies import Study

NOTED, SPOKEN = "checkin.speech", "checkin.spoken"
MOST = 6


def note(turn: Turn, reading: Reading, me: Person, situation: Situation) -> None:
    """Note it, once: what was announced or noted before is only completed."""
    study = _study(turn, reading, me, situation)
    if study is None:
        turn.whisper(words.NOTHING_OPEN)
        return
    said: Sequence[Mapping[str, str]] = reading.slots["now"]
    named = cast(turn, {"parts": said, "title": study.title, "kind": study.kind}, me).roles
    several = next((one for one in named if len(one.found) > 1), None)
    if several is not None:
        turn.ask(words.WHICH_ONE.format(said=several.said), _options(reading, several, said))
        return
    other = next((one for one in named if one.one is None or one.one.id != me.id), None)
    if other is not None and not may_run(me, study):
        turn.whisper(words.ONLY_YOURSELF.format(organiser=choosing.organiser(turn, study)))
        return
    _keep(turn, study, named, me, situation)


def _options(reading: Reading, several: Named, said: Sequence[Mapping[str, str]]) -> list[Option]:
    def chosen(person: Person) -> dict[str, Any]:
        now = [{**one, "name": person.number} if one["name"] == several.said else one for one in said]
        return {**reading.slots, "now": now}

    return [Option(one.called, reading.handler, reading.intent, chosen(one)) for one in several.found[:MOST]]


def _study(turn: Turn, reading: Reading, me: Person, situation: Situation) -> Study | None:
    """Return the open study that is meant: named, of this group, one he runs, one he attends."""
    open_now = studies.open_ones(turn.connection)
    if "study" in reading.slots:
        return next((one for one in open_now if one.id == int(reading.slots["study"])), None)
    here = situation.chat.id if situation.chat else None
    his = roster.of_person(turn.connection, me.id, [one.id for one in open_now])
    pools = (
        [one for one in open_now if here is not None and one.chat_id == here],
        [one for one in open_now if one.organiser_id == me.id],
        [one for one in open_now if one.id in his],
        [one for one in open_now if may_run(me, one)],
    )
    return next((pool[-1] for pool in pools if pool), None)


def _keep(turn: Turn, study: Study, named: Sequence[Named], me: Person, situation: Situation) -> None:
    on = turn.now.astimezone(situation.zone).date()
    kept: list[list[Any]] = []
    lines: list[str] = []
    every = parts.of_everybody(turn.connection, study.id)
    for one in named:
        person = one.one
        same = [each for each in every if each.part == one.part and _is_of(each, one)]
        known = same[-1] if same else None
        title = one.title[: words.LONGEST_TITLE] or (known.title if known else "")
        lines.append(words.SPEAKS.format(part=one.part, name=one.name, title=titled(one.part, title)))
        if known is not None and known.state == DONE and known.title == title:
            continue
        if known is not None:
            parts.settle(turn.connection, [known.id], DONE, on)
            parts.titled(turn.connection, known.id, title)
            row, was, before = known.id, known.state, known.title
        else:
            new = Part(0, study.id, person.id if person else None, one.name if person is None else person.name,
                       one.part, title, on, DONE, me.id, turn.now)  # fmt: skip
            row, was, before = parts.put(turn.connection, new).id, DROPPED, title
        kept.append([row, was, before])
        turn.record(NOTED, study.subject, part=one.part, on=on.isoformat(), row=row)
    if kept:
        turn.may_undo(SPOKEN, study.subject, rows=kept)
    form = words.SPOKEN if kept else words.SPOKEN_BEFORE
    turn.whisper(form.format(study=study.title, who="、".join(lines), number=study.number) + _strangers(named))


def _is_of(part: Part, named: Named) -> bool:
    return part.person_id == named.one.id if named.one else part.person_id is None and part.name == named.name


def _strangers(named: Sequence[Named]) -> str:
    unknown = [one.name for one in named if one.one is None]
    return words.FROM_OUTSIDE.format(names="、".join(unknown)) if unknown else ""


def undo(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Take what was noted at once back."""
    del situation
    for row, was, title in deed.data["rows"]:
        part = parts.find(turn.connection, int(row))
        if part is None or part.state != DONE:
            raise NotUndone(words.GONE)
        parts.settle(turn.connection, [part.id], str(was))
        parts.titled(turn.connection, part.id, str(title))
    return words.NOT_SPOKEN


UNDOS: dict[str, Undo] = {SPOKEN: undo}
