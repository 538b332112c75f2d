"""What a question takes for granted of places and posts: the campus it speaks of, who is said to hold a post."""

from __future__ import annotations

import re
from typing import Final

_CAMPUS: Final = re.compile(r"(?<![\u4e00-\u9fff])?([东西南北中老新\u4e00-\u9fff]{1,2})校区")
_COMMON: Final = frozenset(
    {"各个", "整个", "本", "全", "我们", "学校", "哪个", "每个", "所有", "多个", "两个", "新", "老", "各", "其他"}
)
_POST: Final = r"(?:副?组长|副?队长|总指挥|召集人|主持人|带队人|副?主任委员)"
_WHO: Final = (
    r"(?:党委书记|副书记|书记|副部长|部长|副主任|主任|副处长|处长|副科长|科长|总监|校长|副校长|院长|值班员|联络员)"
)
_HOLDS: Final = re.compile(
    rf"({_POST})(?:就?是由?|由|归|该由)({_WHO})(?:来)?(?:担任|当|兼任?|的|吧|吗|$)|({_WHO})(?:来)?(?:担任|当|兼任?|任)的?({_POST})"
)


def granted_in(folded: str) -> list[tuple[str, re.Pattern[str]]]:
    """Return what a folded question takes for granted, each as it is said and what a text must hold to prove it."""
    found = [
        (match.group(), re.compile(re.escape(match.group())))
        for match in _CAMPUS.finditer(folded)
        if match.group(1) not in _COMMON
    ]
    for match in _HOLDS.finditer(folded):
        post, who = (match.group(1), match.group(2)) if match.group(1) else (match.group(4), match.group(3))
        found.append((f"{post}由{who}担任", _proof(post, who)))
    return found


def _proof(post: str, who: str) -> re.Pattern[str]:
    """Return how a text says who holds a post: 由书记任组长, 书记为组长, 组长由书记担任, 组长：书记."""
    named = rf"(?<!副){re.escape(who)}" if not who.startswith("副") else re.escape(who)
    held = rf"(?<!副){re.escape(post)}" if not post.startswith("副") else re.escape(post)
    return re.compile(rf"{named}.{{0,4}}(?:为|任|担任|兼任?|当){held}|{held}.{{0,2}}(?:由|为|是|[:：]).{{0,6}}{named}")
