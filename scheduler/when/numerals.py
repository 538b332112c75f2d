"""Chinese and Arabic numerals as times use them: 十二, 廿三, 两, 二〇二六, 12."""

from __future__ import annotations

from typing import Final

#: At most what a time needs; longer digits are a telephone number.
NUMBER: Final = r"(?:(?<!\d)\d{1,3}(?!\d)|[一二三四五六七八九十两廿卅〇零百]{1,5})"
_DIGITS: Final = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "o": 0,
    "两": 2,
}
_TENS: Final = {"十": 10, "廿": 20, "卅": 30}


def number(text: str) -> int:
    """Read a numeral of up to three places, or a row of digits; -1 where it is none (十十)."""
    if text.isascii() and text.isdigit():
        return int(text)
    if all(sign in _DIGITS or sign.isdigit() for sign in text):
        return int("".join(str(_DIGITS.get(sign, sign)) for sign in text) or -1)
    head, found, tail = text.rpartition("百")
    hundreds = _DIGITS.get(head, -1) if head else len(found)
    tens = _below_hundred(tail.lstrip("零〇")) if tail else 0
    return -1 if hundreds < 0 or tens < 0 else hundreds * 100 + tens


def _below_hundred(text: str) -> int:
    for sign, value in _TENS.items():
        head, found, tail = text.partition(sign)
        if found:
            many = _DIGITS.get(head, -1) if head and sign == "十" else 1
            ones = _DIGITS.get(tail, -1) if tail else 0
            return -1 if many < 0 or ones < 0 or (head and sign != "十") else many * value + ones
    return _DIGITS.get(text, -1)
