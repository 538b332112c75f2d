"""The sheet 制度状态: one row a document on the shelf, how long it holds and who reviews it, told by file and title.

Exported it shows what holds now, the text's word where the office said nothing; a day that is changed is the office's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from bot.store.sheets.cells import day, named, text
from bot.store.sheets.known import people_by_id, person_id, person_names
from bot.store.sheets.sheet import Change, Column, Context, Record, Row, Sheet
from knowledge import lives
from knowledge.lives import FOR_GOOD, Life
from knowledge.rows import shelved_documents

GOOD = "长期"
NOT_THERE = "第{row}行：书架上没有《{title}》（{file}），请先导入文件或删去这一行"
_DAYS = {
    "effective": "effective_on",
    "expires": "expires_on",
    "review": "review_on",
    "replaced_on": "replaced_on",
    "withdrawn": "withdrawn_on",
}


def _until(cell: str, context: Context) -> str:
    return GOOD if cell.strip() in (GOOD, "长期有效", "无") else day(cell, context)


COLUMNS = (
    Column("file", "文件名", text(400), required=True, example="值班.docx", help="导入时的文件名，原样保留"),
    Column("title", "标题", text(400), required=True, example="值班管理规定", help="原样保留"),
    Column("number", "文号", text(100), shown_only=True, help="只供查看"),
    Column("scope", "范围", text(20), shown_only=True, help="只供查看，导入文件时决定"),
    Column("effective", "施行", day, example="2026-09-01", help="从哪天起施行；不填则按文件所写"),
    Column("expires", "有效期至", _until, example="2029-08-31", help="最后一天；没有期限填“长期”"),
    Column("review", "复审", day, example="2028-06-30", help="哪天前复审，到期前私下提醒责任人"),
    Column("reviewer", "复审责任人", named("person", "人员"), example="10001", help="工号或姓名；不填则提醒联络员"),
    Column("replaced_by", "由何文件代替", text(400), example="", help="新文件的标题"),
    Column("replaced_on", "代替日期", day, example="", help="从哪天起代替；不填则即日"),
    Column("withdrawn", "废止", day, example="", help="从哪天起废止；废止后不再引用"),
)


def _current(connection: Connection, _context: Context) -> list[Record]:
    found, called = lives.lives(connection), people_by_id(connection)
    records: dict[tuple[str, str], Record] = {}
    for one in shelved_documents(connection):
        life = found.get((one.file, one.title), Life(one.file, one.title))
        records[life.key] = _record(life, called) | {"number": one.number or "", "scope": one.scope}
    return list(records.values())


def _record(life: Life, called: dict[int | None, str]) -> dict[str, str]:
    standing = life.standing
    return {
        "file": life.file,
        "title": life.title,
        "effective": _cell(standing.effective),
        "expires": GOOD if life.expires_on == FOR_GOOD else _cell(standing.expires),
        "review": _cell(life.review_on),
        "reviewer": called.get(life.reviewer_id, "") if life.reviewer_id else "",
        "replaced_by": standing.replaced_by,
        "replaced_on": _cell(standing.replaced_on),
        "withdrawn": _cell(standing.withdrawn_on),
    }


def _write(connection: Connection, changes: Sequence[Change], context: Context) -> None:
    for change in changes:
        after, before = change.after or {}, change.before or {}
        record = after or before
        key = record["file"], record["title"]
        values: dict[str, Any] = {
            column: _read(after.get(name, ""))
            for name, column in _DAYS.items()
            if (name in after or not after) and after.get(name, "") != before.get(name, "")
        }
        if "reviewer" in after and after["reviewer"] != before.get("reviewer", ""):
            values["reviewer_id"] = person_id(connection, after["reviewer"]) if after["reviewer"] else None
        if "replaced_by" in after and after["replaced_by"] != before.get("replaced_by", ""):
            values["replaced_by"] = after["replaced_by"] or None
        if values:
            lives.change(connection, key, context.now, SHEET.title, **values)


def _read(cell: str) -> date | None:
    if cell == GOOD:
        return FOR_GOOD
    return date.fromisoformat(cell) if cell else None


def _cell(one: date | None) -> str:
    return one.isoformat() if one else ""


def _against(connection: Connection, rows: Sequence[Row], _context: Context) -> list[str]:
    shelf = {(one.file, one.title) for one in shelved_documents(connection)}
    return [
        NOT_THERE.format(row=row.number, title=row.record["title"], file=row.record["file"])
        for row in rows
        if (row.record["file"], row.record["title"]) not in shelf
    ]


SHEET = Sheet(
    key="standings",
    title="制度状态",
    columns=COLUMNS,
    identity=("file", "title"),
    current=_current,
    write=_write,
    names={"person": person_names},
    against=_against,
)
