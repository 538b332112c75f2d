"""A gathering as a calendar file 日历文件 (RFC 5545): the same UID for ever, SEQUENCE one more with each change. Pure.

Times stand in Asia/Shanghai with its VTIMEZONE (no summer time since 1991, so one rule); lines are folded at 75 octets
and end in CRLF; texts are escaped. `METHOD:REQUEST` enters or changes it, `CANCEL` takes it out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.documents import Document

MEDIA_TYPE = "text/calendar"
REQUEST, CANCEL = "REQUEST", "CANCEL"
PRODUCT = "-//houqin//meetings//ZH"
OCTETS = 75
ZONE = "Asia/Shanghai"
_HERE = ZoneInfo(ZONE)
_TIMEZONE = (
    "BEGIN:VTIMEZONE",
    f"TZID:{ZONE}",
    "BEGIN:STANDARD",
    "DTSTART:19910915T000000",
    "TZOFFSETFROM:+0800",
    "TZOFFSETTO:+0800",
    "TZNAME:CST",
    "END:STANDARD",
    "END:VTIMEZONE",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A meeting as a calendar enters it. sequence: how often it was changed. alarms_min: minutes before it."""

    uid: str
    sequence: int
    stamp: datetime
    starts_at: datetime
    ends_at: datetime
    title: str
    place: str = ""
    text: str = ""
    alarms_min: tuple[int, ...] = ()


def document(entry: Entry, method: str = REQUEST) -> Document:
    """Return the file that is handed over."""
    return Document(f"{entry.title}.ics", written(entry, method), MEDIA_TYPE)


def written(entry: Entry, method: str = REQUEST) -> bytes:
    """Return the bytes of the file. method: REQUEST or CANCEL."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        f"METHOD:{method}",
        *_TIMEZONE,
        *_event(entry, method),
        "END:VCALENDAR",
    ]
    return b"".join(folded(line) for line in lines)


def _event(entry: Entry, method: str) -> Iterable[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.uid}"
    yield f"SEQUENCE:{entry.sequence}"
    yield f"DTSTAMP:{entry.stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;TZID={ZONE}:{entry.starts_at.astimezone(_HERE):%Y%m%dT%H%M%S}"
    yield f"DTEND;TZID={ZONE}:{entry.ends_at.astimezone(_HERE):%Y%m%dT%H%M%S}"
    yield f"SUMMARY:{escaped(entry.title)}"
    yield f"STATUS:{'CANCELLED' if method == CANCEL else 'CONFIRMED'}"
    if entry.place:
        yield f"LOCATION:{escaped(entry.place)}"
    if entry.text:
        yield f"DESCRIPTION:{escaped(entry.text)}"
    for minutes in entry.alarms_min if method == REQUEST else ():
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:-PT{minutes}M")
        yield from (f"DESCRIPTION:{escaped(entry.title)}", "END:VALARM")
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """Escape a text (RFC 5545, 3.3.11); other control characters are left out."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    marked = plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    return "".join(sign for sign in marked if sign.isprintable() or sign == "\t")


def folded(line: str) -> bytes:
    """Fold a line at 75 octets, never inside a character; CRLF at the end."""
    parts: list[bytes] = []
    part = b""
    for sign in line:
        octets = sign.encode()
        if len(part) + len(octets) > OCTETS - bool(parts):
            parts.append(part)
            part = b""
        part += octets
    parts.append(part)
    return b"\r\n ".join(parts) + b"\r\n"
