"""The command that puts policies on the shelf."""

from __future__ import annotations

import sys
from pathlib import Path

from bot.cli.house import open_store
from bot.cli.tables import stamp_now
from bot.clock import SystemClock
from bot.errors import SettingsError
from bot.store import audit
from knowledge.progress import Progress
from knowledge.shelf import Shelf

WIDTH = 60
NOTHING = "{path} 里没有可以导入的文件（txt、md、docx、pdf），请核对路径"
DONE = "已导入 {added} 份，更新 {changed} 份，未变 {unchanged} 份，未导入 {errors} 份"


def import_policies(path: Path) -> None:
    """Import every readable document below a folder; the others are named with what to do."""
    with open_store() as (settings, database):
        shelf = Shelf(database, settings.data_dir)
        report = shelf.import_directory(path, SystemClock().office(), tell=_progress)
        counts = {
            "added": len(report.added),
            "changed": len(report.changed),
            "unchanged": len(report.unchanged),
            "errors": len(report.errors),
        }
        if not any(counts.values()):
            raise SettingsError(NOTHING.format(path=path))
        with database.write() as connection:
            audit.record(connection, stamp_now(), "policies.imported", counts)
    sys.stderr.write("\r" + " " * WIDTH + "\r")
    for trouble in report.errors:
        sys.stderr.write(f"{trouble}；{trouble.remedy}\n")
    sys.stderr.write(DONE.format(**counts) + "\n")


def _progress(progress: Progress) -> None:
    count = f"{progress.done}/{progress.of}（{progress.percent}%）" if progress.of else f"{progress.done}"
    line = f"正在{progress.step} {count} {progress.name}"[:WIDTH]
    sys.stderr.write(f"\r{line:<{WIDTH}}")
    sys.stderr.flush()
