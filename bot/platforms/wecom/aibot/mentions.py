"""Takes the bot's own @-name off what was typed: WeCom sends it literally, and does not say which name it is.

A mention ends at white space (WeCom writes U+2005 or a space), at punctuation, or at the end; it is not part of a
longer name or of an e-mail address. Other people's mentions stay.
Source: official page 100719 ("@RobotA hello robot").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

#: What ends a name: the end, white space, punctuation that is not followed by more of an address, another mention.
END = r"(?=$|[\s@]|[^\w\s.'’@-]|[.'’-]+(?![\w.'’-]))"
#: Before a Latin name no Latin letter or digit may stand: that would be an e-mail address.
START = r"(?<![A-Za-z0-9._%+-])"
LEADING = re.compile(r"\s*@([^\s@，。！？：；、,!?;:]+)[ \u2005\u00a0]?")


def strip_mentions(text: str, names: Sequence[str], *, in_group: bool) -> tuple[str, str]:
    """Return what was said without the bot's names, and the name it was called by if that is none of them.

    names: its own name first, then former ones and those of other bots. in_group: the text holds a mention of the bot
    for sure; where none of the names is found, the first word with an @ at the start is taken for one.
    """
    said, found = _pattern(tuple(names)).subn("", text)
    if found or not in_group:
        return said.strip(), ""
    leading = LEADING.match(text)
    if leading is None:
        return text.strip(), ""
    glued = next((name for name in names if leading[1].startswith(name)), "")
    if glued and leading.end() == len(text):  # the space after the name was deleted: the rest is what was said
        return leading[1][len(glued) :].strip(), ""
    return text[leading.end() :].strip(), leading[1]


@lru_cache
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(filter(None, map(str.strip, names)), key=len, reverse=True)
    guarded = [(START if name[0].isascii() else "") + "@" + re.escape(name) + END for name in longest_first]
    return re.compile(f"(?:{'|'.join(guarded) or '(?!)'})" + r"[ \u2005\u00a0]?")
