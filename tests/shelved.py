"""The sample policies, read once for all tests of a process and then put on any shelf by copying rows and index."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from importlib import resources
from pathlib import Path

from sqlalchemy import Table, insert, select

from bot.app import House
from bot.clock import SystemClock
from bot.store.database import metadata, open_database
from knowledge.lives import document_history, document_lives
from knowledge.rows import documents, edition, passages
from knowledge.shelf import Shelf

TABLES: tuple[Table, ...] = (documents, passages, edition, document_lives, document_history)


def put_policies(house: House) -> None:
    """Put the sample policies on an empty shelf, as their import would."""
    rows, index = _prepared()
    folder = house.settings.data_dir
    folder.mkdir(parents=True, exist_ok=True)
    for file in index:
        shutil.copy(file, folder)
    with house.database.write() as connection:
        for table, values in zip(TABLES, rows, strict=True):
            connection.execute(insert(table), values)


@cache
def _prepared() -> tuple[list[list[dict[str, object]]], list[Path]]:
    folder = Path(tempfile.mkdtemp(prefix="houqin-shelf-"))
    database = open_database(f"sqlite:///{folder / 'houqin.db'}")
    metadata.create_all(database.engine)
    with resources.as_file(resources.files("knowledge") / "samples") as samples:
        Shelf(database, folder).import_directory(samples, SystemClock().office())
    with database.read() as connection:
        rows = [[dict(row) for row in connection.execute(select(table)).mappings()] for table in TABLES]
    database.close()
    return rows, sorted(folder.glob("index-*"))
