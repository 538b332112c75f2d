"""Alarm words typed without characters: in pinyin, in English, as a sign; and common slips."""

from __future__ import annotations

import re

#: The words somebody on a foreign keyboard most likely types.
_PINYIN = {
    "着火": r"zha?o\s?huo|zhe\s?huo",
    "起火": r"qi\s?huo",
    "冒烟": r"mao\s?yan",
    "漏水": r"lou\s?shui",
    "停水": r"ting\s?shui",
    "停电": r"ting\s?dian",
    "爆管": r"bao\s?guan",
    "漏气": r"lou\s?qi",
    "救命": r"jiu\s?ming",
    "晕倒": r"yun\s?dao",
    "收到": r"shou\s?dao",
    "到": r"dao(?=\s?le)",
}
_TYPED = re.compile(
    r"(?<![a-z])(?:"
    + "|".join(f"(?P<w{at}>{said})" for at, said in enumerate(_PINYIN.values()))
    + r")(?P<le>\s?l[ea])?(?![a-z])"
)
_WORDS = tuple(_PINYIN)
_ENGLISH = (
    ("着火", r"(?:on\s)?fire(?!\s?(?:drill|safety|exit|door|escape|rule|extinguisher|prevention))"),
    ("冒烟", r"(?<!no )smok(?:e|ing)(?!\s?(?:detector|free|area))"),
    ("煤气味", r"smells?\s(?:of\s|like\s)?gas|gas\s(?:smell|leak(?:ing|age)?)"),
    ("停电", r"power\s(?:is\s)?(?:out(?:age)?|cut|off|failure)|no\s(?:power|electricity)|blackout"),
    ("停水", r"no\swater|water\s(?:is\s)?(?:cut|off)"),
    ("漏水", r"(?:water\s)?leak(?:ing|s|age)?"),
    ("水淹", r"flood(?:ed|ing)"),
    ("困电梯", r"(?:stuck|trapped)\sin\s(?:the\s|an\s)?(?:elevator|lift)"),
    ("晕倒", r"faint(?:ed|ing)|passed\sout|unconscious|collapsed"),
    ("受伤", r"injured|bleeding|hurt\sbadly"),
    ("救命", r"sos|help(?:\sme)?(?=\s?!)|help\sme"),
)
_SAID = tuple((word, re.compile(rf"(?<![a-z])(?:{said})(?![a-z])")) for word, said in _ENGLISH)
_ASKS = re.compile(r"\b(?:what|how|rule|should|if|when|who)\b")
_FLAME = "\U0001f525"
_SIGNS = f"{_FLAME}\U0001f692\U0001f198"
_SHOWN = re.compile(
    rf"[{_SIGNS}\s!]*[{_SIGNS}](?P<where>[^，。,]{{0,8}}[楼堂室舍馆区栋门层房院库厅场店]|)[{_SIGNS}\s!]*"
)
#: What dictation and thumbs make of the words of the trade, each of the same length; none of them is a word.
_SLIPS = {
    "燃汽": "燃气",
    "煤汽": "煤气",
    "电剃": "电梯",
    "停店": "停电",
    "中读": "中毒",
    "中独": "中毒",
    "火宅": "火灾",
    "冒眼": "冒烟",
    "昏过克": "昏过去",
    "晕过克": "晕过去",
    "消防通到": "消防通道",
    "跳匝": "跳闸",
    "爆馆": "爆管",
    "骨拆": "骨折",
}
#: 着了 for 着火, after a place or by itself; 睡着了 is another word.
_ALIGHT = re.compile(r"(?:(?<=^)|(?<=[\s,，。!！楼堂室舍馆区栋院]))着了(?=$|[\s,，。!！])")
#: What ends a clause in dialect as 了 does.
_PARTICLES = str.maketrans(dict.fromkeys("咧嘞啦喽咯", "了"))
_SLIPPED = re.compile("|".join(_SLIPS))


def in_characters(text: str) -> str:
    """Return a text with its alarm words in characters; in lower case where there were any in letters."""
    if shown := _SHOWN.fullmatch(text):
        return f"{shown['where'].strip()}着火?".strip()
    lowered = text.lower() if len(text.lower()) == len(text) else text
    typed = _TYPED.sub(_characters, lowered)
    if not _ASKS.search(typed):
        for word, said in _SAID:
            typed = said.sub(word, typed)
    return text if typed == lowered else typed


def without_slips(folded: str) -> str:
    """Return a folded text of the same length with slips and dialect put right."""
    right = _SLIPPED.sub(lambda found: _SLIPS[found.group()], folded.translate(_PARTICLES))
    return _ALIGHT.sub("着火", right)


def _characters(found: re.Match[str]) -> str:
    word = next(word for at, word in enumerate(_WORDS) if found[f"w{at}"])
    return word + ("了" if found["le"] else "")
