"""What a text says of an incident: kind, place, people, gravity, certainty. Pure; no store, no clock."""

from __future__ import annotations

from dataclasses import dataclass, replace

from handlers.incident.heard.actions import actions
from handlers.incident.heard.behalf import on_behalf, without_behalf
from handlers.incident.heard.certainty import Sense, is_leave, is_sure, sense_of
from handlers.incident.heard.drill import is_drill, is_test, names_drill
from handlers.incident.heard.kind_words import Hit, hits
from handlers.incident.heard.lexicon import Lexicon, lexicon_of
from handlers.incident.heard.lookalikes import without_lookalikes
from handlers.incident.heard.people_count import people
from handlers.incident.heard.places import where
from handlers.incident.heard.plain import Plain, plain_of
from handlers.incident.heard.severity import SEVERAL, grade_of

__all__ = ["Heard", "Lexicon", "Plain", "hear", "hear_plain", "lexicon_of", "plain_of"]

SUPPLIES = frozenset({"停水", "停电", "停暖", "信息网络中断", "漏水", "水管爆裂"})
CUT_OFF = frozenset({"停水", "停电", "停暖", "信息网络中断"})


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard. kind: empty where no incident is spoken of that happens or has happened.

    place: as said, with floor and room. campuses: candidates where the building stands on several.
    people: how many, None where it is not said. grade: 0, as the kind is opened. on_behalf: name, telephone.
    is_sure: False opens as 待核实. is_question: supposed, asked about, a rumour. is_rumour: asked whether it is true.
    is_slip: heard through a misspelling.
    """

    kind: str = ""
    place: str = ""
    campus: str = ""
    building: str = ""
    campuses: tuple[str, ...] = ()
    unit: str = ""
    people: int | None = None
    people_kind: str = ""
    approximate: bool = False
    grade: int = 0
    is_sure: bool = True
    on_behalf: tuple[str, str] = ("", "")
    actions: tuple[str, ...] = ()
    is_drill: bool = False
    is_test: bool = False
    is_question: bool = False
    is_past: bool = False
    is_rumour: bool = False
    is_slip: bool = False


def hear(text: str, lexicon: Lexicon) -> Heard:
    """Hear what `text` says."""
    return hear_plain(plain_of(text), lexicon)


def hear_plain(plain: Plain, lexicon: Lexicon) -> Heard:
    """Hear a text that is listened to already."""
    masked = without_lookalikes(plain.folded)
    found = hits(lexicon.kinds, masked)
    stands = where(plain, without_behalf(plain, _without(plain.folded, found)), lexicon)
    counted = people(plain)
    heard = Heard(
        place=stands.place,
        campus=stands.campus,
        building=stands.building,
        campuses=stands.campuses,
        unit=stands.unit,
        people=counted.count,
        people_kind=counted.kind,
        approximate=counted.is_about,
        grade=grade_of(plain, counted),
        is_sure=is_sure(plain),
        on_behalf=on_behalf(plain),
        actions=actions(plain),
        is_drill=is_drill(plain),
        is_test=is_test(plain),
    )
    if is_leave(plain) and (counted.count or 0) < SEVERAL:
        return heard
    return _with_kind(heard, plain, found)


def _with_kind(heard: Heard, plain: Plain, found: list[Hit]) -> Heard:
    """Put the kind to what was heard: the first of the kinds that are spoken of as happening, else as past or asked."""
    if heard.is_drill and found:
        return replace(heard, kind=min(found, key=lambda hit: (hit.rank, hit.start)).kind.name)
    senses = [(sense_of(plain, hit.start, hit.end, is_supply=hit.kind.name in CUT_OFF), hit) for hit in found]
    if names_drill(plain) and not heard.is_drill:
        return heard
    for wanted in (Sense.NOW, Sense.SOFT, Sense.RUMOUR, Sense.PAST, Sense.QUESTION):
        of_that = [hit for sense, hit in senses if sense is wanted]
        if of_that:
            best = min(of_that, key=lambda hit: (hit.rank, hit.start))
            return replace(
                heard,
                kind=best.kind.name,
                is_sure=heard.is_sure and wanted is Sense.NOW and not best.is_slip,
                is_question=wanted in (Sense.QUESTION, Sense.RUMOUR),
                is_rumour=wanted is Sense.RUMOUR,
                is_past=wanted is Sense.PAST,
                is_slip=best.is_slip,
            )
    return heard


def _without(folded: str, found: list[Hit]) -> str:
    """Blank the words of incidents, so that none is taken for part of a place."""
    signs = list(folded)
    for hit in found:
        if hit.is_whole:  # one with a gap in it begins or ends with a place: 站在…天台
            signs[hit.start : hit.end] = "\x00" * (hit.end - hit.start)
    return "".join(signs)
