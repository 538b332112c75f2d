"""The command that puts policies on the shelf: what it changes is shown clause by clause, before or as it is done."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import typer

from bot.cli.house import open_store
from bot.cli.revised import lines_of, write_table
from bot.cli.tables import WRITTEN, Typed, stamp_now
from bot.clock import SystemClock
from bot.errors import DocumentError, SettingsError
from bot.store import audit
from bot.store.database import Database
from knowledge import lives
from knowledge.admitting import Admitting
from knowledge.comparing import Revision, revisions
from knowledge.life_reading import Ended, ended
from knowledge.progress import Progress
from knowledge.rows import shelved_documents
from knowledge.shelf import Imported, Shelf

WIDTH = 60
NOTHING = "{path} 里没有可以导入的文件（txt、md、html、docx、pdf、xlsx），请核对路径"
DONE = "已导入 {added} 份，更新 {changed} 份，未变 {unchanged} 份，未导入 {errors} 份"
NOTHING_CHANGES = "没有变化"
PREVIEWED = "以上只是预览，什么也没有改动"
PUBLIC = "公开：{titles}，未登记的人也能查到"
WITHHELD = "《{title}》标有公开，原来只供本部门，仍按本部门；确认公开请加 --widen 再导入一次"
MISSING = "书架上有、文件夹里没有的 {count} 份，仍可查询：{files}"
TAKE_AWAY = "不再使用的，用 houqin policies --withdraw 文件名 废止"
ENDED_BY = "《{by}》写明{words}废止，书架上的《{title}》还没有改；确认后执行 houqin policies --withdraw {file}{on}"
ENDED_ITSELF = "《{title}》自己写明已废止；确认后执行 houqin policies --withdraw {file}"
MOST = 10


def import_policies(path: Path, typed: Typed) -> None:
    """Import every readable document below a folder; the others are named with what to do."""
    said = Admitting(public=typed.public or None, internal=typed.internal, widen=typed.widen)
    with open_store() as (settings, database):
        now = SystemClock().office().astimezone(ZoneInfo(settings.office.zone))
        found = list(revisions(database, path, said, with_new=typed.preview))
        changed = [one for one in found if isinstance(one, Revision)]
        _show(changed, typed.out, now)
        if typed.preview:
            for trouble in (one for one in found if isinstance(one, DocumentError)):
                sys.stderr.write(f"{trouble}；{trouble.remedy}\n")
            typer.echo(PREVIEWED if changed else NOTHING_CHANGES)
            return
        _import(Shelf(database, settings.data_dir), database, path, said)
        for line in proposals(database, now.date()):
            typer.echo(line)


def proposals(database: Database, day: date) -> list[str]:
    """Tell which documents on the shelf a text says are over, and what to type for it."""
    with database.read() as connection:
        found = ended(shelved_documents(connection), lives.lives(connection), day)
    return [_proposal(one, day) for one in found]


def _proposal(one: Ended, day: date) -> str:
    document = one.document
    if one.by is None:
        return ENDED_ITSELF.format(title=document.title, file=document.file)
    begins = one.by.standing.effective
    on = f" --on {begins}" if begins and begins > day else ""
    return ENDED_BY.format(by=one.by.title, words=one.words, title=document.title, file=document.file, on=on)


def _show(changed: Sequence[Revision], out: Path | None, now: datetime) -> None:
    """Print what changes, and write the table of it."""
    for one in changed:
        for line in lines_of(one):
            typer.echo(line)
    if out is not None:
        write_table(changed, out, now)
        typer.echo(WRITTEN.format(file=out))


def _import(shelf: Shelf, database: Database, path: Path, said: Admitting) -> None:
    report = shelf.import_directory(path, SystemClock().office(), said=said, tell=_Teller())
    names = ("added", "changed", "unchanged", "errors")
    counts = {name: len(getattr(report, name)) for name in names}
    if sys.stderr.isatty():
        sys.stderr.write("\r" + " " * WIDTH + "\r")
    if not any(counts.values()):
        raise SettingsError(NOTHING.format(path=path))
    with database.write() as connection:
        audit.record(connection, stamp_now(), "policies.imported", counts)
    for trouble in report.errors:
        sys.stderr.write(f"{trouble}；{trouble.remedy}\n")
    sys.stderr.write(DONE.format(**counts) + "\n")
    for line in _said(report):
        typer.echo(line)


def _said(report: Imported) -> Iterable[str]:
    """Say whom it is for where that is not the department alone, and what the folder does not hold any more."""
    if report.public:
        yield PUBLIC.format(titles=_some([f"《{title}》" for title in dict.fromkeys(report.public)]))
    for title in dict.fromkeys(report.withheld):
        yield WITHHELD.format(title=title)
    if report.missing:
        yield MISSING.format(count=len(report.missing), files=_some(report.missing))
        yield TAKE_AWAY


def _some(names: Sequence[str]) -> str:
    return "、".join(names[:MOST]) + (f"等{len(names)}份" if len(names) > MOST else "")


class _Teller:
    """Says how far an import is: on a screen in one line that changes, elsewhere a line for each tenth of a step."""

    def __init__(self) -> None:
        self._told = ("", -1)

    def __call__(self, progress: Progress) -> None:
        count = f"{progress.done}/{progress.of}（{progress.percent}%）" if progress.of else f"{progress.done}"
        line = f"正在{progress.step} {count} {progress.name}"[:WIDTH]
        at = (progress.step, progress.percent // 10)
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{line:<{WIDTH}}")
        elif at != self._told:
            sys.stderr.write(f"{line}\n")
        sys.stderr.flush()
        self._told = at
