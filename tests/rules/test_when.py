"""Times as people write them: a set written blind, one from the office's week, and what a reading carries."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from scheduler.calendar import Calendar, Period
from scheduler.when import Grain, Kind, When, read_time
from tests.each import each

ZONE = ZoneInfo("Asia/Shanghai")
WEDNESDAY = datetime(2026, 11, 18, 10, 0, tzinfo=ZONE)
FOLDER = Path(__file__).parent
SCHOOL = Calendar(
    periods=(
        Period("第一学期", "教学周", date(2026, 9, 7), date(2027, 1, 15)),
        Period("期末考试", "保障期", date(2027, 1, 4), date(2027, 1, 15)),
        Period("寒假", "寒假", date(2027, 1, 16), date(2027, 2, 26)),
        Period("第二学期", "教学周", date(2027, 3, 1), date(2027, 7, 9)),
    )
)
KINDS = {Kind.POINT: "P", Kind.SPAN: "S", Kind.DEADLINE: "D", Kind.RECUR: "R", Kind.NONE: "N"}


def cases(name: str) -> list[tuple[str, str]]:
    """Read a table of cases: the text, a tab, what is expected."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [(text, expected) for text, expected in pairs]


def written(when: When) -> str:
    """Write a reading as the tables do."""
    form = "%Y-%m-%d" if when.grain is Grain.DAY else "%Y-%m-%dT%H:%M"
    times = [f"{moment:{form}}" for moment in (when.start, when.end) if moment]
    said = when.rrule or "..".join(times)
    asked = "?" if when.question else ""
    return " ".join(filter(None, (KINDS[when.kind], said, asked)))


def read(text: str, now: datetime = WEDNESDAY, calendar: Calendar | None = None) -> str:
    """Read a text and write what was read as the tables do."""
    return written(read_time(text, now, calendar or Calendar()))


@each(("text", "expected"), [*cases("when_blind.txt"), *cases("when_blind_again.txt")])
def test_what_was_written_blind_is_read(text: str, expected: str) -> None:
    """The values; whether it is asked where the table says so, and what else is asked is harmless."""
    assert read(text).removesuffix(" ?" if not expected.endswith("?") else "") == expected


@each(("text", "expected"), cases("when_office.txt"))
def test_what_an_office_says_is_read(text: str, expected: str) -> None:
    """With a 校历; the corners of the grammar too."""
    found = read(text, calendar=SCHOOL)
    assert found.removesuffix(" ?" if not expected.endswith("?") else "") == expected


@each(("text", "expected"), cases("when_stranger.txt"))
def test_what_a_stranger_says_is_read(text: str, expected: str) -> None:
    """A set by somebody who had not seen the reader, some of it said at other moments (@)."""
    said, _, plain = text[1:].partition(" ") if text.startswith("@") else ("", "", text)
    now = datetime.fromisoformat(said).replace(tzinfo=ZONE) if said else WEDNESDAY
    assert read(plain, now) == expected
