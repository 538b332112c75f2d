"""What every workbook says of how it came to be: the settings of the department, who exported it when."""

from __future__ import annotations

from sqlalchemy import Connection

from bot.store.office_settings import value_of
from handlers.study import settings
from handlers.study.counted import sheet_words


def notes_of(connection: Connection, name: str, at: str) -> list[tuple[str, str]]:
    """Say the settings of the department, and who exported it when."""
    before, after, grace = settings.margins(connection)
    days = value_of(connection, settings.MAKE_UP)
    set_ = sheet_words.SETTINGS_SAID.format(before=before, after=after, grace=grace, days=days)
    return [(sheet_words.SET, set_), (sheet_words.BY, sheet_words.BY_SAID.format(name=name, at=at))]
