"""The reference pages, made from the code: `python -m tests.reference` writes them, a test compares them.

What the code cannot say of itself (what a state means, when an entry is written) is worded here, by name; a name that
is missing or stale is a fault.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from tests.reference.commands import commands
from tests.reference.errors import errors
from tests.reference.intents import intents
from tests.reference.journal import journal
from tests.reference.rights import rights
from tests.reference.settings import settings
from tests.reference.states import states
from tests.reference.tables import tables
from tests.reference.times import times

FOLDER = Path(__file__).parents[2] / "docs" / "reference"
PAGES: Mapping[str, Callable[[], str]] = {
    "commands.md": commands,
    "settings.md": settings,
    "tables.md": tables,
    "rights.md": rights,
    "states.md": states,
    "journal.md": journal,
    "intents.md": intents,
    "errors.md": errors,
    "times.md": times,
}

__all__ = ["FOLDER", "PAGES"]
