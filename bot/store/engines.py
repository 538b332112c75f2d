"""The two databases the rows may stand in, opened: what the address says, how a connection begins, whether it answers.

Only `bot.store.database` uses an engine.
"""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from bot.errors import SettingsError, StoreError, StoreUnusable
from bot.store.refusal import place_of, unusable

PATIENCE_S = 10  # for a server that does not answer; the operating system waits two minutes
WHICH = "store.url must be sqlite:///PATH or postgresql+psycopg://USER:PASSWORD@HOST:PORT/NAME"
NO_DRIVER = "store.url names PostgreSQL, whose driver is not installed; install houqin with its extra `postgres`"
NO_FOLDER = "数据文件夹“{folder}”用不了：那里已有一个同名的文件，或没有写入的权限；请核对 data_dir 和 store.url"


def open_engine(url: str) -> Engine:
    """Open `sqlite:///PATH` or `postgresql+psycopg://…`, and see that it answers.

    Raises SettingsError where the address is neither of the two or can't be read, StoreUnusable where the database
    can't be opened, StoreError where SQLite is older than 3.35 (no RETURNING).
    """
    address = _address(url)
    engine = _open_sqlite(address) if address.get_backend_name() == "sqlite" else _open_postgres(address)
    try:
        engine.connect().close()
    except (DBAPIError, sqlite3.Error) as trouble:
        engine.dispose()
        raise unusable(trouble, place_of(address)) from None
    return engine


def _address(url: str) -> URL:
    if not url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        raise SettingsError(WHICH)
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        raise SettingsError(WHICH) from None
    is_sqlite = address.get_backend_name() == "sqlite"
    return address if is_sqlite else address.set(drivername="postgresql+psycopg")


def _open_postgres(address: URL) -> Engine:
    patience = {} if "connect_timeout" in address.query else {"connect_timeout": PATIENCE_S}
    try:
        return create_engine(
            address,
            connect_args=patience,
            pool_pre_ping=True,
            hide_parameters=True,
            json_serializer=_to_json,
            json_deserializer=json.loads,
        )
    except ModuleNotFoundError:
        raise SettingsError(NO_DRIVER) from None


def _open_sqlite(address: URL) -> Engine:
    if sqlite3.sqlite_version_info < (3, 35):
        raise StoreError(f"SQLite {sqlite3.sqlite_version} is too old; 3.35 or newer is needed")
    folder = Path(address.database or "").parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise StoreUnusable(NO_FOLDER.format(folder=folder)) from None
    engine = create_engine(
        address,
        connect_args={"timeout": 5, "check_same_thread": False},
        hide_parameters=True,  # an error is for the log, and what people wrote is not
        json_serializer=_to_json,
        json_deserializer=json.loads,
    )
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    return engine


def _set_pragmas(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver never begins by itself
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000"):
        connection.execute("PRAGMA " + pragma)


def _begin(connection: Connection) -> None:
    reading = connection.get_execution_options().get("reading")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
