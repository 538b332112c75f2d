"""What every command shares: which settings file, and how a house is opened for a command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from bot import settings
from bot.logs import set_up_logs
from bot.settings import Settings
from bot.store import schema
from bot.store.database import Database, open_database

_chosen: dict[str, Path | None] = {"file": None}


def options(
    config: Annotated[Path | None, typer.Option(help="Settings file; default: houqin.toml in this folder.")] = None,
    *,
    verbose: Annotated[bool, typer.Option("--verbose", help="Log every step on standard error.")] = False,
) -> None:
    """Choose settings and logs for every command."""
    _chosen["file"] = config
    set_up_logs(verbose=verbose)


def load_settings() -> Settings:
    """Read the settings the caller chose. Raises SettingsError."""
    return settings.load(_chosen["file"])


@contextmanager
def open_store() -> Iterator[tuple[Settings, Database]]:
    """Open the store of the chosen settings, refusing one of another version. An empty one is made."""
    chosen = load_settings()
    database = open_database(chosen.store_url)
    try:
        schema.make_ready(database)
        yield chosen, database
    finally:
        database.close()
