"""What it means when the database itself says no: one sentence with the remedy.

Never a statement, a row, an account or a password. Source of SQLite's names: sqlite.org/rescode.html.
"""

from __future__ import annotations

import sqlite3

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, OperationalError

from bot.errors import StoreUnusable

MEANINGS = {
    "SQLITE_NOTADB": "不是本程序的数据库文件，或已损坏：请停止服务，恢复备份，或把它移走后重新开始",
    "SQLITE_CORRUPT": "已损坏：请停止服务，恢复备份",
    "SQLITE_CANTOPEN": "打不开：请核对它是文件而不是文件夹，所在文件夹存在并且能写入",
    "SQLITE_READONLY": "不能写入：请核对这个文件和所在文件夹的权限",
    "SQLITE_PERM": "不能写入：请核对这个文件和所在文件夹的权限",
    "SQLITE_BUSY": "正被别的程序占用：请等它结束后再试",
    "SQLITE_LOCKED": "正被别的程序占用：请等它结束后再试",
    "SQLITE_FULL": "写不下了：磁盘已满，请腾出空间后再试",
    "SQLITE_IOERR": "读写失败：请检查磁盘，必要时恢复备份",
}
NO_SERVER = "连不上，或中途断开：请核对它是否在运行，以及 store.url 里的地址、库名、账号和口令"
ODD = "不能照本程序的要求读写：请运行 houqin doctor 核对版本，必要时恢复备份"
DATABASE = "数据库"
SAID = "{where}{meaning}"


def unusable(trouble: DBAPIError | sqlite3.Error, where: str = DATABASE) -> StoreUnusable:
    """Say what a trouble of the driver means. where: which database, as `place_of` says it."""
    driver = trouble.orig if isinstance(trouble, DBAPIError) else trouble
    if isinstance(driver, sqlite3.Error):
        name = getattr(driver, "sqlite_errorname", "")
        meaning = next((meaning for known, meaning in MEANINGS.items() if name.startswith(known)), ODD)
    else:
        meaning = NO_SERVER if isinstance(trouble, OperationalError) else ODD
    return StoreUnusable(SAID.format(where=where, meaning=meaning))


def place_of(url: URL) -> str:
    """Name a database without who logs in to it."""
    if url.get_backend_name() == "sqlite":
        return f"数据库“{url.database}”"
    port = f":{url.port}" if url.port else ""
    return f"数据库 PostgreSQL（{url.host or '本机'}{port}/{url.database or ''}）"
