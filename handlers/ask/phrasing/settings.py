"""The office's own switch: whether answers may be said in other words, where the operator set a model up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.store.office_settings import OfficeSetting, yes_or_no

IN_OTHER_WORDS = OfficeSetting(
    "答复自动转述", True, "配置了语言模型时，答复前是否加一段自动转述；填否只发原文", yes_or_no
)

SETTINGS: Mapping[str, OfficeSetting[Any]] = {IN_OTHER_WORDS.key: IN_OTHER_WORDS}
