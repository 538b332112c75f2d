"""The doctor: plays the platforms' own checks against this configuration and says what to mend, one sentence each."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from bot.checkups import Visit, check_connections
from bot.clock import Clock
from bot.errors import SchemaAhead, SchemaBehind
from bot.platforms.findings import Finding, Level, fail, ok, warn
from bot.settings import Settings
from bot.store import schema
from bot.store.database import open_database

OLDEST_SQLITE = (3, 35)
NETWORK_FILE_SYSTEMS = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p")
SIGNS = {Level.OK: "正常", Level.WARN: "注意", Level.FAIL: "错误"}


@dataclass(frozen=True, slots=True)
class Result:
    """One finding, of one door or of the house."""

    where: str
    finding: Finding

    @property
    def is_fault(self) -> bool:
        """Whether something does not work."""
        return self.finding.level is Level.FAIL

    @property
    def line(self) -> str:
        """The finding as the operator reads it."""
        return f"[{SIGNS[self.finding.level]}] {self.where}：{self.finding.text}"


async def examine(settings: Settings, base_url: str, clock: Clock, *, offline: bool = False) -> list[Result]:
    """Look at the store and at every configured door. offline: ask no platform, only the service at `base_url`."""
    visit = Visit(base_url, clock.machine(), offline)
    found = [Result("数据库", one) for one in _store(settings)]
    return found + [Result(where, finding) for where, finding in await check_connections(settings, visit)]


def _store(settings: Settings) -> list[Finding]:
    found = []
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        found.append(fail(f"SQLite {sqlite3.sqlite_version} 太旧，需要 3.35 以上，请换 Python 3.11 以上的安装包。"))
    if settings.store_url.startswith("sqlite") and (kind := _file_system(settings.data_dir)) in NETWORK_FILE_SYSTEMS:
        found.append(warn(f"数据目录在网络盘（{kind}）上，SQLite 会损坏，请把 data_dir 移到本机硬盘。"))
    database = open_database(settings.store_url)
    try:
        schema.check(database)
        found.append(ok("数据库可用，版本与程序一致。"))
    except SchemaBehind:
        empty = schema.is_empty(database)
        text = (
            "数据库还没有建立，首次运行 houqin serve 时会自动建立。"
            if empty
            else "数据库版本较旧：停止服务、备份，再运行 houqin migrate。"
        )
        found.append(warn(text) if empty else fail(text))
    except SchemaAhead:
        found.append(fail("数据库是更新的版本建立的：请安装新版程序，或恢复旧的备份。"))
    finally:
        database.close()
    return found


def _file_system(folder: Path) -> str:
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return ""
    here = str(folder.resolve())
    best, kind = "", ""
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        parts = line.split()
        under = here == parts[1] or here.startswith(parts[1].rstrip("/") + "/")
        if under and len(parts[1]) >= len(best):
            best, kind = parts[1], parts[2]
    return kind
