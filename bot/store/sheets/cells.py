"""What a cell may hold: each function makes a parser that brings a filled cell into its one canonical form.

Cells come from spreadsheets filled by hand: full-width digits, stray blanks, dates in five spellings. What can be read
one way only is read; everything else is a fault with its remedy.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import NoReturn

from bot.store.names import fold
from bot.store.sheets.sheet import CellFault, Context, Parse

TOO_LONG = "“{text}”太长，最多{longest}个字，请缩短"
NOT_WHOLE = "“{text}”不是{low}到{high}之间的整数，请改正"
NOT_A_DAY = "“{text}”不是日期，请写成 2026-03-01 这样"
NOT_A_PHONE = "“{text}”不像电话号码，请填6到20位数字"
NOT_AN_ACCOUNT = "“{text}”里不能有空格或汉字，请从管理后台原样复制"
NOT_A_CHOICE = "“{text}”不在可选范围，请填：{choices}"
NOT_A_NAME = "没有名为“{text}”的{what}，请先在“{what}”表里登记，或改正写法"
AMBIGUOUS = "“{text}”对应不止一个{what}，请写明（人员请写工号）"

SHOWN = 20
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]?0{1,2}:00(?::00)?)?")
COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
BETWEEN = re.compile(r"[、,，;；/\n]+")


def text(longest: int = 60) -> Parse:
    """Take a text of at most `longest` characters; blanks between Chinese signs go (李 明)."""

    def parse(cell: str, _context: Context) -> str:
        one_line = " ".join(cell.split())
        tidy = re.sub(r"(?<=[\u3400-\u9fff]) +(?=[\u3400-\u9fff])", "", one_line)
        if len(tidy) > longest:
            raise CellFault(TOO_LONG.format(text=_shown(cell), longest=longest))
        return tidy

    return parse


def whole(low: int, high: int) -> Parse:
    """Take a whole number from `low` to `high`."""

    def parse(cell: str, _context: Context) -> str:
        plain = fold(cell).removesuffix(".0")
        if not re.fullmatch(r"\d{1,9}", plain) or not low <= int(plain) <= high:
            raise CellFault(NOT_WHOLE.format(text=_shown(cell), low=low, high=high))
        return str(int(plain))

    return parse


def day(cell: str, _context: Context) -> str:
    """Take a day: 2026-03-01, 2026/3/1, 2026.3.1, 2026年3月1日, 20260301."""
    plain = unicodedata.normalize("NFKC", cell).strip()
    found = DAY.fullmatch(plain) or COMPACT_DAY.fullmatch(plain)
    try:
        return date(*(int(part) for part in found.groups())).isoformat() if found else _no_day(cell)
    except ValueError:
        return _no_day(cell)


def phone(cell: str, _context: Context) -> str:
    """Take a telephone number; blanks go, hyphens stay."""
    plain = fold(cell).removesuffix(".0")
    if not re.fullmatch(r"\+?[\d-]{3,20}", plain):
        raise CellFault(NOT_A_PHONE.format(text=_shown(cell)))
    return plain


def account(cell: str, _context: Context) -> str:
    """Take an account id of a platform, as it stands: capital letters matter."""
    if not re.fullmatch(r"[\x21-\x7e]{1,128}", cell):
        raise CellFault(NOT_AN_ACCOUNT.format(text=_shown(cell)))
    return cell


def choice(*choices: str, also: Mapping[str, str] | None = None) -> Parse:
    """Take one of `choices`, or a word that `also` maps to one."""
    known = {fold(one): one for one in choices} | {fold(word): one for word, one in (also or {}).items()}

    def parse(cell: str, _context: Context) -> str:
        if fold(cell) not in known:
            raise CellFault(NOT_A_CHOICE.format(text=_shown(cell), choices="、".join(choices)))
        return known[fold(cell)]

    return parse


def named(kind: str, what: str) -> Parse:
    """Take the name of something another table holds (`kind` in the context's names), shown to people as `what`."""

    def parse(cell: str, context: Context) -> str:
        found = context.names.get(kind, {}).get(fold(cell))
        if found is None:
            raise CellFault(NOT_A_NAME.format(text=_shown(cell), what=what))
        if not found:
            raise CellFault(AMBIGUOUS.format(text=_shown(cell), what=what))
        return found

    return parse


def several(one: Parse) -> Parse:
    """Take several of `one`, between 、 or commas; each only once."""

    def parse(cell: str, context: Context) -> str:
        return "、".join(dict.fromkeys(one(part.strip(), context) for part in BETWEEN.split(cell) if part.strip()))

    return parse


def parts(canonical: str) -> list[str]:
    """Return the parts of a canonical cell of `several`."""
    return canonical.split("、") if canonical else []


def _no_day(cell: str) -> NoReturn:
    raise CellFault(NOT_A_DAY.format(text=_shown(cell)))


def _shown(cell: str) -> str:
    return cell if len(cell) <= SHOWN else cell[:SHOWN] + "…"
