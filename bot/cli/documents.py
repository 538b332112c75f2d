"""The command that puts policies on the shelf."""

from __future__ import annotations

import sys
from pathlib import Path

from bot.cli.house import open_store
from bot.cli.tables import stamp_now
from bot.clock import SystemClock
from bot.store import audit
from knowledge.shelf import Shelf

NOTHING = "{path} 里没有可以导入的文件（txt、md、docx、pdf）"
DONE = "已导入 {added} 份，未变 {same} 份，未导入 {failed} 份"


def import_policies(path: Path) -> None:
    """Import every readable document below a folder; the others are named with what to do."""
    with open_store() as (settings, database):
        shelf = Shelf(database, settings.data_dir)
        report = shelf.import_directory(path, SystemClock().office(), tell=_progress)
        sys.stderr.write("\n")
        for trouble in report.failed:
            sys.stderr.write(f"{trouble}；{trouble.remedy}\n")
        with database.write() as connection:
            counts = {"added": len(report.added), "same": len(report.same), "failed": len(report.failed)}
            audit.record(connection, stamp_now(), "policies.imported", counts)
    sys.stderr.write(DONE.format(**counts) + "\n")


def _progress(done: int, of: int, name: str) -> None:
    sys.stderr.write(f"\r[{done}/{of}] {name[:40]:<40}")
    sys.stderr.flush()
