"""The summary 总结报告 as a printed paper: made of the course and the answered 要素, blanks where nothing was answered.

Until it is signed it is marked 草稿. It judges nobody: what nobody answered stands as 待填. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.printed import Grid, Heading, Paragraph, Part, Printed, Side, Title
from handlers.incident import words as incident_words
from handlers.incident.matter import SCHOOL, Paper
from handlers.incident.papers import printed_words as say
from handlers.incident.papers.answers import Planned
from handlers.incident.papers.course import Course, Line
from handlers.incident.papers.elements import BLAME, CAUSE, ELEMENTS, LESSON, MEASURES
from handlers.incident.papers.upward import hurt
from handlers.incident.papers.words import BLANK, CHECKING, SCHOOL_LEADERS

WIDTHS = (15.0, 81.0, 30.0, 30.0)
_NOT_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|\n\r\t', ""))


@dataclass(frozen=True, slots=True)
class Handed:
    """How the summary was handed in and signed. names: of the drafter, who handed it in, who signed."""

    drafter: str = ""
    text: str = ""
    file_name: str = ""
    by: str = ""
    at: datetime | None = None
    signed_by: str = ""
    signed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything a summary is made of. told: chiefs who were sent word of it, with the moment."""

    course: Course
    department: str
    zone: ZoneInfo
    texts: Mapping[str, str] = field(default_factory=dict)
    measures: Sequence[Planned] = ()
    handed: Handed = Handed()
    told: Sequence[tuple[str, datetime]] = ()
    ticked: Mapping[int | str, datetime] = field(default_factory=dict)

    @property
    def missing(self) -> list[str]:
        """Return what is still to be answered."""
        open_ones = [name for name in ELEMENTS if not self.texts.get(name)]
        is_planned = bool(self.measures) and all(one.person and one.due for one in self.measures)
        return open_ones + ([] if is_planned else [MEASURES])


def printed(summary: Summary, now: datetime) -> Printed:
    """Lay out the paper. now: the moment it is dated by."""
    case = summary.course.case
    is_signed = case.state.summary is Paper.ACCEPTED
    drill = incident_words.DRILL if case.state.is_drill else ""
    mark = "" if is_signed else say.DRAFT
    title = say.TITLE.format(drill=drill, where=case.where or "", kind=case.kind)
    return Printed(
        name=f"{case.number}{title}{mark}".translate(_NOT_IN_NAMES),
        parts=[
            Title(f"{title}{mark}"),
            *_facts(summary),
            *_course(summary),
            *_told(summary),
            Heading(say.HURT),
            Paragraph(hurt(case)),
            *_elements(summary),
            *_measures(summary),
            *_handed(summary),
            *_signature(summary, now),
        ],
        made_at=now.astimezone(summary.zone),
        issuer=summary.department,
    )


def day(moment: datetime | date, zone: ZoneInfo) -> str:
    """Write a day as 2026年11月23日."""
    local = moment.astimezone(zone) if isinstance(moment, datetime) else moment
    return f"{local.year}年{local.month}月{local.day}日"


def moment(at: datetime, zone: ZoneInfo) -> str:
    """Write a moment as 2026年11月23日10:05."""
    return f"{day(at, zone)}{at.astimezone(zone):%H:%M}"


def _facts(summary: Summary) -> Iterator[Part]:
    course, case, zone = summary.course, summary.course.case, summary.zone
    on_scene = course.on_scene()
    yield Heading(say.FACTS)
    for text in (
        say.NUMBER.format(number=case.number),
        say.WHEN.format(at=moment(case.opened_at, zone)),
        say.WHERE.format(where=case.where or CHECKING),
        say.KIND.format(kind=case.kind, grade=incident_words.GRADES[case.state.grade]),
        say.LEADER.format(who=course.name(case.leader_id) if case.leader_id else BLANK),
        say.ON_SCENE.format(who=on_scene.name if on_scene else BLANK),
        say.STAGE.format(stage=case.state.stage),
    ):
        yield Paragraph(text)


def _course(summary: Summary) -> Iterator[Part]:
    yield Heading(say.COURSE)
    last: date | None = None
    for line in summary.course.lines():
        today = line.at.astimezone(summary.zone).date()
        yield Paragraph(_dated(line, summary.zone, is_new_day=today != last))
        last = today


def _dated(line: Line, zone: ZoneInfo, *, is_new_day: bool) -> str:
    at = moment(line.at, zone) if is_new_day else incident_words.clock(line.at, zone)
    return f"{at}，{line.text}。"


def _told(summary: Summary) -> Iterator[Part]:
    """Yield who was reported to and who was informed, by persons; and to whom word was sent."""
    state, course, zone = summary.course.case.state, summary.course, summary.zone
    yield Heading(say.TOLD)
    for chief in sorted(state.reported_to & summary.ticked.keys()):
        who = SCHOOL_LEADERS if chief == SCHOOL else course.name(chief)
        yield Paragraph(say.REPORTED.format(who=who, at=moment(summary.ticked[chief], zone)))
    if not state.reported_to:
        yield Paragraph(say.NOT_REPORTED)
    for name in sorted(state.departments):
        at = summary.ticked.get(name)
        yield Paragraph(say.INFORMED.format(who=name, at=moment(at, zone)) if at else say.NOT_INFORMED.format(who=name))
    for who, at in summary.told:
        yield Paragraph(say.SENT.format(who=who, at=moment(at, zone)))


def _elements(summary: Summary) -> Iterator[Part]:
    for name, heading in ((CAUSE, say.CAUSE), (BLAME, say.BLAME), (LESSON, say.LESSON)):
        yield Heading(heading)
        yield Paragraph(summary.texts.get(name) or BLANK)


def _measures(summary: Summary) -> Iterator[Part]:
    yield Heading(say.MEASURES)
    if not summary.measures:
        yield Paragraph(BLANK)
        return
    rows = [
        (str(one.number), one.text or BLANK, one.person or BLANK, _due(one, summary.zone)) for one in summary.measures
    ]
    yield Grid(say.COLUMNS, rows, WIDTHS)


def _due(one: Planned, zone: ZoneInfo) -> str:
    return day(one.due_on, zone) if one.due_on else one.due or BLANK


def _handed(summary: Summary) -> Iterator[Part]:
    handed = summary.handed
    if not handed.text and not handed.file_name:
        return
    yield Heading(say.HANDED)
    if handed.text:
        yield Paragraph(handed.text)
    if handed.file_name:
        yield Paragraph(say.ATTACHED.format(name=handed.file_name))


def _signature(summary: Summary, now: datetime) -> Iterator[Part]:
    handed, zone = summary.handed, summary.zone
    drafter = handed.by or handed.drafter or BLANK
    yield Paragraph(say.DRAFTER.format(who=drafter), is_indented=False, side=Side.RIGHT)
    signed = say.SIGNED.format(who=handed.signed_by) if handed.signed_at else say.TO_SIGN
    yield Paragraph(signed, is_indented=False, side=Side.RIGHT)
    yield Paragraph(summary.department, is_indented=False, side=Side.RIGHT)
    yield Paragraph(day(handed.signed_at or now, zone), is_indented=False, side=Side.RIGHT)
