"""The department's own settings 本部门设定: what no policy text states and the office decides for itself, as rows.

The operator's settings (keys, addresses) are in `houqin.toml`; nothing stands in both. Every setting is declared once,
with its type, default and a description that is shown to the office; a slice declares its own and `app.py` collects
them. A stored value that no longer reads (its declaration changed) counts as not set.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, Generic, TypeVar

from sqlalchemy import Column, Connection, String, Table, Text, bindparam, delete, select

from bot.errors import SettingsError
from bot.store import audit
from bot.store.audit import Stamp
from bot.store.database import UtcTime, insert_or_update, metadata
from bot.store.names import fold

NO_SUCH_SETTING = "没有名为“{key}”的设定。现有：{known}"
MUST_BE_NUMBER = "请填 {low} 到 {high} 之间的整数"
MUST_BE_YES_OR_NO = "请填“是”或“否”"
MUST_BE_TIME = "请填时刻，如 7:30"
MUST_BE_ONE_OF = "请填其中之一：{choices}"
MUST_BE_TEXT = "请填文字，最多 {longest} 个字"

TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")

T = TypeVar("T")

office_settings = Table(
    "office_settings",
    metadata,
    Column("key", String(60), primary_key=True),
    Column("value", Text, nullable=False),
    Column("set_by", String(80), nullable=False),
    Column("set_at", UtcTime, nullable=False),
)


@dataclass(frozen=True, slots=True)
class OfficeSetting(Generic[T]):
    """One setting. `read` turns what is typed into a value or raises ValueError with the remedy, in Chinese."""

    key: str
    default: T
    description: str
    read: Callable[[str], T]


@dataclass(frozen=True, slots=True)
class Standing:
    """What a setting is at the moment. `set_by` is empty where the default holds."""

    setting: OfficeSetting[Any]
    value: Any
    set_by: str
    set_at: datetime | None

    @property
    def shown(self) -> str:
        """Return the value as people write it."""
        if isinstance(self.value, bool):
            return "是" if self.value else "否"
        return self.value.strftime("%H:%M") if isinstance(self.value, time) else str(self.value)


def whole(low: int, high: int) -> Callable[[str], int]:
    """Return a reader of whole numbers from `low` to `high`."""

    def read(text: str) -> int:
        plain = fold(text)
        if not plain.isdecimal() or not low <= int(plain) <= high:
            raise ValueError(MUST_BE_NUMBER.format(low=low, high=high))
        return int(plain)

    return read


def one_of(*choices: str) -> Callable[[str], str]:
    """Return a reader of one of `choices`."""

    def read(text: str) -> str:
        if text.strip() not in choices:
            raise ValueError(MUST_BE_ONE_OF.format(choices="、".join(choices)))
        return text.strip()

    return read


def text(longest: int) -> Callable[[str], str]:
    """Return a reader of a text of at most `longest` characters."""

    def read(typed: str) -> str:
        if not 1 <= len(typed.strip()) <= longest:
            raise ValueError(MUST_BE_TEXT.format(longest=longest))
        return typed.strip()

    return read


def yes_or_no(typed: str) -> bool:
    """Read 是 or 否."""
    if typed.strip() not in ("是", "否"):
        raise ValueError(MUST_BE_YES_OR_NO)
    return typed.strip() == "是"


def time_of_day(typed: str) -> time:
    """Read a time of day in the office's zone."""
    found = TIME.fullmatch(fold(typed))
    if found is None:
        raise ValueError(MUST_BE_TIME)
    return time(int(found[1]), int(found[2]))


PUSHES_PER_DAY = OfficeSetting(
    "每人每日消息上限", 6, "突发事件以外，每人每天最多收到几条消息，其余合并发送", whole(1, 50)
)
QUIET_FROM = OfficeSetting("安静时段开始", time(22), "从这时起不发一般消息，突发事件除外", time_of_day)
QUIET_UNTIL = OfficeSetting("安静时段结束", time(7), "到这时止不发一般消息，突发事件除外", time_of_day)
BUNDLE_MORNING = OfficeSetting("合并发送上午", time(8), "超过每日上限的消息上午几点合并成一条发", time_of_day)
BUNDLE_AFTERNOON = OfficeSetting("合并发送下午", time(16, 30), "超过每日上限的消息下午几点合并成一条发", time_of_day)
APART = OfficeSetting("消息合并间隔", 5, "几分钟内给同一人的几条消息合并成一条；填0不等", whole(0, 60))

#: What the frame itself knows of.
KNOWN: Mapping[str, OfficeSetting[Any]] = {
    one.key: one for one in (PUSHES_PER_DAY, BUNDLE_MORNING, BUNDLE_AFTERNOON, APART, QUIET_FROM, QUIET_UNTIL)
}


def declared(known: Mapping[str, OfficeSetting[Any]], key: str) -> OfficeSetting[Any]:
    """Return the setting called `key`. Raises SettingsError naming those that exist."""
    if key not in known:
        raise SettingsError(NO_SUCH_SETTING.format(key=key, known="、".join(known)))
    return known[key]


_value = select(office_settings.c.value).where(office_settings.c.key == bindparam("key"))


def value_of(connection: Connection, setting: OfficeSetting[T]) -> T:
    """Return what a setting is: what the office set, else the default."""
    stored = connection.execute(_value, {"key": setting.key}).scalar()
    return setting.default if stored is None else _read_stored(setting, stored)


def values_of(connection: Connection, settings: Sequence[OfficeSetting[Any]]) -> list[Any]:
    """Return what some settings are, in their order, by one query."""
    keys = [one.key for one in settings]
    named = select(office_settings.c.key, office_settings.c.value).where(office_settings.c.key.in_(keys))
    stored = {row.key: row.value for row in connection.execute(named)}
    return [_read_stored(one, stored[one.key]) if one.key in stored else one.default for one in settings]


def change(connection: Connection, known: Mapping[str, OfficeSetting[Any]], key: str, typed: str, stamp: Stamp) -> None:
    """Set `key` to what was `typed`, with an audit row. Raises SettingsError naming the key and the remedy."""
    setting = declared(known, key)
    try:
        setting.read(typed)
    except ValueError as trouble:
        raise SettingsError(f"{key}：{trouble}") from None
    row = {"key": key, "value": typed.strip(), "set_by": stamp.who, "set_at": stamp.at}
    connection.execute(insert_or_update(connection, office_settings, row, unique=("key",)))
    audit.record(connection, stamp, "setting.changed", {"key": key, "value": typed.strip()})


def reset(connection: Connection, known: Mapping[str, OfficeSetting[Any]], key: str, stamp: Stamp) -> None:
    """Go back to the default of `key`, with an audit row."""
    declared(known, key)
    connection.execute(delete(office_settings).where(office_settings.c.key == key))
    audit.record(connection, stamp, "setting.reset", {"key": key})


def standing(connection: Connection, known: Mapping[str, OfficeSetting[Any]]) -> list[Standing]:
    """Return every declared setting as it is, in the order of declaration."""
    rows = {row.key: row for row in connection.execute(select(office_settings)).all()}
    found = []
    for setting in known.values():
        row = rows.get(setting.key)
        value = setting.default if row is None else _read_stored(setting, row.value)
        found.append(Standing(setting, value, row.set_by if row else "", row.set_at if row else None))
    return found


def _read_stored(setting: OfficeSetting[T], stored: str) -> T:
    try:
        return setting.read(stored)
    except ValueError:
        return setting.default
