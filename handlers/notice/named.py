"""Which notice, and in whose name, is said beside the answer itself: 收到 2, 代陈书记收到. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from handlers.notice.facts import Pending

SERIES = "TZ-"
_WORDS = {"2": "请假", "3": "转交"}
_DIGIT_AND = re.compile(r"(?P<digit>[23])[\s,，、.．:：]+(?=[一-龥]{2})(?!收到|参加|号|[个份条点])")
_SHORT = re.compile(
    r"^(?P<word>收到|已办|办完了?|办好了?|知道了|已阅|参加|请假)\D{0,2}?(?P<number>\d{1,4})\s*号?[\s。.]*$"
    r"|^(?:[A-Za-z]{1,2}-?)?(?P<first>\d{1,4})\s*号?[\s,，:：]*(?P<then>收到|已办|办完了?|办好了?|知道了|已阅|参加|请假)[\s。.]*$"
)
_STEAD = (
    r"我?(?:代替|代表|代|替|帮)?(?P<who>{names})(?:那边|那里|那份|同志)?(?:回复|说|回|登记)?(?:一?个|一下)?[\s,，:：]*"
)


def spelled_out(text: str) -> str:
    """Return an answer with the word for its digit: 「2 出差」 is 「请假 出差」, 「3 王强」 is 「转交 王强」."""
    found = _DIGIT_AND.match(text)
    return f"{_WORDS[found['digit']]} {text[found.end() :]}" if found else text


def short_number(text: str, pending: Sequence[Pending]) -> tuple[str, str]:
    """Read the number without its letters.

    Returns the whole number of the one pending notice that ends in it, or what a notice so numbered is called, and the
    text without it; where no number is said an empty one.
    """
    found = _SHORT.match(text)
    if found is None:
        return "", text
    said = int(found["number"] or found["first"])
    numbers = {one.number for one in pending if int(one.number.rpartition("-")[2]) == said}
    if len(numbers) > 1:
        return "", text
    return numbers.pop() if numbers else f"{SERIES}{said:04d}", found["word"] or found["then"]


def in_the_name_of(text: str, pending: Sequence[Pending]) -> tuple[str, Sequence[Pending]]:
    """Read for whom somebody answers who may answer for others.

    Returns the answer without the name, and what that one owes; where nobody is named the text and all of it.
    """
    names = {name: one.whose for one in pending if one.whose is not None for name in (one.called, one.name) if name}
    if not names:
        return text, pending
    either = "|".join(re.escape(one) for one in sorted(names, key=len, reverse=True))
    found = re.match(_STEAD.replace("{names}", either), text)
    if found is None:
        return text, [one for one in pending if one.whose is None] or pending
    his = [one for one in pending if one.whose == names[found["who"]]]
    return text[found.end() :], [replace(one, named=True) for one in his]
