"""What people call themselves and their groups, brought into one short line that stays between its quotation marks.

They choose it, and may write anything: line breaks, signs that turn the direction of writing, quotation marks.
"""

from __future__ import annotations

import unicodedata

LONGEST = 30
_NOT_SHOWN = frozenset({"Cc", "Cf", "Co", "Cs"})
_QUOTES = str.maketrans('“”„‟"＂「」『』', "‘’‘‘’’‘’‘’")


def quoted(text: str, longest: int = LONGEST) -> str:
    """Return one line of at most `longest` characters; empty where nothing can be shown."""
    signs = "".join(one for one in " ".join(text.split()) if unicodedata.category(one) not in _NOT_SHOWN)
    line = " ".join(signs.translate(_QUOTES).split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"
