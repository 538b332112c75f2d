"""The sheet 词表: what people say, and what documents say for it; the program's lines and the office's own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import Connection

from bot.store.sheets.cells import choice, parts
from bot.store.sheets.parsed import CELL_FAULT
from bot.store.sheets.sheet import CellFault, Change, Column, Context, Record, Row, Sheet
from knowledge.thesaurus import Line, shipped_lines
from knowledge.thesaurus_rows import Kept, keep, lines_of

YES, NO = "是", "否"
OWN, PROGRAM = "本单位", "随程序"
LONGEST_WORD = 12
MOST_WORDS = 60
TOO_LONG = "“{word}”太长，一个词最多{longest}个字，请缩短"
TOO_MANY = "一行最多{most}个词，请分成几行"
NOT_A_WORD = "“{word}”不是词，只能有汉字、字母和数字，请改正"
NO_WORD = "没有词，请填写"
ONE_SIGN = "“{word}”只有一个字，容易误会，请写成两个字以上"
ITSELF = "“{word}”只对应它自己，请写出文件里的说法，或删去这一行"
_BETWEEN = re.compile(r"[、，,;；/\s]+")
_WORD = re.compile(r"[\u3400-\u9fffA-Za-z0-9·]+")
_OFFICE, _SAID = "文件里的说法", "大家的说法"


def _words(cell: str, _context: Context) -> str:
    """Take words between 、 commas or blanks; each only once."""
    words = list(dict.fromkeys(word for word in _BETWEEN.split(cell) if word))
    if not words:
        raise CellFault(NO_WORD)
    if len(words) > MOST_WORDS:
        raise CellFault(TOO_MANY.format(most=MOST_WORDS))
    for word in words:
        if not _WORD.fullmatch(word):
            raise CellFault(NOT_A_WORD.format(word=word[:20]))
        if len(word) > LONGEST_WORD:
            raise CellFault(TOO_LONG.format(word=word[:20], longest=LONGEST_WORD))
    return "、".join(words)


def _record(kept: Kept) -> Record:
    return {
        "office": "、".join(kept.line.office),
        "said": "、".join(kept.line.said),
        "on": YES if kept.is_on else NO,
        "origin": OWN if kept.is_own else PROGRAM,
    }


def _current(connection: Connection, _context: Context) -> list[Record]:
    return [_record(kept) for kept in lines_of(connection).values()]


def _office(record: Record) -> tuple[str, ...]:
    return tuple(parts(record["office"]))


def _kept(record: Record) -> Kept:
    return Kept(Line(tuple(parts(record["said"])), _office(record)), record.get("on") != NO)


def _write(connection: Connection, changes: Sequence[Change], context: Context) -> None:
    gone = {_office(change.before): None for change in changes if change.before is not None}
    now = {_office(change.after): _kept(change.after) for change in changes if change.after is not None}
    keep(connection, {**gone, **now}, context.now)


def _check(rows: Sequence[Row], _context: Context) -> list[str]:
    """Say which words are one sign, and which lines say a word for itself; the program's own single signs may stay."""
    known = {word for line in shipped_lines() for word in (*line.said, *line.office) if len(word) == 1}
    faults = []
    for row in rows:
        office, said = parts(row.record["office"]), parts(row.record["said"])
        for heading, words in ((_OFFICE, office), (_SAID, said)):
            found = [ONE_SIGN.format(word=word) for word in words if len(word) == 1 and word not in known]
            faults += [CELL_FAULT.format(row=row.number, heading=heading, trouble=trouble) for trouble in found]
        if len(office) == 1 and office[0] in said:
            trouble = ITSELF.format(word=office[0])
            faults.append(CELL_FAULT.format(row=row.number, heading=_SAID, trouble=trouble))
    return faults


THESAURUS = Sheet(
    key="thesaurus",
    title="词表",
    columns=(
        Column("office", _OFFICE, _words, required=True, example="第二食堂", help="一行一个意思，几个词用顿号隔开"),
        Column("said", _SAID, _words, required=True, example="二食、二餐", help="大家平时怎么叫，用顿号隔开"),
        Column("on", "使用", choice(YES, NO), example=YES, help="填“否”则不用这一行；不填是用"),
        Column("origin", "来源", _words, help="只供查看，导入时不看", shown_only=True),
    ),
    identity=("office",),
    current=_current,
    write=_write,
    check=_check,
)
