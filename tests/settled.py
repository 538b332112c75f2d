"""The department's own settings, set in a story."""

from __future__ import annotations

from bot.slices import OFFICE_SETTINGS
from bot.store import office_settings
from bot.store.audit import Stamp
from tests.office import Office


def set_to(office: Office, key: str, value: str) -> None:
    """Set one as `houqin set` does."""
    stamp = Stamp("story", office.clock.office())
    with office.house.database.write() as connection:
        office_settings.change(connection, OFFICE_SETTINGS, key, value, stamp)
