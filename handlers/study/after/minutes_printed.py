"""What stands on the draft of 学习记录, in the one style of the house. Pure; names as the roster has them, in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.printed import Heading, Paragraph, Printed, Side, Title
from bot.printed import Part as PrintedPart
from handlers.study import roster
from handlers.study.after import minutes_words as words
from handlers.study.opening import in_full
from handlers.study.parts import DISCUSSES, HOSTS, LEADS, SPEAKS, SUMS_UP, Part
from handlers.study.roster import ABSENT, ATTENDS, EXCUSED, MISSING, NEED_NOT, SITS_IN, Entry
from handlers.study.studies import OPEN, Study
from handlers.study.words import HALF, NO_HALF
from knowledge.text import chinese

#: In this order whatever was noted first.
ROLES = (HOSTS, LEADS, SPEAKS, DISCUSSES, SUMS_UP)
LONGEST_SPEECH = 2_000
MOST_NAMES = 200


@dataclass(frozen=True, slots=True)
class Held:
    """A study that was held. speeches: what was handed in to be said, by person. recorder: who keeps the record."""

    study: Study
    department: str
    zone: ZoneInfo
    entries: Sequence[Entry]
    parts: Sequence[Part]
    speeches: Mapping[int, str]
    recorder: str


def printed(held: Held, made_at: datetime) -> Printed:
    """Return the draft as a document."""
    study = held.study
    day = study.starts_at.astimezone(held.zone)
    parts: list[PrintedPart] = [
        Title(words.TITLE.format(title=study.title)),
        Paragraph(words.DRAFT_EARLY if study.state == OPEN else words.DRAFT, is_indented=False, side=Side.CENTRE),
        *_facts(held),
        Heading(words.WHO),
        *_attendance(held),
        Heading(words.COURSE),
        *_course(held),
    ]
    if study.has_vote:
        parts += [Heading(words.DECIDED), *_decided(held)]
    recorder = words.RECORDER.format(name=held.recorder)
    parts += [Paragraph(recorder, is_indented=False), Paragraph(words.CHECKED, is_indented=False)]
    name = words.FILE_NAME.format(title=study.title, day=f"{day:%m%d}")
    return Printed(name, parts, made_at.astimezone(held.zone), held.department)


def _facts(held: Held) -> Iterator[Paragraph]:
    study = held.study
    end = f"—{study.ends_at.astimezone(held.zone):%H:%M}" if study.ends_at else ""
    when = in_full(study.starts_at, held.zone) + end
    host = "、".join(one.name for one in held.parts if one.part == HOSTS)
    yield Paragraph(words.TIME.format(when=when))
    yield Paragraph(words.PLACE.format(place=study.place or words.BLANK))
    yield Paragraph(words.HOST.format(name=host or words.BLANK))
    yield Paragraph(
        words.KIND.format(kind=study.kind, topic=words.TOPIC.format(topic=study.topic) if study.topic else "")
    )


def _attendance(held: Held) -> Iterator[Paragraph]:
    tally = roster.tally(held.entries)
    yield Paragraph(
        words.NUMBERS.format(expected=tally.expected, there=tally.there, excused=tally.excused, missing=tally.missing)
    )
    attending = [one for one in held.entries if one.belongs == ATTENDS]
    for label, some in (
        (words.CAME, [one for one in attending if one.is_there]),
        (words.EXCUSED, [one for one in attending if one.status in EXCUSED]),
        (words.ABSENT, [one for one in attending if one.status in (MISSING, ABSENT)]),
        (words.SAT_IN, [one for one in held.entries if one.belongs == SITS_IN and one.is_there]),
        (words.NEED_NOT, [one for one in held.entries if one.belongs == NEED_NOT]),
    ):
        if some:
            names = "、".join(_named(one) for one in some[:MOST_NAMES])
            more = words.MORE.format(count=len(some)) if len(some) > MOST_NAMES else ""
            yield Paragraph(label.format(names=names + more))


def _named(entry: Entry) -> str:
    """Name somebody; of leave the kind alone, never its reason."""
    return f"{entry.name}（{entry.leave_kind or entry.status}）" if entry.status in EXCUSED else entry.name


def _course(held: Held) -> Iterator[Paragraph | Heading]:
    order = {one.person_id: one.position for one in held.entries}
    some = [one for one in held.parts if one.part in ROLES and one.part != HOSTS]
    some.sort(key=lambda one: (ROLES.index(one.part), order.get(one.person_id or 0, len(order)), one.id))
    for number, one in enumerate(some, start=1):
        title = words.TITLED.format(title=one.title) if one.title else ""
        yield Heading(words.SPOKE.format(number=chinese(number), name=one.name, part=one.part, title=title), 2)
        said = held.speeches.get(one.person_id or 0, "")[:LONGEST_SPEECH]
        for line in said.splitlines() or [words.SUMMARY]:
            if line.strip():
                yield Paragraph(line.strip())
    if not any(one.part == DISCUSSES for one in some):
        yield Paragraph(words.DISCUSSED)
    if not any(one.part == SUMS_UP for one in some):
        yield Paragraph(words.SUMMED_UP)


def _decided(held: Held) -> Iterator[Paragraph]:
    tally = roster.tally(held.entries)
    half = HALF if tally.has_half else NO_HALF
    yield Paragraph(words.VOTES.format(voters=tally.voters, voting=tally.voting, half=half))
    yield Paragraph(words.RESOLUTION)
    yield Paragraph(words.BALLOT)
