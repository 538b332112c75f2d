"""One study as a workbook 签到表: everybody on its roster as it stood then, who did not sign, how it was counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.documents import Document
from bot.store.posts import posts_at
from bot.store.sheets.ledger import clock
from bot.workbooks import Leaf, workbook_of
from handlers.study import roster, words
from handlers.study.counted import sheet_words as said
from handlers.study.counted.figures import Figure, cells_of, figure
from handlers.study.counted.order import in_office_order, named_in_order
from handlers.study.counted.told import day
from handlers.study.opening import hour, in_full
from handlers.study.roster import ABSENT, APART, MISSING, NEED_NOT, SITS_IN, Entry
from handlers.study.studies import OPEN, PLANNED, Study


@dataclass(frozen=True, slots=True)
class Moment:
    """When it is made: office time, and the zone it is read in."""

    now: datetime
    zone: ZoneInfo


def workbook(connection: Connection, study: Study, notes: Sequence[tuple[str, str]], at: Moment) -> Document:
    """Make the workbook of a study. notes: what is said besides of how it came to be, as (what, text)."""
    zone = at.zone
    entries = roster.of_study(connection, study.id)
    place = {one: number for number, one in enumerate(in_office_order(connection, [one.person_id for one in entries]))}
    entries = sorted(entries, key=lambda one: place[one.person_id])
    titles = _titles(connection, (at.now, study.starts_at), [one.person_id for one in entries])
    signers = named_in_order(connection, {one.by_id for one in entries if one.by_id is not None})
    signed = [
        (str(number), *_who(one, titles), *_how(one, study, signers, zone))
        for number, one in enumerate(entries, start=1)
    ]
    missing = [
        (str(number), *_who(one, titles), _status(one, study), _later(one, zone))
        for number, one in enumerate([one for one in entries if one.is_missing and study.state != PLANNED], start=1)
    ]
    about = [*_about(study, zone), *_figures(study, entries), (said.HOW, said.HOW_SAID), ("", said.ROSTER_SAID), *notes]
    over = said.OVER.format(when=in_full(study.starts_at, zone), place=study.place)
    sheets = (
        (said.SIGNED, said.SIGNED_HEAD, signed, said.SIGNED_WIDTHS),
        (said.MISSING, said.MISSING_ONE_HEAD, missing, said.MISSING_ONE_WIDTHS),
        (said.NOTES, said.NOTES_HEAD, about, said.NOTES_WIDTHS),
    )
    leaves = [
        Leaf(title, head, lines, widths, heading=f"{study.title}{title}{over}") for title, head, lines, widths in sheets
    ]
    day_of = study.starts_at.astimezone(zone).strftime("%Y-%m-%d")
    name = said.FILE_ONE.format(title=study.title[: said.LONGEST_TITLE], day=day_of)
    return workbook_of(name, leaves)


def figures_in_words(found: Figure) -> list[tuple[str, str]]:
    """Say a figure as it stands among the notes."""
    numbers = said.FIGURES_SAID.format(
        expected=found.expected,
        there=found.there,
        present=found.of.get(roster.PRESENT, 0),
        late=found.of.get(roster.LATE, 0),
        online=found.of.get(roster.ONLINE, 0),
        made_up=found.of.get(roster.MADE_UP, 0),
        leave=found.leave,
        on_duty=found.on_duty,
        absent=found.absent,
        unsigned=found.unsigned,
        rate=found.rate,
    )
    aside = said.ASIDE_SAID.format(
        sitting_in=found.sitting_in, need_not=found.need_not, apart=found.apart, later=found.later
    )
    return [(said.FIGURES, numbers), (said.ASIDE, aside)]


def _titles(connection: Connection, moments: Sequence[datetime], person_ids: list[int]) -> Mapping[int, str]:
    """Return the posts people held at the last of some moments, in units and branches; where none then, before."""
    found: dict[tuple[int, bool], list[str]] = {}
    for moment in moments:
        held: dict[tuple[int, bool], list[str]] = defaultdict(list)
        for one in posts_at(connection, moment, person_ids):
            held[one.person_id, one.unit_id is None].append(one.title)
        found |= held
    titles: dict[int, list[str]] = defaultdict(list)
    for person_id, is_of_branch in sorted(found):
        titles[person_id] += found[person_id, is_of_branch]
    return {person_id: "、".join(dict.fromkeys(those)) for person_id, those in titles.items()}


def _who(one: Entry, titles: Mapping[int, str]) -> tuple[str, str, str, str]:
    return one.name, one.unit, one.branch, titles.get(one.person_id, "")


def _how(one: Entry, study: Study, signers: Mapping[int, str], zone: ZoneInfo) -> tuple[str, str, str, str, str]:
    how = one.how
    if one.by_id is not None and one.is_there:
        how = said.BY_ANOTHER.format(how=one.how, name=signers.get(one.by_id, ""))
    remarks = [
        one.leave_kind if one.status in roster.EXCUSED and one.leave_kind != one.status else "",
        _later(one, zone),
    ]
    belongs = said.APART if one.belongs == APART else one.belongs
    return belongs, _status(one, study), clock(one.at, zone), how, "，".join(filter(None, remarks))


def _status(one: Entry, study: Study) -> str:
    if one.belongs in (NEED_NOT, SITS_IN, APART) and not one.is_there:
        return {NEED_NOT: said.NEED_NOT, SITS_IN: said.NOT_COME, APART: said.APART}[one.belongs]
    if one.status == MISSING:
        return "" if study.state == PLANNED else said.NOT_YET
    return said.ABSENT if one.status == ABSENT else one.status


def _later(one: Entry, zone: ZoneInfo) -> str:
    return said.LATER.format(day=day(one.made_up_at, zone)) if one.made_up_at else ""


def _about(study: Study, zone: ZoneInfo) -> list[tuple[str, str]]:
    late = study.late_from < study.closes_at
    window = (said.WINDOW_SAID if late else said.WINDOW_IN_TIME).format(
        opens=in_full(study.opens_at, zone), closes=hour(study.closes_at, zone), late=hour(study.late_from, zone)
    )
    state = {OPEN: said.STILL_OPEN, PLANNED: said.NOT_BEGUN}.get(study.state, "")
    return [
        (said.NUMBER, study.number),
        (said.TITLE, study.title),
        (said.KIND, study.kind),
        (said.TIME, in_full(study.starts_at, zone)),
        (said.PLACE, study.place),
        (said.WINDOW, window),
        *([("", state)] if state else []),
    ]


def _figures(study: Study, entries: Sequence[Entry]) -> list[tuple[str, str]]:
    lines = figures_in_words(figure(cells_of(entries)))
    if not study.has_vote:
        return lines
    tally = roster.tally(entries)
    half = words.HALF if tally.has_half else words.NO_HALF
    return [*lines, (said.VOTES, said.VOTES_SAID.format(voters=tally.voters, voting=tally.voting, half=half))]
