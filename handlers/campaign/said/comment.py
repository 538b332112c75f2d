"""领导点评: 成绩, 问题, 方向 of a branch, all three, as they were written. Pure."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

PARTS = ("good", "wrong", "next")
LONGEST = 2000

_HEADS = {
    "good": r"(?:主要)?(?:成绩|成績|成效|优点|優點|亮点|好的方面|肯定)",
    "wrong": r"(?:存在(?:的)?|主要)?(?:问题|問題|不足|短板|缺点)(?:和不足|与不足)?",
    "next": r"(?:努力|下一?步|今后|整改|改进)?(?:的)?(?:方向|打算|要求|建议|措施)",
}
_BRANCH = re.compile(r"支部|党小组|总支|党委|中心|科")
_MARK = re.compile("|".join(rf"(?P<{name}>{words})\s*(?:是|[:：])" for name, words in _HEADS.items()))
_OPENS = re.compile(
    r"^(?:我|本人)?(?:来|要|想|对)?(?P<who>[一-鿿]{2,5}?)?(?:对|给|在)?[\s]*(?:点评|點評)(?:一?下|了)?[\s:：]*(?P<branch>[^\s,，。:：;；]{2,16}?)"
    r"(?=$|[\s,，。:：;；]|(?:主要)?(?:成绩|成績|问题|問題|方向|优点|不足))"
)
_OF = re.compile(r"^对?(?P<branch>[^\s,，。:：;；]{1,16}?(?:支部|党小组|总支))的?(?:点评|點評)[\s:：,，]*")
_ABOUT = re.compile(
    r"[?？]|怎么|什么|如何|啥|规定|制度|办法|谁|要求是|是干|提醒|安排|组织|开展|启动|每[季月年]|前完成|情况"
)


def hear_comment(text: str) -> dict[str, Any] | None:
    """Read a text as it was typed; slots who, branch, good, wrong, next, those missing empty. None where it is none."""
    if len(text) > LONGEST:
        return None
    said = unicodedata.normalize("NFKC", text).strip()
    found = next((one for one in (_OPENS.match(said), _OF.match(said)) if one and _BRANCH.search(one["branch"])), None)
    if found is None or found["branch"].startswith("各"):
        return None
    parts = parts_in(said[found.end() :])
    if not any(parts.values()) and _ABOUT.search(said):
        return None
    who = found.groupdict().get("who") or ""
    return {
        "who": who if who not in ("我", "本人", "领导") else "",
        "branch": found["branch"].removesuffix("的"),
        **parts,
    }


def parts_in(text: str) -> dict[str, str]:
    """Return the three parts a text names, empty where it does not."""
    marks = list(_MARK.finditer(text))
    ends = [*(one.start() for one in marks[1:]), len(text)][: len(marks)]
    found = dict.fromkeys(PARTS, "")
    for mark, end in zip(marks, ends, strict=True):
        name = mark.lastgroup or ""
        found[name] = text[mark.end() : end].strip(" ,，。;；\n")
    return found
