"""The doctor: plays the platforms' own checks against this configuration and says what to mend, one sentence each."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from bot import trial
from bot.checkups import Visit, check_connections
from bot.clock import Clock
from bot.connecting import connect
from bot.errors import SchemaAhead, SchemaBehind, SchemaForeign, StoreError
from bot.platforms.findings import Finding, Level, fail, ok, warn
from bot.settings import Settings
from bot.store import schema
from bot.store.database import Database, open_database
from bot.store.refusal import unusable
from bot.store.shared import MemoryShared
from handlers.incident.kinds import unapproved

OLDEST_SQLITE = (3, 35)
NETWORK_FILE_SYSTEMS = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p")
NOT_YET = "数据库还没有建立，首次运行 houqin serve 时会自动建立。"
UNAPPROVED = "{count}类突发事件的首报提示还是系统默认（{names}等），请安全负责人审定后在 kinds 表里填上审定人。"
MOST_NAMED = 4
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
    database = _opened(settings)
    try:
        state = fail(f"{database}。") if isinstance(database, StoreError) else _store(database)
        found = [Result("数据库", one) for one in (*_machine(settings), state)]
        if state.level is Level.OK and isinstance(database, Database):
            found += [Result("应急提示", one) for one in _advice(database)]
        found += [Result("试运行", one) for one in _trial(settings, database, clock, sound=state.level is Level.OK)]
    finally:
        if isinstance(database, Database):
            database.close()
    return found + [Result(where, finding) for where, finding in await check_connections(settings, visit)]


def _machine(settings: Settings) -> list[Finding]:
    found = []
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        found.append(fail(f"SQLite {sqlite3.sqlite_version} 太旧，需要 3.35 以上，请换 Python 3.11 以上的安装包。"))
    if settings.store_url.startswith("sqlite") and (kind := _file_system(settings.data_dir)) in NETWORK_FILE_SYSTEMS:
        found.append(warn(f"数据目录在网络盘（{kind}）上，SQLite 会损坏，请把 data_dir 移到本机硬盘。"))
    return found


def _opened(settings: Settings) -> Database | StoreError:
    try:
        return open_database(settings.store_url)
    except StoreError as trouble:
        return trouble


def _store(database: Database) -> Finding:
    try:
        schema.check(database)
    except SchemaBehind:
        if schema.is_empty(database):
            return warn(NOT_YET)
        return fail("数据库版本较旧：停止服务、备份，再运行 houqin migrate。")
    except SchemaAhead:
        return fail("数据库是更新的版本建立的：请安装新版程序，或恢复旧的备份。")
    except SchemaForeign as trouble:
        return fail(f"{trouble}。")
    except DBAPIError as trouble:
        return fail(f"{unusable(trouble)}。")
    return ok("数据库可用，版本与程序一致。")


def _advice(database: Database) -> list[Finding]:
    """Warn of first advice nobody has answered for by name: of gas, electricity, confined space it can kill."""
    with database.read() as connection:
        names = unapproved(connection)
    return [warn(UNAPPROVED.format(count=len(names), names="、".join(names[:MOST_NAMED])))] if names else []


def _trial(settings: Settings, database: Database | StoreError, clock: Clock, *, sound: bool) -> list[Finding]:
    """Say that it is trial mode; the testers can be looked up only in a sound store."""
    found = trial.announced(settings)
    if not found or isinstance(database, StoreError) or not sound:
        return found
    connected = connect(settings, MemoryShared(), clock)
    with database.read() as connection:
        return found + trial.judged(trial.testers(connection, settings, connected, clock.office()))


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
