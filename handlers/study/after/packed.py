"""心得打包: one zip of what was handed in after a study, 单位-姓名-题目, handed privately to whoever runs it.

The zip is made before the write transaction, so that nobody waits for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.documents import Document
from bot.messages import Message
from bot.packing import LARGEST, Paper, Vault, named, titled, zip_of
from bot.registry import Prepare
from bot.router import Reading
from bot.situation import Situation
from bot.store import people, units
from bot.store.people import Person
from bot.turn import Turn
from handlers.study import organising, papers, roster, studies
from handlers.study.after import meant, owing, words
from handlers.study.papers import HANDED_IN, LATER
from handlers.study.studies import Study

MEGA = 1 << 20
LONGEST_TITLE = 30


@dataclass(frozen=True, slots=True)
class Packed:
    """A zip that is ready. lost: whose files could not be fetched; size: of all, in bytes."""

    study_id: int
    document: Document | None
    count: int
    lost: tuple[str, ...]
    size: int


def preparing(vault: Vault | None) -> Prepare:
    """Return what makes the zip of the study the sender means."""

    def prepare(message: Message, reading: Reading, situation: Situation) -> list[Packed]:
        del message
        me = situation.sender
        if vault is None or not isinstance(me, Person):
            return []
        now, slots = situation.now, reading.slots
        with vault.database.read() as connection:
            named_one = studies.find(connection, int(slots["study"])) if "study" in slots else None
            study = named_one or meant.run_by(connection, me, slots, now)
            if study is None or not organising.runs(connection, me, now)(study):
                return []
            return [_zip_for(connection, vault, study, str(slots.get("kind") or ""), now, situation.zone)]

    return prepare


def pack(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Hand over the zip."""
    del message
    study = meant.to_run(turn, reading, situation)
    if study is None:
        return
    kind = str(reading.slots.get("kind") or study.wants or papers.NOTES)
    found = next((one for one in turn.prepared or () if one.study_id == study.id), None)
    if found is None or not found.count:
        turn.whisper(words.NOTHING_TO_PACK.format(title=study.title, kind=kind, number=study.number))
        return
    if found.document is None:
        turn.whisper(words.TOO_BIG.format(size=-(-found.size // MEGA)))
        return
    turn.give(found.document)
    turn.record("study.packed", study.subject, count=found.count)
    turn.whisper(
        words.PACKED.format(
            count=found.count,
            kind=kind,
            left=len(owing.standing(turn, study).left) if study.wants else 0,
            title=study.title,
            lost=words.LOST.format(count=len(found.lost), names="、".join(found.lost)) if found.lost else "",
            number=study.number,
        )
    )


def _zip_for(connection: Connection, vault: Vault, study: Study, kind: str, now: datetime, zone: ZoneInfo) -> Packed:
    came = [one for one in papers.of_studies(connection, [study.id]) if one.state == HANDED_IN]
    wanted = [one for one in came if one.kind == kind] or [one for one in came if one.kind in (*papers.KINDS, LATER)]
    whose = _whose(connection, study, [one.person_id for one in wanted], now)
    found, lost = [], []
    for one in sorted(wanted, key=lambda paper: list(whose).index(paper.person_id)):
        unit, name = whose[one.person_id]
        content = vault.content(connection, one.door, one.message, one.text)
        if content is None:
            lost.append(name)
            continue
        title = f"{study.title[:LONGEST_TITLE]}{one.kind}"
        file_name = titled(str(one.data.get("name", "")), title, content, is_text=not one.message)
        found.append(Paper(unit, name, file_name, content))
    size = sum(len(one.content) for one in found)
    day = now.astimezone(zone).strftime("%m%d")
    name = words.PACK_NAME.format(title=study.title[:LONGEST_TITLE], kind=kind or papers.NOTES, day=day)
    document = zip_of(name, named(found)) if size <= LARGEST and found else None
    return Packed(study.id, document, len(found), tuple(lost), size)


def _whose(connection: Connection, study: Study, ids: list[int], now: datetime) -> dict[int, tuple[str, str]]:
    """Return unit and name of those who handed in, in office order; as the roster has them, else as they are now."""
    listed = {one.person_id: (one.unit, one.name) for one in roster.of_study(connection, study.id)}
    named_units = {one.id: one.name for one in units.all_units(connection)}
    others = people.people(connection, now, [one for one in ids if one not in listed])
    found = listed | {one.id: (named_units.get(one.unit_id or 0, ""), one.name) for one in others}
    return found | {one: ("", "") for one in ids if one not in found}
