"""The page of settings: `houqin.toml` with its environment names, and the department's own settings."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from bot.settings import Settings
from bot.slices import OFFICE_SETTINGS
from bot.store.office_settings import Standing
from tests.reference.page import code, page, table

INTRODUCTION = """
Settings stand in `houqin.toml` in the folder where the command is started; `houqin --config FILE COMMAND` takes another
file. The environment overrides the file: `HOUQIN_` and the name, two underscores between levels, lists as JSON. Unknown
names, blank secrets and malformed keys refuse the start with one line that names the setting and never its value.

`houqin try`, `houqin chat` and `houqin explain` play an invented department and do not read these settings.
"""
OWN = """
What no policy text states and the office decides for itself. These are rows, not lines of `houqin.toml`: shown and
changed with `houqin set`, each change recorded in the audit.
"""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its dotted name and what it holds.

    in_list: it stands in a list of tables. of_optional: in a table that may be left out.
    """

    name: str
    in_list: bool
    field: FieldInfo
    of_optional: bool = False

    @property
    def kind(self) -> str:
        """What may be written."""
        inner = _without_none(self.field.annotation)
        if typing.get_origin(inner) is typing.Literal:
            return " or ".join(f'"{one}"' for one in typing.get_args(inner))
        if typing.get_origin(inner) is tuple:
            return "list of texts"
        return {int: "whole number", bool: "true or false"}.get(inner, "text")

    @property
    def default(self) -> str:
        """What holds without it."""
        value = self.field.default
        if value is PydanticUndefined:
            return "required with the others" if self.of_optional else "required"
        if value in ("", ()) or type(value).__name__ == "SecretStr":
            return ""
        return code(str(value))

    @property
    def environment(self) -> str:
        """Its name in the environment; a list of tables has one name for all."""
        return "" if self.in_list else code("HOUQIN_" + self.name.replace(".", "__").upper())


def all_settings(
    model: type[BaseModel] = Settings, before: str = "", *, in_list: bool = False, of_optional: bool = False
) -> Iterator[Setting]:
    """Return every setting, those of sections below them."""
    for name, info in model.model_fields.items():
        inner = _without_none(info.annotation)
        many = typing.get_origin(inner) is tuple and _is_model(typing.get_args(inner)[0])
        section = typing.get_args(inner)[0] if many else inner
        if _is_model(section):
            optional = inner is not info.annotation
            yield from all_settings(section, f"{before}{name}.", in_list=in_list or many, of_optional=optional)
        else:
            yield Setting(f"{before}{name}", in_list, info, of_optional)


def settings() -> str:
    """Print every setting."""
    head = ("setting", "holds", "default", "meaning", "environment")
    parts = [INTRODUCTION, table(head, [_row(one) for one in all_settings() if not one.in_list])]
    for name, info in Settings.model_fields.items():
        below = [one for one in all_settings() if one.in_list and one.name.startswith(f"{name}.")]
        if below:
            where = f"In the environment: {code(f'HOUQIN_{name.upper()}')}, a JSON list."
            words = f"## {code(f'[[{name}]]')}\n\n{info.description} {where}"
            parts += [words, table(head[:-1], [_row(one)[:-1] for one in below])]
    return page("Settings", *parts, "## 本部门设定", OWN, table(("设定", "默认", "说明"), _own()))


def _row(one: Setting) -> tuple[str, ...]:
    return code(one.name), one.kind, one.default, one.field.description or "", one.environment


def _own() -> list[tuple[str, ...]]:
    return [(one.key, Standing(one, one.default, "", None).shown, one.description) for one in OFFICE_SETTINGS.values()]


def _without_none(annotation: Any) -> Any:
    if typing.get_origin(annotation) in (types.UnionType, typing.Union):
        return next(one for one in typing.get_args(annotation) if one is not type(None))
    return annotation


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
