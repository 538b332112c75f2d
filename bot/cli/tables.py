"""Commands around the tables the office edits: import and export. What they say is Chinese, as the tables are."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot.cli.house import open_store
from bot.clock import SystemClock
from bot.errors import SheetError
from bot.store.audit import Stamp, by_operator, record
from bot.store.database import Database
from bot.store.sheets.grid import PIPED, read_grid, read_text
from bot.store.sheets.imports import Import, describe, undo_last
from bot.store.sheets.plan import Plan, carry_out, prepare
from bot.store.sheets.sheet import Sheet
from bot.store.sheets.workbook import check_file
from bot.store.sheets.workbook import export as write_records
from bot.store.sheets.workbook import template as write_template

NO_REPLACE = "{table} 没有替换：未变的文件不重复导入，更新的文件整份替换，文件夹里没有的留在书架上"
ONLY_DOCUMENTS = "--out、--public、--internal、--widen 只用于 policies"
NO_FILE = "请写明要导入的文件"
NO_SUCH_TABLE = "没有名为“{table}”的表。现有：{tables}"
NOT_THERE = "找不到“{path}”，请核对路径"
NOTHING_CHANGES = "《{title}》没有变化"
IGNORED = "不认识的列，已忽略：{headings}"
EXAMPLES = "第{rows}行是模板的示例，已跳过"
SUMMARY = "《{title}》共 {count} 处变化"
CONFIRM = "确认导入？"
DONE = "已导入《{title}》：{counts}。如有误，可用 import --undo 撤销"
UNDONE = "已撤销 {at} 对《{title}》的导入：{counts}"
WRITTEN = "已写入 {file}"
FAULTS = "什么也没有改动，原因："


@dataclass(frozen=True, slots=True)
class Typed:
    """What is typed with `import policies`. out: a table of what changes."""

    preview: bool = False
    out: Path | None = None
    public: bool = False
    internal: bool = False
    widen: bool = False


Others = Mapping[str, Callable[[Path, Typed], None]]


def stamp_now() -> Stamp:
    """Return who acts at this command line, and when."""
    return Stamp(by_operator(getpass.getuser()), SystemClock().office())


@contextmanager
def told_in_lines() -> Iterator[None]:
    """Say the faults of a table one a line on standard error, and end with 1."""
    try:
        yield
    except SheetError as trouble:
        typer.echo(FAULTS, err=True)
        for fault in trouble.faults:
            typer.echo(f"  {fault}", err=True)
        raise typer.Exit(1) from None


@contextmanager
def _as_typed() -> Iterator[None]:
    """Say why a file can't be written, as a fault of what was typed."""
    try:
        yield
    except SheetError as trouble:
        raise typer.BadParameter("；".join(trouble.faults)) from None


def importing(sheets: Mapping[str, Sheet], others: Others) -> Callable[..., None]:
    """Return the command `import`, for `sheets` and for `others` (what is imported in another way, by its name)."""

    def import_(  # noqa: PLR0913 — the command's options
        table: Annotated[str, typer.Argument(help="people, units, …; a wrong name lists them all.")] = "",
        path: Annotated[
            Path | None,
            typer.Argument(help="The .xlsx or .csv file (policies: the folder; calendar: or a notice, or -)."),
        ] = None,
        *,
        preview: Annotated[bool, typer.Option("--preview", help="Show what would change, and change nothing.")] = False,
        replace: Annotated[bool, typer.Option("--replace", help="Remove what is not in the file.")] = False,
        yes: Annotated[bool, typer.Option("--yes", help="Do not ask before importing.")] = False,
        undo: Annotated[bool, typer.Option("--undo", help="Take the last import back.")] = False,
        out: Annotated[
            Path | None, typer.Option("--out", help="policies: write what changes, old beside new, .docx or .xlsx.")
        ] = None,
        public: Annotated[bool, typer.Option("--public", help="policies: all of it is 公开.")] = False,
        internal: Annotated[bool, typer.Option("--internal", help="policies: take 内部资料 and 工作秘密 too.")] = False,
        widen: Annotated[
            bool, typer.Option("--widen", help="policies: what is marked 公开 now becomes so, though it was 本部门.")
        ] = False,
    ) -> None:
        """Import a table the office edits, all or nothing, after showing what changes."""
        if undo:
            _undo(sheets)
            return
        if table not in sheets and table not in others:
            raise typer.BadParameter(NO_SUCH_TABLE.format(table=table, tables="、".join((*sheets, *others))))
        if path is None:
            raise typer.BadParameter(NO_FILE)
        if not path.exists() and str(path) != PIPED:
            raise typer.BadParameter(NOT_THERE.format(path=path))
        typed = Typed(preview, out, public, internal, widen)
        if table in others:
            if replace:
                raise typer.BadParameter(NO_REPLACE.format(table=table))
            others[table](path, typed)
        elif typed != Typed(preview):
            raise typer.BadParameter(ONLY_DOCUMENTS)
        else:
            _import(sheets[table], path, replace=replace, ask=None if preview else (lambda: yes or _confirmed()))

    return import_


def exporting(sheets: Mapping[str, Sheet]) -> Callable[..., None]:
    """Return the command `export`, for `sheets`."""

    def export(
        table: Annotated[str, typer.Argument(help="people, units, …; a wrong name lists them all.")],
        path: Annotated[Path | None, typer.Argument(help="The file to write, .xlsx or .csv.")] = None,
        *,
        template: Annotated[bool, typer.Option("--template", help="An empty table with an example and notes.")] = False,
    ) -> None:
        """Export a table the office edits, or an empty template of it."""
        if table not in sheets:
            raise typer.BadParameter(NO_SUCH_TABLE.format(table=table, tables="、".join(sheets)))
        sheet = sheets[table]
        file = path or Path(f"{sheet.title}.xlsx")
        with _as_typed():
            check_file(file)
            if template:
                write_template(sheet, file)
            else:
                with open_store() as (settings, database):
                    export_table(database, sheet, file, ZoneInfo(settings.office.zone), stamp_now())
        typer.echo(WRITTEN.format(file=file))

    return export


def export_table(database: Database, sheet: Sheet, file: Path, zone: ZoneInfo, stamp: Stamp) -> None:
    """Write a table as it stands to `file`, with an audit row."""
    with database.read() as connection:
        records = sheet.current(connection, sheet.context(connection, zone, stamp.at))
    write_records(sheet, records, file)
    with database.write() as connection:
        record(connection, stamp, "table.exported", {"table": sheet.key, "rows": len(records)})


def _import(sheet: Sheet, path: Path, *, replace: bool, ask: Callable[[], bool] | None) -> None:
    """Import a file once `ask` says so; None: show what would change only."""
    with open_store() as (settings, database), told_in_lines():
        stamp = stamp_now()
        zone = ZoneInfo(settings.office.zone)
        grid = sheet.from_text(read_text(path)) or read_grid(path, sheet.title)
        plan = prepare(database, sheet, grid, zone=zone, now=stamp.at, replace=replace)
        _show(plan)
        if plan.changes and ask is not None and ask():
            made = carry_out(database, plan, stamp)
            typer.echo(DONE.format(title=sheet.title, counts=_counts(made)))


def _undo(sheets: Mapping[str, Sheet]) -> None:
    with open_store() as (settings, database), told_in_lines(), database.write() as connection:
        zone = ZoneInfo(settings.office.zone)
        undone = undo_last(connection, sheets, zone, stamp_now())
        at = undone.at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
        typer.echo(UNDONE.format(at=at, title=sheets[undone.sheet].title, counts=_counts(undone)))


def _show(plan: Plan) -> None:
    if plan.parsed.ignored:
        typer.echo(IGNORED.format(headings="、".join(plan.parsed.ignored)), err=True)
    if plan.parsed.examples:
        typer.echo(EXAMPLES.format(rows="、".join(map(str, plan.parsed.examples))), err=True)
    if not plan.changes:
        typer.echo(NOTHING_CHANGES.format(title=plan.sheet.title))
        return
    typer.echo(SUMMARY.format(title=plan.sheet.title, count=len(plan.changes)))
    for line in describe(plan.sheet, plan.changes):
        typer.echo(f"  {line}")


def _confirmed() -> bool:
    return typer.confirm(CONFIRM)


def _counts(made: Import | None) -> str:
    return "、".join(f"{kind} {count}" for kind, count in (made.counts if made else {}).items())
