"""The try-out's stage: an invented department with its people, its policies and its group."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

from bot.app import House
from bot.settings import Office, Redis, Settings, Store
from bot.slices import OFFICE_SETTINGS
from bot.store import schema
from bot.store.audit import Stamp, by_operator
from bot.store.office_settings import change, standing
from bot.store.sheets.sample import load_sample_office, load_sample_roster

OFFICE = Office(
    school="青衡大学",
    department="后勤保障部",
    assistant="助手",
    duty_phone="8110",
    contact="综合办公室 张敏",
    discipline_channel="后勤纪委 8119",
)
#: What its 《理论学习与签到管理办法》 says otherwise than the defaults: ten minutes' grace, two weeks to make up.
OWN_SETTINGS = {"签到宽限": "10", "补学期限": "14"}


@contextmanager
def try_out_settings(folder: Path | None) -> Iterator[Settings]:
    """Give the try-out's settings: the operator's file plays no part; without a folder everything is forgotten."""
    if folder is not None:
        yield _settings(folder)
        return
    with tempfile.TemporaryDirectory(prefix="houqin-try-") as forgotten:
        yield _settings(Path(forgotten))


def set_the_stage(house: House) -> None:
    """Fill an empty house with the invented department: people, group, policies. What stands already is kept."""
    set_up(house)
    load_policies(house)


def set_up(house: House) -> None:
    """Do what can't wait: tables, people, group."""
    schema.migrate(house.database)
    load_people(house)
    load_sample_roster(house.database, house.clock.office())
    _settle_settings(house)
    if house.tryout is not None:
        house.tryout.open_group()


def _settle_settings(house: House) -> None:
    """Set what the invented department's own rules say, unless somebody has set it."""
    stamp = Stamp(by_operator("samples"), house.clock.office())
    with house.database.write() as connection:
        stands = {one.setting.key for one in standing(connection, OFFICE_SETTINGS) if one.set_at is not None}
        for key, value in OWN_SETTINGS.items():
            if key not in stands:
                change(connection, OFFICE_SETTINGS, key, value, stamp)


def load_people(house: House) -> None:
    """Enrol the invented department through the same import as any other."""
    load_sample_office(house.database, house.clock.office())


def load_policies(house: House) -> None:
    """Put the sample policies on the shelf."""
    with resources.as_file(resources.files("knowledge") / "samples") as folder:
        house.shelf.import_directory(folder, house.clock.office())


def _settings(folder: Path) -> Settings:
    return Settings(
        data_dir=folder,
        office=OFFICE,
        mode="live",
        testers=(),
        wecom_app=(),
        store=Store(),
        redis=Redis(),
        language_model=None,
    )
