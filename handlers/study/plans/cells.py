"""What the cells of a study plan may hold: a day or a month, an hour, speakers with their titles. Pure."""

from __future__ import annotations

import re
import unicodedata

from bot.store.names import fold
from bot.store.sheets.cells import AMBIGUOUS, day, named
from bot.store.sheets.sheet import CellFault, Context

NO_YEAR = "“{text}”没有写年份，请写成 2026-07-10；日期未定的写成 2026年7月"
NOT_A_DATE = "“{text}”不是日期，请写成 2026-07-10；日期未定的写成 2026年7月"
NOT_AN_HOUR = "“{text}”不是时间，请写成 15:00"
NO_SPEAKER = "“{text}”没有写是谁，请写成 姓名《题目》"
LATEST_HOUR, LATEST_MINUTE, NOON, LONGEST = 23, 59, 12, 20

_MONTH = re.compile(r"(20\d\d)[-/.年](1[0-2]|0?[1-9])月?(?:待定|份)?")
_WITHOUT_YEAR = re.compile(r"(?:1[0-2]|0?[1-9])月(?:\d{1,2}[日号])?(?:待定|份|上旬|中旬|下旬|初|底)?")
_HOUR = re.compile(r"(上午|下午|早上|晚上|中午)?(\d{1,2})(?:[:点时](\d{1,2})?(半)?分?)(?::00)?")
_SPEECH = re.compile(r"(?P<who>[^《》]*?)\s*(?:《(?P<title>[^》]+)》)?")
_PERSON = named("person", "人员")


def date_cell(cell: str, context: Context) -> str:
    """Take a day, or a month with its year whose day is not settled yet (2026-07)."""
    plain = unicodedata.normalize("NFKC", cell).replace(" ", "")
    if found := _MONTH.fullmatch(plain):
        return f"{found[1]}-{int(found[2]):02}"
    if _WITHOUT_YEAR.fullmatch(plain):
        raise CellFault(NO_YEAR.format(text=cell[:LONGEST]))
    try:
        return day(cell, context)
    except CellFault:
        raise CellFault(NOT_A_DATE.format(text=cell[:LONGEST])) from None


def hour_cell(cell: str, _context: Context) -> str:
    """Take a time of day: 15:00, 15：00, 下午3点, 15点半."""
    found = _HOUR.fullmatch(unicodedata.normalize("NFKC", cell).replace(" ", ""))
    if found is None:
        raise CellFault(NOT_AN_HOUR.format(text=cell[:LONGEST]))
    part, hour, minute = found[1], int(found[2]), 30 if found[4] else int(found[3] or 0)
    if part in ("下午", "晚上") and hour < NOON:
        hour += NOON
    if hour > LATEST_HOUR or minute > LATEST_MINUTE:
        raise CellFault(NOT_AN_HOUR.format(text=cell[:LONGEST]))
    return f"{hour:02}:{minute:02}"


def speeches_cell(cell: str, context: Context) -> str:
    """Take speakers of the staff with their titles: 姓名《题目》、姓名."""
    return "、".join(dict.fromkeys(_speech(one, context) for one in _apart(cell)))


def speaker_cell(cell: str, context: Context) -> str:
    """Take who teaches: of the staff, or a name from outside as it stands."""
    found = context.names.get("person", {}).get(fold(cell))
    if found == "":
        raise CellFault(AMBIGUOUS.format(text=cell[:LONGEST], what="人员"))
    return found or " ".join(cell.split())[:40]


def parted(canonical: str) -> list[tuple[str, str]]:
    """Return who speaks and on what, of a canonical cell of speeches."""
    return [(found["who"], found["title"] or "") for one in _apart(canonical) if (found := _SPEECH.fullmatch(one))]


def _speech(said: str, context: Context) -> str:
    found = _SPEECH.fullmatch(said)
    if found is None or not found["who"]:
        raise CellFault(NO_SPEAKER.format(text=said[:LONGEST]))
    title = f"《{found['title']}》" if found["title"] else ""
    return _PERSON(found["who"].strip(":： "), context) + title


def _apart(cell: str) -> list[str]:
    """Cut at 、 and the like, but not within a title."""
    found = re.findall(r"(?:《[^》]*》|[^、,，;；\n《])+", cell)
    return [one.strip() for one in found if one.strip()]
