"""Secrecy marks: a document that carries one is refused and nothing of it is kept, logged or shown.

A mark has a form (GB/T 9704): 绝密, 机密 or 秘密 with ★ and a term, or standing alone in the head of the document, or
in a field 密级. The mere word 秘密 or 保密 in a sentence is no mark. 内部资料 and 工作秘密 are marks of another kind,
on a line of their own: such a document is taken only where the operator says so. It stays inside, as
does one with a line 请勿外传 or the like: nothing of it is given to a model elsewhere.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_LEVEL: Final = "(?:绝\\s*密|机\\s*密|秘\\s*密|絕\\s*密|機\\s*密)"
_TERM: Final = r"(?:长\s*期|長\s*期|永\s*久|[\d一二三四五六七八九十]+\s*(?:年|个月|個月|月|天)|至|解密|启封)"
_STARRED: Final = re.compile(rf"{_LEVEL}\s*[★☆✩✭✮⭐*]|[★☆✩✭✮⭐]\s*{_LEVEL}")
_FIELD: Final = re.compile(rf"(?:密\s*级|密\s*級|保密等级|秘密等级)\s*[:：]?\s*[【\[（(]?\s*{_LEVEL}")
_LINE: Final = re.compile(rf"[【\[（(]?\s*{_LEVEL}\s*[】\]）)]?\s*(?:[·—-]?\s*{_TERM}.{{0,8}})?")
_PERIOD: Final = re.compile(rf"保\s*密\s*期\s*限\s*[:：]?\s*{_TERM}")
_INNER: Final = re.compile(
    r"[【\[（(]?(?:密级[:：])?(?:内部(?:资料|文件|材料|文稿|参考|使用|传阅)|工作秘密|仅供内部(?:使用|参考|传阅)|不予公开内部资料)"
    r"(?:[★☆].{0,8})?(?:[,，、;；]?(?:注意保存|注意保管|妥善保管|请勿外传|不得外传|严禁外传|禁止外传|不得扩散|请勿扩散|严禁扩散|切勿外传))*[】\]）)。]?"
)
_INSIDE_KIND: Final = r"(?:资料|資料|文件|材料|刊物|读物|使用|掌握|传阅|参考|发行)"
_CARE: Final = (
    r"(?:(?:请|請)?注意(?:保存|保密)|(?:请|請|不得|严禁|嚴禁|禁止|切)勿?(?:外传|外傳|外泄|对外传播|转发|扩散)|妥善保管)"
)
_INSIDE: Final = re.compile(
    rf"(?:(?:内部|內部){_INSIDE_KIND}|工作秘密)(?:.{{0,2}}{_CARE})*|{_CARE}(?:.{{0,2}}{_CARE})*"
)
_FRAME: Final = re.compile(r"[\s【】\[\]()（）《》<>*★☆·,，。、;；:：!！—-]+")
_HEAD_LINES: Final = 12
_LONGEST_INNER_LINE: Final = 24
_LONGEST_HEAD_LINE: Final = 20


def is_classified(raw: str) -> bool:
    """Tell whether a raw text carries a secrecy mark."""
    text = unicodedata.normalize("NFKC", raw)
    if _STARRED.search(text) or _FIELD.search(text):
        return True
    head = [line.strip() for line in text.split("\n") if line.strip()][:_HEAD_LINES]
    return any(len(line) <= _LONGEST_HEAD_LINE and (_LINE.fullmatch(line) or _PERIOD.match(line)) for line in head)


def inner_mark(text: str) -> str:
    """Return the first line that is a mark of 内部资料 or 工作秘密, without blanks; empty where none is."""
    lines = ("".join(unicodedata.normalize("NFKC", line).split()) for line in text.split("\n"))
    return next((line for line in lines if len(line) <= _LONGEST_INNER_LINE and _INNER.fullmatch(line)), "")


def stays_inside(text: str) -> bool:
    """Tell whether a line of a text says that it is for inside only; the words within a sentence are no mark."""
    lines = unicodedata.normalize("NFKC", text).split("\n")
    said = (_FRAME.sub("", line) for line in lines if len(line) <= _LONGEST_INNER_LINE)
    return bool(inner_mark(text)) or any(map(_INSIDE.fullmatch, said))
